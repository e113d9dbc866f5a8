"""Guards: who passes, how far, what a refusal says, and how a guard is spelt."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest

from permissions import (
    ANONYMOUS,
    CLINIC_ROLES,
    Actor,
    ActorKind,
    Alternative,
    Door,
    Grants,
    Guard,
    Module,
    Permission,
    Plan,
    Role,
    Scope,
    Verdict,
    all_of,
    any_of,
    challenge,
    default_modules,
    key,
    parse,
    platform,
    public,
    resolve,
    role,
    session,
    signature,
    token,
)

P = Permission
CLINIC = UUID(int=7)
OPEN = (public(), token(), challenge(), signature())
ALLOWED = Verdict(True, Scope.ALL)
OWN = Verdict(True, Scope.OWN)
SIGN_IN = Verdict(False, code="UNAUTHENTICATED")
SUPERADMIN = Actor(
    ActorKind.USER,
    role=Role.SUPERADMIN,
    clinic_id=CLINIC,
    plan=Plan.PRO,
    modules=frozenset(Module),
    grants=resolve(Role.SUPERADMIN, Plan.PRO),
    second_factor=True,
    reason="ticket 4",
)
OUTSIDE = replace(SUPERADMIN, clinic_id=None, plan=None)
API_KEY = Actor(
    ActorKind.API_KEY, clinic_id=CLINIC, plan=Plan.PRO, grants=resolve(Role.ADMIN, Plan.PRO).only([P.PATIENTS_VIEW])
)


def member(who: Role, plan: Plan = Plan.PRO, **stores: Any) -> Actor:
    return Actor(
        ActorKind.USER,
        clinic_id=CLINIC,
        role=who,
        plan=plan,
        modules=default_modules(plan),
        grants=resolve(who, plan, template=stores.get("template"), overrides=stores.get("overrides")),
    )


def forbidden(*missing: Permission) -> Verdict:
    return Verdict(False, code="FORBIDDEN", missing=missing)


def plan_required(*missing: Permission) -> Verdict:
    return Verdict(False, code="PLAN_REQUIRED", missing=missing, plan=Plan.PRO_PLUS)


def module_disabled(module: Module) -> Verdict:
    return Verdict(False, code="MODULE_DISABLED", module=module)


# -- who passes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", CLINIC_ROLES)
@pytest.mark.parametrize("plan", Plan)
def test_a_key_guard_follows_the_grants(who: Role, plan: Plan) -> None:
    actor = member(who, plan)
    for permission in Permission:
        verdict = key(permission).verdict(actor)
        assert verdict.allowed == (permission in actor.grants)
        assert verdict.scope == actor.grants.scope(permission)


def test_any_of_is_as_wide_as_its_widest_key() -> None:
    actor = replace(member(Role.DOCTOR), grants=Grants({P.PATIENTS_VIEW: Scope.OWN, P.PATIENTS_EDIT: Scope.ALL}))
    assert any_of(P.PATIENTS_VIEW, P.PATIENTS_EDIT).verdict(actor) == ALLOWED
    assert any_of(P.PATIENTS_VIEW, P.PATIENTS_MERGE).verdict(actor) == OWN
    assert any_of(P.PATIENTS_EXPORT, P.PATIENTS_MERGE).verdict(actor) == forbidden(P.PATIENTS_EXPORT, P.PATIENTS_MERGE)


def test_all_of_is_as_narrow_as_its_narrowest_key() -> None:
    actor = replace(member(Role.DOCTOR), grants=Grants({P.PATIENTS_VIEW: Scope.OWN, P.PATIENTS_EDIT: Scope.ALL}))
    assert all_of(P.PATIENTS_EDIT, P.PATIENTS_VIEW).verdict(actor) == OWN
    assert all_of(P.PATIENTS_EDIT, P.PATIENTS_MERGE).verdict(actor) == forbidden(P.PATIENTS_MERGE)


def test_a_role_guard_looks_at_the_role_of_a_session_alone() -> None:
    guard = role(Role.ADMIN, Role.MANAGER)
    verdicts = {who: guard.verdict(member(who)) for who in CLINIC_ROLES}
    assert verdicts == {
        Role.ADMIN: ALLOWED,
        Role.MANAGER: ALLOWED,
        Role.DOCTOR: forbidden(),
        Role.RECEPTIONIST: forbidden(),
        Role.PATIENT: forbidden(),
    }
    assert guard.verdict(replace(API_KEY, role=Role.ADMIN)) == forbidden()
    assert guard.verdict(replace(member(Role.ADMIN), kind=ActorKind.JOB)) == forbidden()


def test_no_granted_key_stands_in_for_a_role_or_the_platform() -> None:
    everything = {p.value: True for p in Permission}
    for who in (Role.MANAGER, Role.DOCTOR, Role.RECEPTIONIST):
        actor = member(who, Plan.PRO_PLUS, template=everything, overrides=everything)
        assert role(Role.ADMIN).verdict(actor) == forbidden()
        assert platform().verdict(actor) == forbidden()


def test_a_superadmin_counts_as_admin_inside_a_named_clinic() -> None:
    assert role(Role.ADMIN).verdict(SUPERADMIN) == ALLOWED
    assert role(Role.DOCTOR, Role.PATIENT).verdict(SUPERADMIN) == forbidden()
    assert all(key(p).verdict(SUPERADMIN) == ALLOWED for p in Permission)
    assert role(Role.ADMIN).verdict(OUTSIDE) == forbidden()
    assert all(key(p).verdict(OUTSIDE) == forbidden(p) for p in Permission)


def test_the_platform_door_asks_for_second_factor_and_reason() -> None:
    assert platform().verdict(OUTSIDE) == ALLOWED
    assert platform().verdict(SUPERADMIN) == ALLOWED
    alone = replace(OUTSIDE, second_factor=False)
    assert platform().verdict(alone) == replace(forbidden(), proof="SECOND_FACTOR_REQUIRED")
    assert platform().verdict(replace(alone, reason=None)) == replace(forbidden(), proof="SECOND_FACTOR_REQUIRED")
    assert platform().verdict(replace(OUTSIDE, reason=None)) == replace(forbidden(), proof="REASON_REQUIRED")
    assert platform().verdict(replace(OUTSIDE, impersonator_id=uuid4())) == forbidden()
    assert role(Role.ADMIN).verdict(alone) == forbidden()
    assert platform().verdict(member(Role.ADMIN, Plan.ENTERPRISE)) == forbidden()
    assert platform().verdict(ANONYMOUS) == SIGN_IN


def test_a_session_is_a_persons() -> None:
    assert all(session().verdict(member(who)) == ALLOWED for who in CLINIC_ROLES)
    assert session().verdict(OUTSIDE) == ALLOWED
    assert session().verdict(ANONYMOUS) == SIGN_IN
    for kind in ActorKind:
        if kind not in (ActorKind.USER, ActorKind.ANONYMOUS):
            assert session().verdict(Actor(kind)) == forbidden()


@pytest.mark.parametrize("guard", OPEN, ids=str)
def test_behind_an_open_door_the_operation_checks(guard: Guard) -> None:
    for actor in (ANONYMOUS, API_KEY, OUTSIDE, *map(member, CLINIC_ROLES)):
        assert guard.verdict(actor) == ALLOWED


def test_an_api_key_passes_by_its_keys_and_by_nothing_else() -> None:
    assert key(P.PATIENTS_VIEW).verdict(API_KEY) == ALLOWED
    assert key(P.PATIENTS_EDIT).verdict(API_KEY) == forbidden(P.PATIENTS_EDIT)
    assert (session() & key(P.PATIENTS_VIEW)).verdict(API_KEY) == forbidden()


@pytest.mark.parametrize("guard", [key(P.PATIENTS_VIEW), role(Role.ADMIN), session(), platform()], ids=str)
def test_who_shows_nothing_is_asked_to_sign_in_before_anything_else(guard: Guard) -> None:
    assert guard.verdict(ANONYMOUS) == SIGN_IN
    assert guard.needs(Module.LAB).verdict(ANONYMOUS) == SIGN_IN


# -- what a refusal says ---------------------------------------------------------------------------------------------


def test_the_plan_alone_is_missing() -> None:
    assert key(P.CLINICAL_IPD_VIEW).verdict(member(Role.ADMIN)) == plan_required(P.CLINICAL_IPD_VIEW)
    assert key(P.CLINICAL_IPD_VIEW).verdict(member(Role.DOCTOR, Plan.PRO_TRIAL)) == plan_required(P.CLINICAL_IPD_VIEW)
    assert key(P.INVENTORY_CREATE).verdict(member(Role.RECEPTIONIST)) == plan_required(P.INVENTORY_CREATE)


def test_the_plan_is_not_all_that_is_missing() -> None:
    # The role never has it; a template or an override took it away; the clinic has the plan already.
    assert key(P.CLINICAL_IPD_VIEW).verdict(member(Role.RECEPTIONIST)) == forbidden(P.CLINICAL_IPD_VIEW)
    for layer in ("template", "overrides"):
        store: dict[str, Any] = {layer: {"clinical.ipd.view": False}}
        actor = member(Role.DOCTOR, **store)
        assert key(P.CLINICAL_IPD_VIEW).verdict(actor) == forbidden(P.CLINICAL_IPD_VIEW)
    actor = member(Role.DOCTOR, Plan.PRO_PLUS, overrides={"clinical.ipd.view": False})
    assert key(P.CLINICAL_IPD_VIEW).verdict(actor) == forbidden(P.CLINICAL_IPD_VIEW)
    # Another key is missing besides.
    actor = member(Role.DOCTOR, overrides={"clinical.recalls.view": False})
    assert all_of(P.CLINICAL_IPD_VIEW, P.CLINICAL_RECALLS_VIEW).verdict(actor) == forbidden(
        P.CLINICAL_IPD_VIEW, P.CLINICAL_RECALLS_VIEW
    )
    # The role is missing besides.
    guard = key(P.CLINICAL_IPD_VIEW) & role(Role.ADMIN)
    assert guard.verdict(member(Role.DOCTOR)) == forbidden(P.CLINICAL_IPD_VIEW)
    assert guard.verdict(member(Role.ADMIN)) == plan_required(P.CLINICAL_IPD_VIEW)


def test_what_a_template_would_give_on_the_higher_plan_counts_as_the_plan_missing() -> None:
    actor = member(Role.RECEPTIONIST, template={"clinical.ipd.view": True})
    assert key(P.CLINICAL_IPD_VIEW).verdict(actor) == plan_required(P.CLINICAL_IPD_VIEW)


def test_a_patient_is_never_sold_a_plan() -> None:
    actor = replace(member(Role.PATIENT), grants=Grants({}, upgrades=Permission))
    for permission in Permission:
        assert key(permission).verdict(actor) == forbidden(permission)


def test_an_api_key_for_a_key_of_the_higher_plan_needs_the_plan() -> None:
    actor = replace(API_KEY, grants=resolve(Role.ADMIN, Plan.PRO).only([P.BRIDGE_VIEW]))
    assert key(P.BRIDGE_VIEW).verdict(actor) == plan_required(P.BRIDGE_VIEW)
    assert key(P.BRIDGE_MANAGE).verdict(actor) == forbidden(P.BRIDGE_MANAGE)


def test_one_alternative_short_of_the_plan_alone_is_enough_to_say_so() -> None:
    guard = any_of(P.SETTINGS_MODULES_MANAGE, P.CLINICAL_IPD_VIEW)
    assert guard.verdict(member(Role.DOCTOR)) == plan_required(P.CLINICAL_IPD_VIEW)


@pytest.mark.parametrize("who", CLINIC_ROLES)
def test_a_module_that_is_off_is_answered_before_the_key(who: Role) -> None:
    actor = replace(member(who), modules=frozenset({Module.MOBILE}))
    for guard in (key(P.LAB_CASES_VIEW), key(P.CLINICAL_IPD_ADMIT), role(Role.ADMIN), role(Role.PATIENT), session()):
        assert guard.needs(Module.LAB).verdict(actor) == module_disabled(Module.LAB)
        assert guard.needs(Module.MOBILE, Module.LAB).verdict(actor) == module_disabled(Module.LAB)
        assert guard.needs(Module.MOBILE).verdict(actor) == guard.verdict(actor)


def test_a_module_that_is_off_is_off_for_superadmins_too() -> None:
    actor = replace(SUPERADMIN, modules=frozenset())
    assert key(P.LAB_CASES_VIEW).needs(Module.LAB).verdict(actor) == module_disabled(Module.LAB)
    assert role(Role.ADMIN).needs(Module.WHATSAPP).verdict(actor) == module_disabled(Module.WHATSAPP)


def test_a_module_of_one_alternative_does_not_hide_the_other() -> None:
    guard = key(P.LAB_CASES_VIEW).needs(Module.LAB) | key(P.PATIENTS_VIEW)
    off = replace(member(Role.DOCTOR), modules=frozenset())
    assert guard.verdict(off) == ALLOWED
    assert guard.verdict(replace(off, grants=Grants())) == forbidden(P.PATIENTS_VIEW)


def test_the_module_of_a_token_is_asked_where_the_clinic_is_known() -> None:
    guard = token().needs(Module.LAB)
    assert guard.verdict(ANONYMOUS) == ALLOWED
    assert guard.verdict(replace(member(Role.DOCTOR), modules=frozenset())) == ALLOWED
    lab = Actor(ActorKind.EXTERNAL_LAB, clinic_id=CLINIC)
    assert guard.verdict(lab) == module_disabled(Module.LAB)
    assert guard.verdict(replace(lab, modules=frozenset({Module.LAB}))) == ALLOWED


def test_a_key_behind_an_open_door_still_asks_for_the_module() -> None:
    guard = key(P.LAB_CASES_VIEW).needs(Module.LAB) & public()
    assert guard.verdict(replace(member(Role.DOCTOR), modules=frozenset())) == module_disabled(Module.LAB)
    assert guard.verdict(ANONYMOUS) == SIGN_IN


def test_the_way_through_allocates_no_verdict() -> None:
    actor, patient = member(Role.DOCTOR), member(Role.PATIENT)
    assert key(P.PATIENTS_VIEW).verdict(actor) is any_of(P.PATIENTS_VIEW).verdict(actor) is session().verdict(actor)
    assert key(P.APPOINTMENTS_VIEW).verdict(patient) is key(P.CLINICAL_NOTES_VIEW).verdict(patient)


# -- composition and spelling ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "guard, text",
    [
        (key(P.PATIENTS_VIEW), "key:patients.view"),
        (any_of(P.PATIENTS_CREATE, P.PATIENTS_EDIT), "any:patients.create|patients.edit"),
        (any_of(P.PATIENTS_EDIT), "key:patients.edit"),
        (all_of(P.CLINICAL_IPD_VIEW, P.CLINICAL_NOTES_VIEW), "all:clinical.ipd.view+clinical.notes.view"),
        (role(Role.ADMIN, Role.MANAGER), "role:admin,manager"),
        (role(Role.MANAGER, Role.ADMIN), "role:manager,admin"),
        (session(), "session"),
        (public(), "public"),
        (platform(), "platform"),
        (challenge(), "challenge"),
        (token(), "token"),
        (signature(), "signature"),
        (
            key(P.BILLING_INVOICES_VIEW) & role(Role.ADMIN, Role.MANAGER, Role.DOCTOR, Role.PATIENT),
            "key:billing.invoices.view & role:admin,manager,doctor,patient",
        ),
        (role(Role.ADMIN) & key(P.BRIDGE_VIEW), "key:bridge.view & role:admin"),
        (
            any_of(P.PATIENTS_CREATE, P.PATIENTS_EDIT) & role(Role.ADMIN),
            "any:patients.create|patients.edit & role:admin",
        ),
        (key(P.PATIENTS_CREATE) & key(P.PATIENTS_EDIT), "all:patients.create+patients.edit"),
        (key(P.PATIENTS_CREATE) | key(P.PATIENTS_EDIT), "any:patients.create|patients.edit"),
        (key(P.PATIENTS_CREATE) | role(Role.PATIENT), "key:patients.create | role:patient"),
        (session() & key(P.PATIENTS_VIEW), "key:patients.view & session"),
        (session() | platform(), "session | platform"),
        (
            key(P.LAB_CASES_VIEW).needs(Module.LAB) | key(P.PATIENTS_VIEW),
            "key:lab.cases.view & module:lab | key:patients.view",
        ),
    ],
    ids=str,
)
def test_a_guard_is_spelt_as_the_endpoint_list_spells_it(guard: Guard, text: str) -> None:
    assert guard.describe() == str(guard) == text
    assert parse(text) == guard


def test_modules_of_every_alternative_are_spelt_apart() -> None:
    guard = any_of(P.LAB_CASES_VIEW, P.PATIENTS_VIEW).needs(Module.MOBILE).needs(Module.LAB, Module.MOBILE)
    assert guard.describe() == "any:lab.cases.view|patients.view"
    assert guard.describe_modules() == "mobile+lab"
    assert guard.modules == (Module.MOBILE, Module.LAB)
    assert parse(guard.describe(), guard.describe_modules()) == guard
    assert key(P.PATIENTS_VIEW).describe_modules() == "-"


@pytest.mark.parametrize("text", ["", "patients.view", "key:patients.burn", "role:boss", "any:", "admin", "key:"])
def test_a_guard_with_an_unknown_name_is_not_read(text: str) -> None:
    with pytest.raises(ValueError):
        parse(text)


def test_a_printer_sees_the_alternatives() -> None:
    guard = (all_of(P.CLINICAL_IPD_VIEW, P.CLINICAL_NOTES_VIEW) & role(Role.DOCTOR)).needs(Module.IPD) | platform()
    assert list(guard) == list(guard.alternatives)
    first, second = guard
    assert first.permissions == (P.CLINICAL_IPD_VIEW, P.CLINICAL_NOTES_VIEW)
    assert first.roles == (Role.DOCTOR,)
    assert first.modules == (Module.IPD,)
    assert first.door is None
    assert second == Alternative(door=Door.PLATFORM)
    assert guard.permissions == {P.CLINICAL_IPD_VIEW, P.CLINICAL_NOTES_VIEW}
    assert guard.modules == ()


def test_joining_merges_and_narrows() -> None:
    staff = role(Role.ADMIN, Role.MANAGER, Role.DOCTOR)
    assert staff & role(Role.DOCTOR, Role.ADMIN, Role.PATIENT) == role(Role.ADMIN, Role.DOCTOR)
    assert key(P.PATIENTS_VIEW) & key(P.PATIENTS_VIEW) == key(P.PATIENTS_VIEW)
    assert key(P.PATIENTS_VIEW) | key(P.PATIENTS_VIEW) == key(P.PATIENTS_VIEW)
    twice = key(P.PATIENTS_VIEW) | key(P.LEADS_VIEW) | all_of(P.PATIENTS_VIEW)
    assert twice.describe() == "any:patients.view|leads.view"
    assert (key(P.PATIENTS_VIEW) | key(P.PATIENTS_VIEW).needs(Module.LAB)).needs(Module.LAB).describe_modules() == "lab"
    crossed = any_of(P.PATIENTS_VIEW, P.PATIENTS_EDIT) & any_of(P.LEADS_VIEW, P.LEADS_MANAGE)
    assert crossed.describe() == (
        "all:patients.view+leads.view | all:patients.view+leads.manage | "
        "all:patients.edit+leads.view | all:patients.edit+leads.manage"
    )


def test_guards_that_nobody_or_anybody_could_pass_are_mistakes() -> None:
    with pytest.raises(ValueError, match="no role passes both"):
        role(Role.ADMIN) & role(Role.PATIENT)
    with pytest.raises(ValueError, match="two doors"):
        session() & platform()
    with pytest.raises(ValueError, match=r"say platform\(\)"):
        role(Role.SUPERADMIN)
    for nothing in (all_of, role):
        with pytest.raises(ValueError, match=r"say public\(\)"):
            nothing()
    with pytest.raises(ValueError, match="refuse everybody"):
        any_of()


def test_guards_are_values() -> None:
    assert hash(key(P.PATIENTS_VIEW)) == hash(key(P.PATIENTS_VIEW))
    forwards, backwards = any_of(P.PATIENTS_VIEW, P.LEADS_VIEW), any_of(P.LEADS_VIEW, P.PATIENTS_VIEW)
    assert forwards != backwards
    assert forwards.equivalent(backwards)
    assert not forwards.equivalent(all_of(P.PATIENTS_VIEW, P.LEADS_VIEW))
