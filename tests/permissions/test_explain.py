"""Why somebody holds a key: the layer that decided and the steps on the way."""

from __future__ import annotations

from typing import Any

import pytest

from permissions import Layer, Permission, Plan, Role, Scope, explain

P = Permission
RECEPTIONIST, DOCTOR, MANAGER, ADMIN, PATIENT = (
    Role.RECEPTIONIST,
    Role.DOCTOR,
    Role.MANAGER,
    Role.ADMIN,
    Role.PATIENT,
)


@pytest.mark.parametrize(
    "role, plan, permission, stores, layer, scope",
    [
        (DOCTOR, Plan.PRO, P.PATIENTS_VIEW, {}, Layer.PLAN, Scope.ALL),
        (PATIENT, Plan.PRO, P.APPOINTMENTS_VIEW, {}, Layer.PLAN, Scope.OWN),
        (DOCTOR, Plan.PRO, P.CLINICAL_IPD_VIEW, {}, Layer.PLAN, None),
        (MANAGER, Plan.PRO, P.PATIENTS_EXPORT, {"template": {"patients.export": True}}, Layer.TEMPLATE, Scope.ALL),
        (DOCTOR, Plan.PRO, P.PATIENTS_DELETE, {"overrides": {"patients.delete": False}}, Layer.OVERRIDE, None),
        (DOCTOR, Plan.PRO, P.PATIENTS_DELETE, {"overrides": {"patients.delete": "own"}}, Layer.OVERRIDE, Scope.OWN),
        (DOCTOR, Plan.PRO, P.PATIENTS_VIEW, {"overrides": {"patients.view": False}}, Layer.FLOOR, Scope.ALL),
        (DOCTOR, Plan.PRO, P.PATIENTS_VIEW, {"overrides": {"patients.view": True}}, Layer.OVERRIDE, Scope.ALL),
        (DOCTOR, Plan.PRO, P.CLINICAL_IPD_VIEW, {"template": {"clinical.ipd.view": True}}, Layer.CEILING, None),
        (PATIENT, Plan.PRO, P.APPOINTMENTS_VIEW, {"overrides": {"appointments.view": True}}, Layer.CEILING, Scope.OWN),
        (PATIENT, Plan.PRO, P.PATIENTS_EXPORT, {"overrides": {"patients.export": True}}, Layer.CEILING, None),
        (Role.SUPERADMIN, Plan.PRO, P.CLINICAL_IPD_VIEW, {}, Layer.ROLE, Scope.ALL),
    ],
)
def test_the_last_layer_that_changed_something_decides(
    role: Role, plan: Plan, permission: Permission, stores: dict[str, Any], layer: Layer, scope: Scope | None
) -> None:
    answer = explain(role, plan, permission, **stores)
    assert (answer.permission, answer.layer, answer.scope) == (permission, layer, scope)


def notes(role: Role, plan: Plan, permission: Permission, **stores: Any) -> list[tuple[str, Scope | None, str]]:
    steps = explain(role, plan, permission, **stores).steps
    return [(step.layer.value, step.scope, step.note) for step in steps]


def test_a_legacy_key_under_a_ceiling_shows_both_steps() -> None:
    assert notes(RECEPTIONIST, Plan.PRO, P.CLINICAL_NOTES_VIEW, overrides={"view_clinical_records": True}) == [
        ("plan", None, "no plan gives it to a receptionist"),
        ("override", Scope.ALL, "legacy view_clinical_records: true, which includes this key"),
        ("ceiling", None, "receptionists intentionally cannot read or write clinical notes"),
    ]


def test_a_legacy_key_too_coarse_for_the_plan_shows_both_steps() -> None:
    assert notes(RECEPTIONIST, Plan.PRO, P.INVENTORY_CREATE, template={"manage_inventory": True}) == [
        ("plan", None, "a receptionist holds it from pro+; the clinic has pro"),
        ("template", Scope.ALL, "legacy manage_inventory: true, which includes this key"),
        ("ceiling", None, "a legacy key gives it from pro_plus only; the clinic has pro"),
    ]


def test_a_legacy_key_that_takes_a_floor_away_shows_both_steps() -> None:
    assert notes(DOCTOR, Plan.PRO, P.PATIENTS_VIEW, overrides={"view_patients": False}) == [
        ("plan", Scope.ALL, "a doctor holds it from pro; the clinic has pro"),
        ("override", None, "legacy view_patients: false, which includes this key"),
        ("floor", Scope.ALL, "part of the doctor's floor: it cannot be taken away"),
    ]


def test_a_dotted_key_over_a_legacy_key_shows_both() -> None:
    store = {"edit_patients": True, "patients.delete": False}
    assert notes(RECEPTIONIST, Plan.PRO, P.PATIENTS_DELETE, overrides=store) == [
        ("plan", None, "no plan gives it to a receptionist"),
        ("override", Scope.ALL, "legacy edit_patients: true, which includes this key"),
        ("override", None, "patients.delete: false; a dotted key beats a legacy one"),
    ]


def test_the_plan_ceiling_names_the_plan() -> None:
    answer = explain(DOCTOR, Plan.PRO_TRIAL, P.CLINICAL_IPD_VIEW, overrides={"clinical.ipd.view": True})
    assert answer.steps[-1].note == "nobody holds it below pro_plus; the clinic has pro_trial"


def test_stores_that_do_not_count_are_named() -> None:
    answer = explain(ADMIN, Plan.PRO, P.PATIENTS_VIEW, template={"x": True}, overrides={"patients.view": False})
    assert (answer.scope, answer.layer) == (Scope.ALL, Layer.PLAN)
    assert answer.steps[-1].note == "templates and overrides do not touch an admin"
    patient = explain(PATIENT, Plan.PRO, P.PATIENTS_VIEW_DETAIL, template={"patients.view_detail": False})
    assert (patient.scope, patient.layer) == (Scope.OWN, Layer.PLAN)
    assert patient.steps[-1].note == "templates do not touch a patient"
