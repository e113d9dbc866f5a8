"""Visits that come again and again: booked together at the same time of day, called off together."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

import strawberry

from core.rows import One
from models.appointments import OPEN, Appointment, AppointmentSeries
from models.appointments import AppointmentStatus as S
from operation.context import Context
from operation.inputs import Between
from operation.operation import command, query
from permissions import Permission, key
from resolvers.appointment_status import STAFF as STEPS
from resolvers.appointment_status import Reason
from resolvers.booking import STAFF, BookAppointmentInput, book, doctor_of
from resolvers.visits import alter

P = Permission

#: Visits of one series.
MOST = 52


@query(key(P.APPOINTMENTS_VIEW))
async def get_appointment_series(ctx: Context, *, id: UUID) -> One[AppointmentSeries]:  # noqa: A002
    """One series; `appointments(seriesId:)` are its visits."""
    return ctx.rows(AppointmentSeries).where(AppointmentSeries.id == id).one()


@command(STAFF)
async def book_appointment_series(
    ctx: Context,
    *,
    input: BookAppointmentInput,  # noqa: A002
    every_days: Annotated[int, Between(1, 366)],
    count: Annotated[int, Between(2, MOST)],
) -> AppointmentSeries:
    """Book `count` visits, the first one as `bookAppointment` does and each next one `everyDays` days later at the same
    time of day where the clinic is, also when clocks change. All of them or none.

    CONFLICT for a doctor or room that is taken at one of the times; `occurrence` says at which, counted from 1.
    """
    series = await ctx.add(
        AppointmentSeries,
        patient_id=input.patient_id,
        doctor_id=doctor_of(ctx, input.doctor_id),
        every_days=every_days,
    )
    for number in range(count):
        await book(ctx, _later(ctx, input, every_days * number), series.id, occurrence=number + 1)
    return series


@strawberry.type(description="How many visits were called off.")
class CancelledSeries:
    cancelled: int


@command(STEPS)
async def cancel_appointment_series(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    starts_from: dt.datetime | None = None,
    reason: Reason | None = None,
) -> CancelledSeries:
    """Call off the visits of a series that are still to come: from `startsFrom` on, or from now on."""
    series = await ctx.load(AppointmentSeries, id)
    first = max(starts_from or dt.datetime.now(dt.UTC), dt.datetime.now(dt.UTC))
    rows = ctx.rows(Appointment).where(
        Appointment.series_id == series.id,
        Appointment.starts_at >= first,
        Appointment.removed_at.is_null(),
        Appointment.status.in_(tuple(s for s in OPEN if s is not S.IN_PROGRESS)),
    )
    # In one order, so that two who call it off at once wait for each other only.
    visits = sorted(await ctx.all(rows.window(MOST)), key=lambda visit: visit.id)
    cancelled = 0
    for visit in visits:
        locked = await ctx.load(Appointment, visit.id)
        # Somebody may have taken a step between the two looks.
        if locked.status in OPEN and locked.status != S.IN_PROGRESS:
            await alter(ctx, locked, {"cancel_reason": reason or None}, S.CANCELLED)
            cancelled += 1
    return CancelledSeries(cancelled=cancelled)


def _later(ctx: Context, wanted: BookAppointmentInput, days: int) -> BookAppointmentInput:
    """The same visit so many days later, by the clock on the wall."""
    zone = ZoneInfo(ctx.clinic.timezone)

    def moved(moment: dt.datetime) -> dt.datetime:
        local = moment.astimezone(zone)
        day = local.date() + dt.timedelta(days=days)
        return dt.datetime.combine(day, local.time(), zone).astimezone(dt.UTC)

    start = moved(wanted.starts_at)
    end = start + (wanted.ends_at - wanted.starts_at) if wanted.ends_at is not None else None
    return replace(wanted, starts_at=start, ends_at=end)  # type: ignore[type-var]  # a dataclass by another name
