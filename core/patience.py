"""Work that nobody can ask for again: a database that cannot be reached only delays it.

A request is answered at once, with UNAVAILABLE, and the caller decides. A stream is not: an event that it gave up would
never be told.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from itertools import chain, repeat
from typing import TypeVar

from core.connection import LOST
from core.errors import Unavailable

T = TypeVar("T")

#: Seconds between tries, the last one for ever.
PAUSES = (0.1, 0.25, 0.5, 1.0)
#: Seconds after which even who is patient is told.
PATIENCE = 60.0


async def patiently(work: Callable[[], Awaitable[T]]) -> T:
    """What `work` returns, tried again while the database cannot be reached; raises what it raises after a minute."""
    for pause in pauses():
        try:
            return await work()
        except (Unavailable, *LOST):
            if pause is None:
                raise
        await asyncio.sleep(pause)
    raise AssertionError("the last pause ends it")


def pauses() -> Iterator[float | None]:
    """How long to wait before another try; None when it was the last."""
    end = time.monotonic() + PATIENCE
    for pause in chain(PAUSES, repeat(PAUSES[-1])):
        if time.monotonic() >= end:
            break
        yield pause
    yield None
