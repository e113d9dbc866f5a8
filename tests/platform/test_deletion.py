"""The end of a clinic: what stops at once, what goes on elsewhere, what is kept, and the erasure of its rows."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from core.errors import Forbidden
from core.ids import uuid7
from integrations.storage import Place, Store, key_of
from models.base import REGISTRY
from operation import jobs
from operation.context import Context, RequestInfo
from resolvers import feed
from schema.subscriptions import deliveries
from server import worker
from tests.events.happenings import stirring, until
from tests.files.pictures import picture
from tests.files.test_branding import lying, uploaded
from tests.inside import context
from tests.rights.test_freshness import SECOND, another_process, known
from tests.world import ROLES, ClinicWorld, Person, World

REASON = "Contract ended in May"
WHY = {"x-reason": REASON}


async def delete(person: Person, clinic: Any, name: str = "Test Clinic", **headers: str) -> httpx.Response:
    return await person.rest(
        "DELETE", f"/api/v1/protected/clinics/{clinic}", json={"confirmName": name}, headers={**WHY, **headers}
    )


async def state(world: World, clinic: ClinicWorld) -> str:
    return str(await world.value("SELECT status FROM clinic WHERE id = $1", clinic.id))


# --- who ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
async def test_nobody_of_a_clinic_deletes_one(world: World, role: str) -> None:
    clinic = await world.clinic(people=(role,))
    answer = await delete(clinic.people[role], clinic.id)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")
    assert await state(world, clinic) == "active"


async def test_second_factor_and_name_and_version(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    single, root = await world.superadmin(), await world.superadmin(second_factor=True)

    answers = [
        await delete(single, clinic.id),
        await delete(root, clinic.id, "test clinic"),
        await delete(root, clinic.id, **{"if-match": 'W/"9"'}),
        await delete(root, uuid7()),
    ]

    assert [a.status_code for a in answers] == [403, 422, 409, 404]
    assert answers[0].json()["error"]["details"] == {"reason": "SECOND_FACTOR_REQUIRED"}
    assert answers[1].json()["error"]["fields"] == [{"path": "confirmName", "message": "Is not the clinic's name."}]
    assert await state(world, clinic) == "active"
    assert await clinic.event_types() == []
    assert await world.value("SELECT count(*) FROM clinic_deletion WHERE clinic_id = $1", clinic.id) == 0


async def test_the_application_login_cannot_delete_without_a_superadmins_session(world: World) -> None:
    """Whatever the application believes: the door looks for the session itself."""
    clinic = await world.clinic(people=("admin",))
    single = await world.superadmin()
    gone = await world.superadmin(second_factor=True, revoked_at=dt.datetime.now(dt.UTC))
    acting = await world.superadmin(second_factor=True, impersonator_id=single.account_id)
    connection = await asyncpg.connect(world.app_url)
    try:
        await connection.execute("SELECT set_config('app.clinic', $1, false)", str(clinic.id))
        for session in (clinic.admin.session_id, single.session_id, gone.session_id, acting.session_id, uuid7()):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute("SELECT door_clinic_delete($1, $2, 'why not', 'r', now())", uuid7(), session)
    finally:
        await connection.close()
    assert await state(world, clinic) == "active"


# --- at once --------------------------------------------------------------------------------------------------------


async def test_everything_stops_at_once_and_people_of_two_clinics_keep_the_other(world: World) -> None:
    clinic, other = await world.clinic(), await world.clinic(people=(), name="Other")
    await other.row(
        "membership", account_id=clinic.doctor.account_id, role="doctor", username="d", username_lower="d",
        display_name="D", status="active", overrides={},
    )  # fmt: skip
    elsewhere, token = await world.session(clinic.doctor.account_id, other.id)
    both = Person(world, clinic.doctor.account_id, None, other.id, "doctor", "", token, elsewhere)
    for person in clinic.people.values():
        await person.data("{ clinic { name } }")
    root = await world.superadmin(second_factor=True)

    answer = await delete(root, clinic.id, **{"if-match": 'W/"1"'})

    assert answer.status_code == 200
    for person in clinic.people.values():
        assert await person.refused("{ clinic { name } }") == "FORBIDDEN"
        assert (await person.data("{ clinicContext { clinicId } }"))["clinicContext"]["clinicId"] is None
    assert (await both.data("{ clinic { name } }"))["clinic"]["name"] == "Other"
    places = (await clinic.doctor.data("{ myPlaces { clinicId } }"))["myPlaces"]
    assert places == [{"clinicId": str(other.id)}]
    moved = "mutation ($id: UUID!) { switchClinic(clinicId: $id) }"
    assert await clinic.doctor.refused(moved, {"id": str(clinic.id)}) == "NOT_FOUND"
    assert (await clinic.doctor.data(moved, {"id": str(other.id)}))["switchClinic"] is True
    assert await world.value("SELECT count(*) FROM session WHERE clinic_id = $1", clinic.id) == 0
    kept = await world.fetch("SELECT DISTINCT status FROM membership WHERE clinic_id = $1", clinic.id)
    assert [r["status"] for r in kept] == ["closed"]


async def test_the_log_ends_with_it_and_the_lists_have_it_no_more(world: World) -> None:
    mark = f"Gone {uuid7().hex[-12:]}"
    clinic = await world.clinic(name=mark, plan="pro")
    await clinic.appointment(await clinic.patient_row(), dt.datetime(2026, 6, 10, 9, tzinfo=dt.UTC))
    root = await world.superadmin(second_factor=True)

    await delete(root, clinic.id, mark)

    event = (await clinic.events())[-1]
    assert (event["type"], event["platform_name"], event["reason"]) == ("clinic.deleted", "Root", REASON)
    search = "query ($s: String) { clinics(search: $s) { total } clinicAssignments(search: $s) { total } }"
    assert await root.data(search, {"s": mark}, **WHY) == {"clinics": {"total": 0}, "clinicAssignments": {"total": 0}}
    history = (
        await root.rest(
            "GET", "/api/v1/protected/clinics/deletions/history", params={"search": mark.lower()}, headers=WHY
        )
    ).json()["data"]
    assert len(history) == 1
    found = history[0]
    assert (found["clinicId"], found["clinicName"], found["plan"], found["reason"]) == (
        str(clinic.id), mark, "PRO", REASON,
    )  # fmt: skip
    assert (found["deletedBy"], found["deletedByName"], found["erasedAt"]) == (str(root.account_id), "Root", None)
    assert found["counts"] == {"members": 5, "employees": 0, "patients": 2, "appointments": 1}
    wait = dt.datetime.fromisoformat(found["eraseAfter"]) - dt.datetime.fromisoformat(found["deletedAt"])
    assert dt.timedelta(days=29, hours=23) < wait < dt.timedelta(days=30, hours=1)


async def test_a_deleted_clinic_cannot_be_named_changed_or_deleted_again(world: World) -> None:
    clinic = await world.clinic(people=())
    root = await world.superadmin(second_factor=True)
    await delete(root, clinic.id)

    again = await delete(root, clinic.id)
    plan = await root.rest(
        "PUT", f"/api/v1/protected/clinics/{clinic.id}/subscription", json={"plan": "PRO"}, headers=WHY
    )
    inside = await root.rest("GET", "/api/v1/protected/patients", headers={**WHY, "x-clinic-id": str(clinic.id)})

    assert [a.status_code for a in (again, plan, inside)] == [404, 404, 404]
    assert await world.value("SELECT count(*) FROM clinic_deletion WHERE clinic_id = $1", clinic.id) == 1


async def test_a_key_used_twice_gives_the_same_answer(world: World) -> None:
    clinic = await world.clinic(people=())
    root = await world.superadmin(second_factor=True)
    key = {"idempotency-key": uuid7().hex}

    first, again = await delete(root, clinic.id, **key), await delete(root, clinic.id, **key)

    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert await clinic.event_types() == ["clinic.deleted"]


async def test_only_one_of_many_at_once_deletes(world: World) -> None:
    clinic = await world.clinic(people=())
    roots = [await world.superadmin(second_factor=True) for _ in range(4)]

    answers = await asyncio.gather(*(delete(root, clinic.id) for root in roots))

    assert sorted(a.status_code for a in answers) == [200, 404, 404, 404]
    assert await clinic.event_types() == ["clinic.deleted"]


async def test_streams_end_within_a_second_on_another_process(world: World) -> None:
    clinic = await world.clinic(people=("doctor",))
    root = await world.superadmin(second_factor=True)
    async with another_process(world, world.redis_url) as other:
        await other.hub.start()
        try:
            ctx = Context(await known(other, clinic.doctor.token), RequestInfo("t"), other.runtime)
            heard: list[str] = []

            async def follow() -> None:
                async for event, _ in deliveries(feed.clinic_events, ctx, None):
                    heard.append(event.type)

            reading = asyncio.create_task(follow())
            await until(lambda: other.hub.state()[1] == 1)
            await delete(root, clinic.id)
            with pytest.raises(Forbidden):
                await asyncio.wait_for(reading, SECOND)
        finally:
            await other.hub.stop()

    assert heard in ([], ["clinic.deleted"])


# --- while something runs -------------------------------------------------------------------------------------------


async def test_a_command_under_way_is_undone_as_a_whole(world: World) -> None:
    """It was let in before, and comes to its end after: the sealed log takes nothing of it."""
    clinic = await world.clinic(people=("receptionist",))
    patient = await clinic.patient_row()
    root = await world.superadmin(second_factor=True)
    ctx = await context(clinic.receptionist)
    before = await world.value("SELECT row_version FROM patient WHERE id = $1", patient)
    await delete(root, clinic.id)

    with stirring() as command, pytest.raises(Exception) as refused:
        await command(ctx, patient=patient)

    assert type(refused.value).__name__ == "Conflict"
    assert await clinic.event_types() == ["clinic.deleted"]
    assert await world.value("SELECT row_version FROM patient WHERE id = $1", patient) == before


async def test_registrations_that_race_with_it_are_there_whole_or_not_at_all(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    root = await world.superadmin(second_factor=True)
    register = 'mutation ($n: String!) { registerPatient(input: {firstName: $n, lastName: "R"}) { id } }'
    crowd = [asyncio.create_task(clinic.receptionist.ask(register, {"n": f"N{n}"})) for n in range(20)]
    await asyncio.wait(crowd, return_when=asyncio.FIRST_COMPLETED)

    answer = await delete(root, clinic.id)
    said = [(await task) for task in crowd]

    assert answer.status_code == 200
    stored = await world.value("SELECT count(*) FROM patient WHERE clinic_id = $1", clinic.id)
    types = await clinic.event_types()
    assert types == ["patient.registered"] * stored + ["clinic.deleted"]
    codes = {e["extensions"]["code"] for a in said for e in a.get("errors", ())}
    assert codes <= {"CONFLICT", "FORBIDDEN"}


async def restore(person: Person, clinic: Any) -> dict[str, Any]:
    text = "mutation ($id: UUID!) { restoreClinic(id: $id) { status modules plan warnings } }"
    return await person.ask(text, {"id": str(clinic)}, **WHY)


async def test_a_deletion_is_taken_back_in_time(world: World) -> None:
    clinic = await world.clinic()
    left = await clinic.join("manager", "left")
    await world.owner.execute("UPDATE membership SET status = 'disabled' WHERE id = $1", left.membership_id)
    root = await world.superadmin(second_factor=True)
    await delete(root, clinic.id)

    answer = await restore(root, clinic.id)

    assert answer["data"]["restoreClinic"]["status"] == "SUSPENDED"
    assert answer["data"]["restoreClinic"]["plan"] == "PRO_PLUS"
    assert await clinic.event_types() == ["clinic.deleted", "clinic.restored"]
    roles = await world.fetch("SELECT role, status FROM membership WHERE clinic_id = $1", clinic.id)
    assert {tuple(r) for r in roles} == {(role, "active") for role in ROLES} | {("manager", "disabled")}
    moved = "mutation ($id: UUID!) { switchClinic(clinicId: $id) }"
    assert (await clinic.admin.data(moved, {"id": str(clinic.id)}))["switchClinic"] is True
    register = 'mutation { registerPatient(input: {firstName: "A", lastName: "B"}) { id } }'
    assert await clinic.admin.refused(register) == "CLINIC_SUSPENDED"
    path = f"/api/v1/protected/clinics/{clinic.id}/subscription"
    assert (await root.rest("PUT", path, json={"status": "ACTIVE"}, headers=WHY)).status_code == 200
    await clinic.admin.data(register)
    assert (await restore(root, clinic.id))["errors"][0]["extensions"]["code"] == "NOT_FOUND"


async def test_nobody_else_takes_it_back_and_not_when_its_time_is_over(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    root = await world.superadmin(second_factor=True)
    await delete(root, clinic.id)

    refused = [await restore(person, clinic.id) for person in (clinic.admin, await world.superadmin())]
    await world.owner.execute("UPDATE clinic_deletion SET erase_after = now() WHERE clinic_id = $1", clinic.id)
    late = await restore(root, clinic.id)

    assert [a["errors"][0]["extensions"]["code"] for a in (*refused, late)] == ["FORBIDDEN", "FORBIDDEN", "NOT_FOUND"]
    assert await state(world, clinic) == "deleted"


async def test_a_clinic_deleted_again_waits_again(world: World) -> None:
    """The first deletion's time does not count for the second."""
    clinic = await world.clinic(people=())
    root = await world.superadmin(second_factor=True)
    await delete(root, clinic.id)
    await restore(root, clinic.id)
    await world.owner.execute("UPDATE clinic_deletion SET erase_after = now() WHERE clinic_id = $1", clinic.id)
    await delete(root, clinic.id)

    await erase(world)

    assert await state(world, clinic) == "deleted"
    found = await world.fetch(
        "SELECT restored_at IS NOT NULL AS back, erased_at FROM clinic_deletion WHERE clinic_id = $1 ORDER BY id",
        clinic.id,
    )
    assert [tuple(r) for r in found] == [(True, None), (False, None)]


# --- the erasure ----------------------------------------------------------------------------------------------------


async def erase(world: World) -> int:
    """What the worker does every hour."""
    return await worker.erase_clinics(world.app.state.process.runtime.services["storage"])


async def over(world: World, clinic: ClinicWorld) -> None:
    """Thirty days have passed since its deletion."""
    await world.owner.execute(
        "UPDATE clinic_deletion SET erase_after = now() - interval '1 second' WHERE clinic_id = $1", clinic.id
    )


async def rows_of(world: World, clinic: ClinicWorld) -> dict[str, int]:
    counts = {}
    for model in REGISTRY.values():
        if model.clinic_column is not None:
            text = f'SELECT count(*) FROM "{model.table}" WHERE {model.clinic_column} = $1'
            if count := await world.value(text, clinic.id):
                counts[model.table] = count
    return counts


async def test_rows_wait_and_are_then_erased_with_everything_and_nobody_elses(world: World) -> None:
    from tests.contract.test_walls import belongings

    clinic, _ = await belongings(world)
    other, _ = await belongings(world)
    untouched = await rows_of(world, other)
    root = await world.superadmin(second_factor=True)
    await delete(root, clinic.id)
    held = await rows_of(world, clinic)

    await erase(world)
    assert await rows_of(world, clinic) == held

    await over(world, clinic)
    await erase(world)

    assert held.keys() > {"patient", "appointment", "appointment_change", "membership", "event", "clinic"}
    assert await rows_of(world, clinic) == {}
    assert await rows_of(world, other) == untouched
    assert await world.value("SELECT erased_at IS NOT NULL FROM clinic_deletion WHERE clinic_id = $1", clinic.id)
    assert await world.value("SELECT count(*) FROM account WHERE id = $1", clinic.doctor.account_id) == 1


async def test_merged_patients_are_erased_however_few_rows_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.worker.SWEPT_AT_ONCE", 1)
    clinic = await world.clinic(people=())
    kept = await clinic.patient_row()
    middle = await clinic.patient_row(merged_into_id=kept)
    await clinic.patient_row(merged_into_id=middle)
    await delete(await world.superadmin(second_factor=True), clinic.id)
    await over(world, clinic)

    await erase(world)

    assert await rows_of(world, clinic) == {}


async def test_files_are_erased_with_it_also_those_without_a_record(world: World) -> None:
    clinic, other = await world.clinic(people=("admin",)), await world.clinic(people=("admin",))
    for place in (clinic, other):
        await uploaded(place.admin, picture())
    store: Store = world.app.state.process.runtime.services["storage"]
    await store.put(key_of(clinic.id, uuid7()), b"the process ended before this was recorded")
    await delete(await world.superadmin(second_factor=True), clinic.id)
    assert (len(lying(world, clinic)), len(lying(world, other))) == (2, 1)

    await over(world, clinic)
    await erase(world)

    assert (lying(world, clinic), len(lying(world, other))) == (set(), 1)
    assert await rows_of(world, clinic) == {}


async def test_a_clinic_whose_files_cannot_be_removed_waits_and_holds_up_nobody(world: World, tmp_path: Path) -> None:
    clinic, other = await world.clinic(people=("admin",)), await world.clinic(people=())
    await uploaded(clinic.admin, picture())
    for place in (clinic, other):
        await delete(await world.superadmin(second_factor=True), place.id)
        await over(world, place)
    held = await rows_of(world, clinic)

    await worker.erase_clinics(None)

    assert await rows_of(world, other) == {}
    assert await rows_of(world, clinic) == held
    (tmp_path / "file").touch()
    await worker.erase_clinics(Store(Place((tmp_path / "file").as_uri())))
    assert await rows_of(world, clinic) == held
    assert len(lying(world, clinic)) == 1
    await erase(world)
    assert (await rows_of(world, clinic), lying(world, clinic)) == ({}, set())


async def test_every_table_of_a_clinic_is_on_the_way_of_the_erasure(world: World) -> None:
    """Found by foreign keys: a table with a clinic that has none would be left."""
    rows = await world.fetch(
        "SELECT conrelid::regclass::text AS name FROM pg_constraint"
        " WHERE contype = 'f' AND confrelid = 'clinic'::regclass"
    )
    assert {r["name"] for r in rows} == {m.table for m in REGISTRY.values() if m.clinic_column == "clinic_id"}


async def test_a_job_of_a_deleted_clinic_is_hopeless(world: World) -> None:
    clinic = await world.clinic(people=())
    await delete(await world.superadmin(second_factor=True), clinic.id)
    with pytest.raises(jobs.Hopeless):
        await jobs.clinic_now(clinic.id)
    assert (await jobs.clinic_now(clinic.id, deleted=True))[0].id == clinic.id


async def test_a_deleted_clinic_shows_itself_to_nobody(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    await uploaded(clinic.admin, picture())
    looks, shown = f"/api/v1/branding/{clinic.id}/info", f"/api/v1/branding/{clinic.id}/logo"
    assert [(await world.http.get(path)).status_code for path in (looks, shown)] == [200, 200]
    root = await world.superadmin(second_factor=True)

    await delete(root, clinic.id)

    assert [(await world.http.get(path)).status_code for path in (looks, shown)] == [404, 404]
    await restore(root, clinic.id)
    assert [(await world.http.get(path)).status_code for path in (looks, shown)] == [200, 200]
