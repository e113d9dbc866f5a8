"""Changing what is planned for a visit: the plan is written as a whole."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from core.errors import Conflict
from models.appointments import OPEN, Appointment, AppointmentPlanItem, AppointmentStatus
from operation.context import Context
from operation.operation import command
from resolvers.appointment_edit import EDIT
from resolvers.plan_items import MOST_ITEMS, PlanItems, drafts, in_order
from resolvers.visits import alter, load


@command(EDIT)
async def set_appointment_plan(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    items: PlanItems,
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
    lines = await in_order(ctx, items)
    if lines == before:
        return visit
    if before:
        text = "DELETE FROM appointment_plan_item WHERE clinic_id = $1 AND appointment_id = $2"
        await ctx.db.execute(text, ctx.clinic.id, visit.id)
    await ctx.add_all(*drafts(ctx, visit, lines))
    await alter(ctx, visit, {"planned_at": dt.datetime.now(dt.UTC)})
    return visit
