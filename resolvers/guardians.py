"""Guardians: accounts that act for a patient, a parent for a child say, between two dates."""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from uuid import UUID

from core.errors import Conflict, invalid
from core.rows import Rows
from events import types as events
from models.patients import Guardian
from operation.context import Context
from operation.inputs import Text, input  # noqa: A004
from operation.operation import command, query
from permissions import Permission, key
from resolvers.patient_rules import LINKING, living, patient_account, rights_changed


@query(key(Permission.PATIENTS_VIEW_DETAIL))
async def list_guardians(ctx: Context, *, patient_id: UUID) -> Rows[Guardian]:
    """Who acts, acted or will act for a patient, in the order in which they were added."""
    rows = ctx.rows(Guardian).where(Guardian.patient_id == patient_id)
    return rows.order(Guardian.created_at.asc(), Guardian.id.asc()).window(100)


@input
class AddGuardianInput:
    """An account and the days on which it may act for the patient, from `sinceDate` up to before `untilDate`."""

    account_id: UUID
    name: Annotated[str, Text(1, 120)]
    relation: Annotated[str, Text(1, 64)]
    since_date: dt.date | None = None
    until_date: dt.date | None = None


@command(LINKING)
async def add_guardian(ctx: Context, *, patient_id: UUID, input: AddGuardianInput) -> Guardian:  # noqa: A002
    """Let an account act for a patient: it sees and does what the patient may. Without `sinceDate` from today on.

    The account has to be a patient's or guardian's of this clinic (NOT_FOUND) and not the caller's own (FORBIDDEN).
    CONFLICT when it acts for the patient on one of these days already.
    """
    await patient_account(ctx, input.account_id, "input.accountId")
    patient = await living(ctx, patient_id)
    since = input.since_date or ctx.clinic.today()
    if input.until_date is not None and input.until_date <= since:
        raise invalid("input.untilDate", "Must be after the first day.")
    same = ctx.clinic_rows(Guardian).where(Guardian.patient_id == patient.id, Guardian.account_id == input.account_id)
    if any(_overlap(other, since, input.until_date) for other in await ctx.all(same.window(1000))):
        raise Conflict("This account acts for the patient on some of these days already.")
    guardian = await ctx.add(
        Guardian,
        patient_id=patient.id,
        account_id=input.account_id,
        name=input.name,
        relation=input.relation,
        since_date=since,
        until_date=input.until_date,
    )
    ctx.emit(events.GUARDIAN_ADDED, guardian)
    rights_changed(ctx, guardian.account_id)
    return guardian


@command(LINKING)
async def end_guardian(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    until_date: dt.date | None = None,
    expected_version: int | None = None,
) -> Guardian:
    """End somebody's acting for a patient: `untilDate` is the first day without it; without one it ends at once.

    INVALID for a day before it began, CONFLICT when it has ended already.
    """
    guardian = await ctx.load(Guardian, id, expected_version)
    today = ctx.clinic.today()
    if guardian.until_date is not None and guardian.until_date <= today:
        raise Conflict("This has ended already.")
    until = until_date or max(today, guardian.since_date or today)
    if guardian.since_date is not None and until < guardian.since_date:
        raise invalid("untilDate", "Must not be before the first day.")
    if changed := await ctx.change(guardian, until_date=until):
        ctx.emit(events.GUARDIAN_ENDED, guardian, changed)
        rights_changed(ctx, guardian.account_id)
    return guardian


def _overlap(other: Guardian, since: dt.date, until: dt.date | None) -> bool:
    begins = until is None or other.since_date is None or other.since_date < until
    return begins and (other.until_date is None or other.until_date > since)
