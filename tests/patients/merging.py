"""Two records of one person, and what the tests of merging ask and compare."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from models.base import REGISTRY
from tests.patients.records import phone, portal_account
from tests.world import ClinicWorld

MERGE = """mutation($id: UUID!, $other: UUID!, $version: Int) {
  mergePatients(id: $id, duplicateId: $other, expectedVersion: $version) {
    id patientId duplicateId counts differences medicalDifferences undoneAt patient { id mrn formerNumbers } } }"""
UNDO = "mutation($id: UUID!) { undoPatientMerge(id: $id) { id undoneAt patient { formerNumbers } } }"

NOON = dt.datetime(2027, 3, 1, 12, tzinfo=dt.UTC)

#: What no merge of patients writes, and what every command writes.
ASIDE = {"event", "event_head", "patient_merge", "access_record", "idempotency_record"}


async def merge(clinic: ClinicWorld, kept: UUID, other: UUID, by: str = "admin") -> dict[str, Any]:
    made = await clinic.people[by].data(MERGE, {"id": str(kept), "other": str(other)})
    return dict(made["mergePatients"])


async def content(clinic: ClinicWorld, *without: str) -> dict[str, list[dict[str, Any]]]:
    """All rows of the clinic by table, in the order of their ids. Versions and times of change only ever move on."""
    left = {"row_version", "updated_at", *without}
    found = {}
    for model in REGISTRY.values():
        if model.clinic_column == "clinic_id" and model.table not in ASIDE:
            rows = await clinic.world.fetch(
                f'SELECT * FROM "{model.table}" WHERE clinic_id = $1 ORDER BY id', clinic.id
            )
            found[model.table] = [{n: v for n, v in dict(row).items() if n not in left} for row in rows]
    return found


async def everything_of(clinic: ClinicWorld, mrn: str, **values: Any) -> UUID:
    """A patient with a row of every kind."""
    patient = await clinic.patient_row(mrn=mrn, **values)
    doctor = await clinic.employee()
    number = await phone(clinic, patient, f"+4930{int.from_bytes(patient.bytes[-3:], 'big')}", primary=True)
    await clinic.row(
        "sms", patient_id=patient, phone_number_id=number, direction="sent", sent_at=NOON, sms_text=f"to {mrn}"
    )
    await clinic.row(
        "medical_history", patient_id=patient, notes=f"notes {mrn}", smoking=f"smoking {mrn}", medications=[mrn],
        conditions=["both"], oral_habits=[],
    )  # fmt: skip
    await clinic.row(
        "allergy", patient_id=patient, substance=mrn, substance_key=mrn.lower(), severity="mild", reaction="rash"
    )
    guardian = await portal_account(clinic, f"g{mrn.lower()}")
    await clinic.row("guardian", patient_id=patient, account_id=guardian.account_id, name="Mother", relation="mother")
    await clinic.row("portal_invitation", patient_id=patient, email="a@b.example", expires_at=NOON)
    visit = await clinic.appointment(patient, NOON, doctor_id=doctor)
    service = await clinic.row(
        "procedure", category="x", category_key="x", name=mrn, name_key=mrn.lower(), price=1, active=True,
        display_number=int.from_bytes(patient.bytes[-3:], "big"),
    )  # fmt: skip
    await clinic.row(
        "appointment_plan_item", appointment_id=visit, patient_id=patient, procedure_id=service, place=0, qty=1
    )
    await clinic.row("appointment_series", patient_id=patient, doctor_id=doctor, every_days=7)
    await clinic.row(
        "waitlist_entry", patient_id=patient, day_part="any", priority="normal", status="waiting", notes=mrn
    )
    await clinic.task(doctor, f"call {mrn}", patient_id=patient, appointment_id=visit)
    await clinic.notification(clinic.admin, visit, patient_id=patient)
    await clinic.row("outgoing_mail", patient_id=patient, template="x", recipient="a@b.example", state="queued")
    return patient
