"""What operators and load balancers ask: alive, ready, metrics. Nothing here names a clinic or a person."""

from __future__ import annotations

import asyncio
import ipaddress
from typing import TYPE_CHECKING, Any

import asyncpg
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core import db
from core.errors import Unavailable
from core.settings import Settings
from core.tokens import same

if TYPE_CHECKING:
    from server.app import Process


def routes(process: Process) -> list[Route]:
    """`/healthz` (the process runs), `/readyz` (it can answer), `/metrics` (Prometheus)."""

    async def healthz(request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def readyz(request: Request) -> Response:
        try:
            async with asyncio.timeout(2), db.read(None) as connection:
                await connection.fetchval("SELECT door_platform_head()")
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, Unavailable, TimeoutError):
            return JSONResponse({"status": "unavailable", "database": False}, status_code=503)
        # Without the bus everything still works, only followers look by themselves.
        return JSONResponse({"status": "ok", "database": True, "bus": process.bus.healthy})

    async def metrics(request: Request) -> Response:
        if not _may_watch(request, process.settings.metrics_token):
            return Response(status_code=404)
        return Response(await process.metrics.scrape(), media_type=CONTENT_TYPE_PLAIN_0_0_4)

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]


def _may_watch(request: Request, token: str | None) -> bool:
    """With a token set, whoever shows it. Without one this machine, unless somebody else's request is passed on."""
    if token is not None:
        return same(request.headers.get("authorization", ""), f"Bearer {token}")
    if any(name in request.headers for name in ("x-forwarded-for", "forwarded", "x-real-ip", "via")):
        return False
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def sign_ins(settings: Settings) -> list[tuple[str, str, str, str]]:
    """The demo's sign-ins for the console; none outside the demo."""
    if settings.environment != "demo":
        return []
    from server.demo import SIGN_INS

    return list(SIGN_INS)


__all__: list[Any] = ["routes", "sign_ins"]
