"""Currencies and their decimals."""

from __future__ import annotations

import pytest

from core.money import CURRENCIES, exponent


@pytest.mark.parametrize(("currency", "decimals"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("PKR", 2), ("CLP", 0)])
def test_decimals_of_a_currency(currency: str, decimals: int) -> None:
    assert currency in CURRENCIES
    assert exponent(currency) == decimals


def test_codes_are_three_capitals_and_no_made_up_ones() -> None:
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in CURRENCIES)
    assert not CURRENCIES & {"XXX", "XTS", "AAA", "DEM"}
