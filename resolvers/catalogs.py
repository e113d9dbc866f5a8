"""The catalog of procedures, which DCMS calls services."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry

from core.errors import NotFound
from core.rows import One, Rows
from core.text import fold
from events import types as events
from models.catalogs import Procedure
from models.schedules import LONGEST, SHORTEST
from operation import handwritten
from operation.context import Context
from operation.inputs import Between, Items, Text, given, input  # noqa: A004
from operation.operation import command, query
from permissions import Permission, any_of, key

P = Permission

VIEW = key(P.CLINICAL_PROCEDURES_VIEW)
CHOOSE = any_of(P.CLINICAL_PROCEDURES_VIEW, P.APPOINTMENTS_CREATE, P.BILLING_INVOICES_CREATE)

#: As much as `numeric(14,3)` holds, with room for sums.
MOST_PRICE = 99_999_999

Name = Annotated[str, Text(1, 160)]
Category = Annotated[str, Text(1, 80)]
Minutes = Annotated[int, Between(SHORTEST, LONGEST)]
Price = Annotated[Decimal, Between(0, MOST_PRICE)]
Disclaimer = Annotated[str, Text(0, 2000, lines=True)]
Place = Annotated[int, Between(0, 100_000)]


@query(CHOOSE)
async def list_procedures(
    ctx: Context,
    *,
    active: bool | None = True,
    category: Annotated[str, Text(0, 80)] | None = None,
) -> Rows[Procedure]:
    """The catalog in its order: what may be chosen, unless `active` says otherwise (null: all).

    Whoever books, quotes or invoices reads it too, without what only clinical.procedures.view shows.
    """
    rows = ctx.rows(Procedure).order(Procedure.display_number, Procedure.category_key, Procedure.id)
    if category is not None:
        rows = rows.where(Procedure.category_key == fold(category))
    return rows if active is None else rows.where(Procedure.active == active)


@strawberry.type(description="A procedure that may be chosen.")
class CatalogEntry:
    id: UUID
    category: str
    name: str
    display_number: int
    duration_minutes: int | None
    price: Decimal
    disclaimer: str | None = strawberry.field(description="Null without clinical.procedures.view.")
    active: bool
    created_at: dt.datetime
    updated_at: dt.datetime


@strawberry.type(description="What a category of the catalog has on offer.")
class CatalogCategory:
    name: str
    procedures: list[CatalogEntry]


_ENTRIES = f"""SELECT {", ".join(CatalogEntry.__annotations__)} FROM offered
 ORDER BY category_key, display_number, name_key, id"""  # noqa: S608  (names of our own fields)


@query(CHOOSE)
async def procedure_categories(ctx: Context) -> list[CatalogCategory]:
    """What may be chosen, by category, in the catalog's order within each."""
    rows = await handwritten.fetch(
        ctx,
        _ENTRIES,
        offered=ctx.rows(Procedure).where(Procedure.active == True),  # noqa: E712
    )
    told = VIEW.verdict(ctx.actor).allowed
    found: dict[str, CatalogCategory] = {}
    for row in rows:
        entry = CatalogEntry(**{**row, "disclaimer": row["disclaimer"] if told else None})
        category = found.setdefault(fold(entry.category), CatalogCategory(name=entry.category, procedures=[]))
        category.procedures.append(entry)
    return list(found.values())


@query(VIEW)
async def get_procedure(ctx: Context, *, id: UUID) -> One[Procedure]:  # noqa: A002
    """One procedure of the catalog, whether it may be chosen or not."""
    return ctx.rows(Procedure).where(Procedure.id == id).one()


@input
class AddProcedureInput:
    """A procedure to be."""

    category: Category
    name: Name
    display_number: Place = 0
    duration_minutes: Minutes | None = None
    price: Price = Decimal(0)
    disclaimer: Disclaimer | None = None
    active: bool = True


@command(key(P.CLINICAL_PROCEDURES_CREATE))
async def add_procedure(ctx: Context, *, input: AddProcedureInput) -> Procedure:  # noqa: A002
    """Add a procedure to the catalog. CONFLICT for a name that another of its category has."""
    procedure = await ctx.add(Procedure, **_stored({name: getattr(input, name) for name in _MEMBERS}))
    ctx.emit(events.PROCEDURE_ADDED, procedure)
    return procedure


_MEMBERS = ("category", "name", "display_number", "duration_minutes", "price", "disclaimer", "active")


@input
class UpdateProcedureInput:
    """What to change; members that are not given stay as they are."""

    category: strawberry.Maybe[Category]
    name: strawberry.Maybe[Name]
    display_number: strawberry.Maybe[Place]
    duration_minutes: strawberry.Maybe[Minutes | None]
    price: strawberry.Maybe[Price]
    disclaimer: strawberry.Maybe[Disclaimer | None]
    active: strawberry.Maybe[bool] = strawberry.field(description="Whether it may be chosen.")


@command(key(P.CLINICAL_PROCEDURES_EDIT))
async def update_procedure(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    input: UpdateProcedureInput,  # noqa: A002
    expected_version: int | None = None,
) -> Procedure:
    """Change a procedure; what was booked, quoted or invoiced with it stays as it was. CONFLICT for a name that another
    of its category has."""
    procedure = await ctx.load(Procedure, id, expected_version)
    if changed := await ctx.change(procedure, **_stored(given(input))) - {"name_key", "category_key"}:
        ctx.emit(events.PROCEDURE_CHANGED, procedure, changed)
    return procedure


@input
class ProcedurePlaceInput:
    """Where a procedure stands in lists."""

    service_id: UUID
    display_number: Place


@command(key(P.CLINICAL_PROCEDURES_EDIT))
async def reorder_procedures(ctx: Context, *, items: Annotated[list[ProcedurePlaceInput], Items(500)]) -> bool:
    """Give procedures their places in lists, all or none: NOT_FOUND for one that there is not."""
    wanted = {item.service_id: item.display_number for item in items}
    rows = ctx.rows(Procedure).where(Procedure.id.in_(sorted(wanted))).order(Procedure.id)
    known = await ctx.all(rows.window(len(wanted)))
    if len(known) < len(wanted):
        raise NotFound("No such procedure.")
    for procedure in known:
        if changed := await ctx.change(procedure, display_number=wanted[procedure.id]):
            ctx.emit(events.PROCEDURE_CHANGED, procedure, changed)
    return True


def _stored(values: dict[str, Any]) -> dict[str, Any]:
    """With the keys that names are compared by; a blank disclaimer is none."""
    keys = {f"{name}_key": fold(values[name]) for name in ("category", "name") if name in values}
    if "disclaimer" in values:
        values["disclaimer"] = values["disclaimer"] or None
    return values | keys
