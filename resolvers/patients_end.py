"""Where a patient's record ends: archived, restored, erased."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from events import types as events
from models.patients import Guardian, Patient, PatientStatus
from operation.context import Context
from operation.erasure import erase
from operation.operation import command
from operation.patient_graph import family
from operation.sets import Change
from permissions import Permission, key
from resolvers.patient_rules import living, rights_changed
from resolvers.patients import save, status_values

DELETE = key(Permission.PATIENTS_DELETE)

#: What takes the place of a name; the record is known by its number from then on.
ERASED_NAME = ("Erased", "patient")


@command(DELETE)
async def archive_patient(ctx: Context, *, id: UUID, expected_version: int | None = None) -> Patient:  # noqa: A002
    """Take a patient out of the lists; everything stays and can be restored. Archiving twice changes nothing."""
    return await _move(ctx, id, PatientStatus.ARCHIVED, expected_version)


@command(DELETE)
async def restore_patient(ctx: Context, *, id: UUID, expected_version: int | None = None) -> Patient:  # noqa: A002
    """Put an archived patient back into the lists. CONFLICT for an erased record."""
    return await _move(ctx, id, PatientStatus.ACTIVE, expected_version)


async def _move(ctx: Context, patient_id: UUID, status: PatientStatus, expected_version: int | None) -> Patient:
    patient = await living(ctx, patient_id, expected_version)
    await save(ctx, patient, status_values(ctx, patient.status, status, "status"))
    return patient


@command(DELETE)
async def erase_patient(ctx: Context, *, id: UUID, expected_version: int | None = None) -> Patient:  # noqa: A002
    """Erase what is known of a person, for good, as the law asks for: name, contacts, history, messages, guardians.

    Record number and dates stay, and so do clinical and financial records, which then belong to nobody by name. Access
    to the portal ends at once. Duplicates that were merged into the record go with it. CONFLICT the second time.
    """
    patient = await living(ctx, id, expected_version)
    records = await family(ctx, patient.id)
    guardians = await ctx.all(ctx.clinic_rows(Guardian).where(Guardian.patient_id.in_(records)).window(1000))
    for account in {patient.account_id, *(guardian.account_id for guardian in guardians)}:
        rights_changed(ctx, account)
    await erase(ctx, records)
    if len(records) > 1:
        await ctx.change_all(Change(ctx.clinic_rows(Patient).where(Patient.id.in_(records[1:])), _erased()))
    await ctx.change(patient, **_erased())
    ctx.emit(events.PATIENT_ERASED, patient)
    return patient


def _erased() -> dict[str, Any]:
    """What erasing leaves of a record."""
    return {
        **dict.fromkeys(ERASED_COLUMNS),
        "first_name": ERASED_NAME[0],
        "last_name": ERASED_NAME[1],
        "last_name_key": "",
        "search_text": "",
        "portal_access": False,
        "status": PatientStatus.ERASED,
        "erased_at": dt.datetime.now(dt.UTC),
    }


#: Columns about the person that erasing empties: all that may be empty, but for the dates of the record itself.
ERASED_COLUMNS = tuple(
    name
    for name, column in Patient.columns.items()
    if column.nullable and name not in ("archived_at", "erased_at", "last_seen_at", "merged_into_id")
)
