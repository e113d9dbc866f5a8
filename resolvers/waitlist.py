"""The waiting list: who wants a visit as soon as there is a time, and giving them one."""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from uuid import UUID

from strawberry import Maybe

from core.errors import Conflict, invalid
from core.paging import Page
from events import types as events
from models.appointments import AppointmentSource
from models.waitlist import DayPart, WaitlistEntry, WaitlistPriority, WaitlistStatus
from operation.context import Context
from operation.inputs import Day, Items, Moment, given, input  # noqa: A004
from operation.operation import command, query
from permissions import Permission, key
from resolvers.booking import (
    STAFF,
    BookableDoctor,
    BookablePatient,
    BookableRoom,
    BookableType,
    BookAppointmentInput,
    Notes,
    book,
    doctor_of,
)

P = Permission
S = WaitlistStatus

WaitDay = Annotated[dt.date, Day()]
#: Of somebody who still waits.
OPEN = (S.WAITING, S.CONTACTED)


@query(key(P.APPOINTMENTS_VIEW))
async def list_waitlist(
    ctx: Context,
    *,
    status: Annotated[list[WaitlistStatus], Items(4)] | None = None,
    doctor_id: UUID | None = None,
    patient_id: UUID | None = None,
    day: WaitDay | None = None,
) -> Page[WaitlistEntry]:
    """Who waits, the longest first: those still waiting unless `status` says otherwise.

    `doctorId` takes those with it who would come to anybody; `day` leaves out whoever cannot come on that day. Patients
    see their own entries.
    """
    table = WaitlistEntry
    rows = ctx.rows(table).where(table.status.in_(OPEN if status is None else status))
    rows = rows.order(table.created_at.asc(), table.id.asc())
    if doctor_id is not None:
        rows = rows.where((table.doctor_id == doctor_id) | table.doctor_id.is_null())
    if patient_id is not None:
        rows = rows.where(table.patient_id == patient_id)
    if day is not None:
        rows = rows.where(
            (table.earliest_date <= day) | table.earliest_date.is_null(),
            (table.latest_date >= day) | table.latest_date.is_null(),
        )
    return Page(rows)


@input
class AddToWaitlistInput:
    """Who waits, and for what."""

    patient_id: BookablePatient
    doctor_id: BookableDoctor | None = None
    type_id: BookableType | None = None
    earliest_date: WaitDay | None = None
    latest_date: WaitDay | None = None
    day_part: DayPart = DayPart.ANY
    priority: WaitlistPriority = WaitlistPriority.NORMAL
    notes: Notes | None = None


@command(STAFF)
async def add_to_waitlist(ctx: Context, *, input: AddToWaitlistInput) -> WaitlistEntry:  # noqa: A002
    """Put a patient on the waiting list. INVALID for days in the wrong order."""
    _check_days(input.earliest_date, input.latest_date)
    entry = await ctx.add(
        WaitlistEntry,
        patient_id=input.patient_id,
        doctor_id=doctor_of(ctx, input.doctor_id),
        type_id=input.type_id,
        earliest_date=input.earliest_date,
        latest_date=input.latest_date,
        day_part=input.day_part,
        priority=input.priority,
        notes=input.notes or None,
        status=S.WAITING,
    )
    ctx.emit(events.WAITLIST_JOINED, entry)
    return entry


@input
class UpdateWaitlistEntryInput:
    """What is to change: members left out stay as they are, null clears."""

    type_id: Maybe[BookableType | None]
    earliest_date: Maybe[WaitDay | None]
    latest_date: Maybe[WaitDay | None]
    day_part: Maybe[DayPart]
    priority: Maybe[WaitlistPriority]
    status: Maybe[WaitlistStatus]
    notes: Maybe[Notes | None]


@command(STAFF)
async def update_waitlist_entry(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    input: UpdateWaitlistEntryInput,  # noqa: A002
    expected_version: int | None = None,
) -> WaitlistEntry:
    """Change what somebody waits for, or note that they were spoken to or wait no longer.

    SCHEDULED is for `bookFromWaitlist` to say (INVALID here); CONFLICT for an entry that was given a visit.
    """
    entry = await _waiting(ctx, id, expected_version)
    values = given(input)
    if values.get("status") is S.SCHEDULED:
        raise invalid("input.status", "A visit is given by bookFromWaitlist.")
    _check_days(values.get("earliest_date", entry.earliest_date), values.get("latest_date", entry.latest_date))
    changed = await ctx.change(entry, **values)
    if changed:
        ctx.emit(events.WAITLIST_CHANGED, entry, changed)
    return entry


@command(STAFF)
async def book_from_waitlist(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    starts_at: Annotated[dt.datetime, Moment()],
    ends_at: Annotated[dt.datetime, Moment()] | None = None,
    doctor_id: BookableDoctor | None = None,
    room_id: BookableRoom | None = None,
    expected_version: int | None = None,
) -> WaitlistEntry:
    """Give somebody who waits a visit, with the doctor they wait for unless another is named.

    Refused as `bookAppointment` is; CONFLICT for an entry that is no longer waiting.
    """
    entry = await _waiting(ctx, id, expected_version)
    visit = await book(
        ctx,
        BookAppointmentInput(  # type: ignore[call-arg]  # a dataclass by another name
            patient_id=entry.patient_id,
            starts_at=starts_at,
            ends_at=ends_at,
            doctor_id=doctor_id or entry.doctor_id,
            type_id=entry.type_id,
            room_id=room_id,
            notes=entry.notes,
            source=AppointmentSource.WAITLIST,
        ),
    )
    changed = await ctx.change(entry, status=S.SCHEDULED, appointment_id=visit.id)
    ctx.emit(events.WAITLIST_CHANGED, entry, changed)
    return entry


async def _waiting(ctx: Context, entry_id: UUID, expected_version: int | None) -> WaitlistEntry:
    entry = await ctx.load(WaitlistEntry, entry_id, expected_version)
    if entry.status == S.SCHEDULED:
        raise Conflict("They were given a visit already.")
    return entry


def _check_days(earliest: dt.date | None, latest: dt.date | None) -> None:
    if earliest is not None and latest is not None and latest < earliest:
        raise invalid("input.latestDate", "Must not be before the first day.")
