"""The event log as people see it: live, as an audit, as a timeline; and the log of who read what.

Every reader of events is scoped by both walls and by type: an event takes its subject's visibility.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

import strawberry

from core import db
from core.errors import invalid
from core.paging import Page
from core.predicates import Predicate
from core.rows import One
from core.scalars import BigInt
from events.follow import Happened
from models.base import ClinicModel
from models.identity import Membership
from models.log import EVENT_TYPES, AccessRecord, Event, EventHead
from models.patients import Patient
from operation import references
from operation.context import Context
from operation.inputs import Day, Items, Ref, Reference, Text, input  # noqa: A004
from operation.operation import query, subscription
from operation.patient_graph import family
from permissions import CLINIC_ROLES, Permission, key, role

P = Permission

#: What an event type, or a family of them (`patient.*`), may look like.
TypeName = Annotated[str, Text(1, 64)]


@subscription(role(*CLINIC_ROLES))
async def clinic_events(
    ctx: Context, event: Happened, *, types: Annotated[list[str], Items(100)] | None = None
) -> One[Event] | None:
    """What happens in the clinic, as far as the caller may see it, from `after` on or from now on.

    `types` narrows to some kinds (`patient.registered`, or `patient.*`). Numbers of events one may not see are
    missing without meaning loss. That somebody was told something (`notification.received`) comes only when asked for.
    """
    if types is None:
        if EVENT_TYPES[event.type].quiet:
            return None
    elif not any(matches(event.type, wanted) for wanted in types):
        return None
    return ctx.rows(Event).where(Event.id == event.id).one()


@query(role(*CLINIC_ROLES))
async def last_event(ctx: Context) -> BigInt:
    """The number of the clinic's last event, 0 before the first one.

    Read it, then what is to be shown, then subscribe with it as `after`: so nothing falls between.
    """
    statement = ctx.clinic_rows(EventHead).select(("seq",))
    async with db.read(ctx.clinic.id) as connection:
        return BigInt(await connection.fetchval(statement.sql, *statement.values) or 0)


def matches(name: str, wanted: str) -> bool:
    """Whether an event type is the wanted one, or of the wanted family `entity.*`."""
    return name == wanted or (wanted.endswith(".*") and name.startswith(wanted[:-1]))


# --- the audit log -------------------------------------------------------------------------------------------------


@input
class AuditLogFilter:
    """Which entries; everything given must hold."""

    actor_account_id: UUID | None = None
    actor_membership_id: UUID | None = None
    type: TypeName | None = strawberry.field(
        default=None, description="A kind (`patient.updated`) or a family (`patient.*`)."
    )
    types: Annotated[list[TypeName], Items(100)] | None = strawberry.field(
        default=None, description="Any of these kinds or families."
    )
    subject_type: Annotated[str, Text(1, 64)] | None = strawberry.field(
        default=None, description="What it is about: `patient`, `membership`, `clinic`, …"
    )
    subject_id: UUID | None = None
    patient_id: UUID | None = strawberry.field(default=None, description="Whatever concerns this patient.")
    from_: dt.datetime | None = strawberry.field(name="from", default=None, description="From this moment on.")
    to: dt.datetime | None = strawberry.field(default=None, description="Before this moment.")
    start_date: Annotated[dt.date, Day()] | None = strawberry.field(
        default=None, description="From this day on, where the clinic is."
    )
    end_date: Annotated[dt.date, Day()] | None = strawberry.field(default=None, description="Up to and with this day.")


@query(key(P.AUDIT_LOGS_VIEW))
async def audit_logs(ctx: Context, *, filter: AuditLogFilter | None = None) -> Page[Event]:  # noqa: A002
    """Who did what and when, newest first: every event whose subject the caller may see.

    `changed` names fields, never their values. What was done under another name or by the platform says so. That
    somebody was told something (`notification.received`) is listed only when asked for by its kind. INVALID for a kind
    or subject that does not exist.
    """
    rows = ctx.rows(Event).order(Event.seq.desc())
    return Page(rows.where(*_audit(ctx, filter or AuditLogFilter())))


def _audit(ctx: Context, wanted: AuditLogFilter) -> list[Predicate]:
    found = [
        column == value
        for column, value in (
            (Event.actor_account_id, wanted.actor_account_id),
            (Event.actor_membership_id, wanted.actor_membership_id),
            (Event.subject_id, wanted.subject_id),
            (Event.patient_id, wanted.patient_id),
        )
        if value is not None
    ]
    if wanted.type is None and wanted.types is None:
        found.append(~Event.type.in_(sorted(kind.name for kind in EVENT_TYPES.values() if kind.quiet)))
    if wanted.type is not None:
        found.append(Event.type.in_(_kinds([wanted.type], "filter.type")))
    if wanted.types is not None:
        found.append(Event.type.in_(_kinds(wanted.types, "filter.types")))
    if wanted.subject_type is not None:
        found.append(Event.subject_type == subject(wanted.subject_type, "filter.subjectType").__name__)
    return found + _when(ctx, wanted, Event.at)


def _kinds(names: list[str], path: str) -> list[str]:
    """The declared kinds meant by names and families. Raises Invalid for one that means none."""
    found: set[str] = set()
    for name in names:
        kinds = [kind for kind in EVENT_TYPES if matches(kind, name)]
        if not kinds:
            raise invalid(path, "There is no such kind of event.")
        found.update(kinds)
    return sorted(found)


def _when(ctx: Context, wanted: Any, column: Any) -> list[Predicate]:
    """Bounds in time: moments, and days where the clinic is."""
    found: list[Predicate] = []
    if wanted.from_ is not None:
        found.append(column >= wanted.from_)
    if wanted.to is not None:
        found.append(column < wanted.to)
    if wanted.start_date is not None:
        found.append(column >= ctx.clinic.day(wanted.start_date)[0])
    if wanted.end_date is not None:
        found.append(column < ctx.clinic.day(wanted.end_date)[1])
    return found


# --- the access log ------------------------------------------------------------------------------------------------


@input
class AccessLogFilter:
    """Which reads; everything given must hold."""

    account_id: UUID | None = None
    membership_id: UUID | None = None
    subject_type: Annotated[str, Text(1, 64)] | None = strawberry.field(
        default=None, description="What was read: `Patient`, `MedicalHistory`, …"
    )
    subject_id: UUID | None = strawberry.field(default=None, description="Reads in which this row was handed out.")
    operation: Annotated[str, Text(1, 80)] | None = None
    under_another_name: bool | None = strawberry.field(
        default=None, description="Only reads by impersonation, or only all others."
    )
    from_: dt.datetime | None = strawberry.field(name="from", default=None, description="From this moment on.")
    to: dt.datetime | None = strawberry.field(default=None, description="Before this moment.")
    start_date: Annotated[dt.date, Day()] | None = strawberry.field(
        default=None, description="From this day on, where the clinic is."
    )
    end_date: Annotated[dt.date, Day()] | None = strawberry.field(default=None, description="Up to and with this day.")


@query(key(P.AUDIT_LOGS_VIEW))
async def access_log(ctx: Context, *, filter: AccessLogFilter | None = None) -> Page[AccessRecord]:  # noqa: A002
    """Who read patients' records, newest first; superadmins and impersonators with everything they read.

    A list that was read is one entry with the ids of its first rows and their number. Entries appear about a second
    after the read.
    """
    rows = ctx.rows(AccessRecord).order(AccessRecord.created_at.desc(), AccessRecord.id.desc())
    return Page(rows.where(*_accesses(ctx, filter)) if filter is not None else rows)


def _accesses(ctx: Context, wanted: AccessLogFilter) -> list[Predicate]:
    found: list[Predicate] = [
        column == value
        for column, value in (
            (AccessRecord.account_id, wanted.account_id),
            (AccessRecord.membership_id, wanted.membership_id),
            (AccessRecord.operation, wanted.operation),
        )
        if value is not None
    ]
    if wanted.subject_type is not None:
        found.append(AccessRecord.subject_type == wanted.subject_type)
    if wanted.subject_id is not None:
        found.append(AccessRecord.subject_ids.has(str(wanted.subject_id)))
    if wanted.under_another_name is not None:
        absent = AccessRecord.impersonator_id.is_null()
        found.append(~absent if wanted.under_another_name else absent)
    return found + _when(ctx, wanted, AccessRecord.created_at)


# --- the timeline of one thing -------------------------------------------------------------------------------------

#: Words of the endpoint documents for subjects whose table is named otherwise.
_WORDS: dict[str, type[ClinicModel]] = {"staff": Membership}


def subject(name: str, path: str) -> type[ClinicModel]:
    """The model whose events are meant by `patient`, `medical_history`, `medical-history` or `MedicalHistory`.

    Raises Invalid, naming `path`, for anything no event is about.
    """
    plain = name.lower().replace("-", "_")
    for kind in EVENT_TYPES.values():
        if plain in (kind.subject.table, kind.subject.__name__.lower()):
            return kind.subject
    if plain in _WORDS:
        return _WORDS[plain]
    raise invalid(path, "There is no such kind of entity.")


@query(key(P.AUDIT_ACTIVITY_VIEW))
async def activity(ctx: Context, *, entity_type: Annotated[str, Text(1, 64)], entity_id: UUID) -> Page[Event]:
    """Everything that happened to one thing (`patient`, `appointment`, `clinic`, …), newest first.

    A patient's timeline also holds what happened to records that belong to the patient. The thing itself must be the
    caller's to see, else NOT_FOUND; of its events those appear whose subject the caller may see. INVALID for an unknown
    type.
    """
    model = subject(entity_type, "entityType")
    await references.check(ctx, [Reference("entityId", Ref(model.__name__), entity_id)])
    rows = ctx.rows(Event).order(Event.seq.desc())
    if model is Patient:
        return Page(rows.where(*_timeline(await family(ctx, entity_id))))
    return Page(rows.where(Event.subject_id == entity_id, Event.subject_type == model.__name__))


@query(key(P.PATIENTS_VIEW_DETAIL))
async def patient_timeline(ctx: Context, *, patient_id: UUID) -> Page[Event]:
    """Everything that happened to a patient and to what belongs to the patient, newest first.

    Only what the caller may see: events of visits, histories or invoices need the right to see those. NOT_FOUND for a
    patient who is not the caller's to see; patients and guardians see their own.
    """
    await references.check(ctx, [Reference("patientId", Ref("Patient"), patient_id)])
    return Page(ctx.rows(Event).order(Event.seq.desc()).where(*_timeline(await family(ctx, patient_id))))


def _timeline(records: list[UUID]) -> list[Predicate]:
    """Of a patient's record, and of the duplicates that were merged into it."""
    kinds = [kind.name for kind in EVENT_TYPES.values() if kind.timeline or kind.subject is Patient]
    # Almost everybody has one: `=` lets the index hand out the newest, where `= ANY` has them all sorted.
    whose = Event.patient_id == records[0] if len(records) == 1 else Event.patient_id.in_(records)
    return [whose, Event.type.in_(kinds)]
