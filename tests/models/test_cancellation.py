"""Commands cancelled anywhere: nothing half done, no connection lost, no foreign row seen."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import suppress
from uuid import UUID

import asyncpg
import pytest
from tortoise.transactions import in_transaction

from core.db import count_statements
from core.errors import Conflict
from core.pool import LOST
from models.backend import Transaction, transaction
from tests.probe import CLINICS, PER_CLINIC, Cancelled, Moment, backends, inspect, storm, until
from tests.probe_orm import COUNT, Owner, Probe, commands, new, owning, stored

#: Connections are counted, broken and opened for the process here.
pytestmark = pytest.mark.usefixtures("without_world")

A, B, C = CLINICS[:3]
NAME = "odontograph command"


@pytest.fixture
async def owner(owner_url: str) -> AsyncIterator[Owner]:
    async with owning(owner_url) as connection:
        yield connection


# --- cancellation -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("turns", [-1, 0, 1, 2, 5])
@pytest.mark.parametrize("suspension", range(1, 9))
async def test_cancelled_at_every_step(app_url: str, owner: Owner, suspension: int, turns: int) -> None:
    row = new(A)
    async with commands(app_url, pool_min=1, pool_max=1) as pool:

        async def command() -> None:
            async with transaction(A) as tx:
                await row.save(force_create=True)
                async with tx.savepoint():
                    await tx.fetchval(COUNT)

        task = asyncio.create_task(Cancelled(command(), Moment(suspension, turns)).run())
        await asyncio.wait([task])
        async with transaction(B) as tx:
            assert await tx.fetchval(COUNT) == PER_CLINIC
        await inspect(pool, 1)
        if not task.cancelled():
            assert await stored(owner, row) == [True]


class Work:
    """Commands of every kind, and a record of what must be stored and what must not."""

    def __init__(self) -> None:
        self.finished: list[Probe] = []
        self.refused: list[Probe] = []
        kinds = [self.nested, self.nested, self.failing, self.nobody, self.dying]
        self.kinds = [self.writing, self.writing, self.writing, *kinds]

    async def writing(self, _: random.Random, clinic: UUID) -> None:
        row = new(clinic)
        async with transaction(clinic) as tx:
            await row.save(force_create=True)
            await own_rows_alone(tx, clinic)
        self.finished.append(row)

    async def nested(self, _: random.Random, clinic: UUID) -> None:
        row, undone = new(clinic), new(clinic)
        async with transaction(clinic) as tx:
            with suppress(Conflict):
                async with tx.savepoint():
                    await undone.save(force_create=True)
                    raise Conflict("this part only")
            async with in_transaction():
                await row.save(force_create=True)
            await own_rows_alone(tx, clinic)
        self.finished.append(row)
        self.refused.append(undone)

    async def failing(self, _: random.Random, clinic: UUID) -> None:
        row = new(clinic)
        self.refused.append(row)
        with suppress(asyncpg.DivisionByZeroError):
            async with transaction(clinic) as tx:
                await row.save(force_create=True)
                await tx.execute("SELECT 1 / 0")

    async def dying(self, chance: random.Random, clinic: UUID) -> None:
        """So that connecting is cancelled, too."""
        row = new(clinic)
        self.refused.append(row)
        with suppress(Conflict, *LOST):
            async with transaction(clinic) as tx:
                await row.save(force_create=True)
                if chance.random() < 0.3:
                    await tx.execute("SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(1)")
                raise Conflict("or like this")

    async def nobody(self, _: random.Random, __: UUID) -> None:
        async with transaction(None, readonly=True) as tx:
            assert await tx.fetchval(COUNT) == 0


async def own_rows_alone(tx: Transaction, clinic: UUID) -> None:
    assert {row["clinic_id"] for row in await tx.fetch("SELECT clinic_id FROM db_probe")} == {clinic}
    assert {row.clinic_id for row in await Probe.all().limit(20)} == {clinic}


async def test_thousands_of_cancellations_lose_no_connection_and_show_no_foreign_row(
    app_url: str, owner: Owner
) -> None:
    work = Work()
    async with commands(app_url, pool_min=2, pool_max=8, pool_wait_s=60) as pool:
        with count_statements() as counted:
            done = await storm(1123, 4000, work.kinds, suspensions=8)
        assert done.cancelled >= 4000
        assert done.completed >= 400
        # Most were hit with a statement under way, not while waiting for a connection.
        assert counted.statements.count("ROLLBACK") >= 2000
        await inspect(pool, 8)
        # Nothing half done: a command that came to its end is stored whole, what was rolled back is not there.
        assert set(await stored(owner, *work.finished)) == {True}
        assert set(await stored(owner, *work.refused)) == {False}
        async with transaction(None) as tx:
            await until(lambda: _all_idle(tx, 8))


async def _all_idle(tx: Transaction, expected: int) -> bool:
    """Cut-off server processes go in their own time; ours stay, outside transactions."""
    found = await backends(tx, NAME)
    return len(found) == expected and sorted(found.values()) == ["active"] + ["idle"] * (expected - 1)
