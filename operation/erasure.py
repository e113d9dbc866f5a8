"""Compliance erasure of a patient, derived from the models: a table with `patient_id` says what becomes of its rows.

Children go before what they point to, whatever order the models are declared in.
"""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from core.predicates import quote
from models.base import REGISTRY, Base
from models.ddl import references
from models.erasure import Delete, Wipe
from operation.context import Context

COLUMN = "patient_id"


def concerned() -> tuple[type[Base], ...]:
    """The tables that carry a patient's id, children first. TypeError where two point at each other."""
    waiting = {model for model in REGISTRY.values() if COLUMN in model.columns and model.clinic_column == "clinic_id"}
    ordered: list[type[Base]] = []
    while waiting:
        pointed = {target for model in waiting for target in references(model).values() if target is not model}
        free = sorted(waiting - pointed, key=lambda model: model.table)
        if not free:
            raise TypeError(f"References in a circle: {sorted(m.table for m in waiting)}")
        ordered += free
        waiting -= set(free)
    return tuple(ordered)


@lru_cache(maxsize=1)
def statements() -> tuple[str, ...]:
    """What erases a patient: each takes the clinic's id and the patient's. A table that says nothing is left alone;
    a contract test names it."""
    made = []
    for model in concerned():
        condition = f"WHERE clinic_id = $1 AND {COLUMN} = $2"
        match model.erasure:
            case Delete():
                made.append(f"DELETE FROM {quote(model.table)} {condition}")  # noqa: S608  (declared names)
            case Wipe(columns):
                sets = ", ".join(f"{quote(name)} = {expression}" for name, expression in columns.items())
                made.append(f"UPDATE {quote(model.table)} SET {sets} {condition}")  # noqa: S608  (declared names)
    return tuple(made)


async def erase(ctx: Context, patient_id: UUID) -> None:
    """Delete or wipe every row about the patient, the patient's own row aside; in the running command."""
    for statement in statements():
        await ctx.db.execute(statement, ctx.clinic.id, patient_id)
