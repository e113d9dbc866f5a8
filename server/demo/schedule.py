"""When the demo's clinics and doctors work: weekly hours, holidays, days off, blocked time, and today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from core import clock
from core.intervals import Span, without
from core.text import fold
from events import types as events
from models.clinics import DAY_KEYS
from models.schedules import AppointmentType, Holiday, Room, ScheduleException, TimeBlock
from permissions import Role
from resolvers.availability import Block, Known
from server.demo.clinics import CLINICS, Hours, Practice
from server.demo.people import People, Staff
from server.demo.rows import Row, Shelf

#: Around the moment of the load everybody who is there works: so much before it, so much after.
BEFORE, AFTER = dt.timedelta(minutes=150), dt.timedelta(minutes=150)
#: Half past midnight is a time of the day before, too: a day's hours end here.
_MIDNIGHT, _LAST = dt.time(0), dt.time(23, 59)

#: Name, minutes, colour, how often.
TYPES = (
    ("Check-up", 30, "#4f9d69", 6.0),
    ("Cleaning", 45, "#3a86c8", 3.0),
    ("Filling", 60, "#c8963a", 2.0),
    ("Root canal", 90, "#b34a4a", 0.7),
    ("Consultation", 15, "#7a6bb0", 3.0),
    ("Orthodontic adjustment", 30, "#5fa8a0", 2.0),
)
_ROOM_COLORS = ("#2f6f8f", "#8f5f2f", "#5f8f2f", "#8f2f6f")
_FIXED_HOLIDAYS = (((1, 1), "New Year's Day"), ((12, 25), "Christmas Day"), ((12, 26), "Second day of Christmas"))


@dataclass(frozen=True)
class Chair:
    """Somebody who treats, and the room they do it in."""

    who: Staff
    room: Row

    @property
    def id(self) -> UUID:
        found: UUID = self.who.employee["id"]
        return found


@dataclass
class Schedule:
    """A clinic's days from `first` to `last`, the chairs, and the kinds of visits."""

    shelf: Shelf
    clinic: Practice
    people: People
    days_before: int
    days_after: int
    chairs: list[Chair] = field(default_factory=list)
    types: list[Row] = field(default_factory=list)
    holidays: dict[dt.date, Hours] = field(default_factory=dict)
    exceptions: dict[tuple[UUID, dt.date], Hours] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.zone = ZoneInfo(self.clinic.timezone)
        self.today = clock.date(self.zone, self.shelf.as_of)

    def set_up(self) -> None:
        """Rooms, kinds of visits, and every day that is not as usual."""
        shelf = self.shelf
        self.types = [
            shelf.add(AppointmentType, name=name, name_key=fold(name), color=color, duration_minutes=minutes)
            for name, minutes, color, _ in TYPES
        ]
        treating = [member for member in self.people.staff if member.person.week is not None]
        for number, member in enumerate(treating):
            name = f"Room {number + 1}"
            room = shelf.add(Room, name=name, name_key=fold(name), color=_ROOM_COLORS[number % len(_ROOM_COLORS)])
            self.chairs.append(Chair(member, room))
        shelf.add(Room, name="X-ray", name_key="x-ray", color="#777777")
        self._special_days()
        self._today()

    # --- days that are not as usual ---

    def _special_days(self) -> None:
        for offset in range(-self.days_before, self.days_after + 200):
            day = self.today + dt.timedelta(days=offset)
            for date, name in _FIXED_HOLIDAYS:
                if (day.month, day.day) == date and offset != 0:
                    self._holiday(day, name, [])
        monday = self.today + dt.timedelta(days=21 - self.today.weekday())
        self._holiday(monday, "Clinic anniversary", [])
        last = self.chairs[-1]
        for number in range(5):
            # Some weeks ago: a week of holidays.
            self._exception(last, monday - dt.timedelta(days=35 - number), [], "Holiday")
        self._exception(self.chairs[0], monday + dt.timedelta(days=3), [], "Training")
        self._exception(last, monday + dt.timedelta(days=4), [{"start": "09:00", "end": "12:00"}], "Leaves early")
        wednesday = monday - dt.timedelta(days=5)
        for weeks in (-4, 0, 4):
            day = wednesday + dt.timedelta(weeks=weeks)
            if day != self.today:
                self._block(day, dt.time(12, 30), dt.time(13, 30), "Staff meeting", None)
        self._block(monday + dt.timedelta(days=2), dt.time(14), dt.time(18), "Maintenance of the chair", self.chairs[0])

    def _today(self) -> None:
        """Whatever day it is and whatever time, the clinic works now: on days off and at night as an emergency
        service, which a holiday with hours says."""
        hours = _around(self._now(), self.clinic.business_hours.get(DAY_KEYS[self.today.weekday()], []))
        if hours is not None:
            self._holiday(self.today, "Emergency service", hours)
        for chair in self.chairs:
            if works_at(chair.who.person.email, self.today) != self.clinic.id:
                continue
            weekly = (chair.who.person.week or {}).get(DAY_KEYS[self.today.weekday()], [])
            hours = _around(self._now(), weekly)
            if hours is not None:
                self._exception(chair, self.today, hours, "Stands in")

    def _now(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(self.shelf.as_of, self.zone)

    def _holiday(self, day: dt.date, name: str, hours: Hours) -> None:
        if day in self.holidays:
            return
        at = self._planned(day)
        self.holidays[day] = hours
        row = self.shelf.add(Holiday, at, day=day, name=name, hours=hours)
        self.shelf.tell(events.HOLIDAY_SET, row, at, self.people.one(Role.ADMIN).by)

    def _exception(self, chair: Chair, day: dt.date, hours: Hours, reason: str) -> None:
        if (chair.id, day) in self.exceptions:
            return
        at = self._planned(day)
        self.exceptions[chair.id, day] = hours
        row = self.shelf.add(ScheduleException, at, employee_id=chair.id, day=day, hours=hours, reason=reason)
        self.shelf.tell(events.SCHEDULE_EXCEPTION_SET, row, at, self.people.one(Role.MANAGER).by)

    def _block(self, day: dt.date, start: dt.time, end: dt.time, reason: str, chair: Chair | None) -> None:
        at = self._planned(day)
        span = clock.moment(self.zone, day, start), clock.moment(self.zone, day, end)
        self.blocks.append(Block(*span, chair.id if chair else None))
        begins, ends = (dt.datetime.fromtimestamp(edge, dt.UTC) for edge in span)
        row = self.shelf.add(
            TimeBlock, at, employee_id=chair.id if chair else None, starts_at=begins, ends_at=ends, reason=reason
        )
        self.shelf.tell(events.TIME_BLOCKED, row, at, self.people.one(Role.MANAGER).by)

    def _planned(self, day: dt.date) -> int:
        """When a day was planned: ten weeks before, and the late ones yesterday."""
        long_before = clock.moment(self.zone, day - dt.timedelta(days=70), dt.time(17))
        return min(long_before, clock.moment(self.zone, self.today - dt.timedelta(days=1), dt.time(17)))

    # --- when somebody works ---

    @cached_property
    def known(self) -> Known:
        """What the operations would know of all these days."""
        first, last = (self.today + dt.timedelta(days=n) for n in (-self.days_before, self.days_after))
        weeks = {chair.id: chair.who.person.week for chair in self.chairs}
        return Known(
            self.zone, first, last, self.clinic.business_hours, weeks, self.holidays, self.exceptions, self.blocks
        )

    @cached_property
    def _spans(self) -> dict[UUID, dict[dt.date, list[Span]]]:
        found: dict[UUID, dict[dt.date, list[Span]]] = {}
        for chair in self.chairs:
            days = found.setdefault(chair.id, {})
            for span in without(self.known.working(chair.id), self.known.blocked(chair.id)):
                days.setdefault(clock.date(self.zone, span[0]), []).append(span)
        return found

    def spans(self, chair: Chair, day: dt.date) -> list[Span]:
        """When somebody can be booked on a day."""
        return self._spans[chair.id].get(day, [])

    def days(self) -> Iterator[tuple[int, dt.date]]:
        """Every day but today, with its distance from it."""
        for offset in range(-self.days_before, self.days_after + 1):
            if offset:
                yield offset, self.today + dt.timedelta(days=offset)


def _around(now: dt.datetime, usual: Hours) -> Hours | None:
    """Hours of today that hold the time around now, together with the usual ones; None where these do already."""
    midnight = now.replace(hour=0, minute=0)
    start = _MIDNIGHT if now - midnight < BEFORE else (now - BEFORE).time()
    end = (now + AFTER).time() if (now + AFTER).date() == now.date() else _LAST
    if any(_time(one["start"]) <= start and end <= _time(one["end"]) for one in usual):
        return None
    edges = [start, end, *(_time(one[edge]) for one in usual for edge in ("start", "end"))]
    return [{"start": f"{min(edges):%H:%M}", "end": f"{max(edges):%H:%M}"}]


def _time(text: str) -> dt.time:
    return dt.time.fromisoformat(text)


def works_at(email: str, day: dt.date) -> UUID:
    """Where somebody who treats is on a day: where their week says, and on other days in their first clinic."""
    weeks = [(clinic.id, p.week) for clinic in CLINICS for p in clinic.staff if p.email == email and p.week is not None]
    return next((clinic for clinic, week in weeks if DAY_KEYS[day.weekday()] in week), weeks[0][0])
