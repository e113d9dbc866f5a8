"""Staff: who works at the clinic, and what is known of them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from strawberry import Maybe

from core.errors import invalid
from core.paging import Page
from core.rows import One, Rows
from core.scalars import BigInt
from core.text import like_patterns, searchable
from events import types as events
from models.log import EventType
from models.patients import Gender
from models.staff import Employee, EmployeeHome, EmployeeKind, EmployeeStatus
from operation.context import Context
from operation.inputs import Between, Day, Email, Past, Text, given, input  # noqa: A004
from operation.locks import hold, lock
from operation.operation import command, in_full, query
from permissions import Permission, any_of, key
from resolvers.patient_rules import tidy
from resolvers.staff_rules import EDIT, employed, membership_of, nothing_to_come, person_changed

P = Permission

VIEW = key(P.SETTINGS_STAFF_VIEW)

Name = Annotated[str, Text(1, 120)]
Title = Annotated[str, Text(0, 40)]
Specialty = Annotated[str, Text(0, 120)]
Color = Annotated[str, Text(7, 7, pattern="#[0-9a-fA-F]{6}")]
EmailAddress = Annotated[str, Email()]
BirthDate = Annotated[dt.date, Past()]
HomeAddress = Annotated[str, Text(0, 400, lines=True)]
EmploymentDay = Annotated[dt.date, Day()]
Number = Annotated[BigInt, Between(1, 10**15)]

#: Columns of the record that few may read.
HOME = ("birth_date", "address")


@query(any_of(P.SETTINGS_STAFF_VIEW, P.APPOINTMENTS_CREATE))
async def list_employees(
    ctx: Context, *, kind: EmployeeKind | None = None, active: bool | None = True
) -> Rows[Employee]:
    """Who works at the clinic, by name: whoever is active, unless `active` says otherwise (null: all).

    Whoever books has to choose a doctor, and so may read this too, without what only settings.staff.view shows.
    """
    return _narrowed(ctx.rows(Employee), kind, active)


@query(VIEW)
async def list_staff(
    ctx: Context,
    *,
    search: Annotated[str, Text(0, 100)] | None = None,
    kind: EmployeeKind | None = None,
    active: bool | None = True,
    position_id: UUID | None = None,
    linked: bool | None = None,
) -> Page[Employee]:
    """The records of who works at the clinic, by name, searched by name or number in any script.

    Every word of a search must occur; accents and case do not matter. `positionId` leaves those who have the position,
    `linked` those with an account or without. Whoever is archived is left out, unless `active` says otherwise (null:
    all).
    """
    rows = _narrowed(ctx.rows(Employee), kind, active)
    if search:
        rows = rows.where(Employee.id.found_by("search_employees", like_patterns(search)))
    if position_id is not None:
        rows = rows.where(Employee.id.found_by("employees_in_position", position_id))
    if linked is not None:
        rows = rows.where(Employee.membership_id.is_not_null() if linked else Employee.membership_id.is_null())
    return Page(rows)


def _narrowed(rows: Rows[Employee], kind: EmployeeKind | None, active: bool | None) -> Rows[Employee]:
    rows = rows.order(Employee.display_name.asc(), Employee.id.asc())
    if kind is not None:
        rows = rows.where(Employee.kind == kind)
    return rows if active is None else rows.where(Employee.active == active)


@query(VIEW)
async def get_employee(ctx: Context, *, id: UUID) -> One[Employee]:  # noqa: A002
    """One employee's record. Home address and birthday are told to whoever edits records, and of oneself."""
    return ctx.rows(Employee).where(Employee.id == id).one()


@input
class AddEmployeeInput:
    """What is known of somebody who begins to work at the clinic; only the name is needed."""

    first_name: Name
    last_name: Name
    display_name: Name | None = None
    number: Number | None = None
    kind: EmployeeKind = EmployeeKind.OTHER
    title: Title | None = None
    specialty: Specialty | None = None
    color: Color | None = None
    status: EmployeeStatus = EmployeeStatus.ACTIVE
    gender: Gender | None = None
    email: EmailAddress | None = None
    birth_date: BirthDate | None = None
    address: HomeAddress | None = None
    hired_on: EmploymentDay | None = None
    left_on: EmploymentDay | None = None


@command(EDIT)
async def add_employee(ctx: Context, *, input: AddEmployeeInput) -> Employee:  # noqa: A002
    """Add somebody who works at the clinic, without an account; the next number is given unless one is named.

    Calendars call them by first and last name unless `displayName` says otherwise. CONFLICT for a number that is taken.
    """
    in_full(ctx, EDIT)
    values = tidy(given(input))
    home = {name: values.pop(name) for name in HOME if name in values}
    values.setdefault("display_name", _shown(values["first_name"], values["last_name"]))
    if "number" not in values:
        values["number"] = await _next_number(ctx)
    employee = await ctx.add(Employee, **values, **_standing(values["status"]), search_text=_words(values))
    _check_dates(employee)
    ctx.emit(events.EMPLOYEE_ADDED, employee)
    await _keep_home(ctx, employee, home)
    return employee


@input
class UpdateEmployeeInput:
    """What is to change: members left out stay as they are, null clears."""

    first_name: Maybe[Name]
    last_name: Maybe[Name]
    display_name: Maybe[Name]
    number: Maybe[Number]
    kind: Maybe[EmployeeKind]
    title: Maybe[Title | None]
    specialty: Maybe[Specialty | None]
    color: Maybe[Color | None]
    status: Maybe[EmployeeStatus]
    gender: Maybe[Gender | None]
    email: Maybe[EmailAddress | None]
    birth_date: Maybe[BirthDate | None]
    address: Maybe[HomeAddress | None]
    hired_on: Maybe[EmploymentDay | None]
    left_on: Maybe[EmploymentDay | None]


@command(EDIT)
async def update_employee(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    input: UpdateEmployeeInput,  # noqa: A002
    expected_version: int | None = None,
) -> Employee:
    """Change somebody's record; the name in calendars follows first and last name where it was made of them.

    The status `INACTIVE` archives (see `archiveEmployee`), any other restores. FORBIDDEN for somebody whose account the
    caller may not touch: a manager, an admin's. CONFLICT for a number that is taken.
    """
    values = tidy(given(input))
    home = {name: values.pop(name) for name in HOME if name in values}
    if values.get("status") is EmployeeStatus.INACTIVE:
        await hold(ctx, Employee, (id,))
    employee = await employed(ctx, id, expected_version)
    await save(ctx, employee, values)
    await _keep_home(ctx, employee, home)
    return employee


@command(EDIT)
async def archive_employee(ctx: Context, *, id: UUID, expected_version: int | None = None) -> Employee:  # noqa: A002
    """Somebody stops working at the clinic: nobody books them, and their account is no longer this employee's.

    CONFLICT while open visits are still to come, with their `count` and `appointments`: nothing is freed silently. The
    record, its account and positions stay and can be restored. Archiving twice changes nothing.
    """
    # Who gives them a visit meanwhile waits, and is refused (models/appointments, `works_there`), or is seen.
    await hold(ctx, Employee, (id,))
    employee = await employed(ctx, id, expected_version)
    await save(ctx, employee, {"status": EmployeeStatus.INACTIVE})
    return employee


@command(EDIT)
async def restore_employee(ctx: Context, *, id: UUID, expected_version: int | None = None) -> Employee:  # noqa: A002
    """Somebody works at the clinic again, with the account and the positions that they had."""
    employee = await employed(ctx, id, expected_version)
    await save(ctx, employee, {} if employee.active else {"status": EmployeeStatus.ACTIVE})
    return employee


# --- how -----------------------------------------------------------------------------------------------------------


async def save(ctx: Context, employee: Employee, values: dict[str, Any]) -> None:
    """Change a locked employee, whatever follows included, and say so. Raises Conflict while visits are to come for
    whom the values archive."""
    was_active = employee.active
    values = values | _follow(employee, values)
    if was_active and not values.get("active", True):
        await nothing_to_come(ctx, employee)
    changed = await ctx.change(employee, **values) - {"search_text", "archived_at"}
    _check_dates(employee)
    if changed:
        ctx.emit(_happened(was_active, employee.active), employee, changed)
    if was_active != employee.active and (membership := await membership_of(ctx, employee)) is not None:
        person_changed(ctx, membership.account_id)


def _follow(employee: Employee, values: dict[str, Any]) -> dict[str, Any]:
    """What follows from values: the shown name, the words for searching, whether they work there."""
    names = {n: values.get(n, getattr(employee, n)) for n in ("first_name", "last_name", "display_name", "number")}
    if employee.display_name == _shown(employee.first_name, employee.last_name) and "display_name" not in values:
        names["display_name"] = _shown(names["first_name"], names["last_name"])
    found = (
        {"display_name": names["display_name"], "search_text": _words(names)} if names.keys() & values.keys() else {}
    )
    # Who is away already stays so since then.
    if "status" in values and (values["status"] == EmployeeStatus.INACTIVE) is employee.active:
        found |= _standing(values["status"])
    return found


def _happened(was_active: bool, active: bool) -> EventType:
    if was_active is active:
        return events.EMPLOYEE_CHANGED
    return events.EMPLOYEE_RESTORED if active else events.EMPLOYEE_ARCHIVED


def _standing(status: EmployeeStatus) -> dict[str, Any]:
    """Whether somebody works there, and since when they do not."""
    gone = status == EmployeeStatus.INACTIVE
    return {"active": not gone, "archived_at": dt.datetime.now(dt.UTC) if gone else None}


def _shown(first_name: str, last_name: str) -> str:
    """What calendars call somebody who has no other name there."""
    return f"{first_name} {last_name}".strip()[:120].rstrip()


def _words(values: dict[str, Any]) -> str:
    number = values.get("number")
    names = (values["display_name"], values["first_name"], values["last_name"], str(number) if number else None)
    return searchable(*names)[:4000]


async def _next_number(ctx: Context) -> int:
    """One more than the highest; two who add somebody at once wait for each other."""
    await lock(ctx, (ctx.clinic.id,))
    rows = ctx.clinic_rows(Employee).where(Employee.number.is_not_null()).order(Employee.number.desc())
    last = await ctx.first(rows)
    return 1 if last is None or last.number is None else last.number + 1


def _check_dates(employee: Employee) -> None:
    if employee.hired_on is not None and employee.left_on is not None and employee.left_on < employee.hired_on:
        raise invalid("input.leftOn", "Must not be before the first day.")


async def _keep_home(ctx: Context, employee: Employee, values: dict[str, Any]) -> None:
    """Keep what few may read in its own row; none is made for nothing."""
    if not values:
        return
    known = await ctx.first(ctx.clinic_rows(EmployeeHome).where(EmployeeHome.employee_id == employee.id))
    if known is not None:
        changed = await ctx.change(known, **values)
    else:
        changed = frozenset(name for name, value in values.items() if value is not None)
        if changed:
            known = await ctx.add(EmployeeHome, employee_id=employee.id, **values)
    if known is not None and changed:
        ctx.emit(events.EMPLOYEE_HOME_CHANGED, known, changed)
