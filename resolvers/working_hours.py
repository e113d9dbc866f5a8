"""When there are no visits: working hours and their exceptions, blocked time, holidays."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

import strawberry

from core.errors import Forbidden, invalid
from core.paging import Page
from core.predicates import Predicate
from core.rows import Rows
from core.scalars import Json
from events import types as events
from models.clinics import MOST_BUFFER, Clinic
from models.schedules import LONGEST_BLOCK, Holiday, ScheduleException, TimeBlock
from models.staff import TREATING, Employee
from operation.context import Context
from operation.inputs import Between, Day, Items, JsonObject, Moment, Ref, Text, given, input  # noqa: A004
from operation.locks import lock
from operation.operation import command, query
from permissions import Guard, Own, Permission, Role, Scope, all_of, key, role
from resolvers.booking import ALL_DOCTORS, BookableDoctor
from resolvers.hours import MOST_INTERVALS, checked, checked_day
from resolvers.slots import Snap

P = Permission

#: Whoever sets everybody's working hours. A doctor sets the own ones without it.
MANAGE = key(P.SETTINGS_WORKING_HOURS_MANAGE)
BLOCK = key(P.APPOINTMENTS_BLOCK_TIME)

Reason = Annotated[str, Text(0, 200)]


@input
class OpenHoursInput:
    """An opening of one day, in local time."""

    start: Annotated[str, Text(5, 5)] = strawberry.field(description="HH:MM")
    end: Annotated[str, Text(5, 5)] = strawberry.field(description="HH:MM, after the start.")


DayHours = Annotated[list[OpenHoursInput], Items(MOST_INTERVALS)]


def _day_hours(openings: list[OpenHoursInput] | None) -> list[dict[str, str]]:
    return checked_day([{"start": o.start, "end": o.end} for o in openings or ()], "input.hours")


# --- clinic hours --------------------------------------------------------------------------------------------------


@input
class ClinicHoursInput:
    """What to change; members that are not given stay as they are."""

    hours: strawberry.Maybe[Annotated[Json, JsonObject(8_192)]] = strawberry.field(
        description="Weekdays mon to sun, each a list of {start, end} as HH:MM in the clinic's time; absent is closed."
    )
    snap_minutes: strawberry.Maybe[Annotated[int, Snap()]]
    buffer_minutes: strawberry.Maybe[Annotated[int, Between(0, MOST_BUFFER)]]


@command(MANAGE)
async def set_clinic_hours(ctx: Context, *, input: ClinicHoursInput, expected_version: int | None = None) -> Clinic:  # noqa: A002
    """Say when the clinic is open, and how times are offered; an admin may do so among the clinic's settings, too.

    Visits that are booked stay.
    """
    clinic = await ctx.load(Clinic, ctx.clinic.id, expected_version)
    values = given(input)
    if "hours" in values:
        values["business_hours"] = checked(values.pop("hours"), "input.hours")
    stamp = {"settings_updated_at": dt.datetime.now(dt.UTC), "settings_updated_by": ctx.actor.account_id}
    changed = await ctx.change(clinic, **values, **stamp)
    ctx.emit(events.CLINIC_UPDATED, clinic, changed & values.keys())
    return clinic


# --- working hours -------------------------------------------------------------------------------------------------


@query(key(P.APPOINTMENTS_VIEW))
async def doctor_schedules(ctx: Context) -> Rows[Employee]:
    """The weekly working hours of everybody who can be booked, by name; null: whenever the clinic is open.

    Without appointments.view_all_doctors staff see their own. What is left of them: `freeSlots`.
    """
    rows = ctx.face(Employee).order(Employee.display_name.asc(), Employee.id.asc())
    rows = rows.where(Employee.kind.in_(TREATING), Employee.active == True)  # noqa: E712
    if ctx.actor.role is Role.PATIENT or ALL_DOCTORS.verdict(ctx.actor).scope is Scope.ALL:
        return rows
    return rows.where(Employee.id.in_(ctx.actor.own.ids(Own.EMPLOYEE)))


@input
class WorkingHoursInput:
    """Weekly hours as a whole; a day that is not named is off."""

    hours: strawberry.Maybe[Annotated[Json, JsonObject(8_192)] | None] = strawberry.field(
        description="Weekdays mon to sun, each a list of {start, end} as HH:MM in the clinic's time; null: whenever the"
        " clinic is open."
    )


@command(MANAGE | role(Role.DOCTOR))
async def set_working_hours(
    ctx: Context,
    *,
    doctor_id: Annotated[UUID, Ref("Employee", face=True)],
    input: WorkingHoursInput,  # noqa: A002
    expected_version: int | None = None,
) -> Employee:
    """Replace somebody's weekly working hours.

    A doctor sets the own ones; anybody else's take settings.working_hours.manage. Visits that are booked stay.
    """
    _own_or_all(ctx, MANAGE, doctor_id)
    employee = await ctx.load(Employee, doctor_id, expected_version)
    wanted = given(input)
    if wanted.get("hours") is not None:
        wanted["hours"] = checked(wanted["hours"], "input.hours")
    if changed := await ctx.change(employee, **{f"working_{name}": hours for name, hours in wanted.items()}):
        ctx.emit(events.WORKING_HOURS_CHANGED, employee, changed)
    return employee


# --- exceptions ----------------------------------------------------------------------------------------------------


@query(key(P.APPOINTMENTS_VIEW) | MANAGE)
async def schedule_exceptions(
    ctx: Context,
    *,
    date_from: Annotated[dt.date, Day()] | None = None,
    date_to: Annotated[dt.date, Day()] | None = None,
    doctor_id: UUID | None = None,
) -> Page[ScheduleException]:
    """Days off, and days with other hours than usual, by day; both ends belong to the range.

    Without appointments.view_all_doctors one sees the own ones; patients see none.
    """
    rows = ctx.rows(ScheduleException).order(ScheduleException.day.asc(), ScheduleException.id.asc())
    rows = rows.where(*_days(ScheduleException.day, date_from, date_to))
    return Page(rows if doctor_id is None else rows.where(ScheduleException.employee_id == doctor_id))


@input
class ScheduleExceptionInput:
    """A day that is unlike the others."""

    doctor_id: BookableDoctor
    day: Annotated[dt.date, Day()]
    hours: DayHours | None = strawberry.field(default=None, description="When they work; none: a day off.")
    reason: Reason | None = None


@command(MANAGE | role(Role.DOCTOR))
async def set_schedule_exception(ctx: Context, *, input: ScheduleExceptionInput) -> ScheduleException:  # noqa: A002
    """Say when somebody works on one day, or that they do not; what was said of that day before is replaced.

    A doctor sets the own ones; anybody else's take settings.working_hours.manage. The clinic's hours bind these too.
    Visits that are booked stay.
    """
    _own_or_all(ctx, MANAGE, input.doctor_id)
    values: dict[str, Any] = {"hours": _day_hours(input.hours), "reason": input.reason or None}
    # Two first ones of a day must not meet at their unique constraint.
    await lock(ctx, (input.doctor_id,))
    known = await ctx.first(
        ctx.rows(ScheduleException).where(
            ScheduleException.employee_id == input.doctor_id, ScheduleException.day == input.day
        ),
        for_update=True,
    )
    if known is None:
        known = await ctx.add(ScheduleException, employee_id=input.doctor_id, day=input.day, **values)
        ctx.emit(events.SCHEDULE_EXCEPTION_SET, known)
    elif changed := await ctx.change(known, **values):
        ctx.emit(events.SCHEDULE_EXCEPTION_SET, known, changed)
    return known


@command(MANAGE | role(Role.DOCTOR))
async def remove_schedule_exception(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    expected_version: int | None = None,
) -> bool:
    """Take an exception back: the weekly hours hold on that day again."""
    known = await ctx.load(ScheduleException, id, expected_version)
    _own_or_all(ctx, MANAGE, known.employee_id)
    await ctx.remove(known)
    ctx.emit(events.SCHEDULE_EXCEPTION_REMOVED, known)
    return True


# --- blocked time --------------------------------------------------------------------------------------------------


@query(key(P.APPOINTMENTS_VIEW) | BLOCK)
async def time_blocks(
    ctx: Context,
    *,
    date_from: Annotated[dt.date, Day()] | None = None,
    date_to: Annotated[dt.date, Day()] | None = None,
    doctor_id: UUID | None = None,
    room_id: UUID | None = None,
) -> Page[TimeBlock]:
    """Blocked time that touches these days of the clinic, by its beginning.

    Without appointments.view_all_doctors one sees what blocks the own time alone; patients see none.
    """
    rows = ctx.rows(TimeBlock).order(TimeBlock.starts_at.asc(), TimeBlock.id.asc())
    if date_from is not None:
        rows = rows.where(TimeBlock.ends_at > ctx.clinic.day(date_from)[0])
    if date_to is not None:
        rows = rows.where(TimeBlock.starts_at < ctx.clinic.day(date_to)[1])
    for column, wanted in ((TimeBlock.employee_id, doctor_id), (TimeBlock.room_id, room_id)):
        rows = rows if wanted is None else rows.where(column == wanted)
    return Page(rows)


@input
class BlockTimeInput:
    """Time to be blocked: a doctor's, a room's or both's, or with neither the whole clinic's."""

    starts_at: Annotated[dt.datetime, Moment()]
    ends_at: Annotated[dt.datetime, Moment()]
    doctor_id: BookableDoctor | None = None
    room_id: Annotated[UUID, Ref("Room", face=True)] | None = None
    reason: Reason | None = None


@command(BLOCK)
async def block_time(ctx: Context, *, input: BlockTimeInput) -> TimeBlock:  # noqa: A002
    """Block time, for 366 days at most: nothing is offered then, and nobody books then by accident.

    Without appointments.view_all_doctors one blocks the own time, also where no doctor is named. Visits that are booked
    stay.
    """
    doctor_id = input.doctor_id
    if ALL_DOCTORS.verdict(ctx.actor).scope is not Scope.ALL and input.room_id is None and doctor_id is None:
        doctor_id = ctx.actor.own.employee
    _own_or_all(ctx, ALL_DOCTORS, doctor_id)
    _check_block(input.starts_at, input.ends_at)
    block = await ctx.add(
        TimeBlock,
        employee_id=doctor_id,
        room_id=input.room_id,
        starts_at=input.starts_at,
        ends_at=input.ends_at,
        reason=input.reason or None,
    )
    ctx.emit(events.TIME_BLOCKED, block)
    return block


@input
class UpdateTimeBlockInput:
    """What to change; members that are not given stay as they are. Whose time it is never changes."""

    starts_at: strawberry.Maybe[Annotated[dt.datetime, Moment()]]
    ends_at: strawberry.Maybe[Annotated[dt.datetime, Moment()]]
    reason: strawberry.Maybe[Reason | None]


@command(BLOCK)
async def update_time_block(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    input: UpdateTimeBlockInput,  # noqa: A002
    expected_version: int | None = None,
) -> TimeBlock:
    """Move a block, or say why it is there."""
    block = await ctx.load(TimeBlock, id, expected_version)
    _own_or_all(ctx, ALL_DOCTORS, block.employee_id)
    values = given(input)
    _check_block(values.get("starts_at", block.starts_at), values.get("ends_at", block.ends_at))
    if "reason" in values:
        values["reason"] = values["reason"] or None
    if changed := await ctx.change(block, **values):
        ctx.emit(events.TIME_BLOCK_CHANGED, block, changed)
    return block


@command(BLOCK)
async def remove_time_block(ctx: Context, *, id: UUID, expected_version: int | None = None) -> bool:  # noqa: A002
    """Unblock time."""
    block = await ctx.load(TimeBlock, id, expected_version)
    _own_or_all(ctx, ALL_DOCTORS, block.employee_id)
    await ctx.remove(block)
    ctx.emit(events.TIME_UNBLOCKED, block)
    return True


def _check_block(starts_at: dt.datetime, ends_at: dt.datetime) -> None:
    if ends_at <= starts_at:
        raise invalid("input.endsAt", "Must be after the start.")
    if ends_at - starts_at > dt.timedelta(days=LONGEST_BLOCK):
        raise invalid("input.endsAt", f"A block lasts {LONGEST_BLOCK} days at most.")


# --- holidays ------------------------------------------------------------------------------------------------------

CLOSE = all_of(P.APPOINTMENTS_BLOCK_TIME, P.APPOINTMENTS_VIEW_ALL_DOCTORS)


@query(key(P.APPOINTMENTS_VIEW))
async def list_holidays(
    ctx: Context,
    *,
    date_from: Annotated[dt.date, Day()] | None = None,
    date_to: Annotated[dt.date, Day()] | None = None,
) -> Page[Holiday]:
    """Days on which the clinic is closed or has other hours, in order; both ends belong to the range."""
    return Page(ctx.rows(Holiday).order(Holiday.day.asc()).where(*_days(Holiday.day, date_from, date_to)))


@input
class HolidayInput:
    """A day on which the clinic is closed, or open at other hours."""

    day: Annotated[dt.date, Day()]
    name: Annotated[str, Text(1, 120)]
    hours: DayHours | None = strawberry.field(default=None, description="When it is open; none: closed.")


@command(CLOSE)
async def set_holiday(ctx: Context, *, input: HolidayInput) -> Holiday:  # noqa: A002
    """Say that the clinic is closed on a day, or when it is open then; what was said of that day before is replaced.

    Visits that are booked stay.
    """
    values = {"name": input.name, "hours": _day_hours(input.hours)}
    # Two first ones of a day must not meet at their unique constraint.
    await lock(ctx, (ctx.clinic.id,))
    known = await ctx.first(ctx.rows(Holiday).where(Holiday.day == input.day), for_update=True)
    if known is None:
        known = await ctx.add(Holiday, day=input.day, **values)
        ctx.emit(events.HOLIDAY_SET, known)
    elif changed := await ctx.change(known, **values):
        ctx.emit(events.HOLIDAY_SET, known, changed)
    return known


@command(CLOSE)
async def remove_holiday(ctx: Context, *, id: UUID, expected_version: int | None = None) -> bool:  # noqa: A002
    """Take a holiday back: the clinic has its usual hours on that day."""
    known = await ctx.load(Holiday, id, expected_version)
    await ctx.remove(known)
    ctx.emit(events.HOLIDAY_REMOVED, known)
    return True


# --- how -----------------------------------------------------------------------------------------------------------


def _own_or_all(ctx: Context, everybodys: Guard, doctor_id: UUID | None) -> None:
    """Raises Forbidden where neither the time is the caller's own nor everybody's is theirs to plan."""
    if everybodys.verdict(ctx.actor).scope is Scope.ALL:
        return
    if doctor_id is None or doctor_id != ctx.actor.own.employee:
        raise Forbidden("You may plan your own time only.")


def _days(column: Any, first: dt.date | None, last: dt.date | None) -> list[Predicate]:
    found: list[Predicate] = []
    if first is not None:
        found.append(column >= first)
    if last is not None:
        found.append(column <= last)
    return found
