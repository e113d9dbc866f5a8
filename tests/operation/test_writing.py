"""Writing: what a command loads, adds, changes and removes, and the names that are not its to set."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from core.db import count_statements
from core.errors import Conflict, NotFound
from core.ids import uuid7
from models.patients import Patient, PhoneNumber
from operation.context import Context
from operation.operation import command
from permissions import session
from tests.inside import context, declared
from tests.operation.test_operation import in_command, make_patient, patients
from tests.world import Person, World


@pytest.mark.parametrize(
    "values", [{"nickname": "x"}, {"clinic_id": uuid7()}, {"row_version": 7}, {"first_nam": "x", "id": uuid7()}]
)
async def test_adding_refuses_names_that_are_not_the_callers_to_set(world: World, values: dict[str, Any]) -> None:
    clinic = await world.clinic(people=("admin",))

    with pytest.raises(TypeError, match=next(iter(values))):
        await in_command(clinic.admin, lambda ctx: make_patient(ctx, **values))
    assert await patients(clinic) == 0


@pytest.mark.parametrize(
    "values", [{"nickname": "x"}, {"clinic_id": uuid7()}, {"id": uuid7()}, {"row_version": 7, "first_name": "x"}]
)
async def test_changing_refuses_names_that_are_not_the_callers_to_set(world: World, values: dict[str, Any]) -> None:
    clinic = await world.clinic(people=("admin",))
    row_id = await clinic.patient_row(first_name="Ada")

    async def work(ctx: Context) -> None:
        await ctx.change(await ctx.load(Patient, row_id), **values)

    with pytest.raises(TypeError, match=next(iter(values))):
        await in_command(clinic.admin, work)
    assert await world.value("SELECT first_name FROM patient WHERE id = $1", row_id) == "Ada"


async def test_a_change_names_what_differs_and_moves_the_version_once(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    row_id = await clinic.patient_row(first_name="Ada", last_name="Ray", email="a@b.example")

    async def work(ctx: Context) -> Any:
        row = await ctx.load(Patient, row_id, expected_version=1)
        nothing = await ctx.change(row, first_name="Ada")
        something = await ctx.change(row, first_name="Eve", last_name="Ray", email=None)
        return nothing, something, row.row_version, row.first_name

    assert await in_command(clinic.admin, work) == (frozenset(), frozenset({"first_name", "email"}), 2, "Eve")
    stored = (await world.fetch("SELECT first_name, email, row_version FROM patient WHERE id = $1", row_id))[0]
    assert tuple(stored) == ("Eve", None, 2)


async def test_a_row_that_moved_on_is_a_conflict(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    row_id = await clinic.patient_row(first_name="Ada")
    await world.owner.execute("UPDATE patient SET row_version = 5 WHERE id = $1", row_id)

    with pytest.raises(Conflict) as caught:
        await in_command(clinic.admin, lambda ctx: ctx.load(Patient, row_id, expected_version=4))
    assert caught.value.details == {"currentVersion": 5}

    async def stale(ctx: Context) -> None:
        row = await ctx.load(Patient, row_id)
        row.row_version = 4
        await ctx.change(row, first_name="Eve")

    with pytest.raises(Conflict):
        await in_command(clinic.admin, stale)
    assert await world.value("SELECT first_name FROM patient WHERE id = $1", row_id) == "Ada"


async def test_a_row_is_loaded_by_whoever_may_see_it_in_the_own_clinic(world: World) -> None:
    clinic, other = await world.clinic(people=("admin", "patient")), await world.clinic(people=("admin",))
    ours, theirs = await clinic.patient_row(), await other.patient_row()

    assert (await in_command(clinic.admin, lambda ctx: ctx.load(Patient, ours))).id == ours
    for person, row_id in ((clinic.admin, theirs), (clinic.admin, uuid7()), (clinic.patient, ours)):
        with pytest.raises(NotFound, match=r"^No such patient\.$"):
            await in_command(person, lambda ctx, wanted=row_id: ctx.load(Patient, wanted))


async def test_all_hands_out_no_more_than_the_window(world: World) -> None:
    """The statement's LIMIT is the next of a few literals; the surplus must not come along."""
    clinic = await world.clinic(people=("admin",))
    for number in range(8):
        await clinic.patient_row(last_name=f"n{number}")

    rows = await in_command(clinic.admin, lambda ctx: ctx.all(ctx.rows(Patient).order(Patient.last_name_key).window(3)))

    assert [r.last_name for r in rows] == ["n0", "n1", "n2"]


async def test_a_removed_row_is_gone_once(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    patient = await clinic.patient_row()
    phone = await clinic.row("phone_number", patient_id=patient, phone_number="+49301", label="", is_primary=False)

    async def twice(ctx: Context) -> None:
        row = await ctx.load(PhoneNumber, phone)
        await ctx.remove(row)
        await ctx.remove(row)

    with pytest.raises(Conflict):
        await in_command(clinic.admin, twice)
    assert await world.value("SELECT count(*) FROM phone_number WHERE id = $1", phone) == 1

    async def once(ctx: Context) -> None:
        await ctx.remove(await ctx.load(PhoneNumber, phone))

    await in_command(clinic.admin, once)
    assert await world.value("SELECT count(*) FROM phone_number WHERE id = $1", phone) == 0


async def test_a_row_of_another_clinic_is_neither_changed_nor_removed(world: World) -> None:
    """Even with a foreign row in the hand, by whatever way it came there."""
    clinic, other = await world.clinic(people=("admin",)), await world.clinic(people=("admin",))
    patient = await other.patient_row(first_name="Ada")
    phone = await other.row("phone_number", patient_id=patient, phone_number="+49301", label="", is_primary=False)
    rows = await in_command(other.admin, lambda ctx: _both(ctx.load(Patient, patient), ctx.load(PhoneNumber, phone)))

    with pytest.raises(Conflict):
        await in_command(clinic.admin, lambda ctx: ctx.change(rows[0], first_name="Eve"))
    with pytest.raises(Conflict):
        await in_command(clinic.admin, lambda ctx: ctx.remove(rows[1]))

    assert await world.value("SELECT first_name FROM patient WHERE id = $1", patient) == "Ada"
    assert await world.value("SELECT count(*) FROM phone_number WHERE id = $1", phone) == 1


async def _both(first: Any, second: Any) -> tuple[Any, Any]:
    return await first, await second


# --- several rows at once --------------------


def family(ctx: Context, number: str = "+49301") -> tuple[Patient, PhoneNumber]:
    """A patient and a phone number of theirs, not stored yet."""
    patient = ctx.draft(
        Patient, mrn=uuid7().hex[-12:], first_name="Ada", last_name="Ray", last_name_key="ray ada", search_text=" ada"
    )
    return patient, ctx.draft(PhoneNumber, patient_id=patient.id, phone_number=number, label="", is_primary=True)


async def test_drafts_are_stored_in_one_statement_children_after_what_they_point_to(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    async def work(ctx: Context) -> tuple[list[str], Patient, PhoneNumber]:
        patient, phone = family(ctx)
        with count_statements() as counted:
            await ctx.add_all(patient, phone)
        return counted.statements, patient, phone

    statements, patient, phone = await in_command(clinic.admin, work)

    assert len(statements) == 1
    stored = (await world.fetch("SELECT clinic_id, patient_id, row_version FROM phone_number WHERE id = $1", phone.id))[
        0
    ]
    assert tuple(stored) == (clinic.id, patient.id, 1)
    assert await world.value("SELECT clinic_id FROM patient WHERE id = $1", patient.id) == clinic.id


async def test_drafts_refuse_names_that_are_not_the_callers_to_set(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    async def work(ctx: Context) -> None:
        ctx.draft(Patient, nickname="x")

    with pytest.raises(TypeError, match="nickname"):
        await in_command(clinic.admin, work)


async def test_what_the_first_draft_is_not_admitted_for_leaves_nothing_and_breaks_nothing(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    await clinic.patient_row(mrn="TAKEN")

    async def work(ctx: Context) -> list[bool]:
        taken, phone = family(ctx)
        taken.mrn = "TAKEN"
        refused = await ctx.add_unless_taken(taken, phone)
        free, _ = family(ctx)
        return [refused, await ctx.add_unless_taken(free)]

    assert await in_command(clinic.admin, work) == [False, True]
    assert await patients(clinic) == 2
    assert await world.value("SELECT count(*) FROM phone_number WHERE clinic_id = $1", clinic.id) == 0


# --- is the result the caller's to see? --------------------


async def counted_result(person: Person, work: Any) -> tuple[Any, list[str]]:
    """What a command that returns a patient gives, and the statements between BEGIN and COMMIT."""

    async def returning(ctx: Context) -> Patient:
        found: Patient = await work(ctx)
        return found

    ctx = await context(person)
    with declared(command(session()), returning) as operation, count_statements() as counted:
        result = await operation(ctx)
    return result, counted.statements[1:-1]


async def test_nobody_asks_about_an_added_row_where_every_row_is_the_callers_to_see(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    async def work(ctx: Context) -> Patient:
        patient, phone = family(ctx)
        await ctx.add_all(patient, phone)
        return patient

    result, statements = await counted_result(clinic.admin, work)

    assert len(statements) == 1
    assert await world.value("SELECT clinic_id FROM patient WHERE id = $1", result.id) == clinic.id


async def test_a_row_that_was_there_before_or_is_gone_again_is_asked_about(world: World) -> None:
    clinic, other = await world.clinic(people=("admin",)), await world.clinic(people=("admin",))
    row_id, foreign = await clinic.patient_row(), await other.patient_row()
    theirs = await in_command(other.admin, lambda ctx: ctx.load(Patient, foreign))

    _, statements = await counted_result(clinic.admin, lambda ctx: ctx.load(Patient, row_id))
    assert len(statements) == 2
    with pytest.raises(NotFound):
        await counted_result(clinic.admin, lambda ctx: _same(theirs))

    async def undone(ctx: Context) -> Patient:
        patient, _ = family(ctx)
        with suppress(ZeroDivisionError):
            async with ctx.savepoint():
                await ctx.add_all(patient)
                raise ZeroDivisionError
        return patient

    with pytest.raises(NotFound):
        await counted_result(clinic.admin, undone)


async def _same(row: Patient) -> Patient:
    return row


async def test_whoever_sees_own_rows_only_is_asked_about_an_added_one(world: World) -> None:
    clinic = await world.clinic(people=("patient",))

    async def work(ctx: Context) -> Patient:
        patient, _ = family(ctx)
        await ctx.add_all(patient)
        return patient

    with pytest.raises(NotFound, match="No such patient"):
        await counted_result(clinic.patient, work)
    assert await patients(clinic) == 1
