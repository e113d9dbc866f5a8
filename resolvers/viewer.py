"""The caller about the caller: who am I, where, with which rights."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import strawberry

from core import db
from models.clinics import ClinicStatus
from operation.context import Context
from operation.operation import query
from permissions import Module, Permission, Plan, Role, Scope, SessionKind, session


@strawberry.type(description="One right of the caller and how far it reaches.")
class HeldPermission:
    key: str = strawberry.field(description="As in the grid, like `patients.view`.")
    permission: Permission
    scope: str = strawberry.field(description="`all`, or `own` for own records only.")


@strawberry.type(description="A place in a clinic.")
class Place:
    membership_id: UUID
    clinic_id: UUID
    clinic_name: str
    role: Role
    plan: Plan
    status: ClinicStatus
    active: bool = strawberry.field(description="Whether it is this session's clinic.")


@strawberry.type(description="The signed-in person, in the active clinic.")
class Viewer:
    account_id: UUID
    display_name: str
    email: str
    username: str | None
    role: Role | None
    clinic_id: UUID | None
    clinic_name: str | None
    plan: Plan | None
    timezone: str | None
    currency: str | None
    suspended: bool
    modules: list[Module]
    permissions: list[HeldPermission]
    session_id: UUID | None
    session_kind: SessionKind | None
    session_expires_at: dt.datetime | None = strawberry.field(description="When the access token ends.")
    impersonated: bool
    patient_ids: list[UUID] = strawberry.field(description="Patients this person is, or is guardian of.")


@query(session())
async def viewer(ctx: Context) -> Viewer:
    """Who is signed in: role, clinic, plan, modules and every right held."""
    actor, clinic = ctx.actor, ctx.identity.clinic
    held = [(p, scope) for p in Permission if (scope := actor.grants.scope(p)) is not None]
    return Viewer(
        account_id=actor.account_id,  # type: ignore[arg-type]
        display_name=actor.display_name,
        email=ctx.identity.email,
        username=ctx.identity.username,
        role=actor.role,
        clinic_id=actor.clinic_id,
        clinic_name=clinic.name if clinic else None,
        plan=actor.plan,
        timezone=clinic.timezone if clinic else None,
        currency=clinic.currency if clinic else None,
        suspended=actor.suspended,
        modules=sorted(actor.modules),
        permissions=[
            HeldPermission(key=p.value, permission=p, scope="all" if scope is Scope.ALL else "own") for p, scope in held
        ],
        session_id=actor.session_id,
        session_kind=actor.session_kind,
        session_expires_at=ctx.identity.expires_at,
        impersonated=actor.impersonator_id is not None,
        patient_ids=list(actor.own.patients),
    )


@query(session())
async def my_places(ctx: Context) -> list[Place]:
    """The clinics the caller belongs to, by name."""
    return await places(ctx)


async def places(ctx: Context) -> list[Place]:
    """The caller's active memberships with their clinics, by the clinic's name."""
    rows = await db.fetch(None, "SELECT * FROM door_memberships($1)", ctx.actor.account_id)
    return [
        Place(
            membership_id=r["membership_id"],
            clinic_id=r["clinic_id"],
            clinic_name=r["clinic_name"],
            role=Role(r["role"]),
            plan=Plan(r["plan"]),
            status=ClinicStatus(r["status"]),
            active=r["clinic_id"] == ctx.actor.clinic_id,
        )
        for r in rows
    ]


@strawberry.type(description="Which start page a client opens.")
class Home:
    view: str = strawberry.field(description="The caller's role in the active clinic, or `unknown` without one.")
    message: str


@query(session())
async def home(ctx: Context) -> Home:
    """The start page of the caller's role."""
    view = ctx.actor.role.value if ctx.actor.role and ctx.identity.clinic else "unknown"
    place = f" at {ctx.identity.clinic.name}" if ctx.identity.clinic else ""
    return Home(view=view, message=f"Welcome, {ctx.actor.display_name}{place}.")
