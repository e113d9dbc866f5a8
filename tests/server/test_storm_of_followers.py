"""A hundred clients follow a clinic while sockets, a server, Valkey and PostgreSQL are killed under them: each ends
with the same list, every event once and in order. On servers of its own, for they are killed here."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import tempfile
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest
import redis.asyncio

from server import embedded
from server.embedded import Embedded
from tests.conftest import run_migrations
from tests.server.persistent import EventSourceFollower, Follower, Told, WebSocketFollower
from tests.server.real_app import Real, two_processes
from tests.world import ClinicWorld, Person

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

CLIENTS = 100
#: Clients of one person: a session may have twenty streams open.
PER_PERSON = 10
#: The server crashes here, not the machine: what was handed to the system is there afterwards.
SETTINGS = {"fsync": "off", "max_connections": "100"}
REGISTER = 'mutation { registerPatient(input: { firstName: "Ann", lastName: "Bee" }) { id } }'


@dataclass
class Stage:
    """Two server processes over a PostgreSQL and a Valkey that nobody else uses."""

    folder: Path
    servers: Embedded
    real: Real
    #: Every hold on the servers; the last one to be let go of stops them.
    held: list[Embedded]

    async def restart(self) -> None:
        """Bring up again whatever of PostgreSQL and Valkey was killed."""
        self.held.append(await asyncio.to_thread(embedded.start, self.folder, settings=SETTINGS))

    async def kill_postgres(self) -> None:
        """As a crash: every session is gone at once, and the log has to be replayed."""
        with psycopg.connect(self.servers.admin_url) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
        assert row is not None
        file = Path(row[0]) / "postmaster.pid"
        os.kill(int(file.read_text().split()[0]), signal.SIGQUIT)
        while file.exists():  # noqa: ASYNC110  (nobody tells)
            await asyncio.sleep(0.02)
        await self.restart()

    async def kill_valkey(self) -> None:
        async with redis.asyncio.from_url(self.servers.redis_url) as valkey:
            process = int((await valkey.info("server"))["process_id"])
        os.kill(process, signal.SIGKILL)
        await self.restart()

    async def kill_server(self) -> None:
        await self.real.a.stop(signal.SIGKILL)
        await self.real.a.start()

    async def stop_server(self) -> None:
        await self.real.b.stop(signal.SIGTERM)
        await self.real.b.start()


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    folder = Path(tempfile.gettempdir()) / f"odontograph-storm-{uuid.uuid4().hex[:12]}"
    held = [await asyncio.to_thread(embedded.start, folder, settings=SETTINGS, ephemeral=True)]
    servers = held[0]
    try:
        await asyncio.to_thread(run_migrations, servers.owner_url)
        async with two_processes(servers.database, servers.redis_url, tmp_path) as real:
            yield Stage(folder, servers, real, held)
    finally:
        for one in held:
            one.stop()


class Writer:
    """Registers patients one after another, each until it is done, through whichever process answers."""

    def __init__(self, real: Real, person: Person) -> None:
        self._real, self._person = real, person
        self.registered: list[str] = []
        self._news = asyncio.Event()

    async def run(self) -> None:
        while True:
            key = uuid.uuid4().hex
            while (made := await self._attempt(key)) is None:  # noqa: ASYNC110  (it asks again, as clients do)
                await asyncio.sleep(0.1)
            self.registered.append(made)
            self._news.set()

    async def _attempt(self, key: str) -> str | None:
        http = random.choice((self._real.world.http, self._real.http_b))
        headers = {**self._person.headers, "idempotency-key": key}
        try:
            answer = await http.post("/graphql", json={"query": REGISTER}, headers=headers)
        except httpx.TransportError:
            return None
        made = (answer.json().get("data") or {}).get("registerPatient")
        return str(made["id"]) if made else None

    async def more(self, count: int) -> None:
        """Return when so many more are registered."""
        until = len(self.registered) + count
        while len(self.registered) < until:
            self._news.clear()
            await self._news.wait()


@contextlib.asynccontextmanager
async def running(*loops: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """These run until the block ends; one that fails ends it."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(loop) for loop in loops]
        yield
        for task in tasks:
            task.cancel()


async def followers_of(real: Real, clinic: ClinicWorld) -> list[Follower]:
    people = [await clinic.join("admin", f"admin {n}") for n in range(CLIENTS // PER_PERSON)]
    places = [(kind, server) for kind in (WebSocketFollower, EventSourceFollower) for server in (real.a, real.b)]
    return [
        kind(server.address, people[n % len(people)].token)
        for n in range(CLIENTS)
        for kind, server in [places[n % len(places)]]
    ]


async def test_a_hundred_clients_end_with_the_same_complete_list(stage: Stage) -> None:
    clinic = await stage.real.world.clinic(people=("receptionist",))
    followers = await followers_of(stage.real, clinic)
    writer = Writer(stage.real, clinic.receptionist)

    async def tear_sockets() -> None:
        for follower in random.sample(followers, 40):
            follower.tear()

    troubles: list[Callable[[], Awaitable[None]]] = [
        tear_sockets, stage.kill_server, stage.kill_valkey, tear_sockets, stage.kill_postgres, stage.stop_server,
    ]  # fmt: skip
    async with running(*(follower.run() for follower in followers)):
        async with asyncio.timeout(30):
            await asyncio.gather(*(follower.connected(1) for follower in followers))
        async with running(writer.run()):
            for trouble in troubles:
                async with asyncio.timeout(30):
                    await writer.more(20)
                    await trouble()
            async with asyncio.timeout(30):
                await writer.more(20)
        stored = [Told(e["seq"], e["type"], str(e["subject_id"])) for e in await clinic.events()]
        async with asyncio.timeout(30):
            await asyncio.gather(*(follower.reached(stored[-1].seq) for follower in followers))

    assert [told.seq for told in stored] == list(range(1, len(stored) + 1))
    assert {told.type for told in stored} == {"patient.registered"}
    # The writer is stopped while it waits for an answer: that patient may be there, with the event.
    assert [told.subject for told in stored][: len(writer.registered)] == writer.registered
    assert len(stored) - len(writer.registered) in (0, 1)
    assert [n for n, follower in enumerate(followers) if follower.told != stored] == []
    # Each has lost its server, or its database, at least once.
    assert min(follower.connections for follower in followers) > 1
