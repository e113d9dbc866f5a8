"""Booking a visit: staff plan it, patients ask for it; no doctor and no room is promised twice."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

import strawberry

from core.errors import Conflict, FieldProblem, NotFound, invalid
from events import types as events
from models.appointments import FREE, Appointment, AppointmentChange, AppointmentStatus
from models.clinics import Clinic
from models.patients import Patient, PatientStatus
from models.schedules import LONGEST, SHORTEST, AppointmentType, Room
from models.staff import TREATING, Employee
from operation.context import Context
from operation.inputs import Guarded, Moment, Ref, Text, input  # noqa: A004
from operation.locks import lock
from operation.operation import command
from permissions import Permission, Role, Scope, key, role
from resolvers.opening_times import must_be_open

P = Permission

STAFF = key(P.APPOINTMENTS_CREATE)
ALL_DOCTORS = key(P.APPOINTMENTS_VIEW_ALL_DOCTORS)

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


@input
class BookAppointmentInput:
    """A visit to be: whose and when; with whom, what for and where may come later."""

    patient_id: BookablePatient
    starts_at: Annotated[dt.datetime, Moment()]
    ends_at: Annotated[dt.datetime, Moment()] | None = None
    doctor_id: BookableDoctor | None = None
    type_id: BookableType | None = None
    room_id: BookableRoom | None = None
    notes: Annotated[str, Text(0, 2000, lines=True)] | None = None
    outside_hours: Annotated[bool, Guarded(STAFF)] = strawberry.field(
        default=False, description="Book although it is outside of working hours, on a day off, or blocked."
    )


@command(STAFF | role(Role.PATIENT))
async def book_appointment(ctx: Context, *, input: BookAppointmentInput) -> Appointment:  # noqa: A002
    """Book a visit of 5 to 480 minutes; a patient asks for one of their own, which waits as `requested`.

    Without an end it takes as long as its type, or else the clinic's default. Without appointments.view_all_doctors one
    books the own schedule only. CONFLICT for a doctor or room that is taken then (staff hear from when to when) or not
    bookable any more, and for an archived patient; also for a time that no free slot is (staff hear the `reason`, and
    may say `outsideHours`). Patients cannot choose a room or a time that is past.
    """
    by_staff = STAFF.verdict(ctx.actor).scope is Scope.ALL
    doctor_id = _doctor(ctx, input.doctor_id) if by_staff else input.doctor_id
    ends_at = input.ends_at or input.starts_at + await _usual_length(ctx, input.type_id)
    _check_times(input.starts_at, ends_at, past=by_staff)
    if not input.outside_hours:
        await must_be_open(ctx, input.starts_at, ends_at, doctor_id, input.room_id, by_staff=by_staff)
    await lock(ctx, (doctor_id, input.room_id))
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
    )
    if not await ctx.add_unless_taken(visit, _first_step(ctx, visit)):
        raise await _taken(ctx, visit) if by_staff else _conflict("This time is taken.")
    ctx.emit(events.APPOINTMENT_BOOKED, visit)
    return visit


# --- how -----------------------------------------------------------------------------------------------------------


def _doctor(ctx: Context, wanted: UUID | None) -> UUID | None:
    """Whose schedule it goes to. Raises NotFound for another's where the caller sees the own one only: such a doctor
    who names nobody means it."""
    own = ctx.actor.own.employee
    if ALL_DOCTORS.verdict(ctx.actor).allowed:
        return wanted
    if wanted is None:
        return own if ctx.actor.role is Role.DOCTOR else None
    if wanted != own:
        raise NotFound("No such employee.", fields=(FieldProblem("input.doctorId", "No such employee."),))
    return own


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
    if ends_at <= starts_at:
        raise invalid("input.endsAt", "Must be after the start.")
    if not dt.timedelta(minutes=SHORTEST) <= ends_at - starts_at <= dt.timedelta(minutes=LONGEST):
        raise invalid("input.endsAt", f"A visit takes {SHORTEST} to {LONGEST} minutes.")
    if not past and starts_at < dt.datetime.now(dt.UTC):
        raise invalid("input.startsAt", "Must not be in the past.")


def _first_step(ctx: Context, visit: Appointment) -> AppointmentChange:
    return ctx.draft(
        AppointmentChange,
        appointment_id=visit.id,
        patient_id=visit.patient_id,
        doctor_id=visit.doctor_id,
        to_status=visit.status,
        membership_id=ctx.actor.membership_id,
    )


async def _taken(ctx: Context, visit: Appointment) -> Conflict:
    """What is in the way, the doctor or the room, and from when to when; never whose visit it is."""
    for what, column, id_ in (
        ("doctor", Appointment.doctor_id, visit.doctor_id),
        ("room", Appointment.room_id, visit.room_id),
    ):
        if id_ is None:
            continue
        rows = ctx.clinic_rows(Appointment).where(
            column == id_,
            ~Appointment.status.in_(FREE),
            Appointment.starts_at < visit.ends_at,
            Appointment.ends_at > visit.starts_at,
        )
        # The shortest visits side by side: no more fit into the longest.
        others = await ctx.all(rows.window(LONGEST // SHORTEST + 2))
        if others:
            first, last = min(other.starts_at for other in others), max(other.ends_at for other in others)
            return _conflict(f"The {what} is taken at this time.", takenFrom=_wire(first), takenUntil=_wire(last))
    # Called off in this very moment by somebody who takes no locks.
    return _conflict("This time was taken; try again.")


def _conflict(message: str, **details: Any) -> Conflict:
    return Conflict(message, fields=(FieldProblem("input.startsAt", message),), **details)


def _wire(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
