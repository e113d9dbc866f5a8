"""Local times as moments, on the days on which clocks are changed and on others."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from core import clock


def utc(text: str) -> int:
    return int(dt.datetime.fromisoformat(text + "+00:00").timestamp())


BERLIN = ZoneInfo("Europe/Berlin")
SPRING, AUTUMN = dt.date(2026, 3, 29), dt.date(2026, 10, 25)


@pytest.mark.parametrize(
    ("zone", "day", "time", "moment"),
    [
        ("Europe/Berlin", SPRING, "01:59", "2026-03-29T00:59"),
        # The clock jumps from 02:00 to 03:00.
        ("Europe/Berlin", SPRING, "02:00", "2026-03-29T01:00"),
        ("Europe/Berlin", SPRING, "02:59", "2026-03-29T01:00"),
        ("Europe/Berlin", SPRING, "03:00", "2026-03-29T01:00"),
        ("Europe/Berlin", SPRING, "03:01", "2026-03-29T01:01"),
        # It shows 02:00 to 03:00 twice.
        ("Europe/Berlin", AUTUMN, "02:00", "2026-10-25T00:00"),
        ("Europe/Berlin", AUTUMN, "02:30", "2026-10-25T00:30"),
        ("Europe/Berlin", AUTUMN, "03:00", "2026-10-25T02:00"),
        # Half an hour, and a day that begins at one o'clock.
        ("Australia/Lord_Howe", dt.date(2026, 10, 4), "02:15", "2026-10-03T15:30"),
        ("America/Santiago", dt.date(2026, 9, 6), "00:30", "2026-09-06T04:00"),
        ("Asia/Kathmandu", dt.date(2026, 6, 1), "09:00", "2026-06-01T03:15"),
        # A day that there was not.
        ("Pacific/Apia", dt.date(2011, 12, 30), "12:00", "2011-12-30T10:00"),
    ],
)
def test_the_first_moment_at_which_a_clock_shows_it(zone: str, day: dt.date, time: str, moment: str) -> None:
    assert clock.moment(ZoneInfo(zone), day, dt.time.fromisoformat(time)) == utc(moment)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (dt.date(2026, 6, 1), 24)])
def test_days_have_more_or_fewer_hours(day: dt.date, hours: int) -> None:
    start, end = clock.day(BERLIN, day)
    assert end - start == hours * 3600
    assert (clock.date(BERLIN, start), clock.date(BERLIN, end - 1)) == (day, day)


def test_beginnings_are_multiples_on_the_wall() -> None:
    span = (utc("2026-10-24T23:20"), utc("2026-10-25T02:00"))

    parts = clock.even(BERLIN, span)
    found = [dt.datetime.fromtimestamp(at, BERLIN) for at in clock.beginnings(parts, [span], 1800, 1800)]

    assert [(at.strftime("%H:%M"), at.fold) for at in found] == [
        ("01:30", 0), ("02:00", 0), ("02:30", 0), ("02:00", 1), ("02:30", 1),
    ]  # fmt: skip
    assert clock.beginnings(parts, [span], 9601, 1800) == []
    # A half-hour zone that steps by half an hour: what was full before is half after.
    howe = ZoneInfo("Australia/Lord_Howe")
    span = (utc("2026-10-03T14:00"), utc("2026-10-03T17:30"))
    found = [dt.datetime.fromtimestamp(at, howe) for at in clock.beginnings(clock.even(howe, span), [span], 3600, 3600)]
    assert [at.strftime("%H:%M") for at in found] == ["01:00", "03:00"]


def test_parts_in_which_no_clock_is_changed() -> None:
    days = clock.day(BERLIN, dt.date(2026, 3, 1))[0], clock.day(BERLIN, dt.date(2026, 4, 30))[1]
    change = utc("2026-03-29T01:00")
    assert clock.even(BERLIN, days) == [clock.Even(days[0], change, 3600), clock.Even(change, days[1], 7200)]
