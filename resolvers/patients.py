"""Patients: finding, registering, changing, archiving and erasing them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from core.ids import uuid7
from core.paging import Page
from core.rows import One
from core.text import digits, fold, like_patterns
from events import types as events
from models.patients import Gender, Patient, PatientStatus
from operation.context import Context
from operation.inputs import Email, Past, Text, given, input
from operation.operation import command, query
from permissions import Permission, key

P = Permission

Name = Annotated[str, Text(1, 120)]
ShortText = Annotated[str, Text(0, 120)]


class PatientOrder(StrEnum):
    """How a list of patients is sorted."""

    NAME = "name"
    NEWEST = "newest"
    OLDEST = "oldest"


ORDERS = {
    PatientOrder.NAME: (Patient.last_name_key.asc(), Patient.id.asc()),
    PatientOrder.NEWEST: (Patient.created_at.desc(), Patient.id.desc()),
    PatientOrder.OLDEST: (Patient.created_at.asc(), Patient.id.asc()),
}


@query(key(P.PATIENTS_VIEW))
async def list_patients(
    ctx: Context,
    *,
    search: Annotated[str, Text(0, 100)] | None = None,
    status: PatientStatus | None = PatientStatus.ACTIVE,
    order: PatientOrder = PatientOrder.NAME,
) -> Page[Patient]:
    """Patients of the clinic, searched by any part of name, phone, e-mail or record number.

    Every word must occur; accents and case do not matter. A search looks at the first 1,000 matches. `status: null`
    lists archived patients too.
    """
    rows = ctx.rows(Patient).order(*ORDERS[order])
    if status is not None:
        rows = rows.where(Patient.status == status)
    if search:
        rows = rows.where(Patient.id.found_by("search_patients", like_patterns(search), digits(search)))
    return Page(rows)


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
    birth_date: Annotated[dt.date, Past()] | None = None
    email: Annotated[str, Email()] | None = None
    address: Annotated[str, Text(0, 400)] | None = None
    city: ShortText | None = None


@command(key(P.PATIENTS_CREATE))
async def register_patient(ctx: Context, *, input: RegisterPatientInput) -> Patient:  # noqa: A002
    """Register a patient; without a record number the clinic's next one is given."""
    values = given(input)
    mrn = values.pop("mrn", None) or await next_mrn(ctx)
    patient = await ctx.add(Patient, id=uuid7(), mrn=mrn, **values, **derived(mrn, **values))
    ctx.emit(events.PATIENT_REGISTERED, patient)
    return patient


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


def derived(mrn: str, *, first_name: str, last_name: str, email: str | None = None, **_: object) -> dict[str, object]:
    """Columns that follow from others: keys for sorting, searching and comparing."""
    return {
        "last_name_key": fold(f"{last_name} {first_name}")[:260],
        "email_lower": email.lower() if email else None,
        "search_text": fold(f"{first_name} {last_name} {email or ''} {mrn}"),
        "last_seen_at": dt.datetime.now(dt.UTC),
    }
