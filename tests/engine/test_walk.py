"""The walk before anything runs: refusals by place, roots, and what an operation costs at most."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse

from engine.cost import DEFAULT_PAGE
from engine.walk import Walk
from engine.walk import walk as walked
from permissions import ANONYMOUS, Actor, ActorKind, Grants, Permission, Role, Scope
from schema.build import build

P = Permission
LIMIT = 50_000


def actor(*keys: P, role: Role | None = Role.MANAGER) -> Actor:
    return Actor(ActorKind.USER, role=role, grants=Grants(dict.fromkeys(keys, Scope.ALL)))


READER = actor(P.PATIENTS_VIEW, P.PATIENTS_VIEW_DETAIL)


def walk(text: str, who: Actor = READER, limit: int = LIMIT, **variables: Any) -> Walk:
    document = parse(text)
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    return walked(build(), operations[0], fragments, variables, who, limit)


def cost(text: str, who: Actor = READER, limit: int = LIMIT, **variables: Any) -> int:
    return walk(text, who, limit, **variables).cost.of(variables, {})


def refused(text: str, who: Actor = READER, **variables: Any) -> list[tuple[str, str | None]]:
    return [(path, verdict.code) for path, verdict in walk(text, who, **variables).refused.items()]


HISTORY = "medicalHistory { notes }"
FRAGMENT = "fragment F on Patient { medicalHistory { notes } }"


# --- refusals --------------------


def test_a_refused_root_is_named_by_its_response_name() -> None:
    assert refused("{ patients { total } }", actor()) == [("patients", "FORBIDDEN")]
    assert refused("{ mine: patients { total } }", actor()) == [("mine", "FORBIDDEN")]
    assert refused("{ patients { total } }", ANONYMOUS) == [("patients", "UNAUTHENTICATED")]


def test_a_refused_field_below_is_named_by_its_dotted_place() -> None:
    assert refused(f"{{ patients {{ nodes {{ id {HISTORY} }} }} }}") == [("patients.nodes.medicalHistory", "FORBIDDEN")]
    assert refused(f"{{ p: patients {{ n: nodes {{ m: {HISTORY} }} }} }}") == [("p.n.m", "FORBIDDEN")]


def test_a_field_asked_for_twice_in_one_place_is_refused_once() -> None:
    text = f"{{ patients {{ nodes {{ {HISTORY} {HISTORY} ...F }} nodes {{ ...F }} }} }} {FRAGMENT}"

    assert refused(text) == [("patients.nodes.medicalHistory", "FORBIDDEN")]


def test_two_places_are_two_refusals_in_the_order_of_the_document() -> None:
    text = f"{{ b: patients {{ nodes {{ {HISTORY} }} }} a: patients {{ nodes {{ {HISTORY} }} }} }}"

    assert [path for path, _ in refused(text)] == ["b.nodes.medicalHistory", "a.nodes.medicalHistory"]


def test_below_a_refused_field_nothing_is_added() -> None:
    text = f"{{ patients {{ nodes {{ {HISTORY} }} }} }}"

    assert refused(text, actor()) == [("patients", "FORBIDDEN")]


@pytest.mark.parametrize(
    "text",
    [
        "{ ...Q } fragment Q on Query { patients { nodes { ...F } } } " + FRAGMENT,
        "{ ... on Query { patients { ... { nodes { ... on Patient { medicalHistory { notes } } } } } } }",
        "{ ... @include(if: true) { patients { nodes { medicalHistory { notes } } } } }",
    ],
)
def test_fragments_hide_nothing(text: str) -> None:
    assert refused(text) == [("patients.nodes.medicalHistory", "FORBIDDEN")]


@pytest.mark.parametrize(
    ("condition", "variables", "there"),
    [
        ("@skip(if: true)", {}, False), ("@skip(if: false)", {}, True),
        ("@include(if: true)", {}, True), ("@include(if: false)", {}, False),
        ("@skip(if: $on)", {"on": True}, False), ("@skip(if: $on)", {"on": False}, True),
        ("@include(if: $on)", {"on": True}, True), ("@include(if: $on)", {"on": False}, False),
        ("@skip(if: false) @include(if: $on)", {"on": False}, False),
        ("@include(if: true) @skip(if: $on)", {"on": True}, False),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "text",
    [
        "query($on: Boolean!) {{ patients {{ nodes {{ medicalHistory {0} {{ notes }} }} }} }}",
        "query($on: Boolean!) {{ patients {{ nodes {{ ...F {0} }} }} }} "
        + FRAGMENT.replace("{", "{{").replace("}", "}}"),
        "query($on: Boolean!) {{ patients {{ nodes {{ ... on Patient {0} {{ medicalHistory {{ notes }} }} }} }} }}",
        "query($on: Boolean!) {{ patients {{ nodes {0} {{ medicalHistory {{ notes }} }} }} }}",
    ],
)
def test_what_is_left_out_is_not_refused(text: str, condition: str, variables: dict[str, Any], there: bool) -> None:
    found = refused(text.format(condition), **variables)

    assert found == ([("patients.nodes.medicalHistory", "FORBIDDEN")] if there else [])


def test_a_root_that_is_left_out_is_no_root() -> None:
    found = walk("query($on: Boolean!) { patients @skip(if: $on) { total } viewer { email } }", on=True)

    assert list(found.roots) == ["viewer"]


def test_roots_are_found_through_fragments_and_by_their_aliases() -> None:
    text = "{ ...F b: viewer { email } } fragment F on Query { a: patients { total } ... { c: viewer { email } } }"

    assert list(walk(text).roots) == ["a", "c", "b"]


def test_names_of_types_and_introspection_ask_for_nothing() -> None:
    found = walk("{ __typename __schema { types { name } } }", ANONYMOUS)

    assert (found.refused, found.roots) == ({}, {})


def test_a_mutations_and_a_subscriptions_roots_are_walked_alike() -> None:
    register = 'mutation { registerPatient(input: {firstName: "A", lastName: "B"}) { id medicalHistory { notes } } }'

    assert refused(register, actor()) == [("registerPatient", "FORBIDDEN")]
    assert refused(register, actor(P.PATIENTS_CREATE, P.PATIENTS_VIEW)) == [
        ("registerPatient.medicalHistory", "FORBIDDEN")
    ]
    assert refused("subscription { clinicEvents { seq } }", ANONYMOUS) == [("clinicEvents", "UNAUTHENTICATED")]


# --- cost --------------------


@pytest.mark.parametrize(
    ("text", "variables", "expected"),
    [
        ("{ viewer { email } }", {}, 1 + 1),
        ("{ patients { total } }", {}, 1 + DEFAULT_PAGE),
        ("{ patients(first: 10) { total } }", {}, 1 + 10),
        ("{ patients(limit: 100) { nodes { id mrn } } }", {}, 1 + 100 + 2 * 100),
        ("query($n: Int) { patients(first: $n) { nodes { id } } }", {"n": 7}, 1 + 7 + 7),
        ("query($n: Int) { patients(first: $n) { nodes { id } } }", {}, 1 + 2 * DEFAULT_PAGE),
        ("query($n: Int) { patients(first: $n) { nodes { id } } }", {"n": None}, 1 + 2 * DEFAULT_PAGE),
        ("{ patients(first: 2) { nodes { phoneNumbers { id } } } }", {}, 1 + 2 + 2 + 2 * 100),
        ("{ patients(first: 2) { nodes { phoneNumbers(first: 3) { id label } } } }", {}, 1 + 2 + 2 + 2 * 3 * 2),
        ("{ patients(first: 0) { nodes { id } } }", {}, 1 + 1 + 1),
        ("{ patients(first: -5) { nodes { id } } }", {}, 1 + 1 + 1),
        ("{ __typename }", {}, 0),
    ],
)
def test_a_cost_counts_fields_times_the_rows_they_are_read_for(
    text: str, variables: dict[str, Any], expected: int
) -> None:
    assert cost(text, **variables) == expected


def test_a_list_without_a_size_counts_as_a_page() -> None:
    """`phoneNumbers(patientId:)` returns rows without paging arguments."""
    text = "{ myPlaces { clinicName } }"

    assert cost(text) == 1 + DEFAULT_PAGE


def test_what_is_refused_or_left_out_costs_no_more_than_itself() -> None:
    assert cost(f"{{ patients(first: 2) {{ nodes {{ {HISTORY} }} }} }}") == 1 + 2 + 2
    assert cost("{ patients(first: 2) { nodes @skip(if: true) { id } total } }") == 1 + 2


def test_walking_stops_soon_after_the_limit() -> None:
    many = " ".join(f"a{n}: phoneNumbers {{ id label phoneNumber }}" for n in range(50))
    text = f"{{ patients(first: 100) {{ nodes {{ {many} }} }} }}"

    assert cost(text) == 1 + 100 * (1 + 50 * (1 + 100 * 3))
    # After fifty fields nobody looks any further, whatever is still to come.
    assert 50 < cost(text, limit=50) < cost(text) // 3


def test_an_enormous_size_overflows_nothing() -> None:
    assert cost(f"{{ patients(first: {10**30}) {{ nodes {{ id }} }} }}") == 1 + 100 + 100
