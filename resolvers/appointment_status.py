"""The steps of a visit: whoever takes one, `resolvers/visits` decides whether it may follow."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from core.errors import Conflict, FieldProblem, Forbidden
from models.appointments import Appointment, AppointmentStatus
from models.schedules import Room
from operation.context import Context
from operation.inputs import Guarded, Ref, Text
from operation.operation import command
from permissions import Permission, Role, Scope, key, role
from resolvers.visits import alter, load

P = Permission
S = AppointmentStatus

STAFF = key(P.APPOINTMENTS_CHANGE_STATUS)

Reason = Annotated[str, Text(0, 500, lines=True)]
#: Where a patient who has come is sent.
WaitingRoom = Annotated[
    UUID,
    Ref("Room", face=True, fit=Room.active == True, otherwise="This room is no longer in use."),  # noqa: E712
    Guarded(STAFF),
]
#: What patients may do to a visit of their own, and what it may be then.
_OWN_STEPS = (S.CONFIRMED, S.CANCELLED)
_OWN_OPEN = (S.REQUESTED, S.SCHEDULED, S.CONFIRMED)


@command(STAFF | role(Role.PATIENT))
async def change_appointment_status(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    status: AppointmentStatus,
    reason: Reason | None = None,
    room_id: WaitingRoom | None = None,
    expected_version: int | None = None,
) -> Appointment:
    """Take a visit one step further, or correct one that was a mistake.

    CONFLICT for a step that may not follow on where the visit stands; it names those that may. `reason` is for
    cancelling. CONFIRMED on the day of the visit, or with a room, says that the patient is there; before that day, that
    the patient will come. Back to SCHEDULED needs doctor and room to be free still. Patients confirm that they will
    come, or cancel, while their visit is still ahead; anything else is FORBIDDEN to them.
    """
    visit = await load(ctx, id, expected_version)
    if STAFF.verdict(ctx.actor).scope is not Scope.ALL:
        return await answer(ctx, visit, status, reason)
    changes: dict[str, Any] = {} if room_id is None else {"room_id": room_id}
    if status is S.CANCELLED:
        changes["cancel_reason"] = reason or None
    if status is S.CONFIRMED and (room_id is not None or visit.starts_at < ctx.clinic.day(ctx.clinic.today())[1]):
        changes["arrived_at"] = visit.arrived_at or _now()
    await alter(ctx, visit, changes, status, path="")
    return visit


async def answer(ctx: Context, visit: Appointment, status: AppointmentStatus, reason: str | None) -> Appointment:
    """What a patient says of an own visit: will come, or will not. Raises Forbidden for any other step, Conflict when
    the visit has begun or is over."""
    if status not in _OWN_STEPS:
        message = "You may confirm or cancel your visit."
        raise Forbidden(message, fields=(FieldProblem("status", message),))
    if visit.starts_at <= _now() or visit.status not in _OWN_OPEN:
        raise Conflict("This visit can no longer be answered for; please call the clinic.")
    changes = {"cancel_reason": reason or None} if status is S.CANCELLED else {}
    await alter(ctx, visit, changes, status, path="")
    return visit


@command(STAFF)
async def confirm_appointment(ctx: Context, *, id: UUID, expected_version: int | None = None) -> Appointment:  # noqa: A002
    """Note that the patient will come. Noted once: a visit that is confirmed already stays as it is."""
    visit = await load(ctx, id, expected_version)
    if visit.status == S.CONFIRMED:
        await alter(ctx, visit, {"confirmed_at": visit.confirmed_at or _now()})
    else:
        await alter(ctx, visit, {}, S.CONFIRMED)
    return visit


@command(STAFF)
async def check_in_appointment(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    room_id: WaitingRoom | None = None,
    expected_version: int | None = None,
) -> Appointment:
    """Note that the patient is there, and where they are sent. Noted once; CONFLICT for a room that is taken."""
    visit = await load(ctx, id, expected_version)
    changes: dict[str, Any] = {"arrived_at": visit.arrived_at or _now()}
    if room_id is not None:
        changes["room_id"] = room_id
    await alter(ctx, visit, changes, *path_to(visit, S.CONFIRMED), path="")
    return visit


@command(STAFF)
async def start_appointment(ctx: Context, *, id: UUID, expected_version: int | None = None) -> Appointment:  # noqa: A002
    """Note that the treatment has begun. Noted once."""
    visit = await load(ctx, id, expected_version)
    await alter(ctx, visit, {}, *path_to(visit, S.IN_PROGRESS))
    return visit


@command(STAFF)
async def complete_appointment(ctx: Context, *, id: UUID, expected_version: int | None = None) -> Appointment:  # noqa: A002
    """Note that the visit is done. Noted once; of a patient who had checked in, the treatment is noted on the way."""
    visit = await load(ctx, id, expected_version)
    await alter(ctx, visit, {}, *path_to(visit, S.COMPLETED))
    return visit


@command(STAFF)
async def cancel_appointment(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    reason: Reason | None = None,
    expected_version: int | None = None,
) -> Appointment:
    """Call a visit off; doctor and room are free again. One that was called off already stays as it is."""
    visit = await load(ctx, id, expected_version)
    if visit.status != S.CANCELLED:
        await alter(ctx, visit, {"cancel_reason": reason or None}, S.CANCELLED)
    return visit


def path_to(visit: Appointment, status: AppointmentStatus) -> tuple[AppointmentStatus, ...]:
    """The steps to a status: none when it is there already, and treating between checking in and being done."""
    if visit.status == status:
        return ()
    if status is S.COMPLETED and visit.status == S.CONFIRMED:
        return (S.IN_PROGRESS, S.COMPLETED)
    return (status,)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
