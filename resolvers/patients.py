"""Patients: finding, registering and changing them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from strawberry import Maybe

from core.errors import invalid
from core.identifiers import account_key
from core.ids import uuid7
from core.paging import Page
from core.phones import search_digits
from core.rows import One, Rows
from core.text import fold, like_patterns, searchable
from events import types as events
from models.log import EventType
from models.patients import Gender, Patient, PatientStatus
from operation.context import Context
from operation.inputs import Email, Guarded, Items, Past, Text, given, input  # noqa: A004
from operation.operation import command, query, require
from permissions import Permission, key
from resolvers.medical import AllergyInput, MedicalHistoryInput, write_allergies, write_history
from resolvers.patient_rules import LINKING, living, patient_account, rights_changed, tidy
from resolvers.phone_numbers import PhoneNumberInput, add_numbers

P = Permission

MEDICAL = key(P.PATIENTS_VIEW_MEDICAL_HISTORY)

Name = Annotated[str, Text(1, 120)]
ShortText = Annotated[str, Text(0, 120)]
Number = Annotated[str, Text(1, 32)]
Address = Annotated[str, Text(0, 400, lines=True)]
PostalCode = Annotated[str, Text(0, 20)]
InsuranceNumber = Annotated[str, Text(0, 64)]
ContactName = Annotated[str, Text(0, 160)]
ContactPhone = Annotated[str, Text(0, 32)]


@dataclass(frozen=True, slots=True)
class CountryCode:
    """An ISO 3166 code of two letters; empty for none."""

    def clean(self, value: str) -> str:
        code = value.strip().upper()
        if code and not re.fullmatch("[A-Z]{2}", code):
            raise ValueError("Must be a country code of two letters.")
        return code


Country = Annotated[str, CountryCode()]
BirthDate = Annotated[dt.date, Past()]
EmailAddress = Annotated[str, Email()]


class PatientOrder(StrEnum):
    """How a list of patients is sorted."""

    NAME = "name"
    NEWEST = "newest"
    OLDEST = "oldest"
    NUMBER = "number"


ORDERS = {
    PatientOrder.NAME: (Patient.last_name_key.asc(), Patient.id.asc()),
    PatientOrder.NEWEST: (Patient.created_at.desc(), Patient.id.desc()),
    PatientOrder.OLDEST: (Patient.created_at.asc(), Patient.id.asc()),
    PatientOrder.NUMBER: (Patient.mrn.asc(), Patient.id.asc()),
}


@query(key(P.PATIENTS_VIEW))
async def list_patients(
    ctx: Context,
    *,
    search: Annotated[str, Text(0, 100)] | None = None,
    status: Annotated[list[PatientStatus], Items(3)] | None = None,
    gender: Gender | None = None,
    born_from: dt.date | None = None,
    born_to: dt.date | None = None,
    has_portal: bool | None = None,
    created_from: dt.date | None = None,
    created_to: dt.date | None = None,
    order: PatientOrder = PatientOrder.NAME,
) -> Page[Patient]:
    """Patients of the clinic: active ones unless `status` says otherwise, searched by name, phone, e-mail or number.

    Every word of a search must occur; accents and case do not matter, and phone numbers may be spelled in any way.
    Words of one or two Latin letters match beginnings only. A search looks at the first 1,000 matches by name. Both
    ends of a range of dates belong to it; days of registration are the clinic's.
    """
    rows = ctx.rows(Patient).order(*ORDERS[order])
    rows = rows.where(Patient.status.in_(status or [PatientStatus.ACTIVE]))
    if gender is not None:
        rows = rows.where(Patient.gender == gender)
    if born_from is not None:
        rows = rows.where(Patient.birth_date >= born_from)
    if born_to is not None:
        rows = rows.where(Patient.birth_date <= born_to)
    if has_portal is not None:
        rows = rows.where(Patient.portal_access == has_portal)
    rows = registered(ctx, rows, created_from, created_to)
    if search:
        rows = rows.where(_found(ctx, search))
    return Page(rows)


def registered(ctx: Context, rows: Rows[Patient], first: dt.date | None, last: dt.date | None) -> Rows[Patient]:
    """Those of `rows` registered between two days of the clinic, both included."""
    if first is not None:
        rows = rows.where(Patient.created_at >= ctx.clinic.day(first)[0])
    if last is not None:
        rows = rows.where(Patient.created_at < ctx.clinic.day(last)[1])
    return rows


def _found(ctx: Context, search: str) -> Any:
    return Patient.id.found_by("search_patients", like_patterns(search), search_digits(search, ctx.clinic.country))


@query(key(P.PATIENTS_VIEW_DETAIL))
async def get_patient(ctx: Context, *, id: UUID) -> One[Patient]:  # noqa: A002
    """One patient's profile; patients and guardians see their own."""
    return ctx.rows(Patient).where(Patient.id == id).one()


@input
class RegisterPatientInput:
    """What is known of a new patient; only the name is needed."""

    first_name: Name
    last_name: Name
    mrn: Annotated[str, Text(0, 32)] | None = None
    gender: Gender | None = None
    birth_date: BirthDate | None = None
    email: EmailAddress | None = None
    address: Address | None = None
    city: ShortText | None = None
    postal_code: PostalCode | None = None
    country: Country | None = None
    occupation: ShortText | None = None
    insurance_provider: ShortText | None = None
    insurance_number: InsuranceNumber | None = None
    emergency_contact_name: ContactName | None = None
    emergency_contact_phone: ContactPhone | None = None
    referral_source: ShortText | None = None
    status: PatientStatus | None = None
    phone_numbers: Annotated[list[PhoneNumberInput], Items(10)] | None = None
    medical_history: Annotated[MedicalHistoryInput, Guarded(MEDICAL)] | None = None
    allergies: Annotated[list[AllergyInput], Items(50), Guarded(MEDICAL)] | None = None


@command(key(P.PATIENTS_CREATE))
async def register_patient(ctx: Context, *, input: RegisterPatientInput) -> Patient:  # noqa: A002
    """Register a patient, phone numbers and medical history included; without a record number the next one is given.

    Of several phone numbers the one marked as primary, or else the first, becomes the primary one. CONFLICT for a
    record number that is taken. The medical parts ask for patients.view_medical_history too.
    """
    values = tidy(given(input))
    numbers = values.pop("phone_numbers", [])
    history, allergies = values.pop("medical_history", None), values.pop("allergies", None)
    mrn = values.pop("mrn", None) or await next_mrn(ctx)
    values |= _first_status(ctx, values.pop("status", PatientStatus.ACTIVE))
    patient = await ctx.add(Patient, id=uuid7(), mrn=mrn, **values, **derived(mrn=mrn, **values))
    ctx.emit(events.PATIENT_REGISTERED, patient)
    await add_numbers(ctx, patient, numbers, "input.phoneNumbers")
    if history is not None:
        await write_history(ctx, patient, given(history), path="input.medicalHistory")
    if allergies is not None:
        await write_allergies(ctx, patient, allergies, "input.allergies")
    return patient


def _first_status(ctx: Context, status: PatientStatus) -> dict[str, Any]:
    if status == PatientStatus.ACTIVE:
        return {}
    return status_values(ctx, PatientStatus.ACTIVE, status, "input.status")


@input
class UpdatePatientInput:
    """What is to change: members left out stay as they are, null clears."""

    first_name: Maybe[Name]
    last_name: Maybe[Name]
    mrn: Maybe[Number]
    gender: Maybe[Gender | None]
    birth_date: Maybe[BirthDate | None]
    email: Maybe[EmailAddress | None]
    address: Maybe[Address | None]
    city: Maybe[ShortText | None]
    postal_code: Maybe[PostalCode | None]
    country: Maybe[Country | None]
    occupation: Maybe[ShortText | None]
    insurance_provider: Maybe[ShortText | None]
    insurance_number: Maybe[InsuranceNumber | None]
    emergency_contact_name: Maybe[ContactName | None]
    emergency_contact_phone: Maybe[ContactPhone | None]
    referral_source: Maybe[ShortText | None]
    status: Maybe[PatientStatus]
    account_id: Maybe[Annotated[UUID, Guarded(LINKING)]]


@command(key(P.PATIENTS_EDIT))
async def update_patient(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    input: UpdatePatientInput,  # noqa: A002
    expected_version: int | None = None,
) -> Patient:
    """Change what is known of a patient; members left out stay as they are.

    Another `status` asks for patients.delete, `accountId` for what linking an account asks for. CONFLICT for a record
    number that is taken, a version that is not `expectedVersion`, or an erased record.
    """
    values = tidy(given(input))
    account = values.pop("account_id", None)
    if account is not None:
        await patient_account(ctx, account, "input.accountId")
    patient = await living(ctx, id, expected_version)
    before = patient.account_id
    if account is not None and account != before:
        values |= {"account_id": account, "portal_access": True}
    if (status := values.pop("status", None)) is not None and status != patient.status:
        values |= status_values(ctx, patient.status, status, "input.status")
    await save(ctx, patient, values)
    for concerned in {before, patient.account_id} if before != patient.account_id else ():
        rights_changed(ctx, concerned)
    return patient


async def save(ctx: Context, patient: Patient, values: dict[str, Any]) -> None:
    """Write changed values with what follows from them, and say what happened, one event per kind of change."""
    personal = {
        "mrn": patient.mrn,
        "former_numbers": patient.former_numbers,
        "first_name": patient.first_name,
        "last_name": patient.last_name,
        "email": patient.email,
    } | values
    changed = await ctx.change(patient, **values, **derived(**personal)) - DERIVED
    for column, together in TOGETHER.items():
        if column in changed:
            ctx.emit(_kind(column, patient), patient, changed & together)
            changed -= together
    if changed:
        ctx.emit(events.PATIENT_UPDATED, patient, changed)


def _kind(column: str, patient: Patient) -> EventType:
    """The event of a change that has one of its own."""
    match column:
        case "status":
            archived = patient.status == PatientStatus.ARCHIVED
            return events.PATIENT_ARCHIVED if archived else events.PATIENT_RESTORED
        case "account_id":
            return events.PATIENT_LINKED if patient.account_id else events.PATIENT_UNLINKED
        case _:
            return events.PATIENT_PORTAL_CHANGED


#: Columns that follow from others or from time: no news of their own.
DERIVED = frozenset({"last_name_key", "email_lower", "search_text", "last_seen_at"})
#: Columns that change with one that has an event of its own.
TOGETHER = {
    "status": frozenset({"status", "archived_at"}),
    "account_id": frozenset({"account_id", "portal_access"}),
    "portal_access": frozenset({"portal_access"}),
}


def status_values(ctx: Context, before: PatientStatus, after: PatientStatus, path: str) -> dict[str, Any]:
    """What archiving or restoring writes. Raises Forbidden without patients.delete, Invalid for erasing this way."""
    if after == PatientStatus.ERASED:
        raise invalid(path, "Erasing is an operation of its own.")
    require(key(P.PATIENTS_DELETE).verdict(ctx.actor))
    archived = after == PatientStatus.ARCHIVED
    return {"status": after, "archived_at": dt.datetime.now(dt.UTC) if archived else None} if before != after else {}


async def next_mrn(ctx: Context) -> str:
    """The clinic's next record number, `P000001` on; numbers given by hand are skipped."""
    while True:
        number = await ctx.db.fetchval(
            """INSERT INTO counter AS c (id, clinic_id, row_version, created_at, updated_at, name, value)
               VALUES ($1, $2, 1, now(), now(), 'mrn', 1)
               ON CONFLICT (clinic_id, name) DO UPDATE SET value = c.value + 1 RETURNING value""",
            uuid7(),
            ctx.clinic.id,
        )
        mrn = f"P{number:06d}"
        if not await ctx.value(ctx.clinic_rows(Patient).where(Patient.mrn == mrn).exists()):
            return mrn


def derived(
    *,
    mrn: str,
    first_name: str,
    last_name: str,
    email: str | None = None,
    former_numbers: Sequence[str] = (),
    **_: object,
) -> dict[str, object]:
    """Columns that follow from others: keys for sorting, searching and comparing."""
    return {
        "last_name_key": fold(f"{last_name} {first_name}")[:260],
        "email_lower": account_key(email) if email else None,
        "search_text": search_text(first_name, last_name, email, mrn, *former_numbers),
        "last_seen_at": dt.datetime.now(dt.UTC),
    }


def search_text(first_name: str, last_name: str, email: str | None, *numbers: str) -> str:
    """What a search looks at. `000042` of a number is found as 42; names in scripts without spaces in one piece."""
    together = () if f"{first_name}{last_name}".isascii() else (last_name + first_name, first_name + last_name)
    plain = (re.sub(r"\D", "", number).lstrip("0") for number in numbers)
    return searchable(first_name, last_name, *together, email, *numbers, *plain)
