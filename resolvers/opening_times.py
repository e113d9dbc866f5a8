"""What is known of some days, in one statement, and whether a time may be booked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from core import clock
from core.errors import Conflict, FieldProblem
from core.intervals import Span, covers, without
from core.predicates import Predicate
from core.rows import Rows
from models.appointments import FREE, Appointment
from models.clinics import MOST_BUFFER, SNAP_OPTIONS, Clinic
from models.schedules import LONGEST, SHORTEST, AppointmentType, Holiday, ScheduleException, TimeBlock
from models.staff import TREATING, Employee
from operation import handwritten
from operation.context import Context
from resolvers.availability import Block, Known, SlotReason

# --- what is known -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """Which days, of whom (None: of everybody who can be booked), for what, where. `visits` may be left out."""

    first: dt.date
    last: dt.date
    doctor_id: UUID | None = None
    type_id: UUID | None = None
    room_id: UUID | None = None
    visits: bool = True
    everybody: bool = True


@dataclass(slots=True)
class Loaded:
    """What the database knows of these days, and the clinic's usual minutes."""

    known: Known
    default_minutes: int = SHORTEST
    snap_minutes: int = SNAP_OPTIONS[0]
    buffer_minutes: int = 0
    type_minutes: int | None = None


#: What is read of each kind of rows, in one shape: what, whose, where, which day, from and until in seconds, hours. A
#: month of visits is thousands: those of one doctor in one room come as one row.
_PARTS = {
    "clinics": """SELECT 'clinic' AS what, NULL::uuid AS doctor, NULL::uuid AS room_id, NULL::date AS day,
        NULL::bigint[] AS start, NULL::bigint[] AS until, jsonb_build_object('hours', business_hours,
        'default', default_slot_minutes, 'snap', snap_minutes, 'buffer', buffer_minutes) AS hours FROM clinics""",
    "types": "SELECT 'type', NULL, NULL, NULL, ARRAY[duration_minutes::bigint], NULL, NULL FROM types",
    "doctors": "SELECT 'doctor', id, NULL, NULL, NULL, NULL, working_hours FROM doctors",
    "holidays": "SELECT 'holiday', NULL, NULL, day, NULL, NULL, hours FROM holidays",
    "exceptions": "SELECT 'exception', employee_id, NULL, day, NULL, NULL, hours FROM exceptions",
    "blocks": """SELECT 'block', employee_id, room_id, NULL, array_agg(floor(date_part('epoch', starts_at))::bigint),
        array_agg(ceil(date_part('epoch', ends_at))::bigint), NULL FROM blocks GROUP BY employee_id, room_id""",
    "visits": """SELECT 'visit', doctor_id, room_id, NULL, array_agg(floor(date_part('epoch', starts_at))::bigint),
        array_agg(ceil(date_part('epoch', ends_at))::bigint), NULL FROM visits GROUP BY doctor_id, room_id""",
}


async def load(ctx: Context, asked: Asked) -> Loaded:
    """Everything that decides who has time on these days: one statement, however many days and doctors.

    That no two visits meet is the database's to see to; this may be a moment old."""
    start, end = ctx.clinic.day(asked.first)[0], ctx.clinic.day(asked.last)[1]
    parts: dict[str, Rows[Any]] = {
        "clinics": ctx.clinic_rows(Clinic),
        "holidays": ctx.clinic_rows(Holiday).where(Holiday.day >= asked.first, Holiday.day <= asked.last),
        "blocks": ctx.clinic_rows(TimeBlock).where(TimeBlock.ends_at > start, TimeBlock.starts_at < end),
    }
    if asked.type_id is not None:
        parts["types"] = ctx.clinic_rows(AppointmentType).where(AppointmentType.id == asked.type_id)
    if asked.doctor_id is not None or asked.everybody:
        parts["doctors"] = _doctors(ctx, asked)
        parts["exceptions"] = _exceptions(ctx, asked)
    if asked.visits:
        parts["visits"] = _visits(ctx, asked, start, end)
    rows = await handwritten.glance(ctx, " UNION ALL ".join(_PARTS[name] for name in parts), **parts)
    return _loaded(rows, ZoneInfo(ctx.clinic.timezone), asked)


def _doctors(ctx: Context, asked: Asked) -> Rows[Employee]:
    rows = ctx.clinic_rows(Employee)
    if asked.doctor_id is not None:
        return rows.where(Employee.id == asked.doctor_id)
    return rows.where(Employee.kind.in_(TREATING), Employee.active == True)  # noqa: E712


def _exceptions(ctx: Context, asked: Asked) -> Rows[ScheduleException]:
    rows = ctx.clinic_rows(ScheduleException)
    if asked.doctor_id is not None:
        rows = rows.where(ScheduleException.employee_id == asked.doctor_id)
    return rows.where(ScheduleException.day >= asked.first, ScheduleException.day <= asked.last)


def _visits(ctx: Context, asked: Asked, start: dt.datetime, end: dt.datetime) -> Rows[Appointment]:
    """Visits that take somebody's time then, with as much around as a buffer may reach."""
    buffer = dt.timedelta(minutes=MOST_BUFFER)
    # The lower bound is for the index: no visit is longer.
    narrowed: list[Predicate] = [
        Appointment.starts_at >= start - buffer - dt.timedelta(minutes=LONGEST),
        Appointment.starts_at < end + buffer,
        ~Appointment.status.in_(FREE),
    ]
    if asked.doctor_id is not None:
        whose = Appointment.doctor_id == asked.doctor_id
        narrowed.append(whose if asked.room_id is None else whose | (Appointment.room_id == asked.room_id))
    return ctx.clinic_rows(Appointment).where(*narrowed)


def _loaded(rows: Iterable[Any], zone: ZoneInfo, asked: Asked) -> Loaded:
    clinic: dict[str, Any] = {}
    doctors: dict[UUID, Any] = {}
    days: dict[str, dict[Any, Any]] = {"holiday": {}, "exception": {}}
    blocks: list[Block] = []
    visits: dict[tuple[UUID | None, UUID | None], list[Span]] = {}
    type_minutes: int | None = None
    for what, doctor, room, day, starts, ends, hours in rows:
        match what:
            case "visit":
                visits[doctor, room] = list(zip(starts, ends, strict=True))
            case "block":
                blocks += [Block(start, end, doctor, room) for start, end in zip(starts, ends, strict=True)]
            case "doctor":
                doctors[doctor] = hours
            case "holiday" | "exception":
                days[what][day if what == "holiday" else (doctor, day)] = hours
            case "type":
                type_minutes = starts[0]
            case "clinic":
                clinic = hours
    known = Known(
        zone, asked.first, asked.last, clinic.get("hours") or {}, doctors, days["holiday"], days["exception"], blocks,
        visits,
    )  # fmt: skip
    return Loaded(known, clinic["default"], clinic["snap"], clinic["buffer"], type_minutes)


# --- what may be booked --------------------------------------------------------------------------------------------


async def must_be_open(
    ctx: Context,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    doctor_id: UUID | None,
    room_id: UUID | None,
    *,
    by_staff: bool,
    path: str = "input.startsAt",
) -> None:
    """Raises Conflict for a time outside clinic hours or the doctor's, on a holiday or a day off, or blocked; for a
    patient, who is never told why, also for one within the buffer around another visit.

    Staff may book such a time all the same when they say that they mean it: then nobody calls this. One statement.
    """
    zone = ZoneInfo(ctx.clinic.timezone)
    start, end = int(starts_at.timestamp()), int(ends_at.timestamp())
    first, last = clock.date(zone, start), clock.date(zone, end - 1)
    visits = not by_staff and doctor_id is not None
    loaded = await load(ctx, Asked(first, last, doctor_id, room_id=room_id, visits=visits, everybody=False))
    why = _why_closed(loaded, start, end, doctor_id, room_id, by_staff)
    if why is not None:
        details: dict[str, Any] = {"reason": why[0].name} if by_staff else {}
        message = why[1] if by_staff else "This time is taken."
        raise Conflict(message, fields=(FieldProblem(path, message),), **details)


def _why_closed(
    loaded: Loaded, start: int, end: int, doctor: UUID | None, room: UUID | None, by_staff: bool
) -> tuple[SlotReason, str] | None:
    known, buffer = loaded.known, loaded.buffer_minutes * 60
    if not covers(known.working(unsaid=True), start, end):
        return SlotReason.NOT_WORKING, "The clinic is closed at this time."
    if doctor is not None and not covers(known.working(doctor, unsaid=True), start, end):
        return SlotReason.NOT_WORKING, "The doctor does not work at this time."
    if not covers(without([(start, end)], known.blocked(doctor)), start, end):
        return SlotReason.BLOCKED, "This time is blocked."
    if room is not None and not covers(without([(start, end)], known.room_taken(room)), start, end):
        return SlotReason.ROOM_TAKEN, "The room is blocked at this time."
    if by_staff or doctor is None or covers(without([(start, end)], known.booked(doctor, buffer)), start, end):
        return None
    return SlotReason.BOOKED, "The doctor is taken at this time."
