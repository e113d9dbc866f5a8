"""Staff: the people who work at the clinic, with or without a login of their own."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any
from uuid import UUID

from core.predicates import Column
from models.base import ClinicModel
from models.columns import (
    big_integer,
    boolean,
    choice,
    date,
    json,
    long_text,
    moment,
    optional_reference,
    reference,
    text,
)
from models.patients import Gender
from models.phones import INTERNATIONAL, Phone, one_primary
from models.visibility import see
from permissions import Own, Permission, any_of, key, session

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


class EmployeeStatus(StrEnum):
    """How somebody's employment stands; inactive is who is archived."""

    INACTIVE = "inactive"
    ACTIVE = "active"
    ON_LEAVE = "on_leave"
    TRAINING = "training"
    INTERN = "intern"


class PositionCategory(StrEnum):
    """What part of the clinic's work a position belongs to."""

    CLINICAL = "clinical"
    SUPPORT = "support"
    ADMINISTRATIVE = "administrative"


#: What the clinic keeps of somebody besides who they are: not told to those who only book with them.
RECORD = key(P.SETTINGS_STAFF_VIEW)

#: Those whom a visit can be booked with.
TREATING = (EmployeeKind.DOCTOR, EmployeeKind.HYGIENIST)


class Employee(ClinicModel):
    """Somebody who works at the clinic. A visiting doctor has no membership: bookable, but cannot sign in.

    Whoever holds the membership *is* the employee while the row is active: "own schedule" is decided by it. So linking,
    unlinking and deactivating say `membership.employee_changed` on the platform stream (`ctx.emit_platform`, with
    account and clinic): every process looks up again who that account is.
    """

    visibility = (
        see(any_of(P.SETTINGS_STAFF_VIEW, P.APPOINTMENTS_CREATE)),
        see(session(), own={"id": Own.EMPLOYEE}),
    )
    face = ("id", "display_name", "kind", "color", "active", "working_hours", "row_version")
    unique = (("clinic_id", "membership_id"), ("clinic_id", "number"))
    indexes = ("clinic_id, display_name, id",)
    constraints = (
        f"CONSTRAINT ck_employee_color CHECK ({COLOR})",
        "CONSTRAINT ck_employee_active CHECK (active = (status <> 'inactive'))",
        "CONSTRAINT ck_employee_dates CHECK (left_on >= hired_on)",
    )

    membership_id: Column[UUID | None] = optional_reference("Membership", doc="The login, where there is one.")
    number: Column[int | None] = big_integer(null=True, doc="What the clinic counts its employees by.")  # type: ignore[assignment]
    display_name: Column[str] = text(120, doc="As calendars and visits call them.")
    first_name: Column[str] = text(120, default="")
    last_name: Column[str] = text(120, default="")
    search_text: Column[str] = text(4000, default="", doc="As `core.text.searchable` makes it of names and number.")
    kind: Column[EmployeeKind] = choice(EmployeeKind)
    title: Column[str | None] = text(40, null=True, doc="Like `Dr.`, before the name.")  # type: ignore[assignment]
    specialty: Column[str | None] = text(120, null=True)  # type: ignore[assignment]
    color: Column[str | None] = text(7, null=True, doc="`#rrggbb`")  # type: ignore[assignment]
    active: Column[bool] = boolean(default=True, doc="May be booked, and signs in as this employee.")
    status: Column[EmployeeStatus] = choice(EmployeeStatus, default=EmployeeStatus.ACTIVE, guard=RECORD)
    archived_at: Column[dt.datetime | None] = moment(doc="Since when they no longer work there.")
    gender: Column[Gender | None] = choice(Gender, null=True, guard=RECORD)  # type: ignore[assignment]
    email: Column[str | None] = text(254, null=True, guard=RECORD)  # type: ignore[assignment]
    hired_on: Column[dt.date | None] = date(guard=RECORD, doc="The first day of the employment.")
    left_on: Column[dt.date | None] = date(guard=RECORD, doc="The last day of the employment.")
    working_hours: Column[Any] = json(
        null=True, doc="Weekday (mon..sun) to a list of {start, end} as HH:MM; null: as the clinic is open."
    )

    class Meta:
        table = "employee"


class EmployeeHome(ClinicModel):
    """What is no colleague's business: told to oneself and to whoever keeps the records."""

    visibility = (see(P.SETTINGS_STAFF_EDIT), see(session(), own={"employee_id": Own.EMPLOYEE}))
    unique = (("clinic_id", "employee_id"),)

    employee_id: Column[UUID] = reference("Employee")
    birth_date: Column[dt.date | None] = date()
    address: Column[str | None] = text(400, null=True)  # type: ignore[assignment]

    class Meta:
        table = "employee_home"


class EmployeePhone(Phone):
    """An employee's phone number; whoever only books with somebody does not read it."""

    visibility = (see(P.SETTINGS_STAFF_VIEW), see(session(), own={"employee_id": Own.EMPLOYEE}))
    unique = (("clinic_id", "employee_id", "phone_number"),)
    extra = (one_primary("employee_phone", "employee_id"),)
    constraints = (f"CONSTRAINT ck_employee_phone {INTERNATIONAL}",)

    employee_id: Column[UUID] = reference("Employee")

    class Meta:
        table = "employee_phone"


class Position(ClinicModel):
    """What somebody can be at the clinic, like head nurse; it gives no rights."""

    visibility = (see(P.SETTINGS_STAFF_VIEW),)
    unique = (("clinic_id", "name_key"), ("clinic_id", "code_key"))

    name: Column[str] = text(120)
    name_key: Column[str] = text(240, doc="The name folded: for comparing and sorting.")
    code: Column[str] = text(64, doc="A short word for it, like `HEAD_NURSE`.")
    code_key: Column[str] = text(128, doc="The code folded: for comparing.")
    category: Column[PositionCategory] = choice(PositionCategory)
    description: Column[str | None] = long_text()
    active: Column[bool] = boolean(default=True, doc="May be given to somebody; who has it keeps it.")

    class Meta:
        table = "staff_position"


class EmployeePosition(ClinicModel):
    """A position that somebody has; of several one is the primary one."""

    visibility = (see(P.SETTINGS_STAFF_VIEW),)
    unique = (("clinic_id", "employee_id", "position_id"),)
    extra = (one_primary("employee_position", "employee_id"),)
    constraints = ("CONSTRAINT ck_employee_position_dates CHECK (ended_on >= started_on)",)
    rights = "SELECT, INSERT, UPDATE, DELETE"

    employee_id: Column[UUID] = reference("Employee")
    position_id: Column[UUID] = reference("Position")
    is_primary: Column[bool] = boolean()
    started_on: Column[dt.date | None] = date()
    ended_on: Column[dt.date | None] = date()

    class Meta:
        table = "employee_position"
