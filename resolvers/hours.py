"""Business and working hours: opening intervals of weekdays and of single days, checked, put in order, read back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from core.errors import FieldProblem, Invalid
from models.clinics import DAY_KEYS

#: Opening intervals of one day.
MOST_INTERVALS = 12

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)

Hours = Mapping[str, Sequence[Mapping[str, str]]]


def checked(value: Any, path: str) -> dict[str, list[dict[str, str]]]:
    """`{"mon": [{"start": "09:00", "end": "17:00"}], …}` with every day's intervals in order.

    A day that is not named is closed. Raises Invalid naming every bad value below `path`: unknown days, times that are
    not HH:MM (00:00 to 23:59), an end that is not after its start, intervals that overlap.
    """
    problems: list[FieldProblem] = []
    if not isinstance(value, dict):
        raise Invalid("Must be an object of weekdays.", fields=(FieldProblem(path, "Must be an object of weekdays."),))
    found: dict[str, list[dict[str, str]]] = {}
    for day, intervals in list(value.items())[:50]:
        if day in DAY_KEYS:
            found[day] = _day(intervals, f"{path}.{day}", problems)
        else:
            problems.append(FieldProblem(f"{path}.{str(day)[:40]}", f"Must be one of {', '.join(DAY_KEYS)}."))
    if problems:
        raise Invalid(
            problems[0].message if len(problems) == 1 else "Some business hours are not valid.", fields=tuple(problems)
        )
    return {day: found[day] for day in DAY_KEYS if day in found}


def checked_day(value: Any, path: str) -> list[dict[str, str]]:
    """`[{"start": "09:00", "end": "12:00"}, …]` in order; an empty list is a day off. Raises Invalid as `checked`."""
    problems: list[FieldProblem] = []
    found = _day(value, path, problems)
    if problems:
        message = problems[0].message if len(problems) == 1 else "Some hours are not valid."
        raise Invalid(message, fields=tuple(problems))
    return found


def _day(intervals: Any, path: str, problems: list[FieldProblem]) -> list[dict[str, str]]:
    if not isinstance(intervals, list) or len(intervals) > MOST_INTERVALS:
        problems.append(FieldProblem(path, f"Must be a list of at most {MOST_INTERVALS} intervals."))
        return []
    before = len(problems)
    for index, interval in enumerate(intervals):
        _interval(interval, f"{path}.{index}", problems)
    if len(problems) > before:
        return []
    ordered = sorted(intervals, key=lambda interval: str(interval["start"]))
    if any(later["start"] < earlier["end"] for earlier, later in pairwise(ordered)):
        problems.append(FieldProblem(path, "Intervals must not overlap."))
    return [{"start": interval["start"], "end": interval["end"]} for interval in ordered]


def _interval(interval: Any, path: str, problems: list[FieldProblem]) -> None:
    if not isinstance(interval, dict) or set(interval) != {"start", "end"}:
        problems.append(FieldProblem(path, "Must be an object with start and end."))
        return
    bad = [
        name for name in ("start", "end") if not isinstance(interval[name], str) or not _TIME.fullmatch(interval[name])
    ]
    problems += [FieldProblem(f"{path}.{name}", "Must be a time, HH:MM.") for name in bad]
    if not bad and interval["end"] <= interval["start"]:
        problems.append(FieldProblem(f"{path}.end", "Must be after start."))


def intervals(hours: Hours, day: dt.date) -> list[tuple[dt.time, dt.time]]:
    """When weekly hours are open on a calendar day, in local time; empty when they are closed."""
    return opening(hours.get(DAY_KEYS[day.weekday()], ()))


def opening(hours: Sequence[Mapping[str, str]]) -> list[tuple[dt.time, dt.time]]:
    """A day's intervals as times."""
    return [(_time(interval["start"]), _time(interval["end"])) for interval in hours]


@lru_cache(maxsize=1440)
def _time(text: str) -> dt.time:
    return dt.time.fromisoformat(text)
