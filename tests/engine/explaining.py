"""What the application really sends for an operation, and how PostgreSQL would run it for the application's login."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

FOLDER = Path(__file__).parent / "plans"

#: Tables that grow for ever: nothing that is asked every day reads one of them from end to end.
LARGE = ("appointment", "appointment_change", "patient", "phone_number", "notification", "event")

_BEGIN = "BEGIN"
_ENDS = ("COMMIT", "ROLLBACK")
_PARAMETER = re.compile(r"\$(\d+)")
_INDEX = re.compile(r"Index (?:Only )?Scan (?:Backward )?using (\S+)|Bitmap Index Scan on (\S+)")
_BY_ID = re.compile(r"^(?:(\w+)_pkey|uq_(\w+)_clinic_id)$")
_CLAUSE = re.compile(r" (?=FROM|WHERE|ORDER BY|LEFT JOIN|UNION ALL|RETURNING|VALUES)")
_WHOLE = re.compile(r"Seq Scan on (\w+)")


class Connection(Protocol):
    """A session of the application's login, its clinic set."""

    async def fetch(self, sql: str, /, *values: Any) -> Any: ...
    async def execute(self, sql: str, /, *values: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Sent:
    """One statement as it was sent, and whether in a command's transaction."""

    sql: str
    command: bool


def sent(statements: Iterable[str]) -> list[Sent]:
    """The statements of an operation in order, but for those that set the clinic and those around a transaction."""
    found, command = [], False
    for sql in statements:
        if sql.startswith(_BEGIN):
            command = True
        elif sql in _ENDS:
            command = False
        elif "set_config" not in sql:
            found.append(Sent(" ".join(sql.split()), command))
    return found


async def explained(connection: Connection, sql: str) -> str:
    """The plan of a statement, the same for all parameters, as the session would run it."""
    count = max(map(int, _PARAMETER.findall(sql)), default=0)
    values = f"({', '.join(['NULL'] * count)})" if count else ""
    await connection.execute(f"PREPARE explained AS {sql}")
    try:
        lines = await connection.fetch(f"EXPLAIN (COSTS OFF) EXECUTE explained{values}")
    finally:
        await connection.execute("DEALLOCATE explained")
    return "\n".join(line[0] for line in lines)


def indexes(plan: str) -> list[str]:
    """Names of the indexes that a plan reads, sorted, each once. A row is found by its id through either of two: they
    cost the same, and each PostgreSQL has its own taste."""
    names = {one or other for one, other in _INDEX.findall(plan)}
    return sorted(_BY_ID.sub(r"\1\2 by id", name) for name in names)


def complaints(plan: str, committed: str, *, exactly: bool) -> list[str]:
    """What is wrong with a plan beside the committed one; `exactly` when it was made by the same PostgreSQL."""
    found = [f"reads all of {table}" for table in sorted(set(_WHOLE.findall(plan)) & set(LARGE))]
    if indexes(plan) != indexes(committed):
        found.append(f"reads {indexes(plan)} instead of {indexes(committed)}")
    if exactly and plan != committed:
        found.append("is another plan")
    return found


# --- committed texts ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Explained:
    """A statement with its plan."""

    sql: str
    plan: str


def written(plans: Iterable[Explained]) -> str:
    """The text of a file."""
    return "\n".join(f"{_folded(one.sql)}\n\n{_indented(one.plan)}\n" for one in plans)


def read(name: str) -> list[Explained]:
    """The committed plans of a document; none when there is no such file."""
    path = FOLDER / f"{name}.txt"
    return parsed(path.read_text(encoding="utf-8")) if path.exists() else []


def parsed(text: str) -> list[Explained]:
    """What `written` wrote."""
    parts = re.split(r"\n{2,}", text.strip("\n"))
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [Explained(" ".join(sql.split()), re.sub(r"(?m)^    ", "", plan)) for sql, plan in pairs]


def write(name: str, plans: Iterable[Explained]) -> None:
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / f"{name}.txt").write_text(written(plans), encoding="utf-8")


def _indented(plan: str) -> str:
    return "\n".join(f"    {line}" for line in plan.splitlines())


def _folded(sql: str) -> str:
    """One clause a line, more or less: for reading, and for a small difference when something changes."""
    return _CLAUSE.sub("\n  ", sql)
