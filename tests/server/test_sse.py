"""The clinic's events as server-sent events: nothing is lost, nobody sees too much, and streams end in time."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest

from core.ids import uuid7
from events import types as events
from models.patients import Patient
from operation.context import Context, RequestInfo
from operation.operation import own_transaction
from server import sse
from server.app import create_app
from server.sse import PATH
from tests.server.graphql_toy import served
from tests.world import ClinicWorld, Person, World


@dataclass(frozen=True, slots=True)
class Frame:
    id: int | None
    event: str
    data: Any


class Stream:
    """The frames of one open stream."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()

    async def frame(self, within: float = 10) -> Frame | None:
        """The next frame, comments left out; None at the end."""
        fields: dict[str, str] = {}
        async with asyncio.timeout(within):
            async for line in self._lines:
                if line:
                    name, _, value = line.partition(": ")
                    fields[name] = value
                elif "event" in fields:
                    number = int(fields["id"]) if "id" in fields else None
                    return Frame(number, fields["event"], json.loads(fields["data"]))
        return None

    async def frames(self, count: int) -> list[Frame]:
        found = []
        for _ in range(count):
            frame = await self.frame()
            assert frame is not None
            found.append(frame)
        return found


#: Those of `world`, which note what was answered.
HOOKS: dict[str, list[Any]] = {}


@pytest.fixture(scope="module")
async def base(world: World) -> AsyncIterator[str]:
    HOOKS.update(world.http.event_hooks)
    async with served(world.app) as address:
        yield f"http://{address}{PATH}"


@contextlib.asynccontextmanager
async def opened(url: str, person: Person | None = None, **options: Any) -> AsyncIterator[Stream]:
    """An open stream whose `ready` has not been read yet."""
    headers = {**(person.headers if person else {}), **options.pop("headers", {})}
    async with (
        httpx.AsyncClient(timeout=20, event_hooks=HOOKS) as client,
        client.stream("GET", url, headers=headers, **options) as response,
    ):
        assert response.status_code == 200, await response.aread()
        assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
        yield Stream(response)


@contextlib.asynccontextmanager
async def following(url: str, person: Person, **options: Any) -> AsyncIterator[Stream]:
    async with opened(url, person, **options) as stream:
        ready = await stream.frame()
        assert ready is not None
        assert ready.event == "ready"
        yield stream


async def refusal(url: str, person: Person | None = None, **options: Any) -> tuple[int, str]:
    headers = {**(person.headers if person else {}), **options.pop("headers", {})}
    async with httpx.AsyncClient(event_hooks=HOOKS) as client:
        answer = await client.get(url, headers=headers, **options)
        return answer.status_code, answer.json()["error"]["code"]


async def happens(world: World, person: Person, patient: UUID, count: int = 1) -> None:
    """So many events about a patient, each in a transaction of its own."""
    process = world.app.state.process
    identity = await process.authenticator.identify(person.token)
    for _ in range(count):
        ctx = Context(identity, RequestInfo(id="test"), process.runtime)
        async with own_transaction(ctx):
            row = await ctx.first(ctx.clinic_rows(Patient).where(Patient.id == patient))
            assert row is not None
            ctx.emit(events.PATIENT_UPDATED, row, ["city"])


async def test_events_arrive_with_number_type_and_content(world: World, base: str) -> None:
    clinic = await world.clinic()
    patient = await clinic.patient_row()
    await happens(world, clinic.doctor, patient, 3)

    async with opened(base, clinic.receptionist) as stream:
        ready = await stream.frame()
        await happens(world, clinic.doctor, patient)
        frame = await stream.frame()

    assert ready == Frame(3, "ready", {"seq": 3})
    assert frame is not None
    assert (frame.id, frame.event) == (4, "patient.updated")
    (stored,) = [e for e in await clinic.events() if e["seq"] == 4]
    assert frame.data == {
        "seq": 4,
        "type": "patient.updated",
        "at": stored["at"].isoformat().replace("+00:00", "Z"),
        "node": {
            "id": str(stored["id"]),
            "subjectType": "Patient",
            "subjectId": str(patient),
            "patientId": str(patient),
            "membershipId": None,
            "actorKind": "user",
            "actorMembershipId": str(clinic.doctor.membership_id),
            "actor": {"id": str(clinic.doctor.membership_id), "displayName": "Doctor"},
            "changed": ["city"],
        },
    }


@pytest.mark.parametrize("by", ["header", "query"])
async def test_coming_back_with_the_last_number_loses_nothing(world: World, base: str, by: str) -> None:
    """The client is cut off again and again while others write."""
    clinic = await world.clinic()
    patient = await clinic.patient_row()
    total = 120
    seen: list[int] = []

    async def write() -> None:
        for _ in range(total // 4):
            await happens(world, clinic.doctor, patient)
            await asyncio.sleep(0.002)

    writers = [asyncio.create_task(write()) for _ in range(4)]
    last = 0
    for goal in (1, 8, 38, 88, total):
        options: dict[str, Any] = (
            {"headers": {"last-event-id": str(last)}} if by == "header" else {"params": {"after": last}}
        )
        async with following(base, clinic.receptionist, **options) as stream:
            while last < goal:
                frame = await stream.frame()
                assert frame is not None
                assert frame.id is not None
                seen.append(frame.id)
                last = frame.id
    await asyncio.gather(*writers)

    assert seen == list(range(1, total + 1))


async def test_what_a_browser_sends_by_itself_is_newer_than_its_address(world: World, base: str) -> None:
    clinic = await world.clinic(people=("doctor",))
    patient = await clinic.patient_row()
    await happens(world, clinic.doctor, patient, 3)

    async with following(base, clinic.doctor, params={"after": 0}, headers={"last-event-id": "2"}) as stream:
        frame = await stream.frame()

    assert frame is not None
    assert frame.id == 3


async def test_a_patient_sees_own_events_only(world: World, base: str) -> None:
    clinic, other = await world.clinic(), await world.clinic(people=("doctor",))
    mine = clinic.patient.patient_id
    assert mine is not None
    theirs, foreign = await clinic.patient_row(), await other.patient_row()
    await clinic.admin.data('mutation { updateClinic(input: {website: "https://a.example"}) { id } }')

    async with following(base, clinic.patient, params={"after": 0}) as stream:
        await happens(world, clinic.doctor, theirs, 3)
        await happens(world, other.doctor, foreign, 3)
        await happens(world, clinic.doctor, mine)
        await happens(world, clinic.doctor, theirs)
        await happens(world, clinic.doctor, mine)
        frames = [f for f in await stream.frames(3) if f.event.startswith("patient.")]

    assert {f.data["node"]["patientId"] for f in frames} == {str(mine)}
    assert [f.event for f in frames] == ["patient.updated", "patient.updated"]
    # Whose hand it was is not among what a patient may know beyond a name.
    assert frames[0].data["node"]["actor"]["displayName"] == "Doctor"


@pytest.mark.parametrize(
    "types, expected",
    [
        ("patient.updated", ["patient.updated", "patient.updated"]),
        ("patient.*", ["patient.registered", "patient.updated", "patient.updated"]),
        ("patient.registered, clinic.updated", ["patient.registered"]),
    ],
)
async def test_types_narrow(world: World, base: str, types: str, expected: list[str]) -> None:
    clinic = await world.clinic()
    patient = await clinic.patient_row()
    await clinic.receptionist.data('mutation { registerPatient(input: {firstName: "A", lastName: "B"}) { id } }')
    await happens(world, clinic.doctor, patient, 2)

    async with following(base, clinic.admin, params={"after": 0, "types": types}) as stream:
        frames = await stream.frames(len(expected))

    assert [f.event for f in frames] == expected


async def ticket(person: Person) -> str:
    return str((await person.data("mutation { createStreamTicket { ticket } }"))["createStreamTicket"]["ticket"])


async def test_a_ticket_opens_one_stream(world: World, base: str) -> None:
    clinic = await world.clinic()
    patient = await clinic.patient_row()
    shown = await ticket(clinic.doctor)

    async with opened(base, params={"ticket": shown}) as stream:
        assert await refusal(base, params={"ticket": shown}) == (401, "UNAUTHENTICATED")
        await stream.frame()
        await happens(world, clinic.doctor, patient)
        frame = await stream.frame()

    assert frame is not None
    assert frame.event == "patient.updated"


async def test_a_ticket_that_is_late_or_whose_session_is_over_opens_nothing(world: World, base: str) -> None:
    clinic = await world.clinic(people=("doctor", "manager"))
    late, over = await ticket(clinic.doctor), await ticket(clinic.manager)
    await world.owner.execute(
        "UPDATE stream_ticket SET expires_at = now() WHERE session_id = $1", clinic.doctor.session_id
    )
    await clinic.manager.data("mutation { signOut { ended } }")

    for shown in (late, over, "x" * 43, "", "\x00"):
        assert await refusal(base, params={"ticket": shown}) == (401, "UNAUTHENTICATED")


async def test_refusals_come_before_the_stream(world: World, base: str) -> None:
    clinic = await world.clinic(people=("doctor",))
    root = await world.superadmin()
    await happens(world, clinic.doctor, await clinic.patient_row(), 2)

    assert await refusal(base) == (401, "UNAUTHENTICATED")
    assert await refusal(base, headers={"authorization": "Bearer " + "x" * 43}) == (401, "UNAUTHENTICATED")
    assert await refusal(base, root) == (403, "FORBIDDEN")
    for after in ("3", "-1", "x", "1.5", "٣", "9" * 30):
        assert await refusal(base, clinic.doctor, params={"after": after}) == (422, "INVALID")
    assert await refusal(base, clinic.doctor, params={"types": ",".join(["a.b"] * 101)}) == (422, "INVALID")
    async with httpx.AsyncClient() as client:
        assert (await client.post(base, headers=clinic.doctor.headers)).status_code == 405
        head = await client.head(base, headers=clinic.doctor.headers)
        assert (head.status_code, head.content) == (200, b"")


async def test_a_stream_that_cannot_be_begun_now_ends_so_that_browsers_come_back(world: World, base: str) -> None:
    """They never come back after a refusal. Whatever the database is busy with: here a table that is being changed."""
    clinic = await world.clinic(people=("doctor",))
    await clinic.doctor.data("{ clinic { name } }")
    async with world.owner.acquire() as owner, owner.transaction():
        await owner.execute("LOCK TABLE event_head IN ACCESS EXCLUSIVE MODE")
        answer = await clinic.doctor.rest("GET", PATH)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
    assert 'event: closed\ndata: {"code":"UNAVAILABLE"' in answer.text


async def end(stream: Stream, within: float) -> dict[str, Any]:
    """What the last frame says, once the stream has ended."""
    frame = await stream.frame(within)
    assert frame is not None
    assert frame.event == "closed"
    assert frame.id is None
    assert await stream.frame() is None
    return dict(frame.data)


async def test_signing_out_ends_the_stream(world: World, base: str) -> None:
    clinic = await world.clinic()
    patient = await clinic.patient_row()

    async with following(base, clinic.manager) as stream:
        await clinic.manager.data("mutation { signOut { ended } }")
        await happens(world, clinic.doctor, patient)
        told = await end(stream, 2)

    assert told["code"] == "UNAUTHENTICATED"


async def test_the_session_s_end_ends_the_stream(world: World, base: str) -> None:
    clinic = await world.clinic(people=("doctor",))
    soon = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=1)
    await world.owner.execute("UPDATE session SET access_expires_at = $2 WHERE id = $1", clinic.doctor.session_id, soon)

    async with following(base, clinic.doctor) as stream:
        told = await end(stream, 3)

    assert told == {"code": "UNAUTHENTICATED", "message": "The session has ended."}


async def changed(world: World, person: Person, sql: str) -> None:
    async with world.owner.acquire() as connection, connection.transaction():
        await connection.execute(sql, person.membership_id)
        await connection.execute(
            "SELECT door_platform_emit($1, 'test.changed', $2, NULL, NULL)", uuid7(), person.account_id
        )


async def test_leaving_the_clinic_ends_the_stream(world: World, base: str) -> None:
    clinic = await world.clinic()
    patient = await clinic.patient_row()

    async with following(base, clinic.receptionist) as stream:
        await changed(world, clinic.receptionist, "UPDATE membership SET status = 'disabled' WHERE id = $1")
        await asyncio.sleep(1)
        await happens(world, clinic.doctor, patient)
        told = await end(stream, 2)

    assert told["code"] == "FORBIDDEN"
    assert await refusal(base, clinic.receptionist) == (403, "FORBIDDEN")


async def test_another_role_sees_what_is_its_own_from_now_on(world: World, base: str) -> None:
    clinic = await world.clinic()
    patient = await clinic.patient_row()

    async with following(base, clinic.receptionist) as stream:
        await happens(world, clinic.doctor, patient)
        before = await stream.frame()
        await changed(world, clinic.receptionist, "UPDATE membership SET role = 'patient' WHERE id = $1")
        await asyncio.sleep(1)
        await happens(world, clinic.doctor, patient)
        with pytest.raises(TimeoutError):
            await stream.frame(within=1)

    assert before is not None
    assert before.event == "patient.updated"


async def test_a_client_that_is_gone_leaves_nothing_behind(world: World, base: str) -> None:
    clinic = await world.clinic()
    hub = world.app.state.process.hub

    async with following(base, clinic.doctor), following(base, clinic.manager):
        assert clinic.id in hub._clinics
    for _ in range(100):
        if clinic.id not in hub._clinics:
            break
        await asyncio.sleep(0.02)

    assert clinic.id not in hub._clinics


async def test_a_session_has_so_many_streams_and_gets_them_back(
    world: World, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sse, "MOST_STREAMS", 2)
    clinic = await world.clinic(people=("doctor", "manager"))

    async with following(base, clinic.doctor), following(base, clinic.doctor):
        assert await refusal(base, clinic.doctor) == (409, "LIMIT_REACHED")
        async with following(base, clinic.manager):
            pass
    await asyncio.sleep(0.3)
    async with following(base, clinic.doctor):
        pass


@pytest.mark.parametrize("bus_url", [None, "redis://127.0.0.1:1"], ids=["no bus", "bus down"])
async def test_without_valkey_events_still_arrive(world: World, bus_url: str | None) -> None:
    """Written by one process, read by another that hears nothing of it."""
    clinic = await world.clinic()
    patient = await clinic.patient_row()
    app = create_app(world.app.state.process.settings.model_copy(update={"redis_url": bus_url}))
    process = app.state.process
    parts = (process.bus, process.watch, process.hub)
    for part in parts:
        await part.start()
    try:
        async with served(app) as address, following(f"http://{address}{PATH}", clinic.receptionist) as stream:
            await happens(world, clinic.doctor, patient, 5)
            frames = await stream.frames(5)
    finally:
        for part in reversed(parts):
            await part.stop()

    assert [f.id for f in frames] == [1, 2, 3, 4, 5]


async def test_events_of_other_clinics_never_pass(world: World, base: str) -> None:
    clinics: list[ClinicWorld] = [await world.clinic(people=("doctor",)) for _ in range(3)]
    patients = [await c.patient_row() for c in clinics]

    async with following(base, clinics[0].doctor) as stream:
        for clinic, patient in zip(clinics[::-1], patients[::-1], strict=True):
            await happens(world, clinic.doctor, patient, 2)
        frames = await stream.frames(2)

    assert {f.data["node"]["subjectId"] for f in frames} == {str(patients[0])}
