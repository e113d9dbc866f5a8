"""Whose code the CPU was spent in."""

from __future__ import annotations

import pytest

from bench.profiling import shares
from bench.sampler import ROOT, owner


@pytest.mark.parametrize(
    "file, whose",
    [
        (f"{ROOT}/engine/walk.py", "engine"),
        (f"{ROOT}/core/pool.py", "core"),
        ("/usr/lib/python3.11/site-packages/asyncpg/connection.py", "asyncpg"),
        ("/usr/lib/python3.11/site-packages/typing_extensions.py", "typing_extensions"),
        ("/usr/lib/python3.11/asyncio/events.py", "asyncio"),
        ("/usr/lib/python3.11/json/decoder.py", "python"),
        ("<plan 7>", "generated"),
    ],
)
def test_a_file_belongs_to_a_package(file: str, whose: str) -> None:
    assert owner(file) == whose


def test_shares_are_of_all_samples() -> None:
    noted = [(f"{ROOT}/engine/walk.py", "walk", 6), (f"{ROOT}/engine/run.py", "run", 2), ("<plan>", "emit", 2)]
    found = shares(noted)
    assert found["samples"] == 10
    assert found["packages"] == {"engine": 0.8, "generated": 0.2}
    assert found["functions"] == {"engine: walk.py:walk": 0.6, "engine: run.py:run": 0.2, "generated: <plan>:emit": 0.2}


def test_nothing_noted_is_no_accident() -> None:
    assert shares([]) == {"samples": 1, "packages": {}, "functions": {}}
