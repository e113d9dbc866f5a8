"""Notifications: what a member of the clinic is told, and by which channels each wants to be told."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from uuid import UUID

from core.predicates import Column
from models.base import ClinicModel, PlatformModel
from models.columns import boolean, choice, foreign_id, long_text, moment, optional_reference, reference, text
from models.erasure import Delete
from models.merging import Move, Untold
from models.visibility import see
from permissions import Own, Permission, session


class NotificationAudience(StrEnum):
    """In which capacity somebody is told of an event; `ASSIGNED` is whose it is to do: a visit's doctor, a task's."""

    PATIENT = "patient"
    ASSIGNED = "assigned"
    STAFF = "staff"
    ADMINS = "admins"
    CONCERNED = "concerned"
    HOLDERS = "holders"


class NotificationChannel(StrEnum):
    """How somebody is told."""

    IN_APP = "in_app"
    EMAIL = "email"


class DevicePlatform(StrEnum):
    """Whose push service knows the token."""

    IOS = "ios"
    ANDROID = "android"
    WEB = "web"


class Notification(ClinicModel):
    """Something that happened, told to one member. It names what it is about; texts are made where they are read."""

    erasure = Delete()
    # That somebody has read it meanwhile is no reason to leave it where it is.
    merging = Move(loose=True)
    record = Untold("what members were told; the events themselves are there")
    rights = "SELECT, INSERT, UPDATE, DELETE"
    visibility = (
        see(Permission.NOTIFICATIONS_VIEW_ALL),
        see(session(), own={"membership_id": Own.MEMBERSHIP}),
    )
    # Nobody is told twice of one event, whatever its follower does.
    unique = (("clinic_id", "event_id", "membership_id"),)
    indexes = ("clinic_id, membership_id, created_at, id", "clinic_id, created_at, id")
    # Every page shows how many are unread; what was read once is most of the table.
    extra = (
        'CREATE INDEX "ix_notification_unread" ON "notification" (clinic_id, membership_id) WHERE read_at IS NULL;',
    )

    membership_id: Column[UUID] = reference("Membership", doc="Who is told.")
    event_id: Column[UUID | None] = foreign_id(null=True, doc="The event it tells of.")  # type: ignore[assignment]
    kind: Column[str] = text(64, doc="What happened, like `appointment.booked`: see `notificationPreferences`.")
    subject_type: Column[str] = text(64)
    subject_id: Column[UUID] = foreign_id()
    patient_id: Column[UUID | None] = optional_reference("Patient", doc="Whom it concerns, if a patient.")
    read_at: Column[dt.datetime | None] = moment()

    class Meta:
        table = "notification"


class NotificationPreference(ClinicModel):
    """Whether a member wants to be told of a kind of event by a channel; without a row the clinic decides."""

    rights = "SELECT, INSERT, UPDATE, DELETE"
    visibility = (see(session(), own={"membership_id": Own.MEMBERSHIP}),)
    unique = (("clinic_id", "membership_id", "kind", "channel"),)

    membership_id: Column[UUID] = reference("Membership")
    kind: Column[str] = text(64)
    channel: Column[NotificationChannel] = choice(NotificationChannel)
    enabled: Column[bool] = boolean()

    class Meta:
        table = "notification_preference"


class NotificationSetting(ClinicModel):
    """One cell of the clinic's matrix: whether an audience is told of a kind of event by a channel; without a row the
    rules' default holds."""

    rights = "SELECT, INSERT, UPDATE, DELETE"
    visibility = (see(Permission.SETTINGS_EMAIL_TEMPLATES_VIEW),)
    unique = (("clinic_id", "kind", "audience", "channel"),)

    kind: Column[str] = text(64)
    audience: Column[NotificationAudience] = choice(NotificationAudience)
    channel: Column[NotificationChannel] = choice(NotificationChannel)
    enabled: Column[bool] = boolean()

    class Meta:
        table = "notification_setting"


class UserDevice(PlatformModel):
    """A person's device that a push service can reach, for as long as the session lives that registered it.

    The token opens a way to the device: it is read only by what sends, and found by its hash.
    """

    unique = (("token_hash",),)
    indexes = ("account_id",)

    account_id: Column[UUID] = foreign_id()
    session_id: Column[UUID] = foreign_id()
    platform: Column[DevicePlatform] = choice(DevicePlatform)
    token: Column[str | None] = long_text(null=False)
    token_hash: Column[str] = text(64)
    name: Column[str | None] = text(120, null=True)  # type: ignore[assignment]
    registered_at: Column[dt.datetime | None] = moment(null=False)

    class Meta:
        table = "user_device"
