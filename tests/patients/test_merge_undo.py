"""Undoing a merge: everything as it was, or a reason why not."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
from typing import Any
from uuid import UUID

import pytest

from resolvers.patients import search_text
from server.worker import sweep
from tests.patients.merging import MERGE, NOON, UNDO, content, everything_of, merge
from tests.patients.records import of_patient, patient, phone, portal_account
from tests.world import ClinicWorld, World


async def undo(clinic: ClinicWorld, made: dict[str, Any]) -> None:
    await clinic.admin.data(UNDO, {"id": made["id"]})


async def refusal(clinic: ClinicWorld, made: dict[str, Any]) -> Any:
    (error,) = (await clinic.admin.ask(UNDO, {"id": made["id"]}))["errors"]
    return error["extensions"]


async def random_patient(clinic: ClinicWorld, chance: random.Random, mrn: str) -> UUID:
    """A patient of whom anything may be known; few values, so that two often agree or clash."""

    def maybe(*values: Any) -> Any:
        return chance.choice([None, *values])

    account = (await portal_account(clinic, mrn.lower())).account_id if chance.random() < 0.4 else None
    first, email, numbers = chance.choice(["Ann", "明"]), maybe("a@b.example"), chance.choice([[], [f"old-{mrn}"]])
    person = await clinic.patient_row(
        mrn=mrn, first_name=first, search_text=search_text(first, "Ray", email, mrn, *numbers),
        gender=maybe("female", "male"), city=maybe("Berlin", "Köln"),
        birth_date=maybe(dt.date(1990, 5, 1), dt.date(1990, 1, 5)), address=maybe("A 1"), email=email,
        account_id=account, insurance_number=maybe("1", "2"), insurance_provider=maybe("AOK"),
        last_seen_at=maybe(NOON), former_numbers=numbers,
    )  # fmt: skip
    doctor = await clinic.employee()
    for number in chance.sample(["+491", "+492", "+493"], chance.randint(0, 3)):
        there = await of_patient(clinic, "phone_number", person)
        primary = chance.random() < 0.5 and not any(row["is_primary"] for row in there)
        label = chance.choice(["home", "mobile"])
        phone_id = await phone(clinic, person, number, primary=primary, label=label)
        for _ in range(chance.randint(0, 2)):
            row = {"direction": "sent", "sent_at": NOON, "sms_text": "x"}
            await clinic.row("sms", patient_id=person, phone_number_id=phone_id, **row)
    if chance.random() < 0.7:
        words = ["a", "b", "c"]
        await clinic.row(
            "medical_history", patient_id=person, blood_type=maybe("A+", "0-"), smoking=maybe("no", "yes"),
            alcohol=maybe("no"), medications=chance.sample(words, chance.randint(0, 3)),
            conditions=chance.sample(words, chance.randint(0, 3)), oral_habits=[], notes=maybe("one", "two"),
            family_history=maybe("x", "y"), completed_at=maybe(NOON, NOON + dt.timedelta(days=1)),
        )  # fmt: skip
    for key in chance.sample(["latex", "nuts", "bees"], chance.randint(0, 3)):
        severity = chance.choice(["mild", "moderate", "severe"])
        await clinic.row(
            "allergy", patient_id=person, substance=key.title(), substance_key=key, severity=severity,
            reaction=maybe("rash", "shock"),
        )  # fmt: skip
    for day in range(chance.randint(0, 4)):
        visit = await clinic.appointment(person, NOON + dt.timedelta(days=day), doctor_id=doctor)
        if chance.random() < 0.5:
            await clinic.task(doctor, "x", patient_id=person, appointment_id=visit)
        if chance.random() < 0.5:
            await clinic.notification(clinic.admin, visit, patient_id=person)
    if chance.random() < 0.5:
        guardian = await portal_account(clinic, f"g{mrn.lower()}")
        await clinic.row("guardian", patient_id=person, account_id=guardian.account_id, name="M", relation="m")
    return person


def counted(rows: dict[str, list[dict[str, Any]]]) -> dict[str, int]:
    return {table: len(found) for table, found in rows.items()}


@pytest.mark.parametrize("seed", range(12))
async def test_merged_and_undone_is_as_it_was(world: World, seed: int) -> None:
    """Two random records, one of them perhaps with a duplicate of its own; and a third that nothing happens to."""
    chance = random.Random(seed)
    clinic = await world.clinic(people=("admin",))
    people = [await random_patient(clinic, chance, name) for name in ("A", "B", "C")]
    kept, other, bystander = people
    if seed % 3 == 0:
        await merge(clinic, other, await random_patient(clinic, chance, "D"))
    before = await content(clinic)
    of_bystander = {t: [r for r in rows if r.get("patient_id") == bystander] for t, rows in before.items()}

    made = await merge(clinic, kept, other)

    after = await content(clinic)
    assert counted(after) == counted(before)
    assert {t: [r for r in rows if r.get("patient_id") == bystander] for t, rows in after.items()} == of_bystander
    # What stays behind is what the kept patient has, too.
    for table, alike in (("phone_number", "phone_number"), ("allergy", "substance_key"), ("medical_history", None)):
        mine = {r[alike] if alike else None for r in after[table] if r["patient_id"] == kept}
        assert {r[alike] if alike else None for r in after[table] if r["patient_id"] == other} <= mine
    for table in ("appointment", "appointment_change", "sms", "task", "notification", "guardian"):
        assert [r for r in after[table] if r["patient_id"] == other] == [], table
    for table in ("medical_history", "allergy"):
        _nothing_lost(before[table], after[table], kept, other)

    await undo(clinic, made)

    assert await content(clinic) == before


def _nothing_lost(before: list[Any], after: list[Any], kept: UUID, other: UUID) -> None:
    """Every word and entry of both is somewhere in what the kept patient has now."""
    words = {
        str(word)
        for row in before
        if row["patient_id"] in (kept, other)
        for name, value in row.items()
        if name in ("blood_type", "smoking", "medications", "conditions", "notes", "family_history", "reaction")
        for word in (value if isinstance(value, list) else [value])
        if value is not None
    }
    text = str([row for row in after if row["patient_id"] == kept])
    assert [word for word in words if word not in text] == []


async def test_a_chain_is_undone_from_its_end(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    a, b, c = [await everything_of(clinic, name) for name in ("A", "B", "C")]
    start = await content(clinic)
    first = await merge(clinic, b, a)
    middle = await content(clinic)
    second = await merge(clinic, c, b)
    assert (await patient(clinic, a))["merged_into_id"] == c
    assert (await patient(clinic, c))["former_numbers"] == ["B", "A"]

    assert (await refusal(clinic, first))["code"] == "CONFLICT"
    await undo(clinic, second)
    assert await content(clinic) == middle
    await undo(clinic, first)
    assert await content(clinic) == start
    assert await clinic.event_types() == ["patient.merged"] * 4 + ["patient.merge_undone"] * 4


async def test_what_came_since_stays_and_what_was_changed_since_hinders(world: World) -> None:
    clinic = await world.clinic(people=("admin", "doctor"))
    kept, other = await clinic.patient_row(), await clinic.patient_row()
    allergy = await clinic.row(
        "allergy", patient_id=other, substance="Latex", substance_key="latex", severity="mild", reaction=None
    )
    made = await merge(clinic, kept, other)
    new = await clinic.row("allergy", patient_id=kept, substance="Nuts", substance_key="nuts", severity="mild")
    change = "mutation($id: UUID!) { updateAllergy(id: $id, input: {severity: SEVERE}) { id } }"
    await clinic.doctor.data(change, {"id": str(allergy)})
    before = await content(clinic)

    extensions = await refusal(clinic, made)

    (hindrance,) = extensions["hindrances"]
    assert hindrance.pop("at")
    assert hindrance == {"entity": "Allergy", "id": str(allergy), "reason": "changed", "by": "Doctor"}
    assert await content(clinic) == before

    await clinic.world.owner.execute("UPDATE allergy SET row_version = 1 WHERE id = $1", allergy)
    await undo(clinic, made)
    assert [r["id"] for r in await of_patient(clinic, "allergy", kept)] == [new]
    assert [r["id"] for r in await of_patient(clinic, "allergy", other)] == [allergy]


async def test_what_was_removed_since_hinders(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    kept, other = await clinic.patient_row(), await clinic.patient_row()
    allergy = await clinic.row("allergy", patient_id=other, substance="x", substance_key="x", severity="mild")
    made = await merge(clinic, kept, other)
    await clinic.admin.data("mutation($id: UUID!) { removeAllergy(id: $id) }", {"id": str(allergy)})

    (hindrance,) = (await refusal(clinic, made))["hindrances"]

    assert (hindrance["id"], hindrance["reason"], hindrance["by"]) == (str(allergy), "gone", "Admin")


async def test_what_was_filled_and_written_since_hinders_and_the_rest_does_not(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    kept, other = await clinic.patient_row(), await clinic.patient_row(occupation="Baker", city="Köln")
    made = await merge(clinic, kept, other)
    write = "mutation($id: UUID!, $input: UpdatePatientInput!) { updatePatient(id: $id, input: $input) { id } }"
    await clinic.admin.data(write, {"id": str(kept), "input": {"referralSource": "friend"}})
    await clinic.admin.data(write, {"id": str(kept), "input": {"occupation": "Cook"}})

    (hindrance,) = (await refusal(clinic, made))["hindrances"]
    assert (hindrance["entity"], hindrance["columns"], hindrance["by"]) == ("Patient", ["occupation"], "Admin")

    await clinic.admin.data(write, {"id": str(kept), "input": {"occupation": "Baker"}})
    await undo(clinic, made)
    row = await patient(clinic, kept)
    assert (row["occupation"], row["city"], row["referral_source"]) == (None, None, "friend")


async def test_read_notifications_do_not_hinder(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    kept, other = await clinic.patient_row(), await clinic.patient_row()
    visit = await clinic.appointment(other, NOON)
    await clinic.notification(clinic.admin, visit, patient_id=other)
    made = await merge(clinic, kept, other)
    await clinic.admin.data("mutation { markAllNotificationsRead }")
    await undo(clinic, made)
    (told,) = await of_patient(clinic, "notification", other)
    assert told["read_at"] is not None


async def test_after_a_day_it_is_too_late_and_nothing_of_it_is_kept(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    kept, other = await everything_of(clinic, "P1"), await everything_of(clinic, "P2")
    made = await merge(clinic, kept, other)
    sql = "UPDATE patient_merge SET undo_until = now() - interval '1 second' WHERE id = $1"
    await world.owner.execute(sql, UUID(made["id"]))
    assert (await refusal(clinic, made))["code"] == "CONFLICT"

    assert await sweep() >= 1

    (row,) = await world.fetch("SELECT * FROM patient_merge WHERE id = $1", UUID(made["id"]))
    assert (row["undo"], row["differences"], row["medical_differences"]) == (None, "{}", "{}")
    assert (await refusal(clinic, made))["code"] == "CONFLICT"


async def test_twice_undone_is_refused_and_so_is_who_may_not(world: World) -> None:
    clinic, foreign = await world.clinic(people=("admin", "doctor")), await world.clinic(people=("admin",))
    kept, other = await clinic.patient_row(), await clinic.patient_row()
    made = await merge(clinic, kept, other)
    assert await clinic.doctor.refused(UNDO, {"id": made["id"]}) == "FORBIDDEN"
    assert await foreign.admin.refused(UNDO, {"id": made["id"]}) == "NOT_FOUND"
    desk = await clinic.join("receptionist", overrides={"patients.merge": "own"})
    assert await desk.refused(UNDO, {"id": made["id"]}) in ("FORBIDDEN", "NOT_FOUND")

    answers = await asyncio.gather(*(clinic.admin.ask(UNDO, {"id": made["id"]}) for _ in range(3)))

    assert sorted("errors" in answer for answer in answers) == [False, True, True]
    assert await clinic.event_types() == ["patient.merged"] * 2 + ["patient.merge_undone"] * 2
    again = await merge(clinic, kept, other)
    assert again["id"] != made["id"]
    assert MERGE
