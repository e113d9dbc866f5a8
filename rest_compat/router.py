"""Serves the stored operations (and the few hand-written endpoints among them) as one ASGI application.

Order: route, method, credential, path and query, body, then the operation with its own guard. One path has one route;
HEAD follows GET, OPTIONS follows the path.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol
from urllib.parse import urlsplit

import structlog
from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from core.errors import Code, FieldProblem, Forbidden, Problem, Unauthenticated
from core.http import Incoming
from engine.answers import unavailable
from engine.door import Executor, OperationKind
from engine.door import Request as Operation
from permissions import ANONYMOUS, Actor, parse
from rest_compat import answers
from rest_compat.binding import Binder
from rest_compat.bodies import Body, ended
from rest_compat.codecs import Scene
from rest_compat.dialects import DIALECTS, Dialect
from rest_compat.dialects.base import ACCIDENT, Failure, Reason, Rejection, Reply
from rest_compat.documents import DocumentSet, Endpoint
from rest_compat.keeping import NOTHING_KEPT, Asking, Keeper
from rest_compat.trie import Trie, parameters, split

log = structlog.get_logger(__name__)

MAX_IDEMPOTENCY_KEY = 200
_ALLOWED: dict[OperationKind, frozenset[OperationKind]] = {
    kind: frozenset({kind}) for kind in ("query", "mutation", "subscription")
}


@dataclass(slots=True)
class RequestInfo:
    """What a context may want to know about the request of one operation.

    Like the GraphQL transports' (`connection`, `request`, `kind`, `reply_headers` that go out with the answer), with
    the dialect that answers and the Idempotency-Key header.
    """

    transport: Literal["rest"]
    connection: HTTPConnection
    request: Operation
    kind: OperationKind
    dialect: str
    idempotency_key: str | None
    reply_headers: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that an endpoint by hand reads from its query string (or a header), as OpenAPI tells it."""

    name: str
    #: Its JSON Schema.
    schema: Mapping[str, Any]
    description: str = ""
    required: bool = False
    place: Literal["query", "header"] = "query"


@dataclass(frozen=True, slots=True)
class ByHand:
    """An endpoint of bytes or streams in the same tree. Its handler authenticates by itself, finds the path's values
    in `request.path_params`, and may raise Problems and Rejections, which are spelled in its dialect.

    `operation` is the root field whose guard it has; of bytes, which GraphQL has no form of, the operation by its own
    name. `form` is the JSON Schema of a body that is multipart/form-data."""

    dialect: str
    method: str
    path: str
    handler: Callable[[Request], Awaitable[Response]]
    operation: str
    guard: str
    summary: str = ""
    section: str = "files"
    printed: bool = True
    form: Mapping[str, Any] | None = None
    media_type: str = "application/octet-stream"
    parameters: tuple[Parameter, ...] = ()

    @property
    def open_to_all(self) -> bool:
        """Whether it lets in somebody without a credential."""
        return parse(self.guard).verdict(ANONYMOUS).allowed


Served = Endpoint | ByHand
#: Which dialect answers where both do: the request, its actor (None when its credential was refused), its body.
DialectOf = Callable[[HTTPConnection, Actor | None, Body], Awaitable[str]]


class Settings(Protocol):
    """The part of the settings that REST reads."""

    @property
    def max_body_bytes(self) -> int: ...


def itself(who: Any) -> Any:
    return getattr(who, "actor", who)


def two_decimals(who: Any) -> Scene:
    return Scene()


@dataclass(frozen=True, slots=True)
class Doors:
    """Everything the router is given: how to tell who asks, how to run, what to allow.

    What `authenticate` returns is opaque here (an actor, or an identity with an `actor`); `anonymous` stands in for it
    where a bad credential does not matter.
    """

    executor: Executor
    make_context: Callable[[Any, RequestInfo], Any]
    authenticate: Callable[[HTTPConnection], Awaitable[Any]]
    settings: Settings
    #: Whether a root field lets in somebody without a credential.
    open_to_all: Callable[[str], bool]
    dialect_of: DialectOf
    anonymous: Any = ANONYMOUS
    actor_of: Callable[[Any], Actor] = itself
    scene_of: Callable[[Any], Scene] = two_decimals
    #: Answers for documents that say how long their answers are kept.
    keeper: Keeper = NOTHING_KEPT


class RouteErrors(Exception):  # noqa: N818 - several of them
    """Two endpoints on one address."""

    def __init__(self, errors: Sequence[str]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(errors))


@dataclass(slots=True)
class Leaf:
    """One path: what answers there by method, then by dialect."""

    methods: dict[str, dict[str, Served]] = field(default_factory=dict)

    def answering(self, method: str) -> dict[str, Served] | None:
        """What answers a method. HEAD is a GET whose body stays here, so never one that changes something."""
        if method != "HEAD":
            return self.methods.get(method)
        found = self.methods.get("GET", {})
        reading = {d: s for d, s in found.items() if isinstance(s, ByHand) or not s.address.writes}
        return reading or None

    def allow(self) -> str:
        names = {name for name in (*self.methods, "HEAD") if self.answering(name)} | {"OPTIONS"}
        return ", ".join(sorted(names))

    def dialects(self) -> set[str]:
        return {dialect for by_dialect in self.methods.values() for dialect in by_dialect}


class Router:
    """The ASGI application. Raises RouteErrors for endpoints that would shadow each other."""

    def __init__(
        self,
        documents: Sequence[DocumentSet],
        doors: Doors,
        *,
        by_hand: Sequence[ByHand] = (),
        shared: frozenset[tuple[str, str]] = frozenset(),
        prefixes: Mapping[str, str] | None = None,
    ) -> None:
        self.doors = doors
        self.shared = shared
        #: Longest first: the dialect of an unknown path where both products answer nearby.
        self.prefixes = sorted((prefixes or {}).items(), key=lambda item: -len(item[0]))
        self.trie: Trie[Leaf] = Trie()
        errors = [e for d in documents for endpoint in d.endpoints for e in self._add(endpoint)]
        errors += [e for endpoint in by_hand for e in self._add(endpoint)]
        if errors:
            raise RouteErrors(errors)
        for one, other in self.trie.ambiguities():
            log.info("rest.overlap", wins=one, loses=other)

    def _add(self, served: Served) -> list[str]:
        method, path, dialect = _address(served)
        place = self.trie.place(path, dialect)
        place.leaf = place.leaf or Leaf()
        taken = place.leaf.methods.setdefault(method, {})
        if dialect in taken or (taken and (method, path) not in self.shared):
            return [f"{method} {path} is served twice"]
        taken[dialect] = served
        return []

    # -- one request -----------------------------------------------------------------------------------------------

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":  # nothing here speaks it: the handshake is answered 403
            await send({"type": "websocket.close"})
            return
        try:
            response = await self._respond(Incoming(scope, receive))
        except ClientDisconnect:
            return
        await response(scope, receive, send)

    async def _respond(self, request: Incoming) -> ASGIApp:
        parts, whole = split(_raw_path(request.scope))
        found = self.trie.find(parts) if whole else None
        if found is None:
            dialect = self._nearest(parts)
            return ended(request, dialect.rejection(Rejection(Reason.ROUTE, "There is no such address.")))
        leaf, values = found
        if values:
            # Whoever logs the request masks what stands there; endpoints by hand find it by name (`_by_hand`).
            request.scope["path_params"] = dict(enumerate(values))
        candidates = leaf.answering(request.method)
        if candidates is None:
            return _without_method(request, leaf)
        return await _Exchange(self.doors, request, candidates, values).respond()

    def _nearest(self, parts: list[str]) -> Dialect:
        near = self.trie.nearest(parts)
        if len(near) == 1:
            return DIALECTS[next(iter(near))]
        path = "/" + "/".join(parts)
        return DIALECTS[next((d for prefix, d in self.prefixes if _below(path, prefix)), next(iter(DIALECTS)))]


class _Exchange:
    """One request whose path and method are known, up to its response."""

    def __init__(self, doors: Doors, request: Incoming, candidates: Mapping[str, Served], values: list[str]) -> None:
        self.doors = doors
        self.request = request
        self.candidates = candidates
        self.values = values
        self.body = Body(request, doors.settings.max_body_bytes)
        self.served = next(iter(candidates.values()))

    @property
    def dialect(self) -> Dialect:
        return DIALECTS[self.served.dialect] if isinstance(self.served, ByHand) else self.served.dialect

    async def respond(self) -> ASGIApp:
        """The response; whatever is raised on the way is spelled in the dialect of the endpoint."""
        # Whoever counts requests wants the path as declared, not as asked.
        self.request.scope["odontograph.route"] = _address(self.served)[1]
        try:
            return await self._respond()
        except Rejection as rejection:
            return ended(self.request, self.dialect.rejection(rejection))
        except Problem as problem:
            return ended(self.request, self.dialect.failure(Failure.of(problem)))
        except ClientDisconnect:
            raise
        except Exception as error:
            method, path, _ = _address(self.served)
            if (lost := unavailable(error, path)) is not None:
                return ended(self.request, self.dialect.failure(Failure.of(lost)))
            log.error("rest.accident", method=method, path=path, exc_info=error)
            return ended(self.request, self.dialect.failure(Failure(Code.INTERNAL, ACCIDENT)))

    async def _respond(self) -> ASGIApp:
        if len(self.candidates) == 1 and isinstance(self.served, ByHand):
            return await self._by_hand(self.served)
        who, refusal = None, None
        try:
            who = await self.doors.authenticate(self.request)
        except Unauthenticated as problem:
            refusal = problem
        if len(self.candidates) > 1:
            actor = self.doors.actor_of(who) if who is not None else None
            self.served = self.candidates[await self.doors.dialect_of(self.request, actor, self.body)]
            if isinstance(self.served, ByHand):
                return await self._by_hand(self.served)
        assert isinstance(self.served, Endpoint)  # noqa: S101 - the only other kind
        return await self._run(self.served, self._admitted(self.served, who, refusal))

    async def _by_hand(self, served: ByHand) -> Response:
        self.request.scope["path_params"] = dict(zip(parameters(served.path), self.values, strict=True))
        return await served.handler(Request(self.request.scope, self.request.receive))

    def _admitted(self, endpoint: Endpoint, who: Any, refusal: Unauthenticated | None) -> Any:
        """Who goes on. Without a valid credential only into open operations: the stale token of somebody who signs in
        again must not stand in the way."""
        if who is not None and self.doors.actor_of(who).authenticated:
            return who
        if all(self.doors.open_to_all(root) for root in endpoint.roots):
            return self.doors.anonymous if who is None else who
        raise refusal or Unauthenticated("Sign in first.")

    async def _run(self, endpoint: Endpoint, who: Any) -> ASGIApp:
        if endpoint.address.writes and not _asked_for_here(self.request):
            # A link on any page can make a browser GET with its cookies; what changes things wants more than that.
            raise Forbidden("Only from our own pages; use POST.")
        scene = self.doors.scene_of(who)
        binder = Binder(endpoint, self.request, scene)
        binder.address(self.values)
        key = _idempotency_key(self.request)
        binder.body(await self.body.read() if endpoint.plan.takes_body else b"")
        operation = Operation(endpoint.text, endpoint.operation, binder.variables)
        info = RequestInfo("rest", self.request, operation, endpoint.kind, endpoint.dialect.name, key)
        ctx = self.doors.make_context(who, info)

        async def make() -> answers.Made | Reply:
            answer = await self.doors.executor.run(ctx, operation, allow=_ALLOWED[endpoint.kind])
            return answers.made(endpoint, binder.variables, answer, scene)

        if endpoint.address.ttl is None:
            found = await make()
            reply = found if isinstance(found, Reply) else answers.spelled(endpoint, found)
        else:
            anew = "no-cache" in self.request.headers.get("Cache-Control", "").lower()
            reply = await self.doors.keeper.reply(Asking(endpoint, ctx, binder.variables, anew), make)
        return ended(self.request, reply, info.reply_headers)


def _without_method(request: Incoming, leaf: Leaf) -> ASGIApp:
    dialect = DIALECTS[min(leaf.dialects(), key=list(DIALECTS).index)]
    allow = {"Allow": leaf.allow()}
    if request.method == "OPTIONS":
        return Response(status_code=dialect.options_status, headers=allow)
    message = f"This address is served by {leaf.allow()}."
    return ended(request, dialect.rejection(Rejection(Reason.METHOD, message, headers=allow)))


def _address(served: Served) -> tuple[str, str, str]:
    if isinstance(served, ByHand):
        return served.method, served.path, served.dialect
    return served.address.method.value, served.address.path, served.dialect.name


def _below(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(prefix.rstrip("/") + "/")


def _raw_path(scope: Scope) -> bytes:
    """The path as it came over the wire, without what a server in front was mounted at."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    prefix = str(scope.get("app_root_path", scope.get("root_path", ""))).rstrip("/").encode()
    return raw[len(prefix) :] if prefix and raw.startswith(prefix + b"/") else raw


def _asked_for_here(request: Incoming) -> bool:
    """Whether a page of this very origin, or the person at the address bar, asked; a token is shown on purpose."""
    site = request.headers.get("Sec-Fetch-Site")
    if "Authorization" in request.headers:
        return site != "cross-site"
    if site is not None:
        return site in ("same-origin", "none")
    asked = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(asked).netloc == request.headers.get("Host")


def _idempotency_key(request: Incoming) -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return None
    if not 1 <= len(key) <= MAX_IDEMPOTENCY_KEY or not key.isprintable():
        wrong = FieldProblem("Idempotency-Key", f"Must have 1 to {MAX_IDEMPOTENCY_KEY} printable characters.")
        raise Rejection(Reason.HEADER, "The idempotency key is not valid.", (wrong,))
    return key
