"""Phone numbers: kept in one form, one of them primary."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from tests.patients.records import of_patient, phone, unchanged
from tests.world import ClinicWorld, World

ADD = """mutation($id: UUID!, $number: String!, $label: String! = "home", $primary: Boolean! = false,
  $national: Boolean! = true) {
  addPhoneNumber(patientId: $id, phoneNumber: $number, label: $label, isPrimary: $primary, national: $national) {
    id patientId phoneNumber label isPrimary
  }
}"""
UPDATE = """mutation($id: UUID!, $input: UpdatePhoneNumberInput!, $version: Int) {
  updatePhoneNumber(id: $id, input: $input, expectedVersion: $version) { id phoneNumber label isPrimary rowVersion }
}"""
PRIMARY = "mutation($id: UUID!) { makePhoneNumberPrimary(id: $id) { id isPrimary } }"
REMOVE = "mutation($id: UUID!) { removePhoneNumber(id: $id) }"


async def primaries(clinic: ClinicWorld, patient: UUID) -> list[str]:
    return [n["phone_number"] for n in await of_patient(clinic, "phone_number", patient) if n["is_primary"]]


async def test_an_added_number_is_stored_with_one_event(world: World) -> None:
    clinic = await world.clinic(country="DE")
    ann = await clinic.patient_row()

    answer = await clinic.receptionist.data(ADD, {"id": str(ann), "number": "(030) 123-45.67"})

    added = answer["addPhoneNumber"]
    assert {k: added[k] for k in ("patientId", "phoneNumber", "label", "isPrimary")} == {
        "patientId": str(ann), "phoneNumber": "+49301234567", "label": "home", "isPrimary": False,
    }  # fmt: skip
    assert [n["phone_number"] for n in await of_patient(clinic, "phone_number", ann)] == ["+49301234567"]
    events = await clinic.events()
    assert [(e["type"], e["patient_id"]) for e in events] == [("patient.phone_number_added", ann)]


async def test_a_new_primary_number_takes_the_place_of_the_old_one(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()
    await phone(clinic, ann, "+49301", primary=True)

    await clinic.receptionist.data(ADD, {"id": str(ann), "number": "+49302", "primary": True})

    assert await primaries(clinic, ann) == ["+49302"]


@pytest.mark.parametrize(
    ("number", "national"),
    [("", True), ("abc", True), ("+", True), ("+1234567890123456", True), ("0301234567", False), ("1 2 3", False)],
)
async def test_what_is_no_number_is_refused(world: World, number: str, national: bool) -> None:
    clinic = await world.clinic(country="DE")
    ann = await clinic.patient_row()

    async with unchanged(clinic):
        answer = await clinic.doctor.ask(ADD, {"id": str(ann), "number": number, "national": national})

    extensions = answer["errors"][0]["extensions"]
    assert (extensions["code"], [f["path"] for f in extensions["fields"]]) == ("INVALID", ["phoneNumber"])


async def test_the_same_number_twice_is_a_conflict_by_its_path(world: World) -> None:
    clinic = await world.clinic()
    ann, bob = await clinic.patient_row(), await clinic.patient_row()
    await phone(clinic, ann, "+49301")

    async with unchanged(clinic):
        answer = await clinic.doctor.ask(ADD, {"id": str(ann), "number": "0049 30 1"})
    shared = await clinic.doctor.data(ADD, {"id": str(bob), "number": "+49301"})

    extensions = answer["errors"][0]["extensions"]
    assert (extensions["code"], [f["path"] for f in extensions["fields"]]) == ("CONFLICT", ["phoneNumber"])
    assert shared["addPhoneNumber"]["phoneNumber"] == "+49301"


async def test_a_number_changes_member_by_member(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()
    first, second = await phone(clinic, ann, "+49301", primary=True), await phone(clinic, ann, "+49302")

    answer = await clinic.receptionist.data(
        UPDATE, {"id": str(second), "input": {"phoneNumber": "+49303", "label": "work", "isPrimary": True}}
    )

    assert answer["updatePhoneNumber"] == {
        "id": str(second), "phoneNumber": "+49303", "label": "work", "isPrimary": True, "rowVersion": 2,
    }  # fmt: skip
    assert await primaries(clinic, ann) == ["+49303"]
    assert [(e["type"], e["changed"]) for e in await clinic.events()] == [
        ("patient.phone_number_changed", ["is_primary", "label", "phone_number"])
    ]
    assert first != second


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ({"label": " "}, "INVALID", "input.label"),
        ({"phoneNumber": "x"}, "INVALID", "input.phoneNumber"),
        ({"phoneNumber": "+49301"}, "CONFLICT", "input.phoneNumber"),
    ],
)
async def test_a_bad_change_is_named(world: World, given: dict[str, Any], code: str, path: str) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()
    await phone(clinic, ann, "+49301")
    second = await phone(clinic, ann, "+49302")

    async with unchanged(clinic):
        answer = await clinic.doctor.ask(UPDATE, {"id": str(second), "input": given})

    extensions = answer["errors"][0]["extensions"]
    assert (extensions["code"], [f["path"] for f in extensions["fields"]]) == (code, [path])


async def test_no_change_is_no_news_and_an_old_version_a_conflict(world: World) -> None:
    clinic = await world.clinic()
    number = await phone(clinic, await clinic.patient_row(), "+49301")

    await clinic.doctor.data(UPDATE, {"id": str(number), "input": {}})
    async with unchanged(clinic):
        code = await clinic.doctor.refused(UPDATE, {"id": str(number), "input": {"label": "x"}, "version": 7})

    assert code == "CONFLICT"
    assert await clinic.event_types() == []


async def test_one_number_is_primary_also_when_two_are_made_so_at_once(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()
    numbers = [await phone(clinic, ann, f"+4930{n}", primary=n == 0) for n in range(3)]

    for _ in range(5):
        answers = await asyncio.gather(
            *(clinic.doctor.ask(PRIMARY, {"id": str(n)}) for n in (numbers[1], numbers[2], numbers[0]))
        )
        assert ["errors" in a for a in answers] == [False, False, False]
        assert len(await primaries(clinic, ann)) == 1


async def test_making_the_primary_number_primary_is_no_news(world: World) -> None:
    clinic = await world.clinic()
    number = await phone(clinic, await clinic.patient_row(), "+49301", primary=True)

    answer = await clinic.doctor.data(PRIMARY, {"id": str(number)})

    assert answer["makePhoneNumberPrimary"]["isPrimary"] is True
    assert await clinic.event_types() == []


async def test_a_removed_primary_number_has_no_heir(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()
    first = await phone(clinic, ann, "+49301", primary=True)
    await phone(clinic, ann, "+49302")

    answer = await clinic.manager.data(REMOVE, {"id": str(first)})

    assert answer == {"removePhoneNumber": True}
    assert [n["phone_number"] for n in await of_patient(clinic, "phone_number", ann)] == ["+49302"]
    assert await primaries(clinic, ann) == []
    assert await clinic.event_types() == ["patient.phone_number_removed"]


async def test_a_number_with_messages_cannot_be_removed(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()
    number = await phone(clinic, ann, "+49301")
    await clinic.row(
        "sms", patient_id=ann, phone_number_id=number, direction="sent", sent_at=dt.datetime.now(dt.UTC), sms_text="x"
    )

    async with unchanged(clinic):
        code = await clinic.admin.refused(REMOVE, {"id": str(number)})

    assert code == "CONFLICT"


@pytest.mark.parametrize("role", ["doctor", "receptionist", "patient"])
async def test_only_admins_and_managers_remove_numbers(world: World, role: str) -> None:
    clinic = await world.clinic()
    number = await phone(clinic, UUID(str(clinic.patient.patient_id)), "+49301")

    async with unchanged(clinic):
        assert await clinic.people[role].refused(REMOVE, {"id": str(number)}) == "FORBIDDEN"


async def test_patients_change_no_numbers_here(world: World) -> None:
    clinic = await world.clinic()
    own = await phone(clinic, UUID(str(clinic.patient.patient_id)), "+49301")

    async with unchanged(clinic):
        for query, variables in (
            (ADD, {"id": str(clinic.patient.patient_id), "number": "+49302"}),
            (UPDATE, {"id": str(own), "input": {"label": "x"}}),
            (PRIMARY, {"id": str(own)}),
        ):
            assert await clinic.patient.refused(query, variables) == "FORBIDDEN"


async def test_another_clinics_numbers_do_not_exist(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    theirs = await other.patient_row()
    number = await phone(other, theirs, "+49301")

    async with unchanged(clinic, other):
        for query, variables in (
            (ADD, {"id": str(theirs), "number": "+49302"}),
            (UPDATE, {"id": str(number), "input": {"label": "x"}}),
            (PRIMARY, {"id": str(number)}),
            (REMOVE, {"id": str(number)}),
        ):
            assert await clinic.admin.refused(query, variables) == "NOT_FOUND"
        hidden = await clinic.admin.data(
            "query($p: UUID!, $n: UUID!) { phoneNumbers(patientId: $p) { id } phoneNumber(id: $n) { id } }",
            {"p": str(theirs), "n": str(number)},
        )
    assert hidden == {"phoneNumbers": [], "phoneNumber": None}


async def test_patients_see_their_own_numbers_only(world: World) -> None:
    clinic = await world.clinic()
    somebody = await clinic.patient_row()
    own = await phone(clinic, UUID(str(clinic.patient.patient_id)), "+49301")
    theirs = await phone(clinic, somebody, "+49302")
    query = "query($p: UUID!, $n: UUID!) { phoneNumbers(patientId: $p) { id } phoneNumber(id: $n) { id } }"

    mine = await clinic.patient.data(query, {"p": str(clinic.patient.patient_id), "n": str(own)})
    others = await clinic.patient.data(query, {"p": str(somebody), "n": str(theirs)})

    assert mine == {"phoneNumbers": [{"id": str(own)}], "phoneNumber": {"id": str(own)}}
    assert others == {"phoneNumbers": [], "phoneNumber": None}


async def test_the_list_has_the_primary_number_first(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()
    for index, number in enumerate(("+49301", "+49302", "+49303")):
        at = dt.datetime(2026, 1, 1 + index, tzinfo=dt.UTC)
        await phone(clinic, ann, number, primary=index == 1, created_at=at)
    query = (
        "query($id: UUID!, $order: PhoneNumberOrder!) { phoneNumbers(patientId: $id, order: $order) { phoneNumber } }"
    )

    oldest = await clinic.doctor.data(query, {"id": str(ann), "order": "OLDEST"})
    newest = await clinic.doctor.data(query, {"id": str(ann), "order": "NEWEST"})

    assert [n["phoneNumber"] for n in oldest["phoneNumbers"]] == ["+49302", "+49301", "+49303"]
    assert [n["phoneNumber"] for n in newest["phoneNumbers"]] == ["+49302", "+49303", "+49301"]


async def test_normalizing_is_for_those_who_enter_numbers(world: World) -> None:
    clinic = await world.clinic(country="DE")
    clerk = await clinic.join("receptionist", "clerk", overrides={"patients.create": False, "patients.edit": False})
    query = "query($raw: String!) { normalizePhoneNumber(raw: $raw) { normalized } }"

    answer = await clinic.receptionist.data(query, {"raw": " 030 / 1234567 "})

    assert answer == {"normalizePhoneNumber": {"normalized": "+49301234567"}}
    assert await clerk.refused(query, {"raw": "+491"}) == "FORBIDDEN"
    assert await clinic.patient.refused(query, {"raw": "+491"}) == "FORBIDDEN"
    assert await clinic.receptionist.refused(query, {"raw": "x"}) == "INVALID"
