"""The patients of a clinic as a table for spreadsheets; `resolvers.exports` reads and writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from core.errors import invalid
from core.rows import Rows
from events import types as events
from models.patients import Patient, PatientStatus, PhoneNumber
from operation.context import Context
from operation.inputs import Day, Items
from operation.operation import action
from permissions import Permission, key
from resolvers.exports import CsvExport, Line, Table, record_export, whole
from resolvers.patients import ORDERS, PatientOrder, registered

P = Permission

ExportDay = Annotated[dt.date, Day()]
Statuses = Annotated[list[PatientStatus], Items(3)]


@action(key(P.PATIENTS_EXPORT), while_suspended=True)
async def export_patients(
    ctx: Context,
    *,
    status: Statuses | None = None,
    created_from: ExportDay | None = None,
    created_to: ExportDay | None = None,
) -> CsvExport:
    """Patients as CSV, in the order they were registered, active and archived ones unless `status` says otherwise; only
    those the caller may see. Both days belong to it. Nothing of the medical history. Noted in the audit log.

    INVALID for days in the wrong order; LIMIT_REACHED beyond 5,000 patients: narrow it, or use
    `GET /api/v1/patients/export.csv`, which sends any number.
    """
    return await whole(ctx, PATIENTS, await begin(ctx, status, created_from, created_to))


async def begin(
    ctx: Context,
    status: Sequence[PatientStatus] | None,
    first: dt.date | None,
    last: dt.date | None,
    path: str = "createdTo",
) -> Rows[Patient]:
    """The rows of an export, after it was noted. Raises Invalid, naming `path`, for days in the wrong order."""
    if first is not None and last is not None and last < first:
        raise invalid(path, "Must not be before the first day.")
    rows = ctx.rows(Patient).order(*ORDERS[PatientOrder.OLDEST])
    rows = rows.where(Patient.status.in_(status or (PatientStatus.ACTIVE, PatientStatus.ARCHIVED)))
    rows = registered(ctx, rows, first, last)
    await record_export(ctx, events.PATIENTS_EXPORTED)
    return rows


#: Columns of the table that are the patient's, as they are; the wire's number and birthday have names of their own.
_PLAIN = (
    "email", "address", "city", "postal_code", "country", "occupation", "insurance_provider", "insurance_number",
    "emergency_contact_name", "emergency_contact_phone", "referral_source", "status",
)  # fmt: skip
_READ = ("id", "mrn", "first_name", "last_name", "gender", "birth_date", *_PLAIN, "created_at")


async def _lines(ctx: Context, connection: Any, found: Sequence[Any]) -> list[Line]:
    numbers = ctx.rows(PhoneNumber).where(
        PhoneNumber.patient_id.in_([record["id"] for record in found]),
        PhoneNumber.is_primary == True,  # noqa: E712
    )
    statement = numbers.select(("patient_id", "phone_number"))
    phones = {r["patient_id"]: r["phone_number"] for r in await connection.fetch(statement.sql, *statement.values)}
    zone = ZoneInfo(ctx.clinic.timezone)
    return [_cells(record, phones.get(record["id"], ""), zone) for record in found]


def _cells(record: Any, phone: str, zone: ZoneInfo) -> Line:
    born = record["birth_date"]
    return (
        str(record["id"]),
        record["mrn"],
        record["first_name"],
        record["last_name"],
        record["gender"] or "",
        born.isoformat() if born is not None else "",
        phone,
        *(record[column] or "" for column in _PLAIN),
        f"{record['created_at'].astimezone(zone):%Y-%m-%dT%H:%M:%S%z}",
    )


PATIENTS = Table(
    export_patients.name,
    (
        "patient_id", "register_number", "first_name", "last_name", "gender", "birthday", "phone_number", *_PLAIN,
        "created_at",
    ),
    _READ,
    _lines,
)  # fmt: skip
