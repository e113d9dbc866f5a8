"""What a clinic pays for: plans gate keys, modules gate whole areas."""

from __future__ import annotations

from enum import StrEnum


class Module(StrEnum):
    """An area that can be off. Off is answered before any key is looked at, for admins too."""

    AI_INSIGHTS = "ai_insights"
    BRIDGE = "bridge"
    INSURANCE = "insurance"
    IPD = "ipd"
    LAB = "lab"
    LEAD_INBOX = "lead_inbox"
    MOBILE = "mobile"
    WHATSAPP = "whatsapp"


class Plan(StrEnum):
    """A clinic's plan. For rights there are only two tiers: a trial is Pro, Enterprise is Pro+."""

    PRO = "pro"
    PRO_PLUS = "pro_plus"
    ENTERPRISE = "enterprise"
    PRO_TRIAL = "pro_trial"

    @property
    def tier(self) -> int:
        """1 for Pro and its trial, 2 for Pro+ and Enterprise."""
        return 1 if self in (Plan.PRO, Plan.PRO_TRIAL) else 2


#: What a clinic can buy, cheapest first; a trial is given by the platform.
PUBLISHED_PLANS: tuple[Plan, ...] = (Plan.PRO, Plan.PRO_PLUS, Plan.ENTERPRISE)

#: The cheapest plan of each tier: what PLAN_REQUIRED names.
PLAN_OF_TIER: dict[int, Plan] = {1: Plan.PRO, 2: Plan.PRO_PLUS}

_TIER_1 = frozenset({Module.MOBILE, Module.LAB, Module.LEAD_INBOX, Module.AI_INSIGHTS})
_TIER_2 = _TIER_1 | {Module.BRIDGE, Module.INSURANCE, Module.IPD}


def default_modules(plan: Plan) -> frozenset[Module]:
    """The modules a plan switches on by itself.

    ai_insights comes with Pro because some AI keys do. WhatsApp is a paid add-on with the clinic's own
    number, so no plan carries it.
    """
    return _TIER_1 if plan.tier == 1 else _TIER_2
