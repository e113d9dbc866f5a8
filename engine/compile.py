"""From a document to plans: one `Compiled` per operation, one `Plan` per set of flags and verdicts.

Plans are kept in one bounded store for all documents: two callers whose guards decide alike share a plan, whatever
their clinics. What differs between them (the clinic, own ids, arguments) enters as parameters of the statements.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from engine import emit, nulls
from engine.arguments import Arguments, Variables
from engine.documents import Bounds, Document
from engine.kept import MOST_ROOM, Store
from engine.plan import Planner, Statement, UnplannedError, is_watched, statements
from engine.walk import Walk, guards, walk
from operation.operation import Operation
from permissions import Actor, Verdict
from schema.build import definition_of, operation_of, pages
from schema.fields import TypeDefinition
from schema.selection import collected, flags_of

#: Plans kept for all documents together; one takes 5 to 30 KiB, and keeps its document (`bench/memory` measures).
MOST_PLANS = 512
#: Actors whose verdicts one operation remembers.
MOST_JUDGED = 64


@dataclass(slots=True)
class Rooted:
    """One root field that the engine answers. `emits` is empty where nothing is read (a plain value)."""

    key: str
    nodes: list[FieldNode]
    operation: Operation
    definition: TypeDefinition | None
    arguments: Arguments
    paged: bool
    read: Read


@dataclass(slots=True)
class Value:
    """A plain value, made fit for the answer."""

    finish: Callable[[Any], Any]


@dataclass(slots=True)
class Listed:
    """Rows as a list, or the only one of them (`single`)."""

    statement: Statement
    emit: emit.Emit
    single: bool
    groups: Groups


@dataclass(slots=True)
class Paged:
    """A connection. `members` by response key: the name of the member, and what makes it."""

    statement: Statement | None
    members: list[tuple[str, str, Callable[..., Any] | None]]
    counted: bool
    cursor: bool
    groups: Groups


@dataclass(slots=True)
class Event:
    """A delivery of a subscription: members of the payload, `node` read as a single row."""

    members: list[tuple[str, str, Callable[..., Any] | None]]
    statement: Statement | None
    groups: Groups


Read = Value | Listed | Paged | Event
#: What makes the answered objects of each child statement, by statement.
Groups = dict[Statement, tuple[emit.Emit, ...]]


@dataclass(slots=True, eq=False)
class Plan:
    """How one operation runs for one set of verdicts. `left` says why a root is the reference executor's."""

    walk: Walk
    order: list[str]
    constants: dict[str, Any] = field(default_factory=dict)
    roots: dict[str, Rooted] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, list[FieldNode]] = field(default_factory=dict)
    #: What the reference executor works out of it, where it answers (`Context.places`).
    places: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def statements(self) -> list[tuple[str, Statement]]:
        """Every planned statement with its root's response key (for `explain` and tests)."""
        found = []
        for root in self.roots.values():
            first = getattr(root.read, "statement", None)
            found += [(root.key, s) for s in statements(first)] if first is not None else []
        return found


class Compiled:
    """One operation of a document: what no request changes, and the way to its plans."""

    __slots__ = ("_judged", "_schema", "document", "flags", "guards", "kind", "operation", "variables")

    def __init__(self, schema: GraphQLSchema, document: Document, operation: OperationDefinitionNode) -> None:
        self._schema = schema
        self.document = document
        self.operation = operation
        self.kind = operation.operation.value
        self.variables = Variables(schema, operation)
        self.flags = flags_of(operation, document.fragments)
        self.guards = guards(schema, operation, document.fragments)
        #: Verdicts by actor, by the id of the object: actors never change, and hashing one costs more than a verdict.
        self._judged: dict[int, tuple[Actor, tuple[Any, ...]]] = {}

    def problems(self, given: Mapping[str, Any]) -> Any:
        """Nulls in the variables that may be left out but not be null."""
        return nulls.refused(self.variables.composite, given) if self.variables.composite else ()

    def signature(self, actor: Actor, variables: Mapping[str, Any]) -> tuple[Any, ...]:
        """What a plan depends on besides the operation: flags, and verdicts on the guards that the document meets."""
        known = self._judged.get(id(actor))
        if known is None or known[0] is not actor:
            verdicts = (is_watched(actor), *(_refusal(guard.verdict(actor)) for guard in self.guards))
            if len(self._judged) >= MOST_JUDGED:
                self._judged.clear()
            known = self._judged[id(actor)] = (actor, verdicts)
        if not self.flags:
            return known[1]
        return (*known[1], *(variables.get(name) for name in self.flags))

    def plan(self, actor: Actor, variables: Mapping[str, Any], bounds: Bounds, engine: bool) -> Plan:
        """A new plan for the verdicts of this actor; without `engine` everything is left to the reference."""
        flags = {name: variables.get(name) for name in self.flags}
        fragments = self.document.fragments
        walked = walk(self._schema, self.operation, fragments, flags, actor, bounds.cost)
        planner = Planner(self._schema, fragments, flags, actor)
        root = self._schema.get_root_type(self.operation.operation)
        assert root is not None  # noqa: S101  (validated)
        fields = collected([self.operation.selection_set], root, fragments, flags)
        plan = Plan(walked, list(fields), nodes=fields)
        for key, nodes in fields.items():
            if key in walked.refused:
                plan.constants[key] = None
            elif nodes[0].name.value == "__typename":
                plan.constants[key] = root.name
            elif not engine:
                plan.left[key] = "the engine is off"
            elif None in flags.values():
                plan.left[key] = "a condition is null, which is an error at its field"
            else:
                self._root(plan, planner, root, key, nodes)
        return plan

    def _root(self, plan: Plan, planner: Planner, root: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> None:
        try:
            declared = root.fields.get(nodes[0].name.value)
            if declared is None:
                raise UnplannedError("introspection")
            plan.roots[key] = rooted(planner, key, nodes, declared, self.kind)
        except UnplannedError as why:
            plan.left[key] = str(why)

    def alone(self, nodes: list[list[FieldNode]]) -> DocumentNode:
        """The document with these root fields only, for the reference executor."""
        old = self.operation
        selected = SelectionSetNode(selections=tuple(node for same in nodes for node in same))
        operation = OperationDefinitionNode(
            operation=old.operation,
            name=old.name,
            variable_definitions=old.variable_definitions,
            directives=old.directives,
            selection_set=selected,
            loc=old.loc,
        )
        return DocumentNode(definitions=(operation, *self.document.fragments.values()))


def _refusal(verdict: Verdict) -> Verdict | None:
    """Verdicts that allow are one: how far they reach is in the statements' predicates."""
    return None if verdict.allowed else verdict


class Plans:
    """A bounded store of plans for all documents together. A plan keeps its document, and takes less."""

    def __init__(self, size: int = MOST_PLANS, room: int = MOST_ROOM) -> None:
        self._kept: Store[tuple[Compiled, tuple[Any, ...]], Plan] = Store(size, room)

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, compiled: Compiled, signature: tuple[Any, ...]) -> Plan | None:
        return self._kept.get((compiled, signature))

    def keep(self, compiled: Compiled, signature: tuple[Any, ...], plan: Plan) -> None:
        self._kept.put((compiled, signature), plan, compiled.document.room)


# --- roots ----------------------------------------------------------------------------------------------------------


def rooted(planner: Planner, key: str, nodes: list[FieldNode], declared: GraphQLField, kind: str) -> Rooted:
    """The plan of one root field. Raises UnplannedError for what the engine does not do."""
    operation = operation_of(declared)
    if operation is None:
        raise UnplannedError("no operation of ours")
    definition = definition_of(declared)
    paged = definition is not None and pages(operation)
    read: Read
    if kind == "subscription":
        if definition is None:
            raise UnplannedError("a subscription to plain values")
        read = _event(planner, declared, definition, nodes)
    elif definition is None:
        read = Value(emit.answered(planner, declared.type, nodes))
    elif paged:
        read = _paged(planner, declared, definition, nodes)
    else:
        read = _listed(planner, definition, nodes, single=not is_list_type(get_nullable_type(declared.type)))
    return Rooted(key, nodes, operation, definition, Arguments(declared, nodes[0]), paged, read)


def unplanned(key: str, nodes: list[FieldNode], declared: GraphQLField) -> Rooted:
    """A root that the reference executor answers, for whoever needs its operation and arguments all the same."""
    operation = operation_of(declared)
    assert operation is not None  # noqa: S101  (checked when the schema was built)
    return Rooted(key, nodes, operation, None, Arguments(declared, nodes[0]), False, Value(_nothing))


def _nothing(value: Any) -> Any:
    raise UnplannedError("the reference executor answers this")


def _listed(planner: Planner, definition: TypeDefinition, nodes: list[FieldNode], *, single: bool) -> Listed:
    statement = planner.statement(definition)
    view = planner.view(statement.root, nodes)
    return Listed(statement, emit.emitter(planner, statement, view), single, _groups(planner, statement))


def _paged(planner: Planner, declared: GraphQLField, definition: TypeDefinition, nodes: list[FieldNode]) -> Paged:
    kind: Any = get_named_type(declared.type)
    statement = planner.statement(definition)
    views: dict[str, Any] = {}
    members: list[tuple[str, str, Callable[..., Any] | None]] = []
    selected = planner.collected(nodes, kind)
    for key, same in selected.items():
        name = same[0].name.value
        if name == "nodes":
            views[key] = planner.view(statement.root, same)
        finish = emit.answered(planner, kind.fields[name].type, same) if name == "pageInfo" else None
        members.append((key, kind.name if name == "__typename" else name, finish))
    names = {same[0].name.value for same in selected.values()}
    # After all views: a function unpacks the children of its whole statement.
    members = [
        (key, name, emit.emitter(planner, statement, views[key]) if key in views else finish)
        for key, name, finish in members
    ]
    return Paged(
        statement if names & {"nodes", "pageInfo"} else None,
        members,
        counted="total" in names,
        cursor="pageInfo" in names,
        groups=_groups(planner, statement),
    )


def _event(planner: Planner, declared: GraphQLField, definition: TypeDefinition, nodes: list[FieldNode]) -> Event:
    kind: Any = get_named_type(declared.type)
    statement: Statement | None = None
    members: list[tuple[str, str, Callable[..., Any] | None]] = []
    views: dict[str, Any] = {}
    for key, same in planner.collected(nodes, kind).items():
        name = same[0].name.value
        finish: Callable[..., Any] | None = None
        if name == "node":
            statement = statement or planner.statement(definition)
            views[key] = planner.view(statement.root, same)
        elif name != "__typename":
            finish = emit.answered(planner, kind.fields[name].type, same)
        members.append((key, kind.name if name == "__typename" else name, finish))
    members = [
        (key, name, emit.emitter(planner, statement, views[key]) if statement and key in views else finish)
        for key, name, finish in members
    ]
    return Event(members, statement, _groups(planner, statement) if statement else {})


def _groups(planner: Planner, statement: Statement) -> Groups:
    return {each: tuple(emit.grouper(planner, child) for child in each.children) for each in statements(statement)}


__all__ = ["Compiled", "Event", "Listed", "Paged", "Plan", "Plans", "Rooted", "Value"]
