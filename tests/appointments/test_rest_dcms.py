"""Appointments in the DCMS dialect, endpoint by endpoint, as its clients know them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.appointments.diary import NOON, at, nothing_happens, row, steps
from tests.dcms import error
from tests.world import ClinicWorld, World

BASE = "/api/v1/appointments"
ROW = [
    "appointment_id", "color_override", "confirmed_at", "doctor", "end_at", "note", "patient", "planned_items",
    "planned_summary", "priority", "reminder_sent_at", "source", "start_at", "status",
]  # fmt: skip


def body(answer: httpx.Response) -> Any:
    assert answer.status_code == 200, answer.text
    assert list(answer.json()) == ["data"]
    return answer.json()["data"]


async def visit_of(clinic: ClinicWorld, **values: Any) -> UUID:
    patient = await clinic.patient_row(first_name="Ada", last_name="Ray")
    values.setdefault("doctor_id", await clinic.employee(display_name="Dr. Ray"))
    return await clinic.appointment(patient, NOON, **values)


#: Method, path and body of everything that asks for one visit or changes it.
ONE: list[tuple[str, str, Any]] = [
    ("GET", "", None), ("PATCH", "", {"note": "x"}), ("POST", "/cancel", None), ("POST", "/confirm", None),
    ("POST", "/check_in", None), ("POST", "/finish", None), ("POST", "/arrive", None), ("POST", "/seat", None),
    ("POST", "/dismiss", None), ("POST", "/reminder_sent", None),
]  # fmt: skip
LISTS = [
    BASE, f"{BASE}/day?date=2027-06-10", f"{BASE}/week?start=2027-06-08", f"{BASE}/today", f"{BASE}/overdue",
    "/api/v1/calendar/day?date=2027-06-10", "/api/v1/calendar/week?start=2027-06-08",
    "/api/v1/calendar/month?month=2027-06", "/api/v1/doctors/{doctor}/calendar?from=2027-06-10&to=2027-06-10",
    "/api/v1/patients/{patient}/appointments", "/api/v1/patients/{patient}/timeline",
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "given"), ONE)
async def test_one_visit_is_for_whoever_may(world: World, method: str, path: str, given: Any) -> None:
    clinic, ours = await world.clinic(people=("patient",)), await world.clinic(people=("admin",))
    visit = await visit_of(clinic)
    place = f"{BASE}/{visit}{path}"

    async with nothing_happens(clinic):
        error(await world.http.request(method, place, json=given), 401, "SESSION_EXPIRED")
        error(await ours.admin.rest(method, place, json=given), 400, "NOT_FOUND")
        wanted = (400, "NOT_FOUND") if method == "GET" else (403, "FORBIDDEN")
        error(await clinic.patient.rest(method, place, json=given), *wanted)


@pytest.mark.parametrize("path", LISTS)
async def test_lists_are_for_whoever_may(world: World, path: str) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await visit_of(clinic)
    stored = await row(clinic, visit)
    place = path.format(doctor=stored["doctor_id"], patient=stored["patient_id"])
    nobody = await clinic.join("patient", overrides={"appointments.view": False, "patients.view_detail": False})

    error(await world.http.get(place), 401, "SESSION_EXPIRED")
    error(await nobody.rest("GET", place), 403, "FORBIDDEN")
    assert isinstance(body(await clinic.receptionist.rest("GET", place)), list)


async def test_a_visit_has_the_shape_that_clients_know(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await visit_of(clinic, notes="n")
    stored = await row(clinic, visit)

    found = body(await clinic.receptionist.rest("GET", f"{BASE}/{visit}"))
    assert sorted(found) == ROW
    assert found == {
        "appointment_id": str(visit), "start_at": at(), "end_at": at(30), "status": 0, "priority": 0, "note": "n",
        "color_override": None, "source": "SCHEDULED", "confirmed_at": None, "reminder_sent_at": None,
        "patient": {"id": str(stored["patient_id"]), "display": "Ada Ray", "number": None},
        "doctor": {"id": str(stored["doctor_id"]), "display": "Dr. Ray", "number": None},
        "planned_items": [], "planned_summary": "(no planned items)",
    }  # fmt: skip


async def test_lists_show_the_visits_of_their_days(world: World) -> None:
    clinic = await world.clinic(people=("receptionist", "doctor"), timezone="Europe/Berlin")
    own = await clinic.employee(clinic.doctor)
    theirs, mine = await visit_of(clinic), await visit_of(clinic, doctor_id=own)
    patient = (await row(clinic, mine))["patient_id"]
    off = await clinic.appointment(patient, NOON + dt.timedelta(days=2), doctor_id=own, status="cancelled")

    async def found(path: str, person: Any = clinic.receptionist, **query: str) -> list[UUID]:
        return [UUID(v["appointment_id"]) for v in body(await person.rest("GET", path, params=query))]

    for day in (f"{BASE}/day", "/api/v1/calendar/day"):
        assert set(await found(day, date="2027-06-10")) == {theirs, mine}
        assert await found(day, date="2027-06-10", doctor_employee_id=str(own)) == [mine]
        assert await found(day, clinic.doctor, date="2027-06-10") == [mine]
    for week in (f"{BASE}/week", "/api/v1/calendar/week"):
        assert set(await found(week, start="2027-06-08")) == {theirs, mine, off}
        assert set(await found(week, start="2027-06-08", days="3")) == {theirs, mine}
    assert set(await found(BASE, **{"from": "2027-06-10", "to": "2027-06-11"})) == {theirs, mine}
    assert await found(BASE, doctor_id=str(own)) == [mine, off]
    assert await found(BASE, status="1") == [off]
    assert set(await found(BASE, status="0,1")) == {theirs, mine, off}
    assert await found(BASE, clinic.doctor) == [mine, off]
    assert await found(f"/api/v1/doctors/{own}/calendar", **{"from": "2027-06-09", "to": "2027-06-12"}) == [mine, off]
    assert await found(f"/api/v1/patients/{patient}/appointments") == [mine, off]
    for bad in ({"date": "10.06.2027"}, {"date": "2027-06-10", "doctor_employee_id": "7"}):
        error(await clinic.receptionist.rest("GET", f"{BASE}/day", params=bad), 400, "VALIDATION_ERROR")
    error(await clinic.receptionist.rest("GET", BASE, params={"status": "6"}), 400, "VALIDATION_ERROR")
    month = body(await clinic.receptionist.rest("GET", "/api/v1/calendar/month", params={"month": "2027-06"}))
    assert [(d["date"], d["total"]) for d in month if d["total"]] == [("2027-06-10", 2)]
    assert [(d["date"], d["canceled"]) for d in month if d["canceled"]] == [("2027-06-12", 1)]


async def test_today_and_what_was_forgotten(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    now = dt.datetime.now(dt.UTC)
    patient = await clinic.patient_row()
    today, old = await clinic.appointment(patient, now), await clinic.appointment(patient, now - dt.timedelta(days=3))

    (found,) = body(await clinic.receptionist.rest("GET", f"{BASE}/today"))
    assert found["appointment_id"] == str(today)
    found = body(await clinic.receptionist.rest("GET", f"{BASE}/overdue"))
    assert [v["appointment_id"] for v in found] == [str(old), str(today)]
    (found,) = body(await clinic.receptionist.rest("GET", f"{BASE}/overdue", params={"within_days": "1"}))
    assert found["appointment_id"] == str(today)


async def test_numbers_mean_every_stage_that_has_them(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient = await clinic.patient_row()
    numbers = {
        "requested": 0, "scheduled": 0, "cancelled": 1, "confirmed": 2, "no_show": 3, "in_progress": 4, "completed": 5,
    }  # fmt: skip
    made = {s: await clinic.appointment(patient, NOON + dt.timedelta(hours=n), status=s) for n, s in enumerate(numbers)}
    arrived = await clinic.appointment(patient, NOON + dt.timedelta(hours=9), status="confirmed", arrived_at=NOON)

    for number in range(6):
        found = body(await clinic.receptionist.rest("GET", BASE, params={"status": str(number)}))
        wanted = {str(made[s]) for s, n in numbers.items() if n == number} | ({str(arrived)} if number == 4 else set())
        assert {v["appointment_id"] for v in found} == wanted
        assert {v["status"] for v in found} == {number}


# --- booking and changing --------------------


async def test_a_visit_is_booked(world: World) -> None:
    clinic = await world.clinic(people=("receptionist", "patient"))
    patient, doctor = await clinic.patient_row(), await clinic.employee()
    given = {
        "patient_id": str(patient), "doctor_employee_id": str(doctor), "start_at": at(), "end_at": at(45),
        "note": "first", "priority": 1, "is_new_patient": True, "source": "WalkIn", "unknown": 1,
    }  # fmt: skip

    made = body(await clinic.receptionist.rest("POST", BASE, json=given))
    assert (made["status"], made["priority"], made["source"], made["note"]) == (0, 1, "WALKIN", "first")
    stored = await row(clinic, UUID(made["appointment_id"]))
    assert (stored["patient_id"], stored["doctor_id"], stored["is_new_patient"]) == (patient, doctor, True)
    assert await clinic.event_types() == ["appointment.booked"]

    async with nothing_happens(clinic):
        error(await clinic.receptionist.rest("POST", BASE, json=given), 400, "APPOINTMENT_CREATE_FAILED")
        backwards = given | {"end_at": at(-5)}
        error(await clinic.receptionist.rest("POST", BASE, json=backwards), 400, "VALIDATION_ERROR")
        without = {name: value for name, value in given.items() if name != "doctor_employee_id"}
        error(await clinic.receptionist.rest("POST", BASE, json=without), 422, "VALIDATION_ERROR")
        error(await clinic.patient.rest("POST", BASE, json=given), 403, "FORBIDDEN")
        error(await world.http.post(BASE, json=given), 401, "SESSION_EXPIRED")


async def test_a_visit_is_changed_and_nothing_is_cleared_by_null(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await visit_of(clinic, notes="kept")
    place = f"{BASE}/{visit}"

    given = {"start_at": at(60), "end_at": at(80), "note": None, "color_override": -7, "priority": 1, "status": 2}
    made = body(await clinic.receptionist.rest("PATCH", place, json=given))
    assert (made["start_at"], made["end_at"], made["note"]) == (at(60), at(80), "kept")
    assert (made["color_override"], made["priority"], made["status"]) == (-7, 1, 2)
    assert made["confirmed_at"] is not None
    other = await clinic.appointment(
        await clinic.patient_row(), NOON, doctor_id=(await row(clinic, visit))["doctor_id"]
    )
    async with nothing_happens(clinic):
        for bad in ({"start_at": at(), "end_at": at(20)}, {"status": 0, "start_at": at()}):
            error(await clinic.receptionist.rest("PATCH", place, json=bad), 400, "APPOINTMENT_UPDATE_FAILED")
        illegal = await clinic.receptionist.rest("PATCH", f"{BASE}/{other}", json={"status": 3})
        error(illegal, 400, "APPOINTMENT_UPDATE_FAILED")
        error(await clinic.receptionist.rest("PATCH", place, json={"status": 6}), 422, "VALIDATION_ERROR")


async def test_status_is_no_back_door(world: World) -> None:
    clinic = await world.clinic(people=())
    desk = await clinic.join("receptionist", overrides={"appointments.change_status": False})
    visit = await visit_of(clinic)
    async with nothing_happens(clinic):
        error(await desk.rest("PATCH", f"{BASE}/{visit}", json={"status": 1}), 403, "FORBIDDEN")
        error(await desk.rest("POST", f"{BASE}/{visit}/cancel"), 403, "FORBIDDEN")


@pytest.mark.parametrize(
    ("path", "number", "then", "stored"),
    [
        ("cancel", 1, 1, "cancelled"), ("confirm", 2, 2, "confirmed"), ("check_in", 4, 4, "confirmed"),
        ("finish", 5, 5, "completed"), ("arrive", 2, 4, "confirmed"), ("seat", 3, 4, "in_progress"),
        ("dismiss", 4, 5, "completed"),
    ],
)  # fmt: skip
async def test_a_step_answers_the_number_that_clients_know(
    world: World, path: str, number: int, then: int, stored: str
) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await visit_of(clinic)

    made = body(await clinic.receptionist.rest("POST", f"{BASE}/{visit}/{path}"))
    assert (sorted(made), made["status"]) == (ROW, number)
    assert (await row(clinic, visit))["status"] == stored
    assert body(await clinic.receptionist.rest("GET", f"{BASE}/{visit}"))["status"] == then
    async with nothing_happens(clinic):
        again = body(await clinic.receptionist.rest("POST", f"{BASE}/{visit}/{path}", json={}))
    assert again == made


async def test_a_whole_visit_by_the_older_steps(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await visit_of(clinic)
    for path in ("arrive", "seat", "dismiss", "reminder_sent"):
        body(await clinic.receptionist.rest("POST", f"{BASE}/{visit}/{path}"))
    assert [after for _, after in await steps(clinic, visit)] == ["scheduled", "confirmed", "in_progress", "completed"]
    stored = await row(clinic, visit)
    moments = [stored[name] for name in ("arrived_at", "seated_at", "dismissed_at", "reminder_sent_at")]
    assert None not in moments
    assert moments == sorted(moments)
    async with nothing_happens(clinic):
        error(await clinic.receptionist.rest("POST", f"{BASE}/{visit}/cancel"), 400, "APPOINTMENT_UPDATE_FAILED")


async def test_a_dry_run(world: World) -> None:
    clinic = await world.clinic(people=("receptionist", "patient"))
    visit = await visit_of(clinic)
    doctor = str((await row(clinic, visit))["doctor_id"])
    place, given = f"{BASE}/validate_no_overlap", {"doctor_employee_id": doctor, "start_at": at(20), "end_at": at(40)}

    async with nothing_happens(clinic):
        assert body(await clinic.receptionist.rest("POST", place, json=given)) == {
            "ok": False, "taken_from": at(), "taken_until": at(30),
            "free": [{"start_at": at(-20), "end_at": at()}, {"start_at": at(30), "end_at": at(50)}],
        }  # fmt: skip
        own = given | {"appointment_id": str(visit)}
        assert body(await clinic.receptionist.rest("POST", place, json=own))["ok"] is True
        error(await clinic.patient.rest("POST", place, json=given), 403, "FORBIDDEN")
        error(await world.http.post(place, json=given), 401, "SESSION_EXPIRED")


async def test_the_timeline_of_a_patient(world: World) -> None:
    clinic, ours = await world.clinic(people=("receptionist", "patient")), await world.clinic(people=("admin",))
    visit = await visit_of(clinic)
    patient = (await row(clinic, visit))["patient_id"]
    await clinic.receptionist.rest("POST", f"{BASE}/{visit}/confirm")
    await clinic.receptionist.rest("POST", f"{BASE}/{visit}/cancel")
    place = f"/api/v1/patients/{patient}/timeline"

    found = body(await clinic.receptionist.rest("GET", place))
    assert [(e["action"], e["summary"], e["entity_id"]) for e in found] == [
        ("appointment.cancelled", "Appointment cancelled: status", str(visit)),
        ("appointment.confirmed", "Appointment confirmed: status", str(visit)),
    ]
    assert found[0]["user"] == {"display_name": "Receptionist", "roles": 4}
    error(await clinic.patient.rest("GET", place), 400, "NOT_FOUND")
    error(await ours.admin.rest("GET", place), 400, "NOT_FOUND")
    assert body(await clinic.patient.rest("GET", f"/api/v1/patients/{clinic.patient.patient_id}/timeline")) == []
    # Whose visits one may not see, their events one does not see either.
    doctor = await clinic.join("doctor", overrides={"appointments.view_all_doctors": False})
    await clinic.employee(doctor)
    assert body(await doctor.rest("GET", place)) == []
