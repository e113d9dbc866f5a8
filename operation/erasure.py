"""Compliance erasure of a patient, derived from the models: a table with `patient_id` says what becomes of its rows.

Children go before what they point to, whatever order the models are declared in.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from core.predicates import quote
from models.erasure import Delete, Wipe
from operation.context import Context
from operation.patient_graph import COLUMN, concerned


@lru_cache(maxsize=1)
def statements() -> tuple[str, ...]:
    """What erases a patient: each takes the clinic's id and those of the patient's records. A table that says nothing
    is left alone; a contract test names it."""
    made = []
    for model in concerned():
        condition = f"WHERE clinic_id = $1 AND {COLUMN} = ANY($2)"
        match model.erasure:
            case Delete():
                made.append(f"DELETE FROM {quote(model.table)} {condition}")  # noqa: S608  (declared names)
            case Wipe(columns):
                sets = ", ".join(f"{quote(name)} = {expression}" for name, expression in columns.items())
                made.append(f"UPDATE {quote(model.table)} SET {sets} {condition}")  # noqa: S608  (declared names)
    return tuple(made)


async def erase(ctx: Context, records: Sequence[UUID]) -> None:
    """Delete or wipe every row about a patient, the records themselves aside; in the running command."""
    for statement in statements():
        await ctx.db.execute(statement, ctx.clinic.id, list(records))
