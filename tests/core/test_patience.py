"""What a database that cannot be reached only delays."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from core import patience
from core.errors import NotFound, Unavailable
from core.patience import patiently


def failing(*problems: Exception) -> tuple[list[Exception], Callable[[], Awaitable[str]]]:
    """Work that fails with these, one after another, and then is done; what is left of them shows how often it ran."""
    left = list(problems)

    async def work() -> str:
        if left:
            raise left.pop(0)
        return "done"

    return left, work


async def test_what_cannot_be_reached_is_tried_again_until_it_can() -> None:
    _, work = failing(Unavailable("No connection is free."), asyncpg.ConnectionDoesNotExistError(), ConnectionError())
    assert await patiently(work) == "done"


async def test_what_went_wrong_otherwise_is_told_at_once() -> None:
    left, work = failing(NotFound("No such thing."), Unavailable("Later."))
    with pytest.raises(NotFound):
        await patiently(work)
    assert len(left) == 1


async def test_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "PATIENCE", 0.0)
    left, work = failing(*(Unavailable("Later.") for _ in range(3)))
    with pytest.raises(Unavailable):
        await patiently(work)
    assert len(left) == 2
