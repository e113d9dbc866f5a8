"""What can never be granted, whatever a template, an override or a legacy key says.

The rules, and what keeps each:
- the table below: a role never holds these keys (`NEVER`);
- a patient holds only keys whose patient cell is `own`, and never wider than own rows;
- nothing above the clinic's plan: a key's limit is the lowest plan at which any role has it;
- what only the platform may do is no key, and a role guard looks at the membership's role: there is nothing a store
  could name to stand in for either (`Guard` asks `Actor.platform` and `Actor.role`, never the grants).
"""

from __future__ import annotations

from typing import NamedTuple

from permissions import grid
from permissions.keys import Permission
from permissions.plans import PLAN_OF_TIER, Plan
from permissions.roles import Role, Scope


class Limit(NamedTuple):
    """The widest scope a key can reach, and why no wider; None means never."""

    scope: Scope | None
    why: str


class Rule(NamedTuple):
    """One line of the table; a pattern is a key or a prefix with `.*`."""

    roles: tuple[Role, ...]
    pattern: str
    why: str


_BELOW_ADMIN = (Role.MANAGER, Role.DOCTOR, Role.RECEPTIONIST)
_CHART = "no chart write access: clinical integrity stays with the treating clinician"

RULES: tuple[Rule, ...] = (
    Rule((Role.RECEPTIONIST,), "clinical.notes.*", "receptionists intentionally cannot read or write clinical notes"),
    Rule((Role.RECEPTIONIST,), "ai.clinical_assist", "its output is the text of a clinical note"),
    Rule((Role.RECEPTIONIST,), "ai.patient_brief", "its output is drawn from clinical notes"),
    Rule((Role.RECEPTIONIST,), "clinical.prescriptions.create", "prescribing needs a clinician"),
    Rule((Role.RECEPTIONIST,), "clinical.prescriptions.edit", "amending a prescription is prescribing"),
    Rule((Role.RECEPTIONIST,), "clinical.prescriptions.delete", "voiding a prescription is a clinician's act"),
    Rule((Role.RECEPTIONIST,), "clinical.dental_chart.create", _CHART),
    Rule((Role.RECEPTIONIST,), "clinical.dental_chart.edit", _CHART),
    Rule((Role.RECEPTIONIST,), "clinical.dental_chart.initialize", _CHART),
    Rule((Role.RECEPTIONIST,), "clinical.treatment_plans.approve", "a doctor approves a plan"),
    Rule((Role.MANAGER,), "clinical.prescriptions.create", "a manager need not be a clinician"),
    Rule((Role.MANAGER,), "clinical.prescriptions.edit", "amending a prescription is prescribing"),
    Rule((Role.MANAGER,), "clinical.treatment_plans.approve", "a doctor approves a plan"),
    Rule(_BELOW_ADMIN, "settings.staff.manage_permissions", "who hands out rights could hand them all out"),
    Rule(_BELOW_ADMIN, "settings.modules.manage", "it changes what the clinic buys"),
    Rule(_BELOW_ADMIN, "billing.payroll.run", "it pays the one who would run it"),
)


def expand(pattern: str) -> tuple[Permission, ...]:
    """The keys a pattern names, in order; GridError when it names none, so that a misspelling cannot open anything."""
    if pattern.endswith(".*"):
        named = tuple(p for p in Permission if p.startswith(pattern[:-1]))
    else:
        named = tuple(p for p in Permission if p == pattern)
    if not named:
        raise grid.GridError(f"the ceiling {pattern} names no key")
    return named


def _compile() -> dict[tuple[Role, Permission], str]:
    never: dict[tuple[Role, Permission], str] = {}
    for rule in RULES:
        for role in rule.roles:
            for permission in expand(rule.pattern):
                if grid.line(permission).cells[role].tier is not None:
                    raise grid.GridError(f"the grid grants the {role} {permission}, which a ceiling forbids")
                never[role, permission] = rule.why
    return never


#: (role, key) → why the role never holds it. A grid cell of such a pair is inert: flipping it changes nothing.
NEVER: dict[tuple[Role, Permission], str] = _compile()

_UNLIMITED = Limit(Scope.ALL, "")
_OWN_ROWS = Limit(Scope.OWN, "a patient reaches own records only")
_NOT_FOR_PATIENTS = Limit(None, "no key for patients")


def limit(role: Role, plan: Plan, permission: Permission) -> Limit:
    """How far `role` could ever hold the key in a clinic of that plan. A superadmin knows no limit."""
    if role is Role.SUPERADMIN:
        return _UNLIMITED
    why = NEVER.get((role, permission))
    if why is not None:
        return Limit(None, why)
    if role is Role.PATIENT and grid.line(permission).cells[role] is not grid.Cell.OWN:
        return _NOT_FOR_PATIENTS
    lowest = grid.lowest_tier(permission)
    if lowest is None:
        return Limit(None, "no plan grants it to anybody")
    if lowest > plan.tier:
        return Limit(None, f"nobody holds it below {PLAN_OF_TIER[lowest]}; the clinic has {plan}")
    return _OWN_ROWS if role is Role.PATIENT else _UNLIMITED


def attainable(plan: Plan) -> tuple[Permission, ...]:
    """The keys that some role of a clinic can hold on that plan, in the grid's order."""
    tiers = ((permission, grid.lowest_tier(permission)) for permission in Permission)
    return tuple(permission for permission, tier in tiers if tier is not None and tier <= plan.tier)
