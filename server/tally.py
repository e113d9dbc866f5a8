"""Counting what happens at every request: plain numbers in a cell, made into Prometheus's families at a scrape.

The library's own counters find a label in microseconds and lock for each addition; a request is counted four times.
Only for what happens in the event loop's thread.
"""

from __future__ import annotations

import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector


class _Cell:
    """What happened under one set of labels."""

    __slots__ = ("buckets", "count", "created", "seconds")

    def __init__(self, bounds: int) -> None:
        self.created = time.time()
        self.count = 0
        self.seconds = 0.0
        self.buckets = [0] * (bounds + 1)

    def merge(self, other: _Cell) -> None:
        """Take in what another one counted."""
        self.created = min(self.created, other.created)
        self.count += other.count
        self.seconds += other.seconds
        self.buckets = [one + more for one, more in zip(self.buckets, other.buckets, strict=True)]


class Tally(Collector):
    """A counter by `labels`, and a histogram of seconds by the first `timed` of them."""

    def __init__(
        self,
        counter: tuple[str, str],
        timer: tuple[str, str],
        labels: Sequence[str],
        timed: int,
        bounds: Sequence[float],
    ) -> None:
        """`counter` and `timer` are name and words of the two families."""
        self._counter = counter
        self._timer = timer
        self._labels = tuple(labels)
        self._timed = timed
        self._bounds = tuple(bounds)
        self._cells: dict[tuple[object, ...], _Cell] = {}

    def add(self, labels: tuple[object, ...], seconds: float | None) -> None:
        """Count one, and its seconds if it has any. Labels become text at the scrape; equal ones are one cell."""
        cell = self._cells.get(labels)
        if cell is None:
            cell = self._cells[labels] = _Cell(len(self._bounds))
        cell.count += 1
        if seconds is not None:
            cell.seconds += seconds
            cell.buckets[bisect_left(self._bounds, seconds)] += 1

    def collect(self) -> Iterator[Metric]:
        counters = CounterMetricFamily(*self._counter, labels=self._labels)
        merged: dict[tuple[object, ...], _Cell] = {}
        for labels, cell in self._cells.items():
            counters.add_metric([str(label) for label in labels], cell.count, created=cell.created)
            if any(cell.buckets):
                merged.setdefault(labels[: self._timed], _Cell(len(self._bounds))).merge(cell)
        yield counters
        names = self._labels[: self._timed]
        timers = HistogramMetricFamily(*self._timer, labels=names)
        for labels, cell in merged.items():
            texts = [str(label) for label in labels]
            timers.add_metric(texts, self._cumulated(cell), cell.seconds)
            timers.add_sample(f"{timers.name}_created", dict(zip(names, texts, strict=True)), cell.created)
        yield timers

    def _cumulated(self, cell: _Cell) -> list[tuple[str, float]]:
        total = 0
        found: list[tuple[str, float]] = []
        for bound, count in zip((*self._bounds, float("inf")), cell.buckets, strict=True):
            total += count
            found.append(("+Inf" if bound == float("inf") else str(float(bound)), total))
        return found
