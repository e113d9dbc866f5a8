"""What tests of employees have in common."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from core.text import fold
from tests.contract.test_walls import fingerprint
from tests.world import ClinicWorld, Person

#: Roles that hold no settings.staff.edit.
NO_EDITORS = ("doctor", "receptionist", "patient")


@asynccontextmanager
async def unchanged(*clinics: ClinicWorld) -> AsyncIterator[None]:
    """Nothing of these clinics changes and nothing is emitted."""
    before = [await fingerprint(clinic.world, clinic) for clinic in clinics]
    yield
    assert [await fingerprint(clinic.world, clinic) for clinic in clinics] == before


async def stored(clinic: ClinicWorld, employee: UUID) -> dict[str, Any]:
    """The row of an employee."""
    rows = await clinic.world.fetch("SELECT * FROM employee WHERE id = $1", employee)
    return dict(rows[0])


async def phone(clinic: ClinicWorld, employee: UUID, number: str, *, primary: bool = False) -> UUID:
    """A number of an employee, written directly; returns the id."""
    return await clinic.row(
        "employee_phone", employee_id=employee, phone_number=number, label="mobile", is_primary=primary
    )


async def position(clinic: ClinicWorld, name: str = "Nurse", *, active: bool = True) -> UUID:
    """A position, written directly; returns the id."""
    return await clinic.row(
        "staff_position", name=name, name_key=fold(name), code=name.upper(), code_key=fold(name), category="clinical",
        active=active,
    )  # fmt: skip


async def held(clinic: ClinicWorld, employee: UUID, position_id: UUID, *, primary: bool = False) -> UUID:
    """A position that an employee has, written directly; returns the id."""
    return await clinic.row("employee_position", employee_id=employee, position_id=position_id, is_primary=primary)


async def positions_of(clinic: ClinicWorld, employee: UUID) -> list[tuple[UUID, bool]]:
    """What an employee has, oldest first: position, and whether it is the primary one."""
    rows = await clinic.world.fetch(
        "SELECT position_id, is_primary FROM employee_position WHERE employee_id = $1 ORDER BY created_at, id", employee
    )
    return [(row["position_id"], row["is_primary"]) for row in rows]


async def changes(clinic: ClinicWorld) -> list[tuple[str, list[str]]]:
    """The clinic's events with the columns they name."""
    return [(row["type"], sorted(row["changed"])) for row in await clinic.events()]


async def code(person: Person, query: str, **variables: Any) -> tuple[str, list[str]]:
    """The code of the one error of an operation that must fail, and the paths it names."""
    answer = await person.ask(query, variables)
    assert len(answer.get("errors", ())) == 1, answer
    found = answer["errors"][0]["extensions"]
    return found["code"], [f["path"] for f in found.get("fields", ())]
