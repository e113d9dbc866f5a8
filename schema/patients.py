"""Patients in GraphQL."""

from __future__ import annotations

import datetime as dt

from models import messaging
from models import patients as m
from models.appointments import Appointment
from operation.context import ClinicInfo
from resolvers import (
    guardians,
    medical,
    patient_duplicates,
    patient_export,
    patient_merge,
    patient_record,
    patients,
    patients_end,
    phone_numbers,
    portal,
)
from resolvers.calendar import still_to_come, taken_place
from schema.fields import computed, many, model_type, one, only, root


def full_name(first_name: str, last_name: str) -> str:
    """First and last name."""
    return f"{first_name} {last_name}"


def short_name(first_name: str, last_name: str) -> str:
    """First name and initial, for where strangers look on: `Ada R.`"""
    return f"{first_name} {last_name[:1]}." if last_name else first_name


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
        " archived_at erased_at last_seen_at portal_access account_id merged_into_id former_numbers row_version"
        " created_at updated_at"
    )
    full_name = computed(full_name, needs=("first_name", "last_name"))
    short_name = computed(short_name, needs=("first_name", "last_name"))
    age = computed(age, needs=("birth_date",))
    phone_numbers = many(
        m.PhoneNumber,
        "patient_id",
        order=(m.PhoneNumber.is_primary.desc(), m.PhoneNumber.created_at.asc(), m.PhoneNumber.id.asc()),
        doc="The primary number first, then oldest first.",
    )
    latest_phone_numbers = many(
        m.PhoneNumber,
        "patient_id",
        order=(m.PhoneNumber.is_primary.desc(), m.PhoneNumber.created_at.desc(), m.PhoneNumber.id.desc()),
        doc="The primary number first, then newest first.",
    )
    text_messages = many(
        messaging.Sms,
        "patient_id",
        order=(messaging.Sms.sent_at.desc(), messaging.Sms.id.desc()),
        doc="Text messages of all numbers, newest first.",
    )
    medical_history = only(m.MedicalHistory, "patient_id", doc="Behind a key of its own.")
    allergies = many(m.Allergy, "patient_id", order=(m.Allergy.substance_key.asc(), m.Allergy.id.asc()))
    guardians = many(m.Guardian, "patient_id", order=(m.Guardian.created_at.asc(), m.Guardian.id.asc()))
    merged_into = one(m.Patient, "merged_into_id", doc="Where a duplicate went.")
    merges = many(
        m.PatientMerge,
        "patient_id",
        order=(m.PatientMerge.created_at.desc(), m.PatientMerge.id.desc()),
        doc="Duplicates that were merged into this record, the last first.",
    )
    upcoming_visits = many(
        Appointment,
        "patient_id",
        order=(Appointment.starts_at.asc(), Appointment.id.asc()),
        narrow=still_to_come,
        doc="Visits that are still to come, the next one first; none that was called off.",
    )
    past_visits = many(
        Appointment,
        "patient_id",
        order=(Appointment.starts_at.desc(), Appointment.id.desc()),
        narrow=taken_place,
        doc="Visits that have begun, the latest first; none that was called off or missed.",
    )
    portal_invitations = many(
        m.PortalInvitation, "patient_id", order=(m.PortalInvitation.created_at.desc(), m.PortalInvitation.id.desc())
    )


@model_type(m.PhoneNumber)
class PhoneNumber:
    """A patient's phone number in international form."""

    columns = "id patient_id phone_number label is_primary row_version created_at updated_at"


@model_type(m.MedicalHistory)
class MedicalHistory:
    """What a dentist has to know before treating."""

    columns = (
        "id patient_id blood_type smoking alcohol medications conditions oral_habits family_history notes completed_at"
        " row_version created_at updated_at"
    )
    patient = one(m.Patient, "patient_id")


@model_type(m.Allergy)
class Allergy:
    """A known allergy."""

    columns = "id patient_id substance severity reaction row_version created_at updated_at"


@model_type(m.Guardian)
class Guardian:
    """An account that acts for a patient, from `sinceDate` up to before `untilDate`."""

    columns = "id patient_id account_id name relation since_date until_date row_version created_at updated_at"


@model_type(m.PortalInvitation)
class PortalInvitation:
    """An invitation to the patient portal."""

    columns = "id patient_id email expires_at accepted_at row_version created_at"


@model_type(m.PatientMerge)
class PatientMerge:
    """A duplicate that was merged into a patient; it can be undone until `undoUntil`."""

    columns = (
        "id patient_id duplicate_id counts differences medical_differences undo_until undone_at row_version created_at"
    )
    patient = one(m.Patient, "patient_id", doc="The record that was kept.")
    duplicate = one(m.Patient, "duplicate_id", doc="The record that was merged into it, archived.")


root("patients", patients.list_patients)
root("patient", patients.get_patient)
root("registerPatient", patients.register_patient)
root("updatePatient", patients.update_patient)
root("archivePatient", patients_end.archive_patient)
root("restorePatient", patients_end.restore_patient)
root("erasePatient", patients_end.erase_patient)
root("duplicatePatients", patient_duplicates.duplicate_patients)
root("patientMergePreview", patient_duplicates.patient_merge_preview)
root("mergePatients", patient_merge.merge_patients)
root("undoPatientMerge", patient_merge.undo_patient_merge)
root("exportPatients", patient_export.export_patients)
root("exportPatientRecord", patient_record.export_patient_record)

root("updateMedicalHistory", medical.update_medical_history)
root("recordAllergy", medical.record_allergy)
root("updateAllergy", medical.update_allergy)
root("removeAllergy", medical.remove_allergy)

root("phoneNumbers", phone_numbers.list_phone_numbers)
root("phoneNumber", phone_numbers.get_phone_number)
root("normalizePhoneNumber", phone_numbers.normalize_phone_number)
root("addPhoneNumber", phone_numbers.add_phone_number)
root("updatePhoneNumber", phone_numbers.update_phone_number)
root("makePhoneNumberPrimary", phone_numbers.make_phone_number_primary)
root("removePhoneNumber", phone_numbers.remove_phone_number)

root("guardians", guardians.list_guardians)
root("addGuardian", guardians.add_guardian)
root("endGuardian", guardians.end_guardian)

root("checkPortalAccount", portal.check_portal_account)
root("invitePatient", portal.invite_patient)
root("setPortalAccess", portal.set_portal_access)
root("linkPatientAccount", portal.link_patient_account)
root("unlinkPatientAccount", portal.unlink_patient_account)
root("myPatients", portal.my_patients)
root("myPatientProfile", portal.my_patient_profile)
root("updateMyProfile", portal.update_my_profile)
root("updateMyMedicalHistory", medical.update_my_medical_history)
