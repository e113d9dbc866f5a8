"""GraphQL over server-sent events, the *distinct connections* mode of graphql-sse: one operation per response.

Events are `next` (an execution result) and `complete` (the end); comments keep a silent stream open. The credential
is checked like any HTTP request's, then again before every event and at the end of the session.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from starlette.types import Message, Receive, Scope, Send

from core.http import Ready
from engine.door import Answer
from server.graphql_gate import Gate, RequestInfo, Turns, close_source, failed, sealed, session_ended

# `data` is there because browsers do not dispatch an event without it.
COMPLETE = b"event: complete\ndata:\n\n"
HEARTBEAT = b":\n\n"
_HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    # `no-transform` and X-Accel-Buffering: a proxy that compresses or collects events would hold them back.
    (b"cache-control", b"no-store, no-transform"),
    (b"vary", b"Accept"),
    (b"x-accel-buffering", b"no"),
)


def next_event(payload: bytes) -> bytes:
    """One `next` event. A line break would end the `data` field; in JSON it can only be white space."""
    return b"event: next\ndata: " + payload.replace(b"\n", b" ") + b"\n\n"


def single_event(payload: bytes) -> Ready:
    """The whole stream of an operation with one result, or of a refusal before the first event."""
    return Ready(next_event(payload) + COMPLETE, 200, _HEADERS)


class Frames:
    """How answers become bytes of a stream: here as graphql-sse spells them."""

    def start(self) -> bytes:
        """What a stream begins with; may be empty."""
        return b""

    def event(self, answer: Answer) -> bytes:
        """One answer of the source."""
        return next_event(sealed(answer).payload or b"")

    def end(self, last: Answer | None) -> bytes:
        """How it ends: by itself (None), or with this answer as its last word."""
        return (next_event(sealed(last).payload or b"") if last is not None else b"") + COMPLETE


class _StalledError(Exception):
    """The client has not read for `stall_timeout`."""


class EventStream:
    """The ASGI response that delivers a subscription until it ends, its session ends, or its client goes away.

    Nothing is queued: an event is taken from `source` when the one before has been handed to the transport.
    """

    def __init__(
        self,
        gate: Gate,
        actor: Any,
        info: RequestInfo,
        source: AsyncIterator[Answer],
        frames: Frames | None = None,
    ) -> None:
        self._frames = frames or Frames()
        self._gate = gate
        self._actor = actor
        self._info = info
        self._source = source
        self._writing = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        producer: asyncio.Task[None] | None = None
        gone = asyncio.create_task(_disconnected(receive))
        _open[self] = gone
        try:
            await send({"type": "http.response.start", "status": 200, "headers": [*_HEADERS]})
            if first := self._frames.start():
                await self._write(send, first, more=True)
            producer = asyncio.create_task(self._produce(send))
            await self._attend(producer, gone, send)
            if gone.cancelled():
                # Neither `complete` nor a reason: the stream is not over, its client comes back for the rest.
                await _cancel(producer)
                await self._write(send, b"", more=False)
        except (_StalledError, OSError):
            pass  # nobody reads; returning without the last chunk makes the server drop the connection
        finally:
            del _open[self]
            await _cancel(gone, producer)
            await close_source(self._source)

    async def _produce(self, send: Send) -> None:
        """Deliver every event, then the end. Ends early, told to the client, when the session does."""
        last: Answer | None = None
        turns = Turns()
        try:
            async for answer in self._source:
                if not await self._gate.still_valid(self._actor):
                    last = session_ended()
                    break
                await self._write(send, self._frames.event(answer), more=True)
                if turns.over():
                    await asyncio.sleep(0)
        except (_StalledError, OSError):
            raise
        except Exception as error:  # noqa: BLE001 - masked and logged
            last = failed(error, self._info)
        await self._finish(send, last)

    async def _attend(self, producer: asyncio.Task[None], gone: asyncio.Task[None], send: Send) -> None:
        """Wait for the end of the stream or of the client, with heartbeats, until the session's deadline."""
        loop = asyncio.get_running_loop()
        left = self._gate.seconds_left(self._actor)
        deadline = None if left is None else loop.time() + left
        while True:
            patience = self._gate.settings.heartbeat
            if deadline is not None:
                patience = min(patience, max(0.0, deadline - loop.time()))
            done, _ = await asyncio.wait({producer, gone}, timeout=patience, return_when=asyncio.FIRST_COMPLETED)
            if producer in done:
                producer.result()
            if done:
                return
            if deadline is not None and loop.time() >= deadline:
                await _cancel(producer)
                await self._finish(send, session_ended())
                return
            if not self._writing.locked():
                await self._write(send, HEARTBEAT, more=True)

    async def _finish(self, send: Send, last: Answer | None) -> None:
        await self._write(send, self._frames.end(last), more=False)

    async def _write(self, send: Send, body: bytes, *, more: bool) -> None:
        message: Message = {"type": "http.response.body", "body": body, "more_body": more}
        async with self._writing:
            try:
                async with asyncio.timeout(self._gate.settings.stall_timeout):
                    await send(message)
            except TimeoutError:
                raise _StalledError from None


#: Streams of this process, each with the task that waits for its client to go away.
_open: dict[EventStream, asyncio.Task[None]] = {}


def leave_all() -> None:
    """End all streams as if the connection had been lost: the process stops, and others go on where they were."""
    for gone in _open.values():
        gone.cancel()


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _cancel(*tasks: asyncio.Task[None] | None) -> None:
    """Cancel and wait: whatever a task's cleanup does has happened when this returns."""
    running = [task for task in tasks if task is not None]
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
