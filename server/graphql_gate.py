"""What the three GraphQL transports share: settings, hooks, the guarded call into the executor, the bytes of an answer.

Nothing raised behind the executor leaves the process unmasked, and no log line holds what a caller sent (of an
exception `core.logging` keeps type and place).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

import structlog
from starlette.requests import HTTPConnection

from core.errors import Code, Problem
from core.settings import Settings
from engine.door import Answer, Executor, OperationKind, Request, Straight, body, encode
from server import persisted
from server.persisted import PersistedOperations

log = structlog.get_logger(__name__)

Transport = Literal["http", "sse", "websocket"]
#: What `run` may execute; a subscription always goes through `subscribe`.
READ: frozenset[OperationKind] = frozenset({"query"})
READ_AND_WRITE: frozenset[OperationKind] = frozenset({"query", "mutation"})


@dataclass(frozen=True, slots=True)
class GraphQLSettings:
    """Limits of the transports; times in seconds, sizes in bytes."""

    max_body_bytes: int = 1_048_576
    persisted_only: bool = False
    #: Origins whose pages may open a WebSocket here besides our own, as browsers write them: `https://app.example`.
    allowed_origins: frozenset[str] = frozenset()
    #: A WebSocket that has not sent `connection_init` by then is closed with 4408.
    init_timeout: float = 5.0
    #: Operations of one WebSocket that may be open at once.
    max_operations: int = 64
    max_message_bytes: int = 262_144
    #: How long one message may wait for a client that does not read, before the client is given up.
    stall_timeout: float = 15.0
    #: How long the farewell to a client that does not read is tried.
    close_timeout: float = 5.0
    #: Silence after which an event stream sends a comment, so that proxies keep it open.
    heartbeat: float = 15.0

    @classmethod
    def of(cls, settings: Settings) -> GraphQLSettings:
        """What the process settings say, and the defaults for the rest."""
        return cls(
            max_body_bytes=settings.max_body_bytes,
            persisted_only=settings.persisted_only,
            allowed_origins=frozenset(settings.allowed_origins),
        )


@dataclass(slots=True)
class RequestInfo:
    """What a context may want to know about the request of one operation.

    `connection` is the HTTP request or the WebSocket's handshake (headers, client, state); `reply_headers` filled
    by an operation (a session cookie) go out with an HTTP answer and are ignored on streams.
    """

    transport: Transport
    connection: HTTPConnection
    request: Request
    kind: OperationKind | None
    reply_headers: list[tuple[str, str]] = field(default_factory=list)


async def _always_valid(actor: Any) -> bool:
    return True


def _never_sure(actor: Any) -> bool:
    return False


def _no_deadline(actor: Any) -> datetime | None:
    return None


@dataclass(frozen=True, slots=True)
class Gate:
    """The transports' view of everything behind them. Actors and contexts are opaque here.

    `authenticate` gets the HTTP request, or for a WebSocket a connection whose scope type is `websocket`, whose
    `Origin` has been checked and whose `authorization` is the one of `connection_init` if that carried one. It is
    asked again for every operation of a WebSocket, so that each runs under today's rights.
    `session_deadline` gives the moment a stream must end; `still_valid` is asked before each event of a stream, unless
    `surely_valid` says that it would say yes, which costs less: an event may be told to a thousand streams.
    """

    executor: Executor
    make_context: Callable[[Any, RequestInfo], Any]
    authenticate: Callable[[HTTPConnection], Awaitable[Any]]
    settings: GraphQLSettings = GraphQLSettings()
    persisted: PersistedOperations | None = None
    session_deadline: Callable[[Any], datetime | None] = _no_deadline
    still_valid: Callable[[Any], Awaitable[bool]] = _always_valid
    surely_valid: Callable[[Any], bool] = _never_sure

    def resolve(self, request: Request) -> Request | Answer:
        """The request with its text, or the request error of a persisted operation; see `persisted.resolve`."""
        answer = persisted.resolve(request, self.persisted, persisted_only=self.settings.persisted_only)
        return sealed(answer) if isinstance(answer, Answer) else answer

    async def run(self, actor: Any, info: RequestInfo, allow: frozenset[OperationKind]) -> Answer:
        """The sealed answer of a query or mutation, in a context of its own. Raises nothing but cancellation."""
        try:
            context = self.make_context(actor, info)
            return sealed(await self.executor.run(context, info.request, allow=allow))
        except Exception as error:  # noqa: BLE001 - masked and logged
            return failed(error, info)

    async def subscribe(
        self, actor: Any, info: RequestInfo, straight: Straight | None = None
    ) -> Answer | AsyncIterator[Answer]:
        """The stream of a subscription, or a sealed answer instead. Raises nothing but cancellation."""
        try:
            source = await self.executor.subscribe(self.make_context(actor, info), info.request, straight)
            return sealed(source) if isinstance(source, Answer) else source
        except Exception as error:  # noqa: BLE001 - masked and logged
            return failed(error, info)

    def seconds_left(self, actor: Any) -> float | None:
        """Seconds until the actor's session ends, not below 0; None when it does not."""
        deadline = self.session_deadline(actor)
        return None if deadline is None else max(0.0, (deadline - datetime.now(UTC)).total_seconds())


class Turns:
    """Gives the loop to others now and then, in code whose awaits may all be satisfied at once.

    Neither a source that has its events ready (a replay) nor a send to a fast client suspends: without this, one
    stream would keep the whole process to itself, its own reader included.
    """

    __slots__ = ("_left",)
    _EACH = 8

    def __init__(self) -> None:
        self._left = self._EACH

    def over(self) -> bool:
        """Count one event; True after every eighth: then the others have their turn (`asyncio.sleep(0)`)."""
        self._left -= 1
        if self._left:
            return False
        self._left = self._EACH
        return True


async def close_source(source: AsyncIterator[Answer]) -> None:
    """End a stream that nobody reads any more; what its cleanup raises is logged, never raised."""
    aclose = getattr(source, "aclose", None)
    if aclose is None:
        return
    try:
        await aclose()
    except Exception as error:
        log.error("graphql.cleanup", exc_info=error)


def sealed(answer: Answer) -> Answer:
    """The same answer with `payload` filled in. Raises `TypeError` for a value that JSON cannot hold."""
    if answer.payload is None:
        answer.payload = encode(body(answer))
    return answer


def failed(error: Exception, info: RequestInfo) -> Answer:
    """The sealed answer for something raised: a `Problem` speaks for itself, anything else is masked and logged.

    A verdict counts as executed (`data` is null); being unable to answer at all does not.
    """
    if isinstance(error, Problem):
        code = error.code
        errors = [{"message": error.message, "extensions": error.extensions()}]
    else:
        code = Code.INTERNAL
        errors = [{"message": "Internal error.", "extensions": {"code": Code.INTERNAL}}]
        name = info.request.operation_name
        log.error(
            "graphql.accident",
            transport=info.transport,
            kind=info.kind,
            # The name is the caller's text: only a plain name is worth a log line.
            operation_name=name if name and len(name) <= 100 and name.isidentifier() and name.isascii() else None,
            exc_info=error,
        )
    return sealed(Answer(data=None, errors=errors, executed=code not in UNABLE))


#: Codes that mean "no answer", with the HTTP status that `/graphql` gives them. All other codes are verdicts: 200.
UNABLE: dict[str, int] = {Code.INTERNAL: 500, Code.UNAVAILABLE: 503, Code.RATE_LIMITED: 429}


def session_ended() -> Answer:
    """The last event of a stream whose session is over."""
    error = {"message": "The session has ended.", "extensions": {"code": Code.UNAUTHENTICATED}}
    return sealed(Answer(data=None, errors=[error], executed=False))
