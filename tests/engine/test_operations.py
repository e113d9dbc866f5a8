"""The generator of operations: what it makes is valid and within the limits, and has everything the schema has."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from random import Random
from typing import cast

from graphql import GraphQLObjectType, OperationType, is_object_type, parse, validate
from hypothesis import given, settings

from engine.documents import Bounds, Documents
from schema.build import build
from tests.engine.census import census, declared
from tests.engine.operations import Operation, operation, operations, payloads, subscription
from tests.engine.reducing import reduced
from tests.engine.values import Values

SCHEMA = build()
QUERY, MUTATION, SUBSCRIPTION = (cast("GraphQLObjectType", SCHEMA.get_root_type(kind)) for kind in OperationType)
#: Operations about each root field; enough for everything below it to occur.
EACH = 60

#: Ways of writing that must occur (see tests/engine/census.py).
WAYS = {
    "alias", "alias of another field's name", "field twice under aliases", "merged field",
    "merged field with arguments", "several roots", "shorthand",
    "fragment", "fragment used again", "inline fragment", "inline fragment on a type",
    "@skip by literal", "@skip by variable", "@include by literal", "@include by variable",
    "null", "input object", "single value for a list", "single value for a list, sent", "variable in a list",
    "variable in an input", "variable given", "variable null", "variable absent", "variable with default given",
    "variable with default null", "variable with default absent",
    "connection: total", "connection: pageInfo", "connection: nodes", "connection: nodes total",
    "connection: nodes pageInfo", "connection: pageInfo total", "connection: nodes pageInfo total",
}  # fmt: skip


@lru_cache(maxsize=1)
def sample() -> list[Operation]:
    return [operation(Random(f"{name} {n}"), SCHEMA, Values(), name) for name in QUERY.fields for n in range(EACH)]


def problems(asked: Operation) -> list[str]:
    return [error.message for error in validate(SCHEMA, parse(asked.text))]


def test_every_document_is_valid_and_nearly_every_one_within_the_limits() -> None:
    documents = Documents(SCHEMA, Bounds())
    some = sample()[:: max(1, len(sample()) // 500)]
    outside = [asked for asked in some if documents.get(asked.text).errors]

    assert [(asked.text, found) for asked in outside if (found := problems(asked))] == []
    assert len(outside) <= len(some) // 100


def test_everything_that_can_be_asked_for_is_asked_for() -> None:
    found = census(SCHEMA, sample())

    assert declared(SCHEMA, QUERY) - set(found) == set()
    kinds = {name.split(".")[0] for name in declared(SCHEMA, QUERY)}
    assert {k for k in kinds if is_object_type(SCHEMA.type_map[k]) and f"{k}.__typename" not in found} == set()


def test_every_way_of_writing_occurs() -> None:
    found = census(SCHEMA, sample())

    assert WAYS - {name for name, times in found.items() if times >= 3} == set()


def test_odd_spellings_and_wrong_values_occur() -> None:
    texts = "\n".join(f"{asked.text} {asked.variables}" for asked in sample())

    for part in ("+02:00", "first: 0", ": 1000", "after: ", "not-a-uuid", '"""'):
        assert part in texts, part
    assert any(a.variables.get("unknown") is not None for a in sample())
    uppers = [word for word in texts.split('"') if len(word) == 36 and word.upper() == word != word.lower()]
    assert len(uppers) > 20


def test_a_seed_makes_the_same_operation_always() -> None:
    seeds = [*range(50), "a", "b"]
    made = [operation(Random(seed), SCHEMA, Values()) for seed in seeds]

    assert made == [operation(Random(seed), SCHEMA, Values()) for seed in seeds]
    # A root that is a plain number has little to differ in; whatever selects something below a root is like no other.
    texts = [text for text, _ in made if text.count("{") > 1]
    assert len(texts) > len(seeds) * 0.6
    assert len(set(texts)) == len(texts)


@settings(max_examples=25, deadline=None)
@given(asked=operations(SCHEMA, Values()))
def test_hypothesis_makes_valid_operations_too(asked: Operation) -> None:
    assert problems(asked) == []


def test_every_mutation_has_a_payload_to_be_selected() -> None:
    seen: Counter[str] = Counter()
    for seed in range(80):
        made = payloads(Random(seed), SCHEMA, Values())
        assert set(made) == set(MUTATION.fields)
        for name, payload in made.items():
            field = MUTATION.fields[name]
            arguments = {arg: one for arg, one in field.args.items() if str(one.type).endswith("!")}
            call = f"{name}({', '.join(f'{arg}: $own_{arg}' for arg in arguments)})" if arguments else name
            text = payload.document("mutation", call, *(f"$own_{arg}: {one.type}" for arg, one in arguments.items()))
            # Validating takes longer than everything else here.
            assert seed % 8 or problems(Operation(text, payload.variables)) == [], text
            seen.update(census(SCHEMA, [Operation(text, payload.variables)]))

    fields = {name for name in declared(SCHEMA, MUTATION) if "(" not in name and "Input." not in name}
    assert fields - set(seen) == set()


def test_subscriptions_have_one_root_and_any_selection() -> None:
    # The more roots, the rarer each.
    made = [subscription(Random(seed), SCHEMA, Values()) for seed in range(500 * len(SUBSCRIPTION.fields))]
    found = census(SCHEMA, made)

    # Validating takes longer than everything else here.
    assert [problem for asked in made[::5] for problem in problems(asked)] == []
    assert declared(SCHEMA, SUBSCRIPTION) - set(found) == set()


async def test_a_failure_is_reduced_to_what_it_takes() -> None:
    asked = next(a for a in sample() if "birthDate" in a.text and "fragment" in a.text and len(a.text) > 1000)

    async def fails(smaller: Operation) -> bool:
        return "birthDate" in smaller.text

    small = await reduced(SCHEMA, asked, fails)

    assert len(small.text.split()) <= 20
    # A row may have to be named.
    assert len(small.variables) <= 1
    assert all(f"${name}" in small.text for name in small.variables)
    assert problems(small) == []
