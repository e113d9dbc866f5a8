"""Business hours by themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from core.errors import Invalid
from resolvers.hours import checked, intervals


def refused(value: Any) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as problem:
        checked(value, "hours")
    return [(f.path, f.message) for f in problem.value.fields]


def test_intervals_are_put_in_order_and_may_touch() -> None:
    hours = checked(
        {"tue": [], "mon": [{"start": "13:00", "end": "18:00"}, {"start": "08:00", "end": "13:00"}]}, "hours"
    )

    assert list(hours) == ["mon", "tue"]
    assert hours["mon"] == [{"start": "08:00", "end": "13:00"}, {"start": "13:00", "end": "18:00"}]
    # 2026-03-30 is a Monday.
    assert intervals(hours, dt.date(2026, 3, 30)) == [
        (dt.time(8), dt.time(13)),
        (dt.time(13), dt.time(18)),
    ]
    assert intervals(hours, dt.date(2026, 3, 31)) == []
    assert intervals(hours, dt.date(2026, 4, 1)) == []


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        ([], ["hours"]),
        ("mon", ["hours"]),
        ({"monday": []}, ["hours.monday"]),
        ({"mon": {}}, ["hours.mon"]),
        ({"mon": [{"start": "08:00"}]}, ["hours.mon.0"]),
        ({"mon": [{"start": "08:00", "end": "09:00", "note": "x"}]}, ["hours.mon.0"]),
        ({"mon": [{"start": "8:00", "end": "24:00"}]}, ["hours.mon.0.start", "hours.mon.0.end"]),
        ({"mon": [{"start": 8, "end": None}]}, ["hours.mon.0.start", "hours.mon.0.end"]),
        ({"mon": [{"start": "09:00", "end": "09:00"}]}, ["hours.mon.0.end"]),
        ({"mon": [{"start": "٠٩:٠٠", "end": "10:00"}]}, ["hours.mon.0.start"]),
        ({"mon": [{"start": "08:00", "end": "12:00"}, {"start": "11:59", "end": "13:00"}]}, ["hours.mon"]),
        ({"sun": [{"start": "08:00", "end": "08:01"}] * 13}, ["hours.sun"]),
    ],
)
def test_bad_hours_are_named_where_they_are(value: Any, paths: list[str]) -> None:
    assert [path for path, _ in refused(value)] == paths
