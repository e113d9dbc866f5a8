"""Guardians: accounts that act for a patient between two days."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.patients.records import of_patient, platform_accounts, portal_account, unchanged
from tests.world import World

ADD = """mutation($id: UUID!, $input: AddGuardianInput!) {
  addGuardian(patientId: $id, input: $input) { id name relation sinceDate untilDate accountId }
}"""
END = "mutation($id: UUID!, $until: Date) { endGuardian(id: $id, untilDate: $until) { untilDate } }"
LIST = "query($id: UUID!) { guardians(patientId: $id) { name } patient(id: $id) { guardians { name } } }"
MINE = "{ myPatients { id } }"

TODAY = dt.datetime.now(ZoneInfo("Europe/Berlin")).date()


def day(offset: int) -> str:
    return (TODAY + dt.timedelta(days=offset)).isoformat()


def given(person: Any, **members: Any) -> dict[str, Any]:
    return {"accountId": str(person.account_id), "name": "Mary", "relation": "mother", **members}


async def test_a_guardian_acts_from_now_on_and_no_longer_after_the_end(world: World) -> None:
    clinic = await world.clinic()
    child, mother = await clinic.patient_row(), await portal_account(clinic)
    assert await mother.data(MINE) == {"myPatients": []}

    added = (await clinic.receptionist.data(ADD, {"id": str(child), "input": given(mother)}))["addGuardian"]
    during = await mother.data(MINE)
    ended = await clinic.receptionist.data(END, {"id": added["id"]})
    after = await mother.data(MINE)

    assert (added["name"], added["relation"], added["sinceDate"], added["untilDate"]) == (
        "Mary",
        "mother",
        day(0),
        None,
    )
    assert during == {"myPatients": [{"id": str(child)}]}
    assert ended == {"endGuardian": {"untilDate": day(0)}}
    assert after == {"myPatients": []}
    stored = (await of_patient(clinic, "guardian", child))[0]
    assert (stored["account_id"], stored["until_date"]) == (mother.account_id, TODAY)
    assert await clinic.event_types() == ["guardian.added", "guardian.ended"]
    assert await platform_accounts(clinic) == [mother.account_id, mother.account_id]


@pytest.mark.parametrize(
    ("since", "until", "acts"), [(0, 1, True), (-5, None, True), (1, None, False), (-5, 0, False), (-5, -1, False)]
)
async def test_the_days_decide(world: World, since: int, until: int | None, acts: bool) -> None:
    clinic = await world.clinic()
    child, mother = await clinic.patient_row(), await portal_account(clinic)
    dates = {"sinceDate": day(since), "untilDate": None if until is None else day(until)}

    await clinic.receptionist.data(ADD, {"id": str(child), "input": given(mother, **dates)})

    assert await mother.data(MINE) == {"myPatients": [{"id": str(child)}] if acts else []}


async def test_a_guardian_reads_what_the_patient_may_and_no_other_patient(world: World) -> None:
    clinic = await world.clinic()
    child, other = await clinic.patient_row(), await clinic.patient_row()
    mother = await portal_account(clinic)
    for patient in (child, other):
        await clinic.row("allergy", patient_id=patient, substance="Latex", substance_key="latex", severity="mild")
    await clinic.receptionist.data(ADD, {"id": str(child), "input": given(mother)})
    query = "query($id: UUID!) { patient(id: $id) { id allergies { substance } } }"

    assert await mother.data(query, {"id": str(child)}) == {
        "patient": {"id": str(child), "allergies": [{"substance": "Latex"}]}
    }
    assert await mother.data(query, {"id": str(other)}) == {"patient": None}


async def test_the_list_is_for_staff_and_the_patient(world: World) -> None:
    clinic = await world.clinic()
    own, somebody = clinic.patient.patient_id, await clinic.patient_row()
    mother = await portal_account(clinic)
    for patient in (own, somebody):
        await clinic.receptionist.data(ADD, {"id": str(patient), "input": given(mother)})
    whole = {"guardians": [{"name": "Mary"}], "patient": {"guardians": [{"name": "Mary"}]}}

    assert await clinic.doctor.data(LIST, {"id": str(somebody)}) == whole
    assert await clinic.patient.data(LIST, {"id": str(own)}) == whole
    assert await clinic.patient.data(LIST, {"id": str(somebody)}) == {"guardians": [], "patient": None}


async def test_only_accounts_of_this_clinics_patients_can_be_guardians(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    child = await clinic.patient_row()

    async with unchanged(clinic, other):
        for person in (clinic.doctor, other.patient):
            answer = await clinic.admin.ask(ADD, {"id": str(child), "input": given(person)})
            extensions = answer["errors"][0]["extensions"]
            assert (extensions["code"], [f["path"] for f in extensions["fields"]]) == ("NOT_FOUND", ["input.accountId"])
        assert await clinic.admin.refused(ADD, {"id": str(child), "input": given(clinic.admin)}) == "FORBIDDEN"


async def test_the_same_days_twice_are_a_conflict(world: World) -> None:
    clinic = await world.clinic()
    child, mother = await clinic.patient_row(), await portal_account(clinic)
    await clinic.doctor.data(ADD, {"id": str(child), "input": given(mother, sinceDate=day(-9), untilDate=day(9))})

    async with unchanged(clinic):
        for dates in ({}, {"sinceDate": day(-20)}, {"sinceDate": day(-20), "untilDate": day(-8)}):
            assert await clinic.doctor.refused(ADD, {"id": str(child), "input": given(mother, **dates)}) == "CONFLICT"
    later = await clinic.doctor.ask(ADD, {"id": str(child), "input": given(mother, sinceDate=day(9))})

    assert "errors" not in later


@pytest.mark.parametrize(
    ("members", "path"),
    [
        ({"untilDate": day(0)}, "input.untilDate"),
        ({"sinceDate": day(5), "untilDate": day(4)}, "input.untilDate"),
        ({"name": " "}, "input.name"),
        ({"relation": "x" * 65}, "input.relation"),
    ],
)
async def test_bad_values_are_named(world: World, members: dict[str, Any], path: str) -> None:
    clinic = await world.clinic()
    child, mother = await clinic.patient_row(), await portal_account(clinic)

    async with unchanged(clinic):
        answer = await clinic.doctor.ask(ADD, {"id": str(child), "input": given(mother, **members)})

    extensions = answer["errors"][0]["extensions"]
    assert (extensions["code"], [f["path"] for f in extensions["fields"]]) == ("INVALID", [path])


async def test_an_end_before_the_beginning_or_after_the_end_is_refused(world: World) -> None:
    clinic = await world.clinic()
    child, mother = await clinic.patient_row(), await portal_account(clinic)
    row = {"patient_id": child, "account_id": mother.account_id, "name": "M", "relation": "mother"}
    current = await clinic.row("guardian", **row, since_date=TODAY)
    over = await clinic.row("guardian", **row, until_date=TODAY)

    async with unchanged(clinic):
        assert await clinic.doctor.refused(END, {"id": str(current), "until": day(-1)}) == "INVALID"
        assert await clinic.doctor.refused(END, {"id": str(over)}) == "CONFLICT"


@pytest.mark.parametrize("missing", ["patients.invite_portal", "patients.edit"])
async def test_guardians_ask_for_both_keys(world: World, missing: str) -> None:
    clinic = await world.clinic()
    clerk = await clinic.join("receptionist", "clerk", overrides={missing: False})
    own, mother = clinic.patient.patient_id, await portal_account(clinic)
    row = {"patient_id": own, "account_id": mother.account_id, "name": "M", "relation": "mother"}
    guardian = await clinic.row("guardian", **row)

    async with unchanged(clinic):
        for person in (clerk, clinic.patient):
            assert await person.refused(ADD, {"id": str(own), "input": given(mother)}) == "FORBIDDEN"
            assert await person.refused(END, {"id": str(guardian)}) == "FORBIDDEN"


async def test_another_clinics_guardians_do_not_exist(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    theirs, mother = await other.patient_row(), await portal_account(other)
    ours = await portal_account(clinic)
    row = {"patient_id": theirs, "account_id": mother.account_id, "name": "M", "relation": "mother"}
    guardian = await other.row("guardian", **row)

    async with unchanged(clinic, other):
        assert await clinic.admin.refused(ADD, {"id": str(theirs), "input": given(ours)}) == "NOT_FOUND"
        assert await clinic.admin.refused(END, {"id": str(guardian)}) == "NOT_FOUND"
        assert (await clinic.admin.data(LIST, {"id": str(theirs)})) == {"guardians": [], "patient": None}
