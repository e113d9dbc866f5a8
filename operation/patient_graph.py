"""Which tables and columns are about a patient, read off the models: erasing, merging and the record a patient takes
along walk this one graph, and a contract test names a table that one of them does not cover."""

from __future__ import annotations

from functools import lru_cache
from uuid import UUID

from models.base import REGISTRY, Base
from models.ddl import references
from models.patients import Patient
from operation.context import Context

COLUMN = "patient_id"


@lru_cache(maxsize=1)
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


def pointing() -> tuple[tuple[type[Base], str], ...]:
    """Every table and column that says whose a row is: those of `concerned`, and patients who point to patients."""
    own = tuple((Patient, name) for name, target in references(Patient).items() if target is Patient)
    return (*((model, COLUMN) for model in concerned()), *own)


def pointing_to(target: type[Base]) -> tuple[tuple[type[Base], str], ...]:
    """Every column of those tables that points to a row of `target`."""
    return tuple((m, name) for m in concerned() for name, to in references(m).items() if to is target)


async def family(ctx: Context, patient_id: UUID) -> list[UUID]:
    """The patient's record and all that were merged into it, for what concerns the person and not one record."""
    merged = ctx.clinic_rows(Patient).where(Patient.merged_into_id == patient_id).select(("id",))
    return [patient_id, *(record["id"] for record in await ctx.fetch(merged))]
