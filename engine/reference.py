"""The reference executor: graphql-core over Strawberry's resolvers. It runs what the engine leaves to it, and is what
the engine is compared with."""

from __future__ import annotations

from typing import Any

from graphql import DocumentNode, ExecutionResult, GraphQLSchema, execute

from operation.context import Context


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
        schema, document, root_value=root, context_value=ctx, variable_values=variables, operation_name=name
    )
    return result if isinstance(result, ExecutionResult) else await result
