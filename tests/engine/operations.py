"""Valid operations made at random from a schema, for comparing two executors.

`operation(rng, schema, values)` is a function of its random source: the same seed makes the same text, and the same
code behind a hypothesis strategy (`operations`) makes texts that shrink. Everything made validates; only values of
variables may be wrong, now and then, so that errors are compared too. Cost, depth, aliases and length are watched
while writing, so that nearly all stay within the executor's limits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
    is_required_argument,
)
from hypothesis import strategies as st

from engine.documents import Bounds
from engine.walk import DEFAULT_PAGE, MOST
from schema.build import PAGING
from tests.engine.values import SIZES, Draw, Inputs, Slot, Values

Composite = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType

#: What is left below the limits for what is estimated roughly.
_COST = Bounds().cost * 7 // 10
_ALIASES = Bounds().aliases * 3 // 4
_DEPTH = Bounds().depth - 1
#: Fields that one document writes at most: about a thousand tokens.
_FIELDS = (8, 20, 45, 90)
#: Response names beside the fields' own: some are words of languages that executors are written in.
_ALIAS_NAMES = ("a", "b", "class", "None", "row", "self", "_", "x1", "data", "constructor")
_BY_CURSOR, _BY_NUMBER = ("first", "after"), ("page", "limit")


class Operation(NamedTuple):
    """What is sent: the document and its variables' values."""

    text: str
    variables: dict[str, Any]


class Payload(NamedTuple):
    """A selection of a root field's result, for a document whose call somebody else writes."""

    selection: str
    fragments: str
    #: `$name: Type = default` of the variables it uses, and the values to be sent.
    declared: tuple[str, ...]
    variables: dict[str, Any]

    def document(self, kind: str, call: str, *declared: str) -> str:
        """`mutation Sample($id: UUID!, …) { call(id: $id) { … } }` with the fragments behind it."""
        every = [*declared, *self.declared]
        head = f"({', '.join(every)})" if every else ""
        return f"{kind} Sample{head} {{ {call} {self.selection} }}\n{self.fragments}"


def operation(rng: Random, schema: GraphQLSchema, values: Values, about: str | None = None) -> Operation:
    """A query over one or several root fields; `about` names one that it has in any case."""
    assert schema.query_type is not None
    return _Writer(Draw(rng), schema, values).query(schema.query_type, about)


def subscription(rng: Random, schema: GraphQLSchema, values: Values) -> Operation:
    """A subscription: one root field, perhaps in a fragment."""
    assert schema.subscription_type is not None
    return _Writer(Draw(rng), schema, values).subscription(schema.subscription_type)


def payload(rng: Random, schema: GraphQLSchema, declared: GraphQLField, values: Values) -> Payload:
    """A selection of whatever a root field returns; the empty one for a plain value."""
    return _Writer(Draw(rng), schema, values).payload(declared)


def payloads(rng: Random, schema: GraphQLSchema, values: Values) -> dict[str, Payload]:
    """A selection for every mutation, by root field."""
    assert schema.mutation_type is not None
    return {name: payload(rng, schema, declared, values) for name, declared in schema.mutation_type.fields.items()}


def operations(schema: GraphQLSchema, values: Values) -> st.SearchStrategy[Operation]:
    """Queries whose failures shrink: fewer and plainer fields, no directives, no variables."""
    return st.randoms(use_true_random=False).map(lambda rng: operation(rng, schema, values))


# --- what is selected under which name -----------------------------------------------------------------------------


@dataclass(slots=True)
class _Entry:
    field: str
    arguments: str
    #: Rows it hands out at most, for the cost.
    rows: int
    below: _Scope


class _Scope:
    """Response names of one object, wherever in the document they are written: a name has one meaning.

    The scope of a fragment that is being written looks at the place it is written for (`outer`), so that it fits there.
    """

    __slots__ = ("_outer", "own")

    def __init__(self, outer: _Scope | None = None) -> None:
        self.own: dict[str, _Entry] = {}
        self._outer = outer

    def get(self, key: str) -> _Entry | None:
        return self.own.get(key) or (self._outer.get(key) if self._outer else None)

    def enter(self, key: str, name: str, arguments: str, rows: int) -> _Entry:
        """The own entry of that response name, which has this meaning already if it has any."""
        if key not in self.own:
            known = self.get(key)
            self.own[key] = _Entry(name, arguments, rows, _Scope(known.below if known else None))
        return self.own[key]

    def fits(self, other: _Scope) -> bool:
        """Whether everything of `other` means the same here."""
        return all(
            (mine := self.get(key)) is None
            or (mine.field == entry.field and mine.arguments == entry.arguments and mine.below.fits(entry.below))
            for key, entry in other.own.items()
        )

    def take(self, other: _Scope) -> None:
        """Have everything of `other`, which fits."""
        for key, entry in other.own.items():
            self.enter(key, entry.field, entry.arguments, entry.rows).below.take(entry.below)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a selection is written: how deep, and once for how many rows."""

    depth: int
    times: int


@dataclass(slots=True)
class _Meter:
    """What has been written, fragments opened: cost, aliases, the deepest field."""

    cost: int = 0
    aliases: int = 0
    deepest: int = 0


@dataclass(frozen=True, slots=True)
class _Fragment:
    name: str
    kind: str
    scope: _Scope
    #: Of one spread in one row: what it costs, how many aliases, how many levels.
    cost: int
    aliases: int
    height: int


@lru_cache(maxsize=1024)
def _fields(kind: Composite) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of a type's leaves, and of its objects and lists of objects."""
    leaves: list[str] = []
    objects: list[str] = []
    for name, declared in getattr(kind, "fields", {}).items():
        (leaves if is_leaf_type(get_named_type(declared.type)) else objects).append(name)
    return tuple(leaves), tuple(objects)


# --- writing -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Writer:
    draw: Draw
    schema: GraphQLSchema
    values: Values
    inputs: Inputs = field(init=False)
    meter: _Meter = field(default_factory=_Meter)
    fragments: list[_Fragment] = field(default_factory=list)
    definitions: list[str] = field(default_factory=list)
    #: How many more fields may be written, and how deep.
    left: int = 0
    deepest: int = 0

    def __post_init__(self) -> None:
        self.inputs = Inputs(self.draw, self.values)
        self.left = self.draw.one(_FIELDS)
        self.deepest = self.draw.one((4, 3, 5, 6, 8, _DEPTH))

    def query(self, root: GraphQLObjectType, about: str | None) -> Operation:
        scope, place = _Scope(), _Place(1, 1)
        parts = [self._field(root, about, scope, place)] if about else []
        parts += [self._part(root, scope, place) for _ in range(self.draw.one((1, 1, 2, 3, 5)) - len(parts))]
        return self._finished("query", self._braces(parts))

    def subscription(self, root: GraphQLObjectType) -> Operation:
        place, scope = _Place(1, 1), _Scope()
        text = self._field(root, self.draw.one(list(root.fields)), scope, place, directives=False)
        if self.draw.chance(20):
            self.definitions.append(f"fragment Root on {root.name} {{ {text} }}")
            text = "...Root"
        return self._finished("subscription", f"{{ {text} }}")

    def payload(self, declared: GraphQLField) -> Payload:
        named: Any = get_named_type(declared.type)
        selection = "" if is_leaf_type(named) else self._selection(named, _Scope(), _Place(2, 1))
        inputs = self.inputs
        return Payload(selection, "\n".join(self.definitions), tuple(inputs.declared.values()), inputs.given)

    def _finished(self, kind: str, selection: str) -> Operation:
        draw, inputs = self.draw, self.inputs
        if draw.chance(4):
            inputs.spoil()
        name = " Sample" if draw.chance(50) else ""
        variables = f"({', '.join(inputs.declared.values())})" if inputs.declared else ""
        head = "" if kind == "query" and not (name or variables) and draw.chance(50) else f"{kind}{name}{variables} "
        definitions = [head + selection, *self.definitions]
        if draw.chance(20):
            definitions.reverse()
        return Operation("\n".join(definitions), inputs.given)

    # --- selections --------------------

    def _selection(self, kind: Composite, scope: _Scope, place: _Place) -> str:
        leaves, objects = _fields(kind)
        if self.draw.chance(6) and self.left > len(leaves) and self._room(place) > len(leaves):
            parts = [self._field(kind, name, scope, place) for name in leaves]
            parts += [self._part(kind, scope, place) for _ in range(self.draw.below(3))]
            return self._braces(parts)
        return self._few(kind, scope, place, min(len(leaves) + len(objects) + 1, self.draw.one((2, 3, 4, 6, 10))))

    def _braces(self, parts: Iterable[str]) -> str:
        return f"{{ {' '.join(parts) or '__typename'} }}"

    def _part(self, kind: Composite, scope: _Scope, place: _Place) -> str:
        """A field, mostly; or the type's name, or a fragment around some of it."""
        roll = self.draw.below(100)
        if self.left <= 0 or roll >= 94:
            return self._typename(scope)
        if roll < 80:
            return self._any_field(kind, scope, place)
        if roll < 87:
            condition = f" on {kind.name}" if self.draw.chance(60) else ""
            return f"...{condition}{self._directives()} {self._few(kind, scope, place)}"
        return self._spread(kind, scope, place)

    def _few(self, kind: Composite, scope: _Scope, place: _Place, most: int = 4) -> str:
        count = self.draw.below(most)
        return self._braces(self._part(kind, scope, place) for i in range(1 + count) if i == 0 or self.left > 0)

    def _typename(self, scope: _Scope) -> str:
        key = "__typename"
        if self.draw.chance(15) and self.meter.aliases < _ALIASES:
            key = self._free(scope, "__typename", ("t", "type", "kind"))
            self.meter.aliases += 1
        scope.enter(key, "__typename", "", 1)
        return "__typename" if key == "__typename" else f"{key}: __typename"

    def _spread(self, kind: Composite, scope: _Scope, place: _Place) -> str:
        """A named fragment: one that is there already and fits, or a new one."""
        known = [f for f in self.fragments if f.kind == kind.name and self._fits(f, scope, place)]
        if known and self.draw.chance(60):
            fragment = self.draw.one(known)
            scope.take(fragment.scope)
            self.meter.cost += fragment.cost * place.times
            self.meter.aliases += fragment.aliases
            self.meter.deepest = max(self.meter.deepest, place.depth + fragment.height)
        else:
            fragment = self._fragment(kind, scope, place)
        return f"...{fragment.name}{self._directives()}"

    def _fits(self, fragment: _Fragment, scope: _Scope, place: _Place) -> bool:
        return (
            place.depth + fragment.height <= self.deepest
            and fragment.cost <= self._room(place)
            and self.meter.aliases + fragment.aliases <= _ALIASES
            and scope.fits(fragment.scope)
        )

    def _fragment(self, kind: Composite, scope: _Scope, place: _Place) -> _Fragment:
        outside, self.meter = self.meter, _Meter(self.meter.cost, self.meter.aliases, place.depth)
        own = _Scope(scope)
        body = self._few(kind, own, place)
        inside, self.meter = self.meter, outside
        fragment = _Fragment(
            f"F{len(self.definitions)}",
            kind.name,
            own,
            (inside.cost - outside.cost) // place.times,
            inside.aliases - outside.aliases,
            inside.deepest - place.depth,
        )
        self.meter = _Meter(inside.cost, inside.aliases, max(outside.deepest, inside.deepest))
        self.fragments.append(fragment)
        self.definitions.append(f"fragment {fragment.name} on {kind.name} {body}")
        scope.take(own)
        return fragment

    # --- fields --------------------

    def _room(self, place: _Place) -> int:
        """How many fields there may still be in each row here."""
        return (_COST - self.meter.cost) // place.times

    def _any_field(self, kind: Composite, scope: _Scope, place: _Place) -> str:
        leaves, objects = _fields(kind)
        if objects and (place.depth >= self.deepest or self._room(place) < 2 * DEFAULT_PAGE):
            objects = ()
        if not (leaves or objects) or self._room(place) < 2:
            return self._typename(scope)
        if objects and (not leaves or self.draw.chance(45)):
            return self._field(kind, self.draw.one(objects), scope, place)
        return self._field(kind, self.draw.one(leaves or objects), scope, place)

    def _field(self, kind: Any, name: str, scope: _Scope, place: _Place, *, directives: bool = True) -> str:
        declared: GraphQLField = kind.fields[name]
        key = self._key(kind, name, scope)
        known = scope.get(key)
        if known is None:
            arguments, rows = self._arguments(kind, name, declared, place)
        else:
            arguments, rows = known.arguments, known.rows
        entry = scope.enter(key, name, arguments, rows)
        self.left -= 1
        self.meter.cost += place.times
        self.meter.aliases += key != name
        self.meter.deepest = max(self.meter.deepest, place.depth)
        text = f"{name if key == name else f'{key}: {name}'}{arguments}{self._directives() if directives else ''}"
        named: Any = get_named_type(declared.type)
        if is_leaf_type(named):
            return text
        return f"{text} {self._selection(named, entry.below, _Place(place.depth + 1, place.times * rows))}"

    def _key(self, kind: Composite, name: str, scope: _Scope) -> str:
        """The response name: the field's own, mostly; one that is taken only if it means the same field."""
        same = [key for key, entry in scope.own.items() if entry.field == name]
        if same and self.meter.aliases < _ALIASES and self.draw.chance(25):
            return self.draw.one(same)
        known = scope.get(name)
        usable = known is None or (known.field == name and (not known.arguments or self.draw.chance(60)))
        if usable and (self.meter.aliases >= _ALIASES or not self.draw.chance(15)):
            return name
        return self._free(scope, name, (*_ALIAS_NAMES, *_fields(kind)[0]))

    def _free(self, scope: _Scope, name: str, names: tuple[str, ...]) -> str:
        key = self.draw.one(names)
        while (known := scope.get(key)) is not None and (known.field != name or known.arguments):
            key += "_"
        return key

    def _directives(self) -> str:
        """None, mostly."""
        if not self.draw.chance(7):
            return ""
        names = self.draw.one((("include",), ("skip",), ("skip", "include"), ("include", "skip")))
        return "".join(f" @{name}(if: {self.inputs.condition()})" for name in names)

    # --- arguments --------------------

    def _arguments(self, kind: Composite, name: str, declared: GraphQLField, place: _Place) -> tuple[str, int]:
        """The text of the arguments, and how many rows the field hands out at most."""
        chosen = [arg for arg, one in declared.args.items() if is_required_argument(one)]
        optional = [arg for arg in declared.args if arg not in chosen and arg not in PAGING]
        chosen += self.draw.some(optional, 35)
        chosen += self._paging([arg for arg in declared.args if arg in PAGING], name, place)
        if len(chosen) > 1 and self.draw.chance(20):
            chosen.reverse()
        inputs, slot = self.inputs, Slot(name, self._landing(declared), "")
        inputs.size, inputs.small = 0, self._room(place) < 8 * MOST
        texts = []
        for arg in chosen:
            definition = declared.args[arg]
            has_default = not is_required_argument(definition)
            texts.append(f"{arg}: {inputs.place(definition.type, slot.member(arg), has_default=has_default)}")
        return f"({', '.join(texts)})" if texts else "", self._rows(name, declared, place, sized=inputs.size)

    def _paging(self, there: list[str], name: str, place: _Place) -> list[str]:
        """One way of paging, or none, or (rarely) both at once; a size wherever many rows would cost too much."""
        if not there:
            return []
        draw = self.draw
        if len(there) < len(PAGING):
            crowded = self._room(place) < 8 * MOST
            return [arg for arg in there if crowded or draw.chance(70)]
        if draw.chance(4):
            return draw.some(there, 60)
        way = draw.one((_BY_CURSOR, _BY_NUMBER, ()))
        likely = 60 if self.values.cursors.get(name) else 30
        return [arg for arg in way if draw.chance(80 if arg in SIZES else likely)]

    @staticmethod
    def _landing(declared: GraphQLField) -> str:
        """The type of the rows, a connection's too."""
        named: Any = get_named_type(declared.type)
        nodes = getattr(named, "fields", {}).get("nodes")
        return str(get_named_type(nodes.type).name if nodes else named.name)

    @staticmethod
    def _rows(name: str, declared: GraphQLField, place: _Place, *, sized: int) -> int:
        is_list = isinstance(get_nullable_type(declared.type), GraphQLList)
        if not any(arg in SIZES for arg in declared.args):
            return DEFAULT_PAGE if is_list and name != "nodes" else 1
        return min(sized, MOST) or (MOST if is_list else DEFAULT_PAGE)
