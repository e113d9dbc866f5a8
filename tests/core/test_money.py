"""Decimals follow the currency."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.money import exponent, rounded


@pytest.mark.parametrize(("currency", "digits"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("kwd", 3), ("XXX", 2)])
def test_exponent(currency: str, digits: int) -> None:
    assert exponent(currency) == digits


def test_halves_go_away_from_zero() -> None:
    assert rounded(Decimal("10.005"), "EUR") == Decimal("10.01")
    assert rounded(Decimal("-10.005"), "EUR") == Decimal("-10.01")
    assert rounded(Decimal("10.5"), "JPY") == Decimal(11)
    assert rounded(Decimal("1.0005"), "KWD") == Decimal("1.001")
