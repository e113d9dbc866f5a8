"""What is kept for later requests: so many entries, and so much room together. Whatever was used longest ago goes.

A number alone is no bound: one document may take a thousand times the room of another, and anybody may send it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

#: KiB that all documents together may take, and the same again what is made of them.
MOST_ROOM = 64 * 1024


class Kept(Generic[K, V]):
    """Values by key. `room` is in KiB, by rough estimate; what is larger than all there is, is not kept."""

    def __init__(self, most: int, room: int = MOST_ROOM) -> None:
        self._entries: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._most = most
        self._room = room
        self._taken = 0

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, key: K) -> bool:
        return key in self._entries

    @property
    def taken(self) -> int:
        """The room that is taken."""
        return self._taken

    def get(self, key: K) -> V | None:
        """What is kept under a key, which stays a while longer for having been asked for."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._entries.move_to_end(key)
        return entry[0]

    def take(self, key: K) -> tuple[V, int] | None:
        """What is kept under a key, with its room, and no longer here."""
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._taken -= entry[1]
        return entry

    def keep(self, key: K, value: V, room: int) -> None:
        """Keep a value, and let go of others until there is room."""
        if room > self._room:
            return
        old = self._entries.pop(key, None)
        self._entries[key] = (value, room)
        self._taken += room - (old[1] if old is not None else 0)
        while len(self._entries) > self._most or self._taken > self._room:
            _, (_, freed) = self._entries.popitem(last=False)
            self._taken -= freed


class Store(Generic[K, V]):
    """A store that one-time guests cannot empty.

    What is put in stands on probation; only what is asked for again moves into the part that lasts. A stream of texts
    that nobody sends twice pushes out others of its kind, never what real clients use. `most` and `room` are those of
    the part that lasts; newcomers have a quarter of each beside it.
    """

    __slots__ = ("_lasting", "_new")

    def __init__(self, most: int, room: int = MOST_ROOM) -> None:
        self._lasting: Kept[K, V] = Kept(most, room)
        self._new: Kept[K, V] = Kept(max(1, most // 4), room // 4)

    def __len__(self) -> int:
        return len(self._lasting) + len(self._new)

    def __contains__(self, key: K) -> bool:
        return key in self._lasting or key in self._new

    @property
    def taken(self) -> int:
        """The room that is taken."""
        return self._lasting.taken + self._new.taken

    def get(self, key: K) -> V | None:
        """The value, which counts as used; None when it is not here (any more)."""
        value = self._lasting.get(key)
        if value is None and (entry := self._new.take(key)) is not None:
            value = entry[0]
            self._lasting.keep(key, *entry)
        return value

    def put(self, key: K, value: V, room: int) -> None:
        """Keep a value under a key that has none."""
        self._new.keep(key, value, room)


__all__ = ["MOST_ROOM", "Kept", "Store"]
