"""Booking and hours: patients get what is free; staff hear why a time is not, and may mean it all the same."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from tests.appointments.test_book import stored
from tests.schedules.test_slots import MONDAY, local, opened
from tests.world import ClinicWorld, Person, World

BOOK = "mutation Book($input: BookAppointmentInput!) { bookAppointment(input: $input) { status } }"


async def outcome(person: Person, patient: UUID | None, time: str, **given: Any) -> Any:
    """The status of a visit of half an hour, or the error's extensions."""
    start = local(time)
    wanted = {"patientId": str(patient), "startsAt": start.isoformat(), **given}
    wanted.setdefault("endsAt", (start + dt.timedelta(minutes=30)).isoformat())
    answer = await person.ask(BOOK, {"input": wanted})
    if "errors" in answer:
        (error,) = answer["errors"]
        return error["extensions"]
    return answer["data"]["bookAppointment"]["status"]


def refusal(message: str, **details: str) -> dict[str, Any]:
    return {"code": "CONFLICT", "fields": [{"path": "input.startsAt", "message": message}], **details}


async def planned(world: World) -> tuple[ClinicWorld, dict[str, str], UUID]:
    """A clinic that is open from 9 to 12, with a doctor from 9:30 on; 10:00 is blocked for all, 10:30 a room."""
    clinic = await opened(world, ("receptionist", "patient"))
    doctor = await clinic.employee(working_hours={"mon": [{"start": "09:30", "end": "15:00"}]})
    room = await clinic.room()
    await clinic.row("time_block", starts_at=local("10:00"), ends_at=local("10:30"))
    await clinic.row("time_block", room_id=room, starts_at=local("10:30"), ends_at=local("11:00"))
    return clinic, {"doctorId": str(doctor), "roomId": str(room)}, await clinic.patient_row()


@pytest.mark.parametrize(
    ("time", "message", "reason"),
    [
        ("08:45", "The clinic is closed at this time.", "NOT_WORKING"),
        ("11:45", "The clinic is closed at this time.", "NOT_WORKING"),
        ("09:00", "The doctor does not work at this time.", "NOT_WORKING"),
        ("10:15", "This time is blocked.", "BLOCKED"),
        ("10:30", "The room is blocked at this time.", "ROOM_TAKEN"),
    ],
)
async def test_staff_hear_why_and_may_mean_it(world: World, time: str, message: str, reason: str) -> None:
    clinic, where, patient = await planned(world)

    assert await outcome(clinic.receptionist, patient, time, **where) == refusal(message, reason=reason)
    assert await stored(clinic) == 0
    assert await outcome(clinic.receptionist, patient, time, **where, outsideHours=True) == "SCHEDULED"
    assert await stored(clinic) == 1


async def test_a_free_time_is_booked_by_anybody(world: World) -> None:
    clinic, where, patient = await planned(world)

    assert await outcome(clinic.receptionist, patient, "11:00", **where) == "SCHEDULED"
    own = clinic.patient.patient_id
    assert await outcome(clinic.patient, own, "11:30", doctorId=where["doctorId"]) == "REQUESTED"
    assert await stored(clinic) == 2


@pytest.mark.parametrize("time", ["08:45", "09:00", "10:15", "11:00", "11:40"])
async def test_a_patient_gets_no_other_time_and_never_hears_why(world: World, time: str) -> None:
    clinic, where, patient = await planned(world)
    await world.fetch("UPDATE clinic SET buffer_minutes = 10 WHERE id = $1", clinic.id)
    await clinic.appointment(patient, local("11:00"), doctor_id=UUID(where["doctorId"]))
    own, who = clinic.patient.patient_id, {"doctorId": where["doctorId"]}

    assert await outcome(clinic.patient, own, time, **who) == refusal("This time is taken.")
    answer = await outcome(clinic.patient, own, time, **who, outsideHours=True)
    assert (answer["code"], answer["fields"][0]["path"]) == ("FORBIDDEN", "input.outsideHours")
    assert await world.value("SELECT count(*) FROM appointment WHERE clinic_id = $1", clinic.id) == 1
    assert await clinic.events() == []


async def test_staff_book_within_the_buffer(world: World) -> None:
    clinic, where, patient = await planned(world)
    await world.fetch("UPDATE clinic SET buffer_minutes = 30 WHERE id = $1", clinic.id)
    await clinic.appointment(patient, local("11:00"), doctor_id=UUID(where["doctorId"]))

    assert await outcome(clinic.receptionist, patient, "11:30", **where) == "SCHEDULED"


async def test_without_a_doctor_the_clinic_alone_counts(world: World) -> None:
    clinic, _, patient = await planned(world)
    own = clinic.patient.patient_id

    assert await outcome(clinic.patient, own, "09:00") == "REQUESTED"
    assert await outcome(clinic.patient, own, "12:00") == refusal("This time is taken.")
    await clinic.row("holiday", day=MONDAY, name="X", hours="[]")
    assert await outcome(clinic.receptionist, patient, "11:00") == refusal(
        "The clinic is closed at this time.", reason="NOT_WORKING"
    )


async def test_hours_that_nobody_said_bind_nobody(world: World) -> None:
    clinic = await opened(world, ("receptionist", "patient"), business_hours={})
    doctor = str(await clinic.employee())

    assert await outcome(clinic.patient, clinic.patient.patient_id, "23:00", doctorId=doctor) == "REQUESTED"
    assert await outcome(clinic.receptionist, await clinic.patient_row(), "03:00", doctorId=doctor) == "SCHEDULED"
