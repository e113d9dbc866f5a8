"""What happened (events, per clinic and of the platform), who read what, and what is kept for replay."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from core.predicates import Column, Predicate, either
from models.base import ClinicModel, PlatformModel
from models.columns import big_integer, foreign_id, json, long_text, moment, text, texts
from models.erasure import Keep, Wipe
from models.merging import Move, Stay, Told
from models.visibility import Computed, Nobody, See, reach
from permissions import Actor, Own, Permission, Role, Scope, any_of, key, role


@dataclass(frozen=True)
class EventType:
    """One kind of event: `entity.past_tense`, whose visibility it takes, and how to find its owner.

    `owners` maps the kinds of own ids of the subject's visibility to the event's own columns, so that "own"
    can be decided on the event alone, in SQL and in memory, also when the subject is gone. `sources` maps them to the
    subject's columns that these are copied from. A `quiet` one is what the house says of itself (that somebody was
    told): it is in the log like any other, but nobody hears of it without asking for its type.
    """

    name: str
    subject: type[ClinicModel]
    owners: dict[Own, str] = field(default_factory=dict)
    timeline: bool = False
    sources: dict[Own, str] = field(default_factory=dict)
    quiet: bool = False


#: Every declared type by name (`events/types` fills it).
EVENT_TYPES: dict[str, EventType] = {}


def audience(kind: EventType, actor: Actor) -> tuple[bool, frozenset[Own]]:
    """(sees every such event, kinds of own ids by which single events are seen); (False, ∅) sees none."""
    owners: set[Own] = set()
    for line in kind.subject.visibility:
        if not isinstance(line, See) or line.where is not None:
            continue
        match reach(line, actor):
            case Scope.ALL:
                return True, frozenset()
            case Scope.OWN:
                owners.update(own for own in line.own.values() if own in kind.owners)
    return False, frozenset(owners)


class Occurrence(Protocol):
    """The part of an event that decides who may know of it."""

    @property
    def clinic_id(self) -> UUID: ...
    @property
    def type(self) -> str: ...


def reaches(event: Occurrence, actor: Actor) -> bool:
    """Whether an event is the actor's to know, decided on the event alone: what `ctx.rows(Event)` decides in SQL."""
    kind = EVENT_TYPES.get(event.type)
    if kind is None or event.clinic_id != actor.clinic_id or not EVENT_READERS.verdict(actor).allowed:
        return False
    everyone, owners = audience(kind, actor)
    return everyone or any(getattr(event, kind.owners[own]) in actor.own.ids(own) for own in owners)


def _scope(actor: Actor) -> Predicate:
    everything: list[str] = []
    #: Kinds of which single events are seen, by the kind of own id and the event's column that decide it.
    single: dict[tuple[Own, str], list[str]] = {}
    for kind in EVENT_TYPES.values():
        every_one, owners = audience(kind, actor)
        if every_one:
            everything.append(kind.name)
            continue
        for own in owners:
            single.setdefault((own, kind.owners[own]), []).append(kind.name)
    parts = [
        Event.type.in_(names) & Event.columns[column].in_(ids)
        for (own, column), names in sorted(single.items())
        if (ids := actor.own.ids(own))
    ]
    if everything:
        parts.insert(0, Event.type.in_(everything))
    return either(parts)


#: Whoever reads events at all; each event is checked again by its type.
EVENT_READERS = role(Role.ADMIN, Role.MANAGER, Role.DOCTOR, Role.RECEPTIONIST, Role.PATIENT) | any_of(
    Permission.AUDIT_ACTIVITY_VIEW, Permission.AUDIT_LOGS_VIEW
)


#: Who reads why somebody of the platform acted.
AUDITORS = key(Permission.AUDIT_LOGS_VIEW)


class EventHead(ClinicModel):
    """The last event number of a clinic; locked last in every transaction that emits.

    A sealed log takes no event behind its last one: so a command that was under way when its clinic was deleted is
    undone as a whole.
    """

    visibility = (Nobody("the mechanism numbers events with it"),)
    unique = (("clinic_id",),)
    constraints = ("CONSTRAINT ck_event_head_sealed CHECK (sealed_after IS NULL OR seq <= sealed_after)",)

    seq: Column[int] = big_integer(default=0)
    sealed_after: Column[int | None] = big_integer(null=True)  # type: ignore[assignment]

    class Meta:
        table = "event_head"


class Event(ClinicModel):
    """One thing that happened in a clinic. `changed` holds names of columns, never their values."""

    erasure = Keep("says what happened and to which row, never what was in it")
    merging = Stay("is never rewritten; the timeline of the kept patient shows the duplicate's too")
    record = Told(("seq", "actor_account_id", "actor_membership_id", "impersonator_id", "request_id"))
    visibility = (Computed(EVENT_READERS, _scope),)
    unique = (("clinic_id", "seq"),)
    indexes = (
        "clinic_id, subject_id, seq",
        "clinic_id, patient_id, seq",
        "clinic_id, actor_account_id, seq",
    )
    # Most events are about no employee's own rows.
    extra = (
        'CREATE INDEX ix_event_employee_id_seq ON "event" (clinic_id, employee_id, seq) WHERE employee_id IS NOT NULL;',
    )
    rights = "SELECT, INSERT"

    seq: Column[int] = big_integer(doc="Gap-free within the clinic.")
    type: Column[str] = text(64, doc="`entity.past_tense`.")
    at: Column[dt.datetime] = moment(null=False)  # type: ignore[assignment]
    subject_type: Column[str] = text(64)
    subject_id: Column[UUID] = foreign_id()
    patient_id: Column[UUID] = foreign_id(null=True)
    membership_id: Column[UUID] = foreign_id(null=True)
    employee_id: Column[UUID] = foreign_id(null=True)
    actor_kind: Column[str] = text(16)
    actor_account_id: Column[UUID] = foreign_id(null=True)
    actor_membership_id: Column[UUID] = foreign_id(null=True)
    impersonator_id: Column[UUID] = foreign_id(null=True)
    platform_name: Column[str | None] = text(  # type: ignore[assignment]
        120, null=True, guard=AUDITORS, doc="Who of the platform did it under the own name."
    )
    reason: Column[str | None] = text(  # type: ignore[assignment]
        200, null=True, guard=AUDITORS, doc="What the platform's person gave as the reason."
    )
    request_id: Column[str] = text(64)
    changed: Column[list[str]] = texts(doc="Names of the changed fields.")

    class Meta:
        table = "event"


class FollowerPosition(ClinicModel):
    """How far a follower of the log (operation/followers) has come in this clinic; locked while it works."""

    visibility = (Nobody("the mechanism resumes with it"),)
    unique = (("clinic_id", "name"),)

    name: Column[str] = text(64)
    seq: Column[int] = big_integer(default=0, doc="Of the last event that was dealt with.")

    class Meta:
        table = "follower_position"


class PlatformEventHead(PlatformModel):
    """The last event number of the platform stream (one row)."""

    seq: Column[int] = big_integer(default=0)

    class Meta:
        table = "platform_event_head"


class PlatformEvent(PlatformModel):
    """A change of a user, a session or a plan: every process drops what it cached of that account or clinic."""

    unique = (("seq",),)

    seq: Column[int] = big_integer()
    type: Column[str] = text(64)
    account_id: Column[UUID] = foreign_id(null=True)
    clinic_id: Column[UUID] = foreign_id(null=True)
    session_id: Column[UUID] = foreign_id(null=True)

    class Meta:
        table = "platform_event"


class AccessRecord(ClinicModel):
    """A read of patients' data: who, by which operation, whose. Read only by the audit, never changed."""

    visibility = (See(key(Permission.AUDIT_LOGS_VIEW)),)
    indexes = ("clinic_id, created_at, id", "clinic_id, account_id, created_at")
    rights = "SELECT, INSERT"

    account_id: Column[UUID] = foreign_id(null=True)
    membership_id: Column[UUID] = foreign_id(null=True)
    impersonator_id: Column[UUID] = foreign_id(null=True)
    platform_name: Column[str | None] = text(  # type: ignore[assignment]
        120, null=True, doc="Who of the platform read it under the own name."
    )
    reason: Column[str | None] = text(  # type: ignore[assignment]
        200, null=True, doc="What the platform's person gave as the reason."
    )
    role: Column[str] = text(16)
    operation: Column[str] = text(80)
    subject_type: Column[str] = text(64)
    subject_ids: Column[list[str]] = texts()
    rows_read: Column[int] = big_integer(default=0)
    request_id: Column[str] = text(64)

    class Meta:
        table = "access_record"


class PlatformAccess(PlatformModel):
    """A superadmin ran an operation, reading or writing: who, which, in which clinic if one was named, and why.

    Written before it runs, so that nothing is read unrecorded; appended through a door, never changed.
    """

    indexes = ("created_at, id", "account_id, created_at", "clinic_id, created_at")

    account_id: Column[UUID] = foreign_id()
    session_id: Column[UUID] = foreign_id(null=True)
    clinic_id: Column[UUID] = foreign_id(null=True)
    operation: Column[str] = text(80)
    reason: Column[str] = text(200)
    request_id: Column[str] = text(64)

    class Meta:
        table = "platform_access"


class IdempotencyRecord(ClinicModel):
    """The id a command returned for an `Idempotency-Key`; a replay reads the row again under today's rights."""

    visibility = (Nobody("the mechanism replays with it"),)
    unique = (("clinic_id", "actor_key", "key_hash"),)
    indexes = ("expires_at",)
    rights = "SELECT, INSERT, UPDATE, DELETE"

    actor_key: Column[str] = text(64)
    key_hash: Column[str] = text(64)
    operation: Column[str] = text(80)
    body_hash: Column[str] = text(64)
    result_id: Column[UUID] = foreign_id(null=True)
    result: Column[Any] = json(null=True, doc="A plain result without health data (counts, flags).")
    expires_at: Column[dt.datetime] = moment(null=False)  # type: ignore[assignment]

    class Meta:
        table = "idempotency_record"


class OutgoingMail(ClinicModel):
    """A mail to be sent by the worker: the template and the ids it is rendered from, never its text."""

    erasure = Wipe({"recipient": "''", "state": "CASE state WHEN 'queued' THEN 'cancelled' ELSE state END"})
    merging = Move(loose=True)
    record = Told(("failure",))
    visibility = (See(key(Permission.SETTINGS_EMAIL_TEMPLATES_VIEW)),)
    indexes = ("clinic_id, created_at",)

    template: Column[str] = text(64)
    kind: Column[str | None] = text(64, null=True, doc="What a notification tells of.")  # type: ignore[assignment]
    recipient: Column[str] = text(254)
    patient_id: Column[UUID] = foreign_id(null=True)
    subject_id: Column[UUID] = foreign_id(null=True, doc="The row it is about, where the template wants one.")
    state: Column[str] = text(16, default="queued")
    sent_at: Column[dt.datetime | None] = moment()
    failure: Column[str | None] = long_text()

    class Meta:
        table = "outgoing_mail"
