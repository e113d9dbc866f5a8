"""The list of visits as a table for spreadsheets: read page by page under the caller's rights, noted in the log."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import strawberry

from core import db
from core.errors import LimitReached, invalid
from core.predicates import after
from core.rows import Rows
from events import types as events
from models.appointments import Appointment
from models.clinics import Clinic
from models.patients import Patient
from models.schedules import AppointmentType, Room
from models.staff import Employee
from operation.context import Context
from operation.inputs import Day
from operation.operation import action, own_transaction
from permissions import Permission, key
from resolvers.calendar import shown

P = Permission

#: Visits in one answer of the operation; the address that streams has no such bound.
MOST = 5_000
#: Visits that are read at once.
_PAGE = 500
#: Days one export may span.
MOST_DAYS = 3660

COLUMNS = (
    "id", "date", "start", "end", "minutes", "status", "patient_number", "patient", "doctor", "type", "room",
    "priority", "source", "notes", "cancel_reason", "created_at",
)  # fmt: skip
_READ = (
    "id", "starts_at", "ends_at", "status", "patient_id", "doctor_id", "type_id", "room_id", "priority", "source",
    "notes", "cancel_reason", "created_at",
)  # fmt: skip
#: A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

ExportDay = Annotated[dt.date, Day()]


@strawberry.type(description="A list of visits as CSV (RFC 4180, UTF-8), times where the clinic is.")
class AppointmentExport:
    csv: str
    rows: int


@action(key(P.APPOINTMENTS_EXPORT), while_suspended=True)
async def export_appointments(
    ctx: Context, *, date_from: ExportDay, date_to: ExportDay, doctor_id: UUID | None = None
) -> AppointmentExport:
    """The visits of some days, both included, as CSV; only what the caller may see. Noted in the audit log.

    INVALID for days in the wrong order or more than ten years; LIMIT_REACHED beyond 5,000 visits: narrow it, or use
    `GET /api/v1/protected/appointments/export.csv`, which sends any number.
    """
    rows = await begin(ctx, date_from, date_to, doctor_id)
    count, text = 0, [_written([COLUMNS])]
    async for page in pages(ctx, rows):
        count += len(page)
        if count > MOST:
            raise LimitReached(f"More than {MOST} visits; choose fewer days.")
        text.append(_written(page))
    return AppointmentExport(csv="".join(text), rows=count)


async def begin(
    ctx: Context, first: dt.date, last: dt.date, doctor_id: UUID | None, path: str = "dateTo"
) -> Rows[Appointment]:
    """The rows of an export, after it was noted. Raises Invalid, naming `path`, for days that will not do."""
    if not dt.timedelta(0) <= last - first < dt.timedelta(days=MOST_DAYS):
        raise invalid(path, "Must be within ten years after the first day.")
    rows = shown(ctx).where(
        Appointment.starts_at >= ctx.clinic.day(first)[0], Appointment.starts_at < ctx.clinic.day(last)[1]
    )
    async with own_transaction(ctx):
        clinic = await ctx.first(ctx.clinic_rows(Clinic))
        assert clinic is not None  # noqa: S101  (the caller is in it)
        ctx.emit(events.APPOINTMENTS_EXPORTED, clinic)
    return rows.where(Appointment.doctor_id == doctor_id) if doctor_id is not None else rows


async def lines(ctx: Context, rows: Rows[Appointment]) -> AsyncIterator[str]:
    """The export as text, a page at a time: nobody holds more of it."""
    yield _written([COLUMNS])
    async for page in pages(ctx, rows):
        yield _written(page)


async def pages(ctx: Context, rows: Rows[Appointment]) -> AsyncIterator[list[tuple[str, ...]]]:
    """The cells of each visit, a page at a time, each read by itself: what changes meanwhile is not missed or doubled
    but for a visit that is moved."""
    ctx_zone, rest = ZoneInfo(ctx.clinic.timezone), rows
    while True:
        async with db.read(ctx.clinic.id) as connection:
            statement = rest.window(_PAGE).select(_READ)
            found = (await connection.fetch(statement.sql, *statement.values))[:_PAGE]
            names = await _names(ctx, connection, found)
        if not found:
            return
        # Whoever exports has read them all.
        note = ctx.runtime.access_log.note
        note(ctx, export_appointments.name, Appointment, [r["id"] for r in found])
        note(ctx, export_appointments.name, Patient, [r["patient_id"] for r in found if r["patient_id"] in names])
        yield [_cells(record, names, ctx_zone) for record in found]
        if len(found) < _PAGE:
            return
        rest = rows.where(after(rows.ordering, (found[-1]["starts_at"], found[-1]["id"])))


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


def _written(rows: Iterable[Sequence[str]]) -> str:
    """Lines of CSV. A cell that a spreadsheet would compute is made text by an apostrophe in front."""
    made = io.StringIO()
    writer = csv.writer(made)
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return made.getvalue()
