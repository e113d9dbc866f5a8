"""The reference executor: graphql-core over Strawberry's resolvers. It runs what the engine leaves to it, and is what
the engine is compared with."""

from __future__ import annotations

from types import CoroutineType
from typing import Any

from graphql import DocumentNode, ExecutionResult, Executor, GraphQLSchema, execute

from operation.context import Context

#: The resolvers that wait are coroutine functions. By itself the library looks in every value and object of the answer
#: for whatever else could be awaited: a tenth of its time.
_waits: Any = CoroutineType.__instancecheck__


async def run(
    schema: GraphQLSchema,
    document: DocumentNode,
    ctx: Context,
    variables: dict[str, Any],
    name: str | None,
    root: Any = None,
) -> ExecutionResult:
    """Execute one operation of a valid document; roots in `ctx.refused` answer null, those in `ctx.results` are not run
    again."""
    result = execute(
        schema,
        document,
        root_value=root,
        context_value=ctx,
        variable_values=variables,
        operation_name=name,
        is_awaitable=_waits,
        executor_class=Executor,  # without `@defer` and `@stream`, which the schema does not have
    )
    return result if isinstance(result, ExecutionResult) else await result
