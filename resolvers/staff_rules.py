"""Rules about employees that several operations share."""

from __future__ import annotations

import datetime as dt
from uuid import UUID
from zoneinfo import ZoneInfo

from core.errors import Conflict, Forbidden
from core.predicates import Predicate
from models.appointments import OPEN, Appointment
from models.identity import Membership
from models.staff import Employee
from operation.context import Context
from operation.operation import in_full
from permissions import Permission, Role, key, may_administer

EDIT = key(Permission.SETTINGS_STAFF_EDIT)

#: Visits that a refusal names at most.
NAMED = 5


async def employed(ctx: Context, employee_id: UUID, expected_version: int | None = None) -> Employee:
    """The caller's employee, locked. Raises NotFound, Conflict for another version, Forbidden for whoever may edit the
    own record only, and for somebody whose account the caller may not touch (a manager: an admin's)."""
    in_full(ctx, EDIT)
    employee = await ctx.load(Employee, employee_id, expected_version)
    await membership_of(ctx, employee)
    return employee


async def membership_of(ctx: Context, employee: Employee) -> Membership | None:
    """The membership an employee is linked to, if any. Raises Forbidden when the caller may not touch it."""
    if employee.membership_id is None:
        return None
    membership = await ctx.first(ctx.clinic_rows(Membership).where(Membership.id == employee.membership_id))
    if membership is not None:
        touchable(ctx, membership)
    return membership


def touchable(ctx: Context, membership: Membership) -> None:
    """Raises Forbidden for an account above the caller."""
    if not may_administer(ctx.actor.role, Role(membership.role)):
        raise Forbidden("You may not change the employment of somebody above you.")


def person_changed(ctx: Context, account_id: UUID) -> None:
    """Every process looks up again which employee an account is: "own schedule" is decided by it."""
    ctx.emit_platform("membership.employee_changed", account=account_id, clinic=ctx.clinic.id)


async def nothing_to_come(ctx: Context, employee: Employee) -> None:
    """Raises Conflict while open visits that are not over name the employee, saying how many there are and which; of
    those the caller may not see, only that they are."""
    rows = ctx.clinic_rows(Appointment).where(*_to_come(employee.id))
    count = await ctx.value(rows.count())
    if not count:
        return
    seen = ctx.rows(Appointment).where(*_to_come(employee.id))
    visits = await ctx.all(seen.order(Appointment.starts_at.asc(), Appointment.id.asc()).window(NAMED))
    zone = ZoneInfo(ctx.clinic.timezone)
    when = ", ".join(f"{visit.starts_at.astimezone(zone):%Y-%m-%d %H:%M}" for visit in visits)
    message = f"{count} visit{'s are' if count > 1 else ' is'} still to come"
    if when:
        message += f" ({when}{', …' if count > len(visits) else ''})"
    raise Conflict(
        message + "; give them to somebody else first.",
        reason="VISITS_TO_COME",
        count=count,
        appointments=[str(visit.id) for visit in visits],
    )


def _to_come(employee_id: UUID) -> tuple[Predicate, ...]:
    part = (
        (Appointment.doctor_id == employee_id)
        | (Appointment.assistant_id == employee_id)
        | (Appointment.receptionist_id == employee_id)
    )
    now = dt.datetime.now(dt.UTC)
    return part, Appointment.ends_at > now, Appointment.removed_at.is_null(), Appointment.status.in_(OPEN)
