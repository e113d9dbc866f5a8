"""Conditions on rows as values: typed columns make them, `render` turns their shape into SQL text once.

A predicate keeps its *shape* (`key`: nested tuples of names and operators) apart from its *values*. The SQL
text depends on the shape only, so it is rendered once per shape and cached; a request merely collects values.
Values always travel as parameters, never as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, overload

from core.quick import quick

T = TypeVar("T")

Key = tuple[Any, ...]

#: SQL cast of array and scalar parameters by the column's PostgreSQL type.
COMPARISONS = {"=": "=", "<>": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}


@quick
@dataclass(frozen=True, slots=True, eq=False)
class Predicate:
    """One condition. Combine with `&`, `|` and `~`; `columns` lists what it touches, for guards on columns."""

    key: Key
    values: tuple[Any, ...] = ()
    columns: tuple[Column[Any], ...] = ()

    def __and__(self, other: Predicate) -> Predicate:
        return every((self, other))

    def __or__(self, other: Predicate) -> Predicate:
        return either((self, other))

    def __invert__(self) -> Predicate:
        return Predicate(("not", self.key), self.values, self.columns)

    def __bool__(self) -> bool:
        raise TypeError("A predicate has no truth value; combine predicates with & and |, not with and/or.")


EVERYTHING = Predicate(("true",))
NOTHING = Predicate(("false",))


def every(predicates: Iterable[Predicate]) -> Predicate:
    """All of them; no predicate at all means everything."""
    return _combine("and", [p for p in predicates if p is not EVERYTHING], EVERYTHING)


def either(predicates: Iterable[Predicate]) -> Predicate:
    """Any of them; no predicate at all means nothing (deny by default)."""
    return _combine("or", [p for p in predicates if p is not NOTHING], NOTHING)


def _combine(word: str, parts: list[Predicate], empty: Predicate) -> Predicate:
    if not parts:
        return empty
    if len(parts) == 1:
        return parts[0]
    values: tuple[Any, ...] = ()
    columns: tuple[Column[Any], ...] = ()
    for part in parts:
        values += part.values
        columns += part.columns
    return Predicate((word, *[part.key for part in parts]), values, columns)


@quick
@dataclass(frozen=True, slots=True)
class Order:
    """One ordering term. NULLs stand where PostgreSQL puts them: last ascending, first descending."""

    column: Column[Any]
    descending: bool = False


class Column(Generic[T]):
    """A column of one model, as an expression on the class and as a plain value on an instance.

    `Patient.mrn == "P000001"` is a `Predicate`; `patient.mrn` is a `str`. The model puts these descriptors in
    place (`models.base`); a column knows its model, so another table's column cannot slip into a query.
    """

    __slots__ = ("doc", "guard", "model", "name", "nullable", "pg_type", "python_type", "references")

    def __init__(
        self,
        model: Any,
        name: str,
        *,
        pg_type: str,
        python_type: Any,
        nullable: bool,
        guard: Any = None,
        references: str | None = None,
        doc: str = "",
    ) -> None:
        self.model = model
        self.name = name
        self.pg_type = pg_type
        self.python_type = python_type
        self.nullable = nullable
        self.guard = guard
        self.references = references
        self.doc = doc

    def __repr__(self) -> str:
        return f"<Column {self.model.__name__}.{self.name}>"

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> T: ...
    def __get__(self, instance: object | None, owner: type) -> Self | T:
        if instance is None:
            return self
        # The instance's own dictionary wins over a non-data descriptor: coming here means it has no value.
        raise AttributeError(f"{owner.__name__}.{self.name} was not loaded")

    if TYPE_CHECKING:

        def __set__(self, instance: object, value: T) -> None: ...

    def _compare(self, operator: str, value: Any) -> Predicate:
        return Predicate((operator, self.name, self.pg_type), (value,), (self,))

    def __eq__(self, value: object) -> Predicate:  # type: ignore[override]
        if value is None:
            raise TypeError("Use .is_null() to compare with NULL.")
        return self._compare("=", value)

    def __ne__(self, value: object) -> Predicate:  # type: ignore[override]
        return self._compare("<>", value)

    def __lt__(self, value: T) -> Predicate:
        return self._compare("<", value)

    def __le__(self, value: T) -> Predicate:
        return self._compare("<=", value)

    def __gt__(self, value: T) -> Predicate:
        return self._compare(">", value)

    def __ge__(self, value: T) -> Predicate:
        return self._compare(">=", value)

    def __hash__(self) -> int:
        return hash((id(self.model), self.name))

    def in_(self, values: Iterable[T]) -> Predicate:
        """One of `values`; an empty collection matches nothing. One parameter whatever its length."""
        return Predicate(("any", self.name, self.pg_type), (list(values),), (self,))

    def has(self, item: Any) -> Predicate:
        """A list that holds `item`."""
        return Predicate(("has", self.name, self.pg_type.removesuffix("[]")), (item,), (self,))

    def holds(self, part: str) -> Predicate:
        """Text that has `part` somewhere in it, taken literally. No index helps: for short lists, and never behind
        row-level security (see `found_by`)."""
        return Predicate(("holds", self.name), (part,), (self,))

    def is_null(self) -> Predicate:
        return Predicate(("null", self.name), (), (self,))

    def is_not_null(self) -> Predicate:
        return Predicate(("not", ("null", self.name)), (), (self,))

    def found_by(self, function: str, *arguments: Any) -> Predicate:
        """In the ids returned by an owner-owned search function (row-level security keeps operators such as
        ILIKE from their index, so the search runs in a function that reads the clinic setting itself)."""
        return Predicate(("function", self.name, function, len(arguments)), arguments, (self,))

    def asc(self) -> Order:
        return Order(self)

    def desc(self) -> Order:
        return Order(self, descending=True)


@dataclass(frozen=True, slots=True)
class Expression:
    """A value that the database makes of columns of one row: `{ends_at} - {starts_at}`, columns in braces.

    The text comes from declarations, never from callers. Raises TypeError for one that names no column, or has
    anything else in braces (but in a string).
    """

    text: str
    pg_type: str

    def __post_init__(self) -> None:
        if not self.columns:
            raise TypeError(f"{self.text!r} is made of no column")
        if "{" in self._rest or "}" in self._rest:
            raise TypeError(f"{self.text!r} has something in braces that is no column")

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_PLACES.findall(self.text)))

    @property
    def words(self) -> frozenset[str]:
        """What else is named in it, in lower case: functions and keywords, one hopes."""
        return frozenset(word.lower() for word in re.findall(r"\w+", self._rest))

    @property
    def _rest(self) -> str:
        return _PLACES.sub(" ", _STRINGS.sub(" ", self.text))

    def render(self, alias: str) -> str:
        """SQL over the row called `alias`."""
        text = _PLACES.sub(lambda found: f"{alias}.{quote(found[1])}", self.text)
        return f"({text})::{self.pg_type}"


_PLACES = re.compile(r"\{(\w+)\}")
_STRINGS = re.compile(r"'[^']*'")


def exists(table: str, key: Key, pairs: tuple[tuple[str, str], ...], values: tuple[Any, ...]) -> Predicate:
    """A row of `table` exists whose columns equal ours pairwise (theirs, ours) and which satisfies `key`."""
    return Predicate(("exists", table, pairs, key), values)


def after(order: tuple[Order, ...], values: tuple[Any, ...]) -> Predicate:
    """Rows that come after the one with these order values (keyset paging).

    One row comparison where an index can answer it; columns that may be NULL, or that run in different directions,
    are spelled out: equal up to a term, and beyond it there.
    """
    if not order or len(order) != len(values):
        raise ValueError("a keyset needs an order and a value for each of its terms")
    if len({o.descending for o in order}) == 1 and not any(o.column.nullable for o in order):
        names = tuple((o.column.name, o.column.pg_type) for o in order)
        return Predicate(("row", "<" if order[0].descending else ">", names), values, tuple(o.column for o in order))
    terms = list(zip(order, values, strict=True))
    return either(
        every((*(_same(o.column, v) for o, v in terms[:position]), _beyond(*terms[position])))
        for position in range(len(terms))
    )


def _same(column: Column[Any], value: Any) -> Predicate:
    return column.is_null() if value is None else column._compare("=", value)


def _beyond(order: Order, value: Any) -> Predicate:
    column = order.column
    if value is None:
        return column.is_not_null() if order.descending else NOTHING
    beyond = column._compare("<" if order.descending else ">", value)
    return beyond | column.is_null() if column.nullable and not order.descending else beyond


def looks_elsewhere(key: Key) -> bool:
    """Whether a shape reaches into another table, past the checks on columns."""
    if key[0] in ("and", "or", "not"):
        return any(looks_elsewhere(part) for part in key[1:])
    return bool(key[0] == "exists")


def quote(name: str) -> str:
    """An identifier in double quotes. Names come from declarations, never from callers; a quote is a bug."""
    if '"' in name:
        raise ValueError("identifier with a quote")
    return f'"{name}"'


def render(key: Key, alias: str, parameter: Callable[[], str]) -> str:
    """SQL text of a shape. `parameter()` hands out the next placeholder, in the order of the values."""
    return _RENDER.get(key[0], _comparison)(key, alias, parameter)


def placeholders() -> Callable[[], str]:
    """Hands out `$1`, `$2`, …, for one text."""
    number = 0

    def parameter() -> str:
        nonlocal number
        number += 1
        return f"${number}"

    return parameter


def order_by(alias: str, order: Iterable[tuple[str, bool]]) -> str:
    """`ORDER BY` of columns, each with whether it descends; empty for none."""
    terms = ", ".join(f"{alias}.{quote(name)}{' DESC' if down else ''}" for name, down in order)
    return f" ORDER BY {terms}" if terms else ""


def _comparison(key: Key, alias: str, parameter: Callable[[], str]) -> str:
    operator, name, pg_type = key
    return f"{alias}.{quote(name)} {COMPARISONS[operator]} {parameter()}::{pg_type}"


def _any(key: Key, alias: str, parameter: Callable[[], str]) -> str:
    return f"{alias}.{quote(key[1])} = ANY({parameter()}::{key[2]}[])"


def _has(key: Key, alias: str, parameter: Callable[[], str]) -> str:
    return f"{parameter()}::{key[2]} = ANY({alias}.{quote(key[1])})"


def _holds(key: Key, alias: str, parameter: Callable[[], str]) -> str:
    return f"strpos({alias}.{quote(key[1])}, {parameter()}::text) > 0"


def _null(key: Key, alias: str, parameter: Callable[[], str]) -> str:
    return f"{alias}.{quote(key[1])} IS NULL"


def _not(key: Key, alias: str, parameter: Callable[[], str]) -> str:
    return f"NOT ({render(key[1], alias, parameter)})"


def _joined(word: str) -> Callable[[Key, str, Callable[[], str]], str]:
    def run(key: Key, alias: str, parameter: Callable[[], str]) -> str:
        return "(" + f" {word} ".join(render(k, alias, parameter) for k in key[1:]) + ")"

    return run


def _function(key: Key, alias: str, parameter: Callable[[], str]) -> str:
    arguments = ", ".join(parameter() for _ in range(key[3]))
    return f"{alias}.{quote(key[1])} IN (SELECT {key[2]}({arguments}))"


def _exists(key: Key, alias: str, parameter: Callable[[], str]) -> str:
    _, table, pairs, inner = key
    other = alias + "x"
    on = " AND ".join(f"{other}.{quote(theirs)} = {alias}.{quote(ours)}" for theirs, ours in pairs)
    return f"EXISTS (SELECT 1 FROM {quote(table)} {other} WHERE {on} AND {render(inner, other, parameter)})"


def _row(key: Key, alias: str, parameter: Callable[[], str]) -> str:
    _, operator, names = key
    ours = ", ".join(f"{alias}.{quote(name)}" for name, _ in names)
    theirs = ", ".join(f"{parameter()}::{pg_type}" for _, pg_type in names)
    return f"({ours}) {operator} ({theirs})"


_RENDER: dict[str, Callable[[Key, str, Callable[[], str]], str]] = {
    "true": lambda key, alias, parameter: "TRUE",
    "false": lambda key, alias, parameter: "FALSE",
    "any": _any,
    "has": _has,
    "holds": _holds,
    "null": _null,
    "not": _not,
    "and": _joined("AND"),
    "or": _joined("OR"),
    "function": _function,
    "exists": _exists,
    "row": _row,
}
