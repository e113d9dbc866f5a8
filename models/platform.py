"""What the platform's people may know of all clinics: views with their columns picked, and nothing of health.

They are no tables: Tortoise does not know them, a migration makes them from the texts here. A clinic that was deleted
is in none of them but the history. Of patients there is the bare place in a clinic: no name, no address.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from core.predicates import Column
from models.base import PlatformView
from models.clinics import ClinicStatus
from models.columns import choice, created, foreign_id, integer, json, moment, text
from models.identity import MembershipStatus
from permissions import Plan, Role


class PlatformClinic(PlatformView):
    """A clinic as the platform's console lists it."""

    view = """
SELECT c.id, c.name, lower(c.name) AS name_key, c.plan, c.status, c.trial_ends_at, c.timezone, c.currency, c.country,
       c.row_version, c.created_at,
       (SELECT count(*) FROM membership m
         WHERE m.clinic_id = c.id AND m.status = 'active')::int AS member_count,
       (SELECT count(*) FROM membership m
         WHERE m.clinic_id = c.id AND m.status = 'active' AND m.role <> 'patient')::int AS staff_count
  FROM clinic c WHERE c.status <> 'deleted'"""

    name: Column[str] = text(128)
    name_key: Column[str] = text(128, doc="The name in lower case: what is searched and sorted.")
    plan: Column[Plan] = choice(Plan)
    status: Column[ClinicStatus] = choice(ClinicStatus)
    trial_ends_at: Column[dt.datetime | None] = moment()
    timezone: Column[str] = text(64)
    currency: Column[str] = text(3)
    country: Column[str] = text(2)
    row_version: Column[int] = integer()
    created_at: Column[dt.datetime] = created()
    member_count: Column[int] = integer(doc="Who can sign in there, patients too.")
    staff_count: Column[int] = integer(doc="Who can sign in there and works there.")

    class Meta:
        table = "platform_clinic"


class PlatformAssignment(PlatformView):
    """Somebody's place in a clinic: account, clinic and role. Only who works there has a name and an address here."""

    view = """
SELECT m.id, m.account_id, m.clinic_id, c.name AS clinic_name, lower(c.name) AS clinic_key, m.role, m.status,
       m.created_at, CASE WHEN m.role <> 'patient' THEN m.display_name END AS display_name,
       CASE WHEN m.role <> 'patient' THEN a.email END AS email,
       CASE WHEN m.role <> 'patient' THEN lower(m.display_name || ' ' || a.email_lower) END AS search_key
  FROM membership m JOIN clinic c ON c.id = m.clinic_id JOIN account a ON a.id = m.account_id
 WHERE c.status <> 'deleted'"""

    account_id: Column[UUID] = foreign_id()
    clinic_id: Column[UUID] = foreign_id()
    clinic_name: Column[str] = text(128)
    clinic_key: Column[str] = text(128)
    role: Column[Role] = choice(Role)
    status: Column[MembershipStatus] = choice(MembershipStatus)
    created_at: Column[dt.datetime] = created()
    display_name: Column[str | None] = text(120, null=True, doc="Null for a patient.")  # type: ignore[assignment]
    email: Column[str | None] = text(254, null=True, doc="Null for a patient.")  # type: ignore[assignment]
    search_key: Column[str | None] = text(400, null=True)  # type: ignore[assignment]

    class Meta:
        table = "platform_assignment"


class PlatformDeletion(PlatformView):
    """A clinic that was deleted: by whom, why, when and what it held, and what became of it."""

    view = """
SELECT d.id, d.clinic_id, d.clinic_name, lower(d.clinic_name) AS clinic_key, d.plan, d.clinic_since, d.created_at,
       d.deleted_by, d.deleted_by_name, d.reason, d.request_id, d.counts, d.erase_after, d.restored_at,
       d.erased_at
  FROM clinic_deletion d"""

    clinic_id: Column[UUID] = foreign_id()
    clinic_name: Column[str] = text(128)
    clinic_key: Column[str] = text(128)
    plan: Column[Plan] = choice(Plan)
    clinic_since: Column[dt.datetime] = moment(null=False)  # type: ignore[assignment]
    created_at: Column[dt.datetime] = created()
    deleted_by: Column[UUID] = foreign_id()
    deleted_by_name: Column[str] = text(120)
    reason: Column[str] = text(200)
    request_id: Column[str] = text(64)
    counts: Column[Any] = json(doc="How many rows of what it held when it was deleted.")
    erase_after: Column[dt.datetime] = moment(null=False)  # type: ignore[assignment]
    restored_at: Column[dt.datetime | None] = moment()
    erased_at: Column[dt.datetime | None] = moment()

    class Meta:
        table = "platform_deletion"
