"""Patients' phone numbers: kept in international form, one of them primary."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

import strawberry
from strawberry import Maybe

from core.errors import Conflict, invalid
from core.rows import One, Rows
from events import types as events
from models.messaging import Sms
from models.patients import Patient, PhoneNumber
from operation.context import Context
from operation.inputs import given, input  # noqa: A004
from operation.operation import command, query
from permissions import Permission, Role, any_of, key, role
from resolvers.patient_rules import living
from resolvers.phone_rules import Label, PhoneBook, RawNumber, plain

P = Permission

#: The numbers of patients.
BOOK = PhoneBook(
    PhoneNumber,
    PhoneNumber.patient_id,
    living,
    events.PHONE_NUMBER_ADDED,
    events.PHONE_NUMBER_CHANGED,
    events.PHONE_NUMBER_REMOVED,
)


class PhoneNumberOrder(StrEnum):
    """How numbers are sorted behind the primary one."""

    OLDEST = "oldest"
    NEWEST = "newest"


@input
class PhoneNumberInput:
    """A phone number; without country code it is read as dialled in the clinic's country."""

    phone_number: RawNumber
    label: Label = "mobile"
    is_primary: bool = False


@query(key(P.PATIENTS_VIEW_DETAIL))
async def list_phone_numbers(
    ctx: Context, *, patient_id: UUID, order: PhoneNumberOrder = PhoneNumberOrder.OLDEST
) -> Rows[PhoneNumber]:
    """A patient's phone numbers, the primary one first; none for a patient one may not see."""
    by_age = (PhoneNumber.created_at.asc(), PhoneNumber.id.asc())
    if order is PhoneNumberOrder.NEWEST:
        by_age = (PhoneNumber.created_at.desc(), PhoneNumber.id.desc())
    rows = ctx.rows(PhoneNumber).where(PhoneNumber.patient_id == patient_id)
    return rows.order(PhoneNumber.is_primary.desc(), *by_age).window(100)


@query(key(P.PATIENTS_VIEW_DETAIL))
async def get_phone_number(ctx: Context, *, id: UUID) -> One[PhoneNumber]:  # noqa: A002
    """One phone number."""
    return ctx.rows(PhoneNumber).where(PhoneNumber.id == id).one()


@strawberry.type(description="A phone number in the form in which it is kept.")
class NormalizedPhoneNumber:
    normalized: str = strawberry.field(description="`+` and up to 15 digits.")


@query(any_of(P.PATIENTS_CREATE, P.PATIENTS_EDIT))
async def normalize_phone_number(ctx: Context, *, raw: RawNumber, national: bool = True) -> NormalizedPhoneNumber:
    """How a number will be kept. INVALID for one that cannot be read.

    One without country code is read as dialled in the clinic's country, unless `national` is false.
    """
    return NormalizedPhoneNumber(normalized=plain(ctx, raw, "raw", national=national))


@command(key(P.PATIENTS_EDIT))
async def add_phone_number(
    ctx: Context,
    *,
    patient_id: UUID,
    phone_number: RawNumber,
    label: Label = "mobile",
    is_primary: bool = False,
    national: bool = True,
) -> PhoneNumber:
    """Add a number to a patient; as primary it takes the place of the one that was.

    CONFLICT when the patient has it already. One without country code is read as dialled in the clinic's country,
    unless `national` is false.
    """
    number = plain(ctx, phone_number, "phoneNumber", national=national)
    patient = await living(ctx, patient_id)
    return await BOOK.add(ctx, patient, number, label, is_primary=is_primary)


@input
class UpdatePhoneNumberInput:
    """What is to change: members left out stay as they are."""

    phone_number: Maybe[RawNumber]
    label: Maybe[Label]
    is_primary: Maybe[bool]


@command(key(P.PATIENTS_EDIT))
async def update_phone_number(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    input: UpdatePhoneNumberInput,  # noqa: A002
    national: bool = True,
    expected_version: int | None = None,
) -> PhoneNumber:
    """Change a number, its label, or whether it is the primary one. CONFLICT when the patient has the number."""
    values = given(input)
    if "phone_number" in values:
        values["phone_number"] = plain(ctx, values["phone_number"], "input.phoneNumber", national=national)
    patient, number = await BOOK.open(ctx, id, expected_version)
    return await BOOK.change(ctx, patient, number, values)


@command(key(P.PATIENTS_EDIT))
async def make_phone_number_primary(ctx: Context, *, id: UUID, expected_version: int | None = None) -> PhoneNumber:  # noqa: A002
    """Make a number the patient's primary one; the one that was is no longer."""
    patient, number = await BOOK.open(ctx, id, expected_version)
    return await BOOK.change(ctx, patient, number, {"is_primary": True})


@command(role(Role.ADMIN, Role.MANAGER))
async def remove_phone_number(ctx: Context, *, id: UUID, expected_version: int | None = None) -> bool:  # noqa: A002
    """Delete a number. CONFLICT while messages were exchanged with it; nobody takes the place of a primary one."""
    patient, number = await BOOK.open(ctx, id, expected_version)
    # A message that comes in this very moment makes the deletion fail by its foreign key.
    if await ctx.value(ctx.clinic_rows(Sms).where(Sms.phone_number_id == number.id).exists()):
        raise Conflict("Messages were exchanged with this number; it cannot be deleted.")
    await BOOK.remove(ctx, patient, number)
    return True


# --- how -----------------------------------------------------------------------------------------------------------


async def add_numbers(ctx: Context, patient: Patient, numbers: list[PhoneNumberInput], path: str) -> None:
    """Store a new patient's numbers. Raises Invalid for one that is unreadable or comes twice, or two primaries."""
    kept: list[str] = []
    primary = [index for index, number in enumerate(numbers) if number.is_primary] or [0]
    if len(primary) > 1:
        raise invalid(f"{path}.{primary[1]}.isPrimary", "Only one number can be the primary one.")
    for index, number in enumerate(numbers):
        known = plain(ctx, number.phone_number, f"{path}.{index}.phoneNumber")
        if known in kept:
            raise invalid(f"{path}.{index}.phoneNumber", "Is listed twice.")
        kept.append(known)
    for index, (number, known) in enumerate(zip(numbers, kept, strict=True)):
        await ctx.add(
            PhoneNumber, patient_id=patient.id, phone_number=known, label=number.label, is_primary=index == primary[0]
        )


async def set_primary(ctx: Context, patient: Patient, raw: str, path: str) -> bool:
    """Make a number, added if need be, the primary one of a locked patient; whether that changed anything."""
    wanted = plain(ctx, raw, path)
    rows = ctx.rows(PhoneNumber).where(PhoneNumber.patient_id == patient.id, PhoneNumber.phone_number == wanted)
    number = await ctx.first(rows, for_update=True)
    if number is not None and number.is_primary:
        return False
    if number is None:
        await BOOK.add(ctx, patient, wanted, "mobile", is_primary=True)
    else:
        await BOOK.change(ctx, patient, number, {"is_primary": True})
    return True
