"""Telephone numbers: one international form for storing, every usual spelling for entering and searching."""

from __future__ import annotations

import re
import unicodedata

import phonenumbers

#: What people write between digits.
_BETWEEN = re.compile(r"[\s()./-]")
_INTERNATIONAL = re.compile(r"\+[0-9]{1,15}", re.ASCII)
_SPELLING = re.compile(r"\+?[0-9\s()./-]+")
#: The trunk zero of `+49 (0)30` is dialled inside the country only.
_TRUNK = re.compile(r"^(\+[\s0-9.-]{1,6})\(0\)")
_LONGEST = 40


def international(raw: str, country: str | None = None) -> str:
    """`+` and 1 to 15 digits. A number without country code is read as dialled in `country` (ISO code).

    Spaces, hyphens, dots, slashes and parentheses do not count, `00` is `+`, digits of any script are digits.
    Raises ValueError for anything else, and for a number without country code when no `country` is given.
    """
    text = _plain(raw)
    if len(text) > _LONGEST or not _SPELLING.fullmatch(text):
        raise ValueError("Is not a phone number.")
    joined = _joined(text)
    if joined.startswith("+"):
        if not _INTERNATIONAL.fullmatch(joined):
            raise ValueError("Must have 1 to 15 digits.")
        return joined
    if country is None:
        raise ValueError("Must begin with + and the country code.")
    found = _dialled(joined, country)
    if found is None:
        raise ValueError("Is not a phone number here; begin with + and the country code.")
    return found


def search_digits(query: str, country: str | None = None, least: int = 3) -> list[str]:
    """Digits by which a search that looks like a number finds stored ones: as typed, and as dialled in `country`.

    Empty for a search that is no number, or shorter than `least` digits.
    """
    text = _plain(query)
    if not _SPELLING.fullmatch(text):
        return []
    joined = _joined(text)
    typed = joined.lstrip("+").lstrip("0")
    if len(typed) < least:
        return []
    dialled = None if joined.startswith("+") or country is None else _dialled(joined, country)
    return list(dict.fromkeys([typed, *([dialled[1:]] if dialled else [])]))


def _plain(raw: str) -> str:
    """ASCII digits and signs, whatever script they were typed in."""
    kept = (c for c in unicodedata.normalize("NFKC", raw.strip()) if unicodedata.category(c) != "Cf")
    return "".join(str(d) if (d := unicodedata.decimal(c, None)) is not None else _sign(c) for c in kept)


def _sign(character: str) -> str:
    return "-" if unicodedata.category(character) == "Pd" else character


def _joined(text: str) -> str:
    text = "+" + text[2:] if text.startswith("00") else text
    return _BETWEEN.sub("", _TRUNK.sub(r"\1", text))


def _dialled(digits: str, country: str) -> str | None:
    try:
        parsed = phonenumbers.parse(digits, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
