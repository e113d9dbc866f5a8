"""What a process remembers of a caller holds only while it knows that nothing changed: two processes, one database."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from core.db import count_statements
from core.errors import Unauthenticated
from core.ids import uuid7
from operation.context import Identity
from permissions import Permission
from server.app import Process
from tests.auth.conftest import VIEWER, Door, code_of
from tests.world import Person, World

P = Permission


@contextlib.asynccontextmanager
async def process_beside(world: World, *, redis: bool) -> AsyncIterator[Process]:
    """A second process over the same database: its own bus, watch and cache (the pools of this one are shared)."""
    given = dataclasses.replace(world.app.state.process.settings, redis_url=world.redis_url if redis else None)
    process = Process.make(given)
    await process.bus.start()
    await process.watch.start()
    try:
        yield process
    finally:
        await process.watch.stop()
        await process.bus.stop()
        await process.limiter.close()


async def until(check: Callable[[Identity | None], bool], process: Process, token: str) -> float:
    """Seconds until what the process says of a token satisfies `check`."""
    began = time.monotonic()
    while True:
        try:
            found: Identity | None = await process.authenticator.identify(token)
        except Unauthenticated:
            found = None
        if check(found):
            return time.monotonic() - began
        assert time.monotonic() - began < 5
        await asyncio.sleep(0.01)


async def warm(process: Process, token: str) -> Identity:
    """The identity, from the cache."""
    while True:
        await process.authenticator.identify(token)
        with count_statements() as counted:
            identity = await process.authenticator.identify(token)
        if not counted.statements:
            return identity
        await asyncio.sleep(0.01)


async def as_owner(world: World, event: dict[str, Any], *statements: str) -> None:
    """A change by something else than this application, with its event, and no announcement."""
    async with world.owner.acquire() as connection, connection.transaction():
        for statement in statements:
            await connection.execute(statement)
        await connection.execute(
            "SELECT door_platform_emit($1, 'test.changed', $2, $3, NULL)",
            uuid7(), event.get("account"), event.get("clinic"),
        )  # fmt: skip


Change = Callable[[World, Person], Awaitable[None]]


async def revoke(world: World, person: Person) -> None:
    await person.data("mutation { signOut { ended } }")


async def disable_account(world: World, person: Person) -> None:
    sql = f"UPDATE account SET disabled_at = now() WHERE id = '{person.account_id}'"
    await as_owner(world, {"account": person.account_id}, sql)


async def disable_membership(world: World, person: Person) -> None:
    sql = f"UPDATE membership SET status = 'disabled' WHERE id = '{person.membership_id}'"
    await as_owner(world, {"account": person.account_id}, sql)


async def change_role(world: World, person: Person) -> None:
    sql = f"UPDATE membership SET role = 'receptionist' WHERE id = '{person.membership_id}'"
    await as_owner(world, {"account": person.account_id}, sql)


async def change_plan(world: World, person: Person) -> None:
    await as_owner(
        world, {"clinic": person.clinic_id}, f"UPDATE clinic SET plan = 'pro' WHERE id = '{person.clinic_id}'"
    )


async def suspend(world: World, person: Person) -> None:
    sql = f"UPDATE clinic SET status = 'suspended' WHERE id = '{person.clinic_id}'"
    await as_owner(world, {"clinic": person.clinic_id}, sql)


async def switch_module_off(world: World, person: Person) -> None:
    sql = (
        "INSERT INTO clinic_module (id, clinic_id, row_version, created_at, updated_at, module, enabled)"
        f" VALUES ('{uuid7()}', '{person.clinic_id}', 1, now(), now(), 'lab', false)"
    )
    await as_owner(world, {"clinic": person.clinic_id}, sql)


async def change_template(world: World, person: Person) -> None:
    sql = (
        "INSERT INTO role_template (id, clinic_id, row_version, created_at, updated_at, role, store)"
        f""" VALUES ('{uuid7()}', '{person.clinic_id}', 1, now(), now(), 'manager', '{{"patients.create": false}}')"""
    )
    await as_owner(world, {"clinic": person.clinic_id}, sql)


async def switch_clinic(world: World, person: Person) -> None:
    other = await world.clinic(people=())
    await other.row(
        "membership", account_id=person.account_id, role="doctor", username="x", username_lower=f"x{uuid7().hex[-8:]}",
        display_name="X", status="active", overrides={},
    )  # fmt: skip
    await person.data("mutation($id: UUID!) { switchClinic(clinicId: $id) }", {"id": str(other.id)})


CASES: dict[str, tuple[Change, Callable[[Identity | None, UUID | None], bool]]] = {
    "revoked session": (revoke, lambda i, c: i is None),
    "disabled account": (disable_account, lambda i, c: i is None),
    "disabled membership": (disable_membership, lambda i, c: i is not None and i.actor.clinic_id is None),
    "changed role": (change_role, lambda i, c: i is not None and i.actor.role == "receptionist"),
    "changed plan": (change_plan, lambda i, c: i is not None and i.actor.plan == "pro"),
    "suspended clinic": (suspend, lambda i, c: i is not None and i.actor.suspended),
    "module off": (switch_module_off, lambda i, c: i is not None and "lab" not in i.actor.modules),
    "changed template": (
        change_template,
        lambda i, c: i is not None and i.actor.grants.scope(P.PATIENTS_CREATE) is None,
    ),
    "switched clinic": (switch_clinic, lambda i, c: i is not None and i.actor.clinic_id not in (None, c)),
}


@pytest.mark.parametrize("redis", [True, False], ids=["bus", "no bus"])
@pytest.mark.parametrize("case", CASES)
async def test_a_change_reaches_every_process_within_a_second(world: World, case: str, redis: bool) -> None:
    change, changed = CASES[case]
    clinic = await world.clinic(people=("manager",))
    person = clinic.manager
    async with process_beside(world, redis=redis) as other:
        here = world.app.state.process
        before = [await warm(process, person.token) for process in (here, other)]
        assert not any(changed(identity, clinic.id) for identity in before)

        await change(world, person)
        took = await asyncio.gather(
            *(until(lambda i: changed(i, clinic.id), process, person.token) for process in (here, other))
        )

    assert max(took) < 1.0


async def test_a_warm_process_asks_nobody_who_is_asking(world: World, door: Door) -> None:
    clinic = await world.clinic()
    await warm(world.app.state.process, clinic.doctor.token)

    with count_statements() as who:
        await clinic.doctor.data(VIEWER)
    with count_statements() as patients:
        await clinic.doctor.data("{ patients(first: 5) { nodes { id } } }")

    assert who.statements == []
    assert len(patients.statements) >= 1
    assert [s for s in patients.statements if "door_" in s or "membership" in s or "session" in s] == []


async def test_a_row_read_while_the_stream_moved_on_is_not_kept(world: World, owner_url: str) -> None:
    """The read has its snapshot, waits for a lock, and answers when the session is long over."""
    clinic = await world.clinic(people=("doctor",))
    person = clinic.doctor
    async with process_beside(world, redis=True) as process:
        locker = await asyncpg.connect(owner_url)
        try:
            lock = locker.transaction()
            await lock.start()
            await locker.execute("LOCK TABLE clinic_module IN ACCESS EXCLUSIVE MODE")
            reading = asyncio.create_task(process.authenticator.identify(person.token))
            while not await world.value("SELECT count(*) FROM pg_locks WHERE NOT granted"):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            head = process.watch.head
            sql = f"UPDATE session SET revoked_at = now() WHERE id = '{person.session_id}'"
            await as_owner(world, {"account": person.account_id}, sql)
            while process.watch.head <= head:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            await lock.rollback()
        finally:
            await locker.close()

        # Asked before the end, it may be answered as of then: once.
        assert (await reading).actor.account_id == person.account_id
        with pytest.raises(Unauthenticated):
            await process.authenticator.identify(person.token)


async def test_another_device_of_the_same_person_stays_warm(world: World, door: Door) -> None:
    clinic = await world.clinic(people=())
    member = await door.member(clinic)
    (here, _), (there, refresh) = await door.tokens(member.email), await door.tokens(member.email)
    process = world.app.state.process
    await warm(process, here)
    known = process.authenticator._known

    await door.graphql("mutation($t: String!) { refreshSession(refreshToken: $t) { sessionId } }", {"t": refresh})
    assert await door.code(member.email, "wrong") == "UNAUTHENTICATED"
    before = set(known)
    await until(lambda i: i is None, process, there)

    identity = await process.authenticator.identify(here)
    assert identity.credential in before


async def test_a_cached_guardianship_ends_with_its_day(world: World) -> None:
    clinic = await world.clinic(people=("patient", "doctor"))
    process = world.app.state.process
    own = await warm(process, clinic.patient.token)
    none = await warm(process, clinic.doctor.token)
    known = process.authenticator._known
    assert own.expires_at is not None
    assert none.expires_at is not None

    # Days begin at quarters of an hour, wherever the clinic is.
    assert known[own.credential].until == min(own.expires_at.timestamp(), (time.time() // 900 + 1) * 900)
    assert known[none.credential].until == none.expires_at.timestamp()


async def test_an_expired_token_is_not_served_from_the_cache(world: World) -> None:
    clinic = await world.clinic(people=("doctor",))
    process = world.app.state.process
    identity = await warm(process, clinic.doctor.token)
    await world.owner.execute(
        "UPDATE session SET access_expires_at = now() - interval '1 s' WHERE id = $1", clinic.doctor.session_id
    )
    cached = process.authenticator._known[identity.credential]
    process.authenticator._known[identity.credential] = type(cached)(cached.identity, time.time() - 1)

    answer = await clinic.doctor.post(VIEWER)

    assert (answer.status_code, code_of(answer.json())) == (401, "UNAUTHENTICATED")


async def test_the_cache_is_bounded_and_forgets_both_ways(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.auth.CACHE_SIZE", 3)
    clinic = await world.clinic()
    async with process_beside(world, redis=True) as process:
        for person in clinic.people.values():
            await process.authenticator.identify(person.token)
        authenticator = process.authenticator

        assert len(authenticator._known) == 3
        assert {c for held in authenticator._of.values() for c in held} == set(authenticator._known)
        sql = f"UPDATE clinic SET plan = 'pro' WHERE id = '{clinic.id}'"
        await as_owner(world, {"clinic": clinic.id}, sql)
        await asyncio.sleep(0.7)
        assert (len(authenticator._known), dict(authenticator._of)) == (0, {})
