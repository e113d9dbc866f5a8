"""What a document selects: fields by response key, fragments opened, conditions decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    SelectionSetNode,
    VariableNode,
)

from schema.conditions import CONDITIONS, Flags, included

Fragments = Mapping[str, FragmentDefinitionNode]


def response_key(node: FieldNode) -> str:
    return (node.alias or node.name).value


def collected(
    nodes: Iterable[FieldNode | SelectionSetNode], kind: GraphQLObjectType, fragments: Fragments, flags: Flags
) -> dict[str, list[FieldNode]]:
    """The fields selected below these nodes on an object type, by response key, in the order of the specification.

    Nodes of one key are the same field (validation has seen to it); their selections are to be merged.
    """
    found: dict[str, list[FieldNode]] = {}
    opened: set[str] = set()
    for node in nodes:
        selections = node.selection_set if isinstance(node, FieldNode) else node
        if selections is not None:
            _collect(selections, kind, fragments, flags, found, opened)
    return found


def _collect(
    selections: SelectionSetNode,
    kind: GraphQLObjectType,
    fragments: Fragments,
    flags: Flags,
    found: dict[str, list[FieldNode]],
    opened: set[str],
) -> None:
    for child in selections.selections:
        if not included(child, flags):
            continue
        if isinstance(child, FieldNode):
            found.setdefault(response_key(child), []).append(child)
            continue
        if isinstance(child, FragmentSpreadNode):
            if child.name.value in opened:
                continue
            opened.add(child.name.value)
            inside: Any = fragments[child.name.value]
        else:
            inside = child
        # Object types only: a fragment on another one of them can never apply (there are no interfaces or unions).
        if inside.type_condition is None or inside.type_condition.name.value == kind.name:
            _collect(inside.selection_set, kind, fragments, flags, found, opened)


def flags_of(node: Any, fragments: Fragments) -> tuple[str, ...]:
    """Names of the variables that any `@skip` or `@include` of an operation looks at, sorted."""
    names = {
        directive.arguments[0].value.name.value
        for child in everything(node, fragments)
        for directive in child.directives or ()
        if directive.name.value in CONDITIONS and isinstance(directive.arguments[0].value, VariableNode)
    }
    return tuple(sorted(names))


def everything(node: Any, fragments: Fragments, opened: set[str] | None = None) -> Iterator[Any]:
    """Every selection below a node, whatever its conditions; each fragment once."""
    opened = set() if opened is None else opened
    for child in node.selection_set.selections if node.selection_set else ():
        yield child
        if isinstance(child, FragmentSpreadNode):
            if child.name.value not in opened:
                opened.add(child.name.value)
                yield from everything(fragments[child.name.value], fragments, opened)
        else:
            yield from everything(child, fragments, opened)
