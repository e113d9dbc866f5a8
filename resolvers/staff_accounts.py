"""Which account an employee signs in with: at most one, and an account is one employee at most."""

from __future__ import annotations

from uuid import UUID

from core.errors import Conflict, FieldProblem, NotFound
from events import types as events
from models.identity import Membership, MembershipStatus
from models.staff import Employee
from operation.context import Context
from operation.operation import command
from permissions.roles import STAFF_ROLES
from resolvers.staff_rules import EDIT, employed, membership_of, person_changed, touchable


@command(EDIT)
async def link_employee_account(
    ctx: Context, *, employee_id: UUID, account_id: UUID, expected_version: int | None = None
) -> Employee:
    """Make an account the employee's: "own schedule" and own tasks are theirs from then on.

    The account has to be an active one of this clinic's staff (NOT_FOUND). CONFLICT when it is another employee's, or
    the employee has another: unlink that first. FORBIDDEN for an account the caller may not touch: a manager, an
    admin's.
    """
    employee = await employed(ctx, employee_id, expected_version)
    membership = await _staff_membership(ctx, account_id)
    touchable(ctx, membership)
    if employee.membership_id == membership.id:
        return employee
    if employee.membership_id is not None:
        raise Conflict("This employee has another account; unlink it first.")
    # Two links of one account at once meet at the unique constraint.
    if await ctx.value(ctx.clinic_rows(Employee).where(Employee.membership_id == membership.id).exists()):
        message = "This account is another employee's."
        raise Conflict(message, fields=(FieldProblem("accountId", message),))
    ctx.emit(events.EMPLOYEE_LINKED, employee, await ctx.change(employee, membership_id=membership.id))
    person_changed(ctx, membership.account_id)
    return employee


@command(EDIT)
async def unlink_employee_account(ctx: Context, *, employee_id: UUID, expected_version: int | None = None) -> Employee:
    """Take the employee away from the account: it has no own schedule any more, at once; what it may do stays.

    Nothing happens where none is linked. FORBIDDEN for an account the caller may not touch: a manager, an admin's.
    """
    employee = await employed(ctx, employee_id, expected_version)
    membership = await membership_of(ctx, employee)
    if membership is not None:
        ctx.emit(events.EMPLOYEE_UNLINKED, employee, await ctx.change(employee, membership_id=None))
        person_changed(ctx, membership.account_id)
    return employee


async def _staff_membership(ctx: Context, account_id: UUID) -> Membership:
    """The clinic's membership of an account; one of another clinic, of a patient or a disabled one does not exist."""
    rows = ctx.clinic_rows(Membership).where(
        Membership.account_id == account_id,
        Membership.role.in_(STAFF_ROLES),
        Membership.status == MembershipStatus.ACTIVE,
    )
    membership = await ctx.first(rows)
    if membership is None:
        message = "No such account of the staff."
        raise NotFound(message, fields=(FieldProblem("accountId", message),))
    return membership
