"""What visits are planned with: rooms and kinds of appointments."""

from __future__ import annotations

from typing import Any

from core.predicates import Column, Predicate
from models.base import ClinicModel
from models.columns import boolean, integer, text
from models.staff import COLOR
from models.visibility import see
from permissions import Permission, Role, any_of, role

P = Permission

#: Minutes a visit may take.
SHORTEST, LONGEST = 5, 480


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
