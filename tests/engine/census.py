"""What a lot of operations has in it, counted: fields, arguments, members, and ways of writing by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from graphql import (
    ArgumentNode,
    DirectiveNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLList,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    ListValueNode,
    NullValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    get_named_type,
    get_nullable_type,
    parse,
    visit,
)

from tests.engine.operations import Operation


def census(schema: GraphQLSchema, asked: Iterable[Operation]) -> Counter[str]:
    """In how many places there is what: `Patient.mrn`, `Query.patients(search)`, `AuditLogFilter.type`, `alias`, …"""
    found: Counter[str] = Counter()
    for one in asked:
        info = TypeInfo(schema)
        visit(parse(one.text), TypeInfoVisitor(info, _Counting(info, found, one.variables)))
    return found


def declared(schema: GraphQLSchema, root: GraphQLObjectType) -> set[str]:
    """The fields, arguments and members of inputs that can be written below a root type, named as the census does."""
    found: set[str] = set()
    waiting: list[Any] = [root]
    seen = set()
    while waiting:
        kind = waiting.pop()
        if kind in seen or not hasattr(kind, "fields"):
            continue
        seen.add(kind)
        for name, field in kind.fields.items():
            found.add(f"{kind.name}.{name}")
            found.update(f"{kind.name}.{name}({arg})" for arg in getattr(field, "args", ()))
            waiting.append(get_named_type(field.type))
            waiting += [get_named_type(one.type) for one in getattr(field, "args", {}).values()]
    return found


class _Counting(Visitor):
    def __init__(self, info: TypeInfo, found: Counter[str], sent: dict[str, Any]) -> None:
        super().__init__()
        self._info, self._found, self._sent = info, found, sent
        self._spread: Counter[str] = Counter()

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        parent = self._info.get_parent_type()
        name = node.name.value
        self._found[f"{parent.name if parent else ''}.{name}"] += 1
        if node.alias:
            self._found["alias"] += 1
            self._found["alias of another field's name"] += node.alias.value in getattr(parent, "fields", {})

    def enter_selection_set(self, node: SelectionSetNode, *_: Any) -> None:
        parent: Any = self._info.get_parent_type()
        fields = [child for child in node.selections if isinstance(child, FieldNode)]
        keys = Counter((child.alias or child.name).value for child in fields if child.selection_set)
        names = Counter(child.name.value for child in fields)
        merged = {(child.alias or child.name).value for child in fields if child.arguments} & {
            key for key, times in keys.items() if times > 1
        }
        self._found["merged field"] += any(times > 1 for times in keys.values())
        self._found["merged field with arguments"] += bool(merged)
        self._found["field twice under aliases"] += any(
            times > 1 and len({(c.alias or c.name).value for c in fields if c.name.value == name}) > 1
            for name, times in names.items()
        )
        if (
            parent
            and {"nodes", "pageInfo"} <= set(getattr(parent, "fields", ()))
            and len(fields) == len(node.selections)
        ):
            self._found[f"connection: {' '.join(sorted(set(names) - {'__typename'}))}"] += 1

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: Any) -> None:
        self._found["several roots"] += len(node.selection_set.selections) > 1
        self._found["shorthand"] += not node.name

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
        self._spread[node.name.value] += 1
        self._found["fragment"] += 1
        self._found["fragment used again"] += self._spread[node.name.value] == 2

    def enter_inline_fragment(self, node: InlineFragmentNode, *_: Any) -> None:
        self._found["inline fragment on a type" if node.type_condition else "inline fragment"] += 1

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        (argument,) = node.arguments or ()
        value = argument.value
        self._found[f"@{node.name.value} by {'variable' if isinstance(value, VariableNode) else 'literal'}"] += 1

    def enter_argument(self, node: ArgumentNode, *_: Any) -> None:
        parent: Any = self._info.get_parent_type()
        field = self._info.get_field_def()
        if self._info.get_directive() is None and parent and field:
            name = next(name for name, one in parent.fields.items() if one is field)
            self._found[f"{parent.name}.{name}({node.name.value})"] += 1
            self._value(node)

    def enter_object_field(self, node: ObjectFieldNode, *_: Any) -> None:
        parent: Any = get_named_type(self._info.get_parent_input_type())
        self._found[f"{parent.name}.{node.name.value}"] += 1
        self._value(node)

    def _value(self, node: ArgumentNode | ObjectFieldNode) -> None:
        value, kind = node.value, get_nullable_type(self._info.get_input_type())
        self._found["null"] += isinstance(value, NullValueNode)
        self._found["input object"] += isinstance(value, ObjectValueNode)
        plain = not isinstance(value, ListValueNode | VariableNode | NullValueNode)
        self._found["single value for a list"] += isinstance(kind, GraphQLList) and plain
        sent = self._sent.get(value.name.value, ()) if isinstance(value, VariableNode) else ()
        self._found["single value for a list, sent"] += isinstance(kind, GraphQLList) and isinstance(sent, str)
        inside = isinstance(value, ListValueNode) and any(isinstance(one, VariableNode) for one in value.values)
        self._found["variable in a list"] += inside
        self._found["variable in an input"] += isinstance(node, ObjectFieldNode) and isinstance(value, VariableNode)

    def enter_variable_definition(self, node: VariableDefinitionNode, *_: Any) -> None:
        name = node.variable.name.value
        state = "absent" if name not in self._sent else "null" if self._sent[name] is None else "given"
        self._found[f"variable {'with default ' if node.default_value else ''}{state}"] += 1
