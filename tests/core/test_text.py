"""Folding and searching text: properties that hold for any script."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import fold, like_patterns, searchable

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)


def like(text: str, pattern: str) -> bool:
    """PostgreSQL's LIKE with its default escape."""
    parts = re.findall(r"\\.|[%_]|[^\\%_]+", pattern, re.DOTALL)
    wild = {"%": ".*", "_": "."}
    return bool(re.fullmatch("".join(wild.get(p) or re.escape(p.removeprefix("\\")) for p in parts), text, re.DOTALL))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Jörg  ŁUKASZ", "jorg lukasz"),
        ("e\u0301", "e"),
        ("\u00e9", "e"),
        ("İstanbul", "istanbul"),
        ("Straße", "strasse"),
        ("ｆｕｌｌ", "full"),
        ("a\u200db\u202ec\u00ad", "abc"),
        ("한글", "한글"),
        (" \t\n", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(TEXTS)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_what_is_searched_is_ascii_and_each_word_stands_behind_a_space(text: str) -> None:
    made = searchable(text)

    assert made.isascii()
    assert made == "" or made.startswith(" ")
    assert "  " not in made


@given(TEXTS, TEXTS)
def test_whoever_is_searched_by_the_whole_name_is_found(first: str, last: str) -> None:
    made = searchable(first, last)

    assert all(like(made, pattern) for pattern in like_patterns(f"{last} {first}", most=100))


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=8), st.data())
def test_any_part_of_a_name_without_spaces_finds_it(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))

    assert all(like(searchable(name), pattern) for pattern in like_patterns(name[start:end]))


def test_wildcards_are_letters() -> None:
    assert like_patterns("100%_\\") == ["%100\\%\\_\\\\%"]
    assert not like(searchable("100 percent"), like_patterns("100%")[0])
