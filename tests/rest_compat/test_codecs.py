"""Values of the wire, both ways."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rest_compat.codecs import (
    DATE,
    INSTANT,
    INTEGER,
    MINOR_UNITS,
    OFFSET_INSTANT,
    UUID_TEXT,
    CodecTable,
    Scene,
    constant,
    enum_codec,
)
from rest_compat.dialects.dcms import CODECS
from rest_compat.directive import CodecNote

SCENE = Scene()


@pytest.mark.parametrize(
    "moment, zulu, offset",
    [
        ("2026-01-31T09:00:00+00:00", "2026-01-31T09:00:00Z", "2026-01-31T09:00:00+00:00"),
        ("2026-01-31T09:00:00.120000+02:00", "2026-01-31T07:00:00.120Z", "2026-01-31T07:00:00.120+00:00"),
        ("2026-01-31T09:00:00.120003Z", "2026-01-31T09:00:00.120003Z", "2026-01-31T09:00:00.120003+00:00"),
        (dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "2026-01-01T00:00:00Z", "2026-01-01T00:00:00+00:00"),
    ],
)
def test_moments_go_out_in_utc_with_as_many_digits_as_needed(moment: Any, zulu: str, offset: str) -> None:
    assert INSTANT.out(moment, SCENE) == zulu
    assert OFFSET_INSTANT.out(moment, SCENE) == offset


@pytest.mark.parametrize("text", ["2026-01-31T09:00:00Z", "2026-01-31t09:00:00.5+02:00", "2026-01-31 09:00:00-03:30"])
def test_moments_come_in_with_any_offset(text: str) -> None:
    assert INSTANT.into(text, SCENE) == text.upper()


@pytest.mark.parametrize(
    "value", ["2026-01-31T09:00:00", "2026-01-31", "2026-13-31T09:00:00Z", "0001-01-01T00:00:00+14:00", 5, "", "x"]
)
def test_moments_without_offset_or_sense_are_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="date-time with offset"):
        INSTANT.into(value, SCENE)


@pytest.mark.parametrize("value", ["2026-02-30", "20260101", "2026-W01-1", "2026-1-1", 20260101, "２０２６-01-01"])
def test_only_calendar_days_are_dates(value: Any) -> None:
    with pytest.raises(ValueError, match="Must be a date"):
        DATE.into(value, SCENE)


@pytest.mark.parametrize(
    "value", ["018f000000007000800000000000000f", "{018f0000-0000-7000-8000-000000000001}", "urn:uuid:x", "1", 1]
)
def test_only_the_canonical_spelling_is_an_id(value: Any) -> None:
    with pytest.raises(ValueError, match="Must be a UUID"):
        UUID_TEXT.into(value, SCENE)


def test_an_id_in_capitals_is_the_same_id() -> None:
    assert UUID_TEXT.into("018F0000-0000-7000-8000-00000000000A", SCENE) == "018f0000-0000-7000-8000-00000000000a"


@given(st.integers(-(10**14), 10**14), st.sampled_from([0, 2, 3]))
def test_minor_units_survive_the_round_trip(units: int, exponent: int) -> None:
    scene = Scene(money_exponent=exponent)
    assert MINOR_UNITS.out(MINOR_UNITS.into(units, scene), scene) == units


@pytest.mark.parametrize(
    "amount, exponent, units", [("12.500", 2, 1250), ("12.345", 2, 1235), ("12.5", 3, 12500), ("-0.005", 2, -1)]
)
def test_amounts_become_minor_units(amount: str, exponent: int, units: int) -> None:
    assert MINOR_UNITS.out(amount, Scene(exponent)) == units


@pytest.mark.parametrize("value", ["3", 3.0, True, None, [3]])
def test_integers_are_strict(value: Any) -> None:
    for codec in (INTEGER, MINOR_UNITS, enum_codec("x", {"A": 3})):
        with pytest.raises(ValueError, match="Must be"):
            codec.into(value, SCENE)


def test_several_enum_values_may_share_a_number() -> None:
    codec = enum_codec("Status", {"A": 0, "B": 0, "C": 1}, {0: "A", 1: "C"})
    assert [codec.out(name, SCENE) for name in ("A", "B", "C")] == [0, 0, 1]
    assert [codec.into(number, SCENE) for number in (0, 1)] == ["A", "C"]
    with pytest.raises(ValueError, match="Must be one of 0, 1"):
        codec.into(2, SCENE)


def test_a_table_answers_by_name_and_type_and_says_what_it_has() -> None:
    table = CodecTable({"Date": DATE}, {"const": constant})
    assert table.named(CodecNote("Date")) is DATE
    assert table.named(CodecNote("const", [5, 10])).out("anything", SCENE) == [5, 10]
    with pytest.raises(ValueError, match="no codec 'x'; there are Date, const"):
        table.named(CodecNote("x"))
    with pytest.raises(ValueError, match="takes no value"):
        table.named(CodecNote("Date", 1))


def test_the_words_of_dcms() -> None:
    assert CODECS.named(CodecNote("roleNames")).out("DOCTOR", SCENE) == ["doctor"]
    assert CODECS.named(CodecNote("directionWord")).out("RECEIVED", SCENE) == "Receive"
    plan = CODECS.named(CodecNote("plan"))
    items = [{"display_name": "Cleaning", "qty": 1}, {"display_name": "Filling", "qty": 2}]
    assert plan.out(items, SCENE) == {"planned_items": items, "planned_summary": "Cleaning + Filling ×2"}
    assert plan.out([], SCENE) == {"planned_items": [], "planned_summary": "(no planned items)"}
    assert list(plan.members or ()) == ["planned_items", "planned_summary"]
