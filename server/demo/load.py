"""Loading the demo: once, in one transaction, as the owner; again when what makes it has changed."""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import asyncpg

from models.base import REGISTRY, Base, PlatformView
from models.log import PlatformEventHead
from server.demo.clinics import BRIGHT, PASSWORD, SIGN_INS
from server.demo.make import shelves
from server.demo.progress import Progress, progress
from server.demo.rows import Table
from server.provision import Database

#: Serialises loads of one database; any constant will do.
_LOCK = 0x0D0_48
#: Rows of a table from which on it is worth it to declare its indexes and references afterwards.
_MANY = 10_000
_MARK = re.compile(r"odontograph demo (\w+) of (\S+)")


def version() -> str:
    """What makes the demo, as a fingerprint: a demo made by anything else is loaded anew."""
    found = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        found.update(file.read_bytes())
    return found.hexdigest()[:16]


async def seed(
    database: Database, *, scale: float = 1.0, now: dt.datetime | None = None, screen: TextIO | None = None
) -> list[str]:
    """Fill an empty database; returns the lines to show (sign-ins). Leaves a demo of this version alone, as it leaves
    any database that is no demo; one of another version is emptied first, whatever its visitors have changed.

    `scale` makes less of it (tests), `now` is the moment that all times are relative to, `screen` shows how far it is.
    """
    now = now or dt.datetime.now(dt.UTC)
    connection = await asyncpg.connect(database.owner_url)
    try:
        if await _wanted(connection):
            with progress(screen) as bar:
                with _uncollected():
                    async with connection.transaction():
                        await _load(connection, database, scale, now, bar)
                bar.step("Tidying up")
                # What is in the tables was counted when they were filled.
                await connection.execute("VACUUM")
        return [*_lines(), *_aged(await _mark(connection), now)]
    finally:
        await connection.close()


async def _wanted(connection: Any) -> bool:
    """Whether the demo is to be loaded: into a database without clinics, or over a demo of another version."""
    clinics = {row["id"] for row in await connection.fetch("SELECT id FROM clinic")}
    if not clinics:
        return True
    known = _MARK.match(await _mark(connection))
    return BRIGHT in clinics and (known is None or known[1] != version())


async def _mark(connection: Any) -> str:
    """What was noted of the database when it was loaded."""
    query = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"
    return await connection.fetchval(query) or ""


async def _load(connection: Any, database: Database, scale: float, now: dt.datetime, bar: Progress) -> None:
    await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
    if not await _wanted(connection):
        return  # somebody else has loaded it meanwhile
    await _empty(connection)
    tables: dict[type[Base], list[Table]] = {}
    bar.step("Making up people and visits")
    for shelf in shelves(now, scale):
        for model, table in shelf.tables.items():
            tables.setdefault(model, []).append(table)
    bar.rows(sum(len(table.rows) for found in tables.values() for table in found))
    for model in _parents_first(tables):
        await _copy(connection, model, tables[model], bar)
    note = f"odontograph demo {version()} of {now:%Y-%m-%d}"
    name = '"' + database.name.replace('"', '""') + '"'
    await connection.execute(f"COMMENT ON DATABASE {name} IS '{note}'")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing that is made in this block is garbage: looking for some takes half the time of making it, and goes
    through all of it again and again while it is copied."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


async def _copy(connection: Any, model: type[Base], tables: list[Table], bar: Progress) -> None:
    """One table's rows. Of many rows the database checks references and makes indexes all at once afterwards, which
    costs it a fraction: the declarations are taken away and put back as they were, in this very transaction. Triggers
    rest meanwhile: they bring to a kept record what comes for a merged one, and the demo has merged nobody."""
    later = await _declarations(connection, model) if sum(len(table.rows) for table in tables) > _MANY else []
    for take, _ in later:
        await connection.execute(take)
    for table in tables:
        records = bar.counted(model.table, table.records())
        await connection.copy_records_to_table(model.table, records=records, columns=table.names)
    for _, put in later:
        await connection.execute(put)
    # The checks of references to it are planned by what is known of its size: without this they would read all of it.
    await connection.execute(f'ANALYZE "{model.table}"')


async def _declarations(connection: Any, model: type[Base]) -> list[tuple[str, str]]:
    """What takes each index, reference and trigger of a table away, and what puts it back. Keys stay, for others lean
    on them; so does whatever holds for some rows only: its condition would come back in other words."""
    rows = await connection.fetch(_DECLARED, model.table)
    return [(row["take"], row["put"]) for row in rows]


_DECLARED = """
SELECT format('DROP INDEX %s', i.indexrelid::regclass) AS take, pg_get_indexdef(i.indexrelid) AS put
  FROM pg_index i
 WHERE i.indrelid = $1::text::regclass AND i.indpred IS NULL
   AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
UNION ALL
SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname),
       format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
  FROM pg_constraint c WHERE c.conrelid = $1::text::regclass AND c.contype = 'f'
UNION ALL
SELECT format('ALTER TABLE %s DISABLE TRIGGER %I', t.tgrelid::regclass, t.tgname),
       format('ALTER TABLE %s ENABLE TRIGGER %I', t.tgrelid::regclass, t.tgname)
  FROM pg_trigger t WHERE t.tgrelid = $1::text::regclass AND NOT t.tgisinternal AND t.tgenabled = 'O'
"""


async def _empty(connection: Any) -> None:
    """Take everything out. Jobs of the rows that go would find nothing."""
    tables = [model for model in REGISTRY.values() if not issubclass(model, PlatformView)]
    names = [f'"{model.table}"' for model in tables if model is not PlatformEventHead]
    await connection.execute(f"TRUNCATE {', '.join([*names, 'procrastinate_jobs'])} CASCADE")


def _parents_first(models: Iterable[type[Base]]) -> list[type[Base]]:
    """Models in an order in which whatever a row points to is there before it."""
    waiting, found = list(models), list[type[Base]]()
    while waiting:
        ready = [m for m in waiting if not any(_points(m, other) for other in waiting if other is not m)]
        found += ready
        waiting = [m for m in waiting if m not in ready]
    return found


def _points(model: type[Base], other: type[Base]) -> bool:
    belongs = other.__name__ == "Clinic" and model.clinic_column == "clinic_id"
    return belongs or any(column.references == other.__name__ for column in model.columns.values())


def _lines() -> list[str]:
    width = max(len(label) for label, *_ in SIGN_INS)
    lines = ["Sign in as (password of all: " + PASSWORD + ")"]
    return lines + [f"  {label:<{width}}  {who:<28} {clinic}" for label, who, _, clinic in SIGN_INS]


def _aged(mark: str, now: dt.datetime) -> list[str]:
    known = _MARK.match(mark)
    if known is None or known[2] == f"{now:%Y-%m-%d}":
        return []
    return [f"Its calendar is around {known[2]}, when it was loaded: `make clean demo` makes one around today."]
