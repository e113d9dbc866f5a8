"""The door to reading: `async with read(clinic) as connection`, a pool of connections that cannot write.

Row-level security compares `clinic_id` with the session setting `app.clinic`. The setting stays on a connection, so a
read that finds an idle connection already on its clinic costs one round trip. Therefore:

- a connection's clinic is marked unknown *before* the setting is sent, and known only once the answer has come;
- after an error or a cancellation in the block, the session is reset before anybody else gets the connection;
- a handle is dead when its block is over, so that no task goes on reading as another clinic.

A connection whose setting is unknown is always set first. No clinic means no rows. Commands: `models.backend`.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg

from core.pool import (
    LOST,
    PLANNING,
    UNKNOWN,
    Address,
    Clinic,
    Connection,
    Counted,
    DatabaseSettings,
    Handle,
    Limits,
    Pool,
    count_statements,
)
from core.settings import settings as process_settings

__all__ = [
    "Clinic",
    "Counted",
    "DatabaseSettings",
    "Handle",
    "Limits",
    "Reads",
    "close_reads",
    "count_statements",
    "fetch",
    "open_reads",
    "read",
    "read_snapshot",
    "reads",
]

STATEMENT_CACHE = 200

_SET_CLINIC = "SELECT set_config('app.clinic', $1, false)"
_BEGIN_SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT set_config('app.clinic', '{}', true)"

#: Sent after anything went wrong; keeps what the connection was opened with (time-outs, read only).
RESET = "RESET ALL"
_ROLLBACK = "ROLLBACK"


class Reads:
    """A pool of read-only connections to one database under one login."""

    def __init__(self) -> None:
        self._pool: Pool | None = None

    @property
    def pool(self) -> Pool:
        if self._pool is None:
            raise RuntimeError("the read pool is not open")
        return self._pool

    @property
    def opened(self) -> Pool | None:
        """The pool, if it is open: for whoever only counts."""
        return self._pool

    async def open(self, url: str, settings: DatabaseSettings | None = None, *, name: str = "odontograph read") -> None:
        """Connect; raises what `asyncpg.connect` raises. `name` is the application name PostgreSQL shows.

        Sizes and time-outs come from `settings`, by default those of the process.
        """
        if self._pool is not None:
            raise RuntimeError("the read pool is open already")
        session = {"default_transaction_read_only": "on", **PLANNING}
        settings = settings or process_settings()
        pool = Pool(Address.of(url), settings, name=name, session=session, statement_cache=STATEMENT_CACHE)
        try:
            await pool.open()
        except BaseException:
            await pool.close()
            raise
        self._pool = pool

    async def close(self) -> None:
        """Close all connections, after a few seconds even those in use."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await pool.close()

    def read(self, clinic: Clinic) -> AbstractAsyncContextManager[Handle]:
        """A read-only connection whose session is set to `clinic` (None: no clinic, no rows).

        Each statement sees its own snapshot. Raises `Unavailable` when no connection is free in time; exceptions of
        asyncpg pass through. Leave the block before anything slow: it holds one of few connections.
        """
        return _Read(self.pool, clinic)

    @asynccontextmanager
    async def read_snapshot(self, clinic: Clinic) -> AsyncIterator[Handle]:
        """Like `read`, with one snapshot for the whole block (REPEATABLE READ, READ ONLY): reports, money documents."""
        begin = _BEGIN_SNAPSHOT.format(_text(clinic))
        pool = self.pool
        connection = await pool.check_out(UNKNOWN, lambda c: c.execute(begin), _ROLLBACK, RESET)
        handle = Handle(connection)
        try:
            yield handle
            await handle.execute("COMMIT")
        except BaseException:
            pool.settle(handle.end(), _ROLLBACK, RESET, lock=handle.lock)
            raise
        pool.check_in(handle.end())

    async def fetch(self, clinic: Clinic, sql: str, *params: object) -> list[asyncpg.Record]:
        """All rows of one idempotent statement; sent once more if the connection dies under it."""
        pool = self.pool
        again = True
        while True:
            connection = await on_clinic(pool, clinic)
            # Nobody else sees this connection: there is no turn to wait for.
            connection.since = time.monotonic()
            try:
                rows = await connection.fetch(sql, *params)
            except BaseException as error:
                again_now = again and isinstance(error, LOST) and connection.is_closed() and not connection.overdue
                pool.settle(connection, RESET)
                if not again_now:
                    raise
                again = False
            else:
                connection.since = None
                _give_back(pool, connection)
                return rows


class _Read:
    """`Reads.read`. A class, because it is on the path of every request."""

    __slots__ = ("_clinic", "_handle", "_pool")

    def __init__(self, pool: Pool, clinic: Clinic) -> None:
        self._pool = pool
        self._clinic = clinic
        self._handle: Handle | None = None

    async def __aenter__(self) -> Handle:
        pool, clinic = self._pool, self._clinic
        self._handle = Handle(await on_clinic(pool, clinic))
        return self._handle

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        handle = self._handle
        if handle is None:
            return
        connection = handle.end()
        if error is None and not handle.lock.locked():
            _give_back(self._pool, connection)
        else:
            self._pool.settle(connection, RESET, lock=handle.lock)


async def on_clinic(pool: Pool, clinic: Clinic) -> Connection:
    """A connection whose session is set to `clinic`, best one that is already; the caller owes it to the pool."""
    return await pool.take(clinic) or await _set(pool, clinic)


async def _set(pool: Pool, clinic: Clinic) -> Connection:

    async def set_clinic(connection: Connection) -> None:
        if connection.clinic == clinic:
            return
        text = _text(clinic)
        connection.clinic = UNKNOWN
        await connection.fetchval(_SET_CLINIC, text)
        connection.clinic = clinic

    return await pool.check_out(clinic, set_clinic, RESET)


def _give_back(pool: Pool, connection: Connection) -> None:
    """Give back a connection after a block in which nothing went wrong."""
    if connection.is_closed() or connection.is_in_transaction():
        pool.settle(connection, RESET)
    else:
        pool.check_in(connection)


def _text(clinic: Clinic) -> str:
    """What `app.clinic` is set to. Anything but a UUID or None is refused: the text goes into SQL."""
    if clinic is None:
        return ""
    if not isinstance(clinic, UUID):
        raise TypeError(f"a clinic is a UUID or None, not {type(clinic).__name__}")
    return str(clinic)


#: The read pool of this process.
reads = Reads()


async def open_reads(url: str, settings: DatabaseSettings | None = None) -> Reads:
    """Open the read pool of this process."""
    await reads.open(url, settings)
    return reads


async def close_reads() -> None:
    """Close the read pool of this process."""
    await reads.close()


def read(clinic: Clinic) -> AbstractAsyncContextManager[Handle]:
    """`Reads.read` of this process's pool."""
    return reads.read(clinic)


def read_snapshot(clinic: Clinic) -> AbstractAsyncContextManager[Handle]:
    """`Reads.read_snapshot` of this process's pool."""
    return reads.read_snapshot(clinic)


def fetch(clinic: Clinic, sql: str, *params: object) -> Coroutine[Any, Any, list[asyncpg.Record]]:
    """`Reads.fetch` of this process's pool."""
    return reads.fetch(clinic, sql, *params)
