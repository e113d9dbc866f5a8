"""Making things happen in a clinic, and hearing of them, for the tests of the log and its followers."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import signal
import subprocess
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from core.ids import uuid7
from events import types as events
from events.bus import Bus
from events.follow import Happened, Hub
from models.patients import Patient
from operation.context import Context
from operation.operation import Operation, command
from permissions import session
from server import host
from tests.inside import context, declared
from tests.world import Person


class SilentBus(Bus):
    """A process that dies between COMMIT and announcing."""

    async def announce(self, clinic: UUID | None, seq: int) -> None:
        """Says nothing."""


async def stir(ctx: Context, *, patient: UUID, times: int = 1, pause: float = 0, fails: bool = False) -> int:
    """Change nothing of a patient and say so."""
    row = await ctx.first(ctx.clinic_rows(Patient).where(Patient.id == patient))
    assert row is not None
    for _ in range(times):
        ctx.emit(events.PATIENT_UPDATED, row)
    await asyncio.sleep(pause)
    if fails:
        raise ZeroDivisionError("accident")
    return times


@contextlib.contextmanager
def stirring() -> Iterator[Operation]:
    """The command, for the length of a block."""
    with declared(command(session()), stir) as operation:
        yield operation


async def on(person: Person, bus: Bus | None = None) -> Context:
    """A context whose events are announced on this bus instead of the application's."""
    ctx = await context(person)
    if bus is not None:
        ctx.runtime = dataclasses.replace(ctx.runtime, bus=bus)
    return ctx


class Listener:
    """Follows a clinic in a task of its own and keeps what it hears."""

    def __init__(self, hub: Hub, clinic: UUID, after: int | None = None) -> None:
        self.heard: list[Happened] = []
        self.ended: BaseException | None = None
        self._task = asyncio.create_task(self._listen(hub, clinic, after))

    async def _listen(self, hub: Hub, clinic: UUID, after: int | None) -> None:
        try:
            async with contextlib.aclosing(hub.follow(clinic, after)) as followed:
                async for event in followed:
                    assert event is not None
                    self.heard.append(event)
        except Exception as problem:  # noqa: BLE001  (the test looks at it)
            self.ended = problem

    @property
    def numbers(self) -> list[int]:
        return [event.seq for event in self.heard]

    async def hears(self, count: int, seconds: float = 10) -> list[int]:
        """The numbers, once there are as many (and a moment later, in case there are too many)."""
        await until(lambda: len(self.heard) >= count or self.ended is not None, seconds)
        await asyncio.sleep(0.05)
        return self.numbers

    async def stop(self) -> None:
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task


async def until(condition: Any, seconds: float = 10) -> None:
    """Wait until a condition holds; what is compared afterwards says what is missing if it never does."""
    for _ in range(int(seconds / 0.02) + 1):
        if condition():
            return
        await asyncio.sleep(0.02)


@contextlib.asynccontextmanager
async def hub_on(bus: Bus) -> AsyncIterator[Hub]:
    """A process's hub over its bus, both running; for a while, so that it has subscribed."""
    hub = Hub(bus)
    await bus.start()
    await hub.start()
    if bus._client is not None:
        await until(lambda: bus.healthy)
    try:
        yield hub
    finally:
        await hub.stop()
        await bus.stop()


class Valkey:
    """A server of one's own, to be killed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / "v.sock"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self._path}"

    async def start(self) -> None:
        binary = host.find_valkey(host.account(self._folder))
        options = ["--port", "0", "--unixsocket", str(self._path), "--save", "", "--dir", str(self._folder)]
        self._process = subprocess.Popen([str(binary), *options], stdout=subprocess.DEVNULL)  # noqa: ASYNC220
        await until(self._path.exists)

    async def kill(self) -> None:
        """As if the power had failed."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
            self._path.unlink(missing_ok=True)

    def hang(self) -> None:
        """Alive, but it answers nobody."""
        assert self._process is not None
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT)


def unknown_clinic() -> UUID:
    return uuid7()
