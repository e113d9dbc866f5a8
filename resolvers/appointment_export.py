"""The list of visits as a table for spreadsheets: read page by page under the caller's rights, noted in the log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from core.errors import invalid
from core.rows import Rows
from events import types as events
from models.appointments import Appointment
from models.patients import Patient
from models.schedules import AppointmentType, Room
from models.staff import Employee
from operation.context import Context
from operation.inputs import Day
from operation.operation import action
from permissions import Permission, key
from resolvers.calendar import shown
from resolvers.exports import CsvExport, Line, Table, record_export, whole

P = Permission

#: Days one export may span.
MOST_DAYS = 3660

ExportDay = Annotated[dt.date, Day()]


@action(key(P.APPOINTMENTS_EXPORT), while_suspended=True)
async def export_appointments(
    ctx: Context, *, date_from: ExportDay, date_to: ExportDay, doctor_id: UUID | None = None
) -> CsvExport:
    """The visits of some days, both included, as CSV; only what the caller may see. Noted in the audit log.

    INVALID for days in the wrong order or more than ten years; LIMIT_REACHED beyond 5,000 visits: narrow it, or use
    `GET /api/v1/protected/appointments/export.csv`, which sends any number.
    """
    return await whole(ctx, VISITS, await begin(ctx, date_from, date_to, doctor_id))


async def begin(
    ctx: Context, first: dt.date, last: dt.date, doctor_id: UUID | None, path: str = "dateTo"
) -> Rows[Appointment]:
    """The rows of an export, after it was noted. Raises Invalid, naming `path`, for days that will not do."""
    if not dt.timedelta(0) <= last - first < dt.timedelta(days=MOST_DAYS):
        raise invalid(path, "Must be within ten years after the first day.")
    rows = shown(ctx).where(
        Appointment.starts_at >= ctx.clinic.day(first)[0], Appointment.starts_at < ctx.clinic.day(last)[1]
    )
    await record_export(ctx, events.APPOINTMENTS_EXPORTED)
    return rows.where(Appointment.doctor_id == doctor_id) if doctor_id is not None else rows


async def _lines(ctx: Context, connection: Any, found: Sequence[Any]) -> list[Line]:
    zone, names = ZoneInfo(ctx.clinic.timezone), await _names(ctx, connection, found)
    patients = [r["patient_id"] for r in found if r["patient_id"] in names]
    ctx.runtime.access_log.note(ctx, export_appointments.name, Patient, patients)
    return [_cells(record, names, zone) for record in found]


async def _names(ctx: Context, connection: Any, found: Sequence[Any]) -> dict[UUID, tuple[str, ...]]:
    """Names of patients (as far as the caller may see them), doctors, kinds and rooms, by id."""
    wanted: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
        (ctx.rows(Patient), "patient_id", ("mrn", "first_name", "last_name")),
        (ctx.face(Employee), "doctor_id", ("display_name",)),
        (ctx.face(AppointmentType), "type_id", ("name",)),
        (ctx.face(Room), "room_id", ("name",)),
    )
    names: dict[UUID, tuple[str, ...]] = {}
    for rows, by, columns in wanted:
        ids = list({record[by] for record in found if record[by] is not None})
        if ids:
            statement = rows.where(rows.model.id.in_(ids)).select(("id", *columns))
            for record in await connection.fetch(statement.sql, *statement.values):
                names[record["id"]] = tuple(str(record[column]) for column in columns)
    return names


def _cells(record: Any, names: dict[UUID, tuple[str, ...]], zone: ZoneInfo) -> tuple[str, ...]:
    start, end = record["starts_at"].astimezone(zone), record["ends_at"].astimezone(zone)
    number, first, last = names.get(record["patient_id"], ("", "", ""))
    return (
        str(record["id"]),
        f"{start:%Y-%m-%d}",
        f"{start:%H:%M}",
        f"{end:%H:%M}",
        str(round((record["ends_at"] - record["starts_at"]).total_seconds() / 60)),
        record["status"],
        number,
        f"{first} {last}".strip(),
        *(names.get(record[by], ("",))[0] for by in ("doctor_id", "type_id", "room_id")),
        record["priority"],
        record["source"],
        record["notes"] or "",
        record["cancel_reason"] or "",
        f"{record['created_at'].astimezone(zone):%Y-%m-%dT%H:%M:%S%z}",
    )


VISITS = Table(
    export_appointments.name,
    (
        "id", "date", "start", "end", "minutes", "status", "patient_number", "patient", "doctor", "type", "room",
        "priority", "source", "notes", "cancel_reason", "created_at",
    ),
    (
        "id", "starts_at", "ends_at", "status", "patient_id", "doctor_id", "type_id", "room_id", "priority", "source",
        "notes", "cancel_reason", "created_at",
    ),
    _lines,
)  # fmt: skip
