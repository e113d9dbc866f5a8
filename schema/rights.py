"""Rights in GraphQL."""

from __future__ import annotations

from typing import Any

from core.scalars import Json
from models import clinics as m
from operation.context import ClinicInfo
from permissions import Role, resolve
from resolvers import rights as ops
from resolvers.rights import spelt
from resolvers.viewer import HeldPermission
from schema.fields import computed, model_type, root


def permissions(store: Any) -> Json:
    """What is changed: keys to true, false, "own" or "all"; old flat keys as they were given."""
    return Json(store)


def customised(store: Any) -> bool:
    """Whether anything differs from the plan's defaults by this template."""
    return bool(store)


def effective(clinic: ClinicInfo, role: str, store: Any) -> list[HeldPermission]:
    """What somebody with the role holds by plan and template, personal overrides aside."""
    held = resolve(Role(role), clinic.plan, template=store)
    return [HeldPermission(key=p.value, permission=p, scope=str(spelt(scope))) for p, scope in sorted(held.items())]


@model_type(m.RoleTemplate)
class PermissionTemplate:
    """What the clinic changed of a role's plan defaults."""

    columns = "id role row_version created_at updated_at"
    permissions = computed(permissions, needs=("store",))
    customised = computed(customised, needs=("store",))
    effective = computed(effective, needs=("role", "store"))


root("roles", ops.list_roles)
root("permissionTemplates", ops.permission_templates)
root("setPermissionTemplate", ops.set_permission_template)
root("resetPermissionTemplate", ops.reset_permission_template)
root("permissionReport", ops.permission_report)
root("setPermissionOverrides", ops.set_permission_overrides)
