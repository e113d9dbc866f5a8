"""A crowd of WebSocket subscribers in one process: `python -m bench.listeners PORT COUNT TOKEN [TOKEN …]`.

Speaks just enough WebSocket and graphql-transport-ws by hand that the client costs little beside the server. Prints
`connected` when everybody subscribed; then reads raw booking requests from standard input, one base64 line each, sends
each itself, and prints one line of JSON: milliseconds from the sending to the answer, to the first, the median and the
last subscriber, with the message that the first one got.
"""

from __future__ import annotations

import asyncio
import base64
import struct
import sys
import time
from collections.abc import Iterator
from typing import Any, cast

import orjson
import uvloop

from bench.work import document

_AT_ONCE = 50
_PATIENCE = 30.0
_TEXT, _CLOSE, _PING, _PONG = 0x1, 0x8, 0x9, 0xA


def frame(payload: bytes, opcode: int = _TEXT) -> bytes:
    """A client's frame; masked with zeros, which the protocol allows."""
    size = len(payload)
    head = bytes([0x80 | opcode, 0x80 | size]) if size < 126 else struct.pack(">BBH", 0x80 | opcode, 0xFE, size)
    return head + b"\0\0\0\0" + payload


def frames(buffer: bytearray) -> Iterator[tuple[int, bytes]]:
    """Whole frames of a server, (opcode, payload), taken off the buffer."""
    while len(buffer) >= 2:
        size, start = buffer[1] & 0x7F, 2
        if size == 126:
            size, start = (int.from_bytes(buffer[2:4], "big"), 4) if len(buffer) >= 4 else (1 << 62, 4)
        elif size == 127:
            size, start = (int.from_bytes(buffer[2:10], "big"), 10) if len(buffer) >= 10 else (1 << 62, 10)
        if len(buffer) < start + size:
            return
        opcode, payload = buffer[0] & 0x0F, bytes(buffer[start : start + size])
        del buffer[: start + size]
        yield opcode, payload


class Crowd:
    """What all subscribers of a run heard of the event that is out."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.first: bytes = b""
        self.wanted = 0
        self.all = asyncio.Event()

    def expect(self, count: int) -> None:
        self.times, self.first, self.wanted = [], b"", count
        self.all.clear()

    def heard(self, message: bytes) -> None:
        if not self.times:
            self.first = message
        self.times.append(time.perf_counter())
        if len(self.times) == self.wanted:
            self.all.set()


class Subscriber(asyncio.Protocol):
    """One socket. `subscribed` is done when its subscription has been sent."""

    def __init__(self, crowd: Crowd, port: int, token: str) -> None:
        self.crowd, self.port, self.token = crowd, port, token
        self.subscribed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.buffer = bytearray()
        self.open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop's is none by inheritance
        key = base64.b64encode(b"0123456789abcdef").decode()
        self.transport.write(
            f"GET /graphql HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n".encode()
        )

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.open:
            head, end, rest = self.buffer.partition(b"\r\n\r\n")
            if not end:
                return
            if b" 101 " not in head[:20]:
                self._fail(head.decode(errors="replace"))
                return
            self.buffer, self.open = bytearray(rest), True
            payload = {"authorization": f"Bearer {self.token}"}
            self._say({"type": "connection_init", "payload": payload})
        for opcode, message in frames(self.buffer):
            self._take(opcode, message)

    def _take(self, opcode: int, message: bytes) -> None:
        if opcode == _PING:
            self.transport.write(frame(message, _PONG))
        elif opcode == _CLOSE:
            self._fail(f"closed: {message!r}")
        elif b'"type":"next"' in message:
            self.crowd.heard(message)
        elif b'"connection_ack"' in message:
            self._say({"id": "1", "type": "subscribe", "payload": {"query": document("odontograph", "S1")}})
            self.subscribed.set_result(None)
        elif b'"ping"' in message:
            self._say({"type": "pong"})
        elif b'"pong"' not in message:
            self._fail(message.decode(errors="replace"))

    def _say(self, message: Any) -> None:
        self.transport.write(frame(orjson.dumps(message)))

    def _fail(self, what: str) -> None:
        if self.subscribed.done():
            print(f"a subscriber was told: {what}", file=sys.stderr)
        else:
            self.subscribed.set_exception(ConnectionError(what))

    def connection_lost(self, error: Exception | None) -> None:
        if not self.subscribed.done():
            self.subscribed.set_exception(error or ConnectionError("closed"))


async def gather(port: int, count: int, tokens: list[str], crowd: Crowd) -> list[Subscriber]:
    """Connect and subscribe everybody, some at a time."""
    loop = asyncio.get_running_loop()
    members: list[Subscriber] = []
    for start in range(0, count, _AT_ONCE):
        group = [
            Subscriber(crowd, port, tokens[number % len(tokens)])
            for number in range(start, min(start + _AT_ONCE, count))
        ]
        for member in group:
            await loop.create_connection(lambda member=member: member, "127.0.0.1", port)  # type: ignore[misc]
        async with asyncio.timeout(_PATIENCE):
            await asyncio.gather(*(member.subscribed for member in group))
        members += group
    return members


async def tell(port: int, raw: bytes, crowd: Crowd, count: int) -> dict[str, Any]:
    """Send one booking and wait until everybody heard of it, or patience ends."""
    crowd.expect(count)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    began = time.perf_counter()
    writer.write(raw)
    head = await reader.readuntil(b"\r\n\r\n")
    answered = time.perf_counter()
    complete = count == 0
    if not complete:
        try:
            async with asyncio.timeout(_PATIENCE):
                await crowd.all.wait()
            complete = True
        except TimeoutError:
            pass
    writer.close()
    heard = sorted(crowd.times)

    def after(moment: float) -> float:
        return (moment - began) * 1000

    return {
        "status": int(head.split(b" ", 2)[1]),
        "complete": complete,
        "heard": len(heard),
        "answer_ms": after(answered),
        "first_ms": after(heard[0]) if heard else None,
        "median_ms": after(heard[len(heard) // 2]) if heard else None,
        "last_ms": after(heard[-1]) if heard else None,
        "message": crowd.first.decode(),
    }


async def main(port: int, count: int, tokens: list[str]) -> None:
    crowd = Crowd()
    members = await gather(port, count, tokens, crowd)
    loop = asyncio.get_running_loop()
    print("connected", flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        told = await tell(port, base64.b64decode(line), crowd, len(members))
        print(orjson.dumps(told).decode(), flush=True)


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
