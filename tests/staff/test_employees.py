"""Who works at the clinic: the list, and the face that everybody may see."""

from __future__ import annotations

from typing import Any

import asyncpg
import pytest

from models.staff import Employee
from tests.inside import context, ids
from tests.world import Person, World

LIST = """query($kind: EmployeeKind, $active: Boolean) { employees(kind: $kind, active: $active) {
  id membershipId displayName kind title specialty color active rowVersion } }"""


async def names(person: Person, **variables: Any) -> list[str]:
    return [e["displayName"] for e in (await person.data(LIST, variables))["employees"]]


@pytest.mark.parametrize("role", ["admin", "manager", "doctor", "receptionist"])
async def test_staff_see_who_works_here(world: World, role: str) -> None:
    clinic = await world.clinic(people=(role,))
    person = clinic.people[role]
    linked = await clinic.employee(person, display_name="B", title="Dr.", specialty="Surgery", color="#123456")
    await clinic.employee(display_name="A", kind="hygienist")
    await clinic.employee(display_name="Gone", active=False)

    found = (await person.data(LIST.replace(", $active: Boolean", "").replace(", active: $active", "")))["employees"]
    assert [e["displayName"] for e in found] == ["A", "B"]
    assert found[1] == {
        "id": str(linked), "membershipId": str(person.membership_id), "displayName": "B", "kind": "DOCTOR",
        "title": "Dr.", "specialty": "Surgery", "color": "#123456", "active": True, "rowVersion": 1,
    }  # fmt: skip
    assert await names(person, active=False) == ["Gone"]
    assert await names(person, active=None) == ["A", "B", "Gone"]
    assert await names(person, kind="HYGIENIST", active=True) == ["A"]


async def test_whoever_neither_manages_staff_nor_books_is_refused(world: World) -> None:
    clinic = await world.clinic(people=("patient",))
    desk = await clinic.join("receptionist", overrides={"appointments.create": False})

    assert await desk.refused(LIST) == "FORBIDDEN"
    assert await clinic.patient.refused(LIST) == "FORBIDDEN"


async def test_another_clinics_employees_are_not_there(world: World) -> None:
    clinic, other = await world.clinic(people=("admin",)), await world.clinic(people=())
    await other.employee()

    assert await names(clinic.admin, active=None) == []


async def test_a_patient_may_know_a_face_and_an_employee_their_own_row(world: World) -> None:
    clinic = await world.clinic(people=("patient",))
    desk = await clinic.join("receptionist", overrides={"appointments.create": False})
    own, other = await clinic.employee(desk), await clinic.employee()

    patient, employee = await context(clinic.patient), await context(desk)
    assert await ids(patient, patient.rows(Employee)) == set()
    assert await ids(patient, patient.face(Employee)) == {own, other}
    assert await ids(employee, employee.rows(Employee)) == {own}


async def test_a_membership_is_one_employee_at_most(world: World) -> None:
    clinic = await world.clinic(people=("doctor",))
    await clinic.employee(clinic.doctor)
    for _ in range(2):
        await clinic.employee()

    with pytest.raises(asyncpg.UniqueViolationError):
        await clinic.employee(clinic.doctor)
