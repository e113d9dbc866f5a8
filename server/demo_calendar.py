"""The demo's calendars: rooms, kinds of visits, who works there, and visits around today."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from core.text import fold, searchable
from models.appointments import AppointmentStatus
from models.clinics import DAY_KEYS

if TYPE_CHECKING:
    from server.demo import _Maker

S = AppointmentStatus

#: Name, minutes, colour.
_TYPES = (
    ("Check-up", 30, "#4f9d69"),
    ("Cleaning", 45, "#3a86c8"),
    ("Filling", 60, "#c8963a"),
    ("Root canal", 90, "#b34a4a"),
    ("Consultation", 15, "#7a6bb0"),
)
#: Why visits are called off, and what is noted about them.
_REASONS = ("Ill", "Work", "Wants another doctor", None)
_NOTES = ("Prefers the morning", "Afraid of needles", "Brings an X-ray", None, None, None, None)
#: So long before their time people come.
_EARLY = dt.timedelta(minutes=7)
_COLORS = ("#2f6f8f", "#8f5f2f", "#5f8f2f", "#8f2f6f")
#: Category, name, minutes, price.
_SERVICES = (
    ("Consultation", "First consultation", 30, "40"),
    ("Consultation", "Second opinion", 30, "60"),
    ("Prevention", "Professional cleaning", 45, "95"),
    ("Prevention", "Fluoride treatment", 15, "25"),
    ("Restoration", "Composite filling", 60, "120"),
    ("Restoration", "Ceramic crown", 90, "780"),
    ("Endodontics", "Root canal treatment", 90, "450"),
    ("Surgery", "Extraction", 45, "110"),
    ("Surgery", "Implant", 120, "1450"),
)

_MORNING, _AFTERNOON = {"start": "08:30", "end": "12:30"}, {"start": "13:30", "end": "18:00"}
#: One after the other for those who treat; None: whenever the clinic is open.
_WEEKS: tuple[dict[str, list[dict[str, str]]] | None, ...] = (
    None,
    {"mon": [_MORNING, _AFTERNOON], "tue": [_MORNING], "wed": [_MORNING, _AFTERNOON], "thu": [_MORNING]},
    {"tue": [_AFTERNOON], "thu": [_AFTERNOON], "fri": [_MORNING, {"start": "13:30", "end": "16:00"}]},
)

#: Days before and after today.
_BEFORE, _AFTER = 5, 10

#: The steps that led to a status.
_PATHS: dict[AppointmentStatus, tuple[AppointmentStatus, ...]] = {
    S.REQUESTED: (S.REQUESTED,),
    S.SCHEDULED: (S.SCHEDULED,),
    S.CONFIRMED: (S.SCHEDULED, S.CONFIRMED),
    S.IN_PROGRESS: (S.SCHEDULED, S.CONFIRMED, S.IN_PROGRESS),
    S.COMPLETED: (S.SCHEDULED, S.CONFIRMED, S.IN_PROGRESS, S.COMPLETED),
    S.CANCELLED: (S.SCHEDULED, S.CANCELLED),
    S.NO_SHOW: (S.SCHEDULED, S.CONFIRMED, S.NO_SHOW),
}


@dataclass(frozen=True)
class Worker:
    """Somebody who works there; without a membership a visiting doctor."""

    name: str
    kind: str
    membership: UUID | None = None
    specialty: str | None = None


@dataclass(frozen=True)
class Calendar:
    """One clinic's. The first two of `patients` are those who may sign in, or whose guardian may."""

    clinic: UUID
    zone: str
    workers: tuple[Worker, ...]
    patients: list[UUID]
    #: Memberships of whoever signs in for a patient.
    portal: dict[UUID, UUID]


def fill(make: _Maker, calendar: Calendar) -> None:
    """Everything of one clinic's calendar. Each doctor has a room of their own, so that no two visits meet."""
    clinic = calendar.clinic
    treating: list[tuple[Worker, dict[str, Any], dict[str, Any]]] = []
    desk = [worker.membership for worker in calendar.workers if worker.kind == "receptionist" and worker.membership]
    types = [
        make.clinic_row(
            "appointment_type", clinic, name=name, name_key=fold(name), color=color, duration_minutes=minutes,
            active=True,
        )
        for name, minutes, color in _TYPES
    ]  # fmt: skip
    for number, worker in enumerate(calendar.workers):
        color = _COLORS[number % len(_COLORS)]
        employee = make.clinic_row(
            "employee", clinic, membership_id=worker.membership, display_name=worker.name, kind=worker.kind,
            title=None, specialty=worker.specialty, color=color, active=True, number=number + 1,
            **_names(worker.name, number + 1),
            working_hours=_WEEKS[len(treating) % len(_WEEKS)] if worker.kind in ("doctor", "hygienist") else None,
        )  # fmt: skip
        if worker.kind in ("doctor", "hygienist"):
            name = f"Room {len(treating) + 1}"
            room = make.clinic_row("room", clinic, name=name, name_key=fold(name), color=color, active=True)
            treating.append((worker, employee, room))
    _services(make, clinic)
    _days_off(make, calendar, [employee["id"] for _, employee, _ in treating])
    for worker, employee, room in treating:
        for number, (start, kind) in enumerate(_times(make, calendar.zone, types, employee["working_hours"])):
            # Those with a login are the first doctor's, so that nobody is in two places at once.
            known = worker is treating[0][0] and number % 8 == 0
            patient = calendar.patients[number // 8 % 2] if known else make._random.choice(calendar.patients[2:])
            own = (worker.membership,) if worker.membership else ()
            visit = _visit(make, clinic, patient, employee["id"], room["id"], kind, start, next(iter(own), None))
            _tell(make, visit, (*own, *desk), calendar.portal.get(patient))


def _names(name: str, number: int) -> dict[str, Any]:
    """What an employee's record keeps of the name in calendars."""
    first, _, last = name.removeprefix("Dr. ").rpartition(" ")
    words = searchable(name, first, last, str(number))
    return {"first_name": first, "last_name": last, "status": "active", "search_text": words}


def _services(make: _Maker, clinic: UUID) -> None:
    for number, (category, name, minutes, price) in enumerate(_SERVICES, start=1):
        make.clinic_row(
            "procedure", clinic, category=category, category_key=fold(category), name=name, name_key=fold(name),
            display_number=number, duration_minutes=minutes, price=Decimal(price), disclaimer=None, active=True,
        )  # fmt: skip


def _days_off(make: _Maker, calendar: Calendar, treating: list[UUID]) -> None:
    """A holiday, a doctor's day off and one with other hours, and an afternoon that is blocked: in the third week from
    now, where there are no visits yet."""
    here = ZoneInfo(calendar.zone)
    today = make.now.astimezone(here).date()
    monday = today + dt.timedelta(days=21 - today.weekday())

    def at(day: dt.date, hour: int) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(hour), here).astimezone(dt.UTC)

    wednesday = monday + dt.timedelta(days=2)
    make.clinic_row("holiday", calendar.clinic, day=monday, name="Clinic anniversary", hours=json.dumps([]))
    for number, (hours, reason) in enumerate((([], "Training"), ([_MORNING], "Leaves early"))):
        make.clinic_row(
            "schedule_exception", calendar.clinic, employee_id=treating[number % len(treating)],
            day=wednesday + dt.timedelta(days=number), hours=json.dumps(hours), reason=reason,
        )  # fmt: skip
    make.clinic_row(
        "time_block", calendar.clinic, employee_id=None, room_id=None, starts_at=at(wednesday, 13),
        ends_at=at(wednesday, 18), reason="Staff meeting",
    )  # fmt: skip


def _times(
    make: _Maker, zone: str, types: list[dict[str, Any]], week: dict[str, Any] | None
) -> Iterator[tuple[dt.datetime, dict[str, Any]]]:
    """Beginnings and kinds of one doctor's visits: on working days, one after the other, with gaps."""
    here = ZoneInfo(zone)
    today = make.now.astimezone(here).date()
    for offset in range(-_BEFORE, _AFTER + 1):
        day = today + dt.timedelta(days=offset)
        if day.weekday() > 4:
            continue
        for hours in (_MORNING, _AFTERNOON) if week is None else week.get(DAY_KEYS[day.weekday()], ()):
            at, end = (dt.datetime.combine(day, dt.time.fromisoformat(hours[edge]), here) for edge in ("start", "end"))
            while at < end:
                kind = make._random.choice([k for k in types if at + _length(k) <= end] or types[-1:])
                if make._random.random() < 0.6 and at + _length(kind) <= end:
                    yield at.astimezone(dt.UTC), kind
                at += _length(kind)


def _length(kind: dict[str, Any]) -> dt.timedelta:
    return dt.timedelta(minutes=kind["duration_minutes"])


def _visit(
    make: _Maker,
    clinic: UUID,
    patient: UUID,
    doctor: UUID,
    room: UUID,
    kind: dict[str, Any],
    start: dt.datetime,
    by: UUID | None,
) -> dict[str, Any]:
    """`by` is the membership of whoever took the steps after the first, which the patient may have taken."""
    end = start + dt.timedelta(minutes=kind["duration_minutes"])
    status = _status(make, start, end)
    moments = {step: _moment(step, start, end) for step in _PATHS[status]}
    came = S.CONFIRMED in moments and status is not S.NO_SHOW and start - _EARLY <= make.now
    visit = make.clinic_row(
        "appointment", clinic, patient_id=patient, doctor_id=doctor, type_id=kind["id"], room_id=room, starts_at=start,
        ends_at=end, status=status.value, notes=make._random.choice(_NOTES), created_at=min(moments.values()),
        confirmed_at=moments.get(S.CONFIRMED), arrived_at=start - _EARLY if came else None,
        seated_at=moments.get(S.IN_PROGRESS), dismissed_at=moments.get(S.COMPLETED),
        cancel_reason=make._random.choice(_REASONS) if status is S.CANCELLED else None,
    )  # fmt: skip
    before = None
    for step, moment in moments.items():
        make.clinic_row(
            "appointment_change", clinic, appointment_id=visit["id"], patient_id=patient, doctor_id=doctor,
            from_status=before, to_status=step.value, membership_id=by if before else None, starts_at=start,
            created_at=moment,
        )  # fmt: skip
        before = step.value
    return visit


def _tell(make: _Maker, visit: dict[str, Any], staff: tuple[UUID, ...], patient: UUID | None) -> None:
    """As the rules would have it: a request to those who decide, a booking to the patient. What is over was read."""
    requested = visit["status"] == S.REQUESTED
    for membership in staff if requested else (patient,) if patient else ():
        at = min(visit["created_at"], make.now)
        make.clinic_row(
            "notification", visit["clinic_id"], membership_id=membership,
            kind="appointment.requested" if requested else "appointment.booked", subject_type="Appointment",
            subject_id=visit["id"], patient_id=visit["patient_id"], created_at=at, event_id=None,
            read_at=at + dt.timedelta(hours=3) if visit["ends_at"] < make.now else None,
        )  # fmt: skip


def _moment(step: AppointmentStatus, start: dt.datetime, end: dt.datetime) -> dt.datetime:
    """When a visit took a step: booked two weeks before, confirmed the day before, done when it was to end."""
    known = {S.CONFIRMED: start - dt.timedelta(days=1), S.IN_PROGRESS: start, S.COMPLETED: end, S.NO_SHOW: end}
    return known.get(step, start - dt.timedelta(days=13 if step is S.CANCELLED else 14))


def _status(make: _Maker, start: dt.datetime, end: dt.datetime) -> AppointmentStatus:
    """What has become of a visit by now."""
    chance = make._random.random()
    if end < make.now:
        return S.CANCELLED if chance < 0.08 else S.NO_SHOW if chance < 0.14 else S.COMPLETED
    if start <= make.now:
        return S.IN_PROGRESS
    if start - make.now < dt.timedelta(hours=1):
        return S.CONFIRMED
    return S.REQUESTED if chance < 0.1 else S.CANCELLED if chance < 0.15 else S.SCHEDULED
