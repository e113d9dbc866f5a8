"""Subscriptions of the real application over a real WebSocket: delivery, resuming, and the end of a session."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from core.ids import uuid7
from tests.server.real_app import Real
from tests.server.ws_client import Client, complete_of, error_codes, open_socket
from tests.world import Person

REGISTER = "mutation($input: RegisterPatientInput!) { registerPatient(input: $input) { id } }"
UPDATE = 'mutation($id: UUID!) { updatePatient(id: $id, input: { city: "Ulm" }) { id } }'
EVENTS = """subscription($after: BigInt, $types: [String!]) {
  clinicEvents(after: $after, types: $types) {
    seq type node { subjectId changed actor { displayName } }
  }
}"""
#: Promised is one second; the rest is for a busy machine.
SOON = 3.0


async def register(person: Person, first_name: str = "Ann") -> str:
    made = await person.data(REGISTER, {"input": {"firstName": first_name, "lastName": "Løvland"}})
    return str(made["registerPatient"]["id"])


async def subscribe(client: Client, person: Person, after: int | None = None, **variables: Any) -> Client:
    """An initialised connection that follows the clinic; events from now on unless `after` is given.

    A subscription says nothing when it begins: a query behind it on the same connection does not prove that it has,
    so every caller names the number from which to follow.
    """
    await client.init({"authorization": f"Bearer {person.token}"})
    await client.subscribe("s", EVENTS, variables={"after": after, **variables})
    return client


async def delivered(client: Client) -> dict[str, Any]:
    message = await client.receive()
    assert (message["type"], message["id"]) == ("next", "s"), message
    assert set(message["payload"]) == {"data"}, message
    event: dict[str, Any] = message["payload"]["data"]["clinicEvents"]
    return event


async def test_a_patient_registered_over_http_arrives_with_its_node(real: Real) -> None:
    clinic = await real.world.clinic()

    async with open_socket(real.a.address) as client:
        await subscribe(client, clinic.doctor, 0)
        patient = await register(clinic.receptionist)

        assert await delivered(client) == {
            "seq": 1,
            "type": "patient.registered",
            "node": {"subjectId": patient, "changed": [], "actor": {"displayName": "Receptionist"}},
        }


async def test_a_torn_connection_resumes_after_the_last_number(real: Real) -> None:
    clinic = await real.world.clinic()
    async with open_socket(real.a.address) as client:
        await subscribe(client, clinic.admin, 0)
        await register(clinic.receptionist)
        last = (await delivered(client))["seq"]
        client.socket.transport.abort()

    missed = [await register(clinic.receptionist) for _ in range(3)]

    async with open_socket(real.a.address) as client:
        await subscribe(client, clinic.admin, last)
        live = await register(clinic.receptionist)
        events = [await delivered(client) for _ in range(4)]
    assert [(event["seq"], event["node"]["subjectId"]) for event in events] == list(
        zip((2, 3, 4, 5), [*missed, live], strict=True)
    )


async def test_types_narrow_and_a_number_not_reached_is_refused(real: Real) -> None:
    clinic = await real.world.clinic()
    patient = await register(clinic.receptionist)
    await clinic.receptionist.data(UPDATE, {"id": patient})
    async with open_socket(real.a.address) as client:
        await subscribe(client, clinic.admin, 0, types=["patient.updated"])
        assert (await delivered(client))["seq"] == 2
        await client.subscribe("t", EVENTS, variables={"after": 99})
        refused = await client.receive()
        assert [refused["type"], refused["id"]] == ["next", "t"]
        assert [error["extensions"]["code"] for error in refused["payload"]["errors"]] == ["INVALID"]
        assert await client.receive() == complete_of("t")


async def test_a_patient_hears_of_own_records_only(real: Real) -> None:
    clinic = await real.world.clinic()
    async with open_socket(real.a.address) as client:
        await subscribe(client, clinic.patient, 0)
        await register(clinic.receptionist)
        await clinic.receptionist.data(UPDATE, {"id": str(clinic.patient.patient_id)})

        event = await delivered(client)

    assert (event["seq"], event["type"], event["node"]["subjectId"]) == (
        2,
        "patient.updated",
        str(clinic.patient.patient_id),
    )


async def test_clinics_do_not_hear_each_other(real: Real) -> None:
    clinic, other = await real.world.clinic(), await real.world.clinic()
    async with open_socket(real.a.address) as client:
        await subscribe(client, clinic.admin, 0)
        await register(other.receptionist)
        mine = await register(clinic.receptionist)

        assert (await delivered(client))["node"]["subjectId"] == mine


async def test_an_event_committed_through_one_process_reaches_the_other(real: Real) -> None:
    clinic = await real.world.clinic()
    async with open_socket(real.b.address) as client:
        await subscribe(client, clinic.admin, 0)
        began = time.monotonic()
        patient = await register(clinic.receptionist)

        assert (await delivered(client))["node"]["subjectId"] == patient
    assert time.monotonic() - began < SOON


# --- rights and sessions that change while the stream is open --------------------------------------------------


async def changed(real: Real, person: Person, sql: str, *values: Any) -> None:
    """A change of somebody's rights as another process of ours makes it: written, and noted in the platform stream."""
    await real.world.fetch(sql, *values)
    await real.world.fetch(
        "SELECT door_platform_emit($1, 'membership.changed', $2, $3, NULL)",
        uuid7(),
        person.account_id,
        person.clinic_id,
    )


async def test_a_stream_shows_what_todays_role_may_see(real: Real) -> None:
    clinic = await real.world.clinic()
    async with open_socket(real.a.address) as client:
        await subscribe(client, clinic.doctor, 0)
        await register(clinic.receptionist)
        assert (await delivered(client))["seq"] == 1

        await changed(
            real, clinic.doctor, "UPDATE membership SET role = 'patient' WHERE id = $1", clinic.doctor.membership_id
        )
        await asyncio.sleep(1.2)  # the bus was not told: the process looks by itself
        await register(clinic.receptionist)
        await client.subscribe("q", "{ viewer { role } }")

        assert await client.receive() == {
            "id": "q", "type": "next", "payload": {"data": {"viewer": {"role": "PATIENT"}}},
        }  # fmt: skip
        assert await client.receive() == complete_of("q")


async def test_a_silent_stream_ends_when_its_person_leaves_the_clinic(real: Real) -> None:
    clinic = await real.world.clinic()
    async with open_socket(real.a.address) as client:
        await subscribe(client, clinic.doctor, 0)
        await client.subscribe("warm", "{ viewer { role } }")
        assert [(await client.receive())["type"] for _ in range(2)] == ["next", "complete"]

        began = time.monotonic()
        await changed(
            real, clinic.doctor, "UPDATE membership SET status = 'disabled' WHERE id = $1", clinic.doctor.membership_id
        )

        last = await client.receive()
        assert [last["type"], last["id"]] == ["next", "s"]
        assert [error["extensions"]["code"] for error in last["payload"]["errors"]] == ["FORBIDDEN"]
        assert await client.receive() == complete_of("s")
        assert time.monotonic() - began < SOON


async def test_signing_out_on_one_process_closes_a_silent_stream_on_the_other(real: Real) -> None:
    clinic = await real.world.clinic()
    async with open_socket(real.b.address) as client, open_socket(real.b.address) as bystander:
        await subscribe(client, clinic.doctor, 0)
        await subscribe(bystander, clinic.admin, 0)
        await register(clinic.receptionist)
        assert (await delivered(client))["seq"] == (await delivered(bystander))["seq"] == 1

        began = time.monotonic()
        assert (await clinic.doctor.data("mutation { signOut { ended } }"))["signOut"]["ended"] == 1

        assert await client.closed() == (4401, "Session expired")
        assert time.monotonic() - began < SOON
        await register(clinic.receptionist)
        assert (await delivered(bystander))["seq"] == 2


async def test_a_connection_ends_with_its_session(real: Real) -> None:
    clinic = await real.world.clinic()
    await real.world.fetch(
        "UPDATE session SET access_expires_at = now() + interval '2 seconds' WHERE id = $1", clinic.admin.session_id
    )
    async with open_socket(real.a.address) as client:
        await subscribe(client, clinic.admin, 0)
        assert await client.closed() == (4401, "Session expired")


# --- who may open one --------------------------------------------------------------------------------------------


ENDED, HOW = "The session has ended; sign in again.", "Use `Authorization: Bearer <token>`."


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ({"authorization": "Bearer not-a-token"}, ENDED),
        ({"Authorization": "Bearer " + "x" * 43}, ENDED),
        ({"token": "x" * 43}, ENDED),
        ({"authorization": "Basic YTpi"}, HOW),
        ({"authorization": "x" * 43}, HOW),
    ],
)
async def test_a_bad_credential_closes_the_connection(real: Real, payload: dict[str, str], reason: str) -> None:
    async with open_socket(real.a.address) as client:
        await client.send("connection_init", payload=payload)
        assert await client.closed() == (4403, reason)


async def test_nobody_follows_a_clinic_without_signing_in(real: Real) -> None:
    async with open_socket(real.a.address) as client:
        await client.init()
        await client.subscribe("s", EVENTS)
        refused = await client.receive()
        assert [error["extensions"]["code"] for error in refused["payload"]["errors"]] == ["UNAUTHENTICATED"]
        assert await client.receive() == complete_of("s")


async def test_a_page_elsewhere_opens_no_socket(real: Real) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with open_socket(real.a.address, origin="https://elsewhere.example"):
            pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    "path", ["/", "/graphiql", "/graphq", "/graphql/", "/healthz", "/api/v1/patients", "/api/v1/x"]
)
async def test_there_is_one_socket(real: Real, path: str) -> None:
    before = real.a.log.read_text()
    with pytest.raises(InvalidStatus) as refused:
        async with connect(f"ws://{real.a.address}{path}", proxy=None):
            pass
    assert refused.value.response.status_code == 403
    assert '"level":"error"' not in real.a.log.read_text().removeprefix(before)


# --- what clients get wrong ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ("subscription { clinicEvent { seq } }", "Did you mean 'clinicEvents'"),
        ('subscription { clinicEvents(after: "x") { seq } }', "Must be a 64-bit integer."),
        ("subscription { clinicEvents { seq } other: clinicEvents { seq } }", "must select only one top level field"),
        ("subscription { __typename }", "must not select an introspection top level field"),
        ("subscription A { clinicEvents { seq } } subscription B { clinicEvents { seq } }", "operationName"),
    ],
)
async def test_a_wrong_subscription_says_what_is_wrong(real: Real, document: str, says: str) -> None:
    clinic = await real.world.clinic()
    async with open_socket(real.a.address) as client:
        await client.init({"authorization": f"Bearer {clinic.admin.token}"})
        await client.subscribe("s", document)
        message = await client.receive()
        assert error_codes(message, "s") == ["INVALID"]
        assert says in message["payload"][0]["message"]


@pytest.mark.parametrize(
    "document",
    [
        "subscription { ...F } fragment F on Subscription { clinicEvents(after: 0) { seq } }",
        "subscription { ... on Subscription { clinicEvents(after: 0) { seq } } }",
        "subscription { ... { ...F } } fragment F on Subscription { clinicEvents(after: 0) { seq } }",
    ],
)
async def test_the_root_may_come_from_a_fragment(real: Real, document: str) -> None:
    clinic = await real.world.clinic()
    await register(clinic.receptionist)
    async with open_socket(real.a.address) as client:
        await client.init({"authorization": f"Bearer {clinic.admin.token}"})
        await client.subscribe("s", document)
        assert await delivered(client) == {"seq": 1}
