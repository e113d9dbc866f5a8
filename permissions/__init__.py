"""Who may do what: data and pure functions. Imports nothing of the project."""

from __future__ import annotations

from permissions.actor import (
    ANONYMOUS,
    NO_IDS,
    Actor,
    ActorKind,
    Own,
    OwnIds,
    SessionKind,
    Shape,
)
from permissions.ceilings import attainable
from permissions.grants import NOTHING, Grants
from permissions.guards import (
    Alternative,
    Door,
    Guard,
    Verdict,
    all_of,
    any_of,
    challenge,
    key,
    parse,
    platform,
    public,
    role,
    session,
    signature,
    token,
)
from permissions.keys import Permission
from permissions.legacy import LEGACY
from permissions.plans import PUBLISHED_PLANS, Module, Plan, default_modules
from permissions.resolution import Explanation, Layer, Step, api_key_grants, explain, resolve
from permissions.roles import (
    CLINIC_ROLES,
    STAFF_ROLES,
    TEMPLATE_ROLES,
    Role,
    Scope,
    may_administer,
    may_assign_role,
)
from permissions.stores import check_store

__all__ = [
    "ANONYMOUS",
    "CLINIC_ROLES",
    "LEGACY",
    "NOTHING",
    "NO_IDS",
    "PUBLISHED_PLANS",
    "STAFF_ROLES",
    "TEMPLATE_ROLES",
    "Actor",
    "ActorKind",
    "Alternative",
    "Door",
    "Explanation",
    "Grants",
    "Guard",
    "Layer",
    "Module",
    "Own",
    "OwnIds",
    "Permission",
    "Plan",
    "Role",
    "Scope",
    "SessionKind",
    "Shape",
    "Step",
    "Verdict",
    "all_of",
    "any_of",
    "api_key_grants",
    "attainable",
    "challenge",
    "check_store",
    "default_modules",
    "explain",
    "key",
    "may_administer",
    "may_assign_role",
    "parse",
    "platform",
    "public",
    "resolve",
    "role",
    "session",
    "signature",
    "token",
]
