"""The link to answer by: good once, for its own visit, until the visit begins; of no use to anybody who made it up."""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
import secrets
from collections import Counter
from itertools import count
from typing import Any
from uuid import UUID

import httpx
import pytest
from structlog.testing import capture_logs

from core.ids import uuid7
from core.tokens import signed
from resolvers.appointment_links import _PAYLOAD, PURPOSE
from tests.appointments.diary import NOON, done, nothing_happens, refused, row, steps, wire
from tests.world import ClinicWorld, Person, World

LINK = "query($id: UUID!) { appointmentLink(id: $id) { url token expiresAt } }"
RESPOND = """mutation($token: String!, $answer: AppointmentAnswer!, $reason: String) {
  respondToAppointment(token: $token, answer: $answer, reason: $reason) {
    answer startsAt endsAt clinicName timezone } }"""
ADDRESS = "/api/v1/appointments/respond"
_ADDRESSES = count(secrets.randbelow(40_000))


async def link(person: Person, visit: UUID) -> str:
    found = (await person.data(LINK, {"id": str(visit)}))["appointmentLink"]
    return str(found["token"])


async def respond(world: World, token: str, answer: str = "CONFIRM", **more: Any) -> dict[str, Any]:
    """`{"data", "errors"}` of an answer by somebody who is not signed in."""
    body = {"query": RESPOND, "variables": {"token": token, "answer": answer, **more}}
    # From somewhere else each time: answers of one address are limited.
    number = next(_ADDRESSES)
    away = httpx.ASGITransport(app=world.app, client=(f"10.{number // 250}.{number % 250}.1", 1))
    async with httpx.AsyncClient(transport=away, base_url="http://testserver") as http:
        return dict((await http.post("/graphql", json=body)).json())


def code(answer: dict[str, Any]) -> str:
    return str(answer["errors"][0]["extensions"]["code"]) if "errors" in answer else "done"


async def visit_of(clinic: ClinicWorld, **values: Any) -> UUID:
    return await clinic.appointment(await clinic.patient_row(last_name="Secret"), NOON, notes="Secret", **values)


async def test_a_link_is_the_same_until_it_is_used(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await visit_of(clinic)

    first = (await clinic.receptionist.data(LINK, {"id": str(visit)}))["appointmentLink"]
    assert first == (await clinic.receptionist.data(LINK, {"id": str(visit)}))["appointmentLink"]
    assert first["url"] == f"http://127.0.0.1:8000/appointments/respond#{first['token']}"
    assert first["expiresAt"] == wire(NOON)
    assert await clinic.events() == []


@pytest.mark.parametrize(
    ("answer", "status", "event"),
    [("CONFIRM", "confirmed", "appointment.confirmed"), ("CANCEL", "cancelled", "appointment.cancelled")],
)
async def test_a_patient_answers_without_signing_in(world: World, answer: str, status: str, event: str) -> None:
    clinic = await world.clinic(people=("receptionist",), name="Tor")
    visit = await visit_of(clinic)
    token = await link(clinic.receptionist, visit)

    made = await respond(world, token, answer, reason="Ill")

    assert made["data"]["respondToAppointment"] == {
        "answer": answer, "startsAt": wire(NOON), "endsAt": wire(NOON + dt.timedelta(minutes=30)),
        "clinicName": "Tor", "timezone": "Europe/Berlin",
    }  # fmt: skip
    stored = await row(clinic, visit)
    assert (stored["status"], stored["arrived_at"]) == (status, None)
    assert stored["cancel_reason"] == ("Ill" if answer == "CANCEL" else None)
    assert await steps(clinic, visit) == [(None, "scheduled"), ("scheduled", status)]
    (said,) = await clinic.events()
    assert (said["type"], said["actor_kind"], said["actor_membership_id"]) == (event, "share_link", None)


async def test_a_link_is_good_for_one_answer(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await visit_of(clinic)
    token = await link(clinic.receptionist, visit)

    assert code(await respond(world, token)) == "done"
    async with nothing_happens(clinic):
        for answer in ("CONFIRM", "CANCEL"):
            assert code(await respond(world, token, answer)) == "CONFLICT"
    # A new one may be made: the patient changes their mind.
    second = await link(clinic.receptionist, visit)
    assert second != token
    assert code(await respond(world, second, "CANCEL")) == "done"


async def test_of_many_answers_at_once_one_counts(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await visit_of(clinic)
    token = await link(clinic.receptionist, visit)

    answers = await asyncio.gather(*(respond(world, token, ("CONFIRM", "CANCEL")[n % 2]) for n in range(8)))
    assert Counter(map(code, answers)) == {"done": 1, "CONFLICT": 7}
    assert len(await clinic.events()) == 1


async def test_whoever_was_confirmed_at_the_desk_may_say_so_too(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await visit_of(clinic, status="confirmed")
    token = await link(clinic.receptionist, visit)

    assert code(await respond(world, token)) == "done"
    assert (await row(clinic, visit))["confirmed_at"] is not None
    assert code(await respond(world, token)) == "CONFLICT"


async def test_a_moved_visit_wants_a_new_link(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await visit_of(clinic)
    token = await link(clinic.receptionist, visit)
    await done(clinic.receptionist, "rescheduleAppointment", id=visit, startsAt=NOON + dt.timedelta(hours=1))

    async with nothing_happens(clinic):
        assert code(await respond(world, token)) == "CONFLICT"
    assert code(await respond(world, await link(clinic.receptionist, visit))) == "done"


@pytest.mark.parametrize("status", ["cancelled", "no_show", "completed", "in_progress"])
async def test_what_is_over_has_no_link_and_no_answer(world: World, status: str) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await visit_of(clinic)
    token = await link(clinic.receptionist, visit)
    await world.owner.execute("UPDATE appointment SET status = $2 WHERE id = $1", visit, status)

    async with nothing_happens(clinic):
        assert code(await respond(world, token)) == "CONFLICT"
        assert await clinic.receptionist.refused(LINK, {"id": str(visit)}) == "CONFLICT"


async def test_a_link_ends_when_the_visit_begins(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await visit_of(clinic)
    token = await link(clinic.receptionist, visit)
    past = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
    await world.owner.execute(
        "UPDATE appointment SET starts_at = $2, ends_at = $3 WHERE id = $1", visit, past, past + dt.timedelta(hours=1)
    )
    old = forged(world, clinic.id, visit, past)

    async with nothing_happens(clinic):
        assert code(await respond(world, token)) == "CONFLICT"
        assert code(await respond(world, old)) == "CONFLICT"
        assert await clinic.receptionist.refused(LINK, {"id": str(visit)}) == "CONFLICT"


def forged(world: World, clinic: UUID, visit: UUID, until: dt.datetime, secret: bytes | None = None) -> str:
    """A token made here, with the process's own key unless another is given."""
    own = world.app.state.process.settings.secret_key
    payload = _PAYLOAD.pack(clinic.bytes, visit.bytes, int(until.timestamp()), 0)
    return signed(secret or own, PURPOSE, payload)


async def test_a_token_that_we_did_not_make_is_nothing(world: World) -> None:
    clinic, other = await world.clinic(people=("receptionist",)), await world.clinic(people=())
    visit = await visit_of(clinic)
    token = await link(clinic.receptionist, visit)
    raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    spelled = [base64.urlsafe_b64encode(raw[:n] + bytes([raw[n] ^ 1]) + raw[n + 1 :]).decode() for n in range(len(raw))]
    spelled += ["x", "é", "a" * 86, token[:-1], token + "A", token[::-1], "=" * 8]
    spelled += [
        forged(world, clinic.id, visit, NOON, b"another key of thirty-two bytes!"),
        # Ours, but of a visit or a clinic that is not there: nobody can have such a one.
        forged(world, clinic.id, uuid7(), NOON),
        forged(world, uuid7(), visit, NOON),
        forged(world, other.id, visit, NOON),
    ]

    async with nothing_happens(clinic):
        for one in spelled:
            assert code(await respond(world, one, "CANCEL")) == "NOT_FOUND", one


async def test_answers_are_limited(world: World) -> None:
    away = httpx.ASGITransport(app=world.app, client=("10.255.255.1", 1))
    async with httpx.AsyncClient(transport=away, base_url="http://testserver") as http:
        body = {"query": RESPOND, "variables": {"token": "x", "answer": "CONFIRM"}}
        codes = [code((await http.post("/graphql", json=body)).json()) for _ in range(31)]
    assert codes == ["NOT_FOUND"] * 30 + ["RATE_LIMITED"]


async def test_who_may_have_a_link(world: World) -> None:
    clinic, ours = await world.clinic(people=("patient",)), await world.clinic(people=("admin",))
    blind = await clinic.join("receptionist", overrides={"appointments.view": False, "appointments.view_detail": False})
    own = await clinic.appointment(clinic.patient.patient_id, NOON)  # type: ignore[arg-type]
    other = await visit_of(clinic)

    assert await link(clinic.patient, own)
    for person, visit in ((clinic.patient, other), (ours.admin, own)):
        assert await person.data(LINK, {"id": str(visit)}) == {"appointmentLink": None}
    # The floor of receptionists holds: the key cannot be taken from them.
    assert await link(blind, own)
    nobody = await clinic.join("patient", "nobody", overrides={"appointments.view_detail": False})
    assert await nobody.refused(LINK, {"id": str(own)}) == "FORBIDDEN"


async def test_a_suspended_clinic_takes_no_answers(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await visit_of(clinic)
    token = await link(clinic.receptionist, visit)
    await world.owner.execute("UPDATE clinic SET status = 'suspended' WHERE id = $1", clinic.id)

    async with nothing_happens(clinic):
        assert code(await respond(world, token)) == "CLINIC_SUSPENDED"
        answer = await world.http.post(ADDRESS, json={"token": token, "answer": "confirm"})
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "CLINIC_SUSPENDED")


async def test_no_token_is_logged_or_stored(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await visit_of(clinic)
    with capture_logs() as lines:
        token = await link(clinic.receptionist, visit)
        answers = [await respond(world, token), await respond(world, token), await respond(world, token[:-2])]
        await world.http.post(ADDRESS, json={"token": token, "answer": "confirm"})
    assert lines
    assert token not in str(lines)
    assert all(token[:60] not in str(answer) for answer in answers)
    for table in ("appointment", "appointment_change", "event"):
        stored = await world.fetch(f'SELECT t::text AS row FROM "{table}" t WHERE clinic_id = $1', clinic.id)
        assert not any(token[:60] in r["row"] for r in stored)


async def test_the_rest_addresses_hand_out_and_take_the_link(world: World) -> None:
    clinic = await world.clinic(people=("receptionist", "patient"))
    visit = await visit_of(clinic)
    place = f"/api/v1/protected/appointments/{visit}/share-link"

    assert (await world.http.get(place)).status_code == 401
    assert (await clinic.patient.rest("GET", place)).status_code == 404
    told = (await clinic.receptionist.rest("GET", place)).json()
    assert (told["success"], sorted(told["data"])) == (True, ["expiresAt", "token", "url"])
    token = told["data"]["token"]

    bad = await world.http.post(ADDRESS, json={"token": "x" * 20, "answer": "confirm"})
    assert (bad.status_code, bad.json()["error"]["code"]) == (404, "NOT_FOUND")
    bad = await world.http.post(ADDRESS, json={"token": token, "answer": "perhaps"})
    assert (bad.status_code, bad.json()["error"]["fields"][0]["path"]) == (422, "answer")
    good = await world.http.post(ADDRESS, json={"token": token, "answer": "cancel", "reason": "Ill"})
    assert (good.status_code, good.json()["data"]["answer"]) == (200, "CANCEL")
    assert (await row(clinic, visit))["status"] == "cancelled"
    again = await world.http.post(ADDRESS, json={"token": token, "answer": "confirm"})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "CONFLICT")


async def test_a_link_is_no_session(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    visit = await visit_of(clinic)
    token = await link(clinic.receptionist, visit)
    answer = await world.http.get(
        f"/api/v1/protected/appointments/{visit}", headers={"authorization": f"Bearer {token}"}
    )
    assert answer.status_code == 401
    assert (await refused(clinic.receptionist, "cancelAppointment", id=uuid7()))["code"] == "NOT_FOUND"
