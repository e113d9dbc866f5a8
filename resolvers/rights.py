"""Rights: what a clinic changes of the grid for a role or a person, and why somebody holds what they hold.

Whatever is stored, `permissions.resolve` cuts it by plan, floor and ceiling; `check_store` refuses what would be cut
anyway when it is written, so that nobody believes to have granted what is not held.
"""

from __future__ import annotations

from typing import Annotated, Any, cast
from uuid import UUID

import strawberry

from core.errors import Conflict, FieldProblem, Forbidden, Invalid, NotFound, invalid
from core.rows import Rows
from core.scalars import Json
from events import types as events
from models.clinics import Clinic, RoleTemplate
from models.identity import Membership
from models.log import EventType
from operation.context import Context
from operation.inputs import JsonObject
from operation.operation import command, query
from permissions import (
    CLINIC_ROLES,
    TEMPLATE_ROLES,
    Layer,
    Permission,
    Plan,
    Role,
    Scope,
    check_store,
    explain,
    key,
    may_administer,
    role,
    session,
)

MANAGE = key(Permission.SETTINGS_STAFF_MANAGE_PERMISSIONS)

strawberry.enum(Layer, name="PermissionLayer", description="Where a right comes from or is lost.")

#: 179 keys and 12 flat ones, with room; longer stores name keys that nobody knows.
Store = Annotated[Json, JsonObject(32_768, 1)]

MOST_PROBLEMS = 50


@strawberry.type(description="A role that somebody can have in a clinic.")
class RoleEntry:
    role: Role
    name: str = strawberry.field(description="As the API spells it, in lower case.")


@query(session())
async def list_roles(ctx: Context) -> list[RoleEntry]:
    """The roles a member of a clinic can have: a fixed list, the same for everybody."""
    return [RoleEntry(role=role, name=role.value) for role in CLINIC_ROLES]


# --- templates of a role -------------------------------------------------------------------------------------------


@query(role(Role.ADMIN))
async def permission_templates(ctx: Context) -> Rows[RoleTemplate]:
    """What the clinic changed of its roles' plan defaults, one entry per role that was ever changed.

    A role that is not listed, or whose `permissions` are empty, has the plan's defaults.
    """
    return ctx.rows(RoleTemplate).order(RoleTemplate.role).window(len(Role))


@command(role(Role.ADMIN))
async def set_permission_template(
    ctx: Context,
    *,
    role: Role,
    permissions: Store,
    expected_version: int | None = None,
) -> RoleTemplate:
    """Replace what the clinic changes of a role's plan defaults: `{"patients.delete": false, "reports.stats": "own"}`.

    Roles manager, doctor and receptionist only. Values are true, false, "own" or "all"; old flat keys (`view_billing`)
    are taken too. INVALID names every key that is unknown, that the role can never hold on this plan, that is part of
    the role's floor, or that one does not hold oneself. Everybody with the role has the new rights within a second.
    """
    return await _write_template(ctx, role, permissions, expected_version, events.ROLE_TEMPLATE_CHANGED)


@command(role(Role.ADMIN))
async def reset_permission_template(ctx: Context, *, role: Role, expected_version: int | None = None) -> RoleTemplate:
    """Take back everything the clinic changed of a role: it has the plan's defaults again.

    The (empty) template stays with its version, so that a change made meanwhile cannot be overwritten unseen.
    """
    return await _write_template(ctx, role, {}, expected_version, events.ROLE_TEMPLATE_RESET)


async def _write_template(
    ctx: Context, wanted: Role, store: Any, expected_version: int | None, event: EventType
) -> RoleTemplate:
    if wanted not in TEMPLATE_ROLES:
        raise invalid("role", f"A template never touches {wanted.phrase}.")
    _refuse(check_store(wanted, ctx.clinic.plan, store, ctx.actor, layer=Layer.TEMPLATE), "permissions", "role")
    # Serialises: two first templates of a role must not meet at their unique constraint.
    await ctx.first(ctx.clinic_rows(Clinic), for_update=True)
    row = await ctx.first(ctx.rows(RoleTemplate).where(RoleTemplate.role == wanted))
    version = row.row_version if row is not None else None
    if expected_version is not None and expected_version != version:
        raise Conflict("The role template was changed meanwhile.", currentVersion=version)
    if row is None:
        row = await ctx.add(RoleTemplate, role=wanted, store=store)
    elif not await ctx.change(row, store=store):
        return row
    ctx.emit(event, row, ("store",))
    ctx.emit_platform(event.name, clinic=ctx.clinic.id)
    return row


# --- one person ----------------------------------------------------------------------------------------------------


@strawberry.type(description="What one layer said about a right, and what was held after it.")
class PermissionStep:
    layer: Layer
    scope: str | None = strawberry.field(description="`all`, `own`, or null when it is not held.")
    note: str


@strawberry.type(description="One right of a person: how far it reaches, which layer decided, and every step there.")
class PermissionEntry:
    key: str = strawberry.field(description="As in the grid, like `patients.view`.")
    permission: Permission
    scope: str | None = strawberry.field(description="`all`, `own` for own records only, or null when it is not held.")
    layer: Layer = strawberry.field(description="The layer that decided.")
    steps: list[PermissionStep]


@strawberry.type(description="What a member holds in the clinic, and why.")
class PermissionReport:
    membership_id: UUID
    role: Role
    plan: Plan
    overrides: Json = strawberry.field(description="Personal changes to the role's rights, as stored.")
    row_version: int = strawberry.field(description="Version of the membership: what a change of overrides expects.")
    template: strawberry.Private[Any]

    @strawberry.field(description="Every right there is, or only those held (or not), in the grid's order.")  # type: ignore[untyped-decorator]
    def permissions(self, held: bool | None = None) -> list[PermissionEntry]:
        return report(Role(self.role), Plan(self.plan), self.template, self.overrides, held)


def report(role: Role, plan: Plan, template: Any, overrides: Any, held: bool | None = None) -> list[PermissionEntry]:
    """The explanation of every key, or only of those that are held (or not)."""
    entries = []
    for permission in Permission:
        found = explain(role, plan, permission, template=template, overrides=overrides)
        if held is None or held == (found.scope is not None):
            steps = [PermissionStep(layer=s.layer, scope=spelt(s.scope), note=s.note) for s in found.steps]
            entries.append(
                PermissionEntry(
                    key=permission.value,
                    permission=permission,
                    scope=spelt(found.scope),
                    layer=found.layer,
                    steps=steps,
                )
            )
    return entries


def spelt(scope: Scope | None) -> str | None:
    """`all`, `own` or nothing."""
    return None if scope is None else ("all" if scope is Scope.ALL else "own")


@query(MANAGE | role(*CLINIC_ROLES))
async def permission_report(ctx: Context, *, membership_id: UUID) -> PermissionReport:
    """What a member holds, key by key, with the layer that decided and the steps on the way.

    Everybody may read their own; another's needs settings.staff.manage_permissions and is NOT_FOUND without it.
    """
    own = membership_id == ctx.actor.membership_id
    if not own and not MANAGE.verdict(ctx.actor).allowed:
        raise NotFound("No such membership.")
    found = await _read(ctx, ctx.rows(Membership).where(Membership.id == membership_id))
    if found is None:
        raise NotFound("No such membership.")
    wanted = Role(found["role"])
    # Not the caller's to see, but part of the explanation of the caller's own rights.
    template = await _read(ctx, ctx.clinic_rows(RoleTemplate).where(RoleTemplate.role == wanted))
    return PermissionReport(
        membership_id=membership_id,
        role=wanted,
        plan=ctx.clinic.plan,
        overrides=found["overrides"],
        row_version=found["row_version"],
        template=template and template["store"],
    )


async def _read(ctx: Context, rows: Rows[Any]) -> Any:
    """The first of these rows, read through the read door."""
    found = await ctx.fetch(rows.window(1).select(rows.model.columns))
    return found[0] if found else None


@command(MANAGE)
async def set_permission_overrides(
    ctx: Context,
    *,
    membership_id: UUID,
    overrides: Store,
    expected_version: int | None = None,
) -> PermissionReport:
    """Replace a member's personal changes to the role's rights; `{}` takes them all back.

    FORBIDDEN for oneself, for an admin, and for a role above one's own. Values are true, false, "own" or "all"; old
    flat keys are taken too. INVALID names every key that is unknown, that the role can never hold on this plan, that is
    part of the role's floor, or that one does not hold oneself; a patient's overrides only take away. CONFLICT when the
    membership is not at `expectedVersion`. The member's running sessions have the new rights within a second.
    """
    membership = await ctx.load(Membership, membership_id, expected_version)
    _check_touchable(ctx, membership)
    wanted, store = Role(membership.role), cast("dict[str, Any]", overrides)
    _refuse(check_store(wanted, ctx.clinic.plan, store, ctx.actor, layer=Layer.OVERRIDE), "overrides", "overrides")
    if await ctx.change(membership, overrides=overrides):
        ctx.emit(events.MEMBERSHIP_OVERRIDES_CHANGED, membership, ("overrides",))
        ctx.emit_platform("membership.overrides_changed", account=membership.account_id)
    template = await ctx.first(ctx.clinic_rows(RoleTemplate).where(RoleTemplate.role == wanted))
    return PermissionReport(
        membership_id=membership.id,
        role=wanted,
        plan=ctx.clinic.plan,
        overrides=membership.overrides,
        row_version=membership.row_version,
        template=template and template.store,
    )


def _check_touchable(ctx: Context, membership: Membership) -> None:
    """Nobody widens oneself, under no name; nobody touches an admin."""
    if membership.account_id in (ctx.actor.account_id, ctx.actor.impersonator_id):
        raise Forbidden("Nobody changes their own rights.")
    if membership.role == Role.ADMIN:
        raise Forbidden("Personal rights never touch an admin.")
    if not may_administer(ctx.actor.role, Role(membership.role)):
        raise Forbidden("You may not change the rights of somebody above you.")


# --- refusing stores -----------------------------------------------------------------------------------------------


def _refuse(problems: list[tuple[str, str]], path: str, whole: str) -> None:
    """Raise Invalid for what `check_store` found; `whole` is the path of a problem with the store as such."""
    fields = tuple(
        FieldProblem(whole if name == "*" else f"{path}.{name[:80]}", f"{message[0].upper()}{message[1:]}.")
        for name, message in problems[:MOST_PROBLEMS]
    )
    if fields:
        raise Invalid(fields[0].message if len(fields) == 1 else "Some rights cannot be given.", fields=fields)
