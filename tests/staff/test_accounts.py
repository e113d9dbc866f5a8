"""Which account is which employee, and how fast every process knows."""

from __future__ import annotations

import asyncio
import datetime as dt
from uuid import UUID

import pytest

from core.ids import uuid7
from operation.context import Identity
from tests.auth.test_validity import process_beside, until, warm
from tests.staff.records import NO_EDITORS, changes, code, stored, unchanged
from tests.world import Person, World

LINK = """mutation($e: UUID!, $a: UUID!) { linkEmployeeAccount(employeeId: $e, accountId: $a) {
  membershipId membership { accountId role } } }"""
UNLINK = "mutation($e: UUID!) { unlinkEmployeeAccount(employeeId: $e) { membershipId } }"
ARCHIVE = "mutation($e: UUID!) { archiveEmployee(id: $e) { id } }"
RESTORE = "mutation($e: UUID!) { restoreEmployee(id: $e) { id } }"


def given(employee: UUID, person: Person) -> dict[str, str]:
    return {"e": str(employee), "a": str(person.account_id)}


@pytest.mark.parametrize("role", ["admin", "manager"])
async def test_an_account_becomes_an_employees_and_is_taken_away(world: World, role: str) -> None:
    clinic = await world.clinic()
    employee = await clinic.employee()
    person, doctor = clinic.people[role], clinic.doctor

    linked = (await person.data(LINK, given(employee, doctor)))["linkEmployeeAccount"]
    assert linked == {
        "membershipId": str(doctor.membership_id),
        "membership": {"accountId": str(doctor.account_id), "role": "DOCTOR"},
    }  # fmt: skip
    assert (await person.data(LINK, given(employee, doctor)))["linkEmployeeAccount"] == linked
    assert (await stored(clinic, employee))["membership_id"] == doctor.membership_id

    for _ in range(2):
        assert await person.data(UNLINK, {"e": str(employee)}) == {"unlinkEmployeeAccount": {"membershipId": None}}
    assert (await stored(clinic, employee))["membership_id"] is None
    assert await changes(clinic) == [
        ("employee.account_linked", ["membership_id"]),
        ("employee.account_unlinked", ["membership_id"]),
    ]


@pytest.mark.parametrize("role", NO_EDITORS)
async def test_others_link_and_unlink_nobody(world: World, role: str) -> None:
    clinic = await world.clinic()
    employee = await clinic.employee(clinic.doctor)

    async with unchanged(clinic):
        assert await clinic.people[role].refused(LINK, given(employee, clinic.people[role])) == "FORBIDDEN"
        assert await clinic.people[role].refused(UNLINK, {"e": str(employee)}) == "FORBIDDEN"


async def test_only_an_active_account_of_this_clinics_staff_is_linked(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    employee, theirs = await clinic.employee(), await other.employee()
    left = await clinic.join("doctor", "left")
    await world.owner.execute("UPDATE membership SET status = 'disabled' WHERE id = $1", left.membership_id)

    async with unchanged(clinic, other):
        for nobody in (clinic.patient, other.doctor, left):
            assert await code(clinic.admin, LINK, **given(employee, nobody)) == ("NOT_FOUND", ["accountId"])
        unknown = await code(clinic.admin, LINK, e=str(employee), a=str(uuid7()))
        assert unknown == ("NOT_FOUND", ["accountId"])
        assert await code(clinic.admin, LINK, **given(theirs, clinic.doctor)) == ("NOT_FOUND", [])
        assert await code(clinic.admin, UNLINK, e=str(theirs)) == ("NOT_FOUND", [])


async def test_a_manager_neither_links_nor_unlinks_an_admin(world: World) -> None:
    clinic = await world.clinic()
    boss, free = await clinic.employee(clinic.admin), await clinic.employee()
    second = await clinic.join("admin", "second")

    async with unchanged(clinic):
        assert await code(clinic.manager, UNLINK, e=str(boss)) == ("FORBIDDEN", [])
        assert await code(clinic.manager, LINK, **given(free, second)) == ("FORBIDDEN", [])
    await clinic.admin.data(LINK, given(free, second))


async def test_an_account_is_one_employee_and_an_employee_has_one_account(world: World) -> None:
    clinic = await world.clinic()
    employee, other = await clinic.employee(clinic.doctor), await clinic.employee()

    async with unchanged(clinic):
        assert await code(clinic.admin, LINK, **given(other, clinic.doctor)) == ("CONFLICT", ["accountId"])
        assert await code(clinic.admin, LINK, **given(employee, clinic.receptionist)) == ("CONFLICT", [])


async def test_of_two_links_at_once_one_wins(world: World) -> None:
    clinic = await world.clinic()
    for _ in range(3):
        employees = [await clinic.employee() for _ in range(2)]
        person = await clinic.join("doctor", f"d{uuid7().hex}")
        one_account = await asyncio.gather(*(clinic.admin.ask(LINK, given(e, person)) for e in employees))
        people = [await clinic.join("doctor", f"d{uuid7().hex}") for _ in range(2)]
        third = await clinic.employee()
        one_employee = await asyncio.gather(*(clinic.admin.ask(LINK, given(third, p)) for p in people))
        for answers in (one_account, one_employee):
            codes = [error["extensions"]["code"] for answer in answers for error in answer.get("errors", ())]
            assert codes == ["CONFLICT"]
    linked = [kind for kind, _ in await changes(clinic)]
    assert linked == ["employee.account_linked"] * 6


@pytest.mark.parametrize("redis", [True, False], ids=["bus", "no bus"])
async def test_every_process_knows_within_a_second_who_somebody_is(world: World, redis: bool) -> None:
    clinic = await world.clinic()
    employee = await clinic.employee()
    doctor, asked = clinic.doctor, {"e": str(employee)}
    async with process_beside(world, redis=redis) as other:
        processes = (world.app.state.process, other)
        steps = ((LINK, employee), (ARCHIVE, None), (RESTORE, employee), (UNLINK, None))
        for step, expected in steps:
            for process in processes:
                await warm(process, doctor.token)
            await clinic.admin.data(step, given(employee, doctor) if step == LINK else asked)

            def changed(identity: Identity | None, expected: UUID | None = expected) -> bool:
                return identity is not None and identity.actor.own.employee == expected

            took = await asyncio.gather(*(until(changed, process, doctor.token) for process in processes))
            assert max(took) < 1.0, step


async def test_the_own_schedule_ends_with_the_link(world: World) -> None:
    clinic = await world.clinic()
    lone = await clinic.join("doctor", "lone", overrides={"appointments.view_all_doctors": False})
    employee = await clinic.employee(lone)
    await clinic.row("employee_home", employee_id=employee, address="Home")
    start = dt.datetime(2026, 6, 10, 10, tzinfo=dt.UTC)
    visit = await clinic.appointment(await clinic.patient_row(), start, doctor_id=employee)
    asked = {"id": str(visit), "e": str(employee)}
    query = "query($id: UUID!, $e: UUID!) { appointment(id: $id) { id } employee(id: $e) { home { address } } }"

    assert await lone.data(query, asked) == {
        "appointment": {"id": str(visit)},
        "employee": {"home": {"address": "Home"}},
    }
    await clinic.admin.data(UNLINK, {"e": str(employee)})
    await until(lambda i: i is not None and i.actor.own.employee is None, world.app.state.process, lone.token)
    assert await lone.data(query, asked) == {"appointment": None, "employee": {"home": None}}
