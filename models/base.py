"""What every table has in common, and the registry the rest of the house reads models from."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar
from uuid import UUID

from tortoise.models import Model, ModelMeta

from core import db
from core.predicates import Column
from models import platform_door
from models.columns import Spec, created, foreign_id, integer, primary_key
from models.erasure import Erasure
from models.merging import Merging, Record
from models.visibility import Line, Parent, see
from permissions import platform

#: Every concrete model by class name.
REGISTRY: dict[str, type[Base]] = {}


class _Documented(ModelMeta):
    """Tortoise reads and parses the file of every model once more, in search of comments that could describe columns.
    Ours say `doc=`."""

    def __new__(cls, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> _Documented:
        # mypy: what Tortoise calls its own type is the class it makes.
        return super().__new__(cls, name, bases, {**attrs, "_no_comments": True})  # type: ignore[return-value]


class Base(Model, metaclass=_Documented):
    """A table. `columns` are typed expressions on the class (`Patient.mrn == "P1"`), values on an instance.

    Tortoise takes fields off the class and accepts unknown names without a word; so columns are put back as
    descriptors here, and writing goes through `ctx.add` / `ctx.change`, which refuse names that are no column.
    """

    table: ClassVar[str]
    columns: ClassVar[dict[str, Column[Any]]]
    visibility: ClassVar[tuple[Line, ...]] = ()
    face: ClassVar[tuple[str, ...]] = ()
    clinic_column: ClassVar[str | None] = None
    unique: ClassVar[tuple[tuple[str, ...], ...]] = ()
    #: Columns, and after INCLUDE those that are only kept along, for statements that then need no row.
    indexes: ClassVar[tuple[str, ...]] = ()
    constraints: ClassVar[tuple[str, ...]] = ()
    #: Statements that no declaration covers (partial and trigram indexes).
    extra: ClassVar[tuple[str, ...]] = ()
    #: What the application login may do with the table.
    rights: ClassVar[str] = "SELECT, INSERT, UPDATE"
    #: The login through which its rows are read for an answer.
    reads: ClassVar[db.Reads] = db.reads
    #: What erasing a patient does with the rows; a table with `patient_id` has to say (operation/erasure).
    erasure: ClassVar[Erasure | None] = None
    #: What merging two patients does with the rows, and whether they belong to a patient's record: the same holds.
    merging: ClassVar[Merging | None] = None
    record: ClassVar[Record | None] = None

    id: Column[UUID] = primary_key()

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        meta = cls._meta
        if meta.abstract:
            return
        cls.table = meta.db_table
        cls.columns = {}
        for name, field in meta.fields_map.items():
            spec: Spec = field.spec  # type: ignore[attr-defined]
            column: Column[Any] = Column(
                cls,
                name,
                pg_type=spec.pg_type,
                python_type=spec.python_type,
                nullable=spec.nullable,
                guard=spec.guard,
                references=spec.references,
                doc=spec.doc,
            )
            cls.columns[name] = column
            setattr(cls, name, column)
        _check(cls)
        REGISTRY[cls.__name__] = cls


class ClinicModel(Base):
    """A table whose rows belong to one clinic: behind both walls, with a version and its times."""

    clinic_column: ClassVar[str | None] = "clinic_id"

    clinic_id: Column[UUID] = foreign_id()
    row_version: Column[int] = integer(default=1)
    created_at: Column[dt.datetime] = created()
    updated_at: Column[dt.datetime] = created()

    class Meta:
        abstract = True


class PlatformModel(Base):
    """A table of the platform itself. The application login has no right on it: SECURITY DEFINER doors do."""

    rights: ClassVar[str] = ""

    created_at: Column[dt.datetime] = created()

    class Meta:
        abstract = True


class PlatformView(Base):
    """Rows of many clinics, as far as the platform's people may know them: a view of the owner's, its columns
    picked.

    It is all that the platform's login may read; no model of a table is. The application login has no right on it, and
    `ctx.rows` finds nothing in it: only `ctx.platform_rows` does.
    """

    rights: ClassVar[str] = ""
    reads: ClassVar[db.Reads] = platform_door.reads
    visibility: ClassVar[tuple[Line, ...]] = (see(platform()),)
    #: The SELECT behind it; a migration carries the same text.
    view: ClassVar[str] = ""

    class Meta:
        abstract = True


def _check(cls: type[Base]) -> None:
    """Deny by default, at import: a clinic's table says who sees its rows, in columns that exist."""
    if cls.clinic_column and not cls.visibility:
        raise TypeError(f"{cls.__name__} declares no visibility")
    for line in cls.visibility:
        named = tuple(getattr(line, "own", ())) + ((line.by,) if hasattr(line, "by") else ())
        unknown = [name for name in named if name not in cls.columns]
        if unknown:
            raise TypeError(f"{cls.__name__}: visibility names unknown columns {unknown}")
        if isinstance(line, Parent) and cls.columns[line.by].references is None:
            raise TypeError(f"{cls.__name__}: {line.by} points to no parent")
    unknown = [name for name in cls.face if name not in cls.columns]
    if unknown:
        raise TypeError(f"{cls.__name__}: face names unknown columns {unknown}")
