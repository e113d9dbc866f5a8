"""Moving and editing a visit: what is kept, what is refused and how; taking away what was a mistake."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.appointments.diary import NOON, at, done, nothing_happens, refused, row, steps
from tests.world import World


async def test_a_visit_moves_with_its_length(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient, doctor = await clinic.patient_row(), await clinic.employee()
    visit = await clinic.appointment(patient, NOON, 45, doctor_id=doctor, status="confirmed", reminder_sent_at=NOON)

    made = await done(clinic.receptionist, "rescheduleAppointment", id=visit, startsAt=at(90))

    assert (made["startsAt"], made["endsAt"], made["status"]) == (at(90), at(135), "CONFIRMED")
    # Who was reminded of another time was not reminded of this one.
    assert made["reminderSentAt"] is None
    assert await steps(clinic, visit) == [(None, "confirmed"), ("confirmed", "confirmed")]
    assert made["changes"][-1]["startsAt"] == at(90)
    (event,) = await clinic.events()
    assert (event["type"], event["changed"]) == ("appointment.rescheduled", ["ends_at", "starts_at"])


async def test_a_visit_moves_to_another_doctor_and_room(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    before = await clinic.employee()
    visit = await clinic.appointment(await clinic.patient_row(), NOON, doctor_id=before)
    doctor, room = await clinic.employee(), await clinic.room()

    made = await done(
        clinic.receptionist, "rescheduleAppointment", id=visit, startsAt=at(), endsAt=at(60), doctorId=doctor,
        roomId=room,
    )  # fmt: skip
    assert (made["startsAt"], made["endsAt"], made["doctorId"], made["roomId"]) == (
        at(),
        at(60),
        str(doctor),
        str(room),
    )
    # Each doctor hears of it: whose it was, and whose it is.
    assert [(e["type"], e["changed"], e["employee_id"]) for e in await clinic.events()] == [
        ("appointment.reassigned", ["doctor_id"], before),
        ("appointment.rescheduled", ["doctor_id", "ends_at", "room_id"], doctor),
    ]


async def test_a_visit_may_move_into_its_own_time(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await clinic.appointment(
        await clinic.patient_row(), NOON, doctor_id=await clinic.employee(), room_id=await clinic.room()
    )
    assert (await done(clinic.receptionist, "rescheduleAppointment", id=visit, startsAt=at(15)))["endsAt"] == at(45)


@pytest.mark.parametrize("what", ["doctor", "room"])
async def test_a_taken_doctor_or_room_refuses_the_move_and_names_free_neighbours(world: World, what: str) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient = await clinic.patient_row(last_name="Secret")
    taken: dict[str, Any] = {f"{what}_id": await (clinic.employee() if what == "doctor" else clinic.room())}
    for start in (0, 30, 90):
        await clinic.appointment(patient, NOON + dt.timedelta(minutes=start), **taken)
    visit = await clinic.appointment(await clinic.patient_row(), NOON - dt.timedelta(days=1), **taken)

    async with nothing_happens(clinic):
        problem = await refused(clinic.receptionist, "rescheduleAppointment", id=visit, startsAt=at(20))
    message = f"The {what} is taken at this time."
    assert problem == {
        "code": "CONFLICT", "takenFrom": at(), "takenUntil": at(60),
        "free": [{"startsAt": at(s), "endsAt": at(s + 30)} for s in (-30, 60, 120)],
        "fields": [{"path": "startsAt", "message": message}],
    }  # fmt: skip
    async with nothing_happens(clinic):
        problem = await refused(clinic.receptionist, "updateAppointment", id=visit, input={"startsAt": at(20)})
    assert problem["fields"] == [{"path": "input.startsAt", "message": message}]


@pytest.mark.parametrize("status", ["completed", "cancelled", "no_show"])
async def test_what_is_over_keeps_its_time(world: World, status: str) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await clinic.appointment(await clinic.patient_row(), NOON, status=status)

    async with nothing_happens(clinic):
        assert (await refused(clinic.receptionist, "rescheduleAppointment", id=visit, startsAt=at(5)))["code"] == (
            "CONFLICT"
        )
    made = await done(clinic.receptionist, "updateAppointment", id=visit, input={"notes": "Came by later"})
    assert made["notes"] == "Came by later"


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"endsAt": at(-10)}, "input.endsAt"),
        ({"startsAt": at(40), "endsAt": at(40)}, "input.endsAt"),
        ({"endsAt": at(481)}, "input.endsAt"),
        ({"endsAt": at(4)}, "input.endsAt"),
        ({"notes": "x" * 2001}, "input.notes"),
    ],
)
async def test_bad_values_are_named(world: World, given: dict[str, Any], path: str) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await clinic.appointment(await clinic.patient_row(), NOON)
    async with nothing_happens(clinic):
        problem = await refused(clinic.receptionist, "updateAppointment", id=visit, input=given)
    assert (problem["code"], [f["path"] for f in problem["fields"]]) == ("INVALID", [path])


async def test_everything_else_is_edited(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await clinic.appointment(await clinic.patient_row(), NOON, notes="Old", room_id=await clinic.room())
    kind, assistant = await clinic.appointment_type(), await clinic.employee(kind="assistant")

    given = {
        "typeId": kind, "roomId": None, "notes": " New ", "assistantId": assistant, "priority": "ASAP",
        "source": "WALKIN", "isNewPatient": True, "colorOverride": 255,
    }  # fmt: skip
    made = await done(clinic.receptionist, "updateAppointment", id=visit, input=given)

    assert (made["typeId"], made["roomId"], made["notes"]) == (str(kind), None, "New")
    stored = await row(clinic, visit)
    assert (stored["assistant_id"], stored["priority"], stored["source"]) == (assistant, "asap", "walkin")
    assert (stored["is_new_patient"], stored["color_override"]) == (True, 255)
    (event,) = await clinic.events()
    assert event["type"] == "appointment.updated"
    assert event["changed"] == [
        "assistant_id", "color_override", "is_new_patient", "notes", "priority", "room_id", "source", "type_id",
    ]  # fmt: skip
    async with nothing_happens(clinic):
        await done(clinic.receptionist, "updateAppointment", id=visit, input={"notes": "New"})


async def test_references_are_of_this_clinic_and_fit(world: World) -> None:
    clinic, other = await world.clinic(people=("receptionist",)), await world.clinic(people=())
    visit = await clinic.appointment(await clinic.patient_row(), NOON)
    wanted = [
        ("doctorId", await other.employee(), "NOT_FOUND"), ("roomId", await other.room(), "NOT_FOUND"),
        ("typeId", await other.appointment_type(), "NOT_FOUND"),
        ("doctorId", await clinic.employee(kind="receptionist"), "CONFLICT"),
        ("doctorId", await clinic.employee(active=False), "CONFLICT"),
        ("roomId", await clinic.room(active=False), "CONFLICT"),
    ]  # fmt: skip
    async with nothing_happens(clinic):
        for name, id_, code in wanted:
            problem = await refused(clinic.receptionist, "updateAppointment", id=visit, input={name: id_})
            assert (problem["code"], problem["fields"][0]["path"]) == (code, f"input.{name}")


async def test_where_a_visit_stands_is_edited_by_whoever_may_take_steps(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    limited = await clinic.join("receptionist", "limited", overrides={"appointments.change_status": False})
    visit = await clinic.appointment(await clinic.patient_row(), NOON)

    async with nothing_happens(clinic):
        problem = await refused(limited, "updateAppointment", id=visit, input={"stage": "ARRIVED"})
    assert problem["code"] == "FORBIDDEN"
    made = await done(clinic.receptionist, "updateAppointment", id=visit, input={"stage": "ARRIVED", "notes": "Late"})
    assert (made["stage"], made["notes"]) == ("ARRIVED", "Late")
    async with nothing_happens(clinic):
        problem = await refused(clinic.receptionist, "updateAppointment", id=visit, input={"stage": "REQUESTED"})
    assert problem["code"] == "CONFLICT"
    assert await clinic.event_types() == ["appointment.checked_in", "appointment.updated"]


async def test_a_doctor_of_the_own_schedule_gives_no_visit_away(world: World) -> None:
    clinic = await world.clinic(people=())
    doctor = await clinic.join("doctor", overrides={"appointments.view_all_doctors": False})
    own, colleague, patient = await clinic.employee(doctor), await clinic.employee(), await clinic.patient_row()
    mine = await clinic.appointment(patient, NOON, doctor_id=own)
    theirs = await clinic.appointment(patient, NOON, doctor_id=colleague)

    assert (await done(doctor, "rescheduleAppointment", id=mine, startsAt=at(30)))["startsAt"] == at(30)
    async with nothing_happens(clinic):
        problem = await refused(doctor, "rescheduleAppointment", id=mine, startsAt=at(30), doctorId=colleague)
        assert (problem["code"], problem["fields"][0]["path"]) == ("NOT_FOUND", "doctorId")
        assert (await refused(doctor, "rescheduleAppointment", id=theirs, startsAt=at(30)))["code"] == "NOT_FOUND"


# --- taking away --------------------


@pytest.mark.parametrize("status", ["requested", "scheduled", "confirmed", "cancelled", "no_show"])
async def test_a_mistake_is_called_off_and_shown_nowhere(world: World, status: str) -> None:
    clinic = await world.clinic(people=("receptionist",))
    doctor, patient = await clinic.employee(), await clinic.patient_row()
    visit = await clinic.appointment(patient, NOON, doctor_id=doctor, status=status)

    made = await done(clinic.receptionist, "removeAppointment", id=visit, reason="Wrong patient")

    over = status in ("cancelled", "no_show")
    assert made["status"] == (status.upper() if over else "CANCELLED")
    assert await clinic.event_types() == ([] if over else ["appointment.cancelled"]) + ["appointment.removed"]
    for query in (
        "{ appointments { total } }",
        '{ appointmentCalendar(date: "2027-06-10") { id } }',
    ):
        found = await clinic.receptionist.data(query)
        assert found in ({"appointments": {"total": 0}}, {"appointmentCalendar": []})
    one = await clinic.receptionist.data(f'{{ appointment(id: "{visit}") {{ id }} }}')
    assert one == {"appointment": None}
    async with nothing_happens(clinic):
        for root in ("removeAppointment", "cancelAppointment", "confirmAppointment"):
            assert (await refused(clinic.receptionist, root, id=visit))["code"] == "NOT_FOUND"
    # Its history stays, and its time is free.
    assert (await steps(clinic, visit))[0] == (None, status)
    await clinic.appointment(patient, NOON, doctor_id=doctor)


@pytest.mark.parametrize("status", ["in_progress", "completed"])
async def test_a_visit_in_which_somebody_was_treated_stays(world: World, status: str) -> None:
    clinic = await world.clinic(people=("admin",))
    visit = await clinic.appointment(await clinic.patient_row(), NOON, status=status)
    async with nothing_happens(clinic):
        assert (await refused(clinic.admin, "removeAppointment", id=visit))["code"] == "CONFLICT"


async def test_a_reminder_is_noted_once(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await clinic.appointment(await clinic.patient_row(), NOON)
    made = await done(clinic.receptionist, "recordAppointmentReminder", id=visit)
    assert made["reminderSentAt"] is not None
    async with nothing_happens(clinic):
        assert await done(clinic.receptionist, "recordAppointmentReminder", id=visit) == made
    assert await clinic.event_types() == ["appointment.reminder_sent"]


# --- who --------------------

ALLOWED: dict[str, tuple[str, dict[str, Any]]] = {
    "updateAppointment": ("appointments.edit", {"input": {"notes": "x"}}),
    "rescheduleAppointment": ("appointments.edit", {"startsAt": at(60)}),
    "recordAppointmentReminder": ("appointments.edit", {}),
    "removeAppointment": ("appointments.delete", {}),
}


@pytest.mark.parametrize("root", list(ALLOWED))
async def test_whoever_may_not_changes_nothing(world: World, root: str) -> None:
    key, given = ALLOWED[root]
    clinic, ours = await world.clinic(people=("patient",)), await world.clinic(people=("admin",))
    desk = await clinic.join("receptionist", overrides={key: False})
    visit = await clinic.appointment(clinic.patient.patient_id, NOON)  # type: ignore[arg-type]

    async with nothing_happens(clinic):
        assert (await refused(desk, root, id=visit, **given))["code"] == "FORBIDDEN"
        assert (await refused(clinic.patient, root, id=visit, **given))["code"] == "FORBIDDEN"
        assert (await refused(ours.admin, root, id=visit, **given))["code"] == "NOT_FOUND"


# --- asking before --------------------

CHECK = """query($from: DateTime!, $to: DateTime!, $doctor: UUID, $room: UUID, $visit: UUID) {
  checkAppointmentTime(startsAt: $from, endsAt: $to, doctorId: $doctor, roomId: $room, appointmentId: $visit) {
    free taken takenFrom takenUntil neighbours { startsAt endsAt } } }"""


async def test_a_dry_run_says_what_booking_would(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    doctor, room, patient = await clinic.employee(), await clinic.room(), await clinic.patient_row()
    visit = await clinic.appointment(patient, NOON, doctor_id=doctor)
    await clinic.appointment(patient, NOON + dt.timedelta(minutes=60), room_id=room)

    async def checked(start: int, end: int, **given: Any) -> dict[str, Any]:
        values = {"from": at(start), "to": at(end), **{name: str(id_) for name, id_ in given.items()}}
        return dict((await clinic.receptionist.data(CHECK, values))["checkAppointmentTime"])

    nothing: dict[str, Any] = {"free": True, "taken": None, "takenFrom": None, "takenUntil": None, "neighbours": []}
    async with nothing_happens(clinic):
        assert await checked(30, 60, doctor=doctor, room=room) == nothing
        assert await checked(0, 30, doctor=doctor, visit=visit) == nothing
        assert await checked(0, 30) == nothing
        assert await checked(10, 40, doctor=doctor) == {
            "free": False, "taken": "doctor", "takenFrom": at(), "takenUntil": at(30),
            "neighbours": [{"startsAt": at(-30), "endsAt": at()}, {"startsAt": at(30), "endsAt": at(60)}],
        }  # fmt: skip
        assert (await checked(80, 100, doctor=doctor, room=room))["taken"] == "room"


async def test_a_dry_run_is_for_whoever_books_and_in_the_own_schedule(world: World) -> None:
    clinic = await world.clinic(people=("patient",))
    doctor = await clinic.join("doctor", overrides={"appointments.view_all_doctors": False})
    await clinic.employee(doctor)
    values = {"from": at(), "to": at(30), "doctor": str(await clinic.employee())}

    assert await clinic.patient.refused(CHECK, values) == "FORBIDDEN"
    assert await doctor.refused(CHECK, values) == "NOT_FOUND"
    assert await doctor.refused(CHECK, values | {"to": at()}) == "INVALID"
