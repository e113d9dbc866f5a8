"""What an operation reads and answers, worked out once: statements with columns and joins, and the values to make.

A `Statement` is one SELECT: its own rows, and the to-one relations that come along as joins. A to-many relation below
is a `Child` with a statement of its own, run once for all parents. A `View` says which members an answered object has
and where in the row each value stands. Nothing here knows a caller; refused fields have become null already.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode, GraphQLField, GraphQLObjectType, GraphQLSchema, is_non_null_type

from core.predicates import Expression
from engine.arguments import Arguments
from engine.selection import Fragments, collected
from operation.access import is_recorded, whose
from permissions import Actor
from schema.build import guard_of
from schema.conditions import Flags
from schema.fields import TYPE_OF, TYPES, ColumnField, Computed, Many, One_, SqlField, TypeDefinition
from schema.reading import wire_names

#: Joins of one statement; beyond it the planner of the database becomes the cost.
MOST_JOINS = 16


class UnplannedError(Exception):
    """What the engine leaves to the reference executor; the message says why."""


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a statement's row: a column (or expression) of one of its sources, cast to text where JSON has no
    form of its own for the type."""

    source: int
    column: str | Expression
    cast: bool = False


@dataclass(eq=False, slots=True)
class Source:
    """The rows of one model in a statement: its own (number 0), or those that a to-one relation joins."""

    statement: Statement
    number: int
    definition: TypeDefinition
    relation: One_ | None = None
    parent: Source | None = None
    joins: dict[One_, Source] = field(default_factory=dict)
    #: Where the id stands that the access log notes; None when reading these rows is not recorded.
    noted: int | None = None

    def item(self, column: str | Expression, *, cast: bool = False) -> int:
        """The position of a value in the statement's row."""
        return self.statement.position(Item(self.number, column, cast))

    def present(self) -> int:
        """The position of a value that is null only when there is no such row."""
        columns = self.definition.model.columns
        for at, item in enumerate(self.statement.items):
            if item.source == self.number and isinstance(item.column, str) and not columns[item.column].nullable:
                return at
        return self.item("id", cast=True)

    def joined(self, relation: One_) -> Source:
        """The source of a to-one relation; the same one however often it is selected."""
        known = self.joins.get(relation)
        if known is None:
            known = self.joins[relation] = self.statement.add(_landing(relation), relation, self)
        return known


@dataclass(eq=False, slots=True)
class Child:
    """A to-many relation: read for all rows of `parent` at once."""

    field: Many
    parent: Source
    key: int
    arguments: Arguments
    statement: Statement
    view: View


class Statement:
    """One SELECT to be: what it selects, from where, and what is read for its rows afterwards."""

    def __init__(self, definition: TypeDefinition, watched: bool) -> None:
        self.items: list[Item] = []
        self.sources: list[Source] = []
        self.children: list[Child] = []
        self._watched = watched
        self._positions: dict[Item, int] = {}
        #: SQL texts by shape (`engine/sql`), and what joins may land on by actor (`engine/run`).
        self.texts: dict[Any, Any] = {}
        self.hops: dict[int, tuple[Actor, Hops]] = {}
        self.root = self.add(definition, None, None)

    def add(self, definition: TypeDefinition, relation: One_ | None, parent: Source | None) -> Source:
        if len(self.sources) > MOST_JOINS:
            raise UnplannedError(f"more than {MOST_JOINS} relations in one statement")
        source = Source(self, len(self.sources), definition, relation, parent)
        self.sources.append(source)
        if self._watched or is_recorded(definition.model):
            source.noted = source.item(whose(definition.model), cast=True)
        return source

    def position(self, item: Item) -> int:
        at = self._positions.get(item)
        if at is None:
            at = self._positions[item] = len(self.items)
            self.items.append(item)
        return at


# --- what is answered -----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Constant:
    """The same for every row: `__typename`, or null for a refused field."""

    value: str | None


@dataclass(slots=True)
class Stored:
    """A value as it stands in the row; `python_type` says what must be done to it, if anything. A column that is never
    null is under a constraint; what `sql` makes is only declared so, and looked at (`checked`)."""

    at: int
    python_type: Any
    nullable: bool
    checked: bool = False


@dataclass(slots=True)
class Made:
    """A `computed` value: the positions its function takes, and the type it is answered as."""

    declared: Computed
    takes: tuple[int, ...]
    node: FieldNode
    nodes: list[FieldNode]
    graphql: GraphQLField


@dataclass(slots=True)
class Row:
    """A joined row as an object; null when `present` is."""

    present: int
    view: View


@dataclass(slots=True)
class RowsBelow:
    """The list of a to-many relation, looked up by the id at `key`."""

    child: int
    key: int


Output = Constant | Stored | Made | Row | RowsBelow


@dataclass(slots=True)
class View:
    """Members of an answered object, in order of the response."""

    members: dict[str, Output]


class Planner:
    """Plans the selections of one operation for one set of verdicts."""

    def __init__(self, schema: GraphQLSchema, fragments: Fragments, flags: Flags, actor: Actor) -> None:
        self.schema = schema
        self.fragments = fragments
        self.flags = flags
        self._actor = actor
        self.watched = is_watched(actor)

    def collected(self, nodes: Iterable[FieldNode], kind: GraphQLObjectType) -> dict[str, list[FieldNode]]:
        return collected(nodes, kind, self.fragments, self.flags)

    def refused(self, declared: GraphQLField) -> bool:
        """Whether the caller may not have a field; the walk has made the error."""
        guard = guard_of(declared)
        return guard is not None and not guard.verdict(self._actor).allowed

    def statement(self, definition: TypeDefinition) -> Statement:
        return Statement(definition, self.watched)

    def object_type(self, definition: TypeDefinition) -> GraphQLObjectType:
        kind = self.schema.type_map[definition.name]
        assert isinstance(kind, GraphQLObjectType)  # noqa: S101  (built from the definition)
        return kind

    def view(self, source: Source, nodes: Iterable[FieldNode]) -> View:
        """What is answered of a source's rows, its values and relations added to the statement on the way."""
        kind = self.object_type(source.definition)
        names = wire_names(source.definition)
        members: dict[str, Output] = {}
        for key, same in self.collected(nodes, kind).items():
            name = same[0].name.value
            if name == "__typename":
                members[key] = Constant(kind.name)
            elif self.refused(kind.fields[name]):
                members[key] = Constant(None)
            else:
                members[key] = self._output(source, names[name], kind.fields[name], same)
        return View(members)

    def _output(self, source: Source, name: str, graphql: GraphQLField, nodes: list[FieldNode]) -> Output:
        match source.definition.fields[name]:
            case ColumnField(name=column):
                declared = source.definition.model.columns[column]
                at = source.item(column, cast=declared.pg_type in CAST)
                return Stored(at, declared.python_type, declared.nullable)
            case SqlField() as sql:
                at = source.item(sql.expression, cast=sql.expression.pg_type in CAST)
                never_null = is_non_null_type(graphql.type)
                return Stored(at, sql.python_type, not never_null, checked=never_null)
            case Computed() as computed:
                takes = tuple(source.item(column) for column in computed.needs)
                return Made(computed, takes, nodes[0], nodes, graphql)
            case One_() as relation:
                joined = source.joined(relation)
                view = self.view(joined, nodes)
                # Asked afterwards: a selected column may serve.
                return Row(joined.present(), view)
            case Many() as relation:
                return self._below(source, relation, graphql, nodes)
        raise AssertionError("unreachable")

    def _below(self, source: Source, relation: Many, graphql: GraphQLField, nodes: list[FieldNode]) -> Output:
        key = source.item("id", cast=True)
        statement = self.statement(TYPE_OF[relation.model])
        view = self.view(statement.root, nodes)
        children = source.statement.children
        children.append(Child(relation, source, key, Arguments(graphql, nodes[0]), statement, view))
        return RowsBelow(len(children) - 1, key)


@dataclass(frozen=True, slots=True)
class Hops:
    """The conditions of a statement's joins for one actor: shapes and parameters."""

    keys: tuple[Any, ...] = ()
    values: tuple[Any, ...] = ()


NO_HOPS = Hops()

#: Types that JSON has no form of and whose text PostgreSQL makes just as we would.
CAST = frozenset({"uuid", "numeric"})


def is_watched(actor: Actor) -> bool:
    """Whether everything this actor reads is recorded, not patients' records alone (`operation/access`)."""
    return actor.platform or actor.impersonator_id is not None


def is_enum(python_type: Any) -> bool:
    return isinstance(python_type, type) and issubclass(python_type, enum.StrEnum)


def _landing(relation: One_) -> TypeDefinition:
    return TYPES[relation.face] if relation.face else TYPE_OF[relation.model]


def statements(statement: Statement) -> Iterator[Statement]:
    """A statement and all those below it."""
    yield statement
    for child in statement.children:
        yield from statements(child.statement)
