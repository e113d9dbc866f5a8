"""Ids in inputs: each must name a row the caller may reference, in the caller's clinic; one query per model."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from core import db
from core.errors import FieldProblem, NotFound
from models.base import REGISTRY
from operation.context import Context
from operation.inputs import Reference


async def check(ctx: Context, found: list[Reference]) -> None:
    """Raise NotFound naming every field whose id is foreign, hidden or unknown: all look the same."""
    groups: dict[tuple[str, bool], list[Reference]] = defaultdict(list)
    for reference in found:
        groups[reference.ref.model, reference.ref.face].append(reference)
    missing: list[FieldProblem] = []
    for (name, face), wanted in groups.items():
        known = await _known(ctx, name, face, wanted)
        missing += [
            FieldProblem(r.path, f"No such {REGISTRY[name].table.replace('_', ' ')}.")
            for r in wanted
            if r.id not in known
        ]
    if missing:
        raise NotFound(missing[0].message, fields=tuple(missing))


async def _known(ctx: Context, name: str, face: bool, wanted: list[Reference]) -> set[Any]:
    model = REGISTRY[name]
    rows = ctx.face(model) if face else ctx.rows(model)
    statement = rows.where(model.id.in_({r.id for r in wanted})).select(("id",))
    if ctx.in_command:
        records = await ctx.db.fetch(statement.sql, *statement.values)
    else:
        async with db.read(ctx.actor.clinic_id) as connection:
            records = await connection.fetch(statement.sql, *statement.values)
    return {r["id"] for r in records}
