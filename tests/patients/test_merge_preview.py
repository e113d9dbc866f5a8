"""Finding duplicates, and what a merge would do, before it is done."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from tests.patients.merging import NOON, content, everything_of, merge
from tests.patients.records import phone, unchanged
from tests.world import ClinicWorld, Person, World

PREVIEW = """query($id: UUID!, $other: UUID!) { patientMergePreview(id: $id, duplicateId: $other) {
  moves { entity rows } fills givesAccess overlappingVisits { keptId duplicateId startsAt }
  differences { entity field kept duplicate } medicalDifferences { entity field kept duplicate } } }"""
DUPLICATES = "query($id: UUID!) { duplicatePatients(id: $id) { id } }"

BORN = dt.date(1990, 5, 1)


async def preview(person: Person, kept: UUID, other: UUID) -> dict[str, Any]:
    made = await person.data(PREVIEW, {"id": str(kept), "other": str(other)})
    return dict(made["patientMergePreview"])


async def test_it_says_what_the_merge_then_does(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    kept = await everything_of(clinic, "P1", first_name="Ann")
    other = await everything_of(clinic, "P2", first_name="Anne", birth_date=BORN, email="a@b.example")
    before = await content(clinic)

    seen = await preview(clinic.admin, kept, other)

    assert await content(clinic) == before
    assert (seen["fills"], seen["givesAccess"]) == (["birthDate", "email"], False)
    assert seen["differences"] == [
        {"entity": "patient", "field": "mrn", "kept": "P1", "duplicate": "P2"},
        {"entity": "patient", "field": "firstName", "kept": "Ann", "duplicate": "Anne"},
    ]
    assert {d["field"]: (d["kept"], d["duplicate"]) for d in seen["medicalDifferences"]} == {
        "smoking": ("smoking P1", "smoking P2"), "medications": ("P1", "P2"), "notes": ("notes P1", "notes P2"),
    }  # fmt: skip
    made = await merge(clinic, kept, other)
    assert made["counts"] == {move["entity"]: move["rows"] for move in seen["moves"] if move["rows"]}


async def test_visits_to_come_at_the_same_time_are_named(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    kept, other = await clinic.patient_row(), await clinic.patient_row()
    mine = await clinic.appointment(kept, NOON, 60)
    theirs = await clinic.appointment(other, NOON + dt.timedelta(minutes=30))
    await clinic.appointment(other, NOON + dt.timedelta(minutes=60))
    await clinic.appointment(other, NOON, status="cancelled")
    past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    for whose in (kept, other):
        await clinic.appointment(whose, past)
    assert (await preview(clinic.admin, kept, other))["overlappingVisits"] == [
        {"keptId": str(mine), "duplicateId": str(theirs), "startsAt": "2027-03-01T12:30:00Z"}
    ]


async def test_what_one_may_not_see_is_neither_told_nor_counted(world: World) -> None:
    clinic = await world.clinic(people=())
    lone = {"patients.view_medical_history": False, "appointments.view_all_doctors": False}
    manager = await clinic.join("manager", overrides=lone)
    clinic.people["admin"] = manager
    kept, other = await everything_of(clinic, "P1"), await everything_of(clinic, "P2")
    for whose in (kept, other):
        await clinic.appointment(whose, NOON)

    answer = await preview(manager, kept, other)

    rows = {move["entity"]: move["rows"] for move in answer["moves"]}
    hidden = {"allergy", "medical_history", "appointment", "appointment_change", "appointment_series", "waitlist_entry"}
    assert {entity for entity, number in rows.items() if number is None} >= hidden
    assert rows["phone_number"] == 1
    assert (answer["medicalDifferences"], answer["overlappingVisits"]) == (None, [])
    assert "smoking" not in str(answer)


async def test_own_medical_facts_are_nobody_elses(world: World) -> None:
    clinic = await world.clinic(people=())
    clinic.people["admin"] = manager = await clinic.join("manager", overrides={"patients.view_medical_history": "own"})
    kept, other = await everything_of(clinic, "P1"), await everything_of(clinic, "P2")

    answer = await preview(manager, kept, other)

    assert answer["medicalDifferences"] is None
    assert "smoking" not in str(answer)


async def test_who_may_not_merge_learns_nothing(world: World) -> None:
    clinic, foreign = await world.clinic(), await world.clinic(people=("admin",))
    kept, other = await clinic.patient_row(birth_date=BORN), await clinic.patient_row(birth_date=BORN)
    desk = await clinic.join("receptionist", "desk", overrides={"patients.merge": "own"})
    pair = {"id": str(kept), "other": str(other)}
    async with unchanged(clinic):
        for role in ("doctor", "receptionist", "patient"):
            assert await clinic.people[role].refused(PREVIEW, pair) == "FORBIDDEN"
            assert await clinic.people[role].refused(DUPLICATES, {"id": str(kept)}) == "FORBIDDEN"
        assert await desk.refused(PREVIEW, pair) == "FORBIDDEN"
    assert await foreign.admin.refused(PREVIEW, pair) == "NOT_FOUND"
    assert await foreign.admin.data(DUPLICATES, {"id": str(kept)}) == {"duplicatePatients": []}


async def test_duplicates_are_told_by_birth_date_with_name_or_mail_and_by_phone(world: World) -> None:
    clinic, foreign = await world.clinic(people=("admin",)), await world.clinic(people=())
    who = {"first_name": "Zoë", "last_name": "Li", "birth_date": BORN, "email": "z@b.example"}
    me = await clinic.patient_row(**who)
    await phone(clinic, me, "+49301")
    named = await clinic.patient_row(first_name="Zoe", last_name="Li", birth_date=BORN)
    mailed = await clinic.patient_row(first_name="Zo", last_name="Lee", birth_date=BORN, email="Z@b.example")
    called = await clinic.patient_row(first_name="A", last_name="B")
    await phone(clinic, called, "+49301")
    await clinic.patient_row(**{**who, "birth_date": dt.date(1991, 5, 1)})
    await clinic.patient_row(first_name="Other", last_name="Li", birth_date=BORN)
    await clinic.patient_row(**who, status="archived")
    await foreign.patient_row(**who)

    async def found(clinic: ClinicWorld, id_: UUID) -> set[str]:
        return {row["id"] for row in (await clinic.admin.data(DUPLICATES, {"id": str(id_)}))["duplicatePatients"]}

    assert await found(clinic, me) == {str(named), str(mailed), str(called)}
    assert await found(clinic, called) == {str(me)}


@pytest.mark.parametrize("unknown", ["01900000-0000-7000-8000-ffffffffffff"])
async def test_a_preview_of_nobody(world: World, unknown: str) -> None:
    clinic = await world.clinic(people=("admin",))
    kept = await clinic.patient_row()
    assert await clinic.admin.refused(PREVIEW, {"id": str(kept), "other": unknown}) == "NOT_FOUND"
