"""Archiving, restoring, erasing."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import pytest

from models.base import REGISTRY
from models.patients import Patient
from operation.patient_graph import concerned
from tests.patients.records import of_patient, patient, phone, platform_accounts, portal_account, unchanged
from tests.world import ClinicWorld, World

ARCHIVE = "mutation($id: UUID!) { archivePatient(id: $id) { status archivedAt } }"
RESTORE = "mutation($id: UUID!) { restorePatient(id: $id) { status archivedAt } }"
ERASE = (
    "mutation($id: UUID!, $version: Int) { erasePatient(id: $id, expectedVersion: $version) { mrn fullName status } }"
)


async def test_an_archived_patient_leaves_the_list_and_comes_back(world: World) -> None:
    clinic = await world.clinic(people=("doctor",))
    ann = await clinic.patient_row()
    listed = "{ patients { total } }"

    archived = await clinic.doctor.data(ARCHIVE, {"id": str(ann)})
    without = await clinic.doctor.data(listed)
    restored = await clinic.doctor.data(RESTORE, {"id": str(ann)})

    assert archived["archivePatient"]["status"] == "ARCHIVED"
    assert archived["archivePatient"]["archivedAt"] is not None
    assert without == {"patients": {"total": 0}}
    assert restored == {"restorePatient": {"status": "ACTIVE", "archivedAt": None}}
    assert (await patient(clinic, ann))["status"] == "active"
    assert await clinic.event_types() == ["patient.archived", "patient.restored"]


async def test_archiving_twice_is_no_news(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()

    await clinic.doctor.data(ARCHIVE, {"id": str(ann)})
    await clinic.doctor.data(ARCHIVE, {"id": str(ann)})

    assert await clinic.event_types() == ["patient.archived"]


@pytest.mark.parametrize("query", [ARCHIVE, RESTORE, ERASE])
@pytest.mark.parametrize("role", ["receptionist", "patient"])
async def test_who_may_not_delete_changes_nothing(world: World, query: str, role: str) -> None:
    clinic = await world.clinic()

    async with unchanged(clinic):
        code = await clinic.people[role].refused(query, {"id": str(clinic.patient.patient_id)})

    assert code == "FORBIDDEN"


@pytest.mark.parametrize("query", [ARCHIVE, RESTORE, ERASE])
async def test_another_clinics_patient_does_not_exist(world: World, query: str) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    foreign = await other.patient_row()

    async with unchanged(clinic, other):
        assert await clinic.admin.refused(query, {"id": str(foreign)}) == "NOT_FOUND"


# --- erasing -------------------------------------------------------------------------------------------------------

MARKER = "Qzmarker"


async def full(clinic: ClinicWorld) -> tuple[Any, Any, Any]:
    """A patient of whom everything is known, with an account and a guardian."""
    person, guardian = await portal_account(clinic, "ann"), await portal_account(clinic, "mother")
    ann = await clinic.patient_row(
        mrn="P000007", first_name=MARKER, last_name=MARKER, email=f"{MARKER}@x.example", account_id=person.account_id,
        gender="female", birth_date=dt.date(1990, 5, 1), address=MARKER, city=MARKER, postal_code="10115", country="DE",
        occupation=MARKER, insurance_provider=MARKER, insurance_number=MARKER, emergency_contact_name=MARKER,
        emergency_contact_phone="+49301", referral_source=MARKER, last_seen_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )  # fmt: skip
    number = await phone(clinic, ann, "+4930555", label=MARKER)
    now = dt.datetime.now(dt.UTC)
    await clinic.row("sms", patient_id=ann, phone_number_id=number, direction="sent", sent_at=now, sms_text=MARKER)
    await clinic.row(
        "medical_history", patient_id=ann, notes=MARKER, medications=[MARKER], conditions=[], oral_habits=[]
    )
    await clinic.row("allergy", patient_id=ann, substance=MARKER, substance_key="q", severity="mild")
    await clinic.row("guardian", patient_id=ann, account_id=guardian.account_id, name=MARKER, relation="mother")
    await clinic.row("portal_invitation", patient_id=ann, email=f"{MARKER}@x.example", expires_at=now)
    await clinic.row(
        "outgoing_mail", patient_id=ann, template="portal_invitation", recipient=f"{MARKER}@x.example", state="queued"
    )
    return ann, person, guardian


async def test_erasing_leaves_number_and_dates_only(world: World) -> None:
    clinic = await world.clinic()
    ann, _, _ = await full(clinic)
    before = await patient(clinic, ann)

    answer = await clinic.doctor.data(ERASE, {"id": str(ann)})

    assert answer == {"erasePatient": {"mrn": "P000007", "fullName": "Erased patient", "status": "ERASED"}}
    row = dict(await patient(clinic, ann))
    kept = {name: row.pop(name) for name in ("id", "clinic_id", "mrn", "created_at", "last_seen_at", "archived_at")}
    assert kept == {name: before[name] for name in kept}
    assert row.pop("erased_at") is not None
    assert row.pop("updated_at") > before["updated_at"]
    assert row.pop("row_version") == 2
    assert row.pop("status") == "erased"
    assert (row.pop("first_name"), row.pop("last_name")) == ("Erased", "patient")
    assert (row.pop("last_name_key"), row.pop("search_text"), row.pop("portal_access")) == ("", "", False)
    assert row.pop("former_numbers") == []
    assert set(row.values()) == {None}
    for table in ("phone_number", "medical_history", "allergy", "guardian", "portal_invitation", "sms"):
        assert await of_patient(clinic, table, ann) == [], table
    mail = (await of_patient(clinic, "outgoing_mail", ann))[0]
    assert (mail["recipient"], mail["state"]) == ("", "cancelled")


async def test_erasing_is_one_event_without_values(world: World) -> None:
    clinic = await world.clinic()
    ann, person, guardian = await full(clinic)

    await clinic.doctor.data(ERASE, {"id": str(ann)})

    events = await clinic.events()
    assert [(e["type"], e["subject_id"], e["changed"]) for e in events] == [("patient.erased", ann, [])]
    assert sorted(await platform_accounts(clinic)) == sorted([person.account_id, guardian.account_id])


async def test_nothing_of_the_person_is_left_anywhere(world: World) -> None:
    clinic = await world.clinic()
    ann, _, _ = await full(clinic)

    await clinic.doctor.data(ERASE, {"id": str(ann)})

    for model in REGISTRY.values():
        if model.clinic_column == "clinic_id":
            sql = f'SELECT count(*) FROM "{model.table}" t WHERE clinic_id = $1 AND t::text ILIKE $2'
            assert await world.value(sql, clinic.id, f"%{MARKER}%") == 0, model.table


async def test_access_ends_at_once_for_the_person_and_the_guardian(world: World) -> None:
    clinic = await world.clinic()
    ann, person, guardian = await full(clinic)
    query = "query($id: UUID!) { patient(id: $id) { id } myPatients { id } }"
    for somebody in (person, guardian):
        seen = await somebody.data(query, {"id": str(ann)})
        assert seen == {"patient": {"id": str(ann)}, "myPatients": [{"id": str(ann)}]}

    await clinic.doctor.data(ERASE, {"id": str(ann)})

    for somebody in (person, guardian):
        assert await somebody.data(query, {"id": str(ann)}) == {"patient": None, "myPatients": []}


@pytest.mark.parametrize(
    "query",
    [
        ERASE, ARCHIVE, RESTORE,
        'mutation($id: UUID!) { updatePatient(id: $id, input: {firstName: "A"}) { id } }',
        'mutation($id: UUID!) { addPhoneNumber(patientId: $id, phoneNumber: "+49301") { id } }',
        "mutation($id: UUID!) { updateMedicalHistory(patientId: $id, input: {smoking: \"no\"}) { id } }",
        'mutation($id: UUID!) { recordAllergy(patientId: $id, input: {substance: "x"}) { id } }',
        'mutation($id: UUID!) { invitePatient(patientId: $id, email: "a@b.example") { id } }',
        "mutation($id: UUID!) { setPortalAccess(id: $id, enabled: true) { id } }",
        "mutation($id: UUID!) { unlinkPatientAccount(patientId: $id) { id } }",
    ],
)  # fmt: skip
async def test_an_erased_record_takes_nothing_any_more(world: World, query: str) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()
    await clinic.doctor.data(ERASE, {"id": str(ann)})

    async with unchanged(clinic):
        assert await clinic.doctor.refused(query, {"id": str(ann)}) == "CONFLICT"


async def test_of_two_who_erase_at_once_one_is_refused(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()

    answers = await asyncio.gather(*(clinic.doctor.ask(ERASE, {"id": str(ann)}) for _ in range(2)))

    assert sorted(a["errors"][0]["extensions"]["code"] if "errors" in a else "ok" for a in answers) == [
        "CONFLICT",
        "ok",
    ]
    assert await clinic.event_types() == ["patient.erased"]


async def test_a_stale_version_erases_nothing(world: World) -> None:
    clinic = await world.clinic()
    ann = await clinic.patient_row()

    async with unchanged(clinic):
        assert await clinic.doctor.refused(ERASE, {"id": str(ann), "version": 9}) == "CONFLICT"


def test_every_table_with_patient_data_says_what_erasing_does() -> None:
    """A table with `patient_id` that says nothing would keep its rows in silence."""
    assert [model.__name__ for model in concerned() if model.erasure is None] == []


def test_every_table_that_points_to_patients_names_the_patient_alike() -> None:
    pointing = {
        (model.__name__, name)
        for model in REGISTRY.values()
        for name, column in model.columns.items()
        if column.references == Patient.__name__ and name != "patient_id"
    }
    assert pointing == {("Patient", "merged_into_id"), ("PatientMerge", "duplicate_id")}
