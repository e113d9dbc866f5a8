"""The platform: its console's lists over all clinics, and what it does to a clinic: its subscription, and its end.

Every operation asks for a superadmin with second factor and reason, and is recorded before it runs
(`operation/entering`). Lists are read through the platform's own login, from views that hold no health data.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import strawberry

from core.errors import NotFound, invalid
from core.ids import uuid7
from core.paging import Page
from core.predicates import Order
from events import types as events
from models.clinics import Clinic, ClinicModule, ClinicStatus
from models.identity import MembershipStatus
from models.platform import PlatformAssignment, PlatformClinic, PlatformDeletion
from operation.context import Context
from operation.inputs import Text, given, input  # noqa: A004
from operation.jobs import switched
from operation.operation import command, query
from permissions import Module, Permission, Plan, Role, attainable, default_modules, platform

Search = Annotated[str, Text(1, 128)]

#: How long a deleted clinic's rows wait to be erased: long enough to find out that it was a mistake.
ERASED_AFTER = dt.timedelta(days=30)


# --- lists ---------------------------------------------------------------------------------------------------------


class PlatformClinicOrder(StrEnum):
    """How the platform's list of clinics is sorted."""

    NAME = "name"
    NEWEST = "newest"
    OLDEST = "oldest"
    MOST_MEMBERS = "most_members"
    TRIAL_END = "trial_end"


_CLINICS: dict[PlatformClinicOrder, tuple[Order, ...]] = {
    PlatformClinicOrder.NAME: (PlatformClinic.name_key.asc(), PlatformClinic.id.asc()),
    PlatformClinicOrder.NEWEST: (PlatformClinic.created_at.desc(), PlatformClinic.id.desc()),
    PlatformClinicOrder.OLDEST: (PlatformClinic.created_at.asc(), PlatformClinic.id.asc()),
    PlatformClinicOrder.MOST_MEMBERS: (PlatformClinic.member_count.desc(), PlatformClinic.id.desc()),
    PlatformClinicOrder.TRIAL_END: (PlatformClinic.trial_ends_at.asc(), PlatformClinic.id.asc()),
}


@query(platform())
async def list_clinics(
    ctx: Context,
    *,
    search: Search | None = None,
    plan: Plan | None = None,
    status: ClinicStatus | None = None,
    order: PlatformClinicOrder = PlatformClinicOrder.NAME,
) -> Page[PlatformClinic]:
    """All clinics of the platform but deleted ones, with their plan and how many belong to them; nothing of patients.

    `search` looks for its text anywhere in the name. For superadmins with second factor and reason; recorded.
    """
    rows = ctx.platform_rows(PlatformClinic).order(*_CLINICS[order])
    if search is not None:
        rows = rows.where(PlatformClinic.name_key.holds(search.lower()))
    if plan is not None:
        rows = rows.where(PlatformClinic.plan == plan)
    if status is not None:
        rows = rows.where(PlatformClinic.status == status)
    return Page(rows)


@query(platform())
async def list_assignments(
    ctx: Context,
    *,
    account_id: UUID | None = None,
    clinic_id: UUID | None = None,
    role: Role | None = None,
    status: MembershipStatus | None = None,
    search: Search | None = None,
) -> Page[PlatformAssignment]:
    """Every account's place in every clinic, by clinic: who may sign in where, and as what.

    Name and e-mail are told of those who work there, and only they are found by `search`; of a patient there is the
    account's id alone. For superadmins with second factor and reason; recorded.
    """
    A = PlatformAssignment  # noqa: N806  (said in every line)
    rows = ctx.platform_rows(A).order(A.clinic_key.asc(), A.clinic_id.asc(), A.id.asc())
    wanted = ((A.account_id, account_id), (A.clinic_id, clinic_id), (A.role, role), (A.status, status))
    rows = rows.where(*(column == value for column, value in wanted if value is not None))
    if search is not None:
        rows = rows.where(A.search_key.holds(search.lower()))
    return Page(rows)


@query(platform())
async def list_deletions(ctx: Context, *, search: Search | None = None) -> Page[PlatformDeletion]:
    """Clinics that were deleted, newest first: by whom, why, when, what they held, and when their rows are erased.

    For superadmins with second factor and reason; recorded.
    """
    rows = ctx.platform_rows(PlatformDeletion).order(PlatformDeletion.created_at.desc(), PlatformDeletion.id.desc())
    if search is not None:
        rows = rows.where(PlatformDeletion.clinic_key.holds(search.lower()))
    return Page(rows)


# --- a clinic's subscription ---------------------------------------------------------------------------------------


@input
class ChangeSubscriptionInput:
    """What to change; members that are not given stay as they are."""

    plan: strawberry.Maybe[Plan]
    status: strawberry.Maybe[ClinicStatus] = strawberry.field(
        description="`ACTIVE` or `SUSPENDED`; a suspended clinic can read and export."
    )
    trial_ends_at: strawberry.Maybe[dt.datetime | None] = strawberry.field(
        description="For a trial, and in the future; another plan has none."
    )


@strawberry.type(description="A clinic's subscription as it stands, and what a change took away.")
class ClinicSubscription:
    clinic_id: UUID
    name: str
    plan: Plan
    status: ClinicStatus
    trial_ends_at: dt.datetime | None
    modules: list[Module] = strawberry.field(description="Modules that are on now.")
    lost_modules: list[Module] = strawberry.field(description="Modules that were on and are off now.")
    lost_keys: list[str] = strawberry.field(description="Rights that nobody of the clinic can hold any more.")
    warnings: list[str] = strawberry.field(description="What the clinic will miss, in words.")
    row_version: int


@command(platform(), enters="id")
async def change_subscription(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    input: ChangeSubscriptionInput,  # noqa: A002
    expected_version: int | None = None,
) -> ClinicSubscription:
    """Change a clinic's plan, the end of its trial, or suspend it; everybody of the clinic has it within a second.

    Modules follow the plan: what the old one carried and the new one does not is off, also where the clinic had
    switched it on by hand; what was sold apart stays. `warnings` say what is taken away. Leaving the trial takes its
    end. CONFLICT when the clinic is not at `expectedVersion`, NOT_FOUND for no clinic or a deleted one.
    """
    clinic = await _living(ctx, id, expected_version)
    values = _subscribed(clinic, given(input))
    old = Plan(clinic.plan)
    changed = await ctx.change(clinic, **values)
    new = Plan(clinic.plan)
    had, modules = await _follow_plan(ctx, old, new)
    if changed:
        ctx.emit(events.SUBSCRIPTION_CHANGED, clinic, changed)
        ctx.emit_platform("clinic.subscription_changed", clinic=clinic.id)
    return _subscription(clinic, modules, had - modules, set(attainable(old)) - set(attainable(new)))


def _subscribed(clinic: Clinic, values: dict[str, Any]) -> dict[str, Any]:
    """What is to be stored, checked. Raises Invalid."""
    if values.get("status") is ClinicStatus.DELETED:
        raise invalid("input.status", "A clinic is deleted by its own operation.")
    plan = values.get("plan", clinic.plan)
    end = values.get("trial_ends_at")
    if end is not None and plan != Plan.PRO_TRIAL:
        raise invalid("input.trialEndsAt", "Only a trial has an end.")
    if end is not None and end <= dt.datetime.now(dt.UTC):
        raise invalid("input.trialEndsAt", "Must be in the future.")
    return values if plan == Plan.PRO_TRIAL else {**values, "trial_ends_at": None}


async def _follow_plan(ctx: Context, old: Plan, new: Plan) -> tuple[frozenset[Module], frozenset[Module]]:
    """Take back the switches that would hold on to what the old plan carried; the modules that were on, and are now."""
    rows = await ctx.all(ctx.clinic_rows(ClinicModule).window(len(Module)))
    lost = default_modules(old) - default_modules(new)
    had = switched(old, {str(row.module): row.enabled for row in rows})
    kept: dict[str, bool] = {}
    for row in rows:
        if row.enabled and row.module in lost:
            await ctx.remove(row)
        else:
            kept[str(row.module)] = row.enabled
    return had, switched(new, kept)


def _subscription(
    clinic: Clinic, modules: frozenset[Module], lost: frozenset[Module], keys: set[Permission]
) -> ClinicSubscription:
    warnings = [f"The module {module} is off now." for module in sorted(lost)]
    if keys:
        warnings.append(f"{len(keys)} rights are out of reach of everybody of the clinic.")
    if clinic.status == ClinicStatus.SUSPENDED:
        warnings.append("The clinic is suspended: it can read and export, and change nothing.")
    return ClinicSubscription(
        clinic_id=clinic.id,
        name=clinic.name,
        plan=Plan(clinic.plan),
        status=ClinicStatus(clinic.status),
        trial_ends_at=clinic.trial_ends_at,
        modules=sorted(modules),
        lost_modules=sorted(lost),
        lost_keys=sorted(permission.value for permission in keys),
        warnings=warnings,
        row_version=clinic.row_version,
    )


# --- a clinic's end ------------------------------------------------------------------------------------------------


@input
class DeleteClinicInput:
    """The confirmation, typed by hand."""

    confirm_name: Annotated[str, Text(1, 128)] = strawberry.field(description="The clinic's name, letter by letter.")


@strawberry.type(description="A clinic that was deleted just now.")
class DeletedClinic:
    deletion_id: UUID
    clinic_id: UUID
    name: str
    erase_after: dt.datetime = strawberry.field(description="Until then its rows wait; after it they are erased.")


@command(platform(), enters="id")
async def delete_clinic(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    input: DeleteClinicInput,  # noqa: A002
    expected_version: int | None = None,
) -> DeletedClinic:
    """Delete a clinic: at once nobody belongs to it any more, no session is in it, and its streams end.

    People of other clinics keep those. What was being written there meanwhile is undone as a whole. The rows are erased
    30 days later; the history of deletions keeps who did it, why and what the clinic held. INVALID when `confirmName`
    is not its name, CONFLICT when it is not at `expectedVersion`, NOT_FOUND for no clinic or a deleted one.
    """
    clinic = await _living(ctx, id, expected_version)
    if input.confirm_name != " ".join(clinic.name.split()):
        raise invalid("input.confirmName", "Is not the clinic's name.")
    deletion, until = uuid7(), dt.datetime.now(dt.UTC) + ERASED_AFTER
    deleted = await ctx.db.fetchval(
        "SELECT door_clinic_delete($1, $2, $3, $4, $5)",
        deletion, ctx.actor.session_id, ctx.actor.reason, ctx.request.id[:64], until,
    )  # fmt: skip
    if not deleted:
        raise NotFound("No such clinic.")
    ctx.emit(events.CLINIC_DELETED, clinic)
    ctx.emit_platform("clinic.deleted", clinic=clinic.id)
    return DeletedClinic(deletion_id=deletion, clinic_id=clinic.id, name=clinic.name, erase_after=until)


@command(platform(), enters="id")
async def restore_clinic(ctx: Context, *, id: UUID) -> ClinicSubscription:  # noqa: A002
    """Take back a deletion before the rows are erased: everybody belongs to the clinic again, as far as they did.

    It comes back suspended, until its subscription says otherwise; nobody's session is in it until they sign in or
    switch. NOT_FOUND for a clinic that is not deleted, or whose time is over.
    """
    if not await ctx.db.fetchval("SELECT door_clinic_restore($1)", ctx.actor.session_id):
        raise NotFound("No such clinic.")
    clinic = await ctx.load(Clinic, id)
    rows = await ctx.all(ctx.clinic_rows(ClinicModule).window(len(Module)))
    modules = switched(Plan(clinic.plan), {str(row.module): row.enabled for row in rows})
    ctx.emit(events.CLINIC_RESTORED, clinic)
    ctx.emit_platform("clinic.restored", clinic=clinic.id)
    return _subscription(clinic, modules, frozenset(), set())


async def _living(ctx: Context, clinic_id: UUID, expected_version: int | None) -> Clinic:
    """The clinic, locked. Raises NotFound for one that was deleted."""
    clinic = await ctx.load(Clinic, clinic_id)
    if clinic.status == ClinicStatus.DELETED:
        raise NotFound("No such clinic.")
    return clinic if expected_version is None else await ctx.load(Clinic, clinic_id, expected_version)
