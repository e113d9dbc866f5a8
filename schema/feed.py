"""The event log and the access log in GraphQL."""

from __future__ import annotations

from uuid import UUID

from models import log as m
from models.identity import Membership
from permissions import ActorKind
from resolvers import feed
from schema.fields import computed, model_type, one, root


@model_type(Membership, face=True)
class StaffFace:
    """What any member of the clinic may know of a colleague."""

    columns = "id display_name role"


def summary(type: str, changed: list[str]) -> str:  # noqa: A002
    """In words, without names: `Patient updated: first name, last name`."""
    entity, _, happened = type.partition(".")
    words = f"{entity} {happened}".replace("_", " ")
    fields = ", ".join(name.replace("_", " ") for name in changed)
    return words[:1].upper() + words[1:] + (f": {fields}" if fields else "")


def by_platform(
    actor_kind: str, actor_account_id: UUID | None, actor_membership_id: UUID | None, impersonator_id: UUID | None
) -> bool:
    """Whether somebody of the platform did it: under another's name, or as superadmin inside the clinic."""
    outsider = actor_kind == ActorKind.USER and actor_account_id is not None and actor_membership_id is None
    return impersonator_id is not None or outsider


def read_by_platform(account_id: UUID | None, membership_id: UUID | None, impersonator_id: UUID | None) -> bool:
    """Whether somebody of the platform read it: under another's name, or as superadmin inside the clinic."""
    return impersonator_id is not None or (account_id is not None and membership_id is None)


@model_type(m.Event)
class Event:
    """One thing that happened. `changed` names fields, never their values."""

    columns = (
        "id seq type at subject_type subject_id patient_id membership_id employee_id actor_kind actor_account_id"
        " actor_membership_id impersonator_id changed platform_name reason"
    )
    actor = one(Membership, "actor_membership_id", face="StaffFace", doc="The member who did it, if it was one.")
    summary = computed(summary, needs=("type", "changed"))
    by_platform = computed(
        by_platform, needs=("actor_kind", "actor_account_id", "actor_membership_id", "impersonator_id")
    )


@model_type(m.AccessRecord)
class AccessRecord:
    """One read of patients' records: who, by which operation, whose."""

    columns = (
        "id created_at account_id membership_id impersonator_id platform_name reason role operation subject_type"
        " subject_ids rows_read request_id"
    )
    member = one(Membership, "membership_id", face="StaffFace", doc="The member who read it, if it was one.")
    by_platform = computed(read_by_platform, needs=("account_id", "membership_id", "impersonator_id"))


root("clinicEvents", feed.clinic_events)
root("lastEvent", feed.last_event)
root("auditLogs", feed.audit_logs)
root("accessLog", feed.access_log)
root("activity", feed.activity)
root("patientTimeline", feed.patient_timeline)
