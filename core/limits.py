"""Rate limits in Valkey, shared by all processes; in this process's memory while Valkey cannot be reached."""

from __future__ import annotations

import hashlib
import ipaddress
import time

import structlog
from limits import RateLimitItemPerMinute, RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from redis.exceptions import RedisError

from core.errors import RateLimited

log = structlog.get_logger(__name__)


class Limiter:
    """Counts attempts under a name and a key. Keys are hashed: they may be e-mail addresses."""

    def __init__(self, redis_url: str | None) -> None:
        self._memory = MovingWindowRateLimiter(MemoryStorage())
        self._shared: MovingWindowRateLimiter | None = None
        if redis_url:
            storage = RedisStorage("async+" + _uri(redis_url), implementation="redispy")
            self._shared = MovingWindowRateLimiter(storage)

    async def hit(self, name: str, key: str, *, most: int, seconds: int = 60) -> None:
        """Count one attempt. Raises RateLimited, with the seconds to wait, beyond `most` per `seconds`."""
        item = (
            RateLimitItemPerMinute(most, seconds // 60) if seconds % 60 == 0 else RateLimitItemPerSecond(most, seconds)
        )
        digest = hashlib.sha256(key.encode()).hexdigest()[:32]
        limiter = self._shared or self._memory
        try:
            allowed = await limiter.hit(item, name, digest)
            until = (await limiter.get_window_stats(item, name, digest)).reset_time if not allowed else 0.0
        except (RedisError, OSError) as problem:
            log.warning("limits.fallback", error=type(problem).__name__)
            allowed = await self._memory.hit(item, name, digest)
            until = (await self._memory.get_window_stats(item, name, digest)).reset_time if not allowed else 0.0
        if not allowed:
            raise RateLimited("Too many attempts; wait a moment.", retry_after=max(1, round(until - time.time())))


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


def _uri(redis_url: str) -> str:
    """`limits` spells a unix socket as redis+unix."""
    return redis_url.replace("unix://", "redis+unix://", 1) if redis_url.startswith("unix://") else redis_url
