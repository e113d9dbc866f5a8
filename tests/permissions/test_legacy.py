"""The twelve flat keys of older clients."""

from __future__ import annotations

import re

import pytest

from permissions import LEGACY, Layer, Permission, Plan, Role, Scope, explain, resolve
from permissions.legacy import LEGACY_OF, expand, is_value

P = Permission


@pytest.mark.parametrize(
    "name, patterns, count",
    [
        ("view_appointments", "appointments.view appointments.view_detail", 2),
        (
            "edit_appointments",
            (
                "appointments.create appointments.edit appointments.delete appointments.change_status "
                "appointments.send_summary"
            ),
            5,
        ),
        ("view_patients", "patients.view patients.view_detail", 2),
        ("edit_patients", "patients.create patients.edit patients.delete patients.invite_portal", 4),
        (
            "view_billing",
            (
                "billing.invoices.view billing.invoices.view_detail billing.receipts.view billing.payments.view "
                "billing.quotations.view billing.installments.view"
            ),
            6,
        ),
        (
            "process_payments",
            (
                "billing.payments.record billing.receipts.create billing.receipts.send billing.invoices.create "
                "billing.invoices.edit billing.invoices.send"
            ),
            6,
        ),
        ("view_reports", "reports.financial reports.stats reports.revenue", 3),
        ("view_clinical_records", "clinical.*.view", 11),
        ("edit_clinical_records", "clinical.*.create clinical.*.edit clinical.*.approve", 16),
        ("manage_inventory", "inventory.*", 6),
        (
            "send_messages",
            "comms.messages.view comms.messages.send_patient comms.messages.send_staff comms.messages.mark_read",
            4,
        ),
        ("manage_lab_cases", "lab.cases.* lab.services.view lab.laboratories.view", 5),
    ],
)
def test_a_legacy_key_stands_for_its_list(name: str, patterns: str, count: int) -> None:
    expressions = [re.compile(re.escape(p).replace(r"\*", r"[a-z_]+")) for p in patterns.split()]
    assert set(LEGACY[name]) == {p for p in Permission if any(e.fullmatch(p) for e in expressions)}
    assert len(LEGACY[name]) == count


def test_there_are_twelve_and_no_key_is_in_two() -> None:
    assert len(LEGACY) == 12
    assert len(LEGACY_OF) == sum(len(keys) for keys in LEGACY.values()) == 70
    assert not set(LEGACY) & set(Permission)


@pytest.mark.parametrize("name", LEGACY)
def test_a_legacy_key_set_to_true_gives_its_list(name: str) -> None:
    assert expand({name: True}) == {p.value: True for p in LEGACY[name]}


def test_a_dotted_key_beats_the_legacy_key_of_the_same_store_in_either_order() -> None:
    for store in ({"edit_patients": True, "patients.delete": False}, {"patients.delete": False, "edit_patients": True}):
        held = resolve(Role.RECEPTIONIST, Plan.PRO, overrides=store)
        assert P.PATIENTS_CREATE in held
        assert P.PATIENTS_DELETE not in held
    kept = resolve(Role.DOCTOR, Plan.PRO, overrides={"edit_patients": False, "patients.edit": True})
    assert P.PATIENTS_EDIT in kept
    assert P.PATIENTS_DELETE not in kept


def test_a_legacy_key_of_the_override_beats_a_dotted_key_of_the_template() -> None:
    held = resolve(
        Role.DOCTOR,
        Plan.PRO,
        template={"reports.stats": True, "reports.revenue": True},
        overrides={"view_reports": False},
    )
    assert not {P.REPORTS_STATS, P.REPORTS_REVENUE} & set(held)


def test_a_legacy_key_set_to_false_takes_its_whole_list_and_the_floor_puts_its_part_back() -> None:
    lost = set(resolve(Role.DOCTOR, Plan.PRO)) - set(
        resolve(Role.DOCTOR, Plan.PRO, overrides={"view_clinical_records": False})
    )
    floor = {P.CLINICAL_NOTES_VIEW, P.CLINICAL_PRESCRIPTIONS_VIEW, P.CLINICAL_PROCEDURES_VIEW}
    floor |= {P.CLINICAL_PATIENT_FILES_VIEW}
    assert lost == set(LEGACY["view_clinical_records"]) - floor - {P.CLINICAL_IPD_VIEW}
    answer = explain(Role.DOCTOR, Plan.PRO, P.CLINICAL_NOTES_VIEW, overrides={"view_clinical_records": False})
    assert (answer.scope, answer.layer) == (Scope.ALL, Layer.FLOOR)


def test_view_clinical_records_does_not_give_a_receptionist_the_notes() -> None:
    before = resolve(Role.RECEPTIONIST, Plan.PRO_PLUS)
    held = resolve(Role.RECEPTIONIST, Plan.PRO_PLUS, template={"view_clinical_records": True})
    assert set(held) - set(before) == {
        P.CLINICAL_DENTAL_CHART_VIEW,
        P.CLINICAL_VITAL_SIGNS_VIEW,
        P.CLINICAL_MEDICATIONS_VIEW,
        P.CLINICAL_PROCEDURES_VIEW,
        P.CLINICAL_IPD_VIEW,
    }


def test_edit_clinical_records_gives_a_receptionist_neither_charting_nor_prescribing_nor_approval() -> None:
    before = resolve(Role.RECEPTIONIST, Plan.PRO)
    held = resolve(Role.RECEPTIONIST, Plan.PRO, overrides={"edit_clinical_records": True})
    assert set(held) - set(before) == {
        P.CLINICAL_TREATMENT_PLANS_CREATE,
        P.CLINICAL_TREATMENT_PLANS_EDIT,
        P.CLINICAL_MEDICATIONS_CREATE,
        P.CLINICAL_PROCEDURES_CREATE,
        P.CLINICAL_PROCEDURES_EDIT,
        P.CLINICAL_PATIENT_FILES_EDIT,
    }


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.DOCTOR])
def test_manage_inventory_gives_pro_plus_keys_on_pro_plus_alone(role: Role) -> None:
    gated = {P.INVENTORY_CREATE, P.INVENTORY_EDIT, P.INVENTORY_MANAGE_SUPPLIERS}
    store = {"manage_inventory": True}
    on_pro, on_plus = (resolve(role, plan, overrides=store) for plan in (Plan.PRO, Plan.PRO_PLUS))
    assert set(LEGACY["manage_inventory"]) - set(on_pro) == gated
    assert gated <= on_pro.upgrades
    assert set(LEGACY["manage_inventory"]) <= set(on_plus)


def test_what_a_legacy_key_cannot_give_on_pro_its_own_name_can() -> None:
    store = {"manage_inventory": True, "inventory.create": True}
    held = resolve(Role.RECEPTIONIST, Plan.PRO, overrides=store)
    assert P.INVENTORY_CREATE in held
    assert P.INVENTORY_EDIT not in held
    lifted = resolve(Role.DOCTOR, Plan.PRO, template={"reports.financial": True}, overrides={"view_reports": True})
    assert P.REPORTS_FINANCIAL in lifted
    assert P.REPORTS_REVENUE not in lifted


def test_a_legacy_key_restores_what_the_plan_gives_the_role() -> None:
    held = resolve(Role.MANAGER, Plan.PRO, template={"reports.financial": False}, overrides={"view_reports": True})
    assert P.REPORTS_FINANCIAL in held


@pytest.mark.parametrize("value", [None, 1, 0, "true", "yes", "", [], {}, 1.0, "ALL"])
def test_an_unreadable_value_is_as_good_as_unsaid(value: object) -> None:
    assert not is_value(value)
    store = {"patients.export": value, "view_reports": value, "patients.delete": value}
    assert resolve(Role.DOCTOR, Plan.PRO, overrides=store) == resolve(Role.DOCTOR, Plan.PRO)


def test_unknown_names_are_ignored() -> None:
    store = {"patients.burn": True, "view_everything": True, "*": True, "clinical.*": True, "": True}
    assert resolve(Role.DOCTOR, Plan.PRO, template=store, overrides=store) == resolve(Role.DOCTOR, Plan.PRO)
