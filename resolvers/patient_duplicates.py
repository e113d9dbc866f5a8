"""Finding out before merging: who may be the same person, and what a merge of two records would do."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import strawberry

from core.errors import NotFound
from core.rows import Rows
from models.appointments import OPEN, Appointment
from models.merging import Move
from models.patients import MedicalHistory, Patient, PatientStatus, PhoneNumber
from operation import handwritten
from operation.context import Context
from operation.inputs import camel
from operation.merging import Plan, compare, plain
from operation.operation import query
from operation.patient_graph import pointing
from resolvers.patient_merge import MEDICAL_TABLES, MERGE, differences, everybody, fills, sees_all

#: Records that one patient is compared with.
MOST = 20

_ALIKE = """
SELECT c.id FROM me m JOIN candidates c ON c.last_name_key = m.last_name_key AND c.birth_date = m.birth_date
 UNION SELECT c.id FROM me m JOIN candidates c ON c.email_lower = m.email_lower AND c.birth_date = m.birth_date
 UNION SELECT o.patient_id FROM callers o
"""


@query(MERGE)
async def duplicate_patients(ctx: Context, *, id: UUID) -> Rows[Patient]:  # noqa: A002
    """Patients who may be the same person as this one: the same birth date with the same name or e-mail address, or a
    phone number that both have; twenty at most, by name. Members of one family share numbers, too."""
    everyone, numbers = ctx.rows(Patient), ctx.rows(PhoneNumber)
    own = numbers.where(PhoneNumber.patient_id == id).window(MOST).select(("phone_number",))
    mine = [record["phone_number"] for record in await ctx.fetch(own)]
    others = everyone.where(Patient.id != id, Patient.status == PatientStatus.ACTIVE)
    found = await handwritten.fetch(
        ctx,
        _ALIKE,
        me=everyone.where(Patient.id == id),
        candidates=others,
        callers=numbers.where(PhoneNumber.phone_number.in_(mine), PhoneNumber.patient_id != id),
    )
    alike = others.where(Patient.id.in_([record["id"] for record in found]))
    return alike.order(Patient.last_name_key.asc(), Patient.id.asc()).window(MOST)


@strawberry.type(description="How many rows of a table would go to the kept record.")
class MovedRows:
    entity: str
    rows: int | None = strawberry.field(description="None where the caller may not see all of them.")


@strawberry.type(description="What two records say differently; the kept one's value stays, or both are united.")
class RecordDifference:
    entity: str
    field: str
    kept: str | None
    duplicate: str | None


@strawberry.type(description="Visits to come of both records at the same time.")
class OverlappingVisits:
    kept_id: UUID
    duplicate_id: UUID
    starts_at: dt.datetime


@strawberry.type(description="What merging two records would do, if it were done now.")
class PatientMergePreview:
    moves: list[MovedRows]
    fills: list[str] = strawberry.field(description="Fields that the kept record would take from the duplicate.")
    differences: list[RecordDifference]
    medical_differences: list[RecordDifference] | None = strawberry.field(
        description="Of the medical history and allergies; none without patients.view_medical_history."
    )
    overlapping_visits: list[OverlappingVisits] = strawberry.field(
        description="The first twenty; of those that the caller may see."
    )
    gives_access: bool = strawberry.field(description="The duplicate's portal account would see the kept record.")


@query(MERGE)
async def patient_merge_preview(ctx: Context, *, id: UUID, duplicate_id: UUID) -> PatientMergePreview:  # noqa: A002
    """What `mergePatients` would do with these two, without doing it. NOT_FOUND for a record one may not see; FORBIDDEN
    for whoever may merge own records only."""
    everybody(ctx)
    statement = ctx.rows(Patient).where(Patient.id.in_([id, duplicate_id])).select(Patient.columns)
    found = {record["id"]: record for record in await ctx.fetch(statement)}
    if id not in found or duplicate_id not in found:
        raise NotFound("No such patient.")
    kept, other = (Patient._init_from_db(**found[id_]) for id_ in (id, duplicate_id))
    plan = await compare(ctx, kept.id, other.id, other.mrn)
    ctx.runtime.access_log.note(ctx, "patient_merge_preview", Patient, [kept.id, other.id])
    said = [
        RecordDifference(entity="patient", field=camel(name), kept=_text(mine), duplicate=_text(theirs))
        for name, (mine, theirs) in differences(kept, other).items()
    ]
    medical = _told(plan, medical=True) if sees_all(ctx, MedicalHistory) else None
    return PatientMergePreview(
        moves=await _counted(ctx, plan, other.id),
        fills=[camel(name) for name in fills(kept, other)],
        differences=said + _told(plan, medical=False),
        medical_differences=medical,
        overlapping_visits=await _overlapping(ctx, kept.id, other.id),
        gives_access=kept.account_id is None and other.account_id is not None and other.portal_access,
    )


def _text(value: Any) -> str | None:
    made = plain(value)
    return ", ".join(made) if isinstance(made, list) else None if made is None else str(made)


def _told(plan: Plan, *, medical: bool) -> list[RecordDifference]:
    return [
        RecordDifference(entity=model.table, field=camel(name), kept=_text(mine), duplicate=_text(theirs))
        for model, pairs in plan.twins.items()
        if (model.table in MEDICAL_TABLES) is medical
        for pair in pairs
        for name, (mine, theirs) in pair.differences.items()
    ]


async def _counted(ctx: Context, plan: Plan, other: UUID) -> list[MovedRows]:
    """Rows that would move, in one statement; how many there are of what one may not see is not told either."""
    parts: dict[str, Rows[Any]] = {}
    tables: list[tuple[str, str | None]] = []
    for number, (model, column) in enumerate(pointing()):
        if not isinstance(model.merging, Move):
            continue
        if not sees_all(ctx, model):
            tables.append((model.table, None))
            continue
        name = f"part{number}"
        twins = [pair.other["id"] for pair in plan.twins.get(model, ())]
        parts[name] = ctx.rows(model).where(model.columns[column] == other, ~model.columns["id"].in_(twins))
        tables.append((model.table, name))
    text = "SELECT " + ", ".join(f"(SELECT count(id) FROM {name} ) AS {name}" for name in parts)  # noqa: S608
    (row,) = await handwritten.fetch(ctx, text, **parts)
    return [MovedRows(entity=table, rows=None if name is None else row[name]) for table, name in tables]


_BOTH = """
SELECT k.id AS kept, d.id AS duplicate, greatest(k.starts_at, d.starts_at) AS starts_at
  FROM ours k JOIN theirs d ON k.starts_at < d.ends_at AND d.starts_at < k.ends_at
 ORDER BY starts_at, kept, duplicate LIMIT 20
"""


async def _overlapping(ctx: Context, kept: UUID, other: UUID) -> list[OverlappingVisits]:
    coming = ctx.rows(Appointment).where(
        Appointment.status.in_(OPEN), Appointment.removed_at.is_null(), Appointment.ends_at > dt.datetime.now(dt.UTC)
    )
    found = await handwritten.fetch(
        ctx,
        _BOTH,
        ours=coming.where(Appointment.patient_id == kept),
        theirs=coming.where(Appointment.patient_id == other),
    )
    return [
        OverlappingVisits(kept_id=record["kept"], duplicate_id=record["duplicate"], starts_at=record["starts_at"])
        for record in found
    ]
