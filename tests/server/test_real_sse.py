"""Server-sent events of the real application: subscriptions at `/graphql`, and the clinic's own stream."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx

from tests.server.real_app import Real, Server
from tests.world import Person

REGISTER = 'mutation { registerPatient(input: { firstName: "Ann", lastName: "Bee" }) { id } }'
EVENTS = "subscription($after: BigInt) { clinicEvents(after: $after) { seq node { subjectId } } }"
CLINIC_EVENTS = "/api/v1/protected/sse/clinic-events"
#: Promised is one second; the rest is for a busy machine.
SOON = 3.0


@dataclass
class Stream:
    """An open stream, read frame by frame."""

    response: httpx.Response

    def __post_init__(self) -> None:
        self._lines = self.response.aiter_lines()

    async def frame(self) -> dict[str, str] | None:
        """The fields of the next frame, comments left out; None once the stream has ended in order."""
        fields: dict[str, str] = {}
        async with asyncio.timeout(10):
            async for line in self._lines:
                if line and not line.startswith(":"):
                    name, _, value = line.partition(":")
                    fields[name] = value.strip()
                elif not line and fields:
                    return fields
        return None

    async def result(self) -> Any:
        """The payload of the next frame, which must be a `next`."""
        frame = await self.frame()
        assert frame is not None
        assert frame["event"] == "next"
        return json.loads(frame["data"])


@contextlib.asynccontextmanager
async def opened(server: Server, method: str, path: str, **request: Any) -> AsyncIterator[Stream]:
    async with (
        httpx.AsyncClient(base_url=server.origin, trust_env=False, timeout=30) as http,
        http.stream(method, path, **request) as response,
    ):
        assert (response.status_code, response.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
        assert response.headers["cache-control"] == "no-store, no-transform"
        yield Stream(response)


def subscribed(server: Server, person: Person, after: int | None) -> contextlib.AbstractAsyncContextManager[Stream]:
    asked = {"query": EVENTS, "variables": {"after": after}}
    return opened(server, "POST", "/graphql", json=asked, headers={**person.headers, "accept": "text/event-stream"})


async def register(person: Person) -> str:
    return str((await person.data(REGISTER))["registerPatient"]["id"])


def event(seq: int, patient: str) -> dict[str, Any]:
    return {"data": {"clinicEvents": {"seq": seq, "node": {"subjectId": patient}}}}


async def test_a_subscription_delivers_and_resumes_on_another_process(real: Real) -> None:
    clinic = await real.world.clinic()
    async with subscribed(real.a, clinic.admin, 0) as stream:
        first = await register(clinic.receptionist)
        assert await stream.result() == event(1, first)

    second = await register(clinic.receptionist)

    async with subscribed(real.b, clinic.admin, 1) as stream:
        assert await stream.result() == event(2, second)
        third = await register(clinic.receptionist)
        assert await stream.result() == event(3, third)


async def test_a_subscription_by_get_is_the_same(real: Real) -> None:
    clinic = await real.world.clinic()
    patient = await register(clinic.receptionist)
    headers = {**clinic.admin.headers, "accept": "text/event-stream"}
    async with opened(
        real.a, "GET", "/graphql", params={"query": EVENTS, "variables": '{"after": 0}'}, headers=headers
    ) as stream:
        assert await stream.result() == event(1, patient)


async def test_one_result_is_a_whole_stream(real: Real) -> None:
    clinic = await real.world.clinic()
    headers = {**clinic.admin.headers, "accept": "text/event-stream"}
    async with opened(real.a, "POST", "/graphql", json={"query": "{ viewer { role } }"}, headers=headers) as stream:
        assert await stream.result() == {"data": {"viewer": {"role": "ADMIN"}}}
        assert await stream.frame() == {"event": "complete", "data": ""}
        assert await stream.frame() is None


async def test_signing_out_elsewhere_ends_a_silent_stream(real: Real) -> None:
    clinic = await real.world.clinic()
    async with subscribed(real.b, clinic.doctor, 0) as stream:
        patient = await register(clinic.receptionist)
        assert await stream.result() == event(1, patient)

        began = time.monotonic()
        await clinic.doctor.data("mutation { signOut { ended } }")

        last = await stream.result()
        assert [error["extensions"]["code"] for error in last["errors"]] == ["UNAUTHENTICATED"]
        assert await stream.frame() == {"event": "complete", "data": ""}
        assert await stream.frame() is None
        assert time.monotonic() - began < SOON


async def test_without_a_session_the_stream_is_one_refusal(real: Real) -> None:
    async with opened(
        real.a, "POST", "/graphql", json={"query": EVENTS}, headers={"accept": "text/event-stream"}
    ) as stream:
        refused = await stream.result()
        assert [error["extensions"]["code"] for error in refused["errors"]] == ["UNAUTHENTICATED"]
        assert await stream.frame() == {"event": "complete", "data": ""}


async def test_the_clinics_stream_crosses_processes_and_ends_with_the_session(real: Real) -> None:
    clinic = await real.world.clinic()
    async with opened(real.b, "GET", CLINIC_EVENTS, headers=clinic.doctor.headers) as stream:
        ready = await stream.frame()
        assert ready is not None
        assert (ready["event"], ready["id"]) == ("ready", "0")
        patient = await register(clinic.receptionist)
        frame = await stream.frame()
        assert frame is not None
        assert (frame["id"], frame["event"], json.loads(frame["data"])["node"]["subjectId"]) == (
            "1",
            "patient.registered",
            patient,
        )

        began = time.monotonic()
        await clinic.doctor.data("mutation { signOut { ended } }")

        last = await stream.frame()
        assert last is not None
        assert (last["event"], json.loads(last["data"])["code"]) == ("closed", "UNAUTHENTICATED")
        assert await stream.frame() is None
        assert time.monotonic() - began < SOON


async def test_a_ticket_of_one_process_opens_one_stream_on_another(real: Real) -> None:
    clinic = await real.world.clinic()
    ticket = (await clinic.admin.data("mutation { createStreamTicket { ticket } }"))["createStreamTicket"]["ticket"]
    async with opened(real.b, "GET", CLINIC_EVENTS, params={"ticket": ticket}) as stream:
        assert (await stream.frame() or {})["event"] == "ready"

    again = await real.http_b.get(CLINIC_EVENTS, params={"ticket": ticket})

    assert (again.status_code, again.json()["error"]["code"]) == (401, "UNAUTHENTICATED")
