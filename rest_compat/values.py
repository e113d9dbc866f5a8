"""One value of a request → one value of a variable, checked against its GraphQL type on the way.

The executor checks again; it is done here first because only here is known how the caller spelled the path, and because
GraphQL's own messages quote the value, which may be a password.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    Undefined,
    is_enum_type,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
    is_required_input_field,
)

from core.errors import FieldProblem, Problem
from rest_compat.codecs import Codec, Scene, as_is
from rest_compat.dialects.base import Dialect

REQUIRED = "Is required."
#: Input types may contain themselves; a body may not go on for ever.
MAX_DEPTH = 32
_INTEGER = re.compile(r"[+-]?\d{1,19}", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,30}(\.\d{1,30})?([eE][+-]?\d{1,3})?", re.ASCII)
_MESSAGES = {
    "Int": "Must be an integer.",
    "Float": "Must be a number.",
    "Boolean": "Must be true or false.",
    "String": "Must be a text.",
    "ID": "Must be an id.",
}


class Reader:
    """Reads the values of one request and collects what is wrong with them in `problems`."""

    def __init__(self, dialect: Dialect, scene: Scene) -> None:
        self.dialect = dialect
        self.scene = scene
        self.problems: list[FieldProblem] = []

    def _wrong(self, path: tuple[str, ...], message: str) -> None:
        self.problems.append(FieldProblem(".".join(path), message))

    # -- text: path segments, query parameters, headers ------------------------------------------------------------

    def text(self, values: list[str], type_: GraphQLInputType, path: tuple[str, ...], codec: Codec | None) -> Any:
        """The value of a parameter given once or several times; Undefined when it counts as absent or is wrong."""
        inner: Any = type_.of_type if is_non_null_type(type_) else type_
        if is_list_type(inner):
            item = inner.of_type.of_type if is_non_null_type(inner.of_type) else inner.of_type
            parts = [part for value in values for part in value.split(",") if part]
            found = [self._leaf_text(part, item, path, codec) for part in parts]
            return [v for one in found for v in (one if isinstance(one, list) else (one,))] if parts else Undefined
        value = values[-1]
        if value == "" and self.dialect.lenient_text and inner.name != "String":
            if is_non_null_type(type_):
                self._wrong(path, REQUIRED)
            return Undefined
        return self._leaf_text(value, inner, path, codec)

    def _leaf_text(self, text: str, type_: Any, path: tuple[str, ...], codec: Codec | None) -> Any:
        codec = self._codec(type_, codec)
        value: Any = text
        if (codec is not None and codec.integer) or type_.name == "Int":
            value = int(text) if _INTEGER.fullmatch(text) else text
        elif type_.name == "Float":
            value = float(text) if _NUMBER.fullmatch(text) else text
        elif type_.name == "Boolean":
            value = _boolean(text, self.dialect.lenient_text)
        elif codec is None and not is_enum_type(type_) and _INTEGER.fullmatch(text) and _refused(text, type_):
            # A wide integer of our own: its scalar takes the number, not the digits.
            value = int(text)
        return self._leaf(value, type_, path, codec)

    # -- JSON ------------------------------------------------------------------------------------------------------

    def json(self, value: Any, type_: GraphQLInputType, path: tuple[str, ...], codec: Codec | None = None) -> Any:
        """The GraphQL value of a JSON value; whatever it returns after a problem is never used."""
        if is_non_null_type(type_):
            if value is None:
                self._wrong(path, REQUIRED)
                return None
            return self.json(value, type_.of_type, path, codec)
        if value is None:
            return None
        if len(path) > MAX_DEPTH:
            self._wrong(path[:MAX_DEPTH], "Is nested too deeply.")
            return None
        if is_list_type(type_):
            if not isinstance(value, list):
                self._wrong(path, "Must be a list.")
                return None
            return [self.json(item, type_.of_type, (*path, str(i)), codec) for i, item in enumerate(value)]
        if is_input_object_type(type_):
            return self._object(value, type_, path)
        return self._leaf(value, type_, path, self._codec(type_, codec))

    def _object(self, value: Any, type_: GraphQLInputObjectType, path: tuple[str, ...]) -> Any:
        if not isinstance(value, dict):
            self._wrong(path, "Must be an object.")
            return None
        out: dict[str, Any] = {}
        known: set[str] = set()
        for name, field in type_.fields.items():
            wire = self.dialect.wire_name(name)
            known.add(wire)
            given = value.get(wire, Undefined)
            if given is None and self.dialect.null_is_absent:
                given = Undefined
            if given is not Undefined:
                out[name] = self.json(given, field.type, (*path, wire))
            elif is_required_input_field(field):
                self._wrong((*path, wire), REQUIRED)
        self.unknown(value, known, path)
        if type_.is_one_of and (len(out) != 1 or None in out.values()):
            self._wrong(path, "Exactly one member must be given.")
        return out

    def unknown(self, value: dict[str, Any], known: set[str], path: tuple[str, ...]) -> None:
        """Complains about members nobody reads: a misspelt one must not be lost in silence."""
        if self.dialect.refuses_unknown:
            for name in value:
                if name not in known:
                    self._wrong((*path, name[:100]), "Is not known here.")

    # -- leaves ----------------------------------------------------------------------------------------------------

    def _codec(self, type_: Any, codec: Codec | None) -> Codec | None:
        if codec is None or codec.into is as_is:
            return self.dialect.codecs.of_type(type_.name)
        return codec

    def _leaf(self, value: Any, type_: Any, path: tuple[str, ...], codec: Codec | None) -> Any:
        if _has_nul(value):
            # PostgreSQL stores no NUL; better said here than by the database.
            self._wrong(path, "Contains a NUL character.")
            return None
        try:
            if codec is not None:
                value = codec.into(value, self.scene)
            elif is_enum_type(type_) and self.dialect.lenient_text:
                value = _enum_name(value, type_)
        except ValueError as problem:
            self._wrong(path, str(problem))
            return None
        if value is None or value is Undefined:
            return value
        if codec is not None and codec.sound and codec is self.dialect.codecs.of_type(type_.name):
            return value
        for one in value if codec is not None and isinstance(value, list) else (value,):
            message = _refused(one, type_)
            if message:
                self._wrong(path, message)
        return value


def _boolean(text: str, lenient: bool) -> Any:
    known = {"true": True, "false": False}
    if lenient:
        known |= {"1": True, "0": False}
        text = text.lower()
    return known.get(text, text)


def _enum_name(value: Any, type_: GraphQLEnumType) -> Any:
    """`in-progress` and `in_progress` mean IN_PROGRESS."""
    if isinstance(value, str) and value not in type_.values:
        upper = value.upper().replace("-", "_").replace(" ", "_")
        return upper if upper in type_.values else value
    return value


def _has_nul(value: Any) -> bool:
    """Whether a text, or any text inside a JSON value, holds U+0000. Iterative: JSON may nest deeper than we may."""
    if isinstance(value, str):
        return "\0" in value
    if not isinstance(value, dict | list):
        return False
    waiting: list[Any] = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            if "\0" in item:
                return True
        elif isinstance(item, dict):
            waiting.extend(item.keys())
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return False


def _refused(value: Any, type_: Any) -> str | None:
    """What is wrong with a leaf by its GraphQL type, in words that do not quote it; None when nothing is."""
    if is_enum_type(type_):
        known = isinstance(value, str) and value in type_.values
        return None if known else f"Must be one of {', '.join(type_.values)}."
    coerce: Callable[[Any], Any] = type_.coerce_input_value
    try:
        if coerce(value) is not Undefined:
            return None
    except Problem as problem:
        return problem.message
    except GraphQLError as problem:
        if isinstance(problem.original_error, Problem):
            return problem.original_error.message
        if type_.name not in _MESSAGES:
            return problem.message
    except (ValueError, TypeError, ArithmeticError, AttributeError, LookupError):
        # What scalars raise on values they do not take; anything else is an accident and may surface.
        pass
    return _MESSAGES.get(type_.name, f"Is not a valid {type_.name}.")
