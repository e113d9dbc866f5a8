"""Sets of time as spans of whole seconds: sorted, disjoint, each [start, end). Pure arithmetic; nothing here knows a
clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

#: [start, end), in seconds of the epoch.
Span = tuple[int, int]
#: Spans in order; no two of them touch.
Spans = Sequence[Span]


def joined(spans: Iterable[Span]) -> list[Span]:
    """Any spans as a set: sorted, overlapping and touching ones made one, empty ones left out."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            if end > found[-1][1]:
                found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def common(one: Spans, other: Spans) -> list[Span]:
    """The time that is in both."""
    found: list[Span] = []
    at, to = 0, 0
    while at < len(one) and to < len(other):
        start, end = max(one[at][0], other[to][0]), min(one[at][1], other[to][1])
        if start < end:
            found.append((start, end))
        if one[at][1] < other[to][1]:
            at += 1
        else:
            to += 1
    return found


def without(spans: Spans, taken: Spans) -> list[Span]:
    """The time of the first that is not in the second."""
    found: list[Span] = []
    at = 0
    for start, end in spans:
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        after = at
        while after < len(taken) and taken[after][0] < end:
            if start < taken[after][0]:
                found.append((start, taken[after][0]))
            start = taken[after][1]
            after += 1
        if start < end:
            found.append((start, end))
    return found


def covers(spans: Spans, start: int, end: int) -> bool:
    """Whether all of [start, end) is in the set."""
    return any(begin <= start and end <= finish for begin, finish in spans)
