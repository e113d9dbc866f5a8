"""What holds for every store, every role and every plan."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from permissions import (
    CLINIC_ROLES,
    LEGACY,
    TEMPLATE_ROLES,
    Actor,
    ActorKind,
    Door,
    Grants,
    Guard,
    Module,
    Permission,
    Plan,
    Role,
    Scope,
    all_of,
    any_of,
    ceilings,
    check_store,
    explain,
    floors,
    grid,
    parse,
    resolve,
    role,
)
from permissions.guards import OPEN_DOORS, Alternative
from permissions.legacy import expand, scope_of
from permissions.resolution import _resolve

#: How long an example takes says nothing here, and the machine may be busy.
relaxed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

NAMES = [p.value for p in Permission] + list(LEGACY) * 4 + ["patients.burn", "view_everything", ""]
VALUES = [True, False, "own", "all", None, 1, "true"]
STORES = st.none() | st.dictionaries(st.sampled_from(NAMES), st.sampled_from(VALUES), max_size=40)
PLANS = st.sampled_from(Plan)
ROLES = st.sampled_from(CLINIC_ROLES)
SHAPED = st.sampled_from(sorted(TEMPLATE_ROLES))
KEYS = st.sampled_from(Permission)


@relaxed
@given(SHAPED, PLANS, STORES, STORES)
def test_a_floor_is_never_lost(who: Role, plan: Plan, template: Any, overrides: Any) -> None:
    held = resolve(who, plan, template=template, overrides=overrides)
    assert all(held.scope(p) is Scope.ALL for p in floors.floor(who))


@relaxed
@given(ROLES, PLANS, STORES, STORES)
def test_a_ceiling_is_never_broken(who: Role, plan: Plan, template: Any, overrides: Any) -> None:
    held = resolve(who, plan, template=template, overrides=overrides)
    for permission, scope in held.items():
        assert (who, permission) not in ceilings.NEVER
        assert (grid.lowest_tier(permission) or 9) <= plan.tier
        if who is Role.PATIENT:
            assert scope is Scope.OWN
            assert grid.line(permission).cells[Role.PATIENT] is grid.Cell.OWN


@relaxed
@given(SHAPED, STORES)
def test_a_template_never_lifts_above_the_plan(who: Role, template: Any) -> None:
    on_pro = resolve(who, Plan.PRO, template=template)
    sold_on_pro = set(resolve(Role.ADMIN, Plan.PRO))
    assert set(on_pro) <= sold_on_pro


@relaxed
@given(STORES.filter(lambda store: store is not None))
def test_legacy_expansion_is_idempotent(store: dict[str, Any]) -> None:
    once = expand(store)
    assert expand(once) == once
    assert not set(once) & set(LEGACY)


@relaxed
@given(SHAPED, PLANS, STORES.filter(lambda store: store is not None))
def test_a_store_in_dotted_keys_says_the_same_and_never_less(who: Role, plan: Plan, store: dict[str, Any]) -> None:
    legacy, dotted = resolve(who, plan, overrides=store), resolve(who, plan, overrides=expand(store))
    assert legacy.items() <= dotted.items()
    # On Pro a key that is Pro+ for somebody is lifted by its own name only.
    assert all(grid.highest_tier(p) > plan.tier for p in set(dotted) - set(legacy))


@relaxed
@given(ROLES, PLANS, STORES, STORES, st.sampled_from(NAMES))
def test_overrides_are_monotone(who: Role, plan: Plan, template: Any, overrides: Any, name: str) -> None:
    ladder = [
        resolve(who, plan, template=template, overrides={**(overrides or {}), name: value})
        for value in (False, "own", "all")
    ]
    for permission in Permission:
        scopes = [held.scope(permission) or 0 for held in ladder]
        assert scopes == sorted(scopes)


@relaxed
@given(st.sampled_from([Role.ADMIN, Role.SUPERADMIN]), PLANS, STORES, STORES)
def test_an_admin_is_untouched(who: Role, plan: Plan, template: Any, overrides: Any) -> None:
    assert resolve(who, plan, template=template, overrides=overrides) == resolve(who, plan)


@relaxed
@given(PLANS, STORES, STORES)
def test_a_patients_stores_only_take_away(plan: Plan, template: Any, overrides: Any) -> None:
    held = resolve(Role.PATIENT, plan, template=template, overrides=overrides)
    assert held.items() <= resolve(Role.PATIENT, plan).items()


@relaxed
@given(ROLES, PLANS, STORES, STORES, st.randoms())
def test_resolving_is_deterministic_and_blind_to_order(
    who: Role, plan: Plan, template: Any, overrides: Any, random: Any
) -> None:
    def shuffled(store: dict[str, Any] | None) -> dict[str, Any] | None:
        if store is None:
            return None
        items = list(store.items())
        random.shuffle(items)
        return dict(items)

    first = resolve(who, plan, template=template, overrides=overrides)
    again = resolve(who, plan, template=shuffled(template), overrides=shuffled(overrides))
    assert first == again
    assert hash(first) == hash(again)
    assert first == _resolve(who, plan, template, overrides)


@relaxed
@given(ROLES, PLANS, STORES, STORES)
def test_an_explanation_agrees_with_what_resolves(who: Role, plan: Plan, template: Any, overrides: Any) -> None:
    held = resolve(who, plan, template=template, overrides=overrides)
    for permission in Permission:
        answer = explain(who, plan, permission, template=template, overrides=overrides)
        assert answer.scope == held.scope(permission) == answer.steps[-1].scope
        assert answer.layer in {step.layer for step in answer.steps}


@relaxed
@given(ROLES, PLANS, STORES, STORES)
def test_upgrades_are_what_the_higher_plan_would_add(who: Role, plan: Plan, template: Any, overrides: Any) -> None:
    held = resolve(who, plan, template=template, overrides=overrides)
    higher = resolve(who, Plan.PRO_PLUS, template=template, overrides=overrides)
    assert held.upgrades == (set(higher) - set(held) if plan.tier == 1 else set())


@relaxed
@given(st.sampled_from([*sorted(TEMPLATE_ROLES), Role.PATIENT]), PLANS, STORES)
def test_a_store_that_may_be_written_does_what_it_says(who: Role, plan: Plan, store: Any) -> None:
    problems = dict(check_store(who, plan, store or {}))
    kept = {name: value for name, value in (store or {}).items() if name not in problems}
    assert check_store(who, plan, kept) == []
    held = resolve(who, plan, overrides=kept)
    for name in kept.keys() - LEGACY.keys():
        said = scope_of(kept[name])
        assert held.scope(Permission(name)) == (Scope.OWN if said and who is Role.PATIENT else said)


# -- guards ----------------------------------------------------------------------------------------------------------

GUARDS: st.SearchStrategy[Guard] = st.deferred(
    lambda: st.one_of(
        st.lists(KEYS, min_size=1, max_size=3).map(lambda keys: any_of(*keys)),
        st.lists(KEYS, min_size=1, max_size=3).map(lambda keys: all_of(*keys)),
        st.lists(ROLES, min_size=1, max_size=3).map(lambda roles: role(*roles)),
        st.sampled_from(Door).map(lambda door: Guard((Alternative(door=door),))),
        st.tuples(GUARDS, GUARDS).map(lambda pair: pair[0] | pair[1]),
        st.tuples(GUARDS, st.lists(st.sampled_from(Module), min_size=1, max_size=2)).map(
            lambda pair: pair[0].needs(*pair[1])
        ),
    )
)
ACTORS = st.builds(
    Actor,
    st.sampled_from(ActorKind),
    role=st.none() | ROLES,
    plan=PLANS,
    modules=st.frozensets(st.sampled_from(Module)),
    grants=st.builds(Grants, st.dictionaries(KEYS, st.sampled_from(Scope)), st.lists(KEYS)),
)


@relaxed
@given(GUARDS)
def test_what_is_described_reads_back(guard: Guard) -> None:
    again = parse(guard.describe(), guard.describe_modules())
    assert again.equivalent(guard)
    assert again.describe() == guard.describe()
    assert again.describe_modules() == guard.describe_modules()


@relaxed
@given(GUARDS, GUARDS, ACTORS)
def test_either_is_as_wide_as_the_wider(one: Guard, other: Guard, actor: Actor) -> None:
    verdicts = one.verdict(actor), other.verdict(actor)
    either = (one | other).verdict(actor)
    assert either.allowed == any(v.allowed for v in verdicts)
    assert (either.scope or 0) == max(v.scope or 0 for v in verdicts)


@relaxed
@given(GUARDS, GUARDS, ACTORS)
def test_both_is_as_narrow_as_the_narrower(one: Guard, other: Guard, actor: Actor) -> None:
    try:
        both = (one & other).verdict(actor)
    except ValueError:
        return  # two doors or no common role: refused when declared
    narrowest = min(one.verdict(actor).scope or 0, other.verdict(actor).scope or 0)
    if any(a.modules and a.door in OPEN_DOORS for guard in (one, other) for a in guard):
        # Joined to a key or a role, the module of an open door is asked of the caller's clinic as well.
        assert (both.scope or 0) <= narrowest
    else:
        assert (both.scope or 0) == narrowest


@relaxed
@given(GUARDS, ACTORS)
def test_a_verdict_is_complete(guard: Guard, actor: Actor) -> None:
    verdict = guard.verdict(actor)
    assert verdict.allowed == (verdict.scope is not None) == (verdict.code is None)
    assert (verdict.plan is not None) == (verdict.code == "PLAN_REQUIRED")
    assert (verdict.module is not None) == (verdict.code == "MODULE_DISABLED")
    assert (verdict.code == "UNAUTHENTICATED") == (not verdict.allowed and actor.kind is ActorKind.ANONYMOUS)
    if actor.role is Role.PATIENT:
        assert verdict.code != "PLAN_REQUIRED"
    assert not any(p in actor.grants for p in verdict.missing)
