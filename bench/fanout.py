"""S1: one booking told to a thousand WebSocket subscribers."""

from __future__ import annotations

import base64
import itertools
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import orjson

from bench.contestants import CONTESTANTS, Contestant, Place
from bench.data import FRONT_DESK, ROOT, Size, token
from bench.measure import launch
from bench.servers import Cores, Server, on
from bench.stats import Spread, rounded
from bench.work import Asked, asked, request

SUBSCRIBERS = 1_000
EVENTS = 20
#: Seconds after which a slow one has shown enough.
LONGEST = 30.0
#: Everybody listens to the first clinic.
CLINIC = 1
CONTENDERS = ("odontograph", "handwritten")
_PAUSE = 0.2
_CALM_DOWN = 1.0


class FanoutError(Exception):
    """Somebody was not told, or was told something else."""


@dataclass(slots=True)
class Heard:
    """What the passes of one contestant gave."""

    trigger: list[float] = field(default_factory=list)
    median: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    spread: list[float] = field(default_factory=list)
    event_cpu: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    connect_cpu: list[float] = field(default_factory=list)
    by_round: dict[int, float] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        return {
            "trigger_ms": rounded(Spread.of(self.trigger).median),
            "median_ms": Spread.of(self.median).json(),
            "last_ms": Spread.of(self.last).json(),
            "first_to_last_ms": Spread.of(self.spread).json(),
            "event_cpu_ms": rounded(Spread.of(self.event_cpu).median),
            "memory_kib": rounded(Spread.of(self.memory).median),
            "connect_cpu_ms": rounded(Spread.of(self.connect_cpu).median),
        }


def fan_out(
    names: Sequence[str], place: Place, size: Size, cores: Cores, *, rounds: int, say: Callable[[str], None]
) -> dict[str, Heard]:
    """Every contender in turn, in reversed order every other round, each on a fresh server."""
    found = {name: Heard() for name in CONTENDERS if name in names}
    seeds = itertools.count(5_000)
    for round_ in range(rounds):
        for name in list(found) if round_ % 2 == 0 else list(found)[::-1]:
            say(f"S1 round {round_ + 1} of {rounds}: {name}")
            bookings = _bookings(CONTESTANTS[name], size, next(seeds))
            server = launch(CONTESTANTS[name], place, cores)
            try:
                server.wait(request(CONTESTANTS[name].dialect, next(asked("Q1", size, 1))).raw())
                _one(server, bookings, found[name], cores, round_)
            finally:
                server.stop()
            say(f"  {found[name].json()}")
    return found


def _bookings(contestant: Contestant, size: Size, seed: int) -> Iterator[bytes]:
    for what in asked("M1", size, seed):
        if what.clinic == CLINIC:
            yield request(contestant.dialect, Asked("M1", CLINIC, what.variables)).raw()


def _one(server: Server, bookings: Iterator[bytes], heard: Heard, cores: Cores, round_: int) -> None:
    with _crowd(server.port, 0, cores) as book:
        alone = [book(next(bookings))["answer_ms"] for _ in range(EVENTS)]
    heard.trigger += alone[2:]
    memory, used = server.memory(), server.cpu()
    with _crowd(server.port, SUBSCRIBERS, cores) as book:
        time.sleep(_CALM_DOWN)  # the last subscriptions are still being taken up
        heard.connect_cpu.append((server.cpu() - used) / SUBSCRIBERS * 1000)
        _settle(book, bookings)
        heard.memory.append((server.memory() - memory) / SUBSCRIBERS)
        used = server.cpu()
        lasts: list[float] = []
        events, end = 0, time.monotonic() + LONGEST
        while events < EVENTS and time.monotonic() < end:
            told = book(next(bookings))
            if not told["complete"]:
                raise FanoutError(f"{server.name}: {told['heard']} of {SUBSCRIBERS} were told")
            heard.median.append(told["median_ms"])
            lasts.append(told["last_ms"])
            events += 1
            heard.spread.append(told["last_ms"] - told["first_ms"])
            time.sleep(_PAUSE)
        heard.last += lasts
        heard.by_round[round_] = Spread.of(lasts).median
        heard.event_cpu.append((server.cpu() - used) / events * 1000)


def _settle(book: Callable[[bytes], dict[str, Any]], bookings: Iterator[bytes]) -> None:
    """Book until everybody hears: no protocol says when a subscription has taken hold. Checks what they hear."""
    heard = 0
    for _ in range(5):
        told = book(next(bookings))
        heard = told["heard"]
        if told["complete"]:
            check(orjson.loads(told["message"]))
            return
    raise FanoutError(f"only {heard} of {SUBSCRIBERS} hear of events")


def check(message: Any) -> None:
    """Raise FanoutError unless the message is what the subscription asks for."""
    event = (message.get("payload") or {}).get("data", {}).get("clinicEvents") or {}
    named = set(event) == {"seq", "type", "at", "node"} and set(event["node"]) == {"subjectId", "changed"}
    if not named or event["type"] != "appointment.booked" or not isinstance(event["seq"], int):
        raise FanoutError(f"subscribers were told something else: {message}")


@contextmanager
def _crowd(port: int, count: int, cores: Cores) -> Iterator[Callable[[bytes], dict[str, Any]]]:
    """A crowd in a process of its own; yields what books and tells how it was heard."""
    tokens = [token(CLINIC, member) for member in FRONT_DESK]
    command = [sys.executable, "-m", "bench.listeners", str(port), str(count), *tokens]
    process = subprocess.Popen(
        on(cores.rest, command), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    into, out = process.stdin, process.stdout

    def book(raw: bytes) -> dict[str, Any]:
        into.write(base64.b64encode(raw).decode() + "\n")
        into.flush()
        line = out.readline()
        if not line:
            raise FanoutError("the subscribers' process has ended")
        told: dict[str, Any] = orjson.loads(line)
        if told["status"] != 200:
            raise FanoutError(f"a booking was answered {told['status']}")
        return told

    try:
        if out.readline().strip() != "connected":
            raise FanoutError("not everybody could subscribe")
        yield book
    finally:
        into.close()
        process.wait(30)
