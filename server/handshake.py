"""The opening handshake of a WebSocket, taken up as uvicorn's HTTP protocol has parsed it.

uvicorn writes the parsed request down again for the WebSocket library to parse it once more. A handshake with anything
unusual about it still goes that way, and is refused or answered there.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from websockets.utils import accept_key

from server.websocket import WebSocketProtocol

#: What the library takes of headers.
_MOST_HEADERS = 128
_LONGEST_HEADER = 8192
_TOKEN = rb"[-!#$%&'*+.^_`|~0-9a-zA-Z]+"
_TOKENS = re.compile(rb"%b(?:[ \t]*,[ \t]*%b)*" % (_TOKEN, _TOKEN))


@dataclass(frozen=True, slots=True)
class Handshake:
    """What the answer needs to know of an ordinary handshake."""

    #: The value of `Sec-WebSocket-Accept`.
    accept: bytes
    subprotocols: list[str]


def ordinary(method: str, http_version: str, url: bytes, headers: list[tuple[bytes, bytes]]) -> Handshake | None:
    """The handshake of a request that asks for a WebSocket, names in lower case; None if there is anything unusual
    about it: whether it is wrong is then for the library to say (RFC 6455, 4.2.1)."""
    given = dict(headers)
    if len(given) != len(headers) or len(headers) > _MOST_HEADERS or not url.isascii():
        return None
    if max(len(url), *map(len, given.values())) > _LONGEST_HEADER:
        return None
    if (method, http_version, given.get(b"sec-websocket-version")) != ("GET", "1.1", b"13"):
        return None
    named = given.get(b"sec-websocket-protocol")
    if named is not None and _TOKENS.fullmatch(named) is None:
        return None
    key = given.get(b"sec-websocket-key", b"")
    try:
        if len(base64.b64decode(key, validate=True)) != 16:
            return None
    except binascii.Error:
        return None
    subprotocols = [token.strip() for token in named.decode().split(",")] if named is not None else []
    return Handshake(accept_key(key.decode()).encode(), subprotocols)


class HTTPProtocol(HttpToolsProtocol):
    """uvicorn's HTTP protocol with a short way to ours for WebSockets."""

    def handle_websocket_upgrade(self) -> None:
        """Hand an ordinary handshake over as it is."""
        made = self.ws_protocol_class
        if made is WebSocketProtocol and not self.config.ws_per_message_deflate:
            scope = self.scope
            found = ordinary(scope["method"], scope["http_version"], self.url, self.headers)
            if found is not None:
                self.connections.discard(self)
                protocol = WebSocketProtocol(
                    config=self.config, server_state=self.server_state, app_state=self.app_state
                )
                protocol.take_up(self, found.accept, found.subprotocols)
                self.transport.set_protocol(protocol)
                # They hold each other: nobody should have to look for them.
                self.parser = None  # type: ignore[assignment]
                return
        super().handle_websocket_upgrade()
