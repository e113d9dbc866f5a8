"""How far the load of the demo is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TextIO

#: Rows between two looks at the bar.
_EVERY = 1000


class Progress(Protocol):
    """What the loader tells."""

    def step(self, what: str) -> None:
        """Something begins of which nobody knows how long it takes."""

    def rows(self, total: int) -> None:
        """So many rows will be copied."""

    def counted(self, table: str, records: Iterable[Any]) -> Iterator[Any]:
        """The records of a table, counted as they are taken."""


class Quiet:
    """Nobody watches."""

    def step(self, what: str) -> None:
        """Nothing is shown."""

    def rows(self, total: int) -> None:
        """Nothing is shown."""

    def counted(self, table: str, records: Iterable[Any]) -> Iterator[Any]:
        """The records as they are."""
        return iter(records)


class Lines(Quiet):
    """A line at each quarter of the way, for logs and pipes."""

    def __init__(self, screen: TextIO) -> None:
        self._screen, self._total, self._done, self._said = screen, 0, 0, ""
        self._begun = time.monotonic()

    def step(self, what: str) -> None:
        if what != self._said:
            self._said = what
            self._say(what)

    def rows(self, total: int) -> None:
        self._total = total

    def counted(self, table: str, records: Iterable[Any]) -> Iterator[Any]:
        for record in records:
            yield record
            self._done += 1
            if self._done * 4 // self._total > (self._done - 1) * 4 // self._total:
                self._say(f"Loading: {self._done * 100 // self._total} % of {self._total:,} rows")

    def _say(self, what: str) -> None:
        print(f"[{time.monotonic() - self._begun:4.1f} s] {what}", file=self._screen, flush=True)


class Bar:
    """A bar that fills."""

    def __init__(self, bar: Any) -> None:
        self._bar = bar
        self._task = bar.add_task("Loading the demo", total=None)

    def step(self, what: str) -> None:
        self._bar.update(self._task, description=what)

    def rows(self, total: int) -> None:
        self._bar.update(self._task, total=total)

    def counted(self, table: str, records: Iterable[Any]) -> Iterator[Any]:
        self._bar.update(self._task, description=f"Loading {table.replace('_', ' ')}s")
        number = 0
        for number, record in enumerate(records, start=1):
            yield record
            if number % _EVERY == 0:
                self._bar.advance(self._task, _EVERY)
        self._bar.advance(self._task, number % _EVERY)


@contextmanager
def progress(screen: TextIO | None) -> Iterator[Progress]:
    """What fits the screen: a bar on a terminal, lines in a file, nothing without one."""
    if screen is None or not screen.isatty():
        yield Quiet() if screen is None else Lines(screen)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as RichProgress

    columns = (TextColumn("{task.description:<34}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with RichProgress(*columns, console=Console(file=screen)) as bar:
        yield Bar(bar)
