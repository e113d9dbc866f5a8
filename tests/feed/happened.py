"""Events and reads written directly, as if they had happened."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from models.log import EVENT_TYPES
from tests.world import ClinicWorld, Person

_NEXT = """
INSERT INTO event_head (id, clinic_id, row_version, created_at, updated_at, seq)
VALUES (gen_random_uuid(), $1, 1, now(), now(), 1)
ON CONFLICT (clinic_id) DO UPDATE SET seq = event_head.seq + 1 RETURNING seq
"""


async def happened(
    clinic: ClinicWorld,
    kind: str,
    subject: UUID,
    *,
    by: Person | None = None,
    at: dt.datetime | None = None,
    changed: list[str] | None = None,
    **owners: Any,
) -> int:
    """One event of the clinic's log; returns its number.

    Stored with the number's head, as every event is: whoever reads the log meanwhile sees no later one before it."""
    async with clinic.world.owner.acquire() as connection, connection.transaction():
        seq = await connection.fetchval(_NEXT, clinic.id)
        await clinic.row(
            "event",
            through=connection,
            seq=seq,
            type=kind,
            at=at or dt.datetime.now(dt.UTC),
            subject_type=EVENT_TYPES[kind].subject.__name__,
            subject_id=subject,
            actor_kind="user" if by else "job",
            actor_account_id=by and by.account_id,
            actor_membership_id=by and by.membership_id,
            request_id="test",
            changed=changed or [],
            **owners,
        )
    return int(seq)
