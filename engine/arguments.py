"""Variables and arguments: what the library would make of them, with everything that no request changes done once.

The library looks up types by name and builds signatures on every request. Here an operation keeps its variables' types
and defaults, and a field its constant arguments; a value goes through the same coercion of the same types. Whatever is
not plain is handed to the library, errors above all, so that they read the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphql import (
    FieldNode,
    GraphQLArgument,
    GraphQLError,
    GraphQLField,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    ValueNode,
    VariableNode,
    coerce_input_value,
    get_nullable_type,
    get_variable_values,
    is_leaf_type,
    is_non_null_type,
    is_required_argument,
    type_from_ast,
)
from graphql.execution.values import VariableValues, input_is_nested_too_deeply
from graphql.utilities.coerce_input_value import coerce_default_value, coerce_input_literal
from strawberry.types.base import StrawberryMaybe

from engine.pythonic import pythonic
from schema.arguments import by_library

MAX_ERRORS = 20


class Variables:
    """The variables of one operation."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
        self._schema = schema
        self._nodes = operation.variable_definitions or ()
        #: Name, type, how a leaf is coerced (None for what is no leaf), whether null is refused, default.
        self._known: list[tuple[str, Any, Callable[[Any], Any] | None, bool, Any]] = []
        for node in self._nodes:
            kind: Any = type_from_ast(schema, node.type)
            default = coerce_input_literal(node.default_value, kind) if node.default_value else Undefined
            bare: Any = get_nullable_type(kind)
            leaf = bare.coerce_input_value if is_leaf_type(bare) else None
            self._known.append((node.variable.name.value, kind, leaf, is_non_null_type(kind), default))
        #: Variables that may hold objects, with their types.
        self.composite = tuple((name, kind) for name, kind, leaf, _, _ in self._known if leaf is None)

    def coerced(self, given: Mapping[str, Any]) -> dict[str, Any] | list[GraphQLError]:
        """Values by name; what was not given and has no default is left out. Errors as the library words them."""
        found: dict[str, Any] = {}
        for name, kind, leaf, required, default in self._known:
            value = given.get(name, Undefined)
            if value is Undefined:
                if default is not Undefined:
                    found[name] = default
                elif required:
                    return self._errors(given)
                continue
            if leaf is None:
                value = Undefined if input_is_nested_too_deeply(value, kind) else coerce_input_value(value, kind)
            elif value is not None:
                try:
                    value = leaf(value)
                except Exception:  # noqa: BLE001  (as the library does: whatever it is, the value does not fit)
                    value = Undefined
            elif required:
                value = Undefined
            if value is Undefined:
                return self._errors(given)
            found[name] = value
        return found

    def by_library(self, given: Mapping[str, Any]) -> VariableValues:
        """The same in the library's own form, for values that were found to be valid."""
        values = get_variable_values(self._schema, self._nodes, dict(given))
        if isinstance(values, list):
            raise values[0]
        return values

    def _errors(self, given: Mapping[str, Any]) -> list[GraphQLError]:
        values = get_variable_values(self._schema, self._nodes, dict(given), max_errors=MAX_ERRORS)
        if isinstance(values, list):
            return values
        raise AssertionError("the library takes what we refuse")


class Given:
    """The variables of one request: coerced values, and the library's form of them should anything ask for it."""

    __slots__ = ("_raw", "_variables", "values")

    def __init__(self, variables: Variables, values: dict[str, Any], raw: Mapping[str, Any]) -> None:
        self.values = values
        self._variables = variables
        self._raw = raw

    def by_library(self) -> VariableValues:
        return self._variables.by_library(self._raw)


class _OddValueError(Exception):
    """A value that does not fit its argument; the library says how."""


#: Puts one argument's value among the others; raises _OddValueError for one that does not fit.
Put = Callable[[dict[str, Any], Mapping[str, Any]], None]


class Arguments:
    """The arguments of one field of a document, as keyword values for Python."""

    def __init__(self, declared: GraphQLField, node: FieldNode) -> None:
        self._declared = declared
        self._node = node
        self._puts: list[Put] | None = []
        given = {a.name.value: a.value for a in node.arguments or ()}
        for name, argument in declared.args.items():
            put = _put(argument, given.get(name))
            if put is None:
                self._puts = None
                break
            if put is not _nothing:
                self._puts.append(put)

    def values(self, given: Given) -> dict[str, Any]:
        """Raises GraphQLError for what only execution finds: null for what must not be null, through a variable."""
        if self._puts is not None:
            found: dict[str, Any] = {}
            try:
                for put in self._puts:
                    put(found, given.values)
            except _OddValueError:
                pass
            else:
                return found
        return by_library(self._declared, self._node, given.by_library())


def _put(argument: GraphQLArgument, value: ValueNode | None) -> Put | None:
    """How one argument is filled; None when only the library knows."""
    declared = argument.extensions["strawberry-definition"]
    name = declared.python_name
    convert = _converter(argument, declared.type)
    default = coerce_default_value(argument)
    if isinstance(value, VariableNode):
        return _from_variable(value.name.value, name, argument, default, convert)
    if value is None:
        return None if is_required_argument(argument) else _constant(name, default, convert)
    if _has_variables(value):
        return None
    constant = coerce_input_literal(value, argument.type)
    return None if constant is Undefined else _constant(name, constant, convert)


def _from_variable(
    variable: str, name: str, argument: GraphQLArgument, default: Any, convert: Callable[[Any], Any] | None
) -> Put | None:
    non_null = is_non_null_type(argument.type)
    required = is_required_argument(argument)

    def put(found: dict[str, Any], variables: Mapping[str, Any]) -> None:
        value = variables.get(variable, Undefined)
        if value is Undefined:
            if required:
                raise _OddValueError
            value = default
            if value is Undefined:
                return
        elif value is None and non_null:
            raise _OddValueError
        found[name] = value if convert is None else convert(value)

    return put


def _constant(name: str, value: Any, convert: Callable[[Any], Any] | None) -> Put:
    def put(found: dict[str, Any], variables: Mapping[str, Any]) -> None:
        # Converted anew each time: an operation may change what it is given.
        found[name] = value if convert is None else convert(value)

    return _nothing if value is Undefined else put


def _nothing(found: dict[str, Any], variables: Mapping[str, Any]) -> None:
    """Neither given nor defaulted."""


def _converter(argument: GraphQLArgument, declared: Any) -> Callable[[Any], Any] | None:
    """Python's form of a coerced value; None where it is the same."""
    kind = get_nullable_type(argument.type)
    plain = not isinstance(declared, StrawberryMaybe)
    if plain and is_leaf_type(kind):
        return None
    return pythonic(declared)


def _has_variables(value: ValueNode) -> bool:
    if isinstance(value, VariableNode):
        return True
    inside = getattr(value, "values", None) or [f.value for f in getattr(value, "fields", None) or ()]
    return any(_has_variables(v) for v in inside)


__all__ = ["Arguments", "Given", "Variables", "by_library"]
