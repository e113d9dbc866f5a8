"""The waiting list: who is on it, for whom, and how somebody gets a visit from it."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from tests.appointments.diary import NOON, at, nothing_happens, row
from tests.world import ClinicWorld, Person, World

ADD = """mutation($input: AddToWaitlistInput!) { addToWaitlist(input: $input) {
  id patientId doctorId typeId earliestDate latestDate dayPart priority status notes appointmentId } }"""
CHANGE = """mutation($id: UUID!, $input: UpdateWaitlistEntryInput!) { updateWaitlistEntry(id: $id, input: $input) {
  id status notes } }"""
BOOK = """mutation($id: UUID!, $at: DateTime!) { bookFromWaitlist(id: $id, startsAt: $at) {
  id status appointmentId } }"""
LIST = """query($doctor: UUID, $day: Date, $status: [WaitlistStatus!]) {
  waitlist(doctorId: $doctor, day: $day, status: $status) { nodes { id notes } total } }"""


async def waiting(clinic: ClinicWorld, patient: UUID | None = None, **values: Any) -> UUID:
    row = {"day_part": "any", "priority": "normal", "status": "waiting", **values}
    return await clinic.row("waitlist_entry", patient_id=patient or await clinic.patient_row(), **row)


async def listed(person: Person, **variables: Any) -> list[UUID]:
    found = (await person.data(LIST, variables))["waitlist"]
    return [UUID(node["id"]) for node in found["nodes"]]


async def test_a_patient_is_put_on_it(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient, doctor, kind = await clinic.patient_row(), await clinic.employee(), await clinic.appointment_type()
    given = {
        "patientId": str(patient), "doctorId": str(doctor), "typeId": str(kind), "earliestDate": "2027-06-01",
        "latestDate": "2027-06-30", "dayPart": "MORNING", "priority": "URGENT", "notes": " Pain ",
    }  # fmt: skip

    made = (await clinic.receptionist.data(ADD, {"input": given}))["addToWaitlist"]
    entry = UUID(made.pop("id"))
    assert made == given | {"notes": "Pain", "status": "WAITING", "appointmentId": None}
    (event,) = await clinic.events()
    assert (event["type"], event["subject_id"], event["patient_id"]) == ("waitlist_entry.added", entry, patient)
    assert event["employee_id"] == doctor
    backwards = given | {"latestDate": "2027-05-01"}
    assert await clinic.receptionist.refused(ADD, {"input": backwards}) == "INVALID"
    assert len(await clinic.events()) == 1


async def test_it_is_narrowed_by_whom_and_when(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    doctor, other = await clinic.employee(), await clinic.employee()
    anybody = await waiting(clinic)
    with_doctor = await waiting(clinic, doctor_id=doctor, earliest_date=dt.date(2027, 6, 10))
    with_other = await waiting(clinic, doctor_id=other, latest_date=dt.date(2027, 6, 9), status="contacted")
    gone = await waiting(clinic, status="removed")

    assert await listed(clinic.receptionist) == [anybody, with_doctor, with_other]
    assert await listed(clinic.receptionist, doctor=str(doctor)) == [anybody, with_doctor]
    assert await listed(clinic.receptionist, day="2027-06-10") == [anybody, with_doctor]
    assert await listed(clinic.receptionist, day="2027-06-09") == [anybody, with_other]
    assert await listed(clinic.receptionist, status=["REMOVED"]) == [gone]


async def test_somebody_who_waits_is_given_a_visit(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    doctor, kind = await clinic.employee(), await clinic.appointment_type(duration_minutes=45)
    patient = await clinic.patient_row()
    entry = await waiting(clinic, patient, doctor_id=doctor, type_id=kind, notes="Pain")

    made = (await clinic.receptionist.data(BOOK, {"id": str(entry), "at": at()}))["bookFromWaitlist"]
    visit = await row(clinic, UUID(made["appointmentId"]))
    assert made["status"] == "SCHEDULED"
    assert (visit["patient_id"], visit["doctor_id"], visit["type_id"]) == (patient, doctor, kind)
    assert (visit["source"], visit["ends_at"] - visit["starts_at"]) == ("waitlist", dt.timedelta(minutes=45))
    assert await clinic.event_types() == ["appointment.booked", "waitlist_entry.changed"]
    async with nothing_happens(clinic):
        assert await clinic.receptionist.refused(BOOK, {"id": str(entry), "at": at(60)}) == "CONFLICT"
        change = {"id": str(entry), "input": {"status": "WAITING"}}
        assert await clinic.receptionist.refused(CHANGE, change) == "CONFLICT"


async def test_a_taken_time_leaves_them_waiting(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    doctor = await clinic.employee()
    await clinic.appointment(await clinic.patient_row(), NOON, doctor_id=doctor)
    entry = await waiting(clinic, doctor_id=doctor)

    async with nothing_happens(clinic):
        assert await clinic.receptionist.refused(BOOK, {"id": str(entry), "at": at()}) == "CONFLICT"
    assert await listed(clinic.receptionist) == [entry]


async def test_what_became_of_somebody_is_noted(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    entry = await waiting(clinic, notes="old")

    change = {"id": str(entry), "input": {"status": "CONTACTED", "notes": None}}
    made = (await clinic.receptionist.data(CHANGE, change))["updateWaitlistEntry"]
    assert (made["status"], made["notes"]) == ("CONTACTED", None)
    (event,) = await clinic.events()
    assert (event["type"], event["changed"]) == ("waitlist_entry.changed", ["notes", "status"])
    for bad in ({"status": "SCHEDULED"}, {"earliestDate": "2027-06-02", "latestDate": "2027-06-01"}):
        assert await clinic.receptionist.refused(CHANGE, {"id": str(entry), "input": bad}) == "INVALID"
    assert len(await clinic.events()) == 1


@pytest.mark.parametrize("role", ["patient", "doctor"])
async def test_everybody_sees_their_own_entries_only(world: World, role: str) -> None:
    clinic = await world.clinic(people=("patient",))
    doctor = await clinic.join("doctor", overrides={"appointments.view_all_doctors": False})
    own = {
        "doctor": await waiting(clinic, doctor_id=await clinic.employee(doctor), notes="Secret"),
        "patient": await waiting(clinic, clinic.patient.patient_id, notes="Secret"),
    }
    person = clinic.people[role]

    answer = await person.ask(LIST, {})
    (node,) = answer["data"]["waitlist"]["nodes"]
    assert node["id"] == str(own[role])
    # What the clinic noted is not the patient's to read.
    assert node["notes"] == (None if role == "patient" else "Secret")


async def test_whoever_may_not_changes_nothing(world: World) -> None:
    clinic, ours = await world.clinic(people=("patient",)), await world.clinic(people=("admin",))
    desk = await clinic.join("receptionist", overrides={"appointments.create": False})
    patient = clinic.patient.patient_id
    entry = await waiting(clinic, patient)
    asked: list[tuple[str, dict[str, Any]]] = [
        (ADD, {"input": {"patientId": str(patient)}}), (CHANGE, {"id": str(entry), "input": {"status": "REMOVED"}}),
        (BOOK, {"id": str(entry), "at": at()}),
    ]  # fmt: skip

    async with nothing_happens(clinic):
        for query, variables in asked:
            assert await desk.refused(query, variables) == "FORBIDDEN"
            assert await clinic.patient.refused(query, variables) == "FORBIDDEN"
            assert await ours.admin.refused(query, variables) == "NOT_FOUND"
    assert await listed(ours.admin) == []


async def test_an_erased_patient_waits_no_longer(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    patient = await clinic.patient_row()
    entry = await waiting(clinic, patient, notes="Pain")
    await clinic.appointment(patient, NOON, cancel_reason="Ill", status="cancelled")

    await clinic.admin.data("mutation($id: UUID!) { erasePatient(id: $id) { id } }", {"id": str(patient)})
    (stored,) = await world.fetch("SELECT status, notes FROM waitlist_entry WHERE id = $1", entry)
    assert (stored["status"], stored["notes"]) == ("removed", None)
    assert await world.value("SELECT cancel_reason FROM appointment WHERE patient_id = $1", patient) is None
