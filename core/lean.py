"""Importing what others wrote without what they look for and we never use: a sixth of every start, otherwise."""

from __future__ import annotations

import contextlib
import inspect
import sys
from collections.abc import Iterator
from typing import Any, cast


@contextlib.contextmanager
def without(*optional: str) -> Iterator[None]:
    """Packages that are optional to whatever is imported in this block are not there for it; later they are again."""
    hidden = [name for name in optional if name not in sys.modules]
    modules = cast("dict[str, Any]", sys.modules)
    modules.update(dict.fromkeys(hidden))  # None is how Python marks what cannot be imported
    try:
        yield
    finally:
        for name in hidden:
            del modules[name]


@contextlib.contextmanager
def without_sources() -> Iterator[None]:
    """Nobody finds the source of a class in this block, as where only compiled files are installed."""
    found = inspect.getsource

    def absent(object: object) -> str:  # noqa: A002  (named as the one it stands for)
        raise OSError("source code is not looked at now")

    inspect.getsource = absent
    try:
        yield
    finally:
        inspect.getsource = found
