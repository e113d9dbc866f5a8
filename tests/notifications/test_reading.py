"""Reading and deleting notifications: one's own, others' by key, while new ones keep coming."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from core.ids import uuid7
from server.worker import sweep
from tests.contract.test_walls import fingerprint
from tests.feed.happened import happened
from tests.notifications.telling import notifications, unread, work
from tests.notifications.test_notifications import BASE, told
from tests.patients.test_rest_odontox import data, error
from tests.world import ClinicWorld, Person, World

READ = """mutation($id: UUID!, $version: Int) {
  markNotificationRead(id: $id, expectedVersion: $version) { id readAt rowVersion } }"""
ALL = "mutation($upTo: UUID) { markAllNotificationsRead(upTo: $upTo) }"
DELETE = "mutation($id: UUID!, $version: Int) { deleteNotification(id: $id, expectedVersion: $version) }"
DELETE_READ = "mutation { deleteReadNotifications }"


async def stored(clinic: ClinicWorld) -> dict[UUID, Any]:
    return {row["id"]: row for row in await notifications(clinic)}


@pytest.mark.parametrize("role", ["admin", "manager", "doctor", "receptionist", "patient"])
async def test_everybody_marks_and_deletes_their_own(world: World, role: str) -> None:
    clinic = await world.clinic()
    person = clinic.people[role]
    one, other = await told(clinic, person), await told(clinic, person, 1)

    answer = (await person.data(READ, {"id": str(one)}))["markNotificationRead"]
    assert (answer["rowVersion"], answer["readAt"] is not None) == (2, True)
    assert await unread(person) == 1
    # Once more changes nothing.
    assert (await person.data(READ, {"id": str(one), "version": 2}))["markNotificationRead"] == answer
    assert await person.data(DELETE, {"id": str(other)}) == {"deleteNotification": True}
    assert list(await stored(clinic)) == [one]
    assert await person.refused(DELETE, {"id": str(other)}) == "NOT_FOUND"
    # Once each, and quietly: screens that show how many are unread grow old by them.
    assert await clinic.event_types() == ["notification.read", "notification.removed"]


@pytest.mark.parametrize("role", ["doctor", "receptionist", "patient"])
async def test_anothers_is_not_found(world: World, role: str) -> None:
    clinic = await world.clinic()
    theirs = await told(clinic, clinic.admin)
    before = await fingerprint(world, clinic)

    assert await clinic.people[role].refused(READ, {"id": str(theirs)}) == "NOT_FOUND"
    assert await clinic.people[role].refused(DELETE, {"id": str(theirs)}) == "NOT_FOUND"
    assert await fingerprint(world, clinic) == before


@pytest.mark.parametrize("role", ["admin", "manager"])
async def test_with_the_key_for_all_one_tidies_up_anothers(world: World, role: str) -> None:
    clinic = await world.clinic()
    read, gone = await told(clinic, clinic.doctor), await told(clinic, clinic.doctor, 1)

    await clinic.people[role].data(READ, {"id": str(read)})
    await clinic.people[role].data(DELETE, {"id": str(gone)})

    rows = await stored(clinic)
    assert list(rows) == [read]
    assert rows[read]["read_at"] is not None


async def test_without_the_key_nothing_is_marked_or_deleted(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    person = await clinic.join("doctor", "barred", overrides={"notifications.manage": False})
    mine, read = await told(clinic, person), await told(clinic, person, 1, read=True)
    before = await fingerprint(world, clinic)

    for document, variables in (
        (READ, {"id": str(mine)}),
        (ALL, {}),
        (DELETE, {"id": str(read)}),
        (DELETE_READ, {}),
    ):
        assert await person.refused(document, variables) == "FORBIDDEN"
    assert await fingerprint(world, clinic) == before


async def test_a_version_that_moved_on_is_a_conflict(world: World) -> None:
    clinic = await world.clinic(people=("doctor",))
    mine = await told(clinic, clinic.doctor)

    assert await clinic.doctor.refused(READ, {"id": str(mine), "version": 2}) == "CONFLICT"
    assert await clinic.doctor.refused(DELETE, {"id": str(mine), "version": 7}) == "CONFLICT"
    assert (await stored(clinic))[mine]["read_at"] is None


async def test_all_are_ones_own_even_for_whoever_sees_everybodys(world: World) -> None:
    clinic = await world.clinic(people=("admin", "doctor"))
    other_clinic = await world.clinic(people=("admin",))
    for person in (clinic.admin, clinic.doctor, clinic.admin):
        await told(clinic, person)
    await told(other_clinic, other_clinic.admin)

    assert await clinic.admin.data(ALL) == {"markAllNotificationsRead": 2}
    assert await clinic.admin.data(ALL) == {"markAllNotificationsRead": 0}
    assert await unread(clinic.doctor) == 1
    assert await unread(other_clinic.admin) == 1
    assert await clinic.admin.data(DELETE_READ) == {"deleteReadNotifications": 2}
    assert len(await notifications(clinic)) == len(await notifications(other_clinic)) == 1
    assert await (await world.superadmin()).refused(ALL) == "FORBIDDEN"


async def test_up_to_the_newest_seen_and_no_further(world: World) -> None:
    clinic = await world.clinic(people=("doctor", "admin"))
    seen = [await told(clinic, clinic.doctor, minutes) for minutes in (0, 1, 1, 2)]
    theirs = await told(clinic, clinic.admin, 5)

    assert await clinic.doctor.data(ALL, {"upTo": str(seen[1])}) == {"markAllNotificationsRead": 2}
    rows = await stored(clinic)
    assert [rows[id_]["read_at"] is not None for id_ in seen] == [True, True, False, False]
    for id_ in (theirs, uuid7()):
        assert await clinic.doctor.refused(ALL, {"upTo": str(id_)}) == "NOT_FOUND"
    assert await clinic.admin.refused(ALL, {"upTo": str(seen[3])}) == "NOT_FOUND"
    assert await unread(clinic.doctor) == 2


async def test_what_comes_while_all_are_marked_stays_unread(world: World) -> None:
    """Marking what was seen, over and over, while events keep being told: nothing that was not seen is marked."""
    clinic = await world.clinic(people=("admin", "receptionist"))
    total = 30
    seen: set[str] = set()

    async def come() -> None:
        for _ in range(total):
            await happened(clinic, "appointment.booked", clinic.id, by=clinic.admin)
            await work(clinic)

    async def mark() -> None:
        while not coming.done():
            page = await clinic.receptionist.data("{ notifications(unread: true, first: 5) { nodes { id } } }")
            if nodes := page["notifications"]["nodes"]:
                # Older ones are read with it: they were on the pages below.
                await clinic.receptionist.data(ALL, {"upTo": nodes[0]["id"]})
                seen.update((nodes[0]["id"],))

    coming = asyncio.create_task(come())
    await asyncio.gather(coming, mark(), mark())

    rows = await notifications(clinic)
    assert len(rows) == total
    newest = max((row["created_at"], row["id"]) for row in rows if str(row["id"]) in seen)
    assert {row["id"] for row in rows if row["read_at"] is None} == {
        row["id"] for row in rows if (row["created_at"], row["id"]) > newest
    }
    assert all(row["row_version"] == (1 if row["read_at"] is None else 2) for row in rows)


async def test_everybody_at_once_ends_without_a_deadlock(world: World) -> None:
    """Marking, deleting and reading one by one, all over the same rows: each row is counted once."""
    clinic = await world.clinic(people=("doctor",))
    ids = [await told(clinic, clinic.doctor, minutes) for minutes in range(30)]

    async def one(id_: UUID) -> int:
        return "errors" not in await clinic.doctor.ask(READ, {"id": str(id_)})

    marked, deleted, *read = await asyncio.gather(
        _sum(clinic.doctor, ALL, "markAllNotificationsRead"),
        _sum(clinic.doctor, DELETE_READ, "deleteReadNotifications"),
        *(one(id_) for id_ in reversed(ids)),
    )

    rows = await notifications(clinic)
    assert len(rows) + deleted == 30
    assert marked <= 30
    assert sum(read) >= len(rows) - marked
    assert await unread(clinic.doctor) == 0


async def _sum(person: Person, document: str, root: str) -> int:
    return sum([(await person.data(document))[root] for _ in range(10)])


async def test_a_deleted_one_does_not_come_again(world: World) -> None:
    clinic = await world.clinic(people=("admin", "receptionist"))
    await happened(clinic, "appointment.booked", clinic.id, by=clinic.admin)
    await work(clinic)
    (row,) = await notifications(clinic)
    await clinic.receptionist.data(DELETE, {"id": str(row["id"])})

    await work(clinic)

    assert await notifications(clinic) == []


async def test_over_rest(world: World) -> None:
    clinic = await world.clinic(people=("doctor", "receptionist"))
    mine = [await told(clinic, clinic.doctor, -minutes) for minutes in range(3)]
    theirs = await told(clinic, clinic.receptionist)

    answer = await clinic.doctor.rest("PUT", f"{BASE}/{mine[0]}")
    assert (data(answer)["id"], data(answer)["readAt"] is not None) == (str(mine[0]), True)
    assert answer.headers["etag"]
    error(await clinic.doctor.rest("PUT", f"{BASE}/{theirs}"), 404, "NOT_FOUND")
    error(await clinic.doctor.rest("PUT", f"{BASE}/not-an-id"), 422, "INVALID")
    # The static path is not taken for an id.
    assert data(await clinic.doctor.rest("PUT", f"{BASE}/mark-all-read", json={"upTo": str(mine[2])})) == {"marked": 1}
    assert data(await clinic.doctor.rest("PUT", f"{BASE}/mark-all-read")) == {"marked": 1}
    assert data(await clinic.doctor.rest("DELETE", f"{BASE}/{mine[1]}")) == {"deleted": True}
    error(await clinic.doctor.rest("DELETE", f"{BASE}/{mine[1]}"), 404, "NOT_FOUND")
    assert [n["id"] for n in data(await clinic.doctor.rest("GET", BASE))] == [str(mine[0]), str(mine[2])]
    assert await unread(clinic.receptionist) == 1
    for method, path in (("PUT", f"/{mine[0]}"), ("PUT", "/mark-all-read"), ("DELETE", f"/{mine[0]}")):
        error(await world.http.request(method, BASE + path), 401, "UNAUTHENTICATED")


async def test_old_ones_are_swept_away_read_ones_first(world: World) -> None:
    clinic = await world.clinic(people=("doctor",))
    now = dt.datetime.now(dt.UTC)
    kept = []
    for days, read, stays in (
        (1, True, True),
        (89, True, True),
        (91, True, False),
        (91, False, True),
        (364, False, True),
        (366, False, False),
    ):
        at = now - dt.timedelta(days=days)
        id_ = await clinic.notification(clinic.doctor, uuid7(), created_at=at, read_at=now if read else None)
        kept += [id_] if stays else []

    await sweep()

    assert sorted(await stored(clinic)) == sorted(kept)


async def test_a_long_sweep_goes_on_until_nothing_is_left(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.worker.SWEPT_AT_ONCE", 3)
    clinics = [await world.clinic(people=("doctor",)) for _ in range(2)]
    old = dt.datetime.now(dt.UTC) - dt.timedelta(days=400)
    for clinic in clinics:
        for _ in range(5):
            await clinic.notification(clinic.doctor, uuid7(), created_at=old)

    assert await sweep() >= 10
    assert [await notifications(clinic) for clinic in clinics] == [[], []]
