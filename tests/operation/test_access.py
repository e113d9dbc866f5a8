"""The access log: who read what of whom, whatever happens to the store in between."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from core.errors import Unavailable
from core.ids import uuid7
from models.clinics import Clinic
from models.identity import Membership
from models.patients import Allergy, MedicalHistory, Patient
from operation import access
from operation.access import MAX_IDS, Recorder, whose
from operation.context import Context
from permissions import Actor
from tests.inside import context, process
from tests.world import ClinicWorld, World

LIST = "{ patients(limit: 100) { nodes { id } } }"
COUNT = "{ patients { total } }"
DETAIL = """query($id: UUID!) {
  patient(id: $id) { id allergies { substance } medicalHistory { notes } phoneNumbers { id } } }"""


async def records(clinic: ClinicWorld) -> list[Any]:
    """What is stored, after what is waiting has been."""
    await process(clinic.admin).recorder.flush()
    return await clinic.world.fetch(
        "SELECT * FROM access_record WHERE clinic_id = $1 ORDER BY created_at, subject_type DESC, id", clinic.id
    )


async def fill(clinic: ClinicWorld, patient: UUID) -> None:
    await clinic.row("medical_history", patient_id=patient, medications=[], conditions=[], oral_habits=[], notes="N")
    for substance in ("Latex", "Penicillin"):
        await clinic.row(
            "allergy", patient_id=patient, substance=substance, substance_key=substance.lower(), severity="mild"
        )


async def test_a_detail_tells_who_read_what_of_whom(world: World) -> None:
    clinic = await world.clinic(people=("admin", "doctor"))
    patient = await clinic.patient_row()
    await fill(clinic, patient)

    answer = await clinic.doctor.post(DETAIL, {"id": str(patient)})

    stored = await records(clinic)
    assert [(r["subject_type"], r["subject_ids"], r["rows_read"]) for r in stored] == [
        ("Patient", [str(patient)], 1),
        ("MedicalHistory", [str(patient)], 1),
        ("Allergy", [str(patient)], 2),
    ]
    assert {r["operation"] for r in stored} == {"get_patient"}
    assert {r["account_id"] for r in stored} == {clinic.doctor.account_id}
    assert {r["membership_id"] for r in stored} == {clinic.doctor.membership_id}
    assert {r["role"] for r in stored} == {"doctor"}
    assert {r["request_id"] for r in stored} == {answer.headers["x-request-id"]}


async def test_a_list_names_everybody_on_the_page(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    made = [str(await clinic.patient_row(last_name=f"n{n:03}")) for n in range(60)]

    await clinic.admin.data(LIST)

    (record,) = await records(clinic)
    assert (record["operation"], record["rows_read"], record["subject_ids"]) == ("list_patients", 60, made)


async def test_what_was_not_read_is_not_recorded(world: World) -> None:
    clinic = await world.clinic(people=("admin", "patient"))
    hidden = await clinic.patient_row()

    await clinic.admin.data(COUNT)
    await clinic.patient.data("query($id: UUID!) { patient(id: $id) { id } }", {"id": str(hidden)})
    await clinic.patient.refused(LIST)
    await clinic.admin.data("{ viewer { displayName } }")

    assert await records(clinic) == []


async def test_a_patient_reading_the_own_record_is_recorded_too(world: World) -> None:
    clinic = await world.clinic(people=("admin", "patient"))

    await clinic.patient.data("query($id: UUID!) { patient(id: $id) { id } }", {"id": str(clinic.patient.patient_id)})

    (record,) = await records(clinic)
    assert (record["role"], record["subject_ids"]) == ("patient", [str(clinic.patient.patient_id)])


async def test_side_by_side_roots_are_recorded_under_their_own_names(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    patient = await clinic.patient_row()

    await clinic.admin.data(
        "query($id: UUID!) { a: patients { nodes { id } } b: patient(id: $id) { id } }", {"id": str(patient)}
    )

    assert sorted(r["operation"] for r in await records(clinic)) == ["get_patient", "list_patients"]


def test_whose_a_row_is() -> None:
    assert (whose(Patient), whose(MedicalHistory), whose(Allergy), whose(Membership)) == (
        "id", "patient_id", "patient_id", "id",
    )  # fmt: skip


# --- the recorder alone --------------------


@pytest.fixture
async def clinic(world: World) -> ClinicWorld:
    return await world.clinic(people=("admin",))


@pytest.fixture
async def ctx(clinic: ClinicWorld) -> Context:
    return await context(clinic.admin)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """What the store raises next, one per attempt, before it works."""
    raising: list[BaseException] = []
    real = access._store

    async def store(clinic: UUID, reads: list[Any]) -> None:
        if raising:
            raise raising.pop(0)
        await real(clinic, reads)

    monkeypatch.setattr(access, "_store", store)
    return raising


async def stored(clinic: ClinicWorld) -> list[list[str]]:
    rows = await clinic.world.fetch("SELECT subject_ids FROM access_record WHERE clinic_id = $1 ORDER BY id", clinic.id)
    return [r["subject_ids"] for r in rows]


@pytest.mark.parametrize(
    "problem",
    [asyncpg.PostgresConnectionError("x"), asyncpg.InterfaceError("x"), OSError("x"), Unavailable("x"),
     asyncpg.QueryCanceledError("x"), asyncpg.InsufficientPrivilegeError("x")],
    ids=lambda p: type(p).__name__,
)  # fmt: skip
async def test_a_store_that_fails_loses_nothing(
    clinic: ClinicWorld, ctx: Context, broken: list[BaseException], problem: BaseException
) -> None:
    recorder = Recorder()
    wanted = [uuid7(), uuid7()]
    broken.append(problem)

    recorder.note(ctx, "first", Patient, wanted[:1])
    await recorder.flush()
    assert await stored(clinic) == []
    recorder.note(ctx, "second", Patient, wanted[1:])
    await recorder.flush()

    assert await stored(clinic) == [[str(wanted[0])], [str(wanted[1])]]


async def test_being_cancelled_between_two_clinics_loses_and_doubles_nothing(
    world: World, clinic: ClinicWorld, ctx: Context, broken: list[BaseException]
) -> None:
    other = await world.clinic(people=("admin",))
    recorder = Recorder()
    other_ctx = await context(other.admin)
    recorder.note(ctx, "a", Patient, [uuid7()])
    recorder.note(other_ctx, "b", Patient, [uuid7()])
    broken.append(asyncio.CancelledError())

    with pytest.raises(asyncio.CancelledError):
        await recorder.flush()
    await recorder.flush()
    await recorder.flush()

    assert [len(await stored(c)) for c in (clinic, other)] == [1, 1]


async def test_a_record_stored_although_its_answer_was_lost_is_stored_once(
    clinic: ClinicWorld, ctx: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = access._store
    recorder = Recorder()
    recorder.note(ctx, "a", Patient, [uuid7()])

    async def stored_but_unheard(clinic_id: UUID, reads: list[Any]) -> None:
        await real(clinic_id, reads)
        raise asyncpg.ConnectionDoesNotExistError("lost")

    monkeypatch.setattr(access, "_store", stored_but_unheard)
    await recorder.flush()
    monkeypatch.setattr(access, "_store", real)
    await recorder.flush()

    assert len(await stored(clinic)) == 1


async def test_one_record_that_cannot_be_stored_does_not_hold_up_the_others(clinic: ClinicWorld, ctx: Context) -> None:
    recorder = Recorder()
    wanted = uuid7()
    recorder.note(ctx, "good", Patient, [wanted])
    recorder.note(ctx, "b\x00d", Patient, [uuid7()])

    await recorder.flush()

    assert await stored(clinic) == [[str(wanted)]]
    assert recorder.waiting == 0


async def test_long_names_are_cut_to_fit(clinic: ClinicWorld, ctx: Context) -> None:
    recorder = Recorder()
    ctx.request.id = "r" * 200
    recorder.note(ctx, "o" * 200, Patient, [uuid7()])

    await recorder.flush()

    (row,) = await clinic.world.fetch("SELECT operation, request_id FROM access_record WHERE clinic_id = $1", clinic.id)
    assert tuple(row) == ("o" * 80, "r" * 64)


async def test_when_too_much_waits_reading_stops(
    ctx: Context, monkeypatch: pytest.MonkeyPatch, broken: list[BaseException]
) -> None:
    monkeypatch.setattr(access, "MAX_WAITING", 3)
    recorder = Recorder()
    for _ in range(3):
        recorder.note(ctx, "a", Patient, [uuid7()])

    with pytest.raises(Unavailable):
        recorder.note(ctx, "a", Patient, [uuid7()])
    assert recorder.waiting == 3


async def test_a_long_read_is_counted_beyond_what_it_names(clinic: ClinicWorld, ctx: Context) -> None:
    recorder = Recorder()
    recorder.note(ctx, "a", Patient, [uuid7() for _ in range(MAX_IDS + 20)])

    await recorder.flush()

    (row,) = await clinic.world.fetch(
        "SELECT subject_ids, rows_read FROM access_record WHERE clinic_id = $1", clinic.id
    )
    assert (len(row["subject_ids"]), row["rows_read"]) == (MAX_IDS, MAX_IDS + 20)


async def test_ordinary_tables_are_recorded_for_visitors_from_the_platform_only(
    clinic: ClinicWorld, ctx: Context
) -> None:
    recorder = Recorder()
    recorder.note(ctx, "a", Clinic, [clinic.id])
    assert recorder.waiting == 0

    visitor: Actor = dataclasses.replace(ctx.actor, impersonator_id=uuid7())
    ctx.actor = visitor
    recorder.note(ctx, "a", Clinic, [clinic.id])
    await recorder.flush()

    row = (await clinic.world.fetch("SELECT * FROM access_record WHERE clinic_id = $1", clinic.id))[0]
    assert (row["subject_type"], row["impersonator_id"]) == ("Clinic", visitor.impersonator_id)


@pytest.fixture
async def running(ctx: Context) -> AsyncIterator[Recorder]:
    recorder = Recorder()
    await recorder.start()
    yield recorder
    await recorder.stop()


async def test_records_are_stored_by_themselves_even_after_an_accident(
    clinic: ClinicWorld, ctx: Context, running: Recorder, broken: list[BaseException]
) -> None:
    broken.append(ZeroDivisionError("accident"))
    running.note(ctx, "a", Patient, [uuid7()])

    for _ in range(100):
        if await stored(clinic):
            break
        await asyncio.sleep(0.05)

    assert len(await stored(clinic)) == 1


async def test_stopping_stores_what_waits(clinic: ClinicWorld, ctx: Context) -> None:
    recorder = Recorder()
    await recorder.start()
    recorder.note(ctx, "a", Patient, [uuid7()])

    await recorder.stop()

    assert len(await stored(clinic)) == 1
