"""Subscriptions: each event once, to whom it may concern, for as long as he may, and nothing left behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import pytest

from core.ids import uuid7
from engine.door import Answer, Request, Straight
from engine.execute import SchemaExecutor
from events import follow
from events.follow import Hub
from operation.context import ANONYMOUS_IDENTITY, Context, RequestInfo
from operation.operation import OPERATIONS
from tests.events.happenings import on, stirring, until
from tests.inside import context, process
from tests.world import ClinicWorld, Person, World

EVENTS = """subscription($after: BigInt, $types: [String!]) {
  clinicEvents(after: $after, types: $types) { seq type node { subjectId } } }"""
RENAME = 'mutation { updateClinic(input: {name: "New"}) { id } }'


@pytest.fixture
async def clinic(world: World) -> ClinicWorld:
    return await world.clinic(people=("admin", "receptionist", "patient"))


async def subscribe(
    person: Person, text: str = EVENTS, straight: Straight | None = None, **variables: Any
) -> Answer | AsyncIterator[Answer]:
    executor = process(person).executor
    return await executor.subscribe(await context(person), Request(text, variables=variables), straight)


async def stream(
    person: Person, text: str = EVENTS, straight: Straight | None = None, **variables: Any
) -> AsyncIterator[Answer]:
    found = await subscribe(person, text, straight, **variables)
    assert not isinstance(found, Answer), found
    return found


async def take(source: AsyncIterator[Answer], count: int) -> list[dict[str, Any]]:
    """The payloads of the next answers, which must be without errors."""
    found = []
    for _ in range(count):
        async with asyncio.timeout(5):
            answer = await anext(source)
        assert answer.errors == []
        found.append(answer.data["clinicEvents"])  # type: ignore[index]
    return found


async def close(source: AsyncIterator[Answer]) -> None:
    await source.aclose()  # type: ignore[attr-defined]


async def happen(person: Person, patient: Any = None, times: int = 1) -> None:
    clinic_patient = patient or await person.world.value(
        "SELECT id FROM patient WHERE clinic_id = $1 ORDER BY id LIMIT 1", person.clinic_id
    )
    with stirring() as operation:
        for _ in range(times):
            await operation(await on(person), patient=clinic_patient)


async def only_error(source: AsyncIterator[Answer]) -> dict[str, Any]:
    """The last answer of a stream: one error, no data, and nothing after it."""
    async with asyncio.timeout(5):
        answers = [answer async for answer in source]
    (error,) = answers[-1].errors
    assert answers[-1].data is None
    assert len(answers) == 1
    return error


# --- what is delivered --------------------


async def test_events_come_with_their_number_and_what_they_are_about(clinic: ClinicWorld) -> None:
    source = await stream(clinic.admin)
    first = asyncio.ensure_future(take(source, 2))
    await asyncio.sleep(0.1)

    await happen(clinic.admin, clinic.patient.patient_id, times=2)

    node = {"subjectId": str(clinic.patient.patient_id)}
    assert await first == [
        {"seq": 1, "type": "patient.updated", "node": node}, {"seq": 2, "type": "patient.updated", "node": node}
    ]  # fmt: skip
    await close(source)


@pytest.mark.parametrize("after", [0, 1, 3, 5])
async def test_a_stream_resumes_after_a_number(clinic: ClinicWorld, after: int) -> None:
    await happen(clinic.admin, times=5)
    source = await stream(clinic.admin, after=after)
    await happen(clinic.admin, times=2)

    found = await take(source, 7 - after)

    assert [e["seq"] for e in found] == list(range(after + 1, 8))
    await close(source)


async def test_a_delivery_that_failed_is_made_anew_for_who_asks_later(clinic: ClinicWorld) -> None:
    text = "subscription { clinicEvents(after: 0) { seq node { actor { displayName } } } }"
    await happen(clinic.admin)
    first, second = await stream(clinic.admin, text), await stream(clinic.admin, text)

    await clinic.world.fetch("ALTER TABLE membership RENAME TO elsewhere")
    try:
        failed = await anext(first)
    finally:
        await clinic.world.fetch("ALTER TABLE elsewhere RENAME TO membership")
    assert failed.data == {"clinicEvents": None}
    assert [error["extensions"]["code"] for error in failed.errors] == ["INTERNAL"]

    assert await take(second, 1) == [{"seq": 1, "node": {"actor": {"displayName": "Admin"}}}]
    await close(first)
    await close(second)


async def test_a_patient_hears_of_own_events_only_and_reads_no_gap_as_loss(clinic: ClinicWorld) -> None:
    other = await clinic.patient_row()
    source = await stream(clinic.patient, after=0)
    for patient in (other, clinic.patient.patient_id, other, clinic.patient.patient_id):
        await happen(clinic.admin, patient)

    found = await take(source, 2)

    assert [e["seq"] for e in found] == [2, 4]
    assert {e["node"]["subjectId"] for e in found} == {str(clinic.patient.patient_id)}
    await close(source)


async def test_types_narrow_to_kinds_or_families(clinic: ClinicWorld) -> None:
    await happen(clinic.admin)
    await clinic.admin.data('mutation { registerPatient(input: {firstName: "A", lastName: "B"}) { id } }')

    for types, numbers in ((["patient.registered"], [2]), (["patient.*"], [1, 2]), (["patient.updated", "x"], [1])):
        source = await stream(clinic.admin, after=0, types=types)
        assert [e["seq"] for e in await take(source, len(numbers))] == numbers
        await close(source)


async def test_the_field_may_stand_in_a_fragment_and_under_an_alias(clinic: ClinicWorld) -> None:
    await happen(clinic.admin)
    text = "subscription { ...F } fragment F on Subscription { mine: clinicEvents(after: 0) { number: seq } }"
    source = await stream(clinic.admin, text)

    answer = await anext(source)

    assert answer.data == {"mine": {"number": 1}}
    await close(source)


async def test_two_clinics_hear_nothing_of_each_other(world: World, clinic: ClinicWorld) -> None:
    other = await world.clinic(people=("admin",))
    await other.patient_row()
    source = await stream(clinic.admin, after=0)
    await happen(other.admin, times=3)
    await happen(clinic.admin)

    (event,) = await take(source, 1)

    assert (event["seq"], event["node"]["subjectId"]) == (1, str(clinic.patient.patient_id))
    await close(source)


async def test_an_event_is_made_once_for_all_who_get_the_same(
    clinic: ClinicWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[Any, int]] = []
    real = SchemaExecutor.delivered

    async def counting(self: Any, ctx: Any, prepared: Any, root: Any, values: Any, event: Any) -> Any:
        made.append((ctx.actor.role, event.seq))
        return await real(self, ctx, prepared, root, values, event)

    monkeypatch.setattr(SchemaExecutor, "delivered", counting)
    sources = [await stream(p, after=0) for p in (clinic.admin, clinic.receptionist) for _ in range(20)]
    readers = [asyncio.ensure_future(take(source, 30)) for source in sources]
    await until(lambda: process(clinic.admin).hub.state()[1] >= 40)
    await happen(clinic.admin, clinic.patient.patient_id, times=30)

    heard = await asyncio.gather(*readers)

    assert [[e["seq"] for e in one] for one in heard] == [list(range(1, 31))] * 40
    assert sorted(seq for _, seq in made) == sorted([*range(1, 31)] * 2)
    for source in sources:
        await close(source)


async def test_a_reader_that_leaves_while_a_delivery_is_made_takes_nobody_along(
    clinic: ClinicWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, real = asyncio.Event(), asyncio.Event(), SchemaExecutor.delivered

    async def slow(self: Any, *given: Any) -> Any:
        begun.set()
        await go_on.wait()
        return await real(self, *given)

    monkeypatch.setattr(SchemaExecutor, "delivered", slow)
    sources = [await stream(clinic.admin) for _ in range(3)]
    first, *others = [asyncio.ensure_future(take(source, 1)) for source in sources]
    await until(lambda: process(clinic.admin).hub.state()[1] >= 3)
    await happen(clinic.admin, clinic.patient.patient_id)
    await begun.wait()
    first.cancel()
    await asyncio.wait([first])
    go_on.set()

    assert [[e["seq"] for e in await other] for other in others] == [[1], [1]]
    await until(lambda: len(process(clinic.admin).hub._clinics[clinic.id].followers) == 2)
    for source in sources:
        await close(source)
    assert await followers(clinic) == 0


# --- told without being woken --------------------


class Socket:
    """What takes answers straight, while it is free."""

    def __init__(self) -> None:
        self.free = True
        self.told: list[int] = []

    def __call__(self, answer: Answer) -> bool:
        if self.free:
            assert (answer.errors, answer.payload is not None) == ([], True)
            self.told.append(answer.data["clinicEvents"]["seq"])  # type: ignore[index]
        return self.free


async def test_a_reader_that_sleeps_is_told_straight_and_yields_only_what_found_its_socket_busy(
    clinic: ClinicWorld,
) -> None:
    socket = Socket()
    source = await stream(clinic.admin, straight=socket)
    reader = asyncio.ensure_future(take(source, 2))
    await until(lambda: process(clinic.admin).hub.state()[1] == 1)

    for seq in (1, 2):
        await happen(clinic.admin, clinic.patient.patient_id)
        await until(lambda seq=seq: len(socket.told) == seq)
    socket.free = False
    await happen(clinic.admin, clinic.patient.patient_id, times=2)

    assert [e["seq"] for e in await reader] == [3, 4]
    assert socket.told == [1, 2]
    await close(source)
    assert await followers(clinic) == 0


async def test_every_event_of_a_storm_comes_once_and_in_order_whichever_way(clinic: ClinicWorld) -> None:
    heard: list[int] = []

    def every_other(answer: Answer) -> bool:
        if len(heard) % 2:
            return False
        heard.append(answer.data["clinicEvents"]["seq"])  # type: ignore[index]
        return True

    async def listen() -> None:
        while True:
            heard.extend(e["seq"] for e in await take(source, 1))

    source = await stream(clinic.admin, straight=every_other)
    reader = asyncio.ensure_future(listen())
    await until(lambda: process(clinic.admin).hub.state()[1] == 1)

    with stirring() as operation:
        for _ in range(8):
            about = {"patient": clinic.patient.patient_id}
            await asyncio.gather(*[operation(await on(clinic.admin), **about) for _ in range(5)])
    await until(lambda: len(heard) == 40)

    assert heard == list(range(1, 41))
    reader.cancel()
    await asyncio.wait([reader])


async def test_a_session_that_is_over_is_told_nothing_straight(world: World, clinic: ClinicWorld) -> None:
    socket = Socket()
    source = await stream(clinic.admin, straight=socket)
    waiting = asyncio.ensure_future(only_error(source))
    await until(lambda: process(clinic.admin).hub.state()[1] == 1)
    await happen(clinic.receptionist, clinic.patient.patient_id)
    await until(lambda: socket.told == [1])

    await world.owner.execute("UPDATE session SET revoked_at = now() WHERE id = $1", clinic.admin.session_id)
    process(clinic.admin).authenticator._known.clear()
    await happen(clinic.receptionist, clinic.patient.patient_id)

    assert (await waiting)["extensions"]["code"] == "UNAUTHENTICATED"
    assert socket.told == [1]


# --- refusals before anything flows --------------------


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("subscription { clinicEvents { seq } }", "clinicEvents"),
        ("subscription { mine: clinicEvents { seq node { id } } }", "mine"),
        ("subscription { ...F } fragment F on Subscription { clinicEvents { seq } }", "clinicEvents"),
        ("subscription { ... on Subscription { x: clinicEvents { seq } } }", "x"),
    ],
)
async def test_nobody_signed_in_subscribes_to_nothing(world: World, text: str, place: str) -> None:
    made = world.app.state.process
    nobody = Context(ANONYMOUS_IDENTITY, RequestInfo("r"), made.runtime)

    answer = await made.executor.subscribe(nobody, Request(text, variables={}))

    assert isinstance(answer, Answer)
    assert (answer.executed, answer.data) == (True, None)
    assert [(e["extensions"]["code"], e["extensions"]["field"]) for e in answer.errors] == [("UNAUTHENTICATED", place)]


async def test_somebody_outside_any_clinic_is_refused(world: World) -> None:
    answer = await subscribe(await world.superadmin())

    assert isinstance(answer, Answer)
    assert [e["extensions"]["code"] for e in answer.errors] == ["FORBIDDEN"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{ viewer { role } }", "INVALID"),
        ("subscription { unknown }", "INVALID"),
        ("subscription { clinicEvents @skip(if: true) { seq } }", "INVALID"),
        ("subscription { clinicEvents { seq } other: clinicEvents { seq } }", "INVALID"),
        ('subscription { clinicEvents(after: "x") { seq } }', "INVALID"),
    ],
)
async def test_what_is_no_subscription_is_an_answer(clinic: ClinicWorld, text: str, code: str) -> None:
    answer = await subscribe(clinic.admin, text)

    assert isinstance(answer, Answer)
    assert {e["extensions"]["code"] for e in answer.errors} == {code}


async def test_a_number_not_reached_yet_ends_the_stream_by_its_path(clinic: ClinicWorld) -> None:
    await happen(clinic.admin)

    error = await only_error(await stream(clinic.admin, after=99))

    assert error["extensions"] == {
        "code": "INVALID", "fields": [{"path": "after", "message": "The last event of this clinic is number 1."}]
    }  # fmt: skip


async def test_bad_values_are_refused_at_once_though_nothing_happens(clinic: ClinicWorld) -> None:
    answer = await subscribe(clinic.admin, types=["x"] * 101)

    assert isinstance(answer, Answer)
    assert [e["extensions"]["fields"] for e in answer.errors] == [
        [{"path": "types", "message": "Must have at most 100 items."}]
    ]


# --- while it flows --------------------


async def announce(world: World, person: Person, **change: Any) -> None:
    """A change of somebody's rights behind the application's back, and the notice of it."""
    table, row = change.pop("table"), change.pop("row")
    for name, value in change.items():
        await world.owner.execute(f"UPDATE {table} SET {name} = $2 WHERE id = $1", row, value)
    await world.owner.fetchval(
        "SELECT door_platform_emit($1, 'test.changed', $2, NULL, NULL)", uuid7(), person.account_id
    )


async def test_a_session_that_ends_takes_its_stream_with_it_while_nothing_happens(
    world: World, clinic: ClinicWorld
) -> None:
    import datetime as dt

    source = await stream(clinic.admin, after=0)
    waiting = asyncio.ensure_future(only_error(source))
    await asyncio.sleep(0.1)

    await announce(
        world, clinic.admin, table="session", row=clinic.admin.session_id, revoked_at=dt.datetime.now(dt.UTC)
    )

    assert (await waiting)["extensions"]["code"] == "UNAUTHENTICATED"


async def test_whoever_leaves_the_clinic_hears_no_more_of_it(world: World, clinic: ClinicWorld) -> None:
    other = await world.clinic(people=())
    source = await stream(clinic.admin, after=0)
    waiting = asyncio.ensure_future(only_error(source))
    await asyncio.sleep(0.1)

    await announce(world, clinic.admin, table="session", row=clinic.admin.session_id, clinic_id=other.id)
    await asyncio.sleep(0.7)
    await happen(clinic.receptionist, clinic.patient.patient_id)

    assert (await waiting)["extensions"]["code"] == "FORBIDDEN"


async def test_a_right_taken_away_narrows_what_is_heard_from_then_on(world: World, clinic: ClinicWorld) -> None:
    other = await clinic.patient_row()
    socket = Socket()
    source = await stream(clinic.receptionist, straight=socket, after=0)
    await happen(clinic.admin, other)
    assert [e["seq"] for e in await take(source, 1)] == [1]
    waiting = asyncio.ensure_future(take(source, 1))

    await announce(
        world, clinic.receptionist, table="membership", row=clinic.receptionist.membership_id, role="patient"
    )
    await world.owner.execute("UPDATE patient SET account_id = NULL WHERE id = $1", other)
    await asyncio.sleep(1.1)
    await happen(clinic.admin, other)
    await clinic.admin.data(RENAME)

    # Not straight: whose rights have changed has to wake up, and hears nothing of the event between.
    (heard,) = await waiting
    assert (heard["seq"], heard["type"], socket.told) == (3, "clinic.updated", [])
    await close(source)


async def test_a_slow_reader_is_told_from_where_to_resume(clinic: ClinicWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "MAX_WAITING", 3)
    await happen(clinic.admin)
    source = await stream(clinic.admin, after=0)
    (first,) = await take(source, 1)

    await happen(clinic.admin, times=12)
    await asyncio.sleep(0.3)
    answers = [answer async for answer in source]

    (error,) = answers[-1].errors
    assert error["extensions"]["code"] == "CONFLICT"
    heard = [first["seq"], *(a.data["clinicEvents"]["seq"] for a in answers[:-1])]  # type: ignore[index]
    assert heard == list(range(1, error["extensions"]["lastSeq"] + 1))


async def test_an_accident_ends_the_stream_without_its_words(
    clinic: ClinicWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(ctx: Any, event: Any, **values: Any) -> Any:
        raise ZeroDivisionError("Canary Mustermann")

    monkeypatch.setitem(OPERATIONS["clinic_events"].__dict__, "function", failing)
    await happen(clinic.admin)

    error = await only_error(await stream(clinic.admin, after=0))

    assert error["extensions"] == {"code": "INTERNAL"}
    assert "Canary" not in str(error)


# --- afterwards --------------------


async def followers(clinic: ClinicWorld) -> int:
    hub: Hub = process(clinic.admin).hub
    state = hub._clinics.get(clinic.id)
    return len(state.followers) if state is not None else 0


@pytest.mark.parametrize("way", ["closed", "cancelled", "abandoned before it began"])
async def test_a_stream_that_ends_leaves_no_follower(clinic: ClinicWorld, way: str) -> None:
    await happen(clinic.admin)
    source = await stream(clinic.admin, after=0)
    if way == "closed":
        async with aclosing(source):  # type: ignore[type-var]
            await take(source, 1)
            assert await followers(clinic) == 1
    elif way == "cancelled":
        await take(source, 1)
        waiting = asyncio.ensure_future(anext(source))
        await asyncio.sleep(0.05)
        waiting.cancel()
        await asyncio.wait([waiting])
    else:
        await close(source)
    await until(lambda: clinic.id not in process(clinic.admin).hub._clinics, seconds=2)

    assert await followers(clinic) == 0
