"""Free times against a naive oracle that looks at every minute, on days on which clocks are changed and on others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from core import clock
from core.intervals import Span
from models.clinics import DAY_KEYS
from resolvers.availability import Block, DayHours, Known, SlotReason, Wish, reasons, times
from resolvers.hours import Hours

ADA, BEN = UUID(int=1), UUID(int=2)
ROOM, OTHER_ROOM = UUID(int=11), UUID(int=12)

#: Zones with the days around their changes: an hour, half an hour, at midnight, both ways, and none.
DAYS = [
    ("Europe/Berlin", dt.date(2026, 3, 28)), ("Europe/Berlin", dt.date(2026, 10, 24)),
    ("America/New_York", dt.date(2026, 3, 7)), ("America/New_York", dt.date(2026, 10, 31)),
    ("Australia/Lord_Howe", dt.date(2026, 10, 3)), ("Australia/Lord_Howe", dt.date(2026, 4, 4)),
    ("America/Santiago", dt.date(2026, 9, 5)), ("America/Santiago", dt.date(2026, 4, 3)),
    ("Africa/Cairo", dt.date(2026, 4, 23)), ("Africa/Cairo", dt.date(2026, 10, 29)),
    ("Asia/Kathmandu", dt.date(2026, 6, 1)), ("UTC", dt.date(2026, 6, 1)),
]  # fmt: skip


# --- the oracle: minutes, one by one --------------------


@cache
def face(zone: ZoneInfo, at: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(at, zone).replace(tzinfo=None)


def wall(known: Known, at: int) -> dt.datetime:
    return face(known.zone, at)


@cache
def first_minute(zone: ZoneInfo, day: dt.date, time: str) -> int:
    """The first minute of the day at which the clock shows that time or has passed it; else the day's end."""
    wanted = dt.datetime.combine(day, dt.time.fromisoformat(time))
    start, end = clock.day(zone, day)
    return next((at for at in range(start, end, 60) if face(zone, at) >= wanted), end)


def shown(known: Known, day: dt.date, time: str) -> int:
    return first_minute(known.zone, day, time)


def open_minutes(known: Known, day: dt.date, hours: DayHours) -> set[int]:
    return {m for h in hours for m in range(shown(known, day, h["start"]), shown(known, day, h["end"]), 60)}


def works(known: Known, doctor: UUID) -> set[int]:
    found: set[int] = set()
    for day in known.days:
        key = DAY_KEYS[day.weekday()]
        clinic: Any = known.holidays.get(day, known.clinic.get(key, ()) if known.clinic else None)
        weekly = known.doctors[doctor]
        own: Any = known.exceptions.get((doctor, day), weekly.get(key, ()) if weekly is not None else None)
        if clinic is not None and own is not None:
            found |= open_minutes(known, day, clinic) & open_minutes(known, day, own)
        elif clinic is not None or own is not None:
            found |= open_minutes(known, day, clinic if own is None else own)
    return found


def within(taken: Block, minute: int, margin: int = 0) -> bool:
    return taken.start - margin < minute + 60 and minute < taken.end + margin


def oracle(known: Known, doctor: UUID, wish: Wish) -> list[int]:
    def is_free(minute: int) -> bool:
        for block in known.blocks:
            everybodys = block.doctor is None and block.room is None
            mine = block.doctor == doctor or (wish.room is not None and block.room == wish.room)
            if (everybodys or mine) and within(block, minute):
                return False
        for (whose, where), visits in known.visits.items():
            mine = whose == doctor or (wish.room is not None and where == wish.room)
            if mine and any(within(Block(*visit), minute, wish.margin) for visit in visits):
                return False
        return True

    free = {minute for minute in works(known, doctor) if is_free(minute)}
    return [
        at for at in sorted(free)
        if at >= wish.now
        and (wall(known, at).hour * 60 + wall(known, at).minute) % (wish.step // 60) == 0
        and all(minute in free for minute in range(at, at + wish.length, 60))
    ]  # fmt: skip


# --- what is tried --------------------


def by_both(visits: list[Block]) -> dict[tuple[UUID | None, UUID | None], list[Span]]:
    """Visits by doctor and room."""
    found: dict[tuple[UUID | None, UUID | None], list[Span]] = {}
    for visit in visits:
        found.setdefault((visit.doctor, visit.room), []).append((visit.start, visit.end))
    return found


TIMES = st.integers(0, 95).map(lambda n: f"{n // 4:02}:{n % 4 * 15:02}") | st.sampled_from(["02:10", "23:59", "00:01"])


@st.composite
def day_hours(draw: Callable[..., Any]) -> list[dict[str, str]]:
    edges = sorted(draw(st.sets(TIMES, max_size=6)))
    return [{"start": start, "end": end} for start, end in zip(edges[::2], edges[1::2], strict=False)]


@st.composite
def weeks(draw: Callable[..., Any]) -> Hours:
    return {key: draw(day_hours()) for key in draw(st.sets(st.sampled_from(DAY_KEYS), min_size=4))}


@st.composite
def worlds(draw: Callable[..., Any]) -> Known:
    name, first = draw(st.sampled_from(DAYS))
    known = Known(ZoneInfo(name), first, first + dt.timedelta(days=draw(st.integers(0, 2))))
    start, end = known.span
    minutes = st.integers(-120, (end - start) // 60 + 120)

    def taken(doctors: list[UUID | None], rooms: list[UUID | None]) -> st.SearchStrategy[Block]:
        return st.builds(
            lambda at, long, doctor, room: Block(start + at * 60, start + (at + long) * 60, doctor, room),
            minutes, st.integers(1, 480), st.sampled_from(doctors), st.sampled_from(rooms),
        )  # fmt: skip

    one_of_them = st.one_of(taken([None, ADA, BEN], [None]), taken([None], [ROOM, OTHER_ROOM]))
    days = st.sampled_from(known.days)
    return replace(
        known,
        clinic=draw(st.just({}) | weeks() | weeks()),
        doctors={who: draw(st.none() | weeks()) for who in (ADA, BEN)},
        holidays=draw(st.dictionaries(days, day_hours(), max_size=1)),
        exceptions=draw(st.dictionaries(st.tuples(st.sampled_from([ADA, BEN]), days), day_hours(), max_size=2)),
        blocks=draw(st.lists(one_of_them, max_size=4)),
        visits=by_both(draw(st.lists(taken([None, ADA, BEN], [None, ROOM, OTHER_ROOM]), max_size=8))),
    )


@st.composite
def wishes(draw: Callable[..., Any], known: Known) -> Wish:
    start, end = known.span
    return Wish(
        length=60 * draw(st.sampled_from([5, 15, 30, 45, 60, 90])),
        step=60 * draw(st.sampled_from([15, 30])),
        now=draw(st.just(0) | st.integers(start, end)),
        margin=60 * draw(st.sampled_from([0, 0, 10, 30])),
        room=draw(st.sampled_from([None, ROOM])),
    )


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_free_times_are_those_that_looking_at_every_minute_finds(data: st.DataObject) -> None:
    known = data.draw(worlds())
    wish = data.draw(wishes(known))
    for doctor in (ADA, BEN):
        assert times(known, doctor, wish) == oracle(known, doctor, wish)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_time_has_a_reason_or_is_free(data: st.DataObject) -> None:
    known = data.draw(worlds())
    wish = data.draw(wishes(known))
    free = {at for doctor in (ADA, BEN) for at in oracle(known, doctor, wish)}

    found = reasons(known, [ADA, BEN], wish)

    assert {at for at, why in found.items() if why is None} == free
    assert {at for at, why in found.items() if why is SlotReason.PAST} == {at for at in found if at < wish.now}


# --- by example --------------------

WEEK: Hours = {key: [{"start": "09:00", "end": "12:00"}] for key in DAY_KEYS}
MONDAY = dt.date(2026, 6, 8)
BERLIN = ZoneInfo("Europe/Berlin")


def told(known: Known, wish: Wish = Wish(3600, 1800)) -> dict[str, str]:  # noqa: B008
    """What the clock shows, and why it is not free."""
    return {wall(known, at).strftime("%H:%M"): str(why or "free") for at, why in reasons(known, [ADA], wish).items()}


def at(time: str) -> int:
    return clock.moment(BERLIN, MONDAY, dt.time.fromisoformat(time))


def test_each_reason_is_told() -> None:
    known = Known(
        BERLIN, MONDAY, MONDAY, WEEK, {ADA: {"mon": [{"start": "09:30", "end": "13:00"}]}},
        blocks=(Block(at("09:30"), at("10:00")), Block(at("11:30"), at("12:00"), room=ROOM)),
        visits={(ADA, OTHER_ROOM): [(at("10:30"), at("11:00"))], (BEN, None): [(at("10:00"), at("12:00"))]},
    )  # fmt: skip
    assert told(known, Wish(1800, 1800, room=ROOM)) == {
        "09:00": "not_working", "09:30": "blocked", "10:00": "free", "10:30": "booked", "11:00": "free",
        "11:30": "room_taken",
    }  # fmt: skip
    assert told(known, Wish(1800, 1800, now=at("10:10"))) == {
        "09:00": "past", "09:30": "past", "10:00": "past", "10:30": "booked", "11:00": "free", "11:30": "free",
    }  # fmt: skip
    assert told(known, Wish(1800, 1800, margin=900))["10:00"] == "booked"


def test_nobody_is_offered_where_nobody_said_when_they_work() -> None:
    known = Known(BERLIN, MONDAY, MONDAY, doctors={ADA: None})
    assert times(known, ADA, Wish(1800, 1800)) == []
    assert known.working(ADA, unsaid=True) == [clock.day(BERLIN, MONDAY)]
    assert times(replace(known, exceptions={(ADA, MONDAY): WEEK["mon"]}), ADA, Wish(10800, 1800)) == [at("09:00")]
    assert times(replace(known, holidays={MONDAY: ()}, clinic=WEEK), ADA, Wish(1800, 1800)) == []
