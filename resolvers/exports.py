"""Tables for spreadsheets: whatever rows they are of, read page by page under the caller's rights, and noted."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import strawberry

from core import db
from core.errors import LimitReached
from core.predicates import after
from core.rows import Rows
from models.clinics import Clinic
from models.log import EventType
from operation.access import whose
from operation.context import Context
from operation.operation import own_transaction

#: Rows in one answer of an operation; the addresses that stream have no such bound.
MOST = 5_000
#: Rows that are read at once.
PAGE = 500

#: A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Line = tuple[str, ...]


@strawberry.type(description="A table as CSV (RFC 4180, UTF-8), times where the clinic is.")
class CsvExport:
    csv: str
    rows: int


@dataclass(frozen=True, slots=True)
class Table:
    """What one kind of export reads and writes. `cells` makes the lines of one page, with the connection it was read
    on for what else it needs; it notes what it reads beside the rows themselves."""

    #: The operation's name, for the access log.
    operation: str
    columns: Line
    reads: tuple[str, ...]
    cells: Callable[[Context, Any, Sequence[Any]], Awaitable[list[Line]]]


async def record_export(ctx: Context, event: EventType) -> None:
    """Write down that the caller takes a table with them, before the first row is read."""
    async with own_transaction(ctx):
        clinic = await ctx.first(ctx.clinic_rows(Clinic))
        assert clinic is not None  # noqa: S101  (the caller is in it)
        ctx.emit(event, clinic)


async def whole(ctx: Context, table: Table, rows: Rows[Any]) -> CsvExport:
    """The export in one piece. Raises LimitReached beyond MOST rows."""
    count, text = 0, [_written([table.columns])]
    async for page in _pages(ctx, table, rows):
        count += len(page)
        if count > MOST:
            raise LimitReached(f"More than {MOST} rows; narrow it.")
        text.append(_written(page))
    return CsvExport(csv="".join(text), rows=count)


async def lines(ctx: Context, table: Table, rows: Rows[Any]) -> AsyncIterator[str]:
    """The export as text, a page at a time: nobody holds more of it."""
    yield _written([table.columns])
    async for page in _pages(ctx, table, rows):
        yield _written(page)


async def records(ctx: Context, operation: str, rows: Rows[Any], names: Iterable[str]) -> AsyncIterator[list[Any]]:
    """The rows with these columns, a page at a time, each read by itself: what changes meanwhile is not missed or
    doubled but for a row that moves in the order of `rows`. Whoever exports has read them all: that is noted."""
    keys, rest = tuple(order.column.name for order in rows.ordering), rows
    whose_ = whose(rows.model)
    while True:
        async with db.read(ctx.clinic.id) as connection:
            statement = rest.window(PAGE).select({*names, *keys, "id", whose_})
            found = (await connection.fetch(statement.sql, *statement.values))[:PAGE]
        if not found:
            return
        ctx.runtime.access_log.note(ctx, operation, rows.model, [record[whose_] for record in found])
        yield found
        if len(found) < PAGE:
            return
        rest = rows.where(after(rows.ordering, tuple(found[-1][key] for key in keys)))


async def _pages(ctx: Context, table: Table, rows: Rows[Any]) -> AsyncIterator[list[Line]]:
    """The lines, a page at a time."""
    async for found in records(ctx, table.operation, rows, table.reads):
        async with db.read(ctx.clinic.id) as connection:
            made = await table.cells(ctx, connection, found)
        yield made


def _written(rows: Iterable[Sequence[str]]) -> str:
    """Lines of CSV. A cell that a spreadsheet would compute is made text by an apostrophe in front."""
    made = io.StringIO()
    writer = csv.writer(made)
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row])
    return made.getvalue()
