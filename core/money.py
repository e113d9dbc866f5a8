"""Money: amounts are Decimals in the clinic's currency; how many decimals it has follows ISO 4217."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

#: Currencies whose minor unit is not a hundredth.
_EXPONENTS = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}


def exponent(currency: str) -> int:
    """Decimals of a currency: 2 unless ISO 4217 says otherwise."""
    return _EXPONENTS.get(currency.upper(), 2)


def rounded(amount: Decimal, currency: str) -> Decimal:
    """The amount at the currency's precision, halves away from zero."""
    return amount.quantize(Decimal(1).scaleb(-exponent(currency)), ROUND_HALF_UP)
