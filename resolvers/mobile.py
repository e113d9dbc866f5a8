"""The mobile app: which of its screens somebody is shown, and what opens them.

A screen has the guard of its address; the clinic may switch it off for a role besides. A switch only takes away: what
the rights do not open stays shut however it is switched, and what the rights open elsewhere stays open.

What stands on a screen is its stored document (`rest_compat/odontox/mobile.graphql`), block by block, each a root
field under its own guard; the first is an operation of `resolvers/mobile_screens`, which opens the screen.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

import strawberry

from core.errors import Forbidden, invalid
from events import types as events
from models.clinics import Clinic, MobileScreen, MobileSwitch, RoleTemplate
from operation.context import Context
from operation.operation import command, query
from operation.rights import grants
from permissions import CLINIC_ROLES, Actor, ActorKind, Guard, Module, Permission, Role, key, role, session
from resolvers.clinics import check_active

P = Permission

#: What opens each screen: here once, for its operation and for who asks beforehand.
SCREENS: dict[MobileScreen, Guard] = {
    screen: guard.needs(Module.MOBILE)
    for screen, guard in {
        MobileScreen.DASHBOARD: key(P.APPOINTMENTS_VIEW),
        MobileScreen.APPOINTMENTS: key(P.APPOINTMENTS_VIEW),
        MobileScreen.PATIENTS: key(P.PATIENTS_VIEW),
        # Receptionists hold the key, and see invoices elsewhere.
        MobileScreen.FINANCE: key(P.BILLING_INVOICES_VIEW) & role(Role.ADMIN, Role.MANAGER, Role.DOCTOR, Role.PATIENT),
        MobileScreen.CHAT: key(P.COMMS_MESSAGES_VIEW),
        MobileScreen.LAB_WORK: key(P.LAB_CASES_VIEW).needs(Module.MOBILE, Module.LAB),
        MobileScreen.INVENTORY: key(P.INVENTORY_VIEW),
    }.items()
}

ADMIN = role(Role.ADMIN).needs(Module.MOBILE)


@strawberry.type(description="A screen of the mobile app, for a person or for a role of the clinic.")
class MobileScreenState:
    screen: MobileScreen
    permitted: bool = strawberry.field(description="Whether rights and modules open it.")
    enabled: bool = strawberry.field(description="Whether the clinic leaves it on for the role.")
    shown: bool = strawberry.field(description="Both.")


@query(session().needs(Module.MOBILE))
async def my_mobile_screens(ctx: Context) -> list[MobileScreenState]:
    """Every screen of the mobile app and whether the caller is shown it, by own rights and the clinic's switches."""
    # The switches of one's own role are not rows one may list, but part of one's own answer.
    return _states(ctx.actor, await _off(ctx, ctx.actor.role) if ctx.actor.role else ())


@query(ADMIN)
async def mobile_screens(ctx: Context, *, role: Role, clinic_id: UUID | None = None) -> list[MobileScreenState]:
    """Every screen of the mobile app and whether a role is shown it, by the clinic's template for the role and its
    switches; personal overrides aside.

    `clinicId` may name the active clinic and no other (NOT_FOUND); INVALID for a role that no clinic has.
    """
    check_active(ctx, clinic_id)
    if role not in CLINIC_ROLES:
        raise invalid("role", "Is no role in a clinic.")
    template = ctx.clinic_rows(RoleTemplate).where(RoleTemplate.role == role).window(1)
    found = await ctx.fetch(template.select(("store",)))
    return _states(_anybody(ctx, role, found[0]["store"] if found else None), await _off(ctx, role))


@command(ADMIN)
async def set_mobile_screen(
    ctx: Context, *, role: Role, screen: MobileScreen, enabled: bool, clinic_id: UUID | None = None
) -> MobileScreenState:
    """Switch a screen of the mobile app off for a role, or on again; the next look of the app knows it.

    A switch only takes away: on, the screen is still shown to none but those whose rights open it. INVALID for an
    admin, whom no switch touches, and for a role that no clinic has. `clinicId` may name the active clinic and no other
    (NOT_FOUND).
    """
    check_active(ctx, clinic_id)
    if role is Role.ADMIN or role not in CLINIC_ROLES:
        raise invalid("role", f"A switch never touches {role.phrase}.")
    # Serialises switching: two first switches of a screen must not meet at its unique constraint.
    await ctx.first(ctx.clinic_rows(Clinic), for_update=True)
    row = await ctx.first(ctx.rows(MobileSwitch).where(MobileSwitch.role == role, MobileSwitch.screen == screen))
    if row is None:
        row = await ctx.add(MobileSwitch, role=role, screen=screen, enabled=enabled)
        changed = True
    else:
        changed = bool(await ctx.change(row, enabled=enabled))
    if changed:
        ctx.emit(events.MOBILE_SWITCH_CHANGED, row, ("enabled",))
    template = await ctx.first(ctx.clinic_rows(RoleTemplate).where(RoleTemplate.role == role))
    return _state(screen, _anybody(ctx, role, template and template.store), enabled)


async def opened(ctx: Context, screen: MobileScreen) -> None:
    """Raises Forbidden where the clinic has switched the screen off for the caller's role."""
    if ctx.actor.role is None:
        return
    # Several blocks of a screen may open it.
    off = ctx.cache.get("mobile screens off")
    if off is None:
        off = ctx.cache["mobile screens off"] = await _off(ctx, ctx.actor.role)
    if screen in off:
        raise Forbidden("Your clinic has switched this screen off.")


# --- who is shown what ---------------------------------------------------------------------------------------------


def _anybody(ctx: Context, role: Role, template: Any) -> Actor:
    """Somebody of the clinic with that role and no overrides, to ask guards about; nobody acts as this."""
    plan = ctx.clinic.plan
    return Actor(
        kind=ActorKind.USER,
        clinic_id=ctx.clinic.id,
        role=role,
        plan=plan,
        modules=ctx.actor.modules,
        grants=grants(role, plan, template, None),
    )


def _states(actor: Actor, off: Collection[MobileScreen]) -> list[MobileScreenState]:
    return [_state(screen, actor, screen not in off) for screen in MobileScreen]


def _state(screen: MobileScreen, actor: Actor, enabled: bool) -> MobileScreenState:
    permitted = SCREENS[screen].verdict(actor).allowed
    return MobileScreenState(screen=screen, permitted=permitted, enabled=enabled, shown=permitted and enabled)


async def _off(ctx: Context, role: Role) -> frozenset[MobileScreen]:
    """The screens that are switched off for a role."""
    rows = ctx.clinic_rows(MobileSwitch).where(MobileSwitch.role == role).window(len(MobileScreen))
    return frozenset(
        MobileScreen(found["screen"])
        for found in await ctx.fetch(rows.select(("screen", "enabled")))
        if not found["enabled"]
    )
