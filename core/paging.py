"""Pages of a list: forward by cursor (`first`/`after`) or by number (`page`/`limit`), one shape for both."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

import orjson

from core.errors import invalid
from core.predicates import Order, after
from core.rows import Rows

M = TypeVar("M")

DEFAULT_SIZE = 25
MAX_SIZE = 100
#: Beyond this many skipped rows a page number is refused: use a cursor.
MAX_OFFSET = 100_000


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """What a list query returns: ordered rows, and how many a page holds when the caller does not say.

    The mechanism adds the arguments `first`, `after`, `page`, `limit` and applies them by `windowed`.
    """

    rows: Rows[M]
    default_size: int = DEFAULT_SIZE
    size: int = 0
    number: int | None = None
    #: The whole list, when a cursor has narrowed `rows`: what `total` counts.
    unpaged: Rows[M] | None = None

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
            rows = rows.where(after(rows.ordering, decode_cursor(cursor, rows.ordering)))
        elif page is not None:
            offset = (page - 1) * size
            if offset > MAX_OFFSET:
                raise invalid("page", f"Pages reach {MAX_OFFSET} rows deep; use first/after beyond that.")
        number = None if cursor is not None or first is not None else (page or 1)
        return replace(self, rows=rows.window(size + 1, offset), size=size, number=number, unpaged=unpaged)


def encode_cursor(values: list[Any]) -> str:
    """An opaque cursor from the order values of a row."""
    return base64.urlsafe_b64encode(orjson.dumps(values, default=str)).rstrip(b"=").decode()


def decode_cursor(cursor: str, order: tuple[Order, ...]) -> tuple[Any, ...]:
    """The order values of a cursor, typed as their columns; raises Invalid for anything not made by us."""
    try:
        raw = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(raw, list) or len(raw) != len(order):
            raise ValueError("wrong shape")
        return tuple(_typed(value, term.column.python_type) for value, term in zip(raw, order, strict=True))
    except (ValueError, TypeError, ArithmeticError, binascii.Error) as problem:
        raise invalid("after", "Not a cursor of this list.") from problem


def _typed(value: Any, wanted: Any) -> Any:
    if wanted in (UUID, Decimal):
        return wanted(value)
    if wanted is dt.datetime:
        return dt.datetime.fromisoformat(value)
    if wanted is dt.date:
        return dt.date.fromisoformat(value)
    if type(value) is not wanted:
        raise TypeError("wrong type")
    return value
