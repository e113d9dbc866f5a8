"""How one GraphQL value looks on the wire of a dialect, both ways.

A dialect has one table by GraphQL type (`PatientStatus` → integer, `Money` → cents) and a few codecs by name for
`@as`. Values that need none travel as GraphQL gives them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from graphql import Undefined

from rest_compat.directive import CodecNote


@dataclass(frozen=True, slots=True)
class Scene:
    """What a codec may need besides the value: the minor units of the clinic's currency."""

    money_exponent: int = 2


#: Takes the value and the scene; `into` raises ValueError with a message for the caller.
Convert = Callable[[Any, Scene], Any]


def as_is(value: Any, scene: Scene) -> Any:
    """The value unchanged."""
    return value


def output_only(value: Any, scene: Scene) -> Any:
    """`into` of a codec that makes sense in answers only."""
    raise ValueError("Cannot be given.")


@dataclass(frozen=True, slots=True)
class Codec:
    """`out` makes the wire value of a non-null GraphQL value, `into` the GraphQL value of a non-null wire value.

    `schema` is the JSON Schema of the wire value; without one it is that of the GraphQL type. `enum_names` are the
    GraphQL enum values that `out` knows, checked against the schema when documents are loaded. `missing` is answered
    for null. `into` may return Undefined: then the member counts as not given, or None for null. For an item of a list
    in the query it may return several values.
    """

    name: str
    out: Convert = as_is
    into: Convert = as_is
    schema: Mapping[str, Any] | None = None
    enum_names: frozenset[str] | None = None
    clearable: bool = False
    missing: Any = None
    #: JSON Schemas of the members that a list of objects becomes, in the place of which they stand in its parent.
    members: Mapping[str, Mapping[str, Any]] | None = None
    #: What `into` lets pass, the GraphQL type of its name always takes.
    sound: bool = False

    @property
    def integer(self) -> bool:
        """Whether the wire value is a JSON integer, which a query string spells in digits."""
        return self.schema is not None and self.schema.get("type") == "integer"


@dataclass(frozen=True, slots=True)
class CodecTable:
    """The codecs of one dialect. A named entry that takes `@as(value:)` is a function of it."""

    by_type: Mapping[str, Codec] = field(default_factory=dict)
    by_name: Mapping[str, Codec | Callable[[Any], Codec]] = field(default_factory=dict)

    def of_type(self, name: str) -> Codec | None:
        """The codec of a GraphQL type, if it needs one."""
        return self.by_type.get(name)

    def named(self, note: CodecNote) -> Codec:
        """The codec of an `@as`; ValueError for a name the dialect does not have or a parameter it does not take."""
        entry = self.by_name.get(note.name) or self.by_type.get(note.name)
        if entry is None:
            known = ", ".join(sorted({*self.by_name, *self.by_type}))
            raise ValueError(f"no codec {note.name!r}; there are {known or 'none'}")
        if isinstance(entry, Codec):
            if note.value is not None:
                raise ValueError(f"codec {note.name!r} takes no value")
            return entry
        return entry(note.value)


# -- the codecs dialects are made of -----------------------------------------------------------------------------


def is_integer(value: Any) -> bool:
    """A JSON integer: neither a boolean nor `3.0` nor `"3"`."""
    return isinstance(value, int) and not isinstance(value, bool)


def _strict_integer(value: Any, scene: Scene) -> Any:
    if not is_integer(value):
        raise ValueError("Must be an integer.")
    return value


INTEGER = Codec("integer", into=_strict_integer, schema={"type": "integer"})


def enum_codec(
    name: str, out: Mapping[str, int], into: Mapping[int, str] | None = None, *, missing: int | None = None
) -> Codec:
    """Enum values as integers. Several values may share a number: `into` then says which one the number means.

    `missing` stands for null where the wire knows none.
    """
    back = into if into is not None else {number: value for value, number in out.items()}

    def read(value: Any, scene: Scene) -> Any:
        if not is_integer(value) or value not in back:
            raise ValueError(f"Must be one of {', '.join(str(n) for n in sorted(back))}.")
        return back[value]

    return Codec(
        name,
        out=lambda value, scene: out[value],
        into=read,
        schema={"type": "integer", "enum": sorted({*out.values(), *back})},
        enum_names=frozenset(out),
        missing=missing,
    )


def numbers_codec(name: str, into: Mapping[int, list[str]]) -> Codec:
    """Integers that narrow a list, each standing for one or several enum values; in requests only."""

    def read(value: Any, scene: Scene) -> Any:
        if not is_integer(value) or value not in into:
            raise ValueError(f"Must be one of {', '.join(str(n) for n in sorted(into))}.")
        return into[value]

    return Codec(name, out=output_only, into=read, schema={"type": "integer", "enum": sorted(into)})


def words_codec(name: str, out: Mapping[str, str]) -> Codec:
    """Enum values as other words, in answers only."""
    return Codec(
        name,
        out=lambda value, scene: out[value],
        into=output_only,
        schema={"type": "string", "enum": sorted(set(out.values()))},
        enum_names=frozenset(out),
    )


def _to_minor(value: Any, scene: Scene) -> int:
    return int(Decimal(str(value)).scaleb(scene.money_exponent).to_integral_value(ROUND_HALF_UP))


def _from_minor(value: Any, scene: Scene) -> str:
    if not is_integer(value):
        raise ValueError("Must be an integer number of minor units.")
    if abs(value) >= 10**15:
        raise ValueError("Is too large.")
    return f"{Decimal(value).scaleb(-scene.money_exponent):f}"


#: `"12.50"` ↔ `1250`; the exponent is that of the clinic's currency.
MINOR_UNITS = Codec(
    "minorUnits", _to_minor, _from_minor, {"type": "integer", "description": "Minor units of the clinic's currency."}
)

_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


def _moment(value: Any) -> dt.datetime:
    moment = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        # A database value without a zone would be our mistake; guessing UTC here would hide it.
        raise ValueError("date-time without offset")
    return moment.astimezone(dt.UTC)


def _fraction(moment: dt.datetime) -> str:
    if not moment.microsecond:
        return "seconds"
    return "microseconds" if moment.microsecond % 1000 else "milliseconds"


def _to_zulu(value: Any, scene: Scene) -> str:
    moment = _moment(value)
    return moment.replace(tzinfo=None).isoformat(timespec=_fraction(moment)) + "Z"


def _to_offset(value: Any, scene: Scene) -> str:
    moment = _moment(value)
    return moment.isoformat(timespec=_fraction(moment))


def _from_instant(value: Any, scene: Scene) -> str:
    text = value.upper() if isinstance(value, str) else ""
    try:
        if not _INSTANT.fullmatch(text):
            raise ValueError
        _moment(text)
    except (ValueError, OverflowError) as problem:
        raise ValueError("Must be a date-time with offset, such as 2026-01-31T09:00:00Z.") from problem
    return text


#: RFC 3339; answered in UTC with `Z` and 0, 3 or 6 digits of fraction.
INSTANT = Codec("instant", _to_zulu, _from_instant, {"type": "string", "format": "date-time"})
#: The same moment ending in `+00:00`.
OFFSET_INSTANT = Codec("offsetInstant", _to_offset, _from_instant, {"type": "string", "format": "date-time"})


def _from_date(value: Any, scene: Scene) -> str:
    text = value if isinstance(value, str) else ""
    try:
        if not _DATE.fullmatch(text):
            raise ValueError
        dt.date.fromisoformat(text)
    except ValueError as problem:
        raise ValueError("Must be a date, such as 2026-01-31.") from problem
    return text


DATE = Codec("date", into=_from_date, schema={"type": "string", "format": "date"})


def _from_uuid(value: Any, scene: Scene) -> str:
    text = value.lower() if isinstance(value, str) else ""
    if not _UUID.fullmatch(text):
        raise ValueError("Must be a UUID.")
    return text


#: Only the canonical spelling: what is not an id is never looked up.
UUID_TEXT = Codec("uuid", into=_from_uuid, schema={"type": "string", "format": "uuid"}, sound=True)


def constant(value: Any) -> Codec:
    """Always the same value, whatever field carries it; `__typename` costs nothing there."""
    return Codec("const", out=lambda _, scene: value, into=output_only, schema={"const": value})


#: Always null: a member that exists on the wire and has no counterpart.
NULL = Codec("null", out=lambda value, scene: None, into=output_only, schema={"type": "null"})

#: In requests of a dialect where null means absent: here it means null.
CLEARABLE = Codec("clearable", clearable=True)


def _blank_as(meaning: Any) -> Convert:
    def read(value: Any, scene: Scene) -> Any:
        return meaning if isinstance(value, str) and not value.strip() else value

    return read


#: A blank text counts as not given, or as null.
BLANK_IS_ABSENT = Codec("blankIsAbsent", into=_blank_as(Undefined))
BLANK_IS_NULL = Codec("blankIsNull", into=_blank_as(None), clearable=True)
