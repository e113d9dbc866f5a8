"""Who can sign in to a clinic."""

from __future__ import annotations

import pytest

from tests.world import World

NOBODY = "01900000-0000-7000-8000-ffffffffffff"
PROTECTED = "/api/v1/protected"
MEMBERS = """query($clinic: UUID, $role: Role, $status: MembershipStatus, $limit: Int) {
  members(clinicId: $clinic, role: $role, status: $status, limit: $limit) {
    nodes { id accountId role username displayName status rowVersion } total pageInfo { hasNextPage }
  }
}"""


async def test_an_admin_reads_everybody_by_name(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    for role, name in (("receptionist", "Cleo"), ("patient", "Bert"), ("doctor", "Dora")):
        await clinic.join(role, name)
    await world.owner.execute("UPDATE membership SET display_name = 'Anna' WHERE id = $1", clinic.admin.membership_id)

    found = await clinic.admin.data(MEMBERS, {"clinic": str(clinic.id)})

    stored = await world.fetch(
        "SELECT id, account_id, role, username, display_name, status FROM membership WHERE clinic_id = $1"
        " ORDER BY display_name", clinic.id,
    )  # fmt: skip
    assert [r["role"] for r in stored] == [n["role"].lower() for n in found["members"]["nodes"]]
    assert found["members"]["nodes"] == [
        {
            "id": str(r["id"]), "accountId": str(r["account_id"]), "role": r["role"].upper(),
            "username": r["username"], "displayName": r["display_name"], "status": "ACTIVE", "rowVersion": 1,
        }
        for r in stored
    ]  # fmt: skip
    assert (found["members"]["total"], found["members"]["pageInfo"]) == (4, {"hasNextPage": False})


async def test_members_are_narrowed_by_role_and_status(world: World) -> None:
    clinic = await world.clinic(people=("manager", "doctor", "patient"))
    await world.owner.execute("UPDATE membership SET status = 'disabled' WHERE id = $1", clinic.doctor.membership_id)
    ids = {str(p.membership_id): name for name, p in clinic.people.items()}

    async def asked(**narrowed: str) -> list[str]:
        found = await clinic.manager.data(MEMBERS, narrowed)
        return [ids[node["id"]] for node in found["members"]["nodes"]]

    assert await asked(role="PATIENT") == ["patient"]
    assert await asked(status="DISABLED") == ["doctor"]
    assert await asked(role="PATIENT", status="DISABLED") == []
    assert sorted(await asked()) == ["doctor", "manager", "patient"]


@pytest.mark.parametrize("role", ["doctor", "receptionist", "patient"])
async def test_nobody_else_reads_the_members(world: World, role: str) -> None:
    clinic = await world.clinic(people=(role,))
    person = clinic.people[role]

    answer = await person.rest("GET", f"{PROTECTED}/clinics/{clinic.id}/users")

    assert await person.refused(MEMBERS) == "FORBIDDEN"
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")


async def test_a_manager_without_the_key_reads_the_own_membership_only(world: World) -> None:
    clinic = await world.clinic(people=("doctor",))
    manager = await clinic.join("manager", overrides={"settings.staff.view": False})

    found = await manager.data(MEMBERS)

    assert [node["id"] for node in found["members"]["nodes"]] == [str(manager.membership_id)]
    assert found["members"]["total"] == 1


async def test_another_clinic_has_no_members_to_read(world: World) -> None:
    ours, theirs = await world.clinic(people=("admin",)), await world.clinic(people=("admin", "doctor"))

    for id_ in (str(theirs.id), NOBODY):
        answer = await ours.admin.rest("GET", f"{PROTECTED}/clinics/{id_}/users")
        assert await ours.admin.refused(MEMBERS, {"clinic": id_}) == "NOT_FOUND"
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT_FOUND")
    found = (await ours.admin.data(MEMBERS))["members"]

    assert [node["id"] for node in found["nodes"]] == [str(ours.admin.membership_id)]


async def test_members_over_rest_come_in_pages(world: World) -> None:
    clinic = await world.clinic()
    path = f"{PROTECTED}/clinics/{clinic.id}/users"

    first = (await clinic.manager.rest("GET", path, params={"limit": 2})).json()
    last = (await clinic.manager.rest("GET", path, params={"limit": 2, "page": 3})).json()
    doctors = (await clinic.manager.rest("GET", path, params={"role": "doctor"})).json()
    bad = await clinic.manager.rest("GET", path, params={"role": "dentist"})
    nowhere = await clinic.manager.rest("GET", f"{PROTECTED}/clinics/here/users")

    assert (len(first["data"]), first["meta"]["total"], len(last["data"])) == (2, 5, 1)
    assert [m["id"] for m in doctors["data"]] == [str(clinic.doctor.membership_id)]
    assert (bad.status_code, [f["path"] for f in bad.json()["error"]["fields"]]) == (422, ["role"])
    assert nowhere.status_code == 422
