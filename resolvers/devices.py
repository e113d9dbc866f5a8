"""A person's own devices: where push messages may go, for as long as the session lives that registered them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

import strawberry

from core import db
from core.errors import Forbidden, NotFound
from core.ids import uuid7
from core.tokens import token_hash
from models.notifications import DevicePlatform
from operation.context import Context
from operation.inputs import Text, input  # noqa: A004
from operation.operation import command, query
from permissions import session

#: Devices of one person; the ones not registered for longest give way.
MOST_DEVICES = 20


@strawberry.type(description="A device that push messages can reach. Its token is never shown again.")
class UserDevice:
    id: UUID
    platform: DevicePlatform
    name: str | None
    registered_at: dt.datetime = strawberry.field(description="When it registered last.")


@input
class RegisterDeviceInput:
    """What the push service calls the device, and what its owner does."""

    platform: DevicePlatform
    token: Annotated[str, Text(8, 4096, pattern=r"\S+")]
    name: Annotated[str, Text(0, 120)] | None = None


@command(session(), while_suspended=True)
async def register_device(ctx: Context, *, input: RegisterDeviceInput) -> UserDevice:  # noqa: A002
    """Register the device one is using for push messages, again and again as the app starts: a token stands once.

    It is taken away when the session ends. A token that another account had registered is one's own from now on:
    whoever used the device before is not reached there any more. Of one's devices the twenty registered last are kept.
    FORBIDDEN under another's name.
    """
    if ctx.actor.impersonator_id is not None:
        raise Forbidden("Not under another name.")
    row = await ctx.db.fetchrow(
        "SELECT * FROM door_device_register($1, $2, $3, $4, $5, $6, $7, $8)",
        uuid7(),
        ctx.actor.account_id,
        ctx.actor.session_id,
        input.platform.value,
        input.token,
        token_hash(input.token),
        input.name or None,
        MOST_DEVICES,
    )
    return _device(row)


@command(session(), while_suspended=True)
async def unregister_device(ctx: Context, *, id: UUID) -> bool:  # noqa: A002
    """Take one of one's own devices away: it gets no push messages any more. NOT_FOUND for any other."""
    if not await ctx.db.fetchval("SELECT door_device_remove($1, $2)", id, ctx.actor.account_id):
        raise NotFound("No such device.")
    return True


@query(session())
async def my_devices(ctx: Context) -> list[UserDevice]:
    """One's own devices, the one registered last first; not those whose session is over."""
    return [_device(row) for row in await db.fetch(None, "SELECT * FROM door_devices($1)", ctx.actor.account_id)]


def _device(row: Any) -> UserDevice:
    return UserDevice(
        id=row["id"],
        platform=DevicePlatform(row["platform"]),
        name=row["name"],
        registered_at=row["registered_at"],
    )
