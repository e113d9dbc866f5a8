"""The Tortoise backend of commands: every statement runs in a transaction that belongs to one clinic.

    async with transaction(clinic) as tx:
        await Patient.create(…)                    # Tortoise finds the transaction by itself, or by using_db
        await tx.fetch("INSERT … RETURNING …", …)  # same connection, same lock: sees what was written above
        async with tx.savepoint(): …

BEGIN and the setting `app.clinic` are one round trip. The setting is local to the transaction, so nothing of it is
left on the connection; what a statement that stands alone left there (`Transaction.alone`), it overrules. An ORM call
outside a transaction raises RuntimeError: it would have no clinic.

Why not Tortoise's own: cancelled during BEGIN it loses the pooled connection, it waits for the pool without a limit,
and a nested `in_transaction` has a lock of its own, so that two statements can meet on one connection.

Configured as engine `models.backend`. Migrations need `tortoise.backends.asyncpg`, for they run without a clinic.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping
from contextlib import AbstractAsyncContextManager
from functools import lru_cache
from typing import Any, Final, Literal, NoReturn, Protocol, TypeVar, cast
from uuid import UUID

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.backends.asyncpg.client import TransactionWrapper as AsyncpgTransactionWrapper
from tortoise.backends.base.client import TransactionContext
from tortoise.connection import get_connections
from tortoise.context import TortoiseContext

from core import db
from core.pool import PLANNING, UNKNOWN, Address, Clinic, Connection, DatabaseSettings, Handle, Pool, Turn
from core.settings import settings as process_settings

#: Failures of one attempt: the whole command may be run again. They arrive raw, from Tortoise too.
RETRYABLE: Final = (asyncpg.DeadlockDetectedError, asyncpg.SerializationError)

Isolation = Literal["read_committed", "repeatable_read", "serializable"]

T = TypeVar("T")

ALIAS = "default"
STATEMENT_CACHE = 100

_ISOLATION: dict[Isolation | None, str] = {
    None: "",
    "read_committed": " ISOLATION LEVEL READ COMMITTED",
    "repeatable_read": " ISOLATION LEVEL REPEATABLE READ",
    "serializable": " ISOLATION LEVEL SERIALIZABLE",
}
_ROLLBACK = "ROLLBACK"
_OUTSIDE = "database call outside a transaction: use `async with models.backend.transaction(clinic)`"


class Client(AsyncpgDBClient):
    """Tortoise's client: owns the pool, and runs nothing itself."""

    _pool: Pool | None  # type: ignore[assignment]

    async def pool(self) -> Pool:
        """The pool, opened at the first call; raises what `asyncpg.connect` raises."""
        if self._pool is None:
            async with self._pool_init_lock:
                if self._pool is None:
                    await self.create_connection(with_db=True)
        assert self._pool is not None  # noqa: S101  (set by create_connection)
        return self._pool

    async def create_connection(self, with_db: bool) -> None:
        if not with_db:
            raise RuntimeError("databases are made by `server.provision`")
        settings: DatabaseSettings = self.extra.get("settings") or process_settings()
        pool = Pool(
            self.extra.get("address") or self._address(),
            settings,
            name="odontograph command",
            session=PLANNING,
            statement_cache=STATEMENT_CACHE,
        )
        try:
            await pool.open()
        except BaseException:
            await pool.close()
            raise
        self._pool = pool
        await self._post_connect()

    def _address(self) -> Address:
        """From the credentials Tortoise's own backend takes."""
        parts = {"user": self.user, "password": self.password, "database": self.database}
        return Address({"host": self.host, "port": self.port, **parts})

    async def _expire_connections(self) -> None:
        """Nothing to do: a connection that died is replaced when it is wanted."""

    async def _close(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            await pool.close()

    def acquire_connection(self) -> NoReturn:
        raise RuntimeError(_OUTSIDE)

    def _in_transaction(self) -> NoReturn:
        raise RuntimeError(_OUTSIDE)


#: Where Tortoise looks for the backend's client.
client_class = Client


class Wrapper(AsyncpgTransactionWrapper):
    """Tortoise's view of a running transaction; its statements queue with those of the `Transaction`."""

    def __init__(self, client: Client, transaction: Transaction) -> None:
        # Not the parent's: that one takes the raw connection, which is only to be had for one turn.
        self._parent = client
        self._transaction = transaction
        self._lock = transaction.lock
        self.log = client.log
        self.connection_name = client.connection_name
        self.fetch_inserted = client.fetch_inserted

    @property
    def client(self) -> Client:
        return self._parent  # type: ignore[return-value]

    @property
    def running(self) -> bool:
        return self._transaction.open

    def acquire_connection(self) -> Turn:  # type: ignore[override]
        return self._transaction.turn()

    def _in_transaction(self) -> TransactionContext:
        return Savepoint(self._transaction)

    async def begin(self) -> NoReturn:
        raise RuntimeError("transactions are run by `models.backend.transaction`, savepoints by its `savepoint()`")

    savepoint = commit = rollback = savepoint_rollback = release_savepoint = begin


#: Stands for the connection of a transaction that has not begun; nobody gets to use it.
_NOT_YET: Final = cast("Connection", None)


class Unsent(Protocol):
    """What goes to the database before any other statement does."""

    async def send(self) -> object: ...
    def drop(self) -> None: ...


class Transaction(Handle):
    """A running transaction of one clinic. `fetch`, `fetchrow`, `fetchval`, `execute`: see `Handle`.

    Whatever is `unsent` is sent ahead of the next statement, whoever sends that; undoing a savepoint drops it.
    """

    __slots__ = ("_begin_text", "_broken", "_names", "_savepoints", "begun", "clinic", "pool", "unsent", "using")

    def __init__(self, client: Client, pool: Pool, clinic: Clinic, begin: str) -> None:
        super().__init__(_NOT_YET)
        self.clinic = clinic
        self.pool = pool
        self._begin_text = begin
        #: Whether there is a connection with a transaction on it.
        self.begun = False
        #: To pass to Tortoise as `using_db`.
        self.using = Wrapper(client, self)
        #: Whoever puts it here takes it away before sending.
        self.unsent: Unsent | None = None
        self._savepoints: list[str] = []
        self._names = 0
        self._broken = False

    @property
    def _ready(self) -> bool:
        return self.begun and self.unsent is None

    def fetch(self, sql: str, *params: object) -> Coroutine[Any, Any, list[asyncpg.Record]]:
        return super().fetch(sql, *params) if self._ready else self._behind(super().fetch, sql, *params)

    def fetchrow(self, sql: str, *params: object) -> Coroutine[Any, Any, asyncpg.Record | None]:
        return super().fetchrow(sql, *params) if self._ready else self._behind(super().fetchrow, sql, *params)

    def fetchval(self, sql: str, *params: object) -> Coroutine[Any, Any, Any]:
        return super().fetchval(sql, *params) if self._ready else self._behind(super().fetchval, sql, *params)

    def execute(self, sql: str, *params: object) -> Coroutine[Any, Any, str]:
        return super().execute(sql, *params) if self._ready else self._behind(super().execute, sql, *params)

    def turn(self) -> Turn:
        return super().turn() if self._ready else _Behind(self)

    async def _behind(self, send: Callable[..., Coroutine[Any, Any, T]], sql: str, *params: object) -> T:
        """Send a statement behind what is unsent."""
        await self.prepare()
        return await send(sql, *params)

    async def prepare(self) -> None:
        """Begin, if it has not, and send what is unsent."""
        await self.begin()
        if self.unsent is not None:
            await self.unsent.send()

    async def begin(self) -> None:
        """Take a connection and begin, once; until then nothing is held."""
        if self.begun:
            return
        async with self.lock:
            if self._connection is not _NOT_YET:
                return
            if self._open:
                text = self._begin_text
                connection = await self.pool.check_out(UNKNOWN, lambda c: c.execute(text), _ROLLBACK)
                if self._open:
                    self._connection, self.begun = connection, True
                    return
                self.pool.settle(connection, _ROLLBACK)  # type: ignore[unreachable]  # it ended meanwhile
            raise RuntimeError("the block that held this database connection is over")

    async def alone(self, sql: str, *params: object) -> asyncpg.Record | None:
        """The first row of a statement that is all there is to the transaction: it commits by itself, in one round trip
        on a connection whose session is set to the clinic. For a transaction that has not begun."""
        if self.begun or not self.open:
            raise RuntimeError("a statement stands alone in a transaction that has not begun")
        connection = await db.on_clinic(self.pool, self.clinic)
        connection.since = time.monotonic()
        try:
            row = await connection.fetchrow(sql, *params)
        except BaseException:
            self.pool.settle(connection, db.RESET)
            raise
        connection.since = None
        self.pool.check_in(connection)
        return row

    def over(self) -> None:
        """Refuse whoever comes after the block."""
        self._open = False

    def savepoint(self) -> Savepoint:
        """`async with tx.savepoint():` undoes its block alone when the block raises, and lets the exception pass.

        Savepoints nest; two at the same time, in tasks of their own, break the transaction.
        """
        return Savepoint(self)

    async def commit(self) -> None:
        """COMMIT, at the end of `transaction`; raises when there is nothing left to commit."""
        if self._broken:
            raise RuntimeError("a savepoint could not be undone: the transaction cannot be committed")
        if not self.begun:
            return
        # PostgreSQL answers ROLLBACK, without an error, when an earlier failure was swallowed.
        if await self.execute("COMMIT") != "COMMIT":
            raise asyncpg.InFailedSQLTransactionError("nothing was committed: a statement had failed before")


class _Behind(Turn):
    """A turn behind what is unsent."""

    __slots__ = ("_transaction",)

    def __init__(self, transaction: Transaction) -> None:
        super().__init__(transaction)
        self._transaction = transaction

    async def __aenter__(self) -> Connection:
        await self._transaction.prepare()
        return await super().__aenter__()


class Savepoint(TransactionContext):
    """Part of a transaction that can fail alone; also what Tortoise's nested `in_transaction` becomes."""

    __slots__ = ("_name", "_transaction", "client", "connection_name")

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._name = ""
        self.client = transaction.using
        self.connection_name = transaction.using.connection_name

    async def __aenter__(self) -> Wrapper:
        transaction = self._transaction
        transaction._names += 1
        self._name = f"s{transaction._names}"
        await transaction.execute(f"SAVEPOINT {self._name}")
        transaction._savepoints.append(self._name)
        return transaction.using

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if self._transaction._savepoints.pop() != self._name:
            self._transaction._broken = True
            raise RuntimeError("savepoints of one transaction must not overlap")
        if error is not None:
            await self._undo()
            return
        try:
            await self._transaction.execute(f"RELEASE SAVEPOINT {self._name}")
        except BaseException:
            await self._undo()
            raise

    async def _undo(self) -> None:
        """Back to the state before; whatever prevents that must not hide the exception that led here."""
        transaction, name = self._transaction, self._name
        undone = False
        if transaction.unsent is not None:
            transaction.unsent.drop()  # all of it was written in here: SAVEPOINT was a statement, too
        try:
            await transaction.execute(f"ROLLBACK TO SAVEPOINT {name}; RELEASE SAVEPOINT {name}")
            undone = True
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
            pass
        finally:
            transaction._broken |= not undone


def transaction(
    clinic: Clinic, *, isolation: Isolation | None = None, readonly: bool = False, waiting: bool = False
) -> AbstractAsyncContextManager[Transaction]:
    """A transaction that sees and writes rows of `clinic` alone (None: of none). Commits unless the block raises.

    Raises `Unavailable` when no connection is free in time, RuntimeError inside another transaction (that is what
    `savepoint()` is for). Constraints that are checked late, and SERIALIZABLE, may raise at the end of the block.
    When the block raises an exception, the rollback is over before it passes; when it is cancelled, the rollback
    goes on by itself. A task that outlives the block is refused.

    With `waiting` it begins, and takes a connection, with its first statement: see `Transaction.alone`.
    """
    return _Block(clinic, isolation, readonly, waiting)


class _Block:
    """`transaction`. A class, because every command passes it."""

    __slots__ = ("_asked", "_connections", "_running", "_token", "_waiting")

    def __init__(self, clinic: Clinic, isolation: Isolation | None, readonly: bool, waiting: bool) -> None:
        self._asked = (clinic, isolation, readonly)
        self._waiting = waiting

    async def __aenter__(self) -> Transaction:
        begin = _begin(*self._asked)
        client = _client()
        self._running = running = Transaction(client, client._pool or await client.pool(), self._asked[0], begin)
        if not self._waiting:
            await running.begin()
        self._connections = get_connections()
        self._token = self._connections.set(client.connection_name, running.using)
        return running

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        try:
            if error is not None:
                await self._undo(error)
                return
            try:
                await self._running.commit()
            except BaseException as problem:
                await self._undo(problem)
                raise
            if self._running.begun:
                self._running.pool.check_in(self._running.end())
        finally:
            self._running.over()
            self._connections.reset(self._token)

    async def _undo(self, error: BaseException) -> None:
        running = self._running
        if not running.begun:
            return
        settled = running.pool.settle(running.end(), _ROLLBACK, lock=running.lock)
        if settled is not None and isinstance(error, Exception):
            await asyncio.shield(settled)


@lru_cache(maxsize=4096)
def _begin(clinic: Clinic, isolation: Isolation | None, readonly: bool) -> str:
    """One simple-protocol text. The clinic is its only variable part, and a UUID cannot say anything else."""
    if clinic is not None and not isinstance(clinic, UUID):
        raise TypeError(f"a clinic is a UUID or None, not {type(clinic).__name__}")
    setting = "" if clinic is None else str(UUID(int=clinic.int))
    mode = _ISOLATION[isolation] + (" READ ONLY" if readonly else "")
    # Not `SELECT set_config(…)`: that would be planned and run as a query.
    return f"BEGIN{mode}; SET LOCAL app.clinic = '{setting}'"


def _client() -> Client:
    current = get_connections().get(ALIAS)
    if isinstance(current, Wrapper):
        if current.running:
            raise RuntimeError("a transaction inside a transaction: use its `savepoint()`")
        current = current.client  # inherited by a task that outlived the block
    if not isinstance(current, Client):
        raise TypeError(f"connection {ALIAS!r} does not use engine {__name__!r}")
    return current


def opened() -> Pool | None:
    """The pool of commands, if it is open: for whoever only counts."""
    current = get_connections().get(ALIAS)
    client = current.client if isinstance(current, Wrapper) else current
    return client._pool if isinstance(client, Client) else None


def config(url: str, models_config: Mapping[str, Any], settings: DatabaseSettings | None = None) -> dict[str, Any]:
    """Tortoise's configuration for the application login `url`; the apps are those of `models_config`.

    Sizes and time-outs come from `settings`, by default those of the process.
    """
    # Address, not text: Tortoise prints configurations when it logs.
    credentials = {"address": Address.of(url), "settings": settings}
    return {
        "connections": {ALIAS: {"engine": __name__, "credentials": credentials}},
        "apps": {name: {**app, "default_connection": ALIAS} for name, app in models_config["apps"].items()},
        "use_tz": True,
        "timezone": "UTC",
    }


_context: TortoiseContext | None = None


async def init(url: str, *, models_config: Mapping[str, Any], settings: DatabaseSettings | None = None) -> None:
    """Set up Tortoise for this process, for every task of it, and connect.

    `models_config` is a Tortoise configuration of which only the apps are used (`models.config.TORTOISE_ORM`).
    Raises what `asyncpg.connect` raises.
    """
    global _context  # noqa: PLW0603  (Tortoise's own fallback is global, too)
    if _context is not None:
        raise RuntimeError("the database of commands is open already")
    context = TortoiseContext()
    try:
        with context:  # current while it is being set up; afterwards it is found as the fallback
            await context.init(config(url, models_config, settings), _enable_global_fallback=True)
        client = context.connections.get(ALIAS)
        assert isinstance(client, Client)  # noqa: S101  (the configuration says so)
        await client.pool()
    except BaseException:
        await context.close_connections()
        raise
    _context = context


async def close() -> None:
    """Close the connections of commands, after a few seconds even those in use."""
    global _context
    context, _context = _context, None
    if context is not None:
        await context.close_connections()
