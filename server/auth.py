"""Who asks: a credential becomes an `Identity` here and nowhere else, never from what the client says of itself.

Identities are cached in the process under the hash of the credential. A cached one counts only while the platform
stream is confirmed (events/platform): a typical request reads no identity table, and a revoked session, a changed
role or a suspended clinic stops within a second on every process. A row that was read while the stream moved on
serves once and is not kept.

A bearer token is shown on purpose: a bad one is refused. A cookie is sent by the browser whoever asked it to: one whose
session is over is as good as none (so that it does not stand in the way of signing in again), and one that counts must
come with the proof that our own page asked.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict, defaultdict
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg
from starlette.requests import HTTPConnection

from core import db
from core.errors import Forbidden, NotFound, Unauthenticated, Unavailable
from core.patience import patiently
from core.pool import LOST
from core.tokens import csrf_token, same, token_hash
from events.platform import VALID_FOR, PlatformChange, PlatformWatch
from models.clinics import ClinicStatus
from operation.context import ANONYMOUS_IDENTITY, ClinicInfo, Credential, Identity, Stated
from operation.jobs import switched
from operation.rights import grants
from permissions import (
    Actor,
    ActorKind,
    Grants,
    OwnIds,
    Plan,
    Role,
    SessionKind,
)
from server import stating

#: Names of the cookies; over https the two secret ones are `__Host-…`, which no other host can plant.
ACCESS_COOKIE = "odontograph_access"
REFRESH_COOKIE = "odontograph_refresh"
CSRF_COOKIE = "odontograph_csrf"
CSRF_HEADER = "x-csrf-token"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

CACHE_SIZE = 20_000
#: Seconds: time zones differ by whole quarters of an hour.
DAY_CHANGES = 900
#: Events of the platform stream that change nobody's rights.
HARMLESS = frozenset({"sign_in.failed", "session.opened"})


def secret_cookie(name: str, secure: bool) -> str:
    """What a secret cookie is called on this scheme."""
    return f"__Host-{name}" if secure else name


@dataclass(frozen=True, slots=True)
class _Known:
    """A cached identity. `until`: when what depends on the date (a guardianship) must be looked at again."""

    identity: Identity
    until: float


class _Reading:
    """An identity that is being read, for all who ask meanwhile: a thousand streams of one session read it once."""

    __slots__ = ("_began", "_heard", "task")

    def __init__(self, watch: PlatformWatch, read: Coroutine[Any, Any, Identity | None]) -> None:
        self._began = time.monotonic()
        self._heard = watch.heard
        self.task = asyncio.create_task(read)

    def serves(self, watch: PlatformWatch) -> bool:
        """Whether one who asks now may have it: not when something was heard since it began, nor when it takes so
        long that what nobody announced would come too late."""
        return watch.heard == self._heard and time.monotonic() - self._began < VALID_FOR / 2


class Authenticator:
    """Turns credentials into identities. One per process."""

    def __init__(self, watch: PlatformWatch, secret: bytes, *, secure: bool = False) -> None:
        self._watch = watch
        self._secret = secret
        self._secure = secure
        self._known: OrderedDict[Credential, _Known] = OrderedDict()
        #: Credentials by account and by clinic, for forgetting them.
        self._of: defaultdict[UUID, set[Credential]] = defaultdict(set)
        self._readings: dict[Credential, _Reading] = {}
        watch.listen(self._changed)

    @property
    def known(self) -> int:
        """How many identities are cached."""
        return len(self._known)

    def secure(self, connection: HTTPConnection) -> bool:
        """Whether browsers reach us over https, here or at a proxy in front."""
        return self._secure or connection.scope.get("scheme") in ("https", "wss")

    async def authenticate(self, connection: HTTPConnection) -> Identity:
        """The identity behind a request: bearer token first, then cookie (with CSRF proof for what changes things).

        Raises Unauthenticated for a bad credential, Forbidden for a missing CSRF proof; no credential is anonymous.
        """
        header = connection.headers.get("authorization")
        if header is not None:
            scheme, _, shown = header.partition(" ")
            token = shown.strip()
            if not token or scheme.lower() != "bearer":
                raise Unauthenticated("Use `Authorization: Bearer <token>`.")
            bearer = self._remembered(token_hash(token)) or await self.identify(token)
            return await self._entered(stated) if (stated := stating.stated(connection, bearer)) else bearer
        if "cookie" not in connection.headers:
            return ANONYMOUS_IDENTITY
        cookie = connection.cookies.get(secret_cookie(ACCESS_COOKIE, self.secure(connection)))
        found = await self.by_hash(token_hash(cookie)) if cookie else None
        if found is None:
            return ANONYMOUS_IDENTITY
        self._check_origin(connection, found)
        return await self._entered(stated) if (stated := stating.stated(connection, found)) else found

    async def identify(self, token: str) -> Identity:
        """The identity of an access token. Raises Unauthenticated for one that is unknown, expired or revoked."""
        if not 20 <= len(token) <= 200:
            raise Unauthenticated("The session has ended; sign in again.")
        found = await self.by_hash(token_hash(token))
        if found is None:
            raise Unauthenticated("The session has ended; sign in again.")
        return found

    async def by_hash(self, credential: Credential) -> Identity | None:
        """The identity of a token's hash, from the cache while that may be trusted; None when the session is over."""
        if (remembered := self._remembered(credential)) is not None:
            return remembered
        reading = self._readings.get(credential)
        if reading is None or not reading.serves(self._watch):
            reading = self._readings[credential] = _Reading(self._watch, self._read(credential))
            reading.task.add_done_callback(partial(self._has_read, credential))
        return await asyncio.shield(reading.task)

    async def _entered(self, stated: Stated) -> Identity:
        """The identity in the clinic and with the reason that the request states (`server/stating`)."""
        entered = await self.by_hash(stated)
        if entered is None:
            raise Unauthenticated("The session has ended; sign in again.")
        if stated.clinic_id is not None and entered.clinic is None:
            raise NotFound("No such clinic.")
        return entered

    async def _read(self, credential: Credential) -> Identity | None:
        shown = credential if isinstance(credential, Stated) else Stated(credential, None)
        try:
            rows = await db.fetch(None, "SELECT * FROM door_actor($1, $2)", shown.credential, shown.clinic_id)
        except (asyncpg.LockNotAvailableError, *LOST) as lost:
            # Whoever asks has done nothing wrong, and is not signed out by it.
            raise Unavailable("The database cannot be reached at the moment; try again.", retry_after=1) from lost
        if not rows:
            self._forget(credential)
            return None
        row = rows[0]
        identity = _identity(row, credential, shown)
        # What this process has seen beyond the row's head may not be in the row: then it serves once only.
        if self._watch.head <= row["head"]:
            self._keep(credential, identity)
        return identity

    def _has_read(self, credential: Credential, task: asyncio.Task[Identity | None]) -> None:
        if not task.cancelled():
            task.exception()  # told to those who wait; with nobody left it is nobody's
        reading = self._readings.get(credential)
        if reading is not None and reading.task is task:
            del self._readings[credential]

    def _remembered(self, credential: Credential) -> Identity | None:
        """The cached identity, while it may be trusted."""
        known = self._known.get(credential)
        if known is None or not self._watch.current:
            return None
        if known.until <= time.time():
            self._forget(credential)
            return None
        return known.identity

    def _keep(self, credential: Credential, identity: Identity) -> None:
        self._forget(credential)
        now = time.time()
        until = identity.expires_at.timestamp() if identity.expires_at else now + DAY_CHANGES
        if identity.actor.own.patients:
            # Somewhere a day begins at every quarter of an hour: guardianships begin and end with it.
            until = min(until, (now // DAY_CHANGES + 1) * DAY_CHANGES)
        self._known[credential] = _Known(identity, until)
        for owner in _owners(identity):
            self._of[owner].add(credential)
        if len(self._known) > CACHE_SIZE:
            self._forget(next(iter(self._known)))

    def _forget(self, credential: Credential) -> None:
        known = self._known.pop(credential, None)
        for owner in _owners(known.identity) if known is not None else ():
            held = self._of[owner]
            held.discard(credential)
            if not held:
                del self._of[owner]

    async def refresh(self, identity: Identity) -> Identity | None:
        """The same caller as of now; None when the session is over. Cheap while nothing changed."""
        return await self.by_hash(identity.credential) if identity.credential else None

    def current(self, identity: Identity) -> Identity | None:
        """What `refresh` would say, where it need not ask: None means that it must."""
        return self._remembered(identity.credential) if identity.credential else None

    async def still_valid(self, identity: Identity) -> bool:
        """Whether a long stream may go on; it stands still until that is known."""
        return identity.credential is None or await patiently(partial(self.refresh, identity)) is not None

    def surely_valid(self, identity: Identity) -> bool:
        """Whether a long stream may go on, as far as is known without asking."""
        return identity.credential is None or self._remembered(identity.credential) is not None

    def csrf(self, session_id: UUID) -> str:
        """The CSRF token of a session that lives in cookies."""
        return csrf_token(self._secret, session_id)

    def own_page(self, connection: HTTPConnection, session_id: UUID) -> bool:
        """Whether a request carries the session's CSRF token: no other page can read it, or send the header here."""
        if connection.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        return same(connection.headers.get(CSRF_HEADER, ""), self.csrf(session_id))

    def _check_origin(self, connection: HTTPConnection, found: Identity) -> None:
        """What changes things by a cookie proves that our page asked for it."""
        if connection.scope["type"] == "websocket":
            origin = connection.headers.get("origin")
            if origin is None or urlsplit(origin).netloc != connection.headers.get("host"):
                raise Forbidden("A cookie opens a WebSocket from our own pages only.")
            return
        if connection.scope["method"] in SAFE_METHODS:
            return
        session_id = found.actor.session_id
        if session_id is None or not self.own_page(connection, session_id):
            raise Forbidden("Send the CSRF token of your session in X-CSRF-Token.")

    def _changed(self, change: PlatformChange) -> None:
        """Forget everybody whom a platform event concerns: one session, an account, or else a whole clinic."""
        concerned = change.account_id or change.clinic_id
        if concerned is None or change.type in HARMLESS:
            return
        for credential in list(self._of.get(concerned, ())):
            session_id = self._known[credential].identity.actor.session_id
            if change.session_id is None or session_id == change.session_id:
                self._forget(credential)


def _owners(identity: Identity) -> Iterator[UUID]:
    for owner in (identity.actor.account_id, identity.actor.clinic_id):
        if owner is not None:
            yield owner


def _identity(row: Any, credential: Credential, shown: Stated) -> Identity:
    clinic, membership = row["clinic"], row["membership"]
    info: ClinicInfo | None = None
    if clinic is not None and (membership is not None or shown.clinic_id is not None):
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
        actor=_actor(row, info, membership if info else None, shown.reason),
        clinic=info,
        email=row["email"],
        username=membership["username"] if membership else None,
        expires_at=row["access_expires_at"],
        credential=credential,
    )


def _actor(row: Any, clinic: ClinicInfo | None, membership: Any, reason: str | None) -> Actor:
    membership_id = UUID(membership["id"]) if membership else None
    role = Role(membership["role"]) if membership else (Role.SUPERADMIN if row["is_superadmin"] else None)
    return Actor(
        kind=ActorKind.USER,
        account_id=row["account_id"],
        membership_id=membership_id,
        clinic_id=clinic.id if clinic else None,
        role=role,
        plan=clinic.plan if clinic else None,
        modules=switched(clinic.plan, row["modules"]) if clinic else frozenset(),
        grants=_grants(role, clinic, row["template"], membership),
        own=OwnIds(
            patients=tuple(row["patients"]) if clinic else (),
            employee=row["employee"] if clinic else None,
            memberships=(membership_id,) if membership_id else (),
            account=row["account_id"],
        ),
        session_id=row["session_id"],
        session_kind=SessionKind(row["kind"]),
        impersonator_id=row["impersonator_id"],
        second_factor=row["second_factor"],
        reason=reason or row["reason"],
        suspended=clinic.suspended if clinic else False,
        display_name=row["display_name"],
    )


def _grants(role: Role | None, clinic: ClinicInfo | None, template: Any, membership: Any) -> Grants:
    """What the role holds in the clinic; a superadmin who names it holds every key."""
    if clinic is None or role is None:
        return Grants()
    return grants(role, clinic.plan, template, membership["overrides"] if membership else None)
