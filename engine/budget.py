"""How much new a caller may ask for: parsing, validating and planning of documents that this process does not know.

A document that is known costs microseconds, one that is not up to tens of milliseconds of the one thread all share.
Real clients send a few hundred different ones in their life; who sends nothing but new ones has to wait, so that others
need not. Counted per process: a process has only its own time to protect.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from core.errors import RateLimited

#: Who asks in this task, as the way in found out; None for whoever sends no documents of his own (REST).
caller: ContextVar[Hashable] = ContextVar("caller", default=None)

#: Seconds of this thread that one caller may spend at once on new documents, and gets back per second.
CAPACITY = 2.0
REFILL = 0.1
#: Callers that are remembered; the one who asked for something new longest ago is forgotten.
MOST_CALLERS = 10_000


class Budget:
    """Seconds spent by caller, draining away by themselves."""

    def __init__(self, capacity: float = CAPACITY, refill: float = REFILL) -> None:
        self._capacity = capacity
        self._refill = refill
        #: Spent seconds and when they were counted.
        self._spent: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._spent)

    @contextmanager
    def spending(self) -> Iterator[None]:
        """What is done in the block is at this caller's expense. Raises RateLimited when nothing is left."""
        who = caller.get()
        if who is None:
            yield
            return
        now = time.monotonic()
        spent, since = self._spent.get(who, (0.0, now))
        spent = max(0.0, spent - (now - since) * self._refill)
        if spent >= self._capacity:
            wait = max(1, round((spent - self._capacity) / self._refill) + 1)
            raise RateLimited("Too many new documents; send those you have sent before, or wait.", retry_after=wait)
        began = time.thread_time()
        try:
            yield
        finally:
            self._spent[who] = (spent + time.thread_time() - began, now)
            self._spent.move_to_end(who)
            if len(self._spent) > MOST_CALLERS:
                self._spent.popitem(last=False)
