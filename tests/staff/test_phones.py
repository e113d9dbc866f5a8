"""Employees' phone numbers: the rules of patients' numbers, told to fewer."""

from __future__ import annotations

import asyncio

import pytest

from tests.staff.records import NO_EDITORS, changes, code, phone, unchanged
from tests.world import ClinicWorld, World

ADD = """mutation($e: UUID!, $n: String!, $primary: Boolean! = false) {
  addEmployeePhone(employeeId: $e, phoneNumber: $n, isPrimary: $primary) { id phoneNumber label isPrimary } }"""
UPDATE = """mutation($id: UUID!, $input: UpdateEmployeePhoneInput!) {
  updateEmployeePhone(id: $id, input: $input) { phoneNumber label isPrimary } }"""
PRIMARY = "mutation($id: UUID!) { makeEmployeePhonePrimary(id: $id) { isPrimary } }"
REMOVE = "mutation($id: UUID!) { removeEmployeePhone(id: $id) }"
LIST = "query($e: UUID!) { employeePhones(employeeId: $e) { phoneNumber isPrimary } }"
ONE = "query($id: UUID!) { employeePhone(id: $id) { phoneNumber } }"


async def numbers(clinic: ClinicWorld, employee: object) -> list[tuple[str, bool]]:
    found = (await clinic.doctor.data(LIST, {"e": str(employee)}))["employeePhones"]
    return [(row["phoneNumber"], row["isPrimary"]) for row in found]


@pytest.mark.parametrize("role", ["admin", "manager"])
async def test_numbers_are_kept_like_patients(world: World, role: str) -> None:
    clinic = await world.clinic()
    person, employee = clinic.people[role], await clinic.employee()
    asked = {"e": str(employee)}

    first = (await person.data(ADD, asked | {"n": "030 / 12 34 56"}))["addEmployeePhone"]
    assert first | {"id": ""} == {"id": "", "phoneNumber": "+4930123456", "label": "mobile", "isPrimary": False}
    second = (await person.data(ADD, asked | {"n": "+49 301", "primary": True}))["addEmployeePhone"]
    assert await person.data(PRIMARY, {"id": first["id"]}) == {"makeEmployeePhonePrimary": {"isPrimary": True}}
    assert await person.data(PRIMARY, {"id": first["id"]}) == {"makeEmployeePhonePrimary": {"isPrimary": True}}
    assert await numbers(clinic, employee) == [("+4930123456", True), ("+49301", False)]
    change = {"id": second["id"], "input": {"phoneNumber": "030 777777", "label": "home", "isPrimary": True}}
    assert (await person.data(UPDATE, change))["updateEmployeePhone"] == {
        "phoneNumber": "+4930777777", "label": "home", "isPrimary": True,
    }  # fmt: skip
    assert await person.data(REMOVE, {"id": second["id"]}) == {"removeEmployeePhone": True}
    assert await numbers(clinic, employee) == [("+4930123456", False)]
    assert await changes(clinic) == [
        ("employee_phone.added", []),
        ("employee_phone.added", []),
        ("employee_phone.changed", ["is_primary"]),
        ("employee_phone.changed", ["is_primary", "label", "phone_number"]),
        ("employee_phone.removed", []),
    ]


@pytest.mark.parametrize("role", NO_EDITORS)
async def test_others_change_no_numbers(world: World, role: str) -> None:
    clinic = await world.clinic()
    employee = await clinic.employee(clinic.people[role])
    number = await phone(clinic, employee, "+49301")
    person = clinic.people[role]

    async with unchanged(clinic):
        assert await person.refused(ADD, {"e": str(employee), "n": "+49302"}) == "FORBIDDEN"
        assert await person.refused(UPDATE, {"id": str(number), "input": {"label": "x"}}) == "FORBIDDEN"
        for query in (PRIMARY, REMOVE):
            assert await person.refused(query, {"id": str(number)}) == "FORBIDDEN"
    if role != "doctor":
        assert await person.refused(LIST, {"e": str(employee)}) == "FORBIDDEN"
        assert await person.refused(ONE, {"id": str(number)}) == "FORBIDDEN"


async def test_what_cannot_be(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic(people=())
    employee, boss, foreign = await clinic.employee(), await clinic.employee(clinic.admin), await other.employee()
    number, second = await phone(clinic, employee, "+49301"), await phone(clinic, employee, "+49302")
    bosses, theirs = await phone(clinic, boss, "+49303"), await phone(other, foreign, "+49304")

    async with unchanged(clinic, other):
        assert await code(clinic.admin, ADD, e=str(employee), n="call me") == ("INVALID", ["phoneNumber"])
        assert await code(clinic.admin, ADD, e=str(employee), n="+49 301") == ("CONFLICT", ["phoneNumber"])
        taken = await code(clinic.admin, UPDATE, id=str(second), input={"phoneNumber": "+49301"})
        assert taken == ("CONFLICT", ["input.phoneNumber"])
        unreadable = await code(clinic.admin, UPDATE, id=str(number), input={"phoneNumber": "x"})
        assert unreadable == ("INVALID", ["input.phoneNumber"])
        assert await code(clinic.admin, ADD, e=str(foreign), n="+49305") == ("NOT_FOUND", [])
        assert await code(clinic.manager, ADD, e=str(boss), n="+49305") == ("FORBIDDEN", [])
        for query in (PRIMARY, REMOVE):
            assert await code(clinic.admin, query, id=str(theirs)) == ("NOT_FOUND", [])
            assert await code(clinic.manager, query, id=str(bosses)) == ("FORBIDDEN", [])
        assert (await clinic.admin.data(ONE, {"id": str(theirs)}))["employeePhone"] is None
        assert (await clinic.admin.data(LIST, {"e": str(foreign)}))["employeePhones"] == []
    # Two people may share a number.
    await clinic.admin.data(ADD, {"e": str(boss), "n": "+49301"})


async def test_whatever_happens_at_once_one_is_primary(world: World) -> None:
    clinic = await world.clinic()
    employee = await clinic.employee()
    ids = [await phone(clinic, employee, f"+4930{n}", primary=n == 1) for n in range(1, 5)]

    answers = await asyncio.gather(*(clinic.admin.ask(PRIMARY, {"id": str(one)}) for one in ids))

    assert [answer.get("errors") for answer in answers] == [None] * 4
    assert sorted(primary for _, primary in await numbers(clinic, employee)) == [False, False, False, True]
