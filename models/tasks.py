"""Tasks among the staff: something to be done, for somebody or for whoever takes it."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from uuid import UUID

from core.predicates import Column
from models.base import ClinicModel
from models.columns import choice, long_text, moment, optional_reference, reference, text
from models.erasure import Delete
from models.merging import Move, Told
from models.visibility import see
from permissions import Own, Role, role

#: Those who see and hand out all tasks.
DISPATCHERS = role(Role.ADMIN, Role.MANAGER, Role.RECEPTIONIST)


class TaskStatus(StrEnum):
    """How far a task is. Only an open one or one in progress is done or cancelled."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANCELLED = "cancelled"


#: What may be started, done or cancelled.
UNFINISHED = (TaskStatus.OPEN, TaskStatus.IN_PROGRESS)


class TaskPriority(StrEnum):
    """How pressing a task is."""

    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class Task(ClinicModel):
    """Something to be done. Without an assignee it is in the inbox; a doctor sees tasks assigned to or made by them."""

    # Free text about a patient goes with the patient.
    erasure = Delete()
    merging = Move()
    record = Told(("sort_at",))
    rights = "SELECT, INSERT, UPDATE, DELETE"
    visibility = (
        see(DISPATCHERS),
        # The assignee first: events of a task are the assignee's own.
        see(role(Role.DOCTOR), own={"assigned_to_id": Own.EMPLOYEE, "created_by_id": Own.EMPLOYEE}),
    )
    indexes = (
        "clinic_id, assigned_to_id, sort_at, id",
        "clinic_id, created_by_id, sort_at, id",
    )

    task_type: Column[str] = text(64, doc="Free text, like `CALL_PATIENT`.")
    status: Column[TaskStatus] = choice(TaskStatus, default=TaskStatus.OPEN)
    priority: Column[TaskPriority] = choice(TaskPriority, default=TaskPriority.NORMAL)
    title: Column[str] = text(200)
    details: Column[str | None] = long_text()
    due_at: Column[dt.datetime | None] = moment()
    sort_at: Column[dt.datetime] = moment(  # type: ignore[assignment]
        null=False, doc="When it is due, or else when it was made: lists are in this order."
    )
    created_by_id: Column[UUID] = reference("Employee")
    assigned_to_id: Column[UUID | None] = optional_reference("Employee", doc="Who is to do it; none in the inbox.")
    patient_id: Column[UUID | None] = optional_reference("Patient", doc="Whom it is about.")
    appointment_id: Column[UUID | None] = optional_reference("Appointment", doc="The patient's visit it is about.")
    started_at: Column[dt.datetime | None] = moment()
    completed_at: Column[dt.datetime | None] = moment()
    cancelled_at: Column[dt.datetime | None] = moment()

    class Meta:
        table = "task"
