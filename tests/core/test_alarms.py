"""Alarms: each is called once, in order of time, unless it was cancelled; and nothing of it stays."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

from core.alarms import _SWEPT, Alarms, alarms


async def test_alarms_ring_in_order_of_time_and_not_when_cancelled() -> None:
    rung: list[str] = []
    over = asyncio.Event()
    bell = Alarms()
    bell.later(0.03, over.set)
    bell.later(0.02, partial(rung.append, "second"))
    bell.later(0.01, partial(rung.append, "cancelled")).cancel()
    bell.later(0.0, partial(rung.append, "first"))

    await over.wait()

    assert rung == ["first", "second"]
    assert len(bell) == 0


async def test_an_alarm_that_fails_keeps_no_other_from_ringing() -> None:
    failures: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, about: failures.append(about["exception"]))
    over = asyncio.Event()
    bell = Alarms()
    bell.later(0.0, lambda: 1 / 0)
    bell.later(0.0, over.set)

    await over.wait()

    assert [type(failure) for failure in failures] == [ZeroDivisionError]


async def test_an_alarm_may_set_the_next() -> None:
    over = asyncio.Event()
    bell = Alarms()
    bell.later(0.0, lambda: bell.later(0.0, over.set))

    await over.wait()


async def test_alarms_that_are_off_are_swept_out_and_the_last_leaves_no_timer() -> None:
    bell = Alarms()
    kept = bell.later(3600, print)
    for alarm in [bell.later(3600, print) for _ in range(2 * _SWEPT)]:
        alarm.cancel()
        alarm.cancel()  # twice is once
    left = len(bell)
    kept.cancel()

    assert left == _SWEPT  # once so many are off, the rest of them may stay until the last goes
    assert (len(bell), bell._timer) == (0, None)


async def test_a_loop_has_one_set_of_alarms() -> None:
    assert alarms() is alarms()
