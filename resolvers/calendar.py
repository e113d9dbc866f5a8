"""Visits by days: a day's, a week's, a doctor's; how many there are on each day of a month; what was forgotten."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Annotated, Any
from uuid import UUID

import strawberry

from core import db
from core.errors import invalid
from core.predicates import Predicate
from core.rows import Rows
from models.appointments import Appointment
from models.appointments import AppointmentStatus as S
from operation.context import Context
from operation.inputs import Between, Day, Text
from operation.operation import query
from permissions import Permission, Role, key

P = Permission

#: Days that one calendar shows at most.
MOST_DAYS = 62

#: The first one when there are several.
Days = Annotated[int, Between(1, MOST_DAYS)]
CalendarDay = Annotated[dt.date, Day()]


@query(key(P.APPOINTMENTS_VIEW))
async def appointment_calendar(
    ctx: Context,
    *,
    date: CalendarDay | None = None,
    days: Days = 1,
    date_to: CalendarDay | None = None,
    doctor_id: UUID | None = None,
    room_id: UUID | None = None,
    prefer_own: bool = False,
) -> Rows[Appointment]:
    """The visits of some days of the clinic by their beginning, called-off ones too: from `date` (today) on `days` of
    them, or up to and with `dateTo`. At most 62 days and 1,000 visits.

    With `preferOwn` a doctor who names no doctor gets the own schedule. Patients see their own visits, and staff
    without appointments.view_all_doctors the own schedule.
    """
    first = date or ctx.clinic.today()
    last = date_to or first + dt.timedelta(days=days - 1)
    if not dt.timedelta(0) <= last - first < dt.timedelta(days=MOST_DAYS):
        raise invalid("dateTo", f"Must be at most {MOST_DAYS - 1} days after the first day.")
    rows = shown(ctx).where(
        Appointment.starts_at >= ctx.clinic.day(first)[0], Appointment.starts_at < ctx.clinic.day(last)[1]
    )
    return rows.where(*_whose(ctx, doctor_id, room_id, prefer_own=prefer_own))


@query(key(P.APPOINTMENTS_VIEW))
async def overdue_appointments(
    ctx: Context,
    *,
    within_days: Annotated[int, Between(1, 365)] = 30,
    doctor_id: UUID | None = None,
    prefer_own: bool = False,
) -> Rows[Appointment]:
    """Visits of the last days whose time has come and of which nobody noted what became of them."""
    now = dt.datetime.now(dt.UTC)
    rows = shown(ctx).where(
        Appointment.status.in_((S.REQUESTED, S.SCHEDULED)),
        Appointment.starts_at >= now - dt.timedelta(days=within_days),
        Appointment.starts_at < now,
    )
    return rows.where(*_whose(ctx, doctor_id, None, prefer_own=prefer_own))


@strawberry.type(description="How many visits a day of the clinic has, by where they stand.")
class AppointmentDay:
    date: dt.date
    total: int = strawberry.field(description="All but those that were called off.")
    requested: int
    scheduled: int
    confirmed: int
    in_progress: int
    completed: int
    cancelled: int
    no_show: int
    minutes: int = strawberry.field(description="How long they take together, called-off ones left out.")


Month = Annotated[str, Text(7, 7, pattern=r"(19|20|21)\d\d-(0[1-9]|1[0-2])")]


@query(key(P.APPOINTMENTS_VIEW))
async def appointment_days(
    ctx: Context,
    *,
    month: Month | None = None,
    doctor_id: UUID | None = None,
    room_id: UUID | None = None,
    prefer_own: bool = False,
) -> list[AppointmentDay]:
    """Every day of a month (`YYYY-MM`, this one unless named) with the number of its visits; only those that the caller
    may see count. `preferOwn` as for `appointmentCalendar`."""
    first = dt.date.fromisoformat(f"{month}-01") if month else ctx.clinic.today().replace(day=1)
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return await counted(ctx, first, last, *_whose(ctx, doctor_id, room_id, prefer_own=prefer_own))


async def counted(ctx: Context, first: dt.date, last: dt.date, *narrower: Predicate) -> list[AppointmentDay]:
    """Every day from `first` to `last` with the number of its visits, of those that the caller may see."""
    rows = ctx.rows(Appointment).where(
        Appointment.removed_at.is_null(),
        Appointment.starts_at >= ctx.clinic.day(first)[0],
        Appointment.starts_at < ctx.clinic.day(last)[1],
        *narrower,
    )
    statement = rows.select(("starts_at", "ends_at", "status"))
    text = _COUNT.format(rows=statement.sql, zone=len(statement.values) + 1)
    async with db.read(ctx.clinic.id) as connection:
        found = await connection.fetch(text, *statement.values, ctx.clinic.timezone)
    by_day: dict[tuple[dt.date, str], Any] = {(r["day"], r["status"]): r for r in found}
    days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return [_day(day, {s: by_day[day, s] for s in S if (day, s) in by_day}) for day in days]


#: The rows come with the caller's scope in them.
_COUNT = """
SELECT (v.starts_at AT TIME ZONE ${zone}::text)::date AS day, v.status, count(*) AS visits,
       sum(extract(epoch FROM v.ends_at - v.starts_at) / 60)::bigint AS minutes
  FROM ({rows}) v GROUP BY 1, 2
"""


def _day(day: dt.date, found: dict[S, Any]) -> AppointmentDay:
    counts = {status: int(found[status]["visits"]) if status in found else 0 for status in S}
    off = (S.CANCELLED, S.NO_SHOW)
    return AppointmentDay(
        date=day,
        total=sum(number for status, number in counts.items() if status not in off),
        minutes=sum(int(record["minutes"]) for status, record in found.items() if status not in off),
        **{status.value: number for status, number in counts.items()},
    )


# --- how -----------------------------------------------------------------------------------------------------------


def shown(ctx: Context) -> Rows[Appointment]:
    """The caller's visits by their beginning, without those that were removed."""
    rows = ctx.rows(Appointment).where(Appointment.removed_at.is_null())
    return rows.order(Appointment.starts_at.asc(), Appointment.id.asc())


def still_to_come(rows: Rows[Appointment]) -> Rows[Appointment]:
    """Those of `rows` that begin later than now and were not called off."""
    return _kept(rows).where(Appointment.starts_at > dt.datetime.now(dt.UTC))


def taken_place(rows: Rows[Appointment]) -> Rows[Appointment]:
    """Those of `rows` that have begun, and to which the patient came as far as anybody noted."""
    return _kept(rows).where(Appointment.starts_at <= dt.datetime.now(dt.UTC))


def _kept(rows: Rows[Appointment]) -> Rows[Appointment]:
    """Without those that were removed, called off or missed."""
    there = tuple(status for status in S if status not in (S.CANCELLED, S.NO_SHOW))
    return rows.where(Appointment.removed_at.is_null(), Appointment.status.in_(there))


def own_if_doctor(ctx: Context, doctor_id: UUID | None) -> UUID | None:
    """The doctor who is meant: a doctor who names nobody means the own schedule.

    Raises Invalid for one who is no employee of the clinic.
    """
    if doctor_id is not None or ctx.actor.role is not Role.DOCTOR:
        return doctor_id
    if ctx.actor.own.employee is None:
        problem = invalid("doctorId", "You have no schedule of your own; name a doctor.")
        problem.details["reason"] = "NO_EMPLOYEE_PROFILE"
        raise problem
    return ctx.actor.own.employee


def _whose(ctx: Context, doctor_id: UUID | None, room_id: UUID | None, *, prefer_own: bool) -> list[Predicate]:
    doctor = own_if_doctor(ctx, doctor_id) if prefer_own else doctor_id
    wanted = ((Appointment.doctor_id, doctor), (Appointment.room_id, room_id))
    return [column == id_ for column, id_ in wanted if id_ is not None]
