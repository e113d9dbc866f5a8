"""Locks on what a command plans with, before it writes: a doctor, a room. Taken in one order, so that two commands that
want the same ones never wait for each other in a circle."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from uuid import UUID

from core.predicates import quote
from models.base import Base
from operation.context import Context


async def lock(ctx: Context, ids: Iterable[UUID | None]) -> None:
    """Wait for these rows of the clinic to be nobody else's, until the command ends.

    They are taken ahead of whatever the command reads or writes next, in the same statement if that is a row
    (`operation/writes`): so nobody is kept waiting while we think.

    The locks are named by clinic and id and touch no row. Take all that a command needs at once: a second call could
    wait for somebody who waits for the first one's. None is left out. CONFLICT when the wait takes too long.
    """
    keys = sorted({_key(ctx.clinic.id, id_) for id_ in ids if id_ is not None})
    if keys:
        await ctx.command.writes.lock(keys)


async def hold(ctx: Context, model: type[Base], ids: Iterable[UUID]) -> None:
    """Wait for these rows of the clinic to be nobody else's, not even pointed to by what somebody is about to write,
    until the command ends. They are taken in the order of their ids; one that is not there is passed over."""
    text = f"SELECT id FROM {quote(model.table)} WHERE clinic_id = $1 AND id = ANY($2) ORDER BY id FOR UPDATE"  # noqa: S608
    await ctx.db.fetch(text, ctx.clinic.id, list(ids))


def _key(clinic: UUID, id_: UUID) -> int:
    """64 bits of both: that two rows share a key by accident costs a wait, nothing else."""
    return int.from_bytes(blake2b(clinic.bytes + id_.bytes, digest_size=8).digest(), "big", signed=True)
