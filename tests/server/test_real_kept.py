"""Screens that are kept, over real processes: what one of them writes is read on the other at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import httpx
import pytest

from tests.server.real_app import Real
from tests.world import Person

pytestmark = pytest.mark.slow

SCREEN = "/api/v1/protected/mobile/screen/dashboard"
CHANGE = (
    "mutation($id: UUID!, $status: AppointmentStatus!) { changeAppointmentStatus(id: $id, status: $status) { id } }"
)
STATUSES = ("CONFIRMED", "IN_PROGRESS", "COMPLETED")


async def today(http: httpx.AsyncClient, person: Person) -> tuple[dict[str, Any], bool]:
    answer = await http.get(SCREEN, headers=person.headers)
    body = answer.json()
    return body["data"]["today"], body["meta"]["cached"]


async def test_what_one_process_wrote_is_on_the_screen_of_the_other(real: Real) -> None:
    # A zone in which it is noon: the day of the visit does not end meanwhile.
    ahead = 12 - dt.datetime.now(dt.UTC).hour
    clinic = await real.world.clinic(
        people=("receptionist", "doctor"), timezone=f"Etc/GMT{-ahead:+d}" if ahead else "Etc/GMT"
    )
    now = dt.datetime.now(dt.UTC)
    visit = await clinic.appointment(await clinic.patient_row(), now - dt.timedelta(minutes=5))
    for person in (clinic.receptionist, clinic.doctor):
        await today(real.world.http, person)
        assert (await today(real.http_b, person))[1] is True

    for status in STATUSES:
        await clinic.doctor.data(CHANGE, {"id": str(visit), "status": status})
        name = {"CONFIRMED": "confirmed", "IN_PROGRESS": "inProgress", "COMPLETED": "completed"}[status]
        for person in (clinic.doctor, clinic.receptionist):
            found, cached = await today(real.http_b, person)
            assert (found[name], cached) == (1, False)
            assert await today(real.world.http, person) == (found, True)
