"""What inputs are made of: bounded texts, numbers, references; cleaned once, with the path of every problem.

An input is a Strawberry input class or a plain parameter. Its bounds are said in the annotation, next to the
type: `name: Annotated[str, Text(1, 120)]`, `patient_id: Annotated[UUID, Ref("Patient")]`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import types
import typing
import unicodedata
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, TypeVar, Union, cast
from uuid import UUID
from zoneinfo import available_timezones

import orjson
import strawberry
from asyncpg.pgproto.pgproto import UUID as PgUUID  # noqa: N811
from strawberry.types.maybe import Some, _annotation_is_maybe

from core.errors import FieldProblem, Forbidden, Invalid
from core.predicates import Predicate
from permissions import Actor, Guard

T = TypeVar("T")

input = strawberry.input  # noqa: A001  (reads as it should in resolvers: `@input class RegisterPatient`)


#: What no rule bounds is bounded all the same.
MAX_TEXT = 10_000
MAX_ITEMS = 1000

#: Categories of characters that show nothing: formats, marks, separators.
_INVISIBLE = frozenset({"Cf", "Cc", "Mn", "Me", "Zs", "Zl", "Zp"})


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class Text:
    """Text of `least` to `most` characters after trimming; control characters are refused."""

    least: int = 0
    most: int = 200
    pattern: str | None = None
    lines: bool = False

    def clean(self, value: str) -> str:
        value = unicodedata.normalize("NFC", value).strip()
        if not value.isprintable() and any(_is_control(c) and not (self.lines and c in "\n\t\r") for c in value):
            raise ValueError("Must not contain control characters.")
        if self.least and all(unicodedata.category(c) in _INVISIBLE for c in value):
            raise ValueError("Must not be blank.")
        if len(value) < self.least:
            raise ValueError(f"Must have at least {self.least} characters.")
        if len(value) > self.most:
            raise ValueError(f"Must have at most {self.most} characters.")
        if self.pattern and not re.fullmatch(self.pattern, value):
            raise ValueError("Has the wrong form.")
        return value


@dataclass(frozen=True, slots=True)
class Between:
    """A number within bounds, both included."""

    least: int
    most: int

    def clean(self, value: int | Decimal) -> int | Decimal:
        if not self.least <= value <= self.most:
            raise ValueError(f"Must be between {self.least} and {self.most}.")
        return value


@dataclass(frozen=True, slots=True)
class Items:
    """A list of at most `most` items."""

    most: int = 100

    def clean(self, value: list[Any]) -> list[Any]:
        if len(value) > self.most:
            raise ValueError(f"Must have at most {self.most} items.")
        return value


@dataclass(frozen=True, slots=True)
class Past:
    """A date not in the future and not before 1900 (birth dates)."""

    def clean(self, value: dt.date) -> dt.date:
        # A day ahead of UTC is still today somewhere.
        if value > dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1):
            raise ValueError("Must not be in the future.")
        if value.year < 1900:
            raise ValueError("Must not be before 1900.")
        return value


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day that has bounds in every time zone: 1900 to 2199."""

    def clean(self, value: dt.date) -> dt.date:
        if not 1900 <= value.year <= 2199:
            raise ValueError("Must be a day from 1900 to 2199.")
        return value


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time that is a day from 1900 to 2199 in every time zone."""

    def clean(self, value: dt.datetime) -> dt.datetime:
        if not 1900 <= value.year <= 2199:
            raise ValueError("Must be in a year from 1900 to 2199.")
        return value


@dataclass(frozen=True, slots=True)
class TimeZone:
    """An IANA time zone name."""

    def clean(self, value: str) -> str:
        if value not in _time_zones():
            raise ValueError("Is not a known time zone.")
        return value


@cache
def _time_zones() -> frozenset[str]:
    """Read from disk once."""
    return frozenset(available_timezones())


@dataclass(frozen=True, slots=True)
class JsonObject:
    """A JSON object of at most `most` bytes, nested at most `depth` deep: free-form, but bounded."""

    most: int = 16_384
    depth: int = 8

    def clean(self, value: object) -> object:
        if _depth(value, self.depth) > self.depth:
            raise ValueError(f"Must not be nested deeper than {self.depth}.")
        try:
            text = orjson.dumps(value)
        except orjson.JSONEncodeError:
            raise ValueError("Is not valid JSON.") from None
        if len(text) > self.most:
            raise ValueError(f"Must have at most {self.most} bytes.")
        # PostgreSQL stores no NUL. A backslash written as such is doubled: taken out, so that only escapes are left.
        if b"\\u0000" in text.replace(b"\\\\", b""):
            raise ValueError("Must not contain control characters.")
        return value


def _depth(value: object, most: int) -> int:
    """How deep objects and lists are nested, counted no further than just beyond `most`."""
    children = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else None
    if children is None:
        return 0
    if most == 0:
        return 1
    return 1 + max((_depth(child, most - 1) for child in children), default=0)


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address as people write them; the mail server has the last word."""

    def clean(self, value: str) -> str:
        value = unicodedata.normalize("NFC", value).strip()
        if len(value) > 254 or not re.fullmatch(
            r"[^@\s\x00-\x1f<>\"(),;:]{1,64}@[^@\s\x00-\x1f<>\"(),;:]+\.[^@\s\x00-\x1f.]{2,}", value
        ):
            raise ValueError("Is not an e-mail address.")
        return value


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of a row of `model` that the caller may see (or reference as a face).

    A row may exist and still not be fit: `Ref("Room", face=True, fit=Room.active == True, otherwise="…")`. Its columns
    are not read by the caller, so they need not be in the face; the caller hears `otherwise`, a CONFLICT.
    """

    model: str
    face: bool = False
    fit: Predicate | None = None
    otherwise: str = ""

    def __post_init__(self) -> None:
        if (self.fit is None) is not (self.otherwise == ""):
            raise TypeError(f"A reference to {self.model} says what is wrong with a row that does not fit")


@dataclass(frozen=True, slots=True)
class Guarded:
    """This part of an input asks for more than the operation does."""

    guard: Guard


@dataclass(frozen=True, slots=True)
class Reference:
    """An id found in an input."""

    path: str
    ref: Ref
    id: UUID


@cache
def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


@cache
def hints_of(owner: Any) -> dict[str, Any]:
    """Annotations of a class with their rules."""
    return typing.get_type_hints(owner, include_extras=True)


def clean(
    annotations: dict[str, Any], values: dict[str, Any], actor: Actor, defaults: Mapping[str, Any] | None = None
) -> tuple[dict[str, Any], list[Reference]]:
    """Cleaned values and the references in them; `defaults` are what stands for a value nobody gave.

    Raises Invalid naming every bad value by its camelCase path, Forbidden for a part whose guard refuses.
    """
    run = _Cleaning(actor)
    known = defaults or {}
    cleaned = {}
    for name, value in values.items():
        hint = annotations.get(name, Any)
        plain = value is None or (type(value) in _PLAIN and not _facts(hint).rules)
        cleaned[name] = value if plain else run.value(hint, value, camel(name), known.get(name))
    if run.problems:
        message = run.problems[0].message if len(run.problems) == 1 else "Some values are not valid."
        raise Invalid(message, fields=tuple(run.problems))
    return cleaned, run.found


@dataclass(slots=True)
class _Cleaning:
    """What one cleaning collects on its way through the values."""

    actor: Actor
    problems: list[FieldProblem] = dataclasses.field(default_factory=list)
    found: list[Reference] = dataclasses.field(default_factory=list)

    def value(self, hint: Any, value: Any, path: str, default: Any = None) -> Any:
        """The value after the rules of its annotation. What nobody gave (absent, or the default) needs no right."""
        if value is None or value is strawberry.UNSET:
            return value
        facts = _facts(hint)
        if facts.guards and value != default:
            self._guard(facts.guards, path)
        kind = type(value)
        if kind in _SCALAR and not facts.json:
            if facts.rules or kind not in _PLAIN:
                for rule in facts.rules:
                    value = self._ruled(rule, value, path)
                self._storable(value, path, bounded=facts.bounded)
            return value
        if isinstance(value, Some):
            return Some(self.value(facts.inner, value.value, path))
        rules = facts.rules
        free = isinstance(value, dict) or (isinstance(value, list) and facts.item is Any)
        if free or facts.json:
            return self._json(rules, value, path)
        if isinstance(value, list):
            return self._list(facts.item, rules, value, path)
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            value = self._object(value, path)
        for rule in rules:
            value = self._ruled(rule, value, path)
        self._storable(value, path, bounded=facts.bounded)
        return value

    def _guard(self, guards: tuple[Guarded, ...], path: str) -> None:
        for rule in guards:
            if not rule.guard.verdict(self.actor).allowed:
                problem = FieldProblem(path, "You may not set this field.")
                raise Forbidden(problem.message, fields=(problem,))

    def _list(self, hint: Any, rules: tuple[Any, ...], items: list[Any], path: str) -> list[Any]:
        """A rule about lists holds for the list, any other for each of its items; `hint` is an item's."""
        most = min((r.most for r in rules if isinstance(r, Items)), default=MAX_ITEMS)
        if len(items) > most:
            # Not one problem per item: a long list of nonsense must not make a long answer.
            self.problems.append(FieldProblem(path, f"Must have at most {most} items."))
            return items
        each = tuple(r for r in rules if not isinstance(r, Items | Guarded))
        cleaned = []
        for number, item in enumerate(items):
            value = self.value(hint, item, f"{path}.{number}")
            for rule in each if value is not None else ():
                value = self._ruled(rule, value, f"{path}.{number}")
            cleaned.append(value)
        return cleaned

    def _json(self, rules: tuple[Any, ...], value: Any, path: str) -> Any:
        """Free-form values are judged as a whole, lists too: nobody says what is inside them."""
        if any(isinstance(rule, JsonObject) for rule in rules):
            if not isinstance(value, dict):
                self.problems.append(FieldProblem(path, "Must be an object."))
                return value
        else:
            rules = (*rules, JsonObject())
        for rule in rules:
            value = self._ruled(rule, value, path)
        return value

    def _ruled(self, rule: Any, value: Any, path: str) -> Any:
        """The value after one rule of its annotation."""
        if isinstance(rule, Ref):
            if not isinstance(value, UUID):
                raise TypeError(f"{path}: a reference is an id")
            self.found.append(Reference(path, rule, value))
        elif hasattr(rule, "clean"):
            try:
                return rule.clean(value)
            except ValueError as problem:
                self.problems.append(FieldProblem(path, str(problem)))
        return value

    def _storable(self, value: Any, path: str, *, bounded: bool = False) -> None:
        """Refuse what the database cannot hold, and texts that nobody bounded."""
        if self.problems and self.problems[-1].path == path:
            return
        if isinstance(value, str):
            if "\x00" in value:
                self.problems.append(FieldProblem(path, "Must not contain control characters."))
            elif not value.isascii() and _SURROGATE.search(value):
                self.problems.append(FieldProblem(path, "Must be valid Unicode."))
            elif len(value) > MAX_TEXT and not bounded:
                self.problems.append(FieldProblem(path, f"Must have at most {MAX_TEXT} characters."))
        elif isinstance(value, dt.datetime) and value.tzinfo is None:
            self.problems.append(FieldProblem(path, "Needs a time zone."))

    def _object(self, value: Any, path: str) -> Any:
        changes = {}
        for name, wire, hint, default in _members(cast("Hashable", type(value))):
            before = getattr(value, name)
            if before is None or before is strawberry.UNSET:
                continue
            after = self.value(hint, before, f"{path}.{wire}", default)
            if after is not before:
                changes[name] = after
        return dataclasses.replace(value, **changes) if changes else value


@dataclass(frozen=True, slots=True)
class _Facts:
    """What cleaning asks of an annotation, read off it once."""

    hint: Any
    rules: tuple[Any, ...]
    guards: tuple[Guarded, ...]
    item: Any
    inner: Any
    json: bool
    bounded: bool


#: Types whose values nothing has to be asked of where there are no rules.
_PLAIN = frozenset({UUID, PgUUID, int, bool, Decimal, dt.date})
#: Types whose values have nothing inside.
_SCALAR = _PLAIN | {str, dt.datetime}
_KNOWN: dict[int, _Facts] = {}


def _facts(hint: Any) -> _Facts:
    # By identity: annotations live as long as the process, and hashing one costs more than all that is kept of it.
    known = _KNOWN.get(id(hint))
    if known is None or known.hint is not hint:
        rules = tuple(rules_of(hint))
        known = _KNOWN[id(hint)] = _Facts(
            hint,
            rules,
            tuple(rule for rule in rules if isinstance(rule, Guarded)),
            _item_hint(hint),
            _inner(hint),
            json=any(isinstance(rule, JsonObject) for rule in rules),
            bounded=any(isinstance(rule, Text) for rule in rules),
        )
    return known


@cache
def _members(owner: Hashable) -> tuple[tuple[str, str, Any, Any], ...]:
    """Name, name on the wire, annotation and default of an input's members."""
    hints = hints_of(owner)
    fields = dataclasses.fields(cast("Any", owner))
    return tuple((f.name, camel(f.name), hints.get(f.name, Any), _default(f)) for f in fields)


def _default(field: dataclasses.Field[Any]) -> Any:
    """What a member is when nobody gave it."""
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return None if field.default is dataclasses.MISSING else field.default


_SURROGATE = re.compile("[\ud800-\udfff]")


def _inner(hint: Any) -> Any:
    """The annotation of a `Maybe`'s value, without the guards that have been asked already."""
    for part in (hint, *typing.get_args(hint)):
        if typing.get_origin(part) is Some:
            return typing.get_args(part)[0]
    return hint


def rules_of(hint: Any) -> Iterator[Any]:
    """The rules of an annotation, through Optional, Maybe and Annotated; a list's own rules only."""
    origin = typing.get_origin(hint)
    if origin is Annotated:
        base, *rules = typing.get_args(hint)
        yield from rules
        yield from rules_of(base)
    elif origin in (Union, types.UnionType) or _annotation_is_maybe(hint) or origin is Some:
        for part in typing.get_args(hint):
            yield from rules_of(part)


def _item_hint(hint: Any) -> Any:
    origin = typing.get_origin(hint)
    if origin is list:
        return typing.get_args(hint)[0]
    for part in typing.get_args(hint):
        if (inner := _item_hint(part)) is not Any:
            return inner
    return Any


def references_of(hint: Any) -> frozenset[Ref]:
    """The references an annotation may hold, inputs included (for start-up checks)."""
    found: set[Ref] = set()
    seen: set[Any] = set()
    left = [hint]
    while left:
        part = left.pop()
        if isinstance(part, Ref):
            found.add(part)
        elif isinstance(part, type) and dataclasses.is_dataclass(part) and part not in seen:
            seen.add(part)
            left += hints_of(cast("Hashable", part)).values()
        left += typing.get_args(part)
    return frozenset(found)


def given(value: Any) -> dict[str, Any]:
    """The members of a PATCH-like input that the caller sent: absent ones are left out, null is None."""
    sent: dict[str, Any] = {}
    for field in dataclasses.fields(value):
        member = getattr(value, field.name)
        if member is None or member is strawberry.UNSET:
            continue
        sent[field.name] = member.value if isinstance(member, Some) else member
    return sent
