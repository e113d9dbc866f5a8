"""Changing a visit that is booked: its time, doctor, room and notes; and taking away one that was a mistake."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry import Maybe

from core.errors import Conflict, invalid
from models.appointments import OPEN, Appointment, AppointmentPriority, AppointmentSource, AppointmentStage, stage_of
from models.appointments import AppointmentStatus as S
from operation.context import Context
from operation.inputs import Between, Guarded, Moment, Ref, given, input  # noqa: A004
from operation.operation import command, query
from permissions import Permission, all_of, key
from resolvers.appointment_status import STAFF as STEPS
from resolvers.appointment_status import Reason, path_to
from resolvers.booking import (
    OUTSIDE_HOURS,
    STAFF,
    BookableColleague,
    BookableDoctor,
    BookableRoom,
    BookableType,
    BookAppointmentInput,
    Notes,
    book,
    doctor_of,
)
from resolvers.overlaps import FreeTime, Wanted, check_times, clash
from resolvers.visits import alter, load

P = Permission

EDIT = key(P.APPOINTMENTS_EDIT)
#: Held in full by whoever moves visits into others' schedules.
ANY_EDIT = all_of(P.APPOINTMENTS_EDIT, P.APPOINTMENTS_VIEW_ALL_DOCTORS)

When = Annotated[dt.datetime, Moment()]
Color = Annotated[int, Between(-(2**31), 2**31 - 1)]


@command(STAFF)
async def schedule_appointment(ctx: Context, *, input: BookAppointmentInput) -> Appointment:  # noqa: A002
    """Book a visit for a patient, as `bookAppointment` does; for staff only."""
    return await book(ctx, input)


@input
class UpdateAppointmentInput:
    """What is to change: members left out stay as they are, null clears. `startsAt` alone moves the visit with its
    length."""

    starts_at: Maybe[When]
    ends_at: Maybe[When]
    doctor_id: Maybe[BookableDoctor | None]
    type_id: Maybe[BookableType | None]
    room_id: Maybe[BookableRoom | None]
    notes: Maybe[Notes | None]
    assistant_id: Maybe[BookableColleague | None]
    receptionist_id: Maybe[BookableColleague | None]
    priority: Maybe[AppointmentPriority]
    source: Maybe[AppointmentSource]
    is_new_patient: Maybe[bool]
    color_override: Maybe[Color | None]
    confirmed_at: Maybe[When | None]
    reminder_sent_at: Maybe[When | None]
    stage: Annotated[AppointmentStage, Guarded(STEPS)] | None = strawberry.field(
        default=None, description="Where the visit stands; as the steps of a visit do it."
    )
    outside_hours: bool = strawberry.field(default=False, description=OUTSIDE_HOURS)


@command(EDIT)
async def update_appointment(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    input: UpdateAppointmentInput,  # noqa: A002
    expected_version: int | None = None,
) -> Appointment:
    """Change a visit: its time, doctor, kind, room, notes, and with appointments.change_status where it stands.

    CONFLICT for a doctor or room that is taken then (with from when to when, and free neighbours), for a time that no
    free slot is (with the `reason`) unless `outsideHours` are meant, for moving a visit that is over, and for a step
    that may not follow. Without appointments.view_all_doctors the visit stays in the own
    schedule.
    """
    visit = await load(ctx, id, expected_version)
    values = given(input)
    stage, outside_hours = values.pop("stage", None), values.pop("outside_hours", False)
    await _change(ctx, visit, values, stage, outside_hours=outside_hours)
    return visit


@command(EDIT)
async def reschedule_appointment(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    starts_at: When,
    ends_at: When | None = None,
    doctor_id: BookableDoctor | None = None,
    room_id: BookableRoom | None = None,
    outside_hours: bool = False,
    expected_version: int | None = None,
) -> Appointment:
    """Move a visit to another time, and to another doctor or room where they are named; it keeps its length without
    `endsAt`. Refused as `updateAppointment` is."""
    visit = await load(ctx, id, expected_version)
    values = {"starts_at": starts_at, "ends_at": ends_at, "doctor_id": doctor_id, "room_id": room_id}
    await _change(
        ctx, visit, {n: v for n, v in values.items() if v is not None}, None, path="", outside_hours=outside_hours
    )
    return visit


@command(key(P.APPOINTMENTS_DELETE))
async def remove_appointment(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    reason: Reason | None = None,
    expected_version: int | None = None,
) -> Appointment:
    """Take away a visit that was a mistake: it is called off, and no list shows it any more. Its history stays.

    CONFLICT for one that is going on or was completed: that is part of a patient's record.
    """
    visit = await load(ctx, id, expected_version)
    if visit.status in (S.IN_PROGRESS, S.COMPLETED):
        raise Conflict("A visit in which somebody was treated stays.")
    changes: dict[str, Any] = {"removed_at": dt.datetime.now(dt.UTC)}
    if visit.status in OPEN:
        await alter(ctx, visit, changes | {"cancel_reason": reason or None}, S.CANCELLED)
    else:
        await alter(ctx, visit, changes)
    return visit


@command(EDIT)
async def record_appointment_reminder(ctx: Context, *, id: UUID, expected_version: int | None = None) -> Appointment:  # noqa: A002
    """Note that the patient was reminded of the visit. Noted once, until the visit is moved."""
    visit = await load(ctx, id, expected_version)
    await alter(ctx, visit, {"reminder_sent_at": visit.reminder_sent_at or dt.datetime.now(dt.UTC)})
    return visit


@strawberry.type(description="Whether a time could be booked.")
class TimeCheck:
    free: bool
    taken: str | None = strawberry.field(description="`doctor` or `room`, when it is not free.")
    taken_from: dt.datetime | None
    taken_until: dt.datetime | None
    neighbours: list[FreeTime] = strawberry.field(description="The nearest free times, as far as bookings tell.")


@query(STAFF)
async def check_appointment_time(
    ctx: Context,
    *,
    starts_at: When,
    ends_at: When,
    doctor_id: Annotated[UUID, Ref("Employee", face=True)] | None = None,
    room_id: Annotated[UUID, Ref("Room", face=True)] | None = None,
    appointment_id: Annotated[UUID, Ref("Appointment")] | None = None,
) -> TimeCheck:
    """Whether doctor and room are free then, without booking anything; `appointmentId` is a visit to be moved there.

    Says from when to when they are taken, never by whom. Without appointments.view_all_doctors one asks about the own
    schedule only. INVALID for an impossible length.
    """
    if (message := check_times(starts_at, ends_at)) is not None:
        raise invalid("endsAt", message)
    wanted = Wanted(starts_at, ends_at, doctor_of(ctx, doctor_id, "doctorId"), room_id)
    found = await clash(ctx, wanted, but=appointment_id)
    if found is None:
        return TimeCheck(free=True, taken=None, taken_from=None, taken_until=None, neighbours=[])
    return TimeCheck(
        free=False,
        taken=found.what,
        taken_from=found.starts_at,
        taken_until=found.ends_at,
        neighbours=list(found.free),
    )


# --- how -----------------------------------------------------------------------------------------------------------


async def _change(
    ctx: Context,
    visit: Appointment,
    values: dict[str, Any],
    stage: AppointmentStage | None,
    *,
    outside_hours: bool,
    path: str = "input",
) -> None:
    start = f"{path}." if path else ""
    if "notes" in values:
        values["notes"] = values["notes"] or None
    if "doctor_id" in values and values["doctor_id"] != visit.doctor_id:
        values["doctor_id"] = doctor_of(ctx, values["doctor_id"], f"{start}doctorId", any_schedule=ANY_EDIT)
    if "starts_at" in values or "ends_at" in values:
        starts_at = values.get("starts_at", visit.starts_at)
        ends_at = values.setdefault("ends_at", starts_at + (visit.ends_at - visit.starts_at))
        if (message := check_times(starts_at, ends_at)) is not None:
            raise invalid(f"{start}endsAt", message)
    steps = _steps(visit, values, stage)
    await alter(ctx, visit, values, *steps, path=path, outside_hours=outside_hours)


def _steps(visit: Appointment, values: dict[str, Any], stage: AppointmentStage | None) -> tuple[S, ...]:
    """The steps to a stage; for a patient who has come, the moment too."""
    if stage is None or stage is stage_of(visit.status, visit.arrived_at):
        return ()
    if stage is AppointmentStage.ARRIVED:
        values["arrived_at"] = visit.arrived_at or dt.datetime.now(dt.UTC)
        return path_to(visit, S.CONFIRMED)
    return path_to(visit, S(stage.value))
