"""UUIDv7: time-ordered primary keys made in Python, so that a row knows its id before it is written."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from asyncpg.pgproto.pgproto import UUID as PgUUID  # noqa: N811

#: A UUID as the database driver makes them: the same type to everybody, made ten times as fast. Takes text or bytes.
parsed: Callable[[str | bytes], UUID] = cast("Any", PgUUID)

_last = 0

#: Random bytes fetched from the system a few hundred ids at a time, and how many of them are used.
_random = b""
_used = 0


def _forget() -> None:
    """A forked process must not go on with its parent's bytes."""
    global _random  # noqa: PLW0603
    _random = b""


os.register_at_fork(after_in_child=_forget)


def uuid7() -> UUID:
    """A new UUIDv7 (RFC 9562): 48 bits of milliseconds, then a counter that keeps one process's ids in order.

    The 12 bits after the version hold the fraction of the millisecond; two calls within the same fraction
    step forward by one, so ids made by one process always ascend.
    """
    global _last, _random, _used  # noqa: PLW0603  (one clock per process)
    nanoseconds = time.time_ns()
    tick = (nanoseconds // 1_000_000 << 12) | (nanoseconds % 1_000_000 * 4096 // 1_000_000)
    if tick <= _last:
        tick = _last + 1
    _last = tick
    if _used >= len(_random):
        _random, _used = os.urandom(4096), 0
    noise = int.from_bytes(_random[_used : _used + 8], "big") >> 2
    _used += 8
    value = (tick >> 12) << 80 | 0x7 << 76 | (tick & 0xFFF) << 64 | 0b10 << 62 | noise
    return parsed(value.to_bytes(16, "big"))
