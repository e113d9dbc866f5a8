"""Registering patients."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest

from tests.patients.records import of_patient, patient, unchanged
from tests.world import ClinicWorld, World

REGISTER = """mutation($input: RegisterPatientInput!) {
  registerPatient(input: $input) { id mrn fullName phoneNumbers { phoneNumber label isPrimary } }
}"""

EVERYTHING: dict[str, Any] = {
    "firstName": " Ann ",
    "lastName": "Løvland",
    "mrn": "A-77",
    "gender": "FEMALE",
    "birthDate": "1990-02-28",
    "email": "Ann@Example.org",
    "address": "Long Street 1\n10115 Berlin",
    "city": "Berlin",
    "postalCode": "10115",
    "country": "de",
    "occupation": "baker",
    "insuranceProvider": "AOK",
    "insuranceNumber": "X123",
    "emergencyContactName": "Bob",
    "emergencyContactPhone": "+49 30 1",
    "referralSource": "friend",
}


async def register(clinic: ClinicWorld, **members: Any) -> Any:
    given = {"firstName": "Ann", "lastName": "Lee", **members}
    return (await clinic.receptionist.data(REGISTER, {"input": given}))["registerPatient"]


async def test_a_registered_patient_is_read_back_with_one_event(world: World) -> None:
    clinic = await world.clinic()

    answer = await clinic.receptionist.data(REGISTER, {"input": {"firstName": " Ann ", "lastName": "Løvland"}})

    registered = answer["registerPatient"]
    assert registered["mrn"] == "P000001"
    assert registered["fullName"] == "Ann Løvland"
    assert await clinic.event_types() == ["patient.registered"]


async def test_every_documented_field_is_stored(world: World) -> None:
    clinic = await world.clinic()

    registered = await register(clinic, **EVERYTHING)

    row = await patient(clinic, registered["id"])
    assert (row["mrn"], row["first_name"], row["last_name"], row["gender"]) == ("A-77", "Ann", "Løvland", "female")
    assert (row["birth_date"], row["email"], row["email_lower"]) == (
        date(1990, 2, 28), "Ann@Example.org", "ann@example.org",
    )  # fmt: skip
    assert (row["address"], row["city"], row["postal_code"], row["country"]) == (
        "Long Street 1\n10115 Berlin", "Berlin", "10115", "DE",
    )  # fmt: skip
    assert (row["occupation"], row["insurance_provider"], row["insurance_number"]) == ("baker", "AOK", "X123")
    assert (row["emergency_contact_name"], row["emergency_contact_phone"]) == ("Bob", "+49 30 1")
    assert (row["referral_source"], row["status"], row["portal_access"]) == ("friend", "active", False)
    assert row["last_name_key"] == "lovland ann"
    assert row["last_seen_at"] is not None
    assert row["row_version"] == 1


async def test_phone_numbers_come_along_and_the_first_is_primary(world: World) -> None:
    clinic = await world.clinic(country="DE")
    numbers = [{"phoneNumber": "030 123 45 67", "label": "home"}, {"phoneNumber": "0049 (171) 555-1234"}]

    registered = await register(clinic, phoneNumbers=numbers)

    assert registered["phoneNumbers"] == [
        {"phoneNumber": "+49301234567", "label": "home", "isPrimary": True},
        {"phoneNumber": "+491715551234", "label": "mobile", "isPrimary": False},
    ]
    assert await clinic.event_types() == ["patient.registered"]


async def test_the_marked_phone_number_is_primary(world: World) -> None:
    clinic = await world.clinic()
    numbers = [{"phoneNumber": "+4930111"}, {"phoneNumber": "+4930222", "isPrimary": True}]

    registered = await register(clinic, phoneNumbers=numbers)

    assert [n["isPrimary"] for n in registered["phoneNumbers"]] == [True, False]
    assert registered["phoneNumbers"][0]["phoneNumber"] == "+4930222"


@pytest.mark.parametrize(
    ("numbers", "path"),
    [
        ([{"phoneNumber": "+49301"}, {"phoneNumber": "0049 30 1"}], "input.phoneNumbers.1.phoneNumber"),
        ([{"phoneNumber": "call me"}], "input.phoneNumbers.0.phoneNumber"),
        ([{"phoneNumber": "+1234567890123456"}], "input.phoneNumbers.0.phoneNumber"),
        (
            [{"phoneNumber": "+49301", "isPrimary": True}, {"phoneNumber": "+49302", "isPrimary": True}],
            "input.phoneNumbers.1.isPrimary",
        ),
        ([{"phoneNumber": "+49301", "label": " "}], "input.phoneNumbers.0.label"),
        ([{"phoneNumber": f"+4930{n}"} for n in range(11)], "input.phoneNumbers"),
    ],
)
async def test_bad_phone_numbers_are_refused_by_their_path(
    world: World, numbers: list[dict[str, Any]], path: str
) -> None:
    clinic = await world.clinic()

    async with unchanged(clinic):
        answer = await clinic.receptionist.ask(
            REGISTER, {"input": {"firstName": "A", "lastName": "B", "phoneNumbers": numbers}}
        )

    assert answer["errors"][0]["extensions"]["code"] == "INVALID"
    assert [f["path"] for f in answer["errors"][0]["extensions"]["fields"]] == [path]


async def test_medical_history_and_allergies_come_along_with_events_of_their_own(world: World) -> None:
    clinic = await world.clinic()
    history = {"bloodType": "A+", "medications": ["Metformin"], "smoking": ""}
    allergies = [{"substance": "Penicillin", "severity": "SEVERE"}, {"substance": "Latex", "reaction": "rash"}]

    registered = await register(clinic, medicalHistory=history, allergies=allergies)

    stored = (await of_patient(clinic, "medical_history", registered["id"]))[0]
    assert (stored["blood_type"], stored["medications"], stored["smoking"]) == ("A+", ["Metformin"], None)
    assert stored["completed_at"] is None
    listed = [
        (a["substance"], a["severity"], a["reaction"]) for a in await of_patient(clinic, "allergy", registered["id"])
    ]
    assert listed == [("Penicillin", "severe", None), ("Latex", "moderate", "rash")]
    assert await clinic.event_types() == [
        "patient.registered", "medical_history.updated", "allergy.recorded", "allergy.recorded",
    ]  # fmt: skip


@pytest.mark.parametrize("part", [{"medicalHistory": {"notes": "x"}}, {"allergies": [{"substance": "Latex"}]}])
async def test_the_medical_part_asks_for_its_own_key(world: World, part: dict[str, Any]) -> None:
    clinic = await world.clinic()
    clerk = await clinic.join("receptionist", "clerk", overrides={"patients.view_medical_history": False})

    async with unchanged(clinic):
        code = await clerk.refused(REGISTER, {"input": {"firstName": "A", "lastName": "B", **part}})

    assert code == "FORBIDDEN"


@pytest.mark.parametrize("role", ["patient", "nobody"])
async def test_who_may_not_register_changes_nothing(world: World, role: str) -> None:
    clinic = await world.clinic()
    await clinic.join("receptionist", "nobody", overrides={"patients.create": False})

    async with unchanged(clinic):
        code = await clinic.people[role].refused(REGISTER, {"input": {"firstName": "A", "lastName": "B"}})

    assert code == "FORBIDDEN"


@pytest.mark.parametrize(
    ("member", "value", "path"),
    [
        ("firstName", "   ", "input.firstName"),
        ("firstName", "x" * 121, "input.firstName"),
        ("lastName", "a\u0007b", "input.lastName"),
        ("lastName", "a\u0000b", "input.lastName"),
        ("lastName", "a\nb", "input.lastName"),
        ("mrn", "9" * 33, "input.mrn"),
        ("email", "nobody", "input.email"),
        ("email", "a b@c.de", "input.email"),
        ("birthDate", "2999-01-01", "input.birthDate"),
        ("birthDate", "1899-12-31", "input.birthDate"),
        ("country", "Germany", "input.country"),
        ("address", "x" * 401, "input.address"),
        ("city", "x" * 121, "input.city"),
        ("status", "ERASED", "input.status"),
        ("medicalHistory", {"medications": None}, "input.medicalHistory.medications"),
        ("medicalHistory", {"conditions": ["x" * 201]}, "input.medicalHistory.conditions.0"),
        ("allergies", [{"substance": "x"}, {"substance": " X "}], "input.allergies.1.substance"),
    ],
)
async def test_values_out_of_bounds_are_named(world: World, member: str, value: object, path: str) -> None:
    clinic = await world.clinic()

    async with unchanged(clinic):
        answer = await clinic.receptionist.ask(REGISTER, {"input": {"firstName": "A", "lastName": "B", member: value}})

    extensions = answer["errors"][0]["extensions"]
    assert (extensions["code"], {f["path"] for f in extensions["fields"]}) == ("INVALID", {path})


@pytest.mark.parametrize("member", [{"firstName": None}, {"firstName": 7}, {"gender": "unknown"}, {"shoeSize": 42}])
async def test_wrong_types_are_request_errors(world: World, member: dict[str, Any]) -> None:
    clinic = await world.clinic()

    async with unchanged(clinic):
        code = await clinic.receptionist.refused(REGISTER, {"input": {"firstName": "A", "lastName": "B", **member}})

    assert code == "INVALID"


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("محمد", "العلي"),
        ("דוד", "כהן"),
        ("明", "李"),
        ("नेहा", "शर्मा"),
        ("e\u0301mile", "Zola\u0300"),
        ("Zoë 😀", "O’Brien-Smith"),
        ("👩\u200d⚕️", "X"),
    ],
)
async def test_names_of_any_script_are_kept_and_found(world: World, first: str, last: str) -> None:
    import unicodedata

    clinic = await world.clinic()

    registered = await register(clinic, firstName=first, lastName=last)

    whole = unicodedata.normalize("NFC", f"{first} {last}")
    assert registered["fullName"] == whole
    found = await clinic.receptionist.data("query($s: String) { patients(search: $s) { nodes { id } } }", {"s": whole})
    assert found["patients"]["nodes"] == [{"id": registered["id"]}]


async def test_blank_and_null_are_the_same_as_absent(world: World) -> None:
    clinic = await world.clinic()

    registered = await register(clinic, mrn="  ", city="", address=None)

    row = await patient(clinic, registered["id"])
    assert (row["mrn"], row["city"], row["address"]) == ("P000001", None, None)


async def test_a_taken_number_is_a_conflict_that_names_it(world: World) -> None:
    clinic = await world.clinic()
    await register(clinic, mrn="A-1")

    async with unchanged(clinic):
        answer = await clinic.receptionist.ask(REGISTER, {"input": {"firstName": "A", "lastName": "B", "mrn": "A-1"}})

    extensions = answer["errors"][0]["extensions"]
    assert extensions["code"] == "CONFLICT"
    assert extensions["fields"] == [{"path": "input.mrn", "message": "This mrn is already in use."}]
    assert set(extensions) == {"code", "fields"}


async def test_the_same_number_in_another_clinic_is_nobodys_business(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    await register(other, mrn="A-1")

    assert (await register(clinic, mrn="A-1"))["mrn"] == "A-1"


async def test_numbers_given_by_hand_are_skipped(world: World) -> None:
    clinic = await world.clinic()
    await register(clinic, mrn="P000001")

    assert (await register(clinic))["mrn"] == "P000002"


async def test_of_two_at_once_with_one_number_one_wins(world: World) -> None:
    clinic = await world.clinic()
    given = {"input": {"firstName": "A", "lastName": "B", "mrn": "A-1"}}

    answers = await asyncio.gather(*(clinic.receptionist.ask(REGISTER, given) for _ in range(2)))

    codes = sorted(a["errors"][0]["extensions"]["code"] if "errors" in a else "ok" for a in answers)
    assert codes == ["CONFLICT", "ok"]
    lost = next(a for a in answers if "errors" in a)
    assert [f["path"] for f in lost["errors"][0]["extensions"]["fields"]] == ["input.mrn"]
    assert await clinic.event_types() == ["patient.registered"]


async def test_ten_at_once_draw_ten_numbers(world: World) -> None:
    clinic = await world.clinic()

    registered = await asyncio.gather(*(register(clinic) for _ in range(10)))

    assert sorted(r["mrn"] for r in registered) == [f"P{n:06d}" for n in range(1, 11)]
    assert [e["seq"] for e in await clinic.events()] == list(range(1, 11))


async def test_a_repeated_request_registers_once(world: World) -> None:
    clinic = await world.clinic()
    given = {"input": {"firstName": "Ann", "lastName": "Lee", "phoneNumbers": [{"phoneNumber": "+49301"}]}}

    first = await clinic.receptionist.data(REGISTER, given, **{"idempotency-key": "k1"})
    second = await clinic.receptionist.data(REGISTER, given, **{"idempotency-key": "k1"})

    assert first == second
    assert await clinic.event_types() == ["patient.registered"]


async def test_another_body_under_the_same_key_is_a_conflict(world: World) -> None:
    clinic = await world.clinic()
    await clinic.receptionist.data(
        REGISTER, {"input": {"firstName": "Ann", "lastName": "Lee"}}, **{"idempotency-key": "k1"}
    )

    async with unchanged(clinic):
        code = await clinic.receptionist.refused(
            REGISTER, {"input": {"firstName": "Bob", "lastName": "Lee"}}, **{"idempotency-key": "k1"}
        )

    assert code == "CONFLICT"


async def test_registering_as_archived_asks_for_the_right_to_archive(world: World) -> None:
    clinic = await world.clinic()
    given = {"input": {"firstName": "A", "lastName": "B", "status": "ARCHIVED"}}

    async with unchanged(clinic):
        code = await clinic.receptionist.refused(REGISTER, given)
    made = (await clinic.doctor.data(REGISTER, given))["registerPatient"]

    assert code == "FORBIDDEN"
    row = await patient(clinic, made["id"])
    assert (row["status"], row["archived_at"] is not None) == ("archived", True)
