"""Bytes in and out: a bounded request body, and a reply made into a response."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from starlette.requests import Request
from starlette.responses import Response

from rest_compat.dialects.base import Reason, Rejection, Reply


class Body:
    """The body of a request, read when somebody asks, at most once, never beyond the limit."""

    def __init__(self, request: Request, limit: int) -> None:
        self.request = request
        self.limit = limit
        self._bytes: bytes | None = None

    async def read(self) -> bytes:
        """All of it; raises Rejection(SIZE) as soon as it is known to be too large."""
        if self._bytes is None:
            self._bytes = await self._read()
        return self._bytes

    async def _read(self) -> bytes:
        announced = self.request.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > self.limit:
            raise self._too_large()
        chunks: list[bytes] = []
        size = 0
        async for chunk in self.request.stream():
            size += len(chunk)
            if size > self.limit:
                raise self._too_large()
            chunks.append(chunk)
        return b"".join(chunks)

    def _too_large(self) -> Rejection:
        return Rejection(Reason.SIZE, f"The body may hold at most {self.limit} bytes.")


def ended(request: Request, reply: Reply, more: Sequence[tuple[str, str]] = ()) -> Response:
    """The HTTP response of a reply. Answers are about people's health: no cache keeps them unasked."""
    # Values may come as the database gave them: moments are printed as the DateTime scalar prints them.
    content = orjson.dumps(reply.body, default=str, option=orjson.OPT_UTC_Z)
    tag = reply.headers.get("ETag")
    headers = {"Cache-Control": "private, no-cache" if tag else "no-store", **reply.headers}
    if tag:
        headers["Vary"] = "Authorization, Cookie"
    if tag and request.method in ("GET", "HEAD") and _matches(request.headers.get("If-None-Match", ""), tag):
        response = Response(status_code=304, headers=headers)
    else:
        headers["Content-Length"] = str(len(content))
        body = b"" if request.method == "HEAD" else content
        response = Response(body, reply.status, headers, media_type="application/json")
    for name, value in more:
        response.headers.append(name, value)
    return response


def _matches(condition: str, tag: str) -> bool:
    """Weak comparison of If-None-Match: `*` or a list of tags."""
    if condition.strip() == "*":
        return True
    wanted = tag.removeprefix("W/")
    return any(given.strip().removeprefix("W/") == wanted for given in condition.split(","))
