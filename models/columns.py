"""Column declarations: at run time Tortoise fields (for migrations and writes), to the type checker `Column[T]`.

Everything a column is gets said once, here on the model: its PostgreSQL type, whether it may be missing, which
row it points to, who may read it, and what it means. The schema, the DDL and the REST documents derive from it.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar, cast
from uuid import UUID

from tortoise import fields
from tortoise.contrib.postgres.fields import ArrayField

from core.ids import uuid7
from core.predicates import Column
from permissions import Guard

E = TypeVar("E", bound=enum.StrEnum)


@dataclass(frozen=True, slots=True)
class Spec:
    """What Tortoise does not know about a column."""

    pg_type: str
    python_type: Any
    nullable: bool
    guard: Guard | None = None
    references: str | None = None
    doc: str = ""


#: Tortoise's overloads want literals where we pass the declaration through.
_char: Any = fields.CharField
_int: Any = fields.IntField
_big_int: Any = fields.BigIntField
_date: Any = fields.DateField
_datetime: Any = fields.DatetimeField
_decimal: Any = fields.DecimalField
_uuid: Any = fields.UUIDField


def _declare(field: Any, spec: Spec) -> Any:
    field.spec = spec
    return field


def primary_key() -> Column[UUID]:
    return cast(
        "Column[UUID]", _declare(fields.UUIDField(primary_key=True, default=uuid7), Spec("uuid", UUID, nullable=False))
    )


def text(
    length: int, *, null: bool = False, default: str | None = None, guard: Guard | None = None, doc: str = ""
) -> Column[str]:
    """Text of at most `length` characters; longer values are refused by the database too."""
    extra: dict[str, Any] = {} if default is None else {"default": default}
    field = _char(max_length=length, null=null, **extra)
    return cast("Column[str]", _declare(field, Spec("text", str, null, guard, doc=doc)))


def long_text(*, null: bool = True, guard: Guard | None = None, doc: str = "") -> Column[str | None]:
    """Text without a bound of its own; inputs bound it."""
    return cast("Column[str | None]", _declare(fields.TextField(null=null), Spec("text", str, null, guard, doc=doc)))


def choice(
    options: type[E], *, default: E | None = None, null: bool = False, guard: Guard | None = None, doc: str = ""
) -> Column[E]:
    """One of an enum's values, stored as text with a CHECK (a PostgreSQL enum's `=` is not leakproof)."""
    extra: dict[str, Any] = {} if default is None else {"default": default}
    field = _char(max_length=32, null=null, **extra)
    return cast("Column[E]", _declare(field, Spec("text", options, null, guard, doc=doc)))


def integer(*, null: bool = False, default: int | None = None, doc: str = "") -> Column[int]:
    extra = {} if default is None else {"default": default}
    return cast("Column[int]", _declare(_int(null=null, **extra), Spec("int", int, null, doc=doc)))


def big_integer(*, null: bool = False, default: int | None = None, doc: str = "") -> Column[int]:
    extra = {} if default is None else {"default": default}
    return cast("Column[int]", _declare(_big_int(null=null, **extra), Spec("bigint", int, null, doc=doc)))


def boolean(*, default: bool = False, doc: str = "") -> Column[bool]:
    return cast("Column[bool]", _declare(fields.BooleanField(default=default), Spec("boolean", bool, False, doc=doc)))


def date(*, null: bool = True, guard: Guard | None = None, doc: str = "") -> Column[dt.date | None]:
    field: Any = _date(null=null)
    return cast("Column[dt.date | None]", _declare(field, Spec("date", dt.date, null, guard, doc=doc)))


def moment(*, null: bool = True, doc: str = "") -> Column[dt.datetime | None]:
    """A point in time, UTC."""
    return cast(
        "Column[dt.datetime | None]",
        _declare(_datetime(null=null), Spec("timestamptz", dt.datetime, null, doc=doc)),
    )


def created() -> Column[dt.datetime]:
    return cast(
        "Column[dt.datetime]",
        _declare(fields.DatetimeField(auto_now_add=True), Spec("timestamptz", dt.datetime, False)),
    )


def money(*, null: bool = False, doc: str = "") -> Column[Decimal]:
    """An amount in the clinic's currency, three decimals stored; the currency's exponent rounds."""
    field = _decimal(max_digits=14, decimal_places=3, null=null)
    return cast("Column[Decimal]", _declare(field, Spec("numeric", Decimal, null, doc=doc)))


def json(*, null: bool = False, default: Any = dict, guard: Guard | None = None, doc: str = "") -> Column[Any]:
    field: Any = fields.JSONField(null=null, default=None if null else default)
    return cast("Column[Any]", _declare(field, Spec("jsonb", dict, null, guard, doc=doc)))


def texts(*, guard: Guard | None = None, doc: str = "") -> Column[list[str]]:
    """A list of short texts."""
    field: Any = ArrayField("text", default=list)
    return cast("Column[list[str]]", _declare(field, Spec("text[]", list[str], False, guard, doc=doc)))


def reference(model: str, *, doc: str = "") -> Column[UUID]:
    """The id of a row of `model` of the same clinic; the DDL makes it a composite foreign key with an index."""
    return cast("Column[UUID]", _declare(fields.UUIDField(), Spec("uuid", UUID, False, references=model, doc=doc)))


def optional_reference(model: str, *, doc: str = "") -> Column[UUID | None]:
    return cast(
        "Column[UUID | None]",
        _declare(fields.UUIDField(null=True), Spec("uuid", UUID, True, references=model, doc=doc)),
    )


def foreign_id(*, null: bool = False, doc: str = "") -> Column[UUID]:
    """The id of something that is no clinic row (an account, a session): no foreign key between the walls."""
    return cast("Column[UUID]", _declare(_uuid(null=null), Spec("uuid", UUID, null, doc=doc)))
