"""The last touches on a built schema: what Strawberry would print or do otherwise than it was declared.

A default of None means "nobody said anything", so the argument is printed without one and left out of the call. A
part of an input that asks for a right of its own (`Guarded`) says so in `@requires`. An id that must name a row
names a model that there is.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
)
from graphql.pyutils import Undefined

from models.base import REGISTRY
from operation.inputs import Guarded, hints_of, references_of, rules_of
from permissions import Guard
from schema.requires import directives

#: A value a field takes: its name and type in GraphQL, and its annotation in Python where it has one.
Taken = tuple[str, GraphQLArgument | GraphQLInputField, Any]


def finish(built: GraphQLSchema, annotations: dict[tuple[str, str], dict[str, Any]]) -> None:
    """Touch up everything that takes values; `annotations` are those of fields' arguments, by type and field.

    Raises TypeError for a reference to a model that is not there, or that nobody could be shown.
    """
    for kind in built.type_map.values():
        if isinstance(kind, GraphQLEnumType) and not kind.name.startswith("__"):
            _describe(kind)
    for place, taken, hint in _all(built, annotations):
        _without_null(taken)
        _check_references(place, hint)
        if (guard := guard_in(hint)) is not None:
            taken.extensions["strawberry-definition"].directives = directives(guard)


def _describe(kind: GraphQLEnumType) -> None:
    """An enum that nobody described says what its docstring says; `inspect.getdoc` would find StrEnum's."""
    python_type = kind.extensions["strawberry-definition"].wrapped_cls
    kind.description = kind.description or inspect.cleandoc(python_type.__dict__.get("__doc__") or "") or None


def guard_in(hint: Any) -> Guard | None:
    """The guard of a parameter or member, as its annotation says it."""
    combined: Guard | None = None
    for rule in rules_of(hint):
        if isinstance(rule, Guarded):
            combined = rule.guard if combined is None else combined & rule.guard
    return combined


def _all(built: GraphQLSchema, annotations: dict[tuple[str, str], dict[str, Any]]) -> Iterator[Taken]:
    for kind in built.type_map.values():
        if kind.name.startswith("__"):
            continue
        if isinstance(kind, GraphQLObjectType):
            for name, field in kind.fields.items():
                known = annotations.get((kind.name, name), {})
                for wire, argument in field.args.items():
                    yield f"{kind.name}.{name}({wire})", argument, known.get(_python_name(argument))
        elif isinstance(kind, GraphQLInputObjectType):
            known = hints_of(kind.extensions["strawberry-definition"].origin)
            for wire, member in kind.fields.items():
                yield f"{kind.name}.{wire}", member, known.get(_python_name(member))


def _python_name(taken: GraphQLArgument | GraphQLInputField) -> str:
    return str(taken.extensions["strawberry-definition"].python_name)


def _without_null(taken: GraphQLArgument | GraphQLInputField) -> None:
    if taken.default_value is None:
        taken.default_value = Undefined
    if taken.default is not None and taken.default.value is None and taken.default.literal is None:
        taken.default = None


def _check_references(place: str, hint: Any) -> None:
    for ref in references_of(hint):
        model = REGISTRY.get(ref.model)
        if model is None:
            raise TypeError(f"{place} refers to {ref.model!r}, which is no model")
        if ref.face and "id" not in model.face:
            raise TypeError(f"{place} refers to the face of {ref.model}, which has no id")
