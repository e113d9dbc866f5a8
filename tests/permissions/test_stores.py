"""What may be written into a template or an override, and by whom."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from permissions import (
    CLINIC_ROLES,
    LEGACY,
    TEMPLATE_ROLES,
    Actor,
    ActorKind,
    Layer,
    Permission,
    Plan,
    Role,
    Scope,
    api_key_grants,
    check_store,
    may_administer,
    may_assign_role,
    resolve,
)

CLINIC = UUID(int=7)


def member(role: Role, plan: Plan = Plan.PRO, **overrides: Any) -> Actor:
    grants = resolve(role, plan, overrides=overrides.get("overrides"))
    vouched: dict[str, Any] = {"second_factor": True, "reason": "ticket 4"} if role is Role.SUPERADMIN else {}
    return Actor(ActorKind.USER, clinic_id=CLINIC, role=role, plan=plan, grants=grants, **vouched)


def test_a_sound_store_has_no_problems() -> None:
    store = {"patients.export": True, "patients.delete": False, "appointments.edit": "own", "reports.stats": "all"}
    for layer in (Layer.TEMPLATE, Layer.OVERRIDE):
        assert check_store(Role.DOCTOR, Plan.PRO, store, member(Role.ADMIN), layer=layer) == []
        assert check_store(Role.DOCTOR, Plan.PRO, {}, member(Role.ADMIN), layer=layer) == []


@pytest.mark.parametrize("name", LEGACY)
@pytest.mark.parametrize("role", sorted(TEMPLATE_ROLES))
def test_legacy_keys_may_be_written_and_are_cut_when_read(role: Role, name: str) -> None:
    for value in (True, False, "own"):
        assert check_store(role, Plan.PRO, {name: value}, member(Role.ADMIN)) == []


@pytest.mark.parametrize(
    "role, name, value, message",
    [
        (Role.DOCTOR, "patients.burn", True, "no such permission"),
        (Role.DOCTOR, "clinical.*", True, "no such permission"),
        (Role.DOCTOR, "PATIENTS_VIEW", True, "no such permission"),
        (Role.DOCTOR, "patients.export", "yes", 'must be true, false, "own" or "all"'),
        (Role.DOCTOR, "view_patients", 1, 'must be true, false, "own" or "all"'),
        (Role.DOCTOR, "patients.export", None, 'must be true, false, "own" or "all"'),
        (
            Role.RECEPTIONIST,
            "clinical.notes.view",
            True,
            "a receptionist cannot hold it: receptionists intentionally cannot read or write clinical notes",
        ),
        (
            Role.RECEPTIONIST,
            "clinical.notes.view",
            "own",
            "a receptionist cannot hold it: receptionists intentionally cannot read or write clinical notes",
        ),
        (
            Role.DOCTOR,
            "clinical.ipd.view",
            True,
            "a doctor cannot hold it: nobody holds it below pro_plus; the clinic has pro",
        ),
        (Role.PATIENT, "patients.export", True, "a patient cannot hold it: no key for patients"),
        (
            Role.PATIENT,
            "appointments.view",
            "all",
            "a patient cannot hold it: a patient reaches own records only",
        ),
        (Role.DOCTOR, "patients.view", False, "part of the doctor's floor: it cannot be taken away"),
        (Role.DOCTOR, "patients.view", "own", "part of the doctor's floor: it cannot be taken away"),
        (Role.MANAGER, "patients.view", False, "part of the manager's floor: it cannot be taken away"),
    ],
)
def test_what_would_have_no_effect_or_no_meaning_is_refused(role: Role, name: str, value: Any, message: str) -> None:
    store = {name: value, "notifications.manage": True}
    assert check_store(role, Plan.PRO, store, member(Role.ADMIN)) == [(name, message)]
    assert check_store(role, Plan.PRO, store) == [(name, message)]


def test_every_problem_is_reported_under_its_key() -> None:
    store = {"a": True, "patients.view": False, "patients.edit": "no"}
    assert [key for key, _ in check_store(Role.DOCTOR, Plan.PRO, store)] == ["a", "patients.view", "patients.edit"]


@pytest.mark.parametrize("role", [Role.ADMIN, Role.SUPERADMIN])
def test_nothing_is_written_about_an_admin(role: Role) -> None:
    for layer in (Layer.TEMPLATE, Layer.OVERRIDE):
        problems = check_store(role, Plan.PRO, {"patients.view": True}, member(Role.SUPERADMIN), layer=layer)
        assert problems == [("*", f"a {layer} never touches {role.phrase}")]


def test_a_template_for_patients_is_refused_and_an_override_takes_away() -> None:
    store = {"comms.messages.send_patient": False, "appointments.view": True}
    refused = check_store(Role.PATIENT, Plan.PRO, store, member(Role.ADMIN), layer=Layer.TEMPLATE)
    assert refused == [("*", "a template never touches a patient")]
    assert check_store(Role.PATIENT, Plan.PRO, store, member(Role.ADMIN)) == []


def test_one_grants_only_keys_one_holds() -> None:
    manager = member(Role.MANAGER, overrides={"patients.merge": False, "reports.stats": "own"})
    store = {"patients.merge": True, "reports.stats": True, "patients.create": True, "patients.delete": False}
    assert check_store(Role.RECEPTIONIST, Plan.PRO, store, manager) == [
        ("patients.merge", "one grants only what one holds: patients.merge"),
        ("reports.stats", "one grants only what one holds: reports.stats"),
    ]
    assert check_store(Role.RECEPTIONIST, Plan.PRO, {"reports.stats": "own"}, manager) == []


def test_a_legacy_key_is_granted_only_by_who_holds_the_part_that_the_ceilings_leave() -> None:
    manager = member(Role.MANAGER)
    # A manager lacks clinical.notes.create, which no receptionist could get anyway, and holds what is left.
    assert check_store(Role.RECEPTIONIST, Plan.PRO, {"edit_clinical_records": True}, manager) == []
    assert check_store(Role.DOCTOR, Plan.PRO, {"edit_clinical_records": True}, manager) == [
        ("edit_clinical_records", "one grants only what one holds: clinical.dental_chart.create")
    ]


def test_only_those_above_write_a_store() -> None:
    refused = [("*", "only those above a manager change what a manager holds")]
    for role in (Role.DOCTOR, Role.RECEPTIONIST, Role.PATIENT):
        assert check_store(Role.MANAGER, Plan.PRO, {"patients.view": True}, member(role)) == refused
    key = Actor(ActorKind.API_KEY, clinic_id=CLINIC, plan=Plan.PRO, grants=api_key_grants(Plan.PRO, ["patients.view"]))
    assert check_store(Role.MANAGER, Plan.PRO, {"patients.view": True}, key) == refused


def test_a_superadmin_grants_from_outside_a_clinic_too() -> None:
    outside = Actor(ActorKind.USER, role=Role.SUPERADMIN, second_factor=True, reason="ticket 4")
    assert check_store(Role.DOCTOR, Plan.PRO, {"patients.export": True}, outside) == []
    assert (
        check_store(Role.RECEPTIONIST, Plan.PRO, {"clinical.notes.edit": True}, outside)[0][0] == "clinical.notes.edit"
    )


def test_who_may_administer_whom() -> None:
    staff = set(CLINIC_ROLES)
    allowed = {granter: {target for target in Role if may_administer(granter, target)} for granter in Role}
    assert allowed == {
        Role.SUPERADMIN: set(Role),
        Role.ADMIN: staff,
        Role.MANAGER: staff - {Role.ADMIN},
        Role.DOCTOR: set(),
        Role.RECEPTIONIST: set(),
        Role.PATIENT: set(),
    }
    assert not any(may_administer(None, target) for target in Role)


def test_who_may_make_somebody_what() -> None:
    allowed = {granter: {given for given in Role if may_assign_role(granter, given)} for granter in Role}
    assert allowed == {
        Role.SUPERADMIN: set(CLINIC_ROLES),
        Role.ADMIN: set(CLINIC_ROLES),
        Role.MANAGER: {Role.DOCTOR, Role.RECEPTIONIST, Role.PATIENT},
        Role.DOCTOR: set(),
        Role.RECEPTIONIST: set(),
        Role.PATIENT: set(),
    }
    assert not any(may_assign_role(None, given) for given in Role)


def test_an_api_key_holds_what_it_was_given_while_the_plan_carries_it() -> None:
    given = ["patients.view", "clinical.ipd.view", "patients.burn", "view_billing"]
    on_pro, on_plus = (api_key_grants(plan, given) for plan in (Plan.PRO, Plan.PRO_PLUS))
    assert dict(on_pro) == {Permission.PATIENTS_VIEW: Scope.ALL}
    assert on_pro.upgrades == {Permission.CLINICAL_IPD_VIEW}
    assert dict(on_plus) == {Permission.PATIENTS_VIEW: Scope.ALL, Permission.CLINICAL_IPD_VIEW: Scope.ALL}
