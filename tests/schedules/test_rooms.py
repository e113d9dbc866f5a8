"""Rooms and kinds of visits: who chooses among them, and what the database admits."""

from __future__ import annotations

import datetime as dt
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


async def test_a_room_is_added_changed_and_put_out_of_use_over_rest(world: World) -> None:
    clinic, other = await world.clinic(people=("admin", "manager", "doctor")), await world.clinic(people=("admin",))

    made = data(await clinic.admin.rest("POST", BASE, json={"name": " Süd ", "color": "#0A0b0c"}), 201)
    assert (made["name"], made["color"], made["active"], made["rowVersion"]) == ("Süd", "#0A0b0c", True, 1)
    at = f"{BASE}/{made['id']}"
    changed = data(await clinic.manager.rest("PUT", at, json={"name": "South", "color": None}))
    assert (changed["name"], changed["color"], changed["rowVersion"]) == ("South", None, 2)
    error(await clinic.admin.rest("PUT", at, json={"name": "X"}, headers={"if-match": '"1"'}), 409, "CONFLICT")
    error(await other.admin.rest("PUT", at, json={"name": "X"}), 404, "NOT_FOUND")
    error(await other.admin.rest("DELETE", at), 404, "NOT_FOUND")
    for method, path, body in (("POST", BASE, {"name": "New"}), ("PUT", at, {"name": "X"}), ("DELETE", at, None)):
        error(await clinic.doctor.rest(method, path, json=body), 403, "FORBIDDEN")
    assert data(await clinic.admin.rest("DELETE", at)) == {"removed": True}

    (row,) = await world.fetch("SELECT name, name_key, active FROM room WHERE clinic_id = $1", clinic.id)
    assert tuple(row) == ("South", "south", False)
    assert [(e["type"], e["changed"]) for e in await clinic.events()] == [
        ("room.added", []), ("room.changed", ["color", "name"]), ("room.closed", ["active"]),
    ]  # fmt: skip
    # Its name is still its own; it can be put into use again.
    taken = error(await clinic.admin.rest("POST", BASE, json={"name": "SOUTH"}), 409, "CONFLICT")
    assert [f["path"] for f in taken["fields"]] == ["name"]
    assert data(await clinic.admin.rest("PUT", at, json={"active": True}))["active"] is True


async def test_a_room_with_visits_to_come_stays_in_use(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    room, patient = await clinic.room(), await clinic.patient_row()
    tomorrow = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    await clinic.appointment(patient, tomorrow - dt.timedelta(days=9), room_id=room)
    await clinic.appointment(patient, tomorrow, room_id=room, status="cancelled")
    visit = await clinic.appointment(patient, tomorrow, room_id=room)

    for method, body in (("DELETE", None), ("PUT", {"active": False})):
        refused = error(await clinic.admin.rest(method, f"{BASE}/{room}", json=body), 409, "CONFLICT")
        assert refused["details"] == {"visits": 1}
    assert await clinic.events() == []

    await world.fetch("UPDATE appointment SET status = 'no_show' WHERE id = $1", visit)
    assert data(await clinic.admin.rest("DELETE", f"{BASE}/{room}")) == {"removed": True}


async def test_a_kind_of_visit_is_added_changed_and_taken_off_the_offer(world: World) -> None:
    clinic = await world.clinic(people=("admin", "receptionist", "patient"))
    fields = "{ id name color durationMinutes active }"
    add = f"mutation($i: AddAppointmentTypeInput!) {{ addAppointmentType(input: $i) {fields} }}"
    change = f"mutation($id: UUID!, $i: UpdateAppointmentTypeInput!) {{ updateAppointmentType(id: $id, input: $i) {fields} }}"  # noqa: E501
    remove = "mutation($id: UUID!) { removeAppointmentType(id: $id) }"
    wanted = {"name": "Scaling", "durationMinutes": 45}
    assert await clinic.receptionist.refused(add, {"i": wanted}) == "FORBIDDEN"

    made = (await clinic.admin.data(add, {"i": wanted}))["addAppointmentType"]
    assert made == {"id": made["id"], "name": "Scaling", "color": None, "durationMinutes": 45, "active": True}
    assert await clinic.admin.refused(add, {"i": {"name": "SCALING", "durationMinutes": 30}}) == "CONFLICT"
    assert await clinic.admin.refused(add, {"i": {"name": "Long", "durationMinutes": 481}}) == "INVALID"
    one = {"id": made["id"]}
    assert await clinic.receptionist.refused(change, {**one, "i": {"durationMinutes": 60}}) == "FORBIDDEN"
    assert await clinic.receptionist.refused(remove, one) == "FORBIDDEN"
    await clinic.admin.data(change, {**one, "i": {"durationMinutes": 60, "color": "#00ff00"}})
    assert await names(clinic.patient, TYPES) == ["Scaling"]
    assert (await clinic.admin.data(remove, one)) == {"removeAppointmentType": True}

    assert await names(clinic.patient, TYPES) == []
    seen = "query($id: UUID!) { appointmentType(id: $id) { durationMinutes active } }"
    assert (await clinic.receptionist.data(seen, one))["appointmentType"] == {"durationMinutes": 60, "active": False}
    assert (await clinic.patient.data(seen, one))["appointmentType"] is None
    assert [(e["type"], e["changed"]) for e in await clinic.events()] == [
        ("appointment_type.added", []), ("appointment_type.changed", ["color", "duration_minutes"]),
        ("appointment_type.closed", ["active"]),
    ]  # fmt: skip
    # Patients hear of no kind that they may not see any more, so of none at all; staff hear of each.
    activity = 'query($id: UUID!) { activity(entityType: "appointment_type", entityId: $id) { total } }'
    assert (await clinic.admin.data(activity, one))["activity"] == {"total": 3}


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
