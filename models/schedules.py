"""What visits are planned with: rooms, kinds of appointments, and the days and times at which there are none."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from core.predicates import Column, Predicate
from models.base import ClinicModel
from models.columns import boolean, date, integer, json, moment, optional_reference, reference, text
from models.staff import COLOR
from models.visibility import see
from permissions import Own, Permission, Role, any_of, role

P = Permission

#: Minutes a visit may take.
SHORTEST, LONGEST = 5, 480
#: Days that one block may last.
LONGEST_BLOCK = 366


def _offered(model: Any) -> Predicate:
    """What is still in use."""
    offered: Predicate = model.active == True  # noqa: E712
    return offered


class Room(ClinicModel):
    """An operatory or another room that visits take place in; one visit at a time."""

    visibility = (see(any_of(P.SETTINGS_ROOMS_VIEW, P.APPOINTMENTS_CREATE)),)
    face = ("id", "name", "color")
    unique = (("clinic_id", "name_key"),)
    constraints = (f"CONSTRAINT ck_room_color CHECK ({COLOR})",)

    name: Column[str] = text(80)
    name_key: Column[str] = text(160, doc="The name folded: for comparing and sorting.")
    color: Column[str | None] = text(7, null=True, doc="`#rrggbb`")  # type: ignore[assignment]
    active: Column[bool] = boolean(default=True, doc="May be booked.")

    class Meta:
        table = "room"


class AppointmentType(ClinicModel):
    """A kind of visit, with its usual length. Patients see what is offered."""

    visibility = (see(P.APPOINTMENTS_VIEW), see(role(Role.PATIENT), where=_offered))
    face = ("id", "name", "color", "duration_minutes")
    unique = (("clinic_id", "name_key"),)
    constraints = (
        f"CONSTRAINT ck_appointment_type_color CHECK ({COLOR})",
        f"CONSTRAINT ck_appointment_type_duration CHECK (duration_minutes BETWEEN {SHORTEST} AND {LONGEST})",
    )

    name: Column[str] = text(120)
    name_key: Column[str] = text(240, doc="The name folded: for comparing and sorting.")
    color: Column[str | None] = text(7, null=True, doc="`#rrggbb`")  # type: ignore[assignment]
    duration_minutes: Column[int] = integer(doc="How long such a visit usually takes.")
    active: Column[bool] = boolean(default=True, doc="May be booked.")

    class Meta:
        table = "appointment_type"


class Holiday(ClinicModel):
    """A day on which the whole clinic is closed, or open at other hours than usual."""

    visibility = (see(P.APPOINTMENTS_VIEW),)
    unique = (("clinic_id", "day"),)
    rights = "SELECT, INSERT, UPDATE, DELETE"

    day: Column[dt.date] = date(null=False)  # type: ignore[assignment]
    name: Column[str] = text(120)
    hours: Column[Any] = json(default=list, doc="When it is open that day: a list of {start, end}; empty: closed.")

    class Meta:
        table = "holiday"


class ScheduleException(ClinicModel):
    """A day on which somebody works at other hours than usual, or not at all."""

    visibility = (
        see(P.APPOINTMENTS_VIEW_ALL_DOCTORS, P.APPOINTMENTS_VIEW),
        see(P.SETTINGS_WORKING_HOURS_MANAGE),
        see(role(Role.DOCTOR), own={"employee_id": Own.EMPLOYEE}),
    )
    unique = (("clinic_id", "employee_id", "day"),)
    indexes = ("clinic_id, day, id",)
    rights = "SELECT, INSERT, UPDATE, DELETE"

    employee_id: Column[UUID] = reference("Employee", doc="Whose day.")
    day: Column[dt.date] = date(null=False)  # type: ignore[assignment]
    hours: Column[Any] = json(default=list, doc="When they work that day: a list of {start, end}; empty: a day off.")
    reason: Column[str | None] = text(200, null=True, doc="For colleagues; patients never see it.")  # type: ignore[assignment]

    class Meta:
        table = "schedule_exception"


class TimeBlock(ClinicModel):
    """Time that cannot be booked: of one employee, in one room, of both, or in the whole clinic. Visits booked before
    stay."""

    visibility = (
        see(P.APPOINTMENTS_VIEW_ALL_DOCTORS, any_of(P.APPOINTMENTS_VIEW, P.APPOINTMENTS_BLOCK_TIME)),
        see(
            any_of(P.APPOINTMENTS_VIEW, P.APPOINTMENTS_BLOCK_TIME),
            own={"employee_id": Own.EMPLOYEE},
            own_only=True,
        ),
    )
    # Blocks of the past are many, those to come are few.
    indexes = ("clinic_id, ends_at, id",)
    constraints = (
        "CONSTRAINT ck_time_block_time CHECK (ends_at > starts_at)",
        f"CONSTRAINT ck_time_block_length CHECK (ends_at - starts_at <= interval '{LONGEST_BLOCK} days')",
    )
    rights = "SELECT, INSERT, UPDATE, DELETE"

    employee_id: Column[UUID | None] = optional_reference("Employee", doc="Whose time; nobody's: everybody's.")
    room_id: Column[UUID | None] = optional_reference("Room", doc="Which room; none: wherever.")
    starts_at: Column[dt.datetime] = moment(null=False)  # type: ignore[assignment]
    ends_at: Column[dt.datetime] = moment(null=False)  # type: ignore[assignment]
    reason: Column[str | None] = text(200, null=True, doc="For colleagues; patients never see it.")  # type: ignore[assignment]

    class Meta:
        table = "time_block"
