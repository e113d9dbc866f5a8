"""What visits are planned with: rooms and kinds of appointments."""

from __future__ import annotations

from core.rows import Rows
from models.schedules import AppointmentType, Room
from operation.context import Context
from operation.operation import query
from permissions import Permission, any_of, key

P = Permission


@query(any_of(P.SETTINGS_ROOMS_VIEW, P.APPOINTMENTS_CREATE))
async def list_rooms(ctx: Context, *, active: bool | None = True) -> Rows[Room]:
    """The clinic's rooms by name: those in use, unless `active` says otherwise (null: all)."""
    rows = ctx.rows(Room).order(Room.name_key.asc(), Room.id.asc())
    return rows if active is None else rows.where(Room.active == active)


@query(key(P.APPOINTMENTS_VIEW))
async def list_appointment_types(ctx: Context, *, active: bool | None = True) -> Rows[AppointmentType]:
    """The kinds of visits by name: those on offer, unless `active` says otherwise (null: all).

    Patients see what is on offer only.
    """
    rows = ctx.rows(AppointmentType).order(AppointmentType.name_key.asc(), AppointmentType.id.asc())
    return rows if active is None else rows.where(AppointmentType.active == active)
