"""The log: gap-free numbers in the order of the commits, whoever fails, crosses or is cancelled."""

from __future__ import annotations

import asyncio
import contextlib
import random
from typing import Any

import pytest

import models.backend
from core import db
from core.ids import uuid7
from events import types as events
from events.log import pending
from models.backend import transaction
from models.clinics import Clinic
from models.log import EVENT_TYPES, EventType
from models.patients import Allergy, Patient
from tests.events.happenings import on, stirring, until
from tests.world import ClinicWorld, World


async def numbers(clinic: ClinicWorld) -> list[int]:
    return [e["seq"] for e in await clinic.events()]


async def head(clinic: ClinicWorld) -> int | None:
    found = await clinic.world.value("SELECT seq FROM event_head WHERE clinic_id = $1", clinic.id)
    return None if found is None else int(found)


class Watch:
    """Looks at a clinic's log again and again: what it sees must always be the whole beginning."""

    def __init__(self, clinic: ClinicWorld) -> None:
        self._clinic = clinic
        self.looks = 0
        self.gaps: list[list[int]] = []
        self._task = asyncio.create_task(self._look())

    async def _look(self) -> None:
        while True:
            seen = await numbers(self._clinic)
            self.looks += 1
            if seen != list(range(1, len(seen) + 1)):
                self.gaps.append(seen)

    async def stop(self) -> None:
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task


async def test_two_hundred_commands_at_once_leave_no_gap_at_any_moment(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    patient = await clinic.patient_row()
    contexts = [await on(clinic.admin) for _ in range(200)]
    watch = Watch(clinic)

    with stirring() as operation:
        done = await asyncio.gather(
            *(operation(ctx, patient=patient, times=1 + n % 3) for n, ctx in enumerate(contexts)),
        )
    await watch.stop()

    total = sum(done)
    assert total == 399
    assert await numbers(clinic) == list(range(1, total + 1))
    assert await head(clinic) == total
    assert watch.gaps == []
    assert watch.looks > 3


async def test_two_clinics_number_their_events_each_for_itself(world: World) -> None:
    clinics = [await world.clinic(people=("admin",)) for _ in range(2)]
    patients = [await c.patient_row() for c in clinics]
    contexts = [(n % 2, await on(clinics[n % 2].admin)) for n in range(200)]
    watches = [Watch(c) for c in clinics]

    with stirring() as operation:
        await asyncio.gather(*(operation(ctx, patient=patients[which]) for which, ctx in contexts))
    for watch in watches:
        await watch.stop()

    for clinic, watch in zip(clinics, watches, strict=True):
        assert await numbers(clinic) == list(range(1, 101))
        assert watch.gaps == []


async def test_events_of_one_command_stand_together(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    patient = await clinic.patient_row()
    contexts = [await on(clinic.admin) for _ in range(40)]

    with stirring() as operation:
        await asyncio.gather(*(operation(ctx, patient=patient, times=3) for ctx in contexts))

    requests = [e["request_id"] for e in await clinic.events()]
    together = [requests[n : n + 3] for n in range(0, len(requests), 3)]
    assert len(together) == 40
    assert all(len(set(three)) == 1 for three in together)


async def test_failures_among_them_leave_no_gap(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    patient = await clinic.patient_row()
    contexts = [await on(clinic.admin) for _ in range(100)]

    with stirring() as operation:
        outcomes = await asyncio.gather(
            *(operation(ctx, patient=patient, times=2, fails=n % 3 == 0) for n, ctx in enumerate(contexts)),
            return_exceptions=True,
        )

    failed = [o for o in outcomes if isinstance(o, ZeroDivisionError)]
    assert len(failed) == 34
    assert await numbers(clinic) == list(range(1, 2 * 66 + 1))


async def test_a_slow_command_that_has_spoken_holds_nobody_up(world: World) -> None:
    """Emitting only buffers: the number is drawn at the end, so the quick one comes first."""
    clinic = await world.clinic(people=("admin",))
    patient = await clinic.patient_row()
    slow, quick = await on(clinic.admin), await on(clinic.admin)

    with stirring() as operation:
        waiting = asyncio.create_task(operation(slow, patient=patient, pause=0.5))
        await asyncio.sleep(0.1)
        await operation(quick, patient=patient)
        assert not waiting.done()
        await waiting

    assert [e["request_id"] for e in await clinic.events()] == [quick.request.id, slow.request.id]


async def test_random_cancellations_leave_no_half_event_and_no_lost_connection(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    patient = await clinic.patient_row()
    contexts = [await on(clinic.admin) for _ in range(150)]
    draw = random.Random(20261123)

    async def impatient(operation: Any, ctx: Any) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(draw.random() * 0.08):
                await operation(ctx, patient=patient, times=2)

    with stirring() as operation:
        await asyncio.gather(*(impatient(operation, ctx) for ctx in contexts))

    found = await numbers(clinic)
    assert found == list(range(1, len(found) + 1))
    assert len(found) % 2 == 0
    assert await head(clinic) == (len(found) or None)
    await pools_are_full_again()


async def pools_are_full_again() -> None:
    """Every connection that is open is idle, and none is in a transaction."""
    commands = models.backend.opened()
    assert commands is not None
    for pool in (db.reads.pool, commands):
        await until(lambda pool=pool: pool.busy == 0)
        assert pool.busy == 0
        assert len(pool.idle) == pool.size
        assert not any(connection.is_in_transaction() for connection in pool.idle)


async def test_platform_events_are_gap_free_too(world: World) -> None:
    from models import doors

    before = int(await world.value("SELECT seq FROM platform_event_head"))

    async def emit(number: int) -> None:
        with contextlib.suppress(ZeroDivisionError):
            async with transaction(None) as tx:
                await doors.emit_platform(tx, uuid7(), "test.happened", account=None)
                if number % 5 == 0:
                    raise ZeroDivisionError

    await asyncio.gather(*(emit(n) for n in range(50)))

    rows = await world.fetch("SELECT seq FROM platform_event WHERE seq > $1 ORDER BY seq", before)
    assert [r["seq"] for r in rows] == list(range(before + 1, before + len(rows) + 1))
    assert len(rows) >= 40


async def test_the_application_can_neither_change_nor_erase_what_happened(world: World) -> None:
    import asyncpg

    clinic = await world.clinic(people=("admin",))
    patient = await clinic.patient_row()
    with stirring() as operation:
        await operation(await on(clinic.admin), patient=patient)

    for text in ("UPDATE event SET type = 'x'", "DELETE FROM event", "DELETE FROM event_head", "TRUNCATE event"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with transaction(clinic.id) as tx:
                await tx.execute(text)
    assert await numbers(clinic) == [1]


def _patient() -> Patient:
    return Patient(id=uuid7())


def test_an_event_carries_the_owner_of_its_subject() -> None:
    patient, allergy = _patient(), Allergy(id=uuid7(), patient_id=uuid7())

    assert pending(events.PATIENT_UPDATED, patient).patient_id == patient.id
    assert pending(events.ALLERGY_RECORDED, allergy).patient_id == allergy.patient_id
    assert pending(events.CLINIC_UPDATED, Clinic(id=uuid7())).patient_id is None


def test_names_of_what_changed_are_sorted() -> None:
    assert pending(events.PATIENT_UPDATED, _patient(), ["b", "a"]).changed == ("a", "b")


def test_an_undeclared_event_is_refused() -> None:
    twin = EventType("patient.updated", Patient)

    with pytest.raises(TypeError, match="not a declared event type"):
        pending(twin, _patient())
    assert EVENT_TYPES["patient.updated"] is events.PATIENT_UPDATED
