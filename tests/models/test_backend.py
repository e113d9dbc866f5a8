"""Transactions of commands: one clinic each, all or nothing."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import AsyncIterator
from contextlib import suppress
from uuid import UUID

import asyncpg
import pytest
import tortoise.exceptions
from tortoise.context import TortoiseContext
from tortoise.transactions import in_transaction

from core.db import Limits, count_statements
from core.errors import Conflict, Unavailable
from models import backend
from models.backend import RETRYABLE, Transaction, transaction
from models.config import tortoise_config
from tests.probe import CLINICS, PER_CLINIC, backends, ids, inspect
from tests.probe_orm import APPS, COUNT, Owner, Probe, commands, new, owning, stored

#: Connections are counted, broken and opened for the process here.
pytestmark = pytest.mark.usefixtures("without_world")

A, B, C = CLINICS[:3]
NAME = "odontograph command"


@pytest.fixture
async def owner(owner_url: str) -> AsyncIterator[Owner]:
    async with owning(owner_url) as connection:
        yield connection


# --- one clinic ---------------------------------------------------------------------------------------------------


async def test_a_transaction_sees_and_writes_its_clinic_alone(app_url: str, owner: Owner) -> None:
    row = new(A)
    async with commands(app_url):
        async with transaction(A) as tx:
            await row.save(force_create=True)
            assert [r.id for r in await Probe.filter(note__startswith="seed").order_by("id")] == ids(A)
            assert await tx.fetchval(COUNT) == PER_CLINIC + 1
            assert tx.clinic == A
        async with transaction(B) as tx:
            assert [r.id for r in await Probe.all().order_by("id")] == ids(B)
            assert await tx.execute("DELETE FROM db_probe WHERE id = $1", row.id) == "DELETE 0"
    assert await stored(owner, row) == [True]


async def test_a_row_of_another_clinic_is_refused(app_url: str, owner: Owner) -> None:
    foreign = new(B)
    async with commands(app_url):
        with pytest.raises(tortoise.exceptions.OperationalError, match="row-level security"):
            async with transaction(A):
                await foreign.save(force_create=True)
    assert await stored(owner, foreign) == [False]


async def test_without_a_clinic_nothing_is_seen_or_written(app_url: str, owner: Owner) -> None:
    row = new(A)
    async with commands(app_url):
        async with transaction(None) as tx:
            assert await tx.fetchval(COUNT) == 0
            assert await Probe.all() == []
        with pytest.raises(tortoise.exceptions.OperationalError, match="row-level security"):
            async with transaction(None):
                await row.save(force_create=True)
    assert await stored(owner, row) == [False]


@pytest.mark.parametrize("session", [True, False])
@pytest.mark.parametrize("commit", [True, False])
async def test_a_setting_made_by_hand_does_not_reach_the_next_transaction(
    app_url: str, owner: Owner, commit: bool, session: bool
) -> None:
    async with commands(app_url, pool_min=1, pool_max=1) as pool:
        with suppress(Conflict):
            async with transaction(A) as tx:
                assert await tx.fetchval(COUNT) == PER_CLINIC
                await tx.execute("SELECT set_config('app.clinic', $1, $2)", str(B), not session)
                if not commit:
                    raise Conflict("rolled back")
        for clinic in (A, C, A):
            async with transaction(clinic) as tx:
                assert [row["id"] for row in await tx.fetch("SELECT id FROM db_probe ORDER BY id")] == ids(clinic)
        async with transaction(None) as tx:
            assert await tx.fetchval(COUNT) == 0
        await inspect(pool, 1)


async def test_a_clinic_that_is_no_uuid_is_refused(app_url: str, owner: Owner) -> None:
    async with commands(app_url) as pool:
        with pytest.raises(TypeError):
            async with transaction(f"{A}'; DROP TABLE db_probe; --"):  # type: ignore[arg-type]
                pass
        assert pool.busy == 0


# --- outside and inside -------------------------------------------------------------------------------------------


async def test_an_orm_call_outside_a_transaction_raises(app_url: str, owner: Owner) -> None:
    async with commands(app_url):
        for call in (Probe.all(), Probe.filter(id=ids(A)[0]).update(note="x"), new(A).save(), Probe.all().count()):
            with pytest.raises(RuntimeError, match="outside a transaction"):
                await call
        with pytest.raises(RuntimeError, match="outside a transaction"):
            in_transaction()


async def test_raw_statements_and_orm_share_the_transaction(app_url: str, owner: Owner) -> None:
    row = new(A, data={"tooth": 11})
    async with commands(app_url):
        async with transaction(A) as tx:
            await row.save(force_create=True)
            seen = await tx.fetchrow("SELECT note, data FROM db_probe WHERE id = $1", row.id)
            assert seen is not None
            assert tuple(seen) == (row.note, {"tooth": 11})
            sql = "INSERT INTO db_probe VALUES ($1, $2, 'new by hand', $3) RETURNING id, data"
            returned = await tx.fetch(sql, A, UUID(int=7), {"tooth": 12})
            assert [tuple(r) for r in returned] == [(UUID(int=7), {"tooth": 12})]
            by_hand = await Probe.get(id=UUID(int=7))
            assert (by_hand.note, by_hand.data) == ("new by hand", {"tooth": 12})
            assert await Probe.all().using_db(tx.using).count() == PER_CLINIC + 2
            assert await stored(owner, row) == [False]
        assert await stored(owner, row, by_hand) == [True, True]


async def test_an_insert_and_a_select_cost_four_round_trips(app_url: str, owner: Owner) -> None:
    async with commands(app_url):
        with count_statements() as counted:
            async with transaction(A) as tx:
                await new(A).save(force_create=True)
                await tx.fetch("SELECT id FROM db_probe")
    begin, insert, select, commit = counted.statements
    assert begin == f"BEGIN; SET LOCAL app.clinic = '{A}'"
    assert insert.startswith('INSERT INTO "db_probe"')
    assert (select, commit) == ("SELECT id FROM db_probe", "COMMIT")


async def test_statements_of_parallel_tasks_queue_up(app_url: str, owner: Owner) -> None:
    async with commands(app_url), transaction(A) as tx:

        async def nested() -> None:
            async with in_transaction():
                await new(A).save(force_create=True)

        await asyncio.gather(
            *(tx.fetchval(COUNT) for _ in range(5)), *(Probe.all() for _ in range(5)), nested(), tx.execute(COUNT)
        )
        assert await tx.fetchval(COUNT) == PER_CLINIC + 1


async def test_isolation_and_readonly(app_url: str, owner: Owner) -> None:
    async with commands(app_url):
        async with transaction(A) as tx:
            assert await tx.fetchval("SHOW transaction_isolation") == "read committed"
        async with transaction(A, isolation="repeatable_read", readonly=True) as tx:
            assert await tx.fetchval("SHOW transaction_isolation") == "repeatable read"
            assert await tx.fetchval(COUNT) == PER_CLINIC
            assert await tx.fetchval("SHOW transaction_read_only") == "on"
        async with transaction(A, isolation="serializable") as tx:
            assert await tx.fetchval("SHOW transaction_isolation") == "serializable"
            assert await tx.fetchval("SHOW transaction_read_only") == "off"


async def test_sessions_are_bounded(app_url: str, owner: Owner) -> None:
    limits = {"statement_timeout_ms": 1234, "lock_timeout_ms": 567, "idle_in_transaction_timeout_ms": 8900}
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "application_name")
    async with commands(app_url, **limits), transaction(A) as tx:
        assert [await tx.fetchval(f"SHOW {name}") for name in names] == ["1234ms", "567ms", "8900ms", NAME]


async def test_a_transaction_inside_a_transaction_is_refused(app_url: str, owner: Owner) -> None:
    async with commands(app_url), transaction(A) as tx:
        with pytest.raises(RuntimeError, match="savepoint"):
            async with transaction(A):
                pass
        assert await tx.fetchval(COUNT) == PER_CLINIC


async def test_a_task_that_outlives_the_transaction_is_refused_but_may_open_its_own(app_url: str, owner: Owner) -> None:
    over = asyncio.Event()

    async def stray(tx: Transaction) -> int:
        await over.wait()
        for call in (tx.fetchval(COUNT), Probe.all()):
            with pytest.raises(RuntimeError, match="block"):
                await call
        async with transaction(B) as own:
            return int(await own.fetchval(COUNT))

    async with commands(app_url, pool_min=1, pool_max=1) as pool:
        async with transaction(A) as tx:
            task = asyncio.create_task(stray(tx))
        over.set()
        assert await task == PER_CLINIC
        await inspect(pool, 1)


# --- failing ------------------------------------------------------------------------------------------------------


async def test_an_exception_rolls_back_before_it_passes(app_url: str, owner: Owner) -> None:
    row = new(A)
    async with commands(app_url) as pool:

        async def fails() -> None:
            async with transaction(A) as tx:
                await row.save(force_create=True)
                await tx.execute("UPDATE db_probe SET note = note WHERE id = $1", ids(A)[0])
                raise Conflict("no")

        with pytest.raises(Conflict):
            await fails()
        assert pool.busy == 0
        await owner.fetch("SELECT FROM db_probe WHERE id = $1 FOR UPDATE NOWAIT", ids(A)[0])
    assert await stored(owner, row) == [False]


async def test_constraint_violations(app_url: str, owner: Owner) -> None:
    async with commands(app_url):
        with pytest.raises(asyncpg.UniqueViolationError) as raw:
            async with transaction(A) as tx:
                await tx.execute("INSERT INTO db_probe VALUES ($1, $2, 'x')", A, ids(A)[0])
        assert raw.value.constraint_name == "db_probe_pkey"
        with pytest.raises(tortoise.exceptions.IntegrityError) as translated:
            async with transaction(A):
                await new(A, id=ids(A)[0]).save(force_create=True)
        assert translated.value.args[0].constraint_name == "db_probe_pkey"


async def test_a_swallowed_failure_cannot_be_committed(app_url: str, owner: Owner) -> None:
    row = new(A)
    async with commands(app_url) as pool:

        async def swallows() -> None:
            async with transaction(A) as tx:
                await row.save(force_create=True)
                with suppress(asyncpg.UniqueViolationError):
                    await tx.execute("INSERT INTO db_probe VALUES ($1, $2, 'x')", A, ids(A)[0])

        with pytest.raises(asyncpg.InFailedSQLTransactionError, match="nothing was committed"):
            await swallows()
        assert pool.busy == 0
    assert await stored(owner, row) == [False]


async def test_a_serialization_failure_arrives_raw(app_url: str, owner: Owner) -> None:
    async with commands(app_url):

        async def late() -> None:
            async with transaction(A, isolation="repeatable_read"):
                await Probe.all()
                await owner.execute("UPDATE db_probe SET data = '1' WHERE id = $1", ids(A)[0])
                await Probe.filter(id=ids(A)[0]).update(data={})

        with pytest.raises(RETRYABLE) as failure:
            await late()
        assert failure.type is asyncpg.SerializationError


async def test_a_deadlock_arrives_raw_and_the_other_one_commits(app_url: str, owner: Owner) -> None:
    async with commands(app_url) as pool:
        both = asyncio.Barrier(2)

        async def crossing(first: UUID, second: UUID) -> None:
            async with transaction(A):
                await Probe.filter(id=first).update(data={"by": str(first)})
                await both.wait()
                await Probe.filter(id=second).update(data={"by": str(first)})

        one, two = ids(A)[:2]
        results = await asyncio.gather(crossing(one, two), crossing(two, one), return_exceptions=True)
        assert sorted(type(result).__name__ for result in results) == ["DeadlockDetectedError", "NoneType"]
        assert any(isinstance(result, RETRYABLE) for result in results)
        assert pool.busy == 0


# --- too many, too few, dying -------------------------------------------------------------------------------------


async def test_an_exhausted_pool_answers_unavailable_and_recovers(app_url: str, owner: Owner) -> None:
    async with commands(app_url, pool_min=1, pool_max=2, pool_wait_s=0.05) as pool:
        held, enough = asyncio.Barrier(3), asyncio.Event()

        async def holding(clinic: UUID) -> int:
            async with transaction(clinic) as tx:
                await held.wait()
                await enough.wait()
                return int(await tx.fetchval(COUNT))

        holders = [asyncio.create_task(holding(clinic)) for clinic in (A, B)]
        await held.wait()
        with pytest.raises(Unavailable):
            async with transaction(C):
                pass
        enough.set()
        assert await asyncio.gather(*holders) == [PER_CLINIC] * 2
        async with transaction(C) as tx:
            assert await tx.fetchval(COUNT) == PER_CLINIC
        await inspect(pool, 2)


async def test_connections_ended_by_the_server_are_replaced(app_url: str, owner: Owner) -> None:
    async with commands(app_url, pool_min=4, pool_max=4) as pool:
        killer = await asyncpg.connect(app_url)
        victims = list(await backends(killer, NAME))
        assert len(victims) == 4
        await killer.execute("SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid", victims)
        await killer.close()
        async with transaction(A) as tx:
            assert await tx.fetchval(COUNT) == PER_CLINIC
        await inspect(pool, 4)


async def test_a_connection_that_dies_in_a_transaction_fails_it_alone(app_url: str, owner: Owner) -> None:
    row = new(A)
    async with commands(app_url, pool_min=1, pool_max=1) as pool:

        async def dies() -> None:
            async with transaction(A) as tx, tx.savepoint():
                await row.save(force_create=True)
                await tx.execute("SELECT pg_terminate_backend(pg_backend_pid())")

        with pytest.raises(asyncpg.ConnectionDoesNotExistError):
            await dies()
        async with transaction(A) as tx:
            assert await tx.fetchval(COUNT) == PER_CLINIC
        await inspect(pool, 1)
    assert await stored(owner, row) == [False]


# --- setting up ---------------------------------------------------------------------------------------------------


async def test_stock_credentials_work_too(app_url: str, owner: Owner) -> None:
    async with TortoiseContext() as context:
        await context.init({**tortoise_config(app_url), "apps": backend.config(app_url, APPS)["apps"]})
        async with transaction(A):
            assert await Probe.all().count() == PER_CLINIC


async def test_nothing_is_left_after_a_failed_start() -> None:
    with pytest.raises(OSError):
        await backend.init("postgresql://nobody@/nothing?host=/nonexistent", models_config=APPS)
    with pytest.raises(OSError):
        await backend.init("postgresql://nobody@/nothing?host=/nonexistent", models_config=APPS)


async def test_the_address_is_not_printed() -> None:
    assert "secret" not in repr(backend.config("postgresql://someone:secret@localhost/clinic", APPS))


async def test_set_up_once_for_every_task_of_the_process(app_url: str, owner: Owner) -> None:
    await backend.init(app_url, models_config=APPS, settings=Limits(pool_min=1))
    try:
        with pytest.raises(RuntimeError, match="already"):
            await backend.init(app_url, models_config=APPS)

        async def elsewhere() -> int:
            async with transaction(A):
                return await Probe.all().count()

        assert await asyncio.create_task(elsewhere(), context=contextvars.Context()) == PER_CLINIC
    finally:
        await backend.close()
    with pytest.raises(RuntimeError):
        async with transaction(A):
            pass


# --- transactions that wait for their first statement ---------------------------------------------------------------


@pytest.mark.usefixtures("owner")
async def test_a_waiting_transaction_holds_nothing_until_it_is_asked_something(app_url: str) -> None:
    async with commands(app_url, pool_min=0, pool_max=1) as pool:
        with count_statements() as counted:
            async with transaction(A, waiting=True):
                assert pool.busy == 0
        assert counted.statements == []

        with count_statements() as counted:
            async with transaction(A, waiting=True) as tx:
                assert await asyncio.gather(*(tx.fetchval(COUNT) for _ in range(5))) == [PER_CLINIC] * 5
        assert [s.split(";")[0] for s in counted.statements] == ["BEGIN", *[COUNT] * 5, "COMMIT"]
        assert pool.busy == 0


@pytest.mark.usefixtures("owner")
async def test_a_statement_that_stands_alone_is_of_its_clinic_whoever_had_the_connection_before(app_url: str) -> None:
    text = "SELECT count(*), count(DISTINCT clinic_id), min(clinic_id::text) FROM db_probe"
    async with commands(app_url, pool_min=1, pool_max=1):
        for clinic in (A, B, B, None, A):
            async with transaction(clinic, waiting=True) as tx:
                found = await tx.alone(text)
            assert found is not None
            assert tuple(found) == ((0, 0, None) if clinic is None else (PER_CLINIC, 1, str(clinic)))
            async with transaction(C) as tx:
                assert await tx.fetchval(COUNT + " WHERE clinic_id = $1", C) == PER_CLINIC
                assert await tx.fetchval(COUNT) == PER_CLINIC


@pytest.mark.usefixtures("owner")
async def test_a_statement_that_fails_alone_leaves_its_connection_to_others(app_url: str) -> None:
    async with commands(app_url, pool_min=1, pool_max=1) as pool:
        for _ in range(3):
            with pytest.raises(asyncpg.DivisionByZeroError):
                async with transaction(A, waiting=True) as tx:
                    await tx.alone("SELECT 1/0")
        with suppress(TimeoutError):
            async with asyncio.timeout(0.05), transaction(A, waiting=True) as tx:
                await tx.alone("SELECT pg_sleep(60)")
        async with transaction(B, waiting=True) as tx:
            found = await tx.alone(COUNT)
        assert found is not None
        assert found[0] == PER_CLINIC
        assert pool.busy == 0


@pytest.mark.usefixtures("owner")
async def test_what_comes_after_the_block_or_beside_a_transaction_is_refused(app_url: str) -> None:
    async with commands(app_url) as pool:
        async with transaction(A, waiting=True) as tx:
            pass
        with pytest.raises(RuntimeError, match="is over"):
            await tx.fetchval(COUNT)
        with pytest.raises(RuntimeError, match="has not begun"):
            await tx.alone(COUNT)
        async with transaction(A) as begun:
            with pytest.raises(RuntimeError, match="has not begun"):
                await begun.alone(COUNT)
        assert pool.busy == 0
