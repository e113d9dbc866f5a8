"""The load: wrk with prepared requests, and pgbench for the floor."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from bench.servers import on
from bench.work import Request

HERE = Path(__file__).parent
_SEPARATOR = b"\x1e"
#: Seconds after which the database has accounted for sessions that have ended.
_BURIAL = 0.3


class LoadError(Exception):
    """The load generator failed; the message is its own."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the load saw. Times in milliseconds."""

    requests: int
    seconds: float
    p50: float | None
    p99: float | None
    bad: int
    bytes: int


def wrk(
    port: int, requests: Iterable[Request], *, most: int, connections: int, seconds: int, cores: frozenset[int]
) -> Outcome:
    """Load a port for some seconds with the first `most` requests, over and over when they do not last."""
    with tempfile.NamedTemporaryFile(prefix="bench-requests-") as file:
        file.write(_SEPARATOR.join(r.raw() for r in itertools.islice(requests, most)))
        file.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", str(HERE / "load.lua")]
        done = subprocess.run(
            on(cores, [*command, f"http://127.0.0.1:{port}"]),
            env={**os.environ, "BENCH_REQUESTS": file.name},
            capture_output=True,
            text=True,
            check=False,
        )
    last = done.stdout.strip().rpartition("\n")[2]
    if done.returncode or not last.startswith("{"):
        raise LoadError(f"wrk failed: {done.stdout[-500:]} {done.stderr[-500:]}")
    told = orjson.loads(last)
    p50, p99 = (told[name] / 1e3 if told["requests"] else None for name in ("p50_us", "p99_us"))
    return Outcome(told["requests"], told["us"] / 1e6, p50, p99, told["bad"], told["bytes"])


def pgbench(
    program: str, script: Path, database: Mapping[str, str], *, connections: int, seconds: int, cores: frozenset[int]
) -> Outcome:
    """Run a script as prepared statements; `database` is libpq's environment."""
    command = [
        program,
        "-n",
        "-M",
        "prepared",
        "-c",
        str(connections),
        "-j",
        "1",
        "-T",
        str(seconds),
        "-f",
        str(script),
    ]
    done = subprocess.run(
        on(cores, command),
        env={**os.environ, **database, "PGOPTIONS": "-c plan_cache_mode=force_generic_plan"},
        capture_output=True,
        text=True,
        check=False,
    )
    time.sleep(_BURIAL)
    rate = re.search(r"^tps = ([\d.]+)", done.stdout, re.M)
    count = re.search(r"actually processed: (\d+)", done.stdout)
    failed = re.search(r"failed transactions: (\d+)", done.stdout)
    if done.returncode or rate is None or count is None:
        raise LoadError(f"pgbench failed: {done.stdout[-500:]} {done.stderr[-500:]}")
    requests = int(count[1])
    return Outcome(requests, requests / float(rate[1]), None, None, int(failed[1]) if failed else 0, 0)
