"""A pool of PostgreSQL connections that may be cancelled at any await without losing or poisoning one.

asyncpg's own pool hands out connections in an order of its own, waits for ever, and pays a reset query on every
release. This one prefers a connection that already serves the wanted clinic, waits for a bounded time, and cleans up
only after an error or a cancellation: in a task of its own, so that nobody's cancellation can interrupt the cleaning.

A permit stands for each connection that is being opened, in use or being cleaned. It is given back together with the
connection, by `check_in` or `_drop` and without an await, or by `_take` when there was none to be had.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import asyncpg
import orjson

from core.connection import LOST, UNKNOWN, Clinic, Connection, Counted, Handle, Turn, Unknown, count_statements
from core.errors import Unavailable

__all__ = [
    "LOST",
    "UNKNOWN",
    "Address",
    "Clinic",
    "Connection",
    "Counted",
    "DatabaseSettings",
    "Handle",
    "Limits",
    "Pool",
    "Turn",
    "count_statements",
]

_log = logging.getLogger(__name__)

#: How statements are planned, on every connection. Planning costs more than running: one plan for all values, which the
#: literals of LIMIT make a good one. What is read often is in memory, so that another page costs no more than the next:
#: at the default of 4, fifty look-ups seem dearer than reading all patients of a clinic.
PLANNING: Final = {"plan_cache_mode": "force_generic_plan", "jit": "off", "random_page_cost": "1.1"}

#: Seconds that cleaning up after an error may take before the connection is closed instead.
SETTLE_WITHIN = 5.0
#: Seconds that `close` waits for connections in use.
CLOSE_WITHIN = 5.0
#: Seconds beyond the server's own time-out after which a statement counts as lost, and between looks for such.
GRACE = 2.0
WATCH_EVERY = 1.0

#: Why a new connection cannot be had at the moment. Wrong passwords and the like are not among them.
_UNREACHABLE: Final = (
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.TooManyConnectionsError,
    asyncpg.InternalClientError,
    OSError,
)


class DatabaseSettings(Protocol):
    """The part of the settings a pool looks at (`core.settings.Settings` has it). Sizes are per pool."""

    @property
    def statement_timeout_ms(self) -> int: ...
    @property
    def lock_timeout_ms(self) -> int: ...
    @property
    def idle_in_transaction_timeout_ms(self) -> int: ...
    @property
    def pool_min(self) -> int: ...
    @property
    def pool_max(self) -> int: ...
    @property
    def pool_wait_s(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """`DatabaseSettings` by hand, for tools and tests; the defaults are those of the settings."""

    statement_timeout_ms: int = 5000
    lock_timeout_ms: int = 3000
    idle_in_transaction_timeout_ms: int = 10_000
    pool_min: int = 2
    pool_max: int = 10
    pool_wait_s: float = 5.0


@dataclass(frozen=True, slots=True)
class Address:
    """What asyncpg's `connect` needs to find the database; never printed, for it may hold a password."""

    arguments: dict[str, Any] = field(repr=False)

    @classmethod
    def of(cls, url: str) -> Address:
        return cls({"dsn": url})


class Pool:
    """At most `settings.pool_max` connections to one database, opened when needed and kept."""

    def __init__(
        self,
        address: Address,
        settings: DatabaseSettings,
        *,
        name: str,
        session: dict[str, str],
        statement_cache: int = 100,
    ) -> None:
        """`session` is what every connection has set from the start, besides the time-outs.

        A cached statement costs PostgreSQL 60–110 KiB in each connection.
        """
        self._settings = settings
        self.name = name
        self._arguments = {
            **address.arguments,
            "connection_class": Connection,
            "server_settings": {
                "application_name": name,
                "statement_timeout": str(settings.statement_timeout_ms),
                "lock_timeout": str(settings.lock_timeout_ms),
                "idle_in_transaction_session_timeout": str(settings.idle_in_transaction_timeout_ms),
                **session,
            },
            "statement_cache_size": statement_cache,
            "max_cached_statement_lifetime": 0,
        }
        #: For a server that does not answer at all; otherwise the server's own time-out comes first. One timer looks
        #: at all connections: asyncpg's `command_timeout` makes one per statement, a fifth of a statement's cost.
        self._longest = settings.statement_timeout_ms / 1000 + GRACE if settings.statement_timeout_ms else None
        self._watch: asyncio.TimerHandle | None = None
        self._permits = asyncio.Semaphore(settings.pool_max)
        self._idle: list[Connection] = []
        self._all: set[Connection] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._busy = 0
        #: Connections that are being opened.
        self._opening = 0
        self._closed = False

    @property
    def size(self) -> int:
        """Connections open, in use or not."""
        return sum(not connection.is_closed() for connection in self._all)

    @property
    def busy(self) -> int:
        """Permits taken: connections in use, being opened or being cleaned."""
        return self._busy

    @property
    def idle(self) -> tuple[Connection, ...]:
        """Connections waiting for work, longest idle first; to look at, not to use."""
        return tuple(self._idle)

    async def open(self) -> None:
        """Open the first `pool_min` connections; raises what `asyncpg.connect` raises."""
        opened: list[Connection] = []
        try:
            while len(opened) < min(self._settings.pool_min, self._settings.pool_max):
                opened.append(await self._take(self._connect))
        finally:
            for connection in opened:
                self.check_in(connection)

    async def close(self) -> None:
        """Wait a little for connections in use, then close all. A pool is not opened again."""
        self._closed = True
        if self._watch is not None:
            self._watch.cancel()
        try:
            async with asyncio.timeout(CLOSE_WITHIN):
                for _ in range(self._settings.pool_max):
                    await self._permits.acquire()
                await asyncio.gather(*(connection.close() for connection in self._idle))
        except TimeoutError:
            _log.warning("%s: connections still in use are cut off", self.name)
        finally:
            for connection in self._all:
                connection.terminate()
            self._all.clear()
            self._idle.clear()

    async def check_out(
        self, clinic: Clinic | Unknown, opening: Callable[[Connection], Awaitable[object]], *undo: str
    ) -> Connection:
        """A connection on which `opening` has succeeded; the caller owes it to `check_in` or `settle`.

        One that turns out to have died while idle is replaced. When `opening` fails otherwise or is cancelled, the
        connection is settled with the statements `undo`. Raises `Unavailable` when none is free in time.
        """
        for _ in range(self._settings.pool_max + 1):
            connection = await self._acquire(clinic)
            connection.since = time.monotonic()
            try:
                await opening(connection)
            except BaseException as error:
                died = isinstance(error, LOST) and connection.is_closed() and not connection.overdue
                self.settle(connection, *undo)
                if not died:
                    raise
            else:
                connection.since = None
                return connection
        raise self._unavailable()

    async def take(self, clinic: Clinic) -> Connection | None:
        """An idle connection that is set to `clinic` already, which the caller owes to `check_in` or `settle`; None
        when there is none, or others wait."""
        if self._closed or self._permits.locked():
            return None
        idle = self._idle
        for at in range(len(idle) - 1, -1, -1):
            connection = idle[at]
            if (connection.clinic is clinic or connection.clinic == clinic) and not connection.is_closed():
                del idle[at]
                await self._permits.acquire()  # does not wait: nobody else ran since we looked
                self._out()
                return connection
        return None

    def check_in(self, connection: Connection) -> None:
        """Give back a connection that is in order."""
        if self._closed or connection.is_closed():
            self._drop(connection)
            return
        self._idle.append(connection)
        self._busy -= 1
        self._permits.release()

    def settle(self, connection: Connection, *undo: str, lock: asyncio.Lock | None = None) -> asyncio.Task[None] | None:
        """Give back a connection after an error or a cancellation: run `undo` on it, or close it.

        The task returned belongs to the pool; waiting for it is optional, best shielded, and raises nothing. `lock`
        is that of the handle, for a statement of a stray task may still be running.
        """
        connection.clinic = UNKNOWN
        connection.since = None
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # an abandoned coroutine, collected when the loop is gone
            loop = None
        if loop is None or connection.is_closed():
            self._drop(connection)
            return None
        task = loop.create_task(self._settle(connection, undo, lock or asyncio.Lock()))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _settle(self, connection: Connection, undo: tuple[str, ...], lock: asyncio.Lock) -> None:
        clean = False
        try:
            async with asyncio.timeout(SETTLE_WITHIN), lock:
                for statement in undo:
                    # The first one waits until the server has answered to a cancelled statement.
                    await connection.execute(statement)
            clean = not connection.is_in_transaction()
        except (asyncpg.PostgresError, *LOST) as error:
            _log.warning("%s: closing a connection that cannot be cleaned (%s)", self.name, type(error).__name__)
        finally:
            if clean:
                self.check_in(connection)
            else:
                self._drop(connection)

    def _drop(self, connection: Connection) -> None:
        connection.terminate()
        self._all.discard(connection)
        self._busy -= 1
        self._permits.release()

    async def _acquire(self, clinic: Clinic | Unknown) -> Connection:
        if self._closed:
            raise self._unavailable()
        if not self._permits.locked() and (connection := self._pick(clinic)):
            await self._permits.acquire()  # does not wait: nobody else ran since we looked
            self._out()
            return connection
        try:
            async with asyncio.timeout(self._settings.pool_wait_s):
                return await self._take(lambda: self._pick_or_connect(clinic))
        except TimeoutError as error:
            _log.warning("%s: no connection within %s s", self.name, self._settings.pool_wait_s)
            raise self._unavailable() from error
        except _UNREACHABLE as error:
            _log.warning("%s: no new connection (%s)", self.name, type(error).__name__)
            raise self._unavailable() from error

    def _out(self) -> None:
        """One more permit is in use."""
        self._busy += 1
        if self._watch is None and self._longest is not None:
            self._watch = asyncio.get_running_loop().call_later(WATCH_EVERY, self._look)

    def _look(self) -> None:
        """Give up connections whose statement nobody answers; again while any is in use."""
        self._watch = None
        if self._longest is None or self._closed:
            return
        late = time.monotonic() - self._longest
        for connection in self._all:
            if connection.since is not None and connection.since < late and not connection.is_closed():
                _log.warning("%s: a statement was not answered, its connection is closed", self.name)
                connection.overdue = True
                connection.terminate()
        if self._busy:
            self._watch = asyncio.get_running_loop().call_later(WATCH_EVERY, self._look)

    async def _take(self, obtain: Callable[[], Awaitable[Connection]]) -> Connection:
        await self._permits.acquire()
        self._out()
        try:
            if self._closed:
                raise self._unavailable()
            return await obtain()
        except BaseException:
            self._busy -= 1
            self._permits.release()
            raise

    async def _pick_or_connect(self, clinic: Clinic | Unknown) -> Connection:
        if connection := self._pick(clinic):
            return connection
        try:
            return await self._connect()
        except _UNREACHABLE:
            if connection := self._pick(clinic, any_will_do=True):
                return connection
            raise

    def _pick(self, clinic: Clinic | Unknown, *, any_will_do: bool = False) -> Connection | None:
        """An idle connection: the one used last for this clinic, else one that no clinic will miss, else the one idle
        longest. None when there is none, or when a new one is better: whoever finds a connection on his clinic saves a
        round trip, so none is taken from a clinic while there may be more of them."""
        idle = self._idle
        for connection in [one for one in idle if one.is_closed()]:
            idle.remove(connection)
            connection.terminate()
            self._all.discard(connection)
        if not idle:
            return None
        settings = [connection.clinic for connection in idle]
        if clinic in settings:
            return idle.pop(len(idle) - 1 - settings[::-1].index(clinic))
        spare = next((at for at, one in enumerate(settings) if one is UNKNOWN or one in settings[:at]), None)
        if (
            spare is None
            and clinic is not UNKNOWN
            and not any_will_do
            and len(self._all) + self._opening < self._settings.pool_max
        ):
            return None
        return idle.pop(spare or 0)

    async def _connect(self) -> Connection:
        self._opening += 1
        try:
            connection: Connection = await asyncpg.connect(**self._arguments)
            await self._prepare(connection)
            self._all.add(connection)
        finally:
            self._opening -= 1
        return connection

    async def _prepare(self, connection: Connection) -> None:
        try:
            async with asyncio.timeout(self._longest):
                for kind in ("jsonb", "json"):
                    await connection.set_type_codec(
                        kind, schema="pg_catalog", format="text", encoder=_json_text, decoder=orjson.loads
                    )
        except BaseException:
            connection.terminate()
            raise

    def _unavailable(self) -> Unavailable:
        return Unavailable("The service is busy. Please try again in a moment.", retry_after=1)


def _json_text(value: Any) -> str:
    # Tortoise encodes JSON itself and passes text.
    return value if isinstance(value, str) else orjson.dumps(value).decode()
