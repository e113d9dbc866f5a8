"""What holds for any input: binding and executor agree, and no path breaks the router."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from graphql import OperationDefinitionNode, parse
from graphql.execution.values import get_variable_values
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rest_compat import DocumentSet, Endpoint
from rest_compat.codecs import Scene
from rest_compat.trie import split
from rest_compat.values import Reader
from tests.rest_compat import toy

SCHEMA = toy.schema()

KEYS = st.sampled_from(
    ["firstName", "lastName", "first_name", "last_name", "gender", "email", "birthday", "balance", "x", "tags"]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(["MALE", "female", "2020-02-29", "2020-02-30", "12.5", "1e400", "-0", str(toy.ANNA), "NaN"])
)
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=8), max_leaves=12
)


@pytest.fixture(scope="module")
def endpoints(documents: tuple[DocumentSet, ...]) -> list[Endpoint]:
    return [e for d in documents for e in d.endpoints if e.plan.slots]


def _accepted(endpoint: Endpoint, variable: str, value: Any) -> list[str]:
    """What graphql-core says of this variable."""
    operation = next(d for d in parse(endpoint.text).definitions if isinstance(d, OperationDefinitionNode))
    found = get_variable_values(SCHEMA, operation.variable_definitions or (), {variable: value})
    errors = found if isinstance(found, list) else []
    return [e.message for e in errors if f"'${variable}'" in e.message or f'"${variable}"' in e.message]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=JSON)
def test_what_binding_lets_through_the_executor_takes(endpoints: list[Endpoint], value: Any) -> None:
    for endpoint in endpoints:
        for slot in endpoint.plan.slots:
            reader = Reader(endpoint.dialect, Scene())
            read = reader.json(value, slot.type, (slot.wire,), slot.codec)
            if not reader.problems:
                assert _accepted(endpoint, slot.variable, read) == [], (slot, value, read)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.lists(
        st.text(max_size=8) | st.sampled_from(["1", "true", "male", "2020-02-29", ""]), min_size=1, max_size=3
    )
)
def test_so_do_texts(endpoints: list[Endpoint], values: list[str]) -> None:
    for endpoint in endpoints:
        for slot in endpoint.plan.slots:
            if slot.source not in ("path", "query"):
                continue
            reader = Reader(endpoint.dialect, Scene())
            read = reader.text(values, slot.type, (slot.wire,), slot.codec)
            if not reader.problems and type(read).__name__ != "UndefinedType":
                assert _accepted(endpoint, slot.variable, read) == [], (slot, values, read)


@given(st.binary(max_size=40))
def test_any_bytes_are_a_path_or_none(raw: bytes) -> None:
    parts, whole = split(b"/" + raw)
    assert all(part not in ("", ".", "..") for part in parts)
    if whole:
        again = "/" + "/".join(quote(part, safe="") for part in parts)
        assert split(again.encode()) == (parts, True)
