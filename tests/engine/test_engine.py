"""What the engine sends and who answers: statements, joins, fallbacks, and that nothing is done twice."""

from __future__ import annotations

from typing import Any

import pytest

from core.db import count_statements
from engine import plan
from engine.documents import Bounds
from engine.door import Answer, Request
from engine.execute import SchemaExecutor
from models.patients import Patient
from schema.build import build
from schema.fields import TYPE_OF, Computed
from tests.inside import context
from tests.world import ClinicWorld, Person, World


@pytest.fixture
async def clinic(world: World) -> ClinicWorld:
    return await world.clinic()


async def asked(person: Person, text: str, executor: SchemaExecutor | None = None, **variables: Any) -> Answer:
    made = executor or SchemaExecutor(build(), Bounds(introspection=True), debug=True)
    return await made.run(
        await context(person), Request(text, variables=variables), allow=frozenset({"query", "mutation"})
    )


async def statements(person: Person, text: str, **variables: Any) -> list[str]:
    """What an operation sends, but for which clinic a connection serves."""
    executor = SchemaExecutor(build(), Bounds())
    await asked(person, text, executor, **variables)
    with count_statements() as counted:
        answer = await asked(person, text, executor, **variables)
    assert answer.errors == []
    return [s for s in counted.statements if "set_config" not in s and "access_record" not in s]


def who(answer: Answer) -> dict[str, str]:
    return (answer.extensions or {})["engine"]  # type: ignore[no-any-return]


# --- statements ---------------------------------------------------------------------------------------------------


async def test_to_one_relations_come_along_and_the_limit_comes_first(clinic: ClinicWorld) -> None:
    (sql,) = await statements(clinic.admin, "{ patients(first: 3) { nodes { mrn medicalHistory { notes } } } }")

    # The ids are for the access log: whose records were read.
    assert sql.startswith('SELECT x."id"::text, x."mrn", j1."patient_id"::text, j1."notes" FROM (SELECT')
    assert 'FROM (SELECT t."id", t."last_name_key", t."mrn" FROM "patient" t WHERE (t."clinic_id" = $1::uuid' in sql
    assert 'ORDER BY t."last_name_key", t."id" LIMIT 6) x LEFT JOIN "medical_history" j1' in sql
    assert 'j1."clinic_id" = $3::uuid' in sql


async def test_a_relation_selected_twice_is_joined_once(clinic: ClinicWorld) -> None:
    patient = await clinic.patient_row()
    await clinic.row(
        "medical_history", patient_id=patient, medications=["a"], conditions=[], oral_habits=[], notes="n", smoking="no"
    )
    text = """query($id: UUID!) { patient(id: $id) {
        one: medicalHistory { notes } two: medicalHistory { smoking deeper: patient { mrn } } } }"""

    (sql,) = await statements(clinic.admin, text, id=str(patient))
    answer = await asked(clinic.admin, text, id=str(patient))

    assert (sql.count('"medical_history"'), sql.count('"patient" j')) == (1, 1)
    data: Any = answer.data
    assert data["patient"]["one"] == {"notes": "n"}
    assert data["patient"]["two"]["smoking"] == "no"
    assert data["patient"]["two"]["deeper"]["mrn"]


async def test_totals_of_all_lists_are_one_statement(clinic: ClinicWorld) -> None:
    text = "{ a: patients { total } b: patients(status: [ARCHIVED]) { total } c: appointments { total } }"

    (sql,) = await statements(clinic.admin, text)

    assert sql.count("SELECT count(*)") == 3


async def test_what_is_refused_is_not_selected(clinic: ClinicWorld) -> None:
    limited = await clinic.join("receptionist", "limited", overrides={"patients.view_medical_history": False})
    executor = SchemaExecutor(build(), Bounds())
    with count_statements() as counted:
        answer = await asked(limited, "{ patients { nodes { mrn medicalHistory { notes } } } }", executor)

    assert [e["extensions"]["field"] for e in answer.errors] == ["patients.nodes.medicalHistory"]
    assert not any("medical_history" in s for s in counted.statements)


async def test_people_who_may_the_same_share_a_plan_whatever_their_clinics(world: World) -> None:
    executor = SchemaExecutor(build(), Bounds())
    text = "{ patients { nodes { mrn medicalHistory { notes } } } }"
    clinics = [await world.clinic(people=("admin", "receptionist")) for _ in range(3)]
    for clinic in clinics:
        for person in clinic.people.values():
            await asked(person, text, executor)
    assert len(executor.plans) == 1

    limited = await clinics[0].join("receptionist", "limited", overrides={"patients.view_medical_history": False})
    await asked(limited, text, executor)
    assert len(executor.plans) == 2


# --- who answers --------------------------------------------------------------------------------------------------


async def test_debugging_tells_who_answered_and_why(clinic: ClinicWorld) -> None:
    text = "{ patients { total } __schema { queryType { name } } viewer { role } }"

    answer = await asked(clinic.admin, text)
    condition = await asked(clinic.admin, "query($x: Boolean = true) { viewer { role @include(if: $x) } }", x=None)

    assert who(answer) == {"patients": "engine", "__schema": "introspection", "viewer": "engine"}
    assert answer.data is not None
    assert answer.data["__schema"] == {"queryType": {"name": "Query"}}
    assert who(condition) == {"viewer": "a condition is null, which is an error at its field"}
    assert condition.data == {"viewer": None}
    assert "extensions" not in await clinic.admin.ask("{ viewer { role } }")


async def test_without_the_engine_the_reference_executor_answers_everything(clinic: ClinicWorld) -> None:
    await clinic.patient_row()
    off = SchemaExecutor(build(), Bounds(), engine=False, debug=True)
    text = "{ patients { nodes { mrn age } total } viewer { role } }"

    answer, same = await asked(clinic.admin, text, off), await asked(clinic.admin, text)

    assert set(who(answer).values()) == {"the engine is off"}
    assert answer.data == same.data


async def test_too_many_relations_are_left_to_the_reference_executor(
    clinic: ClinicWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "MOST_JOINS", 1)
    text = "{ patients { nodes { mrn medicalHistory { patient { mrn } } } } }"

    answer = await asked(clinic.admin, text)

    assert who(answer) == {"patients": "more than 1 relations in one statement"}
    assert answer.errors == []


async def test_a_mutation_whose_payload_stumbles_is_not_done_again(
    clinic: ClinicWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine fails on the payload; the reference executor answers what was done, with the error in its place."""

    def failing(*columns: Any) -> int | None:
        raise ZeroDivisionError

    monkeypatch.setitem(TYPE_OF[Patient].fields, "age", Computed(failing, ("birth_date",)))
    patient: Any = build().type_map["Patient"]
    monkeypatch.setattr(patient.fields["age"], "resolve", failing)
    text = (
        'mutation { registerPatient(input: {firstName: "Once", lastName: "Only"}) { lastName age } viewer: __typename }'
    )

    answer = await asked(clinic.receptionist, text)

    assert answer.data == {"registerPatient": {"lastName": "Only", "age": None}, "viewer": "Mutation"}
    assert [e["path"] for e in answer.errors] == [["registerPatient", "age"]]
    assert who(answer) == {"registerPatient": "ZeroDivisionError while answering"}
    assert await clinic.world.value("SELECT count(*) FROM patient WHERE last_name = 'Only'") == 1
    assert await clinic.event_types() == ["patient.registered"]


async def test_one_root_that_fails_leaves_the_others(clinic: ClinicWorld) -> None:
    answer = await asked(
        clinic.admin, '{ a: patients { total } b: patients(after: "nonsense") { total } c: viewer { role } }'
    )

    assert answer.data == {"a": {"total": 1}, "b": None, "c": {"role": "ADMIN"}}
    (error,) = answer.errors
    assert (error["path"], error["extensions"]["code"]) == (["b"], "INVALID")
