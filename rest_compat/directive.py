"""`@rest` gives a stored operation its address, `@as` overrides a codec. Private: read here, never printed or executed.

```graphql
query listPatients($page: Int = 1, $limit: Int = 25)
@rest(method: GET, path: "/api/v1/protected/patients", at: "patients") {
  patients(page: $page, limit: $limit) { nodes { id fullName } total }
}
```
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import orjson
from graphql import (
    DirectiveLocation,
    DirectiveNode,
    FieldNode,
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLDirective,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    GraphQLString,
    OperationDefinitionNode,
    VariableDefinitionNode,
    get_argument_values,
)


class Method(StrEnum):
    """Methods a document can answer; HEAD follows from GET and OPTIONS from the path."""

    GET = "GET"
    POST = "POST"
    PUT = "PUT"
    PATCH = "PATCH"
    DELETE = "DELETE"


class Envelope(StrEnum):
    """What surrounds the data in a success. Only DCMS has more than DATA."""

    DATA = "DATA"
    RAW = "RAW"
    OK = "OK"


REST_METHOD = GraphQLEnumType(
    "RestMethod",
    {m.value: GraphQLEnumValue(m) for m in Method},
    description="HTTP method of a stored operation.",
)
REST_ENVELOPE = GraphQLEnumType(
    "RestEnvelope",
    {
        "DATA": GraphQLEnumValue(Envelope.DATA, description="The dialect's usual envelope around the data."),
        "RAW": GraphQLEnumValue(Envelope.RAW, description="The object or array itself."),
        "OK": GraphQLEnumValue(Envelope.OK, description="`ok: true`, joined by the members of the object at `at`."),
    },
)


def _argument(type_: Any, description: str, **more: Any) -> GraphQLArgument:
    return GraphQLArgument(type_, description=description, **more)


REST = GraphQLDirective(
    "rest",
    [DirectiveLocation.QUERY, DirectiveLocation.MUTATION],
    {
        "method": _argument(GraphQLNonNull(REST_METHOD), "HTTP method."),
        "path": _argument(GraphQLNonNull(GraphQLString), "Absolute path; `:name` or `{name}` are variables."),
        "at": _argument(GraphQLString, "Dotted response path of what is answered; null there is NOT_FOUND."),
        "status": _argument(GraphQLInt, "Status of a success.", default_value=200),
        "envelope": _argument(REST_ENVELOPE, "What surrounds the data.", default_value=Envelope.DATA),
        "meta": _argument(GraphQLString, "Dotted response path of an object whose members join `meta`."),
        "nullable": _argument(GraphQLBoolean, "Null at `at` is an answer, not NOT_FOUND.", default_value=False),
        "printed": _argument(GraphQLBoolean, "False for a second spelling, served but not listed.", default_value=True),
        "writes": _argument(GraphQLBoolean, "Needed for a mutation behind GET.", default_value=False),
        "query": _argument(
            GraphQLList(GraphQLNonNull(GraphQLString)), "Variables a writing method takes from the query, not the body."
        ),
        "errors": _argument(
            GraphQLList(GraphQLNonNull(GraphQLString)), "`CODE=OTHER`: the dialect's code for one of ours, here only."
        ),
        "ttl": _argument(GraphQLInt, "Seconds an answer is kept, at most (rest_compat/keeping)."),
    },
    is_repeatable=True,
    description="The address of a stored operation.",
)
AS = GraphQLDirective(
    "as",
    [DirectiveLocation.FIELD, DirectiveLocation.VARIABLE_DEFINITION],
    {
        "codec": _argument(GraphQLNonNull(GraphQLString), "Name of one of the dialect's codecs."),
        "value": _argument(GraphQLString, "JSON, for codecs that take one."),
    },
    description="Another codec than the type's.",
)
PRIVATE = (REST, AS)


@dataclass(frozen=True, slots=True)
class Address:
    """One `@rest`: where a document answers and how its answer is cut out of the response."""

    method: Method
    path: str
    at: tuple[str, ...] = ()
    status: int = 200
    envelope: Envelope = Envelope.DATA
    meta: tuple[str, ...] = ()
    nullable: bool = False
    printed: bool = True
    writes: bool = False
    query: tuple[str, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()
    ttl: int | None = None


@dataclass(frozen=True, slots=True)
class CodecNote:
    """One `@as`: the codec's name and its JSON parameter, decoded."""

    name: str
    value: Any = None


def with_private_directives(schema: GraphQLSchema) -> GraphQLSchema:
    """A copy of the schema that also knows `@rest` and `@as`, for validating documents only."""
    kwargs = {**schema.to_kwargs(), "directives": (*schema.directives, *PRIVATE), "assume_valid": True}
    return GraphQLSchema(**kwargs)  # type: ignore[arg-type]


def addresses(operation: OperationDefinitionNode) -> tuple[tuple[Address, DirectiveNode], ...]:
    """Every `@rest` of a validated operation, in order, each with its node; ValueError on a malformed `errors`."""
    return tuple((_address(node), node) for node in operation.directives or () if node.name.value == REST.name)


def _address(node: DirectiveNode) -> Address:
    values = get_argument_values(REST, node)
    return Address(
        method=values["method"],
        path=values["path"],
        at=_dotted(values.get("at")),
        status=values["status"],
        envelope=values["envelope"],
        meta=_dotted(values.get("meta")),
        nullable=bool(values["nullable"]),
        printed=bool(values["printed"]),
        writes=bool(values["writes"]),
        query=tuple(values.get("query") or ()),
        errors=tuple(_renaming(text) for text in values.get("errors") or ()),
        ttl=values.get("ttl"),
    )


def _dotted(text: str | None) -> tuple[str, ...]:
    return tuple(text.split(".")) if text else ()


def _renaming(text: str) -> tuple[str, str]:
    ours, separator, theirs = text.partition("=")
    if not (ours and separator and theirs):
        raise ValueError(f"errors: {text!r} is not CODE=OTHER")
    return ours, theirs


def codec_note(node: FieldNode | VariableDefinitionNode) -> CodecNote | None:
    """The `@as` of a field or variable; ValueError when its `value` is not JSON."""
    for directive in node.directives or ():
        if directive.name.value == AS.name:
            values = get_argument_values(AS, directive)
            text = values.get("value")
            try:
                return CodecNote(values["codec"], orjson.loads(text) if text is not None else None)
            except orjson.JSONDecodeError as problem:
                raise ValueError(f"@as(value: {text!r}) is not JSON") from problem
    return None


def response_key(node: FieldNode) -> str:
    """The name under which a field's value is answered."""
    return (node.alias or node.name).value
