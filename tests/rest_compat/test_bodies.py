"""Bytes out: native values and the text GraphQL prints of them are the same bytes; parameters, encoded or not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.door import Answer
from rest_compat import answers
from rest_compat.binding import MAX_QUERY_PARAMETERS, _pairs
from rest_compat.bodies import serialised
from schema.scalars import SCALARS

ID = UUID("0199e0a4-0000-7000-8000-000000000001")


@pytest.mark.parametrize(
    "value",
    [
        ID,
        dt.datetime(2026, 1, 31, 9, tzinfo=dt.UTC),
        dt.datetime(2026, 1, 31, 9, 0, 0, 120_000, tzinfo=dt.UTC),
        dt.date(2026, 1, 31),
        Decimal("12.500"),
        Decimal("1E+3"),
        Decimal("0.000"),
    ],
)
def test_native_values_are_the_bytes_of_their_text(value: Any) -> None:
    printed = SCALARS[type(value)].serialize(value)  # type: ignore[misc]
    assert serialised({"data": [value]}) == serialised({"data": [printed]})


def test_a_moment_ends_in_z() -> None:
    assert serialised(dt.datetime(2026, 1, 31, 9, tzinfo=dt.UTC)) == b'"2026-01-31T09:00:00Z"'


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (Answer({"a": 1}, [], True), ({"a": 1}, [])),
        (Answer({"a": ID}, [], True, payload=b'{"data":{"a":"other"}}'), ({"a": ID}, [])),
        (Answer(None, [], True, payload=b'{"data":{"a":1}}'), ({"a": 1}, [])),
        (Answer(None, [], True, payload=b'{"errors":[{"message":"x"}],"data":null}'), (None, [{"message": "x"}])),
        (Answer(None, [{"message": "x"}], False), (None, [{"message": "x"}])),
    ],
)
def test_data_is_taken_where_it_is(answer: Answer, found: tuple[Any, Any]) -> None:
    assert answers._opened(answer) == found


@given(st.text("ab=&[]%+2 ", max_size=30))
@example("&" * MAX_QUERY_PARAMETERS)
@example("&" * (MAX_QUERY_PARAMETERS - 1))
def test_parameters_are_read_as_the_library_reads_them(query: str) -> None:
    def read(how: Any) -> Any:
        try:
            return how(query)
        except ValueError as problem:
            return type(problem)

    def library(text: str) -> list[tuple[str, str]]:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_QUERY_PARAMETERS)

    assert read(_pairs) == read(library)
