"""Who asks: a credential becomes an `Identity` here and nowhere else, never from what the client says of itself.

Identities are cached in the process under the hash of the credential. A cached one counts only while the platform
stream is confirmed (events/platform): a typical request reads no identity table, and a revoked session, a changed
role or a suspended clinic stops within a second on every process.
"""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import orjson
from starlette.requests import HTTPConnection

from core import db
from core.errors import Forbidden, Unauthenticated
from core.tokens import csrf_token, same, token_hash
from events.platform import PlatformChange, PlatformWatch
from models.clinics import ClinicStatus
from operation.context import ANONYMOUS_IDENTITY, ClinicInfo, Identity
from permissions import (
    Actor,
    ActorKind,
    Grants,
    Module,
    OwnIds,
    Plan,
    Role,
    SessionKind,
    default_modules,
    resolve,
)

ACCESS_COOKIE = "odontograph_access"
REFRESH_COOKIE = "odontograph_refresh"
CSRF_COOKIE = "odontograph_csrf"
CSRF_HEADER = "x-csrf-token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

CACHE_SIZE = 20_000


class Authenticator:
    """Turns credentials into identities. One per process."""

    def __init__(self, watch: PlatformWatch, secret: bytes) -> None:
        self._watch = watch
        self._secret = secret
        self._known: OrderedDict[str, Identity] = OrderedDict()
        watch.listen(self._changed)

    async def authenticate(self, connection: HTTPConnection) -> Identity:
        """The identity behind a request: bearer token first, then cookie (with CSRF proof for what changes things).

        Raises Unauthenticated for a bad credential, Forbidden for a missing CSRF proof; no credential is anonymous.
        """
        header = connection.headers.get("authorization")
        if header is not None:
            scheme, _, shown = header.partition(" ")
            if scheme.lower() != "bearer" or not shown.strip():
                raise Unauthenticated("Use `Authorization: Bearer <token>`.")
            return await self.identify(shown.strip())
        cookie = connection.cookies.get(ACCESS_COOKIE)
        if cookie is None:
            return ANONYMOUS_IDENTITY
        self._check_origin(connection, cookie)
        return await self.identify(cookie)

    async def identify(self, token: str) -> Identity:
        """The identity of an access token. Raises Unauthenticated for one that is unknown, expired or revoked."""
        if not 20 <= len(token) <= 200:
            raise Unauthenticated("The session has ended; sign in again.")
        found = await self.by_hash(token_hash(token))
        if found is None:
            raise Unauthenticated("The session has ended; sign in again.")
        return found

    async def by_hash(self, credential: str) -> Identity | None:
        """The identity of a token's hash, from the cache while that may be trusted; None when the session is over."""
        if self._watch.current and (known := self._known.get(credential)) is not None:
            if known.expires_at is None or known.expires_at > dt.datetime.now(dt.UTC):
                return known
            del self._known[credential]
            return None
        async with db.read(None) as connection:
            row = await connection.fetchrow("SELECT * FROM door_actor($1)", credential)
        if row is None:
            return None
        identity = _identity(row, credential)
        # What this process has seen beyond the row's head may not be in the row: then it serves once only.
        if self._watch.head <= row["head"]:
            self._known[credential] = identity
            if len(self._known) > CACHE_SIZE:
                self._known.popitem(last=False)
        return identity

    async def refresh(self, identity: Identity) -> Identity | None:
        """The same caller as of now; None when the session is over. Cheap while nothing changed."""
        return await self.by_hash(identity.credential) if identity.credential else None

    async def still_valid(self, identity: Identity) -> bool:
        """Whether a long stream may go on."""
        return identity.credential is None or await self.refresh(identity) is not None

    def csrf(self, access_token: str) -> str:
        """The CSRF token that goes with an access cookie."""
        return csrf_token(self._secret, token_hash(access_token))

    def _check_origin(self, connection: HTTPConnection, cookie: str) -> None:
        """A cookie is sent by the browser whoever asked it to: what changes things proves it came from our page."""
        if connection.scope["type"] == "websocket":
            origin = connection.headers.get("origin")
            if origin is None or urlsplit(origin).netloc != connection.headers.get("host"):
                raise Forbidden("A cookie opens a WebSocket from our own pages only.")
            return
        if connection.scope["method"] in SAFE_METHODS:
            return
        if connection.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise Forbidden("Requests with cookies come from our own pages only.")
        if not same(connection.headers.get(CSRF_HEADER, ""), self.csrf(cookie)):
            raise Forbidden("Send the CSRF token of your session in X-CSRF-Token.")

    def _changed(self, change: PlatformChange) -> None:
        """Forget everybody whom a platform event concerns."""
        gone = [
            credential
            for credential, identity in self._known.items()
            if (change.account_id is not None and identity.actor.account_id == change.account_id)
            or (
                change.account_id is None
                and change.clinic_id is not None
                and identity.actor.clinic_id == change.clinic_id
            )
        ]
        for credential in gone:
            del self._known[credential]


def _identity(row: Any, credential: str) -> Identity:
    clinic, membership = row["clinic"], row["membership"]
    info: ClinicInfo | None = None
    if clinic is not None and membership is not None:
        info = ClinicInfo(
            id=UUID(clinic["id"]),
            name=clinic["name"],
            plan=Plan(clinic["plan"]),
            timezone=clinic["timezone"],
            currency=clinic["currency"],
            country=clinic["country"],
            suspended=clinic["status"] == ClinicStatus.SUSPENDED,
        )
    return Identity(
        actor=_actor(row, info, membership if info else None),
        clinic=info,
        email=row["email"],
        username=membership["username"] if membership else None,
        expires_at=row["access_expires_at"],
        credential=credential,
    )


def _actor(row: Any, clinic: ClinicInfo | None, membership: Any) -> Actor:
    membership_id = UUID(membership["id"]) if membership else None
    role = Role(membership["role"]) if membership else (Role.SUPERADMIN if row["is_superadmin"] else None)
    return Actor(
        kind=ActorKind.USER,
        account_id=row["account_id"],
        membership_id=membership_id,
        clinic_id=clinic.id if clinic else None,
        role=role,
        plan=clinic.plan if clinic else None,
        modules=_modules(clinic.plan, row["modules"]) if clinic else frozenset(),
        grants=grants(role, clinic.plan, row["template"], membership["overrides"]) if clinic and role else Grants(),
        own=OwnIds(
            patients=tuple(row["patients"]) if clinic else (),
            memberships=(membership_id,) if membership_id else (),
            account=row["account_id"],
        ),
        session_id=row["session_id"],
        session_kind=SessionKind(row["kind"]),
        impersonator_id=row["impersonator_id"],
        second_factor=row["second_factor"],
        reason=row["reason"],
        suspended=clinic.suspended if clinic else False,
        display_name=row["display_name"],
    )


def _modules(plan: Plan, switched: dict[str, bool] | None) -> frozenset[Module]:
    on = set(default_modules(plan))
    for name, enabled in (switched or {}).items():
        (on.add if enabled else on.discard)(Module(name))
    return frozenset(on)


def grants(role: Role, plan: Plan, template: Any, overrides: Any) -> Grants:
    """Resolved rights; the same stores give the same object, so that shapes compare fast."""
    return _grants(role, plan, _frozen(template), _frozen(overrides))


def _frozen(store: Any) -> bytes | None:
    return orjson.dumps(store, option=orjson.OPT_SORT_KEYS) if store else None


@lru_cache(maxsize=4096)
def _grants(role: Role, plan: Plan, template: bytes | None, overrides: bytes | None) -> Grants:
    return resolve(
        role,
        plan,
        template=orjson.loads(template) if template else None,
        overrides=orjson.loads(overrides) if overrides else None,
    )
