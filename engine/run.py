"""Running a planned root: the operation describes, one connection reads, generated functions make the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from core.paging import Page, encode_cursor
from core.quick import quick
from core.rows import One, Rows
from engine import sql
from engine.arguments import Given
from engine.compile import Event, Groups, Listed, Paged, Rooted, Value
from engine.plan import NO_HOPS, Child, Hops, Statement
from operation.context import Context
from schema.build import PAGING, described
from schema.fields import MAX_NESTED
from schema.reading import PageInfo, cleaned, related_rows

NO_WINDOW: Mapping[str, Any] = {}
#: Actors for whom a statement remembers what its joins may land on.
MOST_HOPS = 64


class Connection(Protocol):
    """What a statement is sent through (`core.db.Handle`)."""

    async def fetch(self, sql: str, /, *values: Any) -> Sequence[Any]: ...


@quick
@dataclass(frozen=True, slots=True)
class Found:
    """Rows of a statement, what lies below them by child, whether there are more, where the order columns stand."""

    rows: Sequence[Any]
    below: list[Any]
    more: bool = False
    order: tuple[int, ...] = ()


NOTHING = Found((), [])


class Reader:
    """Reads for one request through one connection, and notes whose records were read."""

    __slots__ = ("_connection", "_ctx", "_given", "notes")

    def __init__(self, ctx: Context, given: Given, connection: Connection) -> None:
        self._ctx = ctx
        self._given = given
        self._connection = connection
        #: (model, ids) of what was read and must be recorded.
        self.notes: list[tuple[Any, list[Any]]] = []

    async def rows(
        self, statement: Statement, rows: Rows[Any], groups: Groups, *, most: int | None = None, ordered: bool = False
    ) -> Found:
        """The rows of a statement, `most` of them at most, with what lies below them."""
        text, values = sql.select(statement, rows, self._hops(statement), ordered=ordered)
        found = await self._connection.fetch(text.sql, *values)
        # The limit in the statement is one of a few literals, and a page asks for a row more than it shows.
        wanted = rows.limit if most is None else most
        more = wanted is not None and len(found) > wanted
        if more:
            found = found[:wanted]
        self._note(statement, found)
        return Found(found, await self._below(statement, found, groups), more, text.order)

    async def counted(self, described: list[Rows[Any]]) -> list[int]:
        """How many rows each of these lists has, in one round trip."""
        text, values = sql.counts(described)
        return list((await self._connection.fetch(text, *values))[0])

    async def _below(self, statement: Statement, found: Sequence[Any], groups: Groups) -> list[Any]:
        if not statement.children:
            return []
        return [
            await self._children(child, found, emit, groups)
            for child, emit in zip(statement.children, groups[statement], strict=True)
        ]

    async def _children(self, child: Child, found: Sequence[Any], emit: Any, groups: Groups) -> Mapping[str, Any]:
        key = child.key
        parents = list(dict.fromkeys(row[key] for row in found if row[key] is not None))
        if not parents:
            return {}
        rows, first = self._related(child)
        text, values = sql.children(child.statement, rows, child.field.by, parents, self._hops(child.statement))
        inner = await self._connection.fetch(text.sql, *values)
        if len(inner) > first:
            inner = _firsts(inner, first, len(child.statement.items))
        self._note(child.statement, inner)
        below = await self._below(child.statement, inner, groups)
        answered: dict[str, Any] = emit(inner, self._ctx.identity.clinic, below)
        return answered

    def _related(self, child: Child) -> tuple[Rows[Any], int]:
        field = child.field
        values = child.arguments.values(self._given)
        first = values.pop("first", MAX_NESTED)
        rows = related_rows(self._ctx, field)
        if field.narrow is not None:
            rows = field.narrow(rows, **cleaned(self._ctx, field.narrow, values))
        return rows.order(*field.order).window(first), first

    def _hops(self, statement: Statement) -> Hops:
        """What the joins of a statement may land on, worked out once for each actor."""
        if len(statement.sources) == 1:
            return NO_HOPS
        actor = self._ctx.actor
        known = statement.hops.get(id(actor))
        if known is not None and known[0] is actor:
            return known[1]
        conditions = [related_rows(self._ctx, s.relation).condition for s in statement.sources if s.relation]
        hops = Hops(tuple(c.key for c in conditions), tuple(value for c in conditions for value in c.values))
        if len(statement.hops) >= MOST_HOPS:
            statement.hops.clear()
        statement.hops[id(actor)] = (actor, hops)
        return hops

    def _note(self, statement: Statement, found: Sequence[Any]) -> None:
        for source in statement.sources:
            if source.noted is not None and found:
                at = source.noted
                ids = [row[at] for row in found if row[at] is not None]
                self.notes.append((source.definition.model, ids))

    def record(self) -> None:
        """Put what was read into the access log. Raises Unavailable when reads cannot be recorded."""
        for model, ids in self.notes:
            self._ctx.runtime.access_log.note(self._ctx, self._ctx.operation, model, ids)
        self.notes.clear()


def _firsts(rows: Sequence[Any], first: int, parent: int) -> list[Any]:
    """The first rows of each parent; the limit in the statement may be a little larger."""
    seen: Counter[Any] = Counter()
    kept = []
    for row in rows:
        seen[row[parent]] += 1
        if seen[row[parent]] <= first:
            kept.append(row)
    return kept


def describe(ctx: Context, root: Rooted, result: Any, window: Mapping[str, Any]) -> Any:
    """What there is to read of an operation's result, or the finished answer of a plain value."""
    if root.definition is None:
        assert isinstance(root.read, Value)  # noqa: S101  (planned so)
        return root.read.finish(result)
    return described(ctx, result, root.definition, window)


def split(root: Rooted, given: Given) -> tuple[dict[str, Any], Mapping[str, Any]]:
    """The operation's own arguments, and those of the page."""
    values = root.arguments.values(given)
    return values, {name: values.pop(name) for name in PAGING if name in values} if root.paged else NO_WINDOW


def needs_reading(root: Rooted, wanted: Any) -> bool:
    return isinstance(wanted, Rows | One | Page) and not isinstance(root.read, Value)


async def answer(root: Rooted, wanted: Any, reader: Reader, total: int | None, ctx: Context) -> Any:
    """The answer of a root whose rows are described. Raises AnomalyError, or what the database raises."""
    match root.read:
        case Listed() as read:
            return await _listed(read, wanted, reader, ctx)
        case Paged() as read:
            return await _page(read, wanted, reader, total, ctx)
    raise AssertionError("nothing is read for plain values")


async def _listed(read: Listed, wanted: Any, reader: Reader, ctx: Context) -> Any:
    rows = wanted.rows if isinstance(wanted, One) else wanted
    found = await reader.rows(read.statement, rows, read.groups)
    made = read.emit(found.rows, ctx.identity.clinic, found.below)
    if read.single:
        return made[0] if made else None
    return made


async def _page(read: Paged, page: Page[Any], reader: Reader, total: int | None, ctx: Context) -> Any:
    found, info = NOTHING, None
    if read.statement is not None:
        found = await reader.rows(read.statement, page.rows, read.groups, most=page.size, ordered=read.cursor)
        cursor = None
        if read.cursor and found.rows:
            last = found.rows[-1]
            values = {o.column.name: last[at] for o, at in zip(page.rows.ordering, found.order, strict=True)}
            cursor = encode_cursor(page.rows, values)
        info = PageInfo(found.more, cursor, page.number, page.size)
    made: dict[str, Any] = {}
    for key, name, finish in read.members:
        if finish is None:
            made[key] = total if name == "total" else name
        elif name == "nodes":
            made[key] = finish(found.rows, ctx.identity.clinic, found.below)
        else:
            made[key] = finish(info)
    return made


async def event(read: Event, payload: Any, wanted: One[Any] | None, reader: Reader | None, ctx: Context) -> Any:
    """One delivery of a subscription; `wanted` is the row behind it."""
    found = NOTHING
    if read.statement is not None and wanted is not None and reader is not None:
        found = await reader.rows(read.statement, wanted.rows, read.groups)
    made: dict[str, Any] = {}
    for key, name, finish in read.members:
        if finish is None:
            made[key] = name
        elif name == "node":
            rows = finish(found.rows, ctx.identity.clinic, found.below)
            made[key] = rows[0] if rows else None
        else:
            made[key] = finish(getattr(payload, name))
    return made
