"""Phone numbers: every usual spelling gives one form."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.phones import international, search_digits


@pytest.mark.parametrize(
    ("raw", "country", "number"),
    [
        (" +49 (30) 12-34.56 ", None, "+4930123456"),
        ("0049301", None, "+49301"),
        ("+49 (0)30 1234567", None, "+49301234567"),
        ("030 1234567", "DE", "+49301234567"),
        ("(555) 123-4567", "US", "+15551234567"),
        ("8 912 345-67-89", "RU", "+79123456789"),
        ("06 698 12345", "IT", "+390669812345"),
        ("٠٣٠ ١٢٣٤٥٦٧", "DE", "+49301234567"),
        ("＋４９３０１", None, "+49301"),
        ("+49\u201030\u20131", None, "+49301"),
    ],
)
def test_spellings(raw: str, country: str | None, number: str) -> None:
    assert international(raw, country) == number


@pytest.mark.parametrize(
    ("raw", "country"),
    [
        ("", "DE"), ("+", "DE"), ("abc", "DE"), ("+49x1", "DE"), ("+1234567890123456", "DE"), ("0301234567", None),
        ("1" * 41, "DE"), ("++49", "DE"), ("+49+1", "DE"), ("030;ext=1", "DE"), ("0800 FLOWERS", "US"),
    ],
)  # fmt: skip
def test_what_is_no_number(raw: str, country: str | None) -> None:
    with pytest.raises(ValueError):
        international(raw, country)


@given(st.text(max_size=50), st.sampled_from(["DE", "US", "RU", None, "XX"]))
def test_anything_becomes_a_number_or_a_refusal(raw: str, country: str | None) -> None:
    try:
        number = international(raw, country)
    except ValueError:
        return
    assert re.fullmatch(r"\+[0-9]{1,15}", number, re.ASCII)
    assert international(number) == number


@pytest.mark.parametrize(
    ("query", "country", "digits"),
    [
        ("Ann", "DE", []),
        ("12", "DE", []),
        ("030 1234567", "DE", ["301234567", "49301234567"]),
        ("+49 30 123", "DE", ["4930123"]),
        ("8 912 345-67-89", "RU", ["89123456789", "79123456789"]),
        ("123", None, ["123"]),
    ],
)
def test_searches(query: str, country: str | None, digits: list[str]) -> None:
    assert search_digits(query, country) == digits
