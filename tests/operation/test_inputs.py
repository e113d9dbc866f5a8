"""Inputs: every rule, with the path of every problem; nothing given unseen, nothing bounded by nobody."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import pytest
import strawberry
from hypothesis import given as generated
from hypothesis import strategies as st
from strawberry import UNSET, Maybe
from strawberry.types.maybe import Some

from core.errors import Forbidden, Invalid
from core.ids import uuid7
from operation.inputs import (
    MAX_ITEMS,
    MAX_TEXT,
    Between,
    Day,
    Email,
    Guarded,
    Items,
    JsonObject,
    Past,
    Ref,
    Text,
    TimeZone,
    camel,
    clean,
    given,
    references_of,
)
from permissions import ANONYMOUS, Actor, ActorKind, Grants, Permission, Scope, key

CONTROL = "Must not contain control characters."
EDITOR = Actor(ActorKind.USER, grants=Grants({Permission.PATIENTS_EDIT: Scope.ALL}))
EDITORS_ONLY = Guarded(key(Permission.PATIENTS_EDIT))


def cleaned(hint: Any, value: Any, actor: Actor = ANONYMOUS, default: Any = None) -> Any:
    """One value under one annotation."""
    return clean({"the_value": hint}, {"the_value": value}, actor, {"the_value": default})[0]["the_value"]


def problems(hint: Any, value: Any) -> list[tuple[str, str]]:
    """(path, message) of everything that is wrong with a value."""
    with pytest.raises(Invalid) as caught:
        cleaned(hint, value)
    return [(f.path, f.message) for f in caught.value.fields]


# --- texts --------------------


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("  Ann ", "Ann"),
        ("\u00a0Ann\u2003", "Ann"),
        ("Jo\u0308rg", "Jörg"),
        ("Åse", "Åse"),
        ("क्‍ष", "क्‍ष"),  # joiners belong to the word
        ("👩‍⚕️", "👩‍⚕️"),
        ("O'Neill; DROP TABLE", "O'Neill; DROP TABLE"),
        ("a\u202eb", "a\u202eb"),
    ],
)
def test_a_text_is_trimmed_and_composed(value: str, kept: str) -> None:
    assert cleaned(Annotated[str, Text(1, 40)], value) == kept


@pytest.mark.parametrize("value", ["", " ", "\u00a0", "\u200b", "\u2060\u200d", "\ufeff", "\u202e", "\u0301"])
def test_a_text_that_shows_nothing_is_blank(value: str) -> None:
    assert problems(Annotated[str, Text(1, 40)], value) == [("theValue", "Must not be blank.")]


@pytest.mark.parametrize("value", ["a\x00b", "a\nb", "a\tb", "a\x7fb", "a\x85b", "a\u2028b", "a\x1bb"])
def test_control_characters_are_refused_in_one_line(value: str) -> None:
    assert problems(Annotated[str, Text(0, 40)], value) == [("theValue", CONTROL)]


def test_lines_keep_their_breaks_and_nothing_worse() -> None:
    hint = Annotated[str, Text(0, 40, lines=True)]

    assert cleaned(hint, "a\r\n\tb") == "a\r\n\tb"
    assert problems(hint, "a\n\x00b") == [("theValue", CONTROL)]


@pytest.mark.parametrize(
    ("rule", "value", "message"),
    [
        (Text(2, 4), "a", "Must have at least 2 characters."),
        (Text(0, 4), "abcde", "Must have at most 4 characters."),
        (Text(0, 4), "🦷" * 5, "Must have at most 4 characters."),
        (Text(0, 9, "[a-z]+"), "Abc", "Has the wrong form."),
        (Text(0, 9, "[a-z]+"), "abc1", "Has the wrong form."),
    ],
)
def test_a_text_out_of_bounds_is_refused(rule: Text, value: str, message: str) -> None:
    assert problems(Annotated[str, rule], value) == [("theValue", message)]


def test_length_is_counted_after_trimming_and_composing() -> None:
    assert cleaned(Annotated[str, Text(4, 4)], "  o\u0308o\u0308o\u0308o\u0308  ") == "öööö"


@generated(st.text(max_size=60))
def test_a_cleaned_text_is_clean_for_good(value: str) -> None:
    hint = Annotated[str, Text(0, 200)]
    try:
        once = cleaned(hint, value)
    except Invalid:
        return
    assert cleaned(hint, once) == once
    assert once == once.strip()
    assert "\x00" not in once


def test_a_text_that_nobody_bounded_is_bounded_all_the_same() -> None:
    assert cleaned(str, "x" * MAX_TEXT) == "x" * MAX_TEXT
    assert problems(str, "x" * (MAX_TEXT + 1)) == [("theValue", f"Must have at most {MAX_TEXT} characters.")]
    assert cleaned(Annotated[str, Text(0, MAX_TEXT * 2)], "x" * (MAX_TEXT + 1)) == "x" * (MAX_TEXT + 1)


def test_nul_is_refused_in_a_text_without_rules() -> None:
    assert problems(str, "pass\x00word") == [("theValue", CONTROL)]


@pytest.mark.parametrize("hint", [str, Annotated[str, Text(0, 40)]])
def test_a_lone_surrogate_is_refused_before_the_database_fails_on_it(hint: Any) -> None:
    assert problems(hint, "a\ud800b") == [("theValue", "Must be valid Unicode.")]


# --- other rules --------------------


@pytest.mark.parametrize(
    "value", ["ann@clinic.example", "a.b+c@sub.clinic.example", "jörg@münchen.example", " a@b.de "]
)
def test_an_address_people_write_is_taken(value: str) -> None:
    assert cleaned(Annotated[str, Email()], value) == value.strip()


@pytest.mark.parametrize(
    "value",
    ["", "a", "a@", "@b.de", "a@b", "a@b.c", "a b@c.de", "a@b@c.de", "a@b.de,c@d.de", "a\n@b.de", "a@b.de\x00",
     "<a@b.de>", "x" * 65 + "@b.de", "a@" + "b" * 250 + ".de"],
)  # fmt: skip
def test_no_address_is_no_address(value: str) -> None:
    assert problems(Annotated[str, Email()], value) == [("theValue", "Is not an e-mail address.")]


@pytest.mark.parametrize("value", [0, 10, Decimal("0.5")])
def test_a_number_within_bounds_passes(value: Any) -> None:
    assert cleaned(Annotated[int, Between(0, 10)], value) == value


@pytest.mark.parametrize("value", [-1, 11, Decimal("10.0001"), 10**30])
def test_a_number_out_of_bounds_is_refused(value: Any) -> None:
    assert problems(Annotated[int, Between(0, 10)], value) == [("theValue", "Must be between 0 and 10.")]


def test_a_birth_date_lies_behind_us() -> None:
    today = dt.datetime.now(dt.UTC).date()
    hint = Annotated[dt.date, Past()]

    assert cleaned(hint, today) == today
    assert problems(hint, today + dt.timedelta(days=2)) == [("theValue", "Must not be in the future.")]
    assert problems(hint, dt.date(1899, 12, 31)) == [("theValue", "Must not be before 1900.")]


@pytest.mark.parametrize("value", [dt.date(1899, 12, 31), dt.date(2200, 1, 1), dt.date.min, dt.date.max])
def test_a_day_without_bounds_in_every_zone_is_refused(value: dt.date) -> None:
    assert problems(Annotated[dt.date, Day()], value) == [("theValue", "Must be a day from 1900 to 2199.")]


def test_a_time_zone_is_one_of_the_known_names() -> None:
    assert cleaned(Annotated[str, TimeZone()], "Europe/Berlin") == "Europe/Berlin"
    for value in ("Europe/Bonn", "", "../../etc/passwd", "europe/berlin\x00"):
        assert problems(Annotated[str, TimeZone()], value)[0] == ("theValue", "Is not a known time zone.")


def test_a_moment_needs_its_zone() -> None:
    noon = dt.datetime(2026, 3, 29, 12)  # noqa: DTZ001

    assert problems(dt.datetime, noon) == [("theValue", "Needs a time zone.")]
    assert cleaned(dt.datetime, noon.replace(tzinfo=dt.UTC)) == noon.replace(tzinfo=dt.UTC)


def test_free_form_json_is_bounded_without_a_word() -> None:
    assert cleaned(Any, {"a": [1, {"b": "c"}]}) == {"a": [1, {"b": "c"}]}
    assert problems(Any, {"a": "x" * 20_000}) == [("theValue", "Must have at most 16384 bytes.")]
    assert problems(Any, {"a": "\x00"}) == [("theValue", CONTROL)]
    assert problems(Any, [{"a\x00": 1}]) == [("theValue", CONTROL)]
    assert problems(Any, {"a": "\ud800"}) == [("theValue", "Is not valid JSON.")]


@pytest.mark.parametrize("value", [[1], "a", 5, True])
def test_an_object_is_an_object(value: Any) -> None:
    assert problems(Annotated[Any, JsonObject()], value) == [("theValue", "Must be an object.")]


# --- lists --------------------


def test_each_item_is_cleaned_and_named() -> None:
    hint = Annotated[list[Annotated[str, Text(1, 3)]], Items(4)]

    assert cleaned(hint, [" a ", "b"]) == ["a", "b"]
    assert problems(hint, ["a", "", "abcd", "c"]) == [
        ("theValue.1", "Must not be blank."),
        ("theValue.2", "Must have at most 3 characters."),
    ]


def test_a_rule_for_items_said_on_the_list_still_holds_for_each() -> None:
    """`Annotated[list[str], Text(…)]` reads as if it bounded the texts: so it does."""
    assert problems(Annotated[list[str], Text(1, 3)], ["ok", "toolong"]) == [
        ("theValue.1", "Must have at most 3 characters.")
    ]


def test_a_list_that_is_too_long_is_one_problem_not_thousands() -> None:
    assert problems(Annotated[list[Annotated[str, Text(1, 3)]], Items(2)], [""] * 5000) == [
        ("theValue", "Must have at most 2 items.")
    ]
    assert problems(list[str], ["a"] * (MAX_ITEMS + 1)) == [("theValue", f"Must have at most {MAX_ITEMS} items.")]


def test_lists_of_lists_are_named_to_the_innermost() -> None:
    assert problems(list[list[Annotated[int, Between(0, 1)]]], [[0], [1, 2]]) == [
        ("theValue.1.1", "Must be between 0 and 1.")
    ]


def test_null_items_pass_untouched() -> None:
    assert cleaned(list[Annotated[str, Text(1, 3)] | None], ["a", None]) == ["a", None]


# --- objects --------------------


@strawberry.input
class Phone:
    number: Annotated[str, Text(1, 5)]
    owner_id: Annotated[UUID, Ref("Patient")] | None = None


@strawberry.input
class Change:
    first_name: Maybe[Annotated[str, Text(1, 5)]]
    nick_name: Maybe[Annotated[str, Text(1, 5)] | None]
    birth_date: Maybe[Annotated[dt.date, Past()] | None]
    phones: Maybe[list[Phone]]
    guarded: Maybe[Annotated[str | None, EDITORS_ONLY]]
    plain: Annotated[str, Text(0, 5), EDITORS_ONLY] | None = None
    preset: Annotated[int, Between(0, 9), EDITORS_ONLY] = 3
    tags: Annotated[list[str], EDITORS_ONLY] = strawberry.field(default_factory=list)


def change(**members: Any) -> Change:
    names = ("first_name", "nick_name", "birth_date", "phones", "guarded")
    return Change(**{**dict.fromkeys(names), **members})


def test_members_are_named_as_the_caller_spells_them() -> None:
    value = change(first_name=Some(""), birth_date=Some(dt.date(1800, 1, 1)), phones=Some([Phone(number="123456")]))

    assert problems(Change, value) == [
        ("theValue.firstName", "Must not be blank."),
        ("theValue.birthDate", "Must not be before 1900."),
        ("theValue.phones.0.number", "Must have at most 5 characters."),
    ]


def test_several_problems_have_one_summary() -> None:
    with pytest.raises(Invalid, match=r"^Some values are not valid\.$"):
        cleaned(Change, change(first_name=Some(""), nick_name=Some("")))
    with pytest.raises(Invalid, match=r"^Must not be blank\.$"):
        cleaned(Change, change(first_name=Some("")))


def test_absent_null_and_given_stay_three_things() -> None:
    value = cleaned(Change, change(first_name=Some(" Ann "), nick_name=Some(None)))

    assert given(value) == {"first_name": "Ann", "nick_name": None, "preset": 3, "tags": []}
    assert "birth_date" not in given(value)


def test_an_untouched_input_is_the_same_object() -> None:
    value = Phone(number="1")

    assert cleaned(Phone, value) is value


def test_unset_counts_as_absent() -> None:
    assert cleaned(str, UNSET) is UNSET
    assert given(change(first_name=UNSET)) == {"preset": 3, "tags": []}


# --- guarded parts --------------------


@pytest.mark.parametrize(
    "members",
    [
        {"guarded": Some("x")},
        {"guarded": Some(None)},
        {"plain": "x"},
        {"plain": ""},
        {"preset": 4},
        {"preset": 0},
        {"tags": ["a"]},
    ],
)
def test_a_guarded_member_is_refused_by_its_path_cleared_or_set(members: dict[str, Any]) -> None:
    with pytest.raises(Forbidden) as caught:
        cleaned(Change, change(**members))

    (problem,) = caught.value.fields
    assert problem.path == f"theValue.{next(iter(members))}"
    assert problem.message == "You may not set this field."


@pytest.mark.parametrize("members", [{}, {"guarded": None}, {"plain": None}, {"preset": 3, "tags": []}])
def test_a_guarded_member_that_nobody_gave_refuses_nobody(members: dict[str, Any]) -> None:
    assert cleaned(Change, change(**members)) == change(**members)


def test_a_guarded_member_is_its_holders() -> None:
    value = cleaned(Change, change(guarded=Some(None), plain=" x "), EDITOR)

    assert given(value) == {"guarded": None, "plain": "x", "preset": 3, "tags": []}


def test_a_guarded_parameter_at_its_default_was_not_given() -> None:
    hint = Annotated[bool, EDITORS_ONLY]

    assert cleaned(hint, False, default=False) is False
    with pytest.raises(Forbidden) as caught:
        cleaned(hint, True, default=False)
    assert [f.path for f in caught.value.fields] == ["theValue"]


def test_a_guarded_list_asks_once_for_the_whole() -> None:
    with pytest.raises(Forbidden) as caught:
        cleaned(Annotated[list[str], EDITORS_ONLY], [])
    assert [f.path for f in caught.value.fields] == ["theValue"]


def test_a_refusal_comes_before_what_is_wrong_with_the_value() -> None:
    with pytest.raises(Forbidden):
        cleaned(Change, change(plain="much too long"))


# --- references --------------------

MAYBE_PATIENT: Any = Some[Annotated[UUID, Ref("Patient")]] | None
MAYBE_PATIENTS: Any = Some[list[Annotated[UUID, Ref("Patient")]] | None] | None


@pytest.mark.parametrize(
    ("hint", "wrap", "paths"),
    [
        (Annotated[UUID, Ref("Patient")], lambda i: i, ["theValue"]),
        (Annotated[UUID, Ref("Patient")] | None, lambda i: i, ["theValue"]),
        (list[Annotated[UUID, Ref("Patient")]], lambda i: [i, i], ["theValue.0", "theValue.1"]),
        (Annotated[list[UUID], Ref("Patient"), Items(5)], lambda i: [i, i], ["theValue.0", "theValue.1"]),
        (MAYBE_PATIENT, Some, ["theValue"]),
        (MAYBE_PATIENTS, lambda i: Some([i]), ["theValue.0"]),
        (Change, lambda i: change(phones=Some([Phone(number="1", owner_id=i)])), ["theValue.phones.0.ownerId"]),
        (list[Phone], lambda i: [Phone(number="1"), Phone(number="1", owner_id=i)], ["theValue.1.ownerId"]),
    ],
)  # fmt: skip
def test_every_reference_is_found_wherever_it_stands(hint: Any, wrap: Any, paths: list[str]) -> None:
    wanted = uuid7()

    _, found = clean({"the_value": hint}, {"the_value": wrap(wanted)}, ANONYMOUS)

    assert [(r.path, r.id, r.ref.model) for r in found] == [(path, wanted, "Patient") for path in paths]
    assert {r.model for r in references_of(hint)} == {"Patient"}


def test_a_reference_that_is_no_id_is_a_programming_error() -> None:
    with pytest.raises(TypeError, match="a reference is an id"):
        cleaned(Annotated[str, Ref("Patient")], "not an id")


def test_no_reference_no_look_up() -> None:
    _, found = clean({"phone": Phone}, {"phone": Phone(number="1")}, ANONYMOUS)

    assert found == []


@pytest.mark.parametrize(("name", "wire"), [("id", "id"), ("first_name", "firstName"), ("a_b_c", "aBC")])
def test_names_are_spelled_for_the_wire(name: str, wire: str) -> None:
    assert camel(name) == wire
