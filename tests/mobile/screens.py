"""Screens as a mobile app asks for them, and what it may ask from another process."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import AsyncIterator
from typing import Any

import httpx

from core import db
from server.app import Process, create_app
from tests.world import InProcess, Person, World

SCREEN = "/api/v1/protected/mobile/screen"
SWITCH = """mutation($role: Role!, $screen: MobileScreen!, $enabled: Boolean!) {
  setMobileScreen(role: $role, screen: $screen, enabled: $enabled) { shown } }"""
#: What opens each screen, and for how many minutes it is kept.
MINUTES = {
    "dashboard": 5, "appointments": 15, "patients": 60, "finance": 30, "chat": 2, "lab-work": 15, "inventory": 15,
}  # fmt: skip


def noon_zone() -> str:
    """A time zone in which it is about noon: a test that takes half a minute stays in one day."""
    ahead = 12 - dt.datetime.now(dt.UTC).hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


async def get(person: Person, screen: str, http: httpx.AsyncClient | None = None, **headers: str) -> httpx.Response:
    """The raw answer of a screen; `screen` may have a query, and headers are spelled as names of Python."""
    client = http or person.world.http
    spelled = {name.replace("_", "-"): value for name, value in headers.items()}
    return await client.get(f"{SCREEN}/{screen}", headers={**person.headers, **spelled})


async def shown(person: Person, screen: str, http: httpx.AsyncClient | None = None, **headers: str) -> tuple[Any, Any]:
    """Data and meta of a screen that must open."""
    answer = await get(person, screen, http, **headers)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["success"] is True
    return body["data"], body["meta"]


async def cached(person: Person, screen: str, http: httpx.AsyncClient | None = None) -> bool:
    """Whether the screen was found and not made."""
    return bool((await shown(person, screen, http))[1]["cached"])


async def refused(person: Person, screen: str) -> tuple[int, str]:
    """Status and code of a screen that must not open."""
    answer = await get(person, screen)
    return answer.status_code, str(answer.json()["error"]["code"])


async def statements(person: Person, screen: str) -> list[str]:
    """What a screen asks of the database, but for the setting of a connection's clinic."""
    with db.count_statements() as counted:
        await shown(person, screen)
    return [s for s in counted.statements if "set_config('app.clinic', $1, false)" not in s]


def process(world: World) -> Process:
    made: Process = world.app.state.process
    return made


@contextlib.asynccontextmanager
async def another_process(world: World, **settings: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a second application over the same database: caches, bus and watch of its own (the pools are the
    only part that Python shares here)."""
    app = create_app(process(world).settings.model_copy(update=settings))
    made: Process = app.state.process
    parts = (made.bus, made.watch, made.recorder)
    for part in parts:
        await part.start()
    try:
        transport = InProcess(app=app, client=("127.0.0.1", 50_001))
        async with httpx.AsyncClient(transport=transport, base_url="http://other", timeout=30) as http:
            yield http
    finally:
        for part in reversed(parts):
            await part.stop()
        await made.store.close()
