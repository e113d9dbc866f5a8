"""Cold starts: from nothing to the first answer, and what importing costs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

from bench.contestants import CONTESTANTS, Place
from bench.data import ROOT, Size
from bench.measure import launch
from bench.servers import Cores, on
from bench.stats import Spread, rounded
from bench.work import asked, request

CONTENDERS = ("odontograph", "engine-off", "postgraphile", "mercurius", "handwritten", "plain")

_IMPORTS = {
    "odontograph": "import server.app; from schema.build import build; build()",
    "engine-off": "import server.app; from schema.build import build; build()",
    "handwritten": "import bench.peers.handwritten",
    "plain": "import bench.peers.plain",
}


def cold_starts(
    names: Sequence[str], place: Place, size: Size, cores: Cores, *, rounds: int, say: Callable[[str], None]
) -> dict[str, Any]:
    """Medians of several starts of each contestant."""
    racing = [name for name in CONTENDERS if name in names]
    first: dict[str, list[float]] = {name: [] for name in racing}
    memory: dict[str, list[float]] = {name: [] for name in racing}
    imports: dict[str, list[float]] = {name: [] for name in racing}
    probe = next(asked("Q1", size, 1))
    for round_ in range(rounds):
        say(f"cold starts, round {round_ + 1} of {rounds}")
        for name in racing if round_ % 2 == 0 else racing[::-1]:
            contestant = CONTESTANTS[name]
            server = launch(contestant, place, cores)
            try:
                first[name].append(server.wait(request(contestant.dialect, probe).raw()))
                memory[name].append(server.memory() / 1024)
            finally:
                server.stop()
            if name in _IMPORTS:
                imports[name].append(_import(name, place, cores))
    return {
        name: {
            "first_answer_s": rounded(Spread.of(first[name]).median),
            "memory_mb": rounded(Spread.of(memory[name]).median),
            **({"import_s": rounded(Spread.of(imports[name]).median)} if imports[name] else {}),
        }
        for name in racing
    }


def _import(name: str, place: Place, cores: Cores) -> float:
    """Seconds in which a fresh interpreter imports the application (and builds its schema)."""
    code = f"import time; t = time.perf_counter(); {_IMPORTS[name]}; print(time.perf_counter() - t)"
    environment = {"PYTHONPATH": str(ROOT), "BENCH_TOKENS": str(place.tokens)}
    command = on(cores.server, [sys.executable, "-c", code])
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout)
