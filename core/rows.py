"""Rows: an immutable description of some rows of one model, and the only thing that turns into a SELECT.

A `Rows` made by the operation's context already carries the clinic and the caller's scope, so whoever holds one
cannot widen it: `where` only ever adds. It renders in four forms: the rows, their number, whether there are any,
and the rows of many parents at once. SQL text depends on the shape alone and is cached; building and rendering
cost microseconds.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar, cast
from uuid import UUID

from core.errors import Forbidden
from core.predicates import (
    EVERYTHING,
    Column,
    Expression,
    Key,
    Order,
    Predicate,
    every,
    looks_elsewhere,
    order_by,
    placeholders,
    quote,
    render,
)
from core.quick import quick
from permissions import Actor

#: LIMIT is a literal taken from these (a parameter makes the planner guess); the surplus is cut off in Python.
LIMITS = (1, 2, 6, 11, 21, 26, 51, 101, 201, 501, 1001)
MAX_LIMIT = LIMITS[-1]

_BUCKETS = tuple(next(b for b in LIMITS if b >= limit) for limit in range(MAX_LIMIT + 1))


def bucket_of(limit: int | None) -> int | None:
    """The literal that stands for a limit."""
    return None if limit is None else _BUCKETS[limit]


CACHE_SIZE = 2048
_texts: OrderedDict[Key, str] = OrderedDict()


class Table(Protocol):
    """What a model class tells about itself (`models.base` fills it in)."""

    __name__: str
    table: str
    columns: dict[str, Column[Any]]
    face: tuple[str, ...]
    clinic_column: str | None
    unique: tuple[tuple[str, ...], ...]


M = TypeVar("M")

#: Values made by the database, with the names they are selected under.
Expressions = tuple[tuple[str, Expression], ...]


@quick
@dataclass(frozen=True, slots=True)
class Statement:
    """SQL text with its parameters; `limit` rows at most are wanted of what it returns."""

    sql: str
    values: tuple[Any, ...]
    limit: int | None = None


@quick
@dataclass(frozen=True, slots=True)
class Rows(Generic[M]):
    """Some rows of `model`. `base` holds clinic and scope; nothing can take it off again."""

    model: type[M]
    actor: Actor
    base: Predicate
    narrowed: Predicate | None = None
    ordering: tuple[Order, ...] = ()
    limit: int | None = None
    offset: int = 0
    only: frozenset[str] | None = None
    #: False for every row of the clinic, which no caller is ever handed.
    scoped: bool = True

    def where(self, *predicates: Predicate) -> Rows[M]:
        """Fewer rows. Raises Forbidden when a predicate looks at a column the caller may not read, TypeError for one
        about another model's rows."""
        for predicate in predicates:
            if looks_elsewhere(predicate.key):
                raise TypeError("Only a model's visibility looks at other tables; narrow by columns.")
            for column in predicate.columns:
                self._check(column)
        narrowed = every(predicates if self.narrowed is None else (self.narrowed, *predicates))
        return self._changed(narrowed=narrowed)

    def order(self, *terms: Order | Column[Any]) -> Rows[M]:
        """In this order; add the id last where ties would make pages overlap."""
        orders = tuple(t if isinstance(t, Order) else t.asc() for t in terms)
        for term in orders:
            self._check(term.column)
        return self._changed(ordering=orders)

    def window(self, limit: int, offset: int = 0) -> Rows[M]:
        """`limit` rows (at most MAX_LIMIT) from `offset` on. Raises ValueError below 0."""
        if limit < 0 or offset < 0:
            raise ValueError("a window has no negative size or start")
        return self._changed(window=(min(limit, MAX_LIMIT), offset))

    def _changed(
        self,
        *,
        narrowed: Predicate | None = None,
        ordering: tuple[Order, ...] | None = None,
        window: tuple[int, int] | None = None,
    ) -> Rows[M]:
        """A copy. Requests make a dozen: `dataclasses.replace` would be a tenth of what a small one costs."""
        copy: Rows[M] = object.__new__(Rows)
        limit, offset = (self.limit, self.offset) if window is None else window
        _set_model(copy, self.model)
        _set_actor(copy, self.actor)
        _set_base(copy, self.base)
        _set_narrowed(copy, self.narrowed if narrowed is None else narrowed)
        _set_ordering(copy, self.ordering if ordering is None else ordering)
        _set_limit(copy, limit)
        _set_offset(copy, offset)
        _set_only(copy, self.only)
        _set_scoped(copy, self.scoped)
        return copy

    def one(self) -> One[M]:
        """The only row, or nothing."""
        return One(self)

    def _check(self, column: Column[Any]) -> None:
        if column.model is not self.model:
            raise TypeError(f"{column!r} is not a column of {self.model.__name__}")
        if self.only is not None and column.name not in self.only:
            raise Forbidden("You may not filter or sort by this field.")
        if column.guard is not None and not column.guard.verdict(self.actor).allowed:
            raise Forbidden("You may not filter or sort by this field.")

    @property
    def condition(self) -> Predicate:
        """Clinic, scope and what narrows them, as one predicate."""
        return every((self.base, self.narrowed)) if self.narrowed is not None else self.base

    def select(self, names: Iterable[str], *, expressions: Expressions = (), for_update: bool = False) -> Statement:
        """`SELECT names …`. Unknown names are a programming error; a face hands out its own columns only."""
        columns = self._columns(names, expressions)
        condition = self.condition
        order = tuple((o.column.name, o.descending) for o in self.ordering)
        bucket = bucket_of(self.limit)
        shape = (
            "select",
            table_of(self.model).table,
            columns,
            condition.key,
            order,
            bucket,
            self.offset > 0,
            for_update,
            expressions,
        )
        text = kept_text(shape, lambda: _select(table_of(self.model).table, _listed("t", columns, expressions),
                                            condition.key, order, bucket, self.offset > 0, for_update))  # fmt: skip
        values = condition.values + ((self.offset,) if self.offset > 0 else ())
        return Statement(text, values, self.limit)

    def count(self) -> Statement:
        """`SELECT count(*)` of all of them, the window left out."""
        condition = self.condition
        table = table_of(self.model).table
        text = kept_text(
            ("count", table, condition.key),
            lambda: f"SELECT count(*) FROM {quote(table)} t WHERE {_numbered(condition.key)[0]}",
        )
        return Statement(text, condition.values)

    def exists(self) -> Statement:
        """`SELECT EXISTS(…)`: a boolean."""
        condition = self.condition
        table = table_of(self.model).table
        text = kept_text(
            ("exists", table, condition.key),
            lambda: f"SELECT EXISTS (SELECT 1 FROM {quote(table)} t WHERE {_numbered(condition.key)[0]})",
        )
        return Statement(text, condition.values)

    def children(
        self, names: Iterable[str], by: str, parents: list[UUID], *, expressions: Expressions = ()
    ) -> Statement:
        """The rows of many parents in one statement: column `by` is one of `parents`, the window holds per
        parent, and the parent's id comes along as `parent_`."""
        columns = self._columns(names, expressions)
        condition = self.condition
        order = tuple((o.column.name, o.descending) for o in self.ordering)
        bucket = bucket_of(self.limit)
        table = table_of(self.model).table
        shape = ("children", table, columns, by, condition.key, order, bucket, expressions)
        text = kept_text(shape, lambda: _children(table, _listed("t", columns, expressions), by, condition.key, order,
                                              bucket))  # fmt: skip
        return Statement(text, (*condition.values, parents), self.limit)

    def _columns(self, names: Iterable[str], expressions: Expressions) -> tuple[str, ...]:
        columns = tuple(sorted(set(names)))
        known = table_of(self.model).columns
        for name in (*columns, *(c for _, expression in expressions for c in expression.columns)):
            if name not in known:
                raise TypeError(f"{self.model.__name__} has no column {name!r}")
            if self.only is not None and name not in self.only:
                raise TypeError(f"{name!r} is not part of the face of {self.model.__name__}")
        return columns


# The slots' own setters: the class lets nobody assign, and a copy is filled before anybody sees it.
_slots: Any = Rows
_set_model, _set_actor, _set_base = _slots.model.__set__, _slots.actor.__set__, _slots.base.__set__
_set_narrowed, _set_ordering = _slots.narrowed.__set__, _slots.ordering.__set__
_set_limit, _set_offset = _slots.limit.__set__, _slots.offset.__set__
_set_only, _set_scoped = _slots.only.__set__, _slots.scoped.__set__


@dataclass(frozen=True, slots=True)
class Sought:
    """Some rows that ids are looked for among. `fit` is asked of each row that is there; it narrows nothing and may
    look at columns the caller does not read."""

    rows: Rows[Any]
    fit: Predicate | None = None


@dataclass(frozen=True, slots=True)
class Seeking:
    """SQL text that looks for ids in several parts; each part's parameters are those `before` its ids, then the ids."""

    text: str
    before: tuple[tuple[Any, ...], ...]


def seek(parts: Sequence[Sought]) -> Seeking:
    """One statement that says which ids are there: (`part`, `id`, `fits`) for each, `part` counted from 0."""
    shape: list[Key] = []
    before: list[tuple[Any, ...]] = []
    for part in parts:
        model = table_of(part.rows.model)
        if part.fit is not None and any(column.model is not part.rows.model for column in part.fit.columns):
            raise TypeError(f"{model.__name__} is fit or not by columns of its own")
        fit = part.fit if part.fit is not None else EVERYTHING
        condition = part.rows.where(model.columns["id"].in_(())).condition
        shape.append((model.table, fit.key, condition.key))
        before.append((*fit.values, *condition.values[:-1]))
    return Seeking(kept_text(("seek", *shape), lambda: _seek(shape)), tuple(before))


def _seek(shape: list[Key]) -> str:
    parameter = placeholders()
    selects = []
    for number, (table, fit, condition) in enumerate(shape):
        fits = render(fit, "t", parameter)
        where = render(condition, "t", parameter)
        selects.append(f'SELECT {number} AS part, t."id", ({fits}) IS TRUE AS fits FROM {quote(table)} t WHERE {where}')
    return " UNION ALL ".join(selects)


@quick
@dataclass(frozen=True, slots=True)
class One(Generic[M]):
    """At most one row: what a query about a single thing returns."""

    rows: Rows[M]


def table_of(model: type[Any]) -> Table:
    """A model class seen as the table it describes."""
    return cast("Table", model)


def kept_text(shape: Key, make: Callable[[], str]) -> str:
    """SQL text by shape, in a bounded store."""
    text = _texts.get(shape)
    if text is None:
        text = make()
        _texts[shape] = text
        if len(_texts) > CACHE_SIZE:
            _texts.popitem(last=False)
    return text


def _numbered(key: Key) -> tuple[str, Callable[[], str]]:
    parameter = placeholders()
    return render(key, "t", parameter), parameter


def _select(
    table: str,
    listed: str,
    key: Key,
    order: tuple[tuple[str, bool], ...],
    limit: int | None,
    offset: bool,
    for_update: bool,
) -> str:
    condition, parameter = _numbered(key)
    text = f"SELECT {listed or '1'} FROM {quote(table)} t WHERE {condition}{order_by('t', order)}"
    if limit is not None:
        text += f" LIMIT {limit}"
    if offset:
        text += f" OFFSET {parameter()}::bigint"
    return text + (" FOR NO KEY UPDATE" if for_update else "")


def _listed(alias: str, columns: tuple[str, ...], expressions: Expressions) -> str:
    made = [f"{expression.render(alias)} AS {quote(name)}" for name, expression in expressions]
    return ", ".join([*(f"{alias}.{quote(c)}" for c in columns), *made])


def _children(
    table: str,
    listed: str,
    by: str,
    key: Key,
    order: tuple[tuple[str, bool], ...],
    limit: int | None,
) -> str:
    condition, parameter = _numbered(key)
    inner = (
        f"SELECT {listed or '1'} FROM {quote(table)} t WHERE t.{quote(by)} = p.id AND {condition}{order_by('t', order)}"
        f"{f' LIMIT {limit}' if limit is not None else ''}"
    )
    return f"SELECT c.*, p.id AS parent_ FROM unnest({parameter()}::uuid[]) p(id) CROSS JOIN LATERAL ({inner}) c"
