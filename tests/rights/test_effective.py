"""Random stores and plans: what the API says somebody holds is what `permissions.resolve` says, under the ceilings."""

from __future__ import annotations

import random
from typing import Any

import pytest

from permissions import LEGACY, Layer, Permission, Plan, Role, Scope, check_store, resolve
from tests.rights.test_overrides import REPORT
from tests.rights.test_overrides import SET as SET_OVERRIDES
from tests.rights.test_templates import SET as SET_TEMPLATE
from tests.rights.test_templates import held
from tests.world import ClinicWorld, Person, World

NAMES = [p.value for p in Permission] + list(LEGACY)
VALUES = (True, False, "own", "all")
ROLES = (Role.MANAGER, Role.DOCTOR, Role.RECEPTIONIST, Role.PATIENT, Role.ADMIN)
SEEDS = range(12)

Store = dict[str, Any]


def store(pick: random.Random, size: int, *, dirty: bool) -> Store:
    """A random store; a dirty one as old data may look: unknown names, unreadable values."""
    found: Store = {name: pick.choice(VALUES) for name in pick.sample(NAMES, pick.randrange(size))}
    if dirty:
        found |= {"clinical.notes.*": True, "*": True, "role": "admin", "patients.edit": "maybe", "reports.stats": 1}
    return found


def spelt(role: Role, plan: Plan, template: Store, overrides: Store) -> dict[str, str]:
    grants = resolve(role, plan, template=template, overrides=overrides)
    return {p.value: "all" if scope is Scope.ALL else "own" for p, scope in grants.items()}


async def report(reader: Person, of: Person) -> dict[str, str]:
    answer = (await reader.data(REPORT, {"id": str(of.membership_id)}))["permissionReport"]
    return {p["key"]: p["scope"] for p in answer["permissions"] if p["scope"]}


async def member(clinic: ClinicWorld, role: Role, overrides: Store) -> Person:
    return await clinic.join(role.value, f"{role.value}-{random.random()}", overrides=overrides)


@pytest.mark.parametrize("seed", SEEDS)
async def test_whatever_is_stored_the_api_says_what_resolve_says(world: World, seed: int) -> None:
    """Stores written past the API, as an import or an old version left them."""
    pick = random.Random(seed)
    plan, role = pick.choice(list(Plan)), ROLES[seed % len(ROLES)]
    clinic = await world.clinic(plan=plan.value, people=("admin",))
    template, overrides = store(pick, 120, dirty=True), store(pick, 120, dirty=True)
    await clinic.row("role_template", role=role.value, store=template)

    person = await member(clinic, role, overrides)

    expected = spelt(role, plan, template, overrides)
    assert await held(person) == expected
    assert await report(clinic.admin, person) == expected
    assert await report(person, person) == expected


@pytest.mark.parametrize("seed", SEEDS)
async def test_what_the_api_accepts_is_held_and_what_it_refuses_changes_nothing(world: World, seed: int) -> None:
    """Random stores through the API: an accepted one is in force to the letter of `resolve`, the rest is INVALID."""
    pick = random.Random(1_000 + seed)
    plan, role = pick.choice(list(Plan)), pick.choice((Role.MANAGER, Role.DOCTOR, Role.RECEPTIONIST))
    clinic = await world.clinic(plan=plan.value, people=("admin", role.value))
    person = clinic.people[role.value]
    template: Store = {}
    overrides: Store = {}

    for _ in range(6):
        layer = pick.choice((Layer.TEMPLATE, Layer.OVERRIDE))
        wanted = store(pick, 6, dirty=False)
        allowed = not check_store(role, plan, wanted, layer=layer)
        if layer is Layer.TEMPLATE:
            answer = await clinic.admin.ask(SET_TEMPLATE, {"role": role.name, "permissions": wanted})
            template = wanted if allowed else template
        else:
            answer = await clinic.admin.ask(SET_OVERRIDES, {"id": str(person.membership_id), "overrides": wanted})
            overrides = wanted if allowed else overrides
        assert ("errors" not in answer) == allowed, (wanted, answer)

        expected = spelt(role, plan, template, overrides)
        assert await held(person) == expected
        assert await report(clinic.admin, person) == expected


@pytest.mark.parametrize("plan", list(Plan))
async def test_nothing_lifts_anybody_above_the_plan(world: World, plan: Plan) -> None:
    """Every key and every flat key granted at once, in both layers."""
    clinic = await world.clinic(plan=plan.value, people=("admin",))
    everything: Store = dict.fromkeys(NAMES, True)
    beyond = {p.value for p in Permission if not any(p in resolve(role, plan) for role in Role if role != "superadmin")}
    for role in (Role.MANAGER, Role.DOCTOR, Role.RECEPTIONIST):
        await clinic.row("role_template", role=role.value, store=everything)

        person = await member(clinic, role, everything)

        assert beyond & set(await held(person)) == set()
        assert beyond & set(await report(clinic.admin, person)) == set()
    assert bool(beyond) == (plan.tier == 1)


@pytest.mark.parametrize("plan", list(Plan))
async def test_a_receptionist_never_gets_clinical_notes(world: World, plan: Plan) -> None:
    clinic = await world.clinic(plan=plan.value, people=("admin", "receptionist"))
    desk = clinic.receptionist
    notes = [p.value for p in Permission if p.startswith("clinical.notes.")]
    assert len(notes) >= 4

    for key in notes:
        for value in (True, "own", "all"):
            by_template = {"role": "RECEPTIONIST", "permissions": {key: value}}
            by_override = {"id": str(desk.membership_id), "overrides": {key: value}}
            assert await clinic.admin.refused(SET_TEMPLATE, by_template) == "INVALID"
            assert await clinic.admin.refused(SET_OVERRIDES, by_override) == "INVALID"
    flat = dict.fromkeys(LEGACY, True)
    await clinic.admin.data(SET_TEMPLATE, {"role": "RECEPTIONIST", "permissions": flat})
    await clinic.admin.data(SET_OVERRIDES, {"id": str(desk.membership_id), "overrides": flat})

    found = await held(desk)
    assert set(notes) & set(found) == set()
    assert "clinical.dental_chart.view" in found
    assert "clinical.prescriptions.create" not in found


@pytest.mark.parametrize("plan", [Plan.PRO, Plan.ENTERPRISE])
async def test_nothing_touches_an_admin(world: World, plan: Plan) -> None:
    clinic = await world.clinic(plan=plan.value, people=("admin",))
    nothing: Store = dict.fromkeys(NAMES, False)
    await clinic.row("role_template", role="admin", store=nothing)

    person = await member(clinic, Role.ADMIN, nothing)

    assert await held(person) == spelt(Role.ADMIN, plan, {}, {}) != {}
