"""The calendar: who sees which visits, its bounds and filters, and what it costs."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from core import db
from core.ids import uuid7
from tests.appointments.diary import told_to
from tests.contract.test_statements import asked
from tests.world import ClinicWorld, Person, World

LIST = """query List($startsFrom: DateTime, $startsTo: DateTime, $date: Date, $dateFrom: Date, $dateTo: Date,
                     $doctorId: UUID, $roomId: UUID, $patientId: UUID, $status: [AppointmentStatus!], $first: Int) {
  appointments(startsFrom: $startsFrom, startsTo: $startsTo, date: $date, dateFrom: $dateFrom, dateTo: $dateTo,
               doctorId: $doctorId, roomId: $roomId, patientId: $patientId, status: $status, first: $first) {
    nodes { id } total } }"""

NOON = dt.datetime(2026, 6, 10, 10, tzinfo=dt.UTC)


async def listed(person: Person, **variables: Any) -> list[UUID]:
    """Ids in the order of the answer; the total must fit."""
    found = (await person.data(LIST, {"first": 100, **variables}))["appointments"]
    assert found["total"] == len(found["nodes"])
    return [UUID(node["id"]) for node in found["nodes"]]


async def test_visits_come_by_their_beginning_and_a_range_leaves_its_end_out(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient = await clinic.patient_row()
    late, early, middle = [await clinic.appointment(patient, NOON + dt.timedelta(hours=h)) for h in (4, 0, 2)]
    cancelled = await clinic.appointment(patient, NOON + dt.timedelta(hours=1), status="cancelled")

    assert await listed(clinic.receptionist) == [early, cancelled, middle, late]
    bounds = {"startsFrom": "2026-06-10T10:00:00Z", "startsTo": "2026-06-10T12:00:00Z"}
    assert await listed(clinic.receptionist, **bounds) == [early, cancelled]
    assert await listed(clinic.receptionist, status=["CANCELLED"]) == [cancelled]
    assert await listed(clinic.receptionist, status=[]) == []


async def test_visits_are_narrowed_by_doctor_room_and_patient(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patients = [await clinic.patient_row() for _ in range(2)]
    doctor, room = await clinic.employee(), await clinic.room()
    by_doctor = await clinic.appointment(patients[0], NOON, doctor_id=doctor)
    in_room = await clinic.appointment(patients[1], NOON, room_id=room)

    assert await listed(clinic.receptionist, doctorId=str(doctor)) == [by_doctor]
    assert await listed(clinic.receptionist, roomId=str(room)) == [in_room]
    assert await listed(clinic.receptionist, patientId=str(patients[1])) == [in_room]
    assert await listed(clinic.receptionist, patientId=str(patients[1]), doctorId=str(doctor)) == []


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2026-03-29", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59Z"),  # 23 hours
        ("2026-10-25", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z"),  # 25 hours
        ("2026-07-01", "2026-06-30T22:00:00Z", "2026-07-01T21:59:59Z"),
    ],
)
async def test_a_day_is_the_clinics_also_when_clocks_change(world: World, day: str, first: str, last: str) -> None:
    clinic = await world.clinic(people=("receptionist",), timezone="Europe/Berlin")
    patient = await clinic.patient_row()
    begin, end = dt.datetime.fromisoformat(first), dt.datetime.fromisoformat(last)
    second = dt.timedelta(seconds=1)
    moments = (begin - second, begin, end, end + second)
    _, at_first, at_last, _ = [await clinic.appointment(patient, moment) for moment in moments]

    assert await listed(clinic.receptionist, date=day) == [at_first, at_last]
    assert await listed(clinic.receptionist, dateFrom=day, dateTo=day) == [at_first, at_last]


async def test_bad_bounds_are_named(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))

    answer = await clinic.receptionist.ask(LIST, {"date": "1700-01-01"})
    assert answer["errors"][0]["extensions"]["code"] == "INVALID"
    assert [f["path"] for f in answer["errors"][0]["extensions"]["fields"]] == ["date"]


# --- whose visits --------------------


async def scene(world: World, **overrides: bool) -> tuple[ClinicWorld, dict[str, UUID]]:
    """A clinic with visits of a doctor (with these overrides), of a colleague and of nobody; two are the patient's."""
    clinic = await world.clinic(people=("admin", "receptionist", "patient"))
    doctor = await clinic.join("doctor", overrides=overrides)
    own, colleague = await clinic.employee(doctor), await clinic.employee()
    patient, other = clinic.patient.patient_id, await clinic.patient_row()
    assert patient is not None
    return clinic, {
        "own": await clinic.appointment(other, NOON, doctor_id=own),
        "colleague": await clinic.appointment(other, NOON, doctor_id=colleague),
        "patient": await clinic.appointment(patient, NOON + dt.timedelta(hours=1), doctor_id=colleague),
        "unassigned": await clinic.appointment(patient, NOON + dt.timedelta(hours=2)),
    }


async def test_a_doctor_without_the_key_for_all_sees_the_own_schedule_only(world: World) -> None:
    clinic, visits = await scene(world, **{"appointments.view_all_doctors": False})

    assert await listed(clinic.doctor) == [visits["own"]]
    assert set(await listed(clinic.admin)) == set(visits.values())
    for name, visit in visits.items():
        found = await clinic.doctor.data(GET, {"id": str(visit)})
        assert (found["appointment"] is not None) is (name == "own")


async def test_a_doctor_with_the_key_sees_every_schedule(world: World) -> None:
    clinic, visits = await scene(world)

    assert set(await listed(clinic.doctor)) == set(visits.values())


async def test_a_patient_sees_own_visits_only(world: World) -> None:
    clinic, visits = await scene(world)

    assert await listed(clinic.patient) == [visits["patient"], visits["unassigned"]]
    get = told_to(clinic.patient, GET)
    assert (await clinic.patient.data(get, {"id": str(visits["own"])}))["appointment"] is None
    assert (await clinic.patient.data(get, {"id": str(visits["patient"])}))["appointment"]["id"]


async def test_an_inactive_employee_has_no_schedule(world: World) -> None:
    clinic = await world.clinic(people=())
    doctor = await clinic.join("doctor", overrides={"appointments.view_all_doctors": False})
    gone = await clinic.employee(doctor, active=False)
    await clinic.appointment(await clinic.patient_row(), NOON, doctor_id=gone)

    assert await listed(doctor) == []


async def test_without_the_key_the_list_is_refused(world: World) -> None:
    clinic = await world.clinic(people=())
    patient = await clinic.join("patient", overrides={"appointments.view": False, "appointments.view_detail": False})

    assert await patient.refused(LIST) == "FORBIDDEN"
    assert await patient.refused(GET, {"id": str(uuid7())}) == "FORBIDDEN"


async def test_foreign_ids_are_not_there(world: World) -> None:
    clinic, visits = await scene(world)
    stranger = (await world.clinic(people=("admin",))).admin

    assert await listed(stranger, patientId=str(clinic.patient.patient_id)) == []
    assert (await stranger.data(GET, {"id": str(visits["own"])}))["appointment"] is None
    assert (await stranger.data(GET, {"id": str(uuid7())}))["appointment"] is None


# --- what a visit shows --------------------

GET = """query Get($id: UUID!) { appointment(id: $id) {
  id startsAt endsAt status notes patientId doctorId typeId roomId rowVersion
  patient { mrn firstName } doctor { id displayName kind color } type { name durationMinutes } room { name color }
  changes { fromStatus toStatus member { displayName } } } }"""


async def test_a_visit_shows_whom_where_and_what(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient = await clinic.patient_row(first_name="Ada", mrn="A-1")
    doctor = await clinic.employee(display_name="Dr. Ray", color="#aabbcc")
    room, kind = await clinic.room("North", color="#112233"), await clinic.appointment_type("Check-up")
    visit = await clinic.appointment(patient, NOON, doctor_id=doctor, room_id=room, type_id=kind, notes="first visit")

    found = (await clinic.receptionist.data(GET, {"id": str(visit)}))["appointment"]
    assert found == {
        "id": str(visit), "startsAt": "2026-06-10T10:00:00Z", "endsAt": "2026-06-10T10:30:00Z", "status": "SCHEDULED",
        "notes": "first visit", "patientId": str(patient), "doctorId": str(doctor), "typeId": str(kind),
        "roomId": str(room), "rowVersion": 1,
        "patient": {"mrn": "A-1", "firstName": "Ada"},
        "doctor": {"id": str(doctor), "displayName": "Dr. Ray", "kind": "DOCTOR", "color": "#aabbcc"},
        "type": {"name": "Check-up", "durationMinutes": 30}, "room": {"name": "North", "color": "#112233"},
        "changes": [{"fromStatus": None, "toStatus": "SCHEDULED", "member": None}],
    }  # fmt: skip


async def test_the_patient_behind_a_visit_asks_for_the_right_to_see_patients(world: World) -> None:
    clinic = await world.clinic(people=())
    patient = await clinic.join("patient", overrides={"patients.view": False, "patients.view_detail": False})
    assert patient.patient_id is not None
    await clinic.appointment(patient.patient_id, NOON)

    answer = await patient.ask("{ appointments { nodes { status patient { mrn } } } }")
    assert answer["data"]["appointments"]["nodes"] == [{"status": "SCHEDULED", "patient": None}]
    assert [e["extensions"] for e in answer["errors"]] == [{"code": "FORBIDDEN", "field": "appointments.nodes.patient"}]


async def test_a_list_costs_the_same_whatever_its_length(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    query = "{ appointments(first: 50) { nodes { id patient { mrn } doctor { displayName } room { name } } total } }"
    costs = []
    for number in (1, 20):
        for hour in range(number):
            patient, doctor = await clinic.patient_row(), await clinic.employee()
            await clinic.appointment(patient, NOON + dt.timedelta(hours=hour), doctor_id=doctor)
        await clinic.receptionist.data(query)
        with db.count_statements() as statements:
            await clinic.receptionist.data(query)
        costs.append(len(asked(statements.statements)))
    # The total, and the visits with everything that comes with each.
    assert costs == [2, 2]
