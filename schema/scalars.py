"""Scalars of the wire: strict where the stock ones are lenient."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any
from uuid import UUID

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from core.ids import parsed
from core.scalars import BigInt, Json

_DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}([.]\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
#: As much as `numeric(14,3)` holds before the point; more digits behind it than anything we count.
_DECIMAL = re.compile(r"[+-]?\d{1,11}([.]\d{1,9})?", re.ASCII)


def _date_time(value: Any) -> dt.datetime:
    try:
        if not _DATE_TIME.fullmatch(value):
            raise ValueError("not RFC 3339")
        parsed = dt.datetime.fromisoformat(value.upper())  # both letters may be small
        if parsed.tzinfo is not None:
            parsed.astimezone(dt.UTC)
    except (TypeError, ValueError, OverflowError) as problem:
        raise GraphQLError("Must be a date and time with a zone, like 2026-03-29T09:00:00+02:00.") from problem
    if parsed.tzinfo is None:
        raise GraphQLError("The date and time needs a zone, like 2026-03-29T09:00:00+02:00.")
    return parsed


def _print_date_time(value: Any) -> str:
    if isinstance(value, str):
        return value
    return str(value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z"))


def _date(value: Any) -> dt.date:
    try:
        if not _DATE.fullmatch(value):
            raise ValueError("not a plain date")
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError) as problem:
        raise GraphQLError("Must be a date, like 2026-03-29.") from problem


def _uuid(value: Any) -> UUID:
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise GraphQLError("Must be a UUID.")
    return parsed(value)


def _decimal(value: Any) -> Decimal:
    """JSON numbers are taken as they are written; a float's digits are the shortest that name it."""
    text = value if isinstance(value, str) else format(value, "f") if isinstance(value, Decimal) else str(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal) or not _DECIMAL.fullmatch(text):
        raise GraphQLError("Must be a decimal number.")
    return Decimal(text)


def _print_decimal(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _big_int(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not -(2**63) <= value < 2**63:
        raise GraphQLError("Must be a 64-bit integer.")
    return value


def _scalar(name: str, description: str, serialize: Any, parse: Any) -> ScalarDefinition:
    return strawberry.scalar(name=name, description=description, serialize=serialize, parse_value=parse)


SCALARS: dict[Any, ScalarDefinition] = {
    dt.datetime: _scalar(
        "DateTime", "A moment in RFC 3339, zone required; printed in UTC.", _print_date_time, _date_time
    ),
    dt.date: _scalar(
        "Date", "A calendar day, YYYY-MM-DD.", lambda v: v if isinstance(v, str) else v.isoformat(), _date
    ),
    UUID: _scalar("UUID", "The id of a row.", str, _uuid),
    Decimal: _scalar("Decimal", "An exact decimal number as text.", _print_decimal, _decimal),
    BigInt: _scalar("BigInt", "A 64-bit integer.", int, _big_int),
    Json: _scalar("JSON", "Any JSON value.", lambda v: v, lambda v: v),
}
