"""The door for SQL written by hand: Rows enter as named CTEs, and the text reads from nothing else.

So what is read by hand keeps the clinic and the caller's scope that its Rows carry.
"""

from __future__ import annotations

import re
from typing import Any

from core import db
from core.predicates import quote, render
from core.rows import Rows, Statement, kept_text, table_of
from models.base import REGISTRY
from operation.context import Context

_NAMES = re.compile(r"[a-z_][a-z_0-9]*", re.IGNORECASE)
_LITERALS = re.compile(r"'(?:[^']|'')*'")
_SOURCES = re.compile(r"\b(?:from|join|table|into|update)\s+([^\s(;,]+)(\s*,)?", re.IGNORECASE)


async def fetch(ctx: Context, text: str, **parts: Rows[Any]) -> list[Any]:
    """The rows of a SELECT over `parts`, each by its name: `fetch(ctx, "SELECT day FROM off", off=ctx.rows(Holiday))`.

    Reads on the command's connection if there is one. Raises TypeError for a text that reads from anything else.
    """
    return await ctx.fetch(together(text, **parts))


async def glance(ctx: Context, text: str, **parts: Rows[Any]) -> list[Any]:
    """As `fetch`, through the read door in a command too: for what it is guided by and does not count on. So it sees
    nothing that the command has written, and the command's transaction need not have begun."""
    statement = together(text, **parts)
    return list(await db.fetch(ctx.actor.clinic_id, statement.sql, *statement.values))


def together(text: str, **parts: Rows[Any]) -> Statement:
    """The statement, with the values of all parts; windows and orders of the parts do not count."""
    shape: list[Any] = []
    values: list[Any] = []
    for name, rows in parts.items():
        condition = rows.condition
        shape.append((name, rows.model, rows.only, condition.key))
        values += condition.values
    return Statement(kept_text(("together", text, *shape), lambda: _written(text, shape)), tuple(values))


def _columns(text: str, model: type[Any], only: frozenset[str] | None) -> str:
    """The columns that a text may read and names."""
    named = set(re.findall(r"\w+", text))
    every = "*" in text
    return ", ".join(
        quote(name)
        for name in table_of(model).columns
        if (only is None or name in only) and (every or name in named or name == "id")
    )


def _written(text: str, shape: list[Any]) -> str:
    known = {name for name, *_ in shape}
    if tables := known & {model.table for model in REGISTRY.values()}:
        # One part would read the other instead of the table.
        raise TypeError(f"{tables.pop()!r} is a table's name")
    for source, comma in _SOURCES.findall(text):
        if comma or source.strip('"') not in known:
            raise TypeError(f"{source!r} is none of the rows that were handed in: {', '.join(sorted(known))}")
    # Behind a bracket and a comma the pattern does not see it: a text names no table at all, wherever.
    if named := {model.table for model in REGISTRY.values()} & set(_NAMES.findall(_LITERALS.sub("''", text))):
        raise TypeError(f"{named.pop()!r} is a table: hand in its rows")
    number = 0

    def parameter() -> str:
        nonlocal number
        number += 1
        return f"${number}"

    parts = [
        f"{quote(name)} AS (SELECT {_columns(text, model, only)} FROM {quote(table_of(model).table)} t"  # noqa: S608
        f" WHERE {render(key, 't', parameter)})"
        for name, model, only, key in shape
    ]
    return f"WITH {', '.join(parts)} {text}"
