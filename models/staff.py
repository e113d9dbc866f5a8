"""Staff: the people who work at the clinic, with or without a login of their own."""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from core.predicates import Column
from models.base import ClinicModel
from models.columns import boolean, choice, json, optional_reference, text
from models.visibility import see
from permissions import Own, Permission, any_of, session

P = Permission

#: `#rrggbb`, as calendars paint rooms, people and types.
COLOR = "color ~ '^#[0-9a-fA-F]{6}$'"


class EmployeeKind(StrEnum):
    """What somebody does at the clinic; rights come from the membership's role, never from here."""

    DOCTOR = "doctor"
    HYGIENIST = "hygienist"
    ASSISTANT = "assistant"
    RECEPTIONIST = "receptionist"
    OTHER = "other"


#: Those whom a visit can be booked with.
TREATING = (EmployeeKind.DOCTOR, EmployeeKind.HYGIENIST)


class Employee(ClinicModel):
    """Somebody who works at the clinic. A visiting doctor has no membership: bookable, but cannot sign in.

    Whoever holds the membership *is* the employee while the row is active: "own schedule" is decided by it. So linking,
    unlinking and deactivating say `membership.employee_changed` on the platform stream (`ctx.emit_platform`, with
    account and clinic): every process looks up again who that account is. No operation does any of it yet.
    """

    visibility = (
        see(any_of(P.SETTINGS_STAFF_VIEW, P.APPOINTMENTS_CREATE)),
        see(session(), own={"id": Own.EMPLOYEE}),
    )
    face = ("id", "display_name", "kind", "color", "active", "working_hours", "row_version")
    unique = (("clinic_id", "membership_id"),)
    indexes = ("clinic_id, display_name, id",)
    constraints = (f"CONSTRAINT ck_employee_color CHECK ({COLOR})",)

    membership_id: Column[UUID | None] = optional_reference("Membership", doc="The login, where there is one.")
    display_name: Column[str] = text(120)
    kind: Column[EmployeeKind] = choice(EmployeeKind)
    title: Column[str | None] = text(40, null=True, doc="Like `Dr.`, before the name.")  # type: ignore[assignment]
    specialty: Column[str | None] = text(120, null=True)  # type: ignore[assignment]
    color: Column[str | None] = text(7, null=True, doc="`#rrggbb`")  # type: ignore[assignment]
    active: Column[bool] = boolean(default=True, doc="May be booked, and signs in as this employee.")
    working_hours: Column[Any] = json(
        null=True, doc="Weekday (mon..sun) to a list of {start, end} as HH:MM; null: as the clinic is open."
    )

    class Meta:
        table = "employee"
