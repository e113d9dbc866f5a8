"""The one door through which every transport executes GraphQL.

HTTP, WebSocket, SSE and REST build a `Request`, the executor gives an `Answer`; neither side knows the other.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import orjson

from core.quick import quick

OperationKind = Literal["query", "mutation", "subscription"]


@quick
@dataclass(frozen=True, slots=True)
class Request:
    """What a caller asks for, types already checked by the transport, nothing validated against the schema.

    `query` is None only before a persisted operation has been looked up; an executor always sees a text.
    """

    query: str | None
    operation_name: str | None = None
    variables: dict[str, Any] | None = None
    extensions: dict[str, Any] | None = None
    #: Names a persisted operation instead of a text: `sha256:` and 64 lower-case hex digits.
    document_id: str | None = None


@dataclass(slots=True)
class Answer:
    """The result of one operation, or of one event of a subscription.

    `errors` are formatted already: `message`, `locations`, `path`, `extensions` with `code`.
    `executed` is False for a request error (parse, validation, variables, limits): the wire then has no `data`.
    `payload` is the whole result serialised once, `{"data": …, "errors": …}` in UTF-8 on one line: a transport that
    finds it sends these bytes as they are (fan-out of one event to many) and looks at nothing else but `executed`.
    """

    data: Any | None
    errors: list[dict[str, Any]]
    executed: bool
    extensions: dict[str, Any] | None = None
    payload: bytes | None = None


#: Tells a sleeping reader an answer of its stream then and there; False, and nothing is told, when anything stands in
#: the way: then the stream yields it. Never waits, raises nothing.
Straight = Callable[[Answer], bool]


def encode(value: Any) -> bytes:
    """JSON of an answer. Its leaves are JSON already, or what `engine/emit` leaves to this: dates, and moments in UTC,
    which read as the DateTime scalar prints them. Raises TypeError for what JSON cannot hold."""
    return orjson.dumps(value, option=orjson.OPT_UTC_Z)


def body(answer: Answer) -> dict[str, Any]:
    """An answer as its object on the wire, members in the order in which we send them."""
    found: dict[str, Any] = {}
    if answer.errors:
        found["errors"] = answer.errors
    if answer.executed:
        found["data"] = answer.data
    if answer.extensions:
        found["extensions"] = answer.extensions
    return found


class Executor(Protocol):
    """Runs operations. `ctx` is an `operation.context.Context`, fresh for every operation."""

    async def run(self, ctx: Any, request: Request, *, allow: frozenset[OperationKind]) -> Answer:
        """Answer a query or a mutation; a kind outside `allow` is a request error and nothing runs."""
        ...

    async def subscribe(
        self, ctx: Any, request: Request, straight: Straight | None = None
    ) -> Answer | AsyncIterator[Answer]:
        """The stream of a subscription; an `Answer` instead when it is refused or invalid.

        Whoever takes the iterator closes it (`aclose`) when it stops early. Answers that `straight` takes while the
        iterator is waited for are not yielded.
        """
        ...

    def kind(self, request: Request) -> OperationKind | None:
        """The kind of the selected operation; None when the text does not parse or selects none."""
        ...
