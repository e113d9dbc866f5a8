"""Visits that come again and again: the same time on the wall, all or none, called off together."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from tests.appointments.diary import NOON, at, done, nothing_happens
from tests.world import Person, World

BOOK = """mutation($input: BookAppointmentInput!, $every: Int!, $count: Int!) {
  bookAppointmentSeries(input: $input, everyDays: $every, count: $count) {
    id everyDays } }"""
VISITS = "query($id: UUID!) { appointments(seriesId: $id) { nodes { id startsAt endsAt } } }"
CANCEL = """mutation($id: UUID!, $from: DateTime) {
  cancelAppointmentSeries(id: $id, startsFrom: $from, reason: "Moved") { cancelled } }"""


async def booked(person: Person, given: dict[str, Any]) -> tuple[UUID, list[dict[str, Any]]]:
    """A series that must be booked: its id, and its visits."""
    series = (await person.data(BOOK, given))["bookAppointmentSeries"]["id"]
    return UUID(series), (await person.data(VISITS, {"id": series}))["appointments"]["nodes"]


def wanted(patient: UUID, **given: Any) -> dict[str, Any]:
    times = {"startsAt": at(), "endsAt": at(30)}
    return {"patientId": str(patient)} | times | {n: str(v) for n, v in given.items()}


async def test_a_series_keeps_its_time_when_clocks_change(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",), timezone="Europe/Berlin")
    patient, doctor = await clinic.patient_row(), await clinic.employee()
    # 10:00 in Berlin; clocks go back on the 31st.
    given = wanted(patient, doctorId=doctor) | {"startsAt": "2027-10-24T08:00:00Z", "endsAt": "2027-10-24T08:40:00Z"}

    series, visits = await booked(clinic.receptionist, {"input": given, "every": 7, "count": 3})

    assert [(v["startsAt"], v["endsAt"]) for v in visits] == [
        ("2027-10-24T08:00:00Z", "2027-10-24T08:40:00Z"),
        ("2027-10-31T09:00:00Z", "2027-10-31T09:40:00Z"),
        ("2027-11-07T09:00:00Z", "2027-11-07T09:40:00Z"),
    ]
    assert await clinic.event_types() == ["appointment.booked"] * 3
    stored = await world.fetch(
        "SELECT DISTINCT series_id, row_version FROM appointment WHERE clinic_id = $1", clinic.id
    )
    assert [(r["series_id"], r["row_version"]) for r in stored] == [(series, 1)]


async def test_all_of_a_series_or_none(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    patient, doctor = await clinic.patient_row(), await clinic.employee()
    await clinic.appointment(patient, NOON + dt.timedelta(days=14, minutes=10), doctor_id=doctor)

    async with nothing_happens(clinic):
        answer = await clinic.receptionist.ask(
            BOOK, {"input": wanted(patient, doctorId=doctor), "every": 7, "count": 4}
        )
    extensions = answer["errors"][0]["extensions"]
    assert (extensions["code"], extensions["occurrence"]) == ("CONFLICT", 3)
    assert extensions["takenFrom"] == at(14 * 24 * 60 + 10)
    assert await world.value("SELECT count(*) FROM appointment_series WHERE clinic_id = $1", clinic.id) == 0


@pytest.mark.parametrize(("every", "count"), [(0, 2), (367, 2), (7, 1), (7, 53)])
async def test_a_series_has_bounds(world: World, every: int, count: int) -> None:
    clinic = await world.clinic(people=("receptionist",))
    given = {"input": wanted(await clinic.patient_row()), "every": every, "count": count}
    async with nothing_happens(clinic):
        assert await clinic.receptionist.refused(BOOK, given) == "INVALID"


async def test_what_is_still_to_come_is_called_off(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    given = {"input": wanted(await clinic.patient_row()), "every": 1, "count": 5}
    series, visits = await booked(clinic.receptionist, given)
    first, second, third, fourth, fifth = (UUID(v["id"]) for v in visits)
    await done(clinic.receptionist, "startAppointment", id=second)
    await done(clinic.receptionist, "cancelAppointment", id=fourth, reason="Ill")

    answer = await clinic.receptionist.data(CANCEL, {"id": str(series), "from": at(60)})
    assert answer == {"cancelAppointmentSeries": {"cancelled": 2}}
    rows = await world.fetch("SELECT id, status, cancel_reason FROM appointment WHERE clinic_id = $1", clinic.id)
    assert {r["id"]: (r["status"], r["cancel_reason"]) for r in rows} == {
        first: ("scheduled", None), second: ("in_progress", None), third: ("cancelled", "Moved"),
        fourth: ("cancelled", "Ill"), fifth: ("cancelled", "Moved"),
    }  # fmt: skip
    assert (await clinic.event_types())[-2:] == ["appointment.cancelled"] * 2


async def test_whoever_may_not_books_and_cancels_no_series(world: World) -> None:
    clinic, ours = await world.clinic(people=("patient", "receptionist")), await world.clinic(people=("admin",))
    desk = await clinic.join(
        "receptionist", "limited", overrides={"appointments.create": False, "appointments.change_status": False}
    )
    patient = clinic.patient.patient_id
    assert patient is not None
    given = {"input": wanted(patient), "every": 7, "count": 2}
    series, _ = await booked(clinic.receptionist, given)
    query = f'{{ appointmentSeries(id: "{series}") {{ everyDays }} }}'

    async with nothing_happens(clinic):
        for query_, variables in ((BOOK, given), (CANCEL, {"id": str(series)})):
            assert await desk.refused(query_, variables) == "FORBIDDEN"
            assert await clinic.patient.refused(query_, variables) == "FORBIDDEN"
            assert await ours.admin.refused(query_, variables) == "NOT_FOUND"
    assert await clinic.patient.data(query) == {"appointmentSeries": {"everyDays": 7}}
    assert len((await clinic.patient.data(VISITS, {"id": str(series)}))["appointments"]["nodes"]) == 2
    assert await ours.admin.data(query) == {"appointmentSeries": None}
