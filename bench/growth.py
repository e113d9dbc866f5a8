"""Growth: ten times the data, twice the processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from bench import data
from bench.contestants import CONTESTANTS, Place
from bench.data import Size
from bench.measure import Race
from bench.servers import Cores
from bench.stats import Sample, Spread, rounded, select
from bench.verify import verify
from server.embedded import Embedded

CONTENDERS = ("odontograph", "handwritten")
WORKS = ("Q2", "Q3")
SCALES = (1, 10)
PROCESSES = (1, 2)
#: Enough that two processes have something to do.
CONNECTIONS = 16


def grow(
    names: Sequence[str], servers: Embedded, place: Callable[[Size], Place], *, rounds: int, seconds: int, warm: int,
    say: Callable[[str], None],
) -> dict[str, Any]:  # fmt: skip
    """Throughput and CPU per request for each size of data and number of processes."""
    points: list[dict[str, Any]] = []
    racing = [CONTESTANTS[name] for name in CONTENDERS if name in names]
    cores, note = spread_out()
    for scale in SCALES:
        size = Size(scale)
        database = data.prepare(servers.admin_url, size, say)
        here = place(size)
        for processes in PROCESSES:
            say(f"growth: {scale} times the data, {processes} processes")
            with Race(here, size, cores(processes), processes=processes) as race:
                race.start(racing)
                verify(racing, race.ports, WORKS, size, database)
                samples = list(
                    race.rounds(racing, WORKS, [CONNECTIONS], rounds=rounds, seconds=seconds, warm=warm, say=say)
                )
            points += [_point(samples, work, c.name, scale, processes) for work in WORKS for c in racing]
    return {"points": points, "note": note, "connections": CONNECTIONS}


def spread_out() -> tuple[Callable[[int], Cores], str]:
    """Where processes run, and what to know when reading it."""
    usable = sorted(Cores.together().server)
    if len(usable) >= max(PROCESSES) + 2:
        note = "Each server process had a core of its own; database and load had the others."

        def apart(processes: int) -> Cores:
            return Cores(frozenset(usable[:processes]), frozenset(usable[max(PROCESSES) :]))

        return apart, note
    note = (
        f"Everything shared all {len(usable)} cores: one or two server processes, the database and the load. So two "
        "processes cannot double the throughput here; that CPU per request stays the same is what shows how it scales."
    )
    return lambda _: Cores.together(), note


def _point(samples: Sequence[Sample], work: str, contestant: str, scale: int, processes: int) -> dict[str, Any]:
    chosen = select(samples, contestant=contestant, work=work)
    return {
        "work": work,
        "contestant": contestant,
        "scale": scale,
        "processes": processes,
        "rate": rounded(Spread.of(s.rate for s in chosen).median, 4),
        "server_cpu_ms": rounded(Spread.of(s.server_cpu or 0 for s in chosen).median),
        "database_cpu_ms": rounded(Spread.of(s.database_cpu or 0 for s in chosen).median),
    }
