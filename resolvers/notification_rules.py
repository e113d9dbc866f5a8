"""Who is told of what: one row for each kind of notification. Everything else follows from this table.

A row names a type of event, the kind of notification it makes, and the audiences it may be told to, each with the
channels that are on until the clinic or the member decides otherwise. Whoever may not know of the event itself
(models/log, `reaches`) is not told, whatever stands here; nor is whoever did it. A kind is told without a word of what
was recorded: it names the subject, and texts are made where they are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from events import types as events
from events.follow import Happened
from models.log import EventType
from models.notifications import NotificationAudience as Audience
from models.notifications import NotificationChannel as Channel
from permissions import Actor, ActorKind, Permission, Role

Channels = frozenset[Channel]

BOTH: Channels = frozenset(Channel)
APP: Channels = frozenset({Channel.IN_APP})
OFF: Channels = frozenset()

A = Audience


class Side(StrEnum):
    """Whose doing an event was."""

    CLINIC = "clinic"
    PATIENT = "patient"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. `says` is all that a mail about it says; `by` narrows it to what one side did; `holding` is the key
    whose holders are meant by the audience of that name."""

    event: EventType
    kind: str
    says: str
    tell: Mapping[Audience, Channels]
    by: Side | None = None
    holding: Permission | None = None


def rule(
    event: EventType,
    says: str,
    tell: Mapping[Audience, Channels],
    *,
    kind: str | None = None,
    by: Side | None = None,
    holding: Permission | None = None,
) -> Rule:
    """A row; the kind is the event's name unless it says otherwise."""
    if (holding is not None) is not (A.HOLDERS in tell):
        raise TypeError(f"{event.name}: the audience of holders goes with the key they hold")
    return Rule(event, kind or event.name, says, MappingProxyType(dict(tell)), by, holding)


RULES: tuple[Rule, ...] = (
    rule(
        events.APPOINTMENT_BOOKED,
        "An appointment was requested.",
        {A.PATIENT: APP, A.ASSIGNED: BOTH, A.STAFF: APP, A.ADMINS: OFF},
        kind="appointment.requested",
        by=Side.PATIENT,
    ),
    rule(
        events.APPOINTMENT_BOOKED,
        "An appointment was booked.",
        {A.PATIENT: BOTH, A.ASSIGNED: BOTH, A.STAFF: APP, A.ADMINS: OFF},
        by=Side.CLINIC,
    ),
    rule(
        events.APPOINTMENT_SCHEDULED,
        "An appointment was agreed to.",
        {A.PATIENT: BOTH, A.ASSIGNED: APP, A.STAFF: OFF, A.ADMINS: OFF},
    ),
    rule(
        events.APPOINTMENT_RESCHEDULED,
        "An appointment was moved.",
        {A.PATIENT: BOTH, A.ASSIGNED: BOTH, A.STAFF: APP, A.ADMINS: OFF},
    ),
    rule(events.APPOINTMENT_REASSIGNED, "An appointment of yours went to somebody else.", {A.ASSIGNED: BOTH}),
    rule(
        events.APPOINTMENT_CONFIRMED,
        "A patient confirmed an appointment.",
        {A.ASSIGNED: APP, A.STAFF: APP, A.ADMINS: OFF},
        by=Side.PATIENT,
    ),
    rule(
        events.APPOINTMENT_CANCELLED,
        "A patient cancelled an appointment.",
        {A.ASSIGNED: BOTH, A.STAFF: BOTH, A.ADMINS: OFF},
        kind="appointment.cancelled_by_patient",
        by=Side.PATIENT,
    ),
    rule(
        events.APPOINTMENT_CANCELLED,
        "An appointment was cancelled.",
        {A.PATIENT: BOTH, A.ASSIGNED: BOTH, A.STAFF: APP, A.ADMINS: OFF},
        by=Side.CLINIC,
    ),
    rule(
        events.APPOINTMENT_MISSED,
        "A patient did not come.",
        {A.ASSIGNED: APP, A.STAFF: OFF, A.ADMINS: OFF},
    ),
    rule(
        events.PATIENT_UPDATED,
        "A patient changed how they can be reached.",
        {A.STAFF: APP, A.ADMINS: OFF},
        by=Side.PATIENT,
    ),
    rule(
        events.MEDICAL_HISTORY_UPDATED,
        "A patient filled in a form.",
        {A.HOLDERS: APP},
        by=Side.PATIENT,
        holding=Permission.PATIENTS_VIEW_MEDICAL_HISTORY,
    ),
    rule(events.PATIENT_LINKED, "An account was linked to your record.", {A.PATIENT: BOTH}),
    rule(events.GUARDIAN_ADDED, "Somebody else may act for you.", {A.PATIENT: BOTH}),
    rule(events.GUARDIAN_ENDED, "Somebody may no longer act for you.", {A.PATIENT: BOTH}),
    rule(events.MEMBERSHIP_OVERRIDES_CHANGED, "Your permissions were changed.", {A.CONCERNED: BOTH}),
    rule(events.ROLE_TEMPLATE_CHANGED, "The permissions of a role were changed.", {A.ADMINS: APP}),
    rule(events.ROLE_TEMPLATE_RESET, "The permissions of a role were reset.", {A.ADMINS: APP}),
    rule(events.CLINIC_MODULE_CHANGED, "A module was switched on or off.", {A.ADMINS: APP}),
    rule(events.TASK_ASSIGNED, "A task was given to you.", {A.ASSIGNED: BOTH}),
    rule(events.JOB_FAILED, "A task of the system failed.", {A.ADMINS: APP}),
)


def _by_event() -> Mapping[str, tuple[Rule, ...]]:
    found: dict[str, tuple[Rule, ...]] = {}
    for row in RULES:
        found[row.event.name] = (*found.get(row.event.name, ()), row)
    return MappingProxyType(found)


#: The rows of each type of event.
RULES_OF: Mapping[str, tuple[Rule, ...]] = _by_event()
#: The row of each kind.
KINDS: Mapping[str, Rule] = MappingProxyType({row.kind: row for row in RULES})
if len(KINDS) != len(RULES):
    raise TypeError("Two rules make the same kind of notification")


def may_belong(row: Rule, audience: Audience, who: Actor) -> bool:
    """Whether somebody (an actor as they would be signed in now) can ever be told of this kind in that capacity."""
    match audience:
        case Audience.PATIENT:
            return bool(who.own.patients)
        case Audience.ASSIGNED:
            return who.own.employee is not None
        case Audience.STAFF:
            return who.role is Role.RECEPTIONIST
        case Audience.ADMINS:
            return who.role in (Role.ADMIN, Role.MANAGER)
        case Audience.HOLDERS:
            # Patients hold some keys for their own records: those are told as patients.
            return who.role is not Role.PATIENT and row.holding is not None and who.scope(row.holding) is not None
        case Audience.CONCERNED:
            return True


def belongs(row: Rule, audience: Audience, who: Actor, event: Happened) -> bool:
    """Whether somebody belongs to that audience of this very event."""
    match audience:
        case Audience.PATIENT:
            return event.patient_id in who.own.patients
        case Audience.ASSIGNED:
            return event.employee_id is not None and event.employee_id == who.own.employee
        case Audience.CONCERNED:
            return event.membership_id is not None and event.membership_id == who.membership_id
        case _:
            return may_belong(row, audience, who)


def side(event: Happened, patients: frozenset[UUID]) -> Side:
    """Whose doing it was; `patients` are the memberships of patients. Links in mails are for patients, too."""
    by_link = event.actor_kind == ActorKind.SHARE_LINK
    return Side.PATIENT if by_link or event.actor_membership_id in patients else Side.CLINIC


@dataclass(frozen=True, slots=True)
class Choices:
    """What the clinic and its members decided: cells of the matrix, and wishes of memberships."""

    cells: Mapping[tuple[str, Audience, Channel], bool]
    wishes: Mapping[tuple[UUID, str, Channel], bool]

    def silenced(self, row: Rule, audiences: Iterable[Audience], channel: Channel) -> bool:
        """Whether the clinic switched it off for every capacity that somebody has: no wish changes that."""
        return all(self.cells.get((row.kind, audience, channel)) is False for audience in audiences)

    def on(self, row: Rule, audience: Audience, channel: Channel) -> bool:
        """What the clinic has for an audience: its own cell, or else the rule's."""
        return self.cells.get((row.kind, audience, channel), channel in row.tell[audience])

    def wanted(self, row: Rule, audiences: Sequence[Audience], membership: UUID, channel: Channel) -> bool:
        """Whether a member in these capacities is told by a channel: a wish counts unless the clinic silenced it."""
        if not audiences or self.silenced(row, audiences, channel):
            return False
        wish = self.wishes.get((membership, row.kind, channel))
        return wish if wish is not None else any(self.on(row, audience, channel) for audience in audiences)
