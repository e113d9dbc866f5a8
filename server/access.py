"""One log line per request, and the id that ties it to its answer and to every line logged meanwhile."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterable

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.logging import request_id

HEADER = "X-Request-ID"

log = structlog.get_logger("odontograph.access")

_GIVEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{7,63}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_WORD = re.compile(r"[a-z][a-zA-Z]*([_-][a-zA-Z]+)*|v\d+")
_LONGEST_WORD = 32
_MOST_SEGMENTS = 12


class AccessLog:
    """ASGI middleware, to be the outermost: sets `core.logging.request_id`, answers it in `X-Request-ID`, logs.

    A caller's own id is kept when it looks like one. Query strings, addresses and the parts of a path that are not
    plain words are never logged: they hold search terms, share tokens and file names.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        name = given if _GIVEN.fullmatch(given) else secrets.token_hex(12)
        before = request_id.set(name)
        began, told = time.perf_counter(), _Told(send, name)
        try:
            await self.app(scope, receive, told)
        except BaseException:
            told.failed = True
            raise
        finally:
            _log(scope, told, time.perf_counter() - began)
            request_id.reset(before)


class _Told:
    """Passes an answer through, adds the id to it and notes what it was."""

    def __init__(self, send: Send, name: str) -> None:
        self.send, self.name = send, name
        self.status: int | None = None
        self.bytes = 0
        self.failed = False

    async def __call__(self, message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.http.response.start", "websocket.accept"):
            message.setdefault("headers", [])  # optional in `websocket.accept`
            MutableHeaders(scope=message).setdefault(HEADER, self.name)
            self.status = message.get("status", 101)
        elif message["type"] == "websocket.close" and self.status is None:
            self.status = 403  # what the client of a refused handshake sees
        self.bytes += len(message.get("body") or message.get("bytes") or message.get("text") or "")
        await self.send(message)


def _log(scope: Scope, told: _Told, seconds: float) -> None:
    status = told.status if told.status is not None else (500 if told.failed else 499)
    write = log.error if status >= 500 else log.info
    write(
        "request",
        method=scope.get("method", "WEBSOCKET"),
        path=plain_path(scope["path"], scope.get("path_params", {}).values()),
        status=status,
        ms=round(seconds * 1000, 1),
        bytes=told.bytes,
    )


def plain_path(path: str, parameters: Iterable[object] = ()) -> str:
    """`path` with everything but plain words masked: `/api/v1/patients/{id}`, `/share/{…}`.

    What the router took for `parameters` is masked even where it is a plain word.
    """
    given = {piece for value in parameters for piece in str(value).split("/")}
    parts = path.split("/")
    shown = [_plain(part, given) for part in parts[:_MOST_SEGMENTS]]
    return "/".join(shown) + ("/…" if len(parts) > _MOST_SEGMENTS else "")


def _plain(part: str, given: set[str]) -> str:
    if not part or (part not in given and len(part) <= _LONGEST_WORD and _WORD.fullmatch(part)):
        return part
    if part.isascii() and part.isdigit():
        return "{n}"
    return "{id}" if _UUID.fullmatch(part) else "{…}"
