"""The bus says "clinic 7 is at 1042" and nothing else; what happened is read from the log.

Losing a message loses nothing: followers also look at the heads themselves, more often while the bus is down.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

import redis.asyncio as redis
import structlog
from redis.exceptions import RedisError

from core.tasks import end

log = structlog.get_logger(__name__)

CHANNEL = "odontograph:heads"
#: Publishing must not hold up an answer; a silent bus is found out by the followers' own look.
PUBLISH_TIMEOUT = 0.5
#: Seconds for which a bus that failed is not tried again: one that hangs must not slow every command down.
SILENCE = 1.0
RECONNECT = 0.5

#: `None` stands for the platform's own stream.
Listener = Callable[[UUID | None, int], None]


class Bus:
    """Announces heads to every process and hears theirs. Without a URL it only tells listeners of this process."""

    def __init__(self, url: str | None) -> None:
        self._client = redis.from_url(url, socket_connect_timeout=1, socket_timeout=5) if url else None
        self._listeners: list[Listener] = []
        self._task: asyncio.Task[None] | None = None
        self.healthy = False
        self._silent_until = float("-inf")

    def listen(self, listener: Listener) -> None:
        """Call `listener(clinic, seq)` for every head that is announced, by this process or another."""
        self._listeners.append(listener)

    async def start(self) -> None:
        if self._client is not None and self._task is None:
            self._task = asyncio.create_task(self._hear(), name="bus")

    async def stop(self) -> None:
        await end(self._task)
        self._task = None
        if self._client is not None:
            with suppress(RedisError, OSError):
                await self._client.aclose()

    async def announce(self, clinic: UUID | None, seq: int) -> None:
        """Tell everybody, after COMMIT. Never raises: the log itself is the truth."""
        self._tell(clinic, seq)
        if self._client is None or time.monotonic() < self._silent_until:
            return
        try:
            async with asyncio.timeout(PUBLISH_TIMEOUT):
                await self._client.publish(CHANNEL, f"{clinic or '-'} {seq}")
        except (RedisError, OSError, TimeoutError) as problem:
            self.healthy = False
            self._silent_until = time.monotonic() + SILENCE
            log.warning("bus.publish_failed", error=type(problem).__name__)

    def _tell(self, clinic: UUID | None, seq: int) -> None:
        for listener in self._listeners:
            try:
                listener(clinic, seq)
            except Exception as problem:
                # What was announced is committed: its caller must not hear of this.
                log.error("bus.listener_failed", exc_info=problem)

    async def _hear(self) -> None:
        assert self._client is not None  # noqa: S101  (start() checked)
        while True:
            try:
                async with self._client.pubsub() as channel:
                    await channel.subscribe(CHANNEL)
                    while True:
                        message = await channel.get_message(ignore_subscribe_messages=False, timeout=2.0)
                        self.healthy = True
                        if message and message["type"] == "message":
                            self._heard(message["data"])
            except (RedisError, OSError) as problem:
                log.warning("bus.lost", error=type(problem).__name__)
            except Exception as problem:
                # Whatever it is: a process that has stopped listening must not go on believing that it hears.
                log.error("bus.failed", exc_info=problem)
            self.healthy = False
            await asyncio.sleep(RECONNECT)

    def _heard(self, data: bytes) -> None:
        try:
            clinic, _, seq = data.decode().partition(" ")
            self._tell(None if clinic == "-" else UUID(clinic), int(seq))
        except (ValueError, UnicodeDecodeError):
            log.warning("bus.bad_message")
