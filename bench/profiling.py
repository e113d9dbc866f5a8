"""Profiles of odontograph under load: the share of CPU by package and by function, for each kind of work."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import orjson

from bench import load
from bench.contestants import CONTESTANTS, Place, command
from bench.data import ROOT, Size, tidy
from bench.measure import PREPARED, PREPARED_BOOKINGS
from bench.sampler import owner, place
from bench.servers import Cores, Server, ServerError, free_port, on
from bench.work import asked, request

_FUNCTIONS = 25
_NAME = "odontograph"


def profiles(
    works: Sequence[str], here: Place, size: Size, cores: Cores, *, seconds: int, say: Callable[[str], None]
) -> dict[str, Any]:
    """A fresh server for each kind of work, warmed up, then sampled at eight connections."""
    found: dict[str, Any] = {}
    for work in works:
        if work in CONTESTANTS[_NAME].works:
            say(f"profile of {work}")
            found[work] = _profile(work, here, size, cores, seconds)
    return found


def _profile(work: str, here: Place, size: Size, cores: Cores, seconds: int) -> dict[str, Any]:
    contestant, port = CONTESTANTS[_NAME], free_port()
    line, environment = command(contestant, here, port)
    target = here.folder / f"profile-{work}.json"
    target.unlink(missing_ok=True)
    line = [sys.executable, "-m", "bench.sampler", str(target), *line[line.index("-m") + 1 :]]
    log = here.folder / "profile.log"
    server = Server("profile", on(cores.server, line), environment, port, log, ROOT)
    try:
        server.wait(request(contestant.dialect, next(asked("Q1", size, 1))).raw())
        for seed, length in ((1, 2), (2, seconds)):
            most = PREPARED_BOOKINGS * length if work == "M1" else PREPARED
            wanted = (request(contestant.dialect, a) for a in asked(work, size, 9_000 + seed))
            if seed == 2:
                os.kill(server.process.pid, signal.SIGUSR1)
            load.wrk(port, wanted, most=most, connections=8, seconds=length, cores=cores.rest)
        noted = _noted(server, target)
    finally:
        server.stop()
    if work == "M1":
        tidy(here.database)
    return shares(noted)


def _noted(server: Server, target: Path) -> Any:
    os.kill(server.process.pid, signal.SIGUSR2)
    end = time.monotonic() + 10
    while not target.exists():
        if time.monotonic() > end:
            raise ServerError(f"{server.name} writes no profile")
        time.sleep(0.05)
    return orjson.loads(target.read_bytes())


def shares(noted: Sequence[tuple[str, str, int]]) -> dict[str, Any]:
    """The share of each package and of the busiest functions in what was noted as (file, function, times)."""
    total = sum(count for *_, count in noted) or 1
    packages: Counter[str] = Counter()
    functions: Counter[str] = Counter()
    for file, name, count in noted:
        packages[owner(file)] += count
        functions[place(file, name)] += count
    return {
        "samples": total,
        "packages": {name: round(count / total, 3) for name, count in packages.most_common() if count * 200 > total},
        "functions": {name: round(count / total, 3) for name, count in functions.most_common(_FUNCTIONS)},
    }
