"""Figures of the clinic: what a day, a week or a month brought, counted over what the caller may see."""

from __future__ import annotations

import calendar
import datetime as dt
from enum import StrEnum
from typing import Annotated

import strawberry

from models.appointments import Appointment
from models.patients import Patient, PatientStatus
from operation import handwritten
from operation.context import Context
from operation.inputs import Day
from operation.operation import query
from permissions import Permission, key
from resolvers.calendar import counted
from resolvers.patients import registered

P = Permission


class FiguresPeriod(StrEnum):
    """How many days figures are about: weeks begin on Monday, months on the first."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@strawberry.type(description="What some days of the clinic brought, both ends included. Money is not among it yet.")
class ClinicFigures:
    date_from: dt.date
    date_to: dt.date
    appointments: int = strawberry.field(description="All but those that were called off.")
    requested: int
    scheduled: int
    confirmed: int
    in_progress: int
    completed: int
    cancelled: int
    no_show: int
    minutes: int = strawberry.field(description="How long they take together, called-off ones left out.")
    new_patients: int = strawberry.field(description="Patients registered in these days.")
    active_patients: int = strawberry.field(description="Patients who are active now, whenever they were registered.")


_PATIENTS = """
SELECT (
    SELECT count(id) FROM added
) AS added, (
    SELECT count(id) FROM present
) AS present
"""


@query(key(P.REPORTS_STATS), reads=(Appointment, Patient))
async def clinic_figures(
    ctx: Context, *, period: FiguresPeriod = FiguresPeriod.DAY, date: Annotated[dt.date, Day()] | None = None
) -> ClinicFigures:
    """Figures of the clinic's day, week or month with `date` (today) in it.

    Only what the caller may see counts: without appointments.view_all_doctors visits of the own schedule.
    """
    first, last = span(period, date or ctx.clinic.today())
    days = await counted(ctx, first, last)
    patients = ctx.rows(Patient)
    (row,) = await handwritten.fetch(
        ctx,
        _PATIENTS,
        added=registered(ctx, patients, first, last),
        present=patients.where(Patient.status == PatientStatus.ACTIVE),
    )
    return ClinicFigures(
        date_from=first,
        date_to=last,
        appointments=sum(day.total for day in days),
        requested=sum(day.requested for day in days),
        scheduled=sum(day.scheduled for day in days),
        confirmed=sum(day.confirmed for day in days),
        in_progress=sum(day.in_progress for day in days),
        completed=sum(day.completed for day in days),
        cancelled=sum(day.cancelled for day in days),
        no_show=sum(day.no_show for day in days),
        minutes=sum(day.minutes for day in days),
        new_patients=int(row["added"]),
        active_patients=int(row["present"]),
    )


def span(period: FiguresPeriod, day: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day of the day, week or month with `day` in it."""
    if period is FiguresPeriod.WEEK:
        monday = day - dt.timedelta(days=day.weekday())
        return monday, monday + dt.timedelta(days=6)
    if period is FiguresPeriod.MONTH:
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day, day
