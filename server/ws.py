"""GraphQL over WebSocket: the `graphql-transport-ws` protocol, straight on ASGI.

Nothing is queued for a client. An operation hands over one message and waits until the socket takes it; who does not
read for `stall_timeout` is closed with 4429. So a connection never holds more than one result per open operation.
While the socket takes messages at once, an event reaches it without waking the operation (`Straight`).

Close codes: 4400 invalid message, 4401 not initialised or session over, 4403 refused at `connection_init`, 4406 wrong
subprotocol, 4408 no `connection_init` in time, 4409 id in use, 4429 second `connection_init` or slow consumer,
1009 message too big, 1013 try again later, 4500 accident.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import orjson
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import Message, Receive, Scope, Send

from core.alarms import alarms
from core.errors import Code, Problem, Unauthenticated, Unavailable
from engine.door import Answer, Request, Straight
from server.graphql_gate import READ_AND_WRITE, Gate, RequestInfo, Turns, close_source, failed, sealed
from server.graphql_request import BadRequestError, from_parameters, load_json
from server.websocket import SAY, Say

PROTOCOL = "graphql-transport-ws"
_MAX_ID = 128
_MAX_CREDENTIAL = 8192
_MAX_STATED = 1000
#: What `connection_init` may state, by the header that says the same.
_STATED = {"reason": b"x-reason", "clinicId": b"x-clinic-id"}


class GraphQLWebSocket:
    """The ASGI application behind the WebSocket of `/graphql`."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()  # websocket.connect
        if not origin_allowed(scope, self._gate.settings.allowed_origins):
            await send({"type": "websocket.close"})  # before accepting: the handshake is answered 403
            return
        if PROTOCOL not in scope.get("subprotocols", ()):
            await send({"type": "websocket.accept"})
            await send({"type": "websocket.close", "code": 4406, "reason": f"The subprotocol is {PROTOCOL}"})
            return
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        await _Connection(self._gate, scope, receive, send).serve()


def origin_allowed(scope: Scope, allowed: frozenset[str]) -> bool:
    """Whether a page of this origin may open the socket: ours, or one named in the settings.

    Browsers send cookies with a cross-origin handshake and never ask first (no CORS), so this check is what keeps
    another site's page from acting with the visitor's session. Only browsers send `Origin`; others have no cookies
    that are not theirs.
    """
    headers = Headers(scope=scope)
    origins = headers.getlist("origin")
    if not origins:
        return True
    if len(origins) > 1:
        return False
    if origins[0] in allowed:
        return True
    try:
        origin = urlsplit(origins[0])
        own = urlsplit(f"{origin.scheme}://{headers.get('host', '')}")
        same = (origin.hostname, origin.port) == (own.hostname, own.port) and origin.hostname is not None
    except ValueError:
        return False
    # A proxy may have taken TLS off, so https over ws is ours; http over wss is somebody on the network path.
    return same and origin.scheme in (("https",) if scope.get("scheme") == "wss" else ("https", "http"))


class _CloseError(Exception):
    """End the connection with this code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


class _Operation:
    """One open operation. `silent` once its client wants no more of it, `writing` while its mutation executes."""

    __slots__ = ("key", "silent", "task", "writing")

    def __init__(self, key: str) -> None:
        self.key = key
        self.silent = False
        self.writing = False
        self.task: asyncio.Task[None] | None = None

    def stop(self) -> None:
        """No more messages. A mutation runs to its end all the same: a socket that closes must not cut it in half."""
        if self.silent:
            return  # a second cancellation would hit the clean-up after the first
        self.silent = True
        if not self.writing and self.task is not None:
            self.task.cancel()


class _Turn:
    """A lock that costs nothing while nobody else wants it: set `taken`, then `end()`; first `wait()` if it is taken.

    Who was waited for hands the turn over: it stays taken, and nobody gets in between.
    """

    __slots__ = ("_waiting", "taken")

    def __init__(self) -> None:
        self.taken = False
        self._waiting: list[asyncio.Future[None]] = []

    async def wait(self) -> None:
        """Wait for the turn, behind those who wait already."""
        mine = asyncio.get_running_loop().create_future()
        self._waiting.append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self.end()  # handed over, and not wanted any more
            raise

    def end(self) -> None:
        """Hand the turn to whoever has waited longest."""
        self.taken = False
        while self._waiting:
            waiting = self._waiting.pop(0)
            if not waiting.done():
                self.taken = True
                waiting.set_result(None)
                return


class _Connection:
    """One socket, from accept to close."""

    def __init__(self, gate: Gate, scope: Scope, receive: Receive, send: Send) -> None:
        self._gate = gate
        self._scope = scope
        self._receive = receive
        self._send_raw = send
        self._say: Say = scope.get("extensions", {}).get(SAY, _waits)
        self._loop = asyncio.get_running_loop()
        self._writing = _Turn()
        self._waiting_since: float | None = None
        self._watch: asyncio.TimerHandle | None = None
        self._open = True
        self._initialised = False
        self._credentials: HTTPConnection | None = None
        self._by_id: dict[str, _Operation] = {}
        self._running: set[_Operation] = set()
        #: What to close with when `_end` comes; `_doomed` once that has been decided for good.
        self._verdict = (1001, "Gone")
        self._doomed = False
        self._end = asyncio.timeout(None)
        #: Dooms the connection when it has not been initialised in time, or its session is over.
        overdue = partial(self._doom, 4408, "Connection initialisation timeout")
        self._deadline = alarms().later(gate.settings.init_timeout, overdue)

    async def serve(self) -> None:
        """Read messages until either side closes; leave no task, timer or stream behind."""
        verdict: tuple[int, str] | None = None
        try:
            async with self._end:
                await self._listen()
        except _CloseError as close:
            verdict = (close.code, close.reason)
        except TimeoutError:
            verdict = self._verdict
        finally:
            self._doomed = True
            self._deadline.cancel()
            await self._shut(verdict)

    async def _listen(self) -> None:
        turns = Turns()
        while True:
            event = await self._receive()
            if event["type"] == "websocket.disconnect":
                self._open = False
                return
            await self._handle(self._decode(event))
            if turns.over():
                await asyncio.sleep(0)

    def _decode(self, event: Message) -> dict[str, Any]:
        text = event.get("text")
        if text is None:
            raise _CloseError(4400, "Messages are text")
        raw = text.encode()
        if len(raw) > self._gate.settings.max_message_bytes:
            raise _CloseError(1009, "Message too big")
        try:
            message = load_json(raw, "The message")
        except BadRequestError as bad:
            raise _CloseError(4400, bad.message) from None
        if not isinstance(message, dict):
            raise _CloseError(4400, "Messages are JSON objects")
        return message

    async def _handle(self, message: dict[str, Any]) -> None:
        match message.get("type"):
            case "subscribe":
                await self._subscribe(message)
            case "complete":
                if operation := self._by_id.pop(_operation_id(message), None):
                    operation.stop()
            case "ping":
                payload = _payload(message)
                await self._send(b'{"type":"pong"}' if payload is None else _frame("pong", None, orjson.dumps(payload)))
            case "pong":
                _payload(message)
            case "connection_init":
                await self._initialise(_payload(message))
            case _:
                raise _CloseError(4400, "Invalid message type")

    async def _initialise(self, payload: dict[str, Any] | None) -> None:
        if self._initialised:
            raise _CloseError(4429, "Too many initialisation requests")
        self._initialised = True
        connection = _connection(self._scope, payload or {})
        try:
            actor = await self._gate.authenticate(connection)
            left = self._gate.seconds_left(actor)
        except Exception as error:  # noqa: BLE001 - masked and logged
            raise self._init_refused(error, connection) from None
        self._credentials = connection
        if not self._doomed:
            self._deadline.cancel()
            if left is not None:
                self._deadline = alarms().later(left, partial(self._doom, 4401, "Session expired"))
        await self._send(b'{"type":"connection_ack"}')

    def _init_refused(self, error: Exception, connection: HTTPConnection) -> _CloseError:
        if isinstance(error, Unavailable):
            return _CloseError(1013, "Try again later")
        if isinstance(error, Problem) and error.code is not Code.INTERNAL:
            return _CloseError(4403, error.message)
        failed(error, RequestInfo("websocket", connection, Request(query=None), None))
        return _CloseError(4500, "Internal error")

    async def _subscribe(self, message: dict[str, Any]) -> None:
        if self._credentials is None:
            raise _CloseError(4401, "Unauthorized")
        key = _operation_id(message)
        try:
            request = from_parameters(_payload(message) or {})
        except BadRequestError as bad:
            raise _CloseError(4400, bad.message) from None
        if key in self._by_id:
            raise _CloseError(4409, f"Subscriber for {key} already exists")
        limit = self._gate.settings.max_operations
        if len(self._running) >= limit:
            error = {
                "message": f"At most {limit} operations may be open on one connection.",
                "extensions": {"code": Code.LIMIT_REACHED},
            }
            await self._send(_frame("error", key, orjson.dumps([error])))
            return
        operation = self._by_id[key] = _Operation(key)
        operation.task = asyncio.create_task(self._operate(operation, request, self._credentials))
        self._running.add(operation)
        operation.task.add_done_callback(lambda _: self._running.discard(operation))

    async def _operate(self, operation: _Operation, asked: Request, credentials: HTTPConnection) -> None:
        """One operation from `subscribe` to its last message."""
        info = RequestInfo("websocket", credentials, asked, None)
        try:
            request = self._gate.resolve(asked)
            if isinstance(request, Answer):
                return await self._last(operation, request)
            info = RequestInfo("websocket", credentials, request, self._gate.executor.kind(request))
            actor = await self._gate.authenticate(credentials)
            if info.kind != "subscription":
                return await self._last(operation, await self._run(operation, actor, info))
            source = await self._gate.subscribe(actor, info, self._straight(operation, actor))
            if isinstance(source, Answer):
                return await self._last(operation, source)
            await self._deliver(operation, actor, source)
        except Unauthenticated:
            self._doom(4401, "Session expired")
        except Exception as error:  # noqa: BLE001 - masked and logged
            if isinstance(error, Unavailable) and self._gate.executor.kind(asked) == "subscription":
                # Clients come back by themselves after this; an `error` would end the subscription for good.
                return self._doom(1013, "Try again later")
            await self._last(operation, failed(error, info), error=True)
        finally:
            if self._by_id.get(operation.key) is operation:
                del self._by_id[operation.key]

    async def _run(self, operation: _Operation, actor: Any, info: RequestInfo) -> Answer:
        operation.writing = info.kind == "mutation"
        try:
            return await self._gate.run(actor, info, READ_AND_WRITE)
        finally:
            operation.writing = False

    def _straight(self, operation: _Operation, actor: Any) -> Straight:
        """What tells the client an event of a subscription without waking its task."""
        gate, start = self._gate, _start("next", operation.key)

        def told(answer: Answer) -> bool:
            if operation.silent or self._writing.taken or not gate.surely_valid(actor):
                return False
            return self._say(start + (sealed(answer).payload or b"") + b"}")

        return told

    async def _deliver(self, operation: _Operation, actor: Any, source: AsyncIterator[Answer]) -> None:
        """Every event of a subscription, while its session is valid."""
        gate, turns, start = self._gate, Turns(), _start("next", operation.key)
        try:
            async for answer in source:
                if not gate.surely_valid(actor) and not await gate.still_valid(actor):
                    return self._doom(4401, "Session expired")
                await self._send(start + (sealed(answer).payload or b"") + b"}")
                if turns.over():
                    await asyncio.sleep(0)
            await self._complete(operation)
        finally:
            await close_source(source)

    async def _last(self, operation: _Operation, answer: Answer, *, error: bool = False) -> None:
        """The only result of an operation and its end; a request error is an `error` message, which ends it too."""
        if operation.silent:
            return
        if error or not answer.executed:
            await self._complete(operation, _frame("error", operation.key, orjson.dumps(answer.errors)))
        else:
            await self._send(_frame("next", operation.key, sealed(answer).payload))
            await self._complete(operation)

    async def _complete(self, operation: _Operation, message: bytes | None = None) -> None:
        """Send the last message. The id is free before it leaves: who reads it may use the id again at once."""
        if operation.silent:
            return
        if self._by_id.get(operation.key) is operation:
            del self._by_id[operation.key]
        await self._send(message or _frame("complete", operation.key, None))

    async def _send(self, message: bytes) -> None:
        """Hand one message to the socket, after those already waiting; silently nothing once it is closed."""
        if self._open and not self._writing.taken and self._say(message):
            return
        if self._writing.taken:
            await self._writing.wait()
        self._writing.taken = True
        try:
            if not self._open:
                return
            self._waiting_since = self._loop.time()
            if self._watch is None:
                self._watch = self._loop.call_later(self._gate.settings.stall_timeout, self._check_stall)
            await self._send_raw({"type": "websocket.send", "text": message.decode()})
        except (OSError, RuntimeError):
            # Closed under our hands, by the peer or by the server's own keep-alive: nothing more to say.
            self._open = False
            self._doom(1001, "Gone")
        finally:
            self._waiting_since = None
            self._writing.end()

    def _check_stall(self) -> None:
        """Give the client up when one message has waited for `stall_timeout`. One lazy timer for the connection:
        a timer for every message would cost more than the message."""
        self._watch = None
        if self._waiting_since is None:
            return
        patience = self._waiting_since + self._gate.settings.stall_timeout - self._loop.time()
        if patience <= 0:
            self._doom(4429, "Slow consumer")
        else:
            self._watch = self._loop.call_later(patience, self._check_stall)

    def _doom(self, code: int, reason: str) -> None:
        """Close the connection from outside its reader; the first reason stays."""
        if not self._doomed:
            self._doomed = True
            self._verdict = (code, reason)
            self._end.reschedule(self._loop.time())

    async def _shut(self, verdict: tuple[int, str] | None) -> None:
        """Stop every operation, say why, and wait for what is still running."""
        if self._watch is not None:
            self._watch.cancel()
        for operation in self._running:
            operation.stop()
        if verdict is not None and self._open:
            await self._say_goodbye(*verdict)
        self._open = False
        tasks = [operation.task for operation in self._running if operation.task is not None]
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _say_goodbye(self, code: int, reason: str) -> None:
        # A close frame holds 123 bytes of reason.
        short = reason.encode()[:123].decode(errors="ignore")
        try:
            async with asyncio.timeout(self._gate.settings.close_timeout):
                if self._writing.taken:
                    await self._writing.wait()
                self._writing.taken = True
                try:
                    await self._send_raw({"type": "websocket.close", "code": code, "reason": short})
                finally:
                    self._writing.end()
        except (TimeoutError, OSError, RuntimeError):
            pass  # it does not read; returning makes the server drop the connection


def _operation_id(message: dict[str, Any]) -> str:
    key = message.get("id")
    if not isinstance(key, str) or not 0 < len(key) <= _MAX_ID:
        raise _CloseError(4400, f"Member `id` must be a string of 1 to {_MAX_ID} characters")
    return key


def _payload(message: dict[str, Any]) -> dict[str, Any] | None:
    payload = message.get("payload")
    if payload is not None and not isinstance(payload, dict):
        raise _CloseError(4400, "Member `payload` must be an object")
    return payload


def _start(kind: str, key: str | None) -> bytes:
    """How a message with a payload begins: the same for all messages of one kind and operation."""
    named = b"" if key is None else b',"id":' + orjson.dumps(key)
    return b'{"type":"%s"%s,"payload":' % (kind.encode(), named)


def _frame(kind: str, key: str | None, payload: bytes | None) -> bytes:
    """A message around a payload that is serialised already."""
    start = _start(kind, key)
    return start.removesuffix(b',"payload":') + b"}" if payload is None else start + payload + b"}"


def _waits(text: bytes) -> bool:
    """Where the server has no short way."""
    return False


def _connection(scope: Scope, payload: dict[str, Any]) -> HTTPConnection:
    """What `authenticate` looks at: the handshake, with the credential of `connection_init` instead of its own.

    `{"authorization": "Bearer …"}` (also `Authorization`) or `{"token": "…"}`, and what a superadmin states. A
    credential that is given replaces the cookie too: a caller is one person, not whichever of two is still valid.
    """
    given = payload.get("authorization", payload.get("Authorization"))
    if given is None and payload.get("token") is not None:
        given = f"Bearer {payload['token']}" if isinstance(payload["token"], str) else payload["token"]
    scope = _stating(scope, payload)
    if given is None:
        return HTTPConnection(scope)
    if not isinstance(given, str) or len(given) > _MAX_CREDENTIAL or not given.isascii():
        raise _CloseError(4400, "The credential of `connection_init` must be a short ASCII string")
    kept = [(name, value) for name, value in scope["headers"] if name not in (b"authorization", b"cookie")]
    return HTTPConnection({**scope, "headers": [*kept, (b"authorization", given.encode())]})


def _stating(scope: Scope, payload: dict[str, Any]) -> Scope:
    """The handshake with what `connection_init` states (`{"reason": …, "clinicId": …}`) in place of its headers."""
    for member, header in _STATED.items():
        value = payload.get(member)
        if value is None:
            continue
        if not isinstance(value, str) or len(value) > _MAX_STATED:
            raise _CloseError(4400, f"Member `{member}` of `connection_init` must be a short string")
        kept = [(name, told) for name, told in scope["headers"] if name != header]
        scope = {**scope, "headers": [*kept, (header, value.encode("utf-8", "replace"))]}
    return scope
