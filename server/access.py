"""One layer around every request: its id, the headers of its answer, one log line, and whoever counts.

The id ties the line to its answer and to every line logged meanwhile.
"""

from __future__ import annotations

import logging
import random
import re
import time
from collections.abc import Callable, Collection, Mapping

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.http import HeaderList
from core.logging import Frequent, request_id, scrub
from server.websocket import SAY, Say

#: Adds what is missing to the headers of an answer, given what is there by name and what the request came with.
Complete = Callable[[HeaderList, Mapping[bytes, bytes], Mapping[bytes, bytes]], None]
#: Told of every HTTP answer: its scope, its status and the seconds until it began.
Count = Callable[[Scope, int, float], None]

_HEADER = b"x-request-id"

_log = Frequent("odontograph.access", "request", ("method", "path", "status", "ms", "bytes"))

_GIVEN = re.compile(rb"[A-Za-z0-9][A-Za-z0-9_-]{7,63}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_WORD = re.compile(r"[a-z][a-zA-Z]*([_-][a-zA-Z]+)*|v\d+")
_LONGEST_WORD = 32
_MOST_SEGMENTS = 12

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "WEBSOCKET"})


class AccessLog:
    """ASGI middleware, to be the outermost: sets `core.logging.request_id`, answers it in `X-Request-ID`, logs.

    A caller's own id is kept when it looks like one. Query strings, addresses and the parts of a path that are not
    plain words are never logged: they hold search terms, share tokens and file names. `complete` and `count` are
    called here because every layer of its own would cost each request as much as this one.
    """

    def __init__(self, app: ASGIApp, *, complete: Complete | None = None, count: Count | None = None) -> None:
        self.app = app
        self._complete = complete
        self._count = count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind = scope["type"]
        if kind != "http" and kind != "websocket":
            await self.app(scope, receive, send)
            return
        # Of a header that is given twice the first counts.
        asked = dict([*scope["headers"]][::-1])
        given = asked.get(_HEADER)
        name = given.decode() if given is not None and _GIVEN.fullmatch(given) else _new_name()
        before = request_id.set(name)
        told = _Told(send, name, asked, self._complete if kind == "http" else None)
        if kind == "websocket" and (say := scope.get("extensions", {}).get(SAY)):
            scope["extensions"][SAY] = told.saying(say)
        began = time.perf_counter()
        try:
            await self.app(scope, receive, told.send)
        except BaseException as error:
            told.failed = True
            if kind == "http" and told.status is None and isinstance(error, Exception):
                await PlainTextResponse("Internal Server Error", 500)(scope, receive, told.send)
            raise
        finally:
            ended = time.perf_counter()
            if self._count is not None and kind == "http":
                # Of a stream that was answered the length is no latency.
                self._count(scope, told.status or 500, (told.answered or ended) - began)
            _write(scope, told, ended - began)
            request_id.reset(before)


def _new_name() -> str:
    """24 hex digits. No secret: it is answered, and only has to differ from the others."""
    return f"{random.getrandbits(96):024x}"


class _Told:
    """Passes an answer through, completes its headers and notes what it was."""

    __slots__ = ("_asked", "_complete", "_name", "_send", "answered", "bytes", "failed", "status")

    def __init__(self, send: Send, name: str, asked: Mapping[bytes, bytes], complete: Complete | None) -> None:
        self._send = send
        self._name = name
        self._asked = asked
        self._complete = complete
        self.status: int | None = None
        self.answered = 0.0
        self.bytes = 0
        self.failed = False

    async def send(self, message: Message) -> None:
        kind = message["type"]
        if kind == "http.response.body":
            self.bytes += len(message.get("body") or b"")
        elif kind in ("http.response.start", "websocket.http.response.start", "websocket.accept"):
            headers: HeaderList = [*message.get("headers", ())]  # optional in `websocket.accept`
            there = dict(headers)
            if self._complete is not None:
                self._complete(headers, there, self._asked)
            if _HEADER not in there:
                headers.append((_HEADER, self._name.encode()))
            message["headers"] = headers
            self.status = message.get("status", 101)
            self.answered = time.perf_counter()
        elif kind == "websocket.close":
            if self.status is None:
                self.status = 403  # what the client of a refused handshake sees
        else:
            self.bytes += len(message.get("body") or message.get("bytes") or message.get("text") or "")
        await self._send(message)

    def saying(self, say: Say) -> Say:
        """The short way of a WebSocket, past `send`: its bytes count all the same."""

        def counted(text: bytes) -> bool:
            said = say(text)
            if said:
                self.bytes += len(text)
            return said

        return counted


def _write(scope: Scope, told: _Told, seconds: float) -> None:
    status = told.status if told.status is not None else (500 if told.failed else 499)

    def fields() -> dict[str, str | float]:
        method = scope.get("method", "WEBSOCKET")
        parameters = scope.get("path_params")
        return {
            "method": method if method in _METHODS else scrub(method),
            "path": plain_path(scope["path"], parameters.values() if parameters else ()),
            "status": status,
            "ms": round(seconds * 1000, 1),
            "bytes": told.bytes,
        }

    _log.write(logging.ERROR if status >= 500 else logging.INFO, fields)


def plain_path(path: str, parameters: Collection[object] = ()) -> str:
    """`path` with everything but plain words masked: `/api/v1/patients/{id}`, `/share/{…}`.

    What the router took for `parameters` is masked even where it is a plain word.
    """
    if not parameters and path in _plain:
        return path
    given = {piece for value in parameters for piece in str(value).split("/")} if parameters else _NOTHING
    parts = path.split("/")
    shown = "/".join([_shown(part, given) for part in parts[:_MOST_SEGMENTS]])
    if len(parts) > _MOST_SEGMENTS:
        return shown + "/…"
    if shown == path and len(_plain) < _MOST_PLAIN:
        _plain.add(path)
    return shown


_NOTHING: frozenset[str] = frozenset()
#: Paths and segments that are shown as they are; so many at most, for strangers make up others.
_plain: set[str] = {""}
_MOST_PLAIN = 2_000


def _shown(part: str, given: set[str] | frozenset[str]) -> str:
    if not part or (part in _plain and part not in given):
        return part
    if part not in given and len(part) <= _LONGEST_WORD and _WORD.fullmatch(part):
        if len(_plain) < _MOST_PLAIN:
            _plain.add(part)
        return part
    if part.isascii() and part.isdigit():
        return "{n}"
    return "{id}" if _UUID.fullmatch(part) else "{…}"
