"""Thousands of requests of twenty clinics through plans, given up at any await, while statements run into time-outs,
connections are killed, functions fail and there are never enough connections: each is answered with exactly what its
clinic has, or with the word that it could not be; and afterwards everything is as before.

What connections survive alone is in tests/core/test_db.py and tests/models/test_cancellation.py.
"""

from __future__ import annotations

import asyncio
import collections
import contextlib
import datetime as dt
import gc
import logging
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from typing import Any

import asyncpg
import httpx
import pytest
import structlog

from core import db
from core.pool import Handle, Limits, Pool
from core.rows import Rows
from core.settings import Settings
from engine.execute import Prepared
from engine.fanout import Group
from engine.run import Reader
from models.backend import opened
from models.patients import Patient
from models.schedules import Room
from operation.context import Context
from operation.operation import OPERATIONS
from schema.build import build
from schema.fields import TYPE_OF, Computed
from server.app import create_app
from server.provision import Database
from tests.engine.storming import EVENTS, NOON, ODD, SLOW, WHOLE, Work, all_seeded
from tests.events.happenings import until
from tests.probe import backends, inspect, storm
from tests.world import InProcess, World

#: An application of its own, with few connections that are killed on purpose.
pytestmark = pytest.mark.usefixtures("without_world")

CONNECTIONS = 4
#: How long a request waits for one of them during the storm, and how long a statement may take.
PATIENCE, STATEMENT_MS = 0.1, 250


# --- an application that is short of everything -------------------------------------------------------------------


@pytest.fixture(scope="module")
async def world(database: Database, redis_url: str, without_world: None) -> AsyncIterator[World]:
    app = create_app(
        Settings(
            environment="test", database_url=database.app_url, redis_url=redis_url, log_level="ERROR",
            secret_key=b"a secret key for tests, 32 bytes long", pool_min=1, pool_max=CONNECTIONS, pool_wait_s=10,
            statement_timeout_ms=STATEMENT_MS, lock_timeout_ms=STATEMENT_MS // 2,
        )
    )  # fmt: skip
    owner = await asyncpg.create_pool(database.owner_url, min_size=1, max_size=4)
    async with app.router.lifespan_context(app):
        transport = InProcess(app=app, client=("127.0.0.1", 50_000))
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver", timeout=30) as http:
            yield World(http, owner, app, database.app_url, redis_url, database.owner_url)
    await owner.close()


@pytest.fixture(scope="module", autouse=True)
def silence() -> Iterator[None]:
    """Thousands of failures are meant; printing them with their tracebacks takes longer than everything else."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.reset_defaults()


@pytest.fixture
def failing_ages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computed field that fails for some patients, in both executors."""

    def age(birth_date: dt.date | None) -> int | None:
        if birth_date == ODD:
            raise ZeroDivisionError("nobody can tell")
        return 46

    patient: Any = build().type_map["Patient"]
    monkeypatch.setitem(TYPE_OF[Patient].fields, "age", Computed(age, ("birth_date",)))
    monkeypatch.setattr(patient.fields["age"], "resolve", lambda root, info: age(root["birth_date"]))


@pytest.fixture
async def slow_rooms(world: World, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """A list that takes longer than a statement may."""
    await world.owner.execute(
        "CREATE FUNCTION storm_slow() RETURNS SETOF uuid LANGUAGE plpgsql STABLE AS"
        " $$ BEGIN PERFORM pg_sleep(30); RETURN; END $$; GRANT EXECUTE ON FUNCTION storm_slow() TO odontograph_app"
    )

    async def slow(ctx: Context, **values: Any) -> Rows[Room]:
        return ctx.rows(Room).where(Room.id.found_by("storm_slow"))

    monkeypatch.setitem(OPERATIONS["list_rooms"].__dict__, "function", slow)
    yield
    await world.owner.execute("DROP FUNCTION storm_slow()")


# --- trouble ------------------------------------------------------------------------------------------------------


async def killing(owner: asyncpg.Connection[Any]) -> None:
    """One connection of the application is cut off, whatever it does."""
    await owner.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        " AND application_name IN ('odontograph read', 'odontograph command') ORDER BY random() LIMIT 1"
    )


async def blocking(owner: asyncpg.Connection[Any]) -> None:
    """Nobody reads notifications or phone numbers until a statement has run into its time-out."""
    async with owner.transaction():
        await owner.execute("LOCK TABLE notification, phone_number IN ACCESS EXCLUSIVE MODE")
        await asyncio.sleep(0.2)


@contextlib.contextmanager
def impatience() -> Iterator[None]:
    """Nobody waits long for a connection."""
    found = pools()
    patient = [pool._settings for pool in found]
    for pool in found:
        pool._settings = Limits(pool_min=1, pool_max=CONNECTIONS, pool_wait_s=PATIENCE)
    yield
    for pool, settings in zip(found, patient, strict=True):
        pool._settings = settings


@contextlib.asynccontextmanager
async def trouble(admin_url: str) -> AsyncIterator[collections.Counter[str]]:
    """Both, again and again for the length of the block."""
    made: collections.Counter[str] = collections.Counter()

    async def again(kind: Callable[[asyncpg.Connection[Any]], Coroutine[Any, Any, None]], pause: float) -> None:
        connection = await asyncpg.connect(admin_url)
        try:
            while True:
                await kind(connection)
                made[kind.__name__] += 1
                await asyncio.sleep(pause)
        finally:
            connection.terminate()

    tasks = [asyncio.create_task(again(killing, 0.2)), asyncio.create_task(again(blocking, 1.0))]
    try:
        yield made
    finally:
        for task in tasks:
            task.cancel()
        done, _ = await asyncio.wait(tasks)
        assert all(task.cancelled() for task in done), [task.exception() for task in done if not task.cancelled()]


def pools() -> list[Pool]:
    """Those of reads and of commands."""
    commands = opened()
    assert commands is not None
    return [db.reads.pool, commands]


# --- one at a time ------------------------------------------------------------------------------------------------

VIEWER = "{ viewer { clinicId } }"


async def test_whoever_cannot_be_looked_up_is_told_to_come_again(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    async with world.owner.acquire() as owner, owner.transaction():
        await owner.execute("LOCK TABLE session IN ACCESS EXCLUSIVE MODE")
        by_graphql = await clinic.admin.post(VIEWER)
        by_rest = await clinic.admin.rest("GET", "/api/v1/protected/rooms")

    assert [e["extensions"]["code"] for e in by_graphql.json()["errors"]] == ["UNAVAILABLE"]
    assert (by_graphql.status_code, by_rest.status_code) == (503, 503)
    assert await clinic.admin.data(VIEWER) == {"viewer": {"clinicId": str(clinic.id)}}


async def test_a_connection_that_dies_while_it_is_asked_who_calls_keeps_nobody_out(
    world: World, database: Database
) -> None:
    clinic = await world.clinic(people=("admin",))
    waiting = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    admin = await asyncpg.connect(database.admin_url)
    answers: list[dict[str, Any]] = []
    # On a busy machine the lock's own time-out may come first: that is another test's matter.
    while len(answers) < 20 and not (answers and answers[-1].get("data")):
        async with world.owner.acquire() as owner, owner.transaction():
            await owner.execute("LOCK TABLE session IN ACCESS EXCLUSIVE MODE")
            asked = asyncio.ensure_future(clinic.admin.ask(VIEWER))
            while not asked.done() and (found := await admin.fetchval(waiting)) is None:  # noqa: ASYNC110
                await asyncio.sleep(0)
            if not asked.done():
                await admin.execute("SELECT pg_terminate_backend($1)", found)
        answers.append(await asked)
    await admin.close()

    assert answers[-1] == {"data": {"viewer": {"clinicId": str(clinic.id)}}}


async def test_a_table_that_is_being_changed_is_no_accident(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    await clinic.admin.data(VIEWER)
    async with world.owner.acquire() as owner, owner.transaction():
        await owner.execute("LOCK TABLE room IN ACCESS EXCLUSIVE MODE")
        answer = await clinic.admin.ask("{ rooms { name } patients { total } }")

    assert answer["data"] == {"rooms": None, "patients": {"total": 0}}
    assert [(e["path"], e["extensions"]["code"]) for e in answer["errors"]] == [(["rooms"], "UNAVAILABLE")]


# --- the storm ----------------------------------------------------------------------------------------------------


# A task of the library that is cancelled before its first step leaves the coroutine it was to await.
@pytest.mark.usefixtures("failing_ages", "slow_rooms")
@pytest.mark.filterwarnings("ignore:coroutine 'GraphQLCoreConverter.* was never awaited:RuntimeWarning")
@pytest.mark.filterwarnings("ignore:coroutine 'Executor.* was never awaited:RuntimeWarning")
async def test_everybody_is_told_their_own_or_nothing(world: World, database: Database) -> None:
    work = Work(await all_seeded(world))
    await work.quiet()
    before = asyncio.all_tasks()

    async with trouble(database.admin_url) as made:
        with impatience():
            done = await storm(2026, 800, work.kinds, suspensions=16)

    assert done.cancelled >= 800
    assert done.completed >= 400
    assert min(made["killing"], made["blocking"]) >= 5
    # Of everything something came through, and something did not.
    assert {kind for kind in work.said if kind.endswith(" whole")} == WHOLE
    assert sum(number for kind, number in work.said.items() if kind not in WHOLE) >= 50

    await _connections_are_whole(world)
    await _nothing_is_left(world, before)
    await _quiet_again(work)


async def _connections_are_whole(world: World) -> None:
    """As many as there may be, each set as it is remembered; the server knows of no others."""
    async with world.owner.acquire() as owner:
        for pool in pools():
            await until(lambda pool=pool: pool.busy == 0)
            await inspect(pool, CONNECTIONS)
            async with asyncio.timeout(10):
                while len(await backends(owner, pool.name)) != CONNECTIONS:  # noqa: ASYNC110  (another process's)
                    await asyncio.sleep(0.01)


async def _nothing_is_left(world: World, before: set[asyncio.Task[Any]]) -> None:
    """No task, no follower, no group, and nothing of a request in memory."""
    running = world.app.state.process
    await until(lambda: not running.hub._clinics)
    # Who stores what was read, clinic after clinic, has a transaction of its own.
    await until(lambda: running.recorder.waiting == 0)
    await until(lambda: not {task for task in asyncio.all_tasks() - before if not task.done()})
    gc.collect()

    assert len(running.executor.fanout) == 0
    left = collections.Counter(
        type(found).__name__
        for found in gc.get_objects()
        if isinstance(found, Context | Prepared | Reader | Group) or (isinstance(found, Handle) and found.open)
    )
    assert left == {}


async def _quiet_again(work: Work) -> None:
    """Everybody is answered as before, every booking has its event, and who follows still hears of the next."""
    for clinic, one in work.clinics.items():
        for kind in dict.fromkeys(work.kinds):
            if kind != work.ages or clinic in SLOW:
                await work.quietly(kind, clinic)
        visits = await one.clinic.world.value(
            "SELECT count(*) FROM appointment WHERE clinic_id = $1 AND starts_at < $2", one.clinic.id, NOON
        )
        events = await one.clinic.events()
        assert [e["seq"] for e in events] == list(range(1, len(events) + 1))
        assert len(events) == EVENTS + visits
