"""One walk of the document before anything runs: which fields are refused, and what the operation costs.

The same walk serves queries, mutations and subscriptions, in both executors: a refused field is one error in the
whole answer, rows or no rows, and the rows of a refused field are never fetched. It depends on the document, on its
`@skip` and `@include`, and on the verdicts of the guards it meets: it is made once for each of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
)

from engine.cost import DEFAULT_PAGE, MOST, Cost, size_of
from engine.selection import Fragments, response_key
from permissions import Actor, Guard, Verdict
from schema.build import guard_of
from schema.conditions import Flags, included


@dataclass(slots=True)
class Walk:
    """What was found: refusals by dotted response path (in document order), the roots by response name, the cost."""

    refused: dict[str, Verdict] = field(default_factory=dict)
    roots: dict[str, FieldNode] = field(default_factory=dict)
    cost: Cost = field(default_factory=Cost)

    @property
    def refused_roots(self) -> list[str]:
        return [name for name in self.roots if name in self.refused]


def walk(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Fragments,
    flags: Flags,
    actor: Actor,
    limit: int,
) -> Walk:
    """Walk an operation for an actor. Stops after `limit` fields: the cost is beyond it then, whatever follows."""
    root = schema.get_root_type(operation.operation)
    assert root is not None  # noqa: S101  (validated)
    run = _Run(schema, fragments, flags, actor, limit)
    run.selections(operation, root, "", run.found.cost)
    return run.found


@dataclass(slots=True)
class _Run:
    schema: GraphQLSchema
    fragments: Fragments
    flags: Flags
    actor: Actor
    limit: int
    seen: int = 0
    found: Walk = field(default_factory=Walk)

    def selections(self, node: Any, parent: Any, path: str, cost: Cost) -> None:
        for child in node.selection_set.selections if node.selection_set else ():
            if self.seen > self.limit:
                return
            if not included(child, self.flags):
                continue
            if isinstance(child, FieldNode):
                self._field(child, parent, path, cost)
            else:
                inside: Any = self.fragments[child.name.value] if isinstance(child, FragmentSpreadNode) else child
                condition = inside.type_condition
                kind = self.schema.type_map[condition.name.value] if condition else parent
                self.selections(inside, kind, path, cost)

    def _field(self, node: FieldNode, parent: Any, path: str, cost: Cost) -> None:
        name = node.name.value
        if name.startswith("__"):
            return
        declared: GraphQLField = parent.fields[name]
        key = response_key(node)
        here = f"{path}.{key}" if path else key
        if not path:
            self.found.roots.setdefault(here, node)
        self.seen += 1
        cost.fields += 1
        guard = guard_of(declared)
        if guard is not None:
            verdict = guard.verdict(self.actor)
            if not verdict.allowed:
                self.found.refused.setdefault(here, verdict)
                return
        if node.selection_set is not None:
            inner = Cost()
            self.selections(node, get_named_type(declared.type), here, inner)
            cost.add(size_of(node, declared, here), inner)


def guards(schema: GraphQLSchema, operation: OperationDefinitionNode, fragments: Fragments) -> tuple[Guard, ...]:
    """Every guard that a walk of the operation may meet, each once, whatever is skipped or refused."""
    root = schema.get_root_type(operation.operation)
    return tuple(dict.fromkeys(_guards(schema, operation, root, fragments, set())))


def _guards(schema: GraphQLSchema, node: Any, parent: Any, fragments: Fragments, opened: set[str]) -> Iterator[Guard]:
    for child in node.selection_set.selections if node.selection_set else ():
        if isinstance(child, FieldNode):
            if child.name.value.startswith("__"):
                continue
            declared = parent.fields[child.name.value]
            if (guard := guard_of(declared)) is not None:
                yield guard
            yield from _guards(schema, child, get_named_type(declared.type), fragments, opened)
            continue
        inside: Any = child
        if isinstance(child, FragmentSpreadNode):
            if child.name.value in opened:
                continue
            opened.add(child.name.value)
            inside = fragments[child.name.value]
        kind = schema.type_map[inside.type_condition.name.value] if inside.type_condition else parent
        yield from _guards(schema, inside, kind, fragments, opened)


__all__ = ["DEFAULT_PAGE", "MOST", "Walk", "guards", "walk"]
