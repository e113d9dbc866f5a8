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
import json
import logging
import random
import re
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
import structlog

from core import db
from core.errors import Unavailable
from core.pool import Handle, Limits, Pool
from core.rows import Rows
from core.settings import Settings
from engine.door import Answer, Request, body, encode
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
from tests.events.happenings import stirring, until
from tests.inside import context, process
from tests.probe import CLINICS, backends, inspect, storm
from tests.world import ClinicWorld, Person, World

#: An application of its own, with few connections that are killed on purpose.
pytestmark = pytest.mark.usefixtures("without_world")

CONNECTIONS = 4
#: How long a request waits for one of them during the storm, and how long a statement may take.
PATIENCE, STATEMENT_MS = 0.1, 250
NOON = dt.datetime(2026, 6, 10, 10, tzinfo=dt.UTC)
#: The birth date of patients whose age nobody can tell.
ODD = dt.date(1900, 2, 28)
EVENTS = 4
#: Clinics that are asked for rooms, which takes as long as a statement may.
SLOW = CLINICS[:4]

DASHBOARD = """query($from: DateTime!) {
  visits: appointments(startsFrom: $from, first: 3) { nodes {
    startsAt notes durationMinutes patient { lastName phoneNumbers { label } } doctor { displayName } room { name }
    changes { toStatus member { displayName } } } }
  booked: appointments(startsFrom: $from) { total }
  patients(first: 5) {
    nodes { id lastName city phoneNumbers { label } allergies { substance } } total pageInfo { hasNextPage } }
  notifications { nodes { kind patient { lastName } } total }
  viewer { clinicId } }"""
#: One root fails in a function, the other in its statement.
AGES = "{ patients(first: 5) { nodes { lastName age } } rooms { name } viewer { clinicId } }"
FOUND = "query($q: String!) { patients(search: $q) { nodes { lastName firstName } total } }"
BOOK = """mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) {
  notes patient { lastName } doctor { displayName } } }"""
VISITS = "/api/v1/protected/appointments?date=2026-06-10"
FOLLOW = "subscription { clinicEvents(after: 0) { seq type node { subjectId patientId } } }"

#: What a request that could not be answered is told; a booking may also find the time taken.
BUSY = {"UNAVAILABLE"}
WHOLE = {f"{kind} whole" for kind in ("dashboard", "found", "ages", "rest", "dcms", "booked", "followed")}


def marked(clinic: UUID, word: str) -> str:
    """A text that says whose it is."""
    return f"{word} of clinic-{clinic.hex}"


@dataclass(slots=True)
class Seeded:
    """A clinic of the storm: who asks, and what each document answers on a quiet day."""

    clinic: ClinicWorld
    patients: list[UUID]
    doctor: UUID
    quiet: dict[str, Any] = field(default_factory=dict)
    taken: Iterator[int] = field(default_factory=lambda: iter(range(10_000)))

    @property
    def person(self) -> Person:
        return self.clinic.admin


async def seeded(world: World) -> Seeded:
    clinic = await world.clinic(people=("admin",), name="Storm")
    mine = clinic.id
    patients = [
        await clinic.patient_row(
            first_name=f"P{n}", last_name=marked(mine, f"L{n}"), city=marked(mine, "City"),
            birth_date=ODD if n == 0 else dt.date(1980, 1, 1 + n),
        )
        for n in range(4)
    ]  # fmt: skip
    doctor = await clinic.employee(clinic.admin, display_name=marked(mine, "Dr."))
    room = await clinic.room(marked(mine, "Room"))
    for n, patient in enumerate(patients):
        await clinic.row(
            "phone_number", patient_id=patient, phone_number=f"+49{n}{mine.int % 10**9}", label=marked(mine, "Phone"),
            is_primary=True,
        )  # fmt: skip
        await clinic.row(
            "allergy", patient_id=patient, substance=marked(mine, "A"), substance_key=marked(mine, "a"), severity="mild"
        )
        await clinic.appointment(
            patient, NOON + dt.timedelta(hours=n), doctor_id=doctor, room_id=room, notes=marked(mine, "Visit")
        )
        await clinic.row(
            "notification", membership_id=clinic.admin.membership_id, kind=marked(mine, "Kind")[:64],
            subject_type="Patient", subject_id=patient, patient_id=patient,
        )  # fmt: skip
    return Seeded(clinic, patients, doctor)


async def all_seeded(world: World) -> list[Seeded]:
    """The clinics, each with a few events about its first patient."""
    clinics = await asyncio.gather(*(seeded(world) for _ in CLINICS))
    with stirring() as happen:
        for one in clinics:
            await happen(await context(one.person), patient=one.patients[0], times=EVENTS)
    return clinics


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
        transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 50_000))
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


# --- requests -----------------------------------------------------------------------------------------------------


class Work:
    """Requests of every kind. Each is content with its clinic's quiet answer, or with nothing; `said` counts which."""

    def __init__(self, clinics: list[Seeded]) -> None:
        self.clinics = dict(zip(CLINICS, clinics, strict=True))
        self.whose = {str(i): c.clinic.id for c in clinics for i in (*c.patients, c.doctor, c.clinic.id)}
        self.said: collections.Counter[str] = collections.Counter()
        self.kinds: list[Callable[[random.Random, UUID], Coroutine[Any, Any, None]]] = [
            *[self.dashboard] * 3, *[self.through_http] * 2, *[self.found] * 2, *[self.rest] * 2, *[self.dcms] * 2,
            *[self.booked] * 2, *[self.followed] * 3, self.ages,
        ]  # fmt: skip

    async def quiet(self) -> None:
        """Note what each clinic is answered when nothing happens."""
        for one in self.clinics.values():
            person, search = one.person, {"q": "clinic-" + one.clinic.id.hex}
            one.quiet = {
                "dashboard": await _calm(person.ask, DASHBOARD, {"from": NOON.isoformat()}),
                "found": await _calm(person.ask, FOUND, search),
                "rest": await _calm(_rest, person, VISITS),
                "dcms": await _calm(_rest, person, f"/api/v1/patients/{one.patients[1]}"),
            }
            assert "errors" not in one.quiet["dashboard"]
            assert one.quiet["dashboard"]["data"]["booked"]["total"] >= 4
            assert len(one.quiet["rest"]["data"]) >= 4
            assert marked(one.clinic.id, "L1") in json.dumps(one.quiet["dcms"])
            assert one.quiet["found"]["data"]["patients"]["total"] == 4
        for clinic in SLOW:
            one = self.clinics[clinic]
            one.quiet["ages"] = answer = await one.person.ask(AGES)
            failed = {(e["path"][0], e["extensions"]["code"]) for e in answer["errors"]}
            assert failed == {("patients", "INTERNAL"), ("rooms", "UNAVAILABLE")}
        for one in self.clinics.values():
            for answer in one.quiet.values():
                self.own(one, json.dumps(answer))

    async def quietly(self, kind: Callable[[random.Random, UUID], Coroutine[Any, Any, None]], clinic: UUID) -> None:
        """A request that is answered whole, at the third attempt if the machine has much to do."""
        for _ in range(3):
            self.said.clear()
            await kind(random.Random(1), clinic)
            if set(self.said) <= WHOLE:
                return
        pytest.fail(f"not answered: {dict(self.said)}")

    def own(self, one: Seeded, text: str) -> None:
        """No word and no id of anybody else."""
        mine = one.clinic.id
        assert set(re.findall(r"clinic-([0-9a-f]{32})", text)) <= {mine.hex}
        ids = re.findall(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", text)
        assert {self.whose[i] for i in ids if i in self.whose} <= {mine}

    def compare(self, one: Seeded, kind: str, answer: dict[str, Any]) -> None:
        """Each root is what it is on a quiet day, or null with an error that says why."""
        self.own(one, json.dumps(answer))
        if answer == one.quiet[kind]:
            self.said[f"{kind} whole"] += 1
            return
        assert "errors" in answer, (kind, answer, one.quiet[kind])
        codes = {e["extensions"]["code"] for e in answer["errors"]}
        assert codes <= {*BUSY, *(e["extensions"]["code"] for e in one.quiet[kind].get("errors", ()))}, answer
        failed = {e["path"][0] for e in answer["errors"] if e.get("path")}
        for root, value in (answer.get("data") or {}).items():
            assert value == one.quiet[kind]["data"][root] or (value is None and root in failed), (root, answer)
        self.said[f"{kind} {'in part' if any((answer.get('data') or {}).values()) else 'not'}"] += 1

    async def asks(self, one: Seeded) -> Context | None:
        """The caller's context; None when the database cannot say who it is."""
        try:
            return await context(one.person)
        except Unavailable:
            self.said["caller not"] += 1
            return None

    async def execute(self, one: Seeded, text: str, variables: dict[str, Any]) -> dict[str, Any] | None:
        """An operation by the executor itself; None when it is not even known who asks."""
        ctx = await self.asks(one)
        if ctx is None:
            return None
        answer = await process(one.person).executor.run(
            ctx, Request(text, variables=variables), allow=frozenset({"query", "mutation"})
        )
        return dict(json.loads(encode(body(answer))))

    async def dashboard(self, _: random.Random, clinic: UUID) -> None:
        one = self.clinics[clinic]
        answer = await self.execute(one, DASHBOARD, {"from": NOON.isoformat()})
        if answer is not None:
            self.compare(one, "dashboard", answer)

    async def ages(self, _: random.Random, clinic: UUID) -> None:
        one = self.clinics[SLOW[CLINICS.index(clinic) % len(SLOW)]]
        if (answer := await self.execute(one, AGES, {})) is not None:
            self.compare(one, "ages", answer)

    async def through_http(self, _: random.Random, clinic: UUID) -> None:
        one = self.clinics[clinic]
        self.compare(one, "dashboard", await one.person.ask(DASHBOARD, {"from": NOON.isoformat()}))

    async def found(self, _: random.Random, clinic: UUID) -> None:
        one = self.clinics[clinic]
        self.compare(one, "found", await one.person.ask(FOUND, {"q": "clinic-" + one.clinic.id.hex}))

    async def rest(self, _: random.Random, clinic: UUID) -> None:
        await self._rest(clinic, "rest", VISITS)

    async def dcms(self, _: random.Random, clinic: UUID) -> None:
        await self._rest(clinic, "dcms", f"/api/v1/patients/{self.clinics[clinic].patients[1]}")

    async def _rest(self, clinic: UUID, kind: str, path: str) -> None:
        one = self.clinics[clinic]
        response = await one.person.rest("GET", path)
        self.own(one, response.text)
        whole = response.json() == one.quiet[kind]
        assert whole or response.status_code == 503, response.text
        self.said[f"{kind} {'whole' if whole else 'not'}"] += 1

    async def booked(self, _: random.Random, clinic: UUID) -> None:
        one = self.clinics[clinic]
        start = NOON - dt.timedelta(days=1 + next(one.taken))
        given = {
            "patientId": str(one.patients[2]), "doctorId": str(one.doctor), "startsAt": start.isoformat(),
            "endsAt": (start + dt.timedelta(minutes=30)).isoformat(), "notes": marked(one.clinic.id, "Booked"),
        }  # fmt: skip
        answer = await self.execute(one, BOOK, {"input": given})
        if answer is None:
            return
        self.own(one, json.dumps(answer))
        if "errors" in answer:
            assert {e["extensions"]["code"] for e in answer["errors"]} <= BUSY, answer
            self.said["booked not"] += 1
        else:
            assert answer["data"]["bookAppointment"] == {
                "notes": marked(one.clinic.id, "Booked"),
                "patient": {"lastName": marked(one.clinic.id, "L2")},
                "doctor": {"displayName": marked(one.clinic.id, "Dr.")},
            }
            self.said["booked whole"] += 1

    async def followed(self, chance: random.Random, clinic: UUID) -> None:
        """The first few events of a clinic; each is about its own first patient."""
        one = self.clinics[clinic]
        ctx = await self.asks(one)
        if ctx is None:
            return
        answers = await process(one.person).executor.subscribe(ctx, Request(FOLLOW))
        assert not isinstance(answers, Answer), answers.errors
        async with aclosing(answers) as stream:  # type: ignore[type-var]
            for number in range(1, chance.randint(1, EVENTS) + 1):
                answer: Answer = await anext(stream)
                self.own(one, (answer.payload or b"").decode())
                if answer.errors:
                    assert {e["extensions"]["code"] for e in answer.errors} <= BUSY, answer.errors
                    self.said["followed not"] += 1
                    return
                event = (answer.data or {})["clinicEvents"]
                assert event["seq"] == number
                assert event["node"] == {"subjectId": str(one.patients[0]), "patientId": str(one.patients[0])}
        self.said["followed whole"] += 1


async def _rest(person: Person, path: str) -> Any:
    return (await person.rest("GET", path)).json()


async def _calm(ask: Callable[..., Coroutine[Any, Any, Any]], *asked: Any) -> Any:
    """An answer that is not cut short because the machine has much to do."""
    answer = await ask(*asked)
    for _ in range(5):
        if "UNAVAILABLE" in json.dumps(answer):
            answer = await ask(*asked)
    return answer


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
    async with world.owner.acquire() as owner, owner.transaction():
        await owner.execute("LOCK TABLE session IN ACCESS EXCLUSIVE MODE")
        asked = asyncio.ensure_future(clinic.admin.data(VIEWER))
        while (found := await admin.fetchval(waiting)) is None:  # noqa: ASYNC110  (only the server knows)
            await asyncio.sleep(0)
        await admin.execute("SELECT pg_terminate_backend($1)", found)
    await admin.close()

    assert await asked == {"viewer": {"clinicId": str(clinic.id)}}


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
