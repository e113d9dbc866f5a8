"""One event, many readers: a delivery is made once for all who would get the same, and handed out as the same bytes."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol
from weakref import WeakValueDictionary

from engine.door import Answer
from events.follow import Follower, Happened

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


class Reader(Protocol):
    """Somebody for whom deliveries are made while it sleeps."""

    async def make(self, event: Happened) -> Delivered:
        """Make the delivery of an event, for all of the group."""
        ...

    def made(self, event: Happened, delivered: Delivered, follower: Follower) -> None:
        """Take the delivery of an event without waking up, or wake up for it. Raises nothing."""
        ...


class Group:
    """Readers with one clinic, document, set of variables, actor shape and own ids.

    A delivery is made in a task of its own, by whoever comes first, and goes on when that one is cancelled.
    """

    __slots__ = ("__weakref__", "_asleep", "_awaited", "_recent")

    def __init__(self) -> None:
        self._recent: OrderedDict[int, asyncio.Task[Delivered]] = OrderedDict()
        #: Who sleeps until a delivery is made, by its number; there as long as it is being made.
        self._asleep: dict[int, list[tuple[Reader, Follower]]] = {}
        #: What wakes those who came for one that was being made already.
        self._awaited: dict[int, list[asyncio.Future[None]]] = {}

    def ahead(self, event: Happened, reader: Reader, follower: Follower) -> None:
        """Have the delivery made before its reader is woken: it then finds all it needs, or need not wake at all."""
        others = self._asleep.get(event.seq)
        if others is not None:
            others.append((reader, follower))
            return
        task = self._task(event, reader.make)
        if task.done():
            _hand_over(event, task, reader, follower)
        else:
            self._asleep.setdefault(event.seq, []).append((reader, follower))

    def made(self, event: Happened) -> Delivered | None:
        """The delivery of an event, if it is there. Raises what went wrong with it."""
        task = self._recent.get(event.seq)
        return task.result() if task is not None and task.done() else None

    async def share(self, event: Happened, make: Make) -> Delivered:
        """The delivery of an event. Raises what went wrong with it."""
        task = self._task(event, make)
        while not task.done():
            asleep = asyncio.get_running_loop().create_future()
            self._awaited.setdefault(event.seq, []).append(asleep)
            await asleep
        return task.result()

    def _task(self, event: Happened, make: Make) -> asyncio.Task[Delivered]:
        task = self._recent.get(event.seq)
        if task is None:
            task = self._recent[event.seq] = asyncio.create_task(make(event))
            task.add_done_callback(partial(self._made, event))
            if len(self._recent) > REMEMBERED:
                self._recent.popitem(last=False)
        return task

    def _made(self, event: Happened, task: asyncio.Task[Delivered]) -> None:
        """Whatever went wrong is told to those who wait; with nobody left it is nobody's. It is not remembered: who
        asks afterwards has it made anew."""
        if (task.cancelled() or task.exception() or task.result().failed) and self._recent.get(event.seq) is task:
            del self._recent[event.seq]
        for reader, follower in self._asleep.pop(event.seq, ()):
            _hand_over(event, task, reader, follower)
        for asleep in self._awaited.pop(event.seq, ()):
            if not asleep.done():
                asleep.set_result(None)


def _hand_over(event: Happened, task: asyncio.Task[Delivered], reader: Reader, follower: Follower) -> None:
    """A delivery that was made is the reader's, if it still sleeps; to find out what went wrong it has to wake."""
    if task.cancelled() or task.exception() is not None or not follower.sleeps_before(event):
        follower.wake()
    else:
        reader.made(event, task.result(), follower)


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
