"""Positions: what somebody can be at the clinic, and who is what. They give no rights; the account's role does."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from strawberry import Maybe

from core.errors import Conflict, FieldProblem, NotFound, invalid
from core.rows import One, Rows
from core.text import fold
from events import types as events
from models.staff import EmployeePosition, Position, PositionCategory
from operation.context import Context
from operation.inputs import Day, Text, given, input  # noqa: A004
from operation.operation import command, in_full, query
from resolvers.staff import VIEW
from resolvers.staff_rules import EDIT, employed

Name = Annotated[str, Text(1, 120)]
Code = Annotated[str, Text(1, 64)]
Description = Annotated[str, Text(0, 2000, lines=True)]
PositionDay = Annotated[dt.date, Day()]

#: More than anybody has.
MOST = 1000


# --- the catalog ---------------------------------------------------------------------------------------------------


@query(VIEW)
async def list_positions(
    ctx: Context, *, active: bool | None = None, category: PositionCategory | None = None
) -> Rows[Position]:
    """The positions there are, by name, disabled ones too unless `active` says otherwise."""
    rows = ctx.rows(Position).order(Position.name_key.asc(), Position.id.asc())
    if active is not None:
        rows = rows.where(Position.active == active)
    return rows if category is None else rows.where(Position.category == category)


@query(VIEW)
async def get_position(ctx: Context, *, id: UUID) -> One[Position]:  # noqa: A002
    """One position, disabled or not."""
    return ctx.rows(Position).where(Position.id == id).one()


@input
class AddPositionInput:
    """A position to be; without a code its name is the code."""

    name: Name
    code: Code | None = None
    category: PositionCategory = PositionCategory.CLINICAL
    description: Description | None = None
    active: bool = True


@command(EDIT)
async def add_position(ctx: Context, *, input: AddPositionInput) -> Position:  # noqa: A002
    """Add a position. CONFLICT for a name or a code that another has."""
    in_full(ctx, EDIT)
    values = given(input)
    values.setdefault("code", values["name"][:64])
    position = await ctx.add(Position, **_stored(values))
    ctx.emit(events.POSITION_ADDED, position)
    return position


@input
class UpdatePositionInput:
    """What to change; members that are not given stay as they are."""

    name: Maybe[Name]
    code: Maybe[Code]
    category: Maybe[PositionCategory]
    description: Maybe[Description | None]
    active: Maybe[bool]


@command(EDIT)
async def update_position(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    input: UpdatePositionInput,  # noqa: A002
    expected_version: int | None = None,
) -> Position:
    """Change a position. One that is not active is given to nobody any more; whoever has it keeps it.

    CONFLICT for a name or a code that another has.
    """
    in_full(ctx, EDIT)
    position = await ctx.load(Position, id, expected_version)
    if changed := await ctx.change(position, **_stored(given(input))) - {"name_key", "code_key"}:
        ctx.emit(events.POSITION_CHANGED, position, changed)
    return position


# --- who has them --------------------------------------------------------------------------------------------------


@query(VIEW)
async def list_employee_positions(ctx: Context, *, employee_id: UUID) -> Rows[EmployeePosition]:
    """The positions an employee has: the primary one first, then in the order they were given."""
    rows = ctx.rows(EmployeePosition).where(EmployeePosition.employee_id == employee_id)
    return rows.order(EmployeePosition.is_primary.desc(), *_BY_AGE).window(100)


_BY_AGE = (EmployeePosition.created_at.asc(), EmployeePosition.id.asc())


@command(EDIT)
async def assign_position(
    ctx: Context,
    *,
    employee_id: UUID,
    position_id: UUID,
    is_primary: bool = False,
    started_on: PositionDay | None = None,
    ended_on: PositionDay | None = None,
) -> EmployeePosition:
    """Give an employee a position; their first one is the primary one, and so is one that is given as that.

    CONFLICT for a position that is disabled or that they have. FORBIDDEN for somebody whose account the caller may not
    touch: a manager, an admin's.
    """
    if started_on is not None and ended_on is not None and ended_on < started_on:
        raise invalid("endedOn", "Must not be before the first day.")
    await employed(ctx, employee_id)
    # Locked, so that it is not disabled meanwhile.
    position = await ctx.load(Position, position_id)
    held = await _held(ctx, employee_id)
    if any(one.position_id == position_id for one in held):
        raise _told("They have this position.")
    if not position.active:
        raise _told("This position is disabled.")
    primary = is_primary or not any(one.is_primary for one in held)
    if primary:
        await _clear_primary(ctx, held)
    given_ = await ctx.add(
        EmployeePosition,
        employee_id=employee_id,
        position_id=position_id,
        is_primary=primary,
        started_on=started_on,
        ended_on=ended_on,
    )
    ctx.emit(events.POSITION_ASSIGNED, given_)
    return given_


@command(EDIT)
async def unassign_position(ctx: Context, *, employee_id: UUID, position_id: UUID) -> bool:
    """Take a position from an employee; of those left, the one they have had for longest takes the place of a primary
    one. NOT_FOUND when they do not have it."""
    await employed(ctx, employee_id)
    held = await _held(ctx, employee_id)
    gone = _one_of(held, position_id)
    await ctx.remove(gone)
    ctx.emit(events.POSITION_UNASSIGNED, gone)
    left = [one for one in held if one is not gone]
    if gone.is_primary and left:
        ctx.emit(events.POSITION_MADE_PRIMARY, left[0], await ctx.change(left[0], is_primary=True))
    return True


@command(EDIT)
async def make_position_primary(ctx: Context, *, employee_id: UUID, position_id: UUID) -> EmployeePosition:
    """Make a position that an employee has the primary one; the one that was is no longer."""
    await employed(ctx, employee_id)
    held = await _held(ctx, employee_id)
    chosen = _one_of(held, position_id)
    if not chosen.is_primary:
        await _clear_primary(ctx, held)
        ctx.emit(events.POSITION_MADE_PRIMARY, chosen, await ctx.change(chosen, is_primary=True))
    return chosen


# --- how -----------------------------------------------------------------------------------------------------------


async def _held(ctx: Context, employee_id: UUID) -> list[EmployeePosition]:
    """What a locked employee has, in the order it was given."""
    rows = ctx.clinic_rows(EmployeePosition).where(EmployeePosition.employee_id == employee_id)
    return await ctx.all(rows.order(*_BY_AGE).window(MOST))


def _one_of(held: list[EmployeePosition], position_id: UUID) -> EmployeePosition:
    for one in held:
        if one.position_id == position_id:
            return one
    message = "They do not have this position."
    raise NotFound(message, fields=(FieldProblem("positionId", message),))


async def _clear_primary(ctx: Context, held: list[EmployeePosition]) -> None:
    """Before another becomes primary: the partial unique index admits one at any moment."""
    for one in held:
        if one.is_primary:
            await ctx.change(one, is_primary=False)


def _told(message: str) -> Conflict:
    return Conflict(message, fields=(FieldProblem("positionId", message),))


def _stored(values: dict[str, Any]) -> dict[str, Any]:
    """With the keys that names are compared by; a blank description is none."""
    keys = {f"{name}_key": fold(values[name])[:most] for name, most in (("name", 240), ("code", 128)) if name in values}
    if "description" in values:
        values["description"] = values["description"] or None
    return values | keys
