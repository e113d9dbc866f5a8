"""Server processes as they run for users: `odontograph serve` with its environment, sockets and signals."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import httpx

from server.provision import Database
from tests.world import World

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(database: Database, redis_url: str, **settings: str) -> dict[str, str]:
    """The environment of a server process: nothing of ours leaks in but what is said here."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("ODONTOGRAPH_") and not k.endswith("_URL")}
    return {
        **kept,
        "DATABASE_URL": database.app_url,
        "REDIS_URL": redis_url,
        "ODONTOGRAPH_ENVIRONMENT": "test",
        "ODONTOGRAPH_SECRET_KEY": "a secret key for tests, 32 bytes long",
        "ODONTOGRAPH_INTROSPECTION": "true",
        **settings,
    }


@dataclass(slots=True)
class Server:
    """One process of `odontograph serve` on a port of loopback; what it writes goes to `log`."""

    environment: Mapping[str, str]
    port: int
    log: Path
    process: asyncio.subprocess.Process | None = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        return f"http://{self.address}"

    async def start(self) -> None:
        """Start and wait until it is ready."""
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "server.cli", "serve", "--port", str(self.port)),
                cwd=ROOT,
                env=dict(self.environment),
                stdout=log,
                stderr=log,
            )
        async with asyncio.timeout(60), httpx.AsyncClient(base_url=self.origin, trust_env=False) as http:
            while not await _ready(http):
                assert self.process.returncode is None, self.log.read_text()
                await asyncio.sleep(0.05)

    async def stop(self, number: signal.Signals = signal.SIGTERM, *, seconds: float = 30) -> int:
        """End the process and return its exit code. One that does not end in time is killed and fails the test."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(number)
        try:
            return await asyncio.wait_for(self.process.wait(), seconds)
        except TimeoutError:
            self.process.kill()
            await self.process.wait()
            raise AssertionError(f"did not end in {seconds} seconds\n{self.log.read_text()}") from None


async def _ready(http: httpx.AsyncClient) -> bool:
    try:
        return (await http.get("/readyz")).status_code == 200
    except httpx.TransportError:
        return False


@contextlib.asynccontextmanager
async def running(environment: Mapping[str, str], log: Path) -> AsyncIterator[Server]:
    """A server process that ends with the block."""
    server = Server(environment, free_port(), log)
    try:
        await server.start()
        yield server
    finally:
        if server.process is not None:
            await server.stop()


@contextlib.asynccontextmanager
async def worker(given: Mapping[str, str], log: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process of `odontograph worker`, killed with the block."""
    with log.open("ab") as file:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "server.cli", "worker", cwd=ROOT, env=dict(given), stdout=file, stderr=file
        )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@dataclass(slots=True)
class Real:
    """Two server processes over one database and one Valkey; `world` makes clinics, whose people ask process A."""

    a: Server
    b: Server
    world: World
    #: A client of B; `world.http` is one of A.
    http_b: httpx.AsyncClient


@contextlib.asynccontextmanager
async def two_processes(database: Database, redis_url: str, folder: Path) -> AsyncIterator[Real]:
    given = environment(database, redis_url)
    async with contextlib.AsyncExitStack() as stack:
        a, b = [await stack.enter_async_context(running(given, folder / f"server-{name}.log")) for name in "ab"]
        owner = await stack.enter_async_context(asyncpg.create_pool(database.owner_url, min_size=1, max_size=2))
        http_a, http_b = [
            await stack.enter_async_context(httpx.AsyncClient(base_url=server.origin, timeout=30, trust_env=False))
            for server in (a, b)
        ]
        yield Real(a, b, World(http_a, owner, None, database.app_url, redis_url), http_b)
