"""uvicorn's WebSocket protocol with a short way for what a server of live events does all day: sending one text."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import OPEN

if TYPE_CHECKING:
    from uvicorn._types import ASGISendEvent


class WebSocketProtocol(WebSocketsSansIOProtocol):
    """Says the same as uvicorn's own. Its lines about sockets that open hold query strings, and are not logged."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.logger = self.conn.logger = _log

    async def send(self, message: ASGISendEvent) -> None:
        """Send a text as one frame at once, if nothing stands in its way; everything else the long way."""
        text = message.get("text") if message["type"] == "websocket.send" else None
        # Open, reading, without extensions that rewrite frames: then the client takes them as they are.
        if (
            text is not None
            and self.writable.is_set()
            and self.handshake_complete
            and not (self.disconnected or self.close_sent or self.conn.extensions)
            and self.conn.state is OPEN
        ):
            payload = text.encode()
            self.transport.write(head(len(payload)) + payload)
        else:
            await super().send(message)


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
