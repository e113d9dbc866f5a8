"""Which rows an actor sees: a model's visibility lines turned into one predicate. Deny by default."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

from core.predicates import EVERYTHING, NOTHING, Column, Predicate, either, every, exists
from models.base import REGISTRY, Base
from models.visibility import Computed, Nobody, Parent, See, reach
from permissions import Actor, Guard, Scope


def clinic_predicate(model: type[Base], actor: Actor) -> Predicate:
    """The first wall: rows of the actor's clinic. A table without a clinic, or an actor without one, sees none."""
    if model.clinic_column is None or actor.clinic_id is None:
        return NOTHING
    return model.columns[model.clinic_column] == actor.clinic_id


def visible(model: type[Base], actor: Actor) -> Predicate:
    """The caller's scope on a model, without the clinic: what any of its lines shows."""
    known: Predicate | None = actor.memo.get(model)
    if known is None:
        known = actor.memo[model] = _visible(model, actor)
    return known


def _visible(model: type[Base], actor: Actor) -> Predicate:
    parts: list[Predicate] = []
    for line in model.visibility:
        part = _line(model, line, actor)
        if part is EVERYTHING:
            return EVERYTHING
        parts.append(part)
    return either(parts)


def _line(model: type[Base], line: Any, actor: Actor) -> Predicate:
    match line:
        case Nobody():
            return NOTHING
        case Computed():
            return line.scope(actor) if line.guard.verdict(actor).allowed else NOTHING
        case Parent():
            return _through_parent(model, line.by, actor)
        case See():
            return _see(model, line, actor)
        case _:
            raise TypeError(f"{model.__name__}: unknown visibility line {line!r}")


def _see(model: type[Base], line: See, actor: Actor) -> Predicate:
    match reach(line, actor):
        case Scope.ALL:
            shown = EVERYTHING
        case Scope.OWN:
            shown = either(
                _among(model.columns[column], ids) for column, kind in line.own.items() if (ids := actor.own.ids(kind))
            )
        case _:
            return NOTHING
    return shown if line.where is None else every((shown, line.where(model)))


def _among(column: Column[Any], ids: tuple[UUID, ...]) -> Predicate:
    """One of these. Most people are one patient, member or employee: `=` lets an index hand out their rows in order,
    where `= ANY` makes PostgreSQL read and sort them all, or read everybody's."""
    return column == ids[0] if len(ids) == 1 else column.in_(ids)


def _through_parent(model: type[Base], by: str, actor: Actor) -> Predicate:
    column = model.columns[by]
    parent = REGISTRY[str(column.references)]
    scope = visible(parent, actor)
    if scope is EVERYTHING or scope is NOTHING:
        return scope
    # Own parents by their id: our own column says the same without a join.
    if scope.key[:2] == ("any", "id"):
        return column.in_(scope.values[0])
    if scope.key[:2] == ("=", "id"):
        return _among(column, scope.values)
    return exists(parent.table, scope.key, (("clinic_id", "clinic_id"), ("id", by)), scope.values)


@lru_cache(maxsize=1024)
def landing_guard(model: type[Base]) -> Guard | None:
    """The guard of a field that lands on the model: any of its lines' guards; None where nobody may land."""
    combined: Guard | None = None
    for line in model.visibility:
        match line:
            case See() | Computed():
                guard: Guard | None = line.guard
            case Parent():
                guard = landing_guard(REGISTRY[str(model.columns[line.by].references)])
            case _:
                guard = None
        if guard is not None:
            combined = guard if combined is None else combined | guard
    return combined
