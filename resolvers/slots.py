"""Free times, as clients ask for them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

import strawberry

from core.errors import FieldProblem, NotFound, invalid
from models.clinics import SNAP_OPTIONS
from models.schedules import LONGEST, SHORTEST
from operation.context import Context
from operation.inputs import Between, Day, Guarded
from operation.operation import query
from permissions import Permission, Role, Scope, key
from resolvers.availability import Known, SlotReason, Wish, reasons, times
from resolvers.booking import ALL_DOCTORS, STAFF, BookableDoctor, BookableRoom, BookableType
from resolvers.opening_times import Asked, load

P = Permission

#: Days that may be asked for at once: what a page of a calendar shows.
MOST_DAYS = 42


@strawberry.type(description="A time at which a visit may begin, or at which it may not.")
class Slot:
    starts_at: dt.datetime
    ends_at: dt.datetime
    date: dt.date = strawberry.field(description="The day where the clinic is.")
    time: str = strawberry.field(description="What the clock shows there, HH:MM.")
    doctor_ids: list[UUID] = strawberry.field(description="Who has time then; nobody for a time that is not free.")
    available: bool
    reason: SlotReason | None = strawberry.field(description="Why it is not free; null for a free one.")


@dataclass(frozen=True, slots=True)
class Snap:
    """Minutes between the beginnings of offered times."""

    def clean(self, value: int) -> int:
        if value not in SNAP_OPTIONS:
            raise ValueError(f"Must be one of {', '.join(map(str, SNAP_OPTIONS))}.")
        return value


@query(key(P.APPOINTMENTS_VIEW))
async def free_slots(
    ctx: Context,
    *,
    date: Annotated[dt.date, Day()],
    date_to: Annotated[dt.date, Day()] | None = None,
    doctor_id: BookableDoctor | None = None,
    type_id: BookableType | None = None,
    room_id: BookableRoom | None = None,
    duration_minutes: Annotated[int, Between(SHORTEST, LONGEST)] | None = None,
    snap: Annotated[int, Snap()] | None = None,
    include_taken: Annotated[bool, Guarded(STAFF)] = False,
) -> list[Slot]:
    """The free times of a day of the clinic, or of the days from `date` to `dateTo` (42 at most), in order.

    Within clinic hours and the doctor's; holidays, exceptions, blocks and visits are left out, these with the clinic's
    buffer around; times that are past are never free. Without a doctor: whenever anybody has time, and who. A visit
    takes `durationMinutes`, else as long as its type, else the clinic's default; it may begin whenever the clock shows
    a multiple of `snap` (15 or 30), else of the clinic's. Without appointments.view_all_doctors staff get the own
    schedule only. Patients get free times and nothing else; staff may `includeTaken`, with the reason.
    """
    last = date_to or date
    if not 0 <= (last - date).days < MOST_DAYS:
        raise invalid("dateTo", f"Must be {MOST_DAYS} days at most, from date on.")
    asked = Asked(date, last, _own_only(ctx, doctor_id), type_id, room_id)
    return await offered(ctx, asked, duration_minutes, snap, include_taken)


async def offered(
    ctx: Context,
    asked: Asked,
    duration_minutes: int | None = None,
    snap: int | None = None,
    include_taken: bool = False,
) -> list[Slot]:
    """The free times of some days, as `freeSlots` gives them. Whose may be asked for was decided."""
    loaded = await load(ctx, asked)
    minutes = duration_minutes or loaded.type_minutes or loaded.default_minutes
    now = int(dt.datetime.now(dt.UTC).timestamp()) + 1
    wish = Wish(minutes * 60, (snap or loaded.snap_minutes) * 60, now, loaded.buffer_minutes * 60, asked.room_id)
    return _slots(loaded.known, wish, include_taken)


def sees_all_times(ctx: Context) -> bool:
    """Whether the caller is offered everybody's free times; other staff only their own."""
    return ctx.actor.role is Role.PATIENT or ALL_DOCTORS.verdict(ctx.actor).scope is Scope.ALL


def _own_only(ctx: Context, wanted: UUID | None) -> UUID | None:
    """Whose times staff may ask for: where they see the own schedule only, their own. Raises NotFound for another's."""
    if sees_all_times(ctx):
        return wanted
    own = ctx.actor.own.employee
    if own is None or wanted not in (None, own):
        raise NotFound("No such employee.", fields=(FieldProblem("doctorId", "No such employee."),))
    return own


def _slots(known: Known, wish: Wish, include_taken: bool) -> list[Slot]:
    free: dict[int, list[UUID]] = {}
    for doctor in known.doctors:
        for at in times(known, doctor, wish):
            free.setdefault(at, []).append(doctor)
    taken = reasons(known, known.doctors, wish) if include_taken else {}
    return [_slot(known, wish, at, free.get(at, []), taken.get(at)) for at in sorted(free.keys() | taken.keys())]


def _slot(known: Known, wish: Wish, at: int, doctors: list[UUID], reason: SlotReason | None) -> Slot:
    local = dt.datetime.fromtimestamp(at, known.zone)
    return Slot(
        starts_at=dt.datetime.fromtimestamp(at, dt.UTC),
        ends_at=dt.datetime.fromtimestamp(at + wish.length, dt.UTC),
        date=local.date(),
        time=f"{local.hour:02}:{local.minute:02}",
        doctor_ids=doctors,
        available=bool(doctors),
        reason=reason,
    )
