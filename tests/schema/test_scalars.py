"""Scalars of the wire: what they take, what they refuse, and that what they print they take again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from graphql import GraphQLError
from hypothesis import given
from hypothesis import strategies as st

from core.ids import uuid7
from schema.scalars import SCALARS

SCALARS_BY_NAME = {definition.name: definition for definition in SCALARS.values()}


def parse(name: str, value: Any) -> Any:
    taken = SCALARS_BY_NAME[name].parse_value
    assert taken is not None
    return taken(value)


def show(name: str, value: Any) -> Any:
    shown = SCALARS_BY_NAME[name].serialize
    assert shown is not None
    return shown(value)


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2026-03-29T09:00:00+02:00", dt.datetime(2026, 3, 29, 7, tzinfo=dt.UTC)),
        ("2026-03-29T09:00Z", dt.datetime(2026, 3, 29, 9, tzinfo=dt.UTC)),
        ("2026-03-29 09:00:00.5-05:30", dt.datetime(2026, 3, 29, 14, 30, 0, 500_000, tzinfo=dt.UTC)),
        ("2026-03-29T09:00:00.123456Z", dt.datetime(2026, 3, 29, 9, 0, 0, 123_456, tzinfo=dt.UTC)),
    ],
)
def test_a_moment_is_taken_with_its_zone(value: str, moment: dt.datetime) -> None:
    assert parse("DateTime", value) == moment


@pytest.mark.parametrize(
    "value",
    ["", "2026-03-29", "20260329T090000Z", "2026-W13-7T09:00Z", "2026-03-29T25:00Z", "2026-02-30T09:00Z", "now",
     "2026-03-29T09:00:00+99:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", 5, None, True, [], {},
     1.5, "٢٠٢٦-03-29T09:00Z", "2026-03-29T09:00:00Z\n", " 2026-03-29T09:00:00Z"],
)  # fmt: skip
def test_no_moment_is_refused(value: Any) -> None:
    with pytest.raises(GraphQLError, match="Must be a date and time with a zone"):
        parse("DateTime", value)


@pytest.mark.parametrize("value", ["2026-03-29T09:00", "2026-03-29T09:00:00.5"])
def test_a_moment_without_a_zone_is_refused_in_so_many_words(value: str) -> None:
    with pytest.raises(GraphQLError, match="needs a zone"):
        parse("DateTime", value)


@given(st.datetimes(dt.datetime(1, 1, 2), dt.datetime(9999, 12, 30), timezones=st.timezones()))  # noqa: DTZ001
def test_a_moment_printed_is_the_same_moment_in_utc(moment: dt.datetime) -> None:
    text = show("DateTime", moment)

    assert text.endswith("Z")
    # Between two zones Python never finds a time equal that the clocks skip.
    assert parse("DateTime", text) == moment.astimezone(dt.UTC)


@given(st.dates())
def test_a_day_printed_is_the_same_day(day: dt.date) -> None:
    assert parse("Date", show("Date", day)) == day


@pytest.mark.parametrize(
    "value", ["", "2026-3-29", "20260329", "2026-W13-7", "2026-088", "2026-02-30", "2026-03-29T00:00Z", 20260329, None,
              ["2026-03-29"], "2026-03-2９", "2026-03-29\n"],
)  # fmt: skip
def test_no_day_is_refused(value: Any) -> None:
    with pytest.raises(GraphQLError, match="Must be a date"):
        parse("Date", value)


def test_an_id_is_read_in_either_case_and_printed_in_one() -> None:
    made = uuid7()

    assert parse("UUID", str(made)) == parse("UUID", str(made).upper()) == made
    assert show("UUID", made) == str(made)


@pytest.mark.parametrize(
    "value", ["", "x", "0" * 32, "{00000000-0000-7000-8000-00000000000}", "----" + "0" * 32, "urn:uuid:" + "0" * 27, 5,
              None, UUID(int=5).bytes, "00000000-0000-7000-8000-00000000000０", str(UUID(int=5)) + "\n"],
)  # fmt: skip
def test_no_id_is_refused(value: Any) -> None:
    with pytest.raises(GraphQLError, match=r"Must be a UUID\."):
        parse("UUID", value)


@pytest.mark.parametrize(
    ("value", "number"),
    [("1.50", Decimal("1.50")), ("-0.001", Decimal("-0.001")), ("+5", Decimal(5)), (7, Decimal(7)),
     (1.1, Decimal("1.1")), ("99999999999.999", Decimal("99999999999.999")), (0, Decimal(0))],
)  # fmt: skip
def test_a_decimal_keeps_its_digits(value: Any, number: Decimal) -> None:
    parsed = parse("Decimal", value)

    assert parsed == number
    assert str(parsed) == str(number)


@pytest.mark.parametrize(
    "value",
    ["", "1,5", "1e5", "NaN", "Infinity", "-inf", " 1", "1_000", "0x10", "١٢", "1.", ".5", "--1", "100000000000",
     "1e999999999", 1e22, 10**11, True, None, [1], "1.0000000001", float("nan"), float("inf")],
)  # fmt: skip
def test_no_decimal_is_refused(value: Any) -> None:
    with pytest.raises(GraphQLError, match="Must be a decimal number"):
        parse("Decimal", value)


@given(st.decimals(-(10**10), 10**10, places=3))
def test_a_decimal_printed_is_the_same_decimal(number: Decimal) -> None:
    assert parse("Decimal", show("Decimal", number)) == number


def test_a_small_decimal_is_printed_without_an_exponent() -> None:
    assert show("Decimal", Decimal("0.00000010")) == "0.00000010"


@pytest.mark.parametrize("value", [0, -(2**63), 2**63 - 1, 2**40])
def test_a_big_integer_is_one_of_64_bits(value: int) -> None:
    assert parse("BigInt", value) == value
    assert show("BigInt", value) == value


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, "5", 5.0, 1e30, True, None])
def test_no_big_integer_is_refused(value: Any) -> None:
    with pytest.raises(GraphQLError, match="Must be a 64-bit integer"):
        parse("BigInt", value)


@pytest.mark.parametrize("value", [None, 1, "a", [1, {"a": None}], {"a": {"b": [True]}}])
def test_json_passes_as_it_is(value: Any) -> None:
    assert parse("JSON", value) == value
    assert show("JSON", value) == value


@pytest.mark.parametrize("name", ["DateTime", "Date", "UUID", "Decimal", "BigInt"])
def test_a_refusal_repeats_nothing_of_the_value(name: str) -> None:
    with pytest.raises(GraphQLError) as problem:
        parse(name, "canary-canary")
    assert "canary" not in problem.value.message
