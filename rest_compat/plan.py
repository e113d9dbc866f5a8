"""Which part of a request fills which variable; decided once per address, when documents are loaded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from graphql import (
    FieldNode,
    GraphQLInputType,
    GraphQLSchema,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    is_input_object_type,
    is_input_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    type_from_ast,
    value_from_ast_untyped,
)

from rest_compat.codecs import Codec
from rest_compat.dialects.base import Dialect
from rest_compat.directive import Address, Method, codec_note
from rest_compat.trie import parameters

INPUT = "input"
EXPECTED_VERSION = "expectedVersion"


class Source(StrEnum):
    """Where a variable's value comes from. BODY is the whole body, MEMBER one member of it, FILTER every query
    parameter that the input object knows, VERSION the If-Match header."""

    PATH = "path"
    QUERY = "query"
    FILTER = "filter"
    BODY = "body"
    MEMBER = "member"
    VERSION = "version"


@dataclass(frozen=True, slots=True)
class Slot:
    """One variable of an address. `wire` is its name in the request."""

    variable: str
    wire: str
    source: Source
    type: GraphQLInputType
    has_default: bool
    codec: Codec | None = None
    description: str | None = None
    #: Follows from type and default.
    required: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "required", is_non_null_type(self.type) and not self.has_default)


@dataclass(frozen=True, slots=True)
class Plan:
    """The slots of one address, and where each variable sits in the arguments of the root fields."""

    slots: tuple[Slot, ...]
    #: Names of the path's parameters, left to right.
    segments: tuple[str, ...] = ()
    #: Argument path → variable: `("input", "firstName") → "first_name"`; turns an operation's field paths back.
    arguments: dict[tuple[str, ...], str] = field(default_factory=dict)
    #: Values of variables that are not given, as GraphQL values.
    defaults: dict[str, Any] = field(default_factory=dict)
    #: The slots by where they come from, as every request asks; those of the path with their place in it.
    path: tuple[tuple[int, Slot], ...] = field(init=False)
    query: tuple[Slot, ...] = field(init=False)
    body: tuple[Slot, ...] = field(init=False)
    version: Slot | None = field(init=False)

    def __post_init__(self) -> None:
        places = tuple((self.segments.index(slot.wire), slot) for slot in self.of(Source.PATH))
        object.__setattr__(self, "path", places)
        object.__setattr__(self, "query", self.of(Source.QUERY, Source.FILTER))
        object.__setattr__(self, "body", self.of(Source.BODY, Source.MEMBER))
        object.__setattr__(self, "version", next(iter(self.of(Source.VERSION)), None))

    def of(self, *sources: Source) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.source in sources)

    @property
    def takes_body(self) -> bool:
        return bool(self.body)


def make_plan(
    operation: OperationDefinitionNode,
    address: Address,
    schema: GraphQLSchema,
    dialect: Dialect,
) -> Plan:
    """The plan of one `@rest`; ValueError when a variable has no place to come from or a place no variable."""
    nodes = {v.variable.name.value: v for v in operation.variable_definitions or ()}
    by_wire = {dialect.wire_name(name): name for name in nodes}
    if len(by_wire) != len(nodes):
        raise ValueError("two variables have the same name on the wire")
    in_path: dict[str, str] = {}
    segments = parameters(address.path)
    for name in segments:
        variable = name if name in nodes else by_wire.get(name)
        if variable is None:
            raise ValueError(f"path parameter {name!r} is not a variable")
        in_path[variable] = name
    unknown = [name for name in address.query if name not in nodes]
    if unknown:
        raise ValueError(f"query: {', '.join(unknown)} is not a variable")
    slots = tuple(
        _slot(node, in_path.get(name), INPUT in nodes, address, schema, dialect) for name, node in nodes.items()
    )
    defaults = {name: value_from_ast_untyped(node.default_value) for name, node in nodes.items() if node.default_value}
    return Plan(slots, segments, dict(_arguments(operation)), defaults)


def _slot(
    node: VariableDefinitionNode,
    path_name: str | None,
    has_input: bool,
    address: Address,
    schema: GraphQLSchema,
    dialect: Dialect,
) -> Slot:
    name = node.variable.name.value
    type_ = type_from_ast(schema, node.type)
    assert is_input_type(type_)  # noqa: S101 - validation has seen the document
    source = Source.PATH if path_name else _source(name, has_input, address)
    _check_type(name, source, type_)
    note = codec_note(node)
    return Slot(
        variable=name,
        wire=path_name or dialect.wire_name(name),
        source=source,
        type=type_,
        has_default=node.default_value is not None,
        codec=dialect.codecs.named(note) if note else None,
        description=node.description.value if node.description else None,
    )


def _source(name: str, has_input: bool, address: Address) -> Source:
    if name == EXPECTED_VERSION:
        return Source.VERSION
    if name in address.query:
        return Source.QUERY
    if name == INPUT:
        return Source.FILTER if address.method is Method.GET else Source.BODY
    if address.method in (Method.GET, Method.DELETE) or has_input:
        return Source.QUERY
    return Source.MEMBER


def _check_type(name: str, source: Source, type_: GraphQLInputType) -> None:
    inner = type_.of_type if is_non_null_type(type_) else type_
    if source is Source.PATH and not is_leaf_type(inner):
        raise ValueError(f"path parameter {name!r} must be a scalar or enum")
    if source is Source.QUERY and not _is_text(inner):
        raise ValueError(f"query parameter {name!r} must be a scalar, an enum or a list of them")
    if source is Source.FILTER and not (
        is_input_object_type(inner) and all(_is_text(f.type) for f in inner.fields.values())
    ):
        raise ValueError("$input of a GET must be an input object of scalars, enums and lists of them")


def _is_text(type_: GraphQLInputType) -> bool:
    inner = type_.of_type if is_non_null_type(type_) else type_
    if is_list_type(inner):
        inner = inner.of_type.of_type if is_non_null_type(inner.of_type) else inner.of_type
    return is_leaf_type(inner)


def _arguments(operation: OperationDefinitionNode) -> Iterator[tuple[tuple[str, ...], str]]:
    for node in operation.selection_set.selections:
        if isinstance(node, FieldNode):
            for argument in node.arguments or ():
                yield from _variables(argument.value, (argument.name.value,))


def _variables(value: ValueNode, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, VariableNode):
        yield path, value.name.value
    elif isinstance(value, ObjectValueNode):
        for member in value.fields:
            yield from _variables(member.value, (*path, member.name.value))
    elif isinstance(value, ListValueNode):
        for index, item in enumerate(value.values):
            yield from _variables(item, (*path, str(index)))
