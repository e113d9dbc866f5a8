"""Screens that are kept: for whom, for how long, and what makes them old."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import redis.asyncio as redis

from events import since
from rest_compat import keeping
from tests.mobile.screens import (
    MINUTES,
    SWITCH,
    another_process,
    cached,
    get,
    noon_zone,
    process,
    refused,
    shown,
    statements,
)
from tests.mobile.wire import Line
from tests.world import ClinicWorld, Person, World

UTC = dt.UTC
CANCEL = "mutation($id: UUID!) { cancelAppointment(id: $id) { id } }"
RENAME = 'mutation($id: UUID!) { updatePatient(id: $id, input: {firstName: "Renamed"}) { id } }'


async def ours(world: World, *people: str, **values: Any) -> ClinicWorld:
    """A clinic in whose day nothing of a test falls on midnight."""
    return await world.clinic(people=people, timezone=noon_zone(), **values)


async def visit_today(clinic: ClinicWorld, **values: Any) -> UUID:
    patient = values.pop("patient_id", None) or await clinic.patient_row()
    return await clinic.appointment(patient, dt.datetime.now(UTC), **values)


def wire(moment: dt.datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def turn(monkeypatch: pytest.MonkeyPatch, world: World, moment: dt.datetime) -> None:
    """The clock that kept answers are measured with."""
    monkeypatch.setattr(process(world).keeper, "now", lambda: moment)


@pytest.mark.parametrize("screen", MINUTES)
async def test_a_screen_is_kept_for_its_time(world: World, monkeypatch: pytest.MonkeyPatch, screen: str) -> None:
    clinic = await ours(world, "admin")
    began = dt.datetime.now(UTC).replace(microsecond=0)
    ttl = dt.timedelta(minutes=MINUTES[screen])
    turn(monkeypatch, world, began)
    data, first = await shown(clinic.admin, screen)

    turn(monkeypatch, world, began + ttl - dt.timedelta(seconds=1))
    again, second = await shown(clinic.admin, screen)
    turn(monkeypatch, world, began + ttl)
    late = (await shown(clinic.admin, screen))[1]

    stamp = {"fetchedAt": wire(began), "expiresAt": wire(began + ttl)}
    assert (first, second) == ({"cached": False, **stamp}, {"cached": True, **stamp})
    assert again == data
    assert late == {"cached": False, "fetchedAt": wire(began + ttl), "expiresAt": wire(began + 2 * ttl)}


async def test_a_kept_screen_costs_one_statement(world: World) -> None:
    clinic = await ours(world, "admin")
    await visit_today(clinic)
    for screen in MINUTES:
        await shown(clinic.admin, screen)
        (asked,) = await statements(clinic.admin, screen)
        assert "FROM event_head" in asked


async def test_a_kept_screen_is_the_same_to_the_byte(world: World) -> None:
    clinic = await ours(world, "admin")
    await visit_today(clinic)
    for screen in ("dashboard", "appointments", "patients"):
        first, second = [(await get(clinic.admin, screen)).content for _ in range(2)]
        assert second == first.replace(b'"cached":false', b'"cached":true')
        assert second != first


async def test_two_people_of_one_shape_get_their_own(world: World) -> None:
    clinic = await ours(world)
    one, other = await clinic.join("patient", "one"), await clinic.join("patient", "other")
    theirs = [await visit_today(clinic, patient_id=person.patient_id) for person in (one, other)]

    found = [(await shown(person, "dashboard"))[0]["appointments"] for person in (one, other, one, other)]

    assert [[visit["id"] for visit in visits] for visits in found] == [[str(v)] for v in theirs] * 2


async def test_two_of_the_staff_do_not_share_what_is_their_own(world: World) -> None:
    clinic = await ours(world, "admin")
    doctors = [await clinic.join("doctor", name) for name in ("first", "second")]
    await clinic.notification(doctors[0], await visit_today(clinic))

    assert [(await shown(d, "dashboard"))[0]["unreadNotifications"] for d in (*doctors, *doctors)] == [1, 0, 1, 0]


async def test_a_guardian_gets_the_childs_visits_only_while_that_lasts(world: World) -> None:
    clinic = await ours(world, "admin", "patient")
    child = await clinic.patient_row()
    await clinic.join("patient", "child")
    visit = await visit_today(clinic, patient_id=child)
    before = (await shown(clinic.patient, "dashboard"))[0]["appointments"]
    add = """mutation($p: UUID!, $a: UUID!) {
      addGuardian(patientId: $p, input: {accountId: $a, name: "Mary", relation: "mother"}) { id } }"""
    made = await clinic.admin.data(add, {"p": str(child), "a": str(clinic.patient.account_id)})
    during = (await shown(clinic.patient, "dashboard"))[0]["appointments"]
    assert await cached(clinic.patient, "dashboard") is True
    await clinic.admin.data("mutation($id: UUID!) { endGuardian(id: $id) { id } }", {"id": made["addGuardian"]["id"]})

    assert before == []
    assert [v["id"] for v in during] == [str(visit)]
    assert (await shown(clinic.patient, "dashboard"))[0]["appointments"] == []
    assert (await shown(clinic.child, "dashboard"))[0]["appointments"] == []


async def test_a_screen_that_is_switched_off_is_shut_at_once(world: World) -> None:
    clinic = await ours(world, "admin", "manager", "doctor")
    for screen, name in (("dashboard", "DASHBOARD"), ("patients", "PATIENTS"), ("chat", "CHAT")):
        await shown(clinic.doctor, screen)
        assert await cached(clinic.doctor, screen) is True
        await clinic.admin.data(SWITCH, {"role": "DOCTOR", "screen": name, "enabled": False})
        assert await refused(clinic.doctor, screen) == (403, "FORBIDDEN")
        assert await refused(clinic.doctor, screen) == (403, "FORBIDDEN")
        await shown(clinic.manager, screen)
        await clinic.admin.data(SWITCH, {"role": "DOCTOR", "screen": name, "enabled": True})
        assert await cached(clinic.doctor, screen) is False


async def test_other_rights_do_not_find_what_was_kept(world: World) -> None:
    clinic = await ours(world, "admin", "doctor")
    assert (await shown(clinic.doctor, "dashboard"))[0]["week"] is not None
    query = "mutation($id: UUID!, $p: JSON!) { setPermissionOverrides(membershipId: $id, overrides: $p) { role } }"

    await clinic.admin.data(query, {"id": str(clinic.doctor.membership_id), "p": {"reports.stats": False}})

    data, meta = await shown(clinic.doctor, "dashboard")
    assert (data["week"], meta["cached"], meta["refused"]) == (None, False, ["week"])
    await clinic.admin.data(query, {"id": str(clinic.doctor.membership_id), "p": {"comms.messages.view": False}})
    assert (await shown(clinic.doctor, "dashboard"))[0]["week"] is not None
    assert await refused(clinic.doctor, "chat") == (403, "FORBIDDEN")


async def test_another_role_does_not_find_what_was_kept(world: World) -> None:
    clinic = await ours(world, "doctor")
    for screen in ("finance", "dashboard"):
        await shown(clinic.doctor, screen)
    await world.owner.execute("UPDATE membership SET role = 'receptionist' WHERE id = $1", clinic.doctor.membership_id)
    async with another_process(world) as other:  # which has not met the doctor
        assert (await get(clinic.doctor, "finance", other)).status_code == 403
        assert await cached(clinic.doctor, "dashboard", other) is False


async def test_what_the_clinic_loses_is_shut(world: World) -> None:
    clinic = await ours(world, "admin", "doctor")
    await shown(clinic.doctor, "lab-work")
    await clinic.admin.data("mutation { setClinicModule(module: LAB, enabled: false) { module } }")
    assert await refused(clinic.doctor, "lab-work") == (403, "MODULE_DISABLED")


async def test_a_write_on_another_process_is_read_at_once(world: World) -> None:
    """By whoever wrote and by everybody else: the log is asked, not what a process has heard."""
    clinic = await ours(world, "admin", "receptionist", "doctor")
    visit = await visit_today(clinic)
    people = (clinic.receptionist, clinic.doctor)
    async with another_process(world) as other:
        for person in people:
            await shown(person, "dashboard")
            assert await cached(person, "dashboard", other) is True
        await clinic.receptionist.data(CANCEL, {"id": str(visit)})
        for person in people:
            data, meta = await shown(person, "dashboard", other)
            assert (data["today"]["cancelled"], meta["cached"]) == (1, False)
            assert await cached(person, "dashboard") is True


async def test_what_is_not_on_a_screen_leaves_it(world: World) -> None:
    clinic = await ours(world, "admin")
    visit = await visit_today(clinic)
    for screen in ("dashboard", "patients", "finance"):
        await shown(clinic.admin, screen)
    await clinic.admin.data(CANCEL, {"id": str(visit)})

    assert await cached(clinic.admin, "finance") is True
    assert await cached(clinic.admin, "dashboard") is False
    assert await cached(clinic.admin, "patients") is False


async def test_reading_a_notification_changes_the_first_screen(world: World) -> None:
    clinic = await ours(world, "doctor")
    notes = [await clinic.notification(clinic.doctor, await visit_today(clinic)) for _ in range(4)]
    unread = []
    for change in (
        f'{{ markNotificationRead(id: "{notes[0]}") {{ id }} }}',
        f'{{ deleteNotification(id: "{notes[1]}") }}',
        "{ markAllNotificationsRead }",
    ):
        unread.append((await shown(clinic.doctor, "dashboard"))[0]["unreadNotifications"])
        await clinic.doctor.data(f"mutation {change}")
    data, meta = await shown(clinic.doctor, "dashboard")

    assert unread == [4, 3, 2]
    assert (data["unreadNotifications"], meta["cached"]) == (0, False)
    await clinic.doctor.data("mutation { markAllNotificationsRead }")
    assert await cached(clinic.doctor, "dashboard") is True


async def test_what_comes_while_a_screen_is_made_makes_it_old(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look at the log and the reading of the rows: the kept answer may have it, and is made again."""
    clinic = await ours(world, "admin", "receptionist")
    visit, look = await visit_today(clinic), since.look

    async def slow(*arguments: Any) -> Any:
        found = await look(*arguments)
        monkeypatch.setattr("rest_compat.keeping.look", look)
        await clinic.receptionist.data(CANCEL, {"id": str(visit)})
        return found

    monkeypatch.setattr("rest_compat.keeping.look", slow)
    first = (await shown(clinic.admin, "dashboard"))[0]
    second, meta = await shown(clinic.admin, "dashboard")
    assert (first["today"]["cancelled"], second["today"]["cancelled"], meta["cached"]) == (1, 1, False)


async def test_the_clinics_midnight_ends_a_screen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = await world.clinic(people=("admin",), timezone="America/New_York")
    midnight = dt.datetime(2026, 7, 2, 0, 0, tzinfo=ZoneInfo("America/New_York"))
    turn(monkeypatch, world, midnight - dt.timedelta(minutes=4))
    _, before = await shown(clinic.admin, "patients")
    turn(monkeypatch, world, midnight - dt.timedelta(seconds=1))
    assert await cached(clinic.admin, "patients") is True
    turn(monkeypatch, world, midnight)

    _, after = await shown(clinic.admin, "patients")

    assert before["expiresAt"] == "2026-07-02T04:00:00Z"
    assert (after["cached"], after["expiresAt"]) == (False, "2026-07-02T05:00:00Z")


async def test_a_clock_that_was_set_back_finds_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic = await ours(world, "admin")
    await shown(clinic.admin, "chat")
    turn(monkeypatch, world, dt.datetime.now(UTC) - dt.timedelta(seconds=30))
    assert await cached(clinic.admin, "chat") is False


async def test_no_cache_has_it_made_anew_and_kept(world: World) -> None:
    clinic = await ours(world, "admin")
    await shown(clinic.admin, "dashboard")
    await visit_today(clinic)  # by hand: the log knows nothing of it
    assert (await shown(clinic.admin, "dashboard"))[0]["today"]["total"] == 0

    data, meta = await shown(clinic.admin, "dashboard", cache_control="no-cache")

    assert (data["today"]["total"], meta["cached"]) == (1, False)
    data, meta = await shown(clinic.admin, "dashboard")
    assert (data["today"]["total"], meta["cached"]) == (1, True)


async def test_a_tag_saves_the_body_until_the_content_is_another(world: World) -> None:
    clinic = await ours(world, "admin")
    visit = await visit_today(clinic)
    first = await get(clinic.admin, "dashboard")
    tag = first.headers["etag"]

    same = await get(clinic.admin, "dashboard", if_none_match=tag)
    await clinic.admin.data(CANCEL, {"id": str(visit)})
    changed = await get(clinic.admin, "dashboard", if_none_match=tag)

    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    assert (changed.status_code, changed.headers["etag"] != tag) == (200, True)
    assert first.headers["cache-control"] == "private, no-cache"


async def test_variables_are_kept_apart(world: World) -> None:
    clinic = await ours(world, "admin")
    for name in ("Abe", "Bea", "Cid"):
        await clinic.patient_row(last_name=name)
    pages = [f"patients?page={page}&limit=1" for page in (1, 2, 3)]
    for _ in range(2):
        shown_names = [(await shown(clinic.admin, page))[0]["patients"]["nodes"][0]["lastName"] for page in pages]
        assert shown_names == ["Abe", "Bea", "Cid"]


async def reads(clinic: ClinicWorld, person: Person) -> list[tuple[str, str, list[str]]]:
    await process(clinic.world).recorder.flush()
    found = await clinic.world.fetch(
        "SELECT operation, subject_type, subject_ids FROM access_record WHERE clinic_id = $1 AND account_id = $2"
        " ORDER BY created_at, operation, subject_type",
        clinic.id, person.account_id,
    )  # fmt: skip
    return [(r["operation"], r["subject_type"], sorted(r["subject_ids"])) for r in found]


async def test_what_is_found_is_read_and_recorded_again(world: World) -> None:
    clinic = await ours(world, "doctor")
    patients = sorted([str(await clinic.patient_row()) for _ in range(3)])
    await shown(clinic.doctor, "patients")
    once = await reads(clinic, clinic.doctor)

    assert await cached(clinic.doctor, "patients") is True

    assert once == [("mobile_patients", "Patient", patients)]
    assert await reads(clinic, clinic.doctor) == once * 2


async def test_what_other_code_made_is_not_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a deployment fewer may see less; what was kept before it says nothing of that."""
    clinic = await ours(world, "admin")
    await shown(clinic.admin, "patients")
    assert await cached(clinic.admin, "patients") is True
    monkeypatch.setattr(process(world).keeper, "release", b"the next one")
    assert [await cached(clinic.admin, "patients") for _ in range(2)] == [False, True]


def test_any_change_of_what_answers_is_another_release(tmp_path: Path) -> None:
    assert len(keeping.release()) == 32
    for folder in keeping.CODE:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.py").write_text("a = 1\n")
    seen = {keeping.release.__wrapped__(tmp_path)}
    for path, text in (("models/a.py", "a = 2\n"), ("schema/b.py", ""), ("rest_compat/x/y.graphql", "{ a }")):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
        seen.add(keeping.release.__wrapped__(tmp_path))
    (tmp_path / "models" / "notes.txt").write_text("nothing that runs")
    seen.add(keeping.release.__wrapped__(tmp_path))
    assert len(seen) == 4


@pytest.mark.parametrize("url", [None, "redis://127.0.0.1:9/0"], ids=["no Valkey", "Valkey down"])
async def test_without_valkey_screens_are_made_each_time(world: World, url: str | None) -> None:
    clinic = await ours(world, "admin")
    visit = await visit_today(clinic)
    async with another_process(world, redis_url=url) as alone:
        assert [await cached(clinic.admin, "dashboard", alone) for _ in range(3)] == [False] * 3
        await clinic.admin.data(CANCEL, {"id": str(visit)})
        assert (await shown(clinic.admin, "dashboard", alone))[0]["today"]["cancelled"] == 1


async def test_a_valkey_that_dies_and_comes_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it still knows then is served only if it is still true."""
    clinic = await ours(world, "admin")
    visit = await visit_today(clinic)
    monkeypatch.setattr("core.store.PAUSE", 0.0)
    line = Line(world.redis_url)
    await line.open()
    url = f"redis://127.0.0.1:{line.port}?{urlsplit(world.redis_url).query}"
    async with another_process(world, redis_url=url) as other:
        before = [await cached(clinic.admin, "dashboard", other) for _ in range(2)]
        await line.cut()
        without = [await cached(clinic.admin, "dashboard", other) for _ in range(2)]
        await clinic.admin.data(CANCEL, {"id": str(visit)})
        await line.open()
        data, meta = await shown(clinic.admin, "dashboard", other)
        again = await cached(clinic.admin, "dashboard", other)
        await line.cut()

    assert (before, without) == ([False, True], [False, False])
    assert (data["today"]["cancelled"], meta["cached"], again) == (1, False, True)


async def test_a_valkey_that_says_nothing_holds_up_one_request(world: World) -> None:
    clinic, held = await ours(world, "admin"), list[Any]()
    server = await asyncio.start_server(lambda reader, writer: held.append(writer), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with another_process(world, redis_url=f"redis://127.0.0.1:{port}/0") as alone:
        assert [await cached(clinic.admin, "chat", alone) for _ in range(3)] == [False] * 3
    # The bus, which listens, and the one that asked; it is not asked again.
    assert len(held) <= 3
    for writer in held:
        writer.close()
    server.close()


async def everything_kept(world: World) -> dict[bytes, bytes]:
    client = redis.from_url(world.redis_url)
    try:
        names = [name async for name in client.scan_iter("odontograph:kept:*")]
        return {name: bytes(value) for name in names if isinstance(value := await client.get(name), bytes)}
    finally:
        await client.aclose()


async def test_what_lies_in_valkey_is_sealed_and_goes_by_itself(world: World) -> None:
    clinic = await ours(world, "admin")
    await clinic.patient_row(first_name="Unreadable", last_name="Markerson")
    before = await everything_kept(world)
    await shown(clinic.admin, "patients")
    after = await everything_kept(world)
    (name,) = set(after) - set(before)

    for secret in (b"Unreadable", b"Markerson", str(clinic.id).encode(), str(clinic.admin.account_id).encode()):
        assert secret not in after[name]
        assert secret not in name
    client = redis.from_url(world.redis_url)
    assert 0 < await client.pttl(name) <= 3_600_000
    # Another's answer in its place is nobody's.
    other = await ours(world, "admin")
    await shown(other.admin, "patients")
    (theirs,) = set(await everything_kept(world)) - set(after)
    await client.set(theirs, after[name])
    data, meta = await shown(other.admin, "patients")
    assert (data["patients"]["total"], meta["cached"]) == (0, False)
    await client.set(theirs, b"rubbish")
    assert await cached(other.admin, "patients") is False
    await client.aclose()


async def test_one_person_fills_only_so_many_places(world: World) -> None:
    clinic = await ours(world, "admin")
    before = await everything_kept(world)
    for limit in range(1, 31):
        await shown(clinic.admin, f"patients?limit={limit}")
    assert len(set(await everything_kept(world)) - set(before)) <= keeping.SLOTS


async def test_screens_are_counted_by_client(world: World) -> None:
    clinic = await ours(world, "admin")
    registry = process(world).metrics.registry

    def number(source: str, found: str) -> float:
        labels = {"route": "/api/v1/protected/mobile/screen/chat", "source": source, "cached": found}
        return registry.get_sample_value("odontograph_kept_answers_total", labels) or 0.0

    before = [number(*labels) for labels in (("mobile", "false"), ("mobile", "true"), ("other", "false"))]
    for address in ("chat?source=mobile", "chat?source=mobile", "chat"):
        await shown(clinic.admin, address)
    after = [number(*labels) for labels in (("mobile", "false"), ("mobile", "true"), ("other", "false"))]
    assert [a - b for a, b in zip(after, before, strict=True)] == [1.0, 1.0, 1.0]


async def test_an_erased_patient_is_on_no_screen(world: World) -> None:
    clinic = await ours(world, "admin")
    patient = await clinic.patient_row(first_name="Gone", last_name="Forever")
    await visit_today(clinic, patient_id=patient, notes="private words")
    for screen in ("dashboard", "appointments", "patients"):
        assert "Gone" in (await get(clinic.admin, screen)).text
    await clinic.admin.data("mutation($id: UUID!) { erasePatient(id: $id) { id } }", {"id": str(patient)})
    for screen in ("dashboard", "appointments", "patients"):
        text = (await get(clinic.admin, screen)).text
        assert "Gone" not in text
        assert "private words" not in text
