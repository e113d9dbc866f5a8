"""The worker: takes jobs off the queue in PostgreSQL and runs them as the application login, a few at a time.

Several workers may run, anywhere. One that is killed in the middle of a job leaves it to the others, who notice that it
no longer says it is alive. A job is therefore run at least once.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from uuid import UUID

import asyncpg
import procrastinate
import psycopg
import structlog
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job as QueuedJob

from core.errors import Forbidden, Invalid, NotFound, Unavailable
from core.logging import request_id
from core.settings import Settings
from events import types as events
from integrations.storage import Store, UnusableError
from models.backend import transaction
from models.jobs import FailedJob
from operation import jobs
from operation.context import Context
from operation.jobs import ACCOUNT, CLINIC, JOBS, Attempt, Failed, Hopeless, Job
from operation.operation import own_transaction
from server.app import Process
from server.followers import Followers

log = structlog.get_logger(__name__)

CONCURRENCY = 8
#: Seconds between looks at jobs whose worker is gone, and after which a silent worker counts as gone.
INTERVAL = 30.0
SILENCE = 30.0
#: Seconds between sweeps of what is over, and how long ended sessions are kept.
SWEEP_INTERVAL = 3600.0
SESSIONS_KEPT = dt.timedelta(days=30)
#: How long notifications are kept after they came: read ones, and all.
READ_KEPT, UNREAD_KEPT = dt.timedelta(days=90), dt.timedelta(days=365)
#: Rows of one transaction: nobody should wait for the sweep.
SWEPT_AT_ONCE = 5_000
#: Seconds that running jobs get when the worker is told to stop.
FAREWELL = 20.0

#: Answers that will be the same next time.
_FINAL = (Hopeless, NotFound, Forbidden, Invalid)


class Backoff(procrastinate.BaseRetryStrategy):
    """The pauses a job declares, each up to a tenth longer so that what failed together does not return together."""

    def __init__(self, waits: tuple[int, ...]) -> None:
        self.waits = waits

    def get_retry_decision(self, *, exception: BaseException, job: QueuedJob) -> procrastinate.RetryDecision | None:
        if isinstance(exception, asyncio.CancelledError):
            return procrastinate.RetryDecision(retry_in={"seconds": 0})
        if isinstance(exception, _FINAL) or job.attempts >= len(self.waits):
            return None
        wait = self.waits[job.attempts]
        return procrastinate.RetryDecision(retry_in={"seconds": round(wait * (1 + random.random() / 10))})  # noqa: S311


class Worker:
    """Runs the declared jobs over a started process."""

    def __init__(self, process: Process) -> None:
        self.process = process
        connector = procrastinate.PsycopgConnector(
            conninfo=process.settings.database_url,
            min_size=1,
            max_size=4,
            kwargs={"application_name": "odontograph worker"},
        )
        self.app = procrastinate.App(connector=connector)
        for declared in JOBS.values():
            task = self.app.task(name=declared.name, queue=jobs.QUEUE, pass_context=True, retry=Backoff(declared.waits))
            task(self._runner(declared))

    async def run(self, *, wait: bool = True, signals: bool = False) -> None:
        """Run jobs until told to stop; with `wait=False` only what is due now."""
        async with self.app.open_async(), _tending(self.app if wait else None, self.process):
            await self.app.run_worker_async(
                queues=[jobs.QUEUE],
                wait=wait,
                concurrency=CONCURRENCY,
                delete_jobs="successful",
                install_signal_handlers=signals,
                shutdown_graceful_timeout=FAREWELL,
                stalled_worker_timeout=SILENCE,
            )

    def _runner(self, declared: Job) -> Callable[..., Awaitable[None]]:
        async def run(context: procrastinate.JobContext, **arguments: Any) -> None:
            number = context.job.id or 0
            done = context.job.attempts
            before = request_id.set(f"job-{number}")
            try:
                await self._attempt(declared, number, Attempt(done + 1, done >= len(declared.waits)), arguments)
            finally:
                request_id.reset(before)

        return run

    async def _attempt(self, declared: Job, number: int, attempt: Attempt, arguments: dict[str, Any]) -> None:
        clinic, account = (UUID(v) if (v := arguments.pop(name, None)) else None for name in (CLINIC, ACCOUNT))
        ids = {name: UUID(value) for name, value in arguments.items()}
        ctx: Context | None = None
        try:
            ctx = await jobs.context(
                declared, self.process.runtime, number=number, clinic=clinic, account=account, attempt=attempt
            )
            if attempt.number > len(declared.waits) + 1:
                # Only a job that takes its worker with it comes this far.
                raise Hopeless("The worker did not survive it.")
            async with asyncio.timeout(declared.timeout):
                await declared.function(ctx, **ids)
        except Exception as error:
            final = attempt.last or isinstance(error, _FINAL)
            log.warning("job.failed", job=declared.name, attempt=attempt.number, final=final, exc_info=error)
            if final and ctx is not None and clinic is not None:
                await _bury(ctx, declared, number, attempt, ids, error)
            raise
        log.info("job.done", job=declared.name, attempt=attempt.number)


async def _bury(
    ctx: Context, declared: Job, number: int, attempt: Attempt, ids: dict[str, UUID], error: Exception
) -> None:
    """Lay a job that is given up where the clinic's admin sees it; once, also when it is given up twice."""
    reason = error.reason if isinstance(error, Failed) else type(error).__name__
    async with own_transaction(ctx):
        if await ctx.value(ctx.clinic_rows(FailedJob).where(FailedJob.number == number).exists()):
            return
        row = await ctx.add(
            FailedJob,
            number=number,
            job=declared.name,
            subject_ids={name: str(value) for name, value in ids.items()},
            attempts=attempt.number,
            error=reason[:200],
        )
        ctx.emit(events.JOB_FAILED, row)


@contextlib.asynccontextmanager
async def _tending(app: procrastinate.App | None, process: Process) -> AsyncIterator[None]:
    """What workers do besides, for all of them: orphaned jobs go back to the queue, what is over is forgotten, and the
    log is followed."""
    if app is None:
        yield
        return
    tasks = [
        asyncio.create_task(_every(INTERVAL, lambda: adopt(app))),
        asyncio.create_task(_every(SWEEP_INTERVAL, sweep)),
        asyncio.create_task(_every(SWEEP_INTERVAL, lambda: erase_clinics(process.runtime.services["storage"]))),
        asyncio.create_task(Followers(process.runtime, process.bus).run()),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _every(seconds: float, work: Callable[[], Awaitable[Any]]) -> None:
    while True:
        try:
            await work()
        except (
            OSError,
            asyncpg.PostgresError,
            asyncpg.InterfaceError,
            psycopg.Error,
            ConnectorException,
            Unavailable,
        ) as e:
            log.warning("worker.tending_failed", error=type(e).__name__)
        await asyncio.sleep(seconds)


async def adopt(app: procrastinate.App) -> int:
    """Put jobs whose worker is gone back into the queue; returns how many."""
    adopted = 0
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE):
        with contextlib.suppress(ConnectorException):  # another worker was quicker
            await app.job_manager.retry_job(job)
            adopted += 1
    return adopted


async def sweep() -> int:
    """Forget tickets, refresh tokens, replays and sessions that are over, what undoing merges would need, old
    notifications; returns how many rows."""
    now = dt.datetime.now(dt.UTC)
    async with transaction(None) as tx:
        swept = int(await tx.fetchval("SELECT door_sweep($1)", now - SESSIONS_KEPT))
        swept += int(await tx.fetchval("SELECT door_sweep_merges()"))
    while True:
        async with transaction(None) as tx:
            told = int(
                await tx.fetchval(
                    "SELECT door_sweep_notifications($1, $2, $3)", now - READ_KEPT, now - UNREAD_KEPT, SWEPT_AT_ONCE
                )
            )
        swept += told
        if told < SWEPT_AT_ONCE:
            return swept


async def erase_clinics(store: Store | None) -> int:
    """Erase the clinics that were deleted long ago: what they have in the store, then their rows; returns how many
    rows. One whose files cannot be removed keeps its rows, which say so, and waits for the next time."""
    erased = 0
    async with transaction(None) as tx:
        due = [record[0] for record in await tx.fetch("SELECT door_clinics_to_erase()")]
    for clinic in due:
        try:
            await _remove_files(store, clinic)
        except UnusableError as problem:
            log.error("worker.erasure_waits", clinic=str(clinic), reason=problem.reason)
            continue
        gone = 1
        while gone:
            async with transaction(None) as tx:
                gone = int(await tx.fetchval("SELECT door_erase_clinic($1, $2)", clinic, SWEPT_AT_ONCE))
            erased += gone
    return erased


async def _remove_files(store: Store | None, clinic: UUID) -> None:
    """Raises UnusableError, also where files are known and no store is set."""
    if store is not None:
        await store.clear(clinic)
        return
    async with transaction(clinic) as tx:
        if await tx.fetchval("SELECT EXISTS (SELECT 1 FROM stored_file WHERE clinic_id = $1)", clinic):
            raise UnusableError("no store of files is set")


async def run(settings: Settings) -> None:
    """The command `worker`: until it gets a signal."""
    process = Process.make(settings)
    try:
        await process.start()
        await Worker(process).run(signals=True)
    finally:
        await process.stop()
