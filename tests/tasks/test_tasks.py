"""Tasks among the staff: who may do what with which, in which order they are listed, and whom they concern."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from core.ids import uuid7
from tests.contract.test_walls import fingerprint
from tests.notifications.telling import told
from tests.world import ClinicWorld, Person, World

FIELDS = "id taskType title status priority createdById assignedToId patientId appointmentId startedAt completedAt"
CREATE = f"mutation($input: CreateTaskInput!) {{ createTask(input: $input) {{ {FIELDS} details dueAt rowVersion }} }}"
UPDATE = f"""mutation($id: UUID!, $input: UpdateTaskInput!, $version: Int) {{
  updateTask(id: $id, input: $input, expectedVersion: $version) {{ {FIELDS} details cancelledAt }} }}"""
ASSIGN = f"mutation($id: UUID!, $to: UUID) {{ assignTask(id: $id, assignedToId: $to) {{ {FIELDS} }} }}"
STAFF = ("admin", "manager", "doctor", "receptionist")
NOON = dt.datetime(2027, 6, 10, 10, tzinfo=dt.UTC)


async def staffed(world: World, *people: str) -> tuple[ClinicWorld, dict[str, UUID]]:
    """A clinic whose people are employees."""
    clinic = await world.clinic(people=people or (*STAFF, "patient"))
    return clinic, {r: await clinic.employee(p) for r, p in clinic.people.items() if r != "patient"}


async def create(person: Person, **given: Any) -> dict[str, Any]:
    values = {"taskType": "CALL_PATIENT", "title": "Call back", **given}
    made: dict[str, Any] = (await person.data(CREATE, {"input": values}))["createTask"]
    return made


async def move(person: Person, verb: str, task: Any) -> dict[str, Any]:
    found: dict[str, Any] = await person.data(
        f"mutation($id: UUID!) {{ {verb}Task(id: $id) {{ {FIELDS} cancelledAt rowVersion }} }}", {"id": str(task)}
    )
    return dict(found[f"{verb}Task"])


async def listed(person: Person, root: str, **given: Any) -> list[str]:
    arguments = ", ".join(f"{name}: {value}" for name, value in given.items())
    found = await person.data(f"{{ {root}{f'({arguments})' if arguments else ''} {{ title }} }}")
    return [task["title"] for task in found[root]]


async def stored(world: World, task: Any) -> Any:
    return (await world.fetch("SELECT * FROM task WHERE id = $1", UUID(str(task))))[0]


@pytest.mark.parametrize("role", STAFF)
async def test_staff_make_tasks(world: World, role: str) -> None:
    clinic, employees = await staffed(world)
    patient = await clinic.patient_row()

    made = await create(
        clinic.people[role], title="  Call back ", details="About the bill", priority="URGENT", dueAt=NOON.isoformat(),
        patientId=str(patient), assignedToId=str(employees["doctor"]),
    )  # fmt: skip

    assert made == {
        "id": made["id"], "taskType": "CALL_PATIENT", "title": "Call back", "details": "About the bill",
        "status": "OPEN", "priority": "URGENT", "dueAt": "2027-06-10T10:00:00Z", "createdById": str(employees[role]),
        "assignedToId": str(employees["doctor"]), "patientId": str(patient), "appointmentId": None, "startedAt": None,
        "completedAt": None, "rowVersion": 1,
    }  # fmt: skip
    assert await clinic.event_types() == ["task.created", "task.assigned"]
    assert {e["employee_id"] for e in await clinic.events()} == {employees["doctor"]}


async def test_whoever_is_nobodys_employee_makes_none(world: World) -> None:
    clinic = await world.clinic(people=("admin", "patient"))
    for person, code in ((clinic.admin, "CONFLICT"), (clinic.patient, "FORBIDDEN")):
        answer = await person.ask(CREATE, {"input": {"taskType": "X", "title": "Y"}})
        (error,) = answer["errors"]
        assert error["extensions"]["code"] == code
    assert await world.value("SELECT count(*) FROM task WHERE clinic_id = $1", clinic.id) == 0
    assert await clinic.events() == []


async def test_about_a_visit_is_about_its_patient(world: World) -> None:
    clinic, _ = await staffed(world, "receptionist")
    patient, other = await clinic.patient_row(), await clinic.patient_row()
    visit = await clinic.appointment(patient, NOON)

    made = await create(clinic.receptionist, appointmentId=str(visit))
    assert made["patientId"] == str(patient)
    wrong = {"taskType": "X", "title": "Y", "appointmentId": str(visit), "patientId": str(other)}
    assert await clinic.receptionist.refused(CREATE, {"input": wrong}) == "INVALID"
    cleared = await clinic.receptionist.data(UPDATE, {"id": made["id"], "input": {"patientId": None}})
    assert cleared["updateTask"]["patientId"] == str(patient)
    cleared = await clinic.receptionist.data(
        UPDATE, {"id": made["id"], "input": {"appointmentId": None, "patientId": None}}
    )
    assert cleared["updateTask"]["patientId"] is None


async def test_lists_hold_what_they_say_in_the_order_of_what_is_due(world: World) -> None:
    clinic, employees = await staffed(world)
    doctor, desk = employees["doctor"], employees["receptionist"]
    now = dt.datetime.now(dt.UTC)
    for title, days, values in (
        ("later", 3, {}),
        ("soon", 1, {"status": "in_progress"}),
        ("over", 0, {"status": "done"}),
        ("mine", 2, {"assigned_to_id": doctor}),
        ("mine first", 1, {"assigned_to_id": doctor}),
        ("mine done", 0, {"assigned_to_id": doctor, "status": "cancelled"}),
    ):
        await clinic.task(desk, title, due_at=now + dt.timedelta(days=days), **values)
    await clinic.task(doctor, "own idea")

    assert await listed(clinic.admin, "taskInbox") == ["own idea", "soon", "later"]
    assert await listed(clinic.admin, "taskInbox", status="IN_PROGRESS") == ["soon"]
    assert await listed(clinic.admin, "taskInbox", status="DONE") == []
    assert await listed(clinic.admin, "taskInbox", limit=1, offset=1) == ["soon"]
    assert await listed(clinic.admin, "taskInbox", limit=0, offset=-5) == ["own idea"]
    assert await listed(clinic.doctor, "myTasks") == ["mine first", "mine"]
    assert await listed(clinic.doctor, "createdTasks") == ["own idea"]
    found = await listed(clinic.receptionist, "createdTasks")
    assert sorted(found) == ["later", "mine", "mine done", "mine first", "over", "soon"]
    assert await listed(clinic.receptionist, "createdTasks", status="DONE") == ["over"]
    assert await listed(clinic.manager, "myTasks") == await listed(clinic.manager, "createdTasks") == []
    assert await clinic.doctor.refused("{ taskInbox { id } }") == "FORBIDDEN"
    for root in ("taskInbox", "myTasks", "createdTasks"):
        assert await clinic.patient.refused(f"{{ {root} {{ id }} }}") == "FORBIDDEN"


async def test_a_doctor_sees_tasks_given_to_or_made_by_them(world: World) -> None:
    clinic, employees = await staffed(world)
    desk, doctor = employees["receptionist"], employees["doctor"]
    given, made = await clinic.task(desk, assigned_to_id=doctor), await clinic.task(doctor)
    others = await clinic.task(desk)
    query = "query($id: UUID!) { task(id: $id) { id } }"

    for task in (given, made):
        assert (await clinic.doctor.data(query, {"id": str(task)}))["task"] == {"id": str(task)}
    assert (await clinic.doctor.data(query, {"id": str(others)}))["task"] is None
    assert (await clinic.manager.data(query, {"id": str(others)}))["task"] == {"id": str(others)}


async def test_a_task_goes_its_way_and_ends_once(world: World) -> None:
    clinic, employees = await staffed(world)
    task = await clinic.task(employees["receptionist"], assigned_to_id=employees["doctor"])

    started = await move(clinic.doctor, "start", task)
    assert (started["status"], started["startedAt"] is not None) == ("IN_PROGRESS", True)
    assert await move(clinic.doctor, "start", task) == started
    done = await move(clinic.doctor, "complete", task)
    assert (done["status"], done["startedAt"], done["completedAt"] is not None) == ("DONE", started["startedAt"], True)
    for verb in ("start", "complete", "cancel"):
        assert await move(clinic.receptionist, verb, task) == done
    assert await clinic.event_types() == ["task.started", "task.completed"]

    never = await clinic.task(employees["receptionist"])
    cancelled = await move(clinic.receptionist, "cancel", never)
    assert (cancelled["status"], cancelled["startedAt"], cancelled["cancelledAt"] is not None) == (
        "CANCELLED", None, True,
    )  # fmt: skip


async def test_what_a_doctor_may_not(world: World) -> None:
    clinic, employees = await staffed(world)
    desk, doctor = employees["receptionist"], employees["doctor"]
    given, made = await clinic.task(desk, assigned_to_id=doctor), await clinic.task(doctor)
    before = await fingerprint(world, clinic)

    refused = clinic.doctor.refused
    assert await refused(UPDATE, {"id": str(given), "input": {"title": "X"}}) == "FORBIDDEN"
    assert await refused(UPDATE, {"id": str(made), "input": {"status": "DONE"}}) == "FORBIDDEN"
    assert await refused(UPDATE, {"id": str(made), "input": {"assignedToId": str(desk)}}) == "FORBIDDEN"
    assert await refused(ASSIGN, {"id": str(made), "to": str(doctor)}) == "FORBIDDEN"
    assert await refused("mutation($id: UUID!) { completeTask(id: $id) { id } }", {"id": str(made)}) == "FORBIDDEN"
    assert await refused("mutation($id: UUID!) { cancelTask(id: $id) { id } }", {"id": str(given)}) == "FORBIDDEN"
    assert await fingerprint(world, clinic) == before

    changed = await clinic.doctor.data(UPDATE, {"id": str(made), "input": {"title": "X", "priority": "HIGH"}})
    assert (changed["updateTask"]["title"], changed["updateTask"]["priority"]) == ("X", "HIGH")


async def test_whoever_hands_out_tasks_changes_everything(world: World) -> None:
    clinic, employees = await staffed(world)
    task = await clinic.task(employees["doctor"], due_at=NOON)
    given = {
        "title": "New", "details": "More", "status": "DONE", "assignedToId": str(employees["manager"]), "dueAt": None,
    }  # fmt: skip

    changed = (await clinic.receptionist.data(UPDATE, {"id": str(task), "input": given, "version": 1}))["updateTask"]

    assert (changed["title"], changed["details"], changed["status"]) == ("New", "More", "DONE")
    assert changed["completedAt"] is not None
    row = await stored(world, task)
    assert (row["due_at"], row["sort_at"], row["assigned_to_id"]) == (None, row["created_at"], employees["manager"])
    (updated, assigned) = await clinic.events()
    assert (updated["type"], assigned["type"]) == ("task.updated", "task.assigned")
    assert "sort_at" not in updated["changed"]
    reopened = await clinic.admin.data(UPDATE, {"id": str(task), "input": {"status": "OPEN"}})
    assert (reopened["updateTask"]["status"], reopened["updateTask"]["completedAt"]) == ("OPEN", None)
    stale = {"id": str(task), "input": {"title": "Z"}, "version": 1}
    assert await clinic.admin.refused(UPDATE, stale) == "CONFLICT"


async def test_handing_out_and_taking_back(world: World) -> None:
    clinic, employees = await staffed(world)
    task = await clinic.task(employees["receptionist"])
    gone = await clinic.employee(active=False)

    for to in (employees["doctor"], None):
        found = (await clinic.manager.data(ASSIGN, {"id": str(task), "to": to and str(to)}))["assignTask"]
        assert found["assignedToId"] == (to and str(to))
    assert await clinic.manager.refused(ASSIGN, {"id": str(task), "to": str(gone)}) == "CONFLICT"
    assert await clinic.manager.refused(ASSIGN, {"id": str(task), "to": str(uuid7())}) == "NOT_FOUND"
    assert [e["type"] for e in await clinic.events()] == ["task.assigned"] * 2


async def test_who_is_given_a_task_is_told(world: World) -> None:
    clinic, employees = await staffed(world)
    await create(clinic.receptionist, assignedToId=str(employees["doctor"]))
    await create(clinic.receptionist, assignedToId=str(employees["receptionist"]))
    await create(clinic.receptionist)

    assert await told(clinic) == {"doctor": ["task.assigned"]}


async def test_of_two_who_finish_at_once_one_does(world: World) -> None:
    clinic, employees = await staffed(world)
    task = await clinic.task(employees["receptionist"], assigned_to_id=employees["doctor"])

    await asyncio.gather(
        *(move(person, verb, task) for person in (clinic.admin, clinic.manager) for verb in ("complete", "cancel"))
    )

    row = await stored(world, task)
    assert (row["completed_at"] is None) is not (row["cancelled_at"] is None)
    assert len(await clinic.events()) == 1


async def test_tasks_about_a_patient_go_with_the_patient(world: World) -> None:
    clinic, employees = await staffed(world)
    patient = await clinic.patient_row()
    await clinic.task(employees["doctor"], "About them", patient_id=patient)
    kept = await clinic.task(employees["doctor"], "Order gloves")

    await clinic.admin.data("mutation($id: UUID!) { erasePatient(id: $id) { id } }", {"id": str(patient)})

    rows = await world.fetch("SELECT id FROM task WHERE clinic_id = $1", clinic.id)
    assert [row["id"] for row in rows] == [kept]
    assert await clinic.receptionist.refused(
        CREATE, {"input": {"taskType": "X", "title": "Y", "patientId": str(patient)}}
    ) == "CONFLICT"  # fmt: skip


async def test_another_clinics_tasks_and_people_do_not_exist(world: World) -> None:
    here, _ = await staffed(world, "admin", "receptionist")
    there, employees = await staffed(world, "admin")
    task, patient = await there.task(employees["admin"]), await there.patient_row()

    for document in (ASSIGN, "mutation($id: UUID!) { startTask(id: $id) { id } }"):
        assert await here.admin.refused(document, {"id": str(task)}) == "NOT_FOUND"
    for given in ({"patientId": str(patient)}, {"assignedToId": str(employees["admin"])}):
        assert await here.admin.refused(CREATE, {"input": {"taskType": "X", "title": "Y", **given}}) == "NOT_FOUND"
    assert (await stored(world, task))["row_version"] == 1
