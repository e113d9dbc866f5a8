"""Visits by days: whose, which days, how many; and what was forgotten."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from core import db
from tests.contract.test_statements import asked
from tests.world import ClinicWorld, Person, World

CALENDAR = """query($date: Date, $days: Int! = 1, $dateTo: Date, $doctorId: UUID, $own: Boolean! = false) {
  appointmentCalendar(date: $date, days: $days, dateTo: $dateTo, doctorId: $doctorId, preferOwn: $own) { id } }"""
MONTH = """query($month: String, $doctorId: UUID) { appointmentDays(month: $month, doctorId: $doctorId) {
  date total requested scheduled confirmed inProgress completed cancelled noShow minutes } }"""
NOON = dt.datetime(2026, 6, 10, 10, tzinfo=dt.UTC)


async def shown(person: Person, **variables: Any) -> list[UUID]:
    given = {name: str(value) if isinstance(value, UUID) else value for name, value in variables.items()}
    return [UUID(v["id"]) for v in (await person.data(CALENDAR, given))["appointmentCalendar"]]


async def test_days_are_the_clinics(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",), timezone="America/New_York")
    patient = await clinic.patient_row()
    # 03:30 in UTC is still the day before in New York.
    late, early, next_ = [await clinic.appointment(patient, NOON + dt.timedelta(hours=h)) for h in (17.5, 0, 30)]

    assert await shown(clinic.receptionist, date="2026-06-10") == [early, late]
    assert await shown(clinic.receptionist, date="2026-06-10", days=2) == [early, late, next_]
    assert await shown(clinic.receptionist, date="2026-06-10", dateTo="2026-06-11") == [early, late, next_]
    assert await shown(clinic.receptionist, date="2026-06-09") == []


async def test_without_a_day_it_is_today(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient, now = await clinic.patient_row(), dt.datetime.now(dt.UTC)
    today = await clinic.appointment(patient, now)
    await clinic.appointment(patient, now + dt.timedelta(days=1))
    assert await shown(clinic.receptionist) == [today]


@pytest.mark.parametrize("given", [{"days": 0}, {"days": 63}, {"dateTo": "2026-06-09"}, {"dateTo": "2026-08-11"}])
async def test_a_calendar_has_bounds(world: World, given: dict[str, Any]) -> None:
    clinic = await world.clinic(people=("receptionist",))
    assert await clinic.receptionist.refused(CALENDAR, {"date": "2026-06-10", **given}) == "INVALID"


async def test_a_doctor_who_names_nobody_gets_the_own_schedule(world: World) -> None:
    clinic = await world.clinic(people=("doctor", "receptionist"))
    own, colleague, patient = await clinic.employee(clinic.doctor), await clinic.employee(), await clinic.patient_row()
    mine = await clinic.appointment(patient, NOON, doctor_id=own)
    theirs = await clinic.appointment(patient, NOON, doctor_id=colleague)

    assert await shown(clinic.doctor, date="2026-06-10", own=True) == [mine]
    assert await shown(clinic.doctor, date="2026-06-10", own=True, doctorId=colleague) == [theirs]
    assert set(await shown(clinic.doctor, date="2026-06-10")) == {mine, theirs}
    assert set(await shown(clinic.receptionist, date="2026-06-10", own=True)) == {mine, theirs}


async def test_a_doctor_without_an_employee_has_no_own_schedule(world: World) -> None:
    clinic = await world.clinic(people=("doctor",))
    answer = await clinic.doctor.ask(CALENDAR, {"own": True})
    extensions = answer["errors"][0]["extensions"]
    assert (extensions["code"], extensions["reason"]) == ("INVALID", "NO_EMPLOYEE_PROFILE")


async def test_everybody_sees_their_own_visits_only(world: World) -> None:
    clinic, other = await world.clinic(people=("patient", "receptionist")), await world.clinic(people=("admin",))
    doctor = await clinic.join("doctor", overrides={"appointments.view_all_doctors": False})
    own = await clinic.employee(doctor)
    patients = await clinic.appointment(clinic.patient.patient_id, NOON)  # type: ignore[arg-type]
    doctors = await clinic.appointment(await clinic.patient_row(), NOON, doctor_id=own)

    seen = {"patient": [patients], "doctor": [doctors]}
    for name, wanted in seen.items():
        assert await shown(clinic.people[name], date="2026-06-10") == wanted
        days = (await clinic.people[name].data(MONTH, {"month": "2026-06"}))["appointmentDays"]
        assert sum(day["total"] for day in days) == 1
    assert len(await shown(clinic.receptionist, date="2026-06-10")) == 2
    assert await shown(other.admin, date="2026-06-10") == []


async def test_a_month_has_all_its_days_and_counts_by_status(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",), timezone="Europe/Berlin")
    patient, doctor = await clinic.patient_row(), await clinic.employee()
    for number, status in enumerate(("scheduled", "scheduled", "cancelled", "no_show", "completed", "in_progress")):
        await clinic.appointment(patient, NOON + dt.timedelta(hours=number), 45, status=status, doctor_id=doctor)
    # Half past midnight of the 1st of July in Berlin, and of the 1st of June.
    await clinic.appointment(patient, dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC))
    await clinic.appointment(patient, dt.datetime(2026, 5, 31, 22, 30, tzinfo=dt.UTC), status="requested")
    await clinic.appointment(patient, NOON, removed_at=NOON, status="cancelled")

    days = (await clinic.receptionist.data(MONTH, {"month": "2026-06"}))["appointmentDays"]

    assert [day["date"] for day in days] == [f"2026-06-{n:02}" for n in range(1, 31)]
    nothing = dict.fromkeys(
        ("total", "requested", "scheduled", "confirmed", "inProgress", "completed", "cancelled", "noShow", "minutes"), 0
    )
    busy = {day.pop("date"): day for day in days if day != nothing | {"date": day["date"]}}
    assert busy == {
        "2026-06-01": nothing | {"total": 1, "requested": 1, "minutes": 30},
        "2026-06-10": nothing
        | {"total": 4, "scheduled": 2, "completed": 1, "inProgress": 1, "cancelled": 1, "noShow": 1, "minutes": 180},
    }
    only = (await clinic.receptionist.data(MONTH, {"month": "2026-06", "doctorId": str(doctor)}))["appointmentDays"]
    assert sum(day["total"] for day in only) == 4
    for month in ("2026-13", "2026-6", "june", "0001-01"):
        assert await clinic.receptionist.refused(MONTH, {"month": month}) == "INVALID"


async def test_what_was_forgotten(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient, now = await clinic.patient_row(), dt.datetime.now(dt.UTC)
    hours = {"requested": 2, "scheduled": 3}
    wanted = [
        await clinic.appointment(patient, now - dt.timedelta(hours=h), status=s) for s, h in sorted(hours.items())
    ][::-1]
    for status in ("confirmed", "in_progress", "completed", "cancelled", "no_show"):
        await clinic.appointment(patient, now - dt.timedelta(hours=1), status=status)
    await clinic.appointment(patient, now + dt.timedelta(minutes=5))
    old = await clinic.appointment(patient, now - dt.timedelta(days=10))

    async def overdue(days: int) -> list[UUID]:
        query = "query($days: Int!) { overdueAppointments(withinDays: $days) { id } }"
        return [UUID(v["id"]) for v in (await clinic.receptionist.data(query, {"days": days}))["overdueAppointments"]]

    assert await overdue(1) == wanted
    assert await overdue(30) == [old, *wanted]


async def busy_day(clinic: ClinicWorld, visits: int) -> None:
    """A day with that many visits, of five doctors in five rooms."""
    doctors = [await clinic.employee() for _ in range(5)]
    rooms = [await clinic.room(f"Room {n}") for n in range(5)]
    kind = await clinic.appointment_type()
    patients = [await clinic.patient_row() for _ in range(10)]
    for number in range(visits):
        start = NOON - dt.timedelta(hours=4) + dt.timedelta(minutes=10 * (number // 5))
        await clinic.appointment(
            patients[number % 10], start, 10, doctor_id=doctors[number % 5], room_id=rooms[number % 5], type_id=kind
        )


async def test_a_day_of_two_hundred_visits_costs_one_statement_a_level(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    await busy_day(clinic, 200)
    query = """{ appointmentCalendar(date: "2026-06-10") { id stage startsAt patient { fullName } doctor { displayName }
      room { name } type { name color } changes { toStatus } } }"""
    await clinic.receptionist.data(query)

    with db.count_statements() as statements:
        found = await clinic.receptionist.data(query)

    assert len(found["appointmentCalendar"]) == 200
    assert len(asked(statements.statements)) == 2
