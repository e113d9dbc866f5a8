"""The table of `tests.probe` as a Tortoise model, and commands on it: what tests of `models.backend` share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, TypeAlias
from uuid import UUID, uuid4

import asyncpg
from tortoise import fields
from tortoise.context import TortoiseContext
from tortoise.models import Model

from core.db import Limits
from core.pool import Pool
from models import backend
from tests.probe import CLINICS, PER_CLINIC, probe_table

APPS = {"apps": {"probe": {"models": [__name__]}}}
COUNT = "SELECT count(*) FROM db_probe"

Owner: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


class Probe(Model):
    id = fields.UUIDField(primary_key=True)
    clinic_id = fields.UUIDField()
    note = fields.TextField()
    data: Any = fields.JSONField(null=True)

    class Meta:
        table = "db_probe"


def new(clinic: UUID, **values: Any) -> Probe:
    """A row that is not stored yet."""
    return Probe(**{"id": uuid4(), "clinic_id": clinic, "note": f"new {uuid4()}", **values})


async def stored(owner: Owner, *rows: Probe) -> list[bool]:
    """Which of the rows have been committed."""
    found = {row["id"] for row in await owner.fetch("SELECT id FROM db_probe")}
    return [row.id in found for row in rows]


@asynccontextmanager
async def owning(owner_url: str) -> AsyncIterator[Owner]:
    """The table and its owner, who sees every clinic; what was added is gone and what was there is not."""
    async with probe_table(owner_url) as owner:
        yield owner
        await owner.execute("DELETE FROM db_probe WHERE note NOT LIKE 'seed %'")
        assert await owner.fetchval(COUNT) == len(CLINICS) * PER_CLINIC


@asynccontextmanager
async def commands(url: str, **limits: Any) -> AsyncIterator[Pool]:
    """Tortoise with our backend, seen by this task and its children alone."""
    async with TortoiseContext() as context:
        await context.init(backend.config(url, APPS, Limits(**limits)))
        client = context.db()
        assert isinstance(client, backend.Client)
        yield await client.pool()
