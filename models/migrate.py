"""Running migrations: aerich under an advisory lock, as the owner login, never by the web process."""

from __future__ import annotations

from pathlib import Path

import asyncpg
from aerich import Command

from models.config import tortoise_config

#: "odontogr" as a 64-bit number: one migrator at a time per database.
LOCK = 0x6F646F6E746F6772
LOCATION = Path(__file__).resolve().parent.parent / "migrations"


async def upgrade(owner_url: str) -> list[str]:
    """Apply what is missing and return the names of the applied migrations.

    Several at once are safe: the advisory lock lets one work and shows the others an up-to-date database.
    """
    guard = await asyncpg.connect(owner_url)
    try:
        await guard.execute("SELECT pg_advisory_lock($1)", LOCK)
        config = tortoise_config(owner_url, engine="tortoise.backends.asyncpg")
        async with Command(tortoise_config=config, app="models", location=str(LOCATION)) as command:
            applied = await command.upgrade(run_in_transaction=True)
        return [str(name) for name in applied]
    finally:
        await guard.close()


async def pending(url: str) -> list[str]:
    """Names of the migrations that the database behind `url` has not seen; any login may ask."""
    known = sorted((p.name for p in (LOCATION / "models").glob("[0-9]*_*.py")), key=lambda n: int(n.split("_")[0]))
    connection = await asyncpg.connect(url)
    try:
        if not await connection.fetchval("SELECT to_regclass('aerich') IS NOT NULL"):
            return known
        done = {r["version"] for r in await connection.fetch("SELECT version FROM aerich WHERE app = 'models'")}
    finally:
        await connection.close()
    return [name for name in known if name not in done]
