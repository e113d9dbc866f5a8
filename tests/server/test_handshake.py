"""The short way of opening handshakes: what is ordinary is answered as the library does, the rest by the library."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from server.handshake import ordinary
from tests.server.graphql_toy import served

#: RFC 6455, 1.3.
KEY, ACCEPT = b"dGhlIHNhbXBsZSBub25jZQ==", b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo="
HEADERS = {
    b"host": b"clinic.example",
    b"upgrade": b"websocket",
    b"connection": b"keep-alive, Upgrade",
    b"sec-websocket-key": KEY,
    b"sec-websocket-version": b"13",
}


def test_the_answer_is_the_standards() -> None:
    found = ordinary("GET", "1.1", b"/graphql", [*HEADERS.items(), (b"sec-websocket-protocol", b"a ,b")])

    assert found is not None
    assert (found.accept, found.subprotocols) == (ACCEPT, ["a", "b"])


@pytest.mark.parametrize(
    ("changed", "method", "version", "url"),
    [
        ({}, "POST", "1.1", b"/"),
        ({}, "GET", "1.0", b"/"),
        ({}, "GET", "1.1", "/ø".encode()),
        ({}, "GET", "1.1", b"/" + b"x" * 9000),
        ({b"x": b"x" * 9000}, "GET", "1.1", b"/"),
        ({b"x%d" % n: b"" for n in range(128)}, "GET", "1.1", b"/"),
        ({b"sec-websocket-version": b"8"}, "GET", "1.1", b"/"),
        ({b"sec-websocket-key": b"dGhlIHNhbXBsZQ=="}, "GET", "1.1", b"/"),
        ({b"sec-websocket-key": b"no base 64"}, "GET", "1.1", b"/"),
        ({b"sec-websocket-key": b""}, "GET", "1.1", b"/"),
        ({b"sec-websocket-protocol": b"a,,b"}, "GET", "1.1", b"/"),
        ({b"sec-websocket-protocol": "ø".encode()}, "GET", "1.1", b"/"),
    ],
)
def test_what_is_unusual_is_left_to_the_library(
    changed: dict[bytes, bytes], method: str, version: str, url: bytes
) -> None:
    assert ordinary(method, version, url, [*{**HEADERS, **changed}.items()]) is None


def test_a_header_given_twice_is_left_to_the_library() -> None:
    assert ordinary("GET", "1.1", b"/", [*HEADERS.items(), (b"origin", b"a"), (b"origin", b"b")]) is None


async def opened(address: str, *lines: bytes) -> tuple[bytes, set[bytes]]:
    """Status line and headers of the answer to a handshake with these lines more, but for the date."""
    reader, writer = await asyncio.open_connection(*address.split(":"))
    given = [name + b": " + value for name, value in HEADERS.items()]
    writer.write(b"\r\n".join([b"GET /a%20b?c=d HTTP/1.1", *given, *lines, b"", b""]))
    status, *headers = (await reader.readuntil(b"\r\n\r\n")).strip().split(b"\r\n")
    writer.close()
    return status, {header.lower() for header in headers if not header.lower().startswith(b"date:")}


async def test_both_ways_answer_the_same_and_tell_the_application_the_same() -> None:
    scopes: list[Any] = []

    async def accepting(scope: Scope, receive: Receive, send: Send) -> None:
        scopes.append({name: value for name, value in scope.items() if name not in ("client", "extensions", "state")})
        await receive()
        await send({"type": "websocket.accept", "subprotocol": "b", "headers": [(b"x-name", b"value")]})
        await send({"type": "websocket.close"})

    protocols = b"Sec-WebSocket-Protocol: a, b"
    async with served(accepting) as address:
        short = await opened(address, protocols)
        # A header twice goes the long way.
        long = await opened(address, protocols, b"X-Twice: 1", b"X-Twice: 1")

    twice = [(b"x-twice", b"1")] * 2
    assert scopes[1] == {**scopes[0], "headers": [*scopes[0]["headers"], *twice]}
    assert (scopes[0]["path"], scopes[0]["query_string"], scopes[0]["subprotocols"]) == ("/a b", b"c=d", ["a", "b"])
    assert short == long
    assert short[0] == b"HTTP/1.1 101 Switching Protocols"
    assert {b"sec-websocket-accept: " + ACCEPT.lower(), b"sec-websocket-protocol: b", b"x-name: value"} <= short[1]


@pytest.mark.parametrize("way", [(), (b"X-Twice: 1", b"X-Twice: 1")])
async def test_an_application_may_refuse_or_fail(way: tuple[bytes, ...]) -> None:
    async def refusing(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "websocket.close"})

    async def failing(scope: Scope, receive: Receive, send: Send) -> None:
        raise ZeroDivisionError

    async with served(refusing) as address:
        assert (await opened(address, *way))[0] == b"HTTP/1.1 403 Forbidden"
    async with served(failing) as address:
        assert (await opened(address, *way))[0] == b"HTTP/1.1 500 Internal Server Error"


@pytest.mark.parametrize(
    ("line", "status"), [(b"Sec-WebSocket-Key: " + KEY, 400), (b"Origin: http://a\r\nOrigin: http://b", 400)]
)
async def test_what_is_wrong_is_refused_before_the_application_hears_of_it(line: bytes, status: int) -> None:
    async def never(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("asked")

    async with served(never) as address:
        assert (await opened(address, line))[0].startswith(b"HTTP/1.1 %d " % status)
