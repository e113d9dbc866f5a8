"""Followers of the log: what has to be done about every event, once, whatever dies meanwhile.

A follower is an async function `fn(ctx, events)`. It runs in one transaction with the move of its position in that
clinic's log: either both are stored or neither. The position's row is locked meanwhile, so of several processes one
works in a clinic and the others leave it alone; when it dies, the lock goes with its connection, and another goes on
from where the log was dealt with. `server/followers` runs them in the worker.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from core import db
from core.ids import uuid7
from events.follow import Happened, read_events
from models.log import EVENT_TYPES, EventType
from operation.context import Context, Identity, RequestInfo, Runtime, running
from operation.jobs import clinic_now
from operation.operation import own_transaction
from permissions import Actor, ActorKind

#: Events of one transaction.
BATCH = 200
#: Clinics that one look finds.
MOST_CLINICS = 100

Work = Callable[[Context, Sequence[Happened]], Awaitable[None]]


@dataclass(frozen=True, slots=True, eq=False)
class Follower:
    """One follower: the name of its positions, the kinds of events it is given, and the function."""

    name: str
    kinds: frozenset[str]
    function: Work


#: Every follower by name; resolvers fill it when they are imported.
FOLLOWERS: dict[str, Follower] = {}


def follower(name: str, kinds: Iterable[EventType]) -> Callable[[Work], Follower]:
    """Declare a follower of these kinds of events. It must not wait for anything but the database: no third party, no
    mail (it enqueues a job)."""

    def declare(function: Work) -> Follower:
        names = frozenset(kind.name for kind in kinds)
        if name in FOLLOWERS or not names <= EVENT_TYPES.keys():
            raise TypeError(f"There are two followers named {name}, or it follows what is not declared")
        FOLLOWERS[name] = Follower(name, names, function)
        return FOLLOWERS[name]

    return declare


async def behind(declared: Follower) -> list[UUID]:
    """Clinics in which there is something for it to do, those that wait longest first."""
    async with db.read(None) as connection:
        rows = await connection.fetch("SELECT * FROM door_follower_backlog($1, $2)", declared.name, MOST_CLINICS)
    return [row["clinic_id"] for row in rows]


async def advance(declared: Follower, runtime: Runtime, clinic: UUID, most: int = BATCH) -> int:
    """Deal with the next events of a clinic; returns how many there were. None are dealt with where another process
    is at it. Raises what the follower raises: then nothing has happened."""
    ctx = await _context(declared, runtime, clinic)
    async with own_transaction(ctx):
        position = await _take(ctx, declared.name)
        if position is None:
            return 0
        events = await read_events(clinic, position, None, most)
        if not events:
            return 0
        wanted = [event for event in events if event.type in declared.kinds]
        if wanted:
            await declared.function(ctx, wanted)
        await ctx.db.execute(
            "UPDATE follower_position SET seq = $3, row_version = row_version + 1, updated_at = now()"
            " WHERE clinic_id = $1 AND name = $2",
            clinic,
            declared.name,
            events[-1].seq,
        )
    return len(events)


async def _context(declared: Follower, runtime: Runtime, clinic: UUID) -> Context:
    """The surroundings of one step. A follower holds no rights: what it tells others follows from theirs."""
    info, modules, _ = await clinic_now(clinic)
    actor = Actor(
        kind=ActorKind.JOB, clinic_id=clinic, plan=info.plan, modules=modules, suspended=info.suspended
    )  # fmt: skip
    running.set(declared.name)
    return Context(Identity(actor, info), RequestInfo(id=f"follower-{declared.name}", transport="job"), runtime)


async def _take(ctx: Context, name: str) -> int | None:
    """The number of the last event that was dealt with, locked for this transaction; None while another has it."""
    held = "SELECT seq FROM follower_position WHERE clinic_id = $1 AND name = $2 FOR UPDATE SKIP LOCKED"
    position = await ctx.db.fetchval(held, ctx.clinic.id, name)
    if position is not None:
        return int(position)
    begun = await ctx.db.fetchval(
        "INSERT INTO follower_position (id, clinic_id, row_version, created_at, updated_at, name, seq)"
        " SELECT $3, $1, 1, now(), now(), $2::text, 0"
        "  WHERE NOT EXISTS (SELECT 1 FROM follower_position WHERE clinic_id = $1 AND name = $2::text)"
        " ON CONFLICT (clinic_id, name) DO NOTHING RETURNING seq",
        ctx.clinic.id,
        name,
        uuid7(),
    )
    return int(begun) if begun is not None else None
