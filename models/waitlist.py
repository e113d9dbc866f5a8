"""Who waits for a visit."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from uuid import UUID

from core.predicates import Column
from models.appointments import LIKE_VISITS
from models.base import ClinicModel
from models.columns import choice, date, long_text, optional_reference, reference
from models.erasure import Wipe
from models.merging import Move, Told
from permissions import Permission, key


class WaitlistStatus(StrEnum):
    """Waiting, spoken to, given a visit, or no longer waiting."""

    WAITING = "waiting"
    CONTACTED = "contacted"
    SCHEDULED = "scheduled"
    REMOVED = "removed"


class WaitlistPriority(StrEnum):
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class DayPart(StrEnum):
    """When on a day somebody can come."""

    ANY = "any"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class WaitlistEntry(ClinicModel):
    """A patient who wants a visit, or an earlier one, as soon as there is a time."""

    visibility = LIKE_VISITS
    indexes = ("clinic_id, status, created_at, id", "clinic_id, doctor_id, status")
    erasure = Wipe(
        {"notes": "NULL", "status": "CASE WHEN status IN ('waiting', 'contacted') THEN 'removed' ELSE status END"}
    )
    merging = Move()
    record = Told()
    constraints = ("CONSTRAINT ck_waitlist_entry_days CHECK (latest_date >= earliest_date)",)

    patient_id: Column[UUID] = reference("Patient")
    doctor_id: Column[UUID | None] = optional_reference("Employee", doc="With whom; none where anybody will do.")
    type_id: Column[UUID | None] = optional_reference("AppointmentType", doc="What for.")
    earliest_date: Column[dt.date | None] = date(doc="Not before this day of the clinic.")
    latest_date: Column[dt.date | None] = date(doc="Not after this day of the clinic.")
    day_part: Column[DayPart] = choice(DayPart, default=DayPart.ANY)
    priority: Column[WaitlistPriority] = choice(WaitlistPriority, default=WaitlistPriority.NORMAL)
    status: Column[WaitlistStatus] = choice(WaitlistStatus, default=WaitlistStatus.WAITING)
    notes: Column[str | None] = long_text(guard=key(Permission.APPOINTMENTS_CREATE), doc="For the clinic's eyes.")
    appointment_id: Column[UUID | None] = optional_reference("Appointment", doc="The visit that was found.")

    class Meta:
        table = "waitlist_entry"
