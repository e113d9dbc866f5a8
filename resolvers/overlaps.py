"""Who is taken when: what stands in the way of a visit, and which free times are its neighbours.

The database has the last word (two exclusion constraints). What is said here is for people: read under the locks that
`operation/locks` hands out, it is also what the database would say.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import strawberry

from core.errors import Conflict, FieldProblem
from core.predicates import Predicate, either
from models.appointments import FREE, Appointment
from models.schedules import LONGEST, SHORTEST
from operation.context import Context

#: How far before and after a wanted time neighbours are looked for.
BEFORE, AFTER = dt.timedelta(hours=12), dt.timedelta(hours=36)
#: Free times that are named.
NAMED = 3
#: Two visits of the shortest kind, side by side for all that time, of the doctor and in the room.
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """A time with a doctor and in a room, either of which may be nobody's."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    doctor_id: UUID | None
    room_id: UUID | None

    @classmethod
    def of(cls, visit: Appointment) -> Wanted:
        return cls(visit.starts_at, visit.ends_at, visit.doctor_id, visit.room_id)


@strawberry.type(description="From when to when.")
class FreeTime:
    starts_at: dt.datetime
    ends_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Clash:
    """What is taken (`doctor` or `room`), from when to when, and the free times next to it; never whose visit it is."""

    what: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    free: tuple[FreeTime, ...]

    @property
    def message(self) -> str:
        return f"The {self.what} is taken at this time."


async def clash(ctx: Context, wanted: Wanted, *, but: UUID | None = None) -> Clash | None:
    """What stands in the way of a wanted time (the visit `but` does not), or None."""
    mine = [c == i for c, i in ((Appointment.doctor_id, wanted.doctor_id), (Appointment.room_id, wanted.room_id)) if i]
    if not mine:
        return None
    taken = await _taken(ctx, mine, wanted.starts_at - BEFORE, wanted.ends_at + AFTER, but)
    for what, id_ in (("doctor", wanted.doctor_id), ("room", wanted.room_id)):
        others = [t for t in taken if id_ is not None and t[what] == id_ and _meet(t, wanted.starts_at, wanted.ends_at)]
        if others:
            first, last = min(t["starts_at"] for t in others), max(t["ends_at"] for t in others)
            return Clash(what, first, last, neighbours(wanted, [(t["starts_at"], t["ends_at"]) for t in taken]))
    return None


async def conflict(ctx: Context, wanted: Wanted, path: str, *, but: UUID | None = None) -> Conflict | None:
    """The CONFLICT that names what stands in the way of a wanted time, or None."""
    found = await clash(ctx, wanted, but=but)
    if found is None:
        return None
    free = [{"startsAt": wire(t.starts_at), "endsAt": wire(t.ends_at)} for t in found.free]
    return told(found.message, path, takenFrom=wire(found.starts_at), takenUntil=wire(found.ends_at), free=free)


def told(message: str, path: str, **details: Any) -> Conflict:
    return Conflict(message, fields=(FieldProblem(path, message),), **details)


def wire(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def neighbours(wanted: Wanted, taken: list[tuple[dt.datetime, dt.datetime]]) -> tuple[FreeTime, ...]:
    """The nearest times of the wanted length that nobody has, in order: the last one before, the next ones after.

    As far as bookings tell: when the clinic is open, and who works when, is asked of the schedules.
    """
    length = wanted.ends_at - wanted.starts_at
    busy = sorted(taken)
    after = [start for start in sorted({end for _, end in busy}) if start > wanted.starts_at]
    before = [end - length for end in sorted({start for start, _ in busy}, reverse=True)]
    now = dt.datetime.now(dt.UTC)
    past = wanted.starts_at < now
    earlier = (s for s in before if s < wanted.starts_at and (past or s >= now) and _free(busy, s, s + length))
    later = (s for s in after if _free(busy, s, s + length))
    found = sorted([*_first(earlier, 1), *_first(later, NAMED - 1)])
    return tuple(FreeTime(starts_at=start, ends_at=start + length) for start in found)


def _first(moments: Any, most: int) -> list[dt.datetime]:
    return [moment for moment, _ in zip(moments, range(most), strict=False)]


def _free(busy: list[tuple[dt.datetime, dt.datetime]], start: dt.datetime, end: dt.datetime) -> bool:
    return not any(s < end and e > start for s, e in busy)


def _meet(taken: dict[str, Any], start: dt.datetime, end: dt.datetime) -> bool:
    return bool(taken["starts_at"] < end and taken["ends_at"] > start)


async def _taken(
    ctx: Context, mine: list[Predicate], start: dt.datetime, end: dt.datetime, but: UUID | None
) -> list[dict[str, Any]]:
    """The visits of the doctor or in the room that meet a stretch of time."""
    rows = ctx.clinic_rows(Appointment).where(
        either(mine),
        ~Appointment.status.in_(FREE),
        Appointment.starts_at < end,
        # Says the same to the index of beginnings: nothing takes longer.
        Appointment.starts_at > start - dt.timedelta(minutes=LONGEST),
        Appointment.ends_at > start,
    )
    if but is not None:
        rows = rows.where(Appointment.id != but)
    statement = rows.order(Appointment.starts_at.asc()).window(_MOST).select(_COLUMNS)
    found = await ctx.fetch(statement)
    return [
        {"doctor": r["doctor_id"], "room": r["room_id"], "starts_at": r["starts_at"], "ends_at": r["ends_at"]}
        for r in found
    ]


_COLUMNS = ("doctor_id", "room_id", "starts_at", "ends_at")


def check_times(starts_at: dt.datetime, ends_at: dt.datetime) -> str | None:
    """What is wrong with a length, in words; None when nothing is."""
    if ends_at <= starts_at:
        return "Must be after the start."
    if not dt.timedelta(minutes=SHORTEST) <= ends_at - starts_at <= dt.timedelta(minutes=LONGEST):
        return f"A visit takes {SHORTEST} to {LONGEST} minutes."
    return None
