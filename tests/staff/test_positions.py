"""Positions: the catalog, who has which, and which of several is the primary one."""

from __future__ import annotations

import asyncio

import pytest

from tests.staff.records import NO_EDITORS, changes, code, held, position, positions_of, unchanged
from tests.world import World

ADD = "mutation($input: AddPositionInput!) { addPosition(input: $input) { id name code category description active } }"
UPDATE = """mutation($id: UUID!, $input: UpdatePositionInput!, $v: Int) {
  updatePosition(id: $id, input: $input, expectedVersion: $v) { name code active } }"""
LIST = "query($active: Boolean, $c: PositionCategory) { positions(active: $active, category: $c) { name active } }"
ASSIGN = """mutation($e: UUID!, $p: UUID!, $primary: Boolean! = false, $from: Date, $to: Date) {
  assignPosition(employeeId: $e, positionId: $p, isPrimary: $primary, startedOn: $from, endedOn: $to) {
    isPrimary startedOn position { name } } }"""
UNASSIGN = "mutation($e: UUID!, $p: UUID!) { unassignPosition(employeeId: $e, positionId: $p) }"
PRIMARY = "mutation($e: UUID!, $p: UUID!) { makePositionPrimary(employeeId: $e, positionId: $p) { isPrimary } }"


@pytest.mark.parametrize("role", ["admin", "manager"])
async def test_a_position_is_made_changed_and_disabled(world: World, role: str) -> None:
    clinic = await world.clinic()
    person = clinic.people[role]

    made = (await person.data(ADD, {"input": {"name": " Head Nurse ", "category": "SUPPORT"}}))["addPosition"]
    assert made | {"id": ""} == {
        "id": "", "name": "Head Nurse", "code": "Head Nurse", "category": "SUPPORT", "description": None,
        "active": True,
    }  # fmt: skip
    asked = {"id": made["id"], "input": {"code": "HEAD", "active": False}}
    for _ in range(2):
        changed = (await person.data(UPDATE, asked))["updatePosition"]
        assert changed == {"name": "Head Nurse", "code": "HEAD", "active": False}
    assert await changes(clinic) == [("position.added", []), ("position.changed", ["active", "code"])]
    for reader in (clinic.doctor, person):
        assert await reader.data(LIST) == {"positions": [{"name": "Head Nurse", "active": False}]}
        assert await reader.data(LIST, {"active": True}) == {"positions": []}
        assert await reader.data(LIST, {"c": "CLINICAL"}) == {"positions": []}


@pytest.mark.parametrize("role", NO_EDITORS)
async def test_others_change_no_positions(world: World, role: str) -> None:
    clinic = await world.clinic()
    employee, nurse = await clinic.employee(), await position(clinic)
    await held(clinic, employee, nurse)
    person, both = clinic.people[role], {"e": str(employee), "p": str(nurse)}

    async with unchanged(clinic):
        assert await person.refused(ADD, {"input": {"name": "A"}}) == "FORBIDDEN"
        assert await person.refused(UPDATE, {"id": str(nurse), "input": {"active": False}}) == "FORBIDDEN"
        for query in (ASSIGN, UNASSIGN, PRIMARY):
            assert await person.refused(query, both) == "FORBIDDEN"
    if role != "doctor":
        reading = "query($e: UUID!) { employeePositions(employeeId: $e) { id } }"
        assert await person.refused(LIST) == "FORBIDDEN"
        assert await person.refused(reading, {"e": str(employee)}) == "FORBIDDEN"


async def test_names_and_codes_are_one_positions(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic(people=())
    nurse, second = await position(clinic, "Nurse"), await position(clinic, "Second")
    await position(other, "Elsewhere")

    async with unchanged(clinic):
        assert await code(clinic.admin, ADD, input={"name": "NÜRSE".replace("Ü", "U")}) == ("CONFLICT", ["input.name"])
        taken = await code(clinic.admin, ADD, input={"name": "New", "code": "nurse"})
        assert taken == ("CONFLICT", ["input.code"])
        assert await code(clinic.admin, UPDATE, id=str(second), input={"name": "nurse"}) == ("CONFLICT", ["input.name"])
        assert await code(clinic.admin, ADD, input={"name": " "}) == ("INVALID", ["input.name"])
        assert await code(clinic.admin, UPDATE, id=str(nurse), input={"name": "X"}, v=4) == ("CONFLICT", [])
    await clinic.admin.data(ADD, {"input": {"name": "Elsewhere"}})


async def test_the_first_is_primary_and_another_may_become_it(world: World) -> None:
    clinic = await world.clinic()
    employee = await clinic.employee()
    one, two, three = [await position(clinic, name) for name in ("One", "Two", "Three")]

    first = await clinic.manager.data(ASSIGN, {"e": str(employee), "p": str(one), "from": "2026-01-01"})
    assert first["assignPosition"] == {"isPrimary": True, "startedOn": "2026-01-01", "position": {"name": "One"}}
    await clinic.manager.data(ASSIGN, {"e": str(employee), "p": str(two)})
    await clinic.manager.data(ASSIGN, {"e": str(employee), "p": str(three), "primary": True})
    assert await positions_of(clinic, employee) == [(one, False), (two, False), (three, True)]

    for _ in range(2):
        assert await clinic.manager.data(PRIMARY, {"e": str(employee), "p": str(two)}) == {
            "makePositionPrimary": {"isPrimary": True}
        }
    assert await positions_of(clinic, employee) == [(one, False), (two, True), (three, False)]
    # The one they have had for longest follows.
    await clinic.manager.data(UNASSIGN, {"e": str(employee), "p": str(two)})
    assert await positions_of(clinic, employee) == [(one, True), (three, False)]
    await clinic.manager.data(UNASSIGN, {"e": str(employee), "p": str(three)})
    await clinic.manager.data(UNASSIGN, {"e": str(employee), "p": str(one)})
    assert await positions_of(clinic, employee) == []
    assert await changes(clinic) == [
        ("employee_position.assigned", []),
        ("employee_position.assigned", []),
        ("employee_position.assigned", []),
        ("employee_position.made_primary", ["is_primary"]),
        ("employee_position.unassigned", []),
        ("employee_position.made_primary", ["is_primary"]),
        ("employee_position.unassigned", []),
        ("employee_position.unassigned", []),
    ]


async def test_a_disabled_position_is_given_to_nobody_and_stays_with_who_has_it(world: World) -> None:
    clinic = await world.clinic()
    employee, other = await clinic.employee(), await clinic.employee()
    nurse = await position(clinic, active=False)
    await held(clinic, employee, nurse, primary=True)

    async with unchanged(clinic):
        assert await code(clinic.admin, ASSIGN, e=str(other), p=str(nurse)) == ("CONFLICT", ["positionId"])
    reading = "query($e: UUID!) { employeePositions(employeeId: $e) { isPrimary position { name active } } }"
    assert await clinic.doctor.data(reading, {"e": str(employee)}) == {
        "employeePositions": [{"isPrimary": True, "position": {"name": "Nurse", "active": False}}]
    }
    await clinic.admin.data(UNASSIGN, {"e": str(employee), "p": str(nurse)})


async def test_what_cannot_be_assigned(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic(people=())
    employee, boss = await clinic.employee(), await clinic.employee(clinic.admin)
    nurse, theirs, unheld = await position(clinic), await position(other), await position(clinic, "Unheld")
    foreign = await other.employee()
    await held(clinic, employee, nurse, primary=True)
    await held(other, foreign, theirs, primary=True)
    days = {"from": "2026-02-02", "to": "2026-02-01"}

    async with unchanged(clinic, other):
        for query in (ASSIGN, UNASSIGN, PRIMARY):
            assert (await code(clinic.admin, query, e=str(employee), p=str(theirs)))[0] == "NOT_FOUND"
            assert (await code(clinic.admin, query, e=str(foreign), p=str(nurse)))[0] == "NOT_FOUND"
            assert await code(clinic.manager, query, e=str(boss), p=str(nurse)) == ("FORBIDDEN", [])
        for query in (UNASSIGN, PRIMARY):
            assert await code(clinic.admin, query, e=str(employee), p=str(unheld)) == ("NOT_FOUND", ["positionId"])
        assert await code(clinic.admin, ASSIGN, e=str(employee), p=str(nurse)) == ("CONFLICT", ["positionId"])
        wrong = await code(clinic.admin, ASSIGN, e=str(employee), p=str(unheld), **days)
        assert wrong == ("INVALID", ["endedOn"])


async def test_whatever_happens_at_once_one_is_primary(world: World) -> None:
    clinic = await world.clinic()
    employee = await clinic.employee()
    all_ = [await position(clinic, f"P{number}") for number in range(4)]

    given = [{"e": str(employee), "p": str(one)} for one in all_]
    assigned = await asyncio.gather(*(clinic.admin.ask(ASSIGN, one | {"primary": True}) for one in given))
    assert [answer.get("errors") for answer in assigned] == [None] * 4
    moved = await asyncio.gather(*(clinic.admin.ask(PRIMARY, one) for one in given))
    assert [answer.get("errors") for answer in moved] == [None] * 4
    mixed = await asyncio.gather(
        clinic.admin.ask(UNASSIGN, given[0]), clinic.admin.ask(PRIMARY, given[1]), clinic.admin.ask(UNASSIGN, given[2])
    )
    assert [answer.get("errors") for answer in mixed] == [None] * 3
    assert sorted(primary for _, primary in await positions_of(clinic, employee)) == [False, True]
