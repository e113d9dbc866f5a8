"""Optional modules: what is on, and switching them within the plan."""

from __future__ import annotations

import asyncio

import pytest

from tests.world import ClinicWorld, World

MODULES = "query($enabled: Boolean) { clinicModules(enabled: $enabled) { module enabled included } }"
SWITCH = """mutation($module: Module!, $enabled: Boolean!) {
  setClinicModule(module: $module, enabled: $enabled) { module enabled rowVersion }
}"""

PRO = {"AI_INSIGHTS", "LAB", "LEAD_INBOX", "MOBILE"}


async def rows(world: World, clinic: ClinicWorld) -> list[tuple[str, bool]]:
    found = await world.fetch(
        "SELECT module, enabled FROM clinic_module WHERE clinic_id = $1 ORDER BY module", clinic.id
    )
    return [(r["module"], r["enabled"]) for r in found]


@pytest.mark.parametrize("role", ["admin", "manager", "doctor", "receptionist", "patient"])
async def test_every_member_reads_the_modules(world: World, role: str) -> None:
    clinic = await world.clinic(plan="pro", people=(role,))
    await clinic.row("clinic_module", module="lab", enabled=False)
    await clinic.row("clinic_module", module="whatsapp", enabled=True)

    found = (await clinic.people[role].data(MODULES))["clinicModules"]

    assert {m["module"] for m in found if m["enabled"]} == PRO - {"LAB"} | {"WHATSAPP"}
    assert {m["module"] for m in found if m["included"]} == PRO
    assert len(found) == 8
    on = (await clinic.people[role].data(MODULES, {"enabled": True}))["clinicModules"]
    assert {m["module"] for m in on} == PRO - {"LAB"} | {"WHATSAPP"}


async def test_modules_need_a_clinic(world: World) -> None:
    superadmin = await world.superadmin()

    assert await superadmin.refused(MODULES) == "FORBIDDEN"


async def test_an_admin_switches_a_module_off_and_on_again(world: World) -> None:
    clinic = await world.clinic(plan="pro")

    off = (await clinic.admin.data(SWITCH, {"module": "LAB", "enabled": False}))["setClinicModule"]
    there = (await clinic.doctor.data(MODULES, {"enabled": True}))["clinicModules"]
    on = (await clinic.admin.data(SWITCH, {"module": "LAB", "enabled": True}))["setClinicModule"]

    assert off == {"module": "LAB", "enabled": False, "rowVersion": 1}
    assert {m["module"] for m in there} == PRO - {"LAB"}
    assert on == {"module": "LAB", "enabled": True, "rowVersion": 2}
    assert await rows(world, clinic) == [("lab", True)]
    assert [(e["type"], e["changed"]) for e in await clinic.events()] == [("clinic_module.changed", ["enabled"])] * 2


async def test_switching_to_what_it_is_says_nothing(world: World) -> None:
    clinic = await world.clinic(plan="pro")
    await clinic.admin.data(SWITCH, {"module": "LAB", "enabled": False})

    await clinic.admin.data(SWITCH, {"module": "LAB", "enabled": False})

    assert await clinic.event_types() == ["clinic_module.changed"]


@pytest.mark.parametrize("role", ["manager", "doctor", "receptionist", "patient"])
async def test_nobody_else_switches(world: World, role: str) -> None:
    clinic = await world.clinic(people=(role,))

    code = await clinic.people[role].refused(SWITCH, {"module": "LAB", "enabled": False})

    assert code == "FORBIDDEN"
    assert await rows(world, clinic) == []
    assert await clinic.event_types() == []


@pytest.mark.parametrize(
    ("plan", "module", "code"),
    [
        ("pro", "IPD", "PLAN_REQUIRED"),
        ("pro_trial", "BRIDGE", "PLAN_REQUIRED"),
        ("pro", "WHATSAPP", "FORBIDDEN"),
        ("enterprise", "WHATSAPP", "FORBIDDEN"),
    ],
)
async def test_nothing_beyond_the_plan_is_switched_on(world: World, plan: str, module: str, code: str) -> None:
    clinic = await world.clinic(plan=plan, people=("admin",))

    answer = await clinic.admin.ask(SWITCH, {"module": module, "enabled": True})

    assert [e["extensions"]["code"] for e in answer["errors"]] == [code]
    assert answer["errors"][0]["extensions"].get("plan") == ("pro_plus" if code == "PLAN_REQUIRED" else None)
    assert await rows(world, clinic) == []
    assert await clinic.event_types() == []


async def test_what_the_platform_switched_on_can_be_switched_off(world: World) -> None:
    clinic = await world.clinic(plan="pro", people=("admin",))
    await clinic.row("clinic_module", module="whatsapp", enabled=True)

    await clinic.admin.data(SWITCH, {"module": "WHATSAPP", "enabled": False})

    assert await rows(world, clinic) == [("whatsapp", False)]


async def test_a_switch_concerns_one_clinic_only(world: World) -> None:
    ours, theirs = await world.clinic(plan="pro"), await world.clinic(plan="pro")

    await ours.admin.data(SWITCH, {"module": "LAB", "enabled": False})

    found = (await theirs.admin.data(MODULES, {"enabled": True}))["clinicModules"]
    assert {m["module"] for m in found} == PRO
    assert await theirs.event_types() == []


async def test_two_first_switches_at_once_both_hold(world: World) -> None:
    clinic = await world.clinic(plan="pro", people=("admin",))

    answers = await asyncio.gather(*(clinic.admin.data(SWITCH, {"module": "LAB", "enabled": False}) for _ in range(6)))

    assert {a["setClinicModule"]["enabled"] for a in answers} == {False}
    assert await rows(world, clinic) == [("lab", False)]
    assert await clinic.event_types() == ["clinic_module.changed"]
