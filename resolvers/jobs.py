"""Jobs that failed for good: the clinic's admin sees them and has them run again."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from core.errors import Conflict
from core.paging import Page
from events import types as events
from models.jobs import FailedJob
from operation.context import Context
from operation.jobs import JOBS, enqueue
from operation.operation import command, query
from permissions import Role, role


@query(role(Role.ADMIN))
async def failed_jobs(ctx: Context, *, include_retried: bool = False) -> Page[FailedJob]:
    """Jobs of the clinic that failed after their last attempt, the newest first; those run again are left out."""
    rows = ctx.rows(FailedJob).order(FailedJob.created_at.desc(), FailedJob.id.desc())
    return Page(rows if include_retried else rows.where(FailedJob.retried_at.is_null()))


@command(role(Role.ADMIN))
async def retry_job(ctx: Context, *, id: UUID, expected_version: int | None = None) -> FailedJob:  # noqa: A002
    """Have a failed job run again from its first attempt; CONFLICT when that was done already."""
    failed = await ctx.load(FailedJob, id, expected_version)
    if failed.retried_at is not None or failed.job not in JOBS:
        raise Conflict("This job was run again already." if failed.retried_at else "This job no longer exists.")
    await ctx.change(failed, retried_at=dt.datetime.now(dt.UTC))
    await ctx.db.execute("DELETE FROM procrastinate_jobs WHERE id = $1 AND status = 'failed'", failed.number)
    await enqueue(ctx, failed.job, {name: UUID(value) for name, value in failed.subject_ids.items()})
    ctx.emit(events.JOB_RETRIED, failed)
    return failed
