"""Notifications: what a member of the clinic is told in the application."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from core.predicates import Column
from models.base import ClinicModel
from models.columns import foreign_id, moment, optional_reference, reference, text
from models.erasure import Delete
from models.visibility import see
from permissions import Own, Permission, session


class Notification(ClinicModel):
    """Something that happened, told to one member. It names what it is about; texts are made where they are read."""

    erasure = Delete()
    rights = "SELECT, INSERT, UPDATE, DELETE"
    visibility = (
        see(Permission.NOTIFICATIONS_VIEW_ALL),
        see(session(), own={"membership_id": Own.MEMBERSHIP}),
    )
    indexes = ("clinic_id, membership_id, created_at, id", "clinic_id, created_at, id")
    # Every page shows how many are unread; what was read once is most of the table.
    extra = (
        'CREATE INDEX "ix_notification_unread" ON "notification" (clinic_id, membership_id) WHERE read_at IS NULL;',
    )

    membership_id: Column[UUID] = reference("Membership", doc="Who is told.")
    kind: Column[str] = text(64, doc="What happened: a type of event, like `appointment.booked`.")
    subject_type: Column[str] = text(64)
    subject_id: Column[UUID] = foreign_id()
    patient_id: Column[UUID | None] = optional_reference("Patient", doc="Whom it concerns, if a patient.")
    read_at: Column[dt.datetime | None] = moment()

    class Meta:
        table = "notification"
