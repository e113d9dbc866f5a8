"""Connections to Valkey for what people wait for."""

from __future__ import annotations

import redis.asyncio as redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff


def impatient(url: str, patience: float) -> redis.BlockingConnectionPool:
    """A pool that waits so many seconds for a connection or an answer, and never tries again: who asks can do without
    Valkey, and somebody waits."""
    return redis.BlockingConnectionPool.from_url(
        url,
        max_connections=16,
        timeout=patience,
        socket_timeout=patience,
        socket_connect_timeout=patience,
        retry=Retry(NoBackoff(), 0),
    )
