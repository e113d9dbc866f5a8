"""One event, many readers: a delivery is made once for all who would get the same, and handed out as the same bytes."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass
from functools import partial
from typing import Any
from weakref import WeakValueDictionary

from engine.door import Answer
from events.follow import Happened

#: Deliveries a group remembers: those of readers a little behind the first.
REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class Delivered:
    """One delivery. `answer` is None when the event is not told, `notes` are the reads to be recorded of every reader,
    `left` says that the reference executor must make it for each, and `failed` that it may go better another time."""

    answer: Answer | None
    notes: tuple[tuple[Any, list[Any]], ...] = ()
    left: bool = False
    failed: bool = False


#: Makes the delivery of an event; whoever of a group does it, the same comes out.
Make = Callable[[Happened], Coroutine[Any, Any, Delivered]]


class Group:
    """Readers with one clinic, document, set of variables, actor shape and own ids.

    A delivery is made in a task of its own, by whoever comes first, and goes on when that one is cancelled.
    """

    __slots__ = ("__weakref__", "_asleep", "_recent")

    def __init__(self) -> None:
        self._recent: OrderedDict[int, asyncio.Task[Delivered]] = OrderedDict()
        #: What to wake when a delivery is made, by its number; there as long as it is being made.
        self._asleep: dict[int, list[asyncio.Future[None]]] = {}

    def ahead(self, event: Happened, make: Make, asleep: asyncio.Future[None]) -> None:
        """Have the delivery made before its reader is woken: it then finds all it needs, and sleeps once, not twice."""
        others = self._asleep.get(event.seq)
        if others is not None:
            others.append(asleep)
        elif self._task(event, make).done():
            if not asleep.done():  # its reader may be leaving; whoever tells the others must not hear of it
                asleep.set_result(None)
        else:
            self._asleep[event.seq].append(asleep)

    def made(self, event: Happened) -> Delivered | None:
        """The delivery of an event, if it is there. Raises what went wrong with it."""
        task = self._recent.get(event.seq)
        return task.result() if task is not None and task.done() else None

    async def share(self, event: Happened, make: Make) -> Delivered:
        """The delivery of an event. Raises what went wrong with it."""
        task = self._task(event, make)
        while not task.done():
            asleep = asyncio.get_running_loop().create_future()
            self._asleep.setdefault(event.seq, []).append(asleep)
            await asleep
        return task.result()

    def _task(self, event: Happened, make: Make) -> asyncio.Task[Delivered]:
        task = self._recent.get(event.seq)
        if task is None:
            task = self._recent[event.seq] = asyncio.create_task(make(event))
            self._asleep.setdefault(event.seq, [])
            task.add_done_callback(partial(self._wake, event.seq))
            if len(self._recent) > REMEMBERED:
                self._recent.popitem(last=False)
        return task

    def _wake(self, seq: int, task: asyncio.Task[Delivered]) -> None:
        """Whatever went wrong is told to those who wait; with nobody left it is nobody's. It is not remembered: who
        asks afterwards has it made anew."""
        if (task.cancelled() or task.exception() or task.result().failed) and self._recent.get(seq) is task:
            del self._recent[seq]
        for asleep in self._asleep.pop(seq, ()):
            if not asleep.done():
                asleep.set_result(None)


class Fanout:
    """The groups that have readers."""

    def __init__(self) -> None:
        self._groups: WeakValueDictionary[Hashable, Group] = WeakValueDictionary()

    def __len__(self) -> int:
        return len(self._groups)

    def group(self, key: Hashable) -> Group:
        """The group of a key; it lives as long as one of its readers holds it."""
        found = self._groups.get(key)
        if found is None:
            found = self._groups[key] = Group()
        return found
