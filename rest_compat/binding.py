"""A request → the variables of its operation. Path and query first, then the body: each may be refused in turn."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

import orjson
from graphql import (
    Undefined,
    is_input_object_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_required_input_field,
)

from core.errors import FieldProblem
from core.http import Incoming
from rest_compat.codecs import Scene
from rest_compat.dialects.base import Dialect, Reason, Rejection
from rest_compat.documents import Endpoint
from rest_compat.plan import EXPECTED_VERSION, INPUT, Plan, Slot, Source
from rest_compat.values import REQUIRED, Reader

IF_MATCH = "If-Match"
MAX_QUERY_PARAMETERS = 200
#: `W/"3"`, `"3"` or `3`; behind a dot may stand what else the tag was made of (see `answers`).
_ENTITY_TAG = re.compile(r'(?:W/)?"(\d{1,9})(?:\.[0-9a-f]+)?"|(\d{1,9})', re.ASCII)
_PLURAL = {Reason.PATH: "path", Reason.QUERY: "query", Reason.HEADER: "header", Reason.VALUES: "body"}


class Binder:
    """Fills the variables of one endpoint from one request. Raises Rejection."""

    def __init__(self, endpoint: Endpoint, request: Incoming, scene: Scene) -> None:
        self.plan: Plan = endpoint.plan
        self.dialect: Dialect = endpoint.dialect
        self.request = request
        self.variables: dict[str, Any] = {}
        # One for all parts: what one of them complains about ends the request before the next is read.
        self.reader = Reader(endpoint.dialect, scene)

    # -- path, query, headers --------------------------------------------------------------------------------------

    def address(self, segments: list[str]) -> None:
        """Binds the path's parameters (decoded, left to right), the query string and If-Match."""
        for place, slot in self.plan.path:
            self._put(slot, self.reader.text([segments[place]], slot.type, (slot.wire,), slot.codec))
        self._raise(Reason.PATH)
        if self.plan.query:
            self._query()
        if self.plan.version:
            self._header(self.plan.version)

    def _query(self) -> None:
        given = self._parameters()
        for slot in self.plan.query:
            if slot.source is Source.FILTER:
                self._put(slot, self._filter(slot, given))
            elif slot.wire in given:
                self._put(slot, self.reader.text(given[slot.wire], slot.type, (slot.wire,), slot.codec))
            elif slot.required:
                self.reader.problems.append(FieldProblem(slot.wire, REQUIRED))
        self._raise(Reason.QUERY)

    def _parameters(self) -> dict[str, list[str]]:
        query: bytes = self.request.scope.get("query_string", b"")
        given: dict[str, list[str]] = {}
        if not query:
            return given
        try:
            pairs = _pairs(query.decode("ascii"))
        except ValueError as problem:
            raise Rejection(Reason.QUERY, "The query string cannot be read.") from problem
        for name, value in pairs:
            given.setdefault(name.removesuffix("[]"), []).append(value)
        return given

    def _filter(self, slot: Slot, given: dict[str, list[str]]) -> Any:
        reader = self.reader
        inner = slot.type.of_type if is_non_null_type(slot.type) else slot.type
        assert is_input_object_type(inner)  # noqa: S101 - checked when documents are loaded
        out: dict[str, Any] = {}
        for name, field in inner.fields.items():
            wire = self.dialect.wire_name(name)
            if wire in given:
                value = reader.text(given[wire], field.type, (wire,), None)
                if value is not Undefined:
                    out[name] = value
            elif is_required_input_field(field):
                reader.problems.append(FieldProblem(wire, REQUIRED))
        return out if out or is_non_null_type(slot.type) else Undefined

    def _header(self, slot: Slot) -> None:
        text = self.request.headers.get(IF_MATCH, "").strip()
        if text in ("", "*"):
            return
        match = _ENTITY_TAG.fullmatch(text)
        if match is None:
            message = 'Must be one version, such as "3".'
            raise Rejection(Reason.HEADER, "If-Match cannot be read.", (FieldProblem(IF_MATCH, message),))
        self.variables[slot.variable] = int(match.group(1) or match.group(2))

    # -- body ------------------------------------------------------------------------------------------------------

    def body(self, raw: bytes) -> None:
        """Binds the body, and refuses what is still missing."""
        slots = self.plan.body
        if slots:
            value = self._parsed(raw, slots)
            if value is not Undefined:
                self._bind_body(value, slots)
        version = self.plan.version
        if version is not None and version.required and version.variable not in self.variables:
            raise Rejection(Reason.HEADER, "A version is required.", (FieldProblem(IF_MATCH, REQUIRED),))

    def _parsed(self, raw: bytes, slots: tuple[Slot, ...]) -> Any:
        typed = _is_json(self.request.headers.get("content-type", ""))
        if not raw.strip():
            demanded = self.dialect.demands_body or any(slot.required for slot in slots)
            if demanded and self.dialect.demands_body and not typed:
                raise Rejection(Reason.MEDIA_TYPE, "Expected Content-Type: application/json.")
            if demanded:
                raise Rejection(Reason.SYNTAX, "A JSON body is required.")
            return Undefined
        if not typed:
            raise Rejection(Reason.MEDIA_TYPE, "Expected Content-Type: application/json.")
        if self.request.headers.get("content-encoding", "identity").lower() != "identity":
            raise Rejection(Reason.MEDIA_TYPE, "Compressed bodies are not accepted.")
        try:
            return orjson.loads(raw)
        except orjson.JSONDecodeError as problem:
            raise Rejection(Reason.SYNTAX, "The body is not well-formed JSON.") from problem

    def _bind_body(self, value: Any, slots: tuple[Slot, ...]) -> None:
        reader = self.reader
        value = self._without_version(value)
        if slots[0].source is Source.BODY:
            self._put(slots[0], reader.json(value, slots[0].type, (), slots[0].codec))
        elif isinstance(value, dict):
            for slot in slots:
                self._member(slot, value)
            reader.unknown(value, {slot.wire for slot in slots}, ())
        else:
            reader.problems.append(FieldProblem("", "Must be an object."))
        self._raise(Reason.VALUES)

    def _member(self, slot: Slot, value: dict[str, Any]) -> None:
        reader = self.reader
        given = value.get(slot.wire, Undefined)
        clearable = slot.codec is not None and slot.codec.clearable
        if given is None and self.dialect.null_is_absent and not clearable:
            given = Undefined
        if given is not Undefined:
            self._put(slot, reader.json(given, slot.type, (slot.wire,), slot.codec))
        elif slot.required:
            reader.problems.append(FieldProblem(slot.wire, REQUIRED))

    def _without_version(self, value: Any) -> Any:
        """Takes the version out of a body that carries it; the header, if given, has spoken already."""
        slot = self.plan.version
        if slot is None or not isinstance(value, dict):
            return value
        wire = self.dialect.wire_name(EXPECTED_VERSION)
        rest = {name: given for name, given in value.items() if name != wire}
        if value.get(wire) is not None and slot.variable not in self.variables:
            self._put(slot, self.reader.json(value[wire], slot.type, (wire,)))
        return rest

    # -- common ----------------------------------------------------------------------------------------------------

    def _put(self, slot: Slot, value: Any) -> None:
        if value is not Undefined:
            self.variables[slot.variable] = value

    def _raise(self, reason: Reason) -> None:
        if self.reader.problems:
            raise Rejection(reason, f"The {_PLURAL[reason]} is not valid.", tuple(self.reader.problems))


def _pairs(query: str) -> list[tuple[str, str]]:
    """Names and values of a query string. Raises ValueError for one that is too long or not UTF-8."""
    if "%" in query or "+" in query or query.count("&") >= MAX_QUERY_PARAMETERS:
        return parse_qsl(
            query, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=MAX_QUERY_PARAMETERS
        )
    # Nothing is encoded: the same without looking at every character.
    return [(name, value) for name, _, value in (pair.partition("=") for pair in query.split("&") if pair)]


def _is_json(content_type: str) -> bool:
    media_type = content_type.split(";", maxsplit=1)[0].strip().lower()
    return media_type == "application/json" or (media_type.startswith("application/") and media_type.endswith("+json"))


def wire_path(endpoint: Endpoint, path: str) -> str:
    """How the caller spelled the input that an operation complains about.

    An operation names its own arguments (`input.firstName`, `patientId`); the document says which variable was handed
    to which argument, and the plan where that variable came from.
    """
    said = tuple(path.split("."))
    parts = tuple(_camel(part) for part in said)
    for candidate, spelled in ((parts, said), ((INPUT, *parts), (INPUT, *said))):
        for length in range(len(candidate), 0, -1):
            variable = endpoint.plan.arguments.get(candidate[:length])
            if variable is not None:
                return _spelled(endpoint, variable, candidate[length:], spelled[length:])
    return ".".join(map(endpoint.dialect.wire_name, parts))


def _spelled(endpoint: Endpoint, variable: str, rest: tuple[str, ...], said: tuple[str, ...]) -> str:
    slot = next(s for s in endpoint.plan.slots if s.variable == variable)
    whole = slot.source in (Source.BODY, Source.FILTER)
    start = IF_MATCH if slot.source is Source.VERSION else slot.wire
    tail = _tail(endpoint.dialect, slot.type, rest, said)
    return ".".join(tail if whole else (start, *tail))


def _tail(dialect: Dialect, type_: Any, rest: tuple[str, ...], said: tuple[str, ...]) -> tuple[str, ...]:
    """The way into a value: declared members as the dialect spells them; inside a free-form (JSON) value the names are
    the caller's own and stay as they are."""
    out: list[str] = []
    for index, part in enumerate(rest):
        inner = type_.of_type if is_non_null_type(type_) else type_
        if is_list_type(inner):
            type_ = inner.of_type
        elif is_input_object_type(inner) and part in inner.fields:
            type_ = inner.fields[part].type
        elif is_leaf_type(inner):
            return (*out, *said[index:])
        out.append(dialect.wire_name(part))
    return tuple(out)


def _camel(part: str) -> str:
    head, *tail = part.split("_")
    return head + "".join(word[:1].upper() + word[1:] for word in tail)
