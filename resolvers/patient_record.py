"""One patient's whole record, to be taken along: everything the clinic has on the person, as far as the caller may see
it, derived from the models (operation/patient_graph) so that no table is forgotten."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import strawberry

from core.errors import LimitReached, NotFound
from core.predicates import EVERYTHING, NOTHING
from core.rows import Rows
from core.scalars import Json
from events import types as events
from models.base import REGISTRY, Base
from models.merging import Told
from models.patients import Patient
from operation.context import Context
from operation.inputs import camel
from operation.operation import action, own_transaction
from operation.patient_graph import COLUMN, concerned, family
from operation.scope import visible
from permissions import Permission, Role, Scope, key, role
from resolvers.exports import MOST, records

P = Permission

EXPORT = key(P.PATIENTS_EXPORT)
RECORD = EXPORT | role(Role.PATIENT)
#: Records that one account takes along in a minute.
MOST_RECORDS = 20

#: What a face calls its row.
_NAMES = ("display_name", "name")


@dataclass(frozen=True, slots=True)
class Part:
    """One table of the record: which rows, which columns, and those that the caller may not read."""

    model: type[Base]
    rows: Rows[Any]
    columns: tuple[str, ...]
    withheld: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.model.table

    @property
    def about(self) -> str:
        return " ".join((self.model.__doc__ or "").split())


@dataclass(slots=True)
class Record:
    """A record on its way out; `counts`, `said` and `at` are what its index says when all of it is written."""

    patient: Any
    parts: list[Part]
    #: Tables of which the caller may see nothing.
    absent: list[str]
    at: dt.datetime
    counts: dict[str, int] = field(default_factory=dict)
    #: Ids that rows mention, by model: rooms, members of the staff.
    mentioned: dict[type[Base], set[UUID]] = field(default_factory=dict)


@strawberry.type(description="A patient's whole record; `record` holds a list for each kind of thing, and an index.")
class PatientRecordExport:
    record: Json
    rows: int


@action(RECORD, while_suspended=True)
async def export_patient_record(ctx: Context, *, id: UUID) -> PatientRecordExport:  # noqa: A002
    """Everything the clinic has on one patient, duplicates that were merged into the record included; patients and
    guardians take their own. Only what the caller may see: `index` says what is left out. Noted on the patient's
    timeline and in the access log.

    LIMIT_REACHED beyond 5,000 rows: `GET /api/v1/protected/patients/:id/record.zip` sends any number. RATE_LIMITED
    after twenty a minute.
    """
    record = await begin(ctx, id)
    made: dict[str, Any] = {}
    rows = 0
    for part in record.parts:
        made[camel(part.name)] = listed = []
        async for page in pages(ctx, record, part):
            listed += page
            rows += len(page)
            if rows > MOST:
                raise LimitReached(f"More than {MOST} rows; use the address that sends any number.")
    made["names"] = await names(ctx, record)
    made["index"] = index(ctx, record)
    return PatientRecordExport(record=Json(plain_json(made)), rows=rows)


async def begin(ctx: Context, patient_id: UUID) -> Record:
    """The record, after its export was noted. Raises NotFound for a patient who is not the caller's to take along."""
    await ctx.runtime.services["limiter"].hit("patient-record", str(ctx.actor.account_id), most=MOST_RECORDS)
    rows = ctx.rows(Patient).where(Patient.id == patient_id)
    if EXPORT.verdict(ctx.actor).scope is not Scope.ALL:
        rows = rows.where(Patient.id.in_(ctx.actor.own.patients))
    async with own_transaction(ctx):
        patient = await ctx.first(rows)
        if patient is None:
            raise NotFound("No such patient.")
        ids = await family(ctx, patient.id)
        ctx.emit(events.PATIENT_RECORD_EXPORTED, patient)
    found = list(_parts(ctx, ids))
    return Record(
        patient=patient,
        parts=[part for part in found if isinstance(part, Part)],
        absent=[part for part in found if isinstance(part, str)],
        at=dt.datetime.now(dt.UTC),
    )


def _parts(ctx: Context, ids: list[UUID]) -> Iterator[Part | str]:
    """The patient's own row first, then every table of the graph; by its name where nothing of it may be seen."""
    models: list[type[Base]] = [Patient, *sorted(concerned(), key=lambda model: model.table)]
    for model in models:
        rule = model.record
        if not isinstance(rule, Told):
            continue
        if visible(model, ctx.actor) is NOTHING:
            yield model.table
            continue
        of = model.columns["id" if model is Patient else COLUMN]
        listed = [c for n, c in model.columns.items() if n not in (*rule.but, model.clinic_column, "row_version")]
        kept = [c.name for c in listed if c.guard is None or c.guard.verdict(ctx.actor).allowed]
        rows = ctx.rows(model).where(of.in_(ids))
        yield Part(
            model,
            rows.order(model.columns["created_at"].asc(), model.columns["id"].asc()),
            tuple(kept),
            tuple(column.name for column in listed if column.name not in kept),
        )


async def pages(ctx: Context, record: Record, part: Part) -> AsyncIterator[list[dict[str, Any]]]:
    """A part's rows as they are written, a page at a time."""
    record.counts[part.name] = 0
    pointing = [
        (name, target)
        for name in part.columns
        if (target := REGISTRY.get(part.model.columns[name].references or "")) is not None and target.face
    ]
    async for found in records(ctx, export_patient_record.name, part.rows, part.columns):
        record.counts[part.name] += len(found)
        for name, target in pointing:
            record.mentioned.setdefault(target, set()).update(row[name] for row in found if row[name] is not None)
        yield [{camel(name): row[name] for name in part.columns} for row in found]


async def names(ctx: Context, record: Record) -> dict[str, str]:
    """What the rows mention by their ids: who treated, in which room, for what."""
    found: dict[str, str] = {}
    for model, ids in record.mentioned.items():
        name = next((name for name in _NAMES if name in model.face), None)
        if name is not None and ids:
            faces = ctx.face(model).where(model.columns["id"].in_(sorted(ids))).select(("id", name))
            found |= {str(row["id"]): row[name] for row in await ctx.fetch(faces)}
    return found


def index(ctx: Context, record: Record) -> dict[str, Any]:
    """What is in it and what is not, for programs."""
    return {
        "format": "odontograph patient record, version 1",
        "clinic": ctx.clinic.name,
        "clinicId": str(ctx.clinic.id),
        "patientId": str(record.patient.id),
        "recordNumber": record.patient.mrn,
        "exportedAt": record.at.isoformat(),
        "timeZone": ctx.clinic.timezone,
        "times": "Moments are in UTC; dates are days where the clinic is.",
        "currency": ctx.clinic.currency,
        "parts": [
            {
                "name": camel(part.name),
                "rows": record.counts.get(part.name, 0),
                "scope": "all" if visible(part.model, ctx.actor) is EVERYTHING else "own",
                "about": part.about,
                "leftOut": [camel(name) for name in part.withheld],
            }
            for part in record.parts
        ],
        "leftOut": [camel(name) for name in record.absent],
    }


def plain_json(value: Any) -> Any:
    """The same in JSON's own types."""
    match value:
        case dict():
            return {name: plain_json(member) for name, member in value.items()}
        case list() | tuple():
            return [plain_json(member) for member in value]
        case dt.date():
            return value.isoformat()
        case str() | int() | float() | bool() | None:
            return value
        case _:
            return str(value)
