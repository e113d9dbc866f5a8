"""Files in the store: bytes first, then their record; bytes that no live record names are tidied away.

Before bytes are stored, a job is queued that looks at them later. Whatever happens then, the process killed between
storing and recording included, no bytes stay without a record, and there never is a record without bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from uuid import UUID

import structlog

from core.errors import Unavailable
from core.ids import uuid7
from integrations.storage import MissingError, Store, UnusableError, key_of
from models.files import FileOwner, StoredFile
from operation.context import Context
from operation.jobs import Failed, job
from operation.operation import own_transaction

log = structlog.get_logger(__name__)

#: When bytes are looked at that were about to be stored, and until when at the latest they are recorded.
LOOKED_AT = dt.timedelta(hours=1)
RECORDED_WITHIN = LOOKED_AT / 2


@dataclass(frozen=True, slots=True)
class Bytes:
    """Bytes that lie in the store and are no file yet."""

    id: UUID
    content_type: str
    size: int
    sha256: str
    begun_at: dt.datetime


def store_of(ctx: Context) -> Store:
    """The store of files. Raises Unavailable where none is set."""
    store: Store | None = ctx.runtime.services["storage"]
    if store is None:
        raise Unavailable("Files cannot be stored here.")
    return store


async def put(ctx: Context, content: bytes, content_type: str) -> Bytes:
    """Store bytes, outside of any transaction, to be `record`ed next. Raises Unavailable."""
    store, file_id, now = store_of(ctx), uuid7(), dt.datetime.now(dt.UTC)
    async with own_transaction(ctx):
        await ctx.enqueue("look_after_stored_file", at=now + LOOKED_AT, file_id=file_id)
    try:
        await store.put(key_of(ctx.clinic.id, file_id), content)
    except UnusableError as problem:
        log.error("storage.failed", what="put", reason=problem.reason)
        raise Unavailable("The store of files cannot be reached at the moment; try again.", retry_after=5) from None
    return Bytes(file_id, content_type, len(content), hashlib.sha256(content).hexdigest(), now)


async def record(ctx: Context, stored: Bytes, owner_type: FileOwner, owner_id: UUID) -> StoredFile:
    """Make a file of stored bytes, in the running transaction. Raises Unavailable when they may be gone again."""
    if dt.datetime.now(dt.UTC) - stored.begun_at > RECORDED_WITHIN:
        raise Unavailable("Storing the file took too long; try again.")
    return await ctx.add(
        StoredFile,
        id=stored.id,
        owner_type=owner_type,
        owner_id=owner_id,
        content_type=stored.content_type,
        size=stored.size,
        sha256=stored.sha256,
        uploaded_by_id=ctx.actor.membership_id,
    )


async def discard(ctx: Context, file_id: UUID) -> None:
    """Let go of a file in the running transaction: nothing shows it any more, its bytes and record go soon."""
    file = await ctx.first(ctx.clinic_rows(StoredFile).where(StoredFile.id == file_id), for_update=True)
    if file is not None and file.removed_at is None:
        await ctx.change(file, removed_at=dt.datetime.now(dt.UTC))
        await ctx.enqueue("remove_stored_file", file_id=file_id)


async def read(ctx: Context, clinic_id: UUID, file_id: UUID) -> bytes | None:
    """The bytes of a small file; None when they went this moment. Raises Unavailable."""
    try:
        return await store_of(ctx).get(key_of(clinic_id, file_id))
    except MissingError:
        log.warning("storage.missing", file=str(file_id))
        return None
    except UnusableError as problem:
        log.error("storage.failed", what="get", reason=problem.reason)
        raise Unavailable("The store of files cannot be reached at the moment; try again.", retry_after=5) from None


@job("look_after_stored_file")
async def look_after_stored_file(ctx: Context, *, file_id: UUID) -> None:
    """Long after bytes were to be stored: they go unless they were recorded."""
    await _tidy(ctx, file_id)


@job("remove_stored_file")
async def remove_stored_file(ctx: Context, *, file_id: UUID) -> None:
    """Remove what was let go. A job of its own: of one name, the later would wait for the earlier."""
    await _tidy(ctx, file_id)


async def _tidy(ctx: Context, file_id: UUID) -> None:
    """Remove bytes that no live record names, and then the record of those that were let go."""
    mine = ctx.clinic_rows(StoredFile).where(StoredFile.id == file_id)
    async with own_transaction(ctx):
        file = await ctx.first(mine)
    if file is not None and file.removed_at is None:
        return
    store: Store | None = ctx.runtime.services["storage"]
    if store is None:
        raise Failed("No store of files is set.")
    try:
        await store.delete(key_of(ctx.clinic.id, file_id))
    except UnusableError:
        raise Failed("The store of files cannot be reached.") from None
    async with own_transaction(ctx):
        file = await ctx.first(mine, for_update=True)
        if file is not None:
            await ctx.remove(file)
