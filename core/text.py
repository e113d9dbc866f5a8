"""Folding text for search and sorting: accents, case and width do not matter, in any script."""

from __future__ import annotations

import re
import unicodedata

#: Letters that have no decomposition.
_LETTERS = str.maketrans({"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ı": "i", "æ": "ae", "Æ": "ae"})
#: Left out of words: O’Brien, O'Brien and OBrien are one name.
_APOSTROPHES = dict.fromkeys(map(ord, "'`´‘’ʻʼʹ＇"))
#: Between words: Müller-Lüdenscheidt answers to both of its names.
_HYPHENS = dict.fromkeys(map(ord, "-‐‑‒–—−"), " ")
#: Shorter words are looked for at the beginning of words only: no index helps to find two letters anywhere.
_ANYWHERE = 3


def fold(value: str) -> str:
    """`Jörg Łukasz` → `jorg lukasz`: compatibility forms, no marks, nothing invisible, case-folded, single spaces."""
    decomposed = unicodedata.normalize("NFKD", value.translate(_LETTERS))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c) and not _invisible(c))
    return " ".join(unicodedata.normalize("NFKC", bare.casefold()).split())


def _invisible(character: str) -> bool:
    """Joiners, direction marks, variation selectors."""
    return unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f"


def searchable(*parts: str | None) -> str:
    """What is stored for searching: the folded words of `parts`, each behind a space, in ASCII.

    Every other character becomes `z` and its code (`李` → `z674e`). So one character is enough for a trigram index,
    whatever the database's locale takes for a letter, and names written without spaces are found by any part.
    """
    words = _words(" ".join(part for part in parts if part))
    return "".join(" " + word for word in words)


def like_patterns(query: str, most: int = 6) -> list[str]:
    """One LIKE pattern per word of a search over `searchable` text, wildcards taken literally.

    Words of one or two letters match beginnings of words; all others match anywhere.
    """
    return ["%" + (" " if len(word) < _ANYWHERE else "") + _literal(word) + "%" for word in _words(query)[:most]]


def _words(value: str) -> list[str]:
    return ["".join(map(_ascii, word)) for word in fold(value.translate(_APOSTROPHES).translate(_HYPHENS)).split()]


def _ascii(character: str) -> str:
    if character.isascii():
        return character
    code = ord(character)
    return f"z{code:04x}" if code < 0x10000 else f"zz{code:06x}"


def _literal(word: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", word)
