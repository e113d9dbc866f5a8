"""Documents: parsed, validated and bounded once, then kept. Text in, a ready document or its errors out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    parse,
    validate,
)
from graphql.validation.rules import overlapping_fields_can_be_merged

from core.errors import Code
from engine.complaints import RULES
from engine.kept import MOST_ROOM, Store

#: Comparing fields that may overlap is validation's costliest rule. A fifth of the library's own budget is more than
#: any real document needs, and about a tenth of a second.
overlapping_fields_can_be_merged.MAX_COMPLEXITY_BUDGET = 100_000


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits of one operation. Depth and aliases are counted with fragments opened."""

    tokens: int = 2000
    depth: int = 12
    aliases: int = 60
    cost: int = 50_000
    introspection: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A valid document, or the reasons why it is none."""

    node: DocumentNode | None
    operations: dict[str | None, OperationDefinitionNode]
    fragments: dict[str, FragmentDefinitionNode]
    errors: tuple[GraphQLError, ...] = ()
    #: KiB that it takes, by rough estimate (`bench/memory` measures).
    room: int = 1
    #: What the executor made of its operations, by name.
    compiled: dict[str | None, Any] = field(default_factory=dict)

    def operation(self, name: str | None) -> OperationDefinitionNode | None:
        """The operation of that name; without one, the only operation."""
        if name is not None:
            return self.operations.get(name)
        return next(iter(self.operations.values())) if len(self.operations) == 1 else None


class Documents:
    """A bounded store of documents by text. Hostile streams of new texts only push each other out."""

    def __init__(
        self,
        schema: GraphQLSchema,
        bounds: Bounds,
        *,
        size: int = 512,
        room: int = MOST_ROOM,
        longest_kept: int = 65_536,
    ) -> None:
        self._schema = schema
        self._bounds = bounds
        self._kept: Store[str, Document] = Store(size, room)
        self._longest_kept = longest_kept

    def __len__(self) -> int:
        return len(self._kept)

    def known(self, text: str) -> Document | None:
        """The document of a text that was read before, if it is still here."""
        return self._kept.get(text)

    def get(self, text: str) -> Document:
        """The document of a text; errors are in it, never raised."""
        document = self._kept.get(text)
        if document is None:
            document = self._make(text)
            if len(text) <= self._longest_kept:
                self._kept.put(text, document, document.room)
        return document

    def _make(self, text: str) -> Document:
        try:
            node = parse(text, max_tokens=self._bounds.tokens)
        except GraphQLSyntaxError as problem:
            return _failed(problem)
        except RecursionError:
            return _failed(GraphQLError("The document is nested too deeply."))
        operations: dict[str | None, OperationDefinitionNode] = {}
        fragments: dict[str, FragmentDefinitionNode] = {}
        for definition in node.definitions:
            if isinstance(definition, OperationDefinitionNode):
                operations[definition.name.value if definition.name else None] = definition
            elif isinstance(definition, FragmentDefinitionNode):
                fragments[definition.name.value] = definition
        errors = self._too_much(operations, fragments) or validate(self._schema, node, RULES, max_errors=20)
        room = _room(text, node)
        if errors:
            return Document(None, operations, fragments, tuple(_coded(e) for e in errors), room)
        return Document(node, operations, fragments, room=room)

    def _too_much(self, operations: Any, fragments: Any) -> list[GraphQLError]:
        """Depth and aliases, before validation: its costliest rule grows with both."""
        for operation in operations.values():
            measure = _Measure(fragments, self._bounds)
            measure.walk(operation, 0, frozenset())
            if measure.problem:
                return [GraphQLError(measure.problem, nodes=operation)]
        return []


class _Measure:
    """One walk with fragments opened; stops at the first limit, so that it cannot be made to run long."""

    def __init__(self, fragments: dict[str, FragmentDefinitionNode], bounds: Bounds) -> None:
        self._fragments = fragments
        self._bounds = bounds
        self._aliases = 0
        self._nodes = 0
        self.problem: str | None = None

    def walk(self, node: Any, depth: int, open_fragments: frozenset[str]) -> bool:
        """Whether all is within the limits; spreads count too, or fragments of fragments would multiply for free."""
        for child in node.selection_set.selections if node.selection_set else ():
            self._nodes += 1
            if self._nodes > self._bounds.cost:
                self.problem = f"The operation selects more than {self._bounds.cost} fields."
                return False
            if isinstance(child, FragmentSpreadNode):
                name = child.name.value
                known = name in self._fragments and name not in open_fragments
                inside = not known or self.walk(self._fragments[name], depth, open_fragments | {name})
            elif isinstance(child, FieldNode):
                inside = self._count(child, depth + 1) and self.walk(child, depth + 1, open_fragments)
            else:
                inside = self.walk(child, depth, open_fragments)
            if not inside:
                return False
        return True

    def _count(self, field: FieldNode, depth: int) -> bool:
        self._aliases += field.alias is not None
        if depth > self._bounds.depth and field.name.value not in _INTROSPECTION_LINKS:
            self.problem = f"The operation is nested deeper than {self._bounds.depth} levels."
        elif self._aliases > self._bounds.aliases:
            self.problem = f"The operation has more than {self._bounds.aliases} aliases."
        elif not self._bounds.introspection and field.name.value in ("__schema", "__type"):
            self.problem = "Introspection is switched off."
        return self.problem is None


#: The standard introspection query nests these deeper than any real operation.
_INTROSPECTION_LINKS = frozenset({"ofType", "kind", "name"})


def _room(text: str, node: DocumentNode) -> int:
    """Some 20 KiB, and half of one for each token: its own, and its share of the nodes. Errors hold on to them too."""
    token = node.loc.start_token if node.loc else None
    tokens = 0
    while token is not None:
        tokens += 1
        token = token.next
    return 20 + tokens // 2 + len(text) // 1024


def _failed(problem: GraphQLError) -> Document:
    length = len(problem.source.body) if problem.source else 0
    return Document(None, {}, {}, (_coded(problem),), 1 + length // 1024)


def _coded(problem: GraphQLError) -> GraphQLError:
    extensions = {"code": Code.INVALID.value, **(problem.extensions or {})}
    return GraphQLError(
        problem.message, problem.nodes, problem.source, problem.positions, problem.path, None, extensions
    )
