"""The access log: who read whose records. Noted while answering, stored in batches a moment later.

The queue is bounded; when the store is down for so long that it fills, reading patients' records stops
(UNAVAILABLE) rather than going on unrecorded.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

import asyncpg
import structlog

from core.background import end
from core.errors import Unavailable
from core.ids import uuid7
from events.log import platform_name
from models.backend import transaction
from models.base import Base
from operation.context import Context

log = structlog.get_logger(__name__)

#: Seconds in which reads are gathered; a transaction for each clinic costs as much as a booking.
INTERVAL = 0.25
MAX_WAITING = 10_000
#: More than a page of a list: whoever was read can be found by name.
MAX_IDS = 101

#: Tables whose reading is recorded.
RECORDED = frozenset({"patient", "medical_history", "allergy"})


def is_recorded(model: type[Base]) -> bool:
    """Whether reading the model's rows is recorded whoever reads; of the platform's people everything is."""
    return model.table in RECORDED


def whose(model: type[Base]) -> str:
    """The column that tells whose a read row is: the patient of a patient's data, else the row itself."""
    return "patient_id" if model.table in RECORDED and "patient_id" in model.columns else "id"


class _Read(NamedTuple):
    """One read that is to be recorded; a column each, in the order of `_INSERT`."""

    id: UUID
    created_at: dt.datetime
    account_id: UUID | None
    membership_id: UUID | None
    impersonator_id: UUID | None
    platform_name: str | None
    reason: str | None
    role: str
    operation: str
    subject_type: str
    #: Whose, with repetitions: they are counted and spelled when the read is stored, not while somebody waits.
    subjects: list[UUID]
    request_id: str


class Recorder:
    """Collects reads and writes them to `access_record`, a clinic at a time."""

    def __init__(self) -> None:
        self._waiting: dict[UUID, list[_Read]] = {}
        self._number = 0
        self._task: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()

    @property
    def waiting(self) -> int:
        """Reads that are not stored yet."""
        return self._number

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="access-log")

    async def stop(self) -> None:
        await end(self._task)
        self._task = None
        await self.flush()

    def note(self, context: Context, operation: str, model: type[Base], ids: Iterable[UUID]) -> None:
        """Note that rows were read, one id for each (`whose`). Raises Unavailable when too much is waiting already."""
        actor = context.actor
        if model.table not in RECORDED and not actor.platform and actor.impersonator_id is None:
            return
        clinic, read = actor.clinic_id, list(ids)
        if clinic is None or not read or model.clinic_column is None:
            return
        if self._number >= MAX_WAITING:
            raise Unavailable("Reads cannot be recorded at the moment; try again shortly.")
        noted = _Read(
            uuid7(), dt.datetime.now(dt.UTC), actor.account_id, actor.membership_id, actor.impersonator_id,
            platform_name(actor), actor.reason,
            (actor.role or actor.kind).value, operation[:80], model.__name__, read, context.request.id[:64],
        )  # fmt: skip
        self._number += 1
        reads = self._waiting.get(clinic)
        if reads is None:
            self._waiting[clinic] = [noted]
            self._wake.set()
        else:
            reads.append(noted)

    async def flush(self) -> None:
        """Store what is waiting; what cannot be stored now stays waiting, also when this is cancelled."""
        for clinic in list(self._waiting):
            await self._flush(clinic)

    async def _flush(self, clinic: UUID) -> None:
        reads = self._waiting.pop(clinic, [])
        done = not reads
        try:
            done = done or await self._stored(clinic, reads)
        finally:
            if done:
                self._number -= len(reads)
            else:
                self._waiting[clinic] = reads + self._waiting.get(clinic, [])

    async def _stored(self, clinic: UUID, reads: list[_Read]) -> bool:
        """Whether nothing of these is waiting any more. One record that the database will never take must not hold
        up all others: it is given up, loudly."""
        try:
            await _store(clinic, reads)
        except (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError) as problem:
            if len(reads) == 1:
                log.error("access_log.record_lost", error=type(problem).__name__, operation=reads[0].operation)
                return True
            return all([await self._stored(clinic, [read]) for read in reads])
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, Unavailable) as problem:
            log.error("access_log.store_failed", error=type(problem).__name__, reads=len(reads))
            return False
        return True

    async def _run(self) -> None:
        """Store what is waiting, the clinics spread over the interval: stored in a row they would keep everybody else
        from the loop and the database for as long as it takes, five times a second."""
        while True:
            await self._wake.wait()
            self._wake.clear()
            await asyncio.sleep(INTERVAL)
            clinics = list(self._waiting)
            for clinic in clinics:
                try:
                    await self._flush(clinic)
                except Exception as problem:
                    # Whatever it is: without this task nothing would be recorded any more.
                    log.error("access_log.flush_failed", exc_info=problem)
                await asyncio.sleep(INTERVAL / len(clinics))
            if self._waiting:
                self._wake.set()


#: One text for any number of reads, planned once. Ids have no commas: joined by them they stay apart.
_INSERT = """
INSERT INTO access_record (id, clinic_id, row_version, created_at, updated_at, account_id, membership_id,
                           impersonator_id, platform_name, reason, role, operation, subject_type, subject_ids,
                           rows_read, request_id)
SELECT id, $1, 1, at, at, account_id, membership_id, impersonator_id, platform_name, reason, role, operation,
       subject_type,
       string_to_array(subjects, ','), rows_read, request_id
  FROM unnest($2::uuid[], $3::timestamptz[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::text[],
              $10::text[], $11::text[], $12::text[], $13::bigint[], $14::text[])
       AS noted (id, at, account_id, membership_id, impersonator_id, platform_name, reason, role, operation,
                 subject_type, subjects, rows_read, request_id)
ON CONFLICT (id) DO NOTHING
"""
#: Reads in one statement.
_AT_ONCE = 500


async def _store(clinic: UUID, reads: list[_Read]) -> None:
    async with transaction(clinic) as tx:
        for start in range(0, len(reads), _AT_ONCE):
            part = reads[start : start + _AT_ONCE]
            *columns, subjects, request_ids = zip(*part, strict=True)
            spelled = [",".join(map(str, list(dict.fromkeys(ids))[:MAX_IDS])) for ids in subjects]
            # A record whose id is there was stored before, if the answer to COMMIT was lost.
            await tx.execute(_INSERT, clinic, *columns, spelled, [len(ids) for ids in subjects], request_ids)
