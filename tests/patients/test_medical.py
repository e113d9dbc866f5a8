"""Medical history and allergies: behind a key of their own, and everybody's own."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import pytest

from tests.patients.records import of_patient, portal_account, unchanged
from tests.world import ClinicWorld, World

WRITE = """mutation($id: UUID!, $input: MedicalHistoryInput!, $version: Int) {
  updateMedicalHistory(patientId: $id, input: $input, expectedVersion: $version) {
    patientId bloodType smoking medications conditions completedAt rowVersion
    patient { allergies { substance severity reaction } }
  }
}"""
MINE = """mutation($input: MedicalHistoryInput!, $id: UUID) {
  updateMyMedicalHistory(input: $input, patientId: $id) { patientId smoking completedAt }
}"""
RECORD = """mutation($id: UUID!, $input: AllergyInput!) {
  recordAllergy(patientId: $id, input: $input) { id substance severity reaction }
}"""
READ = "query($id: UUID!) { patient(id: $id) { id medicalHistory { notes } allergies { substance } } }"


async def history(clinic: ClinicWorld, patient: UUID, **values: Any) -> UUID:
    row = {"patient_id": patient, "medications": [], "conditions": [], "oral_habits": [], **values}
    return await clinic.row("medical_history", **row)


async def allergy(clinic: ClinicWorld, patient: UUID, substance: str, **values: Any) -> UUID:
    row = {
        "patient_id": patient,
        "substance": substance,
        "substance_key": substance.lower(),
        "severity": "mild",
        **values,
    }
    return await clinic.row("allergy", **row)


async def test_a_first_history_is_written_and_read_back(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()
    given = {"bloodType": "0+", "smoking": "10 a day", "medications": ["Metformin"], "conditions": ["Diabetes"]}

    answer = await clinic.receptionist.data(WRITE, {"id": str(ann), "input": given})

    assert answer["updateMedicalHistory"] == {
        "patientId": str(ann), **given, "completedAt": None, "rowVersion": 1, "patient": {"allergies": []},
    }  # fmt: skip
    row = (await of_patient(clinic, "medical_history", ann))[0]
    assert (row["blood_type"], row["medications"], row["conditions"]) == ("0+", ["Metformin"], ["Diabetes"])
    events = await clinic.events()
    assert [(e["type"], e["patient_id"], e["changed"]) for e in events] == [
        ("medical_history.updated", ann, ["blood_type", "conditions", "medications", "smoking"])
    ]


async def test_members_left_out_stay_and_null_clears(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()
    await history(clinic, ann, smoking="yes", alcohol="no", medications=["A"])

    await clinic.doctor.data(WRITE, {"id": str(ann), "input": {"smoking": None, "medications": []}, "version": 1})

    row = (await of_patient(clinic, "medical_history", ann))[0]
    assert (row["smoking"], row["alcohol"], row["medications"], row["row_version"]) == (None, "no", [], 2)
    assert [(e["type"], e["changed"]) for e in await clinic.events()] == [
        ("medical_history.updated", ["medications", "smoking"])
    ]


async def test_an_old_version_is_a_conflict(world: World) -> None:
    clinic = await world.clinic()
    ann, bob = await clinic.patient_row(), await clinic.patient_row()
    await history(clinic, ann)

    async with unchanged(clinic):
        for patient in (ann, bob):
            code = await clinic.doctor.refused(WRITE, {"id": str(patient), "input": {"smoking": "no"}, "version": 9})
            assert code == "CONFLICT"


async def test_the_list_of_allergies_is_replaced_as_a_whole(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()
    await history(clinic, ann)
    for substance in ("Latex", "Nickel", "Penicillin"):
        await allergy(clinic, ann, substance)
    wanted = [
        {"substance": "Latex", "severity": "MILD"},
        {"substance": "PENICILLIN", "severity": "SEVERE", "reaction": "shock"},
        {"substance": "Jod"},
    ]

    answer = await clinic.doctor.data(WRITE, {"id": str(ann), "input": {"allergies": wanted}})

    assert answer["updateMedicalHistory"]["patient"]["allergies"] == [
        {"substance": "Jod", "severity": "MODERATE", "reaction": None},
        {"substance": "Latex", "severity": "MILD", "reaction": None},
        {"substance": "PENICILLIN", "severity": "SEVERE", "reaction": "shock"},
    ]
    assert [(e["type"], e["changed"]) for e in await clinic.events()] == [
        ("allergy.removed", []),
        ("allergy.changed", ["reaction", "severity", "substance"]),
        ("allergy.recorded", []),
    ]


async def test_allergies_can_be_cleared_and_left_alone(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()
    await history(clinic, ann)
    await allergy(clinic, ann, "Latex")

    await clinic.doctor.data(WRITE, {"id": str(ann), "input": {"smoking": "no"}})
    kept = len(await of_patient(clinic, "allergy", ann))
    await clinic.doctor.data(WRITE, {"id": str(ann), "input": {"allergies": []}})

    assert (kept, await of_patient(clinic, "allergy", ann)) == (1, [])


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"allergies": [{"substance": "Latex"}, {"substance": "látex"}]}, "input.allergies.1.substance"),
        ({"allergies": [{"substance": " "}]}, "input.allergies.0.substance"),
        ({"allergies": [{"substance": "x"}] * 51}, "input.allergies"),
        ({"medications": ["ok", " "]}, "input.medications.1"),
        ({"medications": ["x" * 201]}, "input.medications.0"),
        ({"conditions": ["x"] * 101}, "input.conditions"),
        ({"notes": "x" * 5001}, "input.notes"),
        ({"notes": "a\u0007"}, "input.notes"),
        ({"medications": None}, "input.medications"),
    ],
)
async def test_bad_values_are_named(world: World, given: dict[str, Any], path: str) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()

    async with unchanged(clinic):
        answer = await clinic.doctor.ask(WRITE, {"id": str(ann), "input": given})

    extensions = answer["errors"][0]["extensions"]
    assert (extensions["code"], {f["path"] for f in extensions["fields"]}) == ("INVALID", {path})


@pytest.mark.parametrize("missing", ["patients.view_medical_history", "patients.edit"])
async def test_writing_asks_for_both_keys(world: World, missing: str) -> None:
    clinic = await world.clinic()
    clerk = await clinic.join("receptionist", "clerk", overrides={missing: False})
    ann = await clinic.patient_row()
    latex = await allergy(clinic, ann, "Latex")

    async with unchanged(clinic):
        assert await clerk.refused(WRITE, {"id": str(ann), "input": {"smoking": "no"}}) == "FORBIDDEN"
        assert await clerk.refused(RECORD, {"id": str(ann), "input": {"substance": "x"}}) == "FORBIDDEN"
        update = 'mutation($id: UUID!) { updateAllergy(id: $id, input: {reaction: "x"}) { id } }'
        assert await clerk.refused(update, {"id": str(latex)}) == "FORBIDDEN"
        assert await clerk.refused("mutation($id: UUID!) { removeAllergy(id: $id) }", {"id": str(latex)}) == "FORBIDDEN"


async def test_without_the_key_the_history_is_null_with_one_error_each(world: World) -> None:
    clinic = await world.clinic()
    clerk = await clinic.join("receptionist", "clerk", overrides={"patients.view_medical_history": False})
    ann = await clinic.patient_row()
    await history(clinic, ann, notes="Secret")
    await allergy(clinic, ann, "Secret")

    answer = await clerk.ask(READ, {"id": str(ann)})

    assert answer["data"] == {"patient": {"id": str(ann), "medicalHistory": None, "allergies": None}}
    assert [(e["extensions"]["code"], e["extensions"]["field"]) for e in answer["errors"]] == [
        ("FORBIDDEN", "patient.medicalHistory"), ("FORBIDDEN", "patient.allergies"),
    ]  # fmt: skip


async def test_single_allergies_are_recorded_changed_and_removed(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()

    made = (await clinic.doctor.data(RECORD, {"id": str(ann), "input": {"substance": "Latex"}}))["recordAllergy"]
    twice = await clinic.doctor.ask(RECORD, {"id": str(ann), "input": {"substance": "LATEX"}})
    changed = await clinic.doctor.data(
        'mutation($id: UUID!) { updateAllergy(id: $id, input: {severity: SEVERE, reaction: "rash"}) {'
        " substance severity reaction } }",
        {"id": made["id"]},
    )
    removed = await clinic.doctor.data("mutation($id: UUID!) { removeAllergy(id: $id) }", {"id": made["id"]})

    assert made["severity"] == "MODERATE"
    assert twice["errors"][0]["extensions"]["code"] == "CONFLICT"
    assert [f["path"] for f in twice["errors"][0]["extensions"]["fields"]] == ["input.substance"]
    assert changed["updateAllergy"] == {"substance": "Latex", "severity": "SEVERE", "reaction": "rash"}
    assert removed == {"removeAllergy": True}
    assert await of_patient(clinic, "allergy", ann) == []
    assert [(e["type"], e["changed"], e["patient_id"]) for e in await clinic.events()] == [
        ("allergy.recorded", [], ann), ("allergy.changed", ["reaction", "severity"], ann), ("allergy.removed", [], ann),
    ]  # fmt: skip


async def test_two_first_histories_at_once_make_one(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()

    answers = await asyncio.gather(
        *(clinic.doctor.ask(WRITE, {"id": str(ann), "input": {"smoking": word}}) for word in ("yes", "no"))
    )

    assert ["errors" in a for a in answers] == [False, False]
    assert len(await of_patient(clinic, "medical_history", ann)) == 1
    assert await clinic.event_types() == ["medical_history.updated", "medical_history.updated"]


async def test_another_clinics_history_does_not_exist(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    theirs = await other.patient_row()
    latex = await allergy(other, theirs, "Latex")

    async with unchanged(clinic, other):
        assert await clinic.admin.refused(WRITE, {"id": str(theirs), "input": {"smoking": "x"}}) == "NOT_FOUND"
        assert await clinic.admin.refused(RECORD, {"id": str(theirs), "input": {"substance": "x"}}) == "NOT_FOUND"
        assert (
            await clinic.admin.refused("mutation($id: UUID!) { removeAllergy(id: $id) }", {"id": str(latex)})
            == "NOT_FOUND"
        )


# --- one's own -----------------------------------------------------------------------------------------------------


async def test_a_patient_fills_in_the_own_form(world: World) -> None:
    clinic = await world.clinic()
    own = clinic.patient.patient_id or await world.value(
        "SELECT id FROM patient WHERE account_id = $1", clinic.patient.account_id
    )

    answer = await clinic.patient.data(MINE, {"input": {"smoking": "no", "allergies": [{"substance": "Latex"}]}})

    mine = answer["updateMyMedicalHistory"]
    assert (mine["patientId"], mine["smoking"], mine["completedAt"] is not None) == (str(own), "no", True)
    row = (await of_patient(clinic, "medical_history", own))[0]
    assert row["completed_at"] is not None
    assert await clinic.event_types() == ["medical_history.updated", "allergy.recorded"]
    read = await clinic.patient.data(READ, {"id": str(own)})
    assert read["patient"]["allergies"] == [{"substance": "Latex"}]


async def test_a_guardian_fills_in_the_childs_form(world: World) -> None:
    clinic = await world.clinic()
    mother, child = await portal_account(clinic), await clinic.patient_row()
    await clinic.row("guardian", patient_id=child, account_id=mother.account_id, name="M", relation="mother")

    answer = await mother.data(MINE, {"input": {"smoking": "no"}})

    assert answer["updateMyMedicalHistory"]["patientId"] == str(child)


async def test_nobody_elses_form_can_be_filled_in(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    somebody, foreign = await clinic.patient_row(), await other.patient_row()
    await history(clinic, somebody, notes="Secret")

    async with unchanged(clinic, other):
        for patient in (somebody, foreign):
            given = {"input": {"smoking": "x"}, "id": str(patient)}
            assert await clinic.patient.refused(MINE, given) == "NOT_FOUND"
        for role in ("admin", "doctor", "receptionist"):
            assert await clinic.people[role].refused(MINE, {"input": {"smoking": "x"}}) == "FORBIDDEN"
        assert await clinic.patient.refused(WRITE, {"id": str(somebody), "input": {"smoking": "x"}}) == "FORBIDDEN"
    assert await clinic.patient.data(READ, {"id": str(somebody)}) == {"patient": None}
