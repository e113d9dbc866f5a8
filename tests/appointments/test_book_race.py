"""Many people after the same time: one gets it, the others are told, and nobody waits for anybody in a circle."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import Counter
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from structlog.testing import capture_logs

from tests.appointments.diary import wire
from tests.world import ClinicWorld, Person, World

BOOK = "mutation($input: BookAppointmentInput!) { bookAppointment(input: $input) { id } }"
NOON = dt.datetime(2027, 6, 10, 10, tzinfo=dt.UTC)
HALF_AN_HOUR = dt.timedelta(minutes=30)


async def refusal(person: Person, start: int = 0, minutes: int = 30, **given: Any) -> dict[str, Any] | None:
    """What a booking was refused with; None for one that was made."""
    starts_at = NOON + dt.timedelta(minutes=start)
    times = {"startsAt": starts_at.isoformat(), "endsAt": (starts_at + dt.timedelta(minutes=minutes)).isoformat()}
    values = times | {name: str(value) for name, value in given.items()}
    answer = await person.ask(BOOK, {"input": values})
    return dict(answer["errors"][0]["extensions"]) if "errors" in answer else None


async def outcome(person: Person, **given: Any) -> str:
    """`booked`, or the code of the refusal."""
    refused = await refusal(person, **given)
    return str(refused["code"]) if refused else "booked"


async def visits(clinic: ClinicWorld) -> list[Any]:
    rows = await clinic.world.fetch("SELECT * FROM appointment WHERE clinic_id = $1 ORDER BY starts_at", clinic.id)
    steps = await clinic.world.value("SELECT count(*) FROM appointment_change WHERE clinic_id = $1", clinic.id)
    assert len(rows) == steps == len(await clinic.events())
    return rows


async def test_of_two_hundred_people_after_one_slot_one_gets_it(world: World) -> None:
    clinic = await world.clinic(people=("admin", "manager", "doctor", "receptionist"))
    doctor, patients = await clinic.employee(), [await clinic.patient_row() for _ in range(20)]
    people = list(clinic.people.values())

    refusals = await asyncio.gather(
        *(
            # Not all ask for the same minutes: overlapping is enough.
            refusal(people[n % 4], n % 3 * 10, patientId=patients[n % 20], doctorId=doctor)
            for n in range(200)
        )
    )

    told = [refused for refused in refusals if refused]
    assert [refused["code"] for refused in told] == ["CONFLICT"] * 199
    (visit,) = await visits(clinic)
    # Each is told when it is taken, and the free times before and after, of the length that was asked for.
    start, end = wire(visit["starts_at"]), wire(visit["ends_at"])
    before, after = (wire(visit["starts_at"] - HALF_AN_HOUR), start), (end, wire(visit["ends_at"] + HALF_AN_HOUR))
    for refused in told:
        assert (refused["takenFrom"], refused["takenUntil"]) == (start, end)
        assert [(free["startsAt"], free["endsAt"]) for free in refused["free"]] == [before, after]


async def test_crossing_bookings_of_doctors_and_rooms_end_without_a_deadlock(world: World) -> None:
    """Everybody wants a doctor and a room at the same time, in every combination."""
    clinic = await world.clinic(people=("receptionist",))
    patient = await clinic.patient_row()
    doctors = [await clinic.employee() for _ in range(4)]
    rooms = [await clinic.room(f"Room {n}") for n in range(4)]
    wanted = [(doctor, room) for doctor in doctors for room in rooms] * 8

    with capture_logs() as lines:
        outcomes = Counter(
            await asyncio.gather(
                *(outcome(clinic.receptionist, patientId=patient, doctorId=d, roomId=r) for d, r in wanted)
            )
        )

    taken = await visits(clinic)
    assert outcomes == {"booked": len(taken), "CONFLICT": len(wanted) - len(taken)}
    # Two free ones of either kind would have met: of each pair somebody asked for at least one is taken.
    busy_doctors, busy_rooms = {row["doctor_id"] for row in taken}, {row["room_id"] for row in taken}
    assert len(busy_doctors) == len(busy_rooms) == len(taken)
    assert all(doctor in busy_doctors or room in busy_rooms for doctor, room in wanted)
    # A deadlock would have been answered by running the command again.
    assert [line for line in lines if line["event"] == "command.retried"] == []


# --- whatever any code forgets --------------------


async def second(clinic: ClinicWorld, patient: UUID, **values: Any) -> None:
    """A visit at the same time, past every operation."""
    await clinic.appointment(patient, NOON + dt.timedelta(minutes=15), **values)


@pytest.mark.parametrize("what", ["doctor", "room"])
async def test_the_database_admits_no_overlap(world: World, what: str) -> None:
    clinic = await world.clinic(people=())
    patient = await clinic.patient_row()
    taken: dict[str, Any] = {f"{what}_id": await (clinic.employee() if what == "doctor" else clinic.room())}
    await clinic.appointment(patient, NOON, **taken)

    with pytest.raises(asyncpg.ExclusionViolationError) as caught:
        await second(clinic, patient, **taken)
    assert caught.value.constraint_name == f"ex_appointment_{what}"
    for status in ("cancelled", "no_show"):
        await second(clinic, patient, **taken, status=status)
    await second(clinic, patient)


@pytest.mark.parametrize("minutes", [-30, 0, 4, 481])
async def test_the_database_admits_no_impossible_length(world: World, minutes: int) -> None:
    clinic = await world.clinic(people=())
    with pytest.raises(asyncpg.CheckViolationError):
        await clinic.appointment(await clinic.patient_row(), NOON, minutes)


async def test_a_visit_refers_to_rows_of_its_own_clinic_only(world: World) -> None:
    clinic, other = await world.clinic(people=()), await world.clinic(people=())
    patient = await clinic.patient_row()
    foreign: dict[str, Any] = {
        "doctor_id": await other.employee(), "room_id": await other.room(), "type_id": await other.appointment_type(),
    }  # fmt: skip
    for column, id_ in foreign.items():
        with pytest.raises(asyncpg.ForeignKeyViolationError):
            await clinic.appointment(patient, NOON, **{column: id_})
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await clinic.appointment(await other.patient_row(), NOON)
