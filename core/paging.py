"""Pages of a list: forward by cursor (`first`/`after`) or by number (`page`/`limit`), one shape for both."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Generic, TypeVar
from uuid import UUID

import orjson

from core.errors import invalid
from core.predicates import Column, Order, after
from core.quick import quick
from core.rows import Rows, table_of

M = TypeVar("M")

DEFAULT_SIZE = 25
MAX_SIZE = 100
#: Beyond this many skipped rows a page number is refused: use a cursor.
MAX_OFFSET = 100_000
#: A cursor holds a few order values; whatever is longer was not made by us.
MAX_CURSOR = 4096


@quick
@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """What a list query returns: ordered rows, and how many a page holds when the caller does not say.

    The mechanism adds the arguments `first`, `after`, `page`, `limit` and applies them by `windowed`. The order is
    made total by the id, so that ties never lose or double a row between pages. Raises TypeError without an order.
    """

    rows: Rows[M]
    default_size: int = DEFAULT_SIZE
    size: int = 0
    number: int | None = None
    #: The whole list, when a cursor has narrowed `rows`: what `total` counts.
    unpaged: Rows[M] | None = None

    def __post_init__(self) -> None:
        order = self.rows.ordering
        if not order:
            raise TypeError(f"A page of {self.rows.model.__name__} needs an order")
        # The last term first: it is nearly always the id.
        for term in reversed(order):
            if _decides(self.rows, term):
                return
        by_id = Order(table_of(self.rows.model).columns["id"], order[-1].descending)
        object.__setattr__(self, "rows", self.rows.order(*order, by_id))

    def windowed(self, first: int | None, cursor: str | None, page: int | None, limit: int | None) -> Page[M]:
        """The wanted window, one row longer than the page so that `hasNextPage` costs nothing.

        Raises Invalid for sizes outside 1..100, a page below 1, a cursor that is not ours, or both ways at once.
        """
        if (first is not None or cursor is not None) and (page is not None or limit is not None):
            raise invalid("page", "Use first/after or page/limit, not both.")
        for name, value in (("first", first), ("limit", limit)):
            if value is not None and not 1 <= value <= MAX_SIZE:
                raise invalid(name, f"Must be between 1 and {MAX_SIZE}.")
        if page is not None and page < 1:
            raise invalid("page", "Must be at least 1.")
        size = first or limit or self.default_size
        rows = self.rows
        offset = 0
        unpaged = rows if cursor is not None else None
        if cursor is not None:
            rows = rows.where(after(rows.ordering, decode_cursor(cursor, rows)))
        elif page is not None:
            offset = (page - 1) * size
            if offset > MAX_OFFSET:
                raise invalid("page", f"Pages reach {MAX_OFFSET} rows deep; use first/after beyond that.")
        number = None if cursor is not None or first is not None else (page or 1)
        return Page(rows.window(size + 1, offset), self.default_size, size, number, unpaged)


def _decides(rows: Rows[Any], term: Order) -> bool:
    """Whether no two rows share this column's value: the id, or what is unique within the clinic by itself."""
    if term.column.name == "id":
        return True
    table = table_of(rows.model)
    return (table.clinic_column, term.column.name) in table.unique


@lru_cache(maxsize=1024)
def _mark(table: str, order: tuple[tuple[str, bool], ...]) -> str:
    """Tells the cursors of one list and order from all others."""
    return hashlib.sha256(repr((table, order)).encode()).hexdigest()[:8]


def _mark_of(rows: Rows[Any]) -> str:
    return _mark(table_of(rows.model).table, tuple((o.column.name, o.descending) for o in rows.ordering))


def encode_cursor(rows: Rows[Any], last: Any) -> str:
    """An opaque cursor that stands behind the row `last` (column name to value) of these ordered rows."""
    values = [_mark_of(rows), *(last[o.column.name] for o in rows.ordering)]
    return base64.urlsafe_b64encode(orjson.dumps(values, default=str)).rstrip(b"=").decode()


def decode_cursor(cursor: str, rows: Rows[Any]) -> tuple[Any, ...]:
    """The order values of a cursor, typed as their columns; raises Invalid for anything not made for this list."""
    try:
        if len(cursor) > MAX_CURSOR:
            raise ValueError("too long")
        raw = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(raw, list) or len(raw) != len(rows.ordering) + 1 or raw[0] != _mark_of(rows):
            raise ValueError("of another list")
        return tuple(_typed(value, term.column) for value, term in zip(raw[1:], rows.ordering, strict=True))
    except (ValueError, TypeError, ArithmeticError, binascii.Error) as problem:
        raise invalid("after", "Not a cursor of this list.") from problem


def _typed(value: Any, column: Column[Any]) -> Any:
    """A value as its column holds it. Raises ValueError, TypeError or ArithmeticError for what the database would
    not take either."""
    if value is None and column.nullable:
        return None
    if isinstance(value, bool) is not (column.pg_type == "boolean"):
        raise TypeError("wrong type")
    if isinstance(value, str) is (column.pg_type in ("int", "bigint", "boolean")):
        raise TypeError("wrong type")
    return _PARSERS.get(column.pg_type, _text)(value)


def _text(value: str) -> str:
    if "\x00" in value:
        raise TypeError("wrong type")
    return value


def _integer(bits: int) -> Callable[[Any], int]:
    def parse(value: Any) -> int:
        if not isinstance(value, int) or not -(2 ** (bits - 1)) <= value < 2 ** (bits - 1):
            raise ValueError("out of range")
        return value

    return parse


def _moment(value: str) -> dt.datetime:
    return dt.datetime.fromisoformat(value).astimezone(dt.UTC)


def _decimal(value: str) -> Decimal:
    number = Decimal(value)
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise ValueError("out of range")
    return number


_PARSERS: dict[str, Callable[[Any], Any]] = {
    "uuid": UUID,
    "int": _integer(32),
    "bigint": _integer(64),
    "boolean": bool,
    "numeric": _decimal,
    "date": dt.date.fromisoformat,
    "timestamptz": _moment,
}
