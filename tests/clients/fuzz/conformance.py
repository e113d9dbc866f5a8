"""What is wrong with an answer of `/graphql`: looked at from outside, by the printed schema and the document alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphql import (
    FieldNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_nullable_type,
    is_enum_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
    parse,
)

from core.errors import Code

ACCIDENTS = {Code.INTERNAL}
SCALARS: Mapping[str, re.Pattern[str]] = {
    "UUID": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    "Date": re.compile(r"\d{4}-\d\d-\d\d"),
    "DateTime": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"),
    "Decimal": re.compile(r"-?\d+(\.\d+)?"),
}
INTEGERS = {"Int": 2**31, "BigInt": 2**63}


def wrong(schema: GraphQLSchema, document: str, status: int, headers: Mapping[str, Any], body: bytes) -> list[str]:
    """Everything that is wrong, in words; nothing for a right answer."""
    if status not in (200, 400, 401, 405, 413):
        return [f"status {status}"]
    media = str(headers.get("content-type", "")).replace("['", "").partition(";")[0]
    if media not in ("application/json", "application/graphql-response+json"):
        return [f"media type {media!r}"]
    answer = json.loads(body)
    if not isinstance(answer, dict) or not answer.keys() <= {"data", "errors", "extensions"}:
        return [f"not an answer: {answer!r}"]
    errors, data = answer.get("errors", []), answer.get("data")
    problems = [problem for error in errors for problem in _of_error(error, answer)]
    if data is None:
        return problems if errors else [*problems, "neither data nor errors"]
    operation = next(n for n in parse(document).definitions if isinstance(n, OperationDefinitionNode))
    root = schema.get_root_type(operation.operation)
    assert root is not None
    return problems + list(_of_object(schema, root, [operation.selection_set], data, "data"))


def _of_error(error: Any, answer: Mapping[str, Any]) -> Iterator[str]:
    code = error.get("extensions", {}).get("code")
    if code not in set(Code) - ACCIDENTS:
        yield f"code {code!r}: {error.get('message')!r}"
    if "data" not in answer:
        return
    place: Any = answer["data"]
    for step in error.get("path", ()):
        if place is None:
            return
        place = place[step]
    if place is not None and "path" in error:
        yield f"an error beside a value at {error['path']}"


def _of_value(schema: GraphQLSchema, type_: Any, below: list[SelectionSetNode], value: Any, at: str) -> Iterable[str]:
    if value is None:
        return [f"{at} is null"] if is_non_null_type(type_) else []
    type_ = get_nullable_type(type_)
    if is_list_type(type_):
        if not isinstance(value, list):
            return [f"{at} is no list"]
        return [p for i, item in enumerate(value) for p in _of_value(schema, type_.of_type, below, item, f"{at}.{i}")]
    if is_leaf_type(type_):
        return [] if _fits(type_, value) else [f"{at}: {value!r} is no {type_.name}"]
    assert is_object_type(type_)
    return _of_object(schema, type_, below, value, at)


def _fits(type_: Any, value: Any) -> bool:
    if is_enum_type(type_):
        return value in type_.values
    if type_.name in SCALARS:
        return isinstance(value, str) and SCALARS[type_.name].fullmatch(value) is not None
    if type_.name in INTEGERS:
        bound = INTEGERS[type_.name]
        return type(value) is int and -bound <= value < bound
    wanted: dict[str, Any] = {"String": str, "Boolean": bool, "Float": (int, float), "ID": str}
    return type_.name not in wanted or isinstance(value, wanted[type_.name])


def _of_object(
    schema: GraphQLSchema, type_: GraphQLObjectType, selected: list[SelectionSetNode], value: Any, at: str
) -> Iterator[str]:
    asked = _fields(selected)
    if not isinstance(value, dict) or value.keys() != asked.keys():
        yield f"{at}: {sorted(value) if isinstance(value, dict) else value!r} instead of {sorted(asked)}"
        return
    for key, fields in asked.items():
        name = fields[0].name.value
        if name == "__typename":
            if value[key] != type_.name:
                yield f"{at}.{key}: {value[key]!r}"
            continue
        below = [field.selection_set for field in fields if field.selection_set]
        yield from _of_value(schema, type_.fields[name].type, below, value[key], f"{at}.{key}")


def _fields(selected: Iterable[SelectionSetNode]) -> dict[str, list[FieldNode]]:
    """The fields by response key; inline fragments are merged, for no type of ours is abstract."""
    found: dict[str, list[FieldNode]] = {}
    for selection in (s for selection_set in selected for s in selection_set.selections):
        if isinstance(selection, FieldNode):
            key = selection.alias.value if selection.alias else selection.name.value
            found.setdefault(key, []).append(selection)
        else:
            assert isinstance(selection, InlineFragmentNode)
            for key, fields in _fields([selection.selection_set]).items():
                found.setdefault(key, []).extend(fields)
    return found
