"""What is kept is bounded in number and in room, and what is used stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.kept import Kept


def test_the_one_used_longest_ago_goes_first() -> None:
    kept: Kept[str, int] = Kept(2)
    kept.keep("a", 1, 1)
    kept.keep("b", 2, 1)
    assert kept.get("a") == 1

    kept.keep("c", 3, 1)

    assert [key in kept for key in "abc"] == [True, False, True]
    assert kept.get("b") is None


def test_a_heavy_one_takes_the_place_of_several() -> None:
    kept: Kept[str, int] = Kept(10, room=10)
    for key in "abcd":
        kept.keep(key, 0, 3)
    assert [key in kept for key in "abcd"] == [False, True, True, True]

    kept.keep("heavy", 0, 8)

    assert (len(kept), kept.taken) == (1, 8)


def test_what_is_heavier_than_all_is_not_kept_and_pushes_nothing_out() -> None:
    kept: Kept[str, int] = Kept(10, room=10)
    kept.keep("a", 0, 3)

    kept.keep("heavy", 0, 11)

    assert (len(kept), kept.taken, "a" in kept) == (1, 3, True)


def test_a_key_kept_again_counts_once() -> None:
    kept: Kept[str, int] = Kept(10, room=10)
    kept.keep("a", 1, 3)
    kept.keep("a", 2, 5)

    assert (kept.get("a"), len(kept), kept.taken) == (2, 1, 5)


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 9), st.booleans())),
    st.integers(1, 6),
    st.integers(0, 20),
)
def test_it_is_what_a_plain_list_would_keep(steps: list[tuple[int, int, bool]], most: int, room: int) -> None:
    kept: Kept[int, int] = Kept(most, room)
    plain: list[tuple[int, int]] = []
    for key, weight, asked in steps:
        found = next((entry for entry in plain if entry[0] == key), None)
        if asked:
            assert kept.get(key) == (found[0] if found else None)
            if found:
                plain.remove(found)
                plain.append(found)
        elif weight <= room:
            kept.keep(key, key, weight)
            plain = [entry for entry in plain if entry[0] != key] + [(key, weight)]
            while len(plain) > most or sum(w for _, w in plain) > room:
                plain.pop(0)
        assert len(kept) == len(plain)
        assert kept.taken == sum(w for _, w in plain)
        assert all(key in kept for key, _ in plain)


@pytest.mark.parametrize("most", [1, 7, 512])
def test_thousands_of_entries_leave_the_last_ones(most: int) -> None:
    kept: Kept[int, int] = Kept(most)
    for number in range(5000):
        kept.keep(number, number, 1)

    assert len(kept) == most
    assert all(number in kept for number in range(5000 - most, 5000))
