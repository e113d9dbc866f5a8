"""Appointments: visits in time, their life cycle, and the history of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from uuid import UUID

from core.predicates import Column
from models.base import ClinicModel
from models.columns import boolean, choice, integer, long_text, moment, optional_reference, reference
from models.erasure import Keep, Wipe
from models.merging import Move, Told
from models.schedules import LONGEST, SHORTEST
from models.visibility import parent, see
from permissions import STAFF_ROLES, Own, Permission, any_of, role

P = Permission

#: Whoever works there, whatever keys they hold: what is written of a visit is not for its patient.
STAFF = role(*STAFF_ROLES)


class AppointmentStatus(StrEnum):
    """Asked for by the patient, planned, there, being treated, done; or called off, or stayed away."""

    REQUESTED = "requested"
    SCHEDULED = "scheduled"
    CONFIRMED = "confirmed"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class AppointmentStage(StrEnum):
    """Where a visit stands as a front desk says it: the status, and apart from that who of the confirmed has come."""

    REQUESTED = "requested"
    SCHEDULED = "scheduled"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


def stage_of(status: str, arrived_at: dt.datetime | None) -> AppointmentStage:
    """The stage of a visit: its status, or that a confirmed patient is there."""
    arrived = status == AppointmentStatus.CONFIRMED and arrived_at is not None
    return AppointmentStage.ARRIVED if arrived else AppointmentStage(status)


class AppointmentPriority(StrEnum):
    """Whether the patient wants to come earlier if a time gets free."""

    NORMAL = "normal"
    ASAP = "asap"


class AppointmentSource(StrEnum):
    """How a visit came about."""

    SCHEDULED = "scheduled"
    WALKIN = "walkin"
    WAITLIST = "waitlist"


S = AppointmentStatus

#: What may follow on what. Ways back are corrections.
TRANSITIONS: Mapping[AppointmentStatus, frozenset[AppointmentStatus]] = {
    S.REQUESTED: frozenset({S.SCHEDULED, S.CANCELLED}),
    S.SCHEDULED: frozenset({S.CONFIRMED, S.CANCELLED, S.IN_PROGRESS, S.COMPLETED}),
    S.CONFIRMED: frozenset({S.IN_PROGRESS, S.CANCELLED, S.NO_SHOW, S.SCHEDULED}),
    S.IN_PROGRESS: frozenset({S.COMPLETED, S.CANCELLED, S.NO_SHOW}),
    S.COMPLETED: frozenset({S.IN_PROGRESS}),
    S.CANCELLED: frozenset({S.SCHEDULED}),
    S.NO_SHOW: frozenset({S.SCHEDULED}),
}

#: A visit with one of these is still to come, or goes on.
OPEN = (S.REQUESTED, S.SCHEDULED, S.CONFIRMED, S.IN_PROGRESS)

#: A visit with one of these takes nobody's time; with any other, doctor and room are taken.
FREE = (S.CANCELLED, S.NO_SHOW)

#: How often at most one procedure is planned for a visit, in one line of its plan.
MOST_QTY = 99

_TAKEN = "status NOT IN ({})".format(", ".join(f"'{status}'" for status in FREE))
_COMING = "{row}.ends_at > now() AND {row}.removed_at IS NULL AND {row}.status IN ({open})"
_LENGTHS = f"BETWEEN interval '{SHORTEST} minutes' AND interval '{LONGEST} minutes'"


#: The clinic's, or without appointments.view_all_doctors the own doctor's and the own patient's.
LIKE_VISITS = (
    see(P.APPOINTMENTS_VIEW_ALL_DOCTORS, P.APPOINTMENTS_VIEW),
    see(P.APPOINTMENTS_VIEW, own={"doctor_id": Own.EMPLOYEE, "patient_id": Own.PATIENT}, own_only=True),
)


def _one_at_a_time(column: str, name: str) -> str:
    """No two visits of one doctor, or in one room, at the same time: whatever any code forgets."""
    return (
        f"CONSTRAINT ex_appointment_{name} EXCLUDE USING gist"
        f" (clinic_id WITH =, {column} WITH =, tstzrange(starts_at, ends_at) WITH &&)"
        f" WHERE ({column} IS NOT NULL AND {_TAKEN})"
    )


def _to_come(row: str) -> str:
    """Whether a row is a visit that keeps whoever it names from being archived (resolvers/staff_rules)."""
    return _COMING.format(row=row, open=", ".join(f"'{status}'" for status in OPEN))


#: The columns that name somebody who has to work there while the visit is to come.
ENGAGED = ("doctor_id", "assistant_id", "receptionist_id")

#: The name of the rule, as operation/conflicts knows it.
WORKS_THERE = "ck_appointment_works_there"

#: No visit to come is given to somebody who is archived, whatever the command saw before. Whoever archives holds the
#: employee so that this waits (operation/locks, `hold`), before the clinic's head is held; otherwise it locks nothing
#: that the foreign keys would not lock.
_WORKS_THERE = f"""CREATE FUNCTION works_there() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one record;
BEGIN
  FOR one IN SELECT e.id, e.active FROM public.employee e
              WHERE e.clinic_id = NEW.clinic_id AND e.id IN (NEW.{", NEW.".join(ENGAGED)})
              ORDER BY e.id FOR KEY SHARE
  LOOP
    IF NOT one.active THEN
      RAISE EXCEPTION 'an employee does not work there' USING ERRCODE = 'check_violation', TABLE = 'appointment',
        CONSTRAINT = '{WORKS_THERE}',
        COLUMN = CASE one.id {" ".join(f"WHEN NEW.{name} THEN '{name}'" for name in ENGAGED)} END;
    END IF;
  END LOOP;
  RETURN NEW;
END $$;"""  # noqa: S608  (columns of ours)


def _works_there() -> tuple[str, ...]:
    """The rule on what is new, and on what is given to somebody or becomes a visit to come; no other step asks."""
    named = " OR ".join(f"NEW.{name} IS NOT NULL" for name in ENGAGED)
    given = ", ".join(ENGAGED)
    other = f"(NEW.{', NEW.'.join(ENGAGED)}) IS DISTINCT FROM (OLD.{', OLD.'.join(ENGAGED)})"
    new = f"({named}) AND {_to_come('NEW')}"
    anew = f"{new} AND ({other} OR NOT ({_to_come('OLD')}))"
    made = 'ON "appointment" FOR EACH ROW WHEN ({}) EXECUTE FUNCTION works_there();'
    return (
        _WORKS_THERE,
        f"CREATE TRIGGER works_there BEFORE INSERT {made.format(new)}",
        f"CREATE TRIGGER works_there_still BEFORE UPDATE OF {given}, ends_at, status, removed_at {made.format(anew)}",
    )


class Appointment(ClinicModel):
    """A visit of a patient. Without appointments.view_all_doctors one sees the own schedule only (docs/adr/0009)."""

    visibility = (
        see(P.APPOINTMENTS_VIEW_ALL_DOCTORS, any_of(P.APPOINTMENTS_VIEW, P.APPOINTMENTS_VIEW_DETAIL)),
        see(
            any_of(P.APPOINTMENTS_VIEW, P.APPOINTMENTS_VIEW_DETAIL),
            own={"doctor_id": Own.EMPLOYEE, "patient_id": Own.PATIENT},
            own_only=True,
        ),
    )
    indexes = (
        # How many there are on a day is counted in the index alone.
        "clinic_id, starts_at, id INCLUDE removed_at, status",
        "clinic_id, doctor_id, starts_at",
        "clinic_id, room_id, starts_at",
        "clinic_id, patient_id, starts_at",
    )
    constraints = (
        "CONSTRAINT ck_appointment_time CHECK (ends_at > starts_at)",
        f"CONSTRAINT ck_appointment_length CHECK (ends_at - starts_at {_LENGTHS})",
        _one_at_a_time("doctor_id", "doctor"),
        _one_at_a_time("room_id", "room"),
    )
    extra = _works_there()
    # When somebody was treated stays; what is still open is called off, so that nobody waits for an erased patient.
    erasure = Wipe(
        {
            "notes": "NULL",
            "cancel_reason": "NULL",
            "status": "CASE WHEN status IN ('requested', 'scheduled', 'confirmed') THEN 'cancelled' ELSE status END",
        }
    )
    merging = Move()
    record = Told(("link_number",))

    patient_id: Column[UUID] = reference("Patient")
    doctor_id: Column[UUID | None] = optional_reference("Employee", doc="Who treats; none while nobody is assigned.")
    type_id: Column[UUID | None] = optional_reference("AppointmentType")
    room_id: Column[UUID | None] = optional_reference("Room")
    starts_at: Column[dt.datetime] = moment(null=False)  # type: ignore[assignment]
    ends_at: Column[dt.datetime] = moment(null=False)  # type: ignore[assignment]
    status: Column[AppointmentStatus] = choice(AppointmentStatus)
    notes: Column[str | None] = long_text(
        guard=STAFF, doc="For the clinic's eyes; a patient who asks for a visit writes it and reads it no more."
    )
    assistant_id: Column[UUID | None] = optional_reference("Employee", doc="Who assists.")
    receptionist_id: Column[UUID | None] = optional_reference("Employee", doc="Whose visit it is at the desk.")
    priority: Column[AppointmentPriority] = choice(AppointmentPriority, default=AppointmentPriority.NORMAL)
    source: Column[AppointmentSource] = choice(AppointmentSource, default=AppointmentSource.SCHEDULED)
    is_new_patient: Column[bool] = boolean(doc="The first visit of a patient.")
    color_override: Column[int | None] = integer(null=True, doc="A colour of its own, as a number.")  # type: ignore[assignment]
    confirmed_at: Column[dt.datetime | None] = moment(doc="When somebody said that the patient will come.")
    arrived_at: Column[dt.datetime | None] = moment(doc="When the patient checked in.")
    seated_at: Column[dt.datetime | None] = moment(doc="When the treatment began.")
    dismissed_at: Column[dt.datetime | None] = moment(doc="When the patient left.")
    reminder_sent_at: Column[dt.datetime | None] = moment(doc="When the patient was reminded of this time.")
    cancel_reason: Column[str | None] = long_text(
        guard=STAFF, doc="Why it was called off. For the clinic's eyes: what staff write may be about the patient."
    )
    removed_at: Column[dt.datetime | None] = moment(doc="Since when no list shows it: it was a mistake.")
    series_id: Column[UUID | None] = optional_reference("AppointmentSeries")
    planned_at: Column[dt.datetime | None] = moment(doc="When what is planned for it was last changed.")
    link_number: Column[int] = integer(default=0, doc="Which of its links is good: an answer uses one up.")

    class Meta:
        table = "appointment"


class AppointmentPlanItem(ClinicModel):
    """A procedure that is planned for a visit. The plan of a visit is written as a whole."""

    # What was planned stays with the visit; what was written about the person goes.
    erasure = Wipe({"note": "NULL"})
    merging = Move()
    record = Told()
    visibility = (parent("appointment_id"),)
    rights = "SELECT, INSERT, UPDATE, DELETE"
    indexes = ("clinic_id, appointment_id, place, id",)
    constraints = (f"CONSTRAINT ck_appointment_plan_item_qty CHECK (qty BETWEEN 1 AND {MOST_QTY})",)

    appointment_id: Column[UUID] = reference("Appointment")
    patient_id: Column[UUID] = reference("Patient")
    procedure_id: Column[UUID] = reference("Procedure")
    place: Column[int] = integer(doc="Its place in the plan: the catalog's order when it was written.")
    qty: Column[int] = integer(default=1, doc="How often.")
    note: Column[str | None] = long_text(guard=STAFF, doc="For the clinic's eyes.")

    class Meta:
        table = "appointment_plan_item"


class AppointmentSeries(ClinicModel):
    """Visits of one patient at the same time of day, every so many days."""

    visibility = LIKE_VISITS
    erasure = Keep("says how often and with whom, and nothing of the person")
    merging = Move()
    record = Told()
    constraints = ("CONSTRAINT ck_appointment_series_every CHECK (every_days BETWEEN 1 AND 366)",)

    patient_id: Column[UUID] = reference("Patient")
    doctor_id: Column[UUID | None] = optional_reference("Employee")
    every_days: Column[int] = integer(doc="Days from one visit to the next.")

    class Meta:
        table = "appointment_series"


class AppointmentChange(ClinicModel):
    """One step in the life of an appointment: from which status to which, and who took it. A visit that was moved has
    the same status before and after."""

    erasure = Keep("says which status followed which, and nothing of the person")
    merging = Move()
    record = Told()
    visibility = (parent("appointment_id"),)
    indexes = ("clinic_id, appointment_id, created_at, id",)
    # Whose it is changes when patients are merged, and nothing else ever does.
    rights = "SELECT, INSERT, UPDATE (patient_id)"

    appointment_id: Column[UUID] = reference("Appointment")
    patient_id: Column[UUID] = reference("Patient")
    doctor_id: Column[UUID | None] = optional_reference("Employee", doc="Who was to treat then.")
    from_status: Column[AppointmentStatus | None] = choice(AppointmentStatus, null=True)  # type: ignore[assignment]
    to_status: Column[AppointmentStatus] = choice(AppointmentStatus)
    starts_at: Column[dt.datetime | None] = moment(doc="When it was to begin, after this step.")
    membership_id: Column[UUID | None] = optional_reference("Membership", doc="Who did it, if it was a member.")

    class Meta:
        table = "appointment_change"
