"""The timeline of one thing, for those who may see it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from core.ids import uuid7
from tests.feed.happened import happened
from tests.world import Person, World

NOBODY = "01900000-0000-7000-8000-ffffffffffff"
ACTIVITY = """query($type: String!, $id: UUID!, $page: Int, $limit: Int) {
  activity(entityType: $type, entityId: $id, page: $page, limit: $limit) {
    nodes { seq type summary actor { displayName } } total pageInfo { hasNextPage }
  }
}"""


async def timeline(person: Person, kind: str, id_: UUID) -> list[str]:
    page = (await person.data(ACTIVITY, {"type": kind, "id": str(id_)}))["activity"]
    return [n["type"] for n in page["nodes"]]


@pytest.mark.parametrize("role", ["admin", "manager", "doctor"])
async def test_a_patients_timeline_holds_what_belongs_to_the_patient(world: World, role: str) -> None:
    clinic = await world.clinic(people=("admin", role) if role != "admin" else ("admin",))
    patient, other = await clinic.patient_row(), await clinic.patient_row()
    await happened(clinic, "patient.registered", patient, patient_id=patient, by=clinic.admin)
    await happened(clinic, "patient.registered", other, patient_id=other)
    await happened(clinic, "allergy.recorded", uuid7(), patient_id=patient)
    await happened(clinic, "clinic.updated", clinic.id)
    await happened(clinic, "patient.updated", patient, patient_id=patient, changed=["first_name", "email"])

    page = (await clinic.people[role].data(ACTIVITY, {"type": "patient", "id": str(patient)}))["activity"]

    assert [n["type"] for n in page["nodes"]] == ["patient.updated", "allergy.recorded", "patient.registered"]
    assert page["nodes"][0]["summary"] == "Patient updated: first name, email"
    assert page["nodes"][2]["actor"] == {"displayName": "Admin"}
    assert page["total"] == 3


@pytest.mark.parametrize("spelling", ["membership", "Membership", "staff"])
async def test_a_members_timeline(world: World, spelling: str) -> None:
    clinic = await world.clinic(people=("admin", "doctor"))
    assert clinic.doctor.membership_id is not None
    query = "mutation($id: UUID!, $o: JSON!) { setPermissionOverrides(membershipId: $id, overrides: $o) { role } }"
    await clinic.admin.data(query, {"id": str(clinic.doctor.membership_id), "o": {"patients.edit": False}})

    assert await timeline(clinic.admin, spelling, clinic.doctor.membership_id) == ["membership.overrides_changed"]


@pytest.mark.parametrize("spelling", ["medical_history", "medical-history", "MedicalHistory"])
async def test_names_of_two_words(world: World, spelling: str) -> None:
    clinic = await world.clinic(people=("admin",))
    patient = await clinic.patient_row()
    history = await clinic.row("medical_history", patient_id=patient, medications=[], conditions=[], oral_habits=[])
    await happened(clinic, "medical_history.updated", history, patient_id=patient)

    assert await timeline(clinic.admin, spelling, history) == ["medical_history.updated"]


async def test_the_clinics_own_timeline_and_its_pages(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    for _ in range(5):
        await happened(clinic, "clinic.updated", clinic.id)

    pages = [
        (await clinic.admin.data(ACTIVITY, {"type": "clinic", "id": str(clinic.id), "page": n, "limit": 2}))["activity"]
        for n in (1, 2, 3)
    ]

    assert [[n["seq"] for n in page["nodes"]] for page in pages] == [[5, 4], [3, 2], [1]]
    assert [page["pageInfo"]["hasNextPage"] for page in pages] == [True, True, False]


@pytest.mark.parametrize("role", ["receptionist", "patient"])
async def test_the_timeline_needs_its_key(world: World, role: str) -> None:
    clinic = await world.clinic(people=(role,))
    patient = clinic.people[role].patient_id or await clinic.patient_row()
    await happened(clinic, "patient.registered", patient, patient_id=patient)

    assert await clinic.people[role].refused(ACTIVITY, {"type": "patient", "id": str(patient)}) == "FORBIDDEN"


async def test_what_one_may_not_see_has_no_timeline(world: World) -> None:
    """A manager holds the key, but role templates are the admins'."""
    clinic = await world.clinic(people=("admin", "manager"))
    template = await clinic.row("role_template", role="doctor", store={})
    await happened(clinic, "role_template.changed", template)

    assert await timeline(clinic.admin, "role_template", template) == ["role_template.changed"]
    assert await clinic.manager.refused(ACTIVITY, {"type": "role_template", "id": str(template)}) == "NOT_FOUND"


async def test_a_timeline_leaves_out_what_one_may_not_see(world: World) -> None:
    """A doctor without the right to medical histories sees the patient's timeline without them."""
    clinic = await world.clinic(people=("admin",))
    doctor = await clinic.join("doctor", overrides={"patients.view_medical_history": False})
    patient = await clinic.patient_row()
    await happened(clinic, "patient.registered", patient, patient_id=patient)
    await happened(clinic, "medical_history.updated", uuid7(), patient_id=patient)
    await happened(clinic, "allergy.recorded", uuid7(), patient_id=patient)

    assert await timeline(doctor, "patient", patient) == ["patient.registered"]
    assert await timeline(clinic.admin, "patient", patient) == [
        "allergy.recorded",
        "medical_history.updated",
        "patient.registered",
    ]


async def test_another_clinics_patient_has_no_timeline(world: World) -> None:
    ours, theirs = await world.clinic(people=("admin",)), await world.clinic(people=("admin",))
    patient = await theirs.patient_row()
    await happened(theirs, "patient.registered", patient, patient_id=patient)

    for id_ in (str(patient), NOBODY, str(theirs.id)):
        answer = await ours.admin.ask(ACTIVITY, {"type": "patient", "id": id_})
        assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
        assert [f["path"] for f in answer["errors"][0]["extensions"]["fields"]] == ["entityId"]
    assert await ours.admin.refused(ACTIVITY, {"type": "clinic", "id": str(theirs.id)}) == "NOT_FOUND"


@pytest.mark.parametrize("kind", ["unicorn", "event", "access_record", "patient.registered", "account", "counter"])
async def test_an_unknown_kind_of_entity_is_invalid(world: World, kind: str) -> None:
    clinic = await world.clinic(people=("admin",))

    answer = await clinic.admin.ask(ACTIVITY, {"type": kind, "id": NOBODY})

    assert [e["extensions"]["code"] for e in answer["errors"]] == ["INVALID"]
    assert [f["path"] for f in answer["errors"][0]["extensions"]["fields"]] == ["entityType"]


# --- REST ----------------------------------------------------------------------------------------------------------


async def test_rest_timeline(world: World) -> None:
    clinic = await world.clinic()
    patient = await clinic.patient_row()
    for kind in ("patient.registered", "patient.updated", "patient.archived"):
        await happened(clinic, kind, patient, patient_id=patient, by=clinic.receptionist)

    answer = await clinic.doctor.rest("GET", f"/api/v1/protected/activity/patient/{patient}?limit=2")
    refused = await clinic.receptionist.rest("GET", f"/api/v1/protected/activity/patient/{patient}")

    assert answer.status_code == 200
    body: dict[str, Any] = answer.json()
    assert [e["type"] for e in body["data"]] == ["patient.archived", "patient.updated"]
    assert (body["meta"]["total"], body["meta"]["hasNextPage"]) == (3, True)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "FORBIDDEN")


async def test_rest_timeline_of_what_is_not_there(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    missing = await clinic.admin.rest("GET", f"/api/v1/protected/activity/patient/{NOBODY}")
    unknown = await clinic.admin.rest("GET", f"/api/v1/protected/activity/unicorn/{NOBODY}")
    garbled = await clinic.admin.rest("GET", "/api/v1/protected/activity/patient/7")

    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "NOT_FOUND")
    assert (unknown.status_code, [f["path"] for f in unknown.json()["error"]["fields"]]) == (422, ["entityType"])
    assert (garbled.status_code, [f["path"] for f in garbled.json()["error"]["fields"]]) == (422, ["entityId"])
