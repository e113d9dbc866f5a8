"""The figures to reach, and by how much they are reached or missed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Target:
    """A figure, found in the results by its path. `most`: the figure must not be above, not below."""

    title: str
    path: tuple[str, ...]
    must: float
    stretch: float | None = None
    most: bool = False

    def found(self, results: Mapping[str, Any]) -> float | None:
        """The figure, None when it was not measured."""
        value: Any = results
        for key in self.path:
            value = value.get(key) if isinstance(value, Mapping) else None
        return float(value) if isinstance(value, int | float) else None

    def verdict(self, value: float) -> str:
        """`stretch`, `met`, or by how much it is missed."""
        if self.stretch is not None and self._reached(value, self.stretch):
            return "stretch"
        if self._reached(value, self.must):
            return "met"
        return f"missed by {abs(value / self.must - 1):.0%}"

    def _reached(self, value: float, bound: float) -> bool:
        return value <= bound if self.most else value >= bound


def _rate(work: str, other: str, must: float, stretch: float | None = None) -> Target:
    return Target(f"{work}: requests a second against {other}", ("ratios", work, f"vs_{other}"), must, stretch)


def _tail(work: str) -> Target:
    return Target(f"{work}: p99 against handwritten", ("p99_ratios", work, "vs_handwritten"), 2.0, most=True)


TARGETS = (
    _rate("Q1", "postgraphile", 1.5, 2.0),
    _rate("Q2", "postgraphile", 4.0, 5.0),
    _rate("Q3", "postgraphile", 2.5, 3.0),
    _rate("M1", "postgraphile", 1.2, 2.0),
    _rate("Q1", "handwritten", 0.70, 0.90),
    _rate("Q2", "handwritten", 0.80, 0.95),
    _rate("Q3", "handwritten", 0.80, 0.95),
    _rate("M1", "handwritten", 0.70, 1.0),
    _rate("Q2", "plain", 30.0),
    Target("Q2: engine off against plain", ("ratios", "Q2", "engine_off_vs_plain"), 4.0),
    Target("R2: against the same by GraphQL", ("ratios", "R2", "vs_graphql"), 0.9),
    *(_tail(work) for work in ("Q1", "Q2", "Q3", "M1")),
    Target("memory of one process after load, MB", ("memory", "odontograph", "loaded_mb"), 120, most=True),
    Target("import and schema, seconds", ("cold", "odontograph", "import_s"), 1.0, most=True),
    Target("S1: time to the last of all against Starlette", ("ratios", "S1", "vs_handwritten"), 1.5, most=True),
    Target("S1: memory of a connection, KiB", ("fanout", "odontograph", "memory_kib"), 35, most=True),
    Target("S1: CPU to connect and subscribe, ms", ("fanout", "odontograph", "connect_cpu_ms"), 0.6, most=True),
)
