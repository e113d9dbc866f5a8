"""Whether anything that matters has happened since: asked of the log itself, so the same on every process at once.

What a process has heard of a clinic is a little late, and must be: messages are gathered before they are sent. Whoever
has just been answered on one process may read on another, so a copy of an answer is only good if the log says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from core import db

#: Events that are looked through. Where more have come, something that matters is as good as among them.
MOST = 500

#: In the order of their numbers: the index gives just those that are new, however long the log is.
_LOOK = f"""
SELECT coalesce((SELECT seq FROM event_head WHERE clinic_id = $1), 0) AS head,
       (SELECT count(*) = {MOST} OR coalesce(bool_or(e.type = ANY($3::text[])), false)
          FROM (SELECT type FROM event WHERE clinic_id = $1 AND seq > $2 ORDER BY seq LIMIT {MOST}) e) AS happened
"""  # noqa: S608  (a number of ours)


@dataclass(frozen=True, slots=True)
class Since:
    """The clinic's last event number, and whether one of the types asked about came after the number asked about."""

    head: int
    happened: bool


async def look(clinic: UUID, after: int | None, types: Iterable[str]) -> Since:
    """What the log knows now, in one statement and one snapshot. Without `after` nothing has happened since."""
    (found,) = await db.fetch(clinic, _LOOK, clinic, after if after is not None else 2**62, list(types))
    return Since(int(found["head"]), bool(found["happened"]))
