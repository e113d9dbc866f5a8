"""One event, many readers: a delivery is made once for all who would get the same, and handed out as the same bytes."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Hashable
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from engine.door import Answer

#: Deliveries a group remembers: those of readers a little behind the first.
REMEMBERED = 64


@dataclass(frozen=True, slots=True)
class Delivered:
    """One delivery. `answer` is None when the event is not told, `notes` are the reads to be recorded of every reader,
    and `left` says that the reference executor must make it for each."""

    answer: Answer | None
    notes: tuple[tuple[Any, list[Any]], ...] = ()
    left: bool = False


class Group:
    """Readers with one clinic, document, set of variables, actor shape and own ids."""

    __slots__ = ("__weakref__", "_recent")

    def __init__(self) -> None:
        self._recent: OrderedDict[int, asyncio.Task[Delivered]] = OrderedDict()

    async def share(self, seq: int, make: Callable[[], Coroutine[Any, Any, Delivered]]) -> Delivered:
        """The delivery of an event, made by whoever comes first; it goes on when that one is cancelled."""
        task = self._recent.get(seq)
        if task is None:
            task = self._recent[seq] = asyncio.create_task(make())
            task.add_done_callback(_seen)
            if len(self._recent) > REMEMBERED:
                self._recent.popitem(last=False)
        return task.result() if task.done() else await asyncio.shield(task)


def _seen(task: asyncio.Task[Delivered]) -> None:
    """Whatever went wrong is told to those who wait; with nobody left it is nobody's."""
    if not task.cancelled():
        task.exception()


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
