"""Medians of rounds and ratios of rounds. A ratio is taken within a round, where both met the same machine."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sample:
    """One contestant under one kind of load for some seconds. Times in milliseconds, memory in KiB."""

    contestant: str
    work: str
    connections: int
    round: int
    seconds: float
    requests: int
    rate: float
    p50: float | None
    p99: float | None
    #: Answers that were errors, or none.
    bad: int
    bytes_each: float
    #: CPU per request.
    server_cpu: float | None
    database_cpu: float | None
    #: CPU seconds per second: 1.0 is a core.
    server_busy: float | None
    database_busy: float | None
    #: CPU seconds per second of the contestants that were not asked.
    idle_busy: float
    #: CPU seconds per second of processes that are not of the benchmark, on its cores; what the host steals included.
    foreign_busy: float
    memory: int | None

    def json(self) -> dict[str, Any]:
        """For results.json."""
        return {
            name: round(value, 4) if isinstance(value, float) else value for name, value in asdict(self).items()
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, least and most of several rounds."""

    median: float
    low: float
    high: float
    rounds: int

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        """Raises ValueError without values."""
        known = sorted(values)
        if not known:
            raise ValueError("nothing was measured")
        return cls(statistics.median(known), known[0], known[-1], len(known))

    def json(self) -> dict[str, float]:
        return {"median": rounded(self.median), "min": rounded(self.low), "max": rounded(self.high)}


def rounded(value: float, digits: int = 3) -> float:
    """`value` with so many significant digits."""
    if value == 0 or not math.isfinite(value):
        return value
    return round(value, digits - 1 - math.floor(math.log10(abs(value))))


def select(
    samples: Iterable[Sample], *, contestant: str | None = None, work: str | None = None, connections: int | None = None
) -> list[Sample]:
    """The samples of a contestant, a kind of work, a number of connections."""
    return [
        s
        for s in samples
        if (contestant is None or s.contestant == contestant)
        and (work is None or s.work == work)
        and (connections is None or s.connections == connections)
    ]


def spread(samples: Sequence[Sample], value: Callable[[Sample], float | None]) -> Spread | None:
    """The spread of one figure; None where it was not measured."""
    known = [found for s in samples if (found := value(s)) is not None]
    return Spread.of(known) if known else None


def by_round(samples: Iterable[Sample], value: Callable[[Sample], float | None]) -> dict[int, float]:
    """Round to figure, one sample a round."""
    return {s.round: found for s in samples if (found := value(s)) is not None}


def ratio(one: Mapping[int, float], other: Mapping[int, float]) -> Spread | None:
    """How much more of it `one` has than `other`, round by round; None without a common round."""
    values = [one[key] / other[key] for key in one.keys() & other.keys() if other[key]]
    return Spread.of(values) if values else None
