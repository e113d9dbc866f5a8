"""What cannot be taken away and what can never be held, line by line."""

from __future__ import annotations

import pytest

from permissions import Layer, Permission, Plan, Role, Scope, ceilings, explain, floors, grid, resolve
from permissions.legacy import LEGACY

TAKE_ALL: dict[str, bool] = {p.value: False for p in Permission}
GIVE_ALL: dict[str, bool] = {p.value: True for p in Permission} | dict.fromkeys(LEGACY, True)

DOCTOR_FLOOR = """
    appointments.view appointments.view_detail patients.view patients.view_detail clinical.notes.view
    clinical.notes.create clinical.prescriptions.view clinical.prescriptions.create clinical.procedures.view
    clinical.patient_files.view
""".split()
DESK_FLOOR = """
    appointments.view appointments.view_detail patients.view patients.view_detail billing.invoices.view
""".split()

NEVER = {
    Role.RECEPTIONIST: """
        clinical.notes.view clinical.notes.create clinical.notes.edit clinical.notes.delete ai.clinical_assist
        ai.patient_brief clinical.prescriptions.create clinical.prescriptions.edit clinical.prescriptions.delete
        clinical.dental_chart.create clinical.dental_chart.edit clinical.dental_chart.initialize
        clinical.treatment_plans.approve settings.staff.manage_permissions settings.modules.manage billing.payroll.run
    """.split(),
    Role.MANAGER: """
        clinical.prescriptions.create clinical.prescriptions.edit clinical.treatment_plans.approve
        settings.staff.manage_permissions settings.modules.manage billing.payroll.run
    """.split(),
    Role.DOCTOR: "settings.staff.manage_permissions settings.modules.manage billing.payroll.run".split(),
}
NEVER_PAIRS = [(role, Permission(key)) for role, keys in NEVER.items() for key in keys]


@pytest.mark.parametrize("plan", Plan)
@pytest.mark.parametrize(
    "role, keys", [(Role.DOCTOR, DOCTOR_FLOOR), (Role.RECEPTIONIST, DESK_FLOOR), (Role.MANAGER, DESK_FLOOR)]
)
def test_a_floor_is_all_that_is_left_when_everything_is_taken(role: Role, keys: list[str], plan: Plan) -> None:
    left = dict.fromkeys(map(Permission, keys), Scope.ALL)
    assert dict(resolve(role, plan, overrides=TAKE_ALL)) == left
    assert dict(resolve(role, plan, template=TAKE_ALL)) == left
    assert (
        dict(resolve(role, plan, template=TAKE_ALL, overrides=dict.fromkeys(TAKE_ALL, "own"))).items() >= left.items()
    )


def test_nobody_else_has_a_floor() -> None:
    assert {role for role in Role if floors.floor(role)} == {Role.MANAGER, Role.DOCTOR, Role.RECEPTIONIST}


def test_a_floor_gives_back_what_the_plan_grants_and_no_more() -> None:
    with grid.with_cell(Permission.PATIENTS_VIEW, Role.DOCTOR, "pro+"):
        assert Permission.PATIENTS_VIEW not in resolve(Role.DOCTOR, Plan.PRO, overrides={"patients.view": False})
        assert Permission.PATIENTS_VIEW in resolve(Role.DOCTOR, Plan.PRO_PLUS, overrides={"patients.view": False})


def test_the_ceilings_are_these_pairs() -> None:
    assert sorted(ceilings.NEVER) == sorted(NEVER_PAIRS)


@pytest.mark.parametrize("role, permission", NEVER_PAIRS)
def test_a_ceiling_holds_against_every_store(role: Role, permission: Permission) -> None:
    for plan in Plan:
        assert permission not in resolve(role, plan, template=GIVE_ALL, overrides=GIVE_ALL)
        answer = explain(role, plan, permission, template=GIVE_ALL, overrides=GIVE_ALL)
        assert (answer.scope, answer.layer) == (None, Layer.CEILING)
        assert answer.steps[-1].note == ceilings.NEVER[role, permission]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.DOCTOR, Role.RECEPTIONIST])
def test_whoever_is_given_everything_holds_what_no_ceiling_forbids(role: Role) -> None:
    forbidden = {p for r, p in NEVER_PAIRS if r is role}
    on_pro = {p for p in Permission if grid.lowest_tier(p) == 1}
    assert set(resolve(role, Plan.PRO, template=GIVE_ALL)) == on_pro - forbidden
    assert set(resolve(role, Plan.PRO_PLUS, template=GIVE_ALL)) == set(Permission) - forbidden


def test_a_patient_never_holds_more_than_own_rows() -> None:
    own = {line.permission: Scope.OWN for line in grid.lines() if line.cells[Role.PATIENT] is grid.Cell.OWN}
    assert len(own) == 20
    for plan in Plan:
        assert dict(resolve(Role.PATIENT, plan)) == own
        assert dict(resolve(Role.PATIENT, plan, template=GIVE_ALL, overrides=GIVE_ALL)) == own
        assert not resolve(Role.PATIENT, plan).upgrades


def test_a_patients_override_can_take_away() -> None:
    held = resolve(Role.PATIENT, Plan.PRO, overrides={"comms.messages.send_patient": False})
    assert set(resolve(Role.PATIENT, Plan.PRO)) - set(held) == {Permission.COMMS_MESSAGES_SEND_PATIENT}


def test_a_patients_template_is_passed_over() -> None:
    assert resolve(Role.PATIENT, Plan.PRO, template=TAKE_ALL) == resolve(Role.PATIENT, Plan.PRO)


def test_the_plan_limits_a_key_by_the_lowest_plan_at_which_any_role_has_it() -> None:
    # An admin has financial reports on Pro, so a Pro clinic may give them to a doctor, whose own cell says Pro+.
    assert Permission.REPORTS_FINANCIAL not in resolve(Role.DOCTOR, Plan.PRO)
    assert Permission.REPORTS_FINANCIAL in resolve(Role.DOCTOR, Plan.PRO, template={"reports.financial": True})
    # Nobody has in-patients below Pro+.
    assert Permission.CLINICAL_IPD_VIEW not in resolve(Role.DOCTOR, Plan.PRO, template={"clinical.ipd.view": True})


def test_a_pattern_that_names_no_key_is_a_mistake() -> None:
    assert ceilings.expand("clinical.notes.*") == (
        Permission.CLINICAL_NOTES_VIEW,
        Permission.CLINICAL_NOTES_CREATE,
        Permission.CLINICAL_NOTES_EDIT,
        Permission.CLINICAL_NOTES_DELETE,
    )
    with pytest.raises(grid.GridError, match="names no key"):
        ceilings.expand("clinical.note.*")
    with pytest.raises(grid.GridError, match="names no key"):
        ceilings.expand("clinical.notes.read")


def test_a_superadmin_knows_no_layer() -> None:
    for plan in Plan:
        held = resolve(Role.SUPERADMIN, plan, template=TAKE_ALL, overrides=TAKE_ALL)
        assert dict(held) == dict.fromkeys(Permission, Scope.ALL)
