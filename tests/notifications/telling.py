"""Letting the follower of notifications do its work, and what it has told whom."""

from __future__ import annotations

from typing import Any

from operation.context import Runtime
from operation.followers import Follower, advance
from resolvers.notifying import notify
from tests.world import ClinicWorld, Person

NOTIFY = notify


def runtime(clinic: ClinicWorld) -> Runtime:
    """What operations of the running application need."""
    made: Runtime = clinic.world.app.state.process.runtime
    return made


async def work(clinic: ClinicWorld, declared: Follower = NOTIFY, most: int = 200) -> int:
    """Deal with all that happened in the clinic so far; returns the number of steps that found something."""
    steps = 0
    while await advance(declared, runtime(clinic), clinic.id, most):
        steps += 1
    return steps


async def notifications(clinic: ClinicWorld) -> list[Any]:
    """The clinic's stored notifications, in the order in which they were made."""
    return await clinic.world.fetch(
        "SELECT * FROM notification WHERE clinic_id = $1 ORDER BY created_at, id", clinic.id
    )


async def told(clinic: ClinicWorld) -> dict[str, list[str]]:
    """After the follower's work: who was told of what, by the names of the clinic's people."""
    await work(clinic)
    names = {person.membership_id: name for name, person in clinic.people.items()}
    found: dict[str, list[str]] = {}
    for row in await notifications(clinic):
        found.setdefault(names[row["membership_id"]], []).append(row["kind"])
    return found


async def position(clinic: ClinicWorld, name: str = "notifications") -> int | None:
    """The number up to which the follower has dealt with the log."""
    found: int | None = await clinic.world.value(
        "SELECT seq FROM follower_position WHERE clinic_id = $1 AND name = $2", clinic.id, name
    )
    return found


async def head(clinic: ClinicWorld) -> int:
    """The number of the clinic's last event."""
    return int(await clinic.world.value("SELECT seq FROM event_head WHERE clinic_id = $1", clinic.id))


async def unread(person: Person) -> int:
    return int((await person.data("{ unreadNotifications }"))["unreadNotifications"])
