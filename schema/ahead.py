"""Looking ahead: what an answer needs of its rows, and which relations are read behind them.

Worked out once for a document, its flags and the verdicts on its guards: the executor keeps it with the plan
(`Context.places`). So a request reads level by level, and no field below a root has to wait or to decide anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from graphql import FieldNode, GraphQLField, GraphQLObjectType, GraphQLResolveInfo, get_named_type

from core.predicates import Expression
from core.rows import Expressions
from operation.access import whose
from operation.context import Context
from schema.fields import TYPE_OF, TYPES, Many, One_, SqlField, TypeDefinition, wire_names
from schema.selection import collected

ResolveInfo = GraphQLResolveInfo[Any]

P = TypeVar("P")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What selections need of a row."""

    columns: frozenset[str]
    expressions: Expressions = ()

    def also(self, *columns: str) -> Wanted:
        return replace(self, columns=self.columns | set(columns))


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A place of an answer that holds rows of one type. `shown` are the selected fields that are not refused: of the
    others nothing is fetched, and whatever else asks for them gets null."""

    definition: TypeDefinition
    wanted: Wanted
    shown: frozenset[str]
    hops: tuple[Hop, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Hop:
    """A relation that is read for all rows of a place: its response name, and where it lands."""

    key: str
    field: One_ | Many
    declared: GraphQLField
    node: FieldNode
    place: Place

    @property
    def points(self) -> bool:
        """Whether the parent names the row; else rows name their parent."""
        return isinstance(self.field, One_) and not self.field.reverse

    @property
    def column(self) -> str:
        """The column of the parent that the relation goes by."""
        return self.field.by if self.points else "id"


@dataclass(frozen=True, slots=True, eq=False)
class Paged:
    """A connection: its `nodes` by response name (as a rule once), and what of the rest is selected."""

    nodes: dict[str, Place]
    wanted: Wanted
    listed: bool
    counted: bool


def kept(ctx: Context, info: ResolveInfo, make: Callable[[], P]) -> P:
    """What was worked out for this place of the response before, for whoever gets the same verdicts."""
    path = tuple(info.path.as_list())
    known = ctx.places.get(path)
    if known is None:
        known = ctx.places[path] = make()
    return cast("P", known)


def place_of(definition: TypeDefinition, info: ResolveInfo) -> Place:
    """The place of a field that answers rows."""
    ctx: Context = info.context
    return kept(ctx, info, lambda: _place(definition, info.field_nodes, info))


def paged_of(definition: TypeDefinition, info: ResolveInfo) -> Paged:
    """What a field that answers a connection needs."""
    ctx: Context = info.context
    return kept(ctx, info, lambda: _paged(definition, info))


def _paged(definition: TypeDefinition, info: ResolveInfo) -> Paged:
    connection = cast("GraphQLObjectType", get_named_type(info.return_type))
    members = collected(info.field_nodes, connection, info.fragments, info.variable_values.coerced)
    asked = {same[0].name.value for same in members.values()}
    nodes = {key: _place(definition, same, info) for key, same in members.items() if same[0].name.value == "nodes"}
    columns = {"id", whose(definition.model)}.union(*(place.wanted.columns for place in nodes.values()))
    expressions = {name: made for place in nodes.values() for name, made in place.wanted.expressions}
    wanted = Wanted(frozenset(columns), tuple(sorted(expressions.items())))
    return Paged(nodes, wanted, bool(asked & {"nodes", "pageInfo"}), "total" in asked)


def _place(definition: TypeDefinition, nodes: Iterable[FieldNode], info: ResolveInfo) -> Place:
    kind = cast("GraphQLObjectType", info.schema.type_map[definition.name])
    wire = wire_names(definition)
    columns = {"id", whose(definition.model)}
    expressions: dict[str, Expression] = {}
    shown: set[str] = set()
    hops: list[Hop] = []
    for key, same in collected(nodes, kind, info.fragments, info.variable_values.coerced).items():
        name = wire.get(same[0].name.value)
        if name is None:  # `__typename`
            continue
        guard = definition.guard_of(name)
        if guard is not None and not guard.verdict(info.context.actor).allowed:
            continue
        shown.add(name)
        field = definition.fields[name]
        if isinstance(field, SqlField):
            expressions[name] = field.expression
            continue
        columns.update(definition.columns_of(name))
        if isinstance(field, One_ | Many):
            hops.append(Hop(key, field, kind.fields[same[0].name.value], same[0], _place(_landing(field), same, info)))
    wanted = Wanted(frozenset(columns), tuple(sorted(expressions.items())))
    return Place(definition, wanted, frozenset(shown), tuple(hops))


def _landing(field: One_ | Many) -> TypeDefinition:
    return TYPES[field.face] if isinstance(field, One_) and field.face else TYPE_OF[field.model]
