"""`python -m bench.memory`: what a kept document and its plan take in the process, and a prepared statement in
PostgreSQL, for the documents of the benchmark. Nothing is timed; run it by hand after a change of the engine.
"""

from __future__ import annotations

import asyncio
import dataclasses
import gc
import re
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Awaitable, Callable, Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import Any

import asyncpg

from bench import data, work
from core import db
from core.pool import PLANNING
from core.settings import Settings
from engine.compile import Compiled
from engine.documents import Bounds, Documents
from engine.door import Answer, Request
from operation.context import Context, Identity, RequestInfo
from permissions import Actor, Grants
from schema.build import build
from server import embedded, provision
from server.app import Process, create_app
from server.provision import Database

SIZE = data.Size(clinics=3)
CLINIC = 1
#: Copies that a size is the mean of.
COPIES = 16
DOCUMENTS = ("Q1", "Q2", "Q3", "M1", "S1")

_PARAMETER = re.compile(r"\$(\d+)")
#: What PostgreSQL keeps of prepared statements: their text and trees, and the plan.
_KEPT = "SELECT coalesce(sum(total_bytes), 0)::int FROM pg_backend_memory_contexts WHERE name LIKE 'CachedPlan%'"
_ALL = "SELECT sum(total_bytes)::int FROM pg_backend_memory_contexts"


def main() -> None:
    """Measure and print."""
    with _filled() as database:
        asyncio.run(_measure(database))


@contextmanager
def _filled() -> Iterator[Database]:
    """A database of the benchmark's, small, on a server of its own."""
    with tempfile.TemporaryDirectory(prefix="odontograph-memory-") as folder:
        servers = embedded.start(Path(folder) / "servers", settings=embedded.FAST, ephemeral=True)
        try:
            database = provision.provision(servers.admin_url, "memory")
            code = "import asyncio, sys; from models import migrate; asyncio.run(migrate.upgrade(sys.argv[1]))"
            subprocess.run([sys.executable, "-c", code, database.owner_url], cwd=data.ROOT, check=True)
            data.fill(database, SIZE, checked=False)
            yield database
        finally:
            servers.stop()


async def _measure(database: Database) -> None:
    admin = await asyncpg.connect(database.admin_url)
    await admin.execute("VACUUM (ANALYZE)")
    secret = b"of a server that nobody else can reach"
    app = create_app(Settings(environment="test", database_url=database.app_url, secret_key=secret))
    async with app.router.lifespan_context(app):
        process: Process = app.state.process
        who = await process.authenticator.identify(data.token(CLINIC, data.RECEPTIONIST))
        _print_process(who)
        print("\nPostgreSQL, KiB per prepared statement (generic plan, behind row-level security)")
        version = await admin.fetchval("SHOW server_version")
        print(f"{'':8} {'statement':>9} {'KiB':>8} {'first in its session':>22}   PostgreSQL {version}")
        for name in DOCUMENTS:
            for number, sql in enumerate(await _sent(process, who, name), 1):
                kept, first = await _prepared(database, sql)
                print(f"{name:8} {number:>9} {kept / 1024:>8.1f} {first / 1024:>22.1f}")
    await admin.close()


# --- the process --------------------------------------------------------------------------------------------------


def _print_process(who: Identity) -> None:
    print("The process, KiB each")
    print(f"{'':8} {'document':>9} {'operation':>10} {'plan':>8}")
    for name in DOCUMENTS:
        kept, operation, plan = _sizes(work.document("odontograph", name), who.actor)
        print(f"{name:8} {kept:>9.1f} {operation:>10.1f} {plan:>8.1f}")
    print(f"an actor {_size(lambda _: _copied(who.actor)):>8.1f}")


def _sizes(text: str, actor: Actor) -> tuple[float, float, float]:
    """KiB of a document as it is kept, of one operation of it, and of a plan."""
    schema, bounds = build(), Bounds()
    document = Documents(schema, bounds).get(text)
    node = next(iter(document.operations.values()))
    compiled = Compiled(schema, document, node)
    return (
        _size(lambda n: Documents(schema, bounds).get(text + " " * n)),
        _size(lambda _: Compiled(schema, document, node)),
        _size(lambda _: compiled.plan(actor, {}, bounds, True)),
    )


def _copied(actor: Actor) -> Any:
    """An actor as a new session has it: rights of its own, nothing worked out yet."""
    return dataclasses.replace(actor, grants=Grants(dict(actor.grants)))


def _size(make: Callable[[int], Any]) -> float:
    """KiB of what `make(number)` leaves behind, one of several."""
    made = [make(0)]
    gc.collect()
    tracemalloc.start()
    made += [make(number) for number in range(1, COPIES + 1)]
    gc.collect()
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return taken / COPIES / 1024


# --- PostgreSQL ---------------------------------------------------------------------------------------------------


async def _sent(process: Process, who: Identity, name: str) -> list[str]:
    """The statements of a document, each once, without those that set the clinic or belong to a transaction."""
    ctx = Context(who, RequestInfo("memory"), process.runtime)
    text = work.document("odontograph", name)
    with db.count_statements() as counted:
        if name == "S1":
            await _one_event(process, ctx, text)
        else:
            asked = next(work.asked(name, SIZE, seed=1, clinics=CLINIC))
            request = Request(text, variables=asked.variables)
            answer = await process.executor.run(ctx, request, allow=frozenset({"query", "mutation"}))
            assert not answer.errors, answer.errors
    return [s for s in dict.fromkeys(counted.statements) if "set_config" not in s and s != "COMMIT"]


async def _one_event(process: Process, ctx: Context, text: str) -> None:
    """The booking of M1 as a subscriber is told of it."""
    answers = await process.executor.subscribe(ctx, Request(text.replace("clinicEvents", "clinicEvents(after: 0)")))
    assert not isinstance(answers, Answer), answers.errors
    async with aclosing(answers) as stream:  # type: ignore[type-var]
        await anext(stream)


async def _prepared(database: Database, sql: str) -> tuple[int, int]:
    """Bytes that a statement keeps in a session, and those that the first one of its kind brings with it: what the
    session then knows of tables and operators."""
    connection = await asyncpg.connect(database.admin_url, server_settings=PLANNING)
    try:
        await connection.execute(_ALL)
        before = await connection.fetchval(_ALL)
        await _as_application(connection, lambda: _explain(connection, "one", sql))
        first = await connection.fetchval(_ALL)
        kept = await connection.fetchval(_KEPT)
        await _as_application(connection, lambda: _explain(connection, "two", sql))
        return await connection.fetchval(_KEPT) - kept, first - before
    finally:
        await connection.close()


async def _as_application(connection: asyncpg.Connection[Any], run: Callable[[], Awaitable[None]]) -> None:
    """Only a superuser is told what a session takes: it takes on the application's role while it prepares."""
    await connection.execute(f"SET ROLE {provision.APP}")
    await connection.execute(f"SELECT set_config('app.clinic', '{data.row_id(data.CLINIC, CLINIC, 0)}', false)")
    await run()
    await connection.execute("RESET ROLE")


async def _explain(connection: asyncpg.Connection[Any], name: str, sql: str) -> None:
    """Prepare a statement and have it planned, without running it."""
    count = max(map(int, _PARAMETER.findall(sql)), default=0)
    await connection.execute(f"PREPARE {name} AS {sql}")
    values = f"({', '.join(['NULL'] * count)})" if count else ""
    await connection.execute(f"EXPLAIN EXECUTE {name}{values}")


if __name__ == "__main__":
    main()
