"""Moving everything of one patient to another and back, derived from the models: each table that points to patients
says on itself what becomes of its rows (models/merging), and the statements do not grow with the rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from core.errors import Conflict
from core.rows import Rows
from models.base import REGISTRY, Base
from models.merging import How, Move
from operation.context import Context
from operation.patient_graph import COLUMN, concerned, pointing, pointing_to
from operation.sets import Change, Mapped
from operation.writes import words

#: Rows of one table that are compared with each other; nobody has so many phone numbers or allergies.
MOST_COMPARED = 1000


@dataclass(frozen=True, slots=True)
class Twins:
    """A row of the kept patient and the duplicate's that is alike, and what the first takes over of the second."""

    kept: Mapping[str, Any]
    other: Mapping[str, Any]
    #: The columns that change, all of them for each pair of a table; empty where nothing does.
    united: dict[str, Any] = field(default_factory=dict)
    #: What both say and say differently, by column.
    differences: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is alike in both records; everything else simply moves."""

    twins: dict[type[Base], list[Twins]]
    #: Tables in which the kept patient has the row with the mark already.
    marked: frozenset[type[Base]]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """A row that cannot go back: `changed` since, or `gone`."""

    model: type[Base]
    id: UUID
    reason: str


async def compare(ctx: Context, kept: UUID, other: UUID, number: str) -> Plan:
    """Look for twins, one statement for each table that has any. `number` is how the other record is called where its
    words go into a text. Raises Conflict for what is too much to compare, or too long to be united."""
    twins: dict[type[Base], list[Twins]] = {}
    marked: set[type[Base]] = set()
    for model in concerned():
        rule = model.merging
        if not isinstance(rule, Move) or rule.twins is None:
            continue
        rows = ctx.clinic_rows(model).where(model.columns[COLUMN].in_([kept, other])).window(MOST_COMPARED + 1)
        found = await ctx.fetch(rows.select(model.columns))
        if len(found) > MOST_COMPARED:
            raise Conflict(f"These patients have too many rows of {words(model)} to be merged.")
        ours = [row for row in found if row[COLUMN] == kept]
        if rule.yields is not None and any(row[rule.yields] for row in ours):
            marked.add(model)
        alike = {tuple(row[name] for name in rule.twins): row for row in ours}
        twins[model] = [
            _united(model, rule, mine, row, number, marked=model in marked)
            for row in found
            if row[COLUMN] == other and (mine := alike.get(tuple(row[name] for name in rule.twins))) is not None
        ]
    return Plan(twins, frozenset(marked))


def _united(
    model: type[Base], rule: Move, kept: Mapping[str, Any], other: Mapping[str, Any], number: str, *, marked: bool
) -> Twins:
    values: dict[str, Any] = {}
    differences: dict[str, tuple[Any, Any]] = {}
    lost: list[str] = []
    for name, how in rule.united.items():
        if how is How.SAME:
            continue
        mine, theirs = kept[name], other[name]
        if mine and theirs and mine != theirs:
            differences[name] = (mine, theirs)
            if how is How.FIRST and rule.leftovers is not None:
                lost.append(f"{number}, {name.replace('_', ' ')}: {theirs}")
        if not (how is How.EITHER and marked):
            values[name] = _both(model, name, how, mine, theirs)
        else:
            values[name] = mine
    if lost and rule.leftovers is not None:
        values[rule.leftovers] = "\n".join([*filter(None, [values[rule.leftovers]]), *lost])
    for name, value in values.items():
        longest = getattr(model._meta.fields_map[name], "max_length", None)
        if longest is not None and isinstance(value, str) and len(value) > longest:
            raise Conflict(f"What both records say of {words(model)} is too long to stand together: {name}.")
    unchanged = all(values[name] == kept[name] for name in values)
    return Twins(kept, other, {} if unchanged else values, differences)


def _both(model: type[Base], name: str, how: How, mine: Any, theirs: Any) -> Any:
    """What is known when both are."""
    match how:
        case How.UNION:
            return [*mine, *(entry for entry in theirs if entry not in mine)]
        case How.TEXTS:
            if not mine or not theirs:
                return mine or theirs
            return mine if theirs in mine else f"{mine}\n{theirs}"
        case How.LATEST:
            return max(filter(None, (mine, theirs)), default=None)
        case How.WORST:
            order = [member.value for member in model.columns[name].python_type]
            return max(mine, theirs, key=order.index)
        case How.EITHER:
            return mine or theirs
        case _:
            return theirs if mine is None else mine


async def move(ctx: Context, plan: Plan, kept: UUID, other: UUID) -> dict[str, Any]:
    """Make everything of the other the kept patient's; what `restore` needs, as JSON. Both have to be held."""
    moved: list[dict[str, Any]] = []
    changes: list[Change] = []
    for model, column in pointing():
        rule = model.merging
        if not isinstance(rule, Move):
            continue
        rows = ctx.clinic_rows(model).where(model.columns[column] == other)
        if alike := [pair.other["id"] for pair in plan.twins.get(model, ())]:
            rows = rows.where(~model.columns["id"].in_(alike))
        for mark, part in _split(model, rule, rows, model in plan.marked):
            moved.append({"model": model.__name__, "column": column, "mark": mark})
            changes.append(Change(part, {column: kept} | ({mark: False} if mark else {}), silent=True))
    for entry, done in zip(moved, await ctx.change_all(*changes), strict=True):
        entry["rows"] = [[str(row.id), row.version] for row in done]
    return {
        "moved": [entry for entry in moved if entry["rows"]],
        "repointed": await _repoint(ctx, plan),
        "united": await _unite(ctx, plan),
    }


def _split(model: type[Base], rule: Move, rows: Rows[Any], marked: bool) -> list[tuple[str | None, Rows[Any]]]:
    """The rows, and apart from them those that lose their mark because the kept patient has it already."""
    if rule.yields is None or not marked:
        return [(None, rows)]
    mark = model.columns[rule.yields]
    return [(None, rows.where(mark == False)), (rule.yields, rows.where(mark == True))]  # noqa: E712


async def _repoint(ctx: Context, plan: Plan) -> list[dict[str, Any]]:
    """What points to the duplicate's twins points to the kept patient's from now on."""
    made = []
    for target, pairs in plan.twins.items():
        if not pairs:
            continue
        there = {pair.other["id"]: pair.kept["id"] for pair in pairs}
        for model, column in pointing_to(target):
            rows = ctx.clinic_rows(model).where(model.columns[column].in_(list(there)))
            (done,) = await ctx.change_all(Change(rows, {column: Mapped(there)}, silent=True))
            back = {str(new): str(old) for old, new in there.items()}
            ids = [str(row.id) for row in done]
            if ids:
                made.append({"model": model.__name__, "column": column, "rows": ids, "back": back})
    return made


async def _unite(ctx: Context, plan: Plan) -> list[dict[str, Any]]:
    made = []
    for model, pairs in plan.twins.items():
        changed = [pair for pair in pairs if pair.united]
        if not changed:
            continue
        await _write(ctx, model, [(pair.kept["id"], pair.kept["row_version"], pair.united) for pair in changed])
        rows = [
            [str(p.kept["id"]), {n: plain(p.kept[n]) for n in p.united}, {n: plain(v) for n, v in p.united.items()}]
            for p in changed
        ]
        made.append({"model": model.__name__, "rows": rows})
    return made


async def _write(ctx: Context, model: type[Base], rows: Sequence[tuple[UUID, int, Mapping[str, Any]]]) -> None:
    """Values of their own for some rows at a version. Raises Conflict when one of them has moved on."""
    if any(model.columns[name].pg_type.endswith("[]") for name in rows[0][2]):
        # One per patient: such a table has one row to be written.
        columns = model.columns
        sets = await ctx.change_all(
            *(
                Change(ctx.clinic_rows(model).where(columns["id"] == id_, columns["row_version"] == version), values)
                for id_, version, values in rows
            )
        )
        done = sum(map(len, sets))
    else:
        done = len(await ctx.change_each(model, rows))
    if done != len(rows):
        raise Conflict(f"The {words(model)} was changed meanwhile; try again.")


async def restore(ctx: Context, undo: Mapping[str, Any], kept: UUID, other: UUID) -> list[Hindrance]:
    """Take everything back that `move` moved; what cannot go back. If there is any, the command has to fail."""
    hindrances: list[Hindrance] = []
    changes = [_back(ctx, entry, kept, other) for entry in undo["moved"]]
    for entry, done in zip(undo["moved"], await ctx.change_all(*changes) if changes else [], strict=True):
        hindrances += _missing(REGISTRY[entry["model"]], entry["rows"], dict(done))
    for entry in undo["repointed"]:
        model, column = REGISTRY[entry["model"]], entry["column"]
        back = {UUID(new): UUID(old) for new, old in entry["back"].items()}
        rows = ctx.clinic_rows(model).where(
            model.columns["id"].in_([UUID(id_) for id_ in entry["rows"]]), model.columns[column].in_(list(back))
        )
        (done,) = await ctx.change_all(Change(rows, {column: Mapped(back)}, silent=True))
        there = {row.id for row in done}
        hindrances += [Hindrance(model, UUID(i), "changed") for i in entry["rows"] if UUID(i) not in there]
    for entry in undo["united"]:
        hindrances += await _divide(ctx, REGISTRY[entry["model"]], entry["rows"])
    return list({hindrance.id: hindrance for hindrance in reversed(hindrances)}.values())


def _back(ctx: Context, entry: Mapping[str, Any], kept: UUID, other: UUID) -> Change:
    model, column = REGISTRY[entry["model"]], entry["column"]
    rows = ctx.clinic_rows(model).where(
        model.columns["id"].in_([UUID(id_) for id_, _ in entry["rows"]]), model.columns[column] == kept
    )
    return Change(rows, {column: other} | ({entry["mark"]: True} if entry["mark"] else {}), silent=True)


def _missing(model: type[Base], rows: Sequence[tuple[str, int]], done: Mapping[UUID, int]) -> list[Hindrance]:
    rule = model.merging
    loose = isinstance(rule, Move) and rule.loose
    found = []
    for id_, version in rows:
        now = done.get(UUID(id_))
        if now is None and not loose:
            found.append(Hindrance(model, UUID(id_), "gone"))
        elif now not in (None, version) and not loose:
            found.append(Hindrance(model, UUID(id_), "changed"))
    return found


async def _divide(ctx: Context, model: type[Base], rows: Sequence[Any]) -> list[Hindrance]:
    """Give united rows back what they said, unless somebody has written them since."""
    ids = [UUID(id_) for id_, _, _ in rows]
    found = await ctx.fetch(ctx.clinic_rows(model).where(model.columns["id"].in_(ids)).select(model.columns))
    now = {row["id"]: row for row in found}
    hindrances, back = [], []
    for id_, before, after in rows:
        row = now.get(UUID(id_))
        if row is None:
            hindrances.append(Hindrance(model, UUID(id_), "gone"))
        elif any(plain(row[name]) != value for name, value in after.items()):
            hindrances.append(Hindrance(model, UUID(id_), "changed"))
        else:
            values = {name: spoken(model, name, value) for name, value in before.items()}
            back.append((row["id"], row["row_version"], values))
    if back and not hindrances:
        await _write(ctx, model, back)
    return hindrances


def plain(value: Any) -> Any:
    """A column's value as JSON."""
    match value:
        case dt.date():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return value


def spoken(model: type[Base], name: str, value: Any) -> Any:
    """A column's value of what `plain` made."""
    if value is None:
        return None
    match model.columns[name].pg_type:
        case "timestamptz":
            return dt.datetime.fromisoformat(value)
        case "date":
            return dt.date.fromisoformat(value)
        case "uuid":
            return UUID(value)
        case _:
            return value
