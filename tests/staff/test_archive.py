"""Who stops working at the clinic, and who comes back."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import pytest

from operation.locks import _key
from tests.staff.records import changes, code, stored, unchanged
from tests.world import World

ARCHIVE = "mutation($id: UUID!, $v: Int) { archiveEmployee(id: $id, expectedVersion: $v) { active status archivedAt } }"
RESTORE = "mutation($id: UUID!) { restoreEmployee(id: $id) { active status archivedAt } }"
UPDATE = "mutation($id: UUID!, $input: UpdateEmployeeInput!) { updateEmployee(id: $id, input: $input) { active } }"
SOON = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=3)


@pytest.mark.parametrize("role", ["admin", "manager"])
async def test_archiving_and_restoring_keep_everything(world: World, role: str) -> None:
    clinic = await world.clinic()
    person = clinic.people[role]
    employee = await clinic.employee(clinic.doctor)
    given = {"id": str(employee)}

    gone = (await person.data(ARCHIVE, given))["archiveEmployee"]
    at = (await stored(clinic, employee))["archived_at"]
    again = (await person.data(ARCHIVE, given))["archiveEmployee"]
    assert (gone["active"], gone["status"], again) == (False, "INACTIVE", gone)
    assert (await stored(clinic, employee))["archived_at"] == at
    assert (await stored(clinic, employee))["membership_id"] == clinic.doctor.membership_id

    back = {"active": True, "status": "ACTIVE", "archivedAt": None}
    assert (await person.data(RESTORE, given))["restoreEmployee"] == back
    assert (await person.data(RESTORE, given))["restoreEmployee"] == back
    assert await changes(clinic) == [
        ("employee.archived", ["active", "status"]),
        ("employee.restored", ["active", "status"]),
    ]


async def test_the_status_archives_and_restores_too(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    employee = await clinic.employee()

    for status, active in (("ON_LEAVE", True), ("INACTIVE", False), ("INACTIVE", False), ("TRAINING", True)):
        answer = await clinic.admin.data(UPDATE, {"id": str(employee), "input": {"status": status}})
        assert answer == {"updateEmployee": {"active": active}}
    assert (await stored(clinic, employee))["archived_at"] is None
    assert [kind for kind, _ in await changes(clinic)] == ["employee.changed", "employee.archived", "employee.restored"]


@pytest.mark.parametrize("part", ["doctor_id", "assistant_id", "receptionist_id"])
async def test_visits_to_come_are_told_and_nothing_happens(world: World, part: str) -> None:
    clinic = await world.clinic()
    employee, patient = await clinic.employee(), await clinic.patient_row()
    named: dict[str, Any] = {part: employee}
    visits = [await clinic.appointment(patient, SOON + dt.timedelta(hours=number), **named) for number in range(2)]

    async with unchanged(clinic):
        for query, given in ((ARCHIVE, {}), (UPDATE, {"input": {"status": "INACTIVE", "title": "X"}})):
            answer = await clinic.admin.ask(query, {"id": str(employee), **given})
            problem = answer["errors"][0]
            assert problem["extensions"] | {"requestId": ""} == {
                "code": "CONFLICT", "reason": "VISITS_TO_COME", "count": 2,
                "appointments": [str(visit) for visit in visits], "requestId": "",
            }  # fmt: skip
            assert problem["message"].startswith("2 visits are still to come (")


@pytest.mark.parametrize(
    "values",
    [
        {"status": "cancelled"},
        {"status": "no_show"},
        {"status": "completed"},
        {"removed_at": dt.datetime.now(dt.UTC)},
        {"starts_at": dt.datetime.now(dt.UTC) - dt.timedelta(days=1)},
    ],
)
async def test_what_is_over_or_called_off_keeps_nobody(world: World, values: dict[str, Any]) -> None:
    clinic = await world.clinic()
    employee = await clinic.employee()
    start = values.pop("starts_at", SOON)
    await clinic.appointment(await clinic.patient_row(), start, doctor_id=employee, **values)

    assert (await clinic.admin.data(ARCHIVE, {"id": str(employee)}))["archiveEmployee"]["active"] is False


async def test_only_what_the_caller_may_see_is_named(world: World) -> None:
    clinic = await world.clinic()
    lone = await clinic.join("manager", "lone", overrides={"appointments.view_all_doctors": False})
    employee = await clinic.employee()
    await clinic.appointment(await clinic.patient_row(), SOON, doctor_id=employee)

    found = (await lone.ask(ARCHIVE, {"id": str(employee)}))["errors"][0]

    assert (found["extensions"]["count"], found["extensions"]["appointments"]) == (1, [])
    assert found["message"] == "1 visit is still to come; give them to somebody else first."


async def test_after_another_took_the_visits_somebody_may_go(world: World) -> None:
    clinic = await world.clinic()
    employee, other = await clinic.employee(), await clinic.employee()
    visit = await clinic.appointment(await clinic.patient_row(), SOON, doctor_id=employee)
    assert (await code(clinic.admin, ARCHIVE, id=str(employee)))[0] == "CONFLICT"

    await clinic.admin.data(
        "mutation($id: UUID!, $input: UpdateAppointmentInput!) { updateAppointment(id: $id, input: $input) { id } }",
        {"id": str(visit), "input": {"doctorId": str(other), "outsideHours": True}},
    )

    assert (await clinic.admin.data(ARCHIVE, {"id": str(employee)}))["archiveEmployee"]["active"] is False


async def test_nobody_is_booked_with_somebody_who_is_gone(world: World) -> None:
    clinic = await world.clinic()
    employee = await clinic.employee()
    await clinic.admin.data(ARCHIVE, {"id": str(employee)})
    given = {
        "patientId": str(await clinic.patient_row()), "doctorId": str(employee), "startsAt": SOON.isoformat(),
        "outsideHours": True,
    }  # fmt: skip

    book = "mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) { id } }"
    assert await code(clinic.admin, book, input=given) == ("CONFLICT", ["input.doctorId"])


async def test_a_booking_that_is_under_way_is_seen(world: World) -> None:
    """A booking holds the doctor from before it writes until it ends (operation/locks): the archiving waits, and then
    hears of the visit."""
    clinic = await world.clinic()
    employee, patient = await clinic.employee(), await clinic.patient_row()
    async with world.owner.acquire() as connection:
        booking = connection.transaction()
        await booking.start()
        await connection.execute("SELECT pg_advisory_xact_lock($1)", _key(clinic.id, employee))
        await world.insert(
            "appointment", through=connection, clinic_id=clinic.id, row_version=1, updated_at=SOON, doctor_id=employee,
            patient_id=patient, starts_at=SOON, ends_at=SOON + dt.timedelta(minutes=30), status="scheduled",
        )  # fmt: skip
        archiving = asyncio.create_task(clinic.admin.ask(ARCHIVE, {"id": str(employee)}))
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
        while not await connection.fetchval(waiting) and not archiving.done():  # noqa: ASYNC110  (nothing tells us)
            await asyncio.sleep(0)
        await booking.commit()
        answer = await archiving

    assert answer["errors"][0]["extensions"]["count"] == 1
    assert (await stored(clinic, employee))["active"] is True


async def test_an_old_version_archives_nobody(world: World) -> None:
    clinic = await world.clinic()
    employee = await clinic.employee()

    async with unchanged(clinic):
        assert await code(clinic.admin, ARCHIVE, id=str(employee), v=9) == ("CONFLICT", [])
