"""Appointments: the calendar and one visit; booking stands in `resolvers/booking`."""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from uuid import UUID

from core.paging import Page
from core.predicates import Predicate, either
from core.rows import One
from models.appointments import Appointment, AppointmentStage, AppointmentStatus
from operation.context import Context
from operation.inputs import Day, Items
from operation.operation import query
from permissions import Permission, key
from resolvers.calendar import own_if_doctor, shown

P = Permission


@query(key(P.APPOINTMENTS_VIEW))
async def list_appointments(
    ctx: Context,
    *,
    starts_from: dt.datetime | None = None,
    starts_to: dt.datetime | None = None,
    date: Annotated[dt.date, Day()] | None = None,
    date_from: Annotated[dt.date, Day()] | None = None,
    date_to: Annotated[dt.date, Day()] | None = None,
    doctor_id: UUID | None = None,
    room_id: UUID | None = None,
    patient_id: UUID | None = None,
    series_id: UUID | None = None,
    status: Annotated[list[AppointmentStatus], Items(7)] | None = None,
    stage: Annotated[list[AppointmentStage], Items(8)] | None = None,
    prefer_own: bool = False,
) -> Page[Appointment]:
    """Visits by their beginning: the clinic's, or without appointments.view_all_doctors those of the own schedule.

    Patients see their own. `startsFrom` belongs to the range, `startsTo` does not. `date` is one day of the clinic;
    `dateFrom` and `dateTo` are days too, and both belong to it. `stage` tells those who have come from those who said
    they will. With `preferOwn` a doctor who names no doctor gets the own schedule.
    """
    doctor_id = own_if_doctor(ctx, doctor_id) if prefer_own else doctor_id
    rows = shown(ctx).where(
        *_when(ctx, starts_from, starts_to, date_from, date_to), *_when(ctx, None, None, date, date)
    )
    for column, wanted in (
        (Appointment.doctor_id, doctor_id),
        (Appointment.room_id, room_id),
        (Appointment.patient_id, patient_id),
        (Appointment.series_id, series_id),
    ):
        if wanted is not None:
            rows = rows.where(column == wanted)
    if status is not None:
        rows = rows.where(Appointment.status.in_(status))
    if stage is not None:
        rows = rows.where(either(_at(one) for one in dict.fromkeys(stage)))
    return Page(rows)


def _at(stage: AppointmentStage) -> Predicate:
    """The visits that stand there (`models.appointments.stage_of`)."""
    if stage is AppointmentStage.ARRIVED:
        return (Appointment.status == AppointmentStatus.CONFIRMED) & Appointment.arrived_at.is_not_null()
    there = Appointment.status == AppointmentStatus(stage.value)
    return there & Appointment.arrived_at.is_null() if stage is AppointmentStage.CONFIRMED else there


def _when(
    ctx: Context, start: dt.datetime | None, end: dt.datetime | None, first: dt.date | None, last: dt.date | None
) -> list[Predicate]:
    """Bounds of the beginning: moments, and days where the clinic is."""
    found: list[Predicate] = []
    if start is not None:
        found.append(Appointment.starts_at >= start)
    if end is not None:
        found.append(Appointment.starts_at < end)
    if first is not None:
        found.append(Appointment.starts_at >= ctx.clinic.day(first)[0])
    if last is not None:
        found.append(Appointment.starts_at < ctx.clinic.day(last)[1])
    return found


@query(key(P.APPOINTMENTS_VIEW_DETAIL))
async def get_appointment(ctx: Context, *, id: UUID) -> One[Appointment]:  # noqa: A002
    """One visit; patients see their own, doctors without appointments.view_all_doctors those of the own schedule."""
    return ctx.rows(Appointment).where(Appointment.id == id, Appointment.removed_at.is_null()).one()
