"""Paths to leaves, segment by segment. A static segment beats a parameter, whatever the method.

Several spellings of a parameter in one place are one place: names belong to the leaf. A path is matched as a whole and
before the method is looked at, so that a static path never falls through to a parameter because of its method.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from urllib.parse import unquote_to_bytes

L = TypeVar("L")


def segments(path: str) -> tuple[str, ...]:
    """The segments of an absolute path as documents write it; ValueError for anything a request could never match."""
    if not path.startswith("/"):
        raise ValueError(f"path {path!r} is not absolute")
    parts = tuple(path[1:].rstrip("/").split("/"))
    if any(part in ("", ".", "..") for part in parts):
        raise ValueError(f"path {path!r} has an empty or dotted segment")
    names = [name for part in parts if (name := parameter(part)) is not None]
    if len(names) != len(set(names)) or not all(name.isidentifier() for name in names):
        raise ValueError(f"path {path!r} has a doubled or malformed parameter")
    return parts


def parameter(segment: str) -> str | None:
    """The name in `:name` or `{name}`; None for a static segment."""
    if segment.startswith(":"):
        return segment[1:]
    if segment.startswith("{") and segment.endswith("}"):
        return segment[1:-1]
    return None


def parameters(path: str) -> tuple[str, ...]:
    """The parameter names of a path, left to right."""
    return tuple(name for part in segments(path) if (name := parameter(part)) is not None)


def pattern(path: str) -> str:
    """What two spellings of one route have in common: `/a/:id/` and `/a/{other}` are `/a/{}`."""
    return "/" + "/".join("{}" if parameter(part) is not None else part for part in segments(path))


def template(path: str) -> str:
    """The path as OpenAPI writes it: `/a/{id}`."""
    return "/" + "/".join(f"{{{name}}}" if (name := parameter(part)) is not None else part for part in segments(path))


_NO_SEGMENTS = frozenset({"", ".", ".."})


def split(raw_path: bytes) -> tuple[list[str], bool]:
    """The decoded segments of a request's undecoded path, and whether these are all: at one that cannot be it stops.

    An encoded slash stays inside its segment. Dotted segments, control characters, bad escapes and bytes that are not
    UTF-8 match nothing: what they meant to another program on the way is not worth guessing.
    """
    if not raw_path.startswith(b"/"):
        return [], False
    trimmed = raw_path[1:-1] if raw_path.endswith(b"/") and len(raw_path) > 1 else raw_path[1:]
    if b"%" not in trimmed and trimmed.isascii() and (whole := trimmed.decode()).isprintable():
        plain = whole.split("/")
        if _NO_SEGMENTS.isdisjoint(plain):
            return plain, True
    decoded: list[str] = []
    for part in trimmed.split(b"/"):
        try:
            text = unquote_to_bytes(part).decode()
        except UnicodeDecodeError:
            return decoded, False
        if text in _NO_SEGMENTS or not text.isprintable() or _bad_escape(part):
            return decoded, False
        decoded.append(text)
    return decoded, True


_HEX = frozenset(b"0123456789abcdefABCDEF")


def _bad_escape(part: bytes) -> bool:
    return any(not (len(tail) >= 2 and _HEX.issuperset(tail[:2])) for tail in part.split(b"%")[1:])


@dataclass(slots=True)
class Place(Generic[L]):
    """A node: its static children, its one parameter child, and the leaf when a path ends here."""

    static: dict[str, Place[L]] = field(default_factory=dict)
    variable: Place[L] | None = None
    leaf: L | None = None
    #: The dialects answering here or below.
    dialects: set[str] = field(default_factory=set)

    def child(self, segment: str) -> Place[L]:
        """The child for a document's segment, made when it is new."""
        if parameter(segment) is not None:
            self.variable = self.variable or Place()
            return self.variable
        return self.static.setdefault(segment, Place())


class Trie(Generic[L]):
    """Finds the leaf of a path."""

    def __init__(self) -> None:
        self.root: Place[L] = Place()

    def place(self, path: str, dialect: str) -> Place[L]:
        """The node of a path as a document writes it, made when it is new and marked with the dialect."""
        node = self.root
        node.dialects.add(dialect)
        for segment in segments(path):
            node = node.child(segment)
            node.dialects.add(dialect)
        return node

    def find(self, parts: list[str]) -> tuple[L, list[str]] | None:
        """The leaf of decoded segments and the values of its parameters, left to right.

        Where a static branch turns out to be too short, the parameter beside it is tried: the whole path decides, and
        of all patterns that match it the one with the leftmost static segments wins.
        """
        # Nearly always the first choice at every segment leads to a leaf.
        node = self.root
        values: list[str] = []
        for part in parts:
            deeper = node.static.get(part)
            if deeper is None:
                deeper = node.variable
                values.append(part)
            if deeper is None:
                break
            node = deeper
        else:
            if node.leaf is not None:
                return node.leaf, values
        return _find(self.root, parts, 0, [])

    def nearest(self, parts: list[str]) -> set[str]:
        """The dialects that answer below the deepest known part of an unknown path."""
        node = self.root
        for part in parts:
            deeper = node.static.get(part) or node.variable
            if deeper is None:
                break
            node = deeper
        return node.dialects

    def leaves(self) -> Iterator[tuple[str, L]]:
        """Every leaf with its pattern, in order of pattern."""
        yield from _leaves(self.root, "")

    def ambiguities(self) -> list[tuple[str, str]]:
        """Pairs of patterns that share a path although neither is simply the more static one; named at the start."""
        patterns = [p.split("/")[1:] for p, _ in self.leaves()]
        return [
            ("/" + "/".join(one), "/" + "/".join(other))
            for i, one in enumerate(patterns)
            for other in patterns[i + 1 :]
            if len(one) == len(other) and _cross(one, other)
        ]


def _find(node: Place[L], parts: list[str], at: int, values: list[str]) -> tuple[L, list[str]] | None:
    if at == len(parts):
        return None if node.leaf is None else (node.leaf, values)
    static = node.static.get(parts[at])
    if static is not None:
        found = _find(static, parts, at + 1, values)
        if found is not None:
            return found
    if node.variable is None:
        return None
    return _find(node.variable, parts, at + 1, [*values, parts[at]])


def _leaves(node: Place[L], path: str) -> Iterator[tuple[str, L]]:
    if node.leaf is not None:
        yield path or "/", node.leaf
    for segment in sorted(node.static):
        yield from _leaves(node.static[segment], f"{path}/{segment}")
    if node.variable is not None:
        yield from _leaves(node.variable, path + "/{}")


def _cross(one: list[str], other: list[str]) -> bool:
    first_wider = second_wider = False
    for a, b in zip(one, other, strict=True):
        if a == b:
            continue
        if a != "{}" and b != "{}":
            return False
        first_wider = first_wider or a == "{}"
        second_wider = second_wider or b == "{}"
    return first_wider and second_wider
