"""The platform's lists: who gets them, what is in them, through which login, and what is recorded."""

from __future__ import annotations

import asyncpg
import httpx
import pytest

from core import db
from core.ids import uuid7
from tests.world import ROLES, ClinicWorld, Person, World

PROTECTED = "/api/v1/protected"
WHY = {"x-reason": "Ticket 4711: which plan"}
LISTS = ("/clinics", "/clinics/deletions/history", "/users/clinics")
CLINICS = """query ($search: String, $order: PlatformClinicOrder, $first: Int, $after: String) {
  clinics(search: $search, order: $order, first: $first, after: $after) {
    nodes { id name plan status memberCount staffCount createdAt } total pageInfo { hasNextPage endCursor } } }"""


async def get(person: Person, path: str, **params: str) -> httpx.Response:
    return await person.rest("GET", PROTECTED + path, params=params, headers=WHY)


async def accesses(world: World, person: Person) -> list[tuple[object, ...]]:
    rows = await world.fetch(
        "SELECT operation, clinic_id, reason FROM platform_access WHERE account_id = $1 ORDER BY id", person.account_id
    )
    return [tuple(row) for row in rows]


async def named(world: World, name: str, **values: object) -> ClinicWorld:
    """A clinic that a search for its name finds alone."""
    return await world.clinic(name=f"{name} {uuid7().hex[-12:]}", **values)  # type: ignore[arg-type]


# --- who ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("role", ROLES)
async def test_nobody_of_a_clinic_gets_a_list(world: World, role: str, path: str) -> None:
    clinic = await world.clinic(people=(role,))

    answer = await get(clinic.people[role], path)

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")
    assert "details" not in answer.json()["error"]
    assert await accesses(world, clinic.people[role]) == []


@pytest.mark.parametrize("path", LISTS)
async def test_a_superadmin_shows_a_second_factor_and_says_why(world: World, path: str) -> None:
    single, silent = await world.superadmin(), await world.superadmin(second_factor=True)

    without_factor = await get(single, path)
    without_reason = await silent.rest("GET", PROTECTED + path)
    with_both = await get(silent, path)

    assert without_factor.status_code == without_reason.status_code == 403
    assert without_factor.json()["error"]["details"] == {"reason": "SECOND_FACTOR_REQUIRED"}
    assert without_reason.json()["error"]["details"] == {"reason": "REASON_REQUIRED"}
    assert with_both.status_code == 200
    assert await accesses(world, single) == []
    assert [reason for _, _, reason in await accesses(world, silent)] == ["Ticket 4711: which plan"]


async def test_one_who_acts_as_somebody_else_is_not_of_the_platform(world: World) -> None:
    root = await world.superadmin()
    other = await world.superadmin(second_factor=True, impersonator_id=root.account_id, reason="Looking into it")

    answer = await get(other, "/clinics")

    assert (answer.status_code, "details" in answer.json()["error"]) == (403, False)


@pytest.mark.parametrize("reason", ["x", "    ", "x" * 201, "line\x07bell"])
async def test_a_reason_is_some_words(world: World, reason: str) -> None:
    root = await world.superadmin(second_factor=True)

    answer = await root.rest("GET", PROTECTED + "/clinics", headers={"x-reason": reason})

    assert answer.status_code == 422
    assert answer.json()["error"]["fields"] == [
        {"path": "X-Reason", "message": "Must be 5 to 200 printable characters."}
    ]
    assert await accesses(world, root) == []


async def test_a_reason_may_be_in_any_script(world: World) -> None:
    root = await world.superadmin(second_factor=True)

    await root.rest("GET", PROTECTED + "/clinics", headers={"x-reason": "Přehled  plánů".encode()})

    assert await accesses(world, root) == [("list_clinics", None, "Přehled plánů")]


# --- what -----------------------------------------------------------------------------------------------------------


async def test_clinics_with_their_plan_and_members(world: World) -> None:
    root = await world.superadmin(second_factor=True)
    clinic = await named(world, "Überblick", plan="pro")
    await clinic.row(
        "membership", account_id=uuid7(), role="doctor", username="gone", username_lower="gone", display_name="Gone",
        status="disabled", overrides={},
    )  # fmt: skip
    name = await world.value("SELECT name FROM clinic WHERE id = $1", clinic.id)

    data = (await get(root, "/clinics", search=name.upper().replace("ÜBERBLICK", "überblick"))).json()

    assert data["meta"]["total"] == 1
    row = data["data"][0]
    assert (row["id"], row["name"], row["plan"], row["status"]) == (str(clinic.id), name, "PRO", "ACTIVE")
    assert (row["memberCount"], row["staffCount"], row["trialEndsAt"]) == (5, 4, None)


async def test_filters_and_literal_searches(world: World) -> None:
    root = await world.superadmin(second_factor=True)
    mark = uuid7().hex[-12:]
    for name, plan, status in (
        ("a_", "pro", "active"),
        ("ab", "pro_plus", "suspended"),
        ("a%", "enterprise", "active"),
    ):
        await world.clinic(name=f"{mark}{name}", plan=plan, status=status, people=())

    async def names(**params: str) -> list[str]:
        found = (await get(root, "/clinics", **params)).json()["data"]
        return [row["name"].removeprefix(mark) for row in found]

    assert await names(search=mark) == ["a%", "a_", "ab"]
    assert await names(search=f"{mark}a_") == ["a_"]
    assert await names(search=f"{mark}a%") == ["a%"]
    assert await names(search=mark, plan="PRO_PLUS") == ["ab"]
    assert await names(search=mark, status="SUSPENDED") == ["ab"]
    assert await names(search=mark, order="OLDEST") == ["a_", "ab", "a%"]


async def test_pages_have_every_clinic_once(world: World) -> None:
    root = await world.superadmin(second_factor=True)
    mark = uuid7().hex[-12:]
    made = {str((await world.clinic(name=f"{mark} same", people=())).id) for _ in range(7)}
    for order in ("NAME", "NEWEST", "OLDEST", "MOST_MEMBERS", "TRIAL_END"):
        seen: list[str] = []
        cursor = None
        while True:
            variables = {"search": mark, "order": order, "first": 3, "after": cursor}
            page = (await root.data(CLINICS, variables, **WHY))["clinics"]
            assert page["total"] == 7
            seen += [node["id"] for node in page["nodes"]]
            cursor = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        assert len(seen) == 7
        assert set(seen) == made


async def test_assignments_are_every_account_in_every_clinic_and_tell_of_no_patient(world: World) -> None:
    root = await world.superadmin(second_factor=True)
    one, two = await named(world, "One", people=("doctor", "patient")), await named(world, "Two", people=())
    await two.row(
        "membership", account_id=one.doctor.account_id, role="admin", username="both", username_lower="both",
        display_name="Both", status="active", overrides={},
    )  # fmt: skip

    theirs = (await get(root, "/users/clinics", userId=str(one.doctor.account_id))).json()
    everybody = (await get(root, "/users/clinics", clinicId=str(one.id))).json()["data"]
    by_mail = (await get(root, "/users/clinics", search=one.doctor.email.upper())).json()["data"]
    no_patient = (await get(root, "/users/clinics", search=one.patient.email)).json()["data"]

    assert [(r["clinicId"], r["role"], r["displayName"]) for r in theirs["data"]] == [
        (str(one.id), "DOCTOR", "Doctor"),
        (str(two.id), "ADMIN", "Both"),
    ]
    patient = next(r for r in everybody if r["role"] == "PATIENT")
    assert (patient["accountId"], patient["email"], patient["displayName"]) == (
        str(one.patient.account_id),
        None,
        None,
    )
    assert {r["clinicId"] for r in by_mail} == {str(one.id), str(two.id)}
    assert no_patient == []


async def test_a_list_beside_ones_own_is_read_through_two_logins(world: World) -> None:
    """One document, one root of the platform and one of the named clinic; the engine and the reference agree."""
    root = await world.superadmin(second_factor=True)
    clinic = await named(world, "Beside")
    name = await world.value("SELECT name FROM clinic WHERE id = $1", clinic.id)
    text = "query ($s: String) { clinics(search: $s) { nodes { name } total } clinic { name } members { total } }"
    executor = world.app.state.process.executor
    answers = []
    for engine in (True, False):
        executor.engine = engine
        executor.plans.__init__()
        try:
            answers.append(await root.data(text, {"s": name}, **WHY, **{"x-clinic-id": str(clinic.id)}))
        finally:
            executor.engine = True
            executor.plans.__init__()

    assert answers[0] == answers[1]
    assert answers[0] == {
        "clinics": {"nodes": [{"name": name}], "total": 1},
        "clinic": {"name": name},
        "members": {"total": 5},
    }


async def test_a_list_costs_the_same_for_few_and_for_many(world: World) -> None:
    root = await world.superadmin(second_factor=True)
    mark = uuid7().hex[-12:]
    counts = []
    for size in (3, 12):
        for _ in range(size):
            await world.clinic(name=mark, people=("admin",))
        with db.count_statements() as counted:
            await root.data(CLINICS, {"search": mark}, **WHY)
        counts.append([s.split()[0] for s in counted.statements if 'FROM "' in s])
    assert counts[0] == counts[1] == ["SELECT", "SELECT"]


# --- the second wall ------------------------------------------------------------------------------------------------


async def test_the_platforms_login_reads_its_views_and_nothing_else(world: World, platform_url: str) -> None:
    tables = await world.fetch(
        "SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v')"
    )
    connection = await asyncpg.connect(platform_url)
    allowed = set()
    try:
        for row in tables:
            try:
                await connection.fetch(f'SELECT * FROM "{row["relname"]}" LIMIT 1')
                allowed.add(row["relname"])
            except asyncpg.InsufficientPrivilegeError:
                pass
        rights = await connection.fetch(
            "SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = current_user"
        )
        doors = await connection.fetch(
            "SELECT p.proname FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef"
            " AND has_function_privilege(p.oid, 'EXECUTE')"
        )
    finally:
        await connection.close()

    views = {"platform_clinic", "platform_assignment", "platform_deletion"}
    assert allowed == views
    assert {tuple(r) for r in rights} == {(view, "SELECT") for view in views}
    assert list(doors) == []


async def test_the_application_login_reads_no_view_and_no_record_of_the_platform(world: World) -> None:
    connection = await asyncpg.connect(world.app_url)
    try:
        for table in (
            "platform_clinic", "platform_assignment", "platform_deletion", "platform_access", "clinic_deletion",
        ):  # fmt: skip
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(f'SELECT 1 FROM "{table}"')
        for table in ("platform_access", "clinic_deletion"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(f'DELETE FROM "{table}"')
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.execute("INSERT INTO platform_access (id) VALUES (gen_random_uuid())")
    finally:
        await connection.close()


async def test_without_the_login_the_lists_are_not_served(world: World) -> None:
    from models import platform_door

    root = await world.superadmin(second_factor=True)
    settings = world.app.state.process.settings
    await platform_door.close_reads()
    try:
        answer = await get(root, "/clinics")
    finally:
        await platform_door.open_reads(settings.platform_database_url, settings)

    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "UNAVAILABLE")
