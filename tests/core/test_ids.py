"""Ids: version 7, in order, never twice."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from core.ids import uuid7


def test_an_id_is_a_uuid_of_version_7_with_its_moment_in_front() -> None:
    before = time.time_ns() // 1_000_000
    made = uuid7()
    after = time.time_ns() // 1_000_000

    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert before <= made.int >> 80 <= after + 1


def test_ids_of_one_process_ascend_however_fast_they_are_made() -> None:
    made = [uuid7() for _ in range(20_000)]

    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_a_clock_set_back_does_not_set_ids_back(monkeypatch: pytest.MonkeyPatch) -> None:
    first = uuid7()
    real = time.time_ns
    monkeypatch.setattr("core.ids.time.time_ns", lambda: real() - 3_600 * 10**9)

    second = uuid7()

    assert second > first
    assert second.version == 7


def test_threads_make_no_id_twice() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = [i for part in pool.map(lambda _: [uuid7() for _ in range(2000)], range(8)) for i in part]

    assert len(set(made)) == len(made)
