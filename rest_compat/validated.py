"""Which documents are known to be valid for which schema.

Validation takes most of what REST adds to a start, and comes to the same every time: so it is done when the artefacts
are made and when they are tested, and a start repeats it for whatever is not exactly what was validated then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import graphql
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    is_required_argument,
    is_required_input_field,
)

#: One fingerprint a line; an artefact (`server/artefacts`).
LIST = Path(__file__).with_name("validated.txt")


def fingerprint_of_schema(schema: GraphQLSchema) -> str:
    """A digest of all that validation asks a schema for, and of the version that validates."""
    lines = [graphql.__version__]
    for name, kind in sorted(schema.type_map.items()):
        if not name.startswith("__"):
            lines.append(f"{type(kind).__name__} {name}")
            lines += _members(kind)
    for root in (schema.query_type, schema.mutation_type, schema.subscription_type):
        lines.append(f"root {root}")
    for directive in schema.directives:
        places = " ".join(sorted(place.name for place in directive.locations))
        lines.append(f"@{directive.name} {directive.is_repeatable} {places}({_arguments(directive.args)})")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def fingerprint(schema: str, texts: Iterable[tuple[str, str]]) -> str:
    """A digest of one dialect's documents, as (name, text), and of the schema they are for, by its own digest."""
    digest = hashlib.sha256(schema.encode())
    for name, text in texts:
        # With their lengths, so that nothing can move from one to the other.
        digest.update(f"\n{len(name)} {len(text)} {name}{text}".encode())
    return digest.hexdigest()


def known() -> frozenset[str]:
    """The fingerprints of what was valid when the artefacts were made; none where the list is missing."""
    return frozenset(LIST.read_text(encoding="utf-8").split()) if LIST.exists() else frozenset()


def _members(kind: GraphQLNamedType) -> Iterator[str]:
    if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
        yield " ".join(interface.name for interface in kind.interfaces)
        for name, field in kind.fields.items():
            yield f"{name}({_arguments(field.args)}): {field.type}"
    elif isinstance(kind, GraphQLInputObjectType):
        yield str(kind.is_one_of)
        for name, member in kind.fields.items():
            yield f"{name}: {member.type} {is_required_input_field(member)}"
    elif isinstance(kind, GraphQLEnumType):
        yield " ".join(kind.values)
    elif isinstance(kind, GraphQLUnionType):
        yield " ".join(sorted(member.name for member in kind.types))


def _arguments(arguments: dict[str, GraphQLArgument]) -> str:
    return ", ".join(f"{name}: {one.type} {is_required_argument(one)}" for name, one in arguments.items())
