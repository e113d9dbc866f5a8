"""Bookings, moves, calling off and calling back, all at once and crossing: nobody waits in a circle, and no doctor and
no room is promised twice."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import Counter
from itertools import pairwise
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from structlog.testing import capture_logs

from operation.locks import _key
from tests.appointments.diary import NOON, ask, done, steps, wire
from tests.world import ClinicWorld, Person, World

BOOK = "mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) { id } }"
#: Requests on their way at once: more than there are connections, and no more than those who wait for one.
AT_ONCE = 24


def code(answer: dict[str, Any]) -> str:
    return str(answer["errors"][0]["extensions"]["code"]) if "errors" in answer else "done"


async def book(person: Person, start: dt.datetime, patient: UUID, doctor: UUID, room: UUID) -> str:
    values = {
        "patientId": str(patient), "doctorId": str(doctor), "roomId": str(room), "startsAt": wire(start),
        "endsAt": wire(start + dt.timedelta(minutes=30)),
    }  # fmt: skip
    return code(await person.ask(BOOK, {"input": values}))


async def overlaps(clinic: ClinicWorld) -> int:
    """Pairs of visits that take one doctor or one room at the same time."""
    return int(
        await clinic.world.value(
            """SELECT count(*) FROM appointment a JOIN appointment b ON a.clinic_id = b.clinic_id AND a.id < b.id
                  AND (a.doctor_id = b.doctor_id OR a.room_id = b.room_id)
                  AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
                WHERE a.clinic_id = $1 AND a.status NOT IN ('cancelled', 'no_show')
                  AND b.status NOT IN ('cancelled', 'no_show')""",
            clinic.id,
        )
    )


async def test_six_hundred_crossing_commands_end_without_a_deadlock(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient, desk, draw = await clinic.patient_row(), clinic.receptionist, Random(600)
    doctors = [await clinic.employee() for _ in range(4)]
    rooms = [await clinic.room(f"Room {n}") for n in range(4)]
    visits = [
        await clinic.appointment(
            patient, NOON - dt.timedelta(days=n), doctor_id=doctors[n % 4], room_id=rooms[n // 4 % 4]
        )
        for n in range(24)
    ]

    async def one(number: int) -> tuple[str, str]:
        start = NOON + dt.timedelta(minutes=15 * draw.randrange(8))
        doctor, room, visit = draw.choice(doctors), draw.choice(rooms), draw.choice(visits)
        match number % 5:
            case 0 | 1:
                return "book", await book(desk, start, patient, doctor, room)
            case 2 | 3:
                to = {"startsAt": wire(start), "doctorId": doctor, "roomId": room}
                return "move", code(await ask(desk, "rescheduleAppointment", id=visit, **to))
            case _:
                status = draw.choice(("CANCELLED", "SCHEDULED"))
                return "step", code(await ask(desk, "changeAppointmentStatus", id=visit, status=status))

    gate = asyncio.Semaphore(AT_ONCE)

    async def in_turn(number: int) -> tuple[str, str]:
        async with gate:
            return await one(number)

    with capture_logs() as lines:
        outcomes = Counter(await asyncio.gather(*(in_turn(n) for n in range(600))))

    assert {code for _, code in outcomes} == {"done", "CONFLICT"}
    assert await overlaps(clinic) == 0
    # A deadlock would have been answered by running the command again.
    assert [line for line in lines if line["event"] == "command.retried"] == []
    # What was done was said, and nothing else; a move to where the visit was already says nothing.
    said = Counter(await clinic.event_types())
    assert said["appointment.booked"] == outcomes["book", "done"]
    assert said["appointment.cancelled"] + said["appointment.scheduled"] == outcomes["step", "done"]
    assert said["appointment.rescheduled"] <= outcomes["move", "done"]


async def test_of_many_moves_into_one_time_one_succeeds(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    doctor, patient = await clinic.employee(), await clinic.patient_row()
    visits = [
        await clinic.appointment(patient, NOON + dt.timedelta(days=1, hours=n), doctor_id=doctor) for n in range(9)
    ]

    answers = await asyncio.gather(
        *(ask(clinic.receptionist, "rescheduleAppointment", id=v, startsAt=NOON) for v in visits)
    )

    assert Counter(map(code, answers)) == {"done": 1, "CONFLICT": 8}
    assert await overlaps(clinic) == 0


async def test_of_two_steps_at_once_both_fit_or_one_is_refused(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await clinic.appointment(await clinic.patient_row(), NOON, status="confirmed")
    wanted = ("NO_SHOW", "IN_PROGRESS", "CANCELLED", "SCHEDULED")

    answers = await asyncio.gather(
        *(ask(clinic.receptionist, "changeAppointmentStatus", id=visit, status=s) for s in wanted)
    )

    assert {code(a) for a in answers} <= {"done", "CONFLICT"}
    history = await steps(clinic, visit)
    assert len(history) == 1 + sum(code(a) == "done" for a in answers)
    assert all(one[1] == next_[0] for one, next_ in pairwise(history))


@pytest.mark.parametrize("what", ["doctor", "room"])
async def test_the_database_admits_no_overlap_by_moving_either(world: World, what: str) -> None:
    """Whatever any code forgets: a time, a doctor or room, and a status that takes time again."""
    clinic = await world.clinic(people=())
    patient, column = await clinic.patient_row(), f"{what}_id"
    make = clinic.employee if what == "doctor" else clinic.room
    taken: dict[str, Any] = {column: await make()}
    other: dict[str, Any] = {column: await (clinic.employee() if what == "doctor" else clinic.room("Room 2"))}
    await clinic.appointment(patient, NOON, **taken)
    ahead = await clinic.appointment(patient, NOON + dt.timedelta(hours=2), **taken)
    aside = await clinic.appointment(patient, NOON, **other)
    off = await clinic.appointment(patient, NOON, **taken, status="cancelled")

    for sql, values in (
        ("starts_at = $2, ends_at = $3", (ahead, NOON, NOON + dt.timedelta(minutes=30))),
        (f"{column} = $2", (aside, taken[column])),
        ("status = $2", (off, "scheduled")),
    ):
        with pytest.raises(asyncpg.ExclusionViolationError) as caught:
            await world.owner.execute(f"UPDATE appointment SET {sql} WHERE id = $1", *values)
        assert caught.value.constraint_name == f"ex_appointment_{what}"


async def test_a_step_waits_for_nobody_elses_doctor(world: World) -> None:
    """What takes no time takes no lock but the visit's own: a doctor who is being booked does not keep it waiting."""
    clinic = await world.clinic(people=("receptionist",))
    doctor = await clinic.employee()
    visit = await clinic.appointment(await clinic.patient_row(), NOON, doctor_id=doctor)

    async with world.owner.acquire() as other, other.transaction():
        await other.execute("SELECT pg_advisory_xact_lock($1)", _key(clinic.id, doctor))
        assert (await done(clinic.receptionist, "cancelAppointment", id=visit))["status"] == "CANCELLED"
