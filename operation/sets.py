"""Changing many rows at once: what `ctx.change_all` and `ctx.change_each` send. A change of a set is described by Rows,
so the clinic is in it, and the second wall behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from core.predicates import Key, placeholders, quote, render
from core.rows import Rows, Statement, kept_text
from models.base import Base
from operation.writes import encoded


@dataclass(frozen=True, slots=True)
class Mapped:
    """A new value for each old one; a row with any other keeps nothing: narrow the Rows to these."""

    values: Mapping[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Change:
    """The same values for all of some rows. With `silent` no version moves on and no time is noted: for what callers
    cannot write themselves and no one could overwrite, like whose a row is."""

    rows: Rows[Any]
    values: Mapping[str, Any]
    silent: bool = False


class Changed(NamedTuple):
    """A row that was changed, and its version now."""

    id: UUID
    version: int


def refused(model: type[Base], names: Sequence[str]) -> None:
    """Raise TypeError for a name that is no column, or never changes."""
    wrong = (set(names) - model.columns.keys()) | (set(names) & {"id", model.clinic_column, "row_version"})
    if wrong:
        raise TypeError(f"{model.__name__} has no {sorted(wrong)} to change")


def together(changes: Sequence[Change]) -> Statement:
    """One statement for all: (`part`, `id`, `row_version`) of every row that was changed. Its parts see the same state,
    so none may look for what another writes."""
    shape: list[Key] = []
    values: list[Any] = []
    for change in changes:
        model: type[Base] = change.rows.model
        refused(model, list(change.values))
        sets: list[tuple[str, bool]] = []
        for name, value in change.values.items():
            sets.append((name, isinstance(value, Mapped)))
            if isinstance(value, Mapped):
                values += [list(value.values.keys()), list(value.values.values())]
            else:
                values.append(encoded(model, name, value))
        if not change.silent:
            values.append(dt.datetime.now(dt.UTC))
        condition = change.rows.condition
        values += condition.values
        shape.append((model, tuple(sets), change.silent, condition.key))
    return Statement(kept_text(("change", *shape), lambda: _together(shape)), tuple(values))


def _together(shape: Sequence[Key]) -> str:
    parameter = placeholders()
    parts, answers = [], []
    for number, (model, names, silent, condition) in enumerate(shape):
        sets = [_set(model, name, mapped, parameter) for name, mapped in names]
        if not silent:
            sets.append(f'"updated_at" = {parameter()}, "row_version" = t."row_version" + 1')
        where = render(condition, "t", parameter)
        parts.append(
            f"c{number} AS (UPDATE {quote(model.table)} AS t SET {', '.join(sets)} WHERE {where}"  # noqa: S608
            ' RETURNING t."id", t."row_version")'
        )
        answers.append(f'SELECT {number} AS part, "id", "row_version" FROM c{number}')  # noqa: S608
    return f"WITH {', '.join(parts)} {' UNION ALL '.join(answers)}"


def _set(model: type[Base], name: str, mapped: bool, parameter: Any) -> str:
    column = model.columns[name]
    if not mapped:
        return f"{quote(name)} = {parameter()}::{column.pg_type}"
    lists = f"{parameter()}::{column.pg_type}[], {parameter()}::{column.pg_type}[]"
    return f"{quote(name)} = (SELECT m.new FROM unnest({lists}) AS m(old, new) WHERE m.old = t.{quote(name)})"  # noqa: S608


def singly(model: type[Base], clinic: UUID, rows: Sequence[tuple[UUID, int, Mapping[str, Any]]]) -> Statement:
    """One statement for rows that each get values of their own, the same columns all of them: (`id`, `row_version`) of
    those that were still at the version they are named with."""
    names = tuple(rows[0][2])
    refused(model, names)
    if any(tuple(values) != names for _, _, values in rows):
        raise TypeError(f"{model.__name__}: the rows of one change have the same columns")
    if lists := [name for name in names if model.columns[name].pg_type.endswith("[]")]:
        raise TypeError(f"{model.__name__}: {lists} hold lists, which do not go into lists")
    columns = [[encoded(model, name, values[name]) for _, _, values in rows] for name in names]
    ids, versions = [id_ for id_, _, _ in rows], [version for _, version, _ in rows]
    return Statement(_singly(model, names), (clinic, dt.datetime.now(dt.UTC), ids, versions, *columns))


@lru_cache(maxsize=256)
def _singly(model: type[Base], names: tuple[str, ...]) -> str:
    sets = ", ".join(f"{quote(name)} = v.{quote(name)}" for name in names)
    lists = ", ".join(f"${n}::{model.columns[name].pg_type}[]" for n, name in enumerate(names, start=5))
    listed = ", ".join(map(quote, names))
    return (
        f'UPDATE {quote(model.table)} AS t SET {sets}, "updated_at" = $2, "row_version" = t."row_version" + 1'  # noqa: S608
        f' FROM unnest($3::uuid[], $4::int[], {lists}) AS v("id", "version", {listed})'
        f' WHERE t."clinic_id" = $1 AND t."id" = v."id" AND t."row_version" = v."version"'
        ' RETURNING t."id", t."row_version"'
    )
