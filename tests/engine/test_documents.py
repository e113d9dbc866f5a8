"""Documents: bounded before they cost anything, kept in bounded room, and their errors are answers."""

from __future__ import annotations

import time
from typing import Any

import pytest
from graphql import build_schema

from engine import documents
from engine.documents import Bounds, Document, Documents, _Measure

SCHEMA = build_schema(
    """
    type Query { a: Node b: Node list(first: Int): [Node!] number(value: Int = 5): Int }
    type Node { id: ID name: String kind: String a: Node b: Node list(first: Int): [Node!] }
    type Mutation { make(name: String!): Node }
    type Subscription { heard: Node }
    """
)
SMALL = Bounds(tokens=400, depth=4, aliases=5, cost=200)


def store(bounds: Bounds = SMALL, **options: Any) -> Documents:
    return Documents(SCHEMA, bounds, **options)


def problem(text: str, bounds: Bounds = SMALL) -> tuple[str, str]:
    """(code, message) of the one error of a document."""
    (error,) = store(bounds).get(text).errors
    return str((error.extensions or {})["code"]), error.message


# --- reading --------------------


def test_a_valid_document_is_kept_and_is_the_same_object_again() -> None:
    kept = store()

    first = kept.get("{ a { id } }")

    assert first.errors == ()
    assert first.node is not None
    assert kept.get("{ a { id } }") is first


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("{ a { id } }", None, "query"),
        ("query Q { a { id } }", None, "query"),
        ("query Q { a { id } }", "Q", "query"),
        ("query Q { a { id } }", "R", None),
        ("query Q { a { id } } mutation M { make(name: \"x\") { id } }", "M", "mutation"),
        ("query Q { a { id } } mutation M { make(name: \"x\") { id } }", None, None),
        ("subscription { heard { id } }", None, "subscription"),
        ("fragment F on Node { id }", None, None),
        ("", None, None),
        ("{ a {", None, None),
    ],
)  # fmt: skip
def test_the_operation_is_the_named_one_or_the_only_one(text: str, name: str | None, kind: str | None) -> None:
    operation = store().get(text).operation(name)

    assert (operation.operation.value if operation else None) == kind


@pytest.mark.parametrize(
    "text",
    ["", " ", "{", "{ a }", "{ a { unknown } }", "query($x: Int) { a { id } }", "{ a { ...F } }", "\x00", "\ufeff",
     "query { a { id } } query { b { id } }", "{ number(value: \"x\") }", "type Query { a: Int }", "🦷",
     "{ a { ...F } } fragment F on Node { ...F }",
     "{ a { ...F } } fragment F on Node { a { ...G } } fragment G on Node { ...F }",
     "fragment F on Node { id } fragment F on Node { id } { a { ...F } }", "{ a { id @unknown } }"],
)  # fmt: skip
def test_what_is_wrong_with_a_document_is_in_it_and_coded(text: str) -> None:
    document = store().get(text)

    assert document.node is None
    assert document.errors
    assert {(e.extensions or {})["code"] for e in document.errors} == {"INVALID"}


# --- limits --------------------


def test_depth_is_limited_and_the_limit_is_named() -> None:
    assert problem("{ a { a { a { id } } } }".replace("id", "a { id }")) == (
        "INVALID", "The operation is nested deeper than 4 levels."
    )  # fmt: skip
    assert store().get("{ a { a { a { id } } } }").errors == ()


def test_depth_is_counted_through_fragments_of_all_kinds() -> None:
    text = "{ a { ...F } } fragment F on Node { a { ... on Node { a { ... { a { id } } } } } }"

    assert problem(text) == ("INVALID", "The operation is nested deeper than 4 levels.")


def test_aliases_are_limited_and_counted_through_fragments() -> None:
    many = " ".join(f"x{n}: id" for n in range(6))

    assert problem(f"{{ a {{ {many} }} }}") == ("INVALID", "The operation has more than 5 aliases.")
    assert problem("{ a { ...F ...F } } fragment F on Node { x: id y: id z: id }") == (
        "INVALID", "The operation has more than 5 aliases."
    )  # fmt: skip
    assert store().get("{ " + " ".join(f"x{n}: number" for n in range(5)) + " }").errors == ()


def test_tokens_are_limited_and_the_limit_is_named() -> None:
    code, message = problem("{ a { " + "id " * 500 + "} }")

    assert code == "INVALID"
    assert "400 tokens" in message


def test_selected_fields_are_limited() -> None:
    bounds = Bounds(tokens=5000, depth=4, aliases=5, cost=200)

    assert problem("{ a { " + "id " * 250 + "} }", bounds) == ("INVALID", "The operation selects more than 200 fields.")


def test_every_operation_of_a_document_is_measured() -> None:
    text = "query Q { a { id } } query R { a { a { a { a { id } } } } }"

    assert problem(text) == ("INVALID", "The operation is nested deeper than 4 levels.")


@pytest.mark.parametrize("nesting", [200, 20_000])
def test_deep_nesting_breaks_nothing(nesting: int) -> None:
    bounds = Bounds(tokens=10**6, depth=4, aliases=5, cost=200)
    for text in ("{ a " * nesting + "}" * nesting, "{ number(value: " + "[" * nesting + "]" * nesting + ") }"):
        document = store(bounds).get(text)

        assert document.node is None
        assert document.errors


# --- bombs --------------------


def doubling(levels: int, leaf: str) -> str:
    """Fragments that each spread the next one twice: 2^levels leaves in a few lines."""
    fragments = [f"fragment F{n} on Node {{ ...F{n + 1} ...F{n + 1} }}" for n in range(levels)]
    return " ".join(["{ a { ...F0 } }", *fragments, f"fragment F{levels} on Node {{ {leaf} }}"])


@pytest.mark.parametrize("leaf", ["id", "__typename", "a { id }", "... on Node { id }"])
@pytest.mark.parametrize("levels", [8, 20, 30])
def test_a_bomb_of_fragments_is_stopped_after_as_many_steps_as_the_limit_says(
    levels: int, leaf: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted, not timed: and validation, which would open them all, never sees it."""
    measured: list[_Measure] = []
    validated: list[Any] = []

    class Counting(_Measure):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments)
            measured.append(self)

    monkeypatch.setattr(documents, "_Measure", Counting)
    monkeypatch.setattr(documents, "validate", lambda *arguments, **options: validated.append(arguments))

    document = store(Bounds(tokens=5000, depth=4, aliases=5, cost=200)).get(doubling(levels, leaf))

    assert [e.message for e in document.errors] == ["The operation selects more than 200 fields."]
    assert [m._nodes for m in measured] == [201]
    assert validated == []


def test_fields_that_overlap_endlessly_are_given_up_early() -> None:
    """Validation's costliest rule has a budget of its own."""
    text = "{ " + "a { id } " * 399 + "}"
    began = time.process_time()

    document = store(Bounds(tokens=2000, depth=4, aliases=5, cost=50_000)).get(text)

    assert time.process_time() - began < 20  # minutes without the budget
    assert document.node is None or document.errors == ()


def test_a_cycle_of_fragments_ends() -> None:
    document = store().get("{ a { ...F } } fragment F on Node { a { ...G } } fragment G on Node { b { ...F } }")

    assert document.node is None
    assert document.errors


# --- introspection --------------------

INTROSPECTION = "{ __schema { types { name } } }"


@pytest.mark.parametrize(
    "text",
    [INTROSPECTION, '{ __type(name: "Node") { name } }',
     "{ a { id } ...F } fragment F on Query { x: __schema { types { name } } }"],
)  # fmt: skip
def test_introspection_is_off_unless_switched_on(text: str) -> None:
    assert problem(text) == ("INVALID", "Introspection is switched off.")
    assert store(Bounds(introspection=True)).get(text).errors == ()


def test_the_name_of_a_type_is_no_introspection() -> None:
    assert store().get("{ __typename a { __typename } }").errors == ()


def test_the_standard_introspection_query_fits_the_default_limits() -> None:
    from graphql import get_introspection_query

    text = get_introspection_query(input_value_deprecation=True, specified_by_url=True)

    assert store(Bounds(introspection=True)).get(text).errors == ()


# --- room --------------------


def test_ten_thousand_documents_take_the_room_of_a_few() -> None:
    kept = store(size=64)
    for number in range(10_000):
        kept.get(f"{{ number(value: {number}) }}")

    # None was asked for again: they only push each other out of the part for newcomers.
    assert len(kept) == 16
    assert kept.known("{ number(value: 9999) }") is not None
    assert kept.known("{ number(value: 0) }") is None


def test_a_document_in_use_is_not_pushed_out() -> None:
    kept = store(size=8)
    mine = kept.get("{ a { id } }")
    for number in range(100):
        kept.get(f"{{ number(value: {number}) }}")
        assert kept.get("{ a { id } }") is mine


def test_invalid_documents_are_kept_too_so_that_they_cost_once(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = store()
    first = kept.get("{ unknown }")
    monkeypatch.setattr(documents, "parse", None)

    assert kept.get("{ unknown }") is first
    assert isinstance(first, Document)


def test_a_long_text_is_answered_and_not_kept() -> None:
    kept = store(longest_kept=100)
    text = "{ a { id } } #" + "x" * 200

    assert kept.get(text).errors == ()
    assert len(kept) == 0


def test_large_documents_take_no_more_room_than_small_ones() -> None:
    """A text of a few KiB takes a thousand times that much; anybody may send one after the other."""
    kept = store(Bounds(tokens=2000), room=8000)  # a quarter of it for newcomers
    large = "{ " + "x " * 1900 + "}"  # 1,900 names, two braces, beginning and end
    for number in range(20):
        kept.get(f"{{ a{number % 5}: a {{ id }} }}")
        found = kept.get(large + " " * number)
        assert (found.room, bool(found.errors)) == (20 + 1904 // 2 + 3, True)

    assert kept._kept.taken <= 2000 + 5 * 40
    assert large + " " * 19 in kept._kept
    assert large + " " * 17 not in kept._kept


def test_a_document_larger_than_all_the_room_is_answered_and_not_kept() -> None:
    kept = store(room=160)  # a quarter of it for newcomers

    assert kept.get("{ a { id } }").room <= 40
    assert kept.get("{ " + "x " * 100 + "}").room > 40
    assert len(kept) == 1


def test_a_text_that_does_not_parse_takes_its_length() -> None:
    assert store().get("{" + " " * 4096).room == 5
