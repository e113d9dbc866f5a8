"""Values that the database makes of columns: both executors answer the same, wherever in a document they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
import pytest

from core.db import count_statements
from engine.documents import Bounds
from engine.door import encode
from engine.execute import SchemaExecutor
from models.patients import Patient, PhoneNumber
from permissions import Permission, key
from schema import build as built
from schema.build import build, strawberry_schema
from schema.fields import TYPE_OF, SqlField, TypeDefinition, sql, wire_names
from schema.members import resolver
from tests.engine.differing import differ, run
from tests.engine.operations import Operation as Asked
from tests.inside import context
from tests.world import ClinicWorld, Person, World

NOON = dt.datetime(2026, 6, 10, 10, tzinfo=dt.UTC)


async def alike(person: Person, text: str, **variables: Any) -> Any:
    """The data of a query that both executors answer alike, the engine by its own plan."""
    mine = await run(SchemaExecutor(build(), Bounds(), debug=True), await context(person), Asked(text, variables))
    other = await run(SchemaExecutor(build(), Bounds(), engine=False), await context(person), Asked(text, variables))
    assert differ(mine.answer, other.answer) is None
    assert mine.read == other.read
    assert set((mine.answer.extensions or {})["engine"].values()) == {"engine"}
    return orjson.loads(encode(mine.answer.data))


# --- Appointment.durationMinutes --------------------


async def test_a_visit_lasts_from_start_to_end(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    patient = await clinic.patient_row()
    lengths = (dt.timedelta(minutes=5), dt.timedelta(minutes=45, seconds=29), dt.timedelta(hours=1, seconds=30))
    starts = [NOON + dt.timedelta(hours=hours) for hours in range(len(lengths))]
    *_, visit = [
        await clinic.appointment(patient, start, ends_at=start + length)
        for start, length in zip(starts, lengths, strict=True)
    ]

    text = """query($id: UUID!) {
      appointments { nodes { durationMinutes ...F } }
      one: appointment(id: $id) { again: durationMinutes ...F }
    }
    fragment F on Appointment { durationMinutes }"""
    answer = await alike(clinic.admin, text, id=str(visit))

    assert answer["appointments"]["nodes"] == [{"durationMinutes": n} for n in (5, 45, 61)]
    assert answer["one"] == {"again": 61, "durationMinutes": 61}


async def test_a_visit_lasts_as_long_when_clocks_change(world: World) -> None:
    clinic = await world.clinic(people=("admin",), timezone="Europe/Berlin")
    await clinic.appointment(await clinic.patient_row(), dt.datetime(2026, 3, 29, 0, 30, tzinfo=dt.UTC), minutes=60)

    assert await alike(clinic.admin, "{ appointments { nodes { durationMinutes } } }") == {
        "appointments": {"nodes": [{"durationMinutes": 60}]}
    }


async def test_the_columns_behind_it_are_not_selected_by_themselves(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    await clinic.appointment(await clinic.patient_row(), NOON)
    await clinic.admin.data("{ viewer { role } }")

    with count_statements() as counted:
        await clinic.admin.data("{ appointments { nodes { durationMinutes doctor { id } } } }")

    (statement,) = [s for s in counted.statements if "appointment" in s]
    assert statement.startswith(
        'SELECT (extract(epoch FROM x."ends_at" - x."starts_at") / 60)::int, j1."id"::text FROM ('
        'SELECT t."doctor_id", t."ends_at", t."id", t."starts_at" FROM "appointment" t '
    )


async def test_what_was_booked_says_how_long_it_lasts(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    start = NOON + dt.timedelta(days=365)
    given = {
        "patientId": str(await clinic.patient_row()), "startsAt": start.isoformat(),
        "endsAt": (start + dt.timedelta(minutes=40)).isoformat(),
    }  # fmt: skip

    text = "mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) { durationMinutes } }"

    assert await clinic.receptionist.data(text, {"input": given}) == {"bookAppointment": {"durationMinutes": 40}}


# --- of every type, in every place --------------------

#: What a patient called Ada Ray answers for each type that `sql` makes.
MADE: dict[str, tuple[SqlField, Any]] = {
    "made_int": (sql("length({first_name}) + length({last_name})", int), 6),
    "made_text": (sql("{last_name} || ', ' || {first_name}", str), "Ray, Ada"),
    "made_bool": (sql("{archived_at} IS NULL", bool), True),
    "made_number": (sql("length({mrn}) / 4.0", Decimal), "1.00000000000000000000"),
    "made_day": (sql("{birth_date} + 1", dt.date), "1980-01-02"),
    "made_moment": (sql("{created_at} + interval '1 day'", dt.datetime), "2024-03-01T12:00:00Z"),
    "made_id": (sql("{id}", UUID), None),
    "made_null": (sql("nullif({first_name}, 'Ada')", str, null=True), None),
}


def _camel(name: str) -> str:
    return "".join(part.title() if at else part for at, part in enumerate(name.split("_")))


Mount = Callable[[TypeDefinition, str, SqlField], None]


@pytest.fixture
def mount(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mount]:
    """Puts a field on a type of the built schema, for one test."""

    def put(definition: TypeDefinition, name: str, declared: SqlField) -> None:
        monkeypatch.setitem(definition.fields, name, declared)
        kind: Any = build().type_map[definition.name]
        field = built._field(definition, name, declared)
        converter = strawberry_schema().schema_converter
        made = converter.from_field(field, type_definition=kind.extensions["strawberry-definition"])
        made.resolve = resolver(definition, name)
        monkeypatch.setitem(kind.fields, _camel(name), made)

    wire_names.cache_clear()
    yield put
    wire_names.cache_clear()


@pytest.fixture
def everywhere(mount: Mount) -> None:
    """The fields of MADE on the type of patients, and one on that of phone numbers."""
    for name, (declared, _) in MADE.items():
        mount(TYPE_OF[Patient], name, declared)
    mount(TYPE_OF[PhoneNumber], "made_text", sql("{label} || ': ' || {phone_number}", str))


async def ada(world: World) -> tuple[ClinicWorld, UUID]:
    """A clinic with one patient, one number and one visit."""
    clinic = await world.clinic(people=("admin", "doctor"))
    patient = await clinic.patient_row(
        mrn="A-01", birth_date=dt.date(1980, 1, 1), created_at=dt.datetime(2024, 2, 29, 12, tzinfo=dt.UTC)
    )
    await clinic.row("phone_number", patient_id=patient, phone_number="+491", label="work", is_primary=True)
    await clinic.appointment(patient, NOON)
    return clinic, patient


ALL = " ".join(map(_camel, MADE))


@pytest.mark.usefixtures("everywhere")
async def test_every_type_is_made_alike_in_lists_joins_and_children(world: World) -> None:
    clinic, patient = await ada(world)
    expected = {_camel(name): value for name, (_, value) in MADE.items()} | {"madeId": str(patient)}

    text = f"""{{
      appointments {{ nodes {{ patient {{ {ALL} phoneNumbers {{ madeText patientId }} }} durationMinutes }} }}
      patients(search: "Ada") {{ nodes {{ {ALL} phoneNumbers {{ madeText }} }} total pageInfo {{ endCursor }} }} }}"""
    answer = await alike(clinic.admin, text)

    below = {"madeText": "work: +491"}
    assert answer["patients"]["nodes"] == [{**expected, "phoneNumbers": [below]}]
    (visit,) = answer["appointments"]["nodes"]
    assert visit == {
        "patient": {**expected, "phoneNumbers": [{**below, "patientId": str(patient)}]}, "durationMinutes": 30
    }  # fmt: skip


@pytest.mark.usefixtures("everywhere")
async def test_null_where_there_must_be_none_is_told_alike(world: World) -> None:
    """A declaration that does not hold: the reference executor's error, with its place, from both."""
    clinic, patient = await ada(world)
    await world.owner.execute("UPDATE patient SET birth_date = NULL WHERE id = $1", patient)

    asked = Asked("{ patients { nodes { madeDay } } }", {})
    answers = [
        (await run(SchemaExecutor(build(), Bounds(), engine=e), await context(clinic.admin), asked)).answer
        for e in (True, False)
    ]

    assert differ(*answers) is None
    assert answers[0].data == {"patients": None}
    assert [e["path"] for e in answers[0].errors] == [["patients", "nodes", 0, "madeDay"]]


async def test_a_value_of_a_guarded_column_is_neither_shown_nor_made(
    world: World, mount: Mount, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic, _ = await ada(world)
    monkeypatch.setattr(Patient.columns["birth_date"], "guard", key(Permission.AUDIT_LOGS_VIEW))
    mount(TYPE_OF[Patient], "made_day", MADE["made_day"][0])
    text = "{ patients { nodes { mrn madeDay } } appointments { nodes { patient { madeDay } } } }"

    with count_statements() as counted:
        refused = [
            await run(SchemaExecutor(build(), Bounds(), engine=e), await context(clinic.doctor), Asked(text, {}))
            for e in (True, False)
        ]
    allowed = await alike(clinic.admin, text)

    assert differ(refused[0].answer, refused[1].answer) is None
    assert refused[0].answer.data == {
        "patients": {"nodes": [{"mrn": "A-01", "madeDay": None}]},
        "appointments": {"nodes": [{"patient": {"madeDay": None}}]},
    }
    assert [e["extensions"]["field"] for e in refused[0].answer.errors] == [
        "patients.nodes.madeDay", "appointments.nodes.patient.madeDay"
    ]  # fmt: skip
    assert not any('"birth_date"' in s for s in counted.statements)
    assert allowed["patients"]["nodes"] == [{"mrn": "A-01", "madeDay": "1980-01-02"}]
    assert allowed["appointments"]["nodes"] == [{"patient": {"madeDay": "1980-01-02"}}]
