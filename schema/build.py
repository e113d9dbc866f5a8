"""From declarations to a Strawberry schema, once per process, and the start-up checks that deny by default."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import inspect
import typing
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any, Optional, cast

import strawberry
from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema
from strawberry.annotation import StrawberryAnnotation
from strawberry.schema.config import StrawberryConfig
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from core.paging import Page
from core.rows import MAX_LIMIT, One, Rows
from core.scalars import BigInt, Json
from models.base import Base
from operation.context import Context, running
from operation.enums import DoorEnum, ModuleEnum, PermissionEnum, RoleEnum
from operation.idempotency import Reread
from operation.inputs import camel, hints_of
from operation.operation import Kind, Operation, result_model
from permissions import Guard
from schema import reading
from schema.fields import (
    MAX_NESTED,
    ROOTS,
    TYPE_OF,
    TYPES,
    ColumnField,
    Computed,
    Field,
    Many,
    One_,
    RootField,
    SqlField,
    TypeDefinition,
    hints,
    wire_names,
)
from schema.finish import finish
from schema.members import resolver
from schema.requires import Requires, directives
from schema.scalars import SCALARS
from schema.subscriptions import subscriber

#: Names that annotations resolve in: GraphQL types by name, filled as they are built.
NAMES: dict[str, Any] = {"Optional": Optional, "BigInt": BigInt, "Json": Json}

#: Arguments the mechanism adds to an operation that returns a Page.
PAGING = {"first": int | None, "after": str | None, "page": int | None, "limit": int | None}


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = strawberry.field(description="Whether more rows follow.")
    end_cursor: str | None = strawberry.field(description="Pass as `after` for what follows.")
    page: int | None = strawberry.field(description="Number of this page, when asked by number.")
    limit: int = strawberry.field(description="Rows a page holds.")


def item_or_attribute(source: Any, name: str) -> Any:
    """Rows are mappings, plain values are objects."""
    try:
        return source[name]
    except TypeError:
        return getattr(source, name)


@lru_cache(maxsize=1)
def strawberry_schema() -> strawberry.Schema:
    """The schema over everything declared. Raises TypeError for a declaration that does not hold."""
    import schema.areas  # noqa: F401  (declares every area; must not run while this module loads)

    NAMES["PageInfo"] = PageInfo
    # Types point at each other in circles: all classes exist before the first is made a GraphQL type.
    for definition in TYPES.values():
        NAMES[definition.name] = type(definition.name, (), {})
    for definition in TYPES.values():
        _object(definition)
    built = strawberry.Schema(
        query=_root_type("Query", Kind.QUERY),
        mutation=_root_type("Mutation", Kind.COMMAND),
        subscription=_root_type("Subscription", Kind.SUBSCRIPTION) if ROOTS.subscription else None,
        types=[PermissionEnum, RoleEnum, ModuleEnum, DoorEnum],
        config=StrawberryConfig(
            auto_camel_case=True,
            default_resolver=item_or_attribute,
            disable_field_suggestions=True,
            scalar_map=SCALARS,
        ),
    )
    _install_resolvers(built._schema)
    finish(built._schema, _annotations())
    return built


def build() -> GraphQLSchema:
    """The executable graphql-core schema."""
    return strawberry_schema()._schema


def printed() -> str:
    """The public schema as text: what `schema/schema.graphql` holds."""
    return strawberry_schema().as_str() + "\n"


# --- types over models ---------------------------------------------------------------------------------------------


def _object(definition: TypeDefinition) -> Any:
    fields = {name: _field(definition, name, declared) for name, declared in definition.fields.items()}
    return _assembled(definition.name, fields, definition.doc)


def _assembled(name: str, fields: dict[str, StrawberryField], doc: str = "") -> Any:
    """The class of a GraphQL type, with its definition.

    What `strawberry.type` makes as well, a dataclass, nobody would ever make an object of: it takes half the time in
    which the schema is built.
    """
    cls = NAMES.setdefault(name, type(name, (), {}))
    for field in fields.values():
        field.origin = cls
    cls.__strawberry_definition__ = StrawberryObjectDefinition(
        name=name,
        is_input=False,
        is_interface=False,
        interfaces=[],
        description=doc or None,
        directives=(),
        origin=cls,
        extend=False,
        fields=list(fields.values()),
        is_type_of=None,
        resolve_type=None,
    )
    return cls


@cache
def _annotation(hint: Any) -> StrawberryAnnotation:
    """One for all fields of a type: what it means is found out once."""
    return StrawberryAnnotation(hint, namespace=NAMES)


def _field(definition: TypeDefinition, name: str, declared: Field) -> StrawberryField:
    guard = definition.guard_of(name)
    match declared:
        case ColumnField():
            return _column(definition, name, guard)
        case One_():
            target = declared.face or TYPE_OF[declared.model].name
            return _made(name, f"Optional[{target}]", guard, declared.doc, None)
        case Many():
            target = TYPE_OF[declared.model].name
            annotation = f"Optional[list[{target}]]" if guard else f"list[{target}]"
            return _made(name, annotation, guard, declared.doc, _taking(_narrow_arguments(declared)))
        case SqlField():
            hint = declared.python_type | None if declared.nullable or guard else declared.python_type
            return _made(name, hint, guard, declared.doc, None)
        case Computed():
            hint = typing.get_type_hints(declared.function)["return"]
            return _made(name, _maybe(hint, guard), guard, declared.doc, None)
    raise AssertionError("unreachable")


def _column(definition: TypeDefinition, name: str, guard: Guard | None) -> StrawberryField:
    column = definition.model.columns[name]
    wanted = column.python_type
    if wanted is dict:
        wanted = Json
    elif column.pg_type == "bigint":
        wanted = BigInt
    elif isinstance(wanted, type) and issubclass(wanted, enum.StrEnum):
        wanted = enum_type(wanted)
    hint = wanted | None if column.nullable or guard else wanted
    return _made(name, hint, guard, column.doc, None)


@lru_cache(maxsize=256)
def enum_type(python_type: type[enum.StrEnum]) -> Any:
    """A StrEnum as a GraphQL enum; `schema/finish` documents it by its docstring."""
    if not hasattr(python_type, "__strawberry_definition__") and not hasattr(python_type, "_enum_definition"):
        strawberry.enum(python_type)
    return python_type


def _maybe(hint: Any, guard: Guard | None) -> Any:
    return hint | None if guard else hint


def _made(
    name: str, annotation: Any, guard: Guard | None, doc: str, resolver: Callable[..., Any] | None
) -> StrawberryField:
    return StrawberryField(
        python_name=name,
        graphql_name=camel(name),
        type_annotation=_annotation(annotation),
        base_resolver=StrawberryResolver(resolver) if resolver else None,
        description=doc or None,
        directives=directives(guard),
        metadata={"guard": guard},
    )


def _taking(arguments: dict[str, Any]) -> Callable[..., Any]:
    """What tells Strawberry the arguments of a field. It resolves nothing: see `schema/members`."""

    def resolve(root: Any, info: strawberry.Info, **given: Any) -> Any:
        raise NotImplementedError

    parameters = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hint)
        for name, (hint, default) in arguments.items()
    ]
    return _signed(resolve, parameters)


def _narrow_arguments(declared: Many) -> dict[str, Any]:
    arguments: dict[str, Any] = {"first": (int, MAX_NESTED)}
    if declared.narrow is not None:
        known = hints(declared.narrow)
        for name, parameter in list(inspect.signature(declared.narrow).parameters.items())[1:]:
            arguments[name] = (_wire(known[name]), parameter.default)
    return arguments


def _signed(function: Callable[..., Any], parameters: list[inspect.Parameter]) -> Callable[..., Any]:
    """Give a resolver the parameters Strawberry makes arguments of."""
    own = [
        inspect.Parameter("root", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Any),
        inspect.Parameter("info", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=strawberry.Info),
    ]
    signed = cast("Any", function)
    signed.__signature__ = inspect.Signature([*own, *parameters])
    signed.__annotations__ = {p.name: p.annotation for p in (*own, *parameters)}
    return function


# --- root fields ---------------------------------------------------------------------------------------------------


def _root_type(name: str, kind: Kind) -> Any:
    return _assembled(name, {wire: _root_field(declared) for wire, declared in ROOTS.of(kind).items()})


def _root_field(declared: RootField) -> StrawberryField:
    operation = declared.operation
    annotation, definition = result_type(declared)
    parameters = _root_parameters(operation)
    common: dict[str, Any] = {
        "python_name": declared.name,
        "graphql_name": declared.name,
        "type_annotation": _annotation(annotation),
        "description": operation.doc,
        "directives": directives(operation.guard),
        "metadata": {"operation": operation, "guard": operation.guard, "definition": definition},
    }
    if operation.kind is Kind.SUBSCRIPTION:
        resolver = StrawberryResolver(_signed(subscriber(operation), parameters))
        return StrawberryField(is_subscription=True, base_resolver=resolver, **common)
    return StrawberryField(
        base_resolver=StrawberryResolver(_signed(_runner(declared, definition), parameters)), **common
    )


def _root_parameters(operation: Operation) -> list[inspect.Parameter]:
    parameters = [
        p.replace(annotation=_wire(operation.annotations[name]), kind=inspect.Parameter.KEYWORD_ONLY)
        for name, p in operation.parameters.items()
        if name != "event"
    ]
    if typing.get_origin(operation.returns) is Page:
        parameters += [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=hint)
            for name, hint in PAGING.items()
        ]
    if operation.kind is Kind.SUBSCRIPTION:
        parameters.append(
            inspect.Parameter("after", inspect.Parameter.KEYWORD_ONLY, default=None, annotation=BigInt | None)
        )
    return parameters


def _wire(hint: Any) -> Any:
    """Enums become GraphQL enums where an argument names them, however deep."""
    if isinstance(hint, type):
        if issubclass(hint, enum.StrEnum):
            enum_type(hint)
        elif dataclasses.is_dataclass(hint) and hint not in _SEEN:
            _SEEN.add(hint)
            for member in hints_of(hint).values():
                _wire(member)
    for part in typing.get_args(hint):
        _wire(part)
    return hint


#: Inputs whose members have been looked at; they may refer to each other in circles.
_SEEN: set[type] = set()


def result_type(declared: RootField) -> tuple[Any, TypeDefinition | None]:
    """The GraphQL type of a root field, and the type definition its rows are of (None for plain values).

    Root fields are nullable: a refusal or a hidden row nulls one field, not the whole answer.
    """
    operation = declared.operation
    model = result_model(operation.returns)
    if model is None:
        return operation.returns | None if operation.returns is not None else bool, None
    definition = TYPES[declared.type] if declared.type else TYPE_OF.get(model)
    if definition is None or definition.model is not model:
        raise TypeError(f"{declared.name}: no GraphQL type over {model.__name__}")
    origin = typing.get_origin(operation.returns)
    if operation.kind is Kind.SUBSCRIPTION:
        return f"Optional[{_payload(declared.name, definition)}]", definition
    if origin is Page:
        return f"Optional[{_connection(definition)}]", definition
    if origin is Rows:
        return f"Optional[list[{definition.name}]]", definition
    if origin is One or (isinstance(operation.returns, type) and issubclass(operation.returns, Base)):
        return f"Optional[{definition.name}]", definition
    raise TypeError(f"{operation.name} returns {operation.returns}; say Rows, One, Page or the model")


def _connection(definition: TypeDefinition) -> str:
    name = f"{definition.name}Connection"
    if name not in NAMES:
        made = {
            "nodes": _made("nodes", f"list[{definition.name}]", None, "The rows of this page.", _signed(_nodes, [])),
            "total": _made("total", "Optional[int]", None, "How many rows the whole list has.", None),
            "page_info": _made("page_info", "PageInfo", None, "Where this page stands.", None),
        }
        _assembled(name, made, f"A page of {definition.name}.")
    return name


def _nodes(root: Any, info: strawberry.Info) -> Any:
    return root.nodes[info._raw_info.path.key]


def _payload(field: str, definition: TypeDefinition) -> str:
    name = f"{field[0].upper()}{field[1:]}Payload"

    async def node(root: Any, info: strawberry.Info) -> Any:
        return await deliver(info.context, root.node, definition, info._raw_info, {})

    made = {
        "seq": _made("seq", BigInt, None, "Number in the clinic's log; pass as `after` to resume.", None),
        "type": _made("type", str, None, "`entity.past_tense`.", None),
        "at": _made("at", dt.datetime, None, "", None),
        "node": _made("node", f"Optional[{definition.name}]", None, "What it is about, as the caller sees it.",
                      _signed(node, [])),
    }  # fmt: skip
    _assembled(name, made, f"One delivery of {field}.")
    return name


def _runner(declared: RootField, definition: TypeDefinition | None) -> Callable[..., Any]:
    operation = declared.operation

    async def resolve(root: Any, info: strawberry.Info, **values: Any) -> Any:
        ctx: Context = info.context
        raw = info._raw_info
        if ctx.refused and str(raw.path.key) in ctx.refused:
            return None
        window = {name: values.pop(name, None) for name in PAGING} if definition and pages(operation) else {}
        # The engine may have run the operation and leave only the answering to us.
        made = ctx.results.get(str(raw.path.key))
        if made is not None:
            # Other roots run meanwhile: what is read here is read for this one.
            running.set(operation.name)
        result = await operation(ctx, **values) if made is None else made.result
        return await deliver(ctx, result, definition, raw, window)

    return resolve


def pages(operation: Operation) -> bool:
    return typing.get_origin(operation.returns) is Page


async def deliver(
    ctx: Context, result: Any, definition: TypeDefinition | None, raw: Any, window: dict[str, Any]
) -> Any:
    """What an operation returned, read through the read door; plain values pass."""
    if definition is None:
        return result
    match described(ctx, result, definition, window):
        case None:
            return None
        case Page() as page:
            return await reading.read_page(ctx, page, definition, raw)
        case One() as one:
            return await reading.read_one(ctx, one, definition, raw)
        case rows:
            return await reading.read_rows(ctx, rows, definition, raw)


def described(
    ctx: Context, result: Any, definition: TypeDefinition, window: Mapping[str, Any]
) -> Page[Any] | One[Any] | Rows[Any] | None:
    """What there is to read of an operation's result, bounded and in the caller's scope; None for nothing.

    Raises TypeError for what no operation may return, Invalid for a window that there is not.
    """
    rows = result.rows if isinstance(result, Page | One) else result
    if isinstance(rows, Rows) and not rows.scoped:
        raise TypeError("Rows without the caller's scope are for invariants, never for an answer")
    match result:
        case None:
            return None
        case Page():
            get = window.get
            return result.windowed(get("first"), get("after"), get("page"), get("limit"))
        case One():
            return One(result.rows.window(1))
        case Rows():
            return result if result.limit is not None else result.window(MAX_LIMIT - 1)
        case Base() | Reread():
            model = definition.model
            visible = ctx.face(model) if definition.is_face else ctx.rows(model)
            return One(visible.where(model.id == result.id).window(1))
        case _:
            raise TypeError(f"{type(result).__name__} is not what the operation declared")


# --- guards below the roots ----------------------------------------------------------------------------------------


def guard_of(graphql_field: GraphQLField) -> Guard | None:
    """The guard of any field of the built schema."""
    definition = graphql_field.extensions.get("strawberry-definition")
    return cast("Guard | None", definition.metadata.get("guard")) if definition is not None else None


def definition_of(graphql_field: GraphQLField) -> TypeDefinition | None:
    """The type over a model that a root field answers; None for plain values."""
    definition = graphql_field.extensions["strawberry-definition"]
    return cast("TypeDefinition | None", definition.metadata.get("definition"))


def operation_of(graphql_field: GraphQLField) -> Operation | None:
    """The operation behind a root field."""
    definition = graphql_field.extensions.get("strawberry-definition")
    return cast("Operation | None", definition.metadata.get("operation")) if definition is not None else None


def _install_resolvers(built: GraphQLSchema) -> None:
    """Fields of rows answer by our own resolvers, to whoever is refused with null; roots without a declaration, and
    guards that nobody would ask, stop the start."""
    roots = {t for t in (built.query_type, built.mutation_type, built.subscription_type) if t is not None}
    for kind in built.type_map.values():
        if not isinstance(kind, GraphQLObjectType) or kind.name.startswith("__"):
            continue
        definition = TYPES.get(kind.name)
        for name, graphql_field in kind.fields.items():
            guard = guard_of(graphql_field)
            if kind in roots:
                if operation_of(graphql_field) is None or guard is None:
                    raise TypeError(f"{kind.name}.{name} declares no guard")
            elif definition is not None:
                graphql_field.resolve = resolver(definition, wire_names(definition)[name])
            elif guard is not None:
                raise TypeError(f"{kind.name}.{name}: below the roots only fields of rows are guarded")


def _annotations() -> dict[tuple[str, str], dict[str, Any]]:
    """Python's annotations of every field's arguments, by type and field."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for name, kind in (("Query", Kind.QUERY), ("Mutation", Kind.COMMAND), ("Subscription", Kind.SUBSCRIPTION)):
        for wire, declared in ROOTS.of(kind).items():
            found[name, wire] = declared.operation.annotations
    for definition in TYPES.values():
        for field, related in definition.fields.items():
            if isinstance(related, Many) and related.narrow is not None:
                found[definition.name, camel(field)] = hints(related.narrow)
    return found


__all__ = [
    "PAGING",
    "Requires",
    "build",
    "definition_of",
    "deliver",
    "described",
    "enum_type",
    "guard_of",
    "operation_of",
    "pages",
    "printed",
    "strawberry_schema",
]
