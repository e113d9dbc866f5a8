"""Coerced GraphQL input as Python values: what Strawberry's `convert_argument` makes, with the looking-up done once.

Strawberry resolves the type of every member on every request. Here each input type is read off once; what is not among
the few forms below is handed to Strawberry's own function.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING
from functools import cache
from typing import Any

from strawberry import UNSET
from strawberry.scalars import is_scalar
from strawberry.types.arguments import convert_argument
from strawberry.types.base import StrawberryList, StrawberryMaybe, StrawberryOptional, has_object_definition
from strawberry.types.enum import StrawberryEnumDefinition
from strawberry.types.maybe import Some

from schema.build import strawberry_schema

Convert = Callable[[Any], Any]


def pythonic(declared: Any) -> Convert:
    """What makes the Python value of a coerced one; `declared` is Strawberry's type of the argument or member."""
    if isinstance(declared, StrawberryMaybe):
        return _maybe(declared)
    if isinstance(declared, StrawberryOptional):
        return pythonic(declared.of_type)
    if isinstance(declared, StrawberryList):
        return _listed(declared)
    if _is_leaf(declared):
        return _as_is
    if has_object_definition(declared) and declared.__strawberry_definition__.from_input is None:
        return _object(declared)
    return _by_library(declared)


def _as_is(value: Any) -> Any:
    return value


def _maybe(declared: StrawberryMaybe) -> Convert:
    inner = pythonic(declared.of_type)
    nullable = isinstance(declared.of_type, StrawberryOptional)
    refuse = _by_library(declared)

    def convert(value: Any) -> Any:
        # Null for what may only be left out: the library raises, in its own words.
        return refuse(value) if value is None and not nullable else Some(inner(value))

    return convert


def _listed(declared: StrawberryList) -> Convert:
    item = pythonic(declared.of_type)

    def convert(values: Any) -> Any:
        # Copied also when nothing is to be done: a default is one list for all requests.
        return values if values is None or values is UNSET else [item(value) for value in values]

    return convert


@cache
def _members(declared: Any) -> tuple[tuple[tuple[str, str, Convert], ...], tuple[str, ...]]:
    """(name on the wire, name in Python, conversion) of an input's members, and those that are None when absent."""
    definition = declared.__strawberry_definition__
    names = strawberry_schema().config.name_converter
    members = tuple(
        (names.from_field(field), field.python_name, pythonic(field.resolve_type(type_definition=definition)))
        for field in definition.fields
    )
    absent = tuple(
        field.python_name
        for field in definition.fields
        if field.default_value is MISSING and field.default_factory is MISSING
    )
    return members, absent if definition.is_input else ()


def _object(declared: Any) -> Convert:
    def convert(value: Any) -> Any:
        if value is None or value is UNSET:
            return value
        members, absent = _members(declared)
        given: dict[str, Any] = dict.fromkeys(absent)
        for wire, name, member in members:
            if wire in value:
                given[name] = member(value[wire])
        return declared(**given)

    return convert


def _is_leaf(declared: Any) -> bool:
    if isinstance(declared, StrawberryEnumDefinition):
        return True
    enum = getattr(declared, "__strawberry_definition__", None)
    if isinstance(enum, StrawberryEnumDefinition):
        return True
    return bool(is_scalar(declared, strawberry_schema().schema_converter.scalar_registry))


def _by_library(declared: Any) -> Convert:
    built = strawberry_schema()
    registry, config = built.schema_converter.scalar_registry, built.config
    return lambda value: convert_argument(value, declared, registry, config)
