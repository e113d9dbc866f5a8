"""Clinics: the clinic's own record and settings, its modules, and where a person stands in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

import phonenumbers
import strawberry

from core.errors import Forbidden, NotFound, PlanRequired
from core.money import CURRENCIES
from core.paging import Page
from core.rows import One
from core.scalars import Json
from events import types as events
from models.clinics import MOST_BUFFER, MOST_REQUESTS, SLOT_OPTIONS, Clinic, ClinicModule
from models.identity import Membership, MembershipStatus
from operation.context import Context
from operation.inputs import Between, Email, JsonObject, Text, TimeZone, given, input  # noqa: A004
from operation.operation import command, query
from permissions import (
    CLINIC_ROLES,
    PUBLISHED_PLANS,
    Module,
    Permission,
    Plan,
    Role,
    attainable,
    default_modules,
    key,
    role,
    session,
)
from resolvers import hours
from resolvers.slots import Snap
from resolvers.viewer import Place, places

MEMBER = role(*CLINIC_ROLES)


# --- the record ----------------------------------------------------------------------------------------------------


@query(MEMBER)
async def get_own_clinic(ctx: Context) -> One[Clinic]:
    """The active clinic: name, plan, time zone, currency, business hours and contact. Any member may read it."""
    return ctx.rows(Clinic).one()


@query(role(Role.ADMIN, Role.MANAGER))
async def get_clinic(ctx: Context, *, id: UUID) -> One[Clinic]:  # noqa: A002
    """A clinic by its id: the active one. Any other id is NOT_FOUND, one's other clinics too until one switches."""
    return ctx.rows(Clinic).where(Clinic.id == id).one()


@dataclass(frozen=True, slots=True)
class Currency:
    """An ISO 4217 code in circulation."""

    def clean(self, value: str) -> str:
        code = value.strip().upper()
        if code not in CURRENCIES:
            raise ValueError("Is not a known currency.")
        return code


@dataclass(frozen=True, slots=True)
class Country:
    """An ISO 3166 code of a country or territory with telephone numbers."""

    def clean(self, value: str) -> str:
        code = value.strip().upper()
        if code not in phonenumbers.SUPPORTED_REGIONS:
            raise ValueError("Is not a known country.")
        return code


@dataclass(frozen=True, slots=True)
class SlotMinutes:
    """One of the lengths a calendar can show."""

    def clean(self, value: int) -> int:
        if value not in SLOT_OPTIONS:
            raise ValueError(f"Must be one of {', '.join(map(str, SLOT_OPTIONS))}.")
        return value


@input
class UpdateClinicInput:
    """What to change; members that are not given stay as they are, null clears where null is allowed."""

    name: strawberry.Maybe[Annotated[str, Text(1, 128)]]
    timezone: strawberry.Maybe[Annotated[str, TimeZone()]]
    currency: strawberry.Maybe[Annotated[str, Currency()]]
    country: strawberry.Maybe[Annotated[str, Country()]]
    time_format: strawberry.Maybe[Annotated[str, Text(3, 3, pattern="12h|24h")]]
    default_slot_minutes: strawberry.Maybe[Annotated[int, SlotMinutes()]]
    snap_minutes: strawberry.Maybe[Annotated[int, Snap()]]
    buffer_minutes: strawberry.Maybe[Annotated[int, Between(0, MOST_BUFFER)]] = strawberry.field(
        description="Minutes kept free before and after visits when times are offered."
    )
    open_requests: strawberry.Maybe[Annotated[int, Between(0, MOST_REQUESTS)]] = strawberry.field(
        description="Visits to come that a patient may have asked for without an answer; 0: nobody asks online."
    )
    business_hours: strawberry.Maybe[Annotated[Json, JsonObject(8_192)]] = strawberry.field(
        description="Weekdays mon to sun, each a list of {start, end} as HH:MM in the clinic's time; absent is closed."
    )
    email: strawberry.Maybe[Annotated[str, Email()] | None]
    phone: strawberry.Maybe[Annotated[str, Text(3, 32, pattern=r"\+?[0-9 ()/.x-]+")] | None]
    website: strawberry.Maybe[Annotated[str, Text(8, 200, pattern=r"https?://[^\s<>\"]+")] | None]
    address: strawberry.Maybe[Annotated[str, Text(1, 400, lines=True)] | None]
    document_settings: strawberry.Maybe[Annotated[Json, JsonObject(16_384)]] = strawberry.field(
        description="How documents are printed: a free-form object of the front end, at most 16 KB."
    )
    dcms_sign_in: strawberry.Maybe[bool] = strawberry.field(
        description="Whether the long-lived sign-in with one factor is accepted for this clinic."
    )


@command(role(Role.ADMIN))
async def update_clinic(
    ctx: Context,
    *,
    input: UpdateClinicInput,  # noqa: A002
    id: UUID | None = None,  # noqa: A002
    expected_version: int | None = None,
) -> Clinic:
    """Change the active clinic's record and settings; also an empty change is stamped with time and person.

    Business hours and document settings are replaced as a whole. `id` may name the active clinic and no other
    (NOT_FOUND). CONFLICT when the record is not at `expectedVersion`. What every request knows of its clinic (name,
    time zone, currency) changes within a second everywhere.
    """
    clinic = await ctx.load(Clinic, ctx.clinic.id if id is None else id, expected_version)
    values = given(input)
    if "business_hours" in values:
        values["business_hours"] = hours.checked(values["business_hours"], "input.businessHours")
    now = dt.datetime.now(dt.UTC)
    changed = await ctx.change(clinic, **values, settings_updated_at=now, settings_updated_by=ctx.actor.account_id)
    ctx.emit(events.CLINIC_UPDATED, clinic, changed & values.keys())
    ctx.emit_platform("clinic.updated", clinic=clinic.id)
    return clinic


# --- modules -------------------------------------------------------------------------------------------------------


@strawberry.type(description="An optional part of the product, as it stands in the active clinic.")
class ClinicModuleState:
    module: Module
    enabled: bool
    included: bool = strawberry.field(description="Whether the clinic's plan carries it.")


@query(MEMBER)
async def clinic_modules(ctx: Context, *, enabled: bool | None = None) -> list[ClinicModuleState]:
    """Every optional module and whether it is on: what the plan carries, as switched by the clinic or the platform.

    `enabled` narrows to those that are on (or off).
    """
    included = default_modules(ctx.clinic.plan)
    states = [
        ClinicModuleState(module=module, enabled=module in ctx.actor.modules, included=module in included)
        for module in Module
    ]
    return [state for state in states if enabled in (None, state.enabled)]


@command(key(Permission.SETTINGS_MODULES_MANAGE))
async def set_clinic_module(ctx: Context, *, module: Module, enabled: bool) -> ClinicModule:
    """Switch an optional module on or off. Off works always; on only for what the clinic's plan carries.

    PLAN_REQUIRED for a module of a higher plan, FORBIDDEN for one that is sold apart and that the platform switches on.
    Within a second nobody of the clinic reaches the operations of a module that is off.
    """
    # Serialises switching: two first switches of a module must not meet at its unique constraint, and one that meets a
    # change of plan is held to the plan as it is then.
    clinic = await ctx.first(ctx.clinic_rows(Clinic), for_update=True)
    if enabled and clinic is not None:
        _check_plan(module, Plan(clinic.plan))
    row = await ctx.first(ctx.clinic_rows(ClinicModule).where(ClinicModule.module == module))
    if row is None:
        row = await ctx.add(ClinicModule, module=module, enabled=enabled)
    elif not await ctx.change(row, enabled=enabled):
        return row
    ctx.emit(events.CLINIC_MODULE_CHANGED, row, ("enabled",))
    ctx.emit_platform("clinic_module.changed", clinic=ctx.clinic.id)
    return row


def _check_plan(module: Module, plan: Plan) -> None:
    if module in default_modules(plan):
        return
    if module in default_modules(Plan.PRO_PLUS):
        raise PlanRequired("Your clinic's plan does not include this module.", plan=Plan.PRO_PLUS, module=module)
    raise Forbidden("This module is sold apart; ask the platform to switch it on.", module=module)


# --- plans ---------------------------------------------------------------------------------------------------------


@strawberry.type(description="A plan that a clinic can buy.")
class SubscriptionPlan:
    plan: Plan
    current: bool = strawberry.field(description="Whether the active clinic has it.")
    modules: list[Module] = strawberry.field(description="Optional modules that it carries; others are sold apart.")
    keys: list[str] = strawberry.field(
        description="Every right that somebody of the clinic can hold on it, as in the grid."
    )


@query(role(Role.ADMIN, Role.MANAGER))
async def subscription_plans(ctx: Context) -> list[SubscriptionPlan]:
    """The plans on sale, cheapest first, each with its modules and the rights it makes possible.

    A trial is not on sale: a clinic that has one finds none of them `current`. No plan limits how many people, patients
    or rooms a clinic has.
    """
    return [
        SubscriptionPlan(
            plan=plan,
            current=plan is ctx.clinic.plan,
            modules=sorted(default_modules(plan)),
            keys=[permission.value for permission in attainable(plan)],
        )
        for plan in PUBLISHED_PLANS
    ]


# --- members -------------------------------------------------------------------------------------------------------


def check_active(ctx: Context, clinic_id: UUID | None) -> None:
    """NOT_FOUND for an address that names another clinic than the active one, be there such a clinic or not."""
    if clinic_id not in (None, ctx.clinic.id):
        raise NotFound("No such clinic.")


@query(role(Role.ADMIN, Role.MANAGER))
async def list_members(
    ctx: Context,
    *,
    clinic_id: UUID | None = None,
    role: Role | None = None,
    status: MembershipStatus | None = None,
) -> Page[Membership]:
    """Everybody who can sign in to the active clinic, patients too, by name; disabled ones too unless `status` says.

    `clinicId` may name the active clinic and no other (NOT_FOUND). A manager without settings.staff.view reads the own
    membership only. E-mail addresses are the people's own and not told.
    """
    check_active(ctx, clinic_id)
    rows = ctx.rows(Membership).order(Membership.display_name.asc(), Membership.id.asc())
    if role is not None:
        rows = rows.where(Membership.role == role)
    if status is not None:
        rows = rows.where(Membership.status == status)
    return Page(rows)


# --- where one stands ----------------------------------------------------------------------------------------------


@strawberry.type(description="The active clinic of this session, and the others one could switch to.")
class ClinicContext:
    clinic_id: UUID | None
    name: str | None
    plan: Plan | None
    suspended: bool
    timezone: str | None
    currency: str | None
    country: str | None
    modules: list[Module] = strawberry.field(description="Modules that are on.")
    role: Role | None = strawberry.field(description="The caller's role there.")
    membership_id: UUID | None
    memberships: list[Place] = strawberry.field(description="Every clinic the caller belongs to, by name.")


@query(session())
async def clinic_context(ctx: Context) -> ClinicContext:
    """The active clinic with its plan and active modules, one's role there, and one's other clinics.

    Somebody without an active clinic gets nulls and the list.
    """
    actor, clinic = ctx.actor, ctx.identity.clinic
    return ClinicContext(
        clinic_id=clinic.id if clinic else None,
        name=clinic.name if clinic else None,
        plan=clinic.plan if clinic else None,
        suspended=actor.suspended,
        timezone=clinic.timezone if clinic else None,
        currency=clinic.currency if clinic else None,
        country=clinic.country if clinic else None,
        modules=sorted(actor.modules),
        role=actor.role,
        membership_id=actor.membership_id,
        memberships=await places(ctx),
    )
