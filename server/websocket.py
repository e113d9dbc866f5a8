"""uvicorn's WebSocket protocol with a short way for what a server of live events does all day: sending one text."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import OPEN

if TYPE_CHECKING:
    from uvicorn._types import ASGISendEvent


class WebSocketProtocol(WebSocketsSansIOProtocol):
    """Says the same as uvicorn's own, texts by a short way.

    A text becomes its frame without asking the library, and is written when everybody who has something to say in this
    turn of the loop has said it: a thousand writes in a row keep the kernel and a reader on the next core busy, while
    each write on its own has to wake them. At most one frame of a connection waits so, and nothing overtakes it.
    Its lines about sockets that open hold query strings, and are not logged.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.logger = self.conn.logger = _log
        self._frame: bytes | None = None

    async def send(self, message: ASGISendEvent) -> None:
        """Send a text by the short way, if nothing stands in it; everything else by uvicorn's."""
        text = message.get("text") if message["type"] == "websocket.send" else None
        if self._frame is not None:
            self.write_frame()
        # Open, reading, without extensions that rewrite frames: then the client takes them as they are.
        if (
            text is not None
            and self.writable.is_set()
            and self.handshake_complete
            and not (self.disconnected or self.close_sent or self.conn.extensions)
            and self.conn.state is OPEN
        ):
            payload = text.encode()
            self._frame = head(len(payload)) + payload
            _soon(self.loop, self)
        else:
            await super().send(message)

    def shutdown(self) -> None:
        """Say what is left before the farewell."""
        self.write_frame()
        super().shutdown()

    def write_frame(self) -> None:
        """Write the frame that waits, if there is one and the client has not left meanwhile."""
        frame, self._frame = self._frame, None
        if frame is not None and self.conn.state is OPEN and not self.transport.is_closing():
            self.transport.write(frame)


#: Connections with a frame to be written, by loop.
_saying: WeakKeyDictionary[asyncio.AbstractEventLoop, list[WebSocketProtocol]] = WeakKeyDictionary()


def _soon(loop: asyncio.AbstractEventLoop, connection: WebSocketProtocol) -> None:
    saying = _saying.get(loop)
    if saying is None:
        saying = _saying[loop] = []
    if not saying:
        loop.call_soon(_write_all, saying)
    saying.append(connection)


def _write_all(saying: list[WebSocketProtocol]) -> None:
    connections = [*saying]
    saying.clear()
    for connection in connections:
        connection.write_frame()


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
