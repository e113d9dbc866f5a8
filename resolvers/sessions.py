"""Signing in and out: what a caller shows for a session, and what a session becomes."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import strawberry

from core import db, passwords
from core.errors import Forbidden, NotFound, Problem, Unauthenticated
from core.ids import uuid7
from core.tokens import new_token, token_hash
from operation.context import Context
from operation.inputs import Text
from operation.operation import Refused, action, own_transaction
from permissions import Role, SessionKind, public, session, token

ACCESS_LIFETIME = dt.timedelta(minutes=15)
REFRESH_LIFETIME = dt.timedelta(days=30)
DCMS_LIFETIME = dt.timedelta(hours=24)
DCMS_REMEMBERED = dt.timedelta(days=7)
DCMS_PATIENT_LIFETIME = dt.timedelta(days=3)
TICKET_LIFETIME = dt.timedelta(seconds=30)

#: Names under which the ways in hand over what a browser showed, and take back what it is to keep.
REFRESH = "refresh"
ACCESS = "access"

WRONG = "E-mail or password is wrong."


class Device(StrEnum):
    """Where a session lives."""

    WEB = "web"
    MOBILE = "mobile"


@strawberry.type(description="What a sign-in or a refresh hands out; shown once.")
class SignedIn:
    access_token: str | None = strawberry.field(description="Bearer token; null when cookies carry it.")
    refresh_token: str | None = strawberry.field(description="Renews the access token once; null with cookies and DCMS.")
    expires_at: dt.datetime = strawberry.field(description="When the access token ends.")
    session_id: UUID
    account_id: UUID
    display_name: str
    role: Role | None = strawberry.field(description="Role in the active clinic.")
    clinic_id: UUID | None
    username: str | None = strawberry.field(description="User name in the active clinic.")


@action(public(), while_suspended=True)
async def sign_in(
    ctx: Context,
    *,
    identifier: Annotated[str, Text(1, 254)],
    password: str,
    device: Device = Device.WEB,
    device_name: Annotated[str, Text(0, 120)] | None = None,
    cookies: bool = False,
) -> SignedIn:
    """Sign in with e-mail (or user name) and password; the session is in the clinic used last.

    The access token lives 15 minutes, its refresh token renews it once. `cookies: true` sets them as HttpOnly
    cookies instead. UNAUTHENTICATED never tells whether the account exists; RATE_LIMITED after ten tries a minute.
    """
    account, membership = await _authenticate(ctx, identifier, password, dcms=False)
    clinic = membership["clinic_id"] if membership else None
    ctx.request.wants_cookies = cookies
    opened = await _open(ctx, account, clinic, SessionKind(device.value), REFRESH_LIFETIME, device_name, refresh=True)
    return _signed_in(account, membership, opened)


@action(public(), while_suspended=True)
async def sign_in_dcms(
    ctx: Context,
    *,
    username: Annotated[str, Text(1, 254)],
    password: str,
    device_name: Annotated[str, Text(0, 120)] | None = None,
    remember_me: bool = False,
) -> SignedIn:
    """DCMS sign-in: one long bearer token (24 hours, or 7 days) and no refresh token.

    Only for members of a clinic that switched it on; FORBIDDEN elsewhere.
    """
    account, membership = await _authenticate(ctx, username, password, dcms=True)
    if membership is None:
        raise Forbidden("This clinic does not accept this sign-in.")
    lifetime = DCMS_REMEMBERED if remember_me else DCMS_LIFETIME
    kind = SessionKind.DCMS
    opened = await _open(ctx, account, membership["clinic_id"], kind, lifetime, device_name, refresh=False)
    return _signed_in(account, membership, opened)


@action(token(), while_suspended=True)
async def refresh_session(ctx: Context, *, refresh_token: str | None = None) -> SignedIn:
    """Renew the access token: by a refresh token (argument or cookie), or by a live DCMS bearer token.

    Each refresh token works once. Showing a used one again ends the session: somebody else may hold it.
    """
    await _limiter(ctx).hit("refresh", ctx.request.address, most=120)
    shown = refresh_token or ctx.request.credentials.get(REFRESH)
    ctx.request.wants_cookies = refresh_token is None and REFRESH in ctx.request.credentials
    if shown:
        return await _rotate(ctx, shown)
    if bearer := ctx.request.credentials.get(ACCESS):
        return await _replace(ctx, bearer)
    raise Unauthenticated("Show a refresh token.")


@action(session(), while_suspended=True)
async def sign_out(ctx: Context) -> bool:
    """End this session at once, on every process."""
    actor = ctx.actor
    async with own_transaction(ctx):
        await ctx.db.fetchval("SELECT door_session_revoke($1, $2)", actor.session_id, actor.account_id)
        ctx.emit_platform("session.revoked", account=actor.account_id)
    _drop_cookies(ctx)
    return True


@action(session(), while_suspended=True)
async def switch_clinic(ctx: Context, *, clinic_id: UUID) -> bool:
    """Make another of one's clinics the session's active one. NOT_FOUND for a clinic one does not belong to."""
    actor = ctx.actor
    async with own_transaction(ctx):
        if not await ctx.db.fetchval("SELECT door_session_switch($1, $2, $3)", actor.session_id, actor.account_id, clinic_id):
            raise NotFound("No such clinic.")
        ctx.emit_platform("session.clinic_switched", account=actor.account_id)
    return True


@strawberry.type(description="Opens one event stream from a browser, which cannot send headers there.")
class StreamTicket:
    ticket: str
    expires_at: dt.datetime


@action(session(), while_suspended=True)
async def create_stream_ticket(ctx: Context) -> StreamTicket:
    """A single-use ticket, good for 30 seconds, for `EventSource("/api/v1/protected/sse/clinic-events?ticket=…")`."""
    await _limiter(ctx).hit("ticket", str(ctx.actor.session_id), most=60)
    ticket = new_token()
    until = dt.datetime.now(dt.UTC) + TICKET_LIFETIME
    async with own_transaction(ctx):
        await ctx.db.execute(
            "SELECT door_ticket_issue($1, $2, $3, $4)", uuid7(), ctx.actor.session_id, token_hash(ticket), until
        )
    return StreamTicket(ticket=ticket, expires_at=until)


# --- how -----------------------------------------------------------------------------------------------------------


async def _authenticate(ctx: Context, identifier: str, password: str, *, dcms: bool) -> tuple[Any, Any]:
    """The account and the membership to sign in with. One answer and one duration for every wrong pair."""
    name = identifier.strip().lower()
    await _limiter(ctx).hit("sign-in-pair", f"{name}|{ctx.request.address}", most=10)
    await _limiter(ctx).hit("sign-in-account", name, most=30)
    await _limiter(ctx).hit("sign-in-address", ctx.request.address, most=120)
    async with db.read(None) as connection:
        candidates = await connection.fetch("SELECT * FROM door_sign_in($1)", name)
    account = None
    # One verification per candidate, and one for nobody: user names are unique per clinic, not over all.
    for candidate in candidates or [None]:
        if await passwords.verify(candidate and candidate["password_hash"], password) and account is None:
            account = candidate
    if account is None or account["disabled"]:
        raise Refused(Unauthenticated(WRONG), _keep_failure(candidates))
    memberships = [m for m in account["memberships"] if m["active"] and (m["dcms"] or not dcms)]
    if dcms and not any(m["username"].lower() == name for m in memberships):
        memberships = [m for m in memberships if account["last_clinic_id"] in (None, UUID(m["clinic_id"]))] or memberships
    by_name = [m for m in memberships if m["username"].lower() == name]
    last = [m for m in memberships if UUID(m["clinic_id"]) == account["last_clinic_id"]]
    membership = next(iter(by_name or last or memberships), None)
    if membership is None and not account["is_superadmin"] and not dcms:
        raise Forbidden("Your account belongs to no active clinic.")
    return account, membership and {**membership, "clinic_id": UUID(membership["clinic_id"])}


def _keep_failure(candidates: list[Any]) -> Any:
    async def keep(ctx: Context) -> None:
        for candidate in candidates[:1]:
            ctx.emit_platform("sign_in.failed", account=candidate["account_id"])

    return keep


async def _open(
    ctx: Context,
    account: Any,
    clinic: UUID | None,
    kind: SessionKind,
    lifetime: dt.timedelta,
    device_name: str | None,
    *,
    refresh: bool,
) -> dict[str, Any]:
    now = dt.datetime.now(dt.UTC)
    until = now + lifetime
    access_until = now + ACCESS_LIFETIME if refresh else until
    access, renewal = new_token(), new_token() if refresh else None
    session_id = uuid7()
    async with own_transaction(ctx):
        await ctx.db.execute(
            "SELECT door_session_open($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            session_id, account["account_id"], clinic, kind.value, token_hash(access), access_until, until,
            device_name, uuid7(), token_hash(renewal) if renewal else None, False, None,
        )  # fmt: skip
    return _handed_out(ctx, access, renewal, access_until, until, session_id)


def _handed_out(
    ctx: Context, access: str, renewal: str | None, until: dt.datetime, session_until: dt.datetime, session_id: UUID
) -> dict[str, Any]:
    """The tokens for the answer, or for cookies when the browser is to keep them."""
    shown: tuple[str | None, str | None] = (access, renewal)
    if ctx.request.wants_cookies:
        ctx.request.set_cookie(ACCESS, access, until)
        ctx.request.set_cookie(REFRESH, renewal, session_until)
        shown = (None, None)
    return {"access_token": shown[0], "refresh_token": shown[1], "expires_at": until, "session_id": session_id}


def _drop_cookies(ctx: Context) -> None:
    for name in (ACCESS, REFRESH):
        ctx.request.set_cookie(name, None, None)


def _signed_in(account: Any, membership: Any, opened: dict[str, Any]) -> SignedIn:
    return SignedIn(
        **opened,
        account_id=account["account_id"],
        display_name=account["display_name"],
        role=Role(membership["role"]) if membership else (Role.SUPERADMIN if account["is_superadmin"] else None),
        clinic_id=membership["clinic_id"] if membership else None,
        username=membership["username"] if membership else None,
    )


async def _rotate(ctx: Context, shown: str) -> SignedIn:
    access, renewal = new_token(), new_token()
    access_until = dt.datetime.now(dt.UTC) + ACCESS_LIFETIME
    problem: Problem | None = None
    async with own_transaction(ctx):
        row = await ctx.db.fetchrow(
            "SELECT * FROM door_session_rotate($1, $2, $3, $4, $5)",
            token_hash(shown), token_hash(access), access_until, uuid7(), token_hash(renewal),
        )  # fmt: skip
        if row["outcome"] == "reused":
            # Kept although the caller is refused: the family is over.
            ctx.emit_platform("session.refresh_reused", account=row["account_id"])
        if row["outcome"] != "rotated":
            problem = Unauthenticated("The refresh token is not valid.")
        else:
            # The old access token is dead with it.
            ctx.emit_platform("session.refreshed", account=row["account_id"])
    if problem is not None:
        _drop_cookies(ctx)
        raise problem
    until = min(access_until, row["expires_at"])
    return await _renewed(access, _handed_out(ctx, access, renewal, until, row["expires_at"], row["session_id"]))


async def _replace(ctx: Context, bearer: str) -> SignedIn:
    access = new_token()
    async with own_transaction(ctx):
        row = await ctx.db.fetchrow(
            "SELECT * FROM door_session_replace($1, $2)", token_hash(bearer), token_hash(access)
        )
        if row is None:
            raise Unauthenticated("Show a refresh token.")
        ctx.emit_platform("session.refreshed", account=row["account_id"])
    return await _renewed(access, _handed_out(ctx, access, None, row["expires_at"], row["expires_at"], row["session_id"]))


async def _renewed(access: str, opened: dict[str, Any]) -> SignedIn:
    async with db.read(None) as connection:
        row = await connection.fetchrow("SELECT * FROM door_actor($1)", token_hash(access))
    if row is None:
        raise Unauthenticated("The session has ended.")
    membership = row["membership"]
    account = {"account_id": row["account_id"], "display_name": row["display_name"], "is_superadmin": row["is_superadmin"]}
    return _signed_in(account, membership and {**membership, "clinic_id": UUID(row["clinic"]["id"])}, opened)


def _limiter(ctx: Context) -> Any:
    return ctx.runtime.services["limiter"]


