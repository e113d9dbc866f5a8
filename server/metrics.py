"""What an operator watches, for Prometheus. Labels are names of ours and small numbers: no clinic, no person, no id.

Each process counts for itself; one that serves with several workers answers for the worker that took the scrape.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any

import asyncpg
from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import Scope

import models.backend
from core import db
from core.errors import Code, Unavailable
from engine.door import Answer, Executor, OperationKind, Request, Straight
from operation.context import Context
from server.tally import Tally

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
        self._answers = Tally(
            (f"{name}http_requests", "HTTP answers."),
            (f"{name}http_request_seconds", "Until the answer began."),
            ("method", "route", "status"), 2, _SECONDS,
        )  # fmt: skip
        self._operations = Tally(
            (f"{name}graphql_operations", "Operations by their first error."),
            (f"{name}graphql_operation_seconds", "Time of an operation."),
            ("kind", "transport", "code"), 1, _SECONDS,
        )  # fmt: skip
        for tally in (self._answers, self._operations):
            self.registry.register(tally)
        labels = ("route", "source", "cached")
        self._kept = Counter(f"{name}kept_answers", "Answers that may be kept.", labels, registry=self.registry)

    def answered(self, scope: Scope, status: int, seconds: float) -> None:
        """Count an HTTP answer by method, declared route and status; `seconds` until it began."""
        method = scope["method"]
        self._answers.add((method if method in _METHODS else "OTHER", route(scope), status), seconds)

    def ran(self, kind: str, transport: str, code: str, seconds: float | None = None) -> None:
        """Count an operation by its first error; a stream has no length of its own."""
        self._operations.add((kind, transport, code), seconds)

    def kept(self, route: str, source: str, cached: bool) -> None:
        """Count an answer that may be kept: for which client (`mobile` or `other`), and whether it was found."""
        self._kept.labels(route, source, str(cached).lower()).inc()

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
        executor = self._process.executor
        streams = GaugeMetricFamily("odontograph_streams", "Subscriptions that are open.", labels=["transport"])
        for transport, number in executor.streams.items():
            streams.add_metric([transport], number)
        yield streams
        yield CounterMetricFamily("odontograph_stream_events", "Answers of subscriptions.", value=executor.told)
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
        #: What a transport asked about last: nearly always the request that it runs next.
        self._asked: tuple[Request | None, OperationKind | None] = (None, None)

    def kind(self, request: Request) -> OperationKind | None:
        kind = self._executor.kind(request)
        self._asked = (request, kind)
        return kind

    async def run(self, ctx: Context, request: Request, *, allow: frozenset[OperationKind]) -> Answer:
        began = time.perf_counter()
        asked, kind = self._asked
        self._asked = (None, None)
        if asked is not request:
            kind = self._executor.kind(request)
        code = Code.INTERNAL.value
        try:
            answer = await self._executor.run(ctx, request, allow=allow)
            code = first_code(answer)
            return answer
        finally:
            self._metrics.ran(kind or "invalid", ctx.request.transport, code, time.perf_counter() - began)

    async def subscribe(
        self, ctx: Context, request: Request, straight: Straight | None = None
    ) -> Answer | AsyncIterator[Answer]:
        source = await self._executor.subscribe(ctx, request, straight)
        code = first_code(source) if isinstance(source, Answer) else "OK"
        self._metrics.ran("subscription", ctx.request.transport, code)
        return source


def first_code(answer: Answer) -> str:
    """`OK`, or the code of the first error: one of ours, whatever stands there."""
    if not answer.errors:
        return "OK"
    code = str((answer.errors[0].get("extensions") or {}).get("code"))
    return code if code in Code.__members__ else "OTHER"


def route(scope: Scope) -> str:
    """The declared path behind a request, never what the caller typed."""
    found = scope.get(ROUTE) or getattr(scope.get("route"), "path", None)
    return str(found) if found else "unmatched"
