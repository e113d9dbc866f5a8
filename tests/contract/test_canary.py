"""Marked texts that some callers must never get: everything is asked, every byte is searched."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from permissions import Role
from schema.build import build
from tests.contract.sampling import Ids, document, roots
from tests.contract.test_walls import belongings, named
from tests.world import ClinicWorld, Person, World

MARKER = "Canary-7c31"


async def marked(world: World) -> tuple[ClinicWorld, dict[str, str]]:
    """A clinic with another patient whose every text is marked; returns the ids an attacker might know."""
    clinic = await world.clinic()
    victim = await clinic.patient_row(
        first_name=f"{MARKER}-first", last_name=f"{MARKER}-last", email=f"{MARKER}@mail.example",
        address=f"{MARKER}-address", occupation=f"{MARKER}-occupation", insurance_number=f"{MARKER}-number",
        emergency_contact_name=f"{MARKER}-contact",
    )  # fmt: skip
    await clinic.row(
        "phone_number", patient_id=victim, phone_number="+4977777777", label=f"{MARKER}-label", is_primary=True
    )
    await clinic.row(
        "medical_history", patient_id=victim, blood_type=f"{MARKER}"[:8], smoking=f"{MARKER}-smoking",
        medications=[f"{MARKER}-medication"], conditions=[f"{MARKER}-condition"], oral_habits=[f"{MARKER}-habit"],
        family_history=f"{MARKER}-family", notes=f"{MARKER}-notes",
    )  # fmt: skip
    await clinic.row(
        "allergy", patient_id=victim, substance=f"{MARKER}-substance", substance_key=MARKER, severity="mild",
        reaction=f"{MARKER}-reaction",
    )  # fmt: skip
    # Whoever may book reads the doctors' names, patients too.
    doctor = await clinic.employee(
        display_name="Dr. Known", specialty=f"{MARKER}-specialty", email=f"{MARKER}-staff@mail.example"
    )
    await clinic.row("employee_home", employee_id=doctor, address=f"{MARKER}-home")
    await clinic.row(
        "employee_phone", employee_id=doctor, phone_number="+4977777777", label=f"{MARKER}-staff", is_primary=True
    )
    position = await clinic.row(
        "staff_position", name=f"{MARKER}-position", name_key="x", code=f"{MARKER}-position", code_key="x",
        category="clinical", active=True, description=f"{MARKER}-position",
    )  # fmt: skip
    await clinic.row("employee_position", employee_id=doctor, position_id=position, is_primary=True)
    visit = await clinic.appointment(
        victim, dt.datetime(2026, 6, 10, tzinfo=dt.UTC), doctor_id=doctor, room_id=await clinic.room(f"{MARKER}-room"),
        notes=f"{MARKER}-visit", cancel_reason=f"{MARKER}-visit",
    )  # fmt: skip
    await clinic.row(
        "waitlist_entry", patient_id=victim, doctor_id=doctor, day_part="any", priority="normal", status="waiting",
        notes=f"{MARKER}-visit",
    )  # fmt: skip
    noon = dt.datetime(2026, 6, 10, 12, tzinfo=dt.UTC)
    await clinic.row("holiday", day=noon.date(), name=f"{MARKER}-holiday", hours="[]")
    await clinic.row(
        "schedule_exception", employee_id=doctor, day=noon.date(), hours="[]", reason=f"{MARKER}-day-off"
    )  # fmt: skip
    await clinic.row(
        "time_block", employee_id=doctor, starts_at=noon, ends_at=noon + dt.timedelta(hours=1),
        reason=f"{MARKER}-block",
    )  # fmt: skip
    await clinic.row(
        "patient_merge", patient_id=victim, duplicate_id=victim, counts={f"{MARKER}-count": 1},
        differences={"city": f"{MARKER}-city"}, medical_differences={"notes": f"{MARKER}-notes"},
        undo={"notes": f"{MARKER}-notes"}, undo_until=dt.datetime.now(dt.UTC),
    )  # fmt: skip
    await clinic.notification(clinic.doctor, visit, kind=f"{MARKER}-kind", patient_id=victim)
    await clinic.task(doctor, f"{MARKER}-task", patient_id=victim, details=f"{MARKER}-details")
    return clinic, {"victim": str(victim), "visit": str(visit), "doctor": str(doctor)}


async def test_another_patient_gets_no_byte_of_it(world: World) -> None:
    clinic, known = await marked(world)
    spy = clinic.people[Role.PATIENT.value]
    found = await everything(world, spy, known["victim"])
    assert found == []


async def test_another_clinics_admin_gets_no_byte_of_it(world: World) -> None:
    _, known = await marked(world)
    other = await world.clinic(people=("admin",))
    assert await everything(world, other.admin, known["victim"]) == []


async def test_the_platform_gets_no_byte_of_it_outside_the_clinic(world: World) -> None:
    """A superadmin with second factor and reason, in no clinic or in another: its lists hold no health data."""
    _, known = await marked(world)
    root, other = await world.superadmin(second_factor=True), await world.clinic(people=())
    for clinic in (None, other.id):
        assert await everything(world, root, known["victim"], stating=named(clinic)) == []


async def test_staff_without_the_key_get_nothing_of_the_history(world: World) -> None:
    """The receptionist may see the patient; with the key for medical history taken away, not a word of that."""
    clinic, known = await marked(world)
    desk = await clinic.join("receptionist", "desk", overrides={"patients.view_medical_history": False})
    secrets = ("-smoking", "-medication", "-condition", "-habit", "-family", "-notes", "-substance", "-reaction")
    answers = await everything(world, desk, known["victim"], words=tuple(MARKER + s for s in secrets))
    assert answers == []


async def test_who_only_books_gets_nothing_private_of_the_staff(world: World) -> None:
    """The front desk chooses among doctors by name; a doctor knows colleagues, but not where they live."""
    clinic, known = await marked(world)
    private = tuple(MARKER + s for s in ("-home", "-staff", "-position"))
    assert await everything(world, clinic.receptionist, known["doctor"], words=private) == []
    assert await everything(world, clinic.doctor, known["doctor"], words=private[:1]) == []


async def test_a_doctor_of_the_own_schedule_gets_nothing_of_a_colleagues_visit(world: World) -> None:
    """Such a doctor may see the patient, but not that there is a visit, nor what was noted about it."""
    clinic, known = await marked(world)
    doctor = await clinic.join("doctor", "lone", overrides={"appointments.view_all_doctors": False})
    await clinic.employee(doctor)
    for id_ in known.values():
        assert await everything(world, doctor, id_, words=(f"{MARKER}-visit",)) == []


async def everything(
    world: World,
    spy: Person,
    victim: str,
    words: tuple[str, ...] = (MARKER, "+4977777777"),
    stating: dict[str, str] | None = None,
) -> list[str]:
    """Names of the operations whose answer held a marked text, asked with the victim's id and with searches for it."""
    found = []
    for kind, name, field in roots(build()):
        for optional in (False, True):
            text, variables = document(kind, name, field, lambda f, p: UUID(victim), optional=optional)
            if "search" in variables:
                variables["search"] = MARKER
            body = (await spy.post(text, variables, **(stating or {}))).text
            if any(word in body for word in words):
                found.append(name)
    return found


async def test_the_sweep_can_fail(world: World) -> None:
    """The same search, by somebody who may: finds it."""
    clinic, known = await marked(world)
    assert "patient" in await everything(world, clinic.doctor, known["victim"])
    clinic, known = await marked(world)
    assert "appointment" in await everything(world, clinic.doctor, known["visit"], words=(f"{MARKER}-visit",))


@pytest.mark.parametrize("role", ["receptionist", "patient"])
async def test_no_event_or_error_holds_a_value(world: World, role: str) -> None:
    """Events carry names of fields and ids; errors never repeat what was sent."""
    clinic, _ = await marked(world)
    person = clinic.people[role]
    for kind, name, field in roots(build()):
        text, variables = document(kind, name, field, (await belongings_ids(world)))
        answer = await person.ask(text, {k: _mark(v) for k, v in variables.items()})
        for error in answer.get("errors", ()):
            assert MARKER not in str(error), (name, error)
    for row in await clinic.events():
        assert MARKER not in str(dict(row))


async def belongings_ids(world: World) -> Ids:
    _, ids = await belongings(world)
    return ids


def _mark(value: Any) -> Any:
    """Every free text replaced by a marked one."""
    if isinstance(value, dict):
        return {k: _mark(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_mark(v) for v in value]
    return f"{MARKER} text" if value == "sample" else value
