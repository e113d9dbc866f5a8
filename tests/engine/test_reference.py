"""The reference executor by itself: what it reads and when, and that nothing is shown that was not decided to be."""

from __future__ import annotations

import datetime as dt
import inspect
from typing import Any, cast

import orjson
import pytest
from graphql import GraphQLObjectType

from core.db import count_statements
from engine.documents import Bounds
from engine.door import encode
from engine.execute import SchemaExecutor
from schema.build import build
from schema.fields import TYPES, TypeDefinition, sql, wire_names
from schema.members import resolver
from schema.reading import Level, Row
from tests.engine.differing import differ, run
from tests.engine.operations import Operation as Asked
from tests.inside import context
from tests.world import ClinicWorld, Person, World

NOON = dt.datetime(2026, 6, 10, 10, tzinfo=dt.UTC)


async def answered(person: Person, text: str, *, engine: bool = False) -> Any:
    """The answer of one executor, data as JSON has them."""
    executor = SchemaExecutor(build(), Bounds(), engine=engine)
    return (await run(executor, await context(person), Asked(text, {}))).answer


def data_of(answer: Any) -> Any:
    return orjson.loads(encode(answer.data))


def fields_of_rows() -> list[tuple[TypeDefinition, str, Any]]:
    """Every field of a type over a model: its type, its declared name, and as it was built."""
    found = []
    for kind in build().type_map.values():
        if isinstance(kind, GraphQLObjectType) and (definition := TYPES.get(kind.name)) is not None:
            found += [(definition, wire_names(definition)[name], field) for name, field in kind.fields.items()]
    return found


def test_no_field_below_a_root_waits() -> None:
    assert len(fields_of_rows()) > 100
    assert not [f"{d.name}.{name}" for d, name, f in fields_of_rows() if inspect.iscoroutinefunction(f.resolve)]


def test_a_guarded_field_of_a_row_is_null_unless_its_place_shows_it() -> None:
    guarded = [(d, name) for d, name, _ in fields_of_rows() if d.guard_of(name) is not None]
    assert len(guarded) > 5
    info = cast("Any", None)
    for definition, name in guarded:
        there = Row(dict.fromkeys(definition.model.columns, "there"), Level(frozenset()))
        assert resolver(definition, name)(there, info) is None, (definition.name, name)


async def booked(clinic: ClinicWorld, number: int) -> None:
    """So many visits in one room, each of a patient with a telephone."""
    room = await clinic.room()
    for hours in range(number):
        patient = await clinic.patient_row(last_name=f"Ray {hours}")
        await clinic.row("phone_number", patient_id=patient, phone_number="+491", label="work", is_primary=True)
        await clinic.appointment(patient, NOON + dt.timedelta(hours=hours), room_id=room)


async def test_a_relation_is_one_statement_whatever_the_number_of_rows(world: World) -> None:
    text = "{ appointments { nodes { patient { lastName phoneNumbers { label } } room { name } } total } }"
    for number in (1, 4):
        clinic = await world.clinic(people=("admin",))
        await booked(clinic, number)
        await answered(clinic.admin, "{ viewer { role } }")

        with count_statements() as counted:
            data = data_of(await answered(clinic.admin, text))

        assert data["appointments"] == {
            "nodes": [
                {
                    "patient": {"lastName": f"Ray {hours}", "phoneNumbers": [{"label": "work"}]},
                    "room": {"name": "Room 1"},
                }
                for hours in range(number)
            ],
            "total": number,
        }
        read = [s.partition(" FROM ")[2].split()[0] for s in counted.statements if "app.clinic" not in s]
        assert read == ['"appointment"', '"appointment"', '"patient"', "unnest($2::uuid[])", '"room"']


async def test_what_cannot_be_read_behind_rows_is_the_error_of_each_that_asks(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = await world.clinic(people=("admin",))
    await booked(clinic, 2)
    await clinic.appointment(await clinic.patient_row(last_name="Ray 2"), NOON + dt.timedelta(days=1))
    monkeypatch.setitem(TYPES["RoomFace"].fields, "name", sql("1 / (length({name}) - length({name}))", int))

    answer = await answered(clinic.admin, "{ appointments { nodes { room { name } patient { lastName } } total } }")

    # The third has no room: there is nothing to read for it.
    assert data_of(answer)["appointments"] == {
        "nodes": [{"room": None, "patient": {"lastName": f"Ray {number}"}} for number in range(3)],
        "total": 3,
    }
    assert [(e["path"], e["extensions"]["code"]) for e in answer.errors] == [
        (["appointments", "nodes", number, "room"], "INTERNAL") for number in range(2)
    ]


async def test_the_rows_of_a_page_may_be_asked_for_twice(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    await booked(clinic, 1)

    text = "{ appointments { a: nodes { x: patient { lastName } } b: nodes { x: room { name } y: status } } }"
    one, other = [await answered(clinic.admin, text, engine=engine) for engine in (True, False)]

    assert differ(one, other) is None
    assert data_of(other)["appointments"] == {
        "a": [{"x": {"lastName": "Ray 0"}}],
        "b": [{"x": {"name": "Room 1"}, "y": "SCHEDULED"}],
    }


async def test_what_a_place_needs_is_kept_for_the_same_verdicts_only(world: World) -> None:
    """Two clinics and two roles ask the same of one executor: each is told of the own rows, as far as allowed."""
    one, other = [await world.clinic(people=("admin",)) for _ in range(2)]
    for clinic, notes in ((one, "first"), (other, "second")):
        await clinic.row(
            "medical_history", patient_id=await clinic.patient_row(), medications=[], conditions=[], oral_habits=[],
            notes=notes,
        )  # fmt: skip
    limited = await one.join("doctor", "limited", overrides={"patients.view_medical_history": False})
    executor = SchemaExecutor(build(), Bounds(), engine=False)
    asked = Asked("{ patients { nodes { medicalHistory { notes } } } }", {})

    told = [
        await run(executor, await context(person), asked)
        for person in (one.admin, limited, other.admin, limited, one.admin)
    ]

    histories = [data_of(each.answer)["patients"]["nodes"][0]["medicalHistory"] for each in told]
    assert histories == [{"notes": "first"}, None, {"notes": "second"}, None, {"notes": "first"}]
    assert [len(each.answer.errors) for each in told] == [0, 1, 0, 1, 0]
    assert [sorted(model for _, model, _ in each.read) for each in told] == [
        ["MedicalHistory", "Patient"] if history else ["Patient"] for history in histories
    ]
