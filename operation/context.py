"""The context of one operation: who asks, the only doors to rows, and what a command may write.

Reading goes through `rows` (the caller's scope), `face` (what any member may know of a person or room) and, for
invariants that are never returned, `clinic_rows`. Writing goes through `add` and `change`. What happened is said by
`emit`; the mechanism stores it directly before COMMIT.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from core import db
from core.errors import Conflict, Forbidden, NotFound, Problem, Unavailable
from core.ids import uuid7
from core.predicates import EVERYTHING, every
from core.quick import quick
from core.rows import Rows, Statement
from events.bus import Bus
from events.log import Pending, pending
from models.backend import Transaction
from models.base import Base, PlatformView
from models.log import EventType
from operation.scope import clinic_predicate, visible
from operation.sets import Change, Changed, singly, together
from operation.writes import Part, Shape, Writes, drafted, inserting, stored, words
from permissions import ANONYMOUS, Actor, Plan

M = TypeVar("M", bound=Base)
V = TypeVar("V", bound=PlatformView)


@dataclass(frozen=True, slots=True)
class ClinicInfo:
    """What every request knows of its clinic without asking the database again."""

    id: UUID
    name: str
    plan: Plan
    timezone: str
    currency: str
    country: str
    suspended: bool

    def day(self, day: dt.date) -> tuple[dt.datetime, dt.datetime]:
        """UTC bounds [start, end) of a calendar day in the clinic's time zone; 23 or 25 hours when clocks change."""
        zone = ZoneInfo(self.timezone)
        start = dt.datetime.combine(day, dt.time(), zone)
        end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone)
        return start.astimezone(dt.UTC), end.astimezone(dt.UTC)

    def today(self) -> dt.date:
        """Today's date where the clinic is."""
        return dt.datetime.now(ZoneInfo(self.timezone)).date()


@dataclass(frozen=True, slots=True, repr=False)
class Stated:
    """What a superadmin's request states besides its credential: why, and in which clinic."""

    credential: str
    reason: str | None
    clinic_id: UUID | None = None

    def __repr__(self) -> str:
        # Not the reason: this lands in log lines and tracebacks.
        return f"<Stated clinic={self.clinic_id}>"


#: The hash of a token, alone or with what a superadmin states.
Credential = str | Stated


@dataclass(frozen=True, slots=True)
class Identity:
    """A verified caller: the actor and what goes with the session."""

    actor: Actor
    clinic: ClinicInfo | None = None
    email: str = ""
    username: str | None = None
    expires_at: dt.datetime | None = None
    #: Hash of the credential that was shown, with what the request stated; lets a long stream be checked again.
    credential: Credential | None = None


ANONYMOUS_IDENTITY = Identity(ANONYMOUS)


def _no_cookies(name: str, value: str | None, until: dt.datetime | None) -> None:
    """A way in without cookies (a WebSocket, a job)."""


@dataclass(slots=True)
class RequestInfo:
    """What the way in knows of the request; never part of a decision about rights.

    `credentials` are secrets that only sign-in operations read (a refresh cookie, a presented token); through
    `set_cookie` they hand the browser its own (None takes it away), where the way in has cookies at all.
    """

    id: str
    address: str = ""
    user_agent: str = ""
    transport: str = "graphql"
    idempotency_key: str | None = None
    credentials: dict[str, str] = field(default_factory=dict, repr=False)
    set_cookie: Callable[[str, str | None, dt.datetime | None], None] = field(default=_no_cookies, repr=False)
    wants_cookies: bool = False
    #: Whether the request proved that it comes from our own page: what it changes by a cookie asks for that.
    own_page: Callable[[UUID], bool] = field(default=lambda session_id: True, repr=False)


class AccessLog(Protocol):
    """Where reads of patients' data are noted (`operation/access`)."""

    def note(self, context: Context, operation: str, model: type[Base], ids: Iterable[UUID]) -> None: ...


@dataclass(slots=True)
class Runtime:
    """What lives as long as the process and operations need: made by `server/app`."""

    bus: Bus
    access_log: AccessLog
    services: dict[str, Any] = field(default_factory=dict)


#: The operation that runs in this task, for the access log and for log lines.
running: ContextVar[str] = ContextVar("operation", default="")


@quick
@dataclass(frozen=True, slots=True)
class Done:
    """What an operation has returned."""

    result: Any


class Context:
    """One operation's surroundings. Made anew per GraphQL operation and per subscription event."""

    __slots__ = ("_command", "actor", "cache", "identity", "places", "refused", "request", "results", "runtime")

    def __init__(self, identity: Identity, request: RequestInfo, runtime: Runtime) -> None:
        self.identity = identity
        self.actor = identity.actor
        self.request = request
        self.runtime = runtime
        self._command: Command | None = None
        #: Values that resolvers share within one operation.
        self.cache: dict[Any, Any] = {}
        #: What the places of the answer need (`schema/ahead`), by response path. The executor keeps it with the plan:
        #: it is the same for everybody with the same verdicts.
        self.places: dict[tuple[Any, ...], Any] = {}
        #: Roots, by response name, whose operation has run already: only the answering is left.
        self.results: dict[str, Done] = {}
        #: Response paths (dotted, no indices) that the walk of the document refused.
        self.refused: frozenset[str] = frozenset()

    @property
    def operation(self) -> str:
        """Name of the operation that is running. Roots of one query run side by side, each in a task of its own."""
        return running.get()

    @property
    def clinic(self) -> ClinicInfo:
        """The caller's active clinic. Raises Forbidden for a caller without one."""
        if self.identity.clinic is None:
            raise Forbidden("Choose a clinic first.")
        return self.identity.clinic

    def rows(self, model: type[M]) -> Rows[M]:
        """The rows of `model` that the caller may see: the clinic and the scope are in it already."""
        known: Rows[M] | None = self.actor.memo.get(("rows", model))
        if known is None:
            scope = visible(model, self.actor)
            clinic = clinic_predicate(model, self.actor)
            known = Rows(model, self.actor, clinic if scope is EVERYTHING else every((clinic, scope)))
            self.actor.memo["rows", model] = known
        return known

    def face(self, model: type[M]) -> Rows[M]:
        """Any row of the clinic, but only the columns of its face. Raises TypeError for a model without one."""
        known: Rows[M] | None = self.actor.memo.get(("face", model))
        if known is None:
            if not model.face:
                raise TypeError(f"{model.__name__} has no face")
            known = Rows(model, self.actor, clinic_predicate(model, self.actor), only=frozenset(model.face))
            self.actor.memo["face", model] = known
        return known

    def clinic_rows(self, model: type[M]) -> Rows[M]:
        """Every row of the clinic: for invariants and for hops from a row already seen. An operation that returns
        them fails."""
        return Rows(model, self.actor, clinic_predicate(model, self.actor), scoped=False)

    def platform_rows(self, model: type[V]) -> Rows[V]:
        """Rows of all clinics, through the platform's own login; for `resolvers/platform` alone. Raises Forbidden for
        whoever is not of the platform, Unavailable where there is no such login."""
        if not self.actor.platform:
            raise Forbidden("You may not do this.")
        if model.reads.opened is None:
            raise Unavailable("The platform's lists are not served here.")
        return Rows(model, self.actor, visible(model, self.actor))

    # --- in a command -------------------------------------------------------------------------------------------

    @property
    def command(self) -> Command:
        if self._command is None:
            raise RuntimeError("Only a command, or an action's own transaction, writes.")
        return self._command

    @property
    def in_command(self) -> bool:
        return self._command is not None

    @property
    def db(self) -> Transaction:
        """The command's transaction: for doors and invariants in SQL."""
        return self.command.transaction

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """A part that may fail alone; its events are forgotten with it."""
        command = self.command
        events, notices, added = len(command.events), len(command.platform), len(command.added)
        try:
            async with self.db.savepoint():
                yield
        except BaseException:
            del command.events[events:], command.platform[notices:], command.added[added:]
            raise

    async def load(self, model: type[M], row_id: UUID, expected_version: int | None = None) -> M:
        """The caller's row, locked for this command.

        Raises NotFound when the caller may not see it, Conflict when it is not at `expected_version`.
        """
        rows = self.rows(model).where(model.id == row_id)
        row = await self.first(rows, for_update=True)
        if row is None:
            raise NotFound(f"No such {words(model)}.")
        version = getattr(row, "row_version", None)
        if expected_version is not None and version != expected_version:
            raise Conflict(f"The {words(model)} was changed meanwhile.", currentVersion=version)
        return row

    async def first(self, rows: Rows[M], *, for_update: bool = False) -> M | None:
        """The first of these rows as a model instance, read on the command's connection."""
        found = await self._read(rows.window(1), for_update)
        return found[0] if found else None

    async def all(self, rows: Rows[M]) -> list[M]:
        """These rows as model instances, read on the command's connection (bounded by the rows' window)."""
        return await self._read(rows, False)

    async def _read(self, rows: Rows[M], for_update: bool) -> list[M]:
        statement = rows.select(rows.model.columns, for_update=for_update)
        found = await self.db.fetch(statement.sql, *statement.values)
        # The statement's LIMIT comes from a few literals: the surplus is cut off.
        return [_instance(rows.model, record) for record in found[: statement.limit]]

    async def fetch(self, statement: Statement) -> list[Any]:
        """The records of a statement, for the operation's own use: on the command's connection if there is one, else
        through the read door."""
        if self.in_command:
            found = await self.db.fetch(statement.sql, *statement.values)
        else:
            found = await db.fetch(self.actor.clinic_id, statement.sql, *statement.values)
        # The statement's LIMIT comes from a few literals: the surplus is cut off.
        return list(found[: statement.limit])

    async def value(self, statement: Statement) -> Any:
        """The single value of a count or an existence check."""
        return await self.db.fetchval(statement.sql, *statement.values)

    async def add(self, model: type[M], **values: Any) -> M:
        """Insert a row; id, clinic and version are set here. Raises TypeError for a name that is no column, or not
        the caller's to set (an id made beforehand is).

        Like everything written it is sent ahead of the next statement, or with the events (`operation/writes`); what
        the database does not admit is raised there.
        """
        row = self.draft(model, **values)
        await self.add_all(row)
        return row

    def draft(self, model: type[M], **values: Any) -> M:
        """A row as `add` would insert it, not stored yet: for `add_all` and `add_unless_taken`."""
        refused = (values.keys() - model.columns.keys()) | (values.keys() & {model.clinic_column, "row_version"})
        if refused:
            raise TypeError(f"{model.__name__} takes no {sorted(refused)}")
        if model.clinic_column == "clinic_id":
            values["clinic_id"] = self.clinic.id
        now = dt.datetime.now(dt.UTC)
        for name in ("created_at", "updated_at"):
            if name in model.columns:
                values.setdefault(name, now)
        made: M = drafted(model, values)
        return made

    async def add_all(self, *rows: Base) -> None:
        """Insert drafts, in this order."""
        command = self.command
        await command.writes.write(*[Part(Shape(type(row)), row.id, inserting(row)) for row in rows])
        command.added += [(type(row), row.id) for row in rows]

    async def add_unless_taken(self, first: Base, *rows: Base, otherwise: Callable[[], Awaitable[Problem]]) -> None:
        """Insert drafts, all or, when a unique or exclusion constraint does not admit the first, none: then what
        `otherwise` makes is raised. Unlike an error of the database, that leaves the transaction as it was, so
        `otherwise` may look for what is in the way."""
        command = self.command
        part = Part(Shape(type(first), unless_taken=True), first.id, inserting(first), otherwise)
        await command.writes.write(part, *[Part(Shape(type(row)), row.id, inserting(row)) for row in rows])
        command.added += [(type(row), row.id) for row in (first, *rows)]

    async def change(self, row: Base, **values: Any) -> frozenset[str]:
        """Update the columns that differ and return their names; none differing writes nothing.

        Raises TypeError for a name that is no column or that never changes (id, clinic, version); Conflict, where it
        is sent (see `add`), when the row moved on since it was loaded.
        """
        model = type(row)
        refused = (values.keys() - model.columns.keys()) | (values.keys() & {"id", model.clinic_column, "row_version"})
        if refused:
            raise TypeError(f"{model.__name__} has no {sorted(refused)} to change")
        different = {name: value for name, value in values.items() if getattr(row, name, None) != value}
        if not different:
            return frozenset()
        changed = frozenset(different)
        if "updated_at" in model.columns:
            different["updated_at"] = dt.datetime.now(dt.UTC)
        await self._update(row, different)
        return changed

    async def _update(self, row: Base, values: dict[str, Any]) -> None:
        model = type(row)
        version = getattr(row, "row_version", None)
        parameters = [stored(row, name, value) for name, value in values.items()]
        self._this_row(row, parameters)
        if version is not None:
            parameters.append(version)
        shape = Shape(model, tuple(values), versioned=version is not None)
        await self.command.writes.write(Part(shape, row.id, parameters))
        for name, value in values.items():
            setattr(row, name, value)
        if version is not None:
            row.row_version = version + 1

    async def change_all(self, *changes: Change) -> list[list[Changed]]:
        """Change all rows of each of these sets, in one statement; what became of each set.

        For sets that may be large; nothing is said of single rows, so say what happened by an event of its own. It is
        sent at once, behind what is unsent. Rows that somebody else is changing are waited for. Raises TypeError for a
        name that is no column or that never changes.
        """
        statement = together(changes)
        made: list[list[Changed]] = [[] for _ in changes]
        for part, row_id, version in await self.db.fetch(statement.sql, *statement.values):
            made[part].append(Changed(row_id, version))
        return made

    async def change_each(
        self, model: type[Base], rows: Sequence[tuple[UUID, int, Mapping[str, Any]]]
    ) -> dict[UUID, int]:
        """Give rows (id, version, values) values of their own, in one statement; the new version of each that was still
        at its version. Raises TypeError where they differ in columns, or for lists."""
        if not rows:
            return {}
        statement = singly(model, self.clinic.id, rows)
        return {record[0]: record[1] for record in await self.db.fetch(statement.sql, *statement.values)}

    async def remove(self, row: Base) -> None:
        """Delete a row of a table whose rows may go (the application login needs the right). Raises Conflict when it
        is gone already."""
        parameters: list[Any] = []
        text = f'DELETE FROM "{type(row).table}" WHERE {self._this_row(row, parameters)}'  # noqa: S608
        if await self.db.execute(text, *parameters) != "DELETE 1":
            raise Conflict(f"The {words(type(row))} was changed meanwhile.")
        self.command.added = [added for added in self.command.added if added != (type(row), row.id)]

    def _this_row(self, row: Base, parameters: list[Any]) -> str:
        """The condition that is true for this row of this clinic alone; its values join the parameters."""
        parameters.append(row.id)
        condition = f"id = ${len(parameters)}"
        if (column := type(row).clinic_column) is not None:
            parameters.append(self.clinic.id)
            condition += f' AND "{column}" = ${len(parameters)}'
        return condition

    def emit(self, kind: EventType, row: Base, changed: Iterable[str] = ()) -> None:
        """Say that something happened; stored and numbered when the command commits."""
        self.command.events.append(pending(kind, row, tuple(changed)))

    def emit_platform(
        self, kind: str, *, account: UUID | None = None, clinic: UUID | None = None, session: UUID | None = None
    ) -> None:
        """Say that rights or sessions changed: every process drops what it cached of the account or clinic."""
        self.command.platform.append(PlatformNotice(uuid7(), kind, account, clinic, session))

    async def enqueue(self, job: str, *, at: dt.datetime | None = None, **ids: UUID) -> None:
        """Have a job (`operation/jobs`) done once this command has committed, not before `at`; arguments are ids."""
        from operation import jobs

        await jobs.enqueue(self, job, ids, at)


@dataclass(frozen=True, slots=True)
class PlatformNotice:
    """An entry of the platform stream to be."""

    id: UUID
    kind: str
    account: UUID | None
    clinic: UUID | None
    session: UUID | None = None


@dataclass(slots=True)
class Command:
    """A running transaction and what it will say when it commits."""

    transaction: Transaction
    #: What is still to be sent.
    writes: Writes
    events: list[Pending] = field(default_factory=list)
    platform: list[PlatformNotice] = field(default_factory=list)
    #: Rows that this command has inserted, by model and id.
    added: list[tuple[type[Base], UUID]] = field(default_factory=list)


def _instance(model: type[M], record: Any) -> M:
    return model._init_from_db(**record)
