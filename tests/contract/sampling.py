"""Documents made from the schema itself: every root field with plausible arguments, and everything selected."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
)

SCALARS: dict[str, Any] = {
    "String": "sample",
    "Int": 1,
    "BigInt": 1,
    "Float": 1.5,
    "Boolean": True,
    "Date": "2020-02-29",
    "DateTime": "2020-02-29T10:00:00Z",
    "Decimal": "10.00",
    "JSON": {},
}

#: What a string argument of this name must look like to get past validation.
NAMED: dict[str, Any] = {
    "email": "sample@test.example",
    "phoneNumber": "+493012345678",
    "raw": "+49 30 123",
    "timezone": "Europe/Berlin",
    "entityType": "patient",
    "country": "DE",
    "currency": "EUR",
    "timeFormat": "24h",
    "month": "2026-06",
    "count": 2,
}

#: Rows of nested lists.
NESTED = 20

#: Gives the id for an argument, by its path (`patientId`, `input.patientId`, `id`).
Ids = Callable[[str, str], UUID]


def roots(schema: GraphQLSchema) -> Iterator[tuple[str, str, GraphQLField]]:
    """(`query` or `mutation`, field name, field) of every root field."""
    for kind, root in (("query", schema.query_type), ("mutation", schema.mutation_type)):
        if root is not None:
            for name, field in root.fields.items():
                yield kind, name, field


def document(
    kind: str, name: str, field: GraphQLField, ids: Ids, *, optional: bool = False
) -> tuple[str, dict[str, Any]]:
    """A document running one root field with everything selected, and its variables."""
    variables: dict[str, Any] = {}
    declared, passed = [], []
    for argument, definition in field.args.items():
        required = isinstance(definition.type, GraphQLNonNull) and not _has_default(definition)
        if not required and not (optional and argument not in ("after", "page", "limit", "first")):
            continue
        variables[argument] = value(definition.type, name, argument, ids)
        declared.append(f"${argument}: {definition.type}")
        passed.append(f"{argument}: ${argument}")
    head = f"({', '.join(declared)})" if declared else ""
    arguments = f"({', '.join(passed)})" if passed else ""
    return f"{kind} Sample{head} {{ {name}{arguments} {selection(field.type)} }}", variables


def _has_default(argument: Any) -> bool:
    default = getattr(argument, "default_value", None)
    return default is not None and type(default).__name__ != "UndefinedType" and repr(default) != "Undefined"


def selection(kind: Any, depth: int = 3) -> str:
    """Every leaf below a type, relations to `depth` levels; nothing for a leaf."""
    named = get_named_type(kind)
    if is_leaf_type(named):
        return ""
    assert isinstance(named, GraphQLObjectType)
    parts = []
    for name, field in named.fields.items():
        inner = get_named_type(field.type)
        if is_leaf_type(inner):
            parts.append(name)
        elif depth > 1:
            # Lists within lists cost their sizes multiplied: in full they would be beyond what one may ask for.
            size = f"(first: {NESTED})" if "first" in field.args else ""
            parts.append(f"{name}{size} {selection(field.type, depth - 1)}")
    return "{ " + " ".join(parts or ["__typename"]) + " }"


def value(kind: Any, field: str, path: str, ids: Ids) -> Any:
    """A plausible value of an input type."""
    kind = get_nullable_type(kind)
    if isinstance(kind, GraphQLList):
        return [value(kind.of_type, field, path, ids)]
    if isinstance(kind, GraphQLInputObjectType):
        members = {n: f for n, f in kind.fields.items() if isinstance(f.type, GraphQLNonNull)}
        return {n: value(f.type, field, f"{path}.{n}", ids) for n, f in members.items()}
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if kind.name == "UUID":
        return str(ids(field, path))
    return NAMED.get(path.rpartition(".")[2], SCALARS[kind.name])
