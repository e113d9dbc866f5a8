"""What an operator watches, for Prometheus. Labels are names of ours and small numbers: no clinic, no person, no id.

Each process counts for itself; one that serves with several workers answers for the worker that took the scrape.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any

import asyncpg
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import models.backend
from core import db
from core.errors import Code, Unavailable
from engine.door import Answer, Executor, OperationKind, Request
from operation.context import Context

if TYPE_CHECKING:
    from server.app import Process

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
#: Where the router of REST leaves the address it found, as declared.
ROUTE = "odontograph.route"

#: Jobs that are due, waiting for their time, running, given up; and how long the oldest due one has waited.
_QUEUE = """
SELECT count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()) AS due,
       count(*) FILTER (WHERE status = 'todo' AND scheduled_at > now()) AS later,
       count(*) FILTER (WHERE status = 'doing') AS running,
       count(*) FILTER (WHERE status = 'failed') AS failed,
       coalesce(extract(epoch FROM now() - (
           SELECT min(coalesce(j.scheduled_at, e.at)) FROM procrastinate_jobs j
             JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred'
            WHERE j.status = 'todo' AND coalesce(j.scheduled_at, now()) <= now())), 0)::float AS oldest
  FROM procrastinate_jobs
"""


class Metrics:
    """The numbers of one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        name = "odontograph_"
        self.requests = Counter(
            f"{name}http_requests", "HTTP answers.", ("method", "route", "status"), registry=self.registry
        )
        self.request_seconds = Histogram(
            f"{name}http_request_seconds", "Until the answer began.", ("method", "route"), buckets=_SECONDS,
            registry=self.registry,
        )  # fmt: skip
        self.operations = Counter(
            f"{name}graphql_operations", "Operations by their first error.", ("kind", "transport", "code"),
            registry=self.registry,
        )  # fmt: skip
        self.operation_seconds = Histogram(
            f"{name}graphql_operation_seconds", "Time of an operation.", ("kind",), buckets=_SECONDS,
            registry=self.registry,
        )  # fmt: skip
        self.streams = Gauge(f"{name}streams", "Subscriptions that are open.", ("transport",), registry=self.registry)
        self.deliveries = Counter(f"{name}stream_events", "Answers of subscriptions.", registry=self.registry)

    def watch(self, process: Process) -> None:
        """Look into the process at every scrape."""
        self.registry.register(_State(process))

    async def scrape(self) -> bytes:
        """All of it in Prometheus's text format."""
        gauges = {}
        try:
            async with asyncio.timeout(1), db.read(None) as connection:
                row = await connection.fetchrow(_QUEUE)
            gauges = dict(row or {})
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, Unavailable, TimeoutError):
            pass  # what can be said without the database is said all the same
        return generate_latest(self.registry) + _queue(gauges)


def _queue(found: dict[str, Any]) -> bytes:
    registry = CollectorRegistry()
    if found:
        jobs = Gauge("odontograph_jobs", "Jobs in the queue.", ("state",), registry=registry)
        for state in ("due", "later", "running", "failed"):
            jobs.labels(state).set(found[state])
        oldest = Gauge("odontograph_jobs_oldest_due_seconds", "How long a due job has waited.", registry=registry)
        oldest.set(found["oldest"])
    return generate_latest(registry)


class _State(Collector):
    """What is read off the process at a scrape."""

    def __init__(self, process: Process) -> None:
        self._process = process

    def collect(self) -> Iterator[Metric]:
        connections = GaugeMetricFamily(
            "odontograph_pool_connections", "Database connections.", labels=["pool", "state"]
        )
        for name, pool in _pools():
            connections.add_metric([name, "open"], pool.size)
            connections.add_metric([name, "busy"], pool.busy)
        yield connections
        clinics, followers, lag = self._process.hub.state()
        yield _gauge("odontograph_hub_clinics", "Clinics whose log is followed.", clinics)
        yield _gauge("odontograph_hub_followers", "Streams that follow a log.", followers)
        yield _gauge(
            "odontograph_hub_lag_events", "Announced events not yet delivered, at the clinic behind most.", lag
        )
        yield _gauge("odontograph_bus_up", "Whether the bus is heard.", self._process.bus.healthy)
        yield _gauge("odontograph_platform_current", "Whether cached identities count.", self._process.watch.current)
        yield _gauge("odontograph_identities", "Cached identities.", self._process.authenticator.known)


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(name, words, value=float(value))


def _pools() -> Iterator[tuple[str, Any]]:
    for name, pool in (("read", db.reads.opened), ("command", models.backend.opened())):
        if pool is not None:
            yield name, pool


class Measured:
    """An executor that counts what passes through it."""

    def __init__(self, executor: Executor, metrics: Metrics) -> None:
        self._executor = executor
        self._metrics = metrics

    def kind(self, request: Request) -> OperationKind | None:
        return self._executor.kind(request)

    async def run(self, ctx: Context, request: Request, *, allow: frozenset[OperationKind]) -> Answer:
        began = time.perf_counter()
        kind = self._executor.kind(request) or "invalid"
        code = Code.INTERNAL.value
        try:
            answer = await self._executor.run(ctx, request, allow=allow)
            code = first_code(answer)
            return answer
        finally:
            self._metrics.operations.labels(kind, ctx.request.transport, code).inc()
            self._metrics.operation_seconds.labels(kind).observe(time.perf_counter() - began)

    async def subscribe(self, ctx: Context, request: Request) -> Answer | AsyncIterator[Answer]:
        source = await self._executor.subscribe(ctx, request)
        code = first_code(source) if isinstance(source, Answer) else "OK"
        self._metrics.operations.labels("subscription", ctx.request.transport, code).inc()
        return source if isinstance(source, Answer) else self._followed(source, ctx.request.transport)

    async def _followed(self, source: AsyncIterator[Answer], transport: str) -> AsyncIterator[Answer]:
        self._metrics.streams.labels(transport).inc()
        try:
            async for answer in source:
                self._metrics.deliveries.inc()
                yield answer
        finally:
            self._metrics.streams.labels(transport).dec()
            await source.aclose()  # type: ignore[attr-defined]


def first_code(answer: Answer) -> str:
    """`OK`, or the code of the first error: one of ours, whatever stands there."""
    if not answer.errors:
        return "OK"
    code = str((answer.errors[0].get("extensions") or {}).get("code"))
    return code if code in Code.__members__ else "OTHER"


class CountRequests:
    """ASGI middleware: every HTTP answer by method, declared route and status."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 500
        answered = 0.0

        async def told(message: Message) -> None:
            nonlocal status, answered
            if message["type"] == "http.response.start":
                status, answered = message["status"], time.perf_counter()
            await send(message)

        try:
            await self._app(scope, receive, told)
        finally:
            method = scope["method"] if scope["method"] in _METHODS else "OTHER"
            where = route(scope)
            self._metrics.requests.labels(method, where, str(status)).inc()
            # A stream's length is no latency.
            self._metrics.request_seconds.labels(method, where).observe((answered or time.perf_counter()) - began)


def route(scope: Scope) -> str:
    """The declared path behind a request, never what the caller typed."""
    found = scope.get(ROUTE) or getattr(scope.get("route"), "path", None)
    return str(found) if found else "unmatched"
