"""Values for arguments made at random: plausible ones in odd but valid spellings, and a few that are wrong.

Nothing here knows a field of the schema. What an id may name is read off its name (`patientId`, or `id` beside the type
it is asked for); texts, dates and cursors come from whoever made the rows (tests/engine/populated.py).
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random
from typing import Any, TypeVar
from uuid import UUID

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    get_nullable_type,
    is_required_input_field,
)

from models.base import REGISTRY
from schema.fields import TYPES

T = TypeVar("T")

#: A variable that is not sent.
ABSENT: Any = object()
#: Arguments that say how many rows; everything else that counts is small.
SIZES = ("first", "limit")
_SOUND_SIZES = (2, 1, 3, 5, 10, 25, 7, 100)
_WRONG_SIZES = (0, -1, 101, 1000, 2**31 - 1)
_SIZE_UNSAID = 100
_WRONG_CURSORS = ("", "nothing", "WyJ4Il0", "bnVsbA", "=", "é", "AAAA" * 50)
_WORDS = ("ada", "Ray", "a", "", "%", "_", "\\", "O'Brien", "李", "  two  words ", 'quo"te', "né\u0301")
_WRONG: tuple[Any, ...] = (
    "not-a-uuid",
    "",
    1.5,
    True,
    None,
    [],
    [None],
    {},
    {"unknown": 1},
    2**40,
    "2020-13-45",
    "\ud7ff",
    "NONE",
)


class Draw:
    """Choices by way of whole numbers only, the simplest first: what hypothesis draws and shrinks best."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng

    def below(self, bound: int) -> int:
        """0 to below the bound."""
        return self._rng.randrange(bound) if bound > 1 else 0

    def chance(self, percent: int) -> bool:
        """Yes, that often; a shrunk one says no."""
        return self.below(100) >= 100 - percent

    def one(self, options: Sequence[T]) -> T:
        return options[self.below(len(options))]

    def some(self, options: Sequence[T], percent: int) -> list[T]:
        """Those of the options that chance takes."""
        return [option for option in options if self.chance(percent)]

    def uuid(self) -> UUID:
        return UUID(int=self.below(2**128), version=4)


@dataclass(slots=True)
class Values:
    """What arguments may be about. `ids` and `foreign` go by model, `texts` and `numbers` by the argument's or
    member's name, `cursors` by root field."""

    ids: Mapping[str, Sequence[UUID]] = field(default_factory=dict)
    foreign: Mapping[str, Sequence[UUID]] = field(default_factory=dict)
    words: Sequence[str] = _WORDS
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    numbers: Mapping[str, Sequence[int]] = field(default_factory=dict)
    days: Sequence[dt.date] = (dt.date(2024, 2, 29), dt.date(1980, 1, 1), dt.date(2099, 12, 31))
    cursors: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a value goes: the field, the type that field lands on, the argument or input member."""

    field: str
    landing: str
    name: str

    def member(self, name: str) -> Slot:
        return Slot(self.field, self.landing, name)


@lru_cache(maxsize=1)
def _pointers() -> dict[str, str]:
    """Which model a column name points to: `doctor_id` to Employee."""
    found: dict[str, str] = {}
    for model in REGISTRY.values():
        found |= {name: column.references for name, column in model.columns.items() if column.references}
    return found


@lru_cache(maxsize=1024)
def model_meant(slot: Slot) -> str | None:
    """The model whose ids fit there, by the names alone; None when they do not say."""
    if slot.name == "id":
        return TYPES[slot.landing].model.__name__ if slot.landing in TYPES else slot.landing
    pointed = _pointers().get(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", slot.name).lower())
    return pointed or next((name for name in REGISTRY if slot.name.lower().endswith(f"{name}id".lower())), None)


class Inputs:
    """Arguments of one operation, with the variables they declare and the values to be sent."""

    def __init__(self, draw: Draw, values: Values) -> None:
        self._draw = draw
        self._values = values
        #: `$name: Type = default` by name.
        self.declared: dict[str, str] = {}
        self.given: dict[str, Any] = {}
        #: Names of variables by the type of the place, whether it has a default, and its name.
        self._reusable: dict[tuple[str, bool, str], list[str]] = {}
        #: The largest page size since somebody set it to 0, and whether only small ones may be drawn.
        self.size = 0
        self.small = False

    # --- places that take a value --------------------

    def place(self, kind: GraphQLInputType, slot: Slot, *, has_default: bool = False, variables: bool = True) -> str:
        """The text of an argument, an input member or a list's item: a literal or a variable."""
        if variables and not (self.small and slot.name in SIZES) and self._draw.chance(45):
            return self._variable(kind, slot, has_default)
        return self.literal(kind, slot, variables)

    def literal(self, kind: GraphQLInputType, slot: Slot, variables: bool) -> str:
        """A value as a document has it; below it there may be variables."""
        draw = self._draw
        if not isinstance(kind, GraphQLNonNull) and draw.chance(4):
            return "null"
        bare = _bare(kind)
        if isinstance(bare, GraphQLList):
            if draw.chance(30):
                # A bare null would be the list's.
                return self.literal(GraphQLNonNull(_bare(bare.of_type)), slot, variables=False)
            return f"[{', '.join(self.place(bare.of_type, slot, variables=variables) for _ in range(draw.below(4)))}]"
        if isinstance(bare, GraphQLInputObjectType):
            members = [
                f"{name}: {self._member(member, slot.member(name), variables and not bare.is_one_of)}"
                for name, member in self._members(bare)
            ]
            return "{" + ", ".join(members) + "}"
        if isinstance(bare, GraphQLEnumType):
            return str(draw.one(list(bare.values)))
        value = self._scalar(bare.name, slot)
        plain = isinstance(value, str) and value.isprintable() and not set(value) & {'"', "\\"}
        return f'"""{value}"""' if plain and draw.chance(4) else written(value)

    def condition(self) -> str:
        """What `@skip` and `@include` take."""
        return self.place(GraphQLNonNull(GraphQLBoolean), Slot("", "", "if"))

    def spoil(self) -> None:
        """Send one value that does not fit, or leave out one that may be needed, or send one nobody asked for."""
        draw = self._draw
        names = [*self.declared, "unknown"]
        name = draw.one(names)
        if draw.chance(20):
            self.given.pop(name, None)
        else:
            self.given[name] = draw.one(_WRONG)

    # --- variables --------------------

    def _variable(self, kind: GraphQLInputType, slot: Slot, has_default: bool) -> str:
        draw, bare, required = self._draw, _bare(kind), isinstance(kind, GraphQLNonNull)
        reusable = self._reusable.setdefault((str(kind), required and has_default, slot.name), [])
        if reusable and draw.chance(40):
            name = draw.one(reusable)
            self._note_size(slot, self.given.get(name))
            return f"${name}"
        name = f"{slot.name}{len(self.declared)}"
        reusable.append(name)
        nullable = draw.chance(15 if required else 85)
        default = ""
        if (nullable and required and not has_default) or draw.chance(25):
            constant = bare if nullable and not required else GraphQLNonNull(bare)
            default = f" = {self.literal(constant, slot, variables=False)}"
        self.declared[name] = f"${name}: {bare}{'' if nullable else '!'}{default}"
        value = self._sent(kind, slot, nullable=nullable, optional=nullable or bool(default))
        if value is not ABSENT:
            self.given[name] = value
        elif not default:
            self._note_size(slot, None)
        return f"${name}"

    def _sent(self, kind: GraphQLInputType, slot: Slot, *, nullable: bool, optional: bool) -> Any:
        """The value of a variable. Null where the argument takes none is an error while running, so rare."""
        draw = self._draw
        if optional and draw.chance(25):
            return ABSENT
        if nullable and draw.chance(4 if isinstance(kind, GraphQLNonNull) else 12):
            self._note_size(slot, None)
            return None
        return self.value(GraphQLNonNull(_bare(kind)), slot)

    def value(self, kind: GraphQLInputType, slot: Slot) -> Any:
        """A value as JSON has it."""
        draw = self._draw
        if not isinstance(kind, GraphQLNonNull) and draw.chance(6):
            return None
        bare = _bare(kind)
        if isinstance(bare, GraphQLList):
            if draw.chance(20):
                return self.value(GraphQLNonNull(_bare(bare.of_type)), slot)
            return [self.value(bare.of_type, slot) for _ in range(draw.below(4))]
        if isinstance(bare, GraphQLInputObjectType):
            return {name: self.value(member.type, slot.member(name)) for name, member in self._members(bare)}
        if isinstance(bare, GraphQLEnumType):
            return draw.one(list(bare.values))
        value = self._scalar(bare.name, slot)
        return float(value) if bare.name == "Int" and abs(value) < 1000 and draw.chance(3) else value

    def _member(self, member: GraphQLInputField, slot: Slot, variables: bool) -> str:
        return self.place(member.type, slot, has_default=not is_required_input_field(member), variables=variables)

    def _members(self, kind: GraphQLInputObjectType) -> list[tuple[str, GraphQLInputField]]:
        """The members to give; of a oneOf input exactly one, which is not null."""
        if kind.is_one_of:
            name = self._draw.one(list(kind.fields))
            return [(name, GraphQLInputField(GraphQLNonNull(_bare(kind.fields[name].type))))]
        return [
            (name, member)
            for name, member in kind.fields.items()
            if is_required_input_field(member) or self._draw.chance(30)
        ]

    # --- scalars --------------------

    def _scalar(self, kind: str, slot: Slot) -> Any:
        draw = self._draw
        match kind:
            case "Boolean":
                return not draw.below(2)
            case "Int" | "BigInt":
                return self._integer(slot)
            case "Float":
                return draw.one((0.5, 1, -2.25, 1e3))
            case "Decimal":
                return draw.one(("10.00", "0", "-1.5", 3, 2.5, "+7.125"))
            case "UUID":
                return self._id(slot)
            case "Date":
                return draw.one(self._values.days).isoformat()
            case "DateTime":
                return self._moment()
            case "JSON":
                return draw.one(({}, {"a": [1, None, "x"]}, [], "text", 1, True))
            case "String" | "ID":
                return self._text(slot)
        raise LookupError(f"No values for {kind}, which is a new scalar: say here how it is spelled.")

    def _integer(self, slot: Slot) -> int:
        draw = self._draw
        if slot.name in SIZES:
            sound = _SOUND_SIZES[:3] if self.small else _SOUND_SIZES[: 1 + draw.below(len(_SOUND_SIZES))]
            size = draw.one(_WRONG_SIZES) if draw.chance(2) else draw.one(sound)
            self._note_size(slot, size)
            return size
        if slot.name == "page":
            return draw.one((0, 5_000, 2**31 - 1)) if draw.chance(5) else 1 + draw.below(4)
        return draw.one(self._values.numbers.get(slot.name, (1, 0, 2, 5, 30, -1)))

    def _note_size(self, slot: Slot, value: Any) -> None:
        if slot.name in SIZES:
            self.size = max(self.size, int(value) if isinstance(value, int | float) else _SIZE_UNSAID)

    def _id(self, slot: Slot) -> str:
        draw, values = self._draw, self._values
        meant = model_meant(slot)
        everything = sorted({name for name, ids in values.ids.items() if ids})
        fitting = values.ids.get(meant or "", ())
        other = values.foreign.get(meant or "", ())
        roll = draw.below(100)
        if fitting and roll < 75:
            found = draw.one(fitting)
        elif other and roll < 87:
            found = draw.one(other)
        elif everything and roll < (95 if meant else 100):
            found = draw.one(values.ids[draw.one(everything)])
        else:
            found = draw.uuid()
        text = str(found)
        return text.upper() if draw.chance(12) else text

    def _moment(self) -> str:
        draw = self._draw
        day, hour = draw.one(self._values.days).isoformat(), draw.below(24)
        mark = draw.one("TTTt ")
        seconds = draw.one((":00", "", ":59.123456", ":00.5", ":07.999999999"))
        zone = draw.one(("Z", "+02:00", "-11:30", "+00:00", "+14:00"))
        return f"{day}{mark}{hour:02}:30{seconds}{zone}"

    def _text(self, slot: Slot) -> str:
        draw, values = self._draw, self._values
        if slot.name == "after":
            return self._cursor(slot)
        fitting = values.texts.get(slot.name)
        return draw.one(fitting) if fitting and not draw.chance(10) else draw.one(values.words)

    def _cursor(self, slot: Slot) -> str:
        draw, cursors = self._draw, self._values.cursors
        own, every = cursors.get(slot.field), [c for found in cursors.values() for c in found]
        roll = draw.below(100)
        if own and roll < 75:
            return draw.one(own)
        return draw.one(every) if every and roll < 85 else draw.one(_WRONG_CURSORS)


def _bare(kind: GraphQLInputType) -> Any:
    """The type without its exclamation mark."""
    return get_nullable_type(kind)


def written(value: Any) -> str:
    """A JSON value as a GraphQL literal."""
    match value:
        case dict():
            return "{" + ", ".join(f"{name}: {written(one)}" for name, one in value.items()) + "}"
        case list():
            return f"[{', '.join(map(written, value))}]"
    return json.dumps(value, ensure_ascii=False)
