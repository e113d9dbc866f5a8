"""Sets of time against sets of seconds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.intervals import Span, common, covers, joined, without

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8)


def seconds(spans: list[Span]) -> set[int]:
    return {second for start, end in spans for second in range(start, end)}


def is_a_set(spans: list[Span]) -> bool:
    """In order, none empty, no two touching."""
    flat = [edge for span in spans for edge in span]
    return flat == sorted(set(flat))


@given(SPANS, SPANS)
def test_they_are_what_sets_of_seconds_are(one: list[Span], other: list[Span]) -> None:
    a, b = joined(one), joined(other)
    assert is_a_set(a)
    assert seconds(a) == seconds(one)
    assert is_a_set(common(a, b))
    assert seconds(common(a, b)) == seconds(a) & seconds(b)
    assert is_a_set(without(a, b))
    assert seconds(without(a, b)) == seconds(a) - seconds(b)


@given(SPANS, st.integers(0, 29), st.integers(1, 30))
def test_a_set_covers_what_is_in_it(spans: list[Span], start: int, length: int) -> None:
    wanted = set(range(start, start + length))
    assert covers(joined(spans), start, start + length) is (wanted <= seconds(spans))


def test_touching_spans_are_one() -> None:
    assert joined([(5, 9), (0, 5), (9, 9), (12, 11)]) == [(0, 9)]
    assert without([(0, 9)], [(3, 3 + 1), (8, 20)]) == [(0, 3), (4, 8)]
    assert common([(0, 9)], [(2, 3), (8, 20)]) == [(2, 3), (8, 9)]
