"""JSON Schema of what a dialect sends and takes: of variables and inputs, and of the shapes of answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLScalarType,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
    is_required_input_field,
    value_from_ast_untyped,
)
from graphql.utilities.get_default_value_ast import get_default_value_ast

from rest_compat.codecs import Codec, Scene
from rest_compat.dialects.base import Dialect
from rest_compat.shape import FIRST, NODES, Shape

Schema = dict[str, Any]

_INT32 = {"type": "integer", "format": "int32", "minimum": -(2**31), "maximum": 2**31 - 1}
#: Scalars by GraphQL name, as they look where no codec changes them.
SCALARS: Mapping[str, Schema] = {
    "Int": _INT32,
    "Float": {"type": "number"},
    "String": {"type": "string"},
    "Boolean": {"type": "boolean"},
    "ID": {"type": "string"},
    "UUID": {"type": "string", "format": "uuid"},
    "Date": {"type": "string", "format": "date"},
    "DateTime": {"type": "string", "format": "date-time"},
    "Time": {"type": "string", "format": "time"},
    "Decimal": {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
    "Money": {"type": "string", "pattern": r"^-?\d+(\.\d+)?$", "examples": ["12.50"]},
    "BigInt": {"type": "integer", "format": "int64"},
    "JSON": {},
}
#: Limits that a type does not say; by variable.
RANGES: Mapping[str, Schema] = {
    "page": {"minimum": 1},
    "limit": {"minimum": 1, "maximum": 100},
    "first": {"minimum": 1, "maximum": 100},
    "offset": {"minimum": 0},
}


def nullable(schema: Schema) -> Schema:
    """The schema that takes null as well."""
    type_ = schema.get("type")
    if not schema or type_ == "null":
        return schema
    if isinstance(type_, str) and "enum" not in schema and "const" not in schema:
        return {**schema, "type": [type_, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def described(schema: Schema, description: str | None) -> Schema:
    """The schema with a description, which in OpenAPI 3.1 may stand beside a `$ref`."""
    return {**schema, "description": description} if description else schema


class Schemas:
    """Makes schemas for one dialect and keeps the components they refer to."""

    def __init__(self, dialect: Dialect, fragments: Mapping[str, Shape]) -> None:
        self.dialect = dialect
        self.fragments = fragments
        self.components: dict[str, Schema] = {}

    def _component(self, name: str) -> tuple[str, dict[str, str]]:
        full = f"{self.dialect.name}.{name}"
        return full, {"$ref": f"#/components/schemas/{full}"}

    # -- what requests hold ----------------------------------------------------------------------------------------

    def input(self, type_: Any, codec: Codec | None = None) -> Schema:
        """Schema of a variable or input member."""
        if is_non_null_type(type_):
            return self.given(type_.of_type, codec)
        return nullable(self.given(type_, codec))

    def given(self, type_: Any, codec: Codec | None) -> Schema:
        """Schema of a value that is not null, of a type without its outermost `!`."""
        if is_list_type(type_):
            return {"type": "array", "items": self.input(type_.of_type, codec)}
        if is_input_object_type(type_):
            return self._input_object(type_)
        return self.leaf(type_, codec)

    def _input_object(self, type_: GraphQLInputObjectType) -> Schema:
        name, reference = self._component(type_.name)
        if name not in self.components:
            self.components[name] = {}  # Before its members: an input may contain itself.
            self.components[name] = self._members(type_)
        return dict(reference)

    def _members(self, type_: GraphQLInputObjectType) -> Schema:
        wire = self.dialect.wire_name
        properties = {wire(n): self._member(f) for n, f in type_.fields.items()}
        schema: Schema = {"type": "object", "properties": properties}
        required = [wire(n) for n, f in type_.fields.items() if is_required_input_field(f)]
        if required:
            schema["required"] = required
        if self.dialect.refuses_unknown:
            schema["additionalProperties"] = False
        if type_.is_one_of:
            schema |= {"minProperties": 1, "maxProperties": 1}
        return described(schema, type_.description)

    def _member(self, field: GraphQLInputField) -> Schema:
        schema = described(self.input(field.type), field.description)
        default = get_default_value_ast(field)
        if default is None:
            return schema
        return {**schema, "default": self.default(field.type, value_from_ast_untyped(default))}

    def default(self, type_: Any, value: Any, codec: Codec | None = None) -> Any:
        """A default as it would be sent."""
        inner = type_.of_type if is_non_null_type(type_) else type_
        if value is None or is_list_type(inner) or is_input_object_type(inner):
            return value
        codec = codec or self.dialect.codecs.of_type(inner.name)
        return codec.out(value, Scene()) if codec else value

    # -- what answers hold -----------------------------------------------------------------------------------------

    def output(self, shape: Shape) -> Schema:
        """Schema of a value in an answer."""
        schema = self._answered(shape)
        return nullable(schema) if shape.nullable else schema

    def _answered(self, shape: Shape) -> Schema:
        if shape.codec is not None and shape.codec.schema is not None:
            return dict(shape.codec.schema)
        if shape.item is not None and shape.structural == FIRST:
            return self._answered(shape.item)
        if shape.item is not None:
            return {"type": "array", "items": self.output(shape.item)}
        if shape.leaf is not None:
            return self.leaf(shape.leaf, None)
        if shape.structural == "only":
            return self.output(next(iter(shape.members.values())).shape)
        if shape.structural == NODES:
            return self.output(shape.members[NODES].shape)
        fragment = self.fragments.get(shape.fragment or "")
        if fragment is not None and fragment.type_name == shape.type_name:
            return self._fragment(str(shape.fragment), fragment)
        return self._object(shape)

    def _fragment(self, fragment_name: str, shape: Shape) -> Schema:
        name, reference = self._component(fragment_name)
        if name not in self.components:
            self.components[name] = {}
            self.components[name] = described(self._object(shape), shape.description)
        return dict(reference)

    def _object(self, shape: Shape) -> Schema:
        properties: Schema = {}
        required: list[str] = []
        for key, member in shape.members.items():
            if (made := member.shape.codec) is not None and made.members is not None:
                properties |= {name: dict(schema) for name, schema in made.members.items()}
                required += made.members
                continue
            if member.shape.structural == "hoist":
                hoisted = self._object(member.shape)
                properties |= hoisted["properties"]
                required += hoisted.get("required", [])
                continue
            properties[key] = described(self.output(member.shape), member.description)
            if not member.conditional:
                required.append(key)
        schema: Schema = {"type": "object", "properties": properties}
        return {**schema, "required": required} if required else schema

    # -- leaves ----------------------------------------------------------------------------------------------------

    def leaf(self, type_: Any, codec: Codec | None) -> Schema:
        """Schema of a scalar or enum."""
        if codec is None or codec.schema is None:
            codec = self.dialect.codecs.of_type(type_.name)
        if codec is not None and codec.schema is not None:
            return dict(codec.schema)
        if is_enum_type(type_):
            return self._enum(type_)
        return dict(SCALARS.get(type_.name, _unknown(type_)))

    def _enum(self, type_: GraphQLEnumType) -> Schema:
        name, reference = self._component(type_.name)
        self.components[name] = described({"type": "string", "enum": list(type_.values)}, type_.description)
        return dict(reference)


def _unknown(type_: GraphQLScalarType) -> Schema:
    return described({}, type_.description or type_.name)
