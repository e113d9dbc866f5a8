"""The running application from inside: contexts for a person of tests/world.py, and operations made for one test."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import asyncpg

from core import db
from core.ids import uuid7
from core.rows import Rows
from operation.context import Context, Identity, RequestInfo
from operation.operation import OPERATIONS, Operation
from server.app import Process
from tests.world import Person


def process(person: Person) -> Process:
    """What lives as long as the application."""
    made: Process = person.world.app.state.process
    return made


async def identity(person: Person) -> Identity:
    """Who the person is by now."""
    return await process(person).authenticator.identify(person.token)


async def context(person: Person, **request: Any) -> Context:
    """A fresh context of the person, as a transport makes it."""
    info = RequestInfo(id=uuid7().hex, **request)
    return Context(await identity(person), info, process(person).runtime)


async def ids(ctx: Context, rows: Rows[Any]) -> set[Any]:
    """Ids of these rows through the read door."""
    statement = rows.select(("id",))
    async with db.read(ctx.actor.clinic_id) as connection:
        return {r["id"] for r in await connection.fetch(statement.sql, *statement.values)}


@contextlib.contextmanager
def declared(
    decorator: Callable[[Callable[..., Awaitable[Any]]], Operation], function: Callable[..., Awaitable[Any]]
) -> Iterator[Operation]:
    """An operation for the length of a block; the registry forgets it afterwards."""
    function.__doc__ = function.__doc__ or "Made for a test."
    operation = decorator(function)
    try:
        yield operation
    finally:
        del OPERATIONS[operation.name]


@contextlib.asynccontextmanager
async def listening(url: str) -> AsyncIterator[asyncpg.Connection[Any]]:
    """A connection of one's own."""
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()
