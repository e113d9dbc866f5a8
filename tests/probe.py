"""A small clinic table behind row-level security, and cancellation at chosen moments: what tests of `core.db` and
`models.backend` share.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

import asyncpg

from core.pool import UNKNOWN, Connection, Pool

T = TypeVar("T")

CLINICS = [UUID(int=(0xC0 + number) << 64) for number in range(20)]
PER_CLINIC = 5

_CREATE = """
DROP TABLE IF EXISTS db_probe;
CREATE TABLE db_probe (
    clinic_id uuid NOT NULL,
    id uuid PRIMARY KEY,
    note text NOT NULL,
    data jsonb,
    UNIQUE (clinic_id, note)
);
ALTER TABLE db_probe ENABLE ROW LEVEL SECURITY;
CREATE POLICY clinic ON db_probe USING (clinic_id = nullif(current_setting('app.clinic', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON db_probe TO odontograph_app;
"""


def ids(clinic: UUID) -> list[UUID]:
    """The rows every clinic has from the start."""
    return [UUID(int=clinic.int + number) for number in range(1, PER_CLINIC + 1)]


@asynccontextmanager
async def probe_table(owner_url: str) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """The table, filled, for the length of the block; yields a connection of its owner."""
    owner = await asyncpg.connect(owner_url)
    try:
        await owner.execute(_CREATE)
        rows = [(clinic, row, f"seed {row.int & 0xFF}") for clinic in CLINICS for row in ids(clinic)]
        await owner.executemany("INSERT INTO db_probe (clinic_id, id, note) VALUES ($1, $2, $3)", rows)
        yield owner
        await owner.execute("DROP TABLE db_probe")
    finally:
        await owner.close()


# --- cancelling ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Moment:
    """When to cancel: at the `suspension`-th time the task waits for something, and then

    `turns` = 0 at once (a statement has just been sent), n: so many turns of the event loop later,
    -1: when the answer is there but the task has not seen it yet.
    """

    suspension: int
    turns: int

    @classmethod
    def any(cls, chance: random.Random, last: int) -> Moment:
        return cls(chance.randint(1, last), chance.choice((-1, -1, 0, 0, 1, 2, 3, 5, 8, 13, 21, 34)))


class Cancelled:
    """Awaits a coroutine and cancels the task that does so at a chosen moment."""

    def __init__(self, coroutine: Coroutine[Any, Any, T], moment: Moment) -> None:
        self._coroutine = coroutine
        self._moment = moment

    async def run(self) -> Any:
        """For a task of its own; one that is cancelled late may be past the coroutine."""
        return await self

    def __await__(self) -> Generator[Any, Any, Any]:
        task = asyncio.current_task()
        assert task is not None
        inner = self._coroutine.__await__()
        answer: Any = None
        failure: BaseException | None = None
        suspensions = 0
        while True:
            try:
                waiting = inner.send(answer) if failure is None else inner.throw(failure)
            except StopIteration as stop:
                return stop.value
            suspensions += 1
            if suspensions == self._moment.suspension:
                _cancel_when(task, waiting, self._moment.turns)
            answer, failure = None, None
            try:
                answer = yield waiting
            except BaseException as error:  # noqa: BLE001  (passed on, not handled)
                failure = error


def _cancel_when(task: asyncio.Task[Any], waiting: Any, turns: int) -> None:
    if turns < 0 and isinstance(waiting, asyncio.Future):
        # Before the task adds its own callback, so that it is cancelled with the answer already there.
        waiting.add_done_callback(lambda _: task.cancel())
    elif turns <= 0:
        task.cancel()
    else:
        loop = asyncio.get_running_loop()
        loop.call_soon(_cancel_when, task, None, turns - 1)


@dataclass(slots=True)
class Storm:
    """What a storm of cancellations did."""

    cancelled: int = 0
    completed: int = 0


async def storm(
    seed: int,
    cancellations: int,
    work: Sequence[Callable[[random.Random, UUID], Coroutine[Any, Any, None]]],
    *,
    suspensions: int,
    at_once: int = 16,
) -> Storm:
    """Run `work` for random clinics, `at_once` at a time, each cancelled at a random moment; what it raises is raised.

    Goes on until `cancellations` have hit; which work, clinic and moment come next depends on `seed` alone.
    """
    result = Storm()

    async def one(number: int) -> None:
        chance = random.Random(seed * 1_000_003 + number)
        coroutine = chance.choice(work)(chance, chance.choice(CLINICS))
        try:
            await Cancelled(coroutine, Moment.any(chance, suspensions))
        except asyncio.CancelledError:
            result.cancelled += 1
        else:
            result.completed += 1

    running: set[asyncio.Task[None]] = set()
    number = 0
    while result.cancelled < cancellations and number < cancellations * 4:
        while len(running) < at_once:
            running.add(asyncio.create_task(one(number)))
            number += 1
        done, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    await asyncio.gather(*running)
    return result


async def inspect(pool: Pool, pool_max: int) -> None:
    """Every connection can be had, all at once; each is alive, outside a transaction, and set as it remembers."""

    async def look(connection: Connection) -> None:
        remembered = connection.clinic
        actual = await connection.fetchval("SELECT nullif(current_setting('app.clinic', true), '')")
        assert not connection.is_in_transaction()
        if remembered is not UNKNOWN:
            assert actual == (remembered and str(remembered))
        connection.clinic = remembered

    held = [await pool.check_out(UNKNOWN, look) for _ in range(pool_max)]
    assert len(set(held)) == pool_max
    assert pool.busy == pool_max
    for connection in held:
        pool.check_in(connection)
    assert (pool.busy, len(pool.idle), pool.size) == (0, pool_max, pool_max)


async def backends(connection: Any, application: str) -> dict[int, str]:
    """Server processes of an application in this database: process id to state."""
    rows = await connection.fetch(
        "SELECT pid, state FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1",
        application,
    )
    return {row["pid"]: row["state"] for row in rows}


async def until(condition: Callable[[], Coroutine[Any, Any, bool]], *, within: float = 10) -> None:
    """Wait for what another process does in its own time."""
    async with asyncio.timeout(within):
        while not await condition():  # noqa: ASYNC110  (nobody in this process knows when)
            await asyncio.sleep(0.005)
