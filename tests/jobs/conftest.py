"""A mail server on loopback, and a worker over the application of `world`."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from core.settings import Settings
from operation.context import Context, RequestInfo
from server.worker import Worker
from tests.world import Person, World


@dataclass(slots=True)
class Box:
    """What a mail server took; `answers` are given to recipients instead of taking their mail."""

    url: str = ""
    mails: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    #: Seconds for which it thinks about a mail, and how many it has begun to think about.
    delay: float = 0
    begun: int = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.begun += 1
        await asyncio.sleep(self.delay)
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.mails.append(message)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [m for m in self.mails if m["To"] == address]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def smtp() -> Iterator[Box]:
    """A real SMTP server of this test's own."""
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    box.url = f"smtp://127.0.0.1:{controller.port}"
    yield box
    controller.stop()


@dataclass(slots=True)
class Silent:
    """A server that takes connections and never says a word."""

    url: str = ""
    writers: list[asyncio.StreamWriter] = field(default_factory=list)


@pytest.fixture
async def silent() -> AsyncIterator[Silent]:
    it = Silent()
    server = await asyncio.start_server(lambda reader, writer: it.writers.append(writer), "127.0.0.1", 0)
    it.url = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    yield it
    server.close()
    for writer in it.writers:
        writer.close()
    for writer in it.writers:
        with contextlib.suppress(OSError):
            await writer.wait_closed()


@dataclass(slots=True)
class Office:
    """The worker of a test, and the ways into it."""

    world: World
    process: Any

    def use_smtp(self, url: str | None) -> None:
        changed = {"smtp_url": url, "public_url": "https://clinic.example", "mail_from": "post@odontograph.example"}
        services = self.process.runtime.services
        services["settings"] = dataclasses.replace(services["settings"], **changed)

    async def work(self) -> None:
        """Run whatever is due; a job that had to let another go first has its turn too."""
        due = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()"
        while await self.world.value(due):
            await Worker(self.process).run(wait=False)

    async def hurry(self) -> None:
        """Make what waits for its next attempt due."""
        await self.world.owner.execute("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")

    async def jobs(self) -> list[Any]:
        return await self.world.fetch(
            "SELECT id, task_name, status::text, attempts, args, scheduled_at FROM procrastinate_jobs ORDER BY id"
        )

    async def context(self, person: Person) -> Context:
        identity = await self.process.authenticator.identify(person.token)
        return Context(identity, RequestInfo(id="test"), self.process.runtime)


@pytest.fixture
async def office(world: World) -> AsyncIterator[Office]:
    """A queue of this test's own, and the settings as they were afterwards."""
    process = world.app.state.process
    before: Settings = process.runtime.services["settings"]
    await world.owner.execute("DELETE FROM procrastinate_jobs")
    yield Office(world, process)
    process.runtime.services["settings"] = before
    await world.owner.execute("DELETE FROM procrastinate_jobs")
