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

from core.background import end

log = structlog.get_logger(__name__)

CHANNEL = "odontograph:heads"
#: Publishing must not hold up an answer; a silent bus is found out by the followers' own look.
PUBLISH_TIMEOUT = 0.5
#: Seconds in which heads are gathered; other processes hear them that much later, listeners of this one at once.
GATHER = 0.02
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
        #: Heads still to be published, the newest of each stream, and the task that does it.
        self._pending: dict[UUID | None, int] = {}
        self._publishing: asyncio.Task[None] | None = None

    def listen(self, listener: Listener) -> None:
        """Call `listener(clinic, seq)` for every head that is announced, by this process or another."""
        self._listeners.append(listener)

    async def start(self) -> None:
        if self._client is not None and self._task is None:
            self._task = asyncio.create_task(self._hear(), name="bus")

    async def stop(self) -> None:
        for task in (self._publishing, self._task):
            await end(task)
        self._publishing = self._task = None
        if self._client is not None:
            with suppress(RedisError, OSError):
                await self._client.aclose()

    async def announce(self, clinic: UUID | None, seq: int) -> None:
        """Tell everybody, after COMMIT. Never raises: the log itself is the truth.

        Listeners of this process hear it now; the others a moment later, one message for all that was announced in it:
        nobody waits for the bus, and a busy clinic does not make it busy.
        """
        self._tell(clinic, seq)
        if self._client is None or time.monotonic() < self._silent_until:
            return
        self._pending[clinic] = max(seq, self._pending.get(clinic, 0))
        if self._publishing is None or self._publishing.done():
            self._publishing = asyncio.create_task(self._publish(self._client), name="bus-publish")

    async def _publish(self, client: redis.Redis) -> None:
        while self._pending:
            # A message costs as much as a statement: what is announced in a moment is one.
            await asyncio.sleep(GATHER)
            heads, self._pending = self._pending, {}
            try:
                async with asyncio.timeout(PUBLISH_TIMEOUT):
                    await client.publish(CHANNEL, ",".join(f"{clinic or '-'} {seq}" for clinic, seq in heads.items()))
            except (RedisError, OSError, TimeoutError) as problem:
                self.healthy = False
                self._silent_until = time.monotonic() + SILENCE
                self._pending.clear()
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
            heads = [text.partition(" ") for text in data.decode().split(",")]
            told = [(None if clinic == "-" else UUID(clinic), int(seq)) for clinic, _, seq in heads]
        except (ValueError, UnicodeDecodeError):
            log.warning("bus.bad_message")
            return
        for clinic, seq in told:
            self._tell(clinic, seq)
