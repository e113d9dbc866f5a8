"""The link by which a patient answers for a visit without signing in: will come, or will not.

It is signed and stored nowhere: it says whose clinic, which visit, until when, and its number, and whoever has it may
answer once. An answer uses its number up (`link_number`), and so does moving the visit: older links are dead then. It
ends when the visit begins. Where it is shown the token stands behind a #, so that no server on the way logs it.
"""

from __future__ import annotations

import datetime as dt
import struct
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import strawberry

from core.errors import ClinicSuspended, Conflict, NotFound
from core.limits import network
from core.settings import Settings
from core.tokens import opened, signed
from models.appointments import Appointment
from models.appointments import AppointmentStatus as S
from operation.context import Context, Identity
from operation.inputs import Text
from operation.jobs import Hopeless, clinic_now
from operation.operation import action, own_transaction, query
from permissions import Actor, ActorKind, Grants, OwnIds, Permission, key, token
from resolvers.appointment_status import Reason
from resolvers.visits import alter

P = Permission

PURPOSE = "appointment-answer"
#: Answers that one address may give in a minute.
MOST_ANSWERS = 30
#: A visit that somebody may still answer for.
_OPEN = (S.REQUESTED, S.SCHEDULED, S.CONFIRMED)
#: Clinic, visit, seconds since 1970, number.
_PAYLOAD = struct.Struct("!16s16sQI")


@dataclass(frozen=True, slots=True)
class Link:
    """What a token says."""

    clinic_id: UUID
    appointment_id: UUID
    expires_at: dt.datetime
    number: int


def token_of(settings: Settings, clinic_id: UUID, visit: Appointment) -> str:
    """The token that is good for a visit now."""
    payload = _PAYLOAD.pack(clinic_id.bytes, visit.id.bytes, int(visit.starts_at.timestamp()), visit.link_number)
    return signed(settings.secret_key, PURPOSE, payload)


def url_of(settings: Settings, shown: str) -> str:
    return f"{settings.public_url.rstrip('/')}/appointments/respond#{shown}"


def read(settings: Settings, shown: str) -> Link | None:
    """What a token says; None for one that we did not make."""
    payload = opened(settings.secret_key, PURPOSE, shown)
    if payload is None or len(payload) != _PAYLOAD.size:
        return None
    clinic, visit, until, number = _PAYLOAD.unpack(payload)
    return Link(UUID(bytes=clinic), UUID(bytes=visit), dt.datetime.fromtimestamp(until, dt.UTC), number)


def answerable(visit: Appointment) -> bool:
    """Whether there is anything to answer: the visit is still ahead, and was not called off."""
    return visit.removed_at is None and visit.status in _OPEN and visit.starts_at > dt.datetime.now(dt.UTC)


@strawberry.type(description="Where a patient answers for a visit without signing in.")
class AppointmentLink:
    url: str
    token: str
    expires_at: dt.datetime = strawberry.field(description="When the visit begins: the link ends then.")


@query(key(P.APPOINTMENTS_VIEW_DETAIL))
async def appointment_link(ctx: Context, *, id: UUID) -> AppointmentLink | None:  # noqa: A002
    """The link by which the patient of a visit confirms or cancels it, once, without signing in; the same one until it
    is used or the visit is moved.

    Null for a visit that the caller may not see; CONFLICT for one that is over or was called off.
    """
    statement = ctx.rows(Appointment).where(Appointment.id == id).window(1).select(Appointment.columns)
    found = await ctx.fetch(statement)
    if not found:
        return None
    visit = Appointment._init_from_db(**found[0])
    ctx.runtime.access_log.note(ctx, ctx.operation, Appointment, [visit.id])
    if visit.removed_at is not None:
        return None
    if not answerable(visit):
        raise Conflict("There is nothing to answer for this visit any more.")
    settings: Settings = ctx.runtime.services["settings"]
    shown = token_of(settings, ctx.clinic.id, visit)
    return AppointmentLink(url=url_of(settings, shown), token=shown, expires_at=visit.starts_at)


class AppointmentAnswer(StrEnum):
    """What a patient says of a visit: will come, or will not."""

    CONFIRM = "confirm"
    CANCEL = "cancel"


@strawberry.type(description="A visit after its patient answered for it: nothing else is told to the holder of a link.")
class AnsweredAppointment:
    answer: AppointmentAnswer
    starts_at: dt.datetime
    ends_at: dt.datetime
    clinic_name: str
    timezone: str = strawberry.field(description="The clinic's time zone.")


@action(token())
async def respond_to_appointment(
    ctx: Context,
    *,
    token: Annotated[str, Text(1, 200)],
    answer: AppointmentAnswer,
    reason: Reason | None = None,
) -> AnsweredAppointment:
    """Confirm or cancel a visit by the link from a mail, without signing in. Each link is good for one answer.

    NOT_FOUND for a token that is not ours, CONFLICT for one that was used, or whose visit was moved, began or was
    called off. RATE_LIMITED after thirty answers a minute.
    """
    await ctx.runtime.services["limiter"].hit("appointment-answer", network(ctx.request.address), most=MOST_ANSWERS)
    link = read(ctx.runtime.services["settings"], token)
    if link is None:
        raise NotFound("This link is not valid.")
    inner = await _holder(ctx, link)
    async with own_transaction(inner):
        rows = inner.clinic_rows(Appointment).where(Appointment.id == link.appointment_id)
        visit = await inner.first(rows, for_update=True)
        if visit is None:
            raise NotFound("This link is not valid.")
        over = link.expires_at <= dt.datetime.now(dt.UTC) or link.number != visit.link_number
        if over or not answerable(visit):
            raise Conflict("This link is no longer good; please call the clinic.")
        await _answer(inner, visit, answer, reason)
    return AnsweredAppointment(
        answer=answer,
        starts_at=visit.starts_at,
        ends_at=visit.ends_at,
        clinic_name=inner.clinic.name,
        timezone=inner.clinic.timezone,
    )


async def _answer(ctx: Context, visit: Appointment, answer: AppointmentAnswer, reason: str | None) -> None:
    used = {"link_number": visit.link_number + 1}
    if answer is AppointmentAnswer.CANCEL:
        await alter(ctx, visit, used | {"cancel_reason": reason or None}, S.CANCELLED)
    elif visit.status == S.CONFIRMED:
        await alter(ctx, visit, used | {"confirmed_at": visit.confirmed_at or dt.datetime.now(dt.UTC)})
    else:
        await alter(ctx, visit, used, S.CONFIRMED)


async def _holder(ctx: Context, link: Link) -> Context:
    """The surroundings of whoever holds a link: in its clinic, with no right at all."""
    try:
        info, modules, _ = await clinic_now(link.clinic_id)
    except Hopeless:
        raise NotFound("This link is not valid.") from None
    if info.suspended:
        raise ClinicSuspended("This clinic takes no answers at the moment; please call it.")
    actor = Actor(
        kind=ActorKind.SHARE_LINK,
        clinic_id=link.clinic_id,
        plan=info.plan,
        modules=modules,
        grants=Grants(),
        own=OwnIds(),
        suspended=info.suspended,
    )
    return Context(Identity(actor, info), ctx.request, ctx.runtime)
