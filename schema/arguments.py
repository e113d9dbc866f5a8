"""The arguments of a field as Python has them, by the library and Strawberry."""

from __future__ import annotations

from typing import Any

from graphql import FieldNode, GraphQLField, get_argument_values
from graphql.execution.values import VariableValues
from strawberry.types.arguments import convert_arguments


def by_library(declared: GraphQLField, node: FieldNode, variables: VariableValues) -> dict[str, Any]:
    """What the library and Strawberry make of a field's arguments. Raises GraphQLError for what does not fit."""
    from schema.build import strawberry_schema  # the schema is built of what asks this

    built = strawberry_schema()
    return convert_arguments(
        get_argument_values(declared, node, variables),
        declared.extensions["strawberry-definition"].arguments,
        scalar_registry=built.schema_converter.scalar_registry,
        config=built.config,
    )
