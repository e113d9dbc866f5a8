"""Merging a duplicate into a patient: everything moves, nothing that was known is lost."""

from __future__ import annotations

import datetime as dt
from uuid import UUID, uuid4

import pytest

from models.base import REGISTRY
from models.merging import Move
from operation.patient_graph import concerned
from tests.patients.merging import MERGE, NOON, everything_of, merge
from tests.patients.records import of_patient, patient, phone, platform_accounts, portal_account, unchanged
from tests.world import World


async def test_every_row_of_the_duplicate_is_the_kept_patients_afterwards(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    kept, other = await everything_of(clinic, "P1"), await everything_of(clinic, "P2")

    made = await merge(clinic, kept, other)

    moved = [m for m in concerned() if isinstance(m.merging, Move)]
    for model in moved:
        left = 1 if model.table == "medical_history" else 0
        expected = 1 if model.table == "medical_history" else 2
        assert len(await of_patient(clinic, model.table, other)) == left, model.table
        assert len(await of_patient(clinic, model.table, kept)) == expected, model.table
    assert made["counts"] == {m.table: 1 for m in moved if m.table != "medical_history"}
    gone = await patient(clinic, other)
    assert (gone["status"], gone["merged_into_id"], gone["mrn"]) == ("archived", kept, "P2")
    assert gone["archived_at"] is not None
    events = [(e["type"], e["subject_id"], e["patient_id"], e["changed"]) for e in await clinic.events()]
    assert events == [
        ("patient.merged", kept, kept, ["former_numbers"]),
        ("patient.merged", other, other, ["merged_into_id", "status"]),
    ]


async def test_one_number_is_the_primary_one_afterwards(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    kept, other, third = [await clinic.patient_row() for _ in range(3)]
    await phone(clinic, kept, "+491", primary=True)
    await phone(clinic, other, "+492", primary=True)
    await phone(clinic, third, "+493", primary=True)

    await merge(clinic, kept, other)
    rows = await of_patient(clinic, "phone_number", kept)
    assert [(r["phone_number"], r["is_primary"]) for r in rows] == [("+491", True), ("+492", False)]

    bare = await clinic.patient_row()
    await merge(clinic, bare, third)
    assert [r["is_primary"] for r in await of_patient(clinic, "phone_number", bare)] == [True]


async def test_messages_of_a_number_that_both_have_go_to_the_kept_one(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    kept, other = await clinic.patient_row(), await clinic.patient_row()
    mine = await phone(clinic, kept, "+491")
    theirs = await phone(clinic, other, "+491", primary=True)
    await clinic.row("sms", patient_id=other, phone_number_id=theirs, direction="sent", sent_at=NOON, sms_text="x")

    await merge(clinic, kept, other)

    (sms,) = await of_patient(clinic, "sms", kept)
    assert sms["phone_number_id"] == mine
    assert [(r["id"], r["is_primary"]) for r in await of_patient(clinic, "phone_number", kept)] == [(mine, True)]
    assert [r["id"] for r in await of_patient(clinic, "phone_number", other)] == [theirs]


async def test_medical_facts_are_united_and_what_differs_is_noted(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    kept, other = await clinic.patient_row(mrn="A"), await clinic.patient_row(mrn="B")
    done = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    await clinic.row(
        "medical_history", patient_id=kept, blood_type="A+", smoking=None, medications=["aspirin"], conditions=[],
        oral_habits=["bruxism"], notes="faints", family_history="none",
    )  # fmt: skip
    await clinic.row(
        "medical_history", patient_id=other, blood_type="0-", smoking="daily", medications=["aspirin", "insulin"],
        conditions=["diabetes"], oral_habits=[], notes="afraid", family_history="none", completed_at=done,
    )  # fmt: skip
    for whose, severity, reaction in ((kept, "mild", "rash"), (other, "severe", "shock")):
        await clinic.row(
            "allergy", patient_id=whose, substance="Latex", substance_key="latex", severity=severity, reaction=reaction
        )

    made = await merge(clinic, kept, other)

    (history,) = await of_patient(clinic, "medical_history", kept)
    assert (history["blood_type"], history["smoking"], history["completed_at"]) == ("A+", "daily", done)
    assert (history["medications"], history["conditions"]) == (["aspirin", "insulin"], ["diabetes"])
    assert (history["oral_habits"], history["family_history"]) == (["bruxism"], "none")
    assert history["notes"] == "faints\nafraid\nB, blood type: 0-"
    (allergy,) = await of_patient(clinic, "allergy", kept)
    assert (allergy["severity"], allergy["reaction"]) == ("severe", "rash\nshock")
    assert made["medicalDifferences"] == {
        "medical_history.blood_type": ["A+", "0-"],
        "medical_history.medications": [["aspirin"], ["aspirin", "insulin"]],
        "medical_history.notes": ["faints", "afraid"],
        "allergy.severity": ["mild", "severe"],
        "allergy.reaction": ["rash", "shock"],
    }
    assert made["differences"] == {"mrn": ["A", "B"]}


async def test_what_is_too_long_to_stand_together_is_not_cut(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    kept, other = await clinic.patient_row(), await clinic.patient_row()
    for whose, letter in ((kept, "a"), (other, "b")):
        await clinic.row(
            "allergy", patient_id=whose, substance="x", substance_key="x", severity="mild", reaction=letter * 300
        )
    async with unchanged(clinic):
        assert await clinic.admin.refused(MERGE, {"id": str(kept), "other": str(other)}) == "CONFLICT"


async def test_what_is_not_known_is_filled_and_the_rest_is_not_lost(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    kept = await clinic.patient_row(mrn="A", first_name="Ann", last_name="Li", city="Berlin", gender="female")
    other = await clinic.patient_row(
        mrn="B", first_name="Anne", last_name="Li", city="Hamburg", address="Alster 1", gender="female",
        birth_date=dt.date(1990, 5, 1), email="Ann@mail.example", insurance_provider="AOK", insurance_number="7",
    )  # fmt: skip

    made = await merge(clinic, kept, other)

    row = await patient(clinic, kept)
    assert (row["birth_date"], row["email"], row["email_lower"]) == (
        dt.date(1990, 5, 1), "Ann@mail.example", "ann@mail.example",
    )  # fmt: skip
    # Half an address of one place and half of another would be none.
    assert (row["city"], row["address"]) == ("Berlin", None)
    assert (row["insurance_provider"], row["insurance_number"]) == ("AOK", "7")
    assert (row["first_name"], row["mrn"], row["former_numbers"]) == ("Ann", "A", ["B"])
    assert made["differences"] == {
        "mrn": ["A", "B"], "first_name": ["Ann", "Anne"], "city": ["Berlin", "Hamburg"], "address": [None, "Alster 1"]
    }  # fmt: skip
    changed = (await clinic.events())[0]["changed"]
    assert changed == ["birth_date", "email", "former_numbers", "insurance_number", "insurance_provider"]


async def test_the_old_number_finds_the_kept_record_and_the_old_id_says_where_it_went(world: World) -> None:
    clinic = await world.clinic(people=("admin", "receptionist"))
    kept, other = await clinic.patient_row(mrn="P000001"), await clinic.patient_row(mrn="P000742")
    await merge(clinic, kept, other)
    find = "query($q: String!) { patients(search: $q) { nodes { id } } }"
    for number in ("P000742", "742"):
        found = await clinic.receptionist.data(find, {"q": number})
        assert found == {"patients": {"nodes": [{"id": str(kept)}]}}
    # Whatever is changed later, the old number stays.
    await clinic.admin.data(
        'mutation($id: UUID!) { updatePatient(id: $id, input: {lastName: "New"}) { id } }', {"id": str(kept)}
    )
    assert (await clinic.admin.data(find, {"q": "P000742"}))["patients"]["nodes"] == [{"id": str(kept)}]
    opened = "query($id: UUID!) { patient(id: $id) { status mergedInto { id mrn } } }"
    assert await clinic.receptionist.data(opened, {"id": str(other)}) == {
        "patient": {"status": "ARCHIVED", "mergedInto": {"id": str(kept), "mrn": "P000001"}}
    }


async def test_the_timeline_of_the_kept_record_holds_both(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    kept, other = await clinic.patient_row(), await clinic.patient_row()
    note = 'mutation($id: UUID!) { recordAllergy(patientId: $id, input: {substance: "x"}) { id } }'
    await clinic.admin.data(note, {"id": str(other)})
    await merge(clinic, kept, other)
    query = "query($id: UUID!) { patientTimeline(patientId: $id) { nodes { type subjectId } } }"
    nodes = (await clinic.admin.data(query, {"id": str(kept)}))["patientTimeline"]["nodes"]
    assert [n["type"] for n in nodes] == ["patient.merged", "patient.merged", "allergy.recorded"]


@pytest.mark.parametrize(
    "query",
    [
        "mutation($id: UUID!) { restorePatient(id: $id) { id } }",
        'mutation($id: UUID!) { updatePatient(id: $id, input: {firstName: "A"}) { id } }',
        'mutation($id: UUID!) { recordAllergy(patientId: $id, input: {substance: "x"}) { id } }',
        "mutation($id: UUID!) { erasePatient(id: $id) { id } }",
    ],
)
async def test_a_merged_record_takes_nothing_any_more_and_says_where_to_go(world: World, query: str) -> None:
    clinic = await world.clinic(people=("admin",))
    kept, other = await clinic.patient_row(), await clinic.patient_row()
    await merge(clinic, kept, other)
    async with unchanged(clinic):
        (error,) = (await clinic.admin.ask(query, {"id": str(other)}))["errors"]
    assert (error["extensions"]["code"], error["extensions"]["mergedInto"]) == ("CONFLICT", str(kept))


async def test_erasing_the_kept_patient_erases_the_duplicate_too(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    kept = await everything_of(clinic, "P1", first_name="Qzmarker")
    other = await everything_of(clinic, "P2", first_name="Qzmarker", last_name="Qzmarker", email="Qzmarker@x.example")
    await phone(clinic, kept, "+497", label="Qzmarker")
    await phone(clinic, other, "+497", label="Qzmarker")
    await merge(clinic, kept, other)
    await clinic.admin.data("mutation($id: UUID!) { erasePatient(id: $id) { id } }", {"id": str(kept)})
    for model in REGISTRY.values():
        if model.clinic_column == "clinic_id":
            sql = f'SELECT count(*) FROM "{model.table}" t WHERE clinic_id = $1 AND t::text ILIKE $2'
            for word in ("%Qzmarker%", "%smoking P2%"):
                assert await world.value(sql, clinic.id, word) == 0, model.table
    assert (await patient(clinic, other))["status"] == "erased"


# --- whom it gives access, and to whom it is refused ---------------------------------------------------------------


async def test_the_portal_account_and_guardians_come_along(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    person, mother = await portal_account(clinic, "ann"), await portal_account(clinic, "mother")
    kept, other = await clinic.patient_row(), await clinic.patient_row(account_id=person.account_id)
    await clinic.row("guardian", patient_id=other, account_id=mother.account_id, name="M", relation="mother")
    mine = "{ myPatients { id } }"
    for somebody in (person, mother):
        assert await somebody.data(mine) == {"myPatients": [{"id": str(other)}]}

    await merge(clinic, kept, other)

    for somebody in (person, mother):
        assert await somebody.data(mine) == {"myPatients": [{"id": str(kept)}]}
    assert sorted(await platform_accounts(clinic)) == sorted([person.account_id, mother.account_id])


async def test_of_two_accounts_the_kept_records_stays(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    ann, anne = await portal_account(clinic, "ann"), await portal_account(clinic, "anne")
    kept = await clinic.patient_row(account_id=ann.account_id)
    other = await clinic.patient_row(account_id=anne.account_id)
    await anne.data("{ myPatients { id } }")

    made = await merge(clinic, kept, other)

    assert await ann.data("{ myPatients { id } }") == {"myPatients": [{"id": str(kept)}]}
    assert await anne.data("{ myPatients { id } }") == {"myPatients": []}
    assert made["differences"]["account_id"] == [str(ann.account_id), str(anne.account_id)]


async def test_nobody_gives_a_patient_to_their_own_account(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    kept = await clinic.patient_row()
    for other in (
        await clinic.patient_row(account_id=clinic.admin.account_id),
        await _guarded(clinic, clinic.admin.account_id),
    ):
        async with unchanged(clinic):
            assert await clinic.admin.refused(MERGE, {"id": str(kept), "other": str(other)}) == "FORBIDDEN"


async def test_nobody_adds_to_a_record_of_their_own_account(world: World) -> None:
    """What belongs to the duplicate would be read through the portal by whoever merged it in."""
    clinic = await world.clinic(people=("admin",))
    other = await clinic.patient_row()
    for kept in (
        await clinic.patient_row(account_id=clinic.admin.account_id),
        await _guarded(clinic, clinic.admin.account_id),
    ):
        async with unchanged(clinic):
            assert await clinic.admin.refused(MERGE, {"id": str(kept), "other": str(other)}) == "FORBIDDEN"


async def _guarded(clinic: object, account: UUID) -> UUID:
    from tests.world import ClinicWorld

    assert isinstance(clinic, ClinicWorld)
    other = await clinic.patient_row()
    await clinic.row("guardian", patient_id=other, account_id=account, name="M", relation="mother")
    return other


@pytest.mark.parametrize("role", ["doctor", "receptionist", "patient"])
async def test_who_may_not_merge_changes_nothing(world: World, role: str) -> None:
    clinic = await world.clinic()
    kept, other = await clinic.patient_row(), await clinic.patient_row()
    async with unchanged(clinic):
        assert await clinic.people[role].refused(MERGE, {"id": str(kept), "other": str(other)}) == "FORBIDDEN"


async def test_own_records_only_are_not_enough(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    desk = await clinic.join("receptionist", overrides={"patients.merge": "own"})
    kept, other = await clinic.patient_row(), await clinic.patient_row()
    async with unchanged(clinic):
        assert await desk.refused(MERGE, {"id": str(kept), "other": str(other)}) == "FORBIDDEN"


async def test_whoever_may_not_see_medical_facts_merges_without_seeing_them(world: World) -> None:
    clinic = await world.clinic(people=())
    manager = await clinic.join("manager", overrides={"patients.view_medical_history": False})
    clinic.people["admin"] = manager
    kept, other = await everything_of(clinic, "P1"), await everything_of(clinic, "P2")
    answer = await manager.ask(MERGE, {"id": str(kept), "other": str(other)})
    assert [e["extensions"]["field"] for e in answer["errors"]] == ["mergePatients.medicalDifferences"]
    assert answer["data"]["mergePatients"]["medicalDifferences"] is None
    assert "smoking" not in str(answer["data"])
    assert {"allergy", "phone_number"} & set(answer["data"]["mergePatients"]["counts"]) == {"phone_number"}
    (history,) = await of_patient(clinic, "medical_history", kept)
    assert history["notes"] == "notes P1\nnotes P2\nP2, smoking: smoking P2"


async def test_records_that_cannot_be_merged(world: World) -> None:
    clinic, foreign = await world.clinic(people=("admin",)), await world.clinic(people=())
    kept, other = await clinic.patient_row(), await clinic.patient_row()
    archived, erased = await clinic.patient_row(status="archived"), await clinic.patient_row(status="erased")
    theirs = await foreign.patient_row()
    merged = await clinic.patient_row()
    await merge(clinic, kept, merged)

    async def code(one: UUID, two: UUID, **more: int) -> str:
        return await clinic.admin.refused(MERGE, {"id": str(one), "other": str(two), **more})

    async with unchanged(clinic, foreign):
        assert await code(kept, kept) == "INVALID"
        for unknown in (theirs, uuid4()):
            assert await code(kept, unknown) == "NOT_FOUND"
            assert await code(unknown, kept) == "NOT_FOUND"
        for unfit in (archived, erased, merged):
            assert await code(kept, unfit) == "CONFLICT"
            assert await code(unfit, kept) == "CONFLICT"
        assert await code(kept, other, version=9) == "CONFLICT"
