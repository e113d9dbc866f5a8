"""The access log: who read whose records. Noted while answering, stored in batches a moment later.

The queue is bounded; when the store is down for so long that it fills, reading patients' records stops
(UNAVAILABLE) rather than going on unrecorded.
"""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import structlog

from core.errors import Unavailable
from core.ids import uuid7
from core.tasks import end
from models.backend import transaction
from models.base import Base
from operation.context import Context

log = structlog.get_logger(__name__)

INTERVAL = 0.2
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


@dataclass(frozen=True, slots=True)
class _Read:
    clinic_id: UUID
    operation: str
    values: tuple[Any, ...]


class Recorder:
    """Collects reads and writes them to `access_record`, a clinic at a time."""

    def __init__(self) -> None:
        self._waiting: list[_Read] = []
        self._task: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="access-log")

    async def stop(self) -> None:
        await end(self._task)
        self._task = None
        await self.flush()

    def note(self, context: Context, operation: str, model: type[Base], ids: Iterable[UUID]) -> None:
        """Note that rows were read, one id for each (`whose`). Raises Unavailable when too much is waiting already."""
        read = list(ids)
        actor = context.actor
        platform_read = actor.platform or actor.impersonator_id is not None
        if not read or actor.clinic_id is None or not (model.table in RECORDED or platform_read):
            return
        if len(self._waiting) >= MAX_WAITING:
            raise Unavailable("Reads cannot be recorded at the moment; try again shortly.")
        now = dt.datetime.now(dt.UTC)
        self._waiting.append(
            _Read(
                actor.clinic_id,
                operation,
                (
                    uuid7(), actor.clinic_id, 1, now, now, actor.account_id, actor.membership_id,
                    actor.impersonator_id, (actor.role or actor.kind).value, operation[:80], model.__name__,
                    [str(i) for i in dict.fromkeys(read)][:MAX_IDS], len(read), context.request.id[:64],
                ),
            )
        )  # fmt: skip
        self._wake.set()

    async def flush(self) -> None:
        """Store what is waiting; what cannot be stored now stays waiting, also when this is cancelled."""
        batch, self._waiting = self._waiting, []
        by_clinic: dict[UUID, list[_Read]] = defaultdict(list)
        for read in batch:
            by_clinic[read.clinic_id].append(read)
        try:
            for clinic in list(by_clinic):
                if await self._stored(clinic, by_clinic[clinic]):
                    del by_clinic[clinic]
        finally:
            self._waiting = [read for reads in by_clinic.values() for read in reads] + self._waiting

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
        while True:
            await self._wake.wait()
            self._wake.clear()
            await asyncio.sleep(INTERVAL)
            try:
                await self.flush()
            except Exception as problem:
                # Whatever it is: without this task nothing would be recorded any more.
                log.error("access_log.flush_failed", exc_info=problem)
            if self._waiting:
                self._wake.set()


_INSERT = """INSERT INTO access_record (id, clinic_id, row_version, created_at, updated_at, account_id, membership_id,
 impersonator_id, role, operation, subject_type, subject_ids, rows_read, request_id) VALUES """


async def _store(clinic: UUID, reads: list[_Read]) -> None:
    width = len(reads[0].values)
    async with transaction(clinic) as tx:
        for start in range(0, len(reads), 200):
            part = reads[start : start + 200]
            marks = ", ".join(
                "(" + ", ".join(f"${row * width + i}" for i in range(1, width + 1)) + ")" for row in range(len(part))
            )
            # Stored before, if the answer to COMMIT was lost.
            text = f"{_INSERT}{marks} ON CONFLICT (id) DO NOTHING"
            await tx.execute(text, *(value for read in part for value in read.values))
