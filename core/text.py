"""Folding text for search and sorting: accents, case and width do not matter, in any script."""

from __future__ import annotations

import re
import unicodedata


def fold(value: str) -> str:
    """`Jörg Łukasz` → `jorg lukasz`: compatibility forms, no marks, case-folded, single spaces."""
    decomposed = unicodedata.normalize("NFKD", value.translate(_LETTERS))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFKC", bare.casefold()).split())


#: Letters that have no decomposition.
_LETTERS = str.maketrans({"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ı": "i", "æ": "ae", "Æ": "ae"})


def like_patterns(query: str, most: int = 6) -> list[str]:
    """One LIKE pattern per word of a search, wildcards taken literally."""
    return ["%" + re.sub(r"([\\%_])", r"\\\1", word) + "%" for word in fold(query).split()[:most]]


def digits(query: str, least: int = 3) -> str | None:
    """The digits of a search that looks like a phone number, else None."""
    if not re.fullmatch(r"[+()\d\s./-]+", query.strip()):
        return None
    found = re.sub(r"\D", "", query).lstrip("0")
    return found if len(found) >= least else None
