"""Reading what an operation described, for the reference executor: a root's rows, and level by level what lies behind
them. The one read door.

A root reads through one connection, one statement after the other. Relations load through aiodataloader: one statement
for each, whatever the number of parents.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any
from uuid import UUID

from aiodataloader import DataLoader
from graphql.execution.values import VariableValues

from core import db
from core.paging import Page, encode_cursor
from core.rows import One, Rows
from models.base import Base
from operation.access import whose
from operation.context import Context
from operation.inputs import clean, hints_of
from schema.ahead import Hop, Place, ResolveInfo, Wanted, paged_of, place_of
from schema.arguments import by_library
from schema.fields import MAX_NESTED, Many, One_, TypeDefinition, hop_is_free

#: A row as the driver gives it: column name to value.
Record = Any


class Level:
    """What all rows of one place share: the fields that are shown, and by response name what lies behind a relation,
    as a function of the id that it goes by."""

    __slots__ = ("behind", "shown")

    def __init__(self, shown: frozenset[str]) -> None:
        self.shown = shown
        self.behind: dict[str, Callable[[UUID], Any]] = {}


class Row:
    """A row as resolvers get it."""

    __slots__ = ("level", "values")

    def __init__(self, values: Record, level: Level) -> None:
        self.values = values
        self.level = level

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


@dataclass(slots=True)
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool
    end_cursor: str | None
    page: int | None
    limit: int


@dataclass(slots=True)
class Connection:
    """One page of a list: `nodes` by response name; `total` is filled when the document selects it."""

    nodes: dict[str, list[Row]]
    total: int | None
    page_info: PageInfo


async def read_rows(ctx: Context, rows: Rows[Any], definition: TypeDefinition, info: ResolveInfo) -> list[Row]:
    """The rows themselves, columns as selected."""
    place = place_of(definition, info)
    async with definition.model.reads.read(ctx.actor.clinic_id) as connection:
        reader = _Reader(ctx, connection, info.variable_values)
        return await reader.level(place, await reader.rows(rows, definition, place.wanted))


async def read_one(ctx: Context, one: One[Any], definition: TypeDefinition, info: ResolveInfo) -> Row | None:
    """The single row, or None when it is not there or not the caller's to see."""
    found = await read_rows(ctx, one.rows, definition, info)
    return found[0] if found else None


async def read_page(ctx: Context, page: Page[Any], definition: TypeDefinition, info: ResolveInfo) -> Connection:
    """One page; the count runs only when `total` is selected, the rows only when `nodes` or `pageInfo` is."""
    paged = paged_of(definition, info)
    found: Sequence[Record] = []
    total: int | None = None
    async with definition.model.reads.read(ctx.actor.clinic_id) as connection:
        reader = _Reader(ctx, connection, info.variable_values)
        if paged.counted:
            statement = (page.unpaged or page.rows).count()
            total = await connection.fetchval(statement.sql, *statement.values)
        if paged.listed:
            wanted = paged.wanted.also(*(o.column.name for o in page.rows.ordering))
            found = await reader.rows(page.rows, definition, wanted, most=page.size)
        more = len(found) > page.size
        found = found[: page.size]
        nodes = {key: await reader.level(place, found) for key, place in paged.nodes.items()}
    cursor = encode_cursor(page.rows, found[-1]) if found and page.rows.ordering else None
    return Connection(nodes, total, PageInfo(more, cursor, page.number, page.size))


class _Reader:
    """Reads for one root through one connection."""

    __slots__ = ("_connection", "_ctx", "_variables")

    def __init__(self, ctx: Context, connection: db.Handle, variables: VariableValues) -> None:
        self._ctx = ctx
        self._connection = connection
        self._variables = variables

    async def rows(
        self, rows: Rows[Any], definition: TypeDefinition, wanted: Wanted, *, most: int | None = None
    ) -> Sequence[Record]:
        """The rows of a description; noted are `most` of them, if not all are shown."""
        statement = rows.select(wanted.columns, expressions=wanted.expressions)
        found = await self._connection.fetch(statement.sql, *statement.values)
        # The statement's limit is one of a few literals: it may bring a few rows more.
        if statement.limit is not None:
            found = found[: statement.limit]
        self._note(definition.model, found[:most])
        return found

    async def level(self, place: Place, found: Sequence[Record]) -> list[Row]:
        """The rows of a place with everything that lies behind them."""
        level = Level(place.shown)
        for hop in place.hops:
            level.behind[hop.key] = await self._behind(hop, found)
        return [Row(record, level) for record in found]

    async def _behind(self, hop: Hop, parents: Sequence[Record]) -> Callable[[UUID], Any]:
        """What a relation answers for the id it goes by. What goes wrong is the error of each field that asks."""
        column = hop.column
        keys = list(dict.fromkeys(key for parent in parents if (key := parent[column]) is not None))
        found: dict[UUID, Any] = {}
        try:
            if keys:
                found = dict(zip(keys, await self._loader(hop).load_many(keys), strict=True))
        except Exception as error:  # noqa: BLE001  (raised again, where it has a path)
            return partial(_raise, error, error.__traceback__)
        return found.__getitem__

    def _loader(self, hop: Hop) -> DataLoader[UUID, Any]:
        field = hop.field
        rows, first = related_rows(self._ctx, field), 1
        if isinstance(field, Many):
            given = by_library(hop.declared, hop.node, self._variables)
            first = given.pop("first", MAX_NESTED)
            if field.narrow is not None:
                rows = field.narrow(rows, **cleaned(self._ctx, field.narrow, given))
            rows = rows.order(*field.order).window(first)

        async def load(keys: list[UUID]) -> list[Any]:
            if hop.points:
                return await self._pointed_at(hop, rows, keys)
            groups = await self._pointing(hop, rows, keys, first)
            return groups if isinstance(field, Many) else [group[0] if group else None for group in groups]

        return DataLoader(load, max_batch_size=1000)

    async def _pointed_at(self, hop: Hop, rows: Rows[Any], keys: list[UUID]) -> list[Row | None]:
        definition, wanted = hop.place.definition, hop.place.wanted
        found = await self.rows(rows.where(definition.model.id.in_(keys)), definition, wanted)
        by_id = {row["id"]: row for row in await self.level(hop.place, found)}
        return [by_id.get(key) for key in keys]

    async def _pointing(self, hop: Hop, rows: Rows[Any], keys: list[UUID], first: int) -> list[list[Row]]:
        wanted = hop.place.wanted
        statement = rows.children(wanted.columns, hop.field.by, keys, expressions=wanted.expressions)
        left = dict.fromkeys(keys, first)
        found = []
        for record in await self._connection.fetch(statement.sql, *statement.values):
            # The statement's limit is one of a few literals: it may bring a few rows more for each parent.
            if left[record["parent_"]]:
                left[record["parent_"]] -= 1
                found.append(record)
        self._note(hop.place.definition.model, found)
        groups: dict[UUID, list[Row]] = {key: [] for key in keys}
        for row in await self.level(hop.place, found):
            groups[row["parent_"]].append(row)
        return list(groups.values())

    def _note(self, model: type[Base], found: Sequence[Record]) -> None:
        column = whose(model)
        self._ctx.runtime.access_log.note(self._ctx, self._ctx.operation, model, (r[column] for r in found))


def _raise(error: Exception, trace: TracebackType | None, key: UUID) -> Any:
    """The same error for every row, and not with the way of each behind the other's."""
    raise error.with_traceback(trace)


def cleaned(ctx: Context, narrow: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a nested list under the rules of their annotations, as an operation's are."""
    parameters = inspect.signature(narrow).parameters
    defaults = {n: p.default for n, p in parameters.items() if p.default is not inspect.Parameter.empty}
    values, found = clean(hints_of(narrow), arguments, ctx.actor, defaults)
    if found:
        raise TypeError("The arguments of a nested list filter; they refer to nothing.")
    return values


def related_rows(ctx: Context, field: One_ | Many) -> Rows[Any]:
    """The rows a hop may land on: a face's columns, nothing added on the hop from a parent, else the scope."""
    if isinstance(field, One_) and field.face:
        return ctx.face(field.model)
    if hop_is_free(field):
        return ctx.clinic_rows(field.model)
    return ctx.rows(field.model)
