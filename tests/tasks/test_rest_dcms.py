"""Tasks for DCMS clients: numbers for status and priority, its own error codes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import httpx
import pytest

from core.ids import uuid7
from tests.tasks.test_tasks import staffed, stored
from tests.world import World

BASE = "/api/v1/tasks"


def data(answer: httpx.Response) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def error(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


async def test_a_task_from_making_to_ending(world: World) -> None:
    clinic, employees = await staffed(world)
    patient = await clinic.patient_row(first_name="Ada", last_name="Ray")
    desk = clinic.receptionist
    given = {
        "task_type": "SMS_PATIENT", "title": " Remind ", "priority": 2, "due_at": "2027-06-10T12:00:00+02:00",
        "patient_id": str(patient),
    }  # fmt: skip

    made = data(await desk.rest("POST", BASE, json=given))
    row = await stored(world, made["task_id"])
    assert made == {
        "task_id": str(row["id"]), "task_type": "SMS_PATIENT", "status": 0, "priority": 2,
        "due_at": "2027-06-10T10:00:00Z", "title": "Remind", "details": None,
        "patient": {"id": str(patient), "display": "Ada Ray", "number": None}, "appointment_id": None,
        "created_by": {"id": str(employees["receptionist"]), "display": "Dr. Test", "number": None},
        "assigned_to": None, "created_at": made["created_at"], "updated_at": made["updated_at"], "started_at": None,
        "completed_at": None, "canceled_at": None,
    }  # fmt: skip
    one = f"{BASE}/{made['task_id']}"
    assert data(await desk.rest("GET", one)) == made
    assert [t["task_id"] for t in data(await desk.rest("GET", f"{BASE}/inbox?status=0&limit=500"))] == [str(row["id"])]
    assert data(await desk.rest("GET", f"{BASE}/inbox?offset=1")) == []
    changed = data(await desk.rest("PATCH", one, json={"title": "", "details": "Twice", "due_at": None}))
    assert (changed["title"], changed["details"], changed["due_at"]) == ("Remind", "Twice", made["due_at"])
    to = {"assigned_to_employee_id": str(employees["doctor"])}
    assigned = data(await desk.rest("POST", f"{one}/assign", json=to))
    assert assigned["assigned_to"]["id"] == str(employees["doctor"])
    assert [t["task_id"] for t in data(await clinic.doctor.rest("GET", f"{BASE}/my"))] == [made["task_id"]]
    assert data(await desk.rest("GET", f"{BASE}/created"))[0]["status"] == 0
    assert data(await clinic.doctor.rest("POST", f"{one}/start"))["status"] == 1
    done = data(await clinic.doctor.rest("POST", f"{one}/complete"))
    assert (done["status"], done["completed_at"] is not None) == (2, True)
    assert data(await desk.rest("POST", f"{one}/cancel")) == done
    assert data(await desk.rest("POST", f"{one}/assign", json={}))["assigned_to"] is None

    other = data(await desk.rest("POST", BASE, json={"task_type": "X", "title": "Y"}))
    ended = data(await desk.rest("POST", f"{BASE}/{other['task_id']}/cancel"))
    assert (ended["status"], ended["canceled_at"] is not None) == (3, True)


async def test_refusals_have_the_codes_of_the_original(world: World) -> None:
    clinic, employees = await staffed(world)
    task = await clinic.task(employees["receptionist"], assigned_to_id=employees["doctor"])
    one = f"{BASE}/{task}"
    good = {"task_type": "X", "title": "Y"}

    assert error(await clinic.receptionist.rest("GET", f"{BASE}/{uuid7()}")) == (400, "NOT_FOUND")
    assert error(await clinic.doctor.rest("PATCH", one, json={"title": "Z"})) == (403, "FORBIDDEN")
    assert error(await clinic.doctor.rest("GET", f"{BASE}/inbox")) == (403, "FORBIDDEN")
    assert error(await clinic.receptionist.rest("POST", BASE, json={**good, "title": " "}))[0] in (400, 422)
    assert error(await clinic.receptionist.rest("POST", BASE, json={**good, "patient_id": str(uuid7())})) == (
        400, "TASK_CREATE_FAILED",
    )  # fmt: skip
    jobless = await clinic.join("manager", "jobless")
    for method, path, body in (("POST", BASE, good), ("PATCH", one, {"title": "Z"}), ("POST", f"{one}/start", None)):
        assert error(await jobless.rest(method, path, json=body)) == (400, "NO_EMPLOYEE_PROFILE")
    assert (await stored(world, UUID(str(task))))["row_version"] == 1


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", ""), ("GET", "/inbox"), ("GET", "/my"), ("GET", "/created"), ("GET", "/{id}"), ("PATCH", "/{id}"),
        ("POST", "/{id}/assign"), ("POST", "/{id}/start"), ("POST", "/{id}/complete"), ("POST", "/{id}/cancel"),
    ],
)  # fmt: skip
async def test_patients_have_no_tasks(world: World, method: str, path: str) -> None:
    clinic, employees = await staffed(world, "doctor", "patient")
    task = await clinic.task(employees["doctor"])
    body = None if method == "GET" else {"task_type": "X", "title": "Y"}

    answer = await clinic.patient.rest(method, BASE + path.replace("{id}", str(task)), json=body)

    assert error(answer) == (403, "FORBIDDEN")
    assert (await stored(world, task))["row_version"] == 1
