"""From a planned statement and the rows an operation described to SQL text, cached by shape.

    SELECT x."id"::text, x."starts_at", j1."first_name" FROM
      (SELECT t."id", t."starts_at", t."patient_id" FROM "appointment" t WHERE … ORDER BY … LIMIT 51) x
      LEFT JOIN "patient" j1 ON j1."id" = x."patient_id" AND j1."clinic_id" = $5::uuid
      ORDER BY x."starts_at", x."id"

The limit comes first, in a subquery of the columns that are needed, as a literal: with row-level security the planner
has no idea how many rows a policy leaves, and would read the whole week before it joins. The joins stand on plain
columns with clinic and scope of their own. The outer order costs nothing: nested loops keep the inner one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.predicates import Expression, order_by, placeholders, quote, render
from core.rows import Rows, bucket_of, kept_text, table_of
from engine.plan import Hops, Item, Source, Statement

#: Texts one statement keeps: filters that are given or not make different ones.
MOST_TEXTS = 16


@dataclass(frozen=True, slots=True)
class Text:
    """SQL, and where the order columns stand that a cursor is made of."""

    sql: str
    order: tuple[int, ...] = ()


def select(statement: Statement, rows: Rows[Any], hops: Hops, *, ordered: bool = False) -> tuple[Text, tuple[Any, ...]]:
    """Text and parameters of a statement over these rows; `hops` are the conditions of its joins.

    `ordered` adds the order columns behind the selected ones.
    """
    condition = rows.condition
    order = tuple((o.column.name, o.descending) for o in rows.ordering)
    bucket = bucket_of(rows.limit)
    shape = (condition.key, order, bucket, rows.offset > 0, ordered, hops.keys)
    text = statement.texts.get(shape)
    if text is None:
        text = _select(statement, condition.key, order, bucket, rows.offset > 0, ordered, hops)
        _keep(statement, shape, text)
    values = condition.values
    if rows.offset > 0:
        values = (*values, rows.offset)
    return text, values + hops.values


def children(
    statement: Statement, rows: Rows[Any], by: str, parents: list[Any], hops: Hops
) -> tuple[Text, tuple[Any, ...]]:
    """The rows of many parents: the window holds per parent, whose id comes last."""
    condition = rows.condition
    order = tuple((o.column.name, o.descending) for o in rows.ordering)
    bucket = bucket_of(rows.limit)
    shape = ("children", by, condition.key, order, bucket, hops.keys)
    text = statement.texts.get(shape)
    if text is None:
        text = _children(statement, by, condition.key, order, bucket, hops)
        _keep(statement, shape, text)
    return text, (*condition.values, parents, *hops.values)


def counts(described: list[Rows[Any]]) -> tuple[str, tuple[Any, ...]]:
    """One statement that counts several lists, their windows left out."""
    lists = tuple((table_of(rows.model).table, rows.condition.key) for rows in described)
    values: tuple[Any, ...] = ()
    for rows in described:
        values += rows.condition.values
    return kept_text(("counts", lists), lambda: _counts(lists)), values


def _counts(lists: tuple[tuple[str, Any], ...]) -> str:
    parameter = placeholders()
    parts = [f"(SELECT count(*) FROM {quote(table)} t WHERE {render(key, 't', parameter)})" for table, key in lists]
    return f"SELECT {', '.join(parts)}"


def _keep(statement: Statement, shape: Any, text: Text) -> None:
    if len(statement.texts) >= MOST_TEXTS:
        statement.texts.clear()
    statement.texts[shape] = text


def _select(
    statement: Statement,
    key: Any,
    order: tuple[tuple[str, bool], ...],
    bucket: int | None,
    offset: bool,
    ordered: bool,
    hops: Hops,
) -> Text:
    parameter = placeholders()
    root = statement.root
    condition = render(key, "t", parameter)
    limits = f" LIMIT {bucket}" if bucket is not None else ""
    if offset:
        limits += f" OFFSET {parameter()}::bigint"
    table = quote(root.definition.model.table)
    alone = not statement.sources[1:]
    alias = "t" if alone else "x"
    listed = [_spelled(statement, item, alias) for item in statement.items]
    places: tuple[int, ...] = ()
    if ordered:
        places = tuple(range(len(listed), len(listed) + len(order)))
        listed += [f"{alias}.{quote(name)}" for name, _ in order]
    if alone:
        sql = f"SELECT {_list(listed)} FROM {table} t WHERE {condition}{order_by('t', order)}{limits}"
        return Text(sql, places)
    inner = _list(f"t.{quote(c)}" for c in sorted(_inner(statement) | {name for name, _ in order}))
    sub = f"SELECT {inner} FROM {table} t WHERE {condition}{order_by('t', order)}{limits}"
    sql = f"SELECT {_list(listed)} FROM ({sub}) x{_joins(statement, hops, parameter, 'x')}{order_by('x', order)}"
    return Text(sql, places)


def _children(
    statement: Statement,
    by: str,
    key: Any,
    order: tuple[tuple[str, bool], ...],
    bucket: int | None,
    hops: Hops,
) -> Text:
    parameter = placeholders()
    condition = render(key, "t", parameter)
    table = quote(statement.root.definition.model.table)
    names = _inner(statement) | ({name for name, _ in order} if hops.keys else set())
    inner = _list(f"t.{quote(c)}" for c in sorted(names))
    limit = f" LIMIT {bucket}" if bucket is not None else ""
    sub = f"SELECT {inner} FROM {table} t WHERE t.{quote(by)} = p.id AND {condition}{order_by('t', order)}{limit}"
    listed = [*(_spelled(statement, item, "x") for item in statement.items), "p.id::text"]
    parents = f"unnest({parameter()}::uuid[]) p(id)"
    sql = f"SELECT {_list(listed)} FROM {parents} CROSS JOIN LATERAL ({sub}) x"
    # One lateral after the other comes in its own order; joins on top of it need not keep that.
    return Text(sql + (f"{_joins(statement, hops, parameter, 'x')}{order_by('x', order)}" if hops.keys else ""))


def _inner(statement: Statement) -> set[str]:
    """The columns that the rows themselves must bring."""
    columns: set[str] = set()
    for item in statement.items:
        if item.source == 0:
            columns.update(item.column.columns if isinstance(item.column, Expression) else (item.column,))
    columns.update(_ours(s) for s in statement.root.joins.values())
    return columns


def _ours(source: Source) -> str:
    """The column of its parent that a joined source stands on."""
    relation = source.relation
    assert relation is not None  # noqa: S101  (joined)
    return "id" if relation.reverse else relation.by


def _joins(statement: Statement, hops: Hops, parameter: Callable[[], str], root: str) -> str:
    text = ""
    for source, key in zip(statement.sources[1:], hops.keys, strict=True):
        relation, parent = source.relation, source.parent
        assert relation is not None  # noqa: S101  (joined)
        assert parent is not None  # noqa: S101
        alias = _alias(source, root)
        theirs = relation.by if relation.reverse else "id"
        text += (
            f" LEFT JOIN {quote(source.definition.model.table)} {alias}"
            f" ON {alias}.{quote(theirs)} = {_alias(parent, root)}.{quote(_ours(source))}"
            f" AND {render(key, alias, parameter)}"
        )
    return text


def _alias(source: Source, root: str) -> str:
    return f"j{source.number}" if source.number else root


def _spelled(statement: Statement, item: Item, root: str) -> str:
    alias = _alias(statement.sources[item.source], root)
    column = item.column
    text = column.render(alias) if isinstance(column, Expression) else f"{alias}.{quote(column)}"
    return f"{text}::text" if item.cast else text


def _list(parts: Any) -> str:
    return ", ".join(parts) or "1"


__all__ = ["Text", "children", "counts", "select"]
