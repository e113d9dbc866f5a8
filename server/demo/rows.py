"""Rows of the demo before they are loaded: the same ids at every run, defaults from the models, events in order."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from random import Random
from typing import Any, NamedTuple
from uuid import UUID
from zlib import crc32

from core.ids import parsed
from models.base import Base, ClinicModel
from models.log import Event, EventHead, EventType
from permissions import ActorKind, Own

#: Every id begins with it: a version 7 of 2024, older than what anybody adds later. Clinic, table and number follow.
_FIRST = 0x01900000_0000_7000_8000_000000000000
#: What the log calls the request that all of it came with.
REQUEST = "demo"

#: Seconds back to which the log reaches: since then the clinics have worked with us.
LOGGED = 90 * 86_400

Row = dict[str, Any]

#: Whose an event is, in the order of its columns.
_OWNERS = (Own.PATIENT, Own.MEMBERSHIP, Own.EMPLOYEE)


class By(NamedTuple):
    """Who did something."""

    kind: ActorKind
    account_id: UUID | None = None
    membership_id: UUID | None = None


#: A patient, by the link of a mail.
LINK = By(ActorKind.SHARE_LINK)


class Entry(NamedTuple):
    """Something that happened; numbered when all of it is known. No two have one `order`, so entries sort by time."""

    at: int
    order: int
    id: UUID
    kind: EventType
    subject_id: UUID
    patient_id: UUID | None
    membership_id: UUID | None
    employee_id: UUID | None
    by: By
    changed: tuple[str, ...]


@lru_cache(maxsize=1 << 17)
def moment(at: int) -> dt.datetime:
    """Seconds of the epoch as a time."""
    return dt.datetime.fromtimestamp(at, dt.UTC)


class Table:
    """The rows of one model. Columns that are not named get the model's default."""

    def __init__(self, model: type[Base], clinic: int) -> None:
        self.model = model
        self.rows: list[Row | tuple[Any, ...]] = []
        self.names = tuple(model.columns)
        self._first = _FIRST | clinic << 40 | (crc32(model.__name__.encode()) & 0xFFFF) << 24
        self._number = 0
        self._json = tuple(name for name, column in model.columns.items() if column.pg_type == "jsonb")
        fields: Any = model._meta.fields_map
        made = {name: fields[name].default for name in self.names}
        self._made = {name: default for name, default in made.items() if callable(default) and name != "id"}
        self._blank = {name: None if callable(default) else default for name, default in made.items()}

    def id(self) -> UUID:
        """The next one."""
        self._number += 1
        return parsed((self._first + self._number).to_bytes(16, "big"))

    def row(self, values: Row) -> Row:
        """A whole row. Raises TypeError for a name that is no column."""
        row = {**self._blank, **values}
        if len(row) != len(self.names):
            raise TypeError(f"{self.model.__name__} has no {sorted(row.keys() - self.model.columns.keys())}")
        for name, default in self._made.items():
            if name not in values:
                row[name] = default()
        for name in self._json:
            if row[name] is not None:
                row[name] = json.dumps(row[name])
        return row

    def quick(self, *names: str) -> Callable[..., None]:
        """A function that puts a row on the table by the values of these columns, for the many."""
        others = [name for name in self.names if name not in names]
        rest = tuple(self._blank[name] for name in others)
        given = [*names, *others]
        ordered = itemgetter(*(given.index(name) for name in self.names))

        def put(*values: Any) -> None:
            self.rows.append(ordered((*values, *rest)))

        return put

    def records(self) -> Iterator[tuple[Any, ...]]:
        """The rows as they are copied, in the order of `names`."""
        return (row if isinstance(row, tuple) else tuple(row.values()) for row in self.rows)


@dataclass(eq=False)
class Shelf:
    """Everything of one clinic (number 0: of none). `as_of` is the moment at which the demo's world stands."""

    number: int
    clinic_id: UUID | None
    as_of: int
    #: When the clinic began.
    opened: int = 0
    tables: dict[type[Base], Table] = field(default_factory=dict)
    log: list[Entry] = field(default_factory=list)

    def add(self, model: type[Base], at: int | None = None, /, **values: Any) -> Row:
        """A row, made at a moment (when the clinic began, if not said), that may still be changed."""
        table, made = self.table(model), moment(self.opened if at is None else at)
        known: Row = {"id": values.get("id") or table.id(), "created_at": made}
        if issubclass(model, ClinicModel):
            known |= {"clinic_id": self.clinic_id, "updated_at": made}
        row = table.row({**known, **values})
        table.rows.append(row)
        return row

    def table(self, model: type[Base]) -> Table:
        """The rows of a model."""
        found = self.tables.get(model)
        if found is None:
            found = self.tables[model] = Table(model, self.number)
        return found

    def tell(self, kind: EventType, row: Row, at: int, by: By, changed: Sequence[str] = ()) -> None:
        """Say what happened to a row; what is older than the log was taken over from elsewhere, without a word."""
        if at < self.as_of - LOGGED:
            return
        id_ = self.table(Event).id()
        patient, membership, employee = (row[kind.sources[own]] if own in kind.sources else None for own in _OWNERS)
        self.log.append(
            Entry(at, len(self.log), id_, kind, row["id"], patient, membership, employee, by, tuple(changed))
        )

    def rng(self, *what: object) -> Random:
        """Chance of its own for each thing, so that one thing more does not change the others."""
        return Random(f"odontograph/{self.number}/{'/'.join(map(str, what))}")  # noqa: S311  (believable, not secret)

    def number_events(self) -> None:
        """Put the log in order and make it rows, numbered without gaps."""
        self.log.sort()
        put = self.table(Event).quick(
            "id", "clinic_id", "created_at", "updated_at", "at", "seq", "type", "subject_type", "subject_id",
            "patient_id", "membership_id", "employee_id", "actor_kind", "actor_account_id", "actor_membership_id",
            "request_id", "changed",
        )  # fmt: skip
        for seq, (at, _, id_, kind, subject, patient, membership, employee, by, changed) in enumerate(
            self.log, start=1
        ):
            then = moment(at)
            put(
                id_, self.clinic_id, then, then, then, seq, kind.name, kind.subject.__name__, subject, patient,
                membership, employee, by.kind.value, by.account_id, by.membership_id, REQUEST, sorted(changed),
            )  # fmt: skip
        self.add(EventHead, self.log[-1].at, seq=len(self.log))
