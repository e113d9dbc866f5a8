"""What answers each field of a type over a model: a look-up in a row that is there already.

Nothing here waits: relations were read behind their parents' rows (`schema/reading`), and which guarded fields are
shown was decided for the whole place (`schema/ahead`).
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from typing import Any

from core.predicates import Column
from schema.fields import ColumnField, Computed, Many, One_, SqlField, TypeDefinition
from schema.reading import Row

Resolver = Callable[..., Any]


def resolver(definition: TypeDefinition, name: str) -> Resolver:
    """The resolver of a declared field; of a guarded one it answers null where the field is not shown."""
    resolve = _resolver(definition, name)
    return resolve if definition.guard_of(name) is None else _guarded(resolve, name)


def _guarded(resolve: Resolver, name: str) -> Resolver:
    def checked(source: Row, info: Any, **arguments: Any) -> Any:
        # The one error for this field comes from the walk of the document; here there is only nothing to see.
        return resolve(source, info) if name in source.level.shown else None

    return checked


def _resolver(definition: TypeDefinition, name: str) -> Resolver:
    match definition.fields[name]:
        case ColumnField(name=column):
            return _column(definition.model.columns[column])
        case SqlField():
            return _stored(name)
        case Computed() as declared:
            return _computed(declared)
        case One_(by=by, reverse=False):
            return _pointed_at(by)
        case One_() | Many():
            return _pointing
    raise AssertionError("unreachable")


def _column(column: Column[Any]) -> Resolver:
    python_type = column.python_type
    if isinstance(python_type, type) and issubclass(python_type, enum.StrEnum):
        return _enum(column.name, python_type)
    return _stored(column.name)


def _stored(name: str) -> Resolver:
    def resolve(source: Row, info: Any) -> Any:
        return source.values[name]

    return resolve


def _enum(name: str, python_type: type[enum.StrEnum]) -> Resolver:
    def resolve(source: Row, info: Any) -> Any:
        value = source.values[name]
        return None if value is None else python_type(value)

    return resolve


def _computed(declared: Computed) -> Resolver:
    function, needs = declared.function, declared.needs

    def resolve(source: Row, info: Any) -> Any:
        return function(*(source.values[name] for name in needs))

    def resolve_in_clinic(source: Row, info: Any) -> Any:
        return function(info.context.clinic, *(source.values[name] for name in needs))

    return resolve_in_clinic if declared.wants_clinic else resolve


def _pointed_at(by: str) -> Resolver:
    def resolve(source: Row, info: Any) -> Any:
        key = source.values[by]
        return None if key is None else source.level.behind[info.path.key](key)

    return resolve


def _pointing(source: Row, info: Any, **arguments: Any) -> Any:
    return source.level.behind[info.path.key](source.values["id"])
