"""Scalars of the wire: strict where the stock ones are lenient."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from core.scalars import BigInt, Json


def _date_time(value: Any) -> dt.datetime:
    try:
        parsed = dt.datetime.fromisoformat(value)
        if parsed.tzinfo is not None:
            # The first and the last hours there are have no counterpart in UTC.
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
        if len(value) != 10:
            raise ValueError("not a plain date")
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError) as problem:
        raise GraphQLError("Must be a date, like 2026-03-29.") from problem


def _uuid(value: Any) -> UUID:
    try:
        if not isinstance(value, str) or len(value) != 36:
            raise ValueError("not a UUID")
        return UUID(value)
    except ValueError as problem:
        raise GraphQLError("Must be a UUID.") from problem


def _decimal(value: Any) -> Decimal:
    try:
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise InvalidOperation
        number = Decimal(str(value))
        if not number.is_finite():
            raise InvalidOperation
        return number
    except InvalidOperation as problem:
        raise GraphQLError("Must be a decimal number.") from problem


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
    Decimal: _scalar("Decimal", "An exact decimal number as text.", str, _decimal),
    BigInt: _scalar("BigInt", "A 64-bit integer.", int, _big_int),
    Json: _scalar("JSON", "Any JSON value.", lambda v: v, lambda v: v),
}
