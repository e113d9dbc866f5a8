"""A clinic's subscription, changed from the platform: plan, modules, trial, suspension."""

from __future__ import annotations

import asyncio
import datetime as dt
from typing import Any

import httpx
import pytest

from core.errors import PlanRequired
from core.ids import uuid7
from operation.context import Identity
from permissions import Module
from resolvers.clinics import set_clinic_module
from server.app import Process
from tests.events.happenings import until
from tests.inside import context
from tests.rights.test_freshness import SECOND, another_process, known
from tests.world import ROLES, ClinicWorld, Person, World

REASON = "Invoice 88 is paid"
WHY = {"x-reason": REASON}


async def put(person: Person, clinic: Any, body: dict[str, Any], **headers: str) -> httpx.Response:
    path = f"/api/v1/protected/clinics/{clinic}/subscription"
    return await person.rest("PUT", path, json=body, headers={**WHY, **headers})


async def row(world: World, clinic: ClinicWorld) -> tuple[Any, ...]:
    found = await world.fetch("SELECT plan, status, trial_ends_at, row_version FROM clinic WHERE id = $1", clinic.id)
    return tuple(found[0])


async def switch(clinic: ClinicWorld, module: str, *, enabled: bool = True) -> None:
    await clinic.row("clinic_module", module=module, enabled=enabled)


@pytest.mark.parametrize("role", ROLES)
async def test_nobody_of_the_clinic_changes_it(world: World, role: str) -> None:
    clinic = await world.clinic(plan="pro", people=(role,))

    answer = await put(clinic.people[role], clinic.id, {"plan": "ENTERPRISE"})

    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")
    assert await row(world, clinic) == ("pro", "active", None, 1)
    assert await clinic.event_types() == []


async def test_second_factor_and_reason(world: World) -> None:
    clinic = await world.clinic(plan="pro", people=())
    single, silent = await world.superadmin(), await world.superadmin(second_factor=True)

    answers = [
        await put(single, clinic.id, {"plan": "ENTERPRISE"}),
        await silent.rest("PUT", f"/api/v1/protected/clinics/{clinic.id}/subscription", json={"plan": "ENTERPRISE"}),
    ]

    assert [a.json()["error"]["details"]["reason"] for a in answers] == ["SECOND_FACTOR_REQUIRED", "REASON_REQUIRED"]
    assert await row(world, clinic) == ("pro", "active", None, 1)


async def test_a_smaller_plan_takes_modules_and_rights_and_says_so(world: World) -> None:
    clinic = await world.clinic(plan="pro_plus", people=("admin",))
    await switch(clinic, "insurance")
    await switch(clinic, "whatsapp")
    await switch(clinic, "lab", enabled=False)
    root = await world.superadmin(second_factor=True)

    answer = await put(root, clinic.id, {"plan": "PRO"}, **{"if-match": 'W/"1"'})

    assert answer.status_code == 200
    data = answer.json()["data"]
    assert (data["clinicId"], data["plan"], data["rowVersion"]) == (str(clinic.id), "PRO", 2)
    assert data["lostModules"] == ["BRIDGE", "INSURANCE", "IPD"]
    assert data["modules"] == ["AI_INSIGHTS", "LEAD_INBOX", "MOBILE", "WHATSAPP"]
    assert data["warnings"][:3] == [f"The module {m} is off now." for m in ("bridge", "insurance", "ipd")]
    assert len(data["warnings"]) == 4
    assert len(data["lostKeys"]) > 10
    switches = await world.fetch("SELECT module, enabled FROM clinic_module WHERE clinic_id = $1", clinic.id)
    assert {tuple(r) for r in switches} == {("whatsapp", True), ("lab", False)}
    assert await row(world, clinic) == ("pro", "active", None, 2)
    event = (await clinic.events())[0]
    assert (event["type"], event["changed"], event["platform_name"], event["reason"]) == (
        "clinic.subscription_changed", ["plan"], "Root", REASON,
    )  # fmt: skip
    assert (await clinic.admin.data("{ clinicContext { plan modules } }"))["clinicContext"]["plan"] == "PRO"
    kept = await world.fetch("SELECT operation, clinic_id FROM platform_access WHERE account_id = $1", root.account_id)
    assert [tuple(r) for r in kept] == [("change_subscription", clinic.id)]


async def test_a_module_switched_on_meanwhile_is_held_to_the_new_plan(world: World) -> None:
    """The admin was let in under the old plan, and comes to the switch after the change."""
    clinic = await world.clinic(plan="pro_plus", people=("admin",))
    await switch(clinic, "insurance", enabled=False)
    ctx = await context(clinic.admin)
    await put(await world.superadmin(second_factor=True), clinic.id, {"plan": "PRO"})

    with pytest.raises(PlanRequired):
        await set_clinic_module(ctx, module=Module.INSURANCE, enabled=True)

    switches = await world.fetch("SELECT module, enabled FROM clinic_module WHERE clinic_id = $1", clinic.id)
    assert [tuple(r) for r in switches] == [("insurance", False)]


async def test_a_bigger_plan_takes_nothing(world: World) -> None:
    clinic = await world.clinic(plan="pro", people=())
    root = await world.superadmin(second_factor=True)

    data = (await put(root, clinic.id, {"plan": "ENTERPRISE"})).json()["data"]

    assert (data["warnings"], data["lostModules"], data["lostKeys"]) == ([], [], [])
    assert "INSURANCE" in data["modules"]


async def test_a_trial_has_an_end_and_leaves_it(world: World) -> None:
    clinic = await world.clinic(plan="pro", people=())
    root = await world.superadmin(second_factor=True)
    end = dt.datetime.now(dt.UTC).replace(microsecond=0) + dt.timedelta(days=14)

    begun = await put(root, clinic.id, {"plan": "PRO_TRIAL", "trialEndsAt": end.isoformat()})
    assert await row(world, clinic) == ("pro_trial", "active", end, 2)
    left = await put(root, clinic.id, {"plan": "PRO"})

    assert begun.status_code == left.status_code == 200
    assert await row(world, clinic) == ("pro", "active", None, 3)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"trialEndsAt": "2099-01-01T00:00:00Z"}, "trialEndsAt"),
        ({"plan": "PRO_TRIAL", "trialEndsAt": "2020-01-01T00:00:00Z"}, "trialEndsAt"),
        ({"status": "DELETED"}, "status"),
        ({"plan": "GOLD"}, "plan"),
        ({"plan": None}, None),
    ],
)
async def test_bad_input(world: World, body: dict[str, Any], path: str | None) -> None:
    clinic = await world.clinic(plan="pro", people=())
    root = await world.superadmin(second_factor=True)

    answer = await put(root, clinic.id, body)

    assert answer.status_code == 422, answer.text
    if path is not None:
        assert [f["path"] for f in answer.json()["error"]["fields"]] == [path]
    assert await row(world, clinic) == ("pro", "active", None, 1)
    assert await clinic.event_types() == []


async def test_no_clinic_and_another_one_named_besides(world: World) -> None:
    clinic, other = await world.clinic(plan="pro", people=()), await world.clinic(plan="pro", people=())
    root = await world.superadmin(second_factor=True)

    nowhere = await put(root, uuid7(), {"plan": "ENTERPRISE"})
    elsewhere = await put(root, clinic.id, {"plan": "ENTERPRISE"}, **{"x-clinic-id": str(other.id)})
    named = await put(root, clinic.id, {"plan": "PRO_PLUS"}, **{"x-clinic-id": str(clinic.id)})

    assert (nowhere.status_code, elsewhere.status_code, named.status_code) == (404, 422, 200)
    assert (await row(world, clinic))[0] == "pro_plus"
    assert (await row(world, other))[0] == "pro"


async def test_stale_versions_and_keys_used_twice(world: World) -> None:
    clinic = await world.clinic(plan="pro", people=())
    root = await world.superadmin(second_factor=True)
    key = {"idempotency-key": uuid7().hex, "if-match": 'W/"1"'}

    first = await put(root, clinic.id, {"plan": "PRO_PLUS"}, **key)
    again = await put(root, clinic.id, {"plan": "PRO_PLUS"}, **key)
    other = await put(root, clinic.id, {"plan": "ENTERPRISE"}, **key)
    stale = await put(root, clinic.id, {"plan": "ENTERPRISE"}, **{"if-match": 'W/"1"'})

    assert first.json() == again.json()
    assert (other.status_code, stale.status_code) == (409, 409)
    assert (await row(world, clinic))[0] == "pro_plus"
    assert await clinic.event_types() == ["clinic.subscription_changed"]


async def test_two_at_once_with_one_version_are_one(world: World) -> None:
    clinic = await world.clinic(plan="pro", people=())
    root = await world.superadmin(second_factor=True)

    answers = await asyncio.gather(
        *(put(root, clinic.id, {"plan": p}, **{"if-match": 'W/"1"'}) for p in ("PRO_PLUS", "ENTERPRISE", "PRO_TRIAL"))
    )

    assert sorted(a.status_code for a in answers) == [200, 409, 409]
    assert await clinic.event_types() == ["clinic.subscription_changed"]


async def test_a_suspended_clinic_reads_and_writes_nothing_and_comes_back(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    root = await world.superadmin(second_factor=True)
    register = 'mutation { registerPatient(input: {firstName: "A", lastName: "B"}) { id } }'

    assert (await put(root, clinic.id, {"status": "SUSPENDED"})).json()["data"]["warnings"] == [
        "The clinic is suspended: it can read and export, and change nothing."
    ]
    assert await clinic.receptionist.refused(register) == "CLINIC_SUSPENDED"
    assert (await put(root, clinic.id, {"status": "ACTIVE"})).status_code == 200
    await clinic.receptionist.data(register)


async def test_another_process_has_it_within_a_second(world: World) -> None:
    clinic = await world.clinic(plan="pro", people=("admin",))
    root = await world.superadmin(second_factor=True)
    async with another_process(world, world.redis_url) as other:
        before = await known(other, clinic.admin.token)
        await put(root, clinic.id, {"plan": "ENTERPRISE"})
        await asyncio.wait_for(_another(other, before), SECOND)
        after = await other.authenticator.identify(clinic.admin.token)

    assert (before.actor.plan, after.actor.plan) == ("pro", "enterprise")


async def _another(process: Process, before: Identity) -> None:
    """Once the process knows somebody anew."""
    await until(lambda: process.authenticator.current(before) is not before)
