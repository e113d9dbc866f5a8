"""Free-form JSON in inputs: bounded in size, depth and characters."""

from __future__ import annotations

from typing import Annotated, Any

import pytest

from core.errors import Invalid
from core.scalars import Json
from operation.inputs import JsonObject, clean
from permissions import ANONYMOUS

HINTS = {"value": Annotated[Json, JsonObject(200, 3)]}


def nested(depth: int) -> Any:
    return {} if depth == 1 else {"a": nested(depth - 1)}


@pytest.mark.parametrize("value", [{}, {"a": [1, "x", None]}, {"a": "\\u0000 in words"}, nested(3)])
def test_a_bounded_object_passes_unchanged(value: Any) -> None:
    cleaned, _ = clean(HINTS, {"value": value}, ANONYMOUS)

    assert cleaned == {"value": value}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], "Must be an object."),
        ("text", "Must be an object."),
        (7, "Must be an object."),
        ({"a": "x" * 200}, "Must have at most 200 bytes."),
        (nested(4), "Must not be nested deeper than 3."),
        ({"a": [[[]]]}, "Must not be nested deeper than 3."),
        ({"a": "\x00"}, "Must not contain control characters."),
        ({"\x00": 1}, "Must not contain control characters."),
        ({"a": "\ud800"}, "Is not valid JSON."),
    ],
)
def test_everything_else_is_refused_by_path(value: Any, message: str) -> None:
    with pytest.raises(Invalid) as problem:
        clean(HINTS, {"value": value}, ANONYMOUS)

    assert [(f.path, f.message) for f in problem.value.fields] == [("value", message)]


def test_a_list_nested_without_end_is_no_accident() -> None:
    endless: list[Any] = []
    for _ in range(5_000):
        endless = [endless]

    with pytest.raises(Invalid):
        clean(HINTS, {"value": endless}, ANONYMOUS)
