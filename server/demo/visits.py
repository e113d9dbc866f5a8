"""A visit's life in the demo, step by step as `resolvers/visits` would have taken it: marks, history, events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from events import types as events
from models.appointments import Appointment, AppointmentChange, AppointmentSource
from models.appointments import AppointmentStatus as S
from resolvers.visits import SAID
from server.demo.rows import By, Row, Shelf, moment


class Step(NamedTuple):
    """Something that was noted of a visit: another status (None: the same), that the patient is there, or both."""

    at: int
    by: By
    to: S | None
    arrives: bool = False


@dataclass(frozen=True)
class Plan:
    """A visit as it was booked."""

    patient: Row
    doctor_id: UUID
    room_id: UUID
    type_id: UUID
    start: int
    end: int
    notes: str | None = None
    series_id: UUID | None = None
    source: AppointmentSource = AppointmentSource.SCHEDULED
    is_new: bool = False
    assistant_id: UUID | None = None
    priority: str = "normal"
    reason: str | None = None


def live(shelf: Shelf, plan: Plan, steps: Sequence[Step]) -> Row:
    """Book a visit by the first of the steps and take it through the others."""
    first = steps[0]
    visit = shelf.add(
        Appointment, first.at, patient_id=plan.patient["id"], doctor_id=plan.doctor_id, type_id=plan.type_id,
        room_id=plan.room_id, starts_at=moment(plan.start), ends_at=moment(plan.end), status=first.to, notes=plan.notes,
        assistant_id=plan.assistant_id, source=plan.source.value, is_new_patient=plan.is_new,
        series_id=plan.series_id, priority=plan.priority,
    )  # fmt: skip
    shelf.tell(events.APPOINTMENT_BOOKED, visit, first.at, first.by)
    _remember(shelf, visit, None, first)
    for step in steps[1:]:
        _take(shelf, visit, step)
    if visit["status"] is S.CANCELLED:
        visit["cancel_reason"] = plan.reason
    visit |= {"status": visit["status"].value, "row_version": len(steps), "updated_at": moment(steps[-1].at)}
    if visit["arrived_at"] is not None and visit["arrived_at"] > plan.patient["last_seen_at"]:
        plan.patient["last_seen_at"] = visit["arrived_at"]
    return visit


def _take(shelf: Shelf, visit: Row, step: Step) -> None:
    at = moment(step.at)
    if step.arrives:
        visit["arrived_at"] = at
    if step.to is None:
        shelf.tell(events.APPOINTMENT_CHECKED_IN, visit, step.at, step.by, ("arrived_at",))
        return
    match step.to:
        case S.CONFIRMED:
            visit["confirmed_at"] = at
        case S.IN_PROGRESS:
            visit |= {"seated_at": at, "arrived_at": visit["arrived_at"] or at}
        case S.COMPLETED:
            visit["dismissed_at"] = at
    _remember(shelf, visit, visit["status"], step)
    visit["status"] = step.to
    kind = events.APPOINTMENT_CHECKED_IN if step.arrives else SAID[step.to]
    shelf.tell(kind, visit, step.at, step.by, ("status",))


def _remember(shelf: Shelf, visit: Row, before: S | None, step: Step) -> None:
    then, after = moment(step.at), step.to
    changes(shelf)(
        shelf.table(AppointmentChange).id(), shelf.clinic_id, then, then, visit["id"], visit["patient_id"],
        visit["doctor_id"], before and before.value, after and after.value, visit["starts_at"], step.by.membership_id,
    )  # fmt: skip


@lru_cache(maxsize=1)
def changes(shelf: Shelf) -> Callable[..., None]:
    """What puts a step into the history."""
    return shelf.table(AppointmentChange).quick(
        "id", "clinic_id", "created_at", "updated_at", "appointment_id", "patient_id", "doctor_id", "from_status",
        "to_status", "starts_at", "membership_id",
    )  # fmt: skip
