"""What the database refused, as an answer: the input that caused it by its path, never a value, never the database's
words."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import asyncpg
import strawberry
import structlog
from strawberry.types.maybe import Some

from core.errors import Conflict, FieldProblem, NotFound, Problem
from models.appointments import WORKS_THERE
from models.base import REGISTRY
from models.ddl import unique_name
from operation.inputs import camel

log = structlog.get_logger(__name__)

#: What is said of a rule that names the column it is about.
_RULES = {WORKS_THERE: "They no longer work here."}
#: Endings of columns that follow from an input of the same name without them.
_DERIVED = ("", "_key", "_lower")


def conflict(problem: asyncpg.IntegrityConstraintViolationError, values: Mapping[str, Any] | None = None) -> Problem:
    """A violated constraint as a Problem. `values` are the operation's: a unique column is looked for among them."""
    name = problem.constraint_name or ""
    log.info("command.conflict", constraint=name)
    if isinstance(problem, asyncpg.UniqueViolationError):
        return _taken(name, problem.table_name or "", values or {})
    if isinstance(problem, asyncpg.ForeignKeyViolationError):
        # The detail tells the two sides of a foreign key apart; it holds values and goes no further.
        if "still referenced" in (problem.detail or ""):
            return Conflict("Something still refers to this.")
        return NotFound("Something this refers to does not exist.")
    if name in _RULES:
        path = dict(_given(values or {}, "")).get(problem.column_name or "")
        return Conflict(_RULES[name], fields=(FieldProblem(path, _RULES[name]),) if path is not None else ())
    return Conflict("The change does not fit what is stored.")


def _taken(constraint: str, table: str, values: Mapping[str, Any]) -> Conflict:
    given = dict(_given(values, ""))
    for column in reversed(_uniques().get(constraint, ())):
        for ending in _DERIVED:
            name = column.removesuffix(ending)
            if name in given:
                message = f"This {name.replace('_', ' ')} is already in use."
                return Conflict(message, fields=(FieldProblem(given[name], message),))
    column = constraint.removeprefix(f"uq_{table}_")
    what = column.replace("_", " ") if column and column != constraint else "value"
    return Conflict(f"This {what} is already in use.")


@lru_cache(maxsize=1)
def _uniques() -> dict[str, tuple[str, ...]]:
    return {
        unique_name(model, columns): tuple(c for c in columns if c != "clinic_id")
        for model in REGISTRY.values()
        for columns in model.unique
    }


def _given(values: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    """Names of the inputs that were given, with their paths; the outer ones last, so that they win. Items of lists
    are left out: nothing says which of them it was."""
    for name, value in values.items():
        inner = value.value if isinstance(value, Some) else value
        if inner is None or inner is strawberry.UNSET:
            continue
        path = prefix + camel(name)
        if dataclasses.is_dataclass(inner) and not isinstance(inner, type):
            members = {f.name: getattr(inner, f.name) for f in dataclasses.fields(inner)}
            yield from _given(members, path + ".")
        yield name, path
