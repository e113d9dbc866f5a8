"""Two answers say the same, or it is said where they differ."""

from __future__ import annotations

import pytest

from bench.compare import differences, normal


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-01T08:00:00Z",
        "2026-06-01T08:00:00+00:00",
        "2026-06-01T08:00:00.000000+00:00",
        "2026-06-01 08:00:00+00",
        "2026-06-01T10:00:00+02:00",
    ],
)
def test_a_moment_is_the_same_however_it_is_spelled(text: str) -> None:
    assert normal({"startsAt": text}) == {"startsAt": "2026-06-01T08:00:00+00:00"}


def test_days_and_other_texts_stay() -> None:
    assert normal(["2026-06-01", "Room 1", None, 3, True]) == ["2026-06-01", "Room 1", None, 3, True]


def test_enums_are_the_same_in_capitals() -> None:
    assert normal({"status": "NO_SHOW", "name": "X"}) == {"status": "no_show", "name": "X"}


def test_equal_answers_have_no_differences() -> None:
    answer = [{"id": "1", "room": None, "doctor": {"displayName": "Dr. Lee"}}]
    assert list(differences(answer, [dict(answer[0])])) == []


@pytest.mark.parametrize(
    "one, other, said",
    [
        ({"a": [{"b": 1}]}, {"a": [{"b": 2}]}, [".a[0].b: 1 is not 2"]),
        ([1, 2], [1], [": 2 items, not 1"]),
        ({"a": 1}, {"b": 1}, [".a: only in one of the two", ".b: only in one of the two"]),
        ({"a": None}, {"a": {}}, [".a: None is not {}"]),
        (1, True, [": 1 is not True"]),
        ("1", 1, [": '1' is not 1"]),
    ],
)
def test_differences_are_named_by_path(one: object, other: object, said: list[str]) -> None:
    assert sorted(differences(one, other)) == said
