"""Rounds: every contestant in turn, under the same load, in reversed order every other round."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import islice

from bench import data, load
from bench.contestants import CONTESTANTS, HERE, Contestant, Place, command, libpq
from bench.data import ROOT, Size
from bench.load import LoadError, Outcome
from bench.servers import Cores, Server, cores_busy, cpu, free_port, on, pin, postmaster
from bench.stats import Sample
from bench.work import asked, request

#: Prepared requests of one run of wrk; a booking must not come twice.
PREPARED = 10_000
PREPARED_BOOKINGS = 8_000
#: Of all answers; two random bookings may want the same slot.
MOST_BAD = 0.02
#: With `calm`: how much of a core others may use during a sample, and how often it is tried.
CALM = 0.12
CALM_TRIES = 6


@dataclass(slots=True)
class Race:
    """Servers that run, and the load on one of them at a time. A context manager: servers stop at its end."""

    place: Place
    size: Size
    cores: Cores
    processes: int = 1
    #: From how many clinics requests come.
    clinics: int = 10
    pgbench: str | None = None
    servers: dict[str, Server] = field(default_factory=dict)
    _stack: ExitStack = field(default_factory=ExitStack)
    _seed: int = 1000
    _postmaster: int = 0

    def __enter__(self) -> Race:
        self._postmaster = postmaster(self.place.database.admin_url)
        pin(self._postmaster, self.cores.rest)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def start(self, contestants: Iterable[Contestant]) -> None:
        """Start what has a server of its own and wait until it answers."""
        for contestant in contestants:
            if contestant.kind == "pgbench" or contestant.name in self.servers:
                continue
            base = CONTESTANTS[contestant.process] if contestant.process else contestant
            if base.name not in self.servers:
                server = launch(base, self.place, self.cores, self.processes)
                self._stack.callback(server.stop)
                probe = next(asked("Q1", self.size, 1))
                server.wait(request(base.dialect, probe).raw())
                self.servers[base.name] = server
            self.servers[contestant.name] = self.servers[base.name]

    @property
    def ports(self) -> dict[str, int]:
        return {name: server.port for name, server in self.servers.items()}

    def run(self, contestant: Contestant, work: str, connections: int, seconds: int, round_: int) -> Sample:
        """Load one contestant and account for what everybody used."""
        self._seed += 1
        server = self.servers.get(contestant.name)
        others = {s.name: s for s in self.servers.values() if server is None or s.name != server.name}.values()
        before = self._accounts(server, others)
        began = time.monotonic()
        outcome = self._load(contestant, server, work, connections, seconds)
        took = time.monotonic() - began
        after = self._accounts(server, others)
        spent = {name: after[name] - before[name] for name in before}
        mine = spent["server"] if server is not None else None
        requests = max(outcome.requests, 1)
        if outcome.bad > max(2, requests * MOST_BAD):
            what = f"{contestant.name}, {work}, {connections} connections"
            raise LoadError(f"{what}: {outcome.bad} of {outcome.requests} answers were errors; see {self.place.folder}")
        return Sample(
            contestant=contestant.name,
            work=work,
            connections=connections,
            round=round_,
            seconds=outcome.seconds,
            requests=outcome.requests,
            rate=outcome.requests / outcome.seconds,
            p50=outcome.p50,
            p99=outcome.p99,
            bad=outcome.bad,
            bytes_each=outcome.bytes / requests,
            server_cpu=None if mine is None else mine / requests * 1000,
            database_cpu=spent["database"] / requests * 1000,
            server_busy=None if mine is None else mine / outcome.seconds,
            database_busy=spent["database"] / outcome.seconds,
            idle_busy=spent["others"] / took,
            foreign_busy=max(0.0, 2 * spent["cores"] - sum(spent.values())) / took,
            memory=server.memory() if server is not None else None,
        )

    def _accounts(self, server: Server | None, others: Iterable[Server]) -> dict[str, float]:
        """CPU seconds so far: of everybody here, and of the cores as a whole."""
        return {
            "server": server.cpu() if server is not None else 0.0,
            "database": cpu(self._postmaster),
            "others": sum(s.cpu() for s in others),
            "harness": sum(os.times()[:4]),
            "cores": cores_busy(self.cores.server | self.cores.rest),
        }

    def _load(
        self, contestant: Contestant, server: Server | None, work: str, connections: int, seconds: int
    ) -> Outcome:  # fmt: skip
        if server is None:
            assert self.pgbench is not None
            script = HERE / "peers" / "pgbench" / f"{work}.sql"
            environment = libpq(self.place.database.owner_url)
            return load.pgbench(
                self.pgbench, script, environment, connections=connections, seconds=seconds, cores=self.cores.rest
            )
        wanted = (request(contestant.dialect, a) for a in asked(work, self.size, self._seed, self.clinics))
        most = PREPARED_BOOKINGS * seconds if work == "M1" else PREPARED
        return load.wrk(
            server.port, wanted, most=most, connections=connections, seconds=seconds, cores=self.cores.rest
        )  # fmt: skip

    def rounds(
        self,
        contestants: Sequence[Contestant],
        works: Sequence[str],
        connections: Sequence[int],
        *,
        rounds: int,
        seconds: int,
        warm: int,
        calm: bool = False,
        say: Callable[[str], None],
    ) -> Iterator[Sample]:
        """Samples as they are taken: A B A B, then B A B A, and so on. `calm` repeats what others disturbed."""
        run = self._undisturbed if calm else self.run
        plan = [(work, [c for c in contestants if work in c.works]) for work in works]
        for work, able in plan:
            say(f"warming up {work}")
            for contestant in able:
                self.run(contestant, work, 8, warm, -1)
            self._tidy(work)
        for round_ in range(rounds):
            for work, able in plan:
                say(f"round {round_ + 1} of {rounds}: {work}")
                for count in connections:
                    for contestant in able if round_ % 2 == 0 else able[::-1]:
                        yield run(contestant, work, count, seconds, round_)
                self._tidy(work)

    def _undisturbed(self, contestant: Contestant, work: str, connections: int, seconds: int, round_: int) -> Sample:
        """The first sample that nobody disturbed, or the least disturbed one of several."""
        tries: list[Sample] = []
        while len(tries) < CALM_TRIES:
            tries.append(self.run(contestant, work, connections, seconds, round_))
            if tries[-1].foreign_busy < CALM:
                break
            time.sleep(1)
        return min(tries, key=lambda s: s.foreign_busy)

    def _tidy(self, work: str) -> None:
        if work == "M1":
            data.tidy(self.place.database)


def launch(contestant: Contestant, place: Place, cores: Cores, processes: int = 1) -> Server:
    """Start a contestant's server on its core; it is not waited for."""
    port = free_port()
    line, environment = command(contestant, place, port, processes)
    log = place.folder / f"{contestant.name}.log"
    return Server(contestant.name, on(cores.server, line), environment, port, log, ROOT)


def prepared(contestant: Contestant, work: str, size: Size, seed: int, count: int) -> list[bytes]:
    """Raw requests, for a look at what is sent."""
    return [request(contestant.dialect, a).raw() for a in islice(asked(work, size, seed), count)]
