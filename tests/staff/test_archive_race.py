"""Who is archived while somebody books them, or gives them a visit: one of the two hears of the other."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import pytest

from models.appointments import Appointment
from tests.staff.records import stored
from tests.world import ClinicWorld, World

ARCHIVE = "mutation($id: UUID!) { archiveEmployee(id: $id) { active } }"
LEAVE = 'mutation($id: UUID!) { updateEmployee(id: $id, input: {status: INACTIVE, title: "X"}) { active } }'
BOOK = "mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) { id } }"
SERIES = (
    "mutation($input: BookAppointmentInput!) { bookAppointmentSeries(input: $input, everyDays: 7, count: 3) { id } }"
)
MOVE = "mutation($id: UUID!, $input: UpdateAppointmentInput!) { updateAppointment(id: $id, input: $input) { id } }"
STATUS = "mutation($id: UUID!) { changeAppointmentStatus(id: $id, status: SCHEDULED) { id } }"
SOON = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=3)
PARTS = {"doctorId": "doctor_id", "assistantId": "assistant_id", "receptionistId": "receptionist_id"}

#: How somebody is archived, and how a visit is given to them meanwhile.
CROSSED = [(ARCHIVE, kind, part) for kind in ("book", "move") for part in PARTS] + [
    (ARCHIVE, "series", "doctorId"),
    (LEAVE, "book", "assistantId"),
]


@asynccontextmanager
async def stopped(world: World, clinic: ClinicWorld) -> AsyncIterator[None]:
    """Nobody's events are stored meanwhile: every command stops directly before its end, with what it has written."""
    async with world.owner.acquire() as connection, connection.transaction():
        await connection.execute("SELECT FROM event_head WHERE clinic_id = $1 FOR UPDATE", clinic.id)
        yield


async def waiting(world: World, number: int) -> None:
    """Until so many wait for a lock."""
    async with asyncio.timeout(4):
        while await world.value("SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted") < number:  # noqa: ASYNC110
            await asyncio.sleep(0)


async def one_after_the_other(
    world: World, clinic: ClinicWorld, *asked: tuple[str, dict[str, Any]]
) -> list[dict[str, Any]]:
    """The answers to requests of which each has begun, and not ended, before the next one begins."""
    await clinic.admin.data('mutation { addPosition(input: {name: "So that the log has begun"}) { id } }')
    async with stopped(world, clinic):
        tasks = []
        for number, (document, values) in enumerate(asked, start=1):
            tasks.append(asyncio.create_task(clinic.admin.ask(document, values)))
            await waiting(world, number)
    return list(await asyncio.gather(*tasks))


async def visits_with(clinic: ClinicWorld, employee: UUID) -> int:
    """Open visits that name an employee."""
    return int(
        await clinic.world.value(
            "SELECT count(*) FROM appointment WHERE $1 IN (doctor_id, assistant_id, receptionist_id)"
            " AND status IN ('requested', 'scheduled', 'confirmed', 'in_progress')",
            employee,
        )
    )


async def attack(clinic: ClinicWorld, kind: str, part: str, employee: UUID) -> tuple[str, dict[str, Any]]:
    """A request that gives an employee a visit."""
    patient = await clinic.patient_row()
    given: dict[str, Any] = {part: str(employee), "outsideHours": True}
    if kind == "move":
        return MOVE, {"id": str(await clinic.appointment(patient, SOON)), "input": given}
    times = {"patientId": str(patient), "startsAt": SOON.isoformat()}
    return {"book": BOOK, "series": SERIES}[kind], {"input": given | times}


@pytest.mark.parametrize(("archive", "kind", "part"), CROSSED)
async def test_a_visit_that_comes_while_somebody_goes_is_refused(
    world: World, archive: str, kind: str, part: str
) -> None:
    clinic = await world.clinic(people=("admin",))
    employee = await clinic.employee()

    gone, refused = await one_after_the_other(
        world, clinic, (archive, {"id": str(employee)}), await attack(clinic, kind, part, employee)
    )

    assert "errors" not in gone
    (problem,) = refused["errors"]
    assert (problem["extensions"]["code"], problem["message"]) == ("CONFLICT", "They no longer work here.")
    assert [field["path"] for field in problem["extensions"]["fields"]] == [f"input.{part}"]
    assert await visits_with(clinic, employee) == 0
    assert (await stored(clinic, employee))["active"] is False


@pytest.mark.parametrize(("archive", "kind", "part"), CROSSED)
async def test_somebody_who_is_given_a_visit_meanwhile_does_not_go(
    world: World, archive: str, kind: str, part: str
) -> None:
    clinic = await world.clinic(people=("admin",))
    employee = await clinic.employee()

    made, refused = await one_after_the_other(
        world, clinic, await attack(clinic, kind, part, employee), (archive, {"id": str(employee)})
    )

    assert "errors" not in made
    assert refused["errors"][0]["extensions"]["reason"] == "VISITS_TO_COME"
    assert await visits_with(clinic, employee) == (3 if kind == "series" else 1)
    row = await stored(clinic, employee)
    assert (row["active"], row["title"]) == (True, None)


async def test_a_visit_does_not_come_back_to_somebody_who_is_gone(world: World) -> None:
    """What was called off kept nobody; taking that back would give them a visit again."""
    clinic = await world.clinic(people=("admin",))
    employee = await clinic.employee()
    visit = await clinic.appointment(await clinic.patient_row(), SOON, assistant_id=employee, status="cancelled")
    await clinic.admin.data(ARCHIVE, {"id": str(employee)})

    answer = await clinic.admin.ask(STATUS, {"id": str(visit)})

    (problem,) = answer["errors"]
    assert (problem["extensions"]["code"], problem["message"]) == ("CONFLICT", "They no longer work here.")
    assert await visits_with(clinic, employee) == 0


async def test_what_was_keeps_naming_somebody_who_is_gone(world: World) -> None:
    """A visit that is over can still be written to, and one of the past be entered."""
    clinic = await world.clinic(people=("admin",))
    employee, other = await clinic.employee(), await clinic.employee()
    past = SOON - dt.timedelta(days=9)
    visit = await clinic.appointment(await clinic.patient_row(), past, doctor_id=other, assistant_id=employee)
    await clinic.admin.data(ARCHIVE, {"id": str(employee)})

    await clinic.admin.data(STATUS.replace("SCHEDULED", "COMPLETED"), {"id": str(visit)})
    await clinic.appointment(await clinic.patient_row(), past, doctor_id=employee)

    assert await visits_with(clinic, employee) == 1


async def test_the_rule_of_the_database_is_the_one_that_is_declared(world: World) -> None:
    body = await world.value("SELECT prosrc FROM pg_proc WHERE proname = 'works_there'")
    assert body == Appointment.extra[0].split("$$")[1]
    found = await world.fetch("SELECT tgname, tgenabled::text FROM pg_trigger WHERE tgname LIKE 'works_there%'")
    assert sorted((r["tgname"], r["tgenabled"]) for r in found) == [("works_there", "O"), ("works_there_still", "O")]
