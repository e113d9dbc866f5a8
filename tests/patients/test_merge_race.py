"""Merges that cross, and what others write meanwhile: one order of locks, and nothing stays with a duplicate."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from core.ids import uuid7
from tests.inside import context
from tests.patients.merging import MERGE, NOON, content, merge
from tests.patients.records import of_patient, patient
from tests.world import ClinicWorld, World

BOOK = "mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) { id patientId } }"
START = "2027-03-01T12:00:00Z"


def codes(answers: list[dict[str, Any]]) -> list[str]:
    return sorted(a["errors"][0]["extensions"]["code"] if "errors" in a else "ok" for a in answers)


async def test_two_merges_that_cross_end_with_one_refused(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    for _ in range(10):
        a, b = await clinic.patient_row(), await clinic.patient_row()
        answers = await asyncio.gather(
            *(clinic.admin.ask(MERGE, {"id": str(x), "other": str(y)}) for x, y in ((a, b), (b, a)))
        )
        assert codes(answers) == ["CONFLICT", "ok"]
        assert sorted([(await patient(clinic, x))["status"] for x in (a, b)]) == ["active", "archived"]


async def test_a_circle_and_chains_end_and_lose_nothing(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    for _ in range(5):
        people = [await clinic.patient_row() for _ in range(3)]
        for number, one in enumerate(people):
            await clinic.row("allergy", patient_id=one, substance="x", substance_key=f"x{number}", severity="mild")
        pairs = list(zip(people, people[1:] + people[:1], strict=True))
        answers = await asyncio.gather(*(clinic.admin.ask(MERGE, {"id": str(x), "other": str(y)}) for x, y in pairs))
        done = codes(answers).count("ok")
        assert done in (1, 2)
        assert set(codes(answers)) == {"CONFLICT", "ok"}
        left = [x for x in people if (await patient(clinic, x))["status"] == "active"]
        assert len(left) == 3 - done
        assert sum([len(await of_patient(clinic, "allergy", x)) for x in left]) == 3
        for x in set(people) - set(left):
            assert (await patient(clinic, x))["merged_into_id"] in left


async def test_what_others_write_for_the_duplicate_meanwhile_is_not_lost(world: World) -> None:
    """Bookings, numbers and messages as fast as they come, while their patient is merged away: those that are let in
    are the kept patient's."""
    clinic = await world.clinic(people=("admin", "receptionist"))
    for day in range(1, 9):
        kept, other = await clinic.patient_row(), await clinic.patient_row()
        desk = clinic.receptionist
        wanted = [
            {"patientId": str(other), "startsAt": f"2027-03-{day:02}T{hour:02}:00:00Z", "outsideHours": True}
            for hour in range(8, 20)
        ]
        number = "mutation($id: UUID!, $n: String!) { addPhoneNumber(patientId: $id, phoneNumber: $n) { id } }"
        answers = await asyncio.gather(
            *(desk.ask(BOOK, {"input": each}) for each in wanted[:6]),
            clinic.admin.ask(MERGE, {"id": str(kept), "other": str(other)}),
            *(desk.ask(BOOK, {"input": each}) for each in wanted[6:]),
            *(desk.ask(number, {"id": str(other), "n": f"+4930{n}0000"}) for n in range(1, 4)),
        )
        assert codes([answers[6]]) == ["ok"]
        assert set(codes(answers)) <= {"ok", "CONFLICT"}
        for table in ("appointment", "appointment_change", "phone_number"):
            assert await of_patient(clinic, table, other) == [], table
        booked = sum("errors" not in answer for answer in [*answers[:6], *answers[7:13]])
        assert len(await of_patient(clinic, "appointment", kept)) == booked


async def test_steps_of_the_duplicates_visits_meanwhile_are_not_lost(world: World) -> None:
    """A visit's row is held while its history waits for the patient: PostgreSQL ends such a circle, and it is tried
    again."""
    clinic = await world.clinic(people=("admin", "receptionist"))
    step = "mutation($id: UUID!) { confirmAppointment(id: $id) { status } }"
    kept, other = await clinic.patient_row(), await clinic.patient_row()
    visits = [await clinic.appointment(other, NOON.replace(day=day)) for day in range(1, 7)]

    answers = await asyncio.gather(
        *(clinic.receptionist.ask(step, {"id": str(visit)}) for visit in visits[:3]),
        clinic.admin.ask(MERGE, {"id": str(kept), "other": str(other)}),
        *(clinic.receptionist.ask(step, {"id": str(visit)}) for visit in visits[3:]),
    )

    assert codes(answers) == ["ok"] * 7
    assert {row["status"] for row in await of_patient(clinic, "appointment", kept)} == {"confirmed"}
    assert len(await of_patient(clinic, "appointment_change", kept)) == 12
    assert await of_patient(clinic, "appointment_change", other) == []


async def _insert(connection: asyncpg.Connection[Any], clinic: ClinicWorld, who: UUID) -> UUID:
    await connection.execute("SELECT set_config('app.clinic', $1, false)", str(clinic.id))
    row = uuid7()
    await connection.execute(
        """INSERT INTO waitlist_entry (id, clinic_id, row_version, created_at, updated_at, patient_id, day_part,
                                       priority, status)
           VALUES ($1, $2, 1, now(), now(), $3, 'any', 'normal', 'waiting')""",
        row, clinic.id, who,
    )  # fmt: skip
    return row


@pytest.mark.parametrize("first", ["writer", "merge"])
async def test_a_writer_that_is_in_the_middle_of_it(world: World, first: str) -> None:
    """One that has written and not committed is waited for; one that comes while the merge goes on waits, and writes
    to the kept patient."""
    clinic = await world.clinic(people=("admin",))
    kept, other = await clinic.patient_row(), await clinic.patient_row()
    connection = await asyncpg.connect(world.app_url)
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(connection.close)
        if first == "writer":
            writing = connection.transaction()
            await writing.start()
            await _insert(connection, clinic, other)
            merging = asyncio.create_task(merge(clinic, kept, other))
            await _waits(world)
            assert not merging.done()
            await writing.commit()
            await merging
        else:
            async with world.owner.acquire() as owner, owner.transaction():
                await owner.execute("SELECT id FROM patient WHERE id = $1 FOR UPDATE", other)
                task = asyncio.create_task(_insert(connection, clinic, other))
                await _waits(world)
                assert not task.done()
                await owner.execute("UPDATE patient SET merged_into_id = $2 WHERE id = $1", other, kept)
            await task
    assert await of_patient(clinic, "waitlist_entry", other) == []
    assert len(await of_patient(clinic, "waitlist_entry", kept)) == 1


async def _waits(world: World) -> None:
    """Until somebody waits for a lock."""
    async with asyncio.timeout(4):
        while not await world.value("SELECT count(*) FROM pg_locks WHERE NOT granted"):  # noqa: ASYNC110
            await asyncio.sleep(0)


async def test_it_costs_as_many_statements_for_many_rows_as_for_few(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinic = await world.clinic(people=("admin",))
    spent = []
    for rows in (1, 40):
        kept, other = await clinic.patient_row(), await clinic.patient_row()
        doctor = await clinic.employee()
        for n in range(rows):
            for who in (kept, other):
                await clinic.row("allergy", patient_id=who, substance="x", substance_key=f"x{n}", severity="mild",
                                 reaction=str(who))  # fmt: skip
                await clinic.row("phone_number", patient_id=who, phone_number=f"+49{n}", label="x", is_primary=False)
            number = (await of_patient(clinic, "phone_number", other))[-1]["id"]
            await clinic.row("sms", patient_id=other, phone_number_id=number, direction="sent", sent_at=NOON,
                             sms_text="x")  # fmt: skip
            await clinic.task(doctor, "x", patient_id=other)
        before = await content(clinic)
        with counting(monkeypatch) as statements:
            made = await merge(clinic, kept, other)
        merged = len(statements)
        with counting(monkeypatch) as statements:
            await clinic.admin.data(UNDO, {"id": made["id"]})
        spent.append((merged, len(statements)))
        assert await content(clinic) == before
    assert spent[0] == spent[1]
    assert max(spent[0]) <= 25


UNDO = "mutation($id: UUID!) { undoPatientMerge(id: $id) { id } }"


@contextlib.contextmanager
def counting(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What commands send; not what stores the reads of a while ago meanwhile."""
    from models.backend import Transaction

    told: list[tuple[int, str]] = []
    sent: list[str] = []
    with monkeypatch.context() as patched:
        for name in ("fetch", "fetchrow", "fetchval", "execute", "alone"):
            original = getattr(Transaction, name)

            def wrapped(self: Any, sql: str, *values: Any, _original: Any = original) -> Any:
                told.append((id(self), sql))
                return _original(self, sql, *values)

            patched.setattr(Transaction, name, wrapped)
        yield sent
    others = {who for who, sql in told if "access_record" in sql}
    sent += [sql for who, sql in told if who not in others]


async def test_a_set_is_changed_in_its_clinic_only(world: World) -> None:
    """Both walls: Rows carry the clinic, and without them row-level security does."""
    from models.patients import Allergy
    from operation.operation import own_transaction
    from operation.sets import Change

    clinic, foreign = await world.clinic(people=("admin",)), await world.clinic(people=())
    mine, theirs = await clinic.patient_row(), await foreign.patient_row()
    for where, who in ((clinic, mine), (foreign, theirs)):
        await where.row("allergy", patient_id=who, substance="x", substance_key="x", severity="mild")
    ctx = await context(clinic.admin)
    async with own_transaction(ctx):
        (changed,) = await ctx.change_all(Change(ctx.clinic_rows(Allergy), {"severity": "severe"}))
        sql = "UPDATE allergy SET severity = 'moderate' WHERE clinic_id = $1"
        assert await ctx.db.execute(sql, foreign.id) == "UPDATE 0"
    assert [row.version for row in changed] == [2]
    assert [r["severity"] for r in await of_patient(clinic, "allergy", mine)] == ["severe"]
    assert [r["severity"] for r in await of_patient(foreign, "allergy", theirs)] == ["mild"]
    async with own_transaction(ctx):
        for wrong in ({"nothing": 1}, {"id": mine}, {"clinic_id": foreign.id}, {"row_version": 9}):
            with pytest.raises(TypeError):
                await ctx.change_all(Change(ctx.clinic_rows(Allergy), wrong))
