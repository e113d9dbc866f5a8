"""Headers that every answer carries, unless the endpoint set its own."""

from __future__ import annotations

from collections.abc import Mapping

from core.http import HeaderList

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
)
_NAMES = frozenset(name for name, _ in _ALWAYS)
#: Answers hold health data: nothing on the way may keep them.
_UNKEPT = (b"cache-control", b"no-store")

#: Any page may call with a bearer token it holds; cookies are never sent along (no credentials).
ANY_ORIGIN = "*"
EXPOSED = ("ETag", "X-Request-ID", "Retry-After")
_ACROSS = (
    (b"access-control-allow-origin", ANY_ORIGIN.encode()),
    (b"access-control-expose-headers", ", ".join(EXPOSED).encode()),
)
#: Only the answer to a browser's question before the request itself has it, and that one is complete.
_PREFLIGHT = b"access-control-allow-methods"


def complete(headers: HeaderList, there: Mapping[bytes, bytes], asked: Mapping[bytes, bytes]) -> None:
    """Add to the headers of an answer what is missing; `there` and `asked` are its own and the request's by name."""
    if _PREFLIGHT not in there:
        _vary(headers, there)
        if b"origin" in asked:
            headers += [pair for pair in _ACROSS if pair[0] not in there]
    if _UNKEPT[0] not in there:
        headers.append(_UNKEPT)
    # Pages set their own; nearly all other answers have none of these.
    headers += _ALWAYS if _NAMES.isdisjoint(there) else [pair for pair in _ALWAYS if pair[0] not in there]


def _vary(headers: HeaderList, there: Mapping[bytes, bytes]) -> None:
    """An answer may differ by `Origin`, besides what it says itself."""
    if b"vary" in there:
        at, said = next((i, value) for i, (name, value) in enumerate(headers) if name == b"vary")
        headers[at] = (b"vary", said + b", Origin")
    else:
        headers.append((b"vary", b"Origin"))
