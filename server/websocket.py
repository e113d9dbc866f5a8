"""uvicorn's WebSocket protocol with a short way for what a server of live events does all day: sending one text."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from weakref import WeakKeyDictionary

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.protocol import OPEN, Protocol

from core.alarms import alarms

if TYPE_CHECKING:
    from uvicorn._types import ASGISendEvent, WebSocketScope
    from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
    from websockets.http11 import Request

#: The ASGI extension through which an application finds the short way; `SAY in scope["extensions"]` says it is there.
SAY = "odontograph.say"
#: Says a text, in UTF-8, at once; False, and nothing is said, when anything stands in the way: then ASGI's way is the
#: one that waits.
Say = Callable[[bytes], bool]


class WebSocketProtocol(WebSocketsSansIOProtocol):
    """Says the same as uvicorn's own; and texts, where the application wants that, without a task that waits.

    Such a text is written when everybody who has something to say in this turn of the loop has said it: a thousand
    writes in a row keep the kernel and a reader on the next core busy, while each write on its own has to wake them.
    At most one frame of a connection waits so, and nothing overtakes it.
    Its lines about sockets that open hold query strings, and are not logged.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.logger = self.conn.logger = _log
        self._frame: bytes | None = None
        #: The value of `Sec-WebSocket-Accept`, of a handshake that was taken up and not answered yet.
        self._accept: bytes | None = None

    def take_up(self, http: HttpToolsProtocol, accept: bytes, subprotocols: list[str]) -> None:
        """Go on from a handshake that uvicorn has parsed and `server/handshake` has checked: what `connection_made` and
        `handle_connect` do, without asking the library, which gets to see frames only."""
        self.connections.add(self)
        self.transport, self.server, self.client = http.transport, http.server, http.client
        self.scheme = "wss" if http.scheme == "https" else "ws"
        self.conn.parser = Protocol.parse(self.conn)
        next(self.conn.parser)
        self._accept = accept
        self.handshake_initiated = True
        path, _, query = http.url.partition(b"?")
        scope: WebSocketScope = {
            "type": "websocket",
            "asgi": {"version": self.asgi_version, "spec_version": "2.4"},
            "http_version": "1.1",
            "scheme": self.scheme,
            "server": self.server,
            "client": self.client,
            "root_path": self.root_path,
            "path": self.root_path + unquote(path.decode()),
            "raw_path": self.root_path.encode() + path,
            "query_string": query,
            "headers": http.headers,
            "subprotocols": subprotocols,
            "state": self.app_state.copy(),
            "extensions": {"websocket.http.response": {}, SAY: self.say},  # type: ignore[dict-item]
        }
        self.scope = scope
        self.queue.put_nowait({"type": "websocket.connect"})
        task = self.loop.create_task(self.run_asgi())
        task.add_done_callback(self.on_task_complete)
        self.tasks.add(task)

    def handle_connect(self, event: Request) -> None:
        """Take up a connection, and offer its application the short way."""
        super().handle_connect(event)
        if not self.close_sent:
            self.scope["extensions"][SAY] = self.say  # type: ignore[assignment]

    def say(self, text: bytes) -> bool:
        """Have a text written as one frame, made without asking the library; see `Say`."""
        # Open, taking what it is sent, without extensions that rewrite frames: then the client takes them as they are.
        if not self.writable.is_set() or self.close_sent or self.disconnected:
            return False
        if self.conn.state is not OPEN or self.conn.extensions or self.transport.is_closing():
            return False
        if self._frame is not None:
            self._write_frame()
        self._frame = head(len(text)) + text
        _soon(self.loop, self._write_frame)
        return True

    async def send(self, message: ASGISendEvent) -> None:
        """Send as uvicorn does, behind what has been said."""
        if self._frame is not None:
            self._write_frame()
        accept, self._accept = self._accept, None
        if accept is None or message["type"] != "websocket.accept" or self.disconnected:
            await super().send(message)
        elif not self.transport.is_closing():
            lines = [b"Upgrade: websocket", b"Connection: Upgrade", b"Sec-WebSocket-Accept: " + accept]
            lines += [b"%b: %b" % header for header in (*self.default_headers, *message.get("headers", ()))]
            if subprotocol := message.get("subprotocol"):
                lines.append(b"Sec-WebSocket-Protocol: " + subprotocol.encode())
            self.handshake_complete = True
            self.conn.state = OPEN
            self.transport.write(b"\r\n".join((b"HTTP/1.1 101 Switching Protocols", *lines, b"", b"")))
            self.start_keepalive()

    def handle_text(self, event: Frame) -> None:
        """Take a whole text that is alone without making its client wait; more than one stops the reading, as usual."""
        if event.fin and not self.close_sent and self.queue.empty():
            try:
                self.queue.put_nowait({"type": "websocket.receive", "text": bytes(event.data).decode()})
                return
            except UnicodeDecodeError:
                pass  # for uvicorn to say so
        super().handle_text(event)

    def schedule_ping(self) -> None:
        """Ask the client for a sign of life as uvicorn does, without a timer of the loop's own."""
        delay = max(0.0, (self.ping_interval or 0.0) - self.last_ping_rtt)
        self.ping_timer = alarms().later(delay, self.send_keepalive_ping)  # type: ignore[assignment]

    def shutdown(self) -> None:
        """Say what is left before the farewell."""
        self._write_frame()
        super().shutdown()

    def _write_frame(self) -> None:
        """Write the frame that waits, if there is one and the client has not left meanwhile."""
        frame, self._frame = self._frame, None
        if frame is not None and self.conn.state is OPEN and not self.transport.is_closing():
            self.transport.write(frame)


#: What writes the frames that wait, by loop.
_writers: WeakKeyDictionary[asyncio.AbstractEventLoop, list[Callable[[], None]]] = WeakKeyDictionary()


def _soon(loop: asyncio.AbstractEventLoop, write: Callable[[], None]) -> None:
    writers = _writers.get(loop)
    if writers is None:
        writers = _writers[loop] = []
    if not writers:
        loop.call_soon(_write_all, writers)
    writers.append(write)


def _write_all(writers: list[Callable[[], None]]) -> None:
    now = [*writers]
    writers.clear()
    for write in now:
        write()


#: Of the other logger only what went wrong.
_log = logging.getLogger("uvicorn.error.websocket")
_log.setLevel(logging.WARNING)


def head(size: int) -> bytes:
    """The head of a whole, unmasked text frame (RFC 6455, 5.2)."""
    if size < 126:
        return bytes((0x81, size))
    if size < 1 << 16:
        return b"\x81\x7e" + size.to_bytes(2, "big")
    return b"\x81\x7f" + size.to_bytes(8, "big")
