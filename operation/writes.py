"""What a command has to check and to write and has not sent yet: one statement, at the latest with the events.

A round trip costs as much as what it does. So the references of an input, `lock`, `ctx.add` and `ctx.change` only note
what is to be done. It is sent ahead of whatever the command asks the database next (`Transaction.unsent`), and in most
commands that is nothing: then all of it is the command's last statement. Each part runs behind the one before: nothing
is locked or written unless all references hold, locks are held before anything is written, and the clinic's head is
locked last. What a part is refused for is raised where it is sent.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from core.errors import Conflict, Problem
from core.predicates import quote
from events.log import Pending, parameters, storing
from models.backend import Transaction
from models.base import Base
from permissions import Actor

#: Parts of one statement. More are sent in several: texts are kept by what they consist of.
MOST = 4


@dataclass(frozen=True, slots=True)
class Expected:
    """Ids that must be there and fit: `text` finds (part, id, fits), and `number` of these have to fit; otherwise what
    `refused` makes of those found is raised, if it makes anything."""

    text: str
    values: list[Any]
    number: int
    refused: Callable[[Iterable[Any]], Problem | None]


class Shape(NamedTuple):
    """What the text of a part depends on: an INSERT of all columns, or an UPDATE of some in one row."""

    model: type[Base]
    #: The columns an UPDATE sets; None for an INSERT.
    sets: tuple[str, ...] | None = None
    #: An INSERT that is to pass in silence when a constraint does not admit the row.
    unless_taken: bool = False
    #: An UPDATE of a row that must be at a version, which it moves on.
    versioned: bool = False

    @property
    def may_miss(self) -> bool:
        """Whether nothing may come of it without an error."""
        return self.unless_taken or self.sets is not None

    @property
    def parameters(self) -> int:
        if self.sets is None:
            return len(self.model.columns)
        return len(self.sets) + 1 + (self.model.clinic_column is not None) + self.versioned


@dataclass(frozen=True, slots=True)
class Part:
    """One row to be written; `missed` makes what is raised when nothing came of it."""

    shape: Shape
    row_id: UUID
    values: list[Any]
    missed: Callable[[], Awaitable[Problem]] | None = None


class Writes:
    """A command's unsent references, locks and rows."""

    __slots__ = ("_expected", "_keys", "_parts", "_transaction")

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._expected: Expected | None = None
        self._keys: list[int] = []
        self._parts: list[Part] = []

    async def expect(self, expected: Expected) -> None:
        """Have these checked before anything else is read or written."""
        await self.send()
        self._expected = expected
        self._transaction.unsent = self

    async def lock(self, keys: list[int]) -> None:
        """Take these locks, in this order, before anything else is read or written."""
        if self._keys or self._parts:
            await self.send()
        self._keys = keys
        self._transaction.unsent = self

    async def write(self, *parts: Part) -> None:
        """Write these, in this order, behind what is unsent already."""
        for part in parts:
            # Of a row that the same statement writes, it would see what was there before.
            if len(self._parts) >= MOST or any(p.row_id == part.row_id for p in self._parts):
                await self.send()
            self._parts.append(part)
            self._transaction.unsent = self

    def drop(self) -> None:
        """Forget what is unsent."""
        self._expected, self._keys, self._parts = None, [], []
        self._transaction.unsent = None

    async def send(self, *, final: bool = False) -> None:
        """Send what is unsent. Raises what a part was refused for, or what the database raises.

        When it is the `final` statement of a transaction that has not begun, and would leave nothing where it misses,
        it is the transaction (`Transaction.alone`).
        """
        expected, keys, parts = self._taken()
        if expected is not None and not keys and not parts:
            _check(expected, await self._transaction.fetch(expected.text, *expected.values))
        elif keys or parts:
            await self._send(expected, keys, parts, 0, [], final)

    async def send_with(
        self, events: Sequence[Pending], clinic_id: UUID, actor: Actor, request_id: str, *, final: bool
    ) -> int:
        """Send what is unsent and the events in one statement; the clinic's new head. Directly before COMMIT."""
        last = parameters(clinic_id, actor, request_id, events)
        seq: int = await self._send(*self._taken(), len(events), last, final)
        return seq

    def _taken(self) -> tuple[Expected | None, list[int], list[Part]]:
        taken = self._expected, self._keys, self._parts
        self.drop()
        return taken

    async def _send(
        self,
        expected: Expected | None,
        keys: list[int],
        parts: list[Part],
        events: int,
        last: list[Any],
        final: bool,
    ) -> Any:
        sought = None if expected is None else (expected.text, len(expected.values))
        text = written(sought, bool(keys), tuple([part.shape for part in parts]), min(events, 2))
        values = [] if expected is None else [*expected.values, expected.number]
        if keys:
            values.append(keys)
        for part in parts:
            values += part.values
        # What misses first has nothing done before it that would have to be undone.
        alone = final and not self._transaction.begun and not any(part.shape.may_miss for part in parts[1:])
        send = self._transaction.alone if alone else self._transaction.fetchrow
        row = await send(text, *values, *last)
        if row is None:
            return None  # of a plain INSERT
        answers = iter(row)
        if expected is not None and (found := next(answers)) is not None:
            _check(expected, [(part, UUID(id_), fits) for part, id_, fits in found])
            raise AssertionError("references hold and do not hold")
        for part in parts:
            if part.shape.may_miss and not next(answers):
                raise await (part.missed() if part.missed is not None else moved_on(part.shape.model))
        return row[-1]


def _check(expected: Expected, found: Iterable[Any]) -> None:
    problem = expected.refused(found)
    if problem is not None:
        raise problem


async def moved_on(model: type[Base]) -> Conflict:
    """Somebody else has written the row, or taken it away."""
    return Conflict(f"The {words(model)} was changed meanwhile.")


def words(model: type[Base]) -> str:
    """What people call a row of the model."""
    return model.table.replace("_", " ")


@lru_cache(maxsize=1024)
def written(sought: tuple[str, int] | None, locks: bool, shapes: tuple[Shape, ...], events: int) -> str:
    """The text that looks for references (text, number of parameters), takes locks, writes rows and stores events
    (none, one, or 2 for several), in this order.

    Its row begins with the references found unless they hold, says of each part that may miss whether it did not, and
    ends with the clinic's new head, if any.
    """
    if not sought and not locks and not events and len(shapes) == 1 and not shapes[0].may_miss:
        return f"{_into(shapes[0].model)} VALUES ({_marks(shapes[0].model, 1)})"
    parts, answers, source, first = [], [], None, 1
    if sought is not None:
        first = sought[1] + 2
        parts += [f"known AS MATERIALIZED ({sought[0]})", _HOLDING.format(number=first - 1)]
        answers.append(_FOUND)
        source = "holding"
    if locks:
        parts.append(_LOCKED.format(behind=f"{source}, " if source is not None else "", number=first))
        source, first = "locked", first + 1
    for number, shape in enumerate(shapes):
        parts.append(f"r{number} AS ({_part(shape, first, source)} RETURNING 1 AS done)")
        source, first = f"r{number}", first + shape.parameters
        if shape.may_miss:
            answers.append(f"EXISTS (SELECT FROM {source})")
    if events:
        parts.append(storing(first, events > 1, source))
        answers.append("(SELECT seq FROM head)")
    if not shapes and not events:
        answers.append(f"(SELECT done FROM {source})")  # noqa: S608  (a name of ours)
    return f"WITH {', '.join(parts)} SELECT {', '.join(answers) or '1'}"


#: One row if all references hold, and none otherwise.
_HOLDING = (
    "holding AS MATERIALIZED (SELECT 1 AS done WHERE (SELECT count(*) FROM known WHERE fits) = ${number}::bigint)"
)
_FOUND = """CASE WHEN NOT EXISTS (SELECT FROM holding)
 THEN coalesce((SELECT jsonb_agg(jsonb_build_array(part, id, fits)) FROM known), '[]') END"""
#: The keys come as they are sorted: `unnest` hands them out in the order of the array, one after the other.
_LOCKED = (
    "locked AS MATERIALIZED (SELECT count(pg_advisory_xact_lock(key)) AS done FROM {behind}unnest(${number}::bigint[])"
    " AS key HAVING count(*) > 0)"
)


def _part(shape: Shape, first: int, source: str | None) -> str:
    """Foreign keys to rows of parts before hold: they are checked when the whole statement is done."""
    model = shape.model
    behind = f" FROM {source}" if source is not None else ""
    if shape.sets is None:
        admitted = " ON CONFLICT DO NOTHING" if shape.unless_taken else ""
        return f"{_into(model)} SELECT {_marks(model, first)}{behind}{admitted}"
    number = first + len(shape.sets)
    sets = [f"{quote(name)} = ${n}" for n, name in enumerate(shape.sets, start=first)]
    conditions = [f't."id" = ${number}']
    if model.clinic_column is not None:
        number += 1
        conditions.append(f"t.{quote(model.clinic_column)} = ${number}")
    if shape.versioned:
        sets.append('"row_version" = t."row_version" + 1')
        conditions.append(f't."row_version" = ${number + 1}')
    return f"UPDATE {quote(model.table)} AS t SET {', '.join(sets)}{behind} WHERE {' AND '.join(conditions)}"  # noqa: S608


def _into(model: type[Base]) -> str:
    return f"INSERT INTO {quote(model.table)} ({', '.join(map(quote, model.columns))})"


def _marks(model: type[Base], start: int) -> str:
    """Typed: a parameter in a SELECT does not learn its type from the column it is for."""
    return ", ".join(f"${i}::{column.pg_type}" for i, column in enumerate(model.columns.values(), start))


# --- rows as values ------------------------------------------------------------------------------------------------


def inserting(row: Base) -> list[Any]:
    """The values of an INSERT: all columns, as the driver takes them."""
    known = row.__dict__
    return [encode(known.get(name), row) if encode is not None else known.get(name)
            for name, encode in _encoders(type(row)).items()]  # fmt: skip


def stored(row: Base, name: str, value: Any) -> Any:
    """A value of a column as the driver takes it."""
    encode = _encoders(type(row))[name]
    return value if encode is None else encode(value, row)


def encoded(model: type[Base], name: str, value: Any) -> Any:
    """As `stored`, of no row in particular."""
    encode = _encoders(model)[name]
    return value if encode is None or value is None else encode(value, None)


@lru_cache(maxsize=1024)
def _encoders(model: type[Base]) -> dict[str, Callable[[Any, Any], Any] | None]:
    """What makes of a column's value one of the driver's, where it is not one already: ids and times are."""
    fields = model._meta.fields_map
    return {
        name: None if column.pg_type in ("uuid", "timestamptz") else fields[name].to_db_value
        for name, column in model.columns.items()
    }


def drafted(model: type[Base], values: dict[str, Any]) -> Any:
    """An instance with these values and the columns' defaults, made without Tortoise's conversions: what is written
    goes through `inserting`, and what is read comes from the database."""
    row = model.__new__(model)
    row.__dict__.update(_partial=False, _saved_in_db=False, _custom_generated_pk=True, _await_when_save={})
    row.__dict__.update({name: make() for name, make in _defaults(model).items() if name not in values})
    row.__dict__.update(values)
    return row


@lru_cache(maxsize=1024)
def _defaults(model: type[Base]) -> dict[str, Callable[[], Any]]:
    return {name: _default(model._meta.fields_map[name].default) for name in model.columns}


def _default(default: Any) -> Callable[[], Any]:
    return default if callable(default) else lambda: default
