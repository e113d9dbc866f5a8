"""The grid: complete, correctly spelt, and read at every decision."""

from __future__ import annotations

from importlib import resources

import pytest

from permissions import CLINIC_ROLES, Module, Permission, Plan, Role, Scope, default_modules, grid, resolve
from permissions.ceilings import NEVER
from permissions.grid import Cell, GridError

TEXT = resources.files("permissions").joinpath("grid.tsv").read_text("utf-8")


def broken(old: str, new: str) -> str:
    assert TEXT.count(old) == 1
    return TEXT.replace(old, new)


# Counted with: awk -F'\t' 'NR>1{for(i=3;i<=7;i++){if($i=="pro"||$i=="own")a[i]++; if($i!="-")b[i]++}} END{…}' grid.tsv
@pytest.mark.parametrize(
    "role, on_pro, on_pro_plus",
    [
        (Role.ADMIN, 160, 179),
        (Role.MANAGER, 141, 156),
        (Role.DOCTOR, 117, 138),
        (Role.RECEPTIONIST, 62, 69),
        (Role.PATIENT, 20, 20),
    ],
)
def test_every_role_holds_as_many_keys_as_its_column_says(role: Role, on_pro: int, on_pro_plus: int) -> None:
    assert len(resolve(role, Plan.PRO)) == on_pro
    assert len(resolve(role, Plan.PRO_TRIAL)) == on_pro
    assert len(resolve(role, Plan.PRO_PLUS)) == on_pro_plus
    assert len(resolve(role, Plan.ENTERPRISE)) == on_pro_plus


def test_there_are_179_keys_each_named_after_its_value() -> None:
    assert len(Permission) == 179
    assert len(grid.lines()) == 179
    assert [p.name for p in Permission] == [p.value.upper().replace(".", "_") for p in Permission]
    assert [line.permission for line in grid.lines()] == list(Permission)


@pytest.mark.parametrize(
    "key, cells",
    [
        ("appointments.view", "pro pro pro pro own"),
        ("appointments.block_time", "pro pro pro - -"),
        ("appointments.export", "pro - - - -"),
        ("patients.merge", "pro pro - - -"),
        ("clinical.dental_chart.view", "pro pro pro - own"),
        ("clinical.notes.create", "pro - pro - -"),
        ("clinical.treatment_plans.accept", "pro - - - own"),
        ("clinical.prescriptions.view", "pro pro pro pro own"),
        ("clinical.ipd.admit", "pro+ - pro+ - -"),
        ("billing.invoices.convert", "pro pro - - -"),
        ("billing.payroll.run", "pro - - - -"),
        ("billing.insurance.view", "pro+ pro+ pro+ - -"),
        ("inventory.view", "pro pro pro pro -"),
        ("inventory.create", "pro pro - pro+ -"),
        ("bridge.view", "pro+ pro+ pro+ pro+ -"),
        ("comms.messages.send_patient", "pro pro pro pro own"),
        ("reports.financial", "pro pro pro+ - -"),
        ("ai.clinical_assist", "pro+ - pro+ - -"),
        ("ai.daily_brief", "pro pro pro pro+ -"),
        ("settings.signatures.manage", "pro pro pro+ pro+ -"),
        ("settings.staff.manage_permissions", "pro - - - -"),
        ("notifications.manage", "pro pro pro pro own"),
        ("leads.view", "pro pro pro pro -"),
        ("leads.configure", "pro pro - - -"),
    ],
)
def test_a_line_reads_as_the_reference_decides(key: str, cells: str) -> None:
    row = grid.line(Permission(key)).cells
    assert " ".join(row[role] for role in CLINIC_ROLES) == cells


def test_an_admin_holds_every_key_at_the_lowest_plan_at_which_anybody_does() -> None:
    for line in grid.lines():
        assert line.cells[Role.ADMIN].tier == grid.lowest_tier(line.permission)


def test_only_patients_hold_keys_for_own_rows() -> None:
    for role in CLINIC_ROLES:
        wanted = Scope.OWN if role is Role.PATIENT else Scope.ALL
        assert set(resolve(role, Plan.PRO_PLUS).values()) == {wanted}


@pytest.mark.parametrize(
    "text, message",
    [
        (broken("patients.merge\tPatients", "patients.marge\tPatients"), "line 20: 'patients.marge'"),
        (TEXT + TEXT.splitlines()[1] + "\n", "line 181: appointments.view is there twice"),
        ("\n".join(TEXT.splitlines()[:-1]), "no line for leads.configure"),
        (broken("patients.merge\tPatients\tpro\t", "patients.merge\tPatients\tProo\t"), "line 20: 'Proo'"),
        (broken("patients.merge\tPatients\tpro\t", "patients.merge\tPatients\town\t"), "an admin cannot have the cell"),
        (
            broken("leads.view\tWebsite Leads\tpro\tpro\tpro\tpro\t-", "leads.view\tW\tpro\tpro\tpro\tpro\tpro"),
            "patient",
        ),
        (broken("patients.merge\tPatients\tpro\t", "patients.merge\tPatients\t"), "line 20: 8 columns, not 9"),
        (broken("patients.merge\tPatients\t", "patients.merge\t\t"), "patients.merge has no section"),
        (broken("receptionist\tpatient\tdescription", "patient\treceptionist\tdescription"), "line 1: the columns are"),
    ],
)
def test_a_grid_with_a_mistake_does_not_load(text: str, message: str) -> None:
    with pytest.raises(GridError, match=message):
        grid.parse(text)


def test_every_cell_decides_and_a_flip_is_undone() -> None:
    """No cell is decoration: flipping any of them changes what its role holds, but where a ceiling forbids it."""
    before = {(role, plan): resolve(role, plan) for role in CLINIC_ROLES for plan in (Plan.PRO, Plan.PRO_PLUS)}
    inert = []
    for line in grid.lines():
        for role in CLINIC_ROLES:
            granting = Cell.OWN if role is Role.PATIENT else Cell.PRO
            flipped = granting if line.cells[role] is Cell.NEVER else Cell.NEVER
            with grid.with_cell(line.permission, role, flipped):
                held = line.permission in resolve(role, Plan.PRO_PLUS)
            if held == (line.cells[role] is not Cell.NEVER):
                inert.append((role, line.permission))
    assert set(inert) == set(NEVER)
    assert before == {(role, plan): resolve(role, plan) for role, plan in before}


def test_a_flip_moves_a_key_between_plans() -> None:
    assert resolve(Role.DOCTOR, Plan.PRO).scope(Permission.PATIENTS_VIEW) is Scope.ALL
    with grid.with_cell(Permission.PATIENTS_VIEW, Role.DOCTOR, "pro+"):
        assert resolve(Role.DOCTOR, Plan.PRO).scope(Permission.PATIENTS_VIEW) is None
        assert Permission.PATIENTS_VIEW in resolve(Role.DOCTOR, Plan.PRO).upgrades
        assert resolve(Role.DOCTOR, Plan.PRO_PLUS).scope(Permission.PATIENTS_VIEW) is Scope.ALL
    assert resolve(Role.DOCTOR, Plan.PRO).scope(Permission.PATIENTS_VIEW) is Scope.ALL


def test_a_flip_is_undone_when_the_block_fails() -> None:
    with pytest.raises(RuntimeError), grid.with_cell(Permission.PATIENTS_VIEW, Role.DOCTOR, Cell.NEVER):
        raise RuntimeError
    assert grid.line(Permission.PATIENTS_VIEW).cells[Role.DOCTOR] is Cell.PRO


def test_a_flip_is_spelt_like_the_grid() -> None:
    with pytest.raises(GridError), grid.with_cell(Permission.PATIENTS_VIEW, Role.DOCTOR, "own"):
        pass
    with pytest.raises(ValueError), grid.with_cell(Permission.PATIENTS_VIEW, Role.DOCTOR, "always"):
        pass


def test_the_limit_of_a_key_follows_the_cells() -> None:
    """The plan ceiling is read off the grid: once no role has the key on Pro, no override gives it there."""
    override = {"audit.logs.export": True}
    assert Permission.AUDIT_LOGS_EXPORT in resolve(Role.MANAGER, Plan.PRO, overrides=override)
    with grid.with_cell(Permission.AUDIT_LOGS_EXPORT, Role.ADMIN, "pro+"):
        assert Permission.AUDIT_LOGS_EXPORT not in resolve(Role.MANAGER, Plan.PRO, overrides=override)
        assert Permission.AUDIT_LOGS_EXPORT in resolve(Role.MANAGER, Plan.PRO_PLUS, overrides=override)
    with grid.with_cell(Permission.AUDIT_LOGS_EXPORT, Role.ADMIN, "-"):
        assert Permission.AUDIT_LOGS_EXPORT not in resolve(Role.MANAGER, Plan.PRO_PLUS, overrides=override)


def test_plans_fall_into_two_tiers_with_their_modules() -> None:
    assert {plan: plan.tier for plan in Plan} == {
        Plan.PRO: 1,
        Plan.PRO_TRIAL: 1,
        Plan.PRO_PLUS: 2,
        Plan.ENTERPRISE: 2,
    }
    pro = {Module.MOBILE, Module.LAB, Module.LEAD_INBOX, Module.AI_INSIGHTS}
    plus = pro | {Module.BRIDGE, Module.INSURANCE, Module.IPD}
    assert default_modules(Plan.PRO) == default_modules(Plan.PRO_TRIAL) == pro
    assert default_modules(Plan.PRO_PLUS) == default_modules(Plan.ENTERPRISE) == plus
    assert set(Module) - plus == {Module.WHATSAPP}
