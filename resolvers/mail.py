"""Mail of the clinic: rendered and sent by the worker from ids; neither a text nor a token waits in the queue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from core.settings import Settings
from core.tokens import new_token, token_hash
from integrations import mail as integration
from models.log import OutgoingMail
from models.patients import Patient, PatientStatus, PortalInvitation
from operation.context import Context
from operation.jobs import Failed, Hopeless, attempt, job
from operation.operation import own_transaction
from permissions import Permission
from resolvers.notification_rules import KINDS

P = Permission

QUEUED, SENT, FAILED, CANCELLED = "queued", "sent", "failed", "cancelled"

#: What a template is filled with; None when there is nothing to say any more.
Values = Callable[[Context, OutgoingMail], Awaitable[dict[str, Any] | None]]


@job("send_mail", grants=(P.SETTINGS_EMAIL_TEMPLATES_VIEW, P.PATIENTS_VIEW, P.PATIENTS_INVITE_PORTAL))
async def send_mail(ctx: Context, *, mail_id: UUID) -> None:
    """Send a mail of `outgoing_mail`, unless it was sent, or what it is about is over."""
    settings: Settings = ctx.runtime.services["settings"]
    prepared = await _prepare(ctx, mail_id, settings)
    if prepared is None:
        return
    try:
        if settings.smtp_url is None:
            raise Hopeless("No mail server is set.")
        await _send(settings.smtp_url, prepared)
    except Failed as problem:
        over = isinstance(problem, Hopeless) or attempt(ctx).last
        await _note(ctx, mail_id, state=FAILED if over else QUEUED, failure=problem.reason)
        raise
    await _note(ctx, mail_id, state=SENT, sent_at=dt.datetime.now(dt.UTC), failure=None)


async def _prepare(ctx: Context, mail_id: UUID, settings: Settings) -> integration.Mail | None:
    """What to send, read and reserved in a transaction that is over before the server is called."""
    async with own_transaction(ctx):
        row = await ctx.load(OutgoingMail, mail_id)
        # One that failed is here because somebody had it run again.
        if row.state not in (QUEUED, FAILED) or not row.recipient:
            return None
        values = await VALUES[row.template](ctx, row)
        if values is None:
            await ctx.change(row, state=CANCELLED)
            return None
        return integration.Mail(
            number=str(row.id),
            sender=settings.mail_from,
            sender_name=ctx.clinic.name,
            recipient=row.recipient,
            template=row.template,
            values={"clinic": ctx.clinic.name, **values},
        )


async def _send(url: str, mail: integration.Mail) -> None:
    try:
        await integration.send(url, integration.render(mail))
    except integration.NotSentError as problem:
        raise (Hopeless if problem.final else Failed)(problem.reason) from None


async def _note(ctx: Context, mail_id: UUID, **values: Any) -> None:
    async with own_transaction(ctx):
        await ctx.change(await ctx.load(OutgoingMail, mail_id), **values)


async def _portal_invitation(ctx: Context, mail: OutgoingMail) -> dict[str, Any] | None:
    """The link's token is made here and kept as a hash: an attempt that was not the last leaves a link that is dead."""
    table = PortalInvitation
    still_open = ctx.rows(table).where(table.patient_id == mail.patient_id, table.accepted_at.is_null())
    newest = still_open.order(table.created_at.desc(), table.id.desc())
    invitation = await ctx.first(newest, for_update=True)
    patient = await ctx.first(ctx.rows(Patient).where(Patient.id == mail.patient_id))
    if invitation is None or patient is None or patient.status != PatientStatus.ACTIVE:
        return None
    expires_at = invitation.expires_at
    if invitation.email != mail.recipient or expires_at is None or expires_at <= dt.datetime.now(dt.UTC):
        return None
    token = new_token()
    await ctx.change(invitation, token_hash=token_hash(token))
    settings: Settings = ctx.runtime.services["settings"]
    until = expires_at.astimezone(ZoneInfo(ctx.clinic.timezone))
    return {
        "name": patient.first_name,
        "until": f"{until.day} {until:%B %Y}",
        # Behind a #, so that no server on the way logs it.
        "link": f"{settings.public_url.rstrip('/')}/portal/invitation#{token}",
    }


async def _notification(ctx: Context, mail: OutgoingMail) -> dict[str, Any] | None:
    """What kind of thing happened; whom and what it is about stays behind the sign-in."""
    row = KINDS.get(mail.kind or "")
    settings: Settings = ctx.runtime.services["settings"]
    return {"says": row.says, "link": settings.public_url} if row is not None else None


VALUES: dict[str, Values] = {"portal_invitation": _portal_invitation, "notification": _notification}
