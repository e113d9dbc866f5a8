"""Visits as they change: in order, to whoever may see them, and on the board those of today alone."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import orjson
import pytest

from engine.door import Answer
from tests.appointments.diary import done, wire
from tests.engine.test_subscriptions import close, stream, subscribe
from tests.world import ClinicWorld, World

ROOTS = ("appointmentChanged", "todayBoard")
HALF = dt.timedelta(minutes=30)
DAY = dt.timedelta(days=1)
OWN_SCHEDULE = {"appointments.view_all_doctors": False}


def document(root: str, selection: str = "id stage startsAt removedAt") -> str:
    return f"subscription($after: BigInt) {{ {root}(after: $after) {{ seq type node {{ {selection} }} }} }}"


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


def noon_zone() -> str:
    """A time zone in which it is about noon: a test that takes half a minute stays in one day."""
    ahead = 12 - now().hour
    return f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"


async def days_clinic(world: World, *people: str) -> ClinicWorld:
    return await world.clinic(people=people, timezone=noon_zone())


async def visit_of(clinic: ClinicWorld, start: dt.datetime, **values: Any) -> UUID:
    """A visit whose history says when it was to begin, as a booking's does; nobody is told of it."""
    patient = values.pop("patient_id", None) or await clinic.patient_row()
    visit = await clinic.appointment(patient, start, **values)
    await clinic.world.value("UPDATE appointment_change SET starts_at = $2 WHERE appointment_id = $1", visit, start)
    return visit


async def told(source: AsyncIterator[Answer], count: int) -> list[tuple[str, dict[str, Any] | None]]:
    """Types and rows of the next deliveries, which must be without errors; the stream is closed then."""
    found = []
    for _ in range(count):
        async with asyncio.timeout(10):
            answer = await anext(source)
        assert answer.errors == []
        (payload,) = orjson.loads(orjson.dumps(answer.data, option=orjson.OPT_UTC_Z)).values()
        found.append((payload["type"], payload["node"]))
    await close(source)
    return found


def ids(found: list[tuple[str, dict[str, Any] | None]]) -> list[str | None]:
    return [node["id"] if node else None for _, node in found]


@pytest.mark.parametrize("root", ROOTS)
async def test_steps_and_moves_arrive_in_order_while_one_listens(world: World, root: str) -> None:
    clinic = await days_clinic(world, "admin", "receptionist")
    start = now()
    visit = await visit_of(clinic, start)
    source = await stream(clinic.admin, document(root, "id"))
    first = asyncio.ensure_future(told(source, 4))
    await asyncio.sleep(0.1)

    desk = clinic.receptionist
    await done(desk, "confirmAppointment", id=visit)
    await done(desk, "updateAppointment", id=visit, input={"startsAt": wire(start + HALF), "outsideHours": True})
    await done(desk, "checkInAppointment", id=visit)
    await done(desk, "startAppointment", id=visit)

    assert await first == [
        (f"appointment.{what}", {"id": str(visit)}) for what in ("confirmed", "rescheduled", "checked_in", "started")
    ]


@pytest.mark.parametrize("root", ROOTS)
async def test_a_delivery_has_the_row_as_it_is(world: World, root: str) -> None:
    clinic = await days_clinic(world, "admin", "receptionist")
    start = now()
    visit, mistake = await visit_of(clinic, start), await visit_of(clinic, start)
    await done(clinic.receptionist, "checkInAppointment", id=visit)
    removed = await done(clinic.admin, "removeAppointment", id=mistake)

    source = await stream(clinic.admin, document(root), after=0)
    found = await told(source, 3)

    gone = {"id": str(mistake), "stage": "CANCELLED", "startsAt": wire(start), "removedAt": removed["removedAt"]}
    assert found == [
        (
            "appointment.checked_in",
            {"id": str(visit), "stage": "ARRIVED", "startsAt": wire(start), "removedAt": None},
        ),
        ("appointment.cancelled", gone),
        ("appointment.removed", gone),
    ]


async def test_the_board_has_the_visits_of_today_and_those_that_leave_it(world: World) -> None:
    clinic = await days_clinic(world, "admin", "receptionist")
    start = now()
    today, tomorrow, coming = (
        await visit_of(clinic, start), await visit_of(clinic, start + DAY), await visit_of(clinic, start + 2 * DAY)
    )  # fmt: skip
    desk = clinic.receptionist
    await done(desk, "confirmAppointment", id=tomorrow)
    await done(
        desk, "updateAppointment", id=today, input={"startsAt": wire(start + 3 * DAY), "outsideHours": True}
    )  # fmt: skip
    await done(desk, "updateAppointment", id=coming, input={"startsAt": wire(start + HALF), "outsideHours": True})
    await done(desk, "cancelAppointment", id=tomorrow)
    await done(desk, "confirmAppointment", id=today)

    everything = await told(await stream(clinic.admin, document("appointmentChanged", "id"), after=0), 5)
    board = await told(await stream(clinic.admin, document("todayBoard", "id startsAt"), after=0), 3)

    assert ids(everything) == [str(v) for v in (tomorrow, today, coming, tomorrow, today)]
    assert board == [
        ("appointment.rescheduled", {"id": str(today), "startsAt": wire(start + 3 * DAY)}),
        ("appointment.rescheduled", {"id": str(coming), "startsAt": wire(start + HALF)}),
        ("appointment.confirmed", {"id": str(today), "startsAt": wire(start + 3 * DAY)}),
    ]


async def test_a_move_whose_history_says_no_time_is_told(world: World) -> None:
    clinic = await days_clinic(world, "admin", "receptionist")
    visit = await clinic.appointment(await clinic.patient_row(), now())
    given = {"startsAt": wire(now() + DAY), "outsideHours": True}
    await done(clinic.receptionist, "updateAppointment", id=visit, input=given)

    found = await told(await stream(clinic.admin, document("todayBoard", "id"), after=0), 1)

    assert found == [("appointment.rescheduled", {"id": str(visit)})]


@pytest.mark.parametrize("root", ROOTS)
async def test_a_doctor_hears_of_the_own_schedule_and_that_a_visit_left_it(world: World, root: str) -> None:
    clinic = await days_clinic(world, "receptionist")
    doctor = await clinic.join("doctor", overrides=OWN_SCHEDULE)
    own, colleague = await clinic.employee(doctor), await clinic.employee()
    start = now()
    mine, others = await visit_of(clinic, start, doctor_id=own), await visit_of(clinic, start, doctor_id=colleague)
    desk = clinic.receptionist
    await done(desk, "confirmAppointment", id=others)
    await done(desk, "confirmAppointment", id=mine)
    given = {"doctorId": str(colleague), "startsAt": wire(start + HALF), "outsideHours": True}
    await done(desk, "updateAppointment", id=mine, input=given)
    last = await visit_of(clinic, start + HALF, doctor_id=own)
    await done(desk, "checkInAppointment", id=last)

    found = await told(await stream(doctor, document(root, "id"), after=0), 3)

    assert found == [
        ("appointment.confirmed", None),
        ("appointment.reassigned", None),
        ("appointment.checked_in", {"id": str(last)}),
    ]


@pytest.mark.parametrize("root", ROOTS)
async def test_patients_hear_of_their_own_visits_only(world: World, root: str) -> None:
    clinic = await days_clinic(world, "receptionist", "patient")
    mine = await visit_of(clinic, now(), patient_id=clinic.patient.patient_id)
    others = await visit_of(clinic, now())
    for visit in (others, mine, others):
        root_name = "checkInAppointment" if visit is mine else "recordAppointmentReminder"
        await done(clinic.receptionist, root_name, id=visit)
    await done(clinic.receptionist, "startAppointment", id=mine)

    found = await told(await stream(clinic.patient, document(root, "id"), after=0), 2)

    assert found == [(f"appointment.{what}", {"id": str(mine)}) for what in ("checked_in", "started")]


@pytest.mark.parametrize("root", ROOTS)
async def test_another_clinic_hears_nothing_and_other_things_are_no_visits(world: World, root: str) -> None:
    clinic, other = await days_clinic(world, "admin", "receptionist"), await days_clinic(world, "admin", "receptionist")
    foreign, visit = await visit_of(other, now()), await visit_of(clinic, now())
    source = await stream(clinic.admin, document(root, "id"))
    first = asyncio.ensure_future(told(source, 1))
    await asyncio.sleep(0.1)

    await done(other.receptionist, "confirmAppointment", id=foreign)
    register = 'mutation { registerPatient(input: {firstName: "Ada", lastName: "Ray"}) { id } }'
    await clinic.receptionist.data(register)
    await done(clinic.receptionist, "confirmAppointment", id=visit)

    assert await first == [("appointment.confirmed", {"id": str(visit)})]


@pytest.mark.parametrize("root", ROOTS)
async def test_without_the_key_there_is_nothing_to_follow(world: World, root: str) -> None:
    answer = await subscribe(await world.superadmin(), document(root))

    assert isinstance(answer, Answer)
    assert [e["extensions"] for e in answer.errors] == [{"code": "FORBIDDEN", "field": root}]


async def test_who_starts_at_the_last_event_misses_nothing(world: World) -> None:
    clinic, other = await days_clinic(world, "admin", "receptionist"), await days_clinic(world, "admin", "receptionist")
    assert await clinic.admin.data("{ lastEvent }") == {"lastEvent": 0}
    visit, foreign = await visit_of(clinic, now()), await visit_of(other, now())
    await done(other.receptionist, "checkInAppointment", id=foreign)
    await done(clinic.receptionist, "confirmAppointment", id=visit)
    number = (await clinic.admin.data("{ lastEvent }"))["lastEvent"]
    assert number == 1
    await done(clinic.receptionist, "checkInAppointment", id=visit)

    found = await told(await stream(clinic.admin, document("todayBoard", "id"), after=number), 1)

    assert found == [("appointment.checked_in", {"id": str(visit)})]
    assert await (await world.superadmin()).refused("{ lastEvent }") == "FORBIDDEN"


async def test_strangers_read_a_first_name_and_an_initial(world: World) -> None:
    clinic = await days_clinic(world, "admin", "receptionist")
    patient = await clinic.patient_row(first_name="Élodie", last_name="Šimůnková")
    visit = await visit_of(clinic, now(), patient_id=patient)
    await done(clinic.receptionist, "confirmAppointment", id=visit)

    source = await stream(clinic.admin, document("todayBoard", "patient { shortName }"), after=0)

    assert await told(source, 1) == [("appointment.confirmed", {"patient": {"shortName": "Élodie Š."}})]
