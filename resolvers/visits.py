"""The life of a visit, in one place: which step may follow, what a step notes, and that no time is promised twice.

Every command that changes a visit goes through `alter`: staff, the patient, the link in a mail. It locks in one order,
the visit's row and then doctors and rooms (`operation/locks`); whoever books has no row yet, and takes only the second.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from core.errors import Conflict, FieldProblem, NotFound
from events import types as events
from models.appointments import FREE, OPEN, TRANSITIONS, Appointment, AppointmentChange, AppointmentStatus
from models.log import EventType
from operation.context import Context
from operation.locks import lock
from resolvers.opening_times import must_be_open
from resolvers.overlaps import Wanted, conflict

S = AppointmentStatus

#: Columns that say when, with whom and where.
PLACE = frozenset({"starts_at", "ends_at", "doctor_id", "room_id"})

#: What a step says when it is done.
SAID: Mapping[AppointmentStatus, EventType] = {
    S.SCHEDULED: events.APPOINTMENT_SCHEDULED,
    S.CONFIRMED: events.APPOINTMENT_CONFIRMED,
    S.IN_PROGRESS: events.APPOINTMENT_STARTED,
    S.COMPLETED: events.APPOINTMENT_COMPLETED,
    S.CANCELLED: events.APPOINTMENT_CANCELLED,
    S.NO_SHOW: events.APPOINTMENT_MISSED,
}


async def load(ctx: Context, visit_id: UUID, expected_version: int | None = None) -> Appointment:
    """The caller's visit, locked. Raises NotFound, also for one that was removed, and Conflict for another version."""
    visit = await ctx.load(Appointment, visit_id, expected_version)
    if visit.removed_at is not None:
        raise NotFound("No such appointment.")
    return visit


def check_step(before: AppointmentStatus, after: AppointmentStatus) -> None:
    """Raises Conflict for a step that may not follow; it names those that may."""
    allowed = TRANSITIONS[S(before)]
    if after not in allowed:
        message = f"A visit that is {_words(before)} cannot become {_words(after)}."
        raise Conflict(
            message,
            fields=(FieldProblem("status", message),),
            status=S(before).name,
            allowed=sorted(status.name for status in allowed),
        )


async def alter(
    ctx: Context,
    visit: Appointment,
    changes: Mapping[str, Any],
    *steps: AppointmentStatus,
    path: str = "input",
    outside_hours: bool = False,
) -> frozenset[str]:
    """Change columns of a locked visit and take it through these steps; returns the columns that changed.

    Writes the history and says what happened. Raises Conflict for a step that may not follow, for a doctor or room that
    is taken then (named, with free neighbours), for moving a visit that is over, and, unless `outside_hours` are meant,
    for a time at which nobody works.
    """
    before, after = S(visit.status), S(steps[-1] if steps else visit.status)
    for one, next_ in zip((before, *steps), steps, strict=False):
        check_step(one, next_)
    values = _marks(visit, steps) | dict(changes)
    moved = {name for name in PLACE & values.keys() if values[name] != getattr(visit, name)}
    if moved and after not in OPEN:
        raise Conflict(f"A visit that is {_words(after)} keeps its time, doctor and room.")
    if after not in FREE and (moved or before in FREE):
        # In another room it is the same time still.
        await _reserve(
            ctx, visit, values, f"{path}.startsAt" if path else "startsAt", outside_hours or moved <= {"room_id"}
        )
    if "doctor_id" in moved and visit.doctor_id is not None:
        # Said while it is still that doctor's: whoever sees the own schedule only hears that it is gone from there.
        ctx.emit(events.APPOINTMENT_REASSIGNED, visit, ["doctor_id"])
    if "starts_at" in moved:
        # Who was reminded of another time was not reminded of this one; links to it are over.
        values = {"reminder_sent_at": None, "link_number": visit.link_number + 1} | values
    changed = await ctx.change(visit, **values, **({"status": after} if steps else {}))
    await _remember(ctx, visit, before, steps, moved=bool(moved))
    _say(ctx, visit, changed, steps, moved)
    return changed


async def _reserve(ctx: Context, visit: Appointment, values: Mapping[str, Any], path: str, outside_hours: bool) -> None:
    """Hold doctors and rooms, of before and of afterwards, and see that the wanted ones are free."""
    wanted = Wanted(
        *(values.get(name, getattr(visit, name)) for name in ("starts_at", "ends_at", "doctor_id", "room_id"))
    )
    if not outside_hours:
        at = wanted.starts_at, wanted.ends_at, wanted.doctor_id, wanted.room_id
        await must_be_open(ctx, *at, by_staff=True, path=path)
    await lock(ctx, (visit.doctor_id, visit.room_id, wanted.doctor_id, wanted.room_id))
    problem = await conflict(ctx, wanted, path, but=visit.id)
    if problem is not None:
        raise problem


def _marks(visit: Appointment, steps: tuple[AppointmentStatus, ...]) -> dict[str, Any]:
    """What the steps note of themselves: each moment once, and none of what a correction takes back."""
    now, marks = dt.datetime.now(dt.UTC), dict[str, Any]()
    for step in steps:
        match step:
            case S.SCHEDULED:
                undone = ("confirmed_at", "arrived_at", "seated_at", "dismissed_at", "cancel_reason")
                marks |= dict.fromkeys(undone)
            case S.CONFIRMED:
                marks["confirmed_at"] = visit.confirmed_at or now
            case S.IN_PROGRESS:
                marks |= {"arrived_at": visit.arrived_at or now, "seated_at": visit.seated_at or now}
                marks["dismissed_at"] = None
            case S.COMPLETED:
                marks["dismissed_at"] = visit.dismissed_at or now
    return marks


async def _remember(
    ctx: Context, visit: Appointment, before: AppointmentStatus, steps: tuple[AppointmentStatus, ...], *, moved: bool
) -> None:
    """The history: a row for each step, or one for a visit that was moved and stays what it was."""
    pairs = list(zip((before, *steps), steps, strict=False)) or ([(before, before)] if moved else [])
    if pairs:
        await ctx.add_all(*(step_of(ctx, visit, one, next_) for one, next_ in pairs))


def step_of(
    ctx: Context, visit: Appointment, before: AppointmentStatus | None, after: AppointmentStatus
) -> AppointmentChange:
    return ctx.draft(
        AppointmentChange,
        appointment_id=visit.id,
        patient_id=visit.patient_id,
        doctor_id=visit.doctor_id,
        from_status=before,
        to_status=after,
        starts_at=visit.starts_at,
        membership_id=ctx.actor.membership_id,
    )


def _say(
    ctx: Context, visit: Appointment, changed: frozenset[str], steps: tuple[AppointmentStatus, ...], moved: set[str]
) -> None:
    """One event for each thing that happened, and one for what none of them stands for."""
    left = set(changed) - {"status", "link_number"} - (_MARKS if steps else set())
    arrived = "arrived_at" in changed and visit.arrived_at is not None and S.IN_PROGRESS not in steps
    for step in steps:
        kind = events.APPOINTMENT_CHECKED_IN if step is S.CONFIRMED and arrived else SAID[step]
        ctx.emit(kind, visit, ["status"])
    if arrived and not steps:
        ctx.emit(events.APPOINTMENT_CHECKED_IN, visit, ["arrived_at"])
        left -= {"arrived_at", "confirmed_at"}
    if moved & {"starts_at", "ends_at"}:
        ctx.emit(events.APPOINTMENT_RESCHEDULED, visit, sorted(moved))
        left -= moved | {"reminder_sent_at"}
    for name, kind in _ALONE.items():
        if name in left:
            ctx.emit(kind, visit, [name])
            left.discard(name)
    if left:
        ctx.emit(events.APPOINTMENT_UPDATED, visit, sorted(left))


#: What steps note; their own events stand for it.
_MARKS = frozenset({"confirmed_at", "arrived_at", "seated_at", "dismissed_at", "cancel_reason"})
#: Columns whose change is a thing of its own.
_ALONE: Mapping[str, EventType] = {
    "removed_at": events.APPOINTMENT_REMOVED,
    "reminder_sent_at": events.APPOINTMENT_REMINDED,
    "planned_at": events.APPOINTMENT_PLANNED,
}


def _words(status: AppointmentStatus) -> str:
    return S(status).value.replace("_", " ")
