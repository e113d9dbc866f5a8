"""Conditions as values: shapes apart from values, rendered once, never text from a caller."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.predicates import (
    EVERYTHING,
    NOTHING,
    Column,
    Expression,
    Order,
    Predicate,
    after,
    either,
    every,
    exists,
    looks_elsewhere,
    quote,
    render,
)


class Thing:
    """Stands for a model; columns need nothing but its name."""


NUMBER: Column[int] = Column(Thing, "number", pg_type="int", python_type=int, nullable=False)
DAY: Column[dt.date | None] = Column(Thing, "day", pg_type="date", python_type=dt.date, nullable=True)
ID: Column[Any] = Column(Thing, "id", pg_type="uuid", python_type=object, nullable=False)


def sql(predicate: Predicate) -> str:
    numbers = itertools.count(1)
    return render(predicate.key, "t", lambda: f"${next(numbers)}")


@pytest.mark.parametrize(
    ("predicate", "text", "values"),
    [
        (NUMBER == 1, 't."number" = $1::int', (1,)),
        (NUMBER != 1, 't."number" <> $1::int', (1,)),
        (NUMBER < 1, 't."number" < $1::int', (1,)),
        (NUMBER <= 1, 't."number" <= $1::int', (1,)),
        (NUMBER > 1, 't."number" > $1::int', (1,)),
        (NUMBER >= 1, 't."number" >= $1::int', (1,)),
        (NUMBER.in_([1, 2]), 't."number" = ANY($1::int[])', ([1, 2],)),
        (NUMBER.in_(()), 't."number" = ANY($1::int[])', ([],)),
        (DAY.is_null(), 't."day" IS NULL', ()),
        (DAY.is_not_null(), 'NOT (t."day" IS NULL)', ()),
        (~(NUMBER == 1), 'NOT (t."number" = $1::int)', (1,)),
        ((NUMBER > 1) & (NUMBER < 9), '(t."number" > $1::int AND t."number" < $2::int)', (1, 9)),
        ((NUMBER > 1) | DAY.is_null(), '(t."number" > $1::int OR t."day" IS NULL)', (1,)),
        (NUMBER.found_by("search", "a", "b"), 't."number" IN (SELECT search($1, $2))', ("a", "b")),
        (
            exists("parent", (NUMBER == 5).key, (("id", "parent_id"),), (5,)),
            'EXISTS (SELECT 1 FROM "parent" tx WHERE tx."id" = t."parent_id" AND tx."number" = $1::int)',
            (5,),
        ),
        (EVERYTHING, "TRUE", ()),
        (NOTHING, "FALSE", ()),
    ],
)
def test_each_condition_renders_with_its_values_as_parameters(
    predicate: Predicate, text: str, values: tuple[Any, ...]
) -> None:
    assert sql(predicate) == text
    assert predicate.values == values


def test_all_of_nothing_is_everything_and_any_of_nothing_is_nothing() -> None:
    assert every(()) is EVERYTHING
    assert either(()) is NOTHING
    assert every((EVERYTHING, EVERYTHING)) is EVERYTHING
    assert either((NOTHING, NOTHING)) is NOTHING


def test_nothing_is_not_lost_among_conditions_that_must_all_hold() -> None:
    assert sql(every((NUMBER == 1, NOTHING))) == '(t."number" = $1::int AND FALSE)'


def test_everything_is_not_lost_among_alternatives() -> None:
    assert sql(either((NUMBER == 1, EVERYTHING))) == '(t."number" = $1::int OR TRUE)'


def test_a_condition_has_no_truth_value() -> None:
    with pytest.raises(TypeError, match="combine predicates with &"):
        bool(NUMBER == 1)


def test_null_is_compared_by_name_only() -> None:
    with pytest.raises(TypeError, match="is_null"):
        assert DAY == None  # noqa: E711


def test_a_combined_condition_remembers_every_column_it_looks_at() -> None:
    predicate = ~((NUMBER == 1) | (DAY.is_null() & ID.in_([])))

    assert predicate.columns == (NUMBER, DAY, ID)


def test_a_look_into_another_table_shows_however_deep_it_hides() -> None:
    elsewhere = exists("parent", ("true",), (("id", "id"),), ())

    assert looks_elsewhere((~((NUMBER == 1) | (EVERYTHING & elsewhere & (NUMBER == 2)))).key)
    assert not looks_elsewhere((~((NUMBER == 1) | DAY.is_null())).key)


def test_a_column_that_was_not_loaded_says_so() -> None:
    class Row:
        number: Any = NUMBER

    with pytest.raises(AttributeError, match=r"Row\.number was not loaded"):
        _ = Row().number


def test_an_identifier_with_a_quote_is_a_bug() -> None:
    with pytest.raises(ValueError, match="quote"):
        quote('a" OR "b')


def test_a_keyset_of_columns_that_are_never_null_is_one_row_comparison() -> None:
    predicate = after((NUMBER.desc(), ID.desc()), (5, "x"))

    assert sql(predicate) == '(t."number", t."id") < ($1::int, $2::uuid)'
    assert predicate.values == (5, "x")
    assert predicate.columns == (NUMBER, ID)


@pytest.mark.parametrize(("order", "values"), [((), ()), ((NUMBER.asc(),), ()), ((NUMBER.asc(),), (1, 2))])
def test_a_keyset_has_a_value_for_each_term(order: tuple[Order, ...], values: tuple[Any, ...]) -> None:
    with pytest.raises(ValueError, match="keyset"):
        after(order, values)


ROWS = st.lists(st.tuples(st.none() | st.integers(0, 2), st.integers(0, 2), st.integers(0, 3)), unique=True)
DIRECTIONS = st.tuples(st.booleans(), st.booleans(), st.booleans())


@given(ROWS, DIRECTIONS)
@settings(max_examples=300)
def test_what_comes_after_a_row_is_what_stands_behind_it(
    rows: list[tuple[int | None, int, int]], down: tuple[bool, bool, bool]
) -> None:
    """Any mixture of directions and NULLs: PostgreSQL sorts NULLs last ascending and first descending."""
    first: Column[Any] = Column(Thing, "first", pg_type="int", python_type=int, nullable=True)
    second: Column[Any] = Column(Thing, "second", pg_type="int", python_type=int, nullable=False)
    third: Column[Any] = Column(Thing, "third", pg_type="int", python_type=int, nullable=False)
    order = tuple(Order(c, d) for c, d in zip((first, second, third), down, strict=True))
    ordered = sorted(rows, key=lambda row: _place(row, down))

    for position, row in enumerate(ordered):
        predicate = after(order, row)
        found = [r for r in ordered if _holds(predicate.key, dict(zip(("first", "second", "third"), r, strict=True)),
                                              iter(predicate.values)) is True]  # fmt: skip
        assert found == ordered[position + 1 :]


def _place(row: tuple[int | None, ...], down: tuple[bool, ...]) -> tuple[int, ...]:
    return tuple((-1 if d else 1) * (99 if value is None else value) for value, d in zip(row, down, strict=True))


def _holds(key: Any, row: dict[str, Any], values: Any) -> bool | None:
    """SQL's three-valued logic, small."""
    match key[0]:
        case "true":
            return True
        case "false":
            return False
        case "null":
            return row[key[1]] is None
        case "not":
            inner = _holds(key[1], row, values)
            return None if inner is None else not inner
        case "and" | "or":
            parts = [_holds(part, row, values) for part in key[1:]]
            decisive = key[0] == "or"
            return decisive if decisive in parts else None if None in parts else not decisive
        case "row":
            pairs = [(row[name], next(values)) for name, _ in key[2]]
            ours, theirs = [p[0] for p in pairs], [p[1] for p in pairs]
            return ours < theirs if key[1] == "<" else ours > theirs
        case operator:
            value = next(values)
            if row[key[1]] is None:
                return None
            return bool({"=": row[key[1]] == value, "<": row[key[1]] < value, ">": row[key[1]] > value}[operator])


def test_values_never_reach_the_text() -> None:
    hostile = "'; DROP TABLE patient; --"
    text: Column[str] = Column(Thing, "name", pg_type="text", python_type=str, nullable=False)

    assert hostile not in sql((text == hostile) & text.in_([hostile]) & text.found_by("search", hostile))


def test_columns_are_equal_to_none_but_compare_and_hash_by_place() -> None:
    assert hash(NUMBER) == hash(NUMBER)
    assert hash(NUMBER) != hash(DAY)
    assert repr(NUMBER) == "<Column Thing.number>"


# --- values made of columns --------------------


@pytest.mark.parametrize(
    ("expression", "text", "columns"),
    [
        (Expression("{total} - {paid}", "numeric"), '(t."total" - t."paid")::numeric', ("total", "paid")),
        (Expression("{b} || {a} || {b}", "text"), '(t."b" || t."a" || t."b")::text', ("b", "a")),
        # What is no column in braces is SQL: parameters cannot be meant, values cannot come from a caller.
        (Expression("'{}' || {name} || '{ x'", "text"), "('{}' || t.\"name\" || '{ x')::text", ("name",)),
        # A column is one operand, however the expression around it is spelled.
        (Expression("{a} IS NULL OR {b}", "boolean"), '(t."a" IS NULL OR t."b")::boolean', ("a", "b")),
    ],
)
def test_an_expression_is_its_columns_over_one_row(expression: Expression, text: str, columns: tuple[str, ...]) -> None:
    assert expression.render("t") == text
    assert expression.render("j12") == text.replace('t."', 'j12."')
    assert expression.columns == columns


@pytest.mark.parametrize("text", ["1", "", "now()", "'{}'", "{ name }", "{a b}", "{a.b}", '{"a"}', "{}"])
def test_an_expression_without_a_column_is_refused(text: str) -> None:
    with pytest.raises(TypeError, match="made of no column"):
        Expression(text, "int")


@pytest.mark.parametrize("text", ["{a} || {t.b}", "{a} || {}", "{a} || {$1}", "{{a}}", "{a} || 'it''s' || { b }"])
def test_anything_else_in_braces_is_refused(text: str) -> None:
    with pytest.raises(TypeError, match="in braces that is no column"):
        Expression(text, "text")


def test_equal_expressions_are_one_shape() -> None:
    assert Expression("{a} + 1", "int") == Expression("{a} + 1", "int")
    assert len({Expression("{a}", "int"), Expression("{a}", "int"), Expression("{a}", "text")}) == 2
