"""What is planned for a visit: procedures of the catalog, how often, with a note; written as a whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from core.errors import Conflict
from models.appointments import MOST_QTY, OPEN, Appointment, AppointmentPlanItem, AppointmentStatus
from models.catalogs import Procedure
from operation.context import Context
from operation.inputs import Between, Items, Ref, Text, input  # noqa: A004
from operation.operation import command
from resolvers.appointment_edit import EDIT
from resolvers.visits import alter, load

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


#: What one line says, in the order of the columns.
Line = tuple[UUID, int, str | None]


@command(EDIT)
async def set_appointment_plan(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    items: Annotated[list[PlanItemInput], Items(MOST_ITEMS)],
    expected_version: int | None = None,
) -> Appointment:
    """Replace what is planned for a visit; an empty list plans nothing. At most 50 lines, each 1 to 99 times; a
    procedure may stand in several.

    The lines are kept in the catalog's order. NOT_FOUND for a procedure that the clinic does not have, CONFLICT for one
    that is no longer on offer, and for a visit that is over or was called off. What is planned already changes nothing.
    """
    visit = await load(ctx, id, expected_version)
    if visit.status not in OPEN:
        raise Conflict(f"A visit that is {AppointmentStatus(visit.status).value.replace('_', ' ')} keeps its plan.")
    table = AppointmentPlanItem
    mine = ctx.clinic_rows(table).where(table.appointment_id == visit.id).order(table.place.asc(), table.id.asc())
    before = [(row.procedure_id, row.qty, row.note) for row in await ctx.all(mine.window(MOST_ITEMS))]
    lines = await _in_order(ctx, [(item.service_id, item.qty, item.note or None) for item in items])
    if lines == before:
        return visit
    if before:
        text = "DELETE FROM appointment_plan_item WHERE clinic_id = $1 AND appointment_id = $2"
        await ctx.db.execute(text, ctx.clinic.id, visit.id)
    await ctx.add_all(
        *(
            ctx.draft(
                table,
                appointment_id=visit.id,
                patient_id=visit.patient_id,
                procedure_id=procedure,
                place=place,
                qty=qty,
                note=note,
            )
            for place, (procedure, qty, note) in enumerate(lines)
        )
    )
    await alter(ctx, visit, {"planned_at": dt.datetime.now(dt.UTC)})
    return visit


async def _in_order(ctx: Context, lines: Sequence[Line]) -> list[Line]:
    """The lines as the catalog orders their procedures; of one procedure, as they were given."""
    ids = sorted({procedure for procedure, *_ in lines})
    if not ids:
        return []
    rows = ctx.clinic_rows(Procedure).where(Procedure.id.in_(ids)).order(Procedure.display_number, Procedure.id)
    place = {row.id: n for n, row in enumerate(await ctx.all(rows.window(len(ids))))}
    return sorted(lines, key=lambda line: place[line[0]])
