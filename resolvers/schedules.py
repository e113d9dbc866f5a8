"""What visits are planned with: rooms and kinds of appointments."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

import strawberry

from core.errors import Conflict
from core.rows import One, Rows
from core.text import fold
from events import types as events
from models.appointments import FREE, Appointment
from models.schedules import LONGEST, SHORTEST, AppointmentType, Room
from operation.context import Context
from operation.inputs import Between, Text, given, input  # noqa: A004
from operation.operation import command, query
from permissions import Permission, any_of, key

P = Permission

Color = Annotated[str, Text(7, 7, pattern="#[0-9a-fA-F]{6}")]
RoomName = Annotated[str, Text(1, 80)]
TypeName = Annotated[str, Text(1, 120)]
Minutes = Annotated[int, Between(SHORTEST, LONGEST)]


# --- rooms ---------------------------------------------------------------------------------------------------------


@query(any_of(P.SETTINGS_ROOMS_VIEW, P.APPOINTMENTS_CREATE))
async def list_rooms(ctx: Context, *, active: bool | None = True) -> Rows[Room]:
    """The clinic's rooms by name: those in use, unless `active` says otherwise (null: all)."""
    rows = ctx.rows(Room).order(Room.name_key.asc(), Room.id.asc())
    return rows if active is None else rows.where(Room.active == active)


@query(any_of(P.SETTINGS_ROOMS_VIEW, P.APPOINTMENTS_CREATE))
async def get_room(ctx: Context, *, id: UUID) -> One[Room]:  # noqa: A002
    """One room, in use or not."""
    return ctx.rows(Room).where(Room.id == id).one()


@input
class AddRoomInput:
    """A room to be."""

    name: RoomName
    color: Color | None = None


@command(key(P.SETTINGS_ROOMS_MANAGE))
async def add_room(ctx: Context, *, input: AddRoomInput) -> Room:  # noqa: A002
    """Add a room. CONFLICT for a name that another room has, in use or not: such a one can be put into use again."""
    room = await ctx.add(Room, name=input.name, name_key=fold(input.name), color=input.color, active=True)
    ctx.emit(events.ROOM_ADDED, room)
    return room


@input
class UpdateRoomInput:
    """What to change; members that are not given stay as they are."""

    name: strawberry.Maybe[RoomName]
    color: strawberry.Maybe[Color | None]
    active: strawberry.Maybe[bool] = strawberry.field(description="Whether it may be booked.")


@command(key(P.SETTINGS_ROOMS_MANAGE))
async def update_room(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    input: UpdateRoomInput,  # noqa: A002
    expected_version: int | None = None,
) -> Room:
    """Rename a room, give it another colour, put it out of use or into use again.

    CONFLICT for a name that another room has, and for a room to be put out of use with visits still to come.
    """
    room = await ctx.load(Room, id, expected_version)
    values = _keyed(given(input))
    if room.active and values.get("active") is False:
        await _no_visits_to_come(ctx, room)
    if changed := await ctx.change(room, **values) - {"name_key"}:
        ctx.emit(events.ROOM_CHANGED, room, changed)
    return room


@command(key(P.SETTINGS_ROOMS_MANAGE))
async def remove_room(ctx: Context, *, id: UUID, expected_version: int | None = None) -> bool:  # noqa: A002
    """Put a room out of use for good: nobody can choose it any more, its past visits keep it.

    CONFLICT for a room with visits still to come. A room that is out of use already stays as it is.
    """
    room = await ctx.load(Room, id, expected_version)
    await _no_visits_to_come(ctx, room)
    if await ctx.change(room, active=False):
        ctx.emit(events.ROOM_CLOSED, room, ("active",))
    return True


async def _no_visits_to_come(ctx: Context, room: Room) -> None:
    coming = ctx.clinic_rows(Appointment).where(
        Appointment.room_id == room.id,
        Appointment.ends_at > dt.datetime.now(dt.UTC),
        ~Appointment.status.in_(FREE),
    )
    if number := await ctx.value(coming.count()):
        raise Conflict("Visits are still to come in this room; move them first.", visits=number)


# --- kinds of appointments -----------------------------------------------------------------------------------------


@query(key(P.APPOINTMENTS_VIEW))
async def list_appointment_types(ctx: Context, *, active: bool | None = True) -> Rows[AppointmentType]:
    """The kinds of visits by name: those on offer, unless `active` says otherwise (null: all).

    Patients see what is on offer only.
    """
    rows = ctx.rows(AppointmentType).order(AppointmentType.name_key.asc(), AppointmentType.id.asc())
    return rows if active is None else rows.where(AppointmentType.active == active)


@query(key(P.APPOINTMENTS_VIEW))
async def get_appointment_type(ctx: Context, *, id: UUID) -> One[AppointmentType]:  # noqa: A002
    """One kind of visit; patients see what is on offer only."""
    return ctx.rows(AppointmentType).where(AppointmentType.id == id).one()


@input
class AddAppointmentTypeInput:
    """A kind of visit to be."""

    name: TypeName
    duration_minutes: Minutes
    color: Color | None = None


@command(key(P.SETTINGS_APPOINTMENT_TYPES_MANAGE))
async def add_appointment_type(ctx: Context, *, input: AddAppointmentTypeInput) -> AppointmentType:  # noqa: A002
    """Add a kind of visit. CONFLICT for a name that another kind has, on offer or not."""
    kind = await ctx.add(
        AppointmentType,
        name=input.name,
        name_key=fold(input.name),
        color=input.color,
        duration_minutes=input.duration_minutes,
        active=True,
    )
    ctx.emit(events.APPOINTMENT_TYPE_ADDED, kind)
    return kind


@input
class UpdateAppointmentTypeInput:
    """What to change; members that are not given stay as they are."""

    name: strawberry.Maybe[TypeName]
    duration_minutes: strawberry.Maybe[Minutes]
    color: strawberry.Maybe[Color | None]
    active: strawberry.Maybe[bool] = strawberry.field(description="Whether it is on offer.")


@command(key(P.SETTINGS_APPOINTMENT_TYPES_MANAGE))
async def update_appointment_type(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    input: UpdateAppointmentTypeInput,  # noqa: A002
    expected_version: int | None = None,
) -> AppointmentType:
    """Change a kind of visit: visits that are booked keep their length. CONFLICT for a name that another kind has."""
    kind = await ctx.load(AppointmentType, id, expected_version)
    if changed := await ctx.change(kind, **_keyed(given(input))) - {"name_key"}:
        ctx.emit(events.APPOINTMENT_TYPE_CHANGED, kind, changed)
    return kind


@command(key(P.SETTINGS_APPOINTMENT_TYPES_MANAGE))
async def remove_appointment_type(ctx: Context, *, id: UUID, expected_version: int | None = None) -> bool:  # noqa: A002
    """Take a kind of visit off the offer for good; visits of it keep it."""
    kind = await ctx.load(AppointmentType, id, expected_version)
    if await ctx.change(kind, active=False):
        ctx.emit(events.APPOINTMENT_TYPE_CLOSED, kind, ("active",))
    return True


def _keyed(values: dict[str, Any]) -> dict[str, Any]:
    """With the key that a name is compared by."""
    return values | {"name_key": fold(values["name"])} if "name" in values else values
