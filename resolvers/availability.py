"""When somebody has time: clinic hours, holidays, working hours, exceptions, blocks and visits made into free spans.

Pure functions of what is known (`Known`), which `resolvers/opening_times` loads. Hours are local times, everything else
is in seconds of the epoch (`core/clock`).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from core import clock
from core.intervals import Span, Spans, common, joined, without
from resolvers.hours import Hours, intervals, opening

#: A day's opening: {start, end} as HH:MM, in order.
DayHours = Sequence[Mapping[str, str]]


class SlotReason(StrEnum):
    """Why a time is not free, the reason that lies farthest from being free first."""

    NOT_WORKING = "not_working"
    BLOCKED = "blocked"
    BOOKED = "booked"
    ROOM_TAKEN = "room_taken"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class Block:
    """Time that is blocked; of nobody and in no room: everybody's, wherever."""

    start: int
    end: int
    doctor: UUID | None = None
    room: UUID | None = None


@dataclass(frozen=True)
class Known:
    """Everything that decides who has time on the days from `first` to `last`.

    `clinic` and each of `doctors` are weekly hours. A clinic that never set any ({}) binds nobody; a doctor without own
    ones (None) works while the clinic is open. What a day has of its own (`holidays`, `exceptions`) stands for the
    weekly hours of clinic or doctor; no hours are a day off. Nobody works while the clinic is closed.
    """

    zone: ZoneInfo
    first: dt.date
    last: dt.date
    clinic: Hours = field(default_factory=dict)
    doctors: Mapping[UUID, Hours | None] = field(default_factory=dict)
    holidays: Mapping[dt.date, DayHours] = field(default_factory=dict)
    exceptions: Mapping[tuple[UUID, dt.date], DayHours] = field(default_factory=dict)
    blocks: Sequence[Block] = ()
    #: By doctor and room, either of which may be nobody's.
    visits: Mapping[tuple[UUID | None, UUID | None], Sequence[Span]] = field(default_factory=dict)

    @property
    def days(self) -> list[dt.date]:
        return [self.first + dt.timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    @cached_property
    def span(self) -> Span:
        """All of these days."""
        return clock.day(self.zone, self.first)[0], clock.day(self.zone, self.last)[1]

    @cached_property
    def closed_for_all(self) -> list[Span]:
        """Blocks of the whole clinic."""
        return joined((b.start, b.end) for b in self.blocks if b.doctor is None and b.room is None)

    def working(self, doctor: UUID | None = None, *, unsaid: bool = False) -> list[Span]:
        """When a doctor works, or (without one) when the clinic is open. `unsaid` is what counts for a day of which
        neither said anything: worked, or not."""
        found: list[Span] = []
        for day in self.days:
            spans = self._day(doctor, day)
            found += spans if spans is not None else [clock.day(self.zone, day)] if unsaid else ()
        return joined(found)

    def _day(self, doctor: UUID | None, day: dt.date) -> list[Span] | None:
        """The hours of one day, bound by the clinic's; None for a day of which nobody said anything."""
        own = self._own_day(doctor, day) if doctor is not None else None
        clinic = self._clinic_days[day]
        return clinic if own is None else own if clinic is None else common(own, clinic)

    def _own_day(self, doctor: UUID, day: dt.date) -> list[Span] | None:
        special = self.exceptions.get((doctor, day))
        if special is not None:
            return self._spans(day, opening(special))
        weekly = self.doctors.get(doctor)
        return None if weekly is None else self._spans(day, intervals(weekly, day))

    @cached_property
    def _clinic_days(self) -> dict[dt.date, list[Span] | None]:
        found: dict[dt.date, list[Span] | None] = {}
        for day in self.days:
            special = self.holidays.get(day)
            if special is not None:
                found[day] = self._spans(day, opening(special))
            else:
                found[day] = self._spans(day, intervals(self.clinic, day)) if self.clinic else None
        return found

    def blocked(self, doctor: UUID | None) -> list[Span]:
        """Blocks of the clinic and of a doctor."""
        own = [(b.start, b.end) for b in self.blocks if b.doctor == doctor] if doctor is not None else []
        return joined([*self.closed_for_all, *own])

    def room_taken(self, room: UUID, margin: int = 0) -> list[Span]:
        """Blocks of a room and visits in it, these with a margin."""
        blocks = [(b.start, b.end) for b in self.blocks if b.room == room]
        return joined(blocks + [v for (_, where), spans in self.visits.items() if where == room
                                for v in _around(spans, margin)])  # fmt: skip

    def booked(self, doctor: UUID, margin: int = 0) -> list[Span]:
        """A doctor's visits, with a margin before and after each."""
        return joined(v for (whose, _), spans in self.visits.items() if whose == doctor for v in _around(spans, margin))

    @cached_property
    def even(self) -> list[clock.Even]:
        """These days in parts in which no clock is changed."""
        return clock.even(self.zone, self.span)

    def _spans(self, day: dt.date, hours: Iterable[tuple[dt.time, dt.time]]) -> list[Span]:
        zone = self.zone
        return joined((clock.moment(zone, day, start), clock.moment(zone, day, end)) for start, end in hours)


def _around(visits: Sequence[Span], margin: int) -> Sequence[Span]:
    return [(start - margin, end + margin) for start, end in visits] if margin else visits


@dataclass(frozen=True, slots=True)
class Wish:
    """What times are looked for: how long, beginning where the clock shows multiples of `step`, not before `now`, with
    `margin` kept free around visits; all in seconds."""

    length: int
    step: int
    now: int = 0
    margin: int = 0
    room: UUID | None = None


def free(known: Known, doctor: UUID, wish: Wish) -> list[Span]:
    """The spans in which a doctor may be booked, however short. A doctor of unknown hours is not offered."""
    spans = known.working(doctor)
    spans = without(without(spans, known.blocked(doctor)), known.booked(doctor, wish.margin))
    return spans if wish.room is None else without(spans, known.room_taken(wish.room, wish.margin))


def times(known: Known, doctor: UUID, wish: Wish) -> list[int]:
    """Beginnings of the free times of a doctor, in order."""
    return _beginnings(known, free(known, doctor, wish), wish)


def _beginnings(known: Known, spans: Spans, wish: Wish) -> list[int]:
    found = clock.beginnings(known.even, spans, wish.length, wish.step)
    return found[bisect_left(found, wish.now) :]


def reasons(known: Known, doctors: Iterable[UUID], wish: Wish) -> dict[int, SlotReason | None]:
    """Every beginning within the opening hours, with why none of the doctors is free then; None where one is.

    Of several doctors' reasons the one that is nearest to being free is told.
    """
    clinic, past = known.working(), Wish(wish.length, wish.step)
    layers: dict[SlotReason | None, list[Spans]] = {why: [] for why in _NEARER}
    for doctor in doctors:
        working = known.working(doctor)
        unblocked = without(working, known.blocked(doctor))
        unbooked = without(unblocked, known.booked(doctor, wish.margin))
        # Beyond each of them there is more in the way.
        for why, spans in zip(_NEARER, (joined([*clinic, *working]), working, unblocked, unbooked), strict=False):
            layers[why].append(spans)
        layers[None].append(free(known, doctor, wish))
    found: dict[int, SlotReason | None] = {}
    for why in _NEARER:
        for layer in layers[why]:
            found.update(dict.fromkeys(_beginnings(known, layer, past), why))
    return {at: SlotReason.PAST if at < wish.now else why for at, why in sorted(found.items())}


#: From farthest to nearest; None is free.
_NEARER = (SlotReason.NOT_WORKING, SlotReason.BLOCKED, SlotReason.BOOKED, SlotReason.ROOM_TAKEN, None)
