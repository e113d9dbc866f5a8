"""Free times as they are asked for: what counts, who is told what, nights of changed clocks, and what it costs."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from core import db
from models.clinics import DAY_KEYS
from tests.contract.test_statements import asked
from tests.patients.test_rest_odontox import data, error
from tests.world import ClinicWorld, Person, World

SLOTS = """query($date: Date!, $dateTo: Date, $doctorId: UUID, $typeId: UUID, $roomId: UUID, $minutes: Int, $snap: Int,
  $taken: Boolean! = false) { freeSlots(date: $date, dateTo: $dateTo, doctorId: $doctorId, typeId: $typeId,
  roomId: $roomId, durationMinutes: $minutes, snap: $snap, includeTaken: $taken) {
  startsAt endsAt date time doctorIds available reason } }"""

BASE = "/api/v1/protected/appointments/available-slots"
MONDAY = dt.date(2027, 6, 7)
BERLIN = ZoneInfo("Europe/Berlin")
WEEK = {key: [{"start": "09:00", "end": "12:00"}] for key in DAY_KEYS}


def local(time: str, day: dt.date = MONDAY, zone: ZoneInfo = BERLIN) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.fromisoformat(time), zone)


async def slots(person: Person, **asked_for: Any) -> list[dict[str, Any]]:
    answer = await person.data(SLOTS, {"date": MONDAY.isoformat(), **asked_for})
    return list(answer["freeSlots"])


async def shown(person: Person, **asked_for: Any) -> list[str]:
    """What the clinic's clock shows when there is time."""
    return [slot["time"] for slot in await slots(person, **asked_for)]


async def opened(world: World, people: tuple[str, ...] = ("receptionist",), **values: Any) -> ClinicWorld:
    return await world.clinic(people=people, **{"business_hours": WEEK, **values})


# --- what counts --------------------


async def test_a_free_morning(world: World) -> None:
    clinic = await opened(world)
    ada = await clinic.employee()
    await clinic.employee(kind="receptionist")

    found = await slots(clinic.receptionist, minutes=60)

    assert found[0] == {
        "startsAt": "2027-06-07T07:00:00Z", "endsAt": "2027-06-07T08:00:00Z", "date": "2027-06-07", "time": "09:00",
        "doctorIds": [str(ada)], "available": True, "reason": None,
    }  # fmt: skip
    assert [slot["time"] for slot in found] == ["09:00", "09:30", "10:00", "10:30", "11:00"]


async def test_length_and_snap_come_from_the_question_the_type_or_the_clinic(world: World) -> None:
    clinic = await opened(world, default_slot_minutes=90, snap_minutes=15)
    await clinic.employee()
    kind = str(await clinic.appointment_type(duration_minutes=150))

    assert await shown(clinic.receptionist, snap=30) == ["09:00", "09:30", "10:00", "10:30"]
    assert await shown(clinic.receptionist, typeId=kind) == ["09:00", "09:15", "09:30"]
    assert await shown(clinic.receptionist, typeId=kind, minutes=180) == ["09:00"]
    for wrong in ({"snap": 20}, {"minutes": 4}, {"dateTo": "2027-06-06"}, {"dateTo": "2027-07-19"}):
        assert await clinic.receptionist.refused(SLOTS, {"date": "2027-06-07", **wrong}) == "INVALID"
    assert len(await slots(clinic.receptionist, dateTo="2027-07-18", minutes=180)) == 42


async def test_everything_that_takes_time_is_left_out(world: World) -> None:
    clinic = await opened(world)
    ada, room = await clinic.employee(), await clinic.room()
    patient = await clinic.patient_row()
    await clinic.appointment(patient, local("09:30"), 30, doctor_id=ada)
    await clinic.appointment(patient, local("10:00"), 30, doctor_id=ada, status="cancelled")
    await clinic.appointment(patient, local("10:30"), 30, doctor_id=ada, status="no_show")
    await clinic.appointment(patient, local("11:00"), 30, room_id=room, status="requested")
    await clinic.row("time_block", starts_at=local("11:30"), ends_at=local("18:00"))

    assert await shown(clinic.receptionist) == ["09:00", "10:00", "10:30", "11:00"]
    assert await shown(clinic.receptionist, roomId=str(room)) == ["09:00", "10:00", "10:30"]
    taken = {slot["time"]: slot["reason"] for slot in await slots(clinic.receptionist, roomId=str(room), taken=True)}
    assert taken == {
        "09:00": None, "09:30": "BOOKED", "10:00": None, "10:30": None, "11:00": "ROOM_TAKEN", "11:30": "BLOCKED",
    }  # fmt: skip
    await world.fetch("UPDATE clinic SET buffer_minutes = 30 WHERE id = $1", clinic.id)
    assert await shown(clinic.receptionist) == ["10:30", "11:00"]


async def test_weeks_exceptions_and_holidays(world: World) -> None:
    clinic = await opened(world)
    ada = await clinic.employee(working_hours={"mon": [{"start": "10:00", "end": "15:00"}]})
    ben = await clinic.employee()
    days = {"dateTo": "2027-06-09", "minutes": 60}
    tuesday, wednesday = MONDAY + dt.timedelta(days=1), MONDAY + dt.timedelta(days=2)
    await clinic.row("schedule_exception", employee_id=ada, day=tuesday, hours='[{"start": "08:00", "end": "10:00"}]')
    await clinic.row("schedule_exception", employee_id=ben, day=MONDAY, hours="[]", reason="Flu")
    await clinic.row("holiday", day=wednesday, name="X", hours='[{"start": "11:00", "end": "14:00"}]')

    found = {(s["date"][-2:], s["time"]): s["doctorIds"] for s in await slots(clinic.receptionist, **days)}

    one, other = [str(ada)], [str(ben)]
    both = sorted(one + other)
    assert {at: sorted(who) for at, who in found.items()} == {
        ("07", "10:00"): one, ("07", "10:30"): one, ("07", "11:00"): one,
        ("08", "09:00"): both, ("08", "09:30"): other, ("08", "10:00"): other, ("08", "10:30"): other,
        ("08", "11:00"): other,
        # The clinic is open at other hours, in which Ada does not work.
        ("09", "11:00"): other, ("09", "11:30"): other, ("09", "12:00"): other, ("09", "12:30"): other,
        ("09", "13:00"): other,
    }  # fmt: skip
    assert await shown(clinic.receptionist, doctorId=str(ada)) == ["10:00", "10:30", "11:00", "11:30"]


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        ("Europe/Berlin", dt.date(2027, 3, 28), ["00:00Z 01:00", "00:30Z 01:30", "01:00Z 03:00", "01:30Z 03:30"]),
        (
            "Europe/Berlin", dt.date(2027, 10, 31),
            ["23:00Z 01:00", "23:30Z 01:30", "00:00Z 02:00", "00:30Z 02:30", "01:00Z 02:00", "01:30Z 02:30",
             "02:00Z 03:00", "02:30Z 03:30"],
        ),
        ("Australia/Lord_Howe", dt.date(2027, 10, 3),
         ["14:30Z 01:00", "15:00Z 01:30", "15:30Z 02:30", "16:00Z 03:00", "16:30Z 03:30"]),
    ],
)  # fmt: skip
async def test_a_night_in_which_clocks_are_changed(world: World, zone: str, day: dt.date, expected: list[str]) -> None:
    night = {key: [{"start": "01:00", "end": "04:00"}] for key in DAY_KEYS}
    clinic = await opened(world, timezone=zone, business_hours=night)
    await clinic.employee()

    found = await slots(clinic.receptionist, date=day.isoformat(), minutes=30)

    assert [f"{slot['startsAt'][11:16]}Z {slot['time']}" for slot in found] == expected


async def test_times_that_are_past_are_not_free(world: World) -> None:
    all_day = {key: [{"start": "00:00", "end": "23:59"}] for key in DAY_KEYS}
    clinic = await opened(world, business_hours=all_day, timezone="UTC")
    await clinic.employee()
    now = dt.datetime.now(dt.UTC)
    days = {"date": (now.date() - dt.timedelta(days=1)).isoformat(), "dateTo": now.date().isoformat()}

    assert all(slot["startsAt"] > now.isoformat() for slot in await slots(clinic.receptionist, **days))
    reasons = {s["reason"] for s in await slots(clinic.receptionist, **days, taken=True) if s["date"] == days["date"]}
    assert reasons == {"PAST"}


# --- who is told what --------------------


async def test_patients_get_free_times_and_nothing_else(world: World) -> None:
    clinic = await opened(world, ("patient",))
    ada, room = await clinic.employee(), await clinic.room()
    await clinic.appointment(
        await clinic.patient_row(last_name="Secret"), local("09:00"), doctor_id=ada, notes="Secret"
    )
    await clinic.row("time_block", employee_id=ada, starts_at=local("09:30"), ends_at=local("11:30"), reason="Secret")

    answer = await clinic.patient.rest("GET", BASE, params={"date": MONDAY.isoformat()})
    assert data(answer) == [
        {
            "date": "2027-06-07", "time": "11:30", "startsAt": "2027-06-07T09:30:00Z", "endsAt": "2027-06-07T10:00:00Z",
            "doctorIds": [str(ada)], "available": True, "reason": None,
        }
    ]  # fmt: skip
    assert "Secret" not in answer.text
    for asks in ({"taken": True}, {"roomId": str(room)}):
        assert await clinic.patient.refused(SLOTS, {"date": "2027-06-07", **asks}) == "FORBIDDEN"


async def test_a_doctor_of_the_own_schedule_gets_the_own_times(world: World) -> None:
    clinic = await opened(world, ())
    lone = await clinic.join("doctor", overrides={"appointments.view_all_doctors": False})
    own, colleague = await clinic.employee(lone), await clinic.employee()
    nobody = await clinic.join("doctor", "nobody", overrides={"appointments.view_all_doctors": False})

    assert {tuple(slot["doctorIds"]) for slot in await slots(lone)} == {(str(own),)}
    assert await shown(lone, doctorId=str(own)) == await shown(lone)
    assert await lone.refused(SLOTS, {"date": "2027-06-07", "doctorId": str(colleague)}) == "NOT_FOUND"
    assert await nobody.refused(SLOTS, {"date": "2027-06-07"}) == "NOT_FOUND"


async def test_whom_and_what_one_may_ask_for(world: World) -> None:
    clinic, other = await opened(world, ("receptionist",)), await opened(world, ())
    blind = await clinic.join("patient", overrides={"appointments.view": False})
    theirs, gone = await other.employee(), await clinic.employee(active=False)
    closed = await clinic.appointment_type(active=False)

    for asks, code in (
        ({"doctorId": str(theirs)}, "NOT_FOUND"), ({"doctorId": str(gone)}, "CONFLICT"),
        ({"typeId": str(closed)}, "CONFLICT"), ({"roomId": str(await other.room())}, "NOT_FOUND"),
    ):  # fmt: skip
        assert await clinic.receptionist.refused(SLOTS, {"date": "2027-06-07", **asks}) == code
    assert await blind.refused(SLOTS, {"date": "2027-06-07"}) == "FORBIDDEN"
    assert await slots(clinic.receptionist) == []


# --- over REST --------------------


async def test_free_times_over_both_dialects(world: World) -> None:
    clinic = await opened(world, ("receptionist", "doctor"))
    ada = await clinic.employee()
    await clinic.appointment(await clinic.patient_row(), local("09:00"), 150, doctor_id=ada)
    wanted = {"date": "2027-06-07", "doctorId": str(ada), "includeTaken": "true", "durationMinutes": "60"}

    found = data(await clinic.receptionist.rest("GET", BASE, params=wanted))
    assert [(slot["time"], slot["available"], slot["reason"]) for slot in found] == [
        ("09:00", False, "BOOKED"), ("09:30", False, "BOOKED"), ("10:00", False, "BOOKED"), ("10:30", False, "BOOKED"),
        ("11:00", False, "BOOKED"),
    ]  # fmt: skip
    assert error(await clinic.receptionist.rest("GET", BASE), 422, "INVALID")["fields"][0]["path"] == "date"
    error(await world.http.get(BASE, params=wanted), 401, "UNAUTHENTICATED")

    query = {"date": "2027-06-07", "doctor_id": str(ada), "duration_min": "30"}
    answer = await clinic.doctor.rest("GET", "/api/v1/availability", params=query)
    assert (answer.status_code, answer.json()) == (
        200,
        {
            "data": [
                {
                    "start_at": "2027-06-07T09:30:00Z", "end_at": "2027-06-07T10:00:00Z",
                    "doctor_employee_ids": [str(ada)],
                }
            ]
        },
    )  # fmt: skip
    blind = await clinic.join("patient", overrides={"appointments.view": False})
    refused = await blind.rest("GET", "/api/v1/availability", params=query)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "FORBIDDEN")


# --- what it costs --------------------


async def test_a_day_of_one_doctor_and_a_month_of_ten_cost_one_statement(world: World) -> None:
    clinic = await opened(world)
    patient = await clinic.patient_row()
    doctors: list[UUID] = [await clinic.employee() for _ in range(10)]
    for number, doctor in enumerate(doctors):
        for day in range(5):
            await clinic.appointment(
                patient, local("09:00") + dt.timedelta(days=day, hours=number % 3), doctor_id=doctor
            )
        await clinic.row("schedule_exception", employee_id=doctor, day=MONDAY, hours="[]")
    costs = []
    for month in ({}, {"dateTo": "2027-07-07"}, {"dateTo": "2027-07-07", "taken": True}):
        await slots(clinic.receptionist, **month)
        with db.count_statements() as statements:
            await slots(clinic.receptionist, **month)
        costs.append(len(asked(statements.statements)))
    assert costs == [1, 1, 1]
