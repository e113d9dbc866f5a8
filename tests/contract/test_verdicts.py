"""Who may do what, against the two products' own lists: computed from the data, executed by the project.

The expectation comes from tests/contract/catalog (guards and grid as decided), never from the project's grid.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import cache
from uuid import UUID, uuid4

import pytest

from core.predicates import EVERYTHING
from models.base import REGISTRY
from models.visibility import See
from operation.operation import OPERATIONS, Operation, result_model
from operation.scope import visible
from permissions import (
    CLINIC_ROLES,
    Actor,
    ActorKind,
    Grants,
    Guard,
    Module,
    Permission,
    Plan,
    Role,
    ceilings,
    default_modules,
    grid,
    parse,
    resolve,
)
from permissions import role as members
from schema.build import build, operation_of
from tests.contract.catalog import Listed, cells, guards, named, normal
from tests.contract.sampling import document, roots
from tests.contract.served import served_endpoints
from tests.world import ClinicWorld, World

PLANS = (Plan.PRO, Plan.PRO_PLUS)


def actor(role: Role, plan: Plan) -> Actor:
    return Actor(
        ActorKind.USER,
        account_id=uuid4(),
        membership_id=uuid4(),
        clinic_id=uuid4(),
        role=role,
        plan=plan,
        modules=default_modules(plan),
        grants=resolve(role, plan, template=None, overrides=None),
        session_id=uuid4(),
    )


def holds(key: str, role: Role, plan: Plan) -> bool:
    """By the decided grid alone."""
    cell = cells()[key, role.value]
    return cell in ("own", "pro") or (cell == "pro+" and plan.tier == 2)


def decided(listed: Listed) -> Guard:
    """The guard of a listed endpoint, modules and the freedom of own rows included."""
    guard = parse(listed.guard, listed.module)
    if listed.patients_own:
        guard = guard | members(Role.PATIENT)
    if listed.doctors_own:
        guard = guard | members(Role.DOCTOR)
    return guard | members(*CLINIC_ROLES) if listed.own_is_free else guard


def expected(listed: Listed, role: Role, plan: Plan, only: Permission | None = None) -> bool:
    """Whether a listed guard lets a plain member of that role (with that key alone) through, read off the lists."""
    module = listed.module
    if module not in ("-", "module") and not {Module(m) for m in module.split("+")} <= default_modules(plan):
        return False
    return any(
        all(holds(p.value, role, plan) and only in (None, p) for p in alternative.permissions)
        and (not alternative.roles or role in alternative.roles)
        and str(alternative.door or "") != "platform"
        for alternative in decided(listed)
    )


@cache
def operations_of(method: str, path: str) -> list[Operation]:
    """The operations behind a served endpoint."""
    names = next(names for m, p, names in served_endpoints() if m == method and normal(p) == path)
    schema = build()
    root_types = [t for t in (schema.query_type, schema.mutation_type, schema.subscription_type) if t is not None]
    return [
        operation
        for name in names
        for root in root_types
        if name in root.fields and (operation := operation_of(root.fields[name]))
    ] + [OPERATIONS[name] for name in names if name in OPERATIONS]  # bytes, which are no root field's


def served() -> list[Listed]:
    """The listed endpoints that the project serves."""
    have = {(m, normal(p)) for m, p, _ in served_endpoints()}
    return [listed for listed in guards() if (listed.method, listed.path) in have]


def mismatches(about: Permission | None = None) -> Iterator[str]:
    """Every (endpoint, role, plan) whose verdict is not the decided one; `about` one key, if only that differs."""
    for listed in served():
        if about is not None and about not in parse(listed.guard).permissions:
            continue
        for operation in operations_of(listed.method, listed.path)[:1]:
            for plan in PLANS:
                for role in CLINIC_ROLES:
                    who = actor(role, plan)
                    allowed = operation.guard.verdict(who).allowed
                    if allowed != expected(listed, role, plan):
                        yield f"{listed.spelled} {role} {plan}: allowed={allowed}"
                    yield from _hidden(listed, operation, who, role, plan)


def _hidden(listed: Listed, operation: Operation, who: Actor, role: Role, plan: Plan) -> Iterator[str]:
    """What the verdict does not tell: where several keys open one door each is tried alone, and where own rows are free
    the key must widen to everybody's."""
    guard = parse(listed.guard)
    for key in guard.permissions if len(guard.alternatives) > 1 else ():
        scope = who.grants.scope(key)
        alone = dataclasses.replace(who, grants=Grants({key: scope} if scope is not None else {}))
        if operation.guard.verdict(alone).allowed != expected(listed, role, plan, only=key):
            yield f"{listed.spelled} {role} {plan}: with {key} alone"
    model = result_model(operation.returns)
    if listed.own_is_free and model is not None:
        widened = any(all(cells()[p.value, role.value] != "own" and holds(p.value, role, plan) for p in a.permissions)
                      for a in guard)  # fmt: skip
        if (visible(model, who) is EVERYTHING) is not widened:
            yield f"{listed.spelled} {role} {plan}: everybody's rows"


def test_every_served_endpoint_is_guarded_as_decided() -> None:
    wrong = {
        listed.spelled: (operations[0].guard.describe(), listed.guard)
        for listed in served()
        if (operations := operations_of(listed.method, listed.path))
        and not operations[0].guard.equivalent(decided(listed))
    }
    assert wrong == {}


def test_verdicts_are_the_decided_ones_for_every_role_and_plan() -> None:
    assert list(mismatches()) == []


def superadmin(*, vouched: bool, inside: bool) -> Actor:
    """Somebody of the platform: with second factor and reason or not, inside a clinic (Pro+) or in none."""
    plan = Plan.PRO_PLUS
    return Actor(
        ActorKind.USER,
        account_id=uuid4(),
        clinic_id=uuid4() if inside else None,
        role=Role.SUPERADMIN,
        plan=plan if inside else None,
        modules=default_modules(plan) if inside else frozenset(),
        grants=resolve(Role.SUPERADMIN, plan),
        session_id=uuid4(),
        second_factor=vouched,
        reason="Contract test" if vouched else None,
    )


def platforms(listed: Listed, *, vouched: bool, inside: bool) -> bool:
    """Whether a listed guard lets a superadmin through: the platform's when vouched for, a clinic's inside one."""
    guard = decided(listed)
    modules = default_modules(Plan.PRO_PLUS) if inside else frozenset()
    return any(
        (set(a.modules) <= modules or (a.door is not None and not (a.permissions or a.roles) and str(a.door) in OPEN))
        and (not a.permissions or inside)
        and (not a.roles or (inside and Role.ADMIN in a.roles))
        and (str(a.door or "") != "platform" or vouched)
        for a in guard
    )


OPEN = frozenset({"public", "challenge", "token", "signature"})


@pytest.mark.parametrize(("vouched", "inside"), [(False, False), (True, False), (True, True)])
def test_a_superadmins_verdicts_are_the_decided_ones(vouched: bool, inside: bool) -> None:
    who = superadmin(vouched=vouched, inside=inside)
    wrong = [
        listed.spelled
        for listed in served()
        for operation in operations_of(listed.method, listed.path)[:1]
        if operation.guard.verdict(who).allowed != platforms(listed, vouched=vouched, inside=inside)
    ]
    assert wrong == []


def guarded_keys() -> set[Permission]:
    """Keys that an operation or a model's visibility asks for."""
    build()
    lines = [line for model in REGISTRY.values() for line in model.visibility if isinstance(line, See)]
    guards = [operation.guard for operation in OPERATIONS.values()] + [line.guard for line in lines]
    return {permission for guard in guards for permission in guard.permissions}


#: Cells no verdict depends on: a patient changes the own history by role, and lacks the second key of the staff's way;
#: own notifications are everybody's without a key; a doctor sets the own working hours by role; the finance screen is
#: not for receptionists, who will need the key for invoices.
SILENT = {
    (Permission.PATIENTS_VIEW_MEDICAL_HISTORY, Role.PATIENT),
    (Permission.NOTIFICATIONS_VIEW_ALL, Role.PATIENT),
    (Permission.SETTINGS_WORKING_HOURS_MANAGE, Role.DOCTOR),
    (Permission.BILLING_INVOICES_VIEW, Role.RECEPTIONIST),
}


def test_flipping_any_cell_is_noticed() -> None:
    """A grid that differs from the decided one in any single cell of a served key must not pass the test above."""
    keys = sorted({p for listed in served() for p in parse(listed.guard).permissions})
    unnoticed = set()
    for key in keys:
        for role in CLINIC_ROLES:
            if (role, key) in ceilings.NEVER:
                continue
            granted = "own" if role is Role.PATIENT else "pro"
            with grid.with_cell(key, role, "-" if holds(key.value, role, Plan.PRO) else granted):
                if next(mismatches(key), None) is None:
                    unnoticed.add((key, role))

    assert keys
    assert unnoticed == SILENT


def test_every_key_guards_something_or_waits_by_name() -> None:
    used = {p.value for p in guarded_keys()}
    assert sorted({p.value for p in Permission} - used) == sorted(named("pending_keys.txt"))


def test_every_endpoint_is_served_or_waits_by_name() -> None:
    have = {(listed.method, listed.path) for listed in served()}
    waiting = sorted({x.spelled for x in guards() if (x.method, x.path) not in have})
    assert waiting == sorted(named("pending_endpoints.txt"))


def test_nothing_is_served_that_no_list_knows() -> None:
    known = {(x.method, x.path) for x in guards()}
    extra = sorted(f"{m} {p}" for m, p, _ in served_endpoints() if (m, normal(p)) not in known)
    assert extra == sorted(named("extra_endpoints.txt"))


def nobodys(field: str, path: str) -> UUID:
    """An id that names no row."""
    return UUID("01900000-0000-7000-8000-ffffffffffff")


REFUSALS = {"FORBIDDEN", "PLAN_REQUIRED", "MODULE_DISABLED", "UNAUTHENTICATED"}


async def snapshot(world: World, clinic: ClinicWorld) -> dict[str, int]:
    """Rows per table of a clinic: what a refused caller must leave alone."""
    tables = await world.fetch(
        "SELECT table_name FROM information_schema.columns WHERE column_name = 'clinic_id' AND table_schema = 'public'"
    )
    counts = {}
    for row in tables:
        table = row["table_name"]
        if table not in ("access_record", "session", "platform_event"):
            counts[table] = await world.value(f'SELECT count(*) FROM "{table}" WHERE clinic_id = $1', clinic.id)
    return counts


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("role", CLINIC_ROLES)
async def test_executing_every_root_field_gives_the_guards_verdict(world: World, role: Role, plan: Plan) -> None:
    """Run for real, with ids that name nothing: refused exactly where the guard refuses; nothing changes then."""
    clinic = await world.clinic(plan=plan.value, people=(role.value,))
    person = clinic.people[role.value]
    before = await snapshot(world, clinic)
    wrong = []
    for kind, name, field in roots(build()):
        operation = operation_of(field)
        assert operation is not None
        verdict = operation.guard.verdict(actor(role, plan))
        if verdict.allowed and kind == "mutation":
            continue
        text, variables = document(kind, name, field, nobodys)
        answer = await person.ask(text, variables)
        codes = {e["extensions"]["code"] for e in answer.get("errors", ()) if e.get("path") == [name]}
        if verdict.allowed == bool(codes & REFUSALS):
            wrong.append((name, verdict.allowed, answer.get("errors")))
    assert wrong == []
    assert await snapshot(world, clinic) == before


@pytest.mark.parametrize(("vouched", "inside"), [(False, False), (True, False), (True, True)])
async def test_executing_every_root_field_as_a_superadmin(world: World, vouched: bool, inside: bool) -> None:
    """As above, for the platform's people; what they ran is recorded, what they were refused is not."""
    clinic = await world.clinic(people=())
    root = await world.superadmin(second_factor=vouched)
    stating = {"x-reason": "Contract test"} if vouched else {}
    if inside:
        stating["x-clinic-id"] = str(clinic.id)
    who = superadmin(vouched=vouched, inside=inside)
    before = await snapshot(world, clinic)
    wrong, allowed = [], set()
    for kind, name, field in roots(build()):
        operation = operation_of(field)
        assert operation is not None
        verdict = operation.guard.verdict(who)
        if verdict.allowed and kind == "mutation":
            continue
        if verdict.allowed:
            allowed.add(operation.name)
        text, variables = document(kind, name, field, nobodys)
        answer = await root.ask(text, variables, **stating)
        # A guard's refusal names its field; an operation's own ("only members are told anything") does not.
        refused = any(e["extensions"].get("field") == name for e in answer.get("errors", ()))
        if verdict.allowed == refused:
            wrong.append((name, verdict.allowed, answer.get("errors")))
    assert wrong == []
    after = await snapshot(world, clinic)
    assert {k: v for k, v in after.items() if k != "platform_access"} == {
        k: v for k, v in before.items() if k != "platform_access"
    }
    noted = await world.fetch("SELECT DISTINCT operation FROM platform_access WHERE account_id = $1", root.account_id)
    assert {r["operation"] for r in noted} <= (allowed if vouched else set())


async def test_without_a_credential_only_open_doors_answer(world: World) -> None:
    for kind, name, field in roots(build()):
        operation = operation_of(field)
        assert operation is not None
        if any(str(a.door or "") in ("public", "token", "challenge", "signature") for a in operation.guard):
            continue
        text, variables = document(kind, name, field, nobodys)
        answer = (await world.http.post("/graphql", json={"query": text, "variables": variables})).json()
        assert [e["extensions"]["code"] for e in answer["errors"]] == ["UNAUTHENTICATED"], name
