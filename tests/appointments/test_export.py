"""Visits as a table: whose rights decide, what a spreadsheet gets, and that it is written down."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any
from uuid import UUID

import httpx
import pytest

from resolvers import exports
from tests.appointments.diary import NOON, nothing_happens
from tests.world import ClinicWorld, Person, World

EXPORT = """mutation($from: Date!, $to: Date!, $doctor: UUID) {
  exportAppointments(dateFrom: $from, dateTo: $to, doctorId: $doctor) { rows csv } }"""
ADDRESS = "/api/v1/protected/appointments/export.csv"
JUNE = {"from": "2027-06-01", "to": "2027-06-30"}


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


async def exported(person: Person, **variables: Any) -> list[dict[str, str]]:
    made = (await person.data(EXPORT, JUNE | variables))["exportAppointments"]
    found = table(made["csv"])
    assert len(found) == made["rows"]
    return found


async def streamed(person: Person, **query: str) -> httpx.Response:
    params = {"startDate": JUNE["from"], "endDate": JUNE["to"]} | query
    return await person.rest("GET", ADDRESS, params=params)


async def test_a_visit_is_a_line(world: World) -> None:
    clinic = await world.clinic(people=("admin",), timezone="Europe/Berlin")
    visit = await clinic.appointment(
        await clinic.patient_row(mrn="P-7", first_name="Zoë", last_name="O'Brien"), NOON, 45,
        doctor_id=await clinic.employee(display_name="Dr. Ray"), room_id=await clinic.room("North"),
        type_id=await clinic.appointment_type("Scaling"), notes='two\nlines, and "quotes"',
    )  # fmt: skip
    await clinic.appointment(await clinic.patient_row(), NOON + dt.timedelta(days=40))
    await clinic.appointment(await clinic.patient_row(), NOON, status="cancelled", removed_at=NOON)

    (line,) = await exported(clinic.admin)

    line.pop("created_at")
    assert line == {
        "id": str(visit), "date": "2027-06-10", "start": "12:00", "end": "12:45", "minutes": "45",
        "status": "scheduled",
        "patient_number": "P-7", "patient": "Zoë O'Brien", "doctor": "Dr. Ray", "type": "Scaling", "room": "North",
        "priority": "normal", "source": "scheduled", "notes": 'two\nlines, and "quotes"', "cancel_reason": "",
    }  # fmt: skip
    (event,) = await clinic.events()
    assert (event["type"], event["subject_id"]) == ("clinic.appointments_exported", clinic.id)
    answer = await streamed(clinic.admin)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    (again,) = table(answer.text)
    assert again["id"] == str(visit)
    assert await clinic.event_types() == ["clinic.appointments_exported"] * 2


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx"])
async def test_a_spreadsheet_computes_nothing(world: World, text: str) -> None:
    clinic = await world.clinic(people=("admin",))
    await clinic.appointment(await clinic.patient_row(first_name=text), NOON, notes=text)
    (line,) = await exported(clinic.admin)
    assert line["notes"] == f"'{text}"
    assert not line["patient"].startswith(text)


async def test_pages_miss_nothing_and_double_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = await world.clinic(people=("admin",))
    patient = await clinic.patient_row()
    # Several begin at the same moment: the id decides.
    visits = [await clinic.appointment(patient, NOON + dt.timedelta(hours=n // 3)) for n in range(11)]
    monkeypatch.setattr(exports, "PAGE", 4)

    found = [UUID(line["id"]) for line in await exported(clinic.admin)]
    assert sorted(found) == sorted(visits)
    assert [UUID(line["id"]) for line in table((await streamed(clinic.admin)).text)] == found


async def test_one_answer_is_bounded_the_stream_is_not(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = await world.clinic(people=("admin",))
    patient = await clinic.patient_row()
    for number in range(5):
        await clinic.appointment(patient, NOON + dt.timedelta(hours=number))
    monkeypatch.setattr(exports, "MOST", 4)

    assert await clinic.admin.refused(EXPORT, JUNE) == "LIMIT_REACHED"
    assert len(table((await streamed(clinic.admin)).text)) == 5


async def test_names_are_shown_as_far_as_the_caller_sees_them(world: World) -> None:
    clinic = await world.clinic(people=())
    doctor = await clinic.join(
        "doctor",
        overrides={"appointments.view_all_doctors": False, "appointments.export": True, "patients.view": False},
    )
    own, colleague = await clinic.employee(doctor), await clinic.employee()
    patient = await clinic.patient_row(last_name="Secret")
    mine = await clinic.appointment(patient, NOON, doctor_id=own)
    await clinic.appointment(patient, NOON, doctor_id=colleague)

    (line,) = await exported(doctor)
    assert line["id"] == str(mine)
    (line,) = table((await streamed(doctor)).text)
    assert line["id"] == str(mine)


async def test_whoever_may_not_gets_nothing(world: World) -> None:
    clinic = await world.clinic()
    await clinic.appointment(await clinic.patient_row(), NOON)

    async with nothing_happens(clinic):
        for role in ("manager", "doctor", "receptionist", "patient"):
            assert await clinic.people[role].refused(EXPORT, JUNE) == "FORBIDDEN"
            answer = await streamed(clinic.people[role])
            assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")
        assert (await world.http.get(ADDRESS)).status_code == 401


async def test_another_clinics_visits_are_not_in_it(world: World) -> None:
    theirs, ours = await world.clinic(people=()), await world.clinic(people=("admin",))
    doctor = await theirs.employee()
    await theirs.appointment(await theirs.patient_row(), NOON, doctor_id=doctor)
    assert await exported(ours.admin) == []
    assert await exported(ours.admin, doctor=str(doctor)) == []


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ({"startDate": "10.06.2027"}, "startDate"),
        ({"endDate": "2027-05-01"}, "endDate"),
        ({"doctorId": "7"}, "doctorId"),
    ],
)
async def test_bad_queries_are_named(world: World, query: dict[str, str], path: str) -> None:
    clinic = await world.clinic(people=("admin",))
    answer = await streamed(clinic.admin, **query)
    assert (answer.status_code, answer.json()["error"]["fields"][0]["path"]) == (422, path)
    assert await clinic.events() == []


async def test_a_suspended_clinic_may_export(world: World) -> None:
    clinic = await world.clinic(people=("admin",), status="suspended")
    await clinic.appointment(await clinic.patient_row(), NOON)
    assert len(await exported(clinic.admin)) == 1


async def reads(clinic: ClinicWorld) -> list[Any]:
    await clinic.world.app.state.process.recorder.flush()
    return await clinic.world.fetch("SELECT * FROM access_record WHERE clinic_id = $1", clinic.id)


async def test_an_export_is_in_the_access_log(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    patient = await clinic.patient_row()
    await clinic.appointment(patient, NOON)
    await exported(clinic.admin)

    found = [r for r in await reads(clinic) if r["operation"] == "export_appointments"]
    assert [(r["subject_type"], r["subject_ids"], r["rows_read"]) for r in found] == [("Patient", [str(patient)], 1)]
