"""A small schema behind the `Executor` protocol, and the transports over it: what the transport tests talk to."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import uvicorn
from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    build_schema,
    execute,
    get_operation_ast,
    parse,
    subscribe,
    validate,
)
from graphql.execution.values import get_variable_values
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp

from core.errors import Forbidden, Unauthenticated, Unavailable
from engine.door import Answer, OperationKind, Request
from server.graphql import graphql_routes
from server.graphql_gate import GraphQLSettings, RequestInfo
from server.persisted import PersistedOperations

SECRET = "row 4711 of Jane Roe"  # what an accident's message holds and nobody may see


@dataclass
class World:
    """What the toy's resolvers touch and its tests look at."""

    bumps: int = 0
    contexts: list[dict[str, Any]] = field(default_factory=list)
    connections: list[HTTPConnection] = field(default_factory=list)
    produced: int = 0
    open_streams: int = 0
    entered: asyncio.Event = field(default_factory=asyncio.Event)
    release: asyncio.Event = field(default_factory=asyncio.Event)
    stream_ended: asyncio.Event = field(default_factory=asyncio.Event)
    ticks: asyncio.Queue[int] = field(default_factory=asyncio.Queue)
    revoked: set[str] = field(default_factory=set)
    deadline: datetime | None = None
    auth_error: Exception | None = None


_SDL = """
scalar JSON
type Query {
  hello(name: String): String!
  who: String!
  echo(value: JSON): JSON
  number(value: Int): Int
  unserialisable: JSON
  waits: String
}
type Mutation { bump: Int!  slowBump: Int!  signIn: String }
type Subscription { count(to: Int!): Int!  ticks: Int!  flood: String!  explode: Int! }
"""


def _schema(world: World) -> GraphQLSchema:
    schema = build_schema(_SDL)
    resolvers = _Resolvers(world)
    for name in ("hello", "who", "echo", "number", "unserialisable", "waits"):
        schema.query_type.fields[name].resolve = getattr(resolvers, name)  # type: ignore[union-attr]
    for name in ("bump", "slowBump", "signIn"):
        schema.mutation_type.fields[name].resolve = getattr(resolvers, name)  # type: ignore[union-attr]
    for name, field_ in schema.subscription_type.fields.items():  # type: ignore[union-attr]
        field_.subscribe = getattr(resolvers, name)
        field_.resolve = lambda value, info, **arguments: value
    return schema


class _Resolvers:
    """The toy's fields. A subscription counts itself in `world` while it is open."""

    def __init__(self, world: World) -> None:
        self.world = world

    def hello(self, root: Any, info: Any, name: str | None = "world") -> str:
        return f"hello {name}"

    def who(self, root: Any, info: Any) -> str:
        return str(info.context["actor"])

    def echo(self, root: Any, info: Any, value: Any = None) -> Any:
        return value

    def number(self, root: Any, info: Any, value: int | None = None) -> int | None:
        return value

    def unserialisable(self, root: Any, info: Any) -> Any:
        return {1, 2}

    async def waits(self, root: Any, info: Any) -> str:
        self.world.entered.set()
        await self.world.release.wait()
        return "released"

    def bump(self, root: Any, info: Any) -> int:
        self.world.bumps += 1
        return self.world.bumps

    async def slowBump(self, root: Any, info: Any) -> int:  # noqa: N802 - named like its field
        await self.waits(root, info)
        return self.bump(root, info)

    def signIn(self, root: Any, info: Any) -> str:  # noqa: N802
        info.context["info"].reply_headers.append(("Set-Cookie", "session=made; HttpOnly"))
        return "signed in"

    async def _open(self, values: AsyncIterator[Any]) -> AsyncIterator[Any]:
        self.world.open_streams += 1
        try:
            async for value in values:
                self.world.produced += 1
                yield value
        finally:
            self.world.open_streams -= 1
            self.world.stream_ended.set()

    def count(self, root: Any, info: Any, to: int) -> AsyncIterator[int]:
        async def values() -> AsyncIterator[int]:
            for value in range(1, to + 1):
                yield value

        return self._open(values())

    def ticks(self, root: Any, info: Any) -> AsyncIterator[int]:
        async def values() -> AsyncIterator[int]:
            while True:
                yield await self.world.ticks.get()

        return self._open(values())

    def flood(self, root: Any, info: Any) -> AsyncIterator[str]:
        async def values() -> AsyncIterator[str]:
            while True:
                yield "x" * 200_000

        return self._open(values())

    def explode(self, root: Any, info: Any) -> AsyncIterator[int]:
        async def values() -> AsyncIterator[int]:
            yield 1
            raise RuntimeError(SECRET)

        return self._open(values())


class ToyExecutor:
    """`engine.door.Executor` over graphql-core. An operation named `Accident`, `Busy` or `Refused` raises."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.schema = _schema(world)

    def kind(self, request: Request) -> OperationKind | None:
        operation = self._operation(request)
        return None if operation is None else operation.operation.value

    async def run(self, ctx: Any, request: Request, *, allow: frozenset[OperationKind]) -> Answer:
        if refused := self._request_error(request):
            return refused
        _raise_on_demand(self._operation(request))
        if self.kind(request) not in allow:
            return _request_error([GraphQLError("This kind of operation is not accepted here.")])
        result = execute(
            self.schema,
            parse(request.query or ""),
            context_value=ctx,
            variable_values=request.variables,
            operation_name=request.operation_name,
        )
        return _answer(result if isinstance(result, ExecutionResult) else await result)

    async def subscribe(self, ctx: Any, request: Request, straight: Any = None) -> Answer | AsyncIterator[Answer]:
        if refused := self._request_error(request):
            return refused
        _raise_on_demand(self._operation(request))
        source = subscribe(
            self.schema,
            parse(request.query or ""),
            context_value=ctx,
            variable_values=request.variables,
            operation_name=request.operation_name,
        )
        if not isinstance(source, ExecutionResult | AsyncIterator):
            source = await source
        return _answer(source) if isinstance(source, ExecutionResult) else _answers(source)

    def _operation(self, request: Request) -> OperationDefinitionNode | None:
        try:
            return get_operation_ast(parse(request.query or ""), request.operation_name)
        except GraphQLError:
            return None

    def _request_error(self, request: Request) -> Answer | None:
        try:
            document = parse(request.query or "")
        except GraphQLError as error:
            return _request_error([error])
        if errors := validate(self.schema, document):
            return _request_error(errors)
        operation = get_operation_ast(document, request.operation_name)
        if operation is None:
            return _request_error([GraphQLError("No such operation.")])
        variables = get_variable_values(self.schema, operation.variable_definitions or (), request.variables or {})
        return _request_error(variables) if isinstance(variables, list) else None


def _raise_on_demand(operation: OperationDefinitionNode | None) -> None:
    name = operation.name.value if operation and operation.name else None
    raised: dict[str | None, Exception] = {
        "Accident": RuntimeError(SECRET),
        "Busy": Unavailable("The database is busy.", retry_after=3),
        "Refused": Forbidden("You may not do this."),
    }
    if error := raised.get(name):
        raise error


def _request_error(errors: list[GraphQLError]) -> Answer:
    return Answer(data=None, errors=[_formatted(error) for error in errors], executed=False)


def _answer(result: ExecutionResult) -> Answer:
    return Answer(data=result.data, errors=[_formatted(error) for error in result.errors or ()], executed=True)


async def _answers(source: AsyncIterator[ExecutionResult]) -> AsyncIterator[Answer]:
    try:
        async for result in source:
            yield _answer(result)
    finally:
        await source.aclose()  # type: ignore[attr-defined]


def _formatted(error: GraphQLError) -> dict[str, Any]:
    return {"extensions": {"code": "INVALID"}, **error.formatted}


async def authenticate(world: World, connection: HTTPConnection) -> str:
    """`Bearer <name>` and cookie `session=<name>` are <name>; names in `world.revoked` and `bad` are refused."""
    world.connections.append(connection)
    if world.auth_error is not None:
        raise world.auth_error
    header = connection.headers.get("authorization")
    name = header.removeprefix("Bearer ") if header else connection.cookies.get("session")
    if name == "bad" or name in world.revoked:
        raise Unauthenticated("The credential is not valid.")
    return name or "anonymous"


def toy_app(
    world: World,
    *,
    persisted: PersistedOperations | None = None,
    executor: ToyExecutor | None = None,
    **settings: Any,
) -> Starlette:
    """The transports over the toy, with its hooks; `settings` are those of `GraphQLSettings`."""

    def make_context(actor: str, info: RequestInfo) -> dict[str, Any]:
        context = {"actor": actor, "info": info}
        world.contexts.append(context)
        return context

    async def known(connection: HTTPConnection) -> str:
        return await authenticate(world, connection)

    async def still_valid(actor: str) -> bool:
        return actor not in world.revoked

    routes = graphql_routes(
        executor or ToyExecutor(world),
        make_context,
        known,
        GraphQLSettings(**settings),
        persisted=persisted,
        session_deadline=lambda actor: world.deadline,
        still_valid=still_valid,
    )
    return Starlette(routes=routes)


@contextlib.asynccontextmanager
async def served(app: ASGIApp, **options: Any) -> AsyncIterator[str]:
    """The application on a real server on a free port of loopback; yields `127.0.0.1:port`."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app,
        lifespan="off",
        log_config=None,
        http="server.handshake:HTTPProtocol",
        ws="server.websocket:WebSocketProtocol",
        timeout_graceful_shutdown=1,
        **{"ws_per_message_deflate": False, **options},
    )
    server = uvicorn.Server(config)
    # The socket listens already: a client that comes before the server runs waits in its backlog.
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield f"127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
        listening.close()
