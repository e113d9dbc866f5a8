"""`python -m bench`: compare answers, then measure. `make bench` installs what is needed and runs it."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import data, machine, report
from bench.cold import cold_starts
from bench.contestants import CONTESTANTS, HERE, Contestant, Place
from bench.data import Size
from bench.fanout import FanoutError, fan_out
from bench.growth import grow
from bench.load import LoadError
from bench.measure import Race
from bench.needs import missing
from bench.plot import growth_svg
from bench.profiling import profiles
from bench.servers import Cores, ServerError
from bench.stats import Sample
from bench.verify import UnequalError, verify
from bench.work import WORK
from server import embedded, host
from server.embedded import Embedded

RUN = HERE / ".run"

#: Everything else is as PostgreSQL comes. Autovacuum would take turns with whom it likes: it runs between rounds.
POSTGRES = {
    "shared_buffers": "1GB",
    "jit": "off",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "30min",
    "max_connections": "200",
    "autovacuum": "off",
}

PARTS = ("rounds", "fanout", "cold", "profile", "growth")


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", help=f"contestants, by comma: {','.join(CONTESTANTS)}")
    parser.add_argument("--work", help=f"by comma: {','.join(WORK)}")
    parser.add_argument("--conns", default=None, help="connections, by comma (1,8,32)")
    parser.add_argument("--rounds", type=int, default=None, help="rounds (4)")
    parser.add_argument("--seconds", type=int, default=None, help="seconds of load per measurement (3)")
    parser.add_argument("--warm", type=int, default=None, help="seconds of load before anything counts (5)")
    parser.add_argument("--clinics", type=int, default=10, help="clinics that requests come from (10)")
    parser.add_argument("--parts", default=None, help=f"by comma: {','.join(PARTS)}")
    parser.add_argument("--calm", action="store_true", help="on a shared machine: repeat what others disturbed")
    parser.add_argument("--quick", action="store_true", help="8 connections, 2 short rounds, no growth")
    parser.add_argument("--out", type=Path, default=None, help="folder for results; a whole run writes to bench/")
    given = parser.parse_args()
    given.whole = not (given.only or given.work or given.parts or given.quick or given.conns)
    given.conns = [int(c) for c in (given.conns or ("8" if given.quick else "1,8,32")).split(",")]
    given.rounds = given.rounds or (2 if given.quick else 4)
    given.seconds = given.seconds or (2 if given.quick else 3)
    given.warm = given.warm or (2 if given.quick else 5)
    # Naming contestants or work is tuning: then nothing but rounds is run unless it is asked for.
    narrowed = given.only or given.work
    given.parts = (
        given.parts or ("rounds" if narrowed else "rounds,fanout,cold" if given.quick else ",".join(PARTS))
    ).split(",")
    return given


def _chosen(names: str | None, known: dict[str, Any], what: str) -> list[str]:
    chosen = names.split(",") if names else list(known)
    unknown = [name for name in chosen if name not in known]
    if unknown:
        sys.exit(f"no such {what}: {', '.join(unknown)}; there are {', '.join(known)}")
    return chosen


@contextmanager
def _databases() -> Iterator[Embedded]:
    """PostgreSQL and Valkey by the project's own means; data stay for the next run."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with embedded.start(RUN / "servers", settings=POSTGRES) as servers:
        yield servers


def _pgbench(servers: Embedded) -> str | None:
    found = host.find_postgres(host.account(servers.data_dir / "postgres"), major=servers.version)
    program = Path(found.tool("pgbench"))
    if program.exists():
        return str(program)
    say("this PostgreSQL comes without pgbench: no floor is measured")
    return None


def main() -> int:
    given = _arguments()
    if found := missing():
        say("\n".join(f"bench: {line}" for line in found))
        return 1
    names = _chosen(given.only, CONTESTANTS, "contestant")
    works = _chosen(given.work, WORK, "work")
    try:
        with _databases() as servers:
            results = _measure(given, [CONTESTANTS[n] for n in names], works, servers)
    except UnequalError as problem:
        say(f"the contestants' answers differ; nothing is reported:\n{problem}")
        return 2
    except (ServerError, LoadError, FanoutError, embedded.EmbeddedError) as problem:
        say(f"bench: {problem}")
        return 1
    _write(results, given.out or (HERE if given.whole else RUN))
    return 0


def _measure(
    given: argparse.Namespace, contestants: list[Contestant], works: list[str], servers: Embedded
) -> dict[str, Any]:
    size, cores, names = Size(), Cores.apart(), [c.name for c in contestants]
    place = _place(servers, size)
    about = machine.describe(servers.admin_url)
    about["data"] = size.describe()
    about["run"] = {name: getattr(given, name) for name in ("rounds", "seconds", "warm", "clinics", "calm")}
    samples = _rounds(given, contestants, works, servers, place) if "rounds" in given.parts else []
    results = report.summarise(samples, about)
    if "fanout" in given.parts:
        heard = fan_out(names, place, size, cores, rounds=2 if given.quick else 4, say=say)
        report.add_fanout(results, heard)
        data.tidy(place.database)
    if "cold" in given.parts:
        results["cold"] = cold_starts(names, place, size, cores, rounds=1 if given.quick else 5, say=say)
    if "profile" in given.parts:
        results["profile"] = profiles(works, place, size, cores, seconds=given.seconds * 2, say=say)
    if "growth" in given.parts:
        timing = {"rounds": given.rounds, "seconds": given.seconds, "warm": given.warm}
        results["growth"] = grow(names, servers, lambda grown: _place(servers, grown), **timing, say=say)
    results["samples"] = [s.json() for s in samples]
    return results


def _place(servers: Embedded, size: Size) -> Place:
    return Place.make(RUN, data.prepare(servers.admin_url, size, say), servers.redis_url, size)


def _rounds(
    given: argparse.Namespace, contestants: list[Contestant], works: list[str], servers: Embedded, place: Place
) -> list[Sample]:
    """Start everybody, compare what they answer, then take the samples."""
    size = Size()
    samples: list[Sample] = []
    with Race(place, size, Cores.apart(), clinics=given.clinics, pgbench=_pgbench(servers)) as race:
        racing = [c for c in contestants if c.works & set(works) and (c.kind != "pgbench" or race.pgbench)]
        say(f"starting {', '.join(c.name for c in racing)}")
        race.start(racing)
        say("comparing answers")
        verify(racing, race.ports, works, size, place.database)
        data.tidy(place.database)
        timing = {"rounds": given.rounds, "seconds": given.seconds, "warm": given.warm, "calm": given.calm}
        for sample in race.rounds(racing, works, given.conns, **timing, say=say):
            samples.append(sample)
            say(_line(sample))
    return samples


def _line(s: Sample) -> str:
    def number(value: float | None) -> str:
        return "     –" if value is None else f"{value:6.2f}"

    return (
        f"  {s.contestant:<13} {s.work} c={s.connections:<3} {s.rate:8.0f}/s  p50 {number(s.p50)}  p99 {number(s.p99)}"
        f"  cpu {number(s.server_cpu)} + {number(s.database_cpu)} ms"
        f"  busy {number(s.server_busy)} {number(s.database_busy)}"
        f"  others {s.foreign_busy:.2f}" + (f"  BAD {s.bad}" if s.bad else "")
    )


def _write(results: dict[str, Any], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    page = report.markdown(results)
    (folder / "results.json").write_text(json.dumps(results, indent=1) + "\n")
    (folder / "results.md").write_text(page)
    if points := results.get("growth", {}).get("points"):
        titles = {name: contestant.title for name, contestant in CONTESTANTS.items()}
        (folder / "growth.svg").write_text(growth_svg(points, titles))
    print(page)
    say(f"written to {folder}")


if __name__ == "__main__":
    sys.exit(main())
