"""Rate limits in Valkey, shared by all processes; in this process's memory while Valkey cannot be reached."""

from __future__ import annotations

import hashlib
import ipaddress
import time

import redis.asyncio as redis
import structlog
from limits import RateLimitItem, RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

from core.errors import RateLimited
from core.valkey import impatient

log = structlog.get_logger(__name__)

#: Seconds to wait for Valkey, and for which it is not asked again after it failed.
PATIENCE = 1.0
PAUSE = 5.0


class Limiter:
    """Counts attempts under a name and a key. Keys are hashed: they may be e-mail addresses."""

    def __init__(self, redis_url: str | None) -> None:
        self._memory = MovingWindowRateLimiter(MemoryStorage())
        self._pool: redis.ConnectionPool | None = None
        self._shared: MovingWindowRateLimiter | None = None
        self._shared_from = 0.0
        if redis_url:
            self._pool = impatient(redis_url, PATIENCE)
            storage = RedisStorage("async+redis://", implementation="redispy", connection_pool=self._pool)  # type: ignore[arg-type]
            self._shared = MovingWindowRateLimiter(storage)

    async def close(self) -> None:
        """Give the connections back; the limiter may be used again."""
        if self._pool is not None:
            await self._pool.disconnect()

    async def hit(self, name: str, key: str, *, most: int, seconds: int = 60) -> None:
        """Count one attempt. Raises RateLimited, with the seconds to wait, beyond `most` per `seconds`."""
        whole = seconds % 60 == 0
        item = RateLimitItemPerMinute(most, seconds // 60) if whole else RateLimitItemPerSecond(most, seconds)
        digest = hashlib.sha256(key.encode()).hexdigest()[:32]
        allowed, until = await self._count(item, name, digest)
        if not allowed:
            raise RateLimited("Too many attempts; wait a moment.", retry_after=max(1, round(until - time.time())))

    async def _count(self, item: RateLimitItem, name: str, digest: str) -> tuple[bool, float]:
        if self._shared is not None and time.monotonic() >= self._shared_from:
            try:
                return await _hit(self._shared, item, name, digest)
            except (RedisError, OSError, TimeoutError) as problem:
                # The others would each wait for it in vain.
                self._shared_from = time.monotonic() + PAUSE
                log.warning("limits.fallback", error=type(problem).__name__)
        return await _hit(self._memory, item, name, digest)


async def _hit(limiter: MovingWindowRateLimiter, item: RateLimitItem, name: str, digest: str) -> tuple[bool, float]:
    """(allowed, when the next attempt is)."""
    if await limiter.hit(item, name, digest):
        return True, 0.0
    return False, (await limiter.get_window_stats(item, name, digest)).reset_time


def network(address: str) -> str:
    """What is counted as one address: an IPv4 address, or the /64 that an IPv6 customer has all of."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
