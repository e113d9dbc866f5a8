"""Followers lose nothing and hear nothing twice: whoever dies, lags, joins late or loses the bus."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import redis.asyncio as redis

from core.errors import Invalid
from events import follow
from events.bus import CHANNEL, Bus
from events.follow import Hub, Lagging
from tests.events.happenings import (
    Listener,
    SilentBus,
    Valkey,
    hub_on,
    on,
    stirring,
    unknown_clinic,
    until,
)
from tests.world import ClinicWorld, World


@pytest.fixture
async def clinic(world: World) -> ClinicWorld:
    return await world.clinic(people=("admin",))


@pytest.fixture
async def bus() -> Bus:
    """A bus of this process alone."""
    return Bus(None)


@pytest.fixture
async def hub(bus: Bus) -> AsyncIterator[Hub]:
    async with hub_on(bus) as made:
        yield made


async def happen(clinic: ClinicWorld, bus: Bus, times: int, *, at_once: bool = False) -> None:
    """`times` commands of one event each."""
    patient = await clinic.patient_row()
    contexts = [await on(clinic.admin, bus) for _ in range(times)]
    with stirring() as operation:
        if at_once:
            await asyncio.gather(*(operation(ctx, patient=patient) for ctx in contexts))
        else:
            for ctx in contexts:
                await operation(ctx, patient=patient)


def upto(number: int, after: int = 0) -> list[int]:
    return list(range(after + 1, number + 1))


# --- from where on --------------------


async def test_a_follower_hears_what_happens_from_now_on(clinic: ClinicWorld, bus: Bus, hub: Hub) -> None:
    await happen(clinic, bus, 3)
    listener = Listener(hub, clinic.id)
    await until(lambda: clinic.id in hub._clinics)

    await happen(clinic, bus, 2)

    assert await listener.hears(2) == [4, 5]
    assert [e.type for e in listener.heard] == ["patient.updated"] * 2
    await listener.stop()


@pytest.mark.parametrize("after", range(6))
async def test_a_follower_resumes_after_any_number(clinic: ClinicWorld, bus: Bus, hub: Hub, after: int) -> None:
    await happen(clinic, bus, 5)
    listener = Listener(hub, clinic.id, after)
    await asyncio.sleep(0.1)

    await happen(clinic, bus, 2)

    assert await listener.hears(7 - after) == upto(7, after)
    await listener.stop()


async def test_a_number_below_all_means_everything(clinic: ClinicWorld, bus: Bus, hub: Hub) -> None:
    await happen(clinic, bus, 3)
    listener = Listener(hub, clinic.id, -5)

    assert await listener.hears(3) == [1, 2, 3]
    await listener.stop()


@pytest.mark.parametrize("after", [4, 10**15])
async def test_a_number_the_clinic_has_not_reached_is_invalid(
    clinic: ClinicWorld, bus: Bus, hub: Hub, after: int
) -> None:
    await happen(clinic, bus, 3)
    listener = Listener(hub, clinic.id, after)

    await until(lambda: listener.ended is not None)

    assert isinstance(listener.ended, Invalid)
    assert [(f.path, f.message) for f in listener.ended.fields] == [
        ("after", "The last event of this clinic is number 3.")
    ]
    assert hub._clinics == {}


async def test_a_number_that_another_process_has_delivered_already_is_fine(clinic: ClinicWorld) -> None:
    """This hub has not read it yet: a client that changes servers must not be told that it never was."""
    silent = SilentBus(None)
    hub = Hub(silent)  # never started: it stays where it was
    first = Listener(hub, clinic.id)
    await until(lambda: clinic.id in hub._clinics)
    await happen(clinic, silent, 3)

    second = Listener(hub, clinic.id, 2)
    await asyncio.sleep(0.1)
    assert second.ended is None
    await hub.start()

    assert await second.hears(1) == [3]
    assert await first.hears(3) == [1, 2, 3]
    for part in (first, second, hub):
        await part.stop()


async def test_a_clinic_in_which_nothing_ever_happened_is_followed_from_its_first_event(
    clinic: ClinicWorld, bus: Bus, hub: Hub
) -> None:
    listener = Listener(hub, clinic.id, 0)
    await until(lambda: clinic.id in hub._clinics)

    await happen(clinic, bus, 1)

    assert await listener.hears(1) == [1]
    await listener.stop()


@pytest.mark.parametrize("seed", range(4))
async def test_joining_in_the_middle_of_things_neither_loses_nor_doubles(
    clinic: ClinicWorld, bus: Bus, hub: Hub, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "BATCH", 7)
    draw = random.Random(seed)
    work = asyncio.create_task(happen(clinic, bus, 80, at_once=True))
    listeners = []
    for _ in range(6):
        await asyncio.sleep(draw.random() * 0.05)
        listeners.append(Listener(hub, clinic.id, 0))
    await work

    for listener in listeners:
        assert await listener.hears(80) == upto(80)
        await listener.stop()


async def test_whoever_leaves_is_forgotten(clinic: ClinicWorld, bus: Bus, hub: Hub) -> None:
    listeners = [Listener(hub, clinic.id) for _ in range(3)]
    await until(lambda: hub.state()[1] == 3)

    for listener in listeners:
        await listener.stop()

    assert hub.state() == (0, 0, 0)
    assert hub._accounts == {}


async def test_followers_of_one_clinic_hear_nothing_of_another(world: World, bus: Bus, hub: Hub) -> None:
    ours, theirs = await world.clinic(people=("admin",)), await world.clinic(people=("admin",))
    listener = Listener(hub, ours.id, 0)

    await happen(theirs, bus, 3)
    await happen(ours, bus, 1)

    await listener.hears(1)
    assert [(e.clinic_id, e.seq) for e in listener.heard] == [(ours.id, 1)]
    await listener.stop()


# --- nobody announces --------------------


async def test_killed_between_commit_and_announcing_every_follower_still_hears_it_once(
    clinic: ClinicWorld, hub: Hub
) -> None:
    dying = SilentBus(None)
    listeners = [Listener(hub, clinic.id, 0) for _ in range(3)]
    await until(lambda: hub.state()[1] == 3)

    await happen(clinic, dying, 5)

    for listener in listeners:
        assert await listener.hears(5) == upto(5)
        await listener.stop()


async def test_what_nobody_announced_is_found_however_busy_the_bus_is(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stream of other clinics' announcements must not keep the hub from looking for itself."""
    monkeypatch.setattr(follow, "INTERVAL_WITH_BUS", 0.3)
    quiet, busy = await world.clinic(people=("admin",)), await world.clinic(people=("admin",))
    bus = Bus(None)
    bus.healthy = True
    async with hub_on(bus) as hub:
        listeners = [Listener(hub, c.id, 0) for c in (quiet, busy)]
        await until(lambda: hub.state()[0] == 2)

        async def chatter() -> None:
            for number in range(10**6):
                bus._tell(busy.id, number + 1)
                await asyncio.sleep(0.005)

        noise = asyncio.create_task(chatter())
        await happen(quiet, SilentBus(None), 2)
        heard = await listeners[0].hears(2, seconds=3)
        noise.cancel()

        assert heard == [1, 2]
        for listener in listeners:
            await listener.stop()


@pytest.mark.parametrize("number", [2**62, 10])
async def test_an_announcement_of_what_never_happened_is_outlived(
    clinic: ClinicWorld, bus: Bus, hub: Hub, number: int
) -> None:
    listener = Listener(hub, clinic.id, 0)
    await until(lambda: clinic.id in hub._clinics)
    bus._tell(clinic.id, number)
    await asyncio.sleep(0.1)

    await happen(clinic, bus, 2)

    assert await listener.hears(2) == [1, 2]
    await listener.stop()


@pytest.mark.parametrize("problem", [OSError("x"), RuntimeError("accident"), ZeroDivisionError()])
async def test_a_read_that_fails_is_tried_again(
    clinic: ClinicWorld, bus: Bus, hub: Hub, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    listener = Listener(hub, clinic.id, 0)
    await until(lambda: clinic.id in hub._clinics)
    real, left = follow.read_events, [problem, problem]

    async def failing(*arguments: Any) -> Any:
        if left:
            raise left.pop()
        return await real(*arguments)

    monkeypatch.setattr(follow, "read_events", failing)
    await happen(clinic, bus, 3)

    assert await listener.hears(3) == [1, 2, 3]
    assert left == []
    await listener.stop()


# --- too slow --------------------


async def test_a_slow_follower_is_told_from_where_to_resume_and_loses_nothing(
    clinic: ClinicWorld, bus: Bus, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follow, "MAX_WAITING", 5)
    slow = hub.follow(clinic.id, 0)
    quick = Listener(hub, clinic.id, 0)
    heard = []
    await happen(clinic, bus, 1)
    heard.append(await anext(slow))

    await happen(clinic, bus, 11)
    await quick.hears(12)

    async def read_to_the_end() -> None:
        async for event in slow:
            heard.append(event)  # noqa: PERF401  (kept although it ends by raising)

    with pytest.raises(Lagging) as lagging:
        await read_to_the_end()

    numbers = [e.seq for e in heard if e is not None]
    assert numbers == upto(lagging.value.details["lastSeq"])
    assert 1 <= len(numbers) < 12
    resumed = Listener(hub, clinic.id, lagging.value.details["lastSeq"])
    assert await resumed.hears(12 - len(numbers)) == upto(12, len(numbers))
    assert quick.numbers == upto(12)
    for listener in (quick, resumed):
        await listener.stop()


async def test_a_slow_follower_does_not_slow_the_others_down(
    clinic: ClinicWorld, bus: Bus, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Room for what a busy machine brings at once, not for all.
    monkeypatch.setattr(follow, "MAX_WAITING", 15)
    stuck = hub.follow(clinic.id, 0)
    await happen(clinic, bus, 1)
    await anext(stuck)
    quick = Listener(hub, clinic.id, 0)

    await happen(clinic, bus, 20)

    assert await quick.hears(21) == upto(21)
    await quick.stop()
    await stuck.aclose()


# --- several processes --------------------


def healthy(bus: Bus) -> bool:
    return bus.healthy


async def test_two_processes_hear_of_each_other(clinic: ClinicWorld, redis_url: str) -> None:
    first_bus, second_bus = Bus(redis_url), Bus(redis_url)
    async with hub_on(first_bus) as first, hub_on(second_bus) as second:
        listeners = [Listener(first, clinic.id, 0), Listener(second, clinic.id, 0)]
        await until(lambda: first.state()[1] == second.state()[1] == 1)

        await happen(clinic, first_bus, 20, at_once=True)
        await happen(clinic, second_bus, 20, at_once=True)

        for listener in listeners:
            assert await listener.hears(40) == upto(40)
            await listener.stop()


async def test_a_message_that_makes_no_sense_is_passed_over(clinic: ClinicWorld, redis_url: str) -> None:
    bus = Bus(redis_url)
    client = redis.from_url(redis_url)
    async with hub_on(bus) as hub:
        listener = Listener(hub, clinic.id, 0)
        await until(lambda: clinic.id in hub._clinics)
        for message in (b"", b"x", b"\xff\xfe", b"- x", f"{clinic.id}".encode(), f"{unknown_clinic()} 5".encode(),
                        f"{clinic.id} -5".encode(), f"{clinic.id} {10**40}".encode(),
                        f"{clinic.id} 9,x".encode(), b","):  # fmt: skip
            await client.publish(CHANNEL, message)

        await happen(clinic, bus, 2)

        assert await listener.hears(2) == [1, 2]
        assert bus.healthy
        await listener.stop()
    await client.aclose()


async def test_heads_of_a_moment_are_one_message_that_other_processes_understand(redis_url: str) -> None:
    speaking, hearing = Bus(redis_url), Bus(redis_url)
    heard: dict[UUID | None, int] = {}
    hearing.listen(lambda stream, seq: heard.update({stream: seq}))
    await hearing.start()
    await until(lambda: hearing.healthy)
    client = redis.from_url(redis_url)
    clinics = [unknown_clinic() for _ in range(3)]
    async with client.pubsub() as channel:
        await channel.subscribe(CHANNEL)
        await channel.get_message(timeout=5)

        for number, stream in enumerate((*clinics, None, clinics[0])):
            await speaking.announce(stream, number)
        message = await channel.get_message(ignore_subscribe_messages=True, timeout=5)
        await until(lambda: len(heard) == 4)

    assert message["data"].decode() == f"{clinics[0]} 4,{clinics[1]} 1,{clinics[2]} 2,- 3"
    assert heard == {clinics[0]: 4, clinics[1]: 1, clinics[2]: 2, None: 3}
    await client.aclose()
    await speaking.stop()
    await hearing.stop()


@pytest.fixture
async def valkey(tmp_path: Path) -> AsyncIterator[Valkey]:
    server = Valkey(tmp_path)
    await server.start()
    yield server
    await server.kill()


async def test_valkey_killed_and_back_loses_nothing(clinic: ClinicWorld, valkey: Valkey) -> None:
    speaking, hearing = Bus(valkey.url), Bus(valkey.url)
    await speaking.start()
    async with hub_on(hearing) as hub:
        listener = Listener(hub, clinic.id, 0)
        await until(lambda: clinic.id in hub._clinics)

        await happen(clinic, speaking, 5)
        assert await listener.hears(5) == upto(5)
        await valkey.kill()
        await happen(clinic, speaking, 5)
        assert await listener.hears(10) == upto(10)
        assert healthy(hearing) is False
        await valkey.start()
        await until(lambda: hearing.healthy)
        await happen(clinic, speaking, 5)

        assert await listener.hears(15) == upto(15)
        assert healthy(hearing) is True
        await listener.stop()
    await speaking.stop()


async def test_a_bus_that_is_gone_fails_no_command(clinic: ClinicWorld, valkey: Valkey) -> None:
    bus = Bus(valkey.url)
    await valkey.kill()

    await happen(clinic, bus, 2)

    assert [e["seq"] for e in await clinic.events()] == [1, 2]
    await bus.stop()


async def test_a_bus_that_hangs_slows_no_command(
    clinic: ClinicWorld, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> None:
    bus = Bus(valkey.url)
    client: Any = bus._client
    sent: list[int] = []
    real = client.publish

    def counting(*arguments: Any) -> Any:
        sent.append(1)
        return real(*arguments)

    monkeypatch.setattr(client, "publish", counting)
    valkey.hang()
    await happen(clinic, bus, 10)

    # All ten are committed and told here while the first message still waits to be sent.
    await until(lambda: len(sent) > 0)
    assert len(sent) <= 3
    assert bus._publishing is not None
    assert [e["seq"] for e in await clinic.events()] == list(range(1, 11))
    valkey.go_on()
    await bus.stop()


async def test_a_listener_that_fails_keeps_nobody_from_hearing(clinic: ClinicWorld) -> None:
    bus = Bus(None)
    heard: list[int] = []

    def moody(_: Any, seq: int) -> None:
        raise ZeroDivisionError

    bus.listen(moody)
    bus.listen(lambda _, seq: heard.append(seq))
    await happen(clinic, bus, 2)

    assert heard == [1, 2]
    assert [e["seq"] for e in await clinic.events()] == [1, 2]
