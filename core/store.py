"""A shared place for what may be forgotten at any moment: sealed values in Valkey, bounded, gone after their time.

Whoever uses it must be right without it. While Valkey cannot be reached nothing is kept and nothing is found, and after
a failure it is left alone for a while: people wait for the answer, not for a copy of it.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from dataclasses import dataclass
from typing import Any

import redis.asyncio as redis
import structlog
from redis.exceptions import RedisError

from core.sealing import Seal
from core.valkey import impatient

log = structlog.get_logger(__name__)

#: Seconds to wait for Valkey, and for which it is not asked again after it failed.
PATIENCE = 0.25
PAUSE = 5.0
#: Bytes of a value; a larger one is not kept.
MOST_BYTES = 262_144


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value lies (`name`), and what exactly it is (`bound`): two of one name push each other out, and none is
    found for the other."""

    name: str
    bound: bytes


class Store:
    """Sealed values in Valkey. Without a URL it keeps nothing."""

    def __init__(self, redis_url: str | None, secret: bytes) -> None:
        self._seal = Seal(secret, "kept answers")
        self._secret = secret
        self._client: redis.Redis | None = None
        self._asked_from = 0.0
        if redis_url:
            pool = impatient(redis_url, PATIENCE)
            self._client = redis.Redis(connection_pool=pool)

    @property
    def ready(self) -> bool:
        """Whether there is anything to ask at the moment."""
        return self._client is not None and time.monotonic() >= self._asked_from

    async def close(self) -> None:
        """Give the connections back; the store may be used again."""
        if self._client is not None:
            await self._client.connection_pool.disconnect()

    async def get(self, place: Place) -> bytes | None:
        """The value that was kept there, if it is still there and is what was meant. Raises nothing."""
        if self._client is None or not self.ready:
            return None
        try:
            sealed: Any = await self._client.get(self._key(place))
        except (RedisError, OSError, TimeoutError) as problem:
            self._failed(problem)
            return None
        return self._seal.open(sealed, place.bound) if sealed else None

    async def put(self, place: Place, value: bytes, seconds: float) -> None:
        """Keep a value for some seconds, unless it is too large. Raises nothing."""
        milliseconds = int(seconds * 1000)
        if self._client is None or not self.ready or len(value) > MOST_BYTES or milliseconds <= 0:
            return
        try:
            await self._client.set(self._key(place), self._seal.close(value, place.bound), px=milliseconds)
        except (RedisError, OSError, TimeoutError) as problem:
            self._failed(problem)

    def _key(self, place: Place) -> str:
        """Keys are listed by whoever looks into Valkey: they name nobody."""
        digest = hmac.new(self._secret, b"kept answers\0" + place.name.encode(), hashlib.sha256).hexdigest()
        return f"odontograph:kept:{digest[:40]}"

    def _failed(self, problem: BaseException) -> None:
        # The others would each wait for it in vain.
        self._asked_from = time.monotonic() + PAUSE
        log.warning("store.failed", error=type(problem).__name__)
