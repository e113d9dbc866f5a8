"""What cannot be taken away: without these keys a role is locked out of its own work.

A floor holds inside the plan: it gives back what the plan grants and a template or override took, never more.
"""

from __future__ import annotations

from permissions import grid
from permissions.keys import Permission
from permissions.roles import Role

_DOCTOR = frozenset(
    {
        Permission.APPOINTMENTS_VIEW,
        Permission.APPOINTMENTS_VIEW_DETAIL,
        Permission.PATIENTS_VIEW,
        Permission.PATIENTS_VIEW_DETAIL,
        Permission.CLINICAL_NOTES_VIEW,
        Permission.CLINICAL_NOTES_CREATE,
        Permission.CLINICAL_PRESCRIPTIONS_VIEW,
        Permission.CLINICAL_PRESCRIPTIONS_CREATE,
        Permission.CLINICAL_PROCEDURES_VIEW,
        Permission.CLINICAL_PATIENT_FILES_VIEW,
    }
)

_RECEPTIONIST = frozenset(
    {
        Permission.APPOINTMENTS_VIEW,
        Permission.APPOINTMENTS_VIEW_DETAIL,
        Permission.PATIENTS_VIEW,
        Permission.PATIENTS_VIEW_DETAIL,
        Permission.BILLING_INVOICES_VIEW,
    }
)

#: Role → keys. The manager has the receptionist's, so that no override locks one out; admins need none.
FLOORS: dict[Role, frozenset[Permission]] = {
    Role.MANAGER: _RECEPTIONIST,
    Role.DOCTOR: _DOCTOR,
    Role.RECEPTIONIST: _RECEPTIONIST,
}

_NONE: frozenset[Permission] = frozenset()


def floor(role: Role) -> frozenset[Permission]:
    """The keys that no template or override takes from the role."""
    return FLOORS.get(role, _NONE)


for _role, _keys in FLOORS.items():
    for _key in _keys:
        if grid.line(_key).cells[_role].tier is None:
            raise grid.GridError(f"{_key} is a floor of the {_role}, but the grid never grants it")
