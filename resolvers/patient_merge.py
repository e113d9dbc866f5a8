"""Two records of one person made one, and two again if that was a mistake: for a day everything can be put back."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from core.errors import Conflict, FieldProblem, Forbidden, NotFound, invalid
from core.predicates import EVERYTHING
from events import types as events
from models.base import REGISTRY, Base
from models.identity import Membership
from models.log import Event
from models.patients import FILLED, Allergy, Guardian, MedicalHistory, Patient, PatientMerge, PatientStatus
from operation.context import Context
from operation.locks import hold
from operation.merging import Hindrance, Plan, compare, move, plain, restore, spoken
from operation.operation import command, in_full
from operation.scope import visible
from operation.writes import words
from permissions import Permission, key
from resolvers.patient_rules import rights_changed
from resolvers.patients import DERIVED, derived

P = Permission

MERGE = key(P.PATIENTS_MERGE)

#: How long a merge can be undone.
UNDO_FOR = dt.timedelta(hours=24)
#: Rows that an answer names as the reason why not.
NAMED = 20

#: What the record says of the person beside what it is filled with.
NAMES = ("mrn", "first_name", "last_name")


@command(MERGE)
async def merge_patients(
    ctx: Context,
    *,
    id: UUID,  # noqa: A002
    duplicate_id: UUID,
    expected_version: int | None = None,
) -> PatientMerge:
    """Merge a duplicate into the patient `id`: whatever belongs to it belongs to that patient from then on.

    The kept record wins where both know something; what it does not know is taken from the duplicate, medical facts and
    allergies are united, and what differs is in `differences`. The duplicate is archived, points to the kept record by
    `mergedInto`, and its record number finds that one. For 24 hours `undoPatientMerge` puts everything back.

    CONFLICT for a record that is archived, erased or merged already, or not at `expectedVersion`; INVALID for a record
    with itself; FORBIDDEN where it would give the caller's own account a patient, or more of the one it has, and for
    whoever may merge own records only.
    """
    kept, other = await _both(ctx, id, duplicate_id)
    if expected_version is not None and kept.row_version != expected_version:
        raise Conflict("The patient was changed meanwhile.", currentVersion=kept.row_version)
    await _may_be_given(ctx, kept, other)
    plan = await compare(ctx, kept.id, other.id, other.mrn)
    said = differences(kept, other)
    undo = await move(ctx, plan, kept.id, other.id)
    taken = await _take_over(ctx, kept, other)
    merge = await ctx.add(
        PatientMerge,
        patient_id=kept.id,
        duplicate_id=other.id,
        membership_id=ctx.actor.membership_id,
        counts=_moved(ctx, undo),
        differences=said | _plain(plan, medical=False),
        medical_differences=_plain(plan, medical=True),
        undo=undo | taken,
        undo_until=dt.datetime.now(dt.UTC) + UNDO_FOR,
    )
    ctx.emit(events.PATIENT_MERGED, kept, taken["after"].keys() - DERIVED)
    ctx.emit(events.PATIENT_MERGED, other, ("merged_into_id", "status"))
    return merge


async def _both(ctx: Context, kept_id: UUID, other_id: UUID) -> tuple[Patient, Patient]:
    """Both records as the caller sees them, held so that nobody can even refer to them: always in the order of their
    ids, so that merges that cross end one after the other."""
    if kept_id == other_id:
        raise invalid("duplicateId", "Is the same record.")
    everybody(ctx)
    await hold(ctx, Patient, (kept_id, other_id))
    found = {row.id: row for row in await ctx.all(ctx.rows(Patient).where(Patient.id.in_([kept_id, other_id])))}
    paths = {kept_id: "id", other_id: "duplicateId"}
    if missing := [FieldProblem(path, "No such patient.") for id_, path in paths.items() if id_ not in found]:
        raise NotFound("No such patient.", fields=tuple(missing))
    for id_, path in paths.items():
        if (message := _unfit(found[id_])) is not None:
            into = found[id_].merged_into_id
            details: dict[str, Any] = {"mergedInto": str(into)} if into is not None else {}
            raise Conflict(message, fields=(FieldProblem(path, message),), **details)
    return found[kept_id], found[other_id]


def everybody(ctx: Context) -> None:
    """Merging moves rows that the caller need not see: only who holds the key for all patients may."""
    in_full(ctx, MERGE)


def _unfit(patient: Patient) -> str | None:
    if patient.status == PatientStatus.ERASED:
        return "This patient's record was erased."
    if patient.merged_into_id is not None:
        return "This record was merged into another one."
    return "This patient's record is archived; restore it first." if patient.status != PatientStatus.ACTIVE else None


async def _may_be_given(ctx: Context, kept: Patient, other: Patient) -> None:
    """Nobody gives a patient to their own account, nor what is known of one to a record of their own; and every account
    concerned learns what it sees now."""
    rows = ctx.clinic_rows(Guardian).where(Guardian.patient_id.in_([kept.id, other.id])).window(1000)
    acting = await ctx.all(rows)
    gaining: set[UUID | None] = {guardian.account_id for guardian in acting if guardian.patient_id == other.id}
    if kept.account_id is None:
        gaining.add(other.account_id)
    if ctx.actor.account_id in {kept.account_id, *(guardian.account_id for guardian in acting), *gaining}:
        raise Forbidden("Not to your own account.")
    for account in {other.account_id, *gaining}:
        rights_changed(ctx, account)


async def _take_over(ctx: Context, kept: Patient, other: Patient) -> dict[str, Any]:
    """Fill what the kept record does not know, archive the other. Says what both were `before`, and are `after`."""
    values: dict[str, Any] = {name: getattr(other, name) for name in fills(kept, other)}
    values["former_numbers"] = [*kept.former_numbers, other.mrn, *other.former_numbers]
    if kept.account_id is None:
        values["account_id"] = other.account_id
        values["portal_access"] = kept.portal_access or other.portal_access
    before = {name: plain(getattr(kept, name)) for name in values}
    link = {name: plain(getattr(other, name)) for name in ("account_id", "portal_access")}
    await ctx.change(kept, **values, **_following(kept, values))
    gone = {"status": PatientStatus.ARCHIVED, "archived_at": dt.datetime.now(dt.UTC), "merged_into_id": kept.id}
    await ctx.change(other, **gone, account_id=None, portal_access=False)
    after = {name: plain(value) for name, value in values.items() if plain(value) != before[name]}
    return {"before": {name: before[name] for name in after}, "after": after, "link": link}


def fills(kept: Patient, other: Patient) -> list[str]:
    """The columns that the kept record takes from the other: unknown there, known here, and not at odds with others
    that they make sense with."""
    taken: list[str] = []
    for group in FILLED:
        pairs = [(name, getattr(kept, name), getattr(other, name)) for name in group]
        if all(mine is None or theirs is None or mine == theirs for _, mine, theirs in pairs):
            taken += [name for name, mine, theirs in pairs if mine is None and theirs is not None]
    return taken


def differences(kept: Patient, other: Patient) -> dict[str, list[Any]]:
    """What the duplicate says and the kept record does not, by column: [kept, duplicate]."""
    taken = {*fills(kept, other), *(() if kept.account_id else ("account_id",))}
    names = [*NAMES, *(name for group in FILLED for name in group), "account_id"]
    pairs = {name: (plain(getattr(kept, name)), plain(getattr(other, name))) for name in names if name not in taken}
    return {name: [mine, theirs] for name, (mine, theirs) in pairs.items() if theirs is not None and mine != theirs}


def _following(patient: Patient, values: dict[str, Any]) -> dict[str, Any]:
    """The columns that follow from others. Nobody has seen the patient."""
    names = ("mrn", "first_name", "last_name", "email", "former_numbers")
    made = derived(**({name: getattr(patient, name) for name in names} | values))
    return {name: value for name, value in made.items() if name != "last_seen_at"}


#: Tables whose rows ask for the key of the medical history.
MEDICAL_TABLES = {model.table for model in (MedicalHistory, Allergy)}


def _plain(plan: Plan, *, medical: bool) -> dict[str, Any]:
    """What twins say differently, by table and column."""
    return {
        f"{model.table}.{name}": [plain(mine), plain(theirs)]
        for model, pairs in plan.twins.items()
        if (model.table in MEDICAL_TABLES) is medical
        for pair in pairs
        for name, (mine, theirs) in pair.differences.items()
    }


def _moved(ctx: Context, undo: dict[str, Any]) -> dict[str, int]:
    """Rows by table; as in the preview, how many there are of what the caller may not see is not told."""
    counts: dict[str, int] = {}
    for entry in undo["moved"]:
        model = REGISTRY[entry["model"]]
        if sees_all(ctx, model):
            counts[model.table] = counts.get(model.table, 0) + len(entry["rows"])
    return counts


def sees_all(ctx: Context, model: type[Base]) -> bool:
    """Whether the caller sees every row of the clinic."""
    return visible(model, ctx.actor) is EVERYTHING


# --- undoing -------------------------------------------------------------------------------------------------------


@command(MERGE)
async def undo_patient_merge(ctx: Context, *, id: UUID) -> PatientMerge:  # noqa: A002
    """Undo a merge within 24 hours: what it moved goes back, what it filled or united is again as it was.

    What came to the kept patient since then stays there. CONFLICT when something that has to go back was changed or
    removed meanwhile (`hindrances` names it, and by whom), when it is too late, or when one of the records was merged
    or erased since.
    """
    everybody(ctx)
    seen = await ctx.first(ctx.rows(PatientMerge).where(PatientMerge.id == id))
    if seen is None:
        raise NotFound("No such patient merge.")
    # The patients first, as everybody does.
    await hold(ctx, Patient, (seen.patient_id, seen.duplicate_id))
    merge = await ctx.load(PatientMerge, id)
    if merge.undone_at is not None:
        raise Conflict("This merge was undone already.")
    if merge.undo is None or merge.undo_until <= dt.datetime.now(dt.UTC):
        raise Conflict("A merge can be undone for 24 hours.")
    kept, other = await ctx.load(Patient, merge.patient_id), await ctx.load(Patient, merge.duplicate_id)
    if kept.merged_into_id is not None or other.merged_into_id != kept.id:
        raise Conflict("The record was merged into another one since; undo that first.")
    changed = await _give_back(ctx, kept, other, merge.undo)
    if hindrances := await restore(ctx, merge.undo, kept.id, other.id):
        raise await _hindered(ctx, merge, hindrances)
    await ctx.change(merge, undone_at=dt.datetime.now(dt.UTC), undo=None, differences={}, medical_differences={})
    guardians = await ctx.all(ctx.clinic_rows(Guardian).where(Guardian.patient_id == other.id).window(1000))
    for account in {kept.account_id, other.account_id, *(guardian.account_id for guardian in guardians)}:
        rights_changed(ctx, account)
    ctx.emit(events.PATIENT_MERGE_UNDONE, kept, changed - DERIVED)
    ctx.emit(events.PATIENT_MERGE_UNDONE, other, ("merged_into_id", "status"))
    return merge


async def _give_back(ctx: Context, kept: Patient, other: Patient, undo: dict[str, Any]) -> frozenset[str]:
    """The two records as they were. Raises Conflict where somebody has written since what the merge filled."""
    after = undo["after"]
    numbers = [other.mrn, *other.former_numbers]
    written = [
        name for name, value in after.items() if name != "former_numbers" and plain(getattr(kept, name)) != value
    ]
    if written:
        message = "What the merge filled in was changed since."
        reasons = [{"entity": "Patient", "id": str(kept.id), "reason": "changed", "columns": sorted(written)}]
        raise Conflict(message, hindrances=await _named(ctx, reasons, None))
    values = {name: spoken(Patient, name, value) for name, value in undo["before"].items()}
    values["former_numbers"] = [number for number in kept.former_numbers if number not in numbers]
    changed = await ctx.change(kept, **values, **_following(kept, values))
    link = {name: spoken(Patient, name, value) for name, value in undo["link"].items()}
    await ctx.change(other, status=PatientStatus.ACTIVE, archived_at=None, merged_into_id=None, **link)
    return changed


async def _hindered(ctx: Context, merge: PatientMerge, hindrances: list[Hindrance]) -> Conflict:
    first = hindrances[0]
    verb = "removed" if first.reason == "gone" else "changed"
    reasons = [{"entity": h.model.__name__, "id": str(h.id), "reason": h.reason} for h in hindrances[:NAMED]]
    return Conflict(
        f"This can no longer be undone: a row of {words(first.model)} was {verb} since.",
        hindrances=await _named(ctx, reasons, merge.created_at),
    )


async def _named(ctx: Context, reasons: list[dict[str, Any]], since: dt.datetime | None) -> list[dict[str, Any]]:
    """The reasons with who was the last to do something there, as far as the log says."""
    rows = ctx.clinic_rows(Event).where(Event.subject_id.in_([UUID(reason["id"]) for reason in reasons]))
    if since is not None:
        rows = rows.where(Event.at > since)
    rows = rows.where(~Event.type.in_([events.PATIENT_MERGED.name])).order(Event.seq.desc()).window(200)
    last: dict[str, Any] = {}
    for record in await ctx.fetch(rows.select(("subject_id", "actor_membership_id", "at"))):
        last.setdefault(str(record["subject_id"]), record)
    members = ctx.clinic_rows(Membership).where(Membership.id.in_([r["actor_membership_id"] for r in last.values()]))
    names = {r["id"]: r["display_name"] for r in await ctx.fetch(members.select(("id", "display_name")))}
    return [
        reason
        | (
            {"by": names.get(record["actor_membership_id"]), "at": record["at"].isoformat()}
            if (record := last.get(reason["id"])) is not None
            else {}
        )
        for reason in reasons
    ]
