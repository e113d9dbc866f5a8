"""Two walls between clinics: the predicate in every statement, and row-level security behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from core.predicates import EVERYTHING
from models.base import REGISTRY
from operation import context
from operation.context import Context, Identity, RequestInfo
from operation.operation import OPERATIONS, Kind
from permissions import Plan, Role
from schema.build import build, operation_of
from tests.contract.sampling import document, roots
from tests.contract.served import served_endpoints
from tests.contract.test_verdicts import actor
from tests.world import ClinicWorld, World

#: Arguments whose id is not one of a clinic's rows.
NOT_ROWS = {"switchClinic"}


async def belongings(world: World) -> tuple[ClinicWorld, Callable[[str, str], UUID]]:
    """A clinic with a row of everything, and which of its ids fits an argument."""
    clinic = await world.clinic()
    patient = await clinic.patient_row(first_name="Foreign", last_name="Marker")
    phone = await clinic.row(
        "phone_number", patient_id=patient, phone_number="+4930555", label="mobile", is_primary=True
    )
    await clinic.row(
        "medical_history", patient_id=patient, medications=["x"], conditions=[], oral_habits=[], notes="Marker"
    )
    allergy = await clinic.row(
        "allergy", patient_id=patient, substance="Marker", substance_key="marker", severity="mild"
    )
    duplicate = await clinic.patient_row(first_name="Foreign", last_name="Marker")
    merged = await clinic.row(
        "patient_merge", patient_id=patient, duplicate_id=duplicate, counts={}, differences={"city": "Marker"},
        medical_differences={"notes": "Marker"}, undo={"x": "Marker"}, undo_until=dt.datetime.now(dt.UTC),
    )  # fmt: skip
    doctor = await clinic.employee(display_name="Marker", specialty="Marker")
    await clinic.row("employee_home", employee_id=doctor, address="Marker")
    number = await clinic.row(
        "employee_phone", employee_id=doctor, phone_number="+4930555", label="Marker", is_primary=True
    )
    position = await clinic.row(
        "staff_position", name="Marker", name_key="marker", code="Marker", code_key="marker", category="clinical",
        active=True,
    )  # fmt: skip
    await clinic.row("employee_position", employee_id=doctor, position_id=position, is_primary=True)
    room, kind = await clinic.room("Marker"), await clinic.appointment_type("Marker")
    noon = dt.datetime(2026, 6, 10, 10, tzinfo=dt.UTC)
    visit = await clinic.appointment(patient, noon, doctor_id=doctor, room_id=room, type_id=kind, notes="Marker")
    series = await clinic.row("appointment_series", patient_id=patient, doctor_id=doctor, every_days=7)
    entry = await clinic.row(
        "waitlist_entry", patient_id=patient, day_part="any", priority="normal", status="waiting", notes="Marker"
    )
    told = await clinic.notification(clinic.admin, visit, patient_id=patient)
    task = await clinic.task(doctor, "Marker", patient_id=patient, appointment_id=visit)
    await clinic.notification(clinic.admin, visit, patient_id=patient)
    day_off = await clinic.row("schedule_exception", employee_id=doctor, day=noon.date(), hours="[]", reason="Marker")
    holiday = await clinic.row("holiday", day=noon.date(), name="Marker", hours="[]")
    block = await clinic.row(
        "time_block", employee_id=doctor, starts_at=noon, ends_at=noon + dt.timedelta(hours=1), reason="Marker"
    )
    service = await clinic.row(
        "procedure", category="Marker", category_key="marker", name="Marker", name_key="marker", display_number=1,
        price=1, active=True, disclaimer="Marker",
    )  # fmt: skip
    await clinic.row(
        "appointment_plan_item", appointment_id=visit, patient_id=patient, procedure_id=service, place=0, qty=1,
        note="Marker",
    )  # fmt: skip
    logo = await clinic.row(
        "stored_file", owner_type="branding", owner_id=clinic.id, content_type="image/png", size=1, sha256="0" * 64
    )
    await clinic.row("clinic_branding", id=clinic.id, logo_id=logo)
    by_name = {
        "patientId": patient,
        "duplicateId": duplicate,
        "phoneNumberId": phone,
        "allergyId": allergy,
        "membershipId": clinic.doctor.membership_id,
        "accountId": clinic.patient.account_id,
        "userId": clinic.patient.account_id,
        "clinicId": clinic.id,
        "doctorId": doctor,
        "roomId": room,
        "typeId": kind,
        "employeeId": doctor,
        "serviceId": service,
        "positionId": position,
    }
    by_area = {
        "employeephone": number,
        "undopatientmerge": merged,
        "phone": phone,
        "allergy": allergy,
        "clinic": clinic.id,
        "guardian": patient,
        "staff": by_name["membershipId"],
        "series": series,
        "waitlist": entry,
        "notification": told,
        "task": task,
        "room": room,
        "appointmenttype": kind,
        "appointment": visit,
        "scheduleexception": day_off,
        "holiday": holiday,
        "timeblock": block,
        "procedure": service,
        "position": position,
        "employee": doctor,
    }

    def ids(field: str, path: str) -> UUID:
        last = path.rpartition(".")[2]
        if last in by_name:
            return UUID(str(by_name[last]))
        for word, id_ in by_area.items():
            if word in field.lower():
                return UUID(str(id_))
        return patient

    return clinic, ids


async def fingerprint(world: World, clinic: ClinicWorld) -> dict[str, Any]:
    """Every row of the clinic, hashed by PostgreSQL."""
    found = {}
    for model in REGISTRY.values():
        if model.clinic_column and model.table not in ("access_record", "idempotency_record"):
            found[model.table] = await world.value(
                f"SELECT md5(coalesce(string_agg(t::text, '' ORDER BY id), '')) FROM \"{model.table}\" t"
                f" WHERE {model.clinic_column} = $1",
                clinic.id,
            )
    return found


@pytest.mark.parametrize("who", ["admin", "superadmin"])
async def test_somebody_in_another_clinic_finds_nothing_and_changes_nothing(world: World, who: str) -> None:
    """Every root field with clinic B's ids, as A's admin or as a superadmin inside A: no data, no change, and B
    looks as if it did not exist."""
    theirs, ids = await belongings(world)
    ours = await world.clinic(people=("admin",))
    root = await world.superadmin(second_factor=True)
    person, stating = (ours.admin, {}) if who == "admin" else (root, named(ours.id))
    before = await fingerprint(world, theirs)
    wrong = []
    for kind, name, field in roots(build()):
        operation = operation_of(field)
        text, variables = document(kind, name, field, ids)
        if operation is None or name in NOT_ROWS or not _ids(variables):
            continue
        body = (await person.post(text, variables, **stating)).text
        if "Marker" in body or "+4930555" in body or any(str(p.email) in body for p in theirs.people.values()):
            wrong.append((name, body[:300]))
    assert wrong == []
    assert await fingerprint(world, theirs) == before


def named(clinic: UUID | None) -> dict[str, str]:
    """What a superadmin's request states: a reason, and a clinic if it names one."""
    return {"x-reason": "Contract test"} | ({"x-clinic-id": str(clinic)} if clinic else {})


async def test_commands_on_foreign_rows_are_not_found(world: World) -> None:
    _, ids = await belongings(world)
    ours = await world.clinic(people=("admin",))
    answers = {}
    for kind, name, field in roots(build()):
        operation = operation_of(field)
        text, variables = document(kind, name, field, ids)
        if operation is None or operation.kind is not Kind.COMMAND or not _ids(variables) or name in NOT_ROWS:
            continue
        verdict = operation.guard.verdict(actor(Role.ADMIN, Plan.PRO_PLUS))
        if verdict.allowed:
            answer = await ours.admin.ask(text, variables)
            answers[name] = [e["extensions"]["code"] for e in answer.get("errors", ())]
    assert {name: codes for name, codes in answers.items() if codes not in (["NOT_FOUND"], ["FORBIDDEN"])} == {}


def _ids(variables: Any) -> bool:
    """Whether a UUID is among the variables."""
    if isinstance(variables, dict):
        return any(_ids(v) for v in variables.values())
    if isinstance(variables, list):
        return any(_ids(v) for v in variables)
    return isinstance(variables, str) and len(variables) == 36 and variables.count("-") == 4


@pytest.mark.parametrize("table", sorted(m.table for m in REGISTRY.values() if m.clinic_column == "clinic_id"))
async def test_row_level_security_holds_without_the_first_wall(
    world: World, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The very statement of Rows, its clinic predicate taken out: the owner sees B's rows, the application does not."""
    theirs, _ = await belongings(world)
    ours = await world.clinic(people=("admin",))
    model = next(m for m in REGISTRY.values() if m.table == table)
    monkeypatch.setattr(context, "clinic_predicate", lambda model, actor: EVERYTHING)
    process = world.app.state.process
    ctx = Context(Identity(actor(Role.ADMIN, Plan.PRO_PLUS)), RequestInfo("t"), process.runtime)
    statement = ctx.clinic_rows(model).select(("id", "clinic_id"))
    assert "WHERE TRUE" in statement.sql

    owner = {r["clinic_id"] for r in await world.fetch(statement.sql, *statement.values)}
    connection = await asyncpg.connect(world.app_url)
    try:
        await connection.execute("SELECT set_config('app.clinic', $1, false)", str(ours.id))
        seen = {r["clinic_id"] for r in await connection.fetch(statement.sql, *statement.values)}
        await connection.execute("SELECT set_config('app.clinic', '', false)")
        unset = await connection.fetch(statement.sql, *statement.values)
    finally:
        await connection.close()

    if owner:
        assert theirs.id in owner or table not in (
            "patient", "membership", "phone_number", "medical_history", "allergy", "employee", "room",
            "appointment_type", "appointment", "appointment_change", "appointment_series", "waitlist_entry",
            "patient_merge", "notification", "task", "holiday", "schedule_exception", "time_block", "procedure",
            "appointment_plan_item", "stored_file", "clinic_branding",
            "employee_home", "employee_phone", "staff_position", "employee_position",
        )  # fmt: skip
    assert seen <= {ours.id}
    assert unset == []


async def test_the_application_login_cannot_reach_accounts_and_sessions(world: World) -> None:
    connection = await asyncpg.connect(world.app_url)
    try:
        platform = sorted(m.table for m in REGISTRY.values() if m.clinic_column is None)
        assert {"account", "session", "platform_access", "clinic_deletion", "platform_clinic"} <= set(platform)
        for table in platform:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.fetch(f'SELECT 1 FROM "{table}"')
    finally:
        await connection.close()


async def test_a_foreign_row_cannot_be_referenced_even_by_hand(world: World) -> None:
    """Foreign keys ignore row-level security; composite keys do not let one point across."""
    _, ids = await belongings(world)
    ours = await world.clinic(people=("admin",))
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await ours.row(
            "phone_number", patient_id=ids("x", "patientId"), phone_number="+491", label="x", is_primary=False
        )


def test_every_operation_is_published_or_known() -> None:
    published = {operation_of(field).name for _, _, field in roots(build())}  # type: ignore[union-attr]
    subscriptions = {o.name for o in OPERATIONS.values() if o.kind is Kind.SUBSCRIPTION}
    bytes_alone = {name for _, _, names in served_endpoints() for name in names}
    assert set(OPERATIONS) - published - subscriptions - bytes_alone == set()
