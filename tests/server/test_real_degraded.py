"""The real application without its bus: everything works, and arrives within a second instead of at once."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from server.provision import Database
from tests.server.real_app import Real, Server, environment, running
from tests.server.ws_client import open_socket

pytestmark = pytest.mark.slow

REGISTER = 'mutation { registerPatient(input: { firstName: "Ann", lastName: "Bee" }) { id } }'
EVENTS = "subscription { clinicEvents(after: 0) { seq } }"
#: Promised is one second; the rest is for a busy machine.
SOON = 4.0


@pytest.fixture
async def alone(database: Database, tmp_path: Path) -> AsyncIterator[Server]:
    """A process that was given no Valkey, or one that is not there."""
    given = environment(database, "redis://127.0.0.1:9/0")
    async with running(given, tmp_path / "server.log") as server:
        yield server


async def test_without_the_bus_events_and_revocations_still_arrive(real: Real, alone: Server) -> None:
    clinic = await real.world.clinic()
    async with open_socket(alone.address) as socket:
        await socket.init({"token": clinic.doctor.token})
        await socket.subscribe("s", EVENTS)

        began = time.monotonic()
        await clinic.receptionist.data(REGISTER)  # through another process, which has its bus
        assert (await socket.receive())["payload"] == {"data": {"clinicEvents": {"seq": 1}}}
        assert time.monotonic() - began < SOON

        began = time.monotonic()
        await clinic.doctor.data("mutation { signOut { ended } }")
        assert await socket.closed() == (4401, "Session expired")
        assert time.monotonic() - began < SOON


async def test_without_the_bus_it_is_ready_and_its_own_events_reach_others(real: Real, alone: Server) -> None:
    clinic = await real.world.clinic()
    async with (
        httpx.AsyncClient(base_url=alone.origin, trust_env=False, timeout=30) as http,
        open_socket(real.a.address) as socket,
    ):
        ready = await http.get("/readyz")
        assert (ready.status_code, ready.json()) == (200, {"status": "ok", "database": True, "bus": False})
        await socket.init({"token": clinic.admin.token})
        await socket.subscribe("s", EVENTS)

        began = time.monotonic()
        made = await http.post("/graphql", json={"query": REGISTER}, headers=clinic.receptionist.headers)
        assert set(made.json()) == {"data"}
        assert (await socket.receive())["payload"] == {"data": {"clinicEvents": {"seq": 1}}}
        assert time.monotonic() - began < SOON
