"""What an operation costs: every field once per row that may hold it, page sizes taken from arguments.

The shape of the sum is known with the document; sizes that come as variables are filled in by each request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import FieldNode, GraphQLField, GraphQLList, IntValueNode, VariableNode, get_named_type, get_nullable_type

from schema.fields import MAX_NESTED

#: Page size of a list whose arguments do not say.
DEFAULT_PAGE = 25
#: Rows that no list and no page goes beyond.
MOST = MAX_NESTED


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows a field may hand out: the first of its size arguments that has a value, or else `default`.

    A size out of bounds is noted (`path`) where nobody else refuses it: on a nested list, which is read once for many
    rows. A page refuses it by itself (core/paging), in words that a cost in the thousands would only hide.
    """

    given: tuple[tuple[str, int | str], ...] = ()
    default: int = 1
    capped: bool = False
    nested: bool = False
    path: str = ""
    node: FieldNode | None = None

    @property
    def fixed(self) -> bool:
        """Whether every request gets the same."""
        return not self.nested and all(isinstance(value, int) for _, value in self.given)

    def of(self, variables: Mapping[str, Any], wrong: dict[str, FieldNode]) -> int:
        for argument, source in self.given:
            value = source if isinstance(source, int) else variables.get(source)
            if not isinstance(value, int):
                continue
            if self.nested and not 1 <= value <= MOST and self.node is not None:
                wrong[f"{self.path}.{argument}"] = self.node
            return max(1, min(value, MOST) if self.capped else value)
        return self.default


def size_of(node: FieldNode, declared: GraphQLField, path: str) -> Size:
    """The size of a field with a selection, at a dotted response path."""
    is_list = isinstance(get_nullable_type(declared.type), GraphQLList)
    names = [name for name in ("first", "limit") if name in declared.args]
    if not names:
        # `nodes` of a connection was counted with the connection's size; any other list has no bound to go by.
        return Size(default=DEFAULT_PAGE if is_list and node.name.value != "nodes" else 1)
    given: list[tuple[str, int | str]] = []
    for argument in node.arguments or ():
        if argument.name.value in names and isinstance(argument.value, IntValueNode):
            given.append((argument.name.value, min(int(argument.value.value), 2**31)))
        elif argument.name.value in names and isinstance(argument.value, VariableNode):
            given.append((argument.name.value, argument.value.name.value))
    default = declared.args[names[0]].default_value
    rows = default if is_list and isinstance(default, int) else (MOST if is_list else DEFAULT_PAGE)
    nested = is_list and "." in path
    return Size(tuple(given), rows, nested or _is_page(declared), nested, path, node)


def _is_page(declared: GraphQLField) -> bool:
    return "pageInfo" in getattr(get_named_type(declared.type), "fields", {})


@dataclass(slots=True)
class Cost:
    """A selection's own fields, and the selections below lists with how often they count."""

    fields: int = 0
    lists: list[tuple[Size, Cost]] = field(default_factory=list)

    def add(self, size: Size, inner: Cost) -> None:
        """Take in what is selected below a field; what no request changes is summed up at once."""
        if size.fixed and not inner.lists:
            self.fields += size.of({}, {}) * inner.fields
        else:
            self.lists.append((size, inner))

    def of(self, variables: Mapping[str, Any], wrong: dict[str, FieldNode]) -> int:
        """The cost for these variables; page sizes out of bounds are put into `wrong` by path."""
        total = self.fields
        for size, inner in self.lists:
            total += size.of(variables, wrong) * inner.of(variables, wrong)
        return total
