"""Stopping the real server: what is under way is finished, streams are told to come back, nothing is lost or left."""

from __future__ import annotations

import asyncio
import json
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from server.provision import Database
from tests.server.real_app import Real, Server, environment, running
from tests.server.ws_client import open_socket

pytestmark = pytest.mark.slow

REGISTER = 'mutation { registerPatient(input: { firstName: "Ann", lastName: "Bee" }) { id } }'
EVENTS = "subscription { clinicEvents(after: 0) { seq } }"
#: Promised: streams do not hold up the end. The rest is for a busy machine.
SOON = 6.0


@pytest.fixture
async def server(real: Real, database: Database, redis_url: str, tmp_path: Path) -> AsyncIterator[Server]:
    """A third process over the same database, to be stopped."""
    async with running(environment(database, redis_url), tmp_path / "server.log") as server:
        yield server


async def lines_of(response: httpx.Response, into: list[str], begun: asyncio.Event) -> None:
    """Every line until the answer ends in order; a connection that breaks raises."""
    async for line in response.aiter_lines():
        into.append(line)
        if line == "event: next":
            begun.set()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_open_streams_end_at_once_and_are_told_to_come_back(
    real: Real, server: Server, number: signal.Signals
) -> None:
    clinic = await real.world.clinic()
    await clinic.receptionist.data(REGISTER)
    asked: dict[str, Any] = {
        "json": {"query": EVENTS},
        "headers": {**clinic.admin.headers, "accept": "text/event-stream"},
    }
    async with (
        httpx.AsyncClient(base_url=server.origin, trust_env=False, timeout=30) as http,
        open_socket(server.address) as socket,
        http.stream("POST", "/graphql", **asked) as sse,
    ):
        lines: list[str] = []
        begun = asyncio.Event()
        reading = asyncio.create_task(lines_of(sse, lines, begun))
        await socket.init({"token": clinic.admin.token})
        await socket.subscribe("s", EVENTS)
        assert (await socket.receive())["payload"] == {"data": {"clinicEvents": {"seq": 1}}}
        await asyncio.wait_for(begun.wait(), 10)

        began = time.monotonic()
        stopping = asyncio.create_task(server.stop(number))

        # 1012: the service restarts; clients of graphql-ws come back by themselves.
        assert (await socket.closed())[0] == 1012
        await asyncio.wait_for(reading, 10)
        assert await stopping in (0, -number)
        assert time.monotonic() - began < SOON
    assert [json.loads(line[6:]) for line in lines if line.startswith("data: {")] == [
        {"data": {"clinicEvents": {"seq": 1}}}
    ]
    assert not [
        line for line in server.log.read_text().splitlines() if '"level":"error"' in line or "Traceback" in line
    ]


async def test_a_request_under_way_is_answered(real: Real, server: Server) -> None:
    clinic = await real.world.clinic()
    async with httpx.AsyncClient(base_url=server.origin, trust_env=False, timeout=30) as http:
        await http.get("/healthz")
        async with real.world.owner.acquire() as connection:
            transaction = connection.transaction()
            await transaction.start()
            # The number of the next patient is taken: registering waits for us.
            await connection.execute("LOCK TABLE counter IN EXCLUSIVE MODE")
            waiting = asyncio.create_task(
                http.post("/graphql", json={"query": REGISTER}, headers=clinic.receptionist.headers)
            )
            await asyncio.sleep(0.5)
            stopping = asyncio.create_task(server.stop())
            await asyncio.sleep(0.5)
            assert not waiting.done()
            await transaction.rollback()

        answer = await waiting
        assert set(answer.json()) == {"data"}
        assert await stopping in (0, -signal.SIGTERM)
    assert await clinic.event_types() == ["patient.registered"]


async def test_a_killed_server_loses_no_event_of_those_it_committed(real: Real, server: Server) -> None:
    clinic = await real.world.clinic()
    async with (
        open_socket(real.a.address) as follower,
        httpx.AsyncClient(base_url=server.origin, trust_env=False, timeout=30) as http,
    ):
        await follower.init({"token": clinic.admin.token})
        await follower.subscribe("s", EVENTS)

        async def keep_registering() -> int:
            done = 0
            while True:
                try:
                    await http.post("/graphql", json={"query": REGISTER}, headers=clinic.receptionist.headers)
                except httpx.TransportError:
                    return done
                done += 1

        registering = asyncio.create_task(keep_registering())
        await asyncio.sleep(1)
        assert await server.stop(signal.SIGKILL) == -signal.SIGKILL
        answered = await registering

        stored = await real.world.value(
            "SELECT count(*) FROM patient WHERE clinic_id = $1 AND mrn LIKE 'P%'", clinic.id
        )
        assert stored >= answered > 0
        seen = [(await follower.receive())["payload"]["data"]["clinicEvents"]["seq"] for _ in range(stored)]
        assert seen == list(range(1, stored + 1))


async def test_a_restarted_server_goes_on_where_its_clients_were(real: Real, server: Server) -> None:
    clinic = await real.world.clinic()
    await clinic.receptionist.data(REGISTER)
    await server.stop(signal.SIGKILL)
    await clinic.receptionist.data(REGISTER)
    await server.start()

    async with open_socket(server.address) as socket:
        await socket.init({"token": clinic.admin.token})
        await socket.subscribe("s", "subscription { clinicEvents(after: 1) { seq } }")
        assert (await socket.receive())["payload"] == {"data": {"clinicEvents": {"seq": 2}}}
