"""Many deadlines by one timer of the loop: a timer of its own is what a thousand idle connections cannot afford."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from heapq import heapify, heappop, heappush
from itertools import count
from weakref import WeakKeyDictionary

#: Alarms that are off are swept out when there are so many, and more than half of all.
_SWEPT = 1_000


class Alarm:
    """A call that will be made unless it is cancelled; like `asyncio.TimerHandle`."""

    __slots__ = ("_alarms", "_call")

    def __init__(self, alarms: Alarms, call: Callable[[], object]) -> None:
        self._alarms = alarms
        self._call: Callable[[], object] | None = call

    def cancel(self) -> None:
        """Do not call; at once forget what was to be called. Nothing happens when it has been called."""
        if self._call is not None:
            self._call = None
            self._alarms.swept()

    @property
    def on(self) -> bool:
        """Whether it will be called."""
        return self._call is not None

    def taken(self) -> Callable[[], object] | None:
        """What is to be called, once; None when it was cancelled."""
        call, self._call = self._call, None
        return call


class Alarms:
    """The alarms of one loop."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, Alarm]] = []
        self._numbers = count()
        self._off = 0
        self._timer: asyncio.TimerHandle | None = None

    def __len__(self) -> int:
        return len(self._heap)

    def later(self, delay: float, call: Callable[[], object]) -> Alarm:
        """Call after `delay` seconds, in the loop, in no context in particular."""
        alarm = Alarm(self, call)
        when = asyncio.get_running_loop().time() + delay
        heappush(self._heap, (when, next(self._numbers), alarm))
        if self._timer is None or when < self._timer.when():
            self._set()
        return alarm

    def swept(self) -> None:
        """Count one more that is off, and sweep them out when they are many, or all."""
        self._off += 1
        if self._off == len(self._heap) or (self._off >= _SWEPT and self._off * 2 > len(self._heap)):
            self._heap = [entry for entry in self._heap if entry[2].on]
            heapify(self._heap)
            self._off = 0
            if not self._heap:
                self._set()

    def _set(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_at(self._heap[0][0], self._ring) if self._heap else None

    def _ring(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        while self._heap and self._heap[0][0] <= now:
            call = heappop(self._heap)[2].taken()
            if call is None:
                self._off -= 1
            else:
                # By the loop: it outlives what a call raises.
                loop.call_soon(call)
        self._timer = None
        self._set()


_of: WeakKeyDictionary[asyncio.AbstractEventLoop, Alarms] = WeakKeyDictionary()


def alarms() -> Alarms:
    """The alarms of the running loop."""
    loop = asyncio.get_running_loop()
    found = _of.get(loop)
    if found is None:
        found = _of[loop] = Alarms()
    return found
