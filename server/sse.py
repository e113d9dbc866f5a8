"""Subscriptions as server-sent events under an address of their own, for `EventSource` and whatever else reads lines:
the clinic's events, and one's own notifications.

Each frame carries the event's number as `id`, its type as `event` and JSON as `data`. The first frame is `ready`, with
the number from which the stream goes on: whoever comes back with it (as `Last-Event-ID`, which browsers send by
themselves, or as `?after=`) has lost nothing. The last frame of a stream that the server ends is `closed`, with the
reason. It runs a subscription under the caller's rights of every moment.

A browser cannot send headers here: it comes with its cookie, or with `?ticket=` from `createStreamTicket`, good once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from core import db
from core.errors import Code, Forbidden, LimitReached, Problem, Unauthenticated, invalid
from core.tokens import token_hash
from engine.answers import unavailable
from engine.door import Answer
from engine.door import Request as Operation
from models.backend import transaction
from operation.context import Identity
from operation.operation import Operation as Declared
from operation.operation import require
from resolvers.feed import clinic_events
from resolvers.notifications import notification_received
from rest_compat.jsonschema import SCALARS
from rest_compat.router import ByHand, Parameter
from server.graphql_gate import Gate, GraphQLSettings, RequestInfo
from server.graphql_sse import EventStream, Frames

if TYPE_CHECKING:
    from server.app import Process

PATH = "/api/v1/protected/sse/clinic-events"
#: Streams that one session may have open in one process.
MOST_STREAMS = 20
MOST_TYPES = 100
#: Milliseconds after which a browser comes back.
RETRY = 2000

DOCUMENT = """
subscription clinicEvents($after: BigInt, $types: [String!]) {
  clinicEvents(after: $after, types: $types) {
    seq
    type
    at
    node {
      id
      subjectType
      subjectId
      patientId
      membershipId
      actorKind
      actorMembershipId
      actor { id displayName }
      changed
    }
  }
}
"""


NOTIFICATIONS_PATH = "/api/v1/protected/notifications/live-feed"

NOTIFICATIONS = """
subscription notificationReceived($after: BigInt) {
  notificationReceived(after: $after) {
    seq
    type
    at
    node {
      id
      kind
      subjectType
      subjectId
      patientId
      readAt
      createdAt
      rowVersion
    }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Feed:
    """One subscription with an address: its root field, the operation behind it, the document that is run."""

    path: str
    root: str
    operation: Declared
    document: str
    summary: str
    section: str
    #: Whether `?types=` narrows it.
    by_type: bool = False


_SEQ = {**SCALARS["BigInt"], "minimum": 0}
PARAMETERS = (
    Parameter("after", _SEQ, "The number of the last event that was seen; without one, from now on."),
    Parameter("Last-Event-ID", _SEQ, "As `after`, and newer: browsers send it.", place="header"),
    Parameter("ticket", {"type": "string"}, "Of `createStreamTicket`, instead of a credential; good once."),
)
TYPES = Parameter("types", {"type": "string"}, "Kinds or families: `patient.*,clinic.updated`.")

FEEDS = (
    Feed(
        PATH,
        "clinicEvents",
        clinic_events,
        DOCUMENT,
        "The clinic's events as server-sent events, from `Last-Event-ID` or `after` on.",
        "activity",
        by_type=True,
    ),
    Feed(
        NOTIFICATIONS_PATH,
        "notificationReceived",
        notification_received,
        NOTIFICATIONS,
        "One's own notifications as server-sent events, from `Last-Event-ID` or `after` on.",
        "notifications",
    ),
)


class EventFrames(Frames):
    """`id`, `event`, `data`. JSON has no line breaks of its own that would end a field."""

    def __init__(self, root: str, after: int) -> None:
        self.root = root
        self.after = after

    def start(self) -> bytes:
        return f"retry: {RETRY}\n".encode() + _frame("ready", orjson.dumps({"seq": self.after}), self.after)

    def event(self, answer: Answer) -> bytes:
        data, errors = opened(answer)
        if errors or not data:
            return _closed(problem_of(answer))
        event = data[self.root]
        return _frame(event["type"], orjson.dumps(event), event["seq"])

    def end(self, last: Answer | None) -> bytes:
        return _closed(problem_of(last)) if last is not None else b""


def _closed(problem: Problem) -> bytes:
    """The last frame of a stream that the server ends."""
    return _frame("closed", orjson.dumps({"code": problem.code, "message": problem.message}), None)


def _frame(event: str, data: bytes, number: int | None) -> bytes:
    line = f"id: {number}\n" if number is not None else ""
    return f"{line}event: {event}\ndata: ".encode() + data + b"\n\n"


class EventFeed:
    """The endpoint of one feed. One per process; a session's streams of all feeds count together (`opened_by`)."""

    def __init__(self, process: Process, feed: Feed, opened_by: Counter[UUID | None]) -> None:
        self._process = process
        self._feed = feed
        self._open = opened_by

    @cached_property
    def _gate(self) -> Gate:
        process = self._process
        return Gate(
            process.measured,
            process.context,
            process.authenticator.authenticate,
            GraphQLSettings.of(process.settings),
            session_deadline=lambda identity: identity.expires_at,
            still_valid=process.authenticator.still_valid,
        )

    async def __call__(self, request: Request) -> Response:
        """The stream. Raises Problems before its first byte; afterwards they are its last frame.

        While the database cannot be reached the stream is that last frame: a browser comes back after a stream that
        ended, and never after one that was refused.
        """
        try:
            return await self._stream(request)
        except Exception as error:
            if (problem := unavailable(error, self._feed.root)) is None:
                raise
            body = f"retry: {RETRY}\n".encode() + _closed(problem)
            return Response(body, media_type="text/event-stream", headers={"cache-control": "no-store"})

    async def _stream(self, request: Request) -> Response:
        feed = self._feed
        identity = await self._identify(request)
        require(feed.operation.guard.verdict(identity.actor))
        if identity.clinic is None:
            raise Forbidden("Choose a clinic first.")
        after = await _position(request, identity)
        variables: dict[str, Any] = {"after": after} | ({"types": _types(request)} if feed.by_type else {})
        if request.method == "HEAD":
            return Response(media_type="text/event-stream")
        operation = Operation(feed.document, feed.root, variables)
        info = RequestInfo("sse", request, operation, "subscription")
        source = await self._gate.subscribe(identity, info)
        if isinstance(source, Answer):
            raise problem_of(source)
        session = identity.actor.session_id
        if self._open[session] >= MOST_STREAMS:
            raise LimitReached(f"A session may have {MOST_STREAMS} streams open.")
        stream = EventStream(self._gate, identity, info, source, EventFrames(feed.root, after))
        return _Counted(stream, self._holding(session))  # type: ignore[return-value]

    async def _identify(self, request: Request) -> Identity:
        ticket = request.query_params.get("ticket")
        if ticket is None:
            return await self._process.authenticator.authenticate(request)
        async with transaction(None) as tx:
            credential = await tx.fetchval("SELECT door_ticket_use($1)", token_hash(ticket))
        found = await self._process.authenticator.by_hash(credential) if credential else None
        if found is None:
            raise Unauthenticated("The ticket is not valid; each opens one stream.")
        return found

    @asynccontextmanager
    async def _holding(self, session: UUID | None) -> AsyncIterator[None]:
        self._open[session] += 1
        try:
            yield
        finally:
            self._open[session] -= 1
            if not self._open[session]:
                del self._open[session]


class _Counted:
    """An ASGI response inside a context."""

    def __init__(self, response: EventStream, holding: Any) -> None:
        self._response = response
        self._holding = holding

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with self._holding:
            await self._response(scope, receive, send)


async def _position(request: Request, identity: Identity) -> int:
    """The number to go on from. What a browser sends by itself is newer than what its address says."""
    text = request.headers.get("last-event-id") or request.query_params.get("after")
    async with db.read(None) as connection:
        row = await connection.fetchrow("SELECT seq FROM door_clinic_heads($1)", [identity.actor.clinic_id])
    head = int(row["seq"]) if row is not None else 0
    if text is None:
        return head
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise invalid("after", "Must be the number of an event.")
    if int(text) > head:
        raise invalid("after", f"The last event of this clinic is number {head}.")
    return int(text)


def _types(request: Request) -> list[str] | None:
    """`?types=patient.*,clinic.updated`, also repeated."""
    given = [t.strip() for text in request.query_params.getlist("types") for t in text.split(",") if t.strip()]
    if len(given) > MOST_TYPES:
        raise invalid("types", f"Must have at most {MOST_TYPES} items.")
    return given or None


def opened(answer: Answer) -> tuple[Any, list[Any]]:
    """Data and errors, also of an answer that comes serialised."""
    if answer.payload is None:
        return answer.data, answer.errors
    whole = orjson.loads(answer.payload)
    return whole.get("data"), whole.get("errors") or []


def problem_of(answer: Answer) -> Problem:
    """The first error of an answer as a Problem, for an endpoint that is not GraphQL."""
    _, errors = opened(answer)
    error: dict[str, Any] = errors[0] if errors else {"message": "Internal error.", "extensions": {}}
    extensions = error["extensions"]
    problem = Problem(error["message"], retry_after=extensions.get("retryAfter"))
    problem.code = Code(extensions.get("code", Code.INTERNAL))
    return problem


def endpoints(process: Process | None) -> list[ByHand]:
    """The feeds in the tree of REST; without a process they can be listed, not asked."""
    opened_by: Counter[UUID | None] = Counter()
    return [
        ByHand(
            "odontox",
            "GET",
            feed.path,
            EventFeed(cast("Process", process), feed, opened_by),
            operation=feed.root,
            guard=feed.operation.guard.describe(),
            summary=feed.summary,
            section=feed.section,
            media_type="text/event-stream",
            parameters=(*PARAMETERS, TYPES) if feed.by_type else PARAMETERS,
        )
        for feed in FEEDS
    ]
