"""Changing patients: members left out stay, null clears, versions count."""

from __future__ import annotations

from typing import Any

import pytest

from tests.patients.records import patient, platform_accounts, portal_account, unchanged
from tests.world import World

UPDATE = """mutation($id: UUID!, $input: UpdatePatientInput!, $version: Int) {
  updatePatient(id: $id, input: $input, expectedVersion: $version) { id fullName email rowVersion status accountId }
}"""


async def test_given_members_change_and_the_others_stay(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row(first_name="Ann", last_name="Lee", email="a@b.example", city="Bonn", mrn="P7")

    answer = await clinic.receptionist.data(UPDATE, {"id": str(ann), "input": {"lastName": "Øst", "city": None}})

    assert answer["updatePatient"]["fullName"] == "Ann Øst"
    row = await patient(clinic, ann)
    assert (row["first_name"], row["last_name"], row["city"], row["email"]) == ("Ann", "Øst", None, "a@b.example")
    assert (row["last_name_key"], row["row_version"]) == ("ost ann", 2)
    assert row["search_text"].split()[:2] == ["ann", "ost"]
    events = await clinic.events()
    assert [(e["type"], e["changed"]) for e in events] == [("patient.updated", ["city", "last_name"])]
    assert events[0]["patient_id"] == ann


async def test_what_was_found_by_the_old_name_is_found_by_the_new_one(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row(first_name="Ann", last_name="Lee", email="old@b.example")
    find = "query($s: String) { patients(search: $s) { nodes { id } } }"

    await clinic.receptionist.data(UPDATE, {"id": str(ann), "input": {"lastName": "Miller", "email": "new@b.example"}})

    assert (await clinic.receptionist.data(find, {"s": "miller"}))["patients"]["nodes"] == [{"id": str(ann)}]
    assert (await clinic.receptionist.data(find, {"s": "new@"}))["patients"]["nodes"] == [{"id": str(ann)}]
    assert (await clinic.receptionist.data(find, {"s": "old@"}))["patients"]["nodes"] == []


async def test_nothing_new_is_no_news(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row(first_name="Ann")
    before = (await patient(clinic, ann))["last_seen_at"]

    await clinic.receptionist.data(UPDATE, {"id": str(ann), "input": {"firstName": "Ann"}})

    assert await clinic.event_types() == []
    assert before is None
    assert (await patient(clinic, ann))["last_seen_at"] is not None


async def test_a_stale_version_is_a_conflict(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()

    async with unchanged(clinic):
        answer = await clinic.doctor.ask(UPDATE, {"id": str(ann), "input": {"city": "Bonn"}, "version": 2})
    fresh = await clinic.doctor.data(UPDATE, {"id": str(ann), "input": {"city": "Bonn"}, "version": 1})

    assert answer["errors"][0]["extensions"] == {"code": "CONFLICT", "currentVersion": 1}
    assert fresh["updatePatient"]["rowVersion"] == 2


@pytest.mark.parametrize(
    ("member", "value", "path"),
    [
        ("firstName", " ", "input.firstName"),
        ("mrn", "", "input.mrn"),
        ("email", "x@", "input.email"),
        ("birthDate", "2999-01-01", "input.birthDate"),
        ("city", "x" * 121, "input.city"),
        ("occupation", "a\u0001", "input.occupation"),
        ("status", "ERASED", "input.status"),
        ("firstName", None, "input.firstName"),
        ("mrn", None, "input.mrn"),
        ("status", None, "input.status"),
    ],
)
async def test_bad_values_are_named(world: World, member: str, value: str | None, path: str) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()

    async with unchanged(clinic):
        answer = await clinic.doctor.ask(UPDATE, {"id": str(ann), "input": {member: value}})

    extensions = answer["errors"][0]["extensions"]
    assert (extensions["code"], {f["path"] for f in extensions["fields"]}) == ("INVALID", {path})
    assert "Maybe" not in answer["errors"][0]["message"]


async def test_a_number_of_somebody_else_is_a_conflict_that_names_it(world: World) -> None:
    clinic = await world.clinic()
    await clinic.patient_row(mrn="A-1")
    ann = await clinic.patient_row()

    async with unchanged(clinic):
        answer = await clinic.doctor.ask(UPDATE, {"id": str(ann), "input": {"mrn": "A-1"}})

    extensions = answer["errors"][0]["extensions"]
    assert (extensions["code"], [f["path"] for f in extensions["fields"]]) == ("CONFLICT", ["input.mrn"])


@pytest.mark.parametrize("role", ["patient", "nobody"])
async def test_who_may_not_edit_changes_nothing(world: World, role: str) -> None:
    clinic = await world.clinic()
    await clinic.join("receptionist", "nobody", overrides={"patients.edit": False})

    async with unchanged(clinic):
        code = await clinic.people[role].refused(
            UPDATE, {"id": str(clinic.patient.patient_id), "input": {"city": "Bonn"}}
        )

    assert code == "FORBIDDEN"


async def test_another_clinics_patient_does_not_exist(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    foreign = await other.patient_row()

    async with unchanged(clinic, other):
        code = await clinic.admin.refused(UPDATE, {"id": str(foreign), "input": {"city": "Bonn"}})

    assert code == "NOT_FOUND"


@pytest.mark.parametrize("member", ["firstName", "mrn", "status", "accountId"])
async def test_null_in_the_document_itself_is_refused_too(world: World, member: str) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()

    async with unchanged(clinic):
        answer = await clinic.doctor.ask(
            f'mutation {{ updatePatient(id: "{ann}", input: {{{member}: null}}) {{ id }} }}'
        )

    assert answer["errors"][0]["extensions"]["code"] == "INVALID"
    assert "Maybe" not in answer["errors"][0]["message"]


# --- status --------------------------------------------------------------------------------------------------------


async def test_archiving_by_a_change_asks_for_the_right_to_archive(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()
    given = {"id": str(ann), "input": {"status": "ARCHIVED", "city": "Bonn"}}

    async with unchanged(clinic):
        code = await clinic.receptionist.refused(UPDATE, given)
    await clinic.doctor.data(UPDATE, given)

    assert code == "FORBIDDEN"
    row = await patient(clinic, ann)
    assert (row["status"], row["city"], row["archived_at"] is not None) == ("archived", "Bonn", True)
    assert [(e["type"], e["changed"]) for e in await clinic.events()] == [
        ("patient.archived", ["archived_at", "status"]),
        ("patient.updated", ["city"]),
    ]


async def test_the_status_as_it_is_may_be_repeated(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()

    await clinic.receptionist.data(UPDATE, {"id": str(ann), "input": {"status": "ACTIVE", "city": "Bonn"}})

    assert await clinic.event_types() == ["patient.updated"]


# --- account -------------------------------------------------------------------------------------------------------


async def test_an_account_is_linked_by_a_change(world: World) -> None:
    clinic = await world.clinic()
    ann, person = await clinic.patient_row(), await portal_account(clinic)

    await clinic.receptionist.data(UPDATE, {"id": str(ann), "input": {"accountId": str(person.account_id)}})

    row = await patient(clinic, ann)
    assert (row["account_id"], row["portal_access"]) == (person.account_id, True)
    assert await clinic.event_types() == ["patient.account_linked"]
    assert await platform_accounts(clinic) == [person.account_id]


@pytest.mark.parametrize("missing", ["patients.invite_portal", "patients.edit"])
async def test_linking_by_a_change_asks_for_both_keys(world: World, missing: str) -> None:
    clinic = await world.clinic()
    clerk = await clinic.join("receptionist", "clerk", overrides={missing: False})
    ann, person = await clinic.patient_row(), await portal_account(clinic)

    async with unchanged(clinic):
        code = await clerk.refused(UPDATE, {"id": str(ann), "input": {"accountId": str(person.account_id)}})

    assert code == "FORBIDDEN"


async def test_only_accounts_of_this_clinics_patients_can_be_linked(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    ann = await clinic.patient_row()
    refused: dict[str, Any] = {
        "another clinic's patient": other.patient,
        "a doctor": clinic.doctor,
    }

    for who, person in refused.items():
        async with unchanged(clinic, other):
            answer = await clinic.admin.ask(UPDATE, {"id": str(ann), "input": {"accountId": str(person.account_id)}})
        extensions = answer["errors"][0]["extensions"]
        assert (who, extensions["code"]) == (who, "NOT_FOUND")
        assert [f["path"] for f in extensions["fields"]] == ["input.accountId"]

    async with unchanged(clinic):
        own = await clinic.admin.refused(UPDATE, {"id": str(ann), "input": {"accountId": str(clinic.admin.account_id)}})
    assert own == "FORBIDDEN"
