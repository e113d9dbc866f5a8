"""What each of the demo's people sees after signing in, and that the clinics go on from where the demo left them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from server.demo import BRIGHT, CLINICS, SIGN_INS, THAMES
from tests.conftest import Servers
from tests.demo import Demo, serving

pytestmark = pytest.mark.slow

PEOPLE = [(label, identifier, clinic) for label, identifier, _, clinic in SIGN_INS[:-1]]
STAFF = {"Admin", "Manager", "Doctor", "Receptionist", "Doctor in two clinics"}
SEEN = """{
  viewer { role clinicName patientIds }
  unreadNotifications
  today: appointmentCalendar { id stage }
  appointments { total }
  requested: appointments(status: [REQUESTED]) { total }
  notifications(first: 5) { nodes { kind } }
}"""
DESK = """{
  patients { total }
  archived: patients(status: [ARCHIVED]) { total }
  myTasks { title }
  waitlist { total }
  rooms { name }
  procedures { name price }
  holidays { total }
  doctorSchedules { displayName }
  activity: appointments(first: 1, status: [COMPLETED]) { nodes { patient { fullName } doctor { displayName } } }
}"""


@pytest.fixture(scope="module")
async def demo(servers: Servers, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Demo]:
    async with serving(servers, redis_url, tmp_path_factory.mktemp("demo")) as demo:
        yield demo


@pytest.mark.parametrize(("label", "identifier", "clinic"), PEOPLE, ids=[who[1] for who in PEOPLE])
async def test_everybody_finds_something(demo: Demo, label: str, identifier: str, clinic: str) -> None:
    seen = await demo.ask(identifier, SEEN)
    at_home = label != "Doctor in two clinics"
    assert seen["viewer"]["clinicName"] == clinic or not at_home
    assert len(seen["today"]) >= 1
    assert seen["appointments"]["total"] >= 2
    assert seen["requested"]["total"] >= 1
    assert seen["unreadNotifications"] >= 1
    if label not in STAFF:
        assert seen["viewer"]["role"] == "PATIENT"
        assert len(seen["viewer"]["patientIds"]) == {"Patient": 1, "Guardian": 3}[label]
        return
    found = await demo.ask(identifier, DESK)
    assert found["patients"]["total"] >= 25
    assert found["waitlist"]["total"] >= 4
    assert len(found["procedures"]) == 15
    assert len(found["rooms"]) >= 3
    assert found["holidays"]["total"] >= 1
    assert len(found["myTasks"]) >= 1
    [visit] = found["activity"]["nodes"]
    assert visit["patient"]["fullName"]


async def test_the_doctor_in_two_clinics_goes_from_one_to_the_other(demo: Demo) -> None:
    sign_in = """mutation($clinic: UUID!) {
      signIn(identifier: "ben.adler@bright.example", password: "odontograph-demo", clinicId: $clinic) { accessToken }
    }"""
    for clinic in (BRIGHT, THAMES):
        answer = await demo.http.post("/graphql", json={"query": sign_in, "variables": {"clinic": str(clinic)}})
        headers = {"authorization": f"Bearer {answer.json()['data']['signIn']['accessToken']}"}
        found = await demo.http.post("/graphql", json={"query": "{ viewer { clinicName role } }"}, headers=headers)
        name = next(c.name for c in CLINICS if c.id == clinic)
        assert found.json() == {"data": {"viewer": {"clinicName": name, "role": "DOCTOR"}}}


@pytest.mark.parametrize("clinic", CLINICS, ids=[c.name for c in CLINICS])
async def test_numbers_go_on(demo: Demo, clinic: Any) -> None:
    """The next record number, the next event, and the followers of both."""
    desk = next(p.email for p in clinic.staff if p.role == "receptionist")
    known = await demo.owner.fetchval("SELECT count(*) FROM patient WHERE clinic_id = $1", clinic.id)
    head = await demo.head(desk)
    register = 'mutation { registerPatient(input: { firstName: "Ada", lastName: "Next" }) { id mrn } }'
    made = (await demo.ask(desk, register))["registerPatient"]
    assert made["mrn"] == f"P{known + 1:06d}"
    assert await demo.head(desk) == head + 1

    follow = "subscription($after: BigInt) { clinicEvents(after: $after) { seq type } }"
    headers = {"authorization": f"Bearer {await demo.token(desk)}", "accept": "text/event-stream"}
    body = {"query": follow, "variables": {"after": head - 20}}
    numbers: list[int] = []
    async with asyncio.timeout(20), demo.http.stream("POST", "/graphql", json=body, headers=headers) as stream:
        async for line in stream.aiter_lines():
            if line.startswith("data: "):
                numbers.append(int(json.loads(line[6:])["data"]["clinicEvents"]["seq"]))
                if numbers[-1] == head + 1:
                    break
    assert numbers == sorted(set(numbers))
    assert numbers[0] > head - 20


async def somebody_waiting(demo: Demo) -> tuple[str, dict[str, Any]]:
    """A visit of today whose patient is there, and who sees it. Late in the evening nobody waits any more; but never
    in Berlin and in New York at once."""
    for desk in ("reception@bright.example", "reception@harbour.example"):
        today = (await demo.ask(desk, "{ appointmentCalendar { id stage rowVersion } }"))["appointmentCalendar"]
        for visit in today:
            if visit["stage"] == "ARRIVED":
                return desk, visit
    raise AssertionError("nobody waits anywhere")


async def test_a_visit_of_the_demo_goes_on_by_the_operations(demo: Demo) -> None:
    desk, waiting = await somebody_waiting(demo)
    complete = "mutation($id: UUID!) { completeAppointment(id: $id) { stage rowVersion } }"
    done = (await demo.ask(desk, complete, {"id": waiting["id"]}))["completeAppointment"]
    assert done == {"stage": "COMPLETED", "rowVersion": waiting["rowVersion"] + 1}
    steps = await demo.owner.fetch(
        "SELECT from_status, to_status FROM appointment_change WHERE appointment_id = $1 ORDER BY created_at, id",
        waiting["id"],
    )
    assert [tuple(step) for step in steps][-2:] == [("confirmed", "in_progress"), ("in_progress", "completed")]


async def test_both_records_of_one_person_are_found_by_the_number(demo: Demo) -> None:
    find = "query($q: String!) { patients(search: $q) { nodes { fullName phoneNumbers { phoneNumber } } } }"
    known = (await demo.ask("reception@bright.example", find, {"q": "kowalski lukasz"}))["patients"]["nodes"]
    number = known[0]["phoneNumbers"][0]["phoneNumber"]
    found = (await demo.ask("reception@bright.example", find, {"q": number}))["patients"]["nodes"]
    assert {"Łukasz Kowalski", "Lukasz Kowalski"} <= {patient["fullName"] for patient in found}
