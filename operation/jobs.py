"""Jobs: what happens later or elsewhere, kept in PostgreSQL and begun only if the command that wants it commits.

A job is an async function `fn(ctx, *, …)` whose arguments are ids. `ctx.enqueue("send_mail", mail_id=…)` inserts it on
the command's own connection, so a rollback takes it along. A worker (`server/worker`) runs it at least once: so it must
be idempotent. It acts for the clinic with the grants declared here, on behalf of whoever asked; all of that is looked
up again when it runs. After the last attempt it lies in `failed_job`, where the clinic's admin sees it and can run it
again.
"""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson

from core import db
from models.clinics import ClinicStatus
from operation.context import ClinicInfo, Context, Identity, RequestInfo, Runtime, running
from permissions import Actor, ActorKind, Grants, Module, OwnIds, Permission, Plan, Scope, default_modules

#: Seconds to wait before each further attempt: five attempts over about five hours.
WAITS = (10, 60, 900, 15_000)
#: Seconds that one attempt may take.
TIMEOUT = 60.0

QUEUE = "default"
#: Arguments that every job has beside its own.
CLINIC, ACCOUNT = "clinic", "account"


class Failed(Exception):  # noqa: N818  (a verdict of the job's own)
    """This attempt failed; `reason` is shown to the clinic's admin and names nobody."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Hopeless(Failed):
    """Trying again will not help."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """Which attempt this is, from 1 on, and whether none will follow."""

    number: int
    last: bool


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """One kind of job: what it may read, how often it is tried, and the function."""

    name: str
    grants: Grants
    function: Callable[..., Awaitable[None]]
    arguments: frozenset[str]
    waits: tuple[int, ...]
    timeout: float


#: Every kind of job by name; resolvers fill it when they are imported.
JOBS: dict[str, Job] = {}


def job(
    name: str,
    *,
    grants: Iterable[Permission] = (),
    waits: tuple[int, ...] = WAITS,
    timeout: float = TIMEOUT,
) -> Callable[[Callable[..., Awaitable[None]]], Job]:
    """Declare a job. It holds `grants` in full and nothing else; `waits` are the pauses between its attempts."""

    def declare(function: Callable[..., Awaitable[None]]) -> Job:
        parameters = list(inspect.signature(function).parameters.values())[1:]
        for parameter in parameters:
            if parameter.kind is not inspect.Parameter.KEYWORD_ONLY or parameter.name in (CLINIC, ACCOUNT):
                raise TypeError(f"{name}: {parameter.name} must be keyword-only and not {CLINIC} or {ACCOUNT}")
        if name in JOBS:
            raise TypeError(f"There are two jobs named {name}")
        held = Grants(dict.fromkeys(grants, Scope.ALL))
        JOBS[name] = Job(name, held, function, frozenset(p.name for p in parameters), waits, timeout)
        return JOBS[name]

    return declare


async def enqueue(ctx: Context, name: str, ids: dict[str, UUID], at: dt.datetime | None = None) -> int:
    """Insert a job in the context's transaction; returns its number. TypeError for what no job takes."""
    declared = JOBS.get(name)
    if declared is None:
        raise TypeError(f"There is no job named {name}")
    if ids.keys() != declared.arguments:
        raise TypeError(f"{name} takes {sorted(declared.arguments)}, not {sorted(ids)}")
    for argument, value in ids.items():
        if not isinstance(value, UUID):
            # Names, texts and addresses would lie in the queue in clear and outlive what they were copied from.
            raise TypeError(f"{name}: {argument} must be an id")
    actor = ctx.actor
    arguments = {
        **{argument: str(value) for argument, value in ids.items()},
        CLINIC: str(actor.clinic_id) if actor.clinic_id else None,
        ACCOUNT: str(actor.account_id) if actor.account_id else None,
    }
    numbers = await ctx.db.fetchval(
        "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW($1, $2, 0, $3, NULL, $4::text::jsonb, $5)"
        "::procrastinate_job_to_defer_v1])",
        QUEUE,
        name,
        # Never the same thing twice at the same time.
        ":".join([name, *(str(ids[argument]) for argument in sorted(ids))]),
        orjson.dumps(arguments).decode(),
        at,
    )
    return int(numbers[0])


def attempt(ctx: Context) -> Attempt:
    """The attempt that a job's context was made for."""
    found: Attempt = ctx.cache[Attempt]
    return found


async def context(
    declared: Job, runtime: Runtime, *, number: int, clinic: UUID | None, account: UUID | None, attempt: Attempt
) -> Context:
    """The surroundings of one run, as of now. Raises Hopeless when the clinic is gone."""
    request = RequestInfo(id=f"job-{number}", transport="job")
    info, modules, membership = (None, frozenset[Module](), None)
    if clinic is not None:
        info, modules, membership = await clinic_now(clinic, account)
    actor = Actor(
        kind=ActorKind.JOB,
        account_id=account,
        membership_id=membership,
        clinic_id=clinic,
        plan=info.plan if info else None,
        modules=modules,
        grants=declared.grants,
        own=OwnIds(),
        suspended=info.suspended if info else False,
    )
    ctx = Context(Identity(actor, info), request, runtime)
    ctx.cache[Attempt] = attempt
    running.set(declared.name)
    return ctx


async def clinic_now(
    clinic: UUID, account: UUID | None = None, *, deleted: bool = False
) -> tuple[ClinicInfo, frozenset[Module], UUID | None]:
    """What the clinic is now, its modules, and the account's membership there. Raises Hopeless when it is gone, or is
    to be and `deleted` does not ask for such."""
    async with db.read(clinic) as connection:
        row = await connection.fetchrow(
            """SELECT c.id, c.name, c.plan, c.status, c.timezone, c.currency, c.country,
                      (SELECT jsonb_object_agg(o.module, o.enabled) FROM clinic_module o
                        WHERE o.clinic_id = c.id) AS modules,
                      (SELECT m.id FROM membership m WHERE m.clinic_id = c.id AND m.account_id = $2) AS membership
                 FROM clinic c WHERE c.id = $1""",
            clinic,
            account,
        )
    if row is None or (row["status"] == ClinicStatus.DELETED and not deleted):
        raise Hopeless("The clinic no longer exists.")
    plan = Plan(row["plan"])
    info = ClinicInfo(
        id=row["id"],
        name=row["name"],
        plan=plan,
        timezone=row["timezone"],
        currency=row["currency"],
        country=row["country"],
        suspended=row["status"] == ClinicStatus.SUSPENDED,
    )
    return info, switched(plan, row["modules"]), row["membership"]


def switched(plan: Plan, modules: dict[str, Any] | None) -> frozenset[Module]:
    """The modules that are on: the plan's own, changed by the clinic's switches."""
    on = set(default_modules(plan))
    for name, enabled in (modules or {}).items():
        (on.add if enabled else on.discard)(Module(name))
    return frozenset(on)
