"""Booking: who may, what is stored and said, what is refused and how, and what it costs."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from core import db
from core.ids import uuid7
from tests.appointments.diary import told_to
from tests.contract.test_statements import asked
from tests.world import ClinicWorld, Person, World

BOOK = """mutation Book($input: BookAppointmentInput!) { bookAppointment(input: $input) {
  id startsAt endsAt status notes patientId doctorId typeId roomId rowVersion
  changes { fromStatus toStatus member { displayName } } } }"""

NOON = dt.datetime(2027, 6, 10, 10, tzinfo=dt.UTC)


def at(minutes: int = 0) -> str:
    return (NOON + dt.timedelta(minutes=minutes)).isoformat()


def ids(**given: UUID | None) -> dict[str, Any]:
    return {name: str(value) for name, value in given.items()}


async def booked(person: Person, start: int = 0, end: int | None = 30, **given: Any) -> dict[str, Any]:
    """A booking that must succeed; minutes from noon."""
    times = {"startsAt": at(start)} | ({} if end is None else {"endsAt": at(end)})
    return dict((await person.data(told_to(person, BOOK), {"input": times | given}))["bookAppointment"])


async def refusal(person: Person, start: int = 0, end: int = 30, **given: Any) -> dict[str, Any]:
    """The extensions of the one error of a booking that must fail."""
    values = {"startsAt": at(start), "endsAt": at(end)} | given
    answer = await person.ask(told_to(person, BOOK), {"input": values})
    assert answer["data"] is None or answer["data"]["bookAppointment"] is None
    (error,) = answer["errors"]
    return dict(error["extensions"])


def problem(code: str, path: str, message: str, **details: Any) -> dict[str, Any]:
    return {"code": code, "fields": [{"path": path, "message": message}], **details}


async def stored(clinic: ClinicWorld) -> int:
    """How many visits the clinic has; what is refused leaves nothing, and says nothing."""
    visits = await clinic.world.value("SELECT count(*) FROM appointment WHERE clinic_id = $1", clinic.id)
    steps = await clinic.world.value("SELECT count(*) FROM appointment_change WHERE clinic_id = $1", clinic.id)
    assert visits == steps
    assert await clinic.event_types() == ["appointment.booked"] * visits
    return int(visits)


# --- staff --------------------


@pytest.mark.parametrize("role", ["admin", "manager", "doctor", "receptionist"])
async def test_staff_book_a_visit_which_is_scheduled(world: World, role: str) -> None:
    clinic = await world.clinic(people=(role,))
    patient, doctor = await clinic.patient_row(), await clinic.employee()
    room, kind = await clinic.room(), await clinic.appointment_type()
    who = ids(patientId=patient, doctorId=doctor, roomId=room, typeId=kind)

    made = await booked(clinic.people[role], notes="  Bring the X-ray\nplease ", **who)

    visit = UUID(made.pop("id"))
    assert made == {
        **who, "startsAt": "2027-06-10T10:00:00Z", "endsAt": "2027-06-10T10:30:00Z", "status": "SCHEDULED",
        "notes": "Bring the X-ray\nplease", "rowVersion": 1,
        "changes": [{"fromStatus": None, "toStatus": "SCHEDULED", "member": {"displayName": role.title()}}],
    }  # fmt: skip
    row = dict((await world.fetch("SELECT * FROM appointment WHERE id = $1", visit))[0])
    assert (row["clinic_id"], row["starts_at"], row["status"]) == (clinic.id, NOON, "scheduled")
    (step,) = await world.fetch("SELECT * FROM appointment_change WHERE appointment_id = $1", visit)
    assert (step["clinic_id"], step["patient_id"], step["doctor_id"]) == (clinic.id, patient, doctor)
    assert (step["from_status"], step["to_status"]) == (None, "scheduled")
    assert step["membership_id"] == clinic.people[role].membership_id
    (event,) = await clinic.events()
    assert (event["type"], event["subject_type"], event["subject_id"]) == ("appointment.booked", "Appointment", visit)
    assert (event["patient_id"], event["employee_id"], event["membership_id"]) == (patient, doctor, None)
    assert (event["actor_membership_id"], event["changed"]) == (clinic.people[role].membership_id, [])


async def test_whose_and_when_is_enough(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",), default_slot_minutes=40)
    patient = await clinic.patient_row()

    made = await booked(clinic.receptionist, end=None, patientId=str(patient))

    assert (made["doctorId"], made["roomId"], made["typeId"], made["notes"]) == (None, None, None, None)
    assert made["endsAt"] == "2027-06-10T10:40:00Z"
    assert (await clinic.events())[0]["employee_id"] is None


async def test_without_an_end_it_takes_as_long_as_its_type(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient, kind = await clinic.patient_row(), await clinic.appointment_type(duration_minutes=75)

    made = await booked(clinic.receptionist, end=None, patientId=str(patient), typeId=str(kind))
    assert made["endsAt"] == "2027-06-10T11:15:00Z"


async def test_staff_may_enter_a_visit_of_the_past(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    made = await booked(
        clinic.receptionist, -60 * 24 * 1000, -60 * 24 * 1000 + 30, **ids(patientId=await clinic.patient_row())
    )
    assert made["startsAt"] == "2024-09-13T10:00:00Z"


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        (30, 0, "Must be after the start."),
        (0, 0, "Must be after the start."),
        (0, 4, "A visit takes 5 to 480 minutes."),
        (0, 481, "A visit takes 5 to 480 minutes."),
    ],
)
async def test_an_impossible_length_is_named(world: World, start: int, end: int, message: str) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient = await clinic.patient_row()

    assert await refusal(clinic.receptionist, start, end, patientId=str(patient)) == problem(
        "INVALID", "input.endsAt", message
    )
    assert await stored(clinic) == 0


@pytest.mark.parametrize("length", [5, 480])
async def test_the_shortest_and_the_longest_visit(world: World, length: int) -> None:
    clinic = await world.clinic(people=("receptionist",))
    made = await booked(clinic.receptionist, 0, length, **ids(patientId=await clinic.patient_row()))
    assert made["endsAt"] == (NOON + dt.timedelta(minutes=length)).isoformat().replace("+00:00", "Z")


async def test_a_moment_far_from_any_calendar_is_refused(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    answer = await refusal(
        clinic.receptionist, patientId=str(await clinic.patient_row()), startsAt="1815-06-18T11:00:00Z"
    )
    assert answer == problem("INVALID", "input.startsAt", "Must be in a year from 1900 to 2199.")


async def test_what_is_not_bookable_is_a_conflict_that_names_it(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient, archived = await clinic.patient_row(), await clinic.patient_row(status="archived")
    wanted = [
        ("patientId", archived, "This patient's record is archived; restore it first."),
        ("doctorId", await clinic.employee(active=False), "Nobody can be booked with them."),
        ("doctorId", await clinic.employee(kind="receptionist"), "Nobody can be booked with them."),
        ("typeId", await clinic.appointment_type(active=False), "This kind of visit is no longer on offer."),
        ("roomId", await clinic.room(active=False), "This room is no longer in use."),
    ]
    for name, id_, message in wanted:
        answer = await refusal(clinic.receptionist, **(ids(patientId=patient) | {name: str(id_)}))
        assert answer == problem("CONFLICT", f"input.{name}", message)
    assert await stored(clinic) == 0


async def test_foreign_and_unknown_ids_are_not_found(world: World) -> None:
    clinic, other = await world.clinic(people=("receptionist",)), await world.clinic(people=())
    patient = await clinic.patient_row()
    foreign = {
        "patientId": await other.patient_row(), "doctorId": await other.employee(),
        "typeId": await other.appointment_type(), "roomId": await other.room(),
    }  # fmt: skip
    for name, id_ in foreign.items():
        for wanted in (id_, uuid7()):
            answer = await refusal(clinic.receptionist, **(ids(patientId=patient) | {name: str(wanted)}))
            assert (answer["code"], [f["path"] for f in answer["fields"]]) == ("NOT_FOUND", [f"input.{name}"])
    answer = await refusal(clinic.receptionist, **ids(**foreign))
    assert [f["path"] for f in answer["fields"]] == [
        "input.patientId", "input.doctorId", "input.typeId", "input.roomId",
    ]  # fmt: skip
    assert await stored(clinic) == 0


@pytest.mark.parametrize("override", [{"appointments.create": False}])
async def test_without_the_key_staff_do_not_book(world: World, override: dict[str, bool]) -> None:
    clinic = await world.clinic(people=())
    desk = await clinic.join("receptionist", overrides=override)

    assert (await refusal(desk, patientId=str(await clinic.patient_row())))["code"] == "FORBIDDEN"
    assert await stored(clinic) == 0


async def test_a_suspended_clinic_books_nothing(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",), status="suspended")
    answer = await refusal(clinic.receptionist, patientId=str(await clinic.patient_row()))
    assert answer["code"] == "CLINIC_SUSPENDED"
    assert await stored(clinic) == 0


# --- what is taken --------------------


def free(*times: tuple[int, int]) -> list[dict[str, str]]:
    """Free neighbours as they are told; minutes from noon."""
    return [{"startsAt": told(start), "endsAt": told(end)} for start, end in times]


def told(minutes: int) -> str:
    return at(minutes).replace("+00:00", "Z")


async def test_a_taken_doctor_or_room_is_a_conflict_with_its_neighbours(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient, doctor, room = await clinic.patient_row(last_name="Secret"), await clinic.employee(), await clinic.room()
    await booked(clinic.receptionist, 0, 30, **ids(patientId=patient, doctorId=doctor))
    await booked(clinic.receptionist, 30, 60, **ids(patientId=patient, doctorId=doctor))
    await booked(clinic.receptionist, 0, 45, **ids(patientId=patient, roomId=room))
    other = ids(patientId=await clinic.patient_row())

    assert await refusal(clinic.receptionist, 10, 20, **other, **ids(doctorId=doctor, roomId=room)) == problem(
        "CONFLICT", "input.startsAt", "The doctor is taken at this time.",
        takenFrom="2027-06-10T10:00:00Z", takenUntil="2027-06-10T10:30:00Z", free=free((-10, 0), (60, 70)),
    )  # fmt: skip
    assert await refusal(clinic.receptionist, -30, 90, **other, **ids(doctorId=doctor)) == problem(
        "CONFLICT", "input.startsAt", "The doctor is taken at this time.",
        takenFrom="2027-06-10T10:00:00Z", takenUntil="2027-06-10T11:00:00Z", free=free((-120, 0), (60, 180)),
    )  # fmt: skip
    assert await refusal(clinic.receptionist, 40, 50, **other, **ids(roomId=room)) == problem(
        "CONFLICT", "input.startsAt", "The room is taken at this time.",
        takenFrom="2027-06-10T10:00:00Z", takenUntil="2027-06-10T10:45:00Z", free=free((-10, 0), (45, 55)),
    )  # fmt: skip
    assert await stored(clinic) == 3


@pytest.mark.parametrize("status", ["cancelled", "no_show"])
async def test_a_visit_that_was_called_off_takes_nobodys_time(world: World, status: str) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient, doctor, room = await clinic.patient_row(), await clinic.employee(), await clinic.room()
    await clinic.appointment(patient, NOON, doctor_id=doctor, room_id=room, status=status)

    made = await booked(clinic.receptionist, **ids(patientId=patient, doctorId=doctor, roomId=room))
    assert made["status"] == "SCHEDULED"


async def test_one_visit_may_begin_as_the_other_ends(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    who = ids(patientId=await clinic.patient_row(), doctorId=await clinic.employee(), roomId=await clinic.room())

    for start in (0, 30, -30):
        await booked(clinic.receptionist, start, start + 30, **who)
    assert await stored(clinic) == 3


async def test_another_clinics_visit_is_in_nobodys_way(world: World) -> None:
    for _ in range(2):
        clinic = await world.clinic(people=("receptionist",))
        who = ids(patientId=await clinic.patient_row(), doctorId=await clinic.employee(), roomId=await clinic.room())
        await booked(clinic.receptionist, **who)


async def test_the_same_key_books_once(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    values = {"input": {"startsAt": at(), "endsAt": at(30), "patientId": str(await clinic.patient_row())}}

    answers = [await clinic.receptionist.data(BOOK, values, **{"idempotency-key": "one"}) for _ in range(2)]
    assert answers[0] == answers[1]
    assert await stored(clinic) == 1


# --- the own schedule --------------------


async def lone_doctor(world: World) -> tuple[ClinicWorld, UUID, UUID]:
    """A clinic with a doctor who sees the own schedule only; their employee's id and a colleague's."""
    clinic = await world.clinic(people=("receptionist",))
    doctor = await clinic.join("doctor", overrides={"appointments.view_all_doctors": False})
    return clinic, await clinic.employee(doctor), await clinic.employee()


async def test_a_doctor_without_the_key_for_all_books_the_own_schedule_only(world: World) -> None:
    clinic, own, colleague = await lone_doctor(world)
    patient = str(await clinic.patient_row())

    assert (await booked(clinic.doctor, patientId=patient, doctorId=str(own)))["doctorId"] == str(own)
    assert (await booked(clinic.doctor, 60, 90, patientId=patient))["doctorId"] == str(own)
    answer = await refusal(clinic.doctor, 120, 150, patientId=patient, doctorId=str(colleague))
    assert answer == problem("NOT_FOUND", "input.doctorId", "No such employee.")
    assert await stored(clinic) == 2


async def test_a_colleagues_calendar_is_not_told_by_refusals(world: World) -> None:
    clinic, _, colleague = await lone_doctor(world)
    patient = str(await clinic.patient_row())
    await booked(clinic.receptionist, patientId=patient, doctorId=str(colleague))

    taken = await refusal(clinic.doctor, patientId=patient, doctorId=str(colleague))
    free = await refusal(clinic.doctor, 300, 330, patientId=patient, doctorId=str(colleague))
    assert taken == free == problem("NOT_FOUND", "input.doctorId", "No such employee.")


@pytest.mark.parametrize("key", ["appointments.create", "appointments.view_all_doctors"])
@pytest.mark.parametrize("role", ["doctor", "receptionist"])
async def test_who_holds_a_key_as_own_books_the_own_schedule_only(world: World, role: str, key: str) -> None:
    """And hears nothing of a colleague's."""
    clinic = await world.clinic(people=())
    person = await clinic.join(role, overrides={key: "own"})
    own, colleague = await clinic.employee(person), await clinic.employee()
    patient = str(await clinic.patient_row())
    await clinic.appointment(await clinic.patient_row(), NOON, doctor_id=colleague)

    for start in (0, 300):
        answer = await refusal(person, start, start + 30, patientId=patient, doctorId=str(colleague))
        assert answer == problem("NOT_FOUND", "input.doctorId", "No such employee.")
    assert await clinic.events() == []
    made = await booked(person, patientId=patient, doctorId=str(own), roomId=str(await clinic.room()))
    assert (made["doctorId"], made["status"]) == (str(own), "SCHEDULED")


async def test_who_holds_the_key_as_own_and_is_nobody_books_nothing(world: World) -> None:
    clinic = await world.clinic(people=())
    for role in ("doctor", "receptionist"):
        person = await clinic.join(role, overrides={"appointments.create": "own"})
        answer = await refusal(person, patientId=str(await clinic.patient_row()))
        assert answer == problem("NOT_FOUND", "input.doctorId", "No such employee.")
    assert await stored(clinic) == 0


async def test_who_sees_no_schedule_books_nothing(world: World) -> None:
    """Without an employee of one's own there is no own schedule; what one may not see one does not make."""
    clinic = await world.clinic(people=())
    desk = await clinic.join("receptionist", overrides={"appointments.view_all_doctors": False})

    assert (await refusal(desk, patientId=str(await clinic.patient_row())))["code"] == "NOT_FOUND"
    assert await stored(clinic) == 0


# --- patients --------------------


async def test_a_patient_asks_for_a_visit(world: World) -> None:
    clinic = await world.clinic(people=("patient",))
    doctor, kind = await clinic.employee(), await clinic.appointment_type()
    who = ids(patientId=clinic.patient.patient_id, doctorId=doctor, typeId=kind)

    made = await booked(clinic.patient, **who, notes="Tooth hurts")

    assert (made["status"], made["patientId"]) == ("REQUESTED", who["patientId"])
    assert [(c["fromStatus"], c["toStatus"]) for c in made["changes"]] == [(None, "REQUESTED")]
    assert await stored(clinic) == 1


async def test_a_patient_asks_for_nobody_else_for_no_room_and_not_for_yesterday(world: World) -> None:
    clinic = await world.clinic(people=("patient",))
    own, other, room = str(clinic.patient.patient_id), str(await clinic.patient_row()), str(await clinic.room())
    day = -60 * 24 * 1000

    assert await refusal(clinic.patient, patientId=other) == problem("NOT_FOUND", "input.patientId", "No such patient.")
    answer = await refusal(clinic.patient, patientId=own, roomId=room)
    assert answer == problem("FORBIDDEN", "input.roomId", "You may not set this field.")
    answer = await refusal(clinic.patient, day, day + 30, patientId=own)
    assert answer == problem("INVALID", "input.startsAt", "Must not be in the past.")
    assert await stored(clinic) == 0


async def test_a_patient_is_told_that_a_time_is_taken_and_nothing_more(world: World) -> None:
    clinic = await world.clinic(people=("receptionist", "patient"))
    doctor = str(await clinic.employee())
    await booked(clinic.receptionist, patientId=str(await clinic.patient_row()), doctorId=doctor)

    answer = await refusal(clinic.patient, 10, 20, patientId=str(clinic.patient.patient_id), doctorId=doctor)
    assert answer == problem("CONFLICT", "input.startsAt", "This time is taken.")


async def test_a_guardian_asks_for_the_child(world: World) -> None:
    clinic = await world.clinic(people=("patient",))
    child, parent = await clinic.patient_row(), await clinic.join("patient", "guardian")
    await clinic.row("guardian", patient_id=child, account_id=parent.account_id, name="P", relation="mother")

    assert (await booked(parent, patientId=str(child)))["status"] == "REQUESTED"
    assert (await refusal(clinic.patient, 60, 90, patientId=str(child)))["code"] == "NOT_FOUND"


# --- what it costs --------------------


async def test_a_plain_booking_costs_two_round_trips_and_the_payloads_read(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    who = ids(
        patientId=await clinic.patient_row(), doctorId=await clinic.employee(), roomId=await clinic.room(),
        typeId=await clinic.appointment_type(),
    )  # fmt: skip
    book = BOOK.replace("changes { fromStatus toStatus member { displayName } }", "")
    await clinic.receptionist.data("{ viewer { role } }")

    with db.count_statements() as statements:
        await clinic.receptionist.data(book, {"input": {"startsAt": at(), "endsAt": at(30), **who}})

    made = asked(statements.statements)
    # Hours are read through the read door; the rest is one statement.
    assert [text.split()[0] for text in made] == ["WITH", "WITH", "SELECT"]
    assert '"time_block"' in made[0]
    assert made[1].count("UNION ALL") == 3
    assert "pg_advisory_xact_lock" in made[1]
    assert 'INSERT INTO "appointment_change"' in made[1]
    assert "event_head" in made[1]
