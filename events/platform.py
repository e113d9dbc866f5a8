"""Watching the platform stream: what a process cached of accounts and clinics holds only while it keeps up.

A cached actor counts only while this process has confirmed the head of the stream less than a second ago; so a
revoked session, a changed role or a switched-off module stops within a second on every process.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

import asyncpg
import structlog

from core import db
from core.background import end
from core.errors import Unavailable
from events.bus import Bus

log = structlog.get_logger(__name__)

#: Seconds between looks of its own; announcements make it look at once.
INTERVAL = 0.5
#: Seconds for which a confirmed head vouches for what was cached under it.
VALID_FOR = 1.0
BATCH = 500


@dataclass(frozen=True, slots=True)
class PlatformChange:
    """One event of the platform stream."""

    seq: int
    type: str
    account_id: UUID | None
    clinic_id: UUID | None
    session_id: UUID | None


class PlatformWatch:
    """Follows the platform stream and tells listeners of every change, in order, each once."""

    def __init__(self, bus: Bus) -> None:
        self.head = -1
        self._confirmed = float("-inf")
        #: The highest number heard of, and when: a look that began before it may not have seen it.
        self._heard = (-1, float("-inf"))
        self._listeners: list[Callable[[PlatformChange], None]] = []
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        bus.listen(self._announced)

    @property
    def current(self) -> bool:
        """Whether the head was confirmed less than a second ago."""
        return time.monotonic() - self._confirmed < VALID_FOR

    @property
    def heard(self) -> tuple[int, float]:
        """What has been heard of the stream: another value after every announcement and every change that was read."""
        return self._heard

    def listen(self, listener: Callable[[PlatformChange], None]) -> None:
        self._listeners.append(listener)

    async def start(self) -> None:
        await self.look()
        self._task = asyncio.create_task(self._run(), name="platform-watch")

    async def stop(self) -> None:
        await end(self._task)
        self._task = None

    async def look(self) -> None:
        """Read what is new, tell the listeners, and only then vouch for the head."""
        began = time.monotonic()
        async with db.read(None) as connection:
            if self.head < 0:
                head = int(await connection.fetchval("SELECT door_platform_head()"))
                changes: list[PlatformChange] = []
            else:
                rows = await connection.fetch("SELECT * FROM door_platform_events($1, $2)", self.head, BATCH)
                changes = [PlatformChange(**dict(r)) for r in rows]
                head = changes[-1].seq if changes else self.head
        for change in changes:
            for listener in self._listeners:
                listener(change)
        self.head = head
        seq, heard_at = self._heard
        if len(changes) < BATCH and (head >= seq or heard_at < began):
            self._heard = (head, heard_at)
            self._confirmed = began
        else:
            self._wake.set()

    def _announced(self, clinic: UUID | None, seq: int) -> None:
        if clinic is None and seq > self.head:
            # Until it is read, nothing cached may be trusted.
            self._heard = (max(seq, self._heard[0]), time.monotonic())
            self._confirmed = float("-inf")
            self._wake.set()

    async def _run(self) -> None:
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(INTERVAL):
                    await self._wake.wait()
            self._wake.clear()
            try:
                await self.look()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, Unavailable) as problem:
                log.warning("platform.look_failed", error=type(problem).__name__)
            except Exception as problem:
                # Whatever it is: a watch that has died would leave every request to read its identity anew.
                log.error("platform.step_failed", exc_info=problem)
