"""Signing in and out: what a caller shows for a session, and what a session becomes.

Every wrong pair of identifier and password gets the same answer after the same work, whether the account exists or not.
Tokens leave this file once, in the answer or as cookies; what is stored of them is a hash.

Refresh tokens rotate: each works once. Showing one again ends the session, for two people may hold it now. That is also
so when two requests race with the same token: the one that comes second cannot be told from a thief. A browser's tabs
share one refresh (a lock, a BroadcastChannel) rather than each trying their own.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import strawberry

from core import db, passwords
from core.errors import Conflict, Forbidden, NotFound, Problem, Unauthenticated, invalid
from core.identifiers import account_key, is_email
from core.ids import uuid7
from core.limits import Limiter, network
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
#: Given with the session's id as its value; the way in makes the token of it.
CSRF = "csrf"

WRONG = "E-mail, user name or password is wrong."
#: People of different clinics who have one user name: so many are tried, never fewer and never more.
CANDIDATES = 3


class Device(StrEnum):
    """Where a session lives."""

    WEB = "web"
    MOBILE = "mobile"


@strawberry.type(description="Who signed in.")
class SignedInPerson:
    account_id: UUID
    display_name: str
    username: str | None = strawberry.field(description="User name in the active clinic.")
    role: Role | None = strawberry.field(description="Role in the active clinic.")


@strawberry.type(description="Where somebody signed in.")
class SignedInClinic:
    id: UUID
    name: str


@strawberry.type(description="What a sign-in or a refresh hands out; shown once.")
class SignedIn:
    access_token: str | None = strawberry.field(description="Bearer token; null when cookies carry it.")
    refresh_token: str | None = strawberry.field(
        description="Renews the access token once; null with cookies and DCMS."
    )
    expires_at: dt.datetime = strawberry.field(description="When the access token ends.")
    session_id: UUID
    account_id: UUID
    display_name: str
    role: Role | None = strawberry.field(description="Role in the active clinic.")
    clinic_id: UUID | None
    username: str | None = strawberry.field(description="User name in the active clinic.")
    person: SignedInPerson
    clinic: SignedInClinic | None = strawberry.field(description="The active clinic.")


Identifier = Annotated[str, Text(1, 254)]
DeviceName = Annotated[str, Text(0, 120)]


@action(public(), while_suspended=True)
async def sign_in(
    ctx: Context,
    *,
    identifier: Identifier,
    password: str,
    clinic_id: UUID | None = None,
    device: Device = Device.WEB,
    device_name: DeviceName | None = None,
    cookies: bool = False,
) -> SignedIn:
    """Sign in with e-mail (or user name) and password; the session is in `clinicId`, or in the clinic used last.

    The access token lives 15 minutes, its refresh token renews it once. `cookies: true` sets them as HttpOnly
    cookies instead. UNAUTHENTICATED never tells whether the account exists; FORBIDDEN for a disabled account, or one
    without an active clinic; CONFLICT when people of several clinics have this user name and password: name the clinic.
    RATE_LIMITED after ten tries a minute.
    """
    if cookies and ctx.request.transport not in ("http", "rest"):
        raise invalid("cookies", "Cookies are set over HTTP only.")
    account, place = await _authenticate(ctx, identifier, password, clinic_id, dcms=False)
    ctx.request.wants_cookies = cookies
    opened = await _open(ctx, account, place, SessionKind(device.value), REFRESH_LIFETIME, device_name)
    return _signed_in(account, place, opened)


@action(public(), while_suspended=True)
async def sign_in_dcms(
    ctx: Context,
    *,
    username: Identifier,
    password: str,
    clinic_id: UUID | None = None,
    device_name: DeviceName | None = None,
    remember_me: bool = False,
) -> SignedIn:
    """DCMS sign-in: one long bearer token (24 hours, or 7 days) and no refresh token.

    Only for members of a clinic that switched it on; FORBIDDEN elsewhere. Refusals and limits as for `signIn`.
    """
    account, place = await _authenticate_dcms(ctx, username, password, clinic_id)
    lifetime = DCMS_REMEMBERED if remember_me else DCMS_LIFETIME
    return _signed_in(account, place, await _open(ctx, account, place, SessionKind.DCMS, lifetime, device_name))


@action(public(), while_suspended=True)
async def sign_in_dcms_patient(
    ctx: Context,
    *,
    username: Identifier,
    password: str,
    clinic_id: UUID | None = None,
    device_name: DeviceName | None = None,
) -> SignedIn:
    """DCMS sign-in of patients: one bearer token for 3 days. FORBIDDEN for anybody else."""
    account, place = await _authenticate_dcms(ctx, username, password, clinic_id)
    if place["role"] != Role.PATIENT:
        raise Forbidden("This sign-in is for patients.")
    kind = SessionKind.DCMS_PATIENT
    return _signed_in(account, place, await _open(ctx, account, place, kind, DCMS_PATIENT_LIFETIME, device_name))


@action(token(), while_suspended=True)
async def refresh_session(ctx: Context, *, refresh_token: str | None = None) -> SignedIn:
    """Renew the access token: by a refresh token (argument or cookie), or by a live DCMS bearer token.

    Each refresh token works once. Showing a used one again ends the session: somebody else may hold it. Two requests at
    once with the same token do that too. A DCMS token keeps its session and its end; the old one is dead at once.
    """
    await _limiter(ctx).hit("refresh", network(ctx.request.address), most=120)
    shown = refresh_token or ctx.request.credentials.get(REFRESH)
    ctx.request.wants_cookies = refresh_token is None and REFRESH in ctx.request.credentials
    if shown:
        return await _rotate(ctx, shown)
    if bearer := ctx.request.credentials.get(ACCESS):
        return await _replace(ctx, bearer)
    raise Unauthenticated("Show a refresh token.")


@strawberry.type(description="How many sessions ended.")
class SignedOut:
    ended: int


@action(session(), while_suspended=True)
async def sign_out(ctx: Context) -> SignedOut:
    """End this session at once, on every process."""
    actor = ctx.actor
    async with own_transaction(ctx):
        ended = await ctx.db.fetchval("SELECT door_session_revoke($1, $2)", actor.session_id, actor.account_id)
        ctx.emit_platform("session.revoked", account=actor.account_id, session=actor.session_id)
    _drop_cookies(ctx)
    return SignedOut(ended=int(ended))


@action(session(), while_suspended=True)
async def sign_out_others(ctx: Context) -> SignedOut:
    """End all other sessions of one's account, in every clinic; this one goes on."""
    actor = ctx.actor
    async with own_transaction(ctx):
        ended = await ctx.db.fetchval("SELECT door_session_revoke_others($1, $2)", actor.session_id, actor.account_id)
        ctx.emit_platform("session.others_revoked", account=actor.account_id)
    return SignedOut(ended=int(ended))


@action(session(), while_suspended=True)
async def switch_clinic(ctx: Context, *, clinic_id: UUID) -> bool:
    """Make another of one's clinics the session's active one. NOT_FOUND for a clinic one does not belong to."""
    actor = ctx.actor
    async with own_transaction(ctx):
        moved = await ctx.db.fetchval(
            "SELECT door_session_switch($1, $2, $3)", actor.session_id, actor.account_id, clinic_id
        )
        if not moved:
            raise NotFound("No such clinic.")
        ctx.emit_platform("session.clinic_switched", account=actor.account_id, session=actor.session_id)
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


async def _authenticate(
    ctx: Context, identifier: str, password: str, clinic: UUID | None, *, dcms: bool
) -> tuple[Any, Any]:
    """The account and the place (a membership, or None for a superadmin) to sign in with.

    Raises Unauthenticated for every wrong pair, after work that depends on the form of the identifier alone.
    """
    name = account_key(identifier)
    address = network(ctx.request.address)
    limiter = _limiter(ctx)
    await limiter.hit("sign-in-pair", f"{name}|{address}", most=10)
    await limiter.hit("sign-in-account", name, most=30)
    await limiter.hit("sign-in-address", address, most=120)
    tries = 1 if is_email(name) or clinic is not None else CANDIDATES
    async with db.read(None) as connection:
        candidates = await connection.fetch("SELECT * FROM door_sign_in($1, $2, $3, $4)", name, clinic, dcms, tries)
    hashes = [c["password_hash"] for c in candidates] + [None] * (tries - len(candidates))
    fits = [await passwords.verify(stored, password) for stored in hashes]
    fitting = [c for c, fit in zip(candidates, fits, strict=False) if fit]
    if not fitting:
        raise Refused(Unauthenticated(WRONG, reason="INVALID_CREDENTIALS"), _keep_failure(candidates))
    if len(fitting) > 1:
        # One of them would get into the other's account.
        raise Conflict("Several people have this user name; sign in with your e-mail, or name the clinic.")
    account: Any = fitting[0]
    if account["disabled"]:
        raise Forbidden("This account is disabled.")
    place = _place(account, name, clinic, dcms)
    if place is None and (dcms or clinic is not None or not account["is_superadmin"]):
        raise Forbidden("This clinic does not accept this sign-in." if dcms else "Your account has no active clinic.")
    return account, place


async def _authenticate_dcms(ctx: Context, username: str, password: str, clinic: UUID | None) -> tuple[Any, Any]:
    if not password.strip():
        raise invalid("password", "Must not be blank.")
    return await _authenticate(ctx, username, password, clinic, dcms=True)


def _place(account: Any, name: str, clinic: UUID | None, dcms: bool) -> dict[str, Any] | None:
    """The membership to begin in: of the clinic named, of the user name typed, else of the clinic used last."""
    open_ones = [
        {**m, "clinic_id": UUID(m["clinic_id"])}
        for m in account["memberships"]
        if m["active"]
        and (m["dcms"] or not dcms)
        and (is_email(name) or m["username_lower"] == name)
        and (clinic is None or UUID(m["clinic_id"]) == clinic)
    ]
    last = [m for m in open_ones if m["clinic_id"] == account["last_clinic_id"]]
    return next(iter(last or open_ones), None)


def _keep_failure(candidates: list[Any]) -> Any:
    """Failures are kept for unknown names too: an answer must not be quicker where nobody has the name."""
    account = candidates[0]["account_id"] if len(candidates) == 1 else None

    async def keep(ctx: Context) -> None:
        ctx.emit_platform("sign_in.failed", account=account)

    return keep


async def _open(
    ctx: Context, account: Any, place: Any, kind: SessionKind, lifetime: dt.timedelta, device_name: str | None
) -> dict[str, Any]:
    """A new session; those of a person's own devices get a refresh token, DCMS ones a long access token."""
    renewed = kind in (SessionKind.WEB, SessionKind.MOBILE)
    now = dt.datetime.now(dt.UTC)
    until = now + lifetime
    access_until = now + ACCESS_LIFETIME if renewed else until
    access, renewal = new_token(), new_token() if renewed else None
    session_id = uuid7()
    async with own_transaction(ctx):
        await ctx.db.execute(
            "SELECT door_session_open($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            session_id, account["account_id"], place["clinic_id"] if place else None, kind.value, token_hash(access),
            access_until, until, device_name, uuid7(), token_hash(renewal) if renewal else None, False, None,
        )  # fmt: skip
        ctx.emit_platform("session.opened", account=account["account_id"], session=session_id)
    return _handed_out(ctx, access, renewal, access_until, until, session_id)


def _handed_out(
    ctx: Context, access: str, renewal: str | None, until: dt.datetime, session_until: dt.datetime, session_id: UUID
) -> dict[str, Any]:
    """The tokens for the answer, or for cookies when the browser is to keep them."""
    shown: tuple[str | None, str | None] = (access, renewal)
    if ctx.request.wants_cookies:
        ctx.request.set_cookie(ACCESS, access, until)
        ctx.request.set_cookie(REFRESH, renewal, session_until)
        ctx.request.set_cookie(CSRF, str(session_id), session_until)
        shown = (None, None)
    return {"access_token": shown[0], "refresh_token": shown[1], "expires_at": until, "session_id": session_id}


def _drop_cookies(ctx: Context) -> None:
    for name in (ACCESS, REFRESH, CSRF):
        ctx.request.set_cookie(name, None, None)


def _signed_in(account: Any, place: Any, opened: dict[str, Any]) -> SignedIn:
    role = Role(place["role"]) if place else (Role.SUPERADMIN if account["is_superadmin"] else None)
    account_id, display_name = account["account_id"], account["display_name"]
    username = place["username"] if place else None
    return SignedIn(
        **opened,
        account_id=account_id,
        display_name=display_name,
        role=role,
        clinic_id=place["clinic_id"] if place else None,
        username=username,
        person=SignedInPerson(account_id=account_id, display_name=display_name, username=username, role=role),
        clinic=SignedInClinic(id=place["clinic_id"], name=place["clinic_name"]) if place else None,
    )


async def _rotate(ctx: Context, shown: str) -> SignedIn:
    access, renewal = new_token(), new_token()
    access_until = dt.datetime.now(dt.UTC) + ACCESS_LIFETIME
    problem: Problem | None = None
    async with own_transaction(ctx):
        row: Any = await ctx.db.fetchrow(
            "SELECT * FROM door_session_rotate($1, $2, $3, $4, $5)",
            token_hash(shown), token_hash(access), access_until, uuid7(), token_hash(renewal),
        )  # fmt: skip
        if ctx.request.wants_cookies and row["session_id"] and not ctx.request.own_page(row["session_id"]):
            # Before anything is kept: a foreign page can neither renew nor end a session.
            raise Forbidden("Send the CSRF token of your session in X-CSRF-Token.")
        if row["outcome"] == "reused":
            # Kept although the caller is refused: the family is over.
            ctx.emit_platform("session.refresh_reused", account=row["account_id"], session=row["session_id"])
        if row["outcome"] != "rotated":
            problem = Unauthenticated("The refresh token is not valid.")
        else:
            # The old access token is dead with it.
            ctx.emit_platform("session.refreshed", account=row["account_id"], session=row["session_id"])
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
        ctx.emit_platform("session.refreshed", account=row["account_id"], session=row["session_id"])
    until = row["expires_at"]
    return await _renewed(access, _handed_out(ctx, access, None, until, until, row["session_id"]))


async def _renewed(access: str, opened: dict[str, Any]) -> SignedIn:
    async with db.read(None) as connection:
        row = await connection.fetchrow("SELECT * FROM door_actor($1, NULL)", token_hash(access))
    if row is None:
        raise Unauthenticated("The session has ended.")
    place = row["membership"] and {
        **row["membership"],
        "clinic_id": UUID(row["clinic"]["id"]),
        "clinic_name": row["clinic"]["name"],
    }
    return _signed_in(row, place, opened)


def _limiter(ctx: Context) -> Limiter:
    limiter: Limiter = ctx.runtime.services["limiter"]
    return limiter
