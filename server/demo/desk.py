"""What lies on the demo's desks: services with prices, the waiting list, tasks, and what everybody was told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from core.text import fold
from events import types as events
from events.follow import Happened
from models.appointments import Appointment, AppointmentSource
from models.appointments import AppointmentStatus as S
from models.catalogs import Procedure
from models.log import EventType, FollowerPosition
from models.notifications import Notification
from models.notifications import NotificationChannel as Channel
from models.tasks import Task
from models.waitlist import DayPart, WaitlistEntry, WaitlistPriority, WaitlistStatus
from operation.followers import FOLLOWERS
from operation.rights import grants
from permissions import Actor, ActorKind, OwnIds, Role
from permissions.plans import default_modules
from resolvers.notification_rules import RULES_OF, Choices
from resolvers.notifying import Member, told
from server.demo.calendar import DAY, HOUR, MINUTE
from server.demo.people import Staff
from server.demo.rows import REQUEST, By, Entry, Row, moment
from server.demo.schedule import Schedule
from server.demo.visits import Plan, Step, live

#: Category, name, minutes, price.
_SERVICES = (
    ("Consultation", "First consultation", 30, "40"),
    ("Consultation", "Second opinion", 30, "60"),
    ("Consultation", "Emergency appointment", 15, "55"),
    ("Prevention", "Professional cleaning", 45, "95"),
    ("Prevention", "Fluoride treatment", 15, "25"),
    ("Prevention", "Fissure sealing", 30, "35"),
    ("Diagnostics", "Panoramic X-ray", 15, "65"),
    ("Restoration", "Composite filling", 60, "120"),
    ("Restoration", "Ceramic inlay", 90, "540"),
    ("Restoration", "Ceramic crown", 90, "780"),
    ("Endodontics", "Root canal treatment", 90, "450"),
    ("Periodontics", "Deep scaling, per quadrant", 45, "140"),
    ("Orthodontics", "Aligner check", 30, "70"),
    ("Surgery", "Extraction", 45, "110"),
    ("Surgery", "Implant", 120, "1450"),
    ("Surgery", "Amalgam filling", None, "60"),
)
#: Status, priority, part of the day, what is noted.
_WAITING = (
    (WaitlistStatus.WAITING, WaitlistPriority.URGENT, DayPart.ANY, "Lost a filling; has no pain."),
    (WaitlistStatus.WAITING, WaitlistPriority.HIGH, DayPart.MORNING, "Can be here within half an hour."),
    (WaitlistStatus.WAITING, WaitlistPriority.NORMAL, DayPart.AFTERNOON, None),
    (WaitlistStatus.WAITING, WaitlistPriority.NORMAL, DayPart.EVENING, "After work only."),
    (WaitlistStatus.CONTACTED, WaitlistPriority.HIGH, DayPart.ANY, "Left a message."),
    (WaitlistStatus.REMOVED, WaitlistPriority.NORMAL, DayPart.ANY, "Went on a journey."),
    (WaitlistStatus.SCHEDULED, WaitlistPriority.HIGH, DayPart.ANY, "Pain on the left."),
)
#: Kind, title, priority, who made it, whose it is (None: in the inbox), days until it is due, how far it is.
_TASKS: tuple[tuple[str, str, str, Role, Role | None, int | None, str], ...] = (
    ("CALL_PATIENT", "Call about the open invoice", "normal", Role.MANAGER, Role.RECEPTIONIST, 0, "open"),
    ("CALL_PATIENT", "Ask how the extraction healed", "high", Role.DOCTOR, Role.RECEPTIONIST, 0, "in_progress"),
    ("CALL_PATIENT", "Recall: no visit for a year", "normal", Role.RECEPTIONIST, None, 3, "open"),
    ("LAB", "Send the impression to the laboratory", "urgent", Role.DOCTOR, None, 0, "open"),
    ("LAB", "Crown has come: book the fitting", "high", Role.RECEPTIONIST, Role.DOCTOR, 1, "open"),
    ("DOCUMENT", "Sign the treatment plan", "high", Role.RECEPTIONIST, Role.DOCTOR, -1, "open"),
    ("DOCUMENT", "Letter to the family doctor", "normal", Role.ADMIN, Role.DOCTOR, 5, "in_progress"),
    ("SUPPLIES", "Order gloves, size M", "normal", Role.RECEPTIONIST, Role.MANAGER, 2, "open"),
    ("SUPPLIES", "Check the autoclave's log", "high", Role.MANAGER, Role.ADMIN, 1, "open"),
    ("SUPPLIES", "Replace the filter of the compressor", "normal", Role.ADMIN, Role.MANAGER, -3, "done"),
    ("CALL_PATIENT", "Move the visits of next Monday", "urgent", Role.MANAGER, Role.RECEPTIONIST, -2, "done"),
    ("OTHER", "Flowers for the front desk", "normal", Role.RECEPTIONIST, None, None, "cancelled"),
)
_STEPS: dict[str, tuple[tuple[str, EventType, str], ...]] = {
    "open": (),
    "in_progress": (("started_at", events.TASK_STARTED, "in_progress"),),
    "done": (("started_at", events.TASK_STARTED, "in_progress"), ("completed_at", events.TASK_COMPLETED, "done")),
    "cancelled": (("cancelled_at", events.TASK_CANCELLED, "cancelled"),),
}
#: So long ago somebody was told; and so long ago what needs no doing was read by the staff.
_TOLD, _UNREAD = 8 * DAY, 2 * DAY
_TO_DO = frozenset({"task.assigned", "appointment.requested", "appointment.cancelled_by_patient"})


@dataclass
class Desk:
    """Fills one clinic's."""

    schedule: Schedule

    def __post_init__(self) -> None:
        self.shelf, self.people, self.clinic = self.schedule.shelf, self.schedule.people, self.schedule.clinic
        self.pick = self.shelf.rng("desk")
        self.desk = self.people.one(Role.RECEPTIONIST)
        #: Yesterday when the doors closed.
        self.evening = self.shelf.as_of - self.shelf.as_of % DAY - 8 * HOUR

    def fill(self) -> None:
        self._services()
        self._waitlist()
        self._tasks()

    def _services(self) -> None:
        for number, (category, name, minutes, price) in enumerate(_SERVICES, start=1):
            self.shelf.add(
                Procedure, category=category, category_key=fold(category), name=name, name_key=fold(name),
                display_number=number, duration_minutes=minutes, price=Decimal(round(float(price) * self.clinic.price)),
                disclaimer="May be sensitive to cold for some days." if category == "Restoration" else None,
                active=minutes is not None,
            )  # fmt: skip

    # --- the waiting list ---

    def _waitlist(self) -> None:
        chairs, today = self.schedule.chairs, self.schedule.today
        for number, (status, priority, part, notes) in enumerate(_WAITING):
            at = self.evening - (2 * number + 1) * DAY - number * 17 * MINUTE
            patient = self.people.somebody(self.pick, at, at + 900 * DAY, set())
            chair, kind = chairs[number % len(chairs)], self.schedule.types[number % len(self.schedule.types)]
            entry = self.shelf.add(
                WaitlistEntry, at, patient_id=patient["id"], doctor_id=chair.id if number % 2 else None,
                type_id=kind["id"], earliest_date=today if number % 3 else None,
                day_part=part.value, priority=priority.value, status=WaitlistStatus.WAITING.value, notes=notes,
            )  # fmt: skip
            self.shelf.tell(events.WAITLIST_JOINED, entry, at, self.desk.by)
            if status is not WaitlistStatus.WAITING:
                self._change(entry, status, patient, at + 3 * HOUR)

    def _change(self, entry: Row, status: WaitlistStatus, patient: Row, at: int) -> None:
        changed = ["status"]
        if status is WaitlistStatus.SCHEDULED:
            span = self._gap()
            if span is None:
                return
            chair, start = span
            plan = Plan(
                patient, chair.id, chair.room["id"], entry["type_id"], start, start + 30 * MINUTE, entry["notes"],
                source=AppointmentSource.WAITLIST,
            )  # fmt: skip
            entry["appointment_id"] = live(self.shelf, plan, [Step(at, self.desk.by, S.SCHEDULED)])["id"]
            changed.append("appointment_id")
        entry |= {"status": status.value, "row_version": 2, "updated_at": moment(at)}
        self.shelf.tell(events.WAITLIST_CHANGED, entry, at, self.desk.by, changed)

    def _gap(self) -> tuple[Any, int] | None:
        """The first half hour ahead that nobody has taken."""
        taken: dict[UUID, list[tuple[int, int]]] = {}
        rows: list[Any] = self.shelf.tables[Appointment].rows
        for row in rows:
            if row["starts_at"] > moment(self.shelf.as_of) and row["status"] not in (S.CANCELLED, S.NO_SHOW):
                span = int(row["starts_at"].timestamp()), int(row["ends_at"].timestamp())
                taken.setdefault(row["doctor_id"], []).append(span)
        for _, day in self.schedule.days():
            if day <= self.schedule.today:
                continue
            for chair in self.schedule.chairs:
                for start, end in self.schedule.spans(chair, day):
                    for at in range(start, end - 30 * MINUTE + 1, 15 * MINUTE):
                        if all(b <= at or at + 30 * MINUTE <= a for a, b in taken.get(chair.id, ())):
                            return chair, at
        return None

    # --- tasks ---

    def _tasks(self) -> None:
        for number, (kind, title, priority, author, assignee, due, status) in enumerate(_TASKS):
            made = (
                self.evening
                - number % 4 * DAY
                - number * 11 * MINUTE
                - (4 * DAY if status in ("done", "cancelled") else 0)
            )
            due_at = None if due is None else self.evening + DAY + due * DAY
            by, whose = self.people.one(author), self._whose(assignee, number)
            about = (
                self.people.somebody(self.pick, made, made + 900 * DAY, set())
                if kind in ("CALL_PATIENT", "LAB")
                else None
            )
            task = self.shelf.add(
                Task, made, task_type=kind, title=title, priority=priority, created_by_id=by.employee["id"],
                status="open", assigned_to_id=whose.employee["id"] if whose else None,
                due_at=None if due_at is None else moment(due_at),
                sort_at=moment(due_at or made), patient_id=about["id"] if about else None,
            )  # fmt: skip
            self.shelf.tell(events.TASK_CREATED, task, made, by.by)
            if whose is not None:
                self.shelf.tell(events.TASK_ASSIGNED, task, made, by.by, ("assigned_to_id",))
            self._move(task, status, made, whose or by)

    def _whose(self, role: Role | None, number: int) -> Staff | None:
        """Who of that role does it; doctors take turns."""
        members = [member for member in self.people.staff if member.person.role is role]
        return members[number % len(members)] if members else None

    def _move(self, task: Row, status: str, made: int, who: Staff) -> None:
        for number, (column, kind, after) in enumerate(_STEPS[status], start=1):
            at = made + number * 2 * HOUR
            task |= {column: moment(at), "status": after, "row_version": number + 1, "updated_at": moment(at)}
            self.shelf.tell(kind, task, at, who.by, (column, "status"))

    # --- notifications ---

    def tell(self) -> None:
        """Tell everybody what the rules would have told them of the last days; what is older was read."""
        members = list(self._members())
        patients = frozenset(m.membership_id for m in members if m.actor.role is Role.PATIENT)
        nothing = Choices({}, {})
        recent = self.shelf.as_of - _TOLD
        for entry in sorted(self.shelf.log):
            if entry.at < recent or entry.kind.name not in RULES_OF:
                continue
            happened = self._happened(entry)
            for member in members:
                telling = told(happened, patients, member, nothing)
                if telling is not None and Channel.IN_APP in telling.channels:
                    self._notify(entry, happened, member, telling.row.kind)
        for name in FOLLOWERS:
            # Whoever follows the log has dealt with all of it.
            self.shelf.add(FollowerPosition, self.shelf.as_of, name=name, seq=len(self.shelf.log))

    def _notify(self, entry: Entry, happened: Happened, member: Member, kind: str) -> None:
        staff = member.actor.role is not Role.PATIENT
        old = staff and kind not in _TO_DO and entry.at < self.shelf.as_of - _UNREAD
        at = min(entry.at + 1, self.shelf.as_of)
        read = moment(entry.at + 3 * HOUR) if old else None
        row = self.shelf.add(
            Notification, at, membership_id=member.membership_id, event_id=entry.id, kind=kind,
            subject_type=happened.subject_type, subject_id=happened.subject_id, patient_id=happened.patient_id,
            read_at=read, row_version=2 if old else 1,
        )  # fmt: skip
        self.shelf.tell(events.NOTIFICATION_RECEIVED, row, at, By(ActorKind.JOB))

    def _happened(self, entry: Entry) -> Happened:
        return Happened(
            entry.id, self.clinic.id, 0, entry.kind.name, moment(entry.at), entry.kind.subject.__name__,
            entry.subject_id, entry.patient_id, entry.membership_id, entry.employee_id, entry.by.kind.value,
            entry.by.account_id, entry.by.membership_id, None, REQUEST, entry.changed,
        )  # fmt: skip

    def _members(self) -> Iterator[Member]:
        """Everybody of the clinic as they would be signed in."""
        for member in self.people.staff:
            employee = member.employee["id"]
            yield self._member(
                member.by, member.person.role, OwnIds((), employee, (member.membership["id"],), member.by.account_id)
            )
        patients: dict[By, list[UUID]] = {}
        for patient, by in self.people.acts.items():
            patients.setdefault(by, []).append(patient)
        for by, own in patients.items():
            assert by.membership_id is not None  # noqa: S101  (for the type checker)
            yield self._member(by, Role.PATIENT, OwnIds(tuple(own), None, (by.membership_id,), by.account_id))

    def _member(self, by: By, role: Role, own: OwnIds) -> Member:
        actor = Actor(
            kind=ActorKind.USER, account_id=by.account_id, membership_id=by.membership_id, clinic_id=self.clinic.id,
            role=role, plan=self.clinic.plan, modules=default_modules(self.clinic.plan),
            grants=grants(role, self.clinic.plan, None, None), own=own,
        )  # fmt: skip
        assert by.membership_id is not None  # noqa: S101  (for the type checker)
        return Member(actor, by.membership_id, "")
