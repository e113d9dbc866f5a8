"""The people who work at the clinic in GraphQL."""

from __future__ import annotations

from models import staff as m
from resolvers import staff
from schema.fields import model_type, root


@model_type(m.Employee)
class Employee:
    """Somebody who works at the clinic, with or without a login."""

    columns = (
        "id membership_id display_name kind title specialty color active working_hours row_version created_at"
        " updated_at"
    )


@model_type(m.Employee, face=True)
class EmployeeFace:
    """What any member of the clinic may know of somebody who works there."""

    columns = "id display_name kind color working_hours row_version"


root("employees", staff.list_employees)
