"""One connection to PostgreSQL: which clinic it is set to, what is sent on it, and who may use it for how long."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import asyncpg

if TYPE_CHECKING:
    _AsyncpgConnection = asyncpg.Connection[asyncpg.Record]
else:
    _AsyncpgConnection = asyncpg.Connection

#: How a connection that died shows itself; only together with `Connection.is_closed()`.
LOST: Final = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    OSError,
)


class Unknown(Enum):
    UNKNOWN = "unknown"


#: The clinic of a connection whose setting nobody vouches for.
UNKNOWN: Final = Unknown.UNKNOWN

#: None means: no clinic, row-level security shows nothing.
Clinic = UUID | None


# --- counting -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Counted:
    """The statements sent so far, in order; BEGIN with its setting is one, as it is one round trip."""

    statements: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.statements)


_counters: ContextVar[tuple[Counted, ...]] = ContextVar("counted_statements", default=())


@contextmanager
def count_statements() -> Iterator[Counted]:
    """What this task, and tasks it starts inside the block, send to the database through any of our pools.

    What asyncpg asks for itself (preparing, types) is not counted. Blocks may be nested; each counts everything.
    """
    counted = Counted()
    token = _counters.set((*_counters.get(), counted))
    try:
        yield counted
    finally:
        _counters.reset(token)


# --- connections --------------------------------------------------------------------------------------------------


class Connection(_AsyncpgConnection):
    """An asyncpg connection that knows which clinic its session is set to and counts its statements.

    A statement that names the setting makes the clinic unknown before it is sent, whoever sends it.
    """

    __slots__ = ("clinic", "overdue", "since")

    clinic: Clinic | Unknown

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.clinic = UNKNOWN
        #: When the statement that runs was begun, by the monotonic clock; None while none does.
        self.since: float | None = None
        #: Given up, for a statement was not answered at all.
        self.overdue = False

    def _note(self, query: str) -> None:
        if "app.clinic" in query:
            self.clinic = UNKNOWN
        for counted in _counters.get():
            counted.statements.append(query)

    def execute(self, query: str, *args: object, timeout: float | None = None) -> Coroutine[Any, Any, str]:
        self._note(query)
        return super().execute(query, *args, timeout=timeout)

    def executemany(self, command: str, args: Any, *, timeout: float | None = None) -> Coroutine[Any, Any, None]:
        self._note(command)
        return super().executemany(command, args, timeout=timeout)

    def fetch(  # type: ignore[override]  # the stub's overloads are about record classes, which are ours to choose
        self, query: str, *args: object, timeout: float | None = None
    ) -> Coroutine[Any, Any, list[asyncpg.Record]]:
        self._note(query)
        return super().fetch(query, *args, timeout=timeout)

    def fetchrow(  # type: ignore[override]
        self, query: str, *args: object, timeout: float | None = None
    ) -> Coroutine[Any, Any, asyncpg.Record | None]:
        self._note(query)
        return super().fetchrow(query, *args, timeout=timeout)

    def fetchval(
        self, query: str, *args: object, column: int = 0, timeout: float | None = None
    ) -> Coroutine[Any, Any, Any]:
        self._note(query)
        return super().fetchval(query, *args, column=column, timeout=timeout)


class Handle:
    """One connection for the length of one block: statements queue up, and none is sent after the block.

    Without it a task that outlives the block would go on reading through a connection that serves another clinic.
    Exceptions of asyncpg pass through. jsonb comes as Python values; a `str` given for jsonb is taken as JSON text.
    """

    __slots__ = ("_connection", "_open", "lock")

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._open = True
        self.lock = asyncio.Lock()

    @property
    def open(self) -> bool:
        """Whether the block is still running."""
        return self._open

    async def fetch(self, sql: str, *params: object) -> list[asyncpg.Record]:
        """All rows, of `INSERT … RETURNING` too."""
        await self.lock.acquire()
        try:
            return await self._begin().fetch(sql, *params)
        finally:
            self._finish()

    async def fetchrow(self, sql: str, *params: object) -> asyncpg.Record | None:
        """The first row."""
        await self.lock.acquire()
        try:
            return await self._begin().fetchrow(sql, *params)
        finally:
            self._finish()

    async def fetchval(self, sql: str, *params: object) -> Any:
        """The first column of the first row."""
        await self.lock.acquire()
        try:
            return await self._begin().fetchval(sql, *params)
        finally:
            self._finish()

    async def execute(self, sql: str, *params: object) -> str:
        """The command's tag, as `INSERT 0 1`. Without parameters the text may hold several statements."""
        await self.lock.acquire()
        try:
            return await self._begin().execute(sql, *params)
        finally:
            self._finish()

    def turn(self) -> Turn:
        """The connection, for one statement at a time."""
        return Turn(self)

    def _begin(self) -> Connection:
        """The connection, for whoever has the lock."""
        if not self._open:
            raise RuntimeError("the block that held this database connection is over")
        self._connection.since = time.monotonic()
        return self._connection

    def _finish(self) -> None:
        if self._open:  # otherwise it may be somebody else's by now
            self._connection.since = None
        self.lock.release()

    def lost(self) -> bool:
        """Whether the connection has died."""
        return self._connection.is_closed()

    def end(self) -> Connection:
        """Close the handle; whoever still waits for a turn is refused."""
        self._open = False
        return self._connection


class Turn:
    """The right to use a handle's connection, one holder at a time."""

    __slots__ = ("_handle",)

    def __init__(self, handle: Handle) -> None:
        self._handle = handle

    async def __aenter__(self) -> Connection:
        handle = self._handle
        await handle.lock.acquire()
        try:
            return handle._begin()
        except BaseException:
            handle.lock.release()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._handle._finish()
