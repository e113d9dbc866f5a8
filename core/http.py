"""Requests and answers of HTTP as the hot ways in use them: Starlette's, without what they have no use for."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.types import Receive, Scope, Send

#: Raw headers, names in lower case.
HeaderList = list[tuple[bytes, bytes]]


class LookedUp(Headers):
    """Headers of a request, found by name in a dictionary; of one that is given twice the first counts, as usual."""

    def __init__(self, raw: HeaderList) -> None:
        super().__init__(raw=raw)
        self._first = dict(raw[::-1])

    def __getitem__(self, key: str) -> str:
        return self._first[_raw(key)].decode("latin-1")

    def get(self, key: str, default: Any = None) -> Any:
        found = self._first.get(_raw(key))
        return default if found is None else found.decode("latin-1")

    def __contains__(self, key: Any) -> bool:
        return _raw(key) in self._first

    def getlist(self, key: str) -> list[str]:
        if len(self._first) != len(self):
            return super().getlist(key)
        found = self._first.get(_raw(key))
        return [] if found is None else [found.decode("latin-1")]


@lru_cache(maxsize=256)
def _raw(name: str) -> bytes:
    return name.lower().encode("latin-1")


class Incoming(HTTPConnection):
    """An HTTP request whose headers are looked up, and whose body is read at most once."""

    __slots__ = ("headers", "method", "receive")

    headers: Headers

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self.scope = scope
        self.receive = receive
        self.method: str = scope["method"]
        self.headers = LookedUp([*scope["headers"]])

    async def read(self, limit: int) -> bytes | None:
        """The whole body; None as soon as it is known to be longer than `limit`. Raises ClientDisconnect."""
        declared = self.headers.get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > limit:
            return None
        chunks: list[bytes] = []
        size = 0
        more = True
        while more:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            body = message.get("body", b"")
            size += len(body)
            if size > limit:
                return None
            chunks.append(body)
            more = message.get("more_body", False)
        return chunks[0] if len(chunks) == 1 else b"".join(chunks)


class Ready:
    """An answer that is bytes already, or has none. `headers` are raw, names in lower case; the length is added.

    With `head` the bytes are only counted.
    """

    __slots__ = ("body", "headers", "status")

    def __init__(
        self, body: bytes | None, status: int, headers: Iterable[tuple[bytes, bytes]], *, head: bool = False
    ) -> None:
        self.status = status
        self.headers: HeaderList = [*headers]
        self.body = b""
        if body is not None:
            self.headers.append((b"content-length", b"%d" % len(body)))
            if not head:
                self.body = body

    def append(self, name: str, value: str) -> None:
        """One more header."""
        self.headers.append((name.lower().encode("latin-1"), value.encode("latin-1")))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})
