"""Locks on what is planned with: in one order, for one clinic, until the command ends."""

from __future__ import annotations

import asyncio
from uuid import UUID

from core.db import count_statements
from core.ids import uuid7
from operation.locks import _key, lock
from operation.operation import own_transaction
from tests.inside import context, listening
from tests.world import Person, World


async def locked(person: Person, *ids: UUID | None) -> list[str]:
    """A transaction of the person that takes these locks and ends; its statements, but for the clinic's setting."""
    ctx = await context(person)
    with count_statements() as counted:
        async with own_transaction(ctx):
            await lock(ctx, ids)
    return [s for s in counted.statements if "set_config" not in s]


async def waiting(world: World, clinic: UUID, ids: tuple[UUID, ...]) -> dict[UUID, int]:
    """How many wait for each."""
    rows = await world.fetch(
        "SELECT (classid::bigint << 32) | objid::bigint AS key FROM pg_locks"
        " WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database"
        " WHERE datname = current_database())"
    )
    return {id_: sum(row["key"] == _key(clinic, id_) for row in rows) for id_ in ids}


async def test_whatever_the_order_they_are_named_in_nobody_waits_in_a_circle(world: World) -> None:
    """Somebody holds the later one. Of two who want both, one waits for that with the earlier one in hand, the other
    for the earlier one: not both for the later one with something the other wants."""
    clinic = await world.clinic(people=("admin",))
    earlier, later = sorted((uuid7(), uuid7()), key=lambda id_: _key(clinic.id, id_))
    async with listening(world.owner_url) as outsider:
        await outsider.execute("SELECT pg_advisory_lock($1)", _key(clinic.id, later))
        tasks = [
            asyncio.create_task(locked(clinic.admin, earlier, later)),
            asyncio.create_task(locked(clinic.admin, later, earlier)),
        ]
        found = {earlier: 0, later: 0}
        while sum(found.values()) < 2:
            found = await waiting(world, clinic.id, (earlier, later))
        await outsider.execute("SELECT pg_advisory_unlock_all()")
        await asyncio.gather(*tasks)

    assert found == {earlier: 1, later: 1}


async def test_all_cost_one_statement_and_none_costs_nothing(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    ids = [uuid7() for _ in range(4)]

    assert len(await locked(clinic.admin, *ids, None, ids[0])) == 1
    assert await locked(clinic.admin, None) == []


async def test_the_same_id_in_two_clinics_is_two_locks(world: World) -> None:
    one, other = await world.clinic(people=("admin",)), await world.clinic(people=("admin",))
    wanted = uuid7()
    async with listening(world.owner_url) as outsider:
        await outsider.execute("SELECT pg_advisory_lock($1)", _key(one.id, wanted))
        assert len(await locked(other.admin, wanted)) == 1
