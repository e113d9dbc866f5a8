"""Writing: what a command loads, adds, changes and removes, and the names that are not its to set."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from asyncpg import UniqueViolationError

from core.db import count_statements
from core.errors import Conflict, NotFound
from core.ids import uuid7
from events import types as events
from models.patients import Patient, PhoneNumber
from operation.context import Context
from operation.locks import lock
from operation.operation import command, own_transaction
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

    drafts: list[Any] = []

    async def work(ctx: Context) -> None:
        drafts.extend(family(ctx))
        await ctx.add_all(*drafts)

    assert len(await sent(clinic.admin, work)) == 1
    patient, phone = drafts
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
    there = await clinic.patient_row(mrn="TAKEN")

    async def work(ctx: Context) -> Any:
        async def refused() -> Conflict:
            found = await ctx.first(ctx.rows(Patient).where(Patient.mrn == "TAKEN"))
            return Conflict("Taken.", by=found and found.id)

        taken, phone = family(ctx)
        taken.mrn = "TAKEN"
        await ctx.add_unless_taken(taken, phone, otherwise=refused)
        with pytest.raises(Conflict) as caught:
            await ctx.all(ctx.rows(Patient))
        free, _ = family(ctx)
        await ctx.add_unless_taken(free, otherwise=refused)
        return caught.value.details

    assert await in_command(clinic.admin, work) == {"by": there}
    assert await patients(clinic) == 2
    assert await world.value("SELECT count(*) FROM phone_number WHERE clinic_id = $1", clinic.id) == 0


# --- what is sent, and when --------------------


async def sent(person: Person, work: Any) -> list[str]:
    """What a command that does this sends, without what begins and ends the transaction or sets the clinic."""
    ctx = await context(person)
    with count_statements() as counted:
        async with own_transaction(ctx):
            await work(ctx)
    return [s for s in counted.statements if not s.startswith(("BEGIN", "COMMIT", "SELECT set_config"))]


async def test_rows_changes_locks_and_events_are_one_statement(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    row_id = await clinic.patient_row(first_name="Ada")

    async def work(ctx: Context) -> None:
        await lock(ctx, (row_id,))
        row = await ctx.load(Patient, row_id)
        await lock(ctx, (uuid7(),))
        await ctx.change(row, first_name="Eve")
        patient, phone = family(ctx)
        await ctx.add_all(patient, phone)
        ctx.emit(events.PATIENT_UPDATED, row, ["first_name"])
        ctx.emit(events.PATIENT_REGISTERED, patient)

    statements = await sent(clinic.admin, work)

    assert len(statements) == 3
    assert statements[0].startswith("WITH locked AS")
    assert "FOR NO KEY UPDATE" in statements[1]
    names = ("locked AS", "r0 AS (UPDATE", "r1 AS (INSERT", "r2 AS (INSERT", "head AS", "stored AS")
    assert [n for n in names if n in statements[2]] == list(names)
    stored = await world.fetch(
        "SELECT seq, type, subject_id, changed FROM event WHERE clinic_id = $1 ORDER BY seq", clinic.id
    )
    assert [(e["type"], e["changed"]) for e in stored] == [
        ("patient.updated", ["first_name"]), ("patient.registered", []),
    ]  # fmt: skip
    assert stored[1]["seq"] == stored[0]["seq"] + 1
    assert await patients(clinic) == 2
    assert await world.value("SELECT first_name FROM patient WHERE id = $1", row_id) == "Eve"


async def test_whatever_is_asked_next_sees_what_was_written(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    async def work(ctx: Context) -> list[Any]:
        seen: list[Any] = []
        for ask in (
            lambda: ctx.db.fetchval("SELECT count(*) FROM patient"),
            lambda: ctx.all(ctx.rows(Patient)),
            lambda: ctx.db.fetchrow("SELECT count(*) FROM patient"),
            lambda: ctx.db.execute("SELECT 1 FROM patient"),
            lambda: Patient.all().using_db(ctx.db.using).count(),
        ):
            await ctx.add_all(family(ctx)[0])
            found: Any = await ask()
            seen.append(len(found) if isinstance(found, list) else found if isinstance(found, str | int) else found[0])
        return seen

    assert await in_command(clinic.admin, work) == [1, 2, 3, "SELECT 4", 5]


async def test_a_row_that_is_written_twice_is_written_by_two_statements(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    async def work(ctx: Context) -> None:
        patient, _ = family(ctx)
        await ctx.add_all(patient)
        await ctx.change(patient, first_name="Eve")
        await ctx.change(patient, first_name="Ida")

    assert len(await sent(clinic.admin, work)) == 3
    stored = await world.fetch("SELECT first_name, row_version FROM patient WHERE clinic_id = $1", clinic.id)
    assert [tuple(row) for row in stored] == [("Ida", 3)]


async def test_many_rows_are_a_few_statements_of_the_same_texts(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    async def work(ctx: Context) -> None:
        for _ in range(10):
            await ctx.add_all(family(ctx)[0])

    statements = await sent(clinic.admin, work)

    assert len(statements) == 3
    assert statements[0] == statements[1]
    assert await patients(clinic) == 10


async def test_one_of_several_changes_that_is_stale_undoes_all(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    ids = [await clinic.patient_row(first_name="Ada", last_name=f"n{number}") for number in range(2)]

    async def work(ctx: Context) -> None:
        rows = await ctx.all(ctx.rows(Patient).order(Patient.last_name_key))
        rows[1].row_version = 9
        for row in rows:
            await ctx.change(row, first_name="Eve")
            ctx.emit(events.PATIENT_UPDATED, row, ["first_name"])

    with pytest.raises(Conflict, match="The patient was changed meanwhile"):
        await in_command(clinic.admin, work)
    for row_id in ids:
        assert await world.value("SELECT first_name FROM patient WHERE id = $1", row_id) == "Ada"
    assert await clinic.event_types() == []


async def test_what_a_savepoint_wrote_goes_with_it(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    await clinic.patient_row(mrn="TAKEN")

    async def work(ctx: Context) -> None:
        await ctx.add_all(family(ctx)[0])
        with suppress(ZeroDivisionError):
            async with ctx.savepoint():
                await ctx.add_all(family(ctx)[0])
                raise ZeroDivisionError
        with suppress(UniqueViolationError):
            async with ctx.savepoint():
                taken, _ = family(ctx)
                taken.mrn = "TAKEN"
                await ctx.add_all(taken)
            raise AssertionError("it was not refused where it was written")
        async with ctx.savepoint():
            await ctx.add_all(family(ctx)[0])

    await in_command(clinic.admin, work)

    assert await patients(clinic) == 3


# --- is the result the caller's to see? --------------------


async def counted_result(person: Person, work: Any) -> tuple[Any, list[str]]:
    """What a command that returns a patient gives, and its statements, but for what begins and ends a transaction."""

    async def returning(ctx: Context) -> Patient:
        found: Patient = await work(ctx)
        return found

    ctx = await context(person)
    with declared(command(session()), returning) as operation, count_statements() as counted:
        result = await operation(ctx)
    return result, [s for s in counted.statements if not s.startswith(("BEGIN", "COMMIT", "SELECT set_config"))]


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
