"""The executor behind `engine.door`: one way to run any operation, whoever carries it.

Parse and validate (kept), coerce variables, walk for refusals and cost, run. A refused root fails a mutation or a
subscription whole, and a query only when all of its roots are refused; a refused field below is null plus one
error. Only Problems speak to the caller; anything else is logged under the request's id and answered as INTERNAL.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import structlog
from graphql import (
    ExecutionResult,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    execute,
    get_argument_values,
    get_variable_values,
)
from graphql.execution.values import VariableValues
from strawberry.exceptions import StrawberryInputCoercionError
from strawberry.types.arguments import convert_arguments

from core.errors import Code, Invalid, Problem, Unavailable, invalid
from engine import nulls
from engine.complaints import about_variable
from engine.documents import Bounds, Document, Documents
from engine.door import Answer, OperationKind, Request
from engine.walk import MOST, Walk, Walker
from operation.context import Context
from operation.inputs import clean
from operation.operation import require
from schema.build import operation_of, strawberry_schema
from schema.subscriptions import Payload, deliveries

log = structlog.get_logger(__name__)

#: Losing the database is an answer, not an accident.
LOST_DATABASE = (
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    ConnectionError,
)


class SchemaExecutor:
    """Runs operations of the project's schema through the reference executor."""

    def __init__(self, schema: GraphQLSchema, bounds: Bounds) -> None:
        self.schema = schema
        self.bounds = bounds
        self._documents = Documents(schema, bounds)
        self._walker = Walker(schema)

    def kind(self, request: Request) -> OperationKind | None:
        """The kind of the selected operation; None when the text does not parse or selects none."""
        operation = self._documents.get(request.query or "").operation(request.operation_name)
        return operation.operation.value if operation is not None else None

    async def run(self, ctx: Context, request: Request, *, allow: frozenset[OperationKind]) -> Answer:
        """Answer a query or a mutation; a kind outside `allow` is a request error and nothing runs."""
        prepared = self._prepare(ctx, request, allow)
        if isinstance(prepared, Answer):
            return prepared
        document, operation, _, walk = prepared
        whole = _refused_whole(operation, walk)
        if whole is not None:
            return whole
        if operation.operation.value == "mutation" and len(walk.roots) > 1 and ctx.request.idempotency_key is not None:
            return _rejected(_invalid("An Idempotency-Key goes with one mutation; send the others on their own."))
        ctx.refused = frozenset(walk.refused_roots)
        result = await self._execute(ctx, document, operation, request, None)
        return self._answer(ctx, result, walk)

    async def subscribe(self, ctx: Context, request: Request) -> Answer | AsyncIterator[Answer]:
        """The stream of a subscription; an Answer instead when it is refused or invalid."""
        prepared = self._prepare(ctx, request, frozenset({"subscription"}))
        if isinstance(prepared, Answer):
            return prepared
        document, operation, variables, walk = prepared
        whole = _refused_whole(operation, walk)
        if whole is not None:
            return whole
        try:
            payloads = self._payloads(ctx, walk, variables)
        except (Problem, GraphQLError) as problem:
            return Answer(None, [self._format(ctx, _located(problem))], executed=True)
        return self._stream(ctx, document, operation, request, payloads)

    def _payloads(self, ctx: Context, walk: Walk, variables: VariableValues) -> AsyncIterator[Payload]:
        if not walk.roots:
            raise _invalid("Nothing is left to subscribe to: `@skip` or `@include` took the field away.")
        # Validated to be one, but fragments may hold it.
        node = next(iter(walk.roots.values()))
        root = self.schema.subscription_type
        assert root is not None  # noqa: S101  (validated)
        declared = root.fields[node.name.value]
        behind = operation_of(declared)
        assert behind is not None  # noqa: S101  (checked when the schema was built)
        field = declared.extensions["strawberry-definition"]
        converter = strawberry_schema().schema_converter
        values = convert_arguments(
            get_argument_values(declared, node, variables),
            field.arguments,
            scalar_registry=converter.scalar_registry,
            config=strawberry_schema().config,
        )
        after = values.pop("after", None)
        require(behind.guard.verdict(ctx.actor))
        # Said at once, not with the first event, whenever that comes.
        clean(behind.annotations, values, ctx.actor, behind.defaults)
        return deliveries(behind, ctx, values, after)

    async def _stream(
        self,
        ctx: Context,
        document: Document,
        operation: OperationDefinitionNode,
        request: Request,
        payloads: AsyncIterator[Payload],
    ) -> AsyncIterator[Answer]:
        try:
            async for payload in payloads:
                # Rights are today's: the walk is made again for the caller as he is now.
                again = self._prepare(payload.context, request, frozenset({"subscription"}))
                if isinstance(again, Answer):
                    yield again
                    return
                _, _, _, walk = again
                whole = _refused_whole(operation, walk)
                if whole is not None:
                    yield whole
                    return
                result = await self._execute(payload.context, document, operation, request, payload)
                yield self._answer(payload.context, result, walk)
        except Exception as problem:  # noqa: BLE001  (the last door: everything becomes an answer)
            yield Answer(None, [self._format(ctx, _located(problem))], executed=True)
        finally:
            await payloads.aclose()  # type: ignore[attr-defined]

    # --- before ----------------------------------------------------------------------------------------------------

    def _prepare(
        self, ctx: Context, request: Request, allow: frozenset[OperationKind]
    ) -> Answer | tuple[Document, OperationDefinitionNode, VariableValues, Walk]:
        document = self._documents.get(request.query or "")
        if document.errors:
            return _rejected(*document.errors)
        operation = document.operation(request.operation_name)
        if operation is None:
            return _rejected(_invalid("Say by operationName which operation of the document to run."))
        if operation.operation.value not in allow:
            return _rejected(_invalid(f"A {operation.operation.value} cannot be run this way."))
        variables = get_variable_values(
            self.schema,
            operation.variable_definitions or (),
            request.variables or {},
            max_errors=20,
        )
        if isinstance(variables, list):
            return _rejected(*(about_variable(self.schema, e) for e in variables))
        if problems := nulls.refused(self.schema, operation, request.variables or {}):
            problem = Invalid(problems[0].message, fields=problems)
            return _rejected(GraphQLError(problem.message, extensions=problem.extensions()))
        walk = self._walker.walk(operation, document.fragments, variables.coerced, ctx.actor, self.bounds.cost)
        if walk.sizes:
            return _rejected(*(_out_of_bounds(path, node) for path, node in walk.sizes.items()))
        if walk.cost > self.bounds.cost:
            message = (
                f"The operation costs {walk.cost} or more; the limit is {self.bounds.cost}. Ask for smaller pages, and "
                "for fewer lists inside lists."
            )
            return _rejected(_invalid(message, cost=walk.cost, limit=self.bounds.cost))
        return document, operation, variables, walk

    # --- running ---------------------------------------------------------------------------------------------------

    async def _execute(
        self, ctx: Context, document: Document, operation: OperationDefinitionNode, request: Request, root: Any
    ) -> ExecutionResult:
        assert document.node is not None  # noqa: S101  (no errors)
        result = execute(
            self.schema,
            document.node,
            root_value=root,
            context_value=ctx,
            variable_values=request.variables or {},
            operation_name=operation.name.value if operation.name else None,
        )
        return result if isinstance(result, ExecutionResult) else await result

    # --- after -----------------------------------------------------------------------------------------------------

    def _answer(self, ctx: Context, result: ExecutionResult, walk: Walk) -> Answer:
        errors = [_refusal(path, verdict) for path, verdict in walk.refused.items()]
        errors += [self._format(ctx, e) for e in result.errors or ()]
        return Answer(result.data, errors, executed=True)

    def _format(self, ctx: Context, error: GraphQLError) -> dict[str, Any]:
        """An error as the wire has it. Accidents are masked and logged without values."""
        original: BaseException | None = error
        while isinstance(original, GraphQLError) and not isinstance(original, StrawberryInputCoercionError):
            original = original.original_error
        if isinstance(original, StrawberryInputCoercionError):
            # Null written into the document; in variables it is found before (engine/nulls), with its path.
            original = Invalid("A member must not be null; leave it out to keep what is there.")
        if isinstance(original, LOST_DATABASE):
            log.warning("operation.lost_database", operation=ctx.operation, error=type(original).__name__)
            original = Unavailable("The database cannot be reached at the moment; try again.", retry_after=1)
        elif isinstance(original, asyncpg.QueryCanceledError):
            # The statement time-out: the answer would take longer than anybody waits.
            log.warning("operation.too_slow", operation=ctx.operation)
            original = Unavailable("This takes too long at the moment; ask for less, or try again.", retry_after=5)
        if isinstance(original, Problem):
            message, extensions = original.message, original.extensions()
        elif original is None and _is_the_callers(error):
            message = error.message
            extensions = {"code": Code.INVALID.value, **(error.extensions or {})}
        else:
            accident = original or error
            log.error("operation.failed", operation=ctx.operation, error=type(accident).__name__, exc_info=accident)
            message, extensions = "Something went wrong on our side.", {"code": Code.INTERNAL.value}
        formatted: dict[str, Any] = {"message": message, "extensions": extensions}
        if error.locations:
            formatted["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
        if error.path:
            formatted["path"] = list(error.path)
        return formatted


def _refused_whole(operation: OperationDefinitionNode, walk: Walk) -> Answer | None:
    """A refused root ends a mutation or a subscription; a query only when nothing would be left of it."""
    refused = walk.refused_roots
    if not refused:
        return None
    if operation.operation.value == "query" and len(refused) < len(walk.roots):
        return None
    return Answer(None, [_refusal(path, walk.refused[path]) for path in refused], executed=True)


def _is_the_callers(error: GraphQLError) -> bool:
    """Whether an error of the library's own is about what the caller wrote: it then points at a value of the document.
    One that points at a field is about what we answered (a number too large, an unknown enum value), and quotes it."""
    return "code" in (error.extensions or {}) or any(not isinstance(node, FieldNode) for node in error.nodes or ())


def _refusal(path: str, verdict: Any) -> dict[str, Any]:
    try:
        require(verdict)
    except Problem as problem:
        extensions = {**problem.extensions(), "field": path}
        formatted: dict[str, Any] = {"message": problem.message, "extensions": extensions}
        if "." not in path:
            formatted["path"] = [path]
        return formatted
    raise AssertionError("an allowing verdict is no refusal")


def _rejected(*errors: GraphQLError) -> Answer:
    formatted = []
    for error in errors:
        one: dict[str, Any] = {"message": error.message, "extensions": {"code": "INVALID", **(error.extensions or {})}}
        if error.locations:
            one["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
        formatted.append(one)
    return Answer(None, formatted, executed=False)


def _invalid(message: str, **extensions: Any) -> GraphQLError:
    return GraphQLError(message, extensions={"code": Code.INVALID.value, **extensions})


def _out_of_bounds(path: str, node: FieldNode) -> GraphQLError:
    problem = invalid(path, f"Must be between 1 and {MOST}.")
    return GraphQLError(f"`{path}`: {problem.message}", node, extensions=problem.extensions())


def _located(problem: Exception) -> GraphQLError:
    return problem if isinstance(problem, GraphQLError) else GraphQLError(str(problem), original_error=problem)
