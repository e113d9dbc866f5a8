"""The algebra of guards: who may pass, decided from the actor alone.

A guard is a list of alternatives, any of which is enough; an alternative asks for all of its parts. Guards are
values: declared once per operation, printed as a directive, compared with the endpoint list, and asked on every
request, so the way through costs a dictionary look-up per key and allocates nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, TypeVar

from permissions.actor import Actor, ActorKind
from permissions.keys import Permission
from permissions.plans import PLAN_OF_TIER, Module, Plan
from permissions.roles import Role, Scope

T = TypeVar("T")

#: What alone keeps a superadmin from the platform door.
Proof = Literal["SECOND_FACTOR_REQUIRED", "REASON_REQUIRED"]
RefusalCode = Literal["UNAUTHENTICATED", "FORBIDDEN", "PLAN_REQUIRED", "MODULE_DISABLED"]


class Door(StrEnum):
    """Ways in that name no key. Only SESSION and PLATFORM are decided here; behind the others the operation
    itself verifies the secret (a link's token, a sign-in challenge, a provider's signature)."""

    PUBLIC = "public"
    SESSION = "session"
    CHALLENGE = "challenge"
    TOKEN = "token"
    SIGNATURE = "signature"
    PLATFORM = "platform"


#: Doors that a guard opens to anybody, because the proof is not in the actor.
OPEN_DOORS: frozenset[Door] = frozenset({Door.PUBLIC, Door.CHALLENGE, Door.TOKEN, Door.SIGNATURE})

_FROM_TOKEN = frozenset({ActorKind.SHARE_LINK, ActorKind.EXTERNAL_LAB})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a guard. `scope` is set when allowed, the rest when refused.

    `missing` are the keys that would have helped, `plan` the cheapest plan that would do (PLAN_REQUIRED),
    `module` the first one that is off (MODULE_DISABLED), `proof` what a superadmin has not shown yet.
    """

    allowed: bool
    scope: Scope | None = None
    code: RefusalCode | None = None
    missing: tuple[Permission, ...] = ()
    plan: Plan | None = None
    module: Module | None = None
    proof: Proof | None = None


ALLOWED_ALL = Verdict(True, Scope.ALL)
ALLOWED_OWN = Verdict(True, Scope.OWN)
_UNAUTHENTICATED = Verdict(False, code="UNAUTHENTICATED")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to pass: every permission AND one of the roles AND every module AND the door."""

    permissions: tuple[Permission, ...] = ()
    roles: tuple[Role, ...] = ()
    modules: tuple[Module, ...] = ()
    door: Door | None = None
    _modules: frozenset[Module] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not (self.permissions or self.roles or self.door):
            raise ValueError("an alternative that asks for nothing would let anybody in: say public()")
        if Role.SUPERADMIN in self.roles:
            raise ValueError("no role guard for superadmins: say platform()")
        object.__setattr__(self, "_modules", frozenset(self.modules))

    def scope(self, actor: Actor) -> Scope | None:
        """How far the actor passes, or None."""
        if self.modules and self.module_off(actor) is not None:
            return None
        if (self.roles or self.door) and not self.admits(actor):
            return None
        held = actor.grants
        widest = Scope.ALL
        for permission in self.permissions:
            scope = held.scope(permission)
            if scope is None:
                return None
            if scope is Scope.OWN:
                widest = scope
        return widest

    def module_off(self, actor: Actor) -> Module | None:
        """The first module that is off for the actor's clinic, or None.

        Behind a bare open door the clinic is the token's or the link's, not the visitor's: unless the actor was made
        from that token, the operation asks for the module once it knows the clinic.
        """
        if self._modules <= actor.modules:
            return None
        bare = self.door in OPEN_DOORS and not (self.permissions or self.roles)
        if bare and actor.kind not in _FROM_TOKEN:
            return None
        return next(m for m in self.modules if m not in actor.modules)

    def admits(self, actor: Actor) -> bool:
        """Whether role and door let the actor through, keys and modules aside."""
        if self.roles and not actor.acts_as(self.roles):
            return False
        if self.door is Door.SESSION:
            return actor.is_user
        return self.door is not Door.PLATFORM or actor.platform

    def missing(self, actor: Actor) -> tuple[Permission, ...]:
        """The keys of this alternative that the actor does not hold."""
        return tuple(p for p in self.permissions if actor.grants.scope(p) is None)

    def joined(self, other: Alternative) -> Alternative:
        """Both at once. ValueError when nobody could pass both (two doors, no common role)."""
        if self.door and other.door and self.door is not other.door:
            raise ValueError(f"no one passes two doors: {self.door} and {other.door}")
        roles = self.roles or other.roles
        if self.roles and other.roles:
            roles = tuple(r for r in self.roles if r in other.roles)
            if not roles:
                raise ValueError("no role passes both guards")
        return Alternative(
            permissions=_merged(self.permissions, other.permissions),
            roles=roles,
            modules=_merged(self.modules, other.modules),
            door=self.door or other.door,
        )


@dataclass(frozen=True, slots=True)
class Guard:
    """Alternatives, any of which is enough, each once. Compose with `&`, `|` and `.needs(...)`; order is kept for
    printing."""

    alternatives: tuple[Alternative, ...]
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.alternatives:
            raise ValueError("a guard without alternatives would refuse everybody")
        once: dict[tuple[object, ...], Alternative] = {}
        for alternative in self.alternatives:
            once.setdefault(_unordered(alternative), alternative)
        object.__setattr__(self, "alternatives", tuple(once.values()))
        object.__setattr__(self, "_hash", hash(self.alternatives))

    def __hash__(self) -> int:
        return self._hash

    def verdict(self, actor: Actor) -> Verdict:
        """Whether the actor passes and how far: ALL when one alternative passes in full, else OWN."""
        known: Verdict | None = actor.memo.get(self)
        if known is None:
            known = actor.memo[self] = self._verdict(actor)
        return known

    def _verdict(self, actor: Actor) -> Verdict:
        own = False
        for alternative in self.alternatives:
            scope = alternative.scope(actor)
            if scope is Scope.ALL:
                return ALLOWED_ALL
            if scope is Scope.OWN:
                own = True
        return ALLOWED_OWN if own else self._refusal(actor)

    def _refusal(self, actor: Actor) -> Verdict:
        """The one code for several refused alternatives: sign in, then switch on, then buy, then no."""
        if not actor.authenticated:
            return _UNAUTHENTICATED
        open_ones = [a for a in self.alternatives if a.module_off(actor) is None]
        if not open_ones:
            module = self.alternatives[0].module_off(actor)
            return Verdict(False, code="MODULE_DISABLED", module=module)
        missing: tuple[Permission, ...] = ()
        for alternative in open_ones:
            lacking = alternative.missing(actor)
            missing = _merged(missing, lacking)
            by_plan = actor.role is not Role.PATIENT and bool(lacking) and actor.grants.upgrades.issuperset(lacking)
            if by_plan and alternative.admits(actor):
                return Verdict(False, code="PLAN_REQUIRED", missing=lacking, plan=PLAN_OF_TIER[2])
        return Verdict(False, code="FORBIDDEN", missing=missing, proof=self._proof(actor))

    def _proof(self, actor: Actor) -> Proof | None:
        own_name = actor.kind is ActorKind.USER and actor.impersonator_id is None
        if actor.role is not Role.SUPERADMIN or not own_name or actor.platform:
            return None
        if all(alternative.door is not Door.PLATFORM for alternative in self.alternatives):
            return None
        return "REASON_REQUIRED" if actor.second_factor else "SECOND_FACTOR_REQUIRED"

    def needs(self, *modules: Module) -> Guard:
        """The same guard, asking for these modules too."""
        return Guard(
            tuple(Alternative(a.permissions, a.roles, _merged(a.modules, modules), a.door) for a in self.alternatives)
        )

    def __and__(self, other: Guard) -> Guard:
        return Guard(tuple(a.joined(b) for a in self.alternatives for b in other.alternatives))

    def __or__(self, other: Guard) -> Guard:
        return Guard((*self.alternatives, *other.alternatives))

    def __iter__(self) -> Iterator[Alternative]:
        return iter(self.alternatives)

    @property
    def permissions(self) -> frozenset[Permission]:
        """Every key the guard names."""
        return frozenset(p for a in self.alternatives for p in a.permissions)

    @property
    def modules(self) -> tuple[Module, ...]:
        """The modules that every alternative asks for, in the order declared."""
        first, *rest = self.alternatives
        return tuple(m for m in first.modules if all(m in a.modules for a in rest))

    def equivalent(self, other: Guard) -> bool:
        """Whether both let the same actors through by their wording, order aside."""
        return {_unordered(a) for a in self.alternatives} == {_unordered(a) for a in other.alternatives}

    def describe(self) -> str:
        """One stable line, as the endpoint list spells it: `key:a`, `any:a|b`, `all:a+b`, `role:admin,manager`, a
        door's name; ` & ` joins, ` | ` separates what does not fold into `any:`. Modules that every alternative asks
        for are not in it (see `describe_modules`); others appear as `module:x`. `parse` reads it back."""
        common = frozenset(self.modules)
        return " | ".join(_describe_run(run, common) for run in _runs(self.alternatives))

    def describe_modules(self) -> str:
        """The modules of every alternative, `a+b`, or `-`."""
        return "+".join(self.modules) or "-"

    def __str__(self) -> str:
        return self.describe()


def _merged(first: tuple[T, ...], second: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _unordered(alternative: Alternative) -> tuple[object, ...]:
    return (
        frozenset(alternative.permissions),
        frozenset(alternative.roles),
        frozenset(alternative.modules),
        alternative.door,
    )


# -- constructors ------------------------------------------------------------------------------------------------


def key(permission: Permission) -> Guard:
    """Holders of one key."""
    return Guard((Alternative(permissions=(permission,)),))


def any_of(*permissions: Permission) -> Guard:
    """Holders of at least one of the keys."""
    return Guard(tuple(Alternative(permissions=(p,)) for p in permissions))


def all_of(*permissions: Permission) -> Guard:
    """Holders of all the keys."""
    return Guard((Alternative(permissions=_merged((), permissions)),))


def role(*roles: Role) -> Guard:
    """People whose membership has one of the roles; a superadmin inside a named clinic counts as admin."""
    return Guard((Alternative(roles=_merged((), roles)),))


def session() -> Guard:
    """Any signed-in person."""
    return Guard((Alternative(door=Door.SESSION),))


def public() -> Guard:
    """Anybody at all; such operations are rate-limited."""
    return Guard((Alternative(door=Door.PUBLIC),))


def platform() -> Guard:
    """A superadmin with second factor and reason."""
    return Guard((Alternative(door=Door.PLATFORM),))


def challenge() -> Guard:
    """Whoever holds the short-lived challenge of a sign-in; the operation checks it."""
    return Guard((Alternative(door=Door.CHALLENGE),))


def token() -> Guard:
    """Whoever holds a secret from a link or header; the operation checks it."""
    return Guard((Alternative(door=Door.TOKEN),))


def signature() -> Guard:
    """A provider's signed webhook; the operation checks the signature."""
    return Guard((Alternative(door=Door.SIGNATURE),))


# -- spelling ----------------------------------------------------------------------------------------------------


def _frame(alternative: Alternative) -> tuple[object, ...]:
    return (alternative.roles, frozenset(alternative.modules), alternative.door)


def _runs(alternatives: tuple[Alternative, ...]) -> list[list[Alternative]]:
    """Neighbours that differ in nothing but their single key belong together: they print as one `any:`."""
    runs: list[list[Alternative]] = []
    for alternative in alternatives:
        previous = runs[-1][-1] if runs else None
        folds = previous is not None and len(previous.permissions) == len(alternative.permissions) == 1
        if previous is not None and folds and _frame(previous) == _frame(alternative):
            runs[-1].append(alternative)
        else:
            runs.append([alternative])
    return runs


def _describe_run(run: list[Alternative], common: frozenset[Module]) -> str:
    first = run[0]
    terms: list[str] = []
    if len(run) > 1:
        terms.append("any:" + "|".join(a.permissions[0] for a in run))
    elif len(first.permissions) == 1:
        terms.append(f"key:{first.permissions[0]}")
    elif first.permissions:
        terms.append("all:" + "+".join(first.permissions))
    if first.roles:
        terms.append("role:" + ",".join(first.roles))
    if first.door:
        terms.append(first.door.value)
    terms.extend(f"module:{m}" for m in first.modules if m not in common)
    return " & ".join(terms)


def _parse_term(term: str) -> Guard:
    kind, _, rest = term.partition(":")
    if kind == "key":
        return key(Permission(rest))
    if kind == "any":
        return any_of(*(Permission(p) for p in rest.split("|")))
    if kind == "all":
        return all_of(*(Permission(p) for p in rest.split("+")))
    if kind == "role":
        return role(*(Role(r) for r in rest.split(",")))
    return Guard((Alternative(door=Door(term)),))


def _parse_group(group: str) -> Guard:
    terms = group.split(" & ")
    modules = tuple(Module(t.removeprefix("module:")) for t in terms if t.startswith("module:"))
    guard, *others = [_parse_term(t) for t in terms if not t.startswith("module:")]
    for other in others:
        guard = guard & other
    return guard.needs(*modules) if modules else guard


def parse(text: str, modules: str = "-") -> Guard:
    """Read back what `describe` and `describe_modules` print. ValueError for an unknown name."""
    guard, *others = [_parse_group(group) for group in text.split(" | ")]
    for other in others:
        guard = guard | other
    return guard if modules == "-" else guard.needs(*(Module(m) for m in modules.split("+")))
