"""Writing the event log: buffered while a command runs, numbered and stored by its last statement before COMMIT.

Numbers are gap-free per clinic because the head row is locked by the very statement that stores the events, and
that statement is the transaction's last but COMMIT: held any longer, the lock would serialise the clinic's writes.
What else the command has not written by then goes along in it (`operation/writes`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.ids import uuid7
from models.log import EVENT_TYPES, EventType
from permissions import Actor, Own

_FIELD = re.compile(r"[a-z][a-z0-9_]*")


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


def storing(first: int, several: bool, after: str | None) -> str:
    """The CTEs `head` (its `seq` is the clinic's new one) and `stored` of a statement; `parameters` are theirs, from
    number `first` on. With `after` they come to pass when that CTE has a row, and behind it."""
    clinic, number, request = f"${first}::uuid", f"${first + 1}::bigint", f"${first + 8}"
    actor = ", ".join(f"${n}" for n in range(first + 2, first + 8))
    own = [f"${first + 9 + n}::{kind}{'[]' if several else ''}" for n, kind in enumerate(_OWN.values())]
    if several:
        source = f"head, unnest({', '.join(own)}) WITH ORDINALITY AS e({', '.join(_OWN)}, n)"
        own, position = [f"e.{name}" for name in _OWN], f"head.seq - {number} + e.n"
    else:
        source, position = "head", "head.seq"
    id_, type_, subject_type, subject, patient, membership, employee, changed = own
    return f"""head AS (
  INSERT INTO event_head AS h (id, clinic_id, row_version, created_at, updated_at, seq)
  SELECT gen_random_uuid(), {clinic}, 1, now(), now(), {number}{f" FROM {after}" if after else ""}
  ON CONFLICT (clinic_id) DO UPDATE SET seq = h.seq + {number}, updated_at = now()
  RETURNING seq),
stored AS (
  INSERT INTO event (id, clinic_id, row_version, created_at, updated_at, seq, type, at, subject_type, subject_id,
                     patient_id, membership_id, employee_id, actor_kind, actor_account_id, actor_membership_id,
                     impersonator_id, platform_name, reason, request_id, changed)
  SELECT {id_}, {clinic}, 1, now(), now(), {position}, {type_}, clock_timestamp(), {subject_type}, {subject},
         {patient}, {membership}, {employee}, {actor}, {request}, string_to_array({changed}, ',')
    FROM {source})"""  # noqa: S608  (declared names)


#: What an event has of its own, in the order of its parameters.
_OWN = {
    "id": "uuid", "type": "text", "subject_type": "text", "subject_id": "uuid", "patient_id": "uuid",
    "membership_id": "uuid", "employee_id": "uuid", "changed": "text",
}  # fmt: skip


def parameters(clinic_id: UUID, actor: Actor, request_id: str, events: Sequence[Pending]) -> list[Any]:
    """The parameters of `storing`: of one event its values, of several one list for each of these."""
    own = [
        (uuid7(), e.type.name, e.type.subject.__name__, e.subject_id, e.patient_id, e.membership_id, e.employee_id,
         ",".join(e.changed))
        for e in events
    ]  # fmt: skip
    ours = (
        actor.kind.value, actor.account_id, actor.membership_id, actor.impersonator_id, platform_name(actor),
        actor.reason, request_id,
    )  # fmt: skip
    return [clinic_id, len(events), *ours, *(own[0] if len(own) == 1 else map(list, zip(*own, strict=True)))]


def platform_name(actor: Actor) -> str | None:
    """The name of a superadmin who acts under it: no membership of the clinic tells whom its log is about."""
    return actor.display_name[:120] if actor.platform else None
