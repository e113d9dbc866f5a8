"""Who somebody is in a clinic, and what one role may do to another."""

from __future__ import annotations

from enum import IntEnum, StrEnum


class Role(StrEnum):
    """The role of a membership; a superadmin belongs to the platform and to no clinic."""

    SUPERADMIN = "superadmin"
    ADMIN = "admin"
    MANAGER = "manager"
    DOCTOR = "doctor"
    RECEPTIONIST = "receptionist"
    PATIENT = "patient"

    @property
    def phrase(self) -> str:
        """The role with its article, for sentences."""
        return f"an {self}" if self is Role.ADMIN else f"a {self}"


class Scope(IntEnum):
    """How far a key reaches: the rows that are one's own, or every row of the clinic."""

    OWN = 1
    ALL = 2


#: The roles a membership of a clinic can have, in the order documents print them.
CLINIC_ROLES: tuple[Role, ...] = (Role.ADMIN, Role.MANAGER, Role.DOCTOR, Role.RECEPTIONIST, Role.PATIENT)

#: Clinic roles that work there.
STAFF_ROLES: tuple[Role, ...] = (Role.ADMIN, Role.MANAGER, Role.DOCTOR, Role.RECEPTIONIST)

#: Roles whose rights a clinic may shape with a template. Never an admin (nobody could undo a mistake),
#: never a patient (what a patient sees is not the clinic's to widen).
TEMPLATE_ROLES: frozenset[Role] = frozenset({Role.MANAGER, Role.DOCTOR, Role.RECEPTIONIST})

#: Roles whose members may carry personal overrides; a patient's can only take away (see `ceilings`).
OVERRIDE_ROLES: frozenset[Role] = TEMPLATE_ROLES | {Role.PATIENT}

_ADMINISTERS: dict[Role, frozenset[Role]] = {
    Role.SUPERADMIN: frozenset(Role),
    Role.ADMIN: frozenset(CLINIC_ROLES),
    Role.MANAGER: frozenset(CLINIC_ROLES) - {Role.ADMIN},
}

_ASSIGNS: dict[Role, frozenset[Role]] = {
    Role.SUPERADMIN: frozenset(CLINIC_ROLES),
    Role.ADMIN: frozenset(CLINIC_ROLES),
    Role.MANAGER: frozenset({Role.DOCTOR, Role.RECEPTIONIST, Role.PATIENT}),
}


def may_administer(granter: Role | None, target: Role) -> bool:
    """Whether `granter` may touch the account, membership, sessions or employment of a `target` at all.

    The key that names the act is asked besides; that nobody widens oneself is the caller's to check, because
    only the caller knows the two people. A manager never touches an admin, and only the platform a superadmin.
    """
    return granter is not None and target in _ADMINISTERS.get(granter, frozenset())


def may_assign_role(granter: Role | None, given: Role) -> bool:
    """Whether `granter` may make somebody a `given`: never a superadmin, a manager only roles below the own."""
    return granter is not None and given in _ASSIGNS.get(granter, frozenset())
