"""The read pool: nobody ever reads as another clinic, and no connection is lost, whatever is cancelled."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from core import db
from core.db import Handle, Limits, Reads, count_statements
from core.errors import NotFound, Unavailable
from core.pool import LOST, UNKNOWN
from tests.probe import CLINICS, PER_CLINIC, Cancelled, Moment, backends, ids, inspect, probe_table, storm, until

#: Connections are counted, broken and opened for the process here.
pytestmark = pytest.mark.usefixtures("without_world")

A, B, C = CLINICS[:3]
SELECT = "SELECT clinic_id, id FROM db_probe ORDER BY id"
NAME = "odontograph read"


@pytest.fixture(scope="module")
async def owner(owner_url: str) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    async with probe_table(owner_url) as connection:
        yield connection


@pytest.fixture
async def url(owner: object, app_url: str) -> str:
    """The application login, with the table in place."""
    return app_url


@asynccontextmanager
async def opened(url: str, **limits: Any) -> AsyncIterator[Reads]:
    reads = Reads()
    await reads.open(url, Limits(**limits))
    try:
        yield reads
    finally:
        await reads.close()


async def rows_of(reads: Reads, clinic: UUID | None) -> list[UUID]:
    async with reads.read(clinic) as connection:
        return [row["id"] for row in await connection.fetch(SELECT)]


# --- what a read sees ---------------------------------------------------------------------------------------------


async def test_a_read_sees_the_rows_of_its_clinic_alone(url: str, owner: asyncpg.Connection[asyncpg.Record]) -> None:
    assert await owner.fetchval("SELECT count(*) FROM db_probe") == len(CLINICS) * PER_CLINIC
    async with opened(url) as reads:
        assert await rows_of(reads, A) == ids(A)
        assert await rows_of(reads, B) == ids(B)


async def test_without_a_clinic_nothing_is_seen(url: str) -> None:
    async with opened(url, pool_min=1, pool_max=1) as reads:
        assert await rows_of(reads, None) == []
        assert await rows_of(reads, A) == ids(A)
        assert await rows_of(reads, None) == []


async def test_a_read_cannot_write(url: str) -> None:
    async with opened(url) as reads:
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            async with reads.read(A) as connection:
                await connection.execute("DELETE FROM db_probe")


async def test_a_clinic_that_is_no_uuid_is_refused(url: str) -> None:
    async with opened(url, pool_min=1, pool_max=1) as reads:
        with pytest.raises(TypeError):
            async with reads.read(f"{A}' OR true --"):  # type: ignore[arg-type]
                pass
        with pytest.raises(TypeError):
            async with reads.read_snapshot(str(A)):  # type: ignore[arg-type]
                pass
        assert await rows_of(reads, A) == ids(A)


async def test_sessions_are_bounded_and_planned_generically(url: str) -> None:
    names = (
        "statement_timeout",
        "lock_timeout",
        "idle_in_transaction_session_timeout",
        "plan_cache_mode",
        "jit",
        "random_page_cost",
        "default_transaction_read_only",
        "application_name",
    )
    expected = ["1234ms", "567ms", "8900ms", "force_generic_plan", "off", "1.1", "on", NAME]
    limits = {"statement_timeout_ms": 1234, "lock_timeout_ms": 567, "idle_in_transaction_timeout_ms": 8900}
    async with opened(url, pool_min=1, pool_max=1, **limits) as reads:
        async with reads.read(A) as connection:
            assert [await connection.fetchval(f"SHOW {name}") for name in names] == expected
        with pytest.raises(NotFound):
            async with reads.read(A):
                raise NotFound("so that the session is reset")
        async with reads.read(A) as connection:
            assert [await connection.fetchval(f"SHOW {name}") for name in names] == expected


async def test_jsonb_comes_as_values(url: str) -> None:
    async with opened(url) as reads, reads.read(None) as connection:
        value = await connection.fetchval('SELECT \'{"tooth": 11, "surfaces": ["M", "O"]}\'::jsonb')
        assert value == {"tooth": 11, "surfaces": ["M", "O"]}
        assert await connection.fetchval("SELECT $1::jsonb ->> 'tooth'", {"tooth": 11}) == "11"
        assert await connection.fetchval("SELECT $1::jsonb ->> 'tooth'", '{"tooth": 12}') == "12"


async def test_a_snapshot_does_not_see_what_is_written_meanwhile(
    url: str, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    async with opened(url) as reads:
        added = UUID(int=A.int + 99)
        try:
            async with reads.read_snapshot(A) as connection:
                assert [row["id"] for row in await connection.fetch(SELECT)] == ids(A)
                await owner.execute("INSERT INTO db_probe VALUES ($1, $2, 'meanwhile')", A, added)
                assert [row["id"] for row in await connection.fetch(SELECT)] == ids(A)
                assert await connection.fetchval("SHOW transaction_isolation") == "repeatable read"
            assert await rows_of(reads, A) == [*ids(A), added]
        finally:
            await owner.execute("DELETE FROM db_probe WHERE id = $1", added)


async def test_a_snapshot_leaves_no_clinic_behind(url: str) -> None:
    async with opened(url, pool_min=1, pool_max=1) as reads:
        assert await rows_of(reads, B) == ids(B)
        async with reads.read_snapshot(A) as connection:
            assert await connection.fetchval("SELECT count(*) FROM db_probe") == PER_CLINIC
        assert await rows_of(reads, B) == ids(B)
        with pytest.raises(NotFound):
            async with reads.read_snapshot(A):
                raise NotFound("half way")
        assert await rows_of(reads, None) == []
        await inspect(reads.pool, 1)


# --- what a read costs --------------------------------------------------------------------------------------------


async def test_the_clinic_is_set_only_when_it_changes(url: str) -> None:
    async with opened(url, pool_min=1, pool_max=1) as reads:
        await rows_of(reads, A)
        with count_statements() as same:
            await rows_of(reads, A)
        with count_statements() as other:
            await rows_of(reads, B)
        assert same.statements == [SELECT]
        assert other.statements == ["SELECT set_config('app.clinic', $1, false)", SELECT]


async def test_an_idle_connection_of_the_same_clinic_is_preferred(url: str) -> None:
    async with opened(url, pool_min=3, pool_max=3) as reads:
        async with reads.read(A), reads.read(B), reads.read(C):
            pass
        with count_statements() as counted:
            for clinic in (A, B, C, B, A, C):
                assert await rows_of(reads, clinic) == ids(clinic)
        assert counted.statements == [SELECT] * 6


async def test_no_connection_is_taken_from_a_clinic_while_there_may_be_more(url: str) -> None:
    async with opened(url, pool_min=1, pool_max=2) as reads:
        for clinic in (A, B, A, B):
            await rows_of(reads, clinic)
        assert {connection.clinic for connection in reads.pool.idle} == {A, B}
        with count_statements() as counted:
            await rows_of(reads, A)
            await rows_of(reads, B)
        assert counted.statements == [SELECT] * 2
        await rows_of(reads, C)
        assert [connection.clinic for connection in reads.pool.idle] == [B, C]


async def test_the_second_connection_of_a_clinic_goes_first(url: str) -> None:
    async with opened(url, pool_min=3, pool_max=3) as reads:
        async with reads.read(A), reads.read(B), reads.read(B):
            pass
        await rows_of(reads, C)

        assert {connection.clinic for connection in reads.pool.idle} == {A, B, C}


async def test_who_gets_no_new_connection_takes_an_idle_one(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(url, pool_min=1, pool_max=3) as reads:
        await rows_of(reads, A)

        async def refused(**arguments: Any) -> None:
            raise asyncpg.TooManyConnectionsError("sorry, too many clients already")

        monkeypatch.setattr("core.pool.asyncpg.connect", refused)
        assert await rows_of(reads, B) == ids(B)
        assert reads.pool.size == 1


async def test_a_snapshot_costs_two_round_trips_more(url: str) -> None:
    async with opened(url, pool_min=1, pool_max=1) as reads:
        with count_statements() as counted:
            async with reads.read_snapshot(A) as connection:
                await connection.fetch(SELECT)
        assert len(counted) == 3


async def test_counts_nest_and_follow_into_tasks(url: str) -> None:
    async with opened(url) as reads:
        await asyncio.gather(rows_of(reads, A), rows_of(reads, B))
        with count_statements() as outer:
            await rows_of(reads, A)
            with count_statements() as inner:
                await asyncio.gather(rows_of(reads, A), rows_of(reads, B))
        await rows_of(reads, A)
        assert (len(inner), len(outer)) == (2, 3)


# --- settings that could outlive ----------------------------------------------------------------------------------


async def test_an_error_in_the_block_resets_the_session(url: str) -> None:
    async with opened(url, pool_min=1, pool_max=1) as reads:

        async def looks_in_vain() -> None:
            async with reads.read(A) as connection:
                assert await connection.fetchval("SELECT count(*) FROM db_probe") == PER_CLINIC
                raise NotFound("gone")

        with pytest.raises(NotFound):
            await looks_in_vain()
        held = await reads.pool.check_out(A, _nothing)
        assert held.clinic is UNKNOWN
        assert await held.fetchval("SELECT current_setting('app.clinic')") == ""
        reads.pool.check_in(held)
        assert await rows_of(reads, A) == ids(A)


async def _nothing(_: object) -> None: ...


async def test_a_setting_made_by_hand_is_not_believed(url: str) -> None:
    async with opened(url, pool_min=1, pool_max=1) as reads:
        async with reads.read(A) as connection:
            await connection.execute("SELECT set_config('app.clinic', $1, false)", str(B))
        assert await rows_of(reads, A) == ids(A)
        async with reads.read(A) as connection:
            await connection.execute("BEGIN")
            await connection.execute("SELECT set_config('app.clinic', $1, false)", str(B))
            await connection.execute("ROLLBACK")
        assert await rows_of(reads, B) == ids(B)
        assert await rows_of(reads, A) == ids(A)


async def test_a_transaction_left_open_by_hand_is_not_handed_on(url: str) -> None:
    async with opened(url, pool_min=1, pool_max=1) as reads:
        async with reads.read(A) as connection:
            await connection.execute("BEGIN")
        assert await rows_of(reads, B) == ids(B)
        await inspect(reads.pool, 1)


async def test_a_handle_is_dead_after_its_block(url: str) -> None:
    async with opened(url, pool_min=1, pool_max=1) as reads:
        async with reads.read(A) as connection:
            pass
        with pytest.raises(RuntimeError, match="block"):
            await connection.fetch(SELECT)


async def test_a_task_that_outlives_the_block_keeps_the_connection_until_its_statement_ends(
    url: str, owner: asyncpg.Connection[asyncpg.Record]
) -> None:
    sql = "SELECT count(*), pg_advisory_lock_shared(4711) FROM db_probe"
    async with opened(url, pool_min=1, pool_max=1) as reads:
        async with _lock_held(owner):
            async with reads.read(A) as connection:
                stray = asyncio.create_task(connection.fetch(sql))
                await until(lambda: _somebody_waits(owner))
                queued = asyncio.create_task(connection.fetch(SELECT))
                await asyncio.sleep(0)
            assert reads.pool.busy == 1
        assert (await stray)[0]["count"] == PER_CLINIC
        with pytest.raises(RuntimeError, match="block"):
            await queued
        assert await rows_of(reads, B) == ids(B)
        await inspect(reads.pool, 1)


@asynccontextmanager
async def _lock_held(owner: asyncpg.Connection[asyncpg.Record]) -> AsyncIterator[None]:
    """Statements that want advisory lock 4711 wait in the server until the block is left."""
    await owner.execute("SELECT pg_advisory_lock(4711)")
    try:
        yield
    finally:
        await owner.execute("SELECT pg_advisory_unlock(4711)")


async def _somebody_waits(owner: asyncpg.Connection[asyncpg.Record]) -> bool:
    sql = "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)"
    return bool(await owner.fetchval(sql))


# --- cancellation -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("connected", [True, False])
@pytest.mark.parametrize("turns", [-1, 0, 1, 3])
@pytest.mark.parametrize("suspension", range(1, 7))
async def test_cancelled_at_every_step(url: str, suspension: int, turns: int, connected: bool) -> None:
    """Connecting, setting the clinic, reading."""
    async with opened(url, pool_min=0, pool_max=1) as reads:
        if connected:
            await rows_of(reads, A)
        cancelled = asyncio.create_task(Cancelled(rows_of(reads, B), Moment(suspension, turns)).run())
        await asyncio.wait([cancelled])
        assert await rows_of(reads, None) == []
        assert await rows_of(reads, A) == ids(A)
        await inspect(reads.pool, 1)


class Work:
    """Reads of every kind; each is content with nothing but the rows of its clinic."""

    def __init__(self, reads: Reads) -> None:
        self.reads = reads
        self.kinds = [*[self.simple] * 4, self.snapshot, self.failing, self.nobody, self.dying]

    async def simple(self, chance: random.Random, clinic: UUID) -> None:
        async with self.reads.read(clinic) as connection:
            for _ in range(chance.randint(1, 2)):
                assert [row["id"] for row in await connection.fetch(SELECT)] == ids(clinic)

    async def snapshot(self, _: random.Random, clinic: UUID) -> None:
        async with self.reads.read_snapshot(clinic) as connection:
            assert [row["id"] for row in await connection.fetch(SELECT)] == ids(clinic)

    async def failing(self, _: random.Random, clinic: UUID) -> None:
        with suppress(asyncpg.DivisionByZeroError):
            async with self.reads.read(clinic) as connection:
                assert await connection.fetchval("SELECT count(*) FROM db_probe") == PER_CLINIC
                await connection.fetch("SELECT 1 / 0 FROM db_probe")

    async def nobody(self, _: random.Random, __: UUID) -> None:
        assert await rows_of(self.reads, None) == []

    async def dying(self, chance: random.Random, clinic: UUID) -> None:
        """So that connecting is cancelled, too."""
        with suppress(*LOST):
            async with self.reads.read(clinic) as connection:
                if chance.random() < 0.3:
                    await connection.execute("SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(1)")


async def test_thousands_of_cancellations_lose_no_connection_and_show_no_foreign_row(url: str) -> None:
    async with opened(url, pool_min=2, pool_max=8, pool_wait_s=60) as reads:
        with count_statements() as counted:
            done = await storm(2026, 4000, Work(reads).kinds, suspensions=5)
        assert done.cancelled >= 4000
        assert done.completed >= 400
        # Most were hit with a statement under way, not while waiting for a connection.
        assert counted.statements.count("RESET ALL") >= 2000
        await inspect(reads.pool, 8)
        for clinic in CLINICS:
            assert await rows_of(reads, clinic) == ids(clinic)
        async with reads.read(None) as connection:
            await until(lambda: _all_idle(connection, 8))


async def _all_idle(connection: Handle, expected: int) -> bool:
    """Cut-off server processes go in their own time; ours stay."""
    found = await backends(connection, NAME)
    return len(found) == expected and sorted(found.values()) == ["active"] + ["idle"] * (expected - 1)


# --- too many, too few --------------------------------------------------------------------------------------------


async def test_an_exhausted_pool_answers_unavailable_and_recovers(url: str) -> None:
    async with opened(url, pool_min=1, pool_max=2, pool_wait_s=0.05) as reads:
        async with reads.read(A), reads.read(B):
            with pytest.raises(Unavailable) as refused:
                await rows_of(reads, C)
            assert refused.value.retry_after == 1
        assert await rows_of(reads, C) == ids(C)
        await inspect(reads.pool, 2)


async def test_a_pool_smaller_than_its_minimum_opens(url: str) -> None:
    async with opened(url, pool_min=2, pool_max=1) as reads:
        assert reads.pool.size == 1
        assert await rows_of(reads, A) == ids(A)


async def test_who_waits_is_served_when_a_connection_comes_back(url: str) -> None:
    async with opened(url, pool_min=1, pool_max=1) as reads:
        async with reads.read(A):
            waiting = [asyncio.create_task(rows_of(reads, clinic)) for clinic in CLINICS]
            await asyncio.sleep(0)
            waiting[3].cancel()
        answers = await asyncio.gather(*waiting, return_exceptions=True)
        assert isinstance(answers.pop(3), asyncio.CancelledError)
        assert answers == [ids(clinic) for clinic in CLINICS if clinic != CLINICS[3]]


async def test_an_unreachable_server_is_unavailable() -> None:
    async with opened("postgresql://nobody@/nothing?host=/nonexistent", pool_min=0, pool_max=1) as reads:
        with pytest.raises(Unavailable):
            await rows_of(reads, A)
        assert reads.pool.busy == 0


async def test_opening_raises_what_is_wrong() -> None:
    reads = Reads()
    with pytest.raises(OSError):
        await reads.open("postgresql://nobody@/nothing?host=/nonexistent")
    with pytest.raises(RuntimeError, match="not open"):
        reads.read(A)


# --- dying connections --------------------------------------------------------------------------------------------


async def _kill(url: str, pids: list[int] | None = None) -> int:
    """End server processes of the read pool (all of them) from outside."""
    killer = await asyncpg.connect(url)
    try:
        victims = pids or list(await backends(killer, NAME))
        await killer.execute("SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid", victims)
        return len(victims)
    finally:
        await killer.close()


async def test_connections_ended_by_the_server_are_replaced(url: str) -> None:
    async with opened(url, pool_min=4, pool_max=4) as reads:
        assert await _kill(url) == 4
        assert [row["id"] for row in await reads.fetch(A, SELECT)] == ids(A)
        assert reads.pool.size == await _kill(url) == 1
        for clinic in CLINICS:
            assert [row["id"] for row in await reads.fetch(clinic, SELECT)] == ids(clinic)
        await inspect(reads.pool, 4)


async def test_a_connection_known_to_be_dead_is_not_handed_out(url: str) -> None:
    async with opened(url, pool_min=1, pool_max=1) as reads:
        await rows_of(reads, A)
        await _kill(url)

        async def noticed() -> bool:
            return reads.pool.size == 0

        await until(noticed)
        assert await rows_of(reads, A) == ids(A)


async def test_fetch_survives_one_death_under_way(url: str, owner: asyncpg.Connection[asyncpg.Record]) -> None:
    sql = "SELECT id FROM db_probe WHERE pg_advisory_xact_lock_shared(4711) IS NOT NULL ORDER BY id"
    async with opened(url, pool_min=1, pool_max=1) as reads:
        async with _lock_held(owner):
            with count_statements() as counted:
                fetching = asyncio.create_task(reads.fetch(A, sql))
            await until(lambda: _somebody_waits(owner))
            await _kill(url)
        assert [row["id"] for row in await fetching] == ids(A)
        assert counted.statements.count(sql) == 2


async def test_fetch_gives_up_after_the_second_death(url: str) -> None:
    sql = "SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(1)"
    async with opened(url, pool_min=1, pool_max=1) as reads:
        with count_statements() as counted, pytest.raises(asyncpg.ConnectionDoesNotExistError):
            await reads.fetch(A, sql)
        assert counted.statements.count(sql) == 2
        assert [row["id"] for row in await reads.fetch(A, SELECT)] == ids(A)


async def test_fetch_does_not_repeat_what_fails_on_a_living_connection(url: str) -> None:
    async with opened(url, pool_min=1, pool_max=1) as reads:
        with count_statements() as counted, pytest.raises(asyncpg.InterfaceError):
            await reads.fetch(A, "SELECT 1", "one parameter too many")
        assert counted.statements.count("SELECT 1") == 1


# --- closing ------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def silent(reads: Reads, clinic: UUID) -> AsyncIterator[None]:
    """The server answers nothing more on the pool's only connection."""
    async with reads.read(clinic):
        pass
    [connection] = reads.pool.idle
    connection._transport.pause_reading()  # type: ignore[attr-defined]
    yield


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.pool.GRACE", 0.05)
    monkeypatch.setattr("core.pool.WATCH_EVERY", 0.02)


@pytest.mark.usefixtures("watched")
async def test_a_server_that_does_not_answer_is_given_up(url: str) -> None:
    async with opened(url, pool_min=1, pool_max=1, statement_timeout_ms=50) as reads:
        for ask in (lambda: reads.fetch(A, SELECT), lambda: rows_of(reads, A)):
            async with silent(reads, A):
                with pytest.raises(LOST):
                    await ask()
            assert await rows_of(reads, A) == ids(A)
        async with silent(reads, A):
            with pytest.raises(LOST):  # while the clinic is set
                await rows_of(reads, B)
        async with silent(reads, A):
            with pytest.raises(LOST):
                async with reads.read_snapshot(A):
                    pass
        await until(lambda: _nobody_in(reads))
        assert reads.pool.busy == 0


async def _nobody_in(reads: Reads) -> bool:
    return reads.pool.busy == 0


@pytest.mark.usefixtures("watched")
async def test_who_holds_a_connection_without_asking_anything_is_left_alone(url: str) -> None:
    async with opened(url, pool_min=1, pool_max=1, statement_timeout_ms=50) as reads, reads.read(A) as connection:
        assert [row["id"] for row in await connection.fetch(SELECT)] == ids(A)
        looks: list[None] = []
        looked = reads.pool._look
        reads.pool._look = lambda: looks.append(looked())  # type: ignore[method-assign]
        await until(lambda: _long_since(looks))
        assert [row["id"] for row in await connection.fetch(SELECT)] == ids(A)


async def _long_since(looks: list[None]) -> bool:
    return len(looks) > 10


async def test_closing_ends_idle_connections_and_refuses_new_reads(url: str) -> None:
    reads = Reads()
    await reads.open(url, Limits(pool_min=2))
    pool = reads.pool
    await reads.close()
    await reads.close()
    assert (pool.size, pool.idle) == (0, ())
    with pytest.raises(RuntimeError, match="not open"):
        reads.read(A)


async def test_closing_cuts_off_who_does_not_finish(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.pool.CLOSE_WITHIN", 0.02)
    reads = Reads()
    await reads.open(url, Limits(pool_min=1))
    pool = reads.pool
    async with reads.read(A) as connection:
        await reads.close()
        with pytest.raises(asyncpg.InterfaceError):
            await connection.fetch(SELECT)
    assert (pool.size, pool.busy) == (0, 0)


async def test_the_pool_of_the_process(url: str) -> None:
    with pytest.raises(RuntimeError, match="not open"):
        db.read(A)
    await db.open_reads(url, Limits(pool_min=1))
    try:
        with pytest.raises(RuntimeError, match="already"):
            await db.open_reads(url)
        async with db.read(A) as connection:
            assert len(await connection.fetch(SELECT)) == PER_CLINIC
        async with db.read_snapshot(B) as connection:
            row = await connection.fetchrow(SELECT)
            assert row is not None
            assert row["id"] == ids(B)[0]
        assert [row["id"] for row in await db.fetch(C, SELECT)] == ids(C)
    finally:
        await db.close_reads()
