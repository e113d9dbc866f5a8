"""Booking a visit: staff plan it, patients ask for it; no doctor and no room is promised twice."""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from uuid import UUID

import strawberry

from core.errors import Conflict, FieldProblem, LimitReached, NotFound, invalid
from events import types as events
from models.appointments import Appointment, AppointmentPriority, AppointmentSource, AppointmentStatus
from models.clinics import Clinic
from models.patients import Patient, PatientStatus
from models.schedules import SHORTEST, AppointmentType, Room
from models.staff import TREATING, Employee
from operation.context import Context
from operation.inputs import Guarded, Moment, Ref, Text, input  # noqa: A004
from operation.locks import lock
from operation.operation import command
from permissions import Guard, Permission, Role, Scope, all_of, key, role
from resolvers.opening_times import must_be_open
from resolvers.overlaps import Wanted, check_times, conflict, told
from resolvers.plan_items import PlanItems, drafts, in_order
from resolvers.visits import step_of

P = Permission

STAFF = key(P.APPOINTMENTS_CREATE)
ALL_DOCTORS = key(P.APPOINTMENTS_VIEW_ALL_DOCTORS)
#: Held in full by whoever books for others than themselves.
ANY_SCHEDULE = all_of(P.APPOINTMENTS_CREATE, P.APPOINTMENTS_VIEW_ALL_DOCTORS)

BookablePatient = Annotated[
    UUID,
    Ref(
        "Patient",
        fit=Patient.status == PatientStatus.ACTIVE,
        otherwise="This patient's record is archived; restore it first.",
    ),
]
BookableDoctor = Annotated[
    UUID,
    Ref(
        "Employee",
        face=True,
        fit=Employee.kind.in_(TREATING) & (Employee.active == True),  # noqa: E712
        otherwise="Nobody can be booked with them.",
    ),
]
BookableType = Annotated[
    UUID,
    Ref(
        "AppointmentType",
        face=True,
        fit=AppointmentType.active == True,  # noqa: E712
        otherwise="This kind of visit is no longer on offer.",
    ),
]
BookableRoom = Annotated[
    UUID,
    Ref("Room", face=True, fit=Room.active == True, otherwise="This room is no longer in use."),  # noqa: E712
    Guarded(STAFF),
]

#: Somebody who works there, at the chair or at the desk.
BookableColleague = Annotated[
    UUID, Ref("Employee", face=True, fit=Employee.active == True, otherwise="They no longer work here.")  # noqa: E712
]
OUTSIDE_HOURS = "It is meant although nobody works then: outside of working hours, on a day off, or blocked."
Notes = Annotated[str, Text(0, 2000, lines=True)]


@input
class BookAppointmentInput:
    """A visit to be: whose and when; with whom, what for and where may come later."""

    patient_id: BookablePatient
    starts_at: Annotated[dt.datetime, Moment()]
    ends_at: Annotated[dt.datetime, Moment()] | None = None
    doctor_id: BookableDoctor | None = None
    type_id: BookableType | None = None
    room_id: BookableRoom | None = None
    notes: Notes | None = None
    assistant_id: Annotated[BookableColleague, Guarded(STAFF)] | None = None
    receptionist_id: Annotated[BookableColleague, Guarded(STAFF)] | None = None
    priority: Annotated[AppointmentPriority, Guarded(STAFF)] = AppointmentPriority.NORMAL
    source: Annotated[AppointmentSource, Guarded(STAFF)] = AppointmentSource.SCHEDULED
    is_new_patient: Annotated[bool, Guarded(STAFF)] = False
    plan_items: Annotated[PlanItems, Guarded(STAFF)] | None = strawberry.field(
        default=None, description="What is planned for it."
    )
    outside_hours: Annotated[bool, Guarded(STAFF)] = strawberry.field(default=False, description=OUTSIDE_HOURS)


@command(STAFF | role(Role.PATIENT))
async def book_appointment(ctx: Context, *, input: BookAppointmentInput) -> Appointment:  # noqa: A002
    """Book a visit of 5 to 480 minutes; a patient asks for one of their own, which waits as `requested`.

    Without an end it takes as long as its type, or else the clinic's default. Without appointments.view_all_doctors, or
    with a key as "own", one books the own schedule only. CONFLICT for a doctor or room that is taken then (staff hear
    from when to when, and which times next to it are free) or not bookable any more, and for an archived patient; also
    for a time that no free slot is (staff hear the `reason`, and may say `outsideHours`). Patients cannot choose a room
    or a time that is past; LIMIT_REACHED (with `most` and `open`) while as many visits of theirs as the clinic's
    `openRequests` are still asked for. Only staff read the notes.
    """
    return await book(ctx, input)


async def book(
    ctx: Context,
    input: BookAppointmentInput,  # noqa: A002
    series_id: UUID | None = None,
    **told_too: int,
) -> Appointment:
    """Book a visit for whoever runs the command: `book_appointment`, and whatever else ends in a booking. `told_too` is
    for the CONFLICT of a time that is taken."""
    by_staff = ctx.actor.role is not Role.PATIENT
    doctor_id = doctor_of(ctx, input.doctor_id) if by_staff else input.doctor_id
    ends_at = input.ends_at or input.starts_at + await _usual_length(ctx, input.type_id)
    _check_times(input.starts_at, ends_at, past=by_staff)
    if not input.outside_hours:
        await must_be_open(ctx, input.starts_at, ends_at, doctor_id, input.room_id, by_staff=by_staff)
    lines = await in_order(ctx, input.plan_items or [])
    await lock(ctx, (doctor_id, input.room_id, None if by_staff else input.patient_id))
    if not by_staff:
        await _check_requests(ctx, input.patient_id)
    visit = ctx.draft(
        Appointment,
        patient_id=input.patient_id,
        doctor_id=doctor_id,
        type_id=input.type_id,
        room_id=input.room_id,
        starts_at=input.starts_at,
        ends_at=ends_at,
        status=AppointmentStatus.SCHEDULED if by_staff else AppointmentStatus.REQUESTED,
        notes=input.notes or None,
        assistant_id=input.assistant_id,
        receptionist_id=input.receptionist_id,
        priority=input.priority,
        source=input.source,
        is_new_patient=input.is_new_patient,
        series_id=series_id,
        planned_at=dt.datetime.now(dt.UTC) if lines else None,
    )

    async def taken() -> Conflict:
        problem = await _taken(ctx, visit) if by_staff else told("This time is taken.", "input.startsAt")
        problem.details |= told_too
        return problem

    await ctx.add_unless_taken(
        visit, step_of(ctx, visit, None, visit.status), *drafts(ctx, visit, lines), otherwise=taken
    )
    ctx.emit(events.APPOINTMENT_BOOKED, visit)
    return visit


# --- how -----------------------------------------------------------------------------------------------------------


def doctor_of(
    ctx: Context, wanted: UUID | None, path: str = "input.doctorId", *, any_schedule: Guard = ANY_SCHEDULE
) -> UUID | None:
    """Whose schedule it goes to. Raises NotFound for another's, or nobody's, where the caller does not hold
    `any_schedule` in full and so books for the own one only: a doctor who then names nobody means it. A key held as
    "own" says no more than that."""
    if any_schedule.verdict(ctx.actor).scope is Scope.ALL:
        return wanted
    own = ctx.actor.own.employee
    if wanted is None and ctx.actor.role is Role.DOCTOR:
        wanted = own
    if wanted is None or wanted != own:
        raise NotFound("No such employee.", fields=(FieldProblem(path, "No such employee."),))
    return own


async def _check_requests(ctx: Context, patient_id: UUID) -> None:
    """Raises LimitReached for a patient who has asked for as much as the clinic lets anybody ask for.

    The patient is locked: what somebody else asks for at the same moment, in the same name, is counted."""
    clinic = await ctx.first(ctx.clinic_rows(Clinic))
    most = clinic.open_requests if clinic is not None else 0
    asked = ctx.clinic_rows(Appointment).where(
        Appointment.patient_id == patient_id,
        Appointment.status == AppointmentStatus.REQUESTED,
        Appointment.removed_at.is_null(),
        Appointment.starts_at >= dt.datetime.now(dt.UTC),
    )
    waiting = int(await ctx.value(asked.count()))
    if waiting >= most:
        message = (
            f"{waiting} visits are asked for already, of {most} at a time; wait for an answer, or cancel one."
            if most
            else "This clinic takes no requests here; please call."
        )
        raise LimitReached(message, most=most, open=waiting)


async def _usual_length(ctx: Context, type_id: UUID | None) -> dt.timedelta:
    """How long a visit takes when nobody says."""
    if type_id is not None:
        kind = await ctx.first(ctx.clinic_rows(AppointmentType).where(AppointmentType.id == type_id))
        if kind is not None:
            return dt.timedelta(minutes=kind.duration_minutes)
    clinic = await ctx.first(ctx.clinic_rows(Clinic))
    return dt.timedelta(minutes=clinic.default_slot_minutes if clinic is not None else SHORTEST)


def _check_times(starts_at: dt.datetime, ends_at: dt.datetime, *, past: bool) -> None:
    """Raises Invalid for a visit that ends before it starts, is too short or too long, or (unless `past`) is over."""
    if (message := check_times(starts_at, ends_at)) is not None:
        raise invalid("input.endsAt", message)
    if not past and starts_at < dt.datetime.now(dt.UTC):
        raise invalid("input.startsAt", "Must not be in the past.")


async def _taken(ctx: Context, visit: Appointment) -> Conflict:
    """What is in the way; or that it went this very moment, called off by somebody who takes no locks."""
    found = await conflict(ctx, Wanted.of(visit), "input.startsAt")
    return found or told("This time was taken; try again.", "input.startsAt")
