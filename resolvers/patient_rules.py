"""Rules about patients that several operations share."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from core.errors import Conflict, FieldProblem, Forbidden, NotFound
from models.identity import Membership, MembershipStatus
from models.patients import Patient, PatientStatus
from operation.context import Context
from permissions import Permission, Role, all_of

#: Who may give an account a patient's record, or take it away: as strong as editing plus inviting.
LINKING = all_of(Permission.PATIENTS_EDIT, Permission.PATIENTS_INVITE_PORTAL)


async def living(ctx: Context, patient_id: UUID, expected_version: int | None = None) -> Patient:
    """The caller's patient, locked. Raises NotFound, Conflict for another version, an erased record, or one that was
    merged into another."""
    patient = await ctx.load(Patient, patient_id, expected_version)
    if patient.status == PatientStatus.ERASED:
        raise Conflict("This patient's record was erased.")
    if patient.merged_into_id is not None:
        raise Conflict("This record was merged into another one.", mergedInto=str(patient.merged_into_id))
    return patient


async def patient_account(ctx: Context, account_id: UUID, path: str) -> None:
    """Check that an account may stand for a patient: an active patient-role member of this clinic, not the caller.

    Raises NotFound for any other account (one of another clinic does not exist here), Forbidden for the caller's own.
    """
    rows = ctx.clinic_rows(Membership).where(
        Membership.account_id == account_id,
        Membership.role == Role.PATIENT,
        Membership.status == MembershipStatus.ACTIVE,
    )
    if account_id == ctx.actor.account_id:
        raise Forbidden("Not to your own account.", fields=(FieldProblem(path, "Is your own account."),))
    if not await ctx.value(rows.exists()):
        raise NotFound("No such patient account.", fields=(FieldProblem(path, "No such patient account."),))


def rights_changed(ctx: Context, account_id: UUID | None) -> None:
    """Every process forgets what it cached of the account: whose records it sees has changed."""
    if account_id is not None:
        ctx.emit_platform("account.patients_changed", account=account_id, clinic=ctx.clinic.id)


def tidy(values: dict[str, Any]) -> dict[str, Any]:
    """Blank texts as nothing at all."""
    return {name: None if value == "" else value for name, value in values.items()}
