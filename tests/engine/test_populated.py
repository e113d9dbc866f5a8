"""The clinic that operations are compared on, the comparison itself, and what the executor answers to the generator."""

from __future__ import annotations

import dataclasses
from collections import Counter
from random import Random
from typing import Any

import orjson
import pytest

from core.errors import Code
from core.ids import uuid7
from engine import budget
from engine.door import Answer
from models.base import PlatformView
from models.log import OutgoingMail
from operation.context import ANONYMOUS_IDENTITY, Context, RequestInfo
from schema.fields import TYPES
from tests.engine.differing import differ, run
from tests.engine.operations import Operation, operation
from tests.engine.populated import Populated, invented, populated_clinic
from tests.inside import context, process
from tests.world import World


@pytest.fixture(scope="module")
async def made(world: World) -> Populated:
    return await populated_clinic(world)


async def fresh(made: Populated, name: str) -> Context:
    """A new context of one of the people; of nobody for a name that nobody has."""
    if person := made.people.get(name):
        return await context(person)
    return Context(ANONYMOUS_IDENTITY, RequestInfo(uuid7().hex), process(made.clinic.admin).runtime)


# --- the clinic ----------------------------------------------------------------------------------------------------


async def test_every_table_that_the_schema_shows_has_rows(made: Populated) -> None:
    shown = {d.model.__name__ for d in TYPES.values() if not issubclass(d.model, PlatformView)}
    assert shown - set(made.ids) == set()


async def test_ids_of_the_clinic_and_of_the_other_one_are_different_ones(made: Populated) -> None:
    ours, theirs = ({one for ids in by_model.values() for one in ids} for by_model in (made.ids, made.foreign))

    assert ours & theirs == set()
    assert {"Patient", "PhoneNumber", "MedicalHistory", "Allergy", "Sms"} <= set(made.foreign)


async def test_the_guardian_acts_for_two_patients_and_the_limited_doctor_reads_no_history(made: Populated) -> None:
    guardian = await fresh(made, "guardian")
    query = "query($id: UUID!) { patient(id: $id) { fullName medicalHistory { id } } }"
    answer = await made.people["limited"].ask(query, {"id": str(made.clinic.patient.patient_id)})

    assert len(guardian.actor.own.patients) == 2
    assert answer["data"] == {"patient": {"fullName": "Own Patient", "medicalHistory": None}}


async def test_cursors_belong_to_the_lists_they_are_kept_for(made: Populated) -> None:
    for cursor in made.cursors["auditLogs"]:
        await made.clinic.admin.data(
            "query($after: String) { auditLogs(after: $after) { nodes { id } } }", {"after": cursor}
        )
    assert len(made.cursors["patients"]) > 5


async def test_a_table_that_nobody_wrote_rows_for_gets_some(world: World) -> None:
    clinic = await world.clinic(people=())

    await invented(clinic, OutgoingMail)

    rows = await world.fetch("SELECT * FROM outgoing_mail WHERE clinic_id = $1 ORDER BY id", clinic.id)
    assert len(rows) == 6
    assert {row["sent_at"] is None for row in rows} == {True, False}
    assert len({row["recipient"] for row in rows}) == 6


# --- what the executor answers -------------------------------------------------------------------------------------

PEOPLE = ("admin", "manager", "doctor", "limited", "receptionist", "patient", "guardian", "nobody")


@pytest.mark.parametrize("name", PEOPLE)
async def test_the_same_operation_is_answered_alike_twice_and_never_by_an_accident(made: Populated, name: str) -> None:
    executor, values = process(made.clinic.admin).executor, made.values()
    codes: Counter[str] = Counter()
    with_data = 0
    for seed in range(60):
        asked = operation(Random(f"{name} {seed}"), executor.schema, values)
        one, other = [await run(executor, await fresh(made, name), asked) for _ in range(2)]
        assert (differ(one.answer, other.answer), one.read) == (None, other.read), asked
        codes.update(error["extensions"]["code"] for error in one.answer.errors)
        with_data += any(value for value in (one.answer.data or {}).values())

    assert codes[Code.INTERNAL] == codes[Code.UNAVAILABLE] == codes[Code.RATE_LIMITED] == 0
    # Many operations are for the staff alone, and most for whoever is signed in.
    assert with_data >= {"nobody": 2, "patient": 20, "guardian": 20}.get(name, 30)


async def test_running_leaves_no_trace(made: Populated, world: World) -> None:
    patient = str(made.clinic.patient.patient_id)
    asked = Operation("query($id: UUID!) { patient(id: $id) { mrn allergies { id } } }", {"id": patient})
    count = "SELECT count(*) FROM access_record WHERE clinic_id = $1"
    before = await world.value(count, made.clinic.id)

    found = await run(process(made.clinic.admin).executor, await fresh(made, "doctor"), asked)

    assert {(operation, model) for operation, model, _ in found.read} == {
        ("get_patient", "Patient"),
        ("get_patient", "Allergy"),
    }
    assert {one for _, _, one in found.read} == {patient}
    await process(made.clinic.admin).recorder.flush()
    assert await world.value(count, made.clinic.id) == before


async def test_what_is_run_here_is_at_nobodys_expense(made: Populated) -> None:
    """The clinic is filled through the API, whose requests are at their account's; a budget that is still charged for
    what the tests run runs dry on a slow machine."""
    await made.clinic.admin.data("{ viewer { accountId } }")

    assert budget.caller.get() is None


# --- comparing -----------------------------------------------------------------------------------------------------

ONE = Answer({"a": [{"b": 1, "c": "x"}, {"b": 2, "c": None}]}, [], executed=True)


def other(data: Any = None, **values: Any) -> Answer:
    return dataclasses.replace(ONE, **({"data": data} if data is not None else {}), **values)


def error(message: str, **values: Any) -> dict[str, Any]:
    return {"message": message, "extensions": {"code": "INVALID"}, **values}


def test_the_same_is_no_difference_whatever_an_executor_says_of_itself() -> None:
    said = other(extensions={"engine": {"planned": True}})
    swapped = other(errors=[error("x"), error("y", path=["a", 0])])

    assert differ(ONE, other()) is None
    assert differ(ONE, said) is None
    assert differ(swapped, other(errors=list(reversed(swapped.errors)))) is None
    assert said.extensions == {"engine": {"planned": True}}
    assert (ONE.payload, said.payload) == (None, None)


@pytest.mark.parametrize(
    "data, found",
    [
        ({"a": [{"b": 1, "c": "y"}, {"b": 2, "c": None}]}, "data.a.0.c: 'x' and 'y'"),
        ({"a": [{"b": 1, "c": "x"}, {"b": 2.0, "c": None}]}, "data.a.1.b: 2 and 2.0"),
        ({"a": [{"b": True, "c": "x"}, {"b": 2, "c": None}]}, "data.a.0.b: 1 and True"),
        ({"a": [{"b": 1, "c": "x"}]}, "data.a: 2 and 1 items"),
        ({"a": [{"c": "x", "b": 1}]}, "data.a: 2 and 1 items"),
        ({"a": [{"c": "x", "b": 1}, {}]}, "data.a.0: members ['b', 'c'] and ['c', 'b']: in another order"),
        ({"a": [{"b": 1}, {}]}, "data.a.0: members ['b', 'c'] and ['b']: ['c']"),
        ({}, "data: members ['a'] and []: ['a']"),
    ],
)
def test_the_first_difference_is_named_with_its_path(data: Any, found: str) -> None:
    assert differ(ONE, other(data)) == found


def test_errors_are_compared_as_a_multiset() -> None:
    twice = other(errors=[error("x"), error("x")])

    found = differ(twice, other(errors=[error("x"), error("y")]))

    x, y = (f'{{"extensions":{{"code":"INVALID"}},"message":"{name}"}}' for name in "xy")
    assert found == f"errors: only in the one {[x]!r}, only in the other {[y]!r}"


def test_whether_it_ran_and_other_extensions_count() -> None:
    assert differ(Answer(None, [error("x")], executed=False), Answer(None, [error("x")], executed=True)) == (
        "executed: False and True"
    )
    assert differ(ONE, other(extensions={"cost": 1})) == "extensions: members [] and ['cost']: ['cost']"


def test_a_payload_that_was_written_by_hand_has_to_be_what_orjson_writes() -> None:
    good, odd = orjson.dumps({"data": ONE.data}), b'{"data": null}'

    assert differ(ONE, Answer(None, [], executed=True, payload=good)) is None
    assert differ(ONE, Answer(None, [], executed=True, payload=odd)) == (
        f"payload: not JSON on one line as orjson writes it: {odd!r}"
    )
