"""What the grid says, for people (`docs/permissions.md`) and for programs (tab-separated)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby

from permissions import ceilings, floors, grid
from permissions.grid import Cell, Line
from permissions.keys import Permission
from permissions.legacy import LEGACY
from permissions.plans import Module, Plan, default_modules
from permissions.resolution import resolve
from permissions.roles import CLINIC_ROLES, Role, Scope

_WORDS: dict[Cell, str] = {Cell.PRO: "Pro", Cell.PRO_PLUS: "Pro+", Cell.OWN: "own", Cell.NEVER: "-"}
_SCOPES: dict[Scope | None, str] = {Scope.ALL: "all", Scope.OWN: "own", None: "-"}
_TITLES: dict[Plan, str] = {Plan.PRO: "Pro", Plan.PRO_PLUS: "Pro+"}

_INTRODUCTION = """\
# Permissions

Printed from `permissions/` by `python -m permissions.report`; change the grid, not this page.

What somebody holds in a clinic is decided in layers, each over the one before:

1. **Plan**: what the grid below gives the role. A trial is Pro, Enterprise is Pro+.
2. **Template**: the clinic's own settings for managers, doctors and receptionists.
3. **Override**: personal settings of one member. A patient's can only take away.
4. **Floor**: keys that no template or override takes away.
5. **Ceiling**: what a role or a plan can never hold, whatever a template, an override or a legacy key says.

Templates and overrides never touch an admin. A superadmin passes every check, but only inside a named clinic, with
second factor and reason. A module that is off is answered before any key is looked at. One grants only keys one holds,
never to oneself. In a template or override a dotted key beats the legacy key that includes it."""


def render_tsv(role: Role, plan: Plan) -> str:
    """One line per key in the grid's order: key, tab, `all`, `own` or `-`; what the role holds by the plan alone."""
    held = resolve(role, plan)
    return "".join(f"{line.permission}\t{_SCOPES[held.scope(line.permission)]}\n" for line in grid.lines())


def render_markdown() -> str:
    """The page `docs/permissions.md`, ending in a newline."""
    parts = [_INTRODUCTION, _counts(), _modules(), "## Who holds what"]
    parts += [_section(title, lines) for title, lines in _sections()]
    parts += [_floors(), _ceilings(), _legacy(), _notes()]
    return "\n\n".join(parts) + "\n"


def _sections() -> Iterator[tuple[str, list[Line]]]:
    for title, lines in groupby(grid.lines(), key=lambda line: line.section):
        yield title, list(lines)


def _table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    columns = list(header)
    body = [columns, ["---"] * len(columns), *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(row) + " |" for row in body)


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _counts() -> str:
    rows = [[title, *(str(len(resolve(role, plan))) for role in CLINIC_ROLES)] for plan, title in _TITLES.items()]
    total = len(Permission)
    text = f"Of {total} keys a role holds by the plan alone (a patient's are for own records):"
    return f"## Counts\n\n{text}\n\n" + _table(["Plan", *CLINIC_ROLES], rows)


def _modules() -> str:
    rows = [
        [f"`{module}`", *("on" if module in default_modules(plan) else "-" for plan in _TITLES)] for module in Module
    ]
    text = "What a plan switches on by itself. WhatsApp is a paid add-on and part of no plan."
    return f"## Modules\n\n{text}\n\n" + _table(["Module", *_TITLES.values()], rows)


def _section(title: str, lines: list[Line]) -> str:
    rows = [
        [f"`{line.permission}`", line.description, *(_WORDS[line.cells[role]] for role in CLINIC_ROLES)]
        for line in lines
    ]
    return f"### {title}\n\n" + _table(["Key", "What it allows", *CLINIC_ROLES], rows)


def _floors() -> str:
    rows = [
        [role, _code(p for p in Permission if p in floors.floor(role))] for role in CLINIC_ROLES if floors.floor(role)
    ]
    text = "No template and no override takes these away. They hold inside the plan and inside the module."
    return f"## Floors\n\n{text}\n\n" + _table(["Role", "Keys"], rows)


def _ceilings() -> str:
    rows = [[", ".join(rule.roles), f"`{rule.pattern}`", "never", rule.why] for rule in ceilings.RULES]
    rows += [
        ["patient", "every key", "own", "only keys whose patient cell is own, and never wider than own rows"],
        ["everybody", "every key", "plan", "a key's limit is the lowest plan at which any role has it"],
        ["everybody", "platform acts", "never", "what only a superadmin may do is no key, so no store can grant it"],
        ["everybody", "role guards", "never", "a role guard looks at the membership's role; no key stands in for it"],
    ]
    return "## Ceilings\n\n" + _table(["Role", "Keys", "At most", "Why"], rows)


def _legacy() -> str:
    rows = [[f"`{name}`", str(len(keys)), _code(keys)] for name, keys in LEGACY.items()]
    text = (
        "Accepted in templates and overrides and expanded by the letter; the ceilings cut what a role can never hold."
    )
    return f"## Legacy keys\n\n{text}\n\n" + _table(["Legacy key", "Keys", "Stands for"], rows)


def _notes() -> str:
    by_note: dict[str, list[str]] = {}
    for line in grid.lines():
        if line.note:
            by_note.setdefault(line.note, []).append(line.permission)
    rows = [[note, _code(keys)] for note, keys in by_note.items()]
    text = "Where the sources leave room: why a cell reads as it does."
    return f"## Notes on the grid\n\n{text}\n\n" + _table(["Note", "Keys"], rows)


if __name__ == "__main__":
    sys.stdout.write(render_markdown())
