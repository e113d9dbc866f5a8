"""Patients in GraphQL."""

from __future__ import annotations

import datetime as dt

from models import patients as m
from operation.context import ClinicInfo
from resolvers import patients as ops
from schema.fields import computed, many, model_type, only, root


def full_name(first_name: str, last_name: str) -> str:
    """First and last name."""
    return f"{first_name} {last_name}"


def age(clinic: ClinicInfo, birth_date: dt.date | None) -> int | None:
    """Completed years today, where the clinic is."""
    if birth_date is None:
        return None
    today = clinic.today()
    return today.year - birth_date.year - ((today.month, today.day) < (birth_date.month, birth_date.day))


@model_type(m.Patient)
class Patient:
    """A person treated at the clinic, with or without a portal account."""

    columns = (
        "id mrn first_name last_name gender birth_date email address city postal_code country occupation"
        " insurance_provider insurance_number emergency_contact_name emergency_contact_phone referral_source status"
        " archived_at erased_at last_seen_at portal_access account_id row_version created_at updated_at"
    )
    full_name = computed(full_name, needs=("first_name", "last_name"))
    age = computed(age, needs=("birth_date",))
    phone_numbers = many(
        m.PhoneNumber,
        "patient_id",
        order=(m.PhoneNumber.is_primary.desc(), m.PhoneNumber.created_at.asc(), m.PhoneNumber.id.asc()),
        doc="The primary number first, then oldest first.",
    )
    medical_history = only(m.MedicalHistory, "patient_id", doc="Behind a key of its own.")
    allergies = many(m.Allergy, "patient_id", order=(m.Allergy.substance_key.asc(), m.Allergy.id.asc()))


@model_type(m.PhoneNumber)
class PhoneNumber:
    """A patient's phone number in international form."""

    columns = "id patient_id phone_number label is_primary row_version created_at updated_at"


@model_type(m.MedicalHistory)
class MedicalHistory:
    """What a dentist has to know before treating."""

    columns = (
        "id patient_id blood_type smoking alcohol medications conditions oral_habits family_history notes completed_at"
        " row_version updated_at"
    )


@model_type(m.Allergy)
class Allergy:
    """A known allergy."""

    columns = "id patient_id substance severity reaction"


root("patients", ops.list_patients)
root("patient", ops.get_patient)
root("registerPatient", ops.register_patient)
