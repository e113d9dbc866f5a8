"""Who holds what by default: one line per key in `grid.tsv`, compiled to dictionaries at import.

A line gives the plan from which admin, manager, doctor and receptionist hold the key (`pro`, `pro+`, `-` never) and
whether a patient holds it for own rows (`own` or `-`). Nothing is inherited and nothing is a wildcard: what a role
holds is what its column says. A missing, doubled or misspelt key or cell fails the import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib import resources
from typing import NamedTuple

from permissions.keys import Permission
from permissions.plans import Plan
from permissions.roles import CLINIC_ROLES, Role, Scope

HEADER = ("key", "section", *CLINIC_ROLES, "description", "note")


class GridError(ValueError):
    """The table is not a complete, correctly spelt grid."""


class Cell(StrEnum):
    """What a role gets of a key: from which plan, own rows, or never."""

    PRO = "pro"
    PRO_PLUS = "pro+"
    OWN = "own"
    NEVER = "-"

    @property
    def tier(self) -> int | None:
        """The lowest tier that carries it; own rows come with every plan."""
        return {Cell.PRO: 1, Cell.OWN: 1, Cell.PRO_PLUS: 2, Cell.NEVER: None}[self]

    @property
    def scope(self) -> Scope:
        """How far the key reaches where it is held."""
        return Scope.OWN if self is Cell.OWN else Scope.ALL


@dataclass(frozen=True, slots=True)
class Line:
    """One key of the grid. `note` says why a cell reads as it does where the sources leave room."""

    permission: Permission
    section: str
    cells: Mapping[Role, Cell]
    description: str
    note: str


class _Compiled(NamedTuple):
    defaults: dict[tuple[Role, int], dict[Permission, Scope]]
    lowest_tier: dict[Permission, int | None]
    highest_tier: dict[Permission, int]


def parse(text: str) -> dict[Permission, Line]:
    """The lines of a tab-separated grid, in order. GridError names the line that is wrong, or what is missing."""
    first, *rest = text.splitlines()
    if tuple(first.split("\t")) != HEADER:
        raise GridError(f"line 1: the columns are {', '.join(HEADER)}")
    lines: dict[Permission, Line] = {}
    for number, raw in enumerate(rest, start=2):
        try:
            line = _parse_line(raw)
        except ValueError as problem:
            raise GridError(f"line {number}: {problem}") from problem
        if line.permission in lines:
            raise GridError(f"line {number}: {line.permission} is there twice")
        lines[line.permission] = line
    missing = [p.value for p in Permission if p not in lines]
    if missing:
        raise GridError(f"no line for {', '.join(missing)}")
    return lines


def _parse_line(raw: str) -> Line:
    columns = raw.split("\t")
    if len(columns) != len(HEADER):
        raise GridError(f"{len(columns)} columns, not {len(HEADER)}")
    name, section, *cells, description, note = columns
    if not section or not description:
        raise GridError(f"{name} has no section or no description")
    row = {role: _cell(role, value) for role, value in zip(CLINIC_ROLES, cells, strict=True)}
    return Line(Permission(name), section, row, description, note)


def _cell(role: Role, value: str) -> Cell:
    cell = Cell(value)
    # Own is for patients and only for patients: staff scopes come from row filters, not from the grid.
    if cell is not Cell.NEVER and (cell is Cell.OWN) != (role is Role.PATIENT):
        raise GridError(f"{role.phrase} cannot have the cell {value!r}")
    return cell


def _compile(lines: Mapping[Permission, Line]) -> _Compiled:
    defaults: dict[tuple[Role, int], dict[Permission, Scope]] = {}
    for role in CLINIC_ROLES:
        for tier in (1, 2):
            held = {p: line.cells[role] for p, line in lines.items() if (line.cells[role].tier or 9) <= tier}
            defaults[role, tier] = {p: cell.scope for p, cell in held.items()}
    tiers = {p: [c.tier for c in line.cells.values() if c.tier] for p, line in lines.items()}
    lowest = {p: min(held, default=None) for p, held in tiers.items()}
    highest = {p: max(held, default=1) for p, held in tiers.items()}
    return _Compiled(defaults, lowest, highest)


_lines = parse(resources.files("permissions").joinpath("grid.tsv").read_text("utf-8"))
_compiled = _compile(_lines)
_listeners: list[Callable[[], None]] = []


def lines() -> tuple[Line, ...]:
    """The whole grid, in printing order."""
    return tuple(_lines.values())


def line(permission: Permission) -> Line:
    """The grid's line of one key."""
    return _lines[permission]


def defaults(role: Role, plan: Plan) -> Mapping[Permission, Scope]:
    """What a clinic role holds by the plan alone."""
    return _compiled.defaults[role, plan.tier]


def default(role: Role, plan: Plan, permission: Permission) -> Scope | None:
    """How far a clinic role holds one key by the plan alone."""
    return _compiled.defaults[role, plan.tier].get(permission)


def lowest_tier(permission: Permission) -> int | None:
    """The lowest tier at which any role holds the key: below it nobody does, whatever a store says."""
    return _compiled.lowest_tier[permission]


def highest_tier(permission: Permission) -> int:
    """The tier at which every role that ever holds the key holds it: 2 for a key that is Pro+ for somebody."""
    return _compiled.highest_tier[permission]


def on_change(forget: Callable[[], None]) -> None:
    """Have `forget` called whenever a cell changes; for whoever caches what the grid says."""
    _listeners.append(forget)


def _install(changed: dict[Permission, Line]) -> None:
    global _lines, _compiled
    _lines, _compiled = changed, _compile(changed)
    for forget in _listeners:
        forget()


@contextmanager
def with_cell(permission: Permission, role: Role, value: Cell | str) -> Iterator[None]:
    """For tests: one cell of the compiled grid reads `value` inside the block, in this process.

    Grants that were resolved before the block are values and stay as they are.
    """
    before = _lines
    flipped = replace(before[permission], cells={**before[permission].cells, role: _cell(role, value)})
    _install({**before, permission: flipped})
    try:
        yield
    finally:
        _install(before)
