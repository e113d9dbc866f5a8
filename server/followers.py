"""Runs the followers of the log (operation/followers) in the worker, over all clinics, as long as it lives."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from uuid import UUID

import asyncpg
import structlog

from core.errors import Unavailable
from core.logging import request_id
from events.bus import Bus
from operation.context import Runtime
from operation.followers import FOLLOWERS, Follower, advance, behind

log = structlog.get_logger(__name__)

#: Seconds between looks of its own: the bus says at once that something happened.
INTERVAL = 1.0
#: Seconds for which a clinic is left alone after a step there failed: the first time, and at most.
REST, LONGEST_REST = 1.0, 60.0


class Followers:
    """One per worker."""

    def __init__(self, runtime: Runtime, bus: Bus) -> None:
        self._runtime = runtime
        self._wake = asyncio.Event()
        #: (follower, clinic) to how long it rests, and until when.
        self._resting: dict[tuple[str, UUID], tuple[float, float]] = {}
        bus.listen(self._announced)

    def _announced(self, clinic: UUID | None, seq: int) -> None:
        if clinic is not None:
            self._wake.set()

    async def run(self) -> None:
        """Until cancelled. Nothing that happens here ends it: nobody would be told anything any more."""
        while True:
            self._wake.clear()
            for declared in FOLLOWERS.values():
                try:
                    await self.catch_up(declared)
                except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, Unavailable) as problem:
                    log.warning("follower.look_failed", follower=declared.name, error=type(problem).__name__)
                    await asyncio.sleep(INTERVAL)
                except Exception as problem:
                    log.error("follower.look_failed", follower=declared.name, exc_info=problem)
                    await asyncio.sleep(INTERVAL)
            with suppress(TimeoutError):
                async with asyncio.timeout(INTERVAL):
                    await self._wake.wait()

    async def catch_up(self, declared: Follower) -> None:
        """Deal with everything there is, but for clinics that another process is at, or where a step failed."""
        going = True
        while going:
            going = False
            for clinic in await behind(declared):
                going = bool(await self._step(declared, clinic)) or going

    async def _step(self, declared: Follower, clinic: UUID) -> int:
        key = (declared.name, clinic)
        rest, until = self._resting.get(key, (0.0, 0.0))
        if time.monotonic() < until:
            return 0
        before = request_id.set(f"follower-{declared.name}")
        try:
            done = await advance(declared, self._runtime, clinic)
        except Exception as problem:
            # Nothing is lost: the position stands where it stood. Other clinics must not wait for this one.
            rest = min(max(rest * 2, REST), LONGEST_REST)
            self._resting[key] = (rest, time.monotonic() + rest)
            log.error("follower.failed", follower=declared.name, clinic=str(clinic), exc_info=problem)
            return 0
        finally:
            request_id.reset(before)
        self._resting.pop(key, None)
        return done
