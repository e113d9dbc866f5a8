"""Ids in inputs: each must name a row the caller may reference, in the caller's clinic; one statement for all."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from core import db
from core.errors import Conflict, FieldProblem, NotFound
from core.rows import Sought, seek
from models.base import REGISTRY
from operation.context import Context
from operation.inputs import Ref, Reference


async def check(ctx: Context, found: list[Reference]) -> None:
    """Raise NotFound naming every field whose id is foreign, hidden or unknown: all look the same.

    Raise Conflict naming those whose row is not fit to be referenced now (`Ref.fit`).
    """
    groups: dict[Ref, list[Reference]] = defaultdict(list)
    for reference in found:
        groups[reference.ref].append(reference)
    known = await _known(ctx, groups)
    missing: list[FieldProblem] = []
    unfit: list[FieldProblem] = []
    for number, wanted in enumerate(groups.values()):
        for reference in wanted:
            fits = known.get((number, reference.id))
            if fits is None:
                words = REGISTRY[reference.ref.model].table.replace("_", " ")
                missing.append(FieldProblem(reference.path, f"No such {words}."))
            elif not fits:
                unfit.append(FieldProblem(reference.path, reference.ref.otherwise))
    if missing:
        raise NotFound(missing[0].message, fields=tuple(missing))
    if unfit:
        raise Conflict(unfit[0].message, fields=tuple(unfit))


async def _known(ctx: Context, groups: dict[Ref, list[Reference]]) -> dict[tuple[int, UUID], bool]:
    """(number of the group, id) of every row there is for the caller, and whether it is fit."""
    sought = []
    for ref, wanted in groups.items():
        model: Any = REGISTRY[ref.model]
        rows = ctx.face(model) if ref.face else ctx.rows(model)
        sought.append(Sought(rows, list(dict.fromkeys(r.id for r in wanted)), ref.fit))
    statement = seek(sought)
    if ctx.in_command:
        records = await ctx.db.fetch(statement.sql, *statement.values)
    else:
        async with db.read(ctx.actor.clinic_id) as connection:
            records = await connection.fetch(statement.sql, *statement.values)
    return {(r["part"], r["id"]): r["fits"] for r in records}
