"""Watching the platform stream: every change once, and nothing vouched for that has not been read."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from core.db import count_statements
from core.ids import uuid7
from events import platform
from events.bus import Bus
from events.platform import PlatformChange, PlatformWatch
from server.auth import Authenticator
from tests.events.happenings import until
from tests.world import World

SECRET = b"a secret key for tests, 32 bytes long"


@pytest.fixture
async def bus() -> Bus:
    return Bus(None)


@pytest.fixture
async def watch(world: World, bus: Bus) -> AsyncIterator[PlatformWatch]:
    made = PlatformWatch(bus)
    await made.start()
    yield made
    await made.stop()


async def happen(world: World, *, account: UUID | None = None, clinic: UUID | None = None, kind: str = "test.a") -> int:
    """A change of the platform, unannounced; its number."""
    return int(
        await world.owner.fetchval("SELECT door_platform_emit($1, $2, $3, $4, NULL)", uuid7(), kind, account, clinic)
    )


def hears(watch: PlatformWatch) -> list[int]:
    heard: list[int] = []
    watch.listen(lambda change: heard.append(change.seq))
    return heard


def vouches(watch: PlatformWatch) -> bool:
    return watch.current


async def test_a_watch_begins_at_the_head_and_vouches_for_it(world: World, watch: PlatformWatch) -> None:
    assert watch.head == await world.value("SELECT seq FROM platform_event_head")
    assert vouches(watch)


async def test_every_change_is_told_once_and_in_order(world: World, watch: PlatformWatch) -> None:
    heard = hears(watch)
    accounts = [uuid7() for _ in range(5)]
    told: list[PlatformChange] = []
    watch.listen(told.append)

    made = [await happen(world, account=account) for account in accounts]
    await until(lambda: len(heard) == 5, seconds=3)
    await asyncio.sleep(0.6)

    assert heard == made
    assert [(c.type, c.account_id, c.clinic_id) for c in told] == [("test.a", account, None) for account in accounts]


async def test_what_nobody_announced_is_seen_within_a_second(world: World, watch: PlatformWatch) -> None:
    heard = hears(watch)

    made = await happen(world)
    await until(lambda: heard == [made], seconds=1)

    assert heard == [made]


async def test_more_changes_than_one_read_holds_are_all_told_before_anything_is_vouched_for(
    world: World, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(platform, "BATCH", 3)
    watch = PlatformWatch(bus)
    await watch.look()
    heard = hears(watch)
    made = [await happen(world) for _ in range(7)]
    watch._confirmed = float("-inf")

    states = []
    for _ in range(3):
        await watch.look()
        states.append((list(heard), watch.current))

    assert states == [(made[:3], False), (made[:6], False), (made, True)]


async def test_an_announcement_takes_the_word_back_until_it_is_read(world: World, bus: Bus) -> None:
    watch = PlatformWatch(bus)
    await watch.look()
    assert vouches(watch)

    number = await happen(world)
    bus._tell(None, number)
    assert not vouches(watch)
    await watch.look()

    assert vouches(watch)
    assert watch.head == number


async def test_an_announcement_in_the_middle_of_a_look_is_not_vouched_for_by_it(world: World, bus: Bus) -> None:
    """The look may have read before the change was there."""
    watch = PlatformWatch(bus)
    await watch.look()
    await happen(world)
    watch.listen(lambda change: bus._tell(None, change.seq + 1))

    await watch.look()
    assert not vouches(watch)

    watch._listeners.clear()
    await watch.look()
    assert vouches(watch)


async def test_an_announcement_of_what_never_happened_is_outlived(world: World, bus: Bus) -> None:
    watch = PlatformWatch(bus)
    await watch.look()

    bus._tell(None, 2**62)
    assert not vouches(watch)
    await watch.look()
    assert vouches(watch)
    bus._tell(None, await happen(world))
    assert not vouches(watch)
    await watch.look()

    assert vouches(watch)


async def test_announcements_of_clinics_and_of_the_past_change_nothing(world: World, bus: Bus) -> None:
    watch = PlatformWatch(bus)
    await watch.look()

    bus._tell(uuid7(), 2**40)
    bus._tell(None, watch.head)
    bus._tell(None, 0)

    assert vouches(watch)


async def test_a_listener_that_fails_is_told_again_and_nothing_is_vouched_for_meanwhile(
    world: World, watch: PlatformWatch
) -> None:
    failures = [ZeroDivisionError(), ZeroDivisionError()]
    heard: list[int] = []

    def moody(change: PlatformChange) -> None:
        if failures:
            raise failures.pop()
        heard.append(change.seq)

    watch.listen(moody)
    made = await happen(world)
    await until(lambda: heard == [made], seconds=4)

    assert heard == [made]
    assert failures == []


async def test_without_the_database_nothing_is_vouched_for(
    world: World, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = PlatformWatch(bus)
    await watch.start()
    heard = hears(watch)

    def gone(clinic: UUID | None) -> None:
        raise OSError("gone")

    with monkeypatch.context() as patch:
        patch.setattr("events.platform.db.read", gone)
        await until(lambda: not watch.current, seconds=3)
        assert not vouches(watch)
        made = await happen(world)
    await until(lambda: heard == [made], seconds=3)

    assert heard == [made]
    await until(lambda: watch.current)
    assert vouches(watch)
    await watch.stop()


@pytest.mark.parametrize("announced", [True, False])
async def test_a_revoked_session_stops_on_every_process_within_a_second(world: World, announced: bool) -> None:
    """Two processes that share nothing but the database, with and without a bus between them."""
    clinic = await world.clinic(people=("admin",))
    buses = [Bus(None), Bus(None)]
    watches = [PlatformWatch(bus) for bus in buses]
    processes = [Authenticator(watch, SECRET) for watch in watches]
    for watch in watches:
        await watch.start()
    for process in processes:
        assert (await process.identify(clinic.admin.token)).actor.account_id == clinic.admin.account_id

    await world.owner.execute("UPDATE session SET revoked_at = now() WHERE id = $1", clinic.admin.session_id)
    number = await happen(world, account=clinic.admin.account_id, kind="session.revoked")
    for bus in buses if announced else ():
        bus._tell(None, number)
    await asyncio.sleep(0.1 if announced else 1.0)

    for process in processes:
        assert await process.by_hash(_hash(clinic.admin.token)) is None
    for watch in watches:
        await watch.stop()


async def test_many_who_ask_for_one_identity_at_once_have_it_read_once(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    process = Authenticator(PlatformWatch(Bus(None)), SECRET)  # never confirmed: it keeps nothing
    with count_statements() as counted:
        found = await asyncio.gather(*(process.by_hash(_hash(clinic.admin.token)) for _ in range(50)))

    assert {identity.actor.account_id for identity in found if identity is not None} == {clinic.admin.account_id}
    assert None not in found
    assert [s for s in counted.statements if "door_actor" in s] == ["SELECT * FROM door_actor($1, $2)"]


async def test_who_asks_after_an_announcement_gets_no_reading_that_began_before(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    watch = PlatformWatch(bus := Bus(None))
    await watch.look()
    process = Authenticator(watch, SECRET)
    with count_statements() as counted:
        before = asyncio.ensure_future(process.by_hash(_hash(clinic.admin.token)))
        await asyncio.sleep(0)
        bus._tell(None, watch.head + 1)
        after = await process.by_hash(_hash(clinic.admin.token))

    assert after is not None
    assert await before is not None
    assert len([s for s in counted.statements if "door_actor" in s]) == 2


async def test_whoever_gives_up_waiting_for_an_identity_keeps_nobody_from_it(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    process = Authenticator(PlatformWatch(Bus(None)), SECRET)
    first, second = (asyncio.ensure_future(process.by_hash(_hash(clinic.admin.token))) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()

    identity = await second

    assert identity is not None
    assert first.cancelled()
    assert process._readings == {}


def _hash(token: str) -> str:
    from core.tokens import token_hash

    return token_hash(token)
