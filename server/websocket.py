"""uvicorn's WebSocket protocol with a short way for what a server of live events does all day: sending one text."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import OPEN

if TYPE_CHECKING:
    from uvicorn._types import ASGISendEvent
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

    def handle_connect(self, event: Request) -> None:
        """Take up a connection, and offer its application the short way."""
        super().handle_connect(event)
        if not self.close_sent:
            self.scope["extensions"][SAY] = self.say  # type: ignore[assignment]

    def say(self, text: bytes) -> bool:
        """Have a text written as one frame, made without asking the library; see `Say`."""
        # Open, reading, without extensions that rewrite frames: then the client takes them as they are.
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
        await super().send(message)

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
