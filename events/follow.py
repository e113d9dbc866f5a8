"""Following a clinic's log: from a sequence number on, without loss, without doubles, for as long as one likes.

One hub per process reads each followed clinic once and hands the rows to its followers. A follower registers
first, reads the past up to the hub's position, then takes what the hub delivers: so nothing falls between.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID

import asyncpg
import structlog

from core import db
from core.background import end
from core.errors import Conflict, Unavailable, invalid
from core.patience import patiently
from events.bus import Bus

log = structlog.get_logger(__name__)

#: Seconds between looks at the heads: while the bus works, only in case a process died before announcing.
INTERVAL_WITH_BUS = 1.0
INTERVAL_WITHOUT_BUS = 0.25
BATCH = 500
#: Undelivered events a follower may pile up before it is told to come back with its last number.
MAX_WAITING = 1000


@dataclass(frozen=True, slots=True)
class Happened:
    """One stored event, as followers see it."""

    id: UUID
    clinic_id: UUID
    seq: int
    type: str
    at: dt.datetime
    subject_type: str
    subject_id: UUID
    patient_id: UUID | None
    membership_id: UUID | None
    employee_id: UUID | None
    actor_kind: str
    actor_account_id: UUID | None
    actor_membership_id: UUID | None
    impersonator_id: UUID | None
    request_id: str
    changed: tuple[str, ...]


_COLUMNS = (
    "id, clinic_id, seq, type, at, subject_type, subject_id, patient_id, membership_id, employee_id, actor_kind, "
    "actor_account_id, actor_membership_id, impersonator_id, request_id, changed"
)


class Lagging(Conflict):
    """The reader is too slow; `after` says from where to resume."""

    def __init__(self, after: int) -> None:
        super().__init__("Too many events are waiting; resume after the last number you saw.", lastSeq=after)


#: Told of an event before its reader is, which sleeps: makes what the reader will be told, then tells it itself
#: (`Follower.told`) or wakes it (`Follower.wake`). One that raises or forgets leaves its reader asleep.
Ahead = Callable[[Happened, "Follower"], None]


class Follower:
    """One reader: what waits for it, and what it sleeps on while nothing does."""

    __slots__ = ("_ahead", "account", "asleep", "last", "lost", "nudged", "waiting")

    def __init__(self, account: UUID | None, ahead: Ahead | None) -> None:
        #: The number of the last event that it had.
        self.last = -1
        #: None among the events: the rights of `account` may have changed.
        self.waiting: list[Happened | None] = []
        self.account = account
        self.lost = False
        self.nudged = False
        self._ahead = ahead
        #: What wakes the reader, while it sleeps.
        self.asleep: asyncio.Future[None] | None = None

    def tell(self, event: Happened) -> None:
        """Put an event behind those that wait, and wake the reader if it is the first of them."""
        if self.lost:
            return
        if len(self.waiting) >= MAX_WAITING:
            self.lost = True
            return
        self.waiting.append(event)
        # Of a burst only the first is made ahead: one at a time is what the database is asked for.
        if self.asleep is not None and len(self.waiting) == 1:
            if self._ahead is None:
                self.wake()
            else:
                self._ahead(event, self)

    def sleeps_before(self, event: Happened) -> bool:
        """Whether the reader sleeps, and this event is what it would be woken for."""
        asleep, waiting = self.asleep, self.waiting
        return asleep is not None and not asleep.done() and bool(waiting) and waiting[0] is event

    def told(self) -> None:
        """The reader, which sleeps on, has had the first event that waits; for others, or its end, it is woken."""
        event = self.waiting.pop(0)
        if event is not None:
            self.last = event.seq
        if self.waiting or self.lost:
            self.wake()

    def wake(self) -> None:
        """Wake the reader, if it sleeps."""
        if self.asleep is not None and not self.asleep.done():
            self.asleep.set_result(None)

    def nudge(self) -> None:
        """Have the reader look at its rights. One that has no room left has events to read, and looks with each."""
        if not self.nudged and len(self.waiting) < MAX_WAITING:
            self.waiting.append(None)
            self.nudged = True
            self.wake()


@dataclass(slots=True)
class _Clinic:
    position: int
    known: int
    followers: set[Follower] = field(default_factory=set)


class Hub:
    """The process's one reader of logs."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._clinics: dict[UUID, _Clinic] = {}
        self._accounts: dict[UUID, set[Follower]] = {}
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        bus.listen(self._announced)

    def state(self) -> tuple[int, int, int]:
        """(followed clinics, followers, announced events not yet delivered at the clinic that is behind most)."""
        clinics = self._clinics.values()
        behind = max((max(0, c.known - c.position) for c in clinics), default=0)
        return len(clinics), sum(len(c.followers) for c in clinics), behind

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="event-hub")

    async def stop(self) -> None:
        await end(self._task)
        self._task = None

    async def follow(
        self, clinic: UUID, after: int | None = None, *, account: UUID | None = None, ahead: Ahead | None = None
    ) -> AsyncGenerator[Happened | None, None]:
        """Events of the clinic numbered above `after` (None: from now on), in order, each once.

        Among them None whenever `nudge` says that the rights of `account` may have changed: a reader who hears nothing
        for hours must still be told to leave. Raises Invalid for a number the clinic has not reached, Lagging when the
        reader falls too far behind. The caller filters by audience and type; a filtered reader sees gaps in the numbers
        and loses nothing. `ahead` is told of events for which this sleeps; it may tell the reader itself.
        """
        follower = Follower(account, ahead)
        state = await patiently(partial(self._register, clinic, follower))
        try:
            position = state.position
            if after is not None and after > position and after > (head := await patiently(partial(_head, clinic))):
                # Another process may have delivered what this one has not read yet: the database knows.
                raise invalid("after", f"The last event of this clinic is number {head}.")
            follower.last = position if after is None else after
            if account is not None:
                yield None  # what happened to it before it stood in the list
            while follower.last < position:
                past = await patiently(partial(read_events, clinic, follower.last, position))
                for event in past:
                    follower.last = event.seq
                    yield event
                if not past:
                    break  # nothing of it is kept any more
            while True:
                if not follower.waiting:
                    if follower.lost:
                        raise Lagging(follower.last)
                    follower.asleep = asyncio.get_running_loop().create_future()
                    try:
                        await follower.asleep
                    finally:
                        follower.asleep = None
                    continue
                item = follower.waiting.pop(0)
                if item is None:
                    follower.nudged = False
                    yield None
                elif item.seq > follower.last:
                    follower.last = item.seq
                    yield item
        finally:
            state.followers.discard(follower)
            self._forget(follower)
            if not state.followers and self._clinics.get(clinic) is state:
                del self._clinics[clinic]

    def nudge(self, account: UUID | None, clinic: UUID | None) -> None:
        """Have the followers with this account, or else all of this clinic, look whether they may go on."""
        if account is not None:
            concerned = self._accounts.get(account, set())
        else:
            state = self._clinics.get(clinic) if clinic is not None else None
            concerned = state.followers if state is not None else set()
        for follower in concerned:
            if follower.account is not None:
                follower.nudge()

    async def _register(self, clinic: UUID, follower: Follower) -> _Clinic:
        state = self._clinics.get(clinic)
        if state is None:
            head = await _head(clinic)
            # Another follower may have registered while we read the head.
            state = self._clinics.setdefault(clinic, _Clinic(head, head))
        state.followers.add(follower)
        if follower.account is not None:
            self._accounts.setdefault(follower.account, set()).add(follower)
        return state

    def _forget(self, follower: Follower) -> None:
        held = self._accounts.get(follower.account, set()) if follower.account is not None else set()
        held.discard(follower)
        if not held and follower.account is not None:
            self._accounts.pop(follower.account, None)

    def _announced(self, clinic: UUID | None, seq: int) -> None:
        state = self._clinics.get(clinic) if clinic is not None else None
        if state is not None and seq > state.known:
            state.known = seq
            self._wake.set()

    async def _run(self) -> None:
        looked = time.monotonic()
        while True:
            interval = INTERVAL_WITH_BUS if self._bus.healthy else INTERVAL_WITHOUT_BUS
            with suppress(TimeoutError):
                async with asyncio.timeout(looked + interval - time.monotonic()):
                    await self._wake.wait()
            self._wake.clear()
            # However busy the bus is: what nobody announced, because somebody died, is found by looking.
            if time.monotonic() - looked >= interval:
                looked = time.monotonic()
                await self._guarded(self._look())
            for clinic, state in list(self._clinics.items()):
                if state.known > state.position:
                    await self._guarded(self._deliver(clinic, state))

    async def _look(self) -> None:
        if self._clinics:
            for clinic, seq in (await _heads(list(self._clinics))).items():
                self._announced(clinic, seq)

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        """One step of the loop. Whatever it raises, the loop goes on: without it nobody would hear anything again."""
        try:
            await work
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, Unavailable) as problem:
            log.warning("events.read_failed", error=type(problem).__name__)
            await asyncio.sleep(INTERVAL_WITHOUT_BUS)
        except Exception as problem:
            log.error("events.step_failed", exc_info=problem)
            await asyncio.sleep(INTERVAL_WITHOUT_BUS)

    async def _deliver(self, clinic: UUID, state: _Clinic) -> None:
        events = await read_events(clinic, state.position, None)
        for event in events:
            state.position = event.seq
            for follower in state.followers:
                follower.tell(event)
        if len(events) == BATCH:
            self._wake.set()
        elif not events:
            # An announced number that is not readable yet (or never: a bad announcement) must not spin.
            state.known = state.position


async def read_events(clinic: UUID, after: int, until: int | None, limit: int = BATCH) -> list[Happened]:
    """Stored events numbered above `after` (and up to `until`), at most `limit`, in order. Not scoped to a caller."""
    async with db.read(clinic) as connection:
        rows = await connection.fetch(
            f"SELECT {_COLUMNS} FROM event"  # noqa: S608
            f" WHERE clinic_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT {limit:d}",
            clinic,
            after,
            until if until is not None else 2**62,
        )
    return [Happened(**{**dict(r), "changed": tuple(r["changed"])}) for r in rows]


async def _head(clinic: UUID) -> int:
    return (await _heads([clinic])).get(clinic, 0)


async def _heads(clinics: list[UUID]) -> dict[UUID, int]:
    async with db.read(None) as connection:
        rows = await connection.fetch("SELECT * FROM door_clinic_heads($1)", clinics)
    return {r["clinic_id"]: int(r["seq"]) for r in rows}
