"""What may be written into a template or an override. Reading is lenient (old data), writing is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from permissions import ceilings, floors, grid
from permissions.actor import Actor
from permissions.keys import Permission
from permissions.legacy import LEGACY, is_value, scope_of
from permissions.plans import Plan
from permissions.resolution import Layer
from permissions.roles import OVERRIDE_ROLES, TEMPLATE_ROLES, Role, Scope, may_administer

#: The key under which a problem with the store as a whole is reported.
WHOLE = "*"

Problems = list[tuple[str, str]]

_KNOWN = frozenset(Permission)


def check_store(
    role: Role,
    plan: Plan,
    store: Mapping[str, Any],
    granter: Actor | None = None,
    *,
    layer: Layer = Layer.OVERRIDE,
) -> Problems:
    """What is wrong with a template (`layer=TEMPLATE`) or override for a `role`: (key, message), empty when nothing.

    Refused: unknown names and values, a key the role can never hold, taking a floor away, granting further than the
    granter holds, and any store for a role that takes none (key `*`). A legacy key may name more than the role can
    hold: it expands by the letter and the ceilings cut it. Without a granter (an import, a migration) only the store
    is judged. That nobody writes an own store is the caller's to check: only the caller knows whose it is.
    """
    takes = TEMPLATE_ROLES if layer is Layer.TEMPLATE else OVERRIDE_ROLES
    if role not in takes:
        return [(WHOLE, f"a {layer} never touches {role.phrase}")]
    if granter is not None and not may_administer(granter.role, role):
        return [(WHOLE, f"only those above {role.phrase} change what {role.phrase} holds")]
    problems: Problems = []
    for name, value in store.items():
        message = _problem(role, plan, name, value, granter)
        if message is not None:
            problems.append((name, message))
    return problems


def _problem(role: Role, plan: Plan, name: str, value: Any, granter: Actor | None) -> str | None:
    legacy = LEGACY.get(name)
    if legacy is None and name not in _KNOWN:
        return "no such permission"
    if not is_value(value):
        return 'must be true, false, "own" or "all"'
    keys = legacy or (Permission(name),)
    message = _against_rules(role, plan, keys[0], value) if legacy is None else None
    return message or (_beyond_granter(role, plan, keys, scope_of(value), granter) if granter is not None else None)


def _against_rules(role: Role, plan: Plan, permission: Permission, value: Any) -> str | None:
    given = scope_of(value)
    limit = ceilings.limit(role, plan, permission)
    # `true` means "held", as far as the role can hold it: only an explicit "all" claims more than own rows.
    if given is not None and (limit.scope is None or (value == "all" and limit.scope < given)):
        return f"{role.phrase} cannot hold it: {limit.why}"
    granted = grid.default(role, plan, permission)
    if permission in floors.floor(role) and granted is not None and (given is None or given < granted):
        return f"part of the {role}'s floor: it cannot be taken away"
    return None


def _beyond_granter(
    role: Role, plan: Plan, keys: tuple[Permission, ...], given: Scope | None, granter: Actor
) -> str | None:
    # A superadmin holds every key, but inside a named clinic only; the platform door grants from outside.
    if given is None or granter.role is Role.SUPERADMIN:
        return None
    for permission in keys:
        limit = ceilings.limit(role, plan, permission).scope
        if limit is not None and not granter.grants.covers(permission, min(given, limit)):
            return f"one grants only what one holds: {permission}"
    return None
