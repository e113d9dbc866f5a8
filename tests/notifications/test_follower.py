"""Each event is told once: over accidents, killed connections, two processes at once, and events that keep coming."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from core.pool import LOST
from events import types as events
from events.follow import Happened
from operation.context import Context
from operation.followers import FOLLOWERS, Follower, advance, behind, follower
from server.followers import Followers
from server.provision import Database
from tests.feed.happened import happened
from tests.notifications.telling import NOTIFY, head, notifications, position, runtime, told, work
from tests.server.real_app import environment, worker
from tests.world import ClinicWorld, World


@pytest.fixture
async def clinic(world: World) -> ClinicWorld:
    return await world.clinic(people=("admin", "receptionist"))


async def booked(clinic: ClinicWorld, times: int = 1) -> None:
    """So many bookings in the log, each of interest to the reception."""
    for _ in range(times):
        await happened(clinic, "appointment.booked", clinic.id, by=clinic.admin)


def numbers(rows: list[Any]) -> Counter[Any]:
    return Counter((row["event_id"], row["membership_id"]) for row in rows)


async def each_once(clinic: ClinicWorld, bookings: int) -> None:
    """The reception was told of every booking once, and the live feed has each of these once."""
    rows = await notifications(clinic)
    assert len(rows) == bookings
    assert set(numbers(rows).values()) <= {1}
    feed = [e for e in await clinic.events() if e["type"] == "notification.received"]
    assert sorted(e["subject_id"] for e in feed) == sorted(row["id"] for row in rows)
    assert {e["membership_id"] for e in feed} <= {clinic.receptionist.membership_id}
    assert [e["seq"] for e in await clinic.events()] == list(range(1, len(await clinic.events()) + 1))


async def test_it_begins_at_the_beginning_and_goes_on_from_where_it_was(clinic: ClinicWorld) -> None:
    await booked(clinic, 3)
    assert await position(clinic) is None
    await work(clinic)
    await each_once(clinic, 3)
    assert await position(clinic) == await head(clinic) == 6

    await booked(clinic, 2)
    await work(clinic)

    await each_once(clinic, 5)
    assert await work(clinic) == 0
    assert clinic.id not in await behind(NOTIFY)


async def test_a_long_log_is_dealt_with_in_steps(clinic: ClinicWorld) -> None:
    await booked(clinic, 25)

    assert await work(clinic, most=10) == 5  # its own events are in the log too

    await each_once(clinic, 25)


async def test_what_is_of_no_interest_moves_the_position_all_the_same(clinic: ClinicWorld) -> None:
    for _ in range(3):
        await happened(clinic, "clinic.updated", clinic.id, by=clinic.admin)

    assert await told(clinic) == {}
    assert await position(clinic) == 3


@contextlib.asynccontextmanager
async def stumbling(error: type[Exception]) -> AsyncIterator[Follower]:
    """The follower, that breaks after all it does, before the step is stored."""

    async def stumble(ctx: Context, happened: Sequence[Happened]) -> None:
        await NOTIFY.function(ctx, happened)
        raise error("accident")

    declared = Follower(NOTIFY.name, NOTIFY.kinds, stumble)
    yield declared


async def test_an_accident_leaves_everything_as_it_was(clinic: ClinicWorld) -> None:
    await booked(clinic, 3)
    async with stumbling(ZeroDivisionError) as broken:
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await advance(broken, runtime(clinic), clinic.id)

    assert await notifications(clinic) == []
    assert await position(clinic) is None
    assert await head(clinic) == 3
    await work(clinic)
    await each_once(clinic, 3)


async def kill(database: Database, backend: int) -> None:
    """As if the process had died: its connection is gone, in the middle of a transaction."""
    connection = await asyncpg.connect(database.admin_url)
    try:
        assert await connection.fetchval("SELECT pg_terminate_backend($1)", backend)
    finally:
        await connection.close()


async def test_a_connection_killed_in_the_middle_loses_nothing_and_tells_nobody_twice(
    clinic: ClinicWorld, database: Database
) -> None:
    await booked(clinic, 3)

    async def killed(ctx: Context, happened: Sequence[Happened]) -> None:
        await NOTIFY.function(ctx, happened)
        await kill(database, await ctx.db.fetchval("SELECT pg_backend_pid()"))

    with pytest.raises(LOST):
        await advance(Follower(NOTIFY.name, NOTIFY.kinds, killed), runtime(clinic), clinic.id)

    assert await notifications(clinic) == []
    await work(clinic)
    await each_once(clinic, 3)


async def test_while_one_process_is_at_it_another_leaves_the_clinic_alone_and_takes_over_when_it_dies(
    clinic: ClinicWorld, database: Database
) -> None:
    await booked(clinic, 2)
    await work(clinic)
    await booked(clinic, 2)
    begun, ends = asyncio.Event(), asyncio.Event()
    backends: list[int] = []

    async def slow(ctx: Context, happened: Sequence[Happened]) -> None:
        await NOTIFY.function(ctx, happened)
        backends.append(await ctx.db.fetchval("SELECT pg_backend_pid()"))
        begun.set()
        await ends.wait()

    one = asyncio.create_task(advance(Follower(NOTIFY.name, NOTIFY.kinds, slow), runtime(clinic), clinic.id))
    await asyncio.wait_for(begun.wait(), 10)
    assert await advance(NOTIFY, runtime(clinic), clinic.id) == 0
    assert len(await notifications(clinic)) == 2

    await kill(database, backends[0])
    ends.set()
    with pytest.raises(LOST):
        await one
    await work(clinic)

    await each_once(clinic, 4)


async def test_many_at_once_while_events_keep_coming_tell_each_once(clinic: ClinicWorld) -> None:
    bookings = 40

    async def write() -> None:
        for _ in range(bookings // 4):
            await booked(clinic)

    async def follow() -> None:
        for _ in range(15):
            await advance(NOTIFY, runtime(clinic), clinic.id, 7)

    await asyncio.gather(*(write() for _ in range(4)), *(follow() for _ in range(4)))
    await work(clinic)

    await each_once(clinic, bookings)


async def test_an_event_that_comes_again_is_not_told_again(world: World, clinic: ClinicWorld) -> None:
    """The unique key holds where the position was put back by hand."""
    await booked(clinic, 2)
    await work(clinic)
    await world.owner.execute("UPDATE follower_position SET seq = 0 WHERE clinic_id = $1", clinic.id)

    await work(clinic)

    await each_once(clinic, 2)


async def test_the_runner_deals_with_all_clinics_and_a_broken_one_does_not_stop_the_others(
    world: World,
) -> None:
    clinics = [await world.clinic(people=("admin", "receptionist")) for _ in range(3)]
    for each in clinics:
        await booked(each, 2)
    process = world.app.state.process

    async def picky(ctx: Context, happened: Sequence[Happened]) -> None:
        if ctx.clinic.id == clinics[1].id:
            raise ZeroDivisionError("accident")
        await NOTIFY.function(ctx, happened)

    runner = Followers(process.runtime, process.bus)
    await runner.catch_up(Follower(NOTIFY.name, NOTIFY.kinds, picky))

    assert [len(await notifications(each)) for each in clinics] == [2, 0, 2]
    # It rests; once it has, everything is told.
    await runner.catch_up(NOTIFY)
    assert [len(await notifications(each)) for each in clinics] == [2, 0, 2]
    runner._resting.clear()
    await runner.catch_up(NOTIFY)
    assert [len(await notifications(each)) for each in clinics] == [2, 2, 2]


async def test_the_runner_wakes_when_something_happens(world: World, clinic: ClinicWorld) -> None:
    process = world.app.state.process
    task = asyncio.create_task(Followers(process.runtime, process.bus).run())
    try:
        for total in (1, 2, 3):
            await clinic.admin.data(
                "mutation($id: UUID!) { bookAppointment(input: {patientId: $id, startsAt: \"2027-06-10T10:00:00Z\"})"
                " { id } }",
                {"id": str(await clinic.patient_row())},
            )  # fmt: skip
            async with asyncio.timeout(10):
                while len(await notifications(clinic)) < total:  # noqa: ASYNC110
                    await asyncio.sleep(0.01)
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    await each_once(clinic, 3)


def test_a_follower_is_declared_once_and_of_events_that_exist() -> None:
    with pytest.raises(TypeError, match="two followers named notifications"):
        follower("notifications", ())(NOTIFY.function)
    assert FOLLOWERS["notifications"] is NOTIFY
    assert events.NOTIFICATION_RECEIVED.name not in NOTIFY.kinds


@pytest.mark.slow
async def test_two_workers_of_which_one_is_killed_tell_everything_once(
    world: World, database: Database, redis_url: str, tmp_path: Path
) -> None:
    clinic = await world.clinic(people=("admin", "receptionist"))
    given = environment(database, redis_url)
    bookings = 60
    async with worker(given, tmp_path / "one.log") as first, worker(given, tmp_path / "two.log") as second:
        writing = asyncio.create_task(booked(clinic, bookings))
        async with asyncio.timeout(60):
            while len(await notifications(clinic)) < 5:  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        first.kill()
        await first.wait()
        await writing
        async with asyncio.timeout(60):
            while await position(clinic) != await head(clinic):  # noqa: ASYNC110
                await asyncio.sleep(0.02)
        assert second.returncode is None

    await each_once(clinic, bookings)
