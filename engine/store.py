"""A bounded store that one-time guests cannot empty.

What is put in stands on probation; only what is asked for again moves into the part that lasts. A stream of texts that
nobody sends twice pushes out others of its kind, never what real clients use.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Store(Generic[K, V]):
    """At most `lasting` values that were asked for again, and `probation` that were not yet."""

    __slots__ = ("_lasting", "_most_lasting", "_most_new", "_new")

    def __init__(self, lasting: int, probation: int) -> None:
        self._new: OrderedDict[K, V] = OrderedDict()
        self._lasting: OrderedDict[K, V] = OrderedDict()
        self._most_new = probation
        self._most_lasting = lasting

    def __len__(self) -> int:
        return len(self._new) + len(self._lasting)

    def get(self, key: K) -> V | None:
        """The value, which counts as used; None when it is not here (any more)."""
        value = self._lasting.get(key)
        if value is not None:
            self._lasting.move_to_end(key)
            return value
        value = self._new.pop(key, None)
        if value is not None:
            self._lasting[key] = value
            if len(self._lasting) > self._most_lasting:
                # Used once more than a newcomer: it gets another chance among them.
                self.put(*self._lasting.popitem(last=False))
        return value

    def put(self, key: K, value: V) -> None:
        """Keep a value under a key that has none."""
        self._new[key] = value
        if len(self._new) > self._most_new:
            self._new.popitem(last=False)
