"""Ids in inputs: a foreign, a hidden and an unknown one look the same, and the field is named."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

import pytest
import strawberry

from core.db import count_statements
from core.errors import Conflict, NotFound, Problem
from core.ids import uuid7
from core.predicates import NOTHING
from core.rows import Rows, Sought, seek
from events import types as events
from models.patients import Patient, PatientStatus, PhoneNumber
from operation.context import Context
from operation.inputs import Items, Ref
from operation.locks import lock
from operation.operation import action, command, query
from permissions import ANONYMOUS, session
from tests.inside import context, declared
from tests.world import ClinicWorld, World

PatientId = Annotated[UUID, Ref("Patient")]
ACTIVE = Patient.status == PatientStatus.ACTIVE
FitPatient = Annotated[UUID, Ref("Patient", fit=ACTIVE, otherwise="Is archived.")]
StaffId = Annotated[UUID, Ref("Membership", face=True)]
ran: list[Any] = []


@strawberry.input
class Line:
    patient_id: PatientId | None = None
    staff_id: StaffId | None = None


async def referring_thing(
    ctx: Context,
    *,
    patient_id: PatientId | None = None,
    staff_id: StaffId | None = None,
    others: Annotated[list[PatientId], Items(50)] | None = None,
    lines: list[Line] | None = None,
) -> int:
    """Refers to all kinds of rows. A command hears of those that are not there when it asks the database next."""
    if ctx.in_command:
        await ctx.db.fetchval("SELECT 1")
    ran.append((patient_id, staff_id, others, lines))
    return 1


async def refused(clinic: ClinicWorld, who: str, decorator: Any = command, **values: Any) -> list[tuple[str, str]]:
    """(path, message) of everything that does not exist for the caller; asserts that nothing ran."""
    ran.clear()
    with declared(decorator(session()), referring_thing) as operation, pytest.raises(NotFound) as caught:
        await operation(await context(clinic.people[who]), **values)
    assert ran == []
    return [(f.path, f.message) for f in caught.value.fields]


@pytest.mark.parametrize("decorator", [command, action, query])
async def test_foreign_hidden_and_unknown_ids_look_the_same(world: World, decorator: Any) -> None:
    clinic, other = await world.clinic(people=("admin", "patient")), await world.clinic(people=())
    foreign, hidden, unknown = await other.patient_row(), await clinic.patient_row(), uuid7()

    answers = [
        await refused(clinic, "patient", decorator, patient_id=foreign),
        await refused(clinic, "patient", decorator, patient_id=hidden),
        await refused(clinic, "patient", decorator, patient_id=unknown),
        await refused(clinic, "admin", decorator, patient_id=foreign),
    ]

    assert answers == [[("patientId", "No such patient.")]] * 4


async def test_what_the_caller_sees_may_be_referred_to(world: World) -> None:
    clinic = await world.clinic(people=("admin", "patient"))
    ran.clear()

    with declared(command(session()), referring_thing) as operation:
        await operation(await context(clinic.patient), patient_id=clinic.patient.patient_id)
        await operation(await context(clinic.admin), patient_id=clinic.patient.patient_id, others=[])

    assert [values[0] for values in ran] == [clinic.patient.patient_id] * 2


async def test_a_face_is_referred_to_by_whoever_may_not_see_the_row(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic(people=("doctor",))
    ran.clear()

    with declared(command(session()), referring_thing) as operation:
        await operation(await context(clinic.patient), staff_id=clinic.doctor.membership_id)
    assert len(ran) == 1

    for wanted in (other.doctor.membership_id, uuid7()):
        assert await refused(clinic, "patient", staff_id=wanted) == [("staffId", "No such membership.")]


async def test_every_bad_id_is_named_wherever_it_stands(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    good = await clinic.patient_row()

    paths = await refused(
        clinic, "admin",
        patient_id=uuid7(), others=[good, uuid7(), good, uuid7()],
        lines=[Line(patient_id=good), Line(patient_id=uuid7(), staff_id=uuid7())],
    )  # fmt: skip

    assert sorted(path for path, _ in paths) == [
        "lines.1.patientId", "lines.1.staffId", "others.1", "others.3", "patientId",
    ]  # fmt: skip


async def test_the_answer_names_the_field_to_the_caller(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    with declared(command(session()), referring_thing) as operation, pytest.raises(NotFound) as caught:
        await operation(await context(clinic.admin), patient_id=uuid7())

    assert caught.value.extensions() == {
        "code": "NOT_FOUND", "fields": [{"path": "patientId", "message": "No such patient."}]
    }  # fmt: skip


async def test_many_ids_of_several_models_cost_one_statement(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    made = [await clinic.patient_row() for _ in range(20)]
    ctx = await context(clinic.admin)

    with declared(command(session()), referring_thing) as operation, count_statements() as counted:
        await operation(
            ctx, others=made, patient_id=made[0], staff_id=clinic.admin.membership_id,
            lines=[Line(patient_id=i) for i in made],
        )  # fmt: skip

    assert len(counted.statements) == 4  # BEGIN, the check, the question, COMMIT
    assert counted.statements[1].count("UNION ALL") == 1


async def unfit_thing(ctx: Context, *, first: FitPatient, second: FitPatient | None = None) -> int:
    """Refers to rows that have to be fit."""
    return 1


async def test_a_row_that_is_there_but_not_fit_is_a_conflict_that_names_the_field(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    fit, archived = await clinic.patient_row(), await clinic.patient_row(status="archived")
    ctx = await context(clinic.admin)

    with declared(command(session()), unfit_thing) as operation:
        assert await operation(ctx, first=fit, second=fit) == 1
        with pytest.raises(Conflict) as caught:
            await operation(ctx, first=fit, second=archived)
        assert [(f.path, f.message) for f in caught.value.fields] == [("second", "Is archived.")]
        # What does not exist for the caller is said first, and nothing of what does.
        with pytest.raises(NotFound) as missing:
            await operation(ctx, first=archived, second=uuid7())
        assert [f.path for f in missing.value.fields] == ["second"]


async def test_a_hidden_row_is_not_told_to_be_unfit(world: World) -> None:
    clinic = await world.clinic(people=("patient",))
    archived = await clinic.patient_row(status="archived")

    with declared(command(session()), unfit_thing) as operation, pytest.raises(NotFound):
        await operation(await context(clinic.patient), first=archived)


def test_a_condition_says_what_is_wrong_and_is_about_the_models_own_columns() -> None:
    with pytest.raises(TypeError, match="says what is wrong"):
        Ref("Patient", fit=ACTIVE)
    foreign = Sought(Rows(PhoneNumber, ANONYMOUS, NOTHING), ACTIVE)
    with pytest.raises(TypeError, match="columns of its own"):
        seek([foreign])


async def test_no_id_no_statement(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    ctx = await context(clinic.admin)

    with declared(query(session()), referring_thing) as operation, count_statements() as counted:
        await operation(ctx)

    assert counted.statements == []


async def writing_thing(
    ctx: Context,
    *,
    made: UUID,
    patients: Annotated[list[FitPatient], Items(50)],
    staff_id: StaffId | None = None,
) -> int:
    """Writes a patient, a phone number and an event without asking the database anything."""
    names = {"first_name": "Ada", "last_name": "Ray", "last_name_key": "ray ada", "search_text": " ada"}
    await lock(ctx, (made,))
    patient = await ctx.add(Patient, id=made, mrn=made.hex[-12:], **names)
    await ctx.add(PhoneNumber, patient_id=made, phone_number="+49301", label="", is_primary=True)
    ctx.emit(events.PATIENT_REGISTERED, patient)
    return 1


async def test_references_are_checked_by_the_statement_that_writes_before_it_writes(world: World) -> None:
    clinic, other = await world.clinic(people=("admin",)), await world.clinic(people=("doctor",))
    good, also, archived = [await clinic.patient_row(status=s) for s in ("active", "active", "archived")]
    mine = clinic.admin.membership_id

    async def write(*patients: UUID, staff_id: UUID | None = mine) -> list[str]:
        with declared(command(session()), writing_thing) as operation, count_statements() as counted:
            await operation(await context(clinic.admin), made=made, patients=[*patients], staff_id=staff_id)
        return counted.statements

    async def problems(kind: type[Problem], *patients: UUID, staff_id: UUID | None = mine) -> list[tuple[str, str]]:
        with pytest.raises(kind) as caught:
            await write(*patients, staff_id=staff_id)
        return [(f.path, f.message) for f in caught.value.fields]

    made = uuid7()
    nobody = "No such patient."
    assert await problems(NotFound, made) == [("patients.0", nobody)]  # an id of one's own invention
    assert await problems(NotFound, good, uuid7(), good, archived) == [("patients.1", nobody)]
    assert await problems(NotFound, good, staff_id=other.doctor.membership_id) == [("staffId", "No such membership.")]
    assert await problems(Conflict, good, archived, also) == [("patients.1", "Is archived.")]
    assert await world.value("SELECT count(*) FROM patient WHERE clinic_id = $1", clinic.id) == 3
    assert await world.value("SELECT count(*) FROM phone_number WHERE clinic_id = $1", clinic.id) == 0
    assert await clinic.events() == []

    statements = await write(good, also, good)

    assert "COMMIT" not in statements
    assert statements[-1].startswith("WITH known AS")
    assert await world.value("SELECT count(*) FROM phone_number WHERE patient_id = $1", made) == 1
    assert await clinic.event_types() == ["patient.registered"]
