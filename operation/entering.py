"""Acting from the platform: every operation of a superadmin is recorded before it runs, and one that names a clinic in
its address runs inside that clinic.

So a command on a clinic is a command like any other: transaction behind both walls, idempotency, versions, events in
the clinic's own log, under the superadmin's own name and with the reason.
"""

from __future__ import annotations

import dataclasses
from uuid import UUID

import asyncpg

from core.errors import NotFound, Unavailable, invalid
from core.ids import uuid7
from core.pool import LOST
from models.backend import transaction
from operation import jobs
from operation.context import Context, Identity
from permissions import Grants, Plan, Role, resolve


async def entered(ctx: Context, clinic_id: UUID) -> Context:
    """The context of a superadmin's operation inside the clinic that it names; also in one that was deleted.

    Raises NotFound for no clinic, Invalid when the request names another one besides.
    """
    if ctx.actor.clinic_id not in (None, clinic_id):
        raise invalid("X-Clinic-Id", "Names another clinic than the address.")
    try:
        info, modules, _ = await jobs.clinic_now(clinic_id, deleted=True)
    except jobs.Hopeless:
        raise NotFound("No such clinic.") from None
    actor = dataclasses.replace(
        ctx.actor, clinic_id=clinic_id, plan=info.plan, modules=modules, grants=held(info.plan), suspended=False
    )
    identity = Identity(actor, info, ctx.identity.email, None, ctx.identity.expires_at, ctx.identity.credential)
    return Context(identity, ctx.request, ctx.runtime)


def held(plan: Plan) -> Grants:
    """What a superadmin holds inside a named clinic: every key."""
    return resolve(Role.SUPERADMIN, plan)


async def record(ctx: Context, operation: str, clinic_id: UUID | None) -> None:
    """Append to the record of what the platform's people ran; of anybody else nothing. Whoever answers without running
    the operation itself (a stream, a file sent by hand) says so here. Raises Unavailable when it cannot be kept: then
    nothing runs."""
    actor = ctx.actor
    if not actor.platform:
        return
    try:
        async with transaction(None) as tx:
            await tx.execute(
                "SELECT door_platform_access($1, $2, $3, $4, $5, $6, $7)",
                uuid7(), actor.account_id, actor.session_id, clinic_id or actor.clinic_id, operation[:80], actor.reason,
                ctx.request.id[:64],
            )  # fmt: skip
    except (asyncpg.LockNotAvailableError, *LOST) as lost:
        raise Unavailable("What you do cannot be recorded at the moment; try again.", retry_after=1) from lost
