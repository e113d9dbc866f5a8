"""Writing the event log: buffered while a command runs, numbered and stored in one statement before COMMIT.

Numbers are gap-free per clinic because the head row is locked by the very statement that stores the events, and
that statement is the transaction's last but COMMIT: held any longer, the lock would serialise the clinic's writes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from core.ids import uuid7
from models.log import EVENT_TYPES, EventType
from permissions import Actor, Own

_FIELD = re.compile(r"[a-z][a-z0-9_]*")


class Writes(Protocol):
    """A command's transaction."""

    async def fetchval(self, sql: str, /, *values: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Pending:
    """An event that will exist if its transaction commits."""

    type: EventType
    subject_id: UUID
    patient_id: UUID | None
    membership_id: UUID | None
    employee_id: UUID | None
    changed: tuple[str, ...]


def pending(kind: EventType, row: Any, changed: Sequence[str] = ()) -> Pending:
    """The event of a row, owners copied from it. `changed` names columns, never values."""
    if EVENT_TYPES.get(kind.name) is not kind:
        raise TypeError(f"{kind.name} is not a declared event type")
    if not isinstance(row, kind.subject):
        raise TypeError(f"{kind.name} is about {kind.subject.__name__}, not {type(row).__name__}")
    if not all(_FIELD.fullmatch(name) for name in changed):
        # Without the words themselves: they may be somebody's.
        raise TypeError(f"{kind.name}: `changed` holds names of fields, never values")
    return Pending(
        kind,
        row.id,
        _owner(kind, Own.PATIENT, row),
        _owner(kind, Own.MEMBERSHIP, row),
        _owner(kind, Own.EMPLOYEE, row),
        tuple(sorted(changed)),
    )


def _owner(kind: EventType, own: Own, row: Any) -> UUID | None:
    """Whose the row is by that kind of id."""
    source = kind.sources.get(own)
    value = getattr(row, source) if source is not None else None
    return value if isinstance(value, UUID) else None


_STORE = """
WITH head AS (
  INSERT INTO event_head AS h (id, clinic_id, row_version, created_at, updated_at, seq)
  VALUES ($1, $2, 1, now(), now(), $3::bigint)
  ON CONFLICT (clinic_id) DO UPDATE SET seq = h.seq + $3::bigint, updated_at = now()
  RETURNING seq),
stored AS (
  INSERT INTO event (id, clinic_id, row_version, created_at, updated_at, seq, type, at, subject_type, subject_id,
                     patient_id, membership_id, employee_id, actor_kind, actor_account_id, actor_membership_id,
                     impersonator_id, request_id, changed)
  SELECT e.id, $2, 1, now(), now(), head.seq - $3::bigint + e.n, e.type, clock_timestamp(), e.subject_type,
         e.subject_id, e.patient_id, e.membership_id, e.employee_id, $4, $5, $6, $7, $8, string_to_array(e.changed, ',')
    FROM head, unnest($9::uuid[], $10::text[], $11::text[], $12::uuid[], $13::uuid[], $14::uuid[], $15::uuid[],
                      $16::text[])
         WITH ORDINALITY AS e(id, type, subject_type, subject_id, patient_id, membership_id, employee_id, changed, n)
  RETURNING 1)
SELECT seq FROM head WHERE EXISTS (SELECT 1 FROM stored)
"""


async def flush(transaction: Writes, clinic_id: UUID, actor: Actor, request_id: str, events: Sequence[Pending]) -> int:
    """Store the events and return the clinic's new head. Call once, directly before COMMIT."""
    head = await transaction.fetchval(
        _STORE,
        uuid7(),
        clinic_id,
        len(events),
        actor.kind.value,
        actor.account_id,
        actor.membership_id,
        actor.impersonator_id,
        request_id,
        [uuid7() for _ in events],
        [e.type.name for e in events],
        [e.type.subject.__name__ for e in events],
        [e.subject_id for e in events],
        [e.patient_id for e in events],
        [e.membership_id for e in events],
        [e.employee_id for e in events],
        [",".join(e.changed) for e in events],
    )
    return int(head)
