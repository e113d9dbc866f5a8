"""Null for a member that may be left out but must not be null, found in the variables by its path.

GraphQL has no such type: `Maybe[str]` is printed as nullable. The library refuses null too, but without saying where.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLSchema,
    OperationDefinitionNode,
    get_nullable_type,
    type_from_ast,
)
from strawberry.types.base import StrawberryMaybe, StrawberryOptional

from core.errors import FieldProblem

MESSAGE = "Must not be null; leave it out to keep what is there."


def refused(
    schema: GraphQLSchema, operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> tuple[FieldProblem, ...]:
    """Every such null in the variables of a request, which fit their types otherwise."""
    found: list[FieldProblem] = []
    for definition in operation.variable_definitions or ():
        name = definition.variable.name.value
        if isinstance(variables.get(name), dict | list):
            found += _below(type_from_ast(schema, definition.type), variables[name], name)
    return tuple(found)


def _below(kind: Any, value: Any, path: str) -> Iterator[FieldProblem]:
    kind = get_nullable_type(kind)
    if isinstance(kind, GraphQLList) and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _below(kind.of_type, item, f"{path}.{index}")
    elif isinstance(kind, GraphQLInputObjectType) and isinstance(value, dict):
        for name, member in value.items():
            if member is None and _never_null(kind.fields[name]):
                yield FieldProblem(f"{path}.{name}", MESSAGE)
            elif isinstance(member, dict | list):
                yield from _below(kind.fields[name].type, member, f"{path}.{name}")


def _never_null(field: GraphQLInputField) -> bool:
    declared = getattr(field.extensions.get("strawberry-definition"), "type", None)
    return isinstance(declared, StrawberryMaybe) and not isinstance(declared.of_type, StrawberryOptional)
