"""Who may see a row, declared on its model. Nothing is visible by default: no line, no rows.

A model's `visibility` is a tuple of lines, OR-ed. A line names the guards it takes; one without `own` counts only
where they are granted in full, one with `own` also where they are granted for own records, and then only rows
whose column holds one of the caller's ids.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from core.predicates import Predicate
from permissions import Actor, Guard, Own, Permission, Scope, all_of


@dataclass(frozen=True)
class See:
    """One policy line: holders of `guard` see the rows (all, or own ones, or those that satisfy `where`).

    With `own_only` it shows own rows however far the guard is granted (another line may show all).
    """

    guard: Guard
    own: Mapping[str, Own] = field(default_factory=dict)
    where: Callable[[Any], Predicate] | None = None
    own_only: bool = False


@dataclass(frozen=True)
class Parent:
    """Visible with the row that column `by` points to; nothing is added on the hop from it."""

    by: str


@dataclass(frozen=True)
class Computed:
    """A scope that code derives from the actor (the event log: each event takes its subject's visibility)."""

    guard: Guard
    scope: Callable[[Actor], Predicate]


@dataclass(frozen=True)
class Nobody:
    """Bookkeeping that no caller ever reads; `why` is for the reader of the model."""

    why: str


Line = See | Parent | Computed | Nobody


def see(
    *guards: Permission | Guard,
    own: Mapping[str, Own] | None = None,
    where: Callable[[Any], Predicate] | None = None,
    own_only: bool = False,
) -> See:
    """A policy line; several guards must all be held. `own` maps a column to the kind of own id it may hold.

    `own_only`: whoever holds the guards, in full or as own, sees own rows by this line and no others. Raises TypeError
    when it does not say which rows are own.
    """
    if own_only and not own:
        raise TypeError("A line of own rows says whose they are")
    permissions = tuple(g for g in guards if isinstance(g, Permission))
    others = [g for g in guards if not isinstance(g, Permission)]
    combined: Guard | None = all_of(*permissions) if permissions else None
    for guard in others:
        combined = guard if combined is None else combined & guard
    if combined is None:
        raise TypeError("A policy line needs a guard")
    return See(combined, dict(own or {}), where, own_only)


def reach(line: See, actor: Actor) -> Scope | None:
    """How far a line shows its rows to an actor: all of them, own ones, or none.

    A role or a session alone says nothing about whose rows: in a line with `own`, an alternative of the guard that
    names no key means own rows only (docs/adr/0003). A line of own rows only never shows more (docs/adr/0009).
    """
    widest: Scope | None = None
    for alternative in line.guard:
        scope = alternative.scope(actor)
        if scope is Scope.ALL and not line.own_only and not (line.own and not alternative.permissions):
            return Scope.ALL
        if scope is not None and line.own:
            widest = Scope.OWN
    return widest


def parent(by: str) -> Parent:
    return Parent(by)
