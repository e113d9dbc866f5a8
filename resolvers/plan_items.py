"""The lines of a visit's plan: procedures of the catalog, how often, with a note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated
from uuid import UUID

from models.appointments import MOST_QTY, Appointment, AppointmentPlanItem
from models.catalogs import Procedure
from operation.context import Context
from operation.inputs import Between, Items, Ref, Text, input  # noqa: A004

#: Lines of one plan.
MOST_ITEMS = 50

PlannableProcedure = Annotated[
    UUID,
    Ref(
        "Procedure",
        face=True,
        fit=Procedure.active == True,  # noqa: E712
        otherwise="This procedure is no longer on offer.",
    ),
]


@input
class PlanItemInput:
    """A line of a plan: which procedure, how often."""

    service_id: PlannableProcedure
    qty: Annotated[int, Between(1, MOST_QTY)] = 1
    note: Annotated[str, Text(0, 500, lines=True)] | None = None


PlanItems = Annotated[list[PlanItemInput], Items(MOST_ITEMS)]

#: What one line says: which procedure, how often, and the note.
Line = tuple[UUID, int, str | None]


async def in_order(ctx: Context, items: Sequence[PlanItemInput]) -> list[Line]:
    """The lines as the catalog orders their procedures; of one procedure, as they were given."""
    ids = sorted({item.service_id for item in items})
    if not ids:
        return []
    rows = ctx.clinic_rows(Procedure).where(Procedure.id.in_(ids)).order(Procedure.display_number, Procedure.id)
    place = {row.id: n for n, row in enumerate(await ctx.all(rows.window(len(ids))))}
    ordered = sorted(items, key=lambda item: place[item.service_id])
    return [(item.service_id, item.qty, item.note or None) for item in ordered]


def drafts(ctx: Context, visit: Appointment, lines: Iterable[Line]) -> list[AppointmentPlanItem]:
    """The rows of a visit's plan, not stored yet."""
    return [
        ctx.draft(
            AppointmentPlanItem,
            appointment_id=visit.id,
            patient_id=visit.patient_id,
            procedure_id=procedure,
            place=place,
            qty=qty,
            note=note,
        )
        for place, (procedure, qty, note) in enumerate(lines)
    ]
