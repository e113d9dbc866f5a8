"""Who is told of what: every row of the rules' table, by what people do; and who is never told."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from models.log import EVENT_TYPES
from models.notifications import NotificationAudience as Audience
from resolvers import notifying
from resolvers.notification_rules import BOTH, KINDS, RULES
from tests.feed.happened import happened
from tests.notifications.telling import notifications, told, work
from tests.patients.records import portal_account
from tests.world import ClinicWorld, Person, World

BOOK = "mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) { id } }"
NOON = dt.datetime(2027, 6, 10, 10, tzinfo=dt.UTC)


async def book(person: Person, patient: UUID | None, **given: Any) -> UUID:
    values = {"patientId": str(patient), "startsAt": NOON.isoformat(), **{k: str(v) for k, v in given.items()}}
    return UUID((await person.data(BOOK, {"input": values}))["bookAppointment"]["id"])


async def test_a_booking_is_told_to_the_patient_the_doctor_and_the_reception(world: World) -> None:
    clinic = await world.clinic()
    doctor, patient = await clinic.employee(clinic.doctor), clinic.patient.patient_id
    await clinic.join("doctor", "colleague")
    visit = await book(clinic.admin, patient, doctorId=doctor)

    assert await told(clinic) == {
        "doctor": ["appointment.booked"],
        "receptionist": ["appointment.booked"],
        "patient": ["appointment.booked"],
    }
    (event,) = [e for e in await clinic.events() if e["type"] == "appointment.booked"]
    for row in await notifications(clinic):
        assert (row["event_id"], row["subject_type"], row["subject_id"]) == (event["id"], "Appointment", visit)
        assert (row["patient_id"], row["read_at"], row["row_version"]) == (patient, None, 1)


async def test_what_a_patient_asks_for_is_told_as_a_request_to_those_who_decide(world: World) -> None:
    clinic = await world.clinic()
    doctor = await clinic.employee(clinic.doctor)
    await book(clinic.patient, clinic.patient.patient_id, doctorId=doctor)

    assert await told(clinic) == {"doctor": ["appointment.requested"], "receptionist": ["appointment.requested"]}


async def steps(person: Person, visit: UUID, *called: str) -> None:
    for call in called:
        await person.data(f"mutation($id: UUID!) {{ {call} {{ id }} }}", {"id": str(visit)})


async def news(clinic: ClinicWorld) -> dict[str, list[str]]:
    """Who was told what since the visit was booked."""
    return {name: kinds[1:] for name, kinds in (await told(clinic)).items() if kinds[1:]}


async def test_what_becomes_of_a_visit_is_told_to_the_other_side(world: World) -> None:
    clinic = await world.clinic()
    doctor, patient = await clinic.employee(clinic.doctor), clinic.patient.patient_id
    moved = (NOON + dt.timedelta(hours=3)).isoformat()
    visit = await book(clinic.admin, patient, doctorId=doctor)
    await steps(clinic.admin, visit, f'rescheduleAppointment(id: $id, startsAt: "{moved}")')
    await steps(clinic.admin, visit, "cancelAppointment(id: $id)")

    both = ["appointment.rescheduled", "appointment.cancelled"]
    assert await news(clinic) == {"doctor": both, "receptionist": both, "patient": both}


async def test_what_a_patient_answers_is_told_to_the_doctor_and_the_reception(world: World) -> None:
    clinic = await world.clinic()
    doctor, patient = await clinic.employee(clinic.doctor), clinic.patient.patient_id
    visit = await book(clinic.admin, patient, doctorId=doctor)
    for status in ("CONFIRMED", "CANCELLED"):
        await steps(clinic.patient, visit, f"changeAppointmentStatus(id: $id, status: {status})")

    answers = ["appointment.confirmed", "appointment.cancelled_by_patient"]
    assert await news(clinic) == {"doctor": answers, "receptionist": answers}


async def test_a_request_that_is_agreed_to_is_told_and_so_is_who_did_not_come(world: World) -> None:
    clinic = await world.clinic()
    doctor, patient = await clinic.employee(clinic.doctor), clinic.patient.patient_id
    visit = await book(clinic.patient, patient, doctorId=doctor)
    for status in ("SCHEDULED", "CONFIRMED", "NO_SHOW"):
        await steps(clinic.admin, visit, f"changeAppointmentStatus(id: $id, status: {status})")

    assert (await told(clinic))["patient"] == ["appointment.scheduled"]
    assert await news(clinic) == {"doctor": ["appointment.scheduled", "appointment.missed"]}


async def test_who_loses_a_visit_is_told_and_so_is_who_gets_it(world: World) -> None:
    clinic = await world.clinic()
    colleague = await clinic.join("doctor", "colleague")
    doctor, other = await clinic.employee(clinic.doctor), await clinic.employee(colleague)
    visit = await book(clinic.admin, clinic.patient.patient_id, doctorId=doctor)
    moved = (NOON + dt.timedelta(hours=3)).isoformat()
    await steps(clinic.admin, visit, f'rescheduleAppointment(id: $id, startsAt: "{moved}", doctorId: "{other}")')

    everybody = await told(clinic)
    assert everybody["doctor"] == ["appointment.booked", "appointment.reassigned"]
    assert everybody["colleague"] == ["appointment.rescheduled"]


async def test_nobody_is_told_of_the_own_act(world: World) -> None:
    clinic = await world.clinic()
    doctor = await clinic.employee(clinic.doctor)
    await clinic.join("receptionist", "desk")
    await book(clinic.receptionist, clinic.patient.patient_id, doctorId=doctor)

    assert sorted(await told(clinic)) == ["desk", "doctor", "patient"]


async def test_what_was_done_under_ones_name_by_another_is_told(world: World) -> None:
    clinic = await world.clinic(people=("admin", "doctor", "receptionist"))
    patient, doctor = await clinic.patient_row(), await clinic.employee(clinic.doctor)
    await book(clinic.doctor, patient, doctorId=doctor)
    await world.owner.execute(
        "UPDATE event SET impersonator_id = $2 WHERE clinic_id = $1", clinic.id, clinic.admin.account_id
    )

    assert await told(clinic) == {"doctor": ["appointment.booked"], "receptionist": ["appointment.booked"]}


async def test_guardians_are_told_for_their_patient_while_they_are_guardians(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    child = await clinic.patient_row()
    today = dt.datetime.now(dt.UTC).date()
    windows = {
        "now": (None, None),
        "former": (None, today - dt.timedelta(days=2)),
        "future": (today + dt.timedelta(days=2), None),
    }
    for name, (since, until) in windows.items():
        clinic.people[name] = await portal_account(clinic, name)
        await clinic.row(
            "guardian", patient_id=child, account_id=clinic.people[name].account_id, name=name, relation="parent",
            since_date=since, until_date=until,
        )  # fmt: skip
    await book(clinic.receptionist, child)

    assert await told(clinic) == {"now": ["appointment.booked"]}


async def test_another_guardian_hears_of_a_guardians_request(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    child = await clinic.patient_row()
    for name in ("mother", "father"):
        clinic.people[name] = await portal_account(clinic, name)
        await clinic.row(
            "guardian", patient_id=child, account_id=clinic.people[name].account_id, name=name, relation=name
        )
    await book(clinic.mother, child)

    assert await told(clinic) == {"father": ["appointment.requested"], "receptionist": ["appointment.requested"]}


#: Kind, who did it, the event's owners, and who is told.
OTHERS = [
    ("patient.updated", "patient", ["receptionist"]),
    ("patient.updated", "admin", []),
    ("medical_history.updated", "patient", ["admin", "doctor", "manager", "receptionist"]),
    ("medical_history.updated", "doctor", []),
    ("patient.account_linked", "admin", ["patient"]),
    ("guardian.added", "admin", ["patient"]),
    ("guardian.ended", "receptionist", ["patient"]),
    ("membership.overrides_changed", "admin", ["doctor"]),
    ("membership.overrides_changed", "doctor", []),
    # A role's template is the admins' to see: a manager is in the audience, and not told.
    ("role_template.changed", None, ["admin"]),
    ("role_template.reset", None, ["admin"]),
    ("role_template.reset", "admin", []),
    ("clinic_module.changed", None, ["admin", "manager"]),
    ("clinic_module.changed", "admin", ["manager"]),
    ("failed_job.recorded", None, ["admin"]),
    ("task.assigned", "receptionist", ["doctor"]),
    ("task.assigned", "doctor", []),
]


def subject_of(clinic: ClinicWorld, kind: str) -> tuple[UUID, dict[str, Any]]:
    """What the event is about, and its owners."""
    if kind.startswith("membership."):
        return clinic.doctor.membership_id, {"membership_id": clinic.doctor.membership_id}  # type: ignore[return-value]
    owners = {"patient_id": clinic.patient.patient_id} if "patient_id" in EVENT_TYPES[kind].owners.values() else {}
    return clinic.patient.patient_id or clinic.id, owners


@pytest.mark.parametrize(("kind", "by", "expected"), OTHERS)
async def test_other_rules(world: World, kind: str, by: str | None, expected: list[str]) -> None:
    clinic = await world.clinic()
    subject, owners = subject_of(clinic, kind)
    if kind.startswith("task."):
        owners["employee_id"] = await clinic.employee(clinic.doctor)
    await happened(clinic, kind, subject, by=clinic.people[by] if by else None, **owners)

    assert await told(clinic) == {name: [kind] for name in expected}


def test_every_rule_is_tried_here() -> None:
    visits = "booked requested scheduled confirmed missed rescheduled reassigned cancelled cancelled_by_patient"
    assert set(KINDS) == {kind for kind, _, expected in OTHERS if expected} | {
        f"appointment.{what}" for what in visits.split()
    }
    assert len(RULES) == len(KINDS)


async def test_an_admin_hears_of_a_job_that_failed_on_the_own_behalf(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    await happened(clinic, "failed_job.recorded", clinic.id)
    await world.owner.execute(
        "UPDATE event SET actor_account_id = $2, actor_membership_id = $3 WHERE clinic_id = $1",
        clinic.id, clinic.admin.account_id, clinic.admin.membership_id,
    )  # fmt: skip

    assert await told(clinic) == {"admin": ["failed_job.recorded"]}


async def test_who_may_not_see_the_subject_is_not_told(world: World) -> None:
    """One doctor may read no histories by a personal change, the reception by its template."""
    clinic = await world.clinic()
    await clinic.join("doctor", "discreet", overrides={"patients.view_medical_history": False})
    await clinic.row("role_template", role="receptionist", store={"patients.view_medical_history": False})
    owner = clinic.patient.patient_id
    await happened(clinic, "medical_history.updated", clinic.id, by=clinic.patient, patient_id=owner)

    assert await told(clinic) == {name: ["medical_history.updated"] for name in ("admin", "manager", "doctor")}


async def test_whom_a_rule_names_is_not_told_of_what_is_not_theirs_to_know(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that goes too far: the visibility of the event's subject has the last word."""
    wide = dataclasses.replace(KINDS["medical_history.updated"], tell=dict.fromkeys(Audience, BOTH), by=None)
    monkeypatch.setattr(notifying, "RULES_OF", {"medical_history.updated": (wide,)})
    clinic = await world.clinic()
    await clinic.join("receptionist", "discreet", overrides={"patients.view_medical_history": False})
    await clinic.join("patient", "neighbour")
    await happened(clinic, "medical_history.updated", clinic.id, patient_id=clinic.patient.patient_id)

    everybody = ("admin", "manager", "doctor", "receptionist", "patient")
    assert await told(clinic) == {name: ["medical_history.updated"] for name in everybody}


async def test_only_active_members_with_an_account_are_told(world: World) -> None:
    clinic = await world.clinic(people=("admin", "receptionist"))
    for name in ("left", "locked"):
        await clinic.join("receptionist", name)
    await world.owner.execute(
        "UPDATE membership SET status = 'disabled' WHERE id = $1", clinic.people["left"].membership_id
    )
    await world.owner.execute(
        "UPDATE account SET disabled_at = now() WHERE id = $1", clinic.people["locked"].account_id
    )
    await book(clinic.admin, await clinic.patient_row())

    assert await told(clinic) == {"receptionist": ["appointment.booked"]}


async def test_a_patient_without_the_portal_is_not_told(world: World) -> None:
    clinic = await world.clinic(people=("admin", "patient"))
    await world.owner.execute("UPDATE patient SET portal_access = false WHERE id = $1", clinic.patient.patient_id)
    await book(clinic.admin, clinic.patient.patient_id)

    assert await told(clinic) == {}


async def test_another_clinic_hears_nothing_and_a_user_of_both_is_told_in_each(world: World) -> None:
    here, there = await world.clinic(people=("admin", "receptionist")), await world.clinic(people=("admin",))
    both = here.receptionist
    there.people["receptionist"] = Person(
        world, both.account_id,
        await there.row(
            "membership", account_id=both.account_id, role="receptionist", username="both", username_lower="both",
            display_name="Both", status="active", overrides={},
        ),
        there.id, "receptionist", both.email, both.token, both.session_id,
    )  # fmt: skip
    await book(here.admin, await here.patient_row())
    assert await told(there) == {}
    assert await told(here) == {"receptionist": ["appointment.booked"]}

    await book(there.admin, await there.patient_row())

    assert await told(there) == {"receptionist": ["appointment.booked"]}
    assert len(await notifications(here)) == 1
    nodes = (await both.data("{ notifications { nodes { membershipId } } }"))["notifications"]["nodes"]
    assert nodes == [{"membershipId": str(both.membership_id)}]
    assert (await both.data("{ unreadNotifications }")) == {"unreadNotifications": 1}


async def test_nobody_is_told_of_an_erased_patient(world: World) -> None:
    """The follower comes late: what it would tell of is gone."""
    clinic = await world.clinic(people=("admin", "manager", "receptionist"))
    patient, other = await clinic.patient_row(), await clinic.patient_row()
    await book(clinic.admin, patient)
    await clinic.admin.data("mutation($id: UUID!) { erasePatient(id: $id) { id } }", {"id": str(patient)})
    visit = await book(clinic.manager, other)

    await work(clinic)

    assert [row["subject_id"] for row in await notifications(clinic)] == [visit]


async def test_a_notification_says_nothing_but_kinds_and_ids(world: World) -> None:
    clinic = await world.clinic()
    patient = await clinic.patient_row(first_name="Marker", last_name="Marker")
    await clinic.row("medical_history", patient_id=patient, medications=["Marker"], conditions=[], oral_habits=[])
    await book(clinic.admin, patient, notes="Marker")
    await work(clinic)

    rows = await notifications(clinic)
    assert len(rows) == 1
    assert "Marker" not in str([dict(row) for row in rows])
    kept = [dict(e) for e in await clinic.events() if e["type"] == "notification.received"]
    assert len(kept) == 1
    assert "Marker" not in str(kept)
