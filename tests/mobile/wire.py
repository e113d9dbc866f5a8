"""A line to a server that can be cut and laid again."""

from __future__ import annotations

import asyncio
import contextlib
from urllib.parse import urlsplit


class Line:
    """Passes bytes between whoever connects to `port` and the server behind it."""

    def __init__(self, url: str) -> None:
        """`url` is the server's, on a port or on a Unix socket."""
        self._behind = urlsplit(url)
        self.port = 0
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    async def open(self) -> None:
        """Listen; on the same port as before."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port)
        self.port = int(self._server.sockets[0].getsockname()[1])

    async def cut(self) -> None:
        """End every connection, and take no other."""
        assert self._server is not None
        self._server.close()
        for writer in list(self._open):
            writer.close()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behind = self._behind
        if behind.scheme == "unix":
            inner, outer = await asyncio.open_unix_connection(behind.path)
        else:
            inner, outer = await asyncio.open_connection(behind.hostname, behind.port)
        ends = {writer, outer}
        self._open |= ends
        with contextlib.suppress(OSError):
            await asyncio.gather(_passed(reader, outer), _passed(inner, writer))
        self._open -= ends


async def _passed(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65_536):
        writer.write(data)
        await writer.drain()
    writer.close()
