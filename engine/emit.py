"""From rows to the dictionaries of the answer: a planned view becomes one generated function.

The function for `{ id patient { firstName } }` over appointments reads

    def emit(rows, clinic, below):
        return [{"id": r[0], "patient": None if r[1] is None else {"firstName": r[1]}} for r in rows]

Values are left as the driver made them where `door.encode` prints them as the reference executor would: text, numbers,
dates, moments in UTC. Whatever is not as it should be (null where there must be none, a function that fails) raises:
then the reference executor answers that root, with its errors and their paths.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, get_origin

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLOutputType,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)

from engine.plan import (
    Child,
    Constant,
    Made,
    Output,
    Planner,
    Row,
    RowsBelow,
    Statement,
    Stored,
    UnplannedError,
    View,
    is_enum,
)
from schema.build import item_or_attribute

#: `emit(rows, clinic, below)`: answered objects; `below` has one mapping (parent's id → objects) per child.
Emit = Callable[[Sequence[Any], Any, Sequence[Any]], Any]


class AnomalyError(Exception):
    """A value that is not as its type says; the reference executor makes the error of it."""


# --- rows -----------------------------------------------------------------------------------------------------------


class _Code:
    """Expressions of one function, and the constants they name."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner
        self.names: dict[str, Any] = {"texts": _texts, "there": _there}

    def name(self, value: Any) -> str:
        name = f"k{len(self.names)}"
        self.names[name] = value
        return name

    def view(self, view: View) -> str:
        members = (f"{key!r}: {self.output(output)}" for key, output in view.members.items())
        return "{" + ", ".join(members) + "}"

    def output(self, output: Output) -> str:
        match output:
            case Constant(value=value):
                return repr(value)
            case Stored(at=at, checked=True):
                return f"there(r[{at}])"
            case Stored(at=at, python_type=python_type, nullable=nullable):
                return self._stored(f"r[{at}]", python_type, nullable)
            case Made():
                function = self.name(_made(self.planner, output))
                takes = [f"r[{at}]" for at in output.takes]
                return f"{function}({', '.join((['clinic'] if output.declared.wants_clinic else []) + takes)})"
            case Row(present=present, view=view):
                return f"(None if r[{present}] is None else {self.view(view)})"
            case RowsBelow(child=child, key=key):
                return f"(b{child}.get(r[{key}]) or [])"
        raise AssertionError("unreachable")

    def _stored(self, value: str, python_type: Any, nullable: bool) -> str:
        if is_enum(python_type):
            return f"{self.name(_enum_names(python_type, nullable))}[{value}]"
        if get_origin(python_type) is list:
            return f"texts({value})"
        return value

    def function(self, statement: Statement, body: str) -> Emit:
        unpacked = "".join(f"    b{n} = below[{n}]\n" for n in range(len(statement.children)))
        source = f"def emit(rows, clinic, below):\n{unpacked}{body}"
        exec(compile(source, "<engine>", "exec"), self.names)  # noqa: S102  (made of positions and of quoted names)
        made: Emit = self.names.pop("emit")
        return made


def emitter(planner: Planner, statement: Statement, view: View) -> Emit:
    """The function that makes a list of answered objects of a statement's rows."""
    code = _Code(planner)
    return code.function(statement, f"    return [{code.view(view)} for r in rows]\n")


def grouper(planner: Planner, child: Child) -> Emit:
    """The function that makes answered objects by their parent's id, which comes last in the row."""
    code = _Code(planner)
    last = len(child.statement.items)
    body = (
        "    found = {}\n    for r in rows:\n"
        f"        found.setdefault(r[{last}], []).append({code.view(child.view)})\n    return found\n"
    )
    return code.function(child.statement, body)


@lru_cache(maxsize=512)
def _enum_names(python_type: Any, nullable: bool) -> dict[str | None, str | None]:
    """What is stored → what GraphQL calls it."""
    definition = python_type.__strawberry_definition__
    names: dict[str | None, str | None] = {value.value: value.name for value in definition.values}
    return names | ({None: None} if nullable else {})


def _texts(value: Any) -> Any:
    if value is None or None in value:
        raise AnomalyError
    return value


def _there(value: Any) -> Any:
    if value is None:
        raise AnomalyError
    return value


def _made(planner: Planner, output: Made) -> Callable[..., Any]:
    """A computed value's function, its result made fit for the answer."""
    function = output.declared.function
    finish = answered(planner, output.graphql.type, output.nodes)

    def made(*arguments: Any) -> Any:
        return finish(function(*arguments))

    return made


# --- plain values ---------------------------------------------------------------------------------------------------


def answered(planner: Planner, kind: GraphQLOutputType, nodes: list[FieldNode]) -> Callable[[Any], Any]:
    """What makes an answer of a plain value. Raises UnplannedError for a type with resolvers of its own."""
    finish = _nullable(planner, get_nullable_type(kind), nodes)
    if not is_non_null_type(kind):
        return finish

    def never_null(value: Any) -> Any:
        value = finish(value)
        if value is None:
            raise AnomalyError
        return value

    return never_null


def _nullable(planner: Planner, kind: Any, nodes: list[FieldNode]) -> Callable[[Any], Any]:
    if is_list_type(kind):
        item = answered(planner, kind.of_type, nodes)

        def listed(values: Any) -> Any:
            if isinstance(values, str | bytes | dict):
                raise AnomalyError
            return None if values is None else [item(value) for value in values]

        return listed
    if is_leaf_type(kind):
        return _leaf(kind)
    if not is_object_type(kind):
        raise UnplannedError(f"{kind} is no object type")
    return _object(planner, kind, nodes)


def _leaf(kind: Any) -> Callable[[Any], Any]:
    output = kind.coerce_output_value
    plain = {"String": str, "Int": None, "Boolean": bool}.get(kind.name)

    def leaf(value: Any) -> Any:
        return value if value is None or type(value) is plain else output(value)

    return leaf


def _object(planner: Planner, kind: GraphQLObjectType, nodes: list[FieldNode]) -> Callable[[Any], Any]:
    members: list[tuple[str, str, Callable[[Any], Any]]] = []
    for key, same in planner.collected(nodes, kind).items():
        name = same[0].name.value
        if name == "__typename":
            members.append((key, "", _always(kind.name)))
            continue
        declared = kind.fields[name]
        if planner.refused(declared):
            members.append((key, "", _always(None)))
        else:
            members.append((key, attribute(kind, name, declared), answered(planner, declared.type, same)))

    def made(value: Any) -> Any:
        if value is None:
            return None
        return {key: finish(item_or_attribute(value, name) if name else None) for key, name, finish in members}

    return made


def _always(value: Any) -> Callable[[Any], Any]:
    return lambda _: value


def attribute(kind: GraphQLObjectType, name: str, declared: GraphQLField) -> str:
    """The attribute behind a field of a plain type. Raises UnplannedError where a function is behind it."""
    definition = declared.extensions.get("strawberry-definition")
    if definition is None or definition.base_resolver is not None:
        raise UnplannedError(f"{kind.name}.{name} is a function of its own")
    return str(definition.python_name)
