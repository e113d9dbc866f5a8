"""Patients: the person, phone numbers, medical history, allergies, guardians."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any
from uuid import UUID

from core.predicates import Column
from models.base import ClinicModel
from models.columns import (
    boolean,
    choice,
    date,
    foreign_id,
    json,
    long_text,
    moment,
    optional_reference,
    reference,
    text,
    texts,
)
from models.erasure import Delete
from models.merging import How, Move, Stay, Told, Untold
from models.phones import INTERNATIONAL, Phone, one_primary
from models.visibility import parent, see
from permissions import Own, Permission, Role, key, role

P = Permission


class Gender(StrEnum):
    MALE = "male"
    FEMALE = "female"
    OTHER = "other"


class PatientStatus(StrEnum):
    """Archived patients leave the lists; erased ones keep number and dates only (compliance deletion)."""

    ACTIVE = "active"
    ARCHIVED = "archived"
    ERASED = "erased"


class Severity(StrEnum):
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


class Patient(ClinicModel):
    """A person treated at the clinic, with or without a portal account."""

    visibility = (see(P.PATIENTS_VIEW), see(P.PATIENTS_VIEW_DETAIL, own={"id": Own.PATIENT}))
    unique = (("clinic_id", "mrn"),)
    indexes = (
        "clinic_id, created_at, id",
        "clinic_id, last_name_key, id",
        "clinic_id, status, created_at",
        "clinic_id, account_id",
        "clinic_id, email_lower",
    )
    # A record that was merged into the duplicate is then one of the kept patient's.
    merging = Move(loose=True)
    record = Told(("last_name_key", "email_lower", "search_text"))

    extra = (
        'CREATE INDEX "ix_patient_search" ON "patient" USING gin (clinic_id, search_text gin_trgm_ops);',
        'ALTER INDEX "ix_patient_search" SET (fastupdate = off);',
    )

    mrn: Column[str] = text(32, doc="Medical record number, unique within the clinic.")
    first_name: Column[str] = text(120)
    last_name: Column[str] = text(120)
    last_name_key: Column[str] = text(260, doc="Sorting key: last then first name, folded.")
    gender: Column[Gender | None] = choice(Gender, null=True)  # type: ignore[assignment]
    birth_date: Column[dt.date | None] = date()
    email: Column[str | None] = text(254, null=True)  # type: ignore[assignment]
    email_lower: Column[str | None] = text(254, null=True)  # type: ignore[assignment]
    address: Column[str | None] = text(400, null=True)  # type: ignore[assignment]
    city: Column[str | None] = text(120, null=True)  # type: ignore[assignment]
    postal_code: Column[str | None] = text(20, null=True)  # type: ignore[assignment]
    country: Column[str | None] = text(2, null=True, doc="ISO 3166 code.")  # type: ignore[assignment]
    occupation: Column[str | None] = text(120, null=True)  # type: ignore[assignment]
    insurance_provider: Column[str | None] = text(120, null=True)  # type: ignore[assignment]
    insurance_number: Column[str | None] = text(64, null=True)  # type: ignore[assignment]
    emergency_contact_name: Column[str | None] = text(160, null=True)  # type: ignore[assignment]
    emergency_contact_phone: Column[str | None] = text(32, null=True)  # type: ignore[assignment]
    referral_source: Column[str | None] = text(120, null=True)  # type: ignore[assignment]
    status: Column[PatientStatus] = choice(PatientStatus, default=PatientStatus.ACTIVE)
    archived_at: Column[dt.datetime | None] = moment()
    erased_at: Column[dt.datetime | None] = moment()
    last_seen_at: Column[dt.datetime | None] = moment(doc="When the record was last changed or opened for a visit.")
    portal_access: Column[bool] = boolean(doc="A portal account may sign in for this patient; takes a seat.")
    account_id: Column[UUID | None] = foreign_id(null=True, doc="The portal account.")  # type: ignore[assignment]
    search_text: Column[str] = long_text(null=False, doc="As `core.text.searchable` makes it.")  # type: ignore[assignment]
    merged_into_id: Column[UUID | None] = optional_reference(
        "Patient", doc="The record that this one was merged into: it was a duplicate."
    )
    former_numbers: Column[list[str]] = texts(doc="Record numbers of the duplicates that were merged into this one.")

    class Meta:
        table = "patient"


#: What a kept patient takes of a duplicate, where it is not known: columns that only make sense together are filled
#: where nothing in them contradicts the other record. What follows from others, and dates of the record, are not.
FILLED = (
    ("gender",),
    ("birth_date",),
    ("email",),
    ("address", "city", "postal_code", "country"),
    ("occupation",),
    ("insurance_provider", "insurance_number"),
    ("emergency_contact_name", "emergency_contact_phone"),
    ("referral_source",),
)


class PhoneNumber(Phone):
    """A patient's phone number in international form; one at most is the primary one."""

    erasure = Delete()
    merging = Move(twins=("phone_number",), united={"label": How.FIRST, "is_primary": How.EITHER}, yields="is_primary")
    record = Told()
    visibility = (parent("patient_id"),)
    unique = (("clinic_id", "patient_id", "phone_number"),)
    # Whose number it is: duplicates are found by it.
    indexes = ("clinic_id, phone_number",)
    extra = (
        one_primary("phone_number", "patient_id"),
        'CREATE INDEX "ix_phone_number_search" ON "phone_number" USING gin (clinic_id, phone_number gin_trgm_ops);',
    )
    constraints = (f"CONSTRAINT ck_phone_number {INTERNATIONAL}",)

    patient_id: Column[UUID] = reference("Patient")

    class Meta:
        table = "phone_number"


class MedicalHistory(ClinicModel):
    """What a dentist has to know before treating; one row per patient, behind a key of its own."""

    erasure = Delete()
    merging = Move(
        twins=(),
        united={
            "blood_type": How.FIRST,
            "smoking": How.FIRST,
            "alcohol": How.FIRST,
            "medications": How.UNION,
            "conditions": How.UNION,
            "oral_habits": How.UNION,
            "family_history": How.TEXTS,
            "notes": How.TEXTS,
            "completed_at": How.LATEST,
        },
        leftovers="notes",
    )
    record = Told()
    rights = "SELECT, INSERT, UPDATE, DELETE"
    visibility = (
        see(P.PATIENTS_VIEW_MEDICAL_HISTORY),
        see(role(Role.PATIENT), own={"patient_id": Own.PATIENT}),
    )
    unique = (("clinic_id", "patient_id"),)

    patient_id: Column[UUID] = reference("Patient")
    blood_type: Column[str | None] = text(8, null=True)  # type: ignore[assignment]
    smoking: Column[str | None] = text(120, null=True)  # type: ignore[assignment]
    alcohol: Column[str | None] = text(120, null=True)  # type: ignore[assignment]
    medications: Column[list[str]] = texts()
    conditions: Column[list[str]] = texts()
    oral_habits: Column[list[str]] = texts()
    family_history: Column[str | None] = long_text()
    notes: Column[str | None] = long_text()
    completed_at: Column[dt.datetime | None] = moment(doc="When the patient filled in the form.")

    class Meta:
        table = "medical_history"


class Allergy(ClinicModel):
    """A known allergy of a patient."""

    erasure = Delete()
    merging = Move(
        twins=("substance_key",), united={"substance": How.SAME, "severity": How.WORST, "reaction": How.TEXTS}
    )
    record = Told(("substance_key",))
    rights = "SELECT, INSERT, UPDATE, DELETE"
    visibility = MedicalHistory.visibility
    unique = (("clinic_id", "patient_id", "substance_key"),)

    patient_id: Column[UUID] = reference("Patient")
    substance: Column[str] = text(120)
    substance_key: Column[str] = text(160)
    severity: Column[Severity] = choice(Severity, default=Severity.MODERATE)
    reaction: Column[str | None] = text(400, null=True)  # type: ignore[assignment]

    class Meta:
        table = "allergy"


class Guardian(ClinicModel):
    """An account that acts for a patient (a parent, a carer), from one day up to before another."""

    erasure = Delete()
    merging = Move()
    record = Told()
    rights = "SELECT, INSERT, UPDATE, DELETE"
    visibility = (see(P.PATIENTS_VIEW_DETAIL, own={"patient_id": Own.PATIENT}),)
    indexes = ("clinic_id, account_id",)
    constraints = ("CONSTRAINT ck_guardian_dates CHECK (until_date IS NULL OR until_date >= since_date)",)

    patient_id: Column[UUID] = reference("Patient")
    account_id: Column[UUID] = foreign_id()
    name: Column[str] = text(120)
    relation: Column[str] = text(64)
    since_date: Column[dt.date | None] = date(doc="The first day, where the clinic is.")
    until_date: Column[dt.date | None] = date(doc="The first day on which it no longer holds.")

    class Meta:
        table = "guardian"


class PortalInvitation(ClinicModel):
    """An invitation to the patient portal, sent by mail; only the hash of its token is kept, for seven days."""

    erasure = Delete()
    merging = Move(loose=True)
    record = Told(("token_hash",))
    rights = "SELECT, INSERT, UPDATE, DELETE"
    visibility = (see(P.PATIENTS_INVITE_PORTAL),)

    patient_id: Column[UUID] = reference("Patient")
    email: Column[str] = text(254)
    token_hash: Column[str | None] = text(64, null=True)  # type: ignore[assignment]
    expires_at: Column[dt.datetime | None] = moment(null=False)
    accepted_at: Column[dt.datetime | None] = moment()

    class Meta:
        table = "portal_invitation"


class PatientMerge(ClinicModel):
    """A duplicate that was merged into a patient. What undoing needs is kept for a day: it may be health data."""

    erasure = Delete()
    merging = Stay("is about these two records, whatever becomes of them")
    record = Untold("how the clinic tidies its files; what they hold is in the other parts")
    rights = "SELECT, INSERT, UPDATE, DELETE"
    visibility = (see(P.PATIENTS_MERGE),)
    indexes = ("clinic_id, patient_id, created_at, id",)
    extra = ('CREATE INDEX "ix_patient_merge_undo" ON "patient_merge" (undo_until) WHERE undo IS NOT NULL;',)

    patient_id: Column[UUID] = reference("Patient", doc="The record that was kept.")
    duplicate_id: Column[UUID] = reference("Patient", doc="The record that was merged into it, and archived.")
    membership_id: Column[UUID | None] = optional_reference("Membership", doc="Who did it, if it was a member.")
    counts: Column[Any] = json(
        doc="How many rows went to the kept record, by table, as far as whoever merged sees all."
    )
    differences: Column[Any] = json(doc="What the two said differently: [kept, duplicate] by column. For a day.")
    medical_differences: Column[Any] = json(
        guard=key(P.PATIENTS_VIEW_MEDICAL_HISTORY), doc="The same of the medical history."
    )
    undo: Column[Any] = json(
        null=True, guard=key(P.PATIENTS_VIEW_MEDICAL_HISTORY), doc="What undoing restores; nobody is shown it."
    )
    undo_until: Column[dt.datetime] = moment(null=False, doc="Until when it can be undone.")  # type: ignore[assignment]
    undone_at: Column[dt.datetime | None] = moment()

    class Meta:
        table = "patient_merge"


__all__ = [
    "FILLED",
    "Allergy",
    "Gender",
    "Guardian",
    "MedicalHistory",
    "Patient",
    "PatientMerge",
    "PatientStatus",
    "PhoneNumber",
    "PortalInvitation",
    "Severity",
]
