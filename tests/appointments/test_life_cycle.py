"""The seven statuses and what may follow on what, as the product documents it: as data, and as it is done."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.appointments import FREE, TRANSITIONS, AppointmentStatus
from tests.appointments.diary import NOON, ask, at, done, nothing_happens, refused, row, steps
from tests.world import World

#: As documented, in its words.
TABLE = """
requested: scheduled, cancelled
scheduled: confirmed, cancelled, in_progress, completed
confirmed: in_progress, cancelled, no_show, scheduled
in_progress: completed, cancelled, no_show
completed: in_progress
cancelled: scheduled
no_show: scheduled
"""
DOCUMENTED = {
    before: set(after.split(", ")) for before, after in (line.split(": ") for line in TABLE.strip().splitlines())
}
#: What a step says.
SAID = {
    "scheduled": "appointment.scheduled",
    "confirmed": "appointment.confirmed",
    "in_progress": "appointment.started",
    "completed": "appointment.completed",
    "cancelled": "appointment.cancelled",
    "no_show": "appointment.missed",
}


def test_the_transitions_are_the_documented_ones() -> None:
    assert {before.value: {s.value for s in after} for before, after in TRANSITIONS.items()} == DOCUMENTED
    assert set(TRANSITIONS) == set(AppointmentStatus)


def test_what_was_called_off_is_the_only_thing_that_takes_no_time() -> None:
    assert FREE == (AppointmentStatus.CANCELLED, AppointmentStatus.NO_SHOW)


@pytest.mark.parametrize("before", [s.value for s in AppointmentStatus])
async def test_a_step_is_taken_exactly_when_it_is_documented(world: World, before: str) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient, doctor = await clinic.patient_row(), await clinic.employee()
    desk, events = clinic.receptionist, 0
    for number, after in enumerate(s.value for s in AppointmentStatus):
        visit = await clinic.appointment(patient, NOON + dt.timedelta(days=number), doctor_id=doctor, status=before)
        if after in DOCUMENTED[before]:
            made = await done(desk, "changeAppointmentStatus", id=visit, status=after.upper())
            assert (made["status"], made["rowVersion"]) == (after.upper(), 2)
            assert await steps(clinic, visit) == [(None, before), (before, after)]
            (event,) = await clinic.events(events)
            events = event["seq"]
            assert (event["type"], event["changed"]) == (SAID[after], ["status"])
            assert (event["subject_id"], event["patient_id"], event["employee_id"]) == (visit, patient, doctor)
        else:
            async with nothing_happens(clinic):
                problem = await refused(desk, "changeAppointmentStatus", id=visit, status=after.upper())
            assert problem["code"] == "CONFLICT"
            assert problem["allowed"] == sorted(s.upper() for s in DOCUMENTED[before])


async def test_who_took_a_step_and_when_is_remembered(world: World) -> None:
    clinic = await world.clinic(people=("receptionist", "doctor"))
    visit = await clinic.appointment(await clinic.patient_row(), NOON)

    await done(clinic.receptionist, "changeAppointmentStatus", id=visit, status="CONFIRMED")
    made = await done(clinic.doctor, "changeAppointmentStatus", id=visit, status="IN_PROGRESS")

    assert [(c["fromStatus"], c["toStatus"], c["member"]) for c in made["changes"]] == [
        (None, "SCHEDULED", None),
        ("SCHEDULED", "CONFIRMED", {"displayName": "Receptionist"}),
        ("CONFIRMED", "IN_PROGRESS", {"displayName": "Doctor"}),
    ]
    assert [c["startsAt"] for c in made["changes"]] == [None, at(), at()]


# --- what steps note --------------------


async def test_a_visit_notes_each_of_its_moments_once(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit, desk = await clinic.appointment(await clinic.patient_row(), NOON), clinic.receptionist

    for root, stage, mark in (
        ("confirmAppointment", "CONFIRMED", "confirmedAt"),
        ("checkInAppointment", "ARRIVED", "arrivedAt"),
        ("startAppointment", "IN_PROGRESS", "seatedAt"),
        ("completeAppointment", "COMPLETED", "dismissedAt"),
    ):
        made = await done(desk, root, id=visit)
        assert made["stage"] == stage
        assert made[mark] is not None
        async with nothing_happens(clinic):
            again = await done(desk, root, id=visit)
        assert again == made
    assert await clinic.event_types() == [
        "appointment.confirmed", "appointment.checked_in", "appointment.started", "appointment.completed",
    ]  # fmt: skip


async def test_who_checked_in_and_leaves_was_treated_meanwhile(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit, desk = await clinic.appointment(await clinic.patient_row(), NOON), clinic.receptionist

    await done(desk, "checkInAppointment", id=visit)
    made = await done(desk, "completeAppointment", id=visit)

    assert made["status"] == "COMPLETED"
    assert made["seatedAt"] is not None
    assert await steps(clinic, visit) == [
        (None, "scheduled"), ("scheduled", "confirmed"), ("confirmed", "in_progress"), ("in_progress", "completed"),
    ]  # fmt: skip
    assert await clinic.event_types() == ["appointment.checked_in", "appointment.started", "appointment.completed"]


async def test_confirming_on_the_day_says_that_the_patient_is_there(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient, room = await clinic.patient_row(), await clinic.room()
    today = dt.datetime.now(dt.UTC)
    now, later, sent = [await clinic.appointment(patient, when) for when in (today, NOON, NOON)]

    made = await done(clinic.receptionist, "changeAppointmentStatus", id=now, status="CONFIRMED")
    assert made["stage"] == "ARRIVED"
    assert None not in (made["confirmedAt"], made["arrivedAt"])
    made = await done(clinic.receptionist, "changeAppointmentStatus", id=later, status="CONFIRMED")
    assert (made["stage"], made["arrivedAt"]) == ("CONFIRMED", None)
    made = await done(clinic.receptionist, "changeAppointmentStatus", id=sent, status="CONFIRMED", roomId=room)
    assert (made["stage"], made["roomId"]) == ("ARRIVED", str(room))
    assert await clinic.event_types() == [
        "appointment.checked_in", "appointment.confirmed", "appointment.checked_in", "appointment.updated",
    ]  # fmt: skip


async def test_nobody_is_sent_to_a_room_that_is_taken(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient, room = await clinic.patient_row(), await clinic.room()
    await clinic.appointment(patient, NOON, room_id=room)
    visit = await clinic.appointment(patient, NOON + dt.timedelta(minutes=15))

    for root, given in (("checkInAppointment", {}), ("changeAppointmentStatus", {"status": "CONFIRMED"})):
        async with nothing_happens(clinic):
            problem = await refused(clinic.receptionist, root, id=visit, roomId=room, **given)
        assert (problem["code"], problem["takenFrom"], problem["takenUntil"]) == ("CONFLICT", at(), at(30))


async def test_a_correction_takes_back_what_was_noted(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit, desk = await clinic.appointment(await clinic.patient_row(), NOON), clinic.receptionist

    await done(desk, "checkInAppointment", id=visit)
    made = await done(desk, "changeAppointmentStatus", id=visit, status="SCHEDULED")
    assert (made["confirmedAt"], made["arrivedAt"]) == (None, None)
    await done(desk, "cancelAppointment", id=visit, reason="  Moved away\n")
    assert (await row(clinic, visit))["cancel_reason"] == "Moved away"
    made = await done(desk, "changeAppointmentStatus", id=visit, status="SCHEDULED")
    assert (made["status"], made["cancelReason"]) == ("SCHEDULED", None)


@pytest.mark.parametrize("what", ["doctor", "room"])
@pytest.mark.parametrize("status", ["cancelled", "no_show"])
async def test_a_visit_that_was_called_off_comes_back_only_if_its_time_is_free(
    world: World, what: str, status: str
) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient = await clinic.patient_row()
    taken: dict[str, Any] = {f"{what}_id": await (clinic.employee() if what == "doctor" else clinic.room())}
    visit = await clinic.appointment(patient, NOON, status=status, **taken)
    other = await clinic.appointment(patient, NOON + dt.timedelta(minutes=20), **taken)

    async with nothing_happens(clinic):
        problem = await refused(clinic.receptionist, "changeAppointmentStatus", id=visit, status="SCHEDULED")
    assert (problem["code"], problem["takenFrom"], problem["takenUntil"]) == ("CONFLICT", at(20), at(50))
    assert problem["fields"] == [{"path": "startsAt", "message": f"The {what} is taken at this time."}]

    await done(clinic.receptionist, "cancelAppointment", id=other)
    made = await done(clinic.receptionist, "changeAppointmentStatus", id=visit, status="SCHEDULED")
    assert made["status"] == "SCHEDULED"


# --- who --------------------

COMMANDS = (
    "confirmAppointment", "checkInAppointment", "startAppointment", "completeAppointment", "cancelAppointment",
)  # fmt: skip


@pytest.mark.parametrize("role", ["admin", "manager", "doctor", "receptionist"])
async def test_staff_take_steps(world: World, role: str) -> None:
    clinic = await world.clinic(people=(role,))
    visit = await clinic.appointment(await clinic.patient_row(), NOON)
    for status in ("CONFIRMED", "IN_PROGRESS", "COMPLETED"):
        assert (await done(clinic.people[role], "changeAppointmentStatus", id=visit, status=status))["status"] == status


async def test_whoever_may_not_takes_no_step(world: World) -> None:
    clinic = await world.clinic(people=("patient",))
    desk = await clinic.join("receptionist", overrides={"appointments.change_status": False})
    visit = await clinic.appointment(clinic.patient.patient_id, NOON)  # type: ignore[arg-type]

    async with nothing_happens(clinic):
        for root in COMMANDS:
            for person in (desk, clinic.patient):
                assert (await refused(person, root, id=visit))["code"] == "FORBIDDEN"
        problem = await refused(desk, "changeAppointmentStatus", id=visit, status="CANCELLED")
    assert problem["code"] == "FORBIDDEN"


async def test_another_clinics_visit_is_not_there(world: World) -> None:
    theirs, ours = await world.clinic(people=()), await world.clinic(people=("admin",))
    visit = await theirs.appointment(await theirs.patient_row(), NOON)

    async with nothing_happens(theirs):
        for root in COMMANDS:
            assert (await refused(ours.admin, root, id=visit))["code"] == "NOT_FOUND"
        problem = await refused(ours.admin, "changeAppointmentStatus", id=visit, status="CANCELLED")
    assert problem["code"] == "NOT_FOUND"


async def test_a_doctor_of_the_own_schedule_takes_steps_there_only(world: World) -> None:
    clinic = await world.clinic(people=())
    doctor = await clinic.join("doctor", overrides={"appointments.view_all_doctors": False})
    own, colleague, patient = await clinic.employee(doctor), await clinic.employee(), await clinic.patient_row()
    mine = await clinic.appointment(patient, NOON, doctor_id=own)
    theirs = await clinic.appointment(patient, NOON, doctor_id=colleague)

    assert (await done(doctor, "startAppointment", id=mine))["status"] == "IN_PROGRESS"
    async with nothing_happens(clinic):
        assert (await refused(doctor, "startAppointment", id=theirs))["code"] == "NOT_FOUND"


async def test_a_step_on_what_changed_meanwhile_is_refused(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await clinic.appointment(await clinic.patient_row(), NOON)

    async with nothing_happens(clinic):
        problem = await refused(clinic.receptionist, "cancelAppointment", id=visit, expectedVersion=7)
    assert (problem["code"], problem["currentVersion"]) == ("CONFLICT", 1)


# --- patients --------------------


@pytest.mark.parametrize("before", ["requested", "scheduled", "confirmed"])
async def test_a_patient_cancels_an_own_visit_that_is_ahead(world: World, before: str) -> None:
    clinic = await world.clinic(people=("patient",))
    visit = await clinic.appointment(clinic.patient.patient_id, NOON, status=before)  # type: ignore[arg-type]

    made = await done(clinic.patient, "changeAppointmentStatus", id=visit, status="CANCELLED", reason="Ill")
    assert (made["status"], (await row(clinic, visit))["cancel_reason"]) == ("CANCELLED", "Ill")
    (event,) = await clinic.events()
    assert (event["type"], event["actor_membership_id"]) == ("appointment.cancelled", clinic.patient.membership_id)


async def test_a_patient_confirms_an_own_visit_without_being_there(world: World) -> None:
    clinic = await world.clinic(people=("patient",))
    visit = await clinic.appointment(clinic.patient.patient_id, dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5))  # type: ignore[arg-type]

    made = await done(clinic.patient, "changeAppointmentStatus", id=visit, status="CONFIRMED")
    assert (made["stage"], made["arrivedAt"]) == ("CONFIRMED", None)
    assert made["confirmedAt"] is not None


async def test_a_patient_does_nothing_else(world: World) -> None:
    clinic = await world.clinic(people=("patient",))
    own = clinic.patient.patient_id
    assert own is not None
    ahead, past = await clinic.appointment(own, NOON), dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
    over, going = await clinic.appointment(own, past), await clinic.appointment(own, NOON, status="in_progress")
    asked, other = (
        await clinic.appointment(own, NOON, status="requested"),
        await clinic.appointment(await clinic.patient_row(), NOON),
    )

    wanted = [(ahead, status, "FORBIDDEN") for status in ("SCHEDULED", "IN_PROGRESS", "COMPLETED", "NO_SHOW")]
    wanted += [(over, "CANCELLED", "CONFLICT"), (over, "CONFIRMED", "CONFLICT"), (going, "CANCELLED", "CONFLICT")]
    wanted += [(asked, "CONFIRMED", "CONFLICT"), (other, "CANCELLED", "NOT_FOUND")]
    async with nothing_happens(clinic):
        for visit, status, code in wanted:
            problem = await refused(clinic.patient, "changeAppointmentStatus", id=visit, status=status)
            assert problem["code"] == code, (status, problem)
        answer = await ask(
            clinic.patient, "changeAppointmentStatus", id=ahead, status="CONFIRMED", roomId=await clinic.room()
        )
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
