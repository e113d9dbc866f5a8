"""GraphQL over HTTP: `POST` JSON, `GET` for queries, answers as JSON or, for streams, as server-sent events.

Verdicts are 200. A bad credential is 401. What is not a GraphQL request is 4xx in every form; a request error
(parse, validation, variables, limits, persisted operations) is 400 for callers that accept
`application/graphql-response+json`, and 200 for those that only know `application/json`, as their clients expect.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send

from core.errors import STATUS, Code, Problem
from core.http import Incoming, Ready
from engine.door import Answer, Executor, OperationKind, Request
from server import graphql_request, graphql_sse
from server.graphql_gate import READ, READ_AND_WRITE, UNABLE, Gate, GraphQLSettings, RequestInfo, Transport, failed
from server.graphql_request import BadRequestError
from server.negotiation import Choice, Media, choose, is_json
from server.persisted import PersistedOperations
from server.ws import GraphQLWebSocket


def graphql_routes(
    executor: Executor,
    make_context: Callable[[Any, RequestInfo], Any],
    authenticate: Callable[[HTTPConnection], Awaitable[Any]],
    settings: GraphQLSettings,
    *,
    persisted: PersistedOperations | None = None,
    session_deadline: Callable[[Any], datetime | None] | None = None,
    still_valid: Callable[[Any], Awaitable[bool]] | None = None,
    surely_valid: Callable[[Any], bool] | None = None,
    path: str = "/graphql",
) -> list[Route | WebSocketRoute]:
    """Both routes of `path`. The hooks are described at `Gate`; without them a stream lives as long as its client."""
    hooks: dict[str, Any] = {
        "session_deadline": session_deadline, "still_valid": still_valid, "surely_valid": surely_valid
    }  # fmt: skip
    given = {name: hook for name, hook in hooks.items() if hook is not None}
    gate = Gate(executor, make_context, authenticate, settings, persisted, **given)
    # Endpoints that are not functions get every method, and so answer 405 in GraphQL's own form.
    return [Route(path, GraphQLEndpoint(gate), name="graphql"), WebSocketRoute(path, GraphQLWebSocket(gate))]


class GraphQLEndpoint:
    """The ASGI application behind `POST` and `GET /graphql`."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await self.respond(Incoming(scope, receive))
        except ClientDisconnect:
            return  # gone while sending the body: nobody is left to answer
        await response(scope, receive, send)

    async def respond(self, http: Incoming) -> Ready | graphql_sse.EventStream:
        """The answer to one HTTP request. Raises nothing that is the caller's doing but `ClientDisconnect`."""
        choice = choose(", ".join(http.headers.getlist("accept")))
        # A refusal is JSON also when only a stream is accepted: status and text then still reach the caller.
        refusal = choice.media if choice.media is Media.RESPONSE else Media.JSON
        try:
            _check_method(http)
            if choice.media is None:
                raise BadRequestError(f"Answers are {', '.join(Media)}: none of them is accepted.", 406)
            request = await self._read(http)
            actor = await self._gate.authenticate(http)
        except BadRequestError as bad:
            errors = [{"message": bad.message, "extensions": {"code": Code.INVALID}}]
            return _json(orjson.dumps({"errors": errors}), bad.status, refusal, bad.headers)
        except Problem as problem:
            return _unauthenticated(problem, refusal)
        except ClientDisconnect:
            raise
        except Exception as error:  # noqa: BLE001 - masked and logged
            info = RequestInfo("http", http, Request(query=None), None)
            return _json(failed(error, info).payload or b"", 500, refusal, {})
        return await self._execute(http, request, actor, choice)

    async def _read(self, http: Incoming) -> Request:
        if http.method == "GET":
            return graphql_request.from_query_string(http.scope["query_string"])
        if not is_json(http.headers.get("content-type")):
            raise BadRequestError("The request body must be `application/json` in UTF-8.", 415)
        if http.headers.get("content-encoding", "identity").lower() != "identity":
            raise BadRequestError("Compressed request bodies are not accepted.", 415)
        limit = self._gate.settings.max_body_bytes
        body = await http.read(limit)
        if body is None:
            raise BadRequestError(f"The request body is larger than {limit} bytes.", 413)
        return graphql_request.from_body(body)

    async def _execute(
        self, http: Incoming, asked: Request, actor: Any, choice: Choice
    ) -> Ready | graphql_sse.EventStream:
        request = self._gate.resolve(asked)
        if isinstance(request, Answer):
            return _respond(request, choice.media, [])
        kind = self._gate.executor.kind(request)
        if refused := _refused_kind(http.method, kind, choice):
            return refused
        streamed = choice.media is Media.STREAM or kind == "subscription"
        transport: Transport = "sse" if streamed else "http"
        info = RequestInfo(transport, http, request, kind)
        if kind == "subscription":
            source = await self._gate.subscribe(actor, info)
            if isinstance(source, Answer):
                return _respond(source, Media.STREAM, [])
            return graphql_sse.EventStream(self._gate, actor, info, source)
        answer = await self._gate.run(actor, info, READ if http.method == "GET" else READ_AND_WRITE)
        return _respond(answer, choice.media, info.reply_headers)


def _check_method(http: Incoming) -> None:
    if http.method not in ("GET", "POST"):
        raise BadRequestError("GraphQL is served by GET and POST.", 405, Allow="GET, POST")


def _refused_kind(method: str, kind: OperationKind | None, choice: Choice) -> Ready | None:
    """The refusal of an operation that this method or form of answer cannot carry."""
    if kind == "mutation" and method == "GET":
        message, status, headers = "Mutations are accepted by POST only.", 405, {"Allow": "POST"}
    elif kind == "subscription" and not choice.stream:
        message, status, headers = "Subscriptions are answered as `text/event-stream` or over WebSocket.", 406, {}
    else:
        return None
    body = orjson.dumps({"errors": [{"message": message, "extensions": {"code": Code.INVALID}}]})
    return _json(body, status, choice.media if choice.media is Media.RESPONSE else Media.JSON, headers)


def _respond(answer: Answer, media: Media | None, reply_headers: list[tuple[str, str]]) -> Ready:
    """A sealed answer as an HTTP response of the negotiated form."""
    payload = answer.payload or b""
    if media is Media.STREAM:
        response = graphql_sse.single_event(payload)
    else:
        response = _json(payload, _status(answer, media), media or Media.JSON, _retry_after(answer))
    for name, value in reply_headers:
        response.append(name, value)
    return response


def _status(answer: Answer, media: Media | None) -> int:
    if answer.executed:
        return 200
    for error in answer.errors:
        code = (error.get("extensions") or {}).get("code")
        if code in UNABLE:
            return UNABLE[code]
    return 400 if media is Media.RESPONSE else 200


def _retry_after(answer: Answer) -> dict[str, str]:
    for error in answer.errors if not answer.executed else ():
        seconds = (error.get("extensions") or {}).get("retryAfter")
        if seconds is not None:
            return {"Retry-After": str(seconds)}
    return {}


def _unauthenticated(problem: Problem, media: Media) -> Ready:
    """`authenticate` refused: 401 for a bad credential, its own status for anything else (a missing CSRF header)."""
    headers = {"WWW-Authenticate": "Bearer"} if problem.code is Code.UNAUTHENTICATED else {}
    if problem.retry_after is not None:
        headers["Retry-After"] = str(problem.retry_after)
    error = {"message": problem.message, "extensions": problem.extensions()}
    return _json(orjson.dumps({"errors": [error]}), STATUS[problem.code], media, headers)


#: What is answered is health data: no cache on the way may keep it.
_FIXED = {
    media: (
        (b"content-type", f"{media}; charset=utf-8".encode()),
        (b"cache-control", b"no-store"),
        (b"vary", b"Accept"),
    )
    for media in Media
}


def _json(body: bytes, status: int, media: Media, headers: Mapping[str, str]) -> Ready:
    response = Ready(body, status, _FIXED[media])
    for name, value in headers.items():
        response.append(name, value)
    return response
