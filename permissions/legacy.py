"""What stores say: dotted keys, and the twelve flat keys of older clients, expanded unseen by the letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from permissions.keys import Permission
from permissions.roles import Scope

P = Permission

#: Flat key → the keys it stands for. The lists are disjoint, so a key has at most one legacy name.
LEGACY: dict[str, tuple[Permission, ...]] = {
    "view_appointments": (P.APPOINTMENTS_VIEW, P.APPOINTMENTS_VIEW_DETAIL),
    "edit_appointments": (
        P.APPOINTMENTS_CREATE,
        P.APPOINTMENTS_EDIT,
        P.APPOINTMENTS_DELETE,
        P.APPOINTMENTS_CHANGE_STATUS,
        P.APPOINTMENTS_SEND_SUMMARY,
    ),
    "view_patients": (P.PATIENTS_VIEW, P.PATIENTS_VIEW_DETAIL),
    "edit_patients": (P.PATIENTS_CREATE, P.PATIENTS_EDIT, P.PATIENTS_DELETE, P.PATIENTS_INVITE_PORTAL),
    "view_billing": (
        P.BILLING_INVOICES_VIEW,
        P.BILLING_INVOICES_VIEW_DETAIL,
        P.BILLING_RECEIPTS_VIEW,
        P.BILLING_PAYMENTS_VIEW,
        P.BILLING_QUOTATIONS_VIEW,
        P.BILLING_INSTALLMENTS_VIEW,
    ),
    "process_payments": (
        P.BILLING_PAYMENTS_RECORD,
        P.BILLING_RECEIPTS_CREATE,
        P.BILLING_RECEIPTS_SEND,
        P.BILLING_INVOICES_CREATE,
        P.BILLING_INVOICES_EDIT,
        P.BILLING_INVOICES_SEND,
    ),
    "view_reports": (P.REPORTS_FINANCIAL, P.REPORTS_STATS, P.REPORTS_REVENUE),
    "view_clinical_records": (
        P.CLINICAL_DENTAL_CHART_VIEW,
        P.CLINICAL_NOTES_VIEW,
        P.CLINICAL_TREATMENT_PLANS_VIEW,
        P.CLINICAL_VITAL_SIGNS_VIEW,
        P.CLINICAL_CONSENT_VIEW,
        P.CLINICAL_PRESCRIPTIONS_VIEW,
        P.CLINICAL_MEDICATIONS_VIEW,
        P.CLINICAL_PROCEDURES_VIEW,
        P.CLINICAL_PATIENT_FILES_VIEW,
        P.CLINICAL_RECALLS_VIEW,
        P.CLINICAL_IPD_VIEW,
    ),
    "edit_clinical_records": (
        P.CLINICAL_DENTAL_CHART_CREATE,
        P.CLINICAL_NOTES_CREATE,
        P.CLINICAL_TREATMENT_PLANS_CREATE,
        P.CLINICAL_PRESCRIPTIONS_CREATE,
        P.CLINICAL_MEDICATIONS_CREATE,
        P.CLINICAL_PROCEDURES_CREATE,
        P.CLINICAL_RECALLS_CREATE,
        P.CLINICAL_DENTAL_CHART_EDIT,
        P.CLINICAL_NOTES_EDIT,
        P.CLINICAL_TREATMENT_PLANS_EDIT,
        P.CLINICAL_PRESCRIPTIONS_EDIT,
        P.CLINICAL_PROCEDURES_EDIT,
        P.CLINICAL_PATIENT_FILES_EDIT,
        P.CLINICAL_RECALLS_EDIT,
        P.CLINICAL_IPD_EDIT,
        P.CLINICAL_TREATMENT_PLANS_APPROVE,
    ),
    "manage_inventory": (
        P.INVENTORY_VIEW,
        P.INVENTORY_CREATE,
        P.INVENTORY_EDIT,
        P.INVENTORY_ADJUST_STOCK,
        P.INVENTORY_VIEW_ALERTS,
        P.INVENTORY_MANAGE_SUPPLIERS,
    ),
    "send_messages": (
        P.COMMS_MESSAGES_VIEW,
        P.COMMS_MESSAGES_SEND_PATIENT,
        P.COMMS_MESSAGES_SEND_STAFF,
        P.COMMS_MESSAGES_MARK_READ,
    ),
    "manage_lab_cases": (
        P.LAB_CASES_VIEW,
        P.LAB_CASES_CREATE,
        P.LAB_CASES_UPDATE_STATUS,
        P.LAB_SERVICES_VIEW,
        P.LAB_LABORATORIES_VIEW,
    ),
}

#: Key → the flat key whose list it is in.
LEGACY_OF: dict[Permission, str] = {p: name for name, keys in LEGACY.items() for p in keys}

if len(LEGACY_OF) != sum(map(len, LEGACY.values())):
    raise ValueError("a key is in the lists of two legacy keys: which of them would win is nowhere said")


class Said(NamedTuple):
    """What a store says about one key: under which name, and the scope it gives (None takes away)."""

    name: str
    scope: Scope | None

    @property
    def legacy(self) -> bool:
        """Whether it was said by a flat key that stands for a list."""
        return self.name in LEGACY


def is_value(value: Any) -> bool:
    """Whether a store may hold the value: true, false, "own" or "all"."""
    return value is True or value is False or (isinstance(value, str) and value in ("own", "all"))


def scope_of(value: Any) -> Scope | None:
    """What a valid value gives: true and "all" the whole clinic, "own" own rows, false nothing."""
    if value is True or value == "all":
        return Scope.ALL
    return Scope.OWN if value == "own" else None


def said(store: Mapping[str, Any] | None, permission: Permission) -> tuple[Said, ...]:
    """What a store says about a key, weakest first: the last word counts, so a dotted key beats a legacy one.

    Unknown names and unreadable values are as good as unsaid: a store is old data and must never widen by accident.
    """
    if not store:
        return ()
    name = LEGACY_OF.get(permission)
    names = (permission.value,) if name is None else (name, permission.value)
    return tuple(Said(n, scope_of(store[n])) for n in names if n in store and is_value(store[n]))


def expand(store: Mapping[str, Any]) -> dict[str, Any]:
    """What a store says by the letter, in dotted keys only; expanding twice changes nothing.

    For showing, not for storing: a dotted key can lift further than the legacy key it came from (`resolution`).
    """
    values: dict[Scope | None, Any] = {Scope.ALL: True, Scope.OWN: "own", None: False}
    heard = {p.value: said(store, p) for p in Permission}
    return {name: values[words[-1].scope] for name, words in heard.items() if words}
