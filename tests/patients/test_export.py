"""Patients as a table: whose rights decide, what a spreadsheet gets, and that it is written down."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any
from uuid import UUID

import httpx
import pytest

from resolvers import exports
from tests.patients.records import unchanged
from tests.world import Person, World

EXPORT = """mutation($status: [PatientStatus!], $from: Date, $to: Date) {
  exportPatients(status: $status, createdFrom: $from, createdTo: $to) { rows csv } }"""
ADDRESS = "/api/v1/patients/export.csv"
EVENT = "clinic.patients_exported"


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


async def exported(person: Person, **variables: Any) -> list[dict[str, str]]:
    made = (await person.data(EXPORT, variables))["exportPatients"]
    found = table(made["csv"])
    assert len(found) == made["rows"]
    return found


async def streamed(person: Person, **query: str) -> httpx.Response:
    return await person.rest("GET", ADDRESS, params=query)


async def test_a_patient_is_a_line(world: World) -> None:
    clinic = await world.clinic(people=("admin",), timezone="Europe/Berlin")
    patient = await clinic.patient_row(
        mrn="P-7", first_name="Zoë", last_name="O'Brien", gender="female", birth_date=dt.date(1990, 2, 28),
        email="zoe@mail.example", city="Köln", created_at=dt.datetime(2026, 6, 1, 22, 30, tzinfo=dt.UTC),
    )  # fmt: skip
    for number, primary in (("+49301", False), ("+49302", True)):
        await clinic.row("phone_number", patient_id=patient, phone_number=number, label="x", is_primary=primary)
    await clinic.patient_row(status="erased")

    answer = await streamed(clinic.admin)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert answer.headers["content-disposition"] == 'attachment; filename="patients.csv"'
    assert answer.headers["cache-control"] == "no-store"
    (line,) = table(answer.text)
    assert {name: text for name, text in line.items() if text} == {
        "patient_id": str(patient), "register_number": "P-7", "first_name": "Zoë", "last_name": "O'Brien",
        "gender": "female", "birthday": "1990-02-28", "phone_number": "'+49302",
        "email": "zoe@mail.example", "city": "Köln", "status": "active", "created_at": "2026-06-02T00:30:00+0200",
    }  # fmt: skip
    assert await exported(clinic.admin) == [line]
    assert [(e["type"], e["subject_id"]) for e in await clinic.events()] == [(EVENT, clinic.id)] * 2


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x"])
async def test_a_spreadsheet_computes_nothing(world: World, text: str) -> None:
    clinic = await world.clinic(people=("admin",))
    await clinic.patient_row(first_name=text, last_name=text, address=text, occupation=text)
    (line,) = table((await streamed(clinic.admin)).text)
    assert {line[name] for name in ("first_name", "last_name", "address", "occupation")} == {f"'{text}"}


async def test_pages_miss_nothing_and_double_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = await world.clinic(people=("admin",))
    moment = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    # Several were registered at the same moment: the id decides.
    patients = [await clinic.patient_row(created_at=moment + dt.timedelta(hours=n // 3)) for n in range(11)]
    monkeypatch.setattr(exports, "PAGE", 4)

    found = [UUID(line["patient_id"]) for line in table((await streamed(clinic.admin)).text)]
    assert sorted(found) == sorted(patients)
    assert [UUID(line["patient_id"]) for line in await exported(clinic.admin)] == found


async def test_one_answer_is_bounded_the_stream_is_not(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = await world.clinic(people=("admin",))
    for _ in range(5):
        await clinic.patient_row()
    monkeypatch.setattr(exports, "MOST", 4)
    assert await clinic.admin.refused(EXPORT) == "LIMIT_REACHED"
    assert len(table((await streamed(clinic.admin)).text)) == 5


async def test_it_is_narrowed_by_status_and_days_of_the_clinic(world: World) -> None:
    clinic = await world.clinic(people=("admin",), timezone="Europe/Berlin")
    late = dt.datetime(2026, 6, 1, 22, 30, tzinfo=dt.UTC)
    second = await clinic.patient_row(created_at=late)
    first = await clinic.patient_row(created_at=late - dt.timedelta(hours=1), status="archived")

    async def ids(**query: str) -> list[str]:
        return [line["patient_id"] for line in table((await streamed(clinic.admin, **query)).text)]

    assert await ids() == [str(first), str(second)]
    assert await ids(created_from="2026-06-02") == [str(second)]
    assert await ids(created_to="2026-06-01") == [str(first)]
    assert [line["patient_id"] for line in await exported(clinic.admin, status=["ARCHIVED"])] == [str(first)]


async def test_whoever_may_not_gets_nothing(world: World) -> None:
    clinic = await world.clinic()
    async with unchanged(clinic):
        for role in ("manager", "doctor", "receptionist", "patient"):
            assert await clinic.people[role].refused(EXPORT) == "FORBIDDEN"
            answer = await streamed(clinic.people[role])
            assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")
        assert (await world.http.get(ADDRESS)).status_code == 401


async def test_the_key_is_what_decides(world: World) -> None:
    clinic = await world.clinic(people=())
    manager = await clinic.join("manager", overrides={"patients.export": True})
    patient = await clinic.patient_row()
    assert [line["patient_id"] for line in table((await streamed(manager)).text)] == [str(patient)]
    assert await clinic.event_types() == [EVENT]


async def test_another_clinics_patients_are_not_in_it(world: World) -> None:
    theirs, ours = await world.clinic(people=()), await world.clinic(people=("admin",))
    await theirs.patient_row()
    mine = await ours.patient_row()
    assert [line["patient_id"] for line in await exported(ours.admin)] == [str(mine)]
    assert [line["patient_id"] for line in table((await streamed(ours.admin)).text)] == [str(mine)]


@pytest.mark.parametrize(
    "query",
    [
        {"created_from": "10.06.2026"},
        {"created_to": "x"},
        {"created_from": "2026-06-02", "created_to": "2026-06-01"},
    ],
)
async def test_bad_queries_are_refused_before_anything_is_written(world: World, query: dict[str, str]) -> None:
    clinic = await world.clinic(people=("admin",))
    async with unchanged(clinic):
        answer = await streamed(clinic.admin, **query)
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "VALIDATION_ERROR")


async def test_a_suspended_clinic_may_export(world: World) -> None:
    clinic = await world.clinic(people=("admin",), status="suspended")
    await clinic.patient_row()
    assert len(table((await streamed(clinic.admin)).text)) == 1


async def test_an_export_is_in_the_access_log(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    patient = await clinic.patient_row()
    await streamed(clinic.admin)

    await world.app.state.process.recorder.flush()
    found = await world.fetch("SELECT * FROM access_record WHERE clinic_id = $1", clinic.id)
    assert [(r["operation"], r["subject_type"], r["subject_ids"]) for r in found] == [
        ("export_patients", "Patient", [str(patient)])
    ]
