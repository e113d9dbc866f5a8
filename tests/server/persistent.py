"""Clients that follow a clinic whatever breaks, as graphql-ws and `EventSource` do: each comes back after the last
event it saw, and keeps all it was told, doubles too. Like those, they come back when a connection breaks or ends, and
not when a subscription is ended or refused: that fails the test."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from typing import Any, NamedTuple

import httpx
import orjson
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import WebSocketException

from server.sse import PATH
from tests.server.ws_client import open_socket

#: Seconds until a client comes back.
PAUSE = 0.2
EVENTS = "subscription($after: BigInt) { clinicEvents(after: $after) { seq type node { subjectId } } }"


class Told(NamedTuple):
    """One event as a client was told of it."""

    seq: int
    type: str
    subject: str


class Follower(ABC):
    """One client; `told` is what it was told, in order."""

    def __init__(self, address: str, token: str) -> None:
        self.address, self.token = address, token
        self.told: list[Told] = []
        #: How often it has been connected.
        self.connections = 0
        self._news = asyncio.Event()

    @property
    def after(self) -> int:
        return self.told[-1].seq if self.told else 0

    async def run(self) -> None:
        """Follow until cancelled."""
        while True:
            with contextlib.suppress(OSError, TimeoutError, WebSocketException, httpx.HTTPError):
                async for told in self._connected():
                    self.told.append(told)
                    self._news.set()
            await asyncio.sleep(PAUSE)

    async def reached(self, seq: int) -> None:
        """Return when that event has been told."""
        while self.after < seq:
            await self._happened()

    async def connected(self, times: int) -> None:
        """Return when it has been connected so often."""
        while self.connections < times:
            await self._happened()

    async def _happened(self) -> None:
        self._news.clear()
        await self._news.wait()

    def _is_connected(self) -> None:
        self.connections += 1
        self._news.set()

    @abstractmethod
    def _connected(self) -> AsyncIterator[Told]:
        """What one connection tells, until it ends; raises when it breaks."""

    @abstractmethod
    def tear(self) -> None:
        """Tear the connection, as a lost network does: without a word to the server."""


class WebSocketFollower(Follower):
    _socket: ClientConnection | None = None

    async def _connected(self) -> AsyncIterator[Told]:
        async with open_socket(self.address, open_timeout=5, ping_interval=None) as client:
            self._socket = client.socket
            await client.send("connection_init", payload={"token": self.token})
            await client.subscribe("s", EVENTS, variables={"after": self.after})
            async for text in client.socket:
                message = orjson.loads(text)
                if message["type"] == "connection_ack":
                    self._is_connected()
                assert message["type"] in ("connection_ack", "next"), message
                if message["type"] == "next":
                    event = message["payload"]["data"]["clinicEvents"]
                    yield Told(event["seq"], event["type"], event["node"]["subjectId"])

    def tear(self) -> None:
        if self._socket is not None:
            self._socket.transport.abort()


class EventSourceFollower(Follower):
    _stream: Any = None

    async def _connected(self) -> AsyncIterator[Told]:
        headers = {"authorization": f"Bearer {self.token}", "last-event-id": str(self.after)}
        async with (
            httpx.AsyncClient(base_url=f"http://{self.address}", trust_env=False, timeout=30) as http,
            http.stream("GET", PATH, headers=headers) as response,
        ):
            # A browser never comes back after anything else.
            assert response.status_code == 200, response.status_code
            self._stream = response.extensions["network_stream"]
            self._is_connected()
            event: dict[str, str] = {}
            async for line in response.aiter_lines():
                if line:
                    name, _, value = line.partition(": ")
                    event[name] = value
                    continue
                if event.get("event") not in (None, "ready", "closed"):
                    yield Told(int(event["id"]), event["event"], orjson.loads(event["data"])["node"]["subjectId"])
                event = {}

    def tear(self) -> None:
        if self._stream is not None:
            self._stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
