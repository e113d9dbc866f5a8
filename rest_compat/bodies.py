"""Bytes in and out: a bounded request body, and a reply made into a response."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import orjson

from core.http import HeaderList, Incoming, Ready
from rest_compat.dialects.base import Reason, Rejection, Reply


class Body:
    """The body of a request, read when somebody asks, at most once, never beyond the limit."""

    def __init__(self, request: Incoming, limit: int) -> None:
        self.request = request
        self.limit = limit
        self._bytes: bytes | None = None

    async def read(self) -> bytes:
        """All of it; raises Rejection(SIZE) as soon as it is known to be too large."""
        if self._bytes is None:
            self._bytes = await self.request.read(self.limit)
            if self._bytes is None:
                raise Rejection(Reason.SIZE, f"The body may hold at most {self.limit} bytes.")
        return self._bytes


def serialised(value: Any) -> bytes:
    """JSON in UTF-8. Ids, days, exact numbers and moments (in UTC, as the database gives them) may come as they are or
    as the text that GraphQL prints: the bytes are the same."""
    return orjson.dumps(value, default=_text, option=orjson.OPT_UTC_Z)


def _text(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


_JSON = (b"content-type", b"application/json")
#: Answers are about people's health: no cache keeps them unasked.
_UNKEPT = (b"cache-control", b"no-store")
_CHECKED = ((b"cache-control", b"private, no-cache"), (b"vary", b"Authorization, Cookie"))


def ended(request: Incoming, reply: Reply, more: Sequence[tuple[str, str]] = ()) -> Ready:
    """The HTTP response of a reply."""
    content = serialised(reply.body)
    tag = reply.headers.get("ETag")
    headers: HeaderList = [_JSON, *(_CHECKED if tag else (_UNKEPT,))]
    if tag and request.method in ("GET", "HEAD") and _matches(request.headers.get("If-None-Match"), tag):
        response = Ready(None, 304, headers[1:])
    else:
        response = Ready(content, reply.status, headers, head=request.method == "HEAD")
    for name, value in (*reply.headers.items(), *more):
        response.append(name, value)
    return response


def _matches(condition: str | None, tag: str) -> bool:
    """Weak comparison of If-None-Match: `*` or a list of tags."""
    if condition is None:
        return False
    if condition.strip() == "*":
        return True
    wanted = tag.removeprefix("W/")
    return any(given.strip().removeprefix("W/") == wanted for given in condition.split(","))
