"""Role templates: what a clinic's admin changes of the plan's defaults, and what cannot be changed."""

from __future__ import annotations

import asyncio
from typing import Any

import orjson
import pytest

from tests.world import ClinicWorld, Person, World

TEMPLATES = "{ permissionTemplates { role permissions customised effective { key scope } rowVersion } }"
SET = """mutation($role: Role!, $permissions: JSON!, $version: Int) {
  setPermissionTemplate(role: $role, permissions: $permissions, expectedVersion: $version) {
    role permissions customised rowVersion effective { key scope }
  }
}"""
RESET = """mutation($role: Role!, $version: Int) {
  resetPermissionTemplate(role: $role, expectedVersion: $version) { role permissions customised rowVersion }
}"""
HELD = "{ viewer { permissions { key scope } } }"


async def stored(world: World, clinic: ClinicWorld) -> dict[str, Any]:
    rows = await world.fetch("SELECT role, store FROM role_template WHERE clinic_id = $1", clinic.id)
    return {r["role"]: orjson.loads(r["store"]) for r in rows}


async def held(person: Person) -> dict[str, str]:
    """What the person holds as the API says, seen with a session that nothing has cached."""
    _, token = await person.world.session(person.account_id, person.clinic_id)
    headers = {"authorization": f"Bearer {token}"}
    answer = await person.world.http.post("/graphql", json={"query": HELD}, headers=headers)
    return {p["key"]: p["scope"] for p in answer.json()["data"]["viewer"]["permissions"]}


async def problems(person: Person, query: str, variables: dict[str, Any]) -> dict[str, str]:
    answer = await person.ask(query, variables)
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["INVALID"], answer
    return {f["path"]: f["message"] for f in answer["errors"][0]["extensions"]["fields"]}


async def test_a_template_changes_what_a_role_holds(world: World) -> None:
    clinic = await world.clinic(plan="pro")
    before = await held(clinic.receptionist)
    assert "reports.stats" in before

    written = (
        await clinic.admin.data(
            SET, {"role": "RECEPTIONIST", "permissions": {"reports.stats": False, "patients.delete": True}}
        )
    )["setPermissionTemplate"]

    after = await held(clinic.receptionist)
    assert after == {k: v for k, v in before.items() if k != "reports.stats"} | {"patients.delete": "all"}
    assert {p["key"]: p["scope"] for p in written.pop("effective")} == after
    assert written == {
        "role": "RECEPTIONIST",
        "permissions": {"reports.stats": False, "patients.delete": True},
        "customised": True,
        "rowVersion": 1,
    }
    assert await stored(world, clinic) == {"receptionist": {"reports.stats": False, "patients.delete": True}}
    events = await clinic.events()
    assert [(e["type"], e["changed"]) for e in events] == [("role_template.changed", ["store"])]


async def test_the_other_roles_are_not_touched(world: World) -> None:
    clinic = await world.clinic()
    before = {role: await held(clinic.people[role]) for role in ("admin", "manager", "receptionist", "patient")}

    await clinic.admin.data(SET, {"role": "DOCTOR", "permissions": {"patients.edit": False}})

    assert {role: await held(clinic.people[role]) for role in before} == before
    assert "patients.edit" not in await held(clinic.doctor)


async def test_templates_are_listed_and_reset(world: World) -> None:
    clinic = await world.clinic(plan="pro")
    plain = await held(clinic.doctor)
    assert (await clinic.admin.data(TEMPLATES))["permissionTemplates"] == []
    await clinic.admin.data(SET, {"role": "DOCTOR", "permissions": {"patients.edit": False}})

    listed = (await clinic.admin.data(TEMPLATES))["permissionTemplates"]
    reset = (await clinic.admin.data(RESET, {"role": "DOCTOR"}))["resetPermissionTemplate"]

    assert [(t["role"], t["permissions"]) for t in listed] == [("DOCTOR", {"patients.edit": False})]
    assert reset == {"role": "DOCTOR", "permissions": {}, "customised": False, "rowVersion": 2}
    assert await held(clinic.doctor) == plain
    assert await stored(world, clinic) == {"doctor": {}}
    assert await clinic.event_types() == ["role_template.changed", "role_template.reset"]


async def test_the_same_again_says_nothing(world: World) -> None:
    clinic = await world.clinic()
    variables = {"role": "DOCTOR", "permissions": {"patients.edit": False}}
    await clinic.admin.data(SET, variables)

    again = (await clinic.admin.data(SET, variables))["setPermissionTemplate"]

    assert again["rowVersion"] == 1
    assert await clinic.event_types() == ["role_template.changed"]


async def test_legacy_keys_are_taken_and_cut_by_the_ceilings(world: World) -> None:
    clinic = await world.clinic(plan="pro")

    await clinic.admin.data(SET, {"role": "RECEPTIONIST", "permissions": {"view_clinical_records": True}})

    found = await held(clinic.receptionist)
    assert found["clinical.dental_chart.view"] == "all"
    assert [k for k in found if k.startswith("clinical.notes.")] == []
    # Pro+ only, for whomever.
    assert "clinical.ipd.view" not in found


@pytest.mark.parametrize("role", ["manager", "doctor", "receptionist", "patient"])
async def test_only_admins_read_and_write_templates(world: World, role: str) -> None:
    clinic = await world.clinic()
    await clinic.row("role_template", role="doctor", store={"patients.edit": False})
    person = clinic.people[role]

    assert await person.refused(TEMPLATES) == "FORBIDDEN"
    assert await person.refused(SET, {"role": "DOCTOR", "permissions": {}}) == "FORBIDDEN"
    assert await person.refused(RESET, {"role": "DOCTOR"}) == "FORBIDDEN"
    assert await stored(world, clinic) == {"doctor": {"patients.edit": False}}
    assert await clinic.event_types() == []


@pytest.mark.parametrize("role", ["ADMIN", "PATIENT", "SUPERADMIN"])
async def test_admins_and_patients_have_no_template(world: World, role: str) -> None:
    clinic = await world.clinic(people=("admin",))

    set_ = await problems(clinic.admin, SET, {"role": role, "permissions": {"patients.view": True}})
    reset = await problems(clinic.admin, RESET, {"role": role})

    assert list(set_) == list(reset) == ["role"]
    assert await stored(world, clinic) == {}
    assert await clinic.event_types() == []


@pytest.mark.parametrize(
    ("role", "plan", "permissions", "paths"),
    [
        ("RECEPTIONIST", "enterprise", {"clinical.notes.view": True}, ["permissions.clinical.notes.view"]),
        ("RECEPTIONIST", "pro", {"clinical.notes.view": "own"}, ["permissions.clinical.notes.view"]),
        ("DOCTOR", "pro", {"clinical.ipd.view": True}, ["permissions.clinical.ipd.view"]),
        ("DOCTOR", "pro", {"patients.view": False}, ["permissions.patients.view"]),
        ("MANAGER", "pro_plus", {"settings.modules.manage": True}, ["permissions.settings.modules.manage"]),
        ("DOCTOR", "pro", {"patients.veiw": True, "": True}, ["permissions.patients.veiw", "permissions."]),
        ("DOCTOR", "pro", {"patients.edit": "yes", "patients.create": 1}, ["permissions.patients.edit",
                                                                        "permissions.patients.create"]),
        ("DOCTOR", "pro", {"patients.edit": None}, ["permissions.patients.edit"]),
        ("DOCTOR", "pro", {"patients": {"edit": True}}, ["permissions"]),
        ("DOCTOR", "pro", ["patients.edit"], ["permissions"]),
        ("DOCTOR", "pro", {"superadmin": True, "role": "admin"}, ["permissions.superadmin", "permissions.role"]),
    ],
)  # fmt: skip
async def test_what_cannot_be_given_is_named_key_by_key(
    world: World, role: str, plan: str, permissions: Any, paths: list[str]
) -> None:
    clinic = await world.clinic(plan=plan, people=("admin",))

    found = await problems(clinic.admin, SET, {"role": role, "permissions": permissions})

    assert list(found) == paths
    assert await stored(world, clinic) == {}
    assert await clinic.event_types() == []


async def test_a_flood_of_bad_keys_is_answered_shortly(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    found = await problems(clinic.admin, SET, {"role": "DOCTOR", "permissions": {f"x{i}": True for i in range(1_000)}})

    assert len(found) == 50


async def test_a_stale_version_is_a_conflict(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    first = {"role": "DOCTOR", "permissions": {"patients.edit": False}}

    early = await clinic.admin.refused(SET, {**first, "version": 1})
    await clinic.admin.data(SET, first)
    stale = await clinic.admin.refused(RESET, {"role": "DOCTOR", "version": 7})
    await clinic.admin.data(SET, {"role": "DOCTOR", "permissions": {"patients.edit": True}, "version": 1})

    assert (early, stale) == ("CONFLICT", "CONFLICT")
    assert await stored(world, clinic) == {"doctor": {"patients.edit": True}}
    assert await clinic.event_types() == ["role_template.changed"] * 2


async def test_two_first_templates_at_once_both_hold(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    bodies: list[dict[str, Any]] = [{"patients.edit": False}, {"patients.create": False}] * 3

    answers = await asyncio.gather(*(clinic.admin.ask(SET, {"role": "DOCTOR", "permissions": body}) for body in bodies))

    assert [a.get("errors") for a in answers] == [None] * 6
    assert (await stored(world, clinic))["doctor"] in bodies


async def test_another_clinics_templates_are_not_there(world: World) -> None:
    ours, theirs = await world.clinic(people=("admin",)), await world.clinic(people=("admin", "doctor"))
    await theirs.admin.data(SET, {"role": "DOCTOR", "permissions": {"patients.edit": False}})

    assert (await ours.admin.data(TEMPLATES))["permissionTemplates"] == []
    await ours.admin.data(SET, {"role": "DOCTOR", "permissions": {}})

    assert await stored(world, theirs) == {"doctor": {"patients.edit": False}}
    assert await theirs.event_types() == ["role_template.changed"]
