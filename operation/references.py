"""Ids in inputs: each must name a row the caller may reference, in the caller's clinic; one statement for all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from core import db
from core.errors import Conflict, FieldProblem, NotFound, Problem
from core.rows import Seeking, Sought, seek
from models.base import REGISTRY
from operation.context import Context
from operation.inputs import Ref, Reference
from operation.writes import Expected, words


async def check(ctx: Context, found: list[Reference]) -> None:
    """Raise NotFound naming every field whose id is foreign, hidden or unknown: all look the same.

    Raise Conflict naming those whose row is not fit to be referenced now (`Ref.fit`). In a command this is raised by
    its next statement, before that does anything (`operation/writes`).
    """
    # By identity: a rule lives as long as its annotation, and hashing one costs more than looking it up.
    groups: dict[int, list[Reference]] = {}
    for reference in found:
        groups.setdefault(id(reference.ref), []).append(reference)
    wanted = list(groups.values())
    seeking = _seeking(ctx, tuple([group[0].ref for group in wanted]))
    values: list[Any] = []
    number = 0
    for before, group in zip(seeking.before, wanted, strict=True):
        ids = list(dict.fromkeys([r.id for r in group]))
        values += [*before, ids]
        number += len(ids)
    if ctx.in_command:
        expected = Expected(seeking.text, values, number, lambda known: _refused(wanted, known))
        await ctx.command.writes.expect(expected)
        return
    async with db.read(ctx.actor.clinic_id) as connection:
        problem = _refused(wanted, await connection.fetch(seeking.text, *values))
    if problem is not None:
        raise problem


def _refused(wanted: list[list[Reference]], found: Iterable[Any]) -> Problem | None:
    """What is wrong with references of which these were found: number of the group, id, and whether it is fit."""
    known = {(part, id_): fits for part, id_, fits in found}
    missing: list[FieldProblem] = []
    unfit: list[FieldProblem] = []
    for number, group in enumerate(wanted):
        for reference in group:
            fits = known.get((number, reference.id))
            if fits is None:
                missing.append(FieldProblem(reference.path, f"No such {words(REGISTRY[reference.ref.model])}."))
            elif not fits:
                unfit.append(FieldProblem(reference.path, reference.ref.otherwise))
    if missing:
        return NotFound(missing[0].message, fields=tuple(missing))
    return Conflict(unfit[0].message, fields=tuple(unfit)) if unfit else None


def _seeking(ctx: Context, refs: tuple[Ref, ...]) -> Seeking:
    """What looks for rows of these rules as the caller: worked out once for each actor."""
    key = ("seek", *map(id, refs))
    known: tuple[tuple[Ref, ...], Seeking] | None = ctx.actor.memo.get(key)
    if known is None or any(mine is not given for mine, given in zip(known[0], refs, strict=True)):
        models: list[Any] = [REGISTRY[ref.model] for ref in refs]
        rows = [ctx.face(model) if ref.face else ctx.rows(model) for ref, model in zip(refs, models, strict=True)]
        known = refs, seek([Sought(row, ref.fit) for row, ref in zip(rows, refs, strict=True)])
        ctx.actor.memo[key] = known
    return known[1]
