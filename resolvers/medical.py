"""Medical history and allergies: what a dentist has to know before treating, behind a key of its own."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from strawberry import Maybe

from core.errors import Conflict, NotFound, invalid
from core.text import fold
from events import types as events
from models.patients import Allergy, MedicalHistory, Patient, Severity
from operation.context import Context
from operation.inputs import Items, Text, given, input  # noqa: A004
from operation.operation import command
from permissions import Permission, Role, all_of, role
from resolvers.patient_rules import living, tidy

P = Permission

#: A viewing key alone guards no write.
WRITING = all_of(P.PATIENTS_VIEW_MEDICAL_HISTORY, P.PATIENTS_EDIT)

Habit = Annotated[str, Text(0, 120)]
Entries = Annotated[list[Annotated[str, Text(1, 200)]], Items(100)]
LongText = Annotated[str, Text(0, 5000, lines=True)]
Substance = Annotated[str, Text(1, 120)]
Reaction = Annotated[str, Text(0, 400, lines=True)]


@input
class AllergyInput:
    """An allergy; a substance counts once, however it is spelled."""

    substance: Substance
    severity: Severity = Severity.MODERATE
    reaction: Reaction | None = None


@input
class MedicalHistoryInput:
    """What is to change: members left out stay as they are, null clears; `allergies` replaces the whole list."""

    blood_type: Maybe[Annotated[str, Text(0, 8)] | None]
    smoking: Maybe[Habit | None]
    alcohol: Maybe[Habit | None]
    medications: Maybe[Entries]
    conditions: Maybe[Entries]
    oral_habits: Maybe[Entries]
    family_history: Maybe[LongText | None]
    notes: Maybe[LongText | None]
    allergies: Maybe[Annotated[list[AllergyInput], Items(50)]]


@command(WRITING)
async def update_medical_history(
    ctx: Context,
    *,
    patient_id: UUID,
    input: MedicalHistoryInput,  # noqa: A002
    expected_version: int | None = None,
) -> MedicalHistory:
    """Write a patient's medical history; members left out stay as they are, `allergies` replaces the whole list."""
    patient = await living(ctx, patient_id)
    return await write_history(ctx, patient, given(input), path="input", expected_version=expected_version)


@command(role(Role.PATIENT))
async def update_my_medical_history(
    ctx: Context,
    *,
    input: MedicalHistoryInput,  # noqa: A002
    patient_id: UUID | None = None,
    expected_version: int | None = None,
) -> MedicalHistory:
    """Fill in one's own medical history, or that of somebody one is guardian of; it then counts as completed."""
    patient = await own_patient(ctx, patient_id)
    return await write_history(
        ctx, patient, given(input), path="input", expected_version=expected_version, completed=True
    )


@command(WRITING)
async def record_allergy(ctx: Context, *, patient_id: UUID, input: AllergyInput) -> Allergy:  # noqa: A002
    """Add an allergy to a patient. CONFLICT when the substance is listed already."""
    patient = await living(ctx, patient_id)
    allergy = await ctx.add(Allergy, patient_id=patient.id, **_allergy_values(input))
    ctx.emit(events.ALLERGY_RECORDED, allergy)
    return allergy


@input
class UpdateAllergyInput:
    """What is to change: members left out stay as they are."""

    substance: Maybe[Substance]
    severity: Maybe[Severity]
    reaction: Maybe[Reaction | None]


@command(WRITING)
async def update_allergy(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    input: UpdateAllergyInput,  # noqa: A002
    expected_version: int | None = None,
) -> Allergy:
    """Change an allergy. CONFLICT when the substance is listed already."""
    allergy = await ctx.load(Allergy, id, expected_version)
    values = tidy(given(input))
    if "substance" in values:
        values["substance_key"] = _key(values["substance"])
    if changed := await ctx.change(allergy, **values) - {"substance_key"}:
        ctx.emit(events.ALLERGY_CHANGED, allergy, changed)
    return allergy


@command(WRITING)
async def remove_allergy(ctx: Context, *, id: UUID, expected_version: int | None = None) -> bool:  # noqa: A002
    """Take an allergy off a patient's list."""
    allergy = await ctx.load(Allergy, id, expected_version)
    await ctx.remove(allergy)
    ctx.emit(events.ALLERGY_REMOVED, allergy)
    return True


# --- how -----------------------------------------------------------------------------------------------------------


async def own_patient(ctx: Context, patient_id: UUID | None, expected_version: int | None = None) -> Patient:
    """The caller's own patient, locked: the one named, else the only one, else the one whose account this is.

    Raises NotFound for any other.
    """
    chosen = ctx.rows(Patient).where(Patient.id.in_(ctx.actor.own.patients), chosen_own(ctx, patient_id))
    found = await ctx.first(chosen)
    if found is None:
        raise NotFound("No such patient.")
    return await living(ctx, found.id, expected_version)


def chosen_own(ctx: Context, patient_id: UUID | None) -> Any:
    """Which of one's own patients is meant, as a condition."""
    own = ctx.actor.own.patients
    if patient_id is not None or len(own) == 1:
        return Patient.id == (patient_id or own[0])
    return Patient.account_id == ctx.actor.account_id


async def write_history(
    ctx: Context,
    patient: Patient,
    values: dict[str, Any],
    *,
    path: str,
    expected_version: int | None = None,
    completed: bool = False,
) -> MedicalHistory:
    """Write given members of a locked patient's history, allergies included, with their events."""
    values = tidy(values)
    allergies = values.pop("allergies", None)
    if completed:
        values["completed_at"] = dt.datetime.now(dt.UTC)
    rows = ctx.rows(MedicalHistory).where(MedicalHistory.patient_id == patient.id)
    history = await ctx.first(rows, for_update=True)
    if expected_version is not None and expected_version != (history.row_version if history else None):
        raise Conflict("The medical history was changed meanwhile.")
    if history is None:
        history = await ctx.add(MedicalHistory, patient_id=patient.id, **values)
        changed = frozenset(values)
        ctx.emit(events.MEDICAL_HISTORY_UPDATED, history, changed)
    elif changed := await ctx.change(history, **values):
        ctx.emit(events.MEDICAL_HISTORY_UPDATED, history, changed)
    if allergies is not None:
        await write_allergies(ctx, patient, allergies, f"{path}.allergies")
    return history


async def write_allergies(ctx: Context, patient: Patient, wanted: list[AllergyInput], path: str) -> None:
    """Make these the allergies of a locked patient. Raises Invalid for a substance that is listed twice."""
    by_key: dict[str, dict[str, Any]] = {}
    for index, allergy in enumerate(wanted):
        values = _allergy_values(allergy)
        if values["substance_key"] in by_key:
            raise invalid(f"{path}.{index}.substance", "Is listed twice.")
        by_key[values["substance_key"]] = values
    rows = ctx.rows(Allergy).where(Allergy.patient_id == patient.id).order(Allergy.substance_key.asc())
    for known in await ctx.all(rows.window(1000)):
        values = by_key.pop(known.substance_key, {})
        if not values:
            await ctx.remove(known)
            ctx.emit(events.ALLERGY_REMOVED, known)
        elif changed := await ctx.change(known, **values):
            ctx.emit(events.ALLERGY_CHANGED, known, changed)
    for values in by_key.values():
        ctx.emit(events.ALLERGY_RECORDED, await ctx.add(Allergy, patient_id=patient.id, **values))


def _allergy_values(allergy: AllergyInput) -> dict[str, Any]:
    return {
        "substance": allergy.substance,
        "substance_key": _key(allergy.substance),
        "severity": allergy.severity,
        "reaction": allergy.reaction or None,
    }


def _key(substance: str) -> str:
    return fold(substance)[:160]
