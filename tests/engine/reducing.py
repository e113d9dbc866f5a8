"""From an operation that fails to a small one that fails alike: parts are taken away for as long as it still does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from itertools import chain
from typing import Any

from graphql import (
    REMOVE,
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    Node,
    ObjectFieldNode,
    SelectionSetNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    print_ast,
    validate,
    visit,
)

from tests.engine.operations import Operation

#: What may be taken away, the largest parts first: a selection goes with everything below it.
_PARTS = (FieldNode, InlineFragmentNode, FragmentSpreadNode, DirectiveNode, ArgumentNode, ObjectFieldNode)
_NOTHING = Operation("", {})


async def reduced(
    schema: GraphQLSchema, asked: Operation, fails: Callable[[Operation], Awaitable[bool]], most: int = 500
) -> Operation:
    """The smallest operation found for which `fails` still holds, after at most so many questions."""
    index, questions, changed = 0, 0, False
    while questions < most:
        smaller = _smaller(schema, asked, index)
        if smaller is None:
            if not changed:
                break
            # What went away may have held something else in place.
            index, changed = 0, False
        elif smaller.text and (questions := questions + 1) and await fails(smaller):
            asked, changed = smaller, True
        else:
            index += 1
    return asked


def _smaller(schema: GraphQLSchema, asked: Operation, index: int) -> Operation | None:
    """The operation without one of its parts, or with a fragment's content in its place, by number; an empty one if
    it is not valid that way, None if there are not so many ways."""
    document = parse(asked.text)
    parts = [node for node in _all(document) if isinstance(node, _PARTS)]
    ways: list[Visitor] = [_Taking(node) for node in parts]
    bodies = {d.name.value: d.selection_set for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    ways += [_Opening(node, bodies) for node in parts if isinstance(node, FragmentSpreadNode | InlineFragmentNode)]
    if index >= len(ways):
        return None
    try:
        made = parse(print_ast(_tidied(visit(document, ways[index]))))
    except GraphQLError:
        return _NOTHING
    if validate(schema, made):
        return _NOTHING
    declared = {node.variable.name.value for node in _all(made) if isinstance(node, VariableDefinitionNode)}
    sent = {name: value for name, value in asked.variables.items() if name in declared}
    return Operation(print_ast(made), sent)


class _Taking(Visitor):
    """Takes nodes out of a document."""

    def __init__(self, *nodes: Node) -> None:
        super().__init__()
        self._nodes = {id(node) for node in nodes}

    def enter(self, node: Node, *_: Any) -> Any:
        return REMOVE if id(node) in self._nodes else None


class _Opening(Visitor):
    """Puts what is in a fragment in the fragment's place."""

    def __init__(self, fragment: FragmentSpreadNode | InlineFragmentNode, bodies: dict[str, SelectionSetNode]) -> None:
        super().__init__()
        self._fragment = fragment
        body = bodies[fragment.name.value] if isinstance(fragment, FragmentSpreadNode) else fragment.selection_set
        self._inside = body.selections

    def enter_selection_set(self, node: SelectionSetNode, *_: Any) -> Any:
        if not any(child is self._fragment for child in node.selections):
            return None
        opened = ((child,) if child is not self._fragment else self._inside for child in node.selections)
        return SelectionSetNode(selections=tuple(chain.from_iterable(opened)))


def _tidied(document: DocumentNode) -> DocumentNode:
    """Without fragments and variables that nobody uses any more."""
    while True:
        nodes = list(_all(document))
        spread = {node.name.value for node in nodes if isinstance(node, FragmentSpreadNode)}
        own = {id(node.variable) for node in nodes if isinstance(node, VariableDefinitionNode)}
        used = {node.name.value for node in nodes if isinstance(node, VariableNode) and id(node) not in own}
        idle = [
            node
            for node in nodes
            if (isinstance(node, FragmentDefinitionNode) and node.name.value not in spread)
            or (isinstance(node, VariableDefinitionNode) and node.variable.name.value not in used)
        ]
        if not idle:
            return document
        document = visit(document, _Taking(*idle))


def _all(document: DocumentNode) -> Iterator[Node]:
    found: list[Node] = []

    class Collecting(Visitor):
        def enter(self, node: Node, *_: Any) -> None:
            found.append(node)

    visit(document, Collecting())
    yield from found
