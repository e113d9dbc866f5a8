"""Rooms and kinds of visits: who chooses among them, and what the database admits."""

from __future__ import annotations

from typing import Any

import asyncpg
import pytest

from tests.patients.test_rest_odontox import data, error
from tests.world import Person, World

ROOMS = "query($active: Boolean) { rooms(active: $active) { id name color active rowVersion } }"
TYPES = "query($active: Boolean) { appointmentTypes(active: $active) { name color durationMinutes active } }"
BASE = "/api/v1/protected/rooms"


async def names(person: Person, query: str, **variables: Any) -> list[str]:
    (found,) = (await person.data(query, variables)).values()
    return [row["name"] for row in found]


@pytest.mark.parametrize("role", ["admin", "manager", "doctor", "receptionist"])
async def test_whoever_books_chooses_a_room(world: World, role: str) -> None:
    clinic = await world.clinic(people=(role,))
    second, first = await clinic.room("Öst", color="#0A0b0c"), await clinic.room("north")
    await clinic.room("Attic", active=False)

    found = (await clinic.people[role].data("{ rooms { id name color active rowVersion } }"))["rooms"]
    assert found == [
        {"id": str(first), "name": "north", "color": None, "active": True, "rowVersion": 1},
        {"id": str(second), "name": "Öst", "color": "#0A0b0c", "active": True, "rowVersion": 1},
    ]
    assert await names(clinic.people[role], ROOMS, active=False) == ["Attic"]
    assert await names(clinic.people[role], ROOMS, active=None) == ["Attic", "north", "Öst"]


async def test_rooms_are_seen_with_either_key_and_by_nobody_else(world: World) -> None:
    clinic = await world.clinic(people=("patient",))
    await clinic.room()
    viewer = await clinic.join("manager", overrides={"appointments.create": False})
    neither = await clinic.join("receptionist", overrides={"appointments.create": False})

    assert await names(viewer, ROOMS) == ["Room 1"]
    assert await neither.refused(ROOMS) == "FORBIDDEN"
    assert await clinic.patient.refused(ROOMS) == "FORBIDDEN"


async def test_rooms_over_rest(world: World) -> None:
    clinic, other = await world.clinic(people=("receptionist", "patient")), await world.clinic(people=())
    room = await clinic.room("North")
    await clinic.room("Attic", active=False)
    await other.room("Theirs")

    (found,) = data(await clinic.receptionist.rest("GET", BASE))
    assert (found["id"], found["name"], found["color"], found["active"]) == (str(room), "North", None, True)
    assert [r["name"] for r in data(await clinic.receptionist.rest("GET", BASE, params={"active": "false"}))] == [
        "Attic"
    ]
    error(await clinic.patient.rest("GET", BASE), 403, "FORBIDDEN")
    error(await world.http.get(BASE), 401, "UNAUTHENTICATED")


async def test_kinds_of_visits_are_read_by_whoever_sees_visits(world: World) -> None:
    clinic = await world.clinic(people=("receptionist", "patient"))
    await clinic.appointment_type("Scaling", color="#112233", duration_minutes=45)
    await clinic.appointment_type("Amalgam", active=False)

    scaling = {"name": "Scaling", "color": "#112233", "durationMinutes": 45, "active": True}
    assert (await clinic.receptionist.data("{ appointmentTypes { name color durationMinutes active } }")) == {
        "appointmentTypes": [scaling]
    }
    assert await names(clinic.receptionist, TYPES, active=None) == ["Amalgam", "Scaling"]
    # What is no longer on offer is not a patient's to see, whatever they ask for.
    assert await names(clinic.patient, TYPES, active=None) == ["Scaling"]
    assert await names(clinic.patient, TYPES, active=False) == []


async def test_without_the_key_no_kind_of_visit_is_read(world: World) -> None:
    clinic = await world.clinic(people=())
    patient = await clinic.join("patient", overrides={"appointments.view": False})

    assert await patient.refused(TYPES) == "FORBIDDEN"


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("room", {"name": "Room 1", "name_key": "room 1", "active": True}),
        ("appointment_type", {"name": "Check-up", "name_key": "check-up", "active": True, "duration_minutes": 30}),
    ],
)
async def test_a_name_is_taken_once_in_each_clinic(world: World, table: str, values: dict[str, Any]) -> None:
    clinic, other = await world.clinic(people=()), await world.clinic(people=())
    await clinic.row(table, **values)
    await other.row(table, **values)

    with pytest.raises(asyncpg.UniqueViolationError):
        await clinic.row(table, **values)


async def test_the_database_admits_no_impossible_colour_or_length(world: World) -> None:
    clinic = await world.clinic(people=())
    for color in ("red", "#12345", "#12345g"):
        with pytest.raises(asyncpg.CheckViolationError):
            await clinic.room(color=color)
    for minutes in (4, 481):
        with pytest.raises(asyncpg.CheckViolationError):
            await clinic.appointment_type(duration_minutes=minutes)
