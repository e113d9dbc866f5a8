"""Savepoints: part of a command that may fail alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from uuid import uuid4

import asyncpg
import pytest
import tortoise.exceptions

from core.errors import Conflict
from models.backend import Transaction, transaction
from tests.probe import CLINICS, PER_CLINIC
from tests.probe_orm import COUNT, Owner, Probe, commands, new, owning, stored

#: Connections are counted, broken and opened for the process here.
pytestmark = pytest.mark.usefixtures("without_world")

A, B, C = CLINICS[:3]
NAME = "odontograph command"


@pytest.fixture
async def owner(owner_url: str) -> AsyncIterator[Owner]:
    async with owning(owner_url) as connection:
        yield connection


# --- savepoints ---------------------------------------------------------------------------------------------------


async def test_a_savepoint_that_fails_leaves_the_transaction_usable(app_url: str, owner: Owner) -> None:
    before, inner, outer, after = new(A), new(A), new(A), new(A)

    async def fails_in_tortoise(tx: Transaction) -> None:
        async with tx.savepoint():
            await inner.save(force_create=True)
            await new(A, id=before.id).save(force_create=True)

    async def fails_by_hand(tx: Transaction) -> None:
        async with tx.savepoint():
            await tx.execute("INSERT INTO db_probe VALUES ($1, $2, 'x')", A, before.id)

    async with commands(app_url), transaction(A) as tx:
        await before.save(force_create=True)
        async with tx.savepoint():
            await outer.save(force_create=True)
            with pytest.raises(tortoise.exceptions.IntegrityError):
                await fails_in_tortoise(tx)
            assert await tx.fetchval(COUNT) == PER_CLINIC + 2
        with pytest.raises(asyncpg.UniqueViolationError):
            await fails_by_hand(tx)
        await after.save(force_create=True)
    assert await stored(owner, before, inner, outer, after) == [True, False, True, True]


async def test_tortoise_uses_savepoints_for_its_own_nesting(app_url: str, owner: Owner) -> None:
    async with commands(app_url), transaction(A) as tx:
        made, created = await Probe.get_or_create(id=uuid4(), defaults={"clinic_id": A, "note": "new once"})
        again, created_again = await Probe.update_or_create(id=made.id, defaults={"note": "new twice"})
        assert (created, created_again, again.id, again.note) == (True, False, made.id, "new twice")
        await Probe.bulk_create([new(A), new(A)])
        assert await tx.fetchval(COUNT) == PER_CLINIC + 3


async def test_a_swallowed_failure_inside_a_savepoint_undoes_the_savepoint_alone(app_url: str, owner: Owner) -> None:
    kept, lost = new(A), new(A)

    async def swallows(tx: Transaction) -> None:
        async with tx.savepoint():
            await lost.save(force_create=True)
            with suppress(asyncpg.DivisionByZeroError):
                await tx.execute("SELECT 1 / 0")

    async with commands(app_url), transaction(A) as tx:
        await kept.save(force_create=True)
        with pytest.raises(asyncpg.InFailedSQLTransactionError):
            await swallows(tx)
        assert await tx.fetchval(COUNT) == PER_CLINIC + 1
    assert await stored(owner, kept, lost) == [True, False]


async def test_a_time_out_inside_a_savepoint_leaves_the_transaction_usable(app_url: str, owner: Owner) -> None:
    kept, lost = new(A), new(A)

    async def runs_out_of_time(tx: Transaction) -> None:
        async with asyncio.timeout(None) as limit, tx.savepoint():
            await lost.save(force_create=True)
            limit.reschedule(asyncio.get_running_loop().time())
            await tx.execute("SELECT pg_sleep(4)")

    async with commands(app_url), transaction(A) as tx:
        await kept.save(force_create=True)
        with pytest.raises(TimeoutError):
            await runs_out_of_time(tx)
        assert await tx.fetchval(COUNT) == PER_CLINIC + 1
    assert await stored(owner, kept, lost) == [True, False]


async def test_a_savepoint_that_could_not_be_undone_breaks_the_transaction(app_url: str, owner: Owner) -> None:
    row = new(A)
    async with commands(app_url) as pool:

        async def runs_out_of_time_while_undoing(tx: Transaction) -> None:
            async with asyncio.timeout(None) as limit, tx.savepoint():
                await row.save(force_create=True)
                limit.reschedule(asyncio.get_running_loop().time())
                raise Conflict("undo this")

        async def carries_on() -> None:
            async with transaction(A) as tx:
                with pytest.raises(TimeoutError):
                    await runs_out_of_time_while_undoing(tx)

        with pytest.raises(RuntimeError, match="cannot be committed"):
            await carries_on()
        assert pool.busy == 0
    assert await stored(owner, row) == [False]


async def test_overlapping_savepoints_break_the_transaction(app_url: str, owner: Owner) -> None:
    row = new(A)
    async with commands(app_url) as pool:

        async def overlaps() -> None:
            async with transaction(A) as tx:
                await row.save(force_create=True)
                first, second = tx.savepoint(), tx.savepoint()
                await first.__aenter__()
                await second.__aenter__()
                with pytest.raises(RuntimeError, match="overlap"):
                    await first.__aexit__(None, None, None)

        with pytest.raises(RuntimeError, match="cannot be committed"):
            await overlaps()
        assert pool.busy == 0
    assert await stored(owner, row) == [False]
