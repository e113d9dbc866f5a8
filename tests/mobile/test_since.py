"""Asking the log whether something has happened since: right at its edges, and no dearer for a long log."""

from __future__ import annotations

import asyncpg
import orjson

from core.pool import PLANNING
from events import since
from events.since import MOST, Since, look
from tests.world import ClinicWorld, World


async def happen(clinic: ClinicWorld, first: int, last: int, type_: str) -> None:
    """Events as they are stored, numbered from `first` to `last`."""
    await clinic.world.owner.execute(
        """INSERT INTO event (id, clinic_id, row_version, created_at, updated_at, seq, type, at, subject_type,
                              subject_id, actor_kind, request_id, changed)
           SELECT gen_random_uuid(), $1, 1, now(), now(), n, $4, now(), 'Room', gen_random_uuid(), 'user', '-', '{}'
             FROM generate_series($2::bigint, $3::bigint) n""",
        clinic.id, first, last, type_,
    )  # fmt: skip
    await clinic.world.owner.execute(
        """INSERT INTO event_head (id, clinic_id, row_version, created_at, updated_at, seq)
           VALUES (gen_random_uuid(), $1, 1, now(), now(), $2) ON CONFLICT (clinic_id) DO UPDATE SET seq = $2""",
        clinic.id, last,
    )  # fmt: skip


async def test_what_came_after_a_number_counts_if_it_is_of_a_type(world: World) -> None:
    clinic, other = await world.clinic(people=()), await world.clinic(people=())
    assert await look(clinic.id, 0, ["room.added"]) == Since(0, False)
    await happen(clinic, 1, 3, "room.added")
    await happen(clinic, 4, 4, "task.created")
    await happen(other, 1, 9, "room.added")

    assert await look(clinic.id, None, ["room.added"]) == Since(4, False)
    assert await look(clinic.id, 2, ["room.added"]) == Since(4, True)
    assert await look(clinic.id, 3, ["room.added"]) == Since(4, False)
    assert await look(clinic.id, 3, ["room.added", "task.created"]) == Since(4, True)
    assert await look(clinic.id, 4, ["room.added", "task.created"]) == Since(4, False)
    assert await look(clinic.id, 0, []) == Since(4, False)


async def test_too_many_to_look_through_count_as_one_that_matters(world: World) -> None:
    clinic = await world.clinic(people=())
    await happen(clinic, 1, MOST, "task.created")
    assert await look(clinic.id, 1, ["room.added"]) == Since(MOST, False)
    assert await look(clinic.id, 0, ["room.added"]) == Since(MOST, True)


async def test_a_long_log_is_not_read(world: World) -> None:
    """As the application login, whose row-level security keeps many an index from being used."""
    clinic = await world.clinic(people=())
    await happen(clinic, 1, 20_000, "task.created")
    await world.owner.execute("ANALYZE event")
    connection = await asyncpg.connect(world.app_url)
    try:
        await connection.execute("SELECT set_config('app.clinic', $1, false)", str(clinic.id))
        for name, value in PLANNING.items():
            await connection.execute("SELECT set_config($1, $2, false)", name, value)
        text = f"EXPLAIN (ANALYZE, FORMAT JSON) {since._LOOK}"
        for after, most in ((19_990, 10), (0, MOST), (2**62, 0)):
            plan = orjson.loads(await connection.fetchval(text, clinic.id, after, ["room.added"]))[0]["Plan"]
            (scan,) = [node for node in nodes(plan) if node.get("Relation Name") == "event"]
            assert scan["Node Type"] == "Index Scan", scan
            assert "seq >" in str(scan["Index Cond"])
            assert scan["Actual Rows"] == most
            assert scan.get("Rows Removed by Filter", 0) == 0
    finally:
        await connection.close()


def nodes(plan: dict[str, object]) -> list[dict[str, object]]:
    below = plan.get("Plans", [])
    assert isinstance(below, list)
    return [plan, *(node for inner in below for node in nodes(inner))]
