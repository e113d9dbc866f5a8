"""The plans on sale."""

from __future__ import annotations

import pytest

from tests.contract.catalog import cells
from tests.world import World

PROTECTED = "/api/v1/protected"
PLANS = "{ subscriptionPlans { plan current modules keys } }"

PRO = ["AI_INSIGHTS", "LAB", "LEAD_INBOX", "MOBILE"]
PRO_PLUS = ["AI_INSIGHTS", "BRIDGE", "INSURANCE", "IPD", "LAB", "LEAD_INBOX", "MOBILE"]


@pytest.mark.parametrize(("role", "plan"), [("admin", "pro"), ("manager", "enterprise"), ("admin", "pro_trial")])
async def test_the_plans_with_what_they_carry(world: World, role: str, plan: str) -> None:
    clinic = await world.clinic(plan=plan, people=(role,))

    found = (await clinic.people[role].data(PLANS))["subscriptionPlans"]

    assert [(p["plan"], p["modules"]) for p in found] == [
        ("PRO", PRO), ("PRO_PLUS", PRO_PLUS), ("ENTERPRISE", PRO_PLUS),
    ]  # fmt: skip
    assert [p["plan"] for p in found if p["current"]] == ([] if plan == "pro_trial" else [plan.upper()])


async def test_a_plans_keys_are_those_the_decided_grid_gives_somebody(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    found = {p["plan"]: p["keys"] for p in (await clinic.admin.data(PLANS))["subscriptionPlans"]}

    on_pro = {key for (key, _), cell in cells().items() if cell in ("pro", "own")}
    on_any = {key for (key, _), cell in cells().items() if cell != "-"}
    assert on_pro < on_any
    assert {plan: set(keys) for plan, keys in found.items()} == {
        "PRO": on_pro, "PRO_PLUS": on_any, "ENTERPRISE": on_any,
    }  # fmt: skip
    assert {plan: len(keys) for plan, keys in found.items()} == {
        "PRO": len(on_pro), "PRO_PLUS": len(on_any), "ENTERPRISE": len(on_any),
    }  # fmt: skip


@pytest.mark.parametrize("path", ["clinics/subscription-plans", "subscription-plans"])
async def test_the_plans_over_rest(world: World, path: str) -> None:
    clinic = await world.clinic(plan="pro_plus", people=("admin", "manager", "doctor", "receptionist", "patient"))

    for role in ("admin", "manager"):
        answer = await clinic.people[role].rest("GET", f"{PROTECTED}/{path}")
        assert answer.status_code == 200
        assert [(p["plan"], p["current"]) for p in answer.json()["data"]] == [
            ("PRO", False), ("PRO_PLUS", True), ("ENTERPRISE", False),
        ]  # fmt: skip
    for role in ("doctor", "receptionist", "patient"):
        answer = await clinic.people[role].rest("GET", f"{PROTECTED}/{path}")
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")


async def test_the_plans_are_for_a_clinics_people(world: World) -> None:
    superadmin = await world.superadmin()

    assert await superadmin.refused(PLANS) == "FORBIDDEN"
