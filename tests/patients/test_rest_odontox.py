"""The patients section of the OdontoX dialect, endpoint by endpoint."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.patients.records import of_patient, patient, phone, portal_account, unchanged
from tests.world import ClinicWorld, World

BASE = "/api/v1/protected/patients"
NOBODY = "01900000-0000-7000-8000-000000000000"


def data(answer: httpx.Response, status: int = 200) -> Any:
    body = answer.json()
    assert (answer.status_code, body["success"]) == (status, True), body
    return body["data"]


def error(answer: httpx.Response, status: int, code: str) -> Any:
    body = answer.json()
    assert (answer.status_code, body["success"], body["error"]["code"]) == (status, False, code), body
    return body["error"]


def own(clinic: ClinicWorld) -> UUID:
    return UUID(str(clinic.patient.patient_id))


ENDPOINTS: list[tuple[str, str, Any]] = [
    ("GET", "", None),
    ("POST", "", {"firstName": "A", "lastName": "B"}),
    ("GET", "/search?q=x", None),
    ("GET", "/{id}", None),
    ("PUT", "/{id}", {"city": "Bonn"}),
    ("DELETE", "/{id}", None),
    ("PUT", "/{id}/medical", {"smoking": "no"}),
    ("GET", "/profile", None),
    ("PUT", "/profile", {"city": "Bonn"}),
    ("PUT", "/profile/medical", {"smoking": "no"}),
    ("GET", "/check-account/a@b.example", None),
    ("POST", "/invite", {"patientId": NOBODY}),
]


@pytest.mark.parametrize(("method", "path", "body"), ENDPOINTS)
async def test_nobody_gets_in_without_signing_in(world: World, method: str, path: str, body: Any) -> None:
    clinic = await world.clinic()
    target = BASE + path.replace("{id}", str(own(clinic)))

    async with unchanged(clinic):
        error(await world.http.request(method, target, json=body), 401, "UNAUTHENTICATED")


@pytest.mark.parametrize(
    ("who", "method", "path", "body"),
    [
        *(("patient", m, p, b) for m, p, b in ENDPOINTS if "/profile" not in p and (m, p) != ("GET", "/{id}")),
        *(("doctor", m, p, b) for m, p, b in ENDPOINTS if "/profile" in p),
        ("receptionist", "DELETE", "/{id}", None),
    ],
)
async def test_whoever_may_not_changes_nothing(world: World, who: str, method: str, path: str, body: Any) -> None:
    clinic = await world.clinic()
    target = BASE + path.replace("{id}", str(own(clinic)))

    async with unchanged(clinic):
        error(await clinic.people[who].rest(method, target, json=body), 403, "FORBIDDEN")


async def test_the_list_has_its_page_in_meta(world: World) -> None:
    clinic = await world.clinic(people=("doctor",))
    for number in range(3):
        await clinic.patient_row(mrn=f"A-{number}", last_name=f"Name{number}", gender="female")
    ann = await clinic.patient_row(mrn="A-3", last_name="Name3", status="archived")
    await phone(clinic, ann, "+49301", primary=True)

    answer = await clinic.doctor.rest("GET", f"{BASE}?limit=2&gender=female")
    archived = data(await clinic.doctor.rest("GET", f"{BASE}/?status=archived,erased"))

    assert [p["mrn"] for p in data(answer)] == ["A-0", "A-1"]
    meta = answer.json()["meta"]
    assert (meta["total"], meta["page"], meta["limit"], meta["totalPages"], meta["hasNextPage"]) == (3, 1, 2, 2, True)
    assert [(p["mrn"], p["status"]) for p in archived] == [("A-3", "ARCHIVED")]
    assert [(n["phoneNumber"], n["isPrimary"]) for n in archived[0]["phoneNumbers"]] == [("+49301", True)]


async def test_a_search_finds_by_name_and_number(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",), country="DE")
    ann = await clinic.patient_row(first_name="Ann", last_name="Løvland")
    await phone(clinic, ann, "+49301234567")

    for search in ("lovland", "030 1234567"):
        answer = await clinic.receptionist.rest("GET", f"{BASE}/search", params={"q": search})
        assert [p["id"] for p in data(answer)] == [str(ann)]
    error(await clinic.receptionist.rest("GET", f"{BASE}/search"), 422, "INVALID")


async def test_a_profile_comes_with_history_and_version(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row(first_name="Ann", last_name="Lee")
    await clinic.row("medical_history", patient_id=ann, medications=["A"], conditions=[], oral_habits=[])
    await clinic.row("allergy", patient_id=ann, substance="Latex", substance_key="latex", severity="mild")
    clerk = await clinic.join("receptionist", "clerk", overrides={"patients.view_medical_history": False})

    answer = await clinic.doctor.rest("GET", f"{BASE}/{ann}")
    partly = await clerk.rest("GET", f"{BASE}/{ann}")

    profile = data(answer)
    assert (profile["fullName"], profile["rowVersion"]) == ("Ann Lee", 1)
    assert (profile["medicalHistory"]["medications"], profile["allergies"][0]["substance"]) == (["A"], "Latex")
    assert answer.headers["etag"].startswith('W/"1')
    assert (data(partly)["medicalHistory"], data(partly)["allergies"]) == (None, None)
    assert partly.json()["meta"]["refused"] == ["allergies", "medicalHistory"]


async def test_other_peoples_profiles_are_not_found(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    somebody, foreign = await clinic.patient_row(), await other.patient_row()

    assert data(await clinic.patient.rest("GET", f"{BASE}/{own(clinic)}"))["id"] == str(own(clinic))
    error(await clinic.patient.rest("GET", f"{BASE}/{somebody}"), 404, "NOT_FOUND")
    error(await clinic.admin.rest("GET", f"{BASE}/{foreign}"), 404, "NOT_FOUND")
    error(await clinic.admin.rest("GET", f"{BASE}/{NOBODY}"), 404, "NOT_FOUND")
    error(await clinic.admin.rest("GET", f"{BASE}/17"), 422, "INVALID")


async def test_registering_answers_201_and_once_per_key(world: World) -> None:
    clinic = await world.clinic(country="DE")
    body = {
        "firstName": "Ann", "lastName": "Lee", "gender": "FEMALE", "birthDate": "1990-05-01",
        "phoneNumbers": [{"phoneNumber": "030 123456"}], "medicalHistory": {"bloodType": "A+"},
    }  # fmt: skip

    answers = [
        await clinic.receptionist.rest("POST", BASE, json=body, headers={"Idempotency-Key": "k"}) for _ in range(2)
    ]
    other = await clinic.receptionist.rest(
        "POST", BASE, json={**body, "firstName": "Bob"}, headers={"Idempotency-Key": "k"}
    )

    made = [data(a, 201) for a in answers]
    assert made[0]["id"] == made[1]["id"]
    assert (made[0]["mrn"], made[0]["phoneNumbers"][0]["phoneNumber"]) == ("P000001", "+4930123456")
    row = await patient(clinic, made[0]["id"])
    assert (row["first_name"], row["gender"], str(row["birth_date"])) == ("Ann", "female", "1990-05-01")
    assert (await of_patient(clinic, "medical_history", made[0]["id"]))[0]["blood_type"] == "A+"
    error(other, 409, "CONFLICT")
    assert await clinic.event_types() == ["patient.registered", "medical_history.updated"]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"lastName": "B"}, "firstName"),
        ({"firstName": " ", "lastName": "B"}, "firstName"),
        ({"firstName": 7, "lastName": "B"}, "firstName"),
        ({"firstName": "A", "lastName": "B", "birthDate": "tomorrow"}, "birthDate"),
        ({"firstName": "A", "lastName": "B", "shoeSize": 42}, "shoeSize"),
        ({"firstName": "A", "lastName": "B", "phoneNumbers": [{"phoneNumber": "x"}]}, "phoneNumbers.0.phoneNumber"),
    ],
)
async def test_bad_members_are_named_as_the_caller_spelled_them(world: World, body: Any, path: str) -> None:
    clinic = await world.clinic()

    async with unchanged(clinic):
        problem = error(await clinic.receptionist.rest("POST", BASE, json=body), 422, "INVALID")

    assert [f["path"] for f in problem["fields"]] == [path]


async def test_a_taken_number_is_a_409_by_its_name(world: World) -> None:
    clinic = await world.clinic()
    await clinic.patient_row(mrn="A-1")

    body = {"firstName": "A", "lastName": "B", "mrn": "A-1"}
    problem = error(await clinic.receptionist.rest("POST", BASE, json=body), 409, "CONFLICT")

    assert [f["path"] for f in problem["fields"]] == ["mrn"]


async def test_changing_keeps_to_the_version(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row(city="Bonn")
    tag = (await clinic.doctor.rest("GET", f"{BASE}/{ann}")).headers["etag"]

    first = await clinic.doctor.rest("PUT", f"{BASE}/{ann}", json={"city": "Ulm"}, headers={"If-Match": tag})
    second = await clinic.doctor.rest("PUT", f"{BASE}/{ann}", json={"city": "Kiel"}, headers={"If-Match": tag})
    cleared = await clinic.doctor.rest("PUT", f"{BASE}/{ann}", json={"city": None})
    nulled = await clinic.doctor.rest("PUT", f"{BASE}/{ann}", json={"firstName": None})

    assert (data(first)["city"], data(first)["rowVersion"]) == ("Ulm", 2)
    error(second, 409, "CONFLICT")
    assert data(cleared)["city"] is None
    assert [f["path"] for f in error(nulled, 422, "INVALID")["fields"]] == ["firstName"]
    assert (await patient(clinic, ann))["city"] is None
    assert await clinic.event_types() == ["patient.updated", "patient.updated"]


async def test_deleting_erases_once(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row(mrn="A-9")
    await phone(clinic, ann, "+49301")

    erased = data(await clinic.doctor.rest("DELETE", f"{BASE}/{ann}"))

    assert (erased["mrn"], erased["status"]) == ("A-9", "ERASED")
    assert (await patient(clinic, ann))["first_name"] == "Erased"
    assert await of_patient(clinic, "phone_number", ann) == []
    error(await clinic.doctor.rest("DELETE", f"{BASE}/{ann}"), 409, "CONFLICT")
    assert await clinic.event_types() == ["patient.erased"]


async def test_the_history_is_written_with_its_own_version(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()
    path = f"{BASE}/{ann}/medical"

    first = await clinic.receptionist.rest(
        "PUT", path, json={"medications": ["A"], "allergies": [{"substance": "Latex", "severity": "severe"}]}
    )
    tag = first.headers["etag"]
    second = await clinic.receptionist.rest("PUT", path, json={"smoking": "no"}, headers={"If-Match": tag})
    stale = await clinic.receptionist.rest("PUT", path, json={"smoking": "yes"}, headers={"If-Match": tag})

    assert (data(first)["medications"], data(first)["patientId"]) == (["A"], str(ann))
    assert [(a["substance"], a["severity"]) for a in data(first)["allergies"]] == [("Latex", "SEVERE")]
    assert data(second)["smoking"] == "no"
    error(stale, 409, "CONFLICT")
    assert (await of_patient(clinic, "medical_history", ann))[0]["smoking"] == "no"


async def test_the_own_profile_and_the_own_history(world: World) -> None:
    clinic = await world.clinic(country="DE")

    profile = data(await clinic.patient.rest("GET", f"{BASE}/profile"))
    contacts = data(await clinic.patient.rest("PUT", f"{BASE}/profile", json={"city": "Ulm", "phone": "030 123"}))
    history = data(
        await clinic.patient.rest("PUT", f"{BASE}/profile/medical", json={"allergies": [{"substance": "Latex"}]})
    )
    name = await clinic.patient.rest("PUT", f"{BASE}/profile", json={"firstName": "Other"})

    assert (profile["id"], profile["allergies"]) == (str(own(clinic)), [])
    assert (contacts["city"], contacts["phoneNumbers"][0]["phoneNumber"]) == ("Ulm", "+4930123")
    assert history["completedAt"] is not None
    assert [a["substance"] for a in history["allergies"]] == ["Latex"]
    assert [f["path"] for f in error(name, 422, "INVALID")["fields"]] == ["firstName"]
    assert (await patient(clinic, own(clinic)))["city"] == "Ulm"
    assert (await of_patient(clinic, "medical_history", own(clinic)))[0]["completed_at"] is not None


async def test_a_guardian_names_the_child(world: World) -> None:
    clinic = await world.clinic()
    mother, ada, bob = await portal_account(clinic), await clinic.patient_row(), await clinic.patient_row()
    for child in (ada, bob):
        await clinic.row("guardian", patient_id=child, account_id=mother.account_id, name="M", relation="mother")

    error(await mother.rest("GET", f"{BASE}/profile"), 404, "NOT_FOUND")
    assert data(await mother.rest("GET", f"{BASE}/profile?patientId={bob}"))["id"] == str(bob)
    await mother.rest("PUT", f"{BASE}/profile?patientId={bob}", json={"city": "Ulm"})
    await mother.rest("PUT", f"{BASE}/profile/medical?patientId={bob}", json={"smoking": "no"})
    assert (await patient(clinic, bob))["city"] == "Ulm"
    assert (await of_patient(clinic, "medical_history", bob))[0]["smoking"] == "no"
    error(await mother.rest("PUT", f"{BASE}/profile?patientId={own(clinic)}", json={"city": "X"}), 404, "NOT_FOUND")


async def test_an_address_is_looked_up_in_this_clinic(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic()

    here = data(await clinic.receptionist.rest("GET", f"{BASE}/check-account/{clinic.patient.email}"))
    elsewhere = data(await clinic.receptionist.rest("GET", f"{BASE}/check-account/{other.patient.email}"))

    assert here == {"exists": True, "accountId": str(clinic.patient.account_id)}
    assert elsewhere == {"exists": False, "accountId": None}


async def test_an_invitation_is_queued(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row(email="ann@x.example")

    made = data(await clinic.receptionist.rest("POST", f"{BASE}/invite", json={"patientId": str(ann)}), 201)

    assert (made["patientId"], made["email"]) == (str(ann), "ann@x.example")
    assert [m["recipient"] for m in await of_patient(clinic, "outgoing_mail", ann)] == ["ann@x.example"]
    missing = await clinic.receptionist.rest("POST", f"{BASE}/invite", json={"patientId": NOBODY})
    error(missing, 404, "NOT_FOUND")
