"""Notifications as they come: by subscription and as server-sent events, resumed, one's own and nobody else's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from engine.door import Answer
from server.sse import NOTIFICATIONS_PATH as PATH
from server.sse import PATH as CLINIC_EVENTS
from tests.engine.test_subscriptions import EVENTS, close, only_error, stream
from tests.feed.happened import happened
from tests.notifications.telling import head, notifications, work
from tests.server import test_sse as sse
from tests.server.graphql_toy import served
from tests.server.test_sse import HOOKS, following, refusal, ticket
from tests.world import ClinicWorld, World

RECEIVED = """subscription($after: BigInt) {
  notificationReceived(after: $after) { seq type node { id kind subjectId readAt } } }"""


async def take(source: AsyncIterator[Answer], count: int) -> list[dict[str, Any]]:
    found = []
    for _ in range(count):
        async with asyncio.timeout(5):
            answer = await anext(source)
        assert answer.errors == []
        found.append(answer.data["notificationReceived"])  # type: ignore[index]
    return found


async def booked(clinic: ClinicWorld, times: int = 1) -> None:
    for _ in range(times):
        await happened(clinic, "appointment.booked", clinic.id, by=clinic.admin)
        await work(clinic)
    # `happened` announces nothing: the hub hears of it here.
    await clinic.world.app.state.process.bus.announce(clinic.id, await head(clinic))


async def test_ones_own_come_as_they_are_made(world: World) -> None:
    clinic = await world.clinic()
    source = await stream(clinic.receptionist, RECEIVED)
    first = asyncio.ensure_future(take(source, 2))
    await asyncio.sleep(0.1)

    await booked(clinic, 2)

    rows = await notifications(clinic)
    feed = [e for e in await clinic.events() if e["type"] == "notification.received"]
    assert await first == [
        {
            "seq": event["seq"], "type": "notification.received",
            "node": {
                "id": str(row["id"]), "kind": "appointment.booked", "subjectId": str(clinic.id), "readAt": None,
            },
        }
        for event, row in zip(feed, rows, strict=True)
    ]  # fmt: skip
    await close(source)


async def test_the_key_for_all_does_not_make_others_ones_own(world: World) -> None:
    clinic = await world.clinic()
    source = await stream(clinic.admin, RECEIVED, after=0)
    await booked(clinic)
    await happened(clinic, "clinic_module.changed", clinic.id, by=clinic.manager)
    await work(clinic)
    await world.app.state.process.bus.announce(clinic.id, await head(clinic))

    (first,) = await take(source, 1)

    assert first["node"]["kind"] == "clinic_module.changed"
    await close(source)


async def test_a_stream_resumes_after_a_number_and_one_deleted_meanwhile_has_no_node(world: World) -> None:
    clinic = await world.clinic()
    await booked(clinic, 3)
    feed = [e["seq"] for e in await clinic.events() if e["type"] == "notification.received"]
    rows = await notifications(clinic)
    await clinic.receptionist.data(
        "mutation($id: UUID!) { deleteNotification(id: $id) }", {"id": str(rows[1]["id"])}
    )  # fmt: skip

    source = await stream(clinic.receptionist, RECEIVED, after=feed[0])
    found = await take(source, 2)

    assert [e["seq"] for e in found] == feed[1:]
    assert [e["node"] and e["node"]["id"] for e in found] == [None, str(rows[2]["id"])]
    await close(source)


async def test_the_clinics_feed_does_not_say_who_was_told_unless_asked(world: World) -> None:
    clinic = await world.clinic()
    plain = await stream(clinic.admin, EVENTS, after=0)
    asked = await stream(clinic.admin, EVENTS, after=0, types=["notification.*"])
    await booked(clinic, 2)

    async def kinds(source: AsyncIterator[Answer], count: int) -> list[str]:
        async with asyncio.timeout(5):
            return [(await anext(source)).data["clinicEvents"]["type"] for _ in range(count)]  # type: ignore[index]

    assert await kinds(plain, 2) == ["appointment.booked"] * 2
    assert await kinds(asked, 2) == ["notification.received"] * 2
    log = "query($filter: AuditLogFilter) { auditLogs(filter: $filter) { total nodes { type } } }"
    assert (await clinic.admin.data(log))["auditLogs"]["total"] == 2
    found = (await clinic.admin.data(log, {"filter": {"type": "notification.received"}}))["auditLogs"]
    assert found == {"total": 2, "nodes": [{"type": "notification.received"}] * 2}
    for source in (plain, asked):
        await close(source)


async def test_without_a_clinic_there_is_nothing_to_follow(world: World) -> None:
    source = await stream(await world.superadmin(), RECEIVED)
    assert (await only_error(source))["extensions"]["code"] == "FORBIDDEN"


# --- server-sent events -------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
async def base(world: World) -> AsyncIterator[str]:
    HOOKS.update(world.http.event_hooks)
    async with served(world.app) as address:
        yield f"http://{address}{PATH}"


async def test_frames_have_number_type_and_content(world: World, base: str) -> None:
    clinic = await world.clinic()
    async with following(base, clinic.receptionist) as source, following(base, clinic.manager) as other:
        await booked(clinic)
        frame = await source.frame()
        with pytest.raises(TimeoutError):
            await other.frame(within=0.5)

    (row,) = await notifications(clinic)
    assert frame is not None
    assert (frame.id, frame.event) == (2, "notification.received")
    assert frame.data["node"] == {
        "id": str(row["id"]), "kind": "appointment.booked", "subjectType": "Appointment", "subjectId": str(clinic.id),
        "patientId": None, "readAt": None, "rowVersion": 1,
        "createdAt": row["created_at"].isoformat().replace("+00:00", "Z"),
    }  # fmt: skip


async def test_coming_back_with_the_last_number_loses_nothing(world: World, base: str) -> None:
    clinic = await world.clinic()
    await booked(clinic, 6)
    last = 0
    seen: list[str] = []
    while len(seen) < 6:
        async with following(base, clinic.receptionist, headers={"last-event-id": str(last)}) as source:
            for frame in await source.frames(2):
                assert frame.id is not None
                last = frame.id
                seen.append(frame.data["node"]["id"])

    assert seen == [str(row["id"]) for row in await notifications(clinic)]


async def test_a_ticket_opens_it_and_refusals_come_before_it(world: World, base: str) -> None:
    clinic = await world.clinic()
    shown = await ticket(clinic.receptionist)
    async with sse.opened(base, params={"ticket": shown}) as source:
        ready = await source.frame()
    assert ready is not None
    assert ready.event == "ready"

    assert await refusal(base) == (401, "UNAUTHENTICATED")
    assert await refusal(base, await world.superadmin()) == (403, "FORBIDDEN")
    assert await refusal(base, clinic.doctor, params={"after": "99"}) == (422, "INVALID")


async def test_signing_out_ends_it(world: World, base: str) -> None:
    clinic = await world.clinic()
    async with following(base, clinic.receptionist) as source:
        await clinic.receptionist.data("mutation { signOut { ended } }")
        told = await sse.end(source, 2)

    assert told["code"] == "UNAUTHENTICATED"


async def test_streams_of_both_feeds_count_together(world: World, base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.sse.MOST_STREAMS", 2)
    clinic = await world.clinic()
    events = base.replace(PATH, CLINIC_EVENTS)

    async with following(base, clinic.doctor), following(events, clinic.doctor):
        assert await refusal(base, clinic.doctor) == (409, "LIMIT_REACHED")
        assert await refusal(events, clinic.doctor) == (409, "LIMIT_REACHED")
