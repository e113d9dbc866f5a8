"""Screens of the mobile app: whom the rights open them to, and what a clinic switches off."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from models.clinics import MobileScreen
from permissions import parse
from resolvers.mobile import SCREENS
from tests.contract.catalog import guards
from tests.world import ClinicWorld, Person, World

NOBODY = "01900000-0000-7000-8000-ffffffffffff"
PERMISSIONS = "/api/v1/protected/mobile/permissions"
OWN = "{ myMobileScreens { screen permitted enabled shown } }"
OF_ROLE = """query($role: Role!, $clinic: UUID) {
  mobileScreens(role: $role, clinicId: $clinic) { screen permitted enabled shown }
}"""
SWITCH = """mutation($role: Role!, $screen: MobileScreen!, $enabled: Boolean!, $clinic: UUID) {
  setMobileScreen(role: $role, screen: $screen, enabled: $enabled, clinicId: $clinic) {
    screen permitted enabled shown
  }
}"""

ALL = {"DASHBOARD", "APPOINTMENTS", "PATIENTS", "FINANCE", "CHAT", "LAB_WORK", "INVENTORY"}
#: What the decided guards and grid open on the highest plan.
BY_ROLE = {
    "admin": ALL,
    "manager": ALL,
    "doctor": ALL,
    "receptionist": ALL - {"FINANCE"},
    "patient": {"DASHBOARD", "APPOINTMENTS", "FINANCE", "CHAT"},
}


async def rows(world: World, clinic: ClinicWorld) -> list[tuple[str, str, bool]]:
    found = await world.fetch(
        "SELECT role, screen, enabled FROM mobile_switch WHERE clinic_id = $1 ORDER BY role, screen", clinic.id
    )
    return [(r["role"], r["screen"], r["enabled"]) for r in found]


async def shown(person: Person) -> set[str]:
    return {s["screen"] for s in (await person.data(OWN))["myMobileScreens"] if s["shown"]}


async def shown_to(admin: Person, role: str) -> set[str]:
    return {s["screen"] for s in (await admin.data(OF_ROLE, {"role": role}))["mobileScreens"] if s["shown"]}


def switching(role: str, screen: str, enabled: bool = False) -> dict[str, Any]:
    return {"role": role, "screen": screen, "enabled": enabled}


def test_screens_are_guarded_as_decided() -> None:
    prefix = "/api/v1/protected/mobile/screen/"
    decided = {x.path.removeprefix(prefix): x for x in guards() if x.path.startswith(prefix)}

    assert set(decided) == {screen.value.replace("_", "-") for screen in MobileScreen}
    for screen, guard in SCREENS.items():
        listed = decided[screen.value.replace("_", "-")]
        assert guard.equivalent(parse(listed.guard, listed.module)), screen


@pytest.mark.parametrize("role", sorted(BY_ROLE))
async def test_everybody_is_shown_what_the_rights_open(world: World, role: str) -> None:
    clinic = await world.clinic(people=("admin",))
    person = clinic.admin if role == "admin" else await clinic.join(role)

    found = (await person.data(OWN))["myMobileScreens"]

    assert [s["screen"] for s in found] == [screen.name for screen in MobileScreen]
    assert {s["screen"] for s in found if s["permitted"]} == await shown(person) == BY_ROLE[role]
    assert {s["screen"] for s in found if s["enabled"]} == ALL
    assert await shown_to(clinic.admin, role.upper()) == BY_ROLE[role]


async def test_a_screen_is_switched_off_for_a_role_and_on_again(world: World) -> None:
    clinic = await world.clinic()

    off = (await clinic.admin.data(SWITCH, switching("DOCTOR", "INVENTORY")))["setMobileScreen"]
    without = await shown(clinic.doctor), await shown_to(clinic.admin, "DOCTOR")
    others = await shown(clinic.manager), await shown(clinic.receptionist)
    on = (await clinic.admin.data(SWITCH, switching("DOCTOR", "INVENTORY", True)))["setMobileScreen"]

    assert off == {"screen": "INVENTORY", "permitted": True, "enabled": False, "shown": False}
    assert without == (ALL - {"INVENTORY"}, ALL - {"INVENTORY"})
    assert others == (BY_ROLE["manager"], BY_ROLE["receptionist"])
    assert on == {"screen": "INVENTORY", "permitted": True, "enabled": True, "shown": True}
    assert await shown(clinic.doctor) == ALL
    assert await rows(world, clinic) == [("doctor", "inventory", True)]
    events = await clinic.events()
    assert [(e["type"], e["changed"]) for e in events] == [("mobile_switch.changed", ["enabled"])] * 2
    assert {(e["subject_type"], e["actor_account_id"]) for e in events} == {("MobileSwitch", clinic.admin.account_id)}


async def test_a_switch_never_grants(world: World) -> None:
    clinic = await world.clinic(people=("admin", "receptionist", "patient"))

    finance = (await clinic.admin.data(SWITCH, switching("RECEPTIONIST", "FINANCE", True)))["setMobileScreen"]
    await clinic.admin.data(SWITCH, switching("PATIENT", "INVENTORY", True))

    assert finance == {"screen": "FINANCE", "permitted": False, "enabled": True, "shown": False}
    assert await shown(clinic.receptionist) == BY_ROLE["receptionist"]
    assert await shown(clinic.patient) == BY_ROLE["patient"]


async def test_templates_overrides_and_modules_count(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    await clinic.row("role_template", role="doctor", store={"inventory.view": False})
    await clinic.row("clinic_module", module="lab", enabled=False)
    doctor = await clinic.join("doctor", overrides={"comms.messages.view": False})

    assert await shown_to(clinic.admin, "DOCTOR") == ALL - {"INVENTORY", "LAB_WORK"}
    assert await shown(doctor) == ALL - {"INVENTORY", "LAB_WORK", "CHAT"}


async def test_switching_to_what_it_is_says_nothing(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    for _ in range(2):
        await clinic.admin.data(SWITCH, switching("PATIENT", "CHAT"))

    assert await rows(world, clinic) == [("patient", "chat", False)]
    assert await clinic.event_types() == ["mobile_switch.changed"]


async def test_two_first_switches_at_once_both_hold(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    answers = await asyncio.gather(*(clinic.admin.data(SWITCH, switching("DOCTOR", "CHAT")) for _ in range(6)))

    assert [a["setMobileScreen"]["enabled"] for a in answers] == [False] * 6
    assert await rows(world, clinic) == [("doctor", "chat", False)]
    assert await clinic.event_types() == ["mobile_switch.changed"]


@pytest.mark.parametrize("role", ["manager", "doctor", "receptionist", "patient"])
async def test_nobody_else_reads_or_switches_a_role(world: World, role: str) -> None:
    clinic = await world.clinic(people=(role,))
    person = clinic.people[role]
    path = f"{PERMISSIONS}/clinic/{clinic.id}/doctor"

    read = await person.rest("GET", path)
    written = await person.rest("PATCH", f"{path}/chat", json={"enabled": False})

    assert await person.refused(OF_ROLE, {"role": "DOCTOR"}) == "FORBIDDEN"
    assert await person.refused(SWITCH, switching("DOCTOR", "CHAT")) == "FORBIDDEN"
    assert (read.status_code, written.status_code) == (403, 403)
    assert await rows(world, clinic) == []
    assert await clinic.event_types() == []


@pytest.mark.parametrize("role", ["ADMIN", "SUPERADMIN"])
async def test_no_switch_touches_an_admin_or_the_platform(world: World, role: str) -> None:
    clinic = await world.clinic(people=("admin",))

    answer = await clinic.admin.ask(SWITCH, switching(role, "CHAT"))

    problem = answer["errors"][0]["extensions"]
    assert (problem["code"], [f["path"] for f in problem["fields"]]) == ("INVALID", ["role"])
    assert await rows(world, clinic) == []
    assert await clinic.event_types() == []
    assert await clinic.admin.refused(OF_ROLE, {"role": "SUPERADMIN"}) == "INVALID"


async def test_another_clinics_switches_are_not_there(world: World) -> None:
    ours, theirs = await world.clinic(people=("admin",)), await world.clinic(people=("admin", "doctor"))

    for id_ in (str(theirs.id), NOBODY):
        path = f"{PERMISSIONS}/clinic/{id_}/doctor"
        read = await ours.admin.rest("GET", path)
        written = await ours.admin.rest("PATCH", f"{path}/chat", json={"enabled": False})
        assert await ours.admin.refused(OF_ROLE, {"role": "DOCTOR", "clinic": id_}) == "NOT_FOUND"
        assert await ours.admin.refused(SWITCH, switching("DOCTOR", "CHAT") | {"clinic": id_}) == "NOT_FOUND"
        assert (read.status_code, written.status_code) == (404, 404)
    await ours.admin.data(SWITCH, switching("DOCTOR", "FINANCE"))

    assert await rows(world, theirs) == []
    assert await theirs.event_types() == []
    assert await shown(theirs.doctor) == ALL


async def test_without_the_module_nobody_has_an_app(world: World) -> None:
    clinic = await world.clinic(people=("admin", "doctor"))
    await clinic.row("clinic_module", module="mobile", enabled=False)

    assert await clinic.doctor.refused(OWN) == "MODULE_DISABLED"
    assert await clinic.admin.refused(OF_ROLE, {"role": "DOCTOR"}) == "MODULE_DISABLED"
    assert await clinic.admin.refused(SWITCH, switching("DOCTOR", "CHAT")) == "MODULE_DISABLED"
    assert await rows(world, clinic) == []
    assert await clinic.event_types() == []


async def test_the_switches_over_rest(world: World) -> None:
    clinic = await world.clinic()
    path = f"{PERMISSIONS}/clinic/{clinic.id}/doctor"
    lab_work = {"module": "LAB_WORK", "permitted": True, "enabled": False, "shown": False}

    off = await clinic.admin.rest("PATCH", f"{path}/lab-work", json={"enabled": False})
    listed = await clinic.admin.rest("GET", path)
    own = await clinic.doctor.rest("GET", PERMISSIONS)
    nobodys = await world.http.get(PERMISSIONS)

    assert (off.status_code, off.json()["data"]) == (200, lab_work)
    assert (listed.status_code, own.status_code, nobodys.status_code) == (200, 200, 401)
    assert listed.json()["data"] == own.json()["data"]
    assert [s for s in own.json()["data"] if not s["shown"]] == [lab_work]
    assert await rows(world, clinic) == [("doctor", "lab_work", False)]


async def test_bad_addresses_and_bodies_are_named(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    path = f"{PERMISSIONS}/clinic/{clinic.id}"

    async def problem(where: str, body: dict[str, Any]) -> tuple[int, list[str]]:
        answer = await clinic.admin.rest("PATCH", f"{path}/{where}", json=body)
        return answer.status_code, [f["path"] for f in answer.json()["error"]["fields"]]

    assert await problem("dentist/chat", {"enabled": False}) == (422, ["role"])
    assert await problem("doctor/games", {"enabled": False}) == (422, ["module"])
    assert await problem("doctor/chat", {}) == (422, ["enabled"])
    assert await problem("doctor/chat", {"enabled": None}) == (422, ["enabled"])
    assert await problem("doctor/chat", {"enabled": "perhaps"}) == (422, ["enabled"])
    assert await problem("admin/chat", {"enabled": False}) == (422, ["role"])
    assert await rows(world, clinic) == []
    assert await clinic.event_types() == []
