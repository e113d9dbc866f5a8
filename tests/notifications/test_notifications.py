"""Notifications: one's own for everybody, the clinic's for whoever holds the key."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from core.ids import uuid7
from tests.patients.test_rest_odontox import data, error
from tests.world import ClinicWorld, Person, World

LIST = """query($unread: Boolean, $first: Int, $after: String) {
  notifications(unread: $unread, first: $first, after: $after) {
    nodes { id } total pageInfo { hasNextPage endCursor } } }"""
BASE = "/api/v1/protected/notifications"
NOON = dt.datetime(2026, 6, 10, 10, tzinfo=dt.UTC)


async def told(clinic: ClinicWorld, person: Person, minutes: int = 0, *, read: bool = False, **values: Any) -> UUID:
    at = NOON + dt.timedelta(minutes=minutes)
    return await clinic.notification(
        person, values.pop("subject_id", uuid7()), created_at=at, read_at=at if read else None, **values
    )


async def listed(person: Person, **variables: Any) -> list[UUID]:
    found = (await person.data(LIST, variables))["notifications"]
    assert found["total"] == len(found["nodes"]) or variables.get("first")
    return [UUID(node["id"]) for node in found["nodes"]]


@pytest.mark.parametrize("role", ["doctor", "receptionist", "patient"])
async def test_everybody_reads_their_own_newest_first(world: World, role: str) -> None:
    clinic = await world.clinic()
    person = clinic.people[role]
    old, new = await told(clinic, person), await told(clinic, person, 5, read=True)
    await told(clinic, clinic.admin)

    assert await listed(person) == [new, old]
    assert await listed(person, unread=True) == [old]
    assert await listed(person, unread=False) == [new]


@pytest.mark.parametrize("role", ["admin", "manager"])
async def test_the_key_widens_to_the_clinics(world: World, role: str) -> None:
    clinic, other = await world.clinic(), await world.clinic(people=("admin",))
    wanted = [await told(clinic, person, -minutes) for minutes, person in enumerate(clinic.people.values())]
    await told(other, other.admin)

    assert await listed(clinic.people[role]) == wanted
    narrowed = await clinic.join("manager", "narrowed", overrides={"notifications.view_all": False})
    own = await told(clinic, narrowed)
    assert await listed(narrowed) == [own]


async def test_pages_follow_each_other(world: World) -> None:
    clinic = await world.clinic(people=("doctor",))
    wanted = [await told(clinic, clinic.doctor, -minutes // 2) for minutes in range(5)]

    seen: list[UUID] = []
    after: str | None = None
    while True:
        page = (await clinic.doctor.data(LIST, {"first": 2, "after": after}))["notifications"]
        seen += [UUID(node["id"]) for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert len(seen) == page["total"] == 5
    assert set(seen) == set(wanted)


async def test_a_notification_names_what_it_is_about(world: World) -> None:
    clinic = await world.clinic(people=("doctor",))
    patient = await clinic.patient_row(mrn="A-1")
    visit = await clinic.appointment(patient, NOON)
    id_ = await told(clinic, clinic.doctor, subject_id=visit, patient_id=patient)

    query = "{ notifications { nodes { id kind subjectType subjectId readAt createdAt patientId patient { mrn } } } }"
    assert (await clinic.doctor.data(query))["notifications"]["nodes"] == [
        {
            "id": str(id_), "kind": "appointment.booked", "subjectType": "Appointment", "subjectId": str(visit),
            "readAt": None, "createdAt": "2026-06-10T10:00:00Z", "patientId": str(patient), "patient": {"mrn": "A-1"},
        }
    ]  # fmt: skip


async def test_a_patient_behind_it_is_shown_to_whoever_may_see_the_patient(world: World) -> None:
    clinic = await world.clinic(people=("patient",))
    other = await clinic.patient_row()
    await told(clinic, clinic.patient, patient_id=other)

    answer = await clinic.patient.data("{ notifications { nodes { patientId patient { mrn } } } }")
    assert answer["notifications"]["nodes"] == [{"patientId": str(other), "patient": None}]


async def test_unread_ones_are_counted_for_oneself_only(world: World) -> None:
    clinic = await world.clinic(people=("admin", "doctor"))
    for read in (False, False, True):
        await told(clinic, clinic.doctor, read=read)
    await told(clinic, clinic.admin)

    assert await clinic.doctor.data("{ unreadNotifications }") == {"unreadNotifications": 2}
    assert await clinic.admin.data("{ unreadNotifications }") == {"unreadNotifications": 1}
    assert await (await world.superadmin()).data("{ unreadNotifications }") == {"unreadNotifications": 0}


async def test_over_rest(world: World) -> None:
    clinic = await world.clinic(people=("doctor", "admin"))
    old, new = await told(clinic, clinic.doctor), await told(clinic, clinic.doctor, 5, read=True)
    await told(clinic, clinic.admin)

    answer = await clinic.doctor.rest("GET", BASE)
    assert [n["id"] for n in data(answer)] == [str(new), str(old)]
    assert answer.json()["meta"]["total"] == 2
    assert [n["id"] for n in data(await clinic.doctor.rest("GET", BASE, params={"unread": "true"}))] == [str(old)]
    assert data(await clinic.doctor.rest("GET", f"{BASE}/unread-count")) == {"unread": 1}
    error(await world.http.get(BASE), 401, "UNAUTHENTICATED")
    error(await world.http.get(f"{BASE}/unread-count"), 401, "UNAUTHENTICATED")
