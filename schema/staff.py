"""The people who work at the clinic in GraphQL."""

from __future__ import annotations

from models import staff as m
from models.identity import Membership
from resolvers import employee_phones, positions, staff, staff_accounts
from schema.fields import many, model_type, one, only, root


@model_type(m.Employee)
class Employee:
    """Somebody who works at the clinic, with or without a login."""

    columns = (
        "id membership_id number display_name first_name last_name kind title specialty color active status"
        " archived_at gender email hired_on left_on working_hours row_version created_at updated_at"
    )
    membership = one(Membership, "membership_id", doc="The account's place in the clinic, where there is one.")
    home = only(m.EmployeeHome, "employee_id", doc="One's own, or for whoever edits records.")
    phone_numbers = many(
        m.EmployeePhone,
        "employee_id",
        order=(m.EmployeePhone.is_primary.desc(), m.EmployeePhone.created_at.asc(), m.EmployeePhone.id.asc()),
        doc="The primary number first, then oldest first.",
    )
    positions = many(
        m.EmployeePosition,
        "employee_id",
        order=(m.EmployeePosition.is_primary.desc(), m.EmployeePosition.created_at.asc(), m.EmployeePosition.id.asc()),
        doc="The primary position first, then in the order they were given.",
    )


@model_type(m.Employee, face=True)
class EmployeeFace:
    """What any member of the clinic may know of somebody who works there."""

    columns = "id display_name kind color working_hours row_version"


@model_type(m.EmployeeHome)
class EmployeeHome:
    """What is no colleague's business."""

    columns = "birth_date address row_version updated_at"


@model_type(m.EmployeePhone)
class EmployeePhone:
    """An employee's phone number in international form."""

    columns = "id employee_id phone_number label is_primary row_version created_at updated_at"


@model_type(m.Position)
class Position:
    """What somebody can be at the clinic."""

    columns = "id name code category description active row_version created_at updated_at"


@model_type(m.EmployeePosition)
class EmployeePosition:
    """A position that somebody has."""

    columns = "id employee_id position_id is_primary started_on ended_on row_version created_at updated_at"
    position = one(m.Position, "position_id")


root("employees", staff.list_employees)
root("staff", staff.list_staff)
root("employee", staff.get_employee)
root("addEmployee", staff.add_employee)
root("updateEmployee", staff.update_employee)
root("archiveEmployee", staff.archive_employee)
root("restoreEmployee", staff.restore_employee)
root("linkEmployeeAccount", staff_accounts.link_employee_account)
root("unlinkEmployeeAccount", staff_accounts.unlink_employee_account)

root("employeePhones", employee_phones.list_employee_phones)
root("employeePhone", employee_phones.get_employee_phone)
root("addEmployeePhone", employee_phones.add_employee_phone)
root("updateEmployeePhone", employee_phones.update_employee_phone)
root("makeEmployeePhonePrimary", employee_phones.make_employee_phone_primary)
root("removeEmployeePhone", employee_phones.remove_employee_phone)

root("positions", positions.list_positions)
root("position", positions.get_position)
root("addPosition", positions.add_position)
root("updatePosition", positions.update_position)
root("employeePositions", positions.list_employee_positions)
root("assignPosition", positions.assign_position)
root("unassignPosition", positions.unassign_position)
root("makePositionPrimary", positions.make_position_primary)
