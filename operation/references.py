"""Ids in inputs: each must name a row the caller may reference, in the caller's clinic; one statement for all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from core import db
from core.errors import Conflict, FieldProblem, NotFound
from core.rows import Seeking, Sought, seek
from models.base import REGISTRY
from operation.context import Context
from operation.inputs import Ref, Reference
from operation.writes import words


async def check(ctx: Context, found: list[Reference]) -> None:
    """Raise NotFound naming every field whose id is foreign, hidden or unknown: all look the same.

    Raise Conflict naming those whose row is not fit to be referenced now (`Ref.fit`).
    """
    # By identity: a rule lives as long as its annotation, and hashing one costs more than looking it up.
    groups: dict[int, list[Reference]] = {}
    for reference in found:
        groups.setdefault(id(reference.ref), []).append(reference)
    wanted = list(groups.values())
    known = await _known(ctx, tuple([group[0].ref for group in wanted]), wanted)
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
        raise NotFound(missing[0].message, fields=tuple(missing))
    if unfit:
        raise Conflict(unfit[0].message, fields=tuple(unfit))


async def _known(ctx: Context, refs: tuple[Ref, ...], wanted: list[list[Reference]]) -> dict[tuple[int, UUID], bool]:
    """(number of the group, id) of every row there is for the caller, and whether it is fit."""
    sought = _seeking(ctx, refs)
    values: list[Any] = []
    for before, group in zip(sought.before, wanted, strict=True):
        values += before
        values.append(list(dict.fromkeys([r.id for r in group])))
    if ctx.in_command:
        records = await ctx.db.fetch(sought.text, *values)
    else:
        async with db.read(ctx.actor.clinic_id) as connection:
            records = await connection.fetch(sought.text, *values)
    return {(part, id_): fits for part, id_, fits in records}


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
