"""A client of graphql-transport-ws that shows every message, and a stage that serves one application after another."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from tests.server.graphql_toy import World, toy_app

PROTOCOL = Subprotocol("graphql-transport-ws")


class Client:
    """One connection, speaking JSON."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def send(self, kind: str, **members: Any) -> None:
        await self.socket.send(json.dumps({"type": kind, **members}))

    async def receive(self) -> dict[str, Any]:
        message = await asyncio.wait_for(self.socket.recv(), 10)
        assert isinstance(message, str)  # binary frames are not the protocol's
        parsed: dict[str, Any] = json.loads(message)
        return parsed

    async def init(self, payload: dict[str, Any] | None = None) -> Client:
        await self.send("connection_init", **({} if payload is None else {"payload": payload}))
        assert await self.receive() == {"type": "connection_ack"}
        return self

    async def subscribe(self, key: str, query: str, **payload: Any) -> None:
        await self.send("subscribe", id=key, payload={"query": query, **payload})

    async def closed(self) -> tuple[int, str]:
        """Code and reason of the server's close; whatever is still under way before it is read and dropped."""
        while self.socket.close_code is None:
            with contextlib.suppress(ConnectionClosed):
                await asyncio.wait_for(self.socket.recv(), 10)
        return self.socket.close_code, self.socket.close_reason or ""


@contextlib.asynccontextmanager
async def open_socket(address: str, **options: Any) -> AsyncIterator[Client]:
    given = {"subprotocols": [PROTOCOL], "compression": None, "max_size": None, **options}
    async with connect(f"ws://{address}/graphql", **given) as socket:
        yield Client(socket)


class Stage:
    """One server for all tests here (starting and stopping one takes longer than most of them); each has its app."""

    def __init__(self) -> None:
        self.address = ""
        self.app: ASGIApp = toy_app(World())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)

    def play(self, app: ASGIApp) -> str:
        """Serve this application to connections from now on; gives the address."""
        self.app = app
        return self.address


def next_of(key: str, data: Any) -> dict[str, Any]:
    return {"id": key, "type": "next", "payload": {"data": data}}


def complete_of(key: str) -> dict[str, Any]:
    return {"id": key, "type": "complete"}


def error_codes(message: dict[str, Any], key: str) -> list[str]:
    assert (message["type"], message["id"]) == ("error", key)
    return [error["extensions"]["code"] for error in message["payload"]]
