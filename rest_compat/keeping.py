"""Answers that are kept: what `@rest(ttl: …)` asks for.

A kept answer is health data. It is found only by who it was made for (the person, with the rights, own ids, clinic and
day of then), sealed, and served only after the clinic's log was asked whether anything it shows has changed since: one
statement, instead of those that make it. So it is never older than the last change, on whichever process that happened,
and needs nobody to drop it. Its reads go into the access log again each time.

Which events count follows from the document: those about the models of its types, and about what its operations say
they look at besides (`reads`). A document of which that cannot be said does not start.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
import orjson
import structlog

from core.errors import Unavailable
from core.store import Place, Store
from events.since import Since, look
from models.base import REGISTRY, Base
from operation.context import AccessLog, ClinicInfo, Context
from permissions import Actor
from rest_compat import shown
from rest_compat.answers import Freshness, Made, spelled
from rest_compat.bodies import serialised
from rest_compat.dialects.base import Reply
from rest_compat.directive import Envelope
from rest_compat.documents import Endpoint

log = structlog.get_logger(__name__)

#: Of one person and one address so many are kept at once, whatever variables they were asked for with.
SLOTS = 8
#: Where the code lies that decides what is answered, and how what is kept is written.
CODE = ("permissions", "core", "models", "events", "operation", "resolvers", "schema", "engine", "rest_compat")

Make = Callable[[], Awaitable[Made | Reply]]
#: Told of each answer: its address, what the client says it is (`source`), whether it was found.
Counted = Callable[[str, str, bool], None]


@dataclass(frozen=True, slots=True)
class Asking:
    """One request for an answer that may be kept; `anew` when the client wants it made (`Cache-Control: no-cache`)."""

    endpoint: Endpoint
    ctx: Context
    variables: Mapping[str, Any]
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One kept answer: what was answered, when, at which number of the clinic's log, and whose records were read."""

    made: Made
    fetched_at: dt.datetime
    expires_at: dt.datetime
    head: int
    reads: list[tuple[str, str, list[str]]]

    def written(self) -> bytes:
        """As bytes; the answer itself as it is sent, behind a line about it (JSON has no line breaks)."""
        times = [self.fetched_at.timestamp(), self.expires_at.timestamp()]
        about = [*times, self.head, self.made.meta, self.made.tag, self.reads]
        return orjson.dumps(about, default=str) + b"\n" + bytes(self.made.data)

    @classmethod
    def read(cls, written: bytes) -> Entry:
        """What `written` gave."""
        line, _, data = written.partition(b"\n")
        fetched, expires, head, meta, tag, reads = orjson.loads(line)
        at, until = (dt.datetime.fromtimestamp(moment, dt.UTC) for moment in (fetched, expires))
        return cls(Made(data, meta, tag), at, until, head, reads)


class Noting:
    """The access log, which also remembers what it is told: who finds the answer later has read the same."""

    def __init__(self, inner: AccessLog) -> None:
        self._inner = inner
        self.reads: list[tuple[str, str, list[str]]] = []

    def note(self, context: Context, operation: str, model: type[Base], ids: Iterable[UUID]) -> None:
        read = list(ids)
        self._inner.note(context, operation, model, read)
        self.reads.append((operation, model.__name__, [str(id_) for id_ in read]))


class Keeper:
    """Answers requests for documents with a `ttl`. One per process; what it keeps is shared by all."""

    def __init__(self, store: Store | None = None, counted: Counted | None = None) -> None:
        self._store = store
        self._counted = counted
        #: Types of events that make an answer old, by address.
        self._types: dict[str, tuple[str, ...]] = {}
        #: Which code answers. What other code made may show what this one does not.
        self.release = b""

    def now(self) -> dt.datetime:
        """The moment at which answers are made and found."""
        return dt.datetime.now(dt.UTC)

    def learn(self, endpoints: Iterable[Endpoint]) -> list[str]:
        """Work out what makes the answers of these documents old; returns what is wrong, `file:line: message` each."""
        self.release = release()
        problems: list[str] = []
        for endpoint in endpoints:
            if endpoint.address.ttl is None:
                continue
            try:
                self._types[_address(endpoint)] = shown.event_types(endpoint)
            except ValueError as problem:
                problems.append(f"{endpoint.location}: {problem}")
        return problems

    async def reply(self, asking: Asking, make: Make) -> Reply:
        """The kept answer if there is a good one, else what `make` gives, which is then kept."""
        endpoint, now = asking.endpoint, self.now()
        if _address(endpoint) not in self._types:
            return _unkept(endpoint, await make(), now)
        place = self._place(asking, now)
        entry = await self._found(place, now) if place is not None and not asking.anew else None
        since = await self._since(asking, entry) if place is not None else None
        if entry is not None and since is not None and not since.happened:
            _note_again(asking.ctx, entry)
            self._count(asking, found=True)
            return spelled(endpoint, _sent(endpoint, entry.made), Freshness(entry.fetched_at, entry.expires_at, True))
        noting = Noting(asking.ctx.runtime.access_log)
        asking.ctx.runtime = replace(asking.ctx.runtime, access_log=noting)
        made = await make()
        if isinstance(made, Reply):
            return made
        entry = _entry(asking, made, now, since.head if since is not None else 0, noting)
        if place is not None and since is not None and self._store is not None:
            await self._store.put(place, entry.written(), (entry.expires_at - now).total_seconds())
        self._count(asking, found=False)
        return spelled(endpoint, _sent(endpoint, entry.made), Freshness(entry.fetched_at, entry.expires_at))

    def _place(self, asking: Asking, now: dt.datetime) -> Place | None:
        """Where the answer is kept; None when it is not. Of the platform's people none is: what they read is recorded
        before it is read, operation by operation."""
        ctx, clinic = asking.ctx, asking.ctx.identity.clinic
        person = ctx.actor.is_user and not ctx.actor.platform
        if self._store is None or not self._store.ready or clinic is None or not person:
            return None
        day = now.astimezone(ZoneInfo(clinic.timezone)).date()
        variables = orjson.dumps(dict(asking.variables), default=str, option=orjson.OPT_SORT_KEYS)
        what = hashlib.sha256(b"\0".join((asking.endpoint.text.encode(), variables, day.isoformat().encode()))).digest()
        whose, rights = _whose(ctx.actor, clinic)
        name = f"{whose}/{_address(asking.endpoint)}/{what[0] % SLOTS}"
        return Place(name, hashlib.sha256(name.encode() + b"\0" + rights + what + self.release).digest())

    async def _found(self, place: Place, now: dt.datetime) -> Entry | None:
        written = await self._store.get(place) if self._store is not None else None
        entry = Entry.read(written) if written is not None else None
        return entry if entry is not None and entry.fetched_at <= now < entry.expires_at else None

    async def _since(self, asking: Asking, entry: Entry | None) -> Since | None:
        """What has happened since, asked before anything is read: what comes meanwhile makes the new answer old too.
        None when the log cannot be asked; whoever makes the answer then says what is wrong."""
        clinic = asking.ctx.clinic.id
        try:
            return await look(clinic, entry.head if entry else None, self._types[_address(asking.endpoint)])
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, Unavailable) as problem:
            log.warning("kept.unchecked", error=type(problem).__name__)
            return None

    def _count(self, asking: Asking, *, found: bool) -> None:
        if self._counted is not None:
            source = "mobile" if asking.variables.get("source") in ("MOBILE", "mobile") else "other"
            self._counted(asking.endpoint.address.path, source, found)


#: Has learned of no document: every answer is made.
NOTHING_KEPT = Keeper()


@functools.cache
def release(root: Path = Path(__file__).parents[1]) -> bytes:
    """A digest of the code below `root` that answers: an answer that was kept before a deployment is not found after
    it, and two versions beside each other do not find each other's."""
    digest = hashlib.sha256()
    for folder in CODE:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".py", ".graphql"):
                content = path.read_bytes()
                digest.update(f"{path.relative_to(root)} {len(content)}\n".encode() + content)
    return digest.digest()


def _address(endpoint: Endpoint) -> str:
    return f"{endpoint.dialect.name} {endpoint.address.method} {endpoint.pattern}"


def _unkept(endpoint: Endpoint, made: Made | Reply, now: dt.datetime) -> Reply:
    if isinstance(made, Reply):
        return made
    return spelled(endpoint, made, Freshness(now, now + dt.timedelta(seconds=endpoint.address.ttl or 0)))


def _entry(asking: Asking, made: Made, now: dt.datetime, head: int, noting: Noting) -> Entry:
    """A new answer. It is good for its time, and never beyond the clinic's day: `today` is another one then."""
    endpoint, clinic = asking.endpoint, asking.ctx.identity.clinic
    until = now + dt.timedelta(seconds=endpoint.address.ttl or 0)
    if clinic is not None:
        until = min(until, clinic.day(now.astimezone(ZoneInfo(clinic.timezone)).date())[1])
    data = serialised(made.data)
    digest = hashlib.blake2b(data + orjson.dumps(made.meta, default=str), digest_size=8).hexdigest()
    return Entry(replace(made, data=data, tag=made.tag or f'W/"{digest}"'), now, until, head, noting.reads)


def _sent(endpoint: Endpoint, made: Made) -> Made:
    """The answer for its envelope: as it is, or where members join those of the envelope, member by member."""
    whole = endpoint.address.envelope is Envelope.OK
    return replace(made, data=orjson.loads(made.data) if whole else orjson.Fragment(made.data))


def _note_again(ctx: Context, entry: Entry) -> None:
    """Raises Unavailable when reads cannot be recorded, as making the answer would."""
    for operation, model, ids in entry.reads:
        ctx.runtime.access_log.note(ctx, operation, REGISTRY[model], [UUID(id_) for id_ in ids])


def _whose(actor: Actor, clinic: ClinicInfo) -> tuple[str, bytes]:
    """Whose answer it is, and everything that decides what is in it: two people never share one, whatever they have in
    common, and one person with other rights is somebody else."""
    known: tuple[str, bytes] | None = actor.memo.get(("kept", clinic))
    if known is None:
        own, grants = actor.own, actor.grants
        rights = [
            *map(str, (actor.kind, actor.role, actor.plan, actor.platform, actor.suspended, actor.second_factor)),
            sorted(actor.modules),
            sorted((key, str(grants[key])) for key in grants),
            sorted(grants.upgrades),
            [sorted(map(str, own.patients)), str(own.employee), sorted(map(str, own.memberships)), str(own.account)],
            [str(part) for part in (clinic.id, clinic.name, clinic.plan, clinic.timezone, clinic.currency)],
            [clinic.country, clinic.suspended],
        ]
        people = (actor.clinic_id, actor.account_id, actor.membership_id, actor.impersonator_id)
        known = "/".join(map(str, people)), hashlib.sha256(orjson.dumps(rights)).digest()
        actor.memo["kept", clinic] = known
    return known
