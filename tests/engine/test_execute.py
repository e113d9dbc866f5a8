"""Executing operations: what is refused does not run, what goes wrong says nothing, and the rest is answered."""

from __future__ import annotations

import enum
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import asyncpg
import pytest
import structlog
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
)

from core import db
from core.db import Counted, count_statements
from core.errors import Conflict, FieldProblem, Invalid, RateLimited
from core.logging import configure
from core.rows import MAX_LIMIT
from engine.documents import Bounds
from engine.door import Answer, Request
from engine.execute import SchemaExecutor
from models.patients import Patient, PhoneNumber
from operation.context import ANONYMOUS_IDENTITY, Context, RequestInfo, Runtime
from operation.operation import OPERATIONS
from schema.build import build
from schema.fields import TYPE_OF, Computed
from tests.inside import process
from tests.world import ClinicWorld, Person, World

CANARY = "Canary Mustermann"
HISTORY = "medicalHistory { notes }"
REGISTER = 'registerPatient(input: {firstName: "Ann", lastName: "Ray"}) { id }'


@pytest.fixture
async def clinic(world: World) -> ClinicWorld:
    return await world.clinic()


def codes(answer: dict[str, Any]) -> list[str]:
    return [e["extensions"]["code"] for e in answer.get("errors", ())]


def about_rows(counted: Counted) -> list[str]:
    """Statements but those of the pool (which connection serves which clinic) and of who the caller is."""
    return [s for s in counted.statements if "set_config" not in s and "door_" not in s]


async def temp(clinic: ClinicWorld) -> Person:
    """A receptionist who may not read what a dentist has to know."""
    return await clinic.join("receptionist", "temp", overrides={"patients.view_medical_history": False})


def places(answer: dict[str, Any]) -> list[str | None]:
    return [e["extensions"].get("field") for e in answer.get("errors", ())]


# --- refused roots --------------------


async def test_a_query_whose_roots_are_all_refused_runs_nothing(clinic: ClinicWorld) -> None:
    with count_statements() as counted:
        answer = await clinic.patient.ask("{ a: patients { total } b: patients { nodes { id } } }")

    assert answer["data"] is None
    assert codes(answer) == ["FORBIDDEN", "FORBIDDEN"]
    assert places(answer) == ["a", "b"]
    assert [e["path"] for e in answer["errors"]] == [["a"], ["b"]]
    assert about_rows(counted) == []


async def test_a_query_answers_for_the_roots_that_are_not_refused(clinic: ClinicWorld) -> None:
    answer = await clinic.patient.ask(f"{{ patients {{ nodes {{ id {HISTORY} }} }} viewer {{ role }} }}")

    assert answer["data"] == {"patients": None, "viewer": {"role": "PATIENT"}}
    assert (codes(answer), places(answer)) == (["FORBIDDEN"], ["patients"])


async def test_a_mutation_with_one_refused_root_changes_nothing(clinic: ClinicWorld) -> None:
    answer = await clinic.receptionist.ask(
        f'mutation {{ a: {REGISTER} b: updateClinic(input: {{name: "X"}}) {{ id }} }}'
    )

    assert answer["data"] is None
    assert (codes(answer), places(answer)) == (["FORBIDDEN"], ["b"])
    assert await clinic.world.value("SELECT count(*) FROM patient WHERE clinic_id = $1", clinic.id) == 1
    assert await clinic.event_types() == []


async def test_a_refused_root_in_a_fragment_or_under_an_alias_is_as_refused(clinic: ClinicWorld) -> None:
    text = (
        "query($on: Boolean!) { ...F viewer { role } } fragment F on Query { x: patients @include(if: $on) { total } }"
    )

    there = await clinic.patient.ask(text, {"on": True})
    left_out = await clinic.patient.ask(text, {"on": False})

    assert (there["data"], places(there)) == ({"x": None, "viewer": {"role": "PATIENT"}}, ["x"])
    assert left_out == {"data": {"viewer": {"role": "PATIENT"}}}


async def test_nobody_signed_in_is_told_so(world: World) -> None:
    response = await world.http.post("/graphql", json={"query": "{ patients { total } }"})

    assert response.status_code == 200
    assert codes(response.json()) == ["UNAUTHENTICATED"]


# --- refused below --------------------


@pytest.mark.parametrize("rows", [0, 1, 3])
async def test_a_guarded_hop_is_null_with_one_error_rows_or_no_rows(world: World, rows: int) -> None:
    clinic = await world.clinic(people=("admin",))
    reader = await temp(clinic)
    for _ in range(rows):
        patient = await clinic.patient_row()
        await clinic.row(
            "medical_history", patient_id=patient, medications=[], conditions=[], oral_habits=[], notes=CANARY
        )
    with count_statements() as counted:
        answer = await reader.ask(f"{{ patients {{ nodes {{ mrn m: {HISTORY} }} total }} }}")

    nodes = answer["data"]["patients"]["nodes"]
    assert [n["m"] for n in nodes] == [None] * rows
    assert answer["data"]["patients"]["total"] == rows
    assert (codes(answer), places(answer)) == (["FORBIDDEN"], ["patients.nodes.m"])
    assert "path" not in answer["errors"][0]
    assert not any("medical_history" in s for s in counted.statements)
    assert CANARY not in json.dumps(answer)


async def test_whoever_holds_the_key_reads_across_the_hop(world: World) -> None:
    clinic = await world.clinic(people=("admin", "doctor"))
    patient = await clinic.patient_row()
    await clinic.row("medical_history", patient_id=patient, medications=[], conditions=[], oral_habits=[], notes="N")

    answer = await clinic.doctor.data(f"{{ patients {{ nodes {{ {HISTORY} }} }} }}")

    assert answer["patients"]["nodes"] == [{"medicalHistory": {"notes": "N"}}]


async def test_a_guarded_column_is_neither_shown_nor_fetched(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from permissions import Permission, key
    from schema.build import guard_of
    from schema.members import resolver

    clinic = await world.clinic(people=("admin", "receptionist"))
    await clinic.patient_row(occupation=CANARY)
    guard = key(Permission.AUDIT_LOGS_VIEW)
    patient_type: Any = build().type_map["Patient"]
    field = patient_type.fields["occupation"]
    monkeypatch.setattr(Patient.columns["occupation"], "guard", guard)
    monkeypatch.setattr(field.extensions["strawberry-definition"], "metadata", {"guard": guard})
    monkeypatch.setattr(field, "resolve", resolver(TYPE_OF[Patient], "occupation"))
    assert guard_of(field) is guard

    with count_statements() as counted:
        answer = await clinic.receptionist.ask("{ patients { nodes { mrn } } }")
        refused = await clinic.receptionist.ask("{ patients { nodes { occupation } } }")

    assert "errors" not in answer
    assert (codes(refused), places(refused)) == (["FORBIDDEN"], ["patients.nodes.occupation"])
    assert not any('"occupation"' in s for s in counted.statements)


async def test_a_mutations_payload_refuses_below_and_still_changes(clinic: ClinicWorld) -> None:
    answer = await (await temp(clinic)).ask(
        'mutation { registerPatient(input: {firstName: "Ann", lastName: "Ray"}) { lastName medicalHistory { notes } } }'
    )

    assert answer["data"] == {"registerPatient": {"lastName": "Ray", "medicalHistory": None}}
    assert places(answer) == ["registerPatient.medicalHistory"]
    assert await clinic.event_types() == ["patient.registered"]


async def test_a_row_hidden_by_scope_is_null_without_an_error(clinic: ClinicWorld) -> None:
    hidden = await clinic.patient_row()

    answer = await clinic.patient.ask("query($id: UUID!) { patient(id: $id) { id } }", {"id": str(hidden)})

    assert answer == {"data": {"patient": None}}


# --- what is no request --------------------


async def run(clinic: ClinicWorld, text: str, name: str | None = None, **bounds: Any) -> Answer:
    """An operation of the admin under other bounds."""
    made = process(clinic.admin)
    executor = SchemaExecutor(build(), Bounds(**bounds))
    identity = await made.authenticator.identify(clinic.admin.token)
    ctx = Context(identity, RequestInfo("r"), made.runtime)
    return await executor.run(ctx, Request(text, name), allow=frozenset({"query", "mutation"}))


@pytest.mark.parametrize(
    ("text", "name", "message"),
    [
        ("query A { viewer { role } } query B { viewer { role } }", None, "Say by operationName"),
        ("query A { viewer { role } }", "B", "Say by operationName"),
        ("subscription { clinicEvents { seq } }", None, "A subscription cannot be run this way."),
        ("{ unknown }", None, "Cannot query field"),
    ],
)
async def test_what_cannot_be_run_is_a_request_error(
    clinic: ClinicWorld, text: str, name: str | None, message: str
) -> None:
    answer = await run(clinic, text, name)

    assert answer.executed is False
    assert answer.data is None
    assert answer.errors[0]["extensions"]["code"] == "INVALID"
    assert answer.errors[0]["message"].startswith(message)


async def test_a_cost_beyond_the_limit_names_both(clinic: ClinicWorld) -> None:
    answer = await run(clinic, "{ patients(first: 100) { nodes { id mrn } } }", cost=150)

    (error,) = answer.errors
    assert answer.executed is False
    assert error["extensions"] == {"code": "INVALID", "cost": 301, "limit": 150}
    assert "301" in error["message"]
    assert "150" in error["message"]


async def test_introspection_follows_its_switch(clinic: ClinicWorld) -> None:
    text = "{ __schema { queryType { name } } }"

    assert (await run(clinic, text, introspection=True)).data == {"__schema": {"queryType": {"name": "Query"}}}
    assert (await run(clinic, text)).errors[0]["message"] == "Introspection is switched off."


@pytest.mark.parametrize(
    "body",
    [
        b'{"query": "{ patients(search: \\"\\ud800\\") { total } }"}',
        b'{"query": "query($s: String) { patients(search: $s) { total } }", "variables": {"s": "\\ud800"}}',
        b'{"query": "{ patients(search: \\"\\\\uD800\\") { total } }"}',
        b'{"query": "{ patients(search: \\"\\\\u{D800}\\") { total } }"}',
        b'{"query": "{ patients(search: \\"\xed\xa0\x80\\") { total } }"}',
    ],
)
async def test_half_a_character_gets_nowhere(clinic: ClinicWorld, body: bytes) -> None:
    response = await clinic.world.http.post(
        "/graphql", content=body, headers={**clinic.admin.headers, "content-type": "application/json"}
    )

    assert codes(response.json()) == ["INVALID"]


async def test_a_nul_in_a_search_is_invalid_by_its_path(clinic: ClinicWorld) -> None:
    answer = await clinic.admin.ask("query($s: String) { patients(search: $s) { total } }", {"s": "a\x00b"})

    assert answer["errors"][0]["extensions"] == {
        "code": "INVALID", "fields": [{"path": "search", "message": "Must not contain control characters."}]
    }  # fmt: skip


async def test_a_key_for_one_mutation_is_not_shared_by_two(clinic: ClinicWorld) -> None:
    """Under one Idempotency-Key the second would be taken for the first, or for another request."""
    answer = await clinic.admin.ask(f"mutation {{ a: {REGISTER} b: {REGISTER} }}", {}, **{"idempotency-key": "k1"})

    assert codes(answer) == ["INVALID"]
    assert "data" not in answer
    assert await clinic.event_types() == []
    without = await clinic.admin.ask(f"mutation {{ a: {REGISTER} b: {REGISTER} }}")
    assert without["data"]["a"]["id"] != without["data"]["b"]["id"]


async def test_a_refused_part_of_an_input_runs_nothing_and_is_named(clinic: ClinicWorld) -> None:
    answer = await (await temp(clinic)).ask(
        "mutation($input: RegisterPatientInput!) { registerPatient(input: $input) { id } }",
        {"input": {"firstName": "A", "lastName": "B", "medicalHistory": {"notes": CANARY}}},
    )

    assert answer["data"] == {"registerPatient": None}
    assert answer["errors"][0]["extensions"] == {
        "code": "FORBIDDEN", "fields": [{"path": "input.medicalHistory", "message": "You may not set this field."}]
    }  # fmt: skip
    assert await clinic.event_types() == []


# --- accidents --------------------


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What the process logs in production, line by line."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    configure("INFO")
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    structlog.reset_defaults()
    root.handlers[:], root.level = handlers, level


ACCIDENTS: list[Exception] = [
    RuntimeError(CANARY),
    KeyError(CANARY),
    asyncpg.UndefinedColumnError(f"column {CANARY} does not exist"),
    asyncpg.DataError(f"invalid input: {CANARY}"),
    AssertionError(CANARY),
]


@pytest.mark.parametrize("accident", ACCIDENTS, ids=lambda a: type(a).__name__)
async def test_an_accident_says_nothing_to_the_caller_and_no_value_to_the_log(
    clinic: ClinicWorld, monkeypatch: pytest.MonkeyPatch, lines: Any, accident: Exception
) -> None:
    async def failing(ctx: Context, **values: Any) -> Any:
        raise accident

    monkeypatch.setitem(OPERATIONS["list_patients"].__dict__, "function", failing)

    answer = await clinic.admin.ask("query($s: String) { patients(search: $s) { total } }", {"s": CANARY})

    assert answer == {
        "data": {"patients": None},
        "errors": [{
            "message": "Something went wrong on our side.", "path": ["patients"],
            "locations": answer["errors"][0]["locations"], "extensions": {"code": "INTERNAL"},
        }],
    }  # fmt: skip
    logged = lines()
    (line,) = [entry for entry in logged if entry["event"] == "operation.failed"]
    assert line["error"] == type(accident).__name__
    assert line["operation"] == "list_patients"
    assert CANARY not in json.dumps(logged, ensure_ascii=False)


async def test_an_accident_in_one_field_leaves_the_others(clinic: ClinicWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    await clinic.patient_row()

    def failing(*arguments: Any) -> int | None:
        raise ZeroDivisionError(CANARY)

    # The engine meets it first, and leaves it to the reference executor to say where it was.
    monkeypatch.setitem(TYPE_OF[Patient].fields, "age", Computed(failing, ("birth_date",)))
    patient: Any = build().type_map["Patient"]
    monkeypatch.setattr(patient.fields["age"], "resolve", failing)
    answer = await clinic.admin.ask("{ patients { nodes { mrn age } } viewer { role } }")

    assert answer["data"]["viewer"] == {"role": "ADMIN"}
    assert [node["age"] for node in answer["data"]["patients"]["nodes"]] == [None, None]
    assert [e["path"] for e in answer["errors"]] == [["patients", "nodes", n, "age"] for n in (0, 1)]
    assert {e["message"] for e in answer["errors"]} == {"Something went wrong on our side."}
    assert CANARY not in json.dumps(answer)


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (asyncpg.ConnectionDoesNotExistError("x"), "UNAVAILABLE"),
        (asyncpg.CannotConnectNowError("x"), "UNAVAILABLE"),
        (asyncpg.QueryCanceledError("x"), "UNAVAILABLE"),
        (asyncpg.CrashShutdownError("x"), "UNAVAILABLE"),
        (asyncpg.InternalClientError("x"), "UNAVAILABLE"),
        (ConnectionRefusedError("x"), "UNAVAILABLE"),
        (RateLimited("Later.", retry_after=3), "RATE_LIMITED"),
        (Conflict("No."), "CONFLICT"),
    ],
    ids=lambda p: type(p).__name__ if isinstance(p, Exception) else p,
)
async def test_what_is_no_accident_is_an_answer(
    clinic: ClinicWorld, monkeypatch: pytest.MonkeyPatch, problem: Exception, code: str
) -> None:
    async def failing(ctx: Context, **values: Any) -> Any:
        raise problem

    monkeypatch.setitem(OPERATIONS["list_patients"].__dict__, "function", failing)

    answer = await clinic.admin.ask("{ patients { total } }")

    assert codes(answer) == [code]


async def test_a_problem_speaks_for_itself(clinic: ClinicWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    async def failing(ctx: Context, **values: Any) -> Any:
        raise Invalid("Wrong.", fields=(FieldProblem("a.b", "Wrong."),), hint=5)

    monkeypatch.setitem(OPERATIONS["list_patients"].__dict__, "function", failing)

    answer = await clinic.admin.ask("{ p: patients { total } }")

    (error,) = answer["errors"]
    assert error["message"] == "Wrong."
    assert error["path"] == ["p"]
    assert error["extensions"] == {"code": "INVALID", "hint": 5, "fields": [{"path": "a.b", "message": "Wrong."}]}


# --- the library's own errors --------------------


class Colour(enum.Enum):
    RED = "red"


def _answers(value: Any) -> Any:
    return lambda *arguments, **given: value


LIBRARY = GraphQLSchema(
    GraphQLObjectType(
        "Query",
        {
            "large": GraphQLField(GraphQLInt, resolve=_answers(123_456_789_012)),
            "text": GraphQLField(GraphQLInt, resolve=_answers(CANARY)),
            "colour": GraphQLField(GraphQLEnumType("Colour", Colour), resolve=_answers(CANARY)),
            "items": GraphQLField(GraphQLList(GraphQLString), resolve=_answers(5)),
            "never": GraphQLField(GraphQLNonNull(GraphQLString), resolve=_answers(None)),
            "echo": GraphQLField(
                GraphQLString, {"n": GraphQLArgument(GraphQLNonNull(GraphQLInt), default_value=1)}, _answers("ok")
            ),
        },
    )
)


async def of_library(text: str, variables: dict[str, Any] | None = None) -> Answer:
    runtime: Any = Runtime(None, None)  # type: ignore[arg-type]
    ctx = Context(ANONYMOUS_IDENTITY, RequestInfo("r"), runtime)
    executor = SchemaExecutor(LIBRARY, Bounds())
    return await executor.run(ctx, Request(text, variables=variables), allow=frozenset({"query"}))


@pytest.mark.parametrize("field", ["large", "text", "colour", "items", "never"])
async def test_an_answer_that_does_not_fit_its_type_is_an_accident_too(field: str) -> None:
    """The library quotes the value: a column that holds something unexpected must not leave by an error message."""
    answer = await of_library(f"{{ {field} }}")

    (error,) = answer.errors
    assert error["message"] == "Something went wrong on our side."
    assert error["extensions"] == {"code": "INTERNAL"}
    assert error["path"] == [field]


async def test_a_null_where_a_default_stood_is_the_callers() -> None:
    answer = await of_library("query($n: Int) { echo(n: $n) }", {"n": None})

    (error,) = answer.errors
    assert error["extensions"]["code"] == "INVALID"
    assert (await of_library("query($n: Int) { echo(n: $n) }")).data == {"echo": "ok"}


# --- bounds --------------------


async def test_a_list_without_a_window_is_bounded_all_the_same(
    clinic: ClinicWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unbounded(ctx: Context, **values: Any) -> Any:
        return ctx.rows(PhoneNumber).order(PhoneNumber.id)

    monkeypatch.setitem(OPERATIONS["list_phone_numbers"].__dict__, "function", unbounded)
    patient = await clinic.patient_row()

    with count_statements() as counted:
        await clinic.admin.data("query($id: UUID!) { phoneNumbers(patientId: $id) { id } }", {"id": str(patient)})

    (statement,) = [s for s in counted.statements if 'FROM "phone_number"' in s]
    assert statement.endswith(f"LIMIT {MAX_LIMIT}")


async def test_rows_and_parents_cost_the_same_number_of_statements(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    query = "{ patients { nodes { id phoneNumbers { id } allergies { id } medicalHistory { id } } total } }"
    counts = []
    for rows in (5, 20):
        for _ in range(rows):
            patient = await clinic.patient_row()
            await clinic.row("phone_number", patient_id=patient, phone_number="+49301", label="", is_primary=False)
        await clinic.admin.data(query)
        with count_statements() as counted:
            await clinic.admin.data(query)
        counts.append(about_rows(counted))

    # The total, the patients with their histories, the numbers, the allergies.
    assert [len(statements) for statements in counts] == [4, 4]
    assert db.reads.pool.busy == 0
