"""Employees' phone numbers, by the same rules as patients'."""

from __future__ import annotations

from uuid import UUID

from strawberry import Maybe

from core.rows import One, Rows
from events import types as events
from models.staff import EmployeePhone
from operation.context import Context
from operation.inputs import given, input  # noqa: A004
from operation.operation import command, query
from resolvers.phone_rules import Label, PhoneBook, RawNumber, plain
from resolvers.staff import VIEW
from resolvers.staff_rules import EDIT, employed

#: The numbers of employees.
BOOK = PhoneBook(
    EmployeePhone,
    EmployeePhone.employee_id,
    employed,
    events.EMPLOYEE_PHONE_ADDED,
    events.EMPLOYEE_PHONE_CHANGED,
    events.EMPLOYEE_PHONE_REMOVED,
)


@query(VIEW)
async def list_employee_phones(ctx: Context, *, employee_id: UUID) -> Rows[EmployeePhone]:
    """An employee's phone numbers: the primary one first, then oldest first."""
    rows = ctx.rows(EmployeePhone).where(EmployeePhone.employee_id == employee_id)
    by_age = (EmployeePhone.created_at.asc(), EmployeePhone.id.asc())
    return rows.order(EmployeePhone.is_primary.desc(), *by_age).window(100)


@query(VIEW)
async def get_employee_phone(ctx: Context, *, id: UUID) -> One[EmployeePhone]:  # noqa: A002
    """One phone number of an employee."""
    return ctx.rows(EmployeePhone).where(EmployeePhone.id == id).one()


@command(EDIT)
async def add_employee_phone(
    ctx: Context,
    *,
    employee_id: UUID,
    phone_number: RawNumber,
    label: Label = "mobile",
    is_primary: bool = False,
    national: bool = True,
) -> EmployeePhone:
    """Add a number to an employee; as primary it takes the place of the one that was.

    CONFLICT when they have it already. One without country code is read as dialled in the clinic's country, unless
    `national` is false.
    """
    number = plain(ctx, phone_number, "phoneNumber", national=national)
    employee = await employed(ctx, employee_id)
    return await BOOK.add(ctx, employee, number, label, is_primary=is_primary)


@input
class UpdateEmployeePhoneInput:
    """What is to change: members left out stay as they are."""

    phone_number: Maybe[RawNumber]
    label: Maybe[Label]
    is_primary: Maybe[bool]


@command(EDIT)
async def update_employee_phone(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    input: UpdateEmployeePhoneInput,  # noqa: A002
    national: bool = True,
    expected_version: int | None = None,
) -> EmployeePhone:
    """Change a number, its label, or whether it is the primary one. CONFLICT when the employee has the number."""
    values = given(input)
    if "phone_number" in values:
        values["phone_number"] = plain(ctx, values["phone_number"], "input.phoneNumber", national=national)
    employee, phone = await BOOK.open(ctx, id, expected_version)
    return await BOOK.change(ctx, employee, phone, values)


@command(EDIT)
async def make_employee_phone_primary(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    expected_version: int | None = None,
) -> EmployeePhone:
    """Make a number the employee's primary one; the one that was is no longer."""
    employee, phone = await BOOK.open(ctx, id, expected_version)
    return await BOOK.change(ctx, employee, phone, {"is_primary": True})


@command(EDIT)
async def remove_employee_phone(ctx: Context, *, id: UUID, expected_version: int | None = None) -> bool:  # noqa: A002
    """Delete an employee's number; nobody takes the place of a primary one."""
    employee, phone = await BOOK.open(ctx, id, expected_version)
    await BOOK.remove(ctx, employee, phone)
    return True
