"""From a role and a plan to the keys somebody holds, and why.

Layers, each over the one before: what the plan gives the role → the clinic's template for the role → the personal
override → the floor, which gives back what cannot be taken → the ceiling, which cuts what can never be held.
Templates and overrides pass admins and superadmins by; a template passes patients by.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from permissions import ceilings, floors, grid
from permissions.grants import Grants
from permissions.keys import Permission
from permissions.legacy import Said, said
from permissions.plans import PLAN_OF_TIER, Plan
from permissions.roles import OVERRIDE_ROLES, TEMPLATE_ROLES, Role, Scope

Store = Mapping[str, Any]


class Layer(StrEnum):
    """Where a right comes from or is lost."""

    ROLE = "role"
    PLAN = "plan"
    TEMPLATE = "template"
    OVERRIDE = "override"
    FLOOR = "floor"
    CEILING = "ceiling"


@dataclass(frozen=True, slots=True)
class Step:
    """What is held after a layer has spoken, and what it said."""

    layer: Layer
    scope: Scope | None
    note: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why somebody holds a key, or not: the layer that decided and every step on the way, in order."""

    permission: Permission
    scope: Scope | None
    layer: Layer
    steps: tuple[Step, ...]


class _Decision(NamedTuple):
    """One key on its way through the layers; `gated` when legacy keys cannot give it (see `_gated`)."""

    plan: Scope | None
    words: tuple[tuple[Layer, Said], ...]
    gated: bool
    floored: bool
    limit: ceilings.Limit
    scope: Scope | None


def _rank(scope: Scope | None) -> int:
    return scope or 0


def _gated(given: Scope | None, plan: Plan, permission: Permission) -> bool:
    """Whether a flat key is too coarse to give this key on this plan.

    A key that is Pro+ for somebody (`inventory.create`: admins stock a Pro clinic, receptionists from Pro+) can be
    lifted on Pro only by its own name. Old data that says `manage_inventory` gives Pro+ keys on Pro+ alone.
    """
    return given is None and grid.highest_tier(permission) > plan.tier


def _words(
    role: Role, permission: Permission, template: Store | None, overrides: Store | None
) -> tuple[tuple[Layer, Said], ...]:
    by_template = said(template, permission) if role in TEMPLATE_ROLES else ()
    by_override = said(overrides, permission) if role in OVERRIDE_ROLES else ()
    return (*((Layer.TEMPLATE, word) for word in by_template), *((Layer.OVERRIDE, word) for word in by_override))


def _decide(
    role: Role, plan: Plan, permission: Permission, template: Store | None, overrides: Store | None
) -> _Decision:
    scope = given = grid.default(role, plan, permission)
    words = _words(role, permission, template, overrides)
    gated = bool(words) and _gated(given, plan, permission)
    for _, word in words:
        if not _passed_over(word, gated):
            scope = word.scope
    floored = permission in floors.floor(role) and _rank(scope) < _rank(given)
    if floored:
        scope = given
    limit = ceilings.limit(role, plan, permission)
    if _rank(scope) > _rank(limit.scope):
        scope = limit.scope
    return _Decision(given, words, gated, floored, limit, scope)


def _passed_over(word: Said, gated: bool) -> bool:
    return gated and word.legacy and word.scope is not None


_EVERYTHING = Grants(dict.fromkeys(Permission, Scope.ALL))
_plain: dict[tuple[Role, int], Grants] = {}
grid.on_change(_plain.clear)


def resolve(role: Role, plan: Plan, *, template: Store | None = None, overrides: Store | None = None) -> Grants:
    """What a member of a clinic holds.

    Stores map dotted or legacy keys to true, false, "own" or "all"; what they name and nobody knows is ignored. A
    superadmin holds every key everywhere (`Actor` drops them outside a named clinic). Without stores the answer is
    the same object every time.
    """
    if role is Role.SUPERADMIN:
        return _EVERYTHING
    if template or overrides:
        return _resolve(role, plan, template, overrides)
    cached = _plain.get((role, plan.tier))
    if cached is None:
        cached = _plain[role, plan.tier] = _resolve(role, plan, None, None)
    return cached


def _resolve(role: Role, plan: Plan, template: Store | None, overrides: Store | None) -> Grants:
    held = _held(role, plan, Permission, template, overrides)
    if plan.tier == 2:
        return Grants(held)
    rest = [p for p in Permission if p not in held]
    return Grants(held, upgrades=_held(role, Plan.PRO_PLUS, rest, template, overrides))


def _held(
    role: Role, plan: Plan, among: Iterable[Permission], template: Store | None, overrides: Store | None
) -> dict[Permission, Scope]:
    decided = ((p, _decide(role, plan, p, template, overrides).scope) for p in among)
    return {p: scope for p, scope in decided if scope is not None}


def api_key_grants(plan: Plan, given: Iterable[str]) -> Grants:
    """What an API key holds: the keys it was made with and no more, each only while the plan carries it.

    Unknown names are ignored; `given` are dotted keys, never legacy ones.
    """
    names = frozenset(given)
    return resolve(Role.ADMIN, plan).only(p for p in Permission if p in names)


def explain(
    role: Role, plan: Plan, permission: Permission, *, template: Store | None = None, overrides: Store | None = None
) -> Explanation:
    """Why a member of a clinic holds a key, or not; agrees with `resolve` on every key.

    The deciding layer is the last that spoke about the key; floor and ceiling only where they changed something.
    """
    if role is Role.SUPERADMIN:
        note = "a superadmin passes every check inside a named clinic"
        return Explanation(permission, Scope.ALL, Layer.ROLE, (Step(Layer.ROLE, Scope.ALL, note),))
    decision = _decide(role, plan, permission, template, overrides)
    steps = [Step(Layer.PLAN, decision.plan, _plan_note(role, plan, permission)), *_word_steps(decision, plan)]
    if decision.floored:
        steps.append(Step(Layer.FLOOR, decision.plan, f"part of the {role}'s floor: it cannot be taken away"))
    if steps[-1].scope != decision.scope:
        steps.append(Step(Layer.CEILING, decision.scope, decision.limit.why))
    layer = steps[-1].layer
    steps += _ignored_steps(role, decision.scope, template, overrides)
    return Explanation(permission, decision.scope, layer, tuple(steps))


def _word_steps(decision: _Decision, plan: Plan) -> list[Step]:
    steps: list[Step] = []
    scope = decision.plan
    beaten: Layer | None = None
    for layer, word in decision.words:
        steps.append(Step(layer, word.scope, _word_note(word, beats=beaten is layer)))
        beaten = layer
        if scope != word.scope and _passed_over(word, decision.gated):
            why = f"a legacy key gives it from {PLAN_OF_TIER[2]} only; the clinic has {plan}"
            steps.append(Step(Layer.CEILING, scope, why))
        else:
            scope = word.scope
    return steps


def _word_note(word: Said, *, beats: bool) -> str:
    value = _SPELT[word.scope]
    if word.legacy:
        return f"legacy {word.name}: {value}, which includes this key"
    return f"{word.name}: {value}" + ("; a dotted key beats a legacy one" if beats else "")


def _plan_note(role: Role, plan: Plan, permission: Permission) -> str:
    cell = grid.line(permission).cells[role]
    if cell is grid.Cell.NEVER:
        return f"no plan gives it to {role.phrase}"
    if cell is grid.Cell.OWN:
        return "patients hold it for own records"
    return f"{role.phrase} holds it from {cell}; the clinic has {plan}"


_SPELT: dict[Scope | None, str] = {None: "false", Scope.OWN: '"own"', Scope.ALL: "true"}


def _ignored_steps(role: Role, scope: Scope | None, template: Store | None, overrides: Store | None) -> list[Step]:
    ignored = []
    if template and role not in TEMPLATE_ROLES:
        ignored.append("templates")
    if overrides and role not in OVERRIDE_ROLES:
        ignored.append("overrides")
    return [Step(Layer.ROLE, scope, f"{' and '.join(ignored)} do not touch {role.phrase}")] if ignored else []
