"""Declaring GraphQL types over models and root fields over operations.

A type lists its fields; a field is the column of that name unless it says `one(…)`, `many(…)`, `sql(…)` or
`computed(…)`. A root field names its operation in one line. Types, nullability, arguments, guards and documentation
are derived from the model and the operation; the same declarations serve both executors.
"""

from __future__ import annotations

import datetime as dt
import inspect
import typing
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from core.predicates import Expression, Order
from core.rows import Rows
from models.base import REGISTRY, Base
from models.visibility import Parent
from operation.inputs import camel
from operation.operation import Kind, Operation
from operation.scope import landing_guard
from permissions import Guard

#: The most rows a nested list hands out.
MAX_NESTED = 100


@dataclass(frozen=True, slots=True, eq=False)
class ColumnField:
    """A column of the type's own model."""

    name: str
    doc: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class One_:  # noqa: N801  (declared by `one`, never named outside)
    """A row our column points to (`by` is ours), or the single row that points to us (`reverse`)."""

    model: type[Base]
    by: str
    face: str | None = None
    reverse: bool = False
    doc: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Many:
    """The rows that point to us. `narrow(rows, *, …)` adds arguments; its signature is the field's."""

    model: type[Base]
    by: str
    order: tuple[Order, ...] = ()
    narrow: Callable[..., Rows[Any]] | None = None
    doc: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class SqlField:
    """A scalar that the database makes of columns of the same row."""

    expression: Expression
    python_type: type
    nullable: bool
    doc: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Computed:
    """A value made in Python from columns of the same row; a first parameter `clinic` gets the ClinicInfo."""

    function: Callable[..., Any]
    needs: tuple[str, ...]
    doc: str = ""

    @property
    def wants_clinic(self) -> bool:
        return next(iter(inspect.signature(self.function).parameters), "") == "clinic"


Field = ColumnField | One_ | Many | SqlField | Computed

#: What PostgreSQL calls the scalars that `sql` may make.
_PG_TYPES: dict[type, str] = {
    int: "int",
    str: "text",
    bool: "boolean",
    Decimal: "numeric",
    dt.date: "date",
    dt.datetime: "timestamptz",
    UUID: "uuid",
}


def one(model: type[Base], by: str, *, face: str | None = None, doc: str = "") -> Any:
    """The row that our column `by` points to; `face` names a face type that any member may see."""
    return One_(model, by, face, doc=doc)


def only(model: type[Base], by: str, *, doc: str = "") -> Any:
    """The single row whose column `by` points to us, if there is one."""
    return One_(model, by, reverse=True, doc=doc)


def many(
    model: type[Base],
    by: str,
    *,
    order: tuple[Order, ...],
    narrow: Callable[..., Rows[Any]] | None = None,
    doc: str = "",
) -> Any:
    """The rows whose column `by` points to us, at most `first` (100) of them, in `order`."""
    return Many(model, by, order, narrow, doc)


def sql(text: str, type: type, *, null: bool = False, doc: str = "") -> Any:  # noqa: A002
    """A scalar of `type` made in SQL, own columns in braces: `sql("{total} - {paid}", Decimal)`.

    `null` says that it may be missing. Raises TypeError for a type that is no scalar of the database.
    """
    if type not in _PG_TYPES:
        raise TypeError(f"sql() makes no {type.__name__}")
    return SqlField(Expression(text, _PG_TYPES[type]), type, null, doc)


def computed(function: Callable[..., Any], needs: tuple[str, ...]) -> Any:
    """`function(*columns)`; its return annotation is the field's type, its docstring the description."""
    return Computed(function, needs, inspect.getdoc(function) or "")


@dataclass(frozen=True, eq=False)
class TypeDefinition:
    """One GraphQL type over a model: what both executors read."""

    name: str
    model: type[Base]
    doc: str
    fields: dict[str, Field]
    is_face: bool

    def guard_of(self, name: str) -> Guard | None:
        """The guard of a field: its columns', and that of the model it lands on. None: whoever sees the row."""
        declared = self.fields[name]
        guards = [g for c in self.columns_of(name) if (g := self.model.columns[c].guard) is not None]
        if isinstance(declared, One_ | Many) and not getattr(declared, "face", None) and not hop_is_free(declared):
            landing = landing_guard(declared.model)
            if landing is None:
                raise TypeError(f"{self.name}.{name} lands on {declared.model.__name__}, which nobody may see")
            guards.append(landing)
        combined: Guard | None = None
        for guard in guards:
            combined = guard if combined is None else combined & guard
        return combined

    def columns_of(self, name: str) -> tuple[str, ...]:
        """The columns of our own row that a field needs."""
        match self.fields[name]:
            case ColumnField(name=column):
                return (column,)
            case One_(by=by, reverse=reverse):
                return ("id",) if reverse else (by,)
            case Many():
                return ("id",)
            case SqlField(expression=expression):
                return expression.columns
            case Computed(needs=needs):
                return needs
        raise AssertionError("unreachable")


def hop_is_free(declared: Field) -> bool:
    """Whether the model takes its parent's scope on exactly this hop: nothing is added then."""
    if not isinstance(declared, One_ | Many) or (isinstance(declared, One_) and not declared.reverse):
        return False
    return any(isinstance(line, Parent) and line.by == declared.by for line in declared.model.visibility)


@lru_cache(maxsize=512)
def wire_names(definition: TypeDefinition) -> dict[str, str]:
    """GraphQL field name to declared name."""
    return {camel(name): name for name in definition.fields}


#: Types by GraphQL name; by model for operations' results (faces aside).
TYPES: dict[str, TypeDefinition] = {}
TYPE_OF: dict[type[Base], TypeDefinition] = {}


def model_type(model: type[Base], *, face: bool = False) -> Callable[[type], TypeDefinition]:
    """Class decorator: `columns = "id mrn …"` and fields by `one`, `many`, `only`, `computed`."""

    def declare(cls: type) -> TypeDefinition:
        names: list[str] = cls.__dict__["columns"].split()
        fields: dict[str, Field] = {}
        for name in names:
            if name not in model.columns:
                raise TypeError(f"{cls.__name__}: {model.__name__} has no column {name!r}")
            fields[name] = ColumnField(name, model.columns[name].doc)
        declared = (One_, Many, SqlField, Computed)
        fields |= {name: value for name, value in cls.__dict__.items() if isinstance(value, declared)}
        definition = TypeDefinition(cls.__name__, model, inspect.getdoc(cls) or "", fields, face)
        _check(definition)
        if definition.name in TYPES:
            raise TypeError(f"There are two types named {definition.name}")
        if not face and model in TYPE_OF:
            raise TypeError(f"{model.__name__} has two types")
        TYPES[definition.name] = definition
        if not face:
            TYPE_OF[model] = definition
        return definition

    return declare


def _check(definition: TypeDefinition) -> None:
    model = definition.model
    for name, declared in definition.fields.items():
        for column in definition.columns_of(name):
            if column not in model.columns:
                raise TypeError(f"{definition.name}.{name} needs {column!r}, which {model.__name__} has not")
            if definition.is_face and column not in model.face:
                raise TypeError(f"{definition.name}.{name} shows {column!r}, which is no part of the face")
        if isinstance(declared, SqlField):
            _check_sql(definition, name, declared.expression)
        if definition.is_face and hop_is_free(declared):
            # Nothing is asked on such a hop because the parent was seen: a face shows parents that one may not see.
            raise TypeError(f"{definition.name}.{name}: rows seen with their parent are not seen with its face")
        if isinstance(declared, One_) and not declared.reverse:
            target = model.columns[declared.by].references
            if target is not None and REGISTRY[target] is not declared.model:
                raise TypeError(f"{definition.name}.{name}: {declared.by} does not point to {declared.model.__name__}")
        elif isinstance(declared, One_ | Many) and declared.by not in declared.model.columns:
            raise TypeError(f"{definition.name}.{name}: {declared.model.__name__} has no column {declared.by!r}")
        elif isinstance(declared, One_ | Many) and declared.model.columns[declared.by].references != model.__name__:
            raise TypeError(f"{definition.name}.{name}: {declared.by} does not point to {model.__name__}")
        elif isinstance(declared, One_) and (declared.model.clinic_column, declared.by) not in declared.model.unique:
            target = declared.model.__name__
            raise TypeError(f"{definition.name}.{name}: several {target} may have the same {declared.by!r}")


def _check_sql(definition: TypeDefinition, name: str, expression: Expression) -> None:
    """What a value is made of stands in braces: only that is guarded, and means this row whatever is joined to it."""
    if name in definition.model.columns:
        # Both are read under that name, and a `computed` that needs the column would be handed this instead.
        raise TypeError(f"{definition.name}.{name} is a column's name")
    for word in sorted(expression.words & {"select", *definition.model.columns}):
        raise TypeError(f"{definition.name}.{name} names {word!r} without braces")


@dataclass(frozen=True, slots=True, eq=False)
class RootField:
    """A root field: one line, one operation. `type` names a face or value type when the model's own is not meant."""

    name: str
    operation: Operation
    type: str | None = None


@dataclass(slots=True)
class Roots:
    """Root fields of the three root types, by GraphQL name."""

    query: dict[str, RootField] = field(default_factory=dict)
    mutation: dict[str, RootField] = field(default_factory=dict)
    subscription: dict[str, RootField] = field(default_factory=dict)

    def of(self, kind: Kind) -> dict[str, RootField]:
        if kind is Kind.QUERY:
            return self.query
        return self.subscription if kind is Kind.SUBSCRIPTION else self.mutation


ROOTS = Roots()


def root(name: str, operation: Operation, *, type: str | None = None) -> None:  # noqa: A002
    """Publish an operation under a name: `root("patients", list_patients)`."""
    fields = ROOTS.of(operation.kind)
    if name in fields:
        raise TypeError(f"There are two root fields named {name}")
    fields[name] = RootField(name, operation, type)


def hints(function: Callable[..., Any]) -> dict[str, Any]:
    """Resolved annotations with their metadata."""
    return typing.get_type_hints(function, include_extras=True)
