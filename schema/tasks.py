"""Tasks in GraphQL."""

from __future__ import annotations

from models import tasks as m
from models.appointments import Appointment
from models.patients import Patient
from models.staff import Employee
from resolvers import tasks
from schema.fields import model_type, one, root


@model_type(m.Task)
class Task:
    """Something to be done, for somebody or for whoever takes it."""

    columns = (
        "id task_type status priority title details due_at created_by_id assigned_to_id patient_id appointment_id"
        " started_at completed_at cancelled_at row_version created_at updated_at"
    )
    created_by = one(Employee, "created_by_id", face="EmployeeFace")
    assigned_to = one(Employee, "assigned_to_id", face="EmployeeFace")
    patient = one(Patient, "patient_id")
    appointment = one(Appointment, "appointment_id")


root("taskInbox", tasks.task_inbox)
root("myTasks", tasks.my_tasks)
root("createdTasks", tasks.created_tasks)
root("task", tasks.get_task)
root("createTask", tasks.create_task)
root("updateTask", tasks.update_task)
root("assignTask", tasks.assign_task)
root("startTask", tasks.start_task)
root("completeTask", tasks.complete_task)
root("cancelTask", tasks.cancel_task)
