"""Telling members what happened: the follower of the log that makes notifications and mails by the rules' table.

It runs in the transaction that moves its position (operation/followers): an event is told once, whatever dies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.settings import Settings
from events import types as events
from events.follow import Happened
from models.log import OutgoingMail, reaches
from models.notifications import Notification
from models.notifications import NotificationAudience as Audience
from models.notifications import NotificationChannel as Channel
from operation.context import Context
from operation.followers import follower
from operation.rights import grants
from permissions import Actor, ActorKind, OwnIds, Role
from resolvers.mail import send_mail
from resolvers.notification_rules import RULES, RULES_OF, Choices, Rule, belongs, side


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who may have to be told, as they would be signed in now."""

    actor: Actor
    membership_id: UUID
    email: str


@dataclass(frozen=True, slots=True)
class Telling:
    """One event told to one member."""

    event: Happened
    row: Rule
    member: Member
    channels: frozenset[Channel]


@follower("notifications", (row.event for row in RULES))
async def notify(ctx: Context, happened: Sequence[Happened]) -> None:
    """Tell whoever the rules name, may know of it, did not do it, and wants to hear of it."""
    living = await _living(ctx, {event.patient_id for event in happened if event.patient_id is not None})
    concerned = [event for event in happened if event.patient_id is None or event.patient_id in living]
    members = await _members(ctx, living)
    if not concerned or not members:
        return
    choices = await read_choices(ctx, [member.membership_id for member in members])
    patients = frozenset(member.membership_id for member in members if member.actor.role is Role.PATIENT)
    tellings = [
        telling
        for event in concerned
        for member in members
        if (telling := told(event, patients, member, choices)) is not None
    ]
    await _store(ctx, tellings)
    await _mail(ctx, tellings)


def told(event: Happened, patients: frozenset[UUID], member: Member, choices: Choices) -> Telling | None:
    """What a member is told of an event: by the first of its rules that tells them anything, never twice. `patients`
    are the memberships of patients."""
    by = side(event, patients)
    rows = (row for row in RULES_OF[event.type] if row.by in (None, by))
    found = (_telling(event, row, member, choices) for row in rows)
    return next((telling for telling in found if telling is not None), None)


def _telling(event: Happened, row: Rule, member: Member, choices: Choices) -> Telling | None:
    """What a member is told of an event by a rule, if anything."""
    who = member.actor
    audiences = [audience for audience in row.tell if belongs(row, audience, who, event)]
    if not audiences or _own_act(event, who) or not reaches(event, who):
        return None
    channels = frozenset(c for c in Channel if choices.wanted(row, audiences, member.membership_id, c))
    return Telling(event, row, member, channels) if channels else None


def _own_act(event: Happened, who: Actor) -> bool:
    """Whether somebody did it. What was done under one's name by somebody else is news, and so is what a job did."""
    by_hand = event.actor_kind == ActorKind.USER and event.impersonator_id is None
    return by_hand and event.actor_account_id == who.account_id


async def _living(ctx: Context, patients: set[UUID]) -> list[UUID]:
    """Those that were not erased, kept from being erased meanwhile: nothing may be told of one who was."""
    if not patients:
        return []
    rows = await ctx.db.fetch(
        "SELECT id FROM patient WHERE clinic_id = $1 AND id = ANY($2::uuid[]) AND erased_at IS NULL"
        " ORDER BY id FOR KEY SHARE",
        ctx.clinic.id,
        sorted(patients),
    )
    return [row["id"] for row in rows]


async def _members(ctx: Context, patients: list[UUID]) -> list[Member]:
    return [_member(ctx, row) for row in await ctx.db.fetch("SELECT * FROM door_members($1)", patients)]


def _member(ctx: Context, row: Any) -> Member:
    role, clinic = Role(row["role"]), ctx.clinic
    actor = Actor(
        kind=ActorKind.USER,
        account_id=row["account_id"],
        membership_id=row["membership_id"],
        clinic_id=clinic.id,
        role=role,
        plan=clinic.plan,
        modules=ctx.actor.modules,
        grants=grants(role, clinic.plan, row["template"], row["overrides"]),
        own=OwnIds(
            patients=tuple(row["patients"]),
            employee=row["employee"],
            memberships=(row["membership_id"],),
            account=row["account_id"],
        ),
    )
    return Member(actor, row["membership_id"], row["email"])


async def read_choices(ctx: Context, memberships: Sequence[UUID]) -> Choices:
    """The clinic's matrix and these members' wishes, on the command's connection."""
    cells = await ctx.db.fetch(
        "SELECT kind, audience, channel, enabled FROM notification_setting WHERE clinic_id = $1", ctx.clinic.id
    )
    wishes = await ctx.db.fetch(
        "SELECT membership_id, kind, channel, enabled FROM notification_preference"
        " WHERE clinic_id = $1 AND membership_id = ANY($2::uuid[])",
        ctx.clinic.id,
        list(memberships),
    )
    return choices_of(cells, wishes)


def choices_of(cells: Sequence[Any], wishes: Sequence[Any]) -> Choices:
    """Choices of the rows that hold them."""
    return Choices(
        {(r["kind"], Audience(r["audience"]), Channel(r["channel"])): r["enabled"] for r in cells},
        {(r["membership_id"], r["kind"], Channel(r["channel"])): r["enabled"] for r in wishes},
    )


# --- the application ------------------------------------------------------------------------------------------------

#: The clock, not the transaction's beginning: what is stored later is newer (`markAllNotificationsRead` counts on it).
_INSERT = """
INSERT INTO notification (id, clinic_id, row_version, created_at, updated_at, membership_id, event_id, kind,
                          subject_type, subject_id, patient_id)
SELECT n.id, $1, 1, clock_timestamp(), clock_timestamp(), n.membership_id, n.event_id, n.kind, n.subject_type,
       n.subject_id, n.patient_id
  FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::uuid[], $8::uuid[])
       AS n(id, membership_id, event_id, kind, subject_type, subject_id, patient_id)
ON CONFLICT (clinic_id, event_id, membership_id) DO NOTHING RETURNING id
"""


async def _store(ctx: Context, tellings: Sequence[Telling]) -> None:
    """Notifications in one statement, and for each that is new an event: the live feed is the log's."""
    drafts = [
        ctx.draft(
            Notification,
            membership_id=told.member.membership_id,
            event_id=told.event.id,
            kind=told.row.kind,
            subject_type=told.event.subject_type,
            subject_id=told.event.subject_id,
            patient_id=told.event.patient_id,
        )
        for told in tellings
        if Channel.IN_APP in told.channels
    ]
    if not drafts:
        return
    names = ("id", "membership_id", "event_id", "kind", "subject_type", "subject_id", "patient_id")
    columns = [[getattr(draft, name) for draft in drafts] for name in names]
    stored = {row["id"] for row in await ctx.db.fetch(_INSERT, ctx.clinic.id, *columns)}
    for draft in drafts:
        if draft.id in stored:
            ctx.emit(events.NOTIFICATION_RECEIVED, draft)


# --- mail -----------------------------------------------------------------------------------------------------------


async def _mail(ctx: Context, tellings: Sequence[Telling]) -> None:
    """Mails that say what kind of thing happened and nothing more; none where no mail server is set."""
    settings: Settings = ctx.runtime.services["settings"]
    if settings.smtp_url is None:
        return
    for told in tellings:
        if Channel.EMAIL in told.channels:
            mail = await ctx.add(
                OutgoingMail,
                template="notification",
                kind=told.row.kind,
                recipient=told.member.email,
                patient_id=told.event.patient_id,
            )
            await ctx.enqueue(send_mail.name, mail_id=mail.id)
