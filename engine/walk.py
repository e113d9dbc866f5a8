"""One walk of the document before anything runs: which fields are refused, and what the operation costs.

The same walk serves queries, mutations and subscriptions, in both executors: a refused field is one error in the
whole answer, rows or no rows, and the rows of a refused field are never fetched.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graphql import (
    BooleanValueNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    IntValueNode,
    OperationDefinitionNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
)

from permissions import Actor, Verdict
from schema.build import guard_of
from schema.fields import MAX_NESTED

#: Page size of a list whose arguments do not say.
DEFAULT_PAGE = 25
#: Rows that no list and no page goes beyond.
MOST = MAX_NESTED


@dataclass(slots=True)
class Walk:
    """What was found: refusals by dotted response path (in document order), the roots by response name, page sizes out
    of bounds (dotted path with the argument's name, and its field), the cost."""

    refused: dict[str, Verdict] = field(default_factory=dict)
    roots: dict[str, FieldNode] = field(default_factory=dict)
    sizes: dict[str, FieldNode] = field(default_factory=dict)
    cost: int = 0

    @property
    def refused_roots(self) -> list[str]:
        return [name for name in self.roots if name in self.refused]


class Walker:
    """Walks operations of one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema

    def walk(
        self,
        operation: OperationDefinitionNode,
        fragments: dict[str, FragmentDefinitionNode],
        variables: dict[str, Any],
        actor: Actor,
        limit: int,
    ) -> Walk:
        """Walk an operation for an actor; stops counting once the cost exceeds `limit`."""
        root = self._schema.get_root_type(operation.operation)
        assert root is not None  # noqa: S101  (validated)
        run = _Run(self._schema, fragments, variables, actor, limit)
        run.selections(operation, root, "", 1)
        return run.found


@dataclass(slots=True)
class _Run:
    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    variables: dict[str, Any]
    actor: Actor
    limit: int
    found: Walk = field(default_factory=Walk)

    def selections(self, node: Any, parent: GraphQLObjectType | GraphQLInterfaceType, path: str, times: int) -> None:
        for child in node.selection_set.selections if node.selection_set else ():
            if self.found.cost > self.limit:
                return
            if not self._included(child):
                continue
            if isinstance(child, FieldNode):
                self._field(child, parent, path, times)
            elif isinstance(child, FragmentSpreadNode):
                fragment = self.fragments[child.name.value]
                kind = self.schema.type_map[fragment.type_condition.name.value]
                self.selections(fragment, kind, path, times)  # type: ignore[arg-type]
            else:
                kind = self.schema.type_map[child.type_condition.name.value] if child.type_condition else parent
                self.selections(child, kind, path, times)  # type: ignore[arg-type]

    def _field(self, node: FieldNode, parent: Any, path: str, times: int) -> None:
        name = node.name.value
        if name.startswith("__"):
            return
        declared: GraphQLField = parent.fields[name]
        key = (node.alias or node.name).value
        here = f"{path}.{key}" if path else key
        if not path:
            self.found.roots.setdefault(here, node)
        self.found.cost += times
        guard = guard_of(declared)
        if guard is not None:
            verdict = guard.verdict(self.actor)
            if not verdict.allowed:
                self.found.refused.setdefault(here, verdict)
                return
        if node.selection_set is None:
            return
        named = get_named_type(declared.type)
        self.selections(node, named, here, times * self._page(node, declared, here))  # type: ignore[arg-type]

    def _page(self, node: FieldNode, declared: GraphQLField, path: str) -> int:
        """How many rows a list field or a connection may hand out.

        A size out of bounds is noted where nobody else refuses it: on a nested list, which is read once for many rows.
        A page refuses it by itself (core/paging), in words that a cost in the thousands would only hide.
        """
        is_list = isinstance(get_nullable_type(declared.type), GraphQLList)
        sizes = [name for name in ("first", "limit") if name in declared.args]
        if not sizes:
            # `nodes` of a connection was counted with the connection's size; any other list has no bound to go by.
            return DEFAULT_PAGE if is_list and node.name.value != "nodes" else 1
        nested = is_list and "." in path
        for argument in node.arguments or ():
            if argument.name.value in sizes and (value := self._integer(argument.value)) is not None:
                if nested and not 1 <= value <= MOST:
                    self.found.sizes[f"{path}.{argument.name.value}"] = node
                return max(1, min(value, MOST) if nested or _is_page(declared) else value)
        default = declared.args[sizes[0]].default_value
        return default if is_list and isinstance(default, int) else (MOST if is_list else DEFAULT_PAGE)

    def _integer(self, value: Any) -> int | None:
        if isinstance(value, IntValueNode):
            return min(int(value.value), 2**31)
        if isinstance(value, VariableNode):
            given = self.variables.get(value.name.value)
            return given if isinstance(given, int) else None
        return None

    def _included(self, node: Any) -> bool:
        for directive in node.directives or ():
            if directive.name.value in ("skip", "include"):
                value = directive.arguments[0].value
                on = value.value if isinstance(value, BooleanValueNode) else self.variables.get(value.name.value)
                if on is (directive.name.value == "skip"):
                    return False
        return True


def _is_page(declared: GraphQLField) -> bool:
    return "pageInfo" in getattr(get_named_type(declared.type), "fields", {})
