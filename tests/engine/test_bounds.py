"""What the process remembers is bounded, whatever is asked and whoever asks, and forgetting changes no answer."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
import itertools
import random
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import pytest

from core import db, rows
from core.pool import UNKNOWN, Pool
from engine import compile as compiling
from engine import fanout, run, sql
from engine.compile import Compiled, Plan, Plans
from engine.documents import Bounds, Documents
from engine.door import Answer, OperationKind, Request
from engine.execute import Prepared, SchemaExecutor
from engine.fanout import Delivered, Fanout, Group
from engine.plan import Statement
from models import backend
from models.backend import opened
from operation.context import Context, Identity, RequestInfo
from permissions import Grants, OwnIds, Permission, Scope
from schema.build import build
from tests.engine.differing import differ
from tests.inside import identity, process
from tests.world import ClinicWorld, World

P = Permission
QUERY: frozenset[OperationKind] = frozenset({"query"})
NOON = dt.datetime(2026, 6, 10, 10, tzinfo=dt.UTC)


class Asking:
    """Operations of one clinic through an executor of one's own."""

    def __init__(self, clinic: ClinicWorld, executor: SchemaExecutor, who: Identity) -> None:
        self.executor = executor
        self.who = who
        self._runtime = process(clinic.admin).runtime

    async def ask(self, text: str, variables: dict[str, Any] | None = None, who: Identity | None = None) -> Answer:
        ctx = Context(who or self.who, RequestInfo("bounds"), self._runtime)
        return await self.executor.run(ctx, Request(text, variables=variables), allow=QUERY)

    def plan(self, text: str, who: Identity | None = None, variables: dict[str, Any] | None = None) -> Plan:
        """The plan that such a request meets."""
        ctx = Context(who or self.who, RequestInfo("bounds"), self._runtime)
        prepared = self.executor.prepare(ctx, Request(text, variables=variables), QUERY)
        assert isinstance(prepared, Prepared)
        return prepared.plan


async def asking(clinic: ClinicWorld, **options: Any) -> Asking:
    return Asking(clinic, SchemaExecutor(build(), Bounds(), **options), await identity(clinic.admin))


# --- documents, plans and prepared statements --------------------

COLUMNS = "id mrn firstName lastName gender birthDate email city country occupation".split()


async def prepared_on(pool: Pool) -> list[int]:
    """How many statements each connection has prepared, as PostgreSQL counts."""
    found = []

    async def look(connection: Any) -> None:
        known = connection.clinic
        found.append(await connection.fetchval("SELECT count(*) FROM pg_prepared_statements"))
        connection.clinic = known

    held = [await pool.check_out(UNKNOWN, look) for _ in range(pool.size)]
    for connection in held:
        pool.check_in(connection)
    return found


async def test_a_stream_of_documents_takes_the_room_of_a_few(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    stored = {
        str(await clinic.patient_row(first_name=f"F{n}", last_name=f"L{n}", city=f"C{n}", mrn=f"M{n}")): n
        for n in range(3)
    }
    one = await asking(clinic)
    draw = random.Random(5)
    chosen = [" ".join(c for c in COLUMNS if draw.random() < 0.5) for _ in range(900)]
    texts = [f"{{ a{n}: patients(first: 2) {{ nodes {{ {columns} id }} }} }}" for n, columns in enumerate(chosen)]

    for number in [*range(900), *draw.sample(range(900), 100)]:
        answer = await one.ask(texts[number])
        assert answer.errors == []
        nodes = answer.data[f"a{number}"]["nodes"]  # type: ignore[index]
        assert [stored[node["id"]] for node in nodes] == [0, 1]
        for node in nodes:
            shown = {"firstName": "F", "lastName": "L", "city": "C", "mrn": "M"}
            assert {k: v for k, v in node.items() if k in shown} == {
                k: f"{shown[k]}{stored[node['id']]}" for k in node if k in shown
            }

    # Nearly all were asked for once: they have a quarter of the room, beside what is asked for again.
    newcomers = compiling.MOST_PLANS // 4
    assert newcomers <= len(one.executor.plans) <= newcomers + 100
    assert 128 <= len(one.executor.documents) <= 128 + 100
    counts = await prepared_on(db.reads.pool)
    assert max(counts) > 100  # the stream went through it
    assert max(counts) <= db.STATEMENT_CACHE


async def test_connections_prepare_so_many_statements_and_no_more(world: World) -> None:
    async with db.read(None) as connection:
        for number in range(db.STATEMENT_CACHE + 100):
            assert await connection.fetchval(f"SELECT {number}") == number
    async with backend.transaction(None) as transaction:
        for number in range(backend.STATEMENT_CACHE + 100):
            assert await transaction.fetchval(f"SELECT {number}") == number

    assert db.STATEMENT_CACHE - 5 <= max(await prepared_on(db.reads.pool)) <= db.STATEMENT_CACHE
    commands = opened()
    assert commands is not None
    assert backend.STATEMENT_CACHE - 5 <= max(await prepared_on(commands)) <= backend.STATEMENT_CACHE


def compiled(text: str, kept: Documents) -> Compiled:
    document = kept.get(text)
    assert document.node is not None
    return Compiled(build(), document, next(iter(document.operations.values())))


def test_plans_are_bounded_by_number_and_by_room() -> None:
    kept = Documents(build(), Bounds())
    small = compiled("{ viewer { role } }", kept)
    large = compiled(" ".join(f"query Q{n} {{ viewer {{ role }} }}" for n in range(240)), kept)
    plans, room = Plans(), 64 * 1024
    plan = Plan.__new__(Plan)

    for number in range(3000):
        plans.keep(small, (number,), plan)
        assert plans.get(small, (number,)) is plan
    assert len(plans) == compiling.MOST_PLANS
    assert plans.get(small, (2999,)) is plan
    assert plans.get(small, (3000 - compiling.MOST_PLANS - 1,)) is None

    for number in range(3000):
        plans.keep(large, (number,), plan)
        assert plans.get(large, (number,)) is plan
    assert large.document.room > 600
    assert len(plans) == room // large.document.room


async def test_conditions_make_plans_of_their_own_within_the_same_bound(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """2,048 plans of one document, were they all kept."""
    clinic = await world.clinic(people=("admin",))
    await clinic.patient_row(first_name="Ada")
    one = await asking(clinic)
    one.executor.plans = Plans(32)
    names = [f"v{n}" for n in range(11)]
    declared = " ".join(f"${name}: Boolean!" for name in names)
    selected = " ".join(f"{name}: firstName @include(if: ${name})" for name in names)
    text = f"query({declared}) {{ patients {{ nodes {{ mrn {selected} }} }} }}"
    draw = random.Random(3)

    for _ in range(600):
        given = {name: draw.random() < 0.5 for name in names}
        answer = await one.ask(text, given)
        (node,) = answer.data["patients"]["nodes"]  # type: ignore[index]
        assert {key for key in node if key != "mrn"} == {name for name in names if given[name]}

    assert 8 < len(one.executor.plans) <= 32 + 8


# --- filters --------------------


async def test_filters_make_texts_of_their_own_and_few_are_kept(world: World) -> None:
    """Every set of filters, twice and in any order, is answered as the reference executor answers it."""
    clinic = await world.clinic(people=("admin",), timezone="UTC")
    patients = [await clinic.patient_row(first_name=f"P{n}") for n in range(2)]
    doctor, room = await clinic.employee(), await clinic.room()
    for hour, (patient, treated, placed) in enumerate(itertools.product(patients, (doctor, None), (room, None))):
        status = "scheduled" if hour % 2 else "cancelled"
        start = NOON + dt.timedelta(hours=hour)
        await clinic.appointment(patient, start, doctor_id=treated, room_id=placed, status=status)
    one, reference = await asking(clinic), await asking(clinic, engine=False)
    choices: dict[str, Any] = {
        "startsFrom": (NOON + dt.timedelta(hours=2)).isoformat(),
        "startsTo": (NOON + dt.timedelta(hours=7)).isoformat(),
        "doctorId": str(doctor), "roomId": str(room), "patientId": str(patients[0]), "status": ["SCHEDULED"],
        "first": 3,
    }  # fmt: skip
    types = {"startsFrom": "DateTime", "startsTo": "DateTime", "status": "[AppointmentStatus!]", "first": "Int"}
    declared = " ".join(f"${name}: {types.get(name, 'UUID')}" for name in choices)
    given = " ".join(f"{name}: ${name}" for name in choices)
    shown = "nodes { startsAt patient { firstName } room { name } } total"
    text = f"query({declared}) {{ appointments({given}) {{ {shown} }} }}"
    asked = [c for size in range(len(choices) + 1) for c in itertools.combinations(choices, size)]
    expected = {names: await reference.ask(text, {n: choices[n] for n in names}) for names in asked}
    (statement,) = [s for _, s in one.plan(text).statements()]
    draw, sizes = random.Random(1), set()

    for names in [*draw.sample(asked, len(asked)), *draw.sample(asked, len(asked))]:
        answer = await one.ask(text, {n: choices[n] for n in names})
        assert differ(answer, expected[names]) is None, names
        sizes.add(len(statement.texts))

    assert len(asked) == 128
    assert sizes == set(range(1, sql.MOST_TEXTS + 1))
    assert [s for _, s in one.plan(text).statements()] == [statement]
    assert len(rows._texts) <= rows.CACHE_SIZE
    assert {len((answer.data or {})["appointments"]["nodes"]) for answer in expected.values()} == set(range(9))


# --- actors --------------------

VISITS = "{ appointments { nodes { startsAt patient { firstName medicalHistory { notes } } doctor { displayName } } } }"
KEYS = (P.PATIENTS_VIEW, P.PATIENTS_VIEW_MEDICAL_HISTORY, P.APPOINTMENTS_VIEW_ALL_DOCTORS)


def somebody(who: Identity, held: tuple[bool, ...], employee: UUID) -> Identity:
    """The same session with other rights: one of thousands of people."""
    keys = [P.APPOINTMENTS_VIEW, *(k for k, has in zip(KEYS, held, strict=True) if has)]
    grants = Grants(dict.fromkeys(keys, Scope.ALL))
    return dataclasses.replace(who, actor=dataclasses.replace(who.actor, grants=grants, own=OwnIds(employee=employee)))


async def test_thousands_of_actors_leave_a_few_behind_and_each_gets_what_is_theirs(world: World) -> None:
    clinic = await world.clinic(people=("doctor", "admin"))
    doctors = [await clinic.employee(display_name=f"D{n}") for n in range(3)]
    patient = await clinic.patient_row(first_name="Ada")
    await clinic.row("medical_history", patient_id=patient, medications=[], conditions=[], oral_habits=[], notes="N")
    for n, doctor in enumerate(doctors):
        await clinic.appointment(patient, NOON + dt.timedelta(hours=n), doctor_id=doctor)
    one = await asking(clinic)
    who, draw = await identity(clinic.doctor), random.Random(9)
    compiled_ = one.executor._compiled(Request(VISITS))
    assert isinstance(compiled_, Compiled)
    plans: set[int] = set()
    judged: set[int] = set()

    for _ in range(1500):
        held, number = tuple(draw.random() < 0.5 for _ in KEYS), draw.randrange(3)
        actor = somebody(who, held, doctors[number])
        answer = await one.ask(VISITS, who=actor)

        seen = range(3) if held[2] else [number]
        history = {"notes": "N"} if held[1] else None
        shown = {"firstName": "Ada", "medicalHistory": history} if held[0] else None
        assert [n["doctor"]["displayName"] for n in answer.data["appointments"]["nodes"]] == [f"D{n}" for n in seen]  # type: ignore[index]
        assert [n["patient"] for n in answer.data["appointments"]["nodes"]] == [shown] * len(seen)  # type: ignore[index]
        plan = one.plan(VISITS, actor)
        plans.add(id(plan))
        judged.add(len(compiled_._judged))
        for _, statement in plan.statements():
            assert len(statement.hops) <= run.MOST_HOPS
            assert len(statement.texts) <= sql.MOST_TEXTS

    # Guards decide: with or without patients, histories (asked only where patients are shown); doctors are predicates.
    assert len(plans) == 4
    assert max(judged) == compiling.MOST_JUDGED


async def test_what_joins_may_land_on_is_remembered_for_a_few_actors(world: World) -> None:
    clinic = await world.clinic(people=("doctor", "admin"))
    one, who = await asking(clinic), await identity(clinic.doctor)
    statement: Statement = one.plan(VISITS, somebody(who, (True, True, True), UUID(int=0))).statements()[0][1]
    sizes: list[int] = []

    for number in range(200):
        await one.ask(VISITS, who=somebody(who, (True, True, True), UUID(int=number)))
        sizes.append(len(statement.hops))

    assert sizes[: run.MOST_HOPS] == list(range(1, run.MOST_HOPS + 1))
    assert max(sizes) == run.MOST_HOPS
    assert sizes[run.MOST_HOPS] == 1


# --- groups of readers --------------------


def test_groups_live_as_long_as_their_readers() -> None:
    groups = Fanout()
    held = [groups.group(("held", number)) for number in range(10)]
    for number in range(5000):
        groups.group(("passing", number))

    assert len(groups) == 10
    assert groups.group(("held", 3)) is held[3]
    held.clear()
    assert len(groups) == 0


async def test_a_group_remembers_the_last_deliveries_only() -> None:
    group, made = Group(), []

    async def make(event: Any) -> Delivered:
        made.append(event.seq)
        return Delivered(Answer({"seq": event.seq}, [], executed=True))

    def event(seq: int) -> Any:
        return SimpleNamespace(seq=seq)

    for seq in range(3000):
        first, again = [await group.share(event(seq), make) for _ in range(2)]
        assert first is again
        assert len(group._recent) <= fanout.REMEMBERED

    late = await group.share(event(7), make)
    assert late.answer is not None
    assert late.answer.data == {"seq": 7}
    assert made == [*range(3000), 7]


async def test_a_reader_who_is_leaving_disturbs_nobody() -> None:
    group, event, gate = Group(), cast("Any", SimpleNamespace(seq=1)), asyncio.Event()
    answer = Answer({"seq": 1}, [], executed=True)

    async def make(event: Any) -> Delivered:
        await gate.wait()
        return Delivered(answer)

    first, leaving, staying = [asyncio.create_task(group.share(event, make)) for _ in range(3)]
    await asyncio.sleep(0)
    first.cancel()
    leaving.cancel()
    gate.set()

    assert (await staying).answer is answer


async def test_thousands_of_streams_leave_no_group(world: World) -> None:
    clinic = await world.clinic(people=("admin", "receptionist"))
    executor = SchemaExecutor(build(), Bounds())
    runtime = process(clinic.admin).runtime
    people = [await identity(clinic.admin), await identity(clinic.receptionist)]
    text = "subscription($types: [String!]) { clinicEvents(types: $types) { seq } }"
    kinds = [f"kind{number}" for number in range(20)]

    async def opened_stream(number: int) -> Any:
        ctx = Context(people[number % 2], RequestInfo("bounds"), runtime)
        variables = {"types": [kinds[number % len(kinds)]]}
        answers = await executor.subscribe(ctx, Request(text, variables=variables))
        assert not isinstance(answers, Answer)
        waiting = asyncio.ensure_future(anext(answers))
        await asyncio.sleep(0)
        return answers, waiting

    for _ in range(5):
        streams = [await opened_stream(number) for number in range(400)]
        await asyncio.sleep(0)
        assert len(executor.fanout) == 20
        for _, waiting in streams:
            waiting.cancel()
        await asyncio.wait([waiting for _, waiting in streams])
        await asyncio.gather(*(answers.aclose() for answers, _ in streams))
        del streams, waiting
        assert len(executor.fanout) == 0
