"""The first screen of a mobile app: whose visits, what is left out for whom, and how long it stays fresh."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.mobile.screens import noon_zone
from tests.world import Person, World

ADDRESS = "/api/v1/protected/mobile/screen/dashboard"


async def screen(person: Person) -> tuple[dict[str, Any], dict[str, Any]]:
    answer = await person.rest("GET", ADDRESS)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["success"] is True
    return body["data"], body["meta"]


async def test_the_screen_holds_today_the_week_and_what_is_unread(world: World) -> None:
    clinic = await world.clinic(people=("doctor",), timezone=noon_zone())
    now = dt.datetime.now(dt.UTC)
    patient = await clinic.patient_row(first_name="Zoë", last_name="Ray")
    visit = await clinic.appointment(patient, now, 40, status="confirmed")
    await clinic.appointment(patient, now + dt.timedelta(days=40))
    await clinic.notification(clinic.doctor, visit)

    data, meta = await screen(clinic.doctor)

    assert list(data) == ["today", "appointments", "unreadNotifications", "week"]
    assert data["today"] == {
        "date": data["today"]["date"], "total": 1, "requested": 0, "scheduled": 0, "confirmed": 1, "inProgress": 0,
        "completed": 0, "cancelled": 0, "noShow": 0, "minutes": 40,
    }  # fmt: skip
    (shown,) = data["appointments"]
    assert (shown["id"], shown["patient"]["fullName"]) == (str(visit), "Zoë Ray")
    assert data["unreadNotifications"] == 1
    assert data["week"]["dateFrom"] <= data["today"]["date"] <= data["week"]["dateTo"]
    assert (data["week"]["appointments"], data["week"]["minutes"], data["week"]["newPatients"]) == (1, 40, 1)
    assert (meta["cached"], set(meta)) == (False, {"cached", "fetchedAt", "expiresAt"})
    fresh = dt.datetime.fromisoformat(meta["expiresAt"]) - dt.datetime.fromisoformat(meta["fetchedAt"])
    assert fresh == dt.timedelta(minutes=5)


async def test_patients_get_their_own_visits_and_no_figures(world: World) -> None:
    clinic = await world.clinic(people=("patient",))
    now = dt.datetime.now(dt.UTC)
    own = await clinic.appointment(clinic.patient.patient_id, now)  # type: ignore[arg-type]
    await clinic.appointment(await clinic.patient_row(), now)

    data, meta = await screen(clinic.patient)

    assert [visit["id"] for visit in data["appointments"]] == [str(own)]
    assert data["today"]["total"] == 1
    assert data["week"] is None
    assert meta["refused"] == ["appointments.notes", "week"]


async def test_a_doctor_of_the_own_schedule_gets_that(world: World) -> None:
    clinic = await world.clinic(people=())
    lone = await clinic.join("doctor", overrides={"appointments.view_all_doctors": False})
    own, now, patient = await clinic.employee(lone), dt.datetime.now(dt.UTC), await clinic.patient_row()
    mine = await clinic.appointment(patient, now, doctor_id=own)
    await clinic.appointment(patient, now, doctor_id=await clinic.employee())

    data, _ = await screen(lone)
    assert [visit["id"] for visit in data["appointments"]] == [str(mine)]
    assert (data["today"]["total"], data["week"]["appointments"]) == (1, 1)


async def test_week_figures_need_reports_stats(world: World) -> None:
    clinic = await world.clinic(people=())
    desk = await clinic.join("receptionist", overrides={"reports.stats": False})
    data, meta = await screen(desk)
    assert (data["week"], meta["refused"]) == (None, ["week"])


async def test_another_clinics_visits_are_not_on_it(world: World) -> None:
    theirs, ours = await world.clinic(people=()), await world.clinic(people=("admin",))
    await theirs.appointment(await theirs.patient_row(), dt.datetime.now(dt.UTC))
    data, _ = await screen(ours.admin)
    assert (data["appointments"], data["today"]["total"], data["week"]["appointments"]) == ([], 0, 0)


@pytest.mark.parametrize("role", ["admin", "doctor", "patient"])
async def test_without_the_module_there_is_no_screen(world: World, role: str) -> None:
    """Its other parts are open to them elsewhere; the screen is refused as a whole."""
    clinic = await world.clinic(people=(role,))
    await clinic.row("clinic_module", module="mobile", enabled=False)
    answer = await clinic.people[role].rest("GET", ADDRESS)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "MODULE_DISABLED")


async def test_without_the_key_there_is_no_screen(world: World) -> None:
    clinic = await world.clinic(people=())
    patient = await clinic.join("patient", overrides={"appointments.view": False})
    answer = await patient.rest("GET", ADDRESS)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")
    assert (await world.http.get(ADDRESS)).status_code == 401
