"""Identity: accounts are people's, memberships are clinics'.

Accounts, sessions and tokens belong to the platform: the application login has no right on these tables and
reaches them only through the SECURITY DEFINER doors of `models/doors.py`. A membership is a clinic's row.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any
from uuid import UUID

from core.predicates import Column
from models.base import ClinicModel, PlatformModel
from models.columns import boolean, choice, foreign_id, json, moment, text
from models.visibility import see
from permissions import Own, Permission, Role, SessionKind, session


class MembershipStatus(StrEnum):
    """A closed one ended with its clinic."""

    ACTIVE = "active"
    DISABLED = "disabled"
    CLOSED = "closed"


class Account(PlatformModel):
    """A person who signs in. E-mail is unique over all clinics; user names are memberships'."""

    unique = (("email_lower",),)

    email: Column[str] = text(254)
    email_lower: Column[str] = text(254)
    display_name: Column[str] = text(120)
    password_hash: Column[str | None] = text(200, null=True)  # type: ignore[assignment]
    is_superadmin: Column[bool] = boolean()
    disabled_at: Column[dt.datetime | None] = moment()
    last_clinic_id: Column[UUID] = foreign_id(null=True)

    class Meta:
        table = "account"


class Membership(ClinicModel):
    """A person's place in a clinic: role, user name there, personal overrides of the role's rights."""

    # The own membership is named by its id too: so an event about it is known for one's own from the event alone.
    visibility = (
        see(Permission.SETTINGS_STAFF_VIEW),
        see(session(), own={"account_id": Own.ACCOUNT, "id": Own.MEMBERSHIP}),
    )
    face = ("id", "display_name", "role")
    unique = (("clinic_id", "account_id"), ("clinic_id", "username_lower"))
    #: Signing in looks for a user name in all clinics.
    indexes = ("username_lower",)
    # What has an @ is an e-mail: nobody takes another's address as a user name.
    constraints = ("CONSTRAINT ck_membership_username_lower CHECK (strpos(username_lower, '@') = 0)",)

    account_id: Column[UUID] = foreign_id()
    role: Column[Role] = choice(Role)
    username: Column[str] = text(64)
    username_lower: Column[str] = text(64)
    display_name: Column[str] = text(120)
    status: Column[MembershipStatus] = choice(MembershipStatus, default=MembershipStatus.ACTIVE)
    overrides: Column[Any] = json(doc="Personal changes to the role's rights.")

    class Meta:
        table = "membership"


class Session(PlatformModel):
    """A signed-in device. Its kind, fixed at sign-in, decides its dialect and how it refreshes.

    Tokens are kept as SHA-256 only. `access_hash` is the one live access token of the session.
    """

    unique = (("access_hash",),)
    indexes = ("account_id",)

    account_id: Column[UUID] = foreign_id()
    clinic_id: Column[UUID] = foreign_id(null=True)
    kind: Column[SessionKind] = choice(SessionKind)
    access_hash: Column[str] = text(64)
    access_expires_at: Column[dt.datetime | None] = moment(null=False)
    expires_at: Column[dt.datetime | None] = moment(null=False)
    last_seen_at: Column[dt.datetime | None] = moment()
    revoked_at: Column[dt.datetime | None] = moment()
    device_name: Column[str | None] = text(120, null=True)  # type: ignore[assignment]
    impersonator_id: Column[UUID] = foreign_id(null=True)
    second_factor: Column[bool] = boolean()
    reason: Column[str | None] = text(200, null=True)  # type: ignore[assignment]

    class Meta:
        table = "session"


class RefreshToken(PlatformModel):
    """One link of a session's refresh chain; using a used one ends the session (reuse detection)."""

    unique = (("token_hash",),)
    indexes = ("session_id",)

    session_id: Column[UUID] = foreign_id()
    token_hash: Column[str] = text(64)
    expires_at: Column[dt.datetime | None] = moment(null=False)
    used_at: Column[dt.datetime | None] = moment()

    class Meta:
        table = "refresh_token"


class StreamTicket(PlatformModel):
    """A single-use ticket that opens a browser's EventSource (which cannot send headers) for seconds."""

    unique = (("token_hash",),)

    session_id: Column[UUID] = foreign_id()
    token_hash: Column[str] = text(64)
    expires_at: Column[dt.datetime | None] = moment(null=False)
    used_at: Column[dt.datetime | None] = moment()

    class Meta:
        table = "stream_ticket"
