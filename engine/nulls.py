"""Null for a member that may be left out but must not be null, found in the variables by its path.

GraphQL has no such type: `Maybe[str]` is printed as nullable. The library refuses null too, but without saying where.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    get_nullable_type,
)
from strawberry.types.base import StrawberryMaybe, StrawberryOptional

from core.errors import FieldProblem

MESSAGE = "Must not be null; leave it out to keep what is there."


def refused(variables: Iterable[tuple[str, Any]], given: Mapping[str, Any]) -> tuple[FieldProblem, ...]:
    """Every such null in the values of these variables (name and type), which fit their types otherwise."""
    found: list[FieldProblem] = []
    for name, kind in variables:
        if isinstance(given.get(name), dict | list):
            found += _below(kind, given[name], name)
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
