"""UUIDv7: time-ordered primary keys made in Python, so that a row knows its id before it is written."""

from __future__ import annotations

import os
import time
from uuid import UUID

_last = 0


def uuid7() -> UUID:
    """A new UUIDv7 (RFC 9562): 48 bits of milliseconds, then a counter that keeps one process's ids in order.

    The 12 bits after the version hold the fraction of the millisecond; two calls within the same fraction
    step forward by one, so ids made by one process always ascend.
    """
    global _last  # noqa: PLW0603  (one clock per process)
    nanoseconds = time.time_ns()
    tick = (nanoseconds // 1_000_000 << 12) | (nanoseconds % 1_000_000 * 4096 // 1_000_000)
    if tick <= _last:
        tick = _last + 1
    _last = tick
    value = (tick >> 12) << 80 | 0x7 << 76 | (tick & 0xFFF) << 64 | 0b10 << 62
    return UUID(int=value | (int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)))
