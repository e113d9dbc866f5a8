"""Tasks among the staff: made, handed out, started, done, cancelled."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from strawberry import Maybe

from core.errors import Conflict, FieldProblem, Forbidden, invalid
from core.rows import One, Rows
from events import types as events
from models.appointments import Appointment
from models.log import EventType
from models.patients import Patient
from models.staff import Employee
from models.tasks import DISPATCHERS, UNFINISHED, Task, TaskPriority, TaskStatus
from operation.context import Context
from operation.inputs import Moment, Ref, Text, given, input  # noqa: A004
from operation.operation import command, query
from permissions import Role, role

STAFF = role(Role.ADMIN, Role.MANAGER, Role.RECEPTIONIST, Role.DOCTOR)

MOST_LISTED = 200

TaskType = Annotated[str, Text(1, 64)]
Title = Annotated[str, Text(1, 200)]
Details = Annotated[str, Text(0, 4000, lines=True)]
Due = Annotated[dt.datetime, Moment()]
Assignee = Annotated[
    UUID,
    Ref("Employee", face=True, fit=Employee.active == True, otherwise="They no longer work here."),  # noqa: E712
]
AboutPatient = Annotated[
    UUID, Ref("Patient", fit=Patient.erased_at.is_null(), otherwise="This patient's record was erased.")
]
AboutVisit = Annotated[UUID, Ref("Appointment")]


# --- lists -----------------------------------------------------------------------------------------------------------


@query(DISPATCHERS)
async def task_inbox(ctx: Context, *, status: TaskStatus | None = None, limit: int = 50, offset: int = 0) -> Rows[Task]:
    """Tasks that nobody was given yet and that are not finished, what is due first in front; at most 200 at once."""
    return _listed(ctx.rows(Task).where(Task.assigned_to_id.is_null(), _unfinished(status)), limit, offset)


@query(STAFF)
async def my_tasks(ctx: Context, *, status: TaskStatus | None = None, limit: int = 50, offset: int = 0) -> Rows[Task]:
    """Tasks given to oneself that are not finished, what is due first in front; at most 200 at once."""
    return _listed(ctx.rows(Task).where(Task.assigned_to_id.in_(_me(ctx)), _unfinished(status)), limit, offset)


@query(STAFF)
async def created_tasks(
    ctx: Context, *, status: TaskStatus | None = None, limit: int = 50, offset: int = 0
) -> Rows[Task]:
    """Tasks one has made oneself, finished ones too, what is due first in front; at most 200 at once."""
    rows = ctx.rows(Task).where(Task.created_by_id.in_(_me(ctx)))
    return _listed(rows if status is None else rows.where(Task.status == status), limit, offset)


@query(STAFF)
async def get_task(ctx: Context, *, id: UUID) -> One[Task]:  # noqa: A002
    """One task; a doctor's own are those given to or made by them."""
    return ctx.rows(Task).where(Task.id == id).one()


# --- changes ---------------------------------------------------------------------------------------------------------


@input
class CreateTaskInput:
    """A task to be. About a visit it is about the visit's patient too."""

    task_type: TaskType
    title: Title
    details: Details | None = None
    priority: TaskPriority = TaskPriority.NORMAL
    due_at: Due | None = None
    assigned_to_id: Assignee | None = None
    patient_id: AboutPatient | None = None
    appointment_id: AboutVisit | None = None


@command(STAFF)
async def create_task(ctx: Context, *, input: CreateTaskInput) -> Task:  # noqa: A002
    """Make a task for somebody, or for the inbox. CONFLICT for a caller who is nobody's employee here."""
    now = dt.datetime.now(dt.UTC)
    task = await ctx.add(
        Task,
        task_type=input.task_type,
        title=input.title,
        details=input.details or None,
        status=TaskStatus.OPEN,
        priority=input.priority,
        due_at=input.due_at,
        sort_at=input.due_at or now,
        created_by_id=_author(ctx),
        assigned_to_id=input.assigned_to_id,
        patient_id=await _patient(ctx, input.patient_id, input.appointment_id),
        appointment_id=input.appointment_id,
        created_at=now,
        updated_at=now,
    )
    ctx.emit(events.TASK_CREATED, task)
    if task.assigned_to_id is not None:
        ctx.emit(events.TASK_ASSIGNED, task, ("assigned_to_id",))
    return task


@input
class UpdateTaskInput:
    """What is to change: members left out stay as they are, null clears."""

    task_type: Maybe[TaskType]
    title: Maybe[Title]
    details: Maybe[Details | None]
    priority: Maybe[TaskPriority]
    due_at: Maybe[Due | None]
    status: Maybe[TaskStatus]
    assigned_to_id: Maybe[Assignee | None]
    patient_id: Maybe[AboutPatient | None]
    appointment_id: Maybe[AboutVisit | None]


@command(STAFF)
async def update_task(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    input: UpdateTaskInput,  # noqa: A002
    expected_version: int | None = None,
) -> Task:
    """Change a task. A doctor changes tasks of their own making only, and neither who is to do it nor how far it is
    (FORBIDDEN)."""
    task = await _load(ctx, id, expected_version)
    values = given(input)
    if not _dispatches(ctx):
        if task.created_by_id not in _me(ctx):
            raise Forbidden("You did not make this task.")
        if refused := values.keys() & {"assigned_to_id", "status"}:
            raise Forbidden("This is for those who hand out tasks.", fields=_named(refused))
    if "details" in values:
        values["details"] = values["details"] or None
    if values.keys() & {"patient_id", "appointment_id"}:
        visit = values.get("appointment_id", task.appointment_id)
        patient = values.get("patient_id", None if visit else task.patient_id)
        values["patient_id"] = await _patient(ctx, patient, visit)
    if "due_at" in values:
        values["sort_at"] = values["due_at"] or task.created_at
    if "status" in values and values["status"] != task.status:
        values |= _stamps(task, values["status"])
    changed = await ctx.change(task, **values) - {"sort_at"}
    if changed:
        ctx.emit(events.TASK_UPDATED, task, changed)
    if "assigned_to_id" in changed and task.assigned_to_id is not None:
        ctx.emit(events.TASK_ASSIGNED, task, ("assigned_to_id",))
    return task


@command(DISPATCHERS)
async def assign_task(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    assigned_to_id: Assignee | None = None,
    expected_version: int | None = None,
) -> Task:
    """Give a task to somebody, or back to the inbox."""
    task = await _load(ctx, id, expected_version)
    if changed := await ctx.change(task, assigned_to_id=assigned_to_id):
        ctx.emit(events.TASK_ASSIGNED, task, changed)
    return task


@command(STAFF)
async def start_task(ctx: Context, *, id: UUID, expected_version: int | None = None) -> Task:  # noqa: A002
    """Begin a task; one that was begun or is finished stays as it is."""
    task = await _load(ctx, id, expected_version)
    return await _move(ctx, task, TaskStatus.IN_PROGRESS, events.TASK_STARTED)


@command(STAFF)
async def complete_task(ctx: Context, *, id: UUID, expected_version: int | None = None) -> Task:  # noqa: A002
    """Say that a task is done; a finished one stays as it is. A doctor does so with what was given to them."""
    task = await _load(ctx, id, expected_version)
    if not _dispatches(ctx) and task.assigned_to_id not in _me(ctx):
        raise Forbidden("This task was not given to you.")
    return await _move(ctx, task, TaskStatus.DONE, events.TASK_COMPLETED)


@command(STAFF)
async def cancel_task(ctx: Context, *, id: UUID, expected_version: int | None = None) -> Task:  # noqa: A002
    """Call a task off; a finished one stays as it is. A doctor calls off what they have made."""
    task = await _load(ctx, id, expected_version)
    if not _dispatches(ctx) and task.created_by_id not in _me(ctx):
        raise Forbidden("You did not make this task.")
    return await _move(ctx, task, TaskStatus.CANCELLED, events.TASK_CANCELLED)


# --- how -----------------------------------------------------------------------------------------------------------


def _me(ctx: Context) -> list[UUID]:
    own = ctx.actor.own.employee
    return [] if own is None else [own]


def _author(ctx: Context) -> UUID:
    """The employee that the caller is. Raises Conflict for whoever is none: a task names who made it."""
    if ctx.actor.own.employee is None:
        raise Conflict("You are nobody's employee here.", reason="NO_EMPLOYEE_PROFILE")
    return ctx.actor.own.employee


def _dispatches(ctx: Context) -> bool:
    return DISPATCHERS.verdict(ctx.actor).allowed


def _unfinished(status: TaskStatus | None) -> Any:
    return Task.status.in_([s for s in UNFINISHED if status in (None, s)])


def _listed(rows: Rows[Task], limit: int, offset: int) -> Rows[Task]:
    ordered = rows.order(Task.sort_at.asc(), Task.created_at.asc(), Task.id.asc())
    return ordered.window(max(1, min(limit, MOST_LISTED)), max(0, offset))


async def _load(ctx: Context, task_id: UUID, expected_version: int | None) -> Task:
    """The caller's task, locked. Raises NotFound, and Conflict for whoever is nobody's employee."""
    task = await ctx.load(Task, task_id, expected_version)
    _author(ctx)
    return task


async def _patient(ctx: Context, patient_id: UUID | None, appointment_id: UUID | None) -> UUID | None:
    """Whom a task is about: the visit's patient, if there is a visit. Raises Invalid for another's visit."""
    if appointment_id is None:
        return patient_id
    visit = await ctx.first(ctx.clinic_rows(Appointment).where(Appointment.id == appointment_id))
    if visit is None or patient_id not in (None, visit.patient_id):
        raise invalid("input.appointmentId", "Is a visit of another patient.")
    return visit.patient_id


def _stamps(task: Task, status: TaskStatus) -> dict[str, Any]:
    """The status with the moments that go with it."""
    now = dt.datetime.now(dt.UTC)
    return {
        "status": status,
        "started_at": task.started_at or now if status is TaskStatus.IN_PROGRESS else task.started_at,
        "completed_at": now if status is TaskStatus.DONE else None,
        "cancelled_at": now if status is TaskStatus.CANCELLED else None,
    }


async def _move(ctx: Context, task: Task, status: TaskStatus, event: EventType) -> Task:
    if task.status in UNFINISHED and task.status != status:
        ctx.emit(event, task, await ctx.change(task, **_stamps(task, status)))
    return task


def _named(names: set[str]) -> tuple[FieldProblem, ...]:
    spelled = {"assigned_to_id": "input.assignedToId", "status": "input.status"}
    return tuple(FieldProblem(spelled[name], "Not yours to change.") for name in sorted(names))
