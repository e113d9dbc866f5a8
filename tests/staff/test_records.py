"""Employees' records: made, found, changed; and who is told what of them."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import pytest

from models.log import Event
from tests.inside import context, ids
from tests.staff.records import NO_EDITORS, changes, code, phone, position, stored, unchanged
from tests.staff.records import held as has
from tests.world import Person, World

ADD = """mutation($input: AddEmployeeInput!) { addEmployee(input: $input) {
  id number displayName firstName lastName kind status active email home { birthDate address } rowVersion } }"""
UPDATE = """mutation($id: UUID!, $input: UpdateEmployeeInput!, $v: Int) {
  updateEmployee(id: $id, input: $input, expectedVersion: $v) {
    displayName firstName lastName status active home { birthDate address } rowVersion } }"""
STAFF = """query($search: String, $kind: EmployeeKind, $active: Boolean, $position: UUID, $linked: Boolean,
                 $page: Int, $limit: Int) {
  staff(search: $search, kind: $kind, active: $active, positionId: $position, linked: $linked, page: $page,
        limit: $limit) { total nodes { displayName } } }"""
PRIVATE = "query($id: UUID!) { employee(id: $id) { email gender home { birthDate address } phoneNumbers { label } } }"


async def names(person: Person, **variables: Any) -> list[str]:
    found = (await person.data(STAFF, {"active": True, **variables}))["staff"]
    return [node["displayName"] for node in found["nodes"]]


@pytest.mark.parametrize("role", ["admin", "manager"])
async def test_somebody_is_added_with_the_next_number_and_without_an_account(world: World, role: str) -> None:
    clinic = await world.clinic(people=(role,))
    await clinic.employee(number=41)
    given = {
        "firstName": "  Zoë ", "lastName": "Łukasz", "kind": "ASSISTANT", "email": "Zoe@Clinic.example",
        "birthDate": "1990-02-03", "address": "Home 1", "hiredOn": "2026-01-01",
    }  # fmt: skip

    made = (await clinic.people[role].data(ADD, {"input": given}))["addEmployee"]

    assert made | {"id": ""} == {
        "id": "", "number": 42, "displayName": "Zoë Łukasz", "firstName": "Zoë", "lastName": "Łukasz",
        "kind": "ASSISTANT", "status": "ACTIVE", "active": True, "email": "Zoe@Clinic.example",
        "home": {"birthDate": "1990-02-03", "address": "Home 1"}, "rowVersion": 1,
    }  # fmt: skip
    row = await stored(clinic, made["id"])
    assert (row["membership_id"], row["hired_on"], row["archived_at"]) == (None, dt.date(2026, 1, 1), None)
    assert await changes(clinic) == [("employee.added", []), ("employee_home.changed", ["address", "birth_date"])]
    assert await names(clinic.people[role], search="zoe luk") == ["Zoë Łukasz"]
    assert await names(clinic.people[role], search="42") == ["Zoë Łukasz"]


@pytest.mark.parametrize("role", NO_EDITORS)
async def test_whoever_edits_no_records_makes_and_changes_none(world: World, role: str) -> None:
    clinic = await world.clinic()
    employee = await clinic.employee()
    person = clinic.people[role]

    async with unchanged(clinic):
        assert await person.refused(ADD, {"input": {"firstName": "A", "lastName": "B"}}) == "FORBIDDEN"
        assert await person.refused(UPDATE, {"id": str(employee), "input": {"title": "X"}}) == "FORBIDDEN"
        for verb in ("archive", "restore"):
            asked = f"mutation($id: UUID!) {{ {verb}Employee(id: $id) {{ id }} }}"
            assert await person.refused(asked, {"id": str(employee)}) == "FORBIDDEN"


@pytest.mark.parametrize(
    ("given", "paths"),
    [
        ({"firstName": " ", "lastName": "B"}, ["input.firstName"]),
        ({"firstName": "A", "lastName": "B" * 121}, ["input.lastName"]),
        ({"firstName": "A", "lastName": "B", "email": "no"}, ["input.email"]),
        ({"firstName": "A", "lastName": "B", "color": "red"}, ["input.color"]),
        ({"firstName": "A", "lastName": "B", "number": 0}, ["input.number"]),
        ({"firstName": "A", "lastName": "B", "birthDate": "2999-01-01"}, ["input.birthDate"]),
        ({"firstName": "A", "lastName": "B", "hiredOn": "2026-02-01", "leftOn": "2026-01-31"}, ["input.leftOn"]),
    ],
)
async def test_what_cannot_be_is_named_by_its_path(world: World, given: dict[str, Any], paths: list[str]) -> None:
    clinic = await world.clinic(people=("admin",))

    async with unchanged(clinic):
        assert await code(clinic.admin, ADD, input=given) == ("INVALID", paths)


async def test_names_that_grow_when_they_are_folded_fit(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    long = "\ufdfa" * 120

    made = (await clinic.admin.data(ADD, {"input": {"firstName": long, "lastName": "李" * 120}}))["addEmployee"]

    assert made["displayName"] == long


async def test_a_number_is_one_employees(world: World) -> None:
    clinic, other = await world.clinic(people=("admin",)), await world.clinic(people=())
    employee = await clinic.employee(number=7)
    second = await clinic.employee(number=8)
    await other.employee(number=9)

    asked = {"firstName": "A", "lastName": "B", "number": 7}
    assert await code(clinic.admin, ADD, input=asked) == ("CONFLICT", ["input.number"])
    taken = await code(clinic.admin, UPDATE, id=str(second), input={"number": 7})
    assert taken == ("CONFLICT", ["input.number"])
    assert (await clinic.admin.data(ADD, {"input": asked | {"number": 9}}))["addEmployee"]["number"] == 9
    assert (await stored(clinic, employee))["number"] == 7


async def test_two_who_are_added_at_once_get_two_numbers(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    given = {"input": {"firstName": "A", "lastName": "B"}}

    made = await asyncio.gather(*(clinic.admin.data(ADD, given) for _ in range(4)))

    assert sorted(one["addEmployee"]["number"] for one in made) == [1, 2, 3, 4]


async def test_the_name_in_calendars_follows_until_there_is_another(world: World) -> None:
    clinic = await world.clinic(people=("manager",))
    employee = await clinic.employee(display_name="Ada Ray", number=3)

    async def change(**given: Any) -> Any:
        return (await clinic.manager.data(UPDATE, {"id": str(employee), "input": given}))["updateEmployee"]

    assert (await change(lastName="Roe"))["displayName"] == "Ada Roe"
    assert await names(clinic.manager, search="roe") == ["Ada Roe"]
    assert await names(clinic.manager, search="ray") == []
    assert (await change(displayName="Dr. A."))["firstName"] == "Ada"
    assert (await change(firstName="Eve"))["displayName"] == "Dr. A."
    assert (await change(firstName="Eve"))["rowVersion"] == 4
    assert await changes(clinic) == [
        ("employee.changed", ["display_name", "last_name"]),
        ("employee.changed", ["display_name"]),
        ("employee.changed", ["first_name"]),
    ]


async def test_a_record_that_moved_on_is_not_overwritten(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    employee = await clinic.employee()

    async with unchanged(clinic):
        found = await code(clinic.admin, UPDATE, id=str(employee), input={"title": "X"}, v=2)
    assert found == ("CONFLICT", [])


async def test_home_data_is_changed_in_its_own_row_and_cleared(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    employee = await clinic.employee()

    for given, home in (
        ({"address": None}, None),
        ({"address": "Here"}, {"birthDate": None, "address": "Here"}),
        ({"birthDate": "1980-01-01", "address": ""}, {"birthDate": "1980-01-01", "address": None}),
    ):
        answer = await clinic.admin.data(UPDATE, {"id": str(employee), "input": given})
        assert answer["updateEmployee"]["home"] == home
    assert await changes(clinic) == [
        ("employee_home.changed", ["address"]),
        ("employee_home.changed", ["address", "birth_date"]),
    ]


async def test_what_is_told_to_whom(world: World) -> None:
    """An editor reads everything; a colleague no home data but the own; who only books, and a patient, nothing."""
    clinic = await world.clinic()
    somebody = await clinic.employee(email="some@body.example", gender="other")
    doctor = await clinic.employee(clinic.doctor, email="doc@tor.example")
    for employee in (somebody, doctor):
        await clinic.row("employee_home", employee_id=employee, address="Canary-home")
        await phone(clinic, employee, "+49301")
    nobody_s = {"home": None, "phoneNumbers": [{"label": "mobile"}]}
    home = {"home": {"birthDate": None, "address": "Canary-home"}}

    async def read(person: Person, employee: Any) -> Any:
        return (await person.data(PRIVATE, {"id": str(employee)}))["employee"]

    for editor in (clinic.admin, clinic.manager):
        assert await read(editor, somebody) == nobody_s | home | {"email": "some@body.example", "gender": "OTHER"}
    assert await read(clinic.doctor, somebody) == nobody_s | {"email": "some@body.example", "gender": "OTHER"}
    assert await read(clinic.doctor, doctor) == nobody_s | home | {"email": "doc@tor.example", "gender": None}
    for person in (clinic.receptionist, clinic.patient):
        assert await person.refused(PRIVATE, {"id": str(somebody)}) == "FORBIDDEN"
        assert await person.refused(STAFF) == "FORBIDDEN"


async def test_who_only_books_reads_names_and_no_private_data(world: World) -> None:
    clinic = await world.clinic()
    employee = await clinic.employee(display_name="Ada Ray", email="canary@mail.example", hired_on=dt.date(2020, 1, 1))
    await phone(clinic, employee, "+49301555")
    await has(clinic, employee, await position(clinic, "Canary"), primary=True)

    answer = await clinic.receptionist.ask(
        "{ employees { displayName email gender status hiredOn leftOn home { address } phoneNumbers { phoneNumber }"
        " positions { isPrimary } membership { username } } }"
    )

    assert answer["data"]["employees"][0]["displayName"] == "Ada Ray"
    assert {k: v for k, v in answer["data"]["employees"][0].items() if v not in (None, [], "Ada Ray")} == {}
    refused = {error["extensions"]["field"] for error in answer["errors"]}
    assert {"employees.email", "employees.gender", "employees.status", "employees.positions"} <= refused
    assert "anary" not in str(answer)
    assert "+49301555" not in str(answer)


async def test_staff_is_narrowed_and_paged(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic(people=())
    nurse, theirs = await position(clinic), await position(other)
    linked = await clinic.employee(clinic.doctor, display_name="A One")
    await has(clinic, linked, nurse, primary=True)
    await clinic.employee(display_name="B 李小龙", kind="hygienist")
    await clinic.employee(display_name="C Gone", active=False)
    await has(other, await other.employee(display_name="D Other"), theirs)

    reader = clinic.doctor
    assert await names(reader) == ["A One", "B 李小龙"]
    assert await names(reader, active=None) == ["A One", "B 李小龙", "C Gone"]
    assert await names(reader, active=False) == ["C Gone"]
    assert await names(reader, kind="HYGIENIST") == ["B 李小龙"]
    assert await names(reader, position=str(nurse)) == ["A One"]
    assert await names(reader, position=str(theirs)) == []
    assert await names(reader, linked=True) == ["A One"]
    assert await names(reader, linked=False) == ["B 李小龙"]
    assert await names(reader, search="小龙") == ["B 李小龙"]
    assert await names(reader, search="%") == []
    assert await names(reader, active=None, page=2, limit=2) == ["C Gone"]


async def test_a_manager_touches_no_admins_employment(world: World) -> None:
    clinic = await world.clinic()
    boss = await clinic.employee(clinic.admin)
    own = await clinic.employee(clinic.manager)

    async with unchanged(clinic):
        assert await code(clinic.manager, UPDATE, id=str(boss), input={"title": "X"}) == ("FORBIDDEN", [])
        archive = "mutation($id: UUID!) { archiveEmployee(id: $id) { id } }"
        assert await code(clinic.manager, archive, id=str(boss)) == ("FORBIDDEN", [])
    await clinic.manager.data(UPDATE, {"id": str(own), "input": {"title": "X"}})
    await clinic.admin.data(UPDATE, {"id": str(boss), "input": {"title": "X"}})
    assert await changes(clinic) == [("employee.changed", ["title"])] * 2


async def test_another_clinics_employees_are_not_found(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic(people=())
    employee = await other.employee()

    async with unchanged(clinic, other):
        assert await code(clinic.admin, UPDATE, id=str(employee), input={"title": "X"}) == ("NOT_FOUND", [])
        for verb in ("archive", "restore"):
            asked = f"mutation($id: UUID!) {{ {verb}Employee(id: $id) {{ id }} }}"
            assert await code(clinic.admin, asked, id=str(employee)) == ("NOT_FOUND", [])
        assert (await clinic.admin.data(PRIVATE, {"id": str(employee)}))["employee"] is None


async def test_events_about_records_are_heard_by_those_who_may_read_them(world: World) -> None:
    """Who only books hears that a colleague changed, and nothing of numbers, positions and homes."""
    clinic = await world.clinic()
    employee = await clinic.employee()
    await clinic.admin.data(UPDATE, {"id": str(employee), "input": {"title": "X", "address": "Here"}})
    await clinic.admin.data(
        'mutation($id: UUID!) { addEmployeePhone(employeeId: $id, phoneNumber: "+49301") { id } }',
        {"id": str(employee)},
    )
    seen = {}
    for role in ("admin", "doctor", "receptionist", "patient"):
        ctx = await context(clinic.people[role])
        heard = await ids(ctx, ctx.rows(Event))
        seen[role] = [row["type"] for row in await clinic.events() if row["id"] in heard]
    changed, home, number = "employee.changed", "employee_home.changed", "employee_phone.added"
    assert seen["admin"] == [changed, home, number]
    assert "employee_phone.added" not in seen["receptionist"]
    assert "employee_home.changed" not in seen["receptionist"]
    assert "employee_home.changed" not in seen["doctor"]
    assert seen["patient"] == []


async def test_editing_the_own_record_is_editing_nobody_elses(world: World) -> None:
    """Whoever books sees everybody: that the key is held for own rows only has to be asked."""
    clinic = await world.clinic(people=("admin",))
    desk = await clinic.join("receptionist", overrides={"settings.staff.edit": "own", "settings.staff.view": True})
    employee, nurse = await clinic.employee(), await position(clinic)
    given = {"id": str(employee), "position": str(nurse)}
    asked = (
        'mutation($id: UUID!) { updateEmployee(id: $id, input: {title: "X"}) { id } }',
        "mutation($id: UUID!) { archiveEmployee(id: $id) { id } }",
        'mutation($id: UUID!) { addEmployeePhone(employeeId: $id, phoneNumber: "+4930123") { id } }',
        "mutation($id: UUID!, $position: UUID!) { assignPosition(employeeId: $id, positionId: $position) { id } }",
        'mutation { addEmployee(input: {firstName: "A", lastName: "B"}) { id } }',
        'mutation { addPosition(input: {name: "X"}) { id } }',
        'mutation($position: UUID!) { updatePosition(id: $position, input: {name: "X"}) { id } }',
    )
    async with unchanged(clinic):
        for text in asked:
            used = {name: value for name, value in given.items() if f"${name}:" in text}
            assert await desk.refused(text, used) == "FORBIDDEN", text
