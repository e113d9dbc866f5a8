"""Messages: text messages of the clinic's patients. The area grows with its issue; recording comes first."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from uuid import UUID

from core.predicates import Column
from models.base import ClinicModel
from models.columns import choice, long_text, moment, reference, text
from models.erasure import Delete
from models.merging import Move, Told
from models.visibility import see
from permissions import Own, Permission, Role, role

#: The clinic's side of a conversation.
STAFF = role(Role.ADMIN, Role.MANAGER, Role.DOCTOR, Role.RECEPTIONIST)


class Direction(StrEnum):
    """Seen from the clinic."""

    RECEIVED = "received"
    SENT = "sent"


class Sms(ClinicModel):
    """A text message of a patient's phone number, as recorded."""

    erasure = Delete()
    merging = Move()
    record = Told()
    rights = "SELECT, INSERT, UPDATE, DELETE"
    visibility = (see(Permission.COMMS_MESSAGES_VIEW, own={"patient_id": Own.PATIENT}),)
    indexes = ("clinic_id, patient_id, sent_at",)

    patient_id: Column[UUID] = reference("Patient")
    phone_number_id: Column[UUID] = reference("PhoneNumber")
    direction: Column[Direction] = choice(Direction)
    sent_at: Column[dt.datetime] = moment(null=False)  # type: ignore[assignment]
    subject: Column[str | None] = text(200, null=True)  # type: ignore[assignment]
    sms_text: Column[str] = long_text(null=False)  # type: ignore[assignment]
    note: Column[str | None] = long_text(guard=STAFF, doc="Among the staff; patients do not read it.")

    class Meta:
        table = "sms"
