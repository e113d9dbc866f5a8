"""What the caller is told of errors and refusals. Only Problems speak; accidents are masked, logged without values."""

from __future__ import annotations

from typing import Any

import asyncpg
import structlog
from graphql import FieldNode, GraphQLError, OperationDefinitionNode
from strawberry.exceptions import StrawberryInputCoercionError

from core.errors import Code, Invalid, Problem, Unavailable, invalid
from engine.cost import MOST
from engine.door import Answer
from engine.walk import Walk
from operation.context import Context
from operation.operation import require

log = structlog.get_logger(__name__)

#: Losing the database is an answer, not an accident.
LOST_DATABASE = (
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    ConnectionError,
)
#: So is waiting for it: for a statement that takes longer than anybody waits, or for a table that is being changed.
TOO_SLOW = (asyncpg.QueryCanceledError, asyncpg.LockNotAvailableError)


def unavailable(error: BaseException | None, what: str) -> Unavailable | None:
    """What is told of a database that was lost, or waited for too long, while doing `what`; None of anything else."""
    if isinstance(error, TOO_SLOW):
        log.warning("operation.too_slow", operation=what)
        return Unavailable("This takes too long at the moment; ask for less, or try again.", retry_after=5)
    if isinstance(error, LOST_DATABASE):
        log.warning("operation.lost_database", operation=what, error=type(error).__name__)
        return Unavailable("The database cannot be reached at the moment; try again.", retry_after=1)
    return error if isinstance(error, Unavailable) else None


def formatted(ctx: Context, error: GraphQLError) -> dict[str, Any]:
    """An error as the wire has it. Accidents are masked and logged without values."""
    original: BaseException | None = error
    while isinstance(original, GraphQLError) and not isinstance(original, StrawberryInputCoercionError):
        original = original.original_error
    if isinstance(original, StrawberryInputCoercionError):
        # Null written into the document; in variables it is found before (engine/nulls), with its path.
        original = Invalid("A member must not be null; leave it out to keep what is there.")
    original = unavailable(original, ctx.operation) or original
    if isinstance(original, Problem):
        message, extensions = original.message, original.extensions()
    elif original is None and _is_the_callers(error):
        message = error.message
        extensions = {"code": Code.INVALID.value, **(error.extensions or {})}
    else:
        accident = original or error
        log.error("operation.failed", operation=ctx.operation, error=type(accident).__name__, exc_info=accident)
        message, extensions = "Something went wrong on our side.", {"code": Code.INTERNAL.value}
    told: dict[str, Any] = {"message": message, "extensions": extensions}
    if error.locations:
        told["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
    if error.path:
        told["path"] = list(error.path)
    return told


def refused_whole(operation: OperationDefinitionNode, walk: Walk) -> Answer | None:
    """A refused root ends a mutation or a subscription; a query only when nothing would be left of it."""
    refused = walk.refused_roots
    if not refused:
        return None
    if operation.operation.value == "query" and len(refused) < len(walk.roots):
        return None
    return Answer(None, [refusal(path, walk.refused[path]) for path in refused], executed=True)


def _is_the_callers(error: GraphQLError) -> bool:
    """Whether an error of the library's own is about what the caller wrote: it then points at a value of the document.
    One that points at a field is about what we answered (a number too large, an unknown enum value), and quotes it."""
    return "code" in (error.extensions or {}) or any(not isinstance(node, FieldNode) for node in error.nodes or ())


def refusal(path: str, verdict: Any) -> dict[str, Any]:
    try:
        require(verdict)
    except Problem as problem:
        extensions = {**problem.extensions(), "field": path}
        formatted: dict[str, Any] = {"message": problem.message, "extensions": extensions}
        if "." not in path:
            formatted["path"] = [path]
        return formatted
    raise AssertionError("an allowing verdict is no refusal")


def rejected(*errors: GraphQLError) -> Answer:
    formatted = []
    for error in errors:
        one: dict[str, Any] = {"message": error.message, "extensions": {"code": "INVALID", **(error.extensions or {})}}
        if error.locations:
            one["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
        formatted.append(one)
    return Answer(None, formatted, executed=False)


def invalid_request(message: str, **extensions: Any) -> GraphQLError:
    return GraphQLError(message, extensions={"code": Code.INVALID.value, **extensions})


def about_cost(cost: int, limit: int) -> GraphQLError:
    message = (
        f"The operation costs {cost} or more; the limit is {limit}. Ask for smaller pages, and for fewer lists inside "
        "lists."
    )
    return invalid_request(message, cost=cost, limit=limit)


def out_of_bounds(path: str, node: FieldNode) -> GraphQLError:
    problem = invalid(path, f"Must be between 1 and {MOST}.")
    return GraphQLError(f"`{path}`: {problem.message}", node, extensions=problem.extensions())


def located(problem: Exception) -> GraphQLError:
    """A problem as the library's error, without a place in the document."""
    return problem if isinstance(problem, GraphQLError) else GraphQLError(str(problem), original_error=problem)
