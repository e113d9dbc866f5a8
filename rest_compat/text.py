"""The text that is executed for a stored operation: cut out of its file, without what is for REST alone.

Cut, not printed from the syntax tree: that takes ten times as long, for each of hundreds of documents, at every start.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    Location,
    Node,
    OperationDefinitionNode,
    SelectionSetNode,
)

from rest_compat.directive import PRIVATE, response_key

_PRIVATE = frozenset(directive.name for directive in PRIVATE)


@dataclass(frozen=True, slots=True)
class _Fragment:
    text: str
    #: Names of the fragments it uses directly.
    spreads: frozenset[str]


class Texts:
    """Makes the texts of one dialect's operations, each with the fragments it uses."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._nodes = fragments
        self._made: dict[str, _Fragment] = {}

    def of(self, operation: OperationDefinitionNode, at: tuple[str, ...] = (), extra: str = "") -> tuple[str, bool]:
        """The text, and whether the field `extra` could be added to what is selected at the response path `at`; it
        cannot be where the path leads through a fragment."""
        place = _selected_at(operation.selection_set, at) if extra else None
        cuts, spreads = _looked_through(operation.selection_set)
        cuts += _private(operation.directives)
        for variable in operation.variable_definitions or ():
            cuts += _private(variable.directives)
        # Inside the brace that closes the selection.
        added = [(place.end - 1, f"{extra} ")] if place else []
        start = operation.description.loc.end if operation.description and operation.description.loc else None
        text = _cut(operation, cuts, added, start)
        return "\n\n".join((text, *(self._fragment(name).text for name in sorted(self._all(spreads))))), bool(place)

    def _all(self, names: Iterable[str]) -> set[str]:
        """These fragments and those they use, directly or through others."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting.extend(self._fragment(name).spreads)
        return found

    def _fragment(self, name: str) -> _Fragment:
        if name not in self._made:
            node = self._nodes[name]
            cuts, spreads = _looked_through(node.selection_set)
            self._made[name] = _Fragment(_cut(node, cuts), frozenset(spreads))
        return self._made[name]


def _place(node: Node) -> Location:
    assert node.loc  # noqa: S101 - the documents are parsed with places
    return node.loc


def _private(directives: Sequence[DirectiveNode] | None) -> list[Location]:
    return [_place(node) for node in directives or () if node.name.value in _PRIVATE]


def _looked_through(selection_set: SelectionSetNode) -> tuple[list[Location], set[str]]:
    """Places of the private directives, and the names of the fragments spread, at any depth."""
    cuts: list[Location] = []
    spreads: set[str] = set()
    waiting = [selection_set]
    while waiting:
        for node in waiting.pop().selections:
            if isinstance(node, FragmentSpreadNode):
                spreads.add(node.name.value)
                continue
            if isinstance(node, FieldNode):
                cuts += _private(node.directives)
            if isinstance(node, FieldNode | InlineFragmentNode) and node.selection_set:
                waiting.append(node.selection_set)
    return cuts, spreads


def _cut(node: Node, cuts: list[Location], added: Iterable[tuple[int, str]] = (), start: int | None = None) -> str:
    """The node's text from `start` on (absent: its beginning), without some places, with words put in at others."""
    whole = _place(node)
    body = whole.source.body
    edits = sorted([*((place.start, place.end, "") for place in cuts), *((at, at, text) for at, text in added)])
    parts: list[str] = []
    here = whole.start if start is None else start
    for begin, end, text in edits:
        kept = body[here:begin]
        parts += (kept if text else kept.rstrip(" "), text)
        here = end
    return "".join((*parts, body[here : whole.end])).strip()


def _selected_at(selection_set: SelectionSetNode, path: tuple[str, ...]) -> Location | None:
    """Where what is selected at a response path stands; None when the path leads through a fragment."""
    if not path:
        return _place(selection_set)
    for node in selection_set.selections:
        if isinstance(node, FieldNode) and response_key(node) == path[0] and node.selection_set:
            found = _selected_at(node.selection_set, path[1:])
            if found is not None:
                return found
    return None
