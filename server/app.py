"""The application: what lives as long as the process, and every way in."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Lifespan

import models.backend
from core import db
from core.limits import Limiter, network
from core.logging import request_id
from core.money import exponent
from core.settings import Settings, settings
from core.store import Store
from engine import budget
from engine.documents import Bounds
from engine.execute import SchemaExecutor
from events.bus import Bus
from events.follow import Hub
from events.platform import PlatformWatch
from models import platform_door
from models.config import TORTOISE_ORM
from models.log import EVENT_TYPES
from operation.access import Recorder
from operation.context import ANONYMOUS_IDENTITY, Context, Identity, RequestInfo, Runtime
from resolvers.sessions import ACCESS, REFRESH
from rest_compat.codecs import Scene
from rest_compat.keeping import Keeper
from rest_compat.router import ByHand
from rest_compat.serve import routes as rest_routes
from schema.build import build, operation_of
from server import (
    branding,
    cookies,
    csv_exports,
    graphql_sse,
    headers,
    health,
    openapi,
    patient_records,
    sse,
    stopping,
)
from server.access import AccessLog
from server.auth import REFRESH_COOKIE, Authenticator, secret_cookie
from server.console import console_routes
from server.dispatch import Dispatch
from server.graphql import graphql_routes
from server.graphql_gate import GraphQLSettings
from server.metrics import Measured, Metrics
from server.persisted import Manifest
from server.storage import store_of


@dataclass(slots=True)
class Process:
    """Everything made once per process, in the order in which it starts."""

    settings: Settings
    bus: Bus
    watch: PlatformWatch
    hub: Hub
    recorder: Recorder
    limiter: Limiter
    authenticator: Authenticator
    executor: SchemaExecutor
    runtime: Runtime
    metrics: Metrics
    #: The executor as every way in uses it: what passes through is counted.
    measured: Measured
    #: What may be forgotten at any moment, shared by all processes, and what keeps answers there.
    store: Store
    keeper: Keeper

    @classmethod
    def make(cls, given: Settings) -> Process:
        bus = Bus(given.redis_url)
        watch, hub, recorder = PlatformWatch(bus), Hub(bus), Recorder()
        authenticator = Authenticator(watch, given.secret_key, secure=given.public_url.startswith("https://"))
        # After the authenticator: who is nudged asks it, and must not get what it remembers.
        watch.listen(lambda change: hub.nudge(change.account_id, change.clinic_id))
        limiter = Limiter(given.redis_url)
        services = {
            "hub": hub,
            "known": authenticator.current,
            "refresh": authenticator.refresh,
            "limiter": limiter,
            "settings": given,
            "storage": store_of(given),
        }
        bounds = Bounds(
            tokens=given.max_tokens,
            depth=given.max_depth,
            aliases=given.max_aliases,
            cost=given.max_cost,
            introspection=given.introspection or given.environment == "demo",
        )
        executor = SchemaExecutor(build(), bounds, engine=given.engine, debug=given.engine_debug)
        runtime = Runtime(bus, recorder, services)
        metrics = Metrics()
        measured = Measured(executor, metrics)
        store = Store(given.redis_url, given.secret_key)
        keeper = Keeper(store, metrics.kept)
        process = cls(
            given, bus, watch, hub, recorder, limiter, authenticator, executor, runtime, metrics, measured,
            store, keeper,
        )  # fmt: skip
        metrics.watch(process)
        return process

    async def start(self) -> None:
        await db.open_reads(self.settings.database_url, self.settings)
        if self.settings.platform_database_url:
            # Few people ask, seldom.
            few = self.settings.model_copy(update={"pool_min": 0, "pool_max": min(3, self.settings.pool_max)})
            await platform_door.open_reads(self.settings.platform_database_url, few)
        await models.backend.init(self.settings.database_url, models_config=TORTOISE_ORM, settings=self.settings)
        await self.bus.start()
        await self.watch.start()
        await self.hub.start()
        await self.recorder.start()

    async def stop(self) -> None:
        for part in (self.hub, self.watch, self.recorder, self.bus):
            await part.stop()
        await self.limiter.close()
        await self.store.close()
        await models.backend.close()
        await platform_door.close_reads()
        await db.close_reads()

    async def admit(self, connection: HTTPConnection) -> Identity:
        """Who asks, for whoever may send documents of his own: new ones are at the expense of the account, or of the
        address of somebody without one. Raises what `Authenticator.authenticate` does."""
        identity = await self.authenticator.authenticate(connection)
        client = connection.scope.get("client")
        budget.caller.set(identity.actor.account_id or network(client[0] if client else "local"))
        return identity

    def context(self, identity: Any, info: Any) -> Context:
        """A fresh context for one operation, whichever transport carries it."""
        connection: HTTPConnection = info.connection
        asked = connection.headers
        shown: dict[str, str] = {}
        scheme, _, bearer = asked.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            shown[ACCESS] = bearer.strip()
        secure = self.authenticator.secure(connection)
        if "cookie" in asked and (refresh := connection.cookies.get(secret_cookie(REFRESH_COOKIE, secure))):
            shown[REFRESH] = refresh
        client = connection.scope.get("client")
        request = RequestInfo(
            id=request_id.get() or "-",
            address=client[0] if client else "local",
            user_agent=asked.get("user-agent", "")[:200],
            transport=info.transport,
            idempotency_key=getattr(info, "idempotency_key", None) or asked.get("idempotency-key"),
            credentials=shown,
            set_cookie=cookies.setter(info.reply_headers, self.authenticator.csrf, secure=secure),
            own_page=partial(self.authenticator.own_page, connection),
        )
        return Context(identity, request, self.runtime)


def create_app(given: Settings | None = None, *, alone: bool = False) -> Starlette:
    """The ASGI application over the environment's settings (or these). `alone`: this process is for nothing else."""
    process = Process.make(given or settings())

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        try:
            await process.start()
            if alone:
                _settle()
            with stopping.told(graphql_sse.leave_all):
                yield
        finally:
            await process.stop()

    app = Application(process, lifespan)
    app.state.process = process
    return app


def served_app() -> Starlette:
    """The application of a process that serves it."""
    return create_app(alone=True)


#: Containers made and not gone before the collector looks, and how often it looks at older ones. With Python's own
#: figures (700, 10) looking takes a quarter of the time in which a thousand connections, some two hundred containers
#: each, are made.
_COLLECTED_EVERY = (5_000, 20, 10)


def _settle() -> None:
    """Schema, models and plans live as long as the process: the collector need not look at them over and over, which
    takes a tenth of a second each time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTED_EVERY)


class Application(Starlette):
    """Starlette with one layer of ours around it, and its router for what `Dispatch` does not find at once."""

    def __init__(self, process: Process, lifespan: Lifespan[Starlette]) -> None:
        super().__init__(routes=_routes(process), lifespan=lifespan)
        self._count = process.metrics.answered

    def build_middleware_stack(self) -> ASGIApp:
        dispatch = Dispatch(self.routes, super().build_middleware_stack())
        return AccessLog(dispatch, complete=headers.complete, count=self._count)


def _routes(process: Process) -> list[Any]:
    hands = by_hand(process)
    graphql = graphql_routes(
        process.measured,
        process.context,
        process.admit,
        GraphQLSettings.of(process.settings),
        persisted=_manifest(process.settings),
        session_deadline=lambda identity: identity.expires_at,
        still_valid=process.authenticator.still_valid,
        surely_valid=process.authenticator.surely_valid,
    )
    rest = rest_routes(
        process.measured,
        process.executor.schema,
        process.context,
        process.authenticator.authenticate,
        process.settings,
        guard_of=guard_text,
        by_hand=hands,
        anonymous=ANONYMOUS_IDENTITY,
        scene_of=_scene,
        keeper=process.keeper,
    )
    return [
        *graphql,
        *health.routes(process),
        *console_routes(process.settings, health.sign_ins(process.settings), event_types=EVENT_TYPES),
        openapi.route(process.executor.schema, guard_text, hands),
        *rest,
    ]


def by_hand(process: Process | None = None) -> list[ByHand]:
    """The endpoints of bytes and streams, which are written in Python; without a process only to be described."""
    by_hand = (sse, csv_exports, branding, patient_records)
    return [endpoint for module in by_hand for endpoint in module.endpoints(process)]


def guard_text(root: str) -> str:
    """The guard of a root field, as the endpoint list spells it."""
    schema = build()
    for kind in (schema.query_type, schema.mutation_type):
        if kind is not None and root in kind.fields and (operation := operation_of(kind.fields[root])) is not None:
            return operation.guard.describe()
    raise KeyError(root)


def _manifest(given: Settings) -> Manifest | None:
    return Manifest.load(Path(given.persisted_operations)) if given.persisted_operations else None


def _scene(identity: Identity) -> Scene:
    """Minor units of money follow the currency of the caller's clinic."""
    return _scene_in(identity.clinic.currency) if identity.clinic else Scene()


@cache
def _scene_in(currency: str) -> Scene:
    return Scene(money_exponent=exponent(currency))
