"""Staff: who works at the clinic."""

from __future__ import annotations

from core.rows import Rows
from models.staff import Employee, EmployeeKind
from operation.context import Context
from operation.operation import query
from permissions import Permission, any_of

P = Permission


@query(any_of(P.SETTINGS_STAFF_VIEW, P.APPOINTMENTS_CREATE))
async def list_employees(
    ctx: Context, *, kind: EmployeeKind | None = None, active: bool | None = True
) -> Rows[Employee]:
    """Who works at the clinic, by name: whoever is active, unless `active` says otherwise (null: all).

    Whoever books has to choose a doctor, and so may read this too.
    """
    rows = ctx.rows(Employee).order(Employee.display_name.asc(), Employee.id.asc())
    if kind is not None:
        rows = rows.where(Employee.kind == kind)
    if active is not None:
        rows = rows.where(Employee.active == active)
    return rows
