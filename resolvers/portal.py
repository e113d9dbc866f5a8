"""The patient portal: who has it, invitations to it, and what patients and guardians do there for themselves."""

from __future__ import annotations

import datetime as dt
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry import Maybe

from core import db
from core.errors import Conflict, Forbidden, invalid
from core.identifiers import account_key
from core.rows import One, Rows
from events import types as events
from models.log import OutgoingMail
from models.patients import Patient, PortalInvitation
from operation.context import Context
from operation.inputs import Email, given, input  # noqa: A004
from operation.operation import command, query
from permissions import Permission, Role, any_of, key, role
from resolvers.mail import send_mail
from resolvers.medical import chosen_own, own_patient
from resolvers.patient_rules import LINKING, living, patient_account, rights_changed, tidy
from resolvers.patients import Address, ContactName, ContactPhone, Country, EmailAddress, PostalCode, ShortText, save
from resolvers.phone_numbers import set_primary
from resolvers.phone_rules import RawNumber

P = Permission

INVITATION_LIFETIME = dt.timedelta(days=7)
#: Looking addresses up, per account and minute.
MOST_CHECKS = 60


# --- for the clinic ------------------------------------------------------------------------------------------------


@strawberry.type(description="Whether an address has a portal account in this clinic.")
class PortalAccount:
    exists: bool
    account_id: UUID | None = strawberry.field(description="The account, to be linked or made a guardian.")


@query(any_of(P.PATIENTS_CREATE, P.PATIENTS_INVITE_PORTAL))
async def check_portal_account(ctx: Context, *, email: EmailAddress) -> PortalAccount:
    """Whether an e-mail address has a patient's or guardian's account in this clinic; others do not exist here.

    RATE_LIMITED after sixty look-ups a minute.
    """
    await ctx.runtime.services["limiter"].hit("portal-account", str(ctx.actor.account_id), most=MOST_CHECKS)
    async with db.read(ctx.clinic.id) as connection:
        account = await connection.fetchval("SELECT door_portal_account($1)", account_key(email))
    return PortalAccount(exists=account is not None, account_id=account)


@command(key(P.PATIENTS_INVITE_PORTAL))
async def invite_patient(
    ctx: Context, *, patient_id: UUID, email: Annotated[str, Email()] | None = None
) -> PortalInvitation:
    """Invite a patient to the portal by mail, to the address on record unless another is given; good for seven days.

    An earlier invitation stops working. INVALID without any address, CONFLICT when the patient has an account already.
    """
    patient = await living(ctx, patient_id)
    if patient.account_id is not None:
        raise Conflict("The patient has a portal account already.")
    invitation = await _invite(ctx, patient, email)
    if await ctx.change(patient, portal_access=True):
        ctx.emit(events.PATIENT_PORTAL_CHANGED, patient, ["portal_access"])
    return invitation


@command(key(P.PATIENTS_INVITE_PORTAL))
async def set_portal_access(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    enabled: bool,
    expected_version: int | None = None,
) -> Patient:
    """Switch a patient's access to the portal on or off.

    On: a patient without an account is invited if there is an e-mail address. Off: access ends at once, and so does
    any open invitation; the account stays linked.
    """
    patient = await living(ctx, id, expected_version)
    if not await ctx.change(patient, portal_access=enabled):
        return patient
    ctx.emit(events.PATIENT_PORTAL_CHANGED, patient, ["portal_access"])
    rights_changed(ctx, patient.account_id)
    if not enabled:
        await _withdraw(ctx, patient)
    elif patient.account_id is None and patient.email:
        await _invite(ctx, patient, None)
    return patient


@command(LINKING)
async def link_patient_account(
    ctx: Context, *, patient_id: UUID, account_id: UUID, expected_version: int | None = None
) -> Patient:
    """Make an account the patient's own: it may sign in to the portal for this patient from now on.

    The account has to be a patient's or guardian's of this clinic (NOT_FOUND) and not the caller's own (FORBIDDEN). It
    takes the place of the one that was linked.
    """
    await patient_account(ctx, account_id, "accountId")
    patient = await living(ctx, patient_id, expected_version)
    before = patient.account_id
    await save(ctx, patient, {"account_id": account_id, "portal_access": True})
    for account in {before, account_id}:
        rights_changed(ctx, account)
    return patient


@command(LINKING)
async def unlink_patient_account(ctx: Context, *, patient_id: UUID, expected_version: int | None = None) -> Patient:
    """Take the patient's record away from the account that had it; its access to the portal ends at once.

    FORBIDDEN for the caller's own account. Nothing happens where none is linked.
    """
    patient = await living(ctx, patient_id, expected_version)
    account = patient.account_id
    if account is not None and account == ctx.actor.account_id:
        raise Forbidden("Not from your own account.")
    await save(ctx, patient, {"account_id": None, "portal_access": False} if account else {})
    rights_changed(ctx, account)
    return patient


# --- for patients and guardians ------------------------------------------------------------------------------------


@query(role(Role.PATIENT))
async def my_patients(ctx: Context) -> Rows[Patient]:
    """The patients one is, or is guardian of, by name."""
    own = ctx.rows(Patient).where(Patient.id.in_(ctx.actor.own.patients))
    return own.order(Patient.last_name_key.asc(), Patient.id.asc()).window(100)


@query(role(Role.PATIENT))
async def my_patient_profile(ctx: Context, *, patient_id: UUID | None = None) -> One[Patient]:
    """One's own profile; a guardian of several names the patient by `patientId` (see `myPatients`)."""
    own = ctx.rows(Patient).where(Patient.id.in_(ctx.actor.own.patients), chosen_own(ctx, patient_id))
    return own.order(Patient.created_at.asc(), Patient.id.asc()).one()


@input
class UpdateMyProfileInput:
    """How one can be reached: members left out stay as they are, null clears. `phone` becomes the primary number."""

    email: Maybe[EmailAddress | None]
    phone: Maybe[RawNumber]
    address: Maybe[Address | None]
    city: Maybe[ShortText | None]
    postal_code: Maybe[PostalCode | None]
    country: Maybe[Country | None]
    emergency_contact_name: Maybe[ContactName | None]
    emergency_contact_phone: Maybe[ContactPhone | None]


@command(role(Role.PATIENT))
async def update_my_profile(
    ctx: Context,
    *,
    input: UpdateMyProfileInput,  # noqa: A002
    patient_id: UUID | None = None,
    expected_version: int | None = None,
) -> Patient:
    """Change how one can be reached; name, birth date and record number stay with the clinic."""
    patient = await own_patient(ctx, patient_id, expected_version)
    values = tidy(given(input))
    phone = values.pop("phone", None)
    await save(ctx, patient, values)
    if phone is not None:
        await set_primary(ctx, patient, phone, "input.phone")
    return patient


# --- how -----------------------------------------------------------------------------------------------------------


async def _invite(ctx: Context, patient: Patient, email: str | None) -> PortalInvitation:
    """Queue the mail. Its token is made when it is sent: nothing that opens the portal lies in the queue."""
    address = email or patient.email
    if not address:
        raise invalid("email", "The patient has no e-mail address on record.")
    await _withdraw(ctx, patient)
    invitation = await ctx.add(
        PortalInvitation,
        patient_id=patient.id,
        email=address,
        expires_at=dt.datetime.now(dt.UTC) + INVITATION_LIFETIME,
    )
    mail = await ctx.add(OutgoingMail, template="portal_invitation", recipient=address, patient_id=patient.id)
    await ctx.enqueue(send_mail.name, mail_id=mail.id)
    ctx.emit(events.PORTAL_INVITED, invitation)
    return invitation


async def _withdraw(ctx: Context, patient: Patient) -> None:
    """Open invitations stop working."""
    rows = ctx.clinic_rows(PortalInvitation).where(
        PortalInvitation.patient_id == patient.id, PortalInvitation.accepted_at.is_null()
    )
    for invitation in await ctx.all(rows.window(1000)):
        await ctx.remove(invitation)
