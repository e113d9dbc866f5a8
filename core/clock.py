"""What clocks on a wall show, and when: local times of a day as moments, both daylight-saving changes included.

Moments are whole seconds of the epoch. A local time lasts from the first moment at which the clock shows it: one that
the clock jumps over begins where it lands, one that is shown twice begins the first time. So an opening that ends when
another begins leaves no gap and no overlap on any day, and what is open from 01:00 to 04:00 is open for two hours on
one Sunday of the year and for four on another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from core.intervals import Span, Spans


@lru_cache(maxsize=8192)
def moment(zone: ZoneInfo, day: dt.date, time: dt.time) -> int:
    """The first moment at which the clock shows that time of that day, or has passed it."""
    local = dt.datetime.combine(day, time)
    # The offset before a jump makes a moment after it, the offset after it one before: the jump lies between.
    late = int(local.replace(tzinfo=zone, fold=0).timestamp())
    early = int(local.replace(tzinfo=zone, fold=1).timestamp())
    return late if late <= early else _change(zone, early, late)


def day(zone: ZoneInfo, date: dt.date) -> Span:
    """A calendar day: 23, 24 or 25 hours, more or less."""
    return moment(zone, date, dt.time()), moment(zone, date + dt.timedelta(days=1), dt.time())


def date(zone: ZoneInfo, at: int) -> dt.date:
    """The date that calendars show then."""
    return dt.datetime.fromtimestamp(at, zone).date()


def offset(zone: ZoneInfo, at: int) -> int:
    """Seconds by which the clock is ahead of UTC then."""
    ahead = dt.datetime.fromtimestamp(at, zone).utcoffset()
    return int(ahead.total_seconds()) if ahead is not None else 0


@dataclass(frozen=True, slots=True)
class Even:
    """[start, end), in which the clock is not changed: it is `ahead` of UTC by that many seconds."""

    start: int
    end: int
    ahead: int


def even(zone: ZoneInfo, span: Span) -> list[Even]:
    """A span in parts in which the clock is not changed. Looks once a day: nowhere is it changed twice in one."""
    parts: list[Even] = []
    start, end = span
    while start < end:
        until, ahead = min(end, start + 86_400), offset(zone, start)
        if offset(zone, until - 1) != ahead:
            until = _change(zone, start, until - 1)
        if parts and parts[-1].ahead == ahead:
            parts[-1] = Even(parts[-1].start, until, ahead)
        else:
            parts.append(Even(start, until, ahead))
        start = until
    return parts


def beginnings(parts: Sequence[Even], spans: Spans, length: int, step: int) -> list[int]:
    """Moments at which the clock shows a multiple of `step` since midnight and from which `length` fits into one of the
    spans, in order. `step` divides a day; `parts` are those of all the time there is."""
    found: list[int] = []
    for start, end in spans:
        last = end - length
        if last < start:
            continue
        for part in parts:
            if part.start <= last and start < part.end:
                first = max(start, part.start)
                found += range(first + (-(first + part.ahead)) % step, min(last + 1, part.end), step)
    return found


def _change(zone: ZoneInfo, before: int, after: int) -> int:
    """The moment between two at which the clock is changed: the first one with the later offset."""
    old = offset(zone, before)
    while after - before > 1:
        middle = (before + after) // 2
        if offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after
