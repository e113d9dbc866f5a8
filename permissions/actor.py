"""Who acts. Made in one place (`server/auth`, `server/jobs`), never from what a client says about itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from permissions.grants import NOTHING, Grants
from permissions.keys import Permission
from permissions.plans import Module, Plan
from permissions.roles import Role, Scope


class ActorKind(StrEnum):
    """What stands behind a request."""

    ANONYMOUS = "anonymous"
    USER = "user"
    API_KEY = "api_key"
    SHARE_LINK = "share_link"
    EXTERNAL_LAB = "external_lab"
    JOB = "job"


class SessionKind(StrEnum):
    """Fixed at sign-in; decides a session's dialect and how it refreshes."""

    WEB = "web"
    MOBILE = "mobile"
    DCMS = "dcms"
    DCMS_PATIENT = "dcms_patient"
    IMPERSONATION = "impersonation"


class Own(StrEnum):
    """The ways a row can be somebody's own; visibility lines name one per column."""

    PATIENT = "patient"
    EMPLOYEE = "employee"
    MEMBERSHIP = "membership"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True, repr=False)
class OwnIds:
    """The rows of the clinic that this person *is*; `patients` includes those the person is guardian of today."""

    patients: tuple[UUID, ...] = ()
    employee: UUID | None = None
    memberships: tuple[UUID, ...] = ()
    account: UUID | None = None

    def ids(self, kind: Own) -> tuple[UUID, ...]:
        """The ids to compare a column of that kind with; empty means no row is own."""
        if kind is Own.PATIENT:
            return self.patients
        if kind is Own.MEMBERSHIP:
            return self.memberships
        single = self.employee if kind is Own.EMPLOYEE else self.account
        return () if single is None else (single,)

    def __repr__(self) -> str:
        # Counts only: this lands in log lines and tracebacks.
        return f"<OwnIds patients={len(self.patients)} memberships={len(self.memberships)}>"


#: Nobody's rows.
NO_IDS = OwnIds()


class Shape(NamedTuple):
    """Everything a guard's verdict depends on: two actors of one shape get the same verdicts, not the same rows."""

    role: Role | None
    plan: Plan | None
    modules: frozenset[Module]
    grants: Grants
    clinic_id: UUID | None
    kind: ActorKind
    platform: bool


@dataclass(frozen=True, slots=True, repr=False)
class Actor:
    """Who acts, in which clinic, with which rights. Hashable; `repr` names neither people nor patients' ids.

    A superadmin is in a clinic only by naming it, with second factor and reason: an actor without them raises
    ValueError, and a superadmin outside any clinic holds no keys whatever `grants` was given.
    """

    kind: ActorKind
    account_id: UUID | None = None
    membership_id: UUID | None = None
    clinic_id: UUID | None = None
    role: Role | None = None
    plan: Plan | None = None
    modules: frozenset[Module] = frozenset()
    grants: Grants = NOTHING
    own: OwnIds = NO_IDS
    session_id: UUID | None = None
    session_kind: SessionKind | None = None
    impersonator_id: UUID | None = None
    second_factor: bool = False
    reason: str | None = None
    suspended: bool = False
    display_name: str = ""
    #: A superadmin with second factor and reason, acting under the own name: may use the platform door.
    platform: bool = field(init=False, default=False)
    #: Cache key for everything that depends on verdicts alone.
    shape: Shape = field(init=False, compare=False)
    #: What follows from the actor alone, worked out once: verdicts by guard, scopes by model. An actor never changes.
    memo: dict[Any, Any] = field(default_factory=dict, init=False, compare=False)

    def __post_init__(self) -> None:
        if self.role is Role.SUPERADMIN:
            vouched = self.second_factor and bool(self.reason)
            if self.clinic_id is None:
                object.__setattr__(self, "grants", NOTHING)
            elif not vouched:
                raise ValueError("a superadmin enters a clinic only with second factor and reason")
            own_name = self.kind is ActorKind.USER and self.impersonator_id is None
            object.__setattr__(self, "platform", vouched and own_name)
        shape = Shape(self.role, self.plan, self.modules, self.grants, self.clinic_id, self.kind, self.platform)
        object.__setattr__(self, "shape", shape)

    @property
    def authenticated(self) -> bool:
        """Whether some credential was accepted; not necessarily a person's."""
        return self.kind is not ActorKind.ANONYMOUS

    @property
    def is_user(self) -> bool:
        """Whether a person's session stands behind the request."""
        return self.kind is ActorKind.USER

    def scope(self, permission: Permission) -> Scope | None:
        """How far the actor holds the key, modules and guards aside."""
        return self.grants.scope(permission)

    def acts_as(self, roles: tuple[Role, ...]) -> bool:
        """Whether a role guard for any of `roles` lets this actor through.

        Only a person's session has a role (an API key or a job has keys and nothing else). A superadmin counts
        as admin inside a named clinic.
        """
        if self.kind is not ActorKind.USER:
            return False
        if self.role in roles:
            return True
        return self.role is Role.SUPERADMIN and self.clinic_id is not None and Role.ADMIN in roles

    def __repr__(self) -> str:
        return f"<Actor {self.kind} role={self.role} plan={self.plan} clinic={self.clinic_id}>"


#: Somebody who showed nothing.
ANONYMOUS = Actor(ActorKind.ANONYMOUS)
