"""The doors between clinics, typed: `models/doors.sql` holds their text, this file their use from Python.

Every function takes anything with `fetch`, `fetchrow` and `fetchval`: a read connection or a transaction.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Protocol

APP_ROLE = "odontograph_app"

SOURCE = Path(__file__).with_name("doors.sql")


class Fetches(Protocol):
    """A read connection, or a command's transaction."""

    async def fetch(self, sql: str, /, *values: Any) -> list[Any]: ...
    async def fetchrow(self, sql: str, /, *values: Any) -> Any: ...
    async def fetchval(self, sql: str, /, *values: Any) -> Any: ...


def definitions() -> dict[str, str]:
    """Name of each door to its CREATE FUNCTION statement."""
    found = re.findall(r"^CREATE FUNCTION (\w+)\((?:.|\n)*?\$\$;$", SOURCE.read_text(), re.M)
    whole = re.finditer(r"^CREATE FUNCTION (?:.|\n)*?\$\$;$", SOURCE.read_text(), re.M)
    return dict(zip(found, (m.group(0) for m in whole), strict=True))


def rights() -> list[str]:
    """Who may call the doors: the application login and nobody else."""
    signatures = re.findall(r"^CREATE FUNCTION (\w+\((?:.|\n)*?\))\nRETURNS", SOURCE.read_text(), re.M)
    lines = []
    for signature in signatures:
        name, arguments = signature.split("(", 1)
        types = ", ".join(part.split()[-1] for part in arguments.rstrip(")").replace("\n", " ").split(",") if part)
        lines.append(f"REVOKE ALL ON FUNCTION {name}({types}) FROM PUBLIC;")
        lines.append(f"GRANT EXECUTE ON FUNCTION {name}({types}) TO {APP_ROLE};")
    return lines


async def emit_platform(
    connection: Fetches, event: Any, kind: str, *, account: Any = None, clinic: Any = None, session: Any = None
) -> int:
    """Append to the platform stream; returns the event's number. Lock order: after every clinic's head."""
    number = await connection.fetchval(
        "SELECT door_platform_emit($1, $2, $3, $4, $5)", event, kind, account, clinic, session
    )
    return int(number)
