"""Reading what an operation described: rows of the selected columns, relations in batches. The one read door.

The reference executor calls this from its resolvers. Relations load through aiodataloader: one statement per field
and level, whatever the number of parents.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from aiodataloader import DataLoader
from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, GraphQLResolveInfo, InlineFragmentNode

from core import db
from core.paging import Page, encode_cursor
from core.predicates import Expression
from core.rows import Expressions, One, Rows, Statement
from models.base import Base
from operation.access import whose
from operation.context import Context
from operation.inputs import camel, clean, hints_of
from schema.conditions import Flags, included
from schema.fields import MAX_NESTED, TYPE_OF, TYPES, Many, One_, SqlField, TypeDefinition, hop_is_free

ResolveInfo = GraphQLResolveInfo[Any]

#: A row as both executors hand it on: column name to value.
Row = Any


@dataclass(slots=True)
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool
    end_cursor: str | None
    page: int | None
    limit: int


@dataclass(slots=True)
class Connection:
    """One page of a list; `total` and `nodes` are filled when the document selects them."""

    nodes: list[Row]
    total: int | None
    page_info: PageInfo


@lru_cache(maxsize=512)
def wire_names(definition: TypeDefinition) -> dict[str, str]:
    """GraphQL field name to declared name."""
    return {camel(name): name for name in definition.fields}


def selected(
    nodes: Iterable[Any], fragments: dict[str, FragmentDefinitionNode], flags: Flags | None = None
) -> Iterator[FieldNode]:
    """Every field selected below these nodes, fragments opened. Without `flags` conditions are ignored: for columns a
    superset is harmless."""
    for node in nodes:
        if node.selection_set is None:
            continue
        for child in node.selection_set.selections:
            if flags is not None and not included(child, flags):
                continue
            match child:
                case FieldNode():
                    yield child
                case FragmentSpreadNode():
                    yield from selected([fragments[child.name.value]], fragments, flags)
                case InlineFragmentNode():
                    yield from selected([child], fragments, flags)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What selections need of a row."""

    columns: frozenset[str]
    expressions: Expressions = ()

    def also(self, *columns: str) -> Wanted:
        return replace(self, columns=self.columns | set(columns))


def wanted_of(definition: TypeDefinition, nodes: Iterable[FieldNode], fragments: Any, ctx: Context) -> Wanted:
    """What these selections need; a refused field's columns are not fetched at all."""
    wire = wire_names(definition)
    columns = {"id", whose(definition.model)}
    expressions: dict[str, Expression] = {}
    for node in selected(nodes, fragments):
        name = wire.get(node.name.value)
        if name is None:
            continue
        guard = definition.guard_of(name)
        if guard is not None and not guard.verdict(ctx.actor).allowed:
            continue
        declared = definition.fields[name]
        if isinstance(declared, SqlField):
            expressions[name] = declared.expression
        else:
            columns.update(definition.columns_of(name))
    return Wanted(frozenset(columns), tuple(sorted(expressions.items())))


async def _fetch(ctx: Context, statement: Statement) -> list[Row]:
    async with db.read(ctx.actor.clinic_id) as connection:
        rows = await connection.fetch(statement.sql, *statement.values)
    return rows if statement.limit is None else rows[: statement.limit]


def _note(ctx: Context, model: type[Base], rows: list[Row]) -> None:
    column = whose(model)
    ctx.runtime.access_log.note(ctx, ctx.operation, model, (r[column] for r in rows))


async def read_rows(ctx: Context, rows: Rows[Any], definition: TypeDefinition, info: ResolveInfo) -> list[Row]:
    """The rows themselves, columns as selected."""
    wanted = wanted_of(definition, info.field_nodes, info.fragments, ctx)
    found = await _fetch(ctx, rows.select(wanted.columns, expressions=wanted.expressions))
    _note(ctx, definition.model, found)
    return found


async def read_one(ctx: Context, one: One[Any], definition: TypeDefinition, info: ResolveInfo) -> Row | None:
    """The single row, or None when it is not there or not the caller's to see."""
    found = await read_rows(ctx, one.rows, definition, info)
    return found[0] if found else None


async def read_page(ctx: Context, page: Page[Any], definition: TypeDefinition, info: ResolveInfo) -> Connection:
    """One page; the count runs only when `total` is selected, the rows only when `nodes` or `pageInfo` is."""
    # What is left out is not read: the access log must not say that it was.
    asked = {node.name.value for node in selected(info.field_nodes, info.fragments, info.variable_values.coerced)}
    rows: list[Row] = []
    if asked & {"nodes", "pageInfo"}:
        nodes = [n for n in selected(info.field_nodes, info.fragments) if n.name.value == "nodes"]
        wanted = wanted_of(definition, nodes, info.fragments, ctx).also(*(o.column.name for o in page.rows.ordering))
        rows = await _fetch(ctx, page.rows.select(wanted.columns, expressions=wanted.expressions))
    more = len(rows) > page.size
    rows = rows[: page.size]
    _note(ctx, definition.model, rows)
    total: int | None = None
    if "total" in asked:
        statement = (page.unpaged or page.rows).count()
        async with db.read(ctx.actor.clinic_id) as connection:
            total = await connection.fetchval(statement.sql, *statement.values)
    cursor = None
    if rows and page.rows.ordering:
        cursor = encode_cursor(page.rows, rows[-1])
    return Connection(rows, total, PageInfo(more, cursor, page.number, page.size))


async def read_related(ctx: Context, parent: Row, field: One_ | Many, info: ResolveInfo, **arguments: Any) -> Any:
    """A relation of one parent, batched with those of its siblings."""
    definition = TYPES[field.face] if isinstance(field, One_) and field.face else TYPE_OF[field.model]
    key = parent["id"] if isinstance(field, Many) or field.reverse else parent[field.by]
    if key is None:
        return None
    first = arguments.pop("first", MAX_NESTED) if isinstance(field, Many) else 1
    # Columns and arguments are the same wherever the response has the same place. Two roots of a mutation never share
    # a loader: what one remembers the other may have changed.
    place = (field, tuple(k for k in info.path.as_list() if isinstance(k, str)))
    loader = ctx.loaders.get(place)
    if loader is None:
        wanted = wanted_of(definition, info.field_nodes, info.fragments, ctx)
        if isinstance(field, Many) and field.narrow is not None:
            arguments = cleaned(ctx, field.narrow, arguments)
        loader = ctx.loaders[place] = _loader(ctx, field, definition, wanted, first, arguments)
    return await loader.load(key)


def cleaned(ctx: Context, narrow: Any, arguments: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a nested list under the rules of their annotations, as an operation's are."""
    parameters = inspect.signature(narrow).parameters
    defaults = {n: p.default for n, p in parameters.items() if p.default is not inspect.Parameter.empty}
    values, found = clean(hints_of(narrow), arguments, ctx.actor, defaults)
    if found:
        raise TypeError("The arguments of a nested list filter; they refer to nothing.")
    return values


def _loader(
    ctx: Context,
    field: One_ | Many,
    definition: TypeDefinition,
    wanted: Wanted,
    first: int,
    arguments: dict[str, Any],
) -> DataLoader[UUID, Any]:
    rows = related_rows(ctx, field)
    if isinstance(field, Many):
        if field.narrow is not None:
            rows = field.narrow(rows, **arguments)
        rows = rows.order(*field.order).window(first)

    async def load(keys: list[UUID]) -> list[Any]:
        if isinstance(field, One_) and not field.reverse:
            own = rows.where(field.model.id.in_(keys))
            found = await _fetch(ctx, own.select(wanted.columns, expressions=wanted.expressions))
            _note(ctx, definition.model, found)
            by_id = {r["id"]: r for r in found}
            return [by_id.get(k) for k in keys]
        statement = rows.children(wanted.columns, field.by, list(keys), expressions=wanted.expressions)
        groups: dict[UUID, list[Row]] = {}
        for row in await _fetch(ctx, Statement(statement.sql, statement.values)):
            group = groups.setdefault(row["parent_"], [])
            # The statement's limit is one of a few literals: it may bring a few rows more for each parent.
            if len(group) < first:
                group.append(row)
        _note(ctx, definition.model, [row for group in groups.values() for row in group])
        if isinstance(field, Many):
            return [groups.get(k, []) for k in keys]
        return [groups.get(k, [None])[0] for k in keys]

    return DataLoader(load, max_batch_size=1000)


def related_rows(ctx: Context, field: One_ | Many) -> Rows[Any]:
    """The rows a hop may land on: a face's columns, nothing added on the hop from a parent, else the scope."""
    if isinstance(field, One_) and field.face:
        return ctx.face(field.model)
    if hop_is_free(field):
        return ctx.clinic_rows(field.model)
    return ctx.rows(field.model)
