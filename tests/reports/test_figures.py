"""Figures of the clinic: which days, whose rows, and for whom; the DCMS dashboard over them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.world import ClinicWorld, Person, World

FIGURES = """query($period: FiguresPeriod! = DAY, $date: Date) { clinicFigures(period: $period, date: $date) {
  dateFrom dateTo appointments requested scheduled confirmed inProgress completed cancelled noShow minutes
  newPatients activePatients } }"""
ADDRESS = "/api/v1/dashboard/metrics"
WEDNESDAY = dt.datetime(2026, 6, 10, 10, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


async def figures(person: Person, **variables: Any) -> dict[str, Any]:
    return dict((await person.data(FIGURES, variables))["clinicFigures"])


async def diary(clinic: ClinicWorld) -> None:
    """One visit on Monday, three on Wednesday (one called off), one on Sunday, one a week later, one in May."""
    patient = await clinic.patient_row(created_at=LONG_AGO)
    await clinic.appointment(patient, WEDNESDAY - 2 * DAY, 30, status="completed")
    await clinic.appointment(patient, WEDNESDAY, 45, status="confirmed")
    await clinic.appointment(patient, WEDNESDAY, 15, status="no_show")
    await clinic.appointment(patient, WEDNESDAY, 20, status="cancelled", removed_at=WEDNESDAY)
    await clinic.appointment(patient, WEDNESDAY + 4 * DAY, 60)
    await clinic.appointment(patient, WEDNESDAY + 7 * DAY, 10, status="requested")
    await clinic.appointment(patient, WEDNESDAY - 10 * DAY, 90)


async def test_a_day_a_week_and_a_month_are_counted(world: World) -> None:
    clinic = await world.clinic(people=("manager",), timezone="Europe/Berlin")
    await diary(clinic)
    # 22:30 in UTC is the next day in Berlin.
    await clinic.patient_row(created_at=dt.datetime(2026, 6, 9, 22, 30, tzinfo=dt.UTC))
    await clinic.patient_row(created_at=dt.datetime(2026, 6, 9, 21, 30, tzinfo=dt.UTC), status="archived")

    assert await figures(clinic.manager, date="2026-06-10") == {
        "dateFrom": "2026-06-10", "dateTo": "2026-06-10", "appointments": 1, "requested": 0, "scheduled": 0,
        "confirmed": 1, "inProgress": 0, "completed": 0, "cancelled": 0, "noShow": 1, "minutes": 45,
        "newPatients": 1, "activePatients": 2,
    }  # fmt: skip
    assert await figures(clinic.manager, date="2026-06-10", period="WEEK") == {
        "dateFrom": "2026-06-08", "dateTo": "2026-06-14", "appointments": 3, "requested": 0, "scheduled": 1,
        "confirmed": 1, "inProgress": 0, "completed": 1, "cancelled": 0, "noShow": 1, "minutes": 135,
        "newPatients": 2, "activePatients": 2,
    }  # fmt: skip
    month = await figures(clinic.manager, date="2026-06-10", period="MONTH")
    assert (month["dateFrom"], month["dateTo"]) == ("2026-06-01", "2026-06-30")
    assert (month["appointments"], month["requested"], month["minutes"]) == (4, 1, 145)


@pytest.mark.parametrize(("date", "first"), [("2026-06-08", "2026-06-08"), ("2026-06-14", "2026-06-08")])
async def test_a_week_begins_on_monday(world: World, date: str, first: str) -> None:
    clinic = await world.clinic(people=("admin",))
    assert (await figures(clinic.admin, date=date, period="WEEK"))["dateFrom"] == first


async def test_only_what_the_caller_sees_counts(world: World) -> None:
    clinic, other = await world.clinic(people=("admin",)), await world.clinic(people=("admin",))
    lone = await clinic.join("doctor", overrides={"appointments.view_all_doctors": False})
    own, patient = await clinic.employee(lone), await clinic.patient_row()
    await clinic.appointment(patient, WEDNESDAY, doctor_id=own)
    await clinic.appointment(patient, WEDNESDAY, doctor_id=await clinic.employee())

    assert (await figures(lone, date="2026-06-10"))["appointments"] == 1
    assert (await figures(clinic.admin, date="2026-06-10"))["appointments"] == 2
    theirs = await figures(other.admin, date="2026-06-10", period="MONTH")
    assert (theirs["appointments"], theirs["newPatients"], theirs["activePatients"]) == (0, 0, 0)


async def test_whoever_holds_reports_stats(world: World) -> None:
    clinic = await world.clinic()
    for role in ("admin", "manager", "doctor", "receptionist"):
        assert (await figures(clinic.people[role]))["appointments"] == 0
        assert (await clinic.people[role].rest("GET", ADDRESS)).status_code == 200
    assert await clinic.patient.refused(FIGURES) == "FORBIDDEN"
    answer = await clinic.patient.rest("GET", ADDRESS)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")
    without = await clinic.join("receptionist", "without", overrides={"reports.stats": False})
    assert await without.refused(FIGURES) == "FORBIDDEN"
    assert (await without.rest("GET", ADDRESS)).status_code == 403
    assert (await world.http.get(ADDRESS)).status_code == 401


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31"])
async def test_a_day_no_calendar_has_is_refused(world: World, date: str) -> None:
    clinic = await world.clinic(people=("admin",))
    assert await clinic.admin.refused(FIGURES, {"date": date, "period": "WEEK"}) == "INVALID"


async def test_the_dashboard_of_dcms(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    now = dt.datetime.now(dt.UTC)
    patient = await clinic.patient_row(created_at=LONG_AGO)
    await clinic.patient_row(created_at=now)
    await clinic.appointment(patient, now, 40, status="in_progress")
    await clinic.appointment(patient, now, 20, status="cancelled")

    answer = await clinic.admin.rest("GET", ADDRESS)

    assert answer.status_code == 200
    data = answer.json()["data"]
    assert list(data) == ["today", "week", "month"]
    assert data["today"] == {
        "from": data["today"]["to"], "to": data["today"]["to"], "appointments": 1, "requested": 0, "scheduled": 0,
        "confirmed": 0, "in_progress": 1, "completed": 0, "canceled": 1, "no_show": 0, "minutes": 40,
        "new_patients": 1, "active_patients": 2, "revenue": None,
    }  # fmt: skip
    for period in ("week", "month"):
        assert data[period]["from"] <= data["today"]["from"] <= data[period]["to"]
        assert {**data[period], "from": "", "to": ""} == {**data["today"], "from": "", "to": ""}
