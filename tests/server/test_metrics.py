"""What an operator watches: counted under names of ours, without clinics, people or ids, for those who may look."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from core.ids import uuid7
from tests.server.graphql_toy import served
from tests.server.test_sse import following, happens
from tests.world import World

ME = "/api/v1/auth/me"


async def scrape(world: World) -> dict[str, float]:
    """Samples by name and labels, as Prometheus spells them."""
    answer = await world.http.get("/metrics")
    assert answer.status_code == 200
    found = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            labels = ",".join(f"{k}={v}" for k, v in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}"] = sample.value
    return found


async def grown(world: World, before: dict[str, float]) -> dict[str, float]:
    now = await scrape(world)
    return {name: value - before.get(name, 0) for name, value in now.items() if value != before.get(name, 0)}


async def test_requests_are_counted_by_declared_route(world: World) -> None:
    clinic = await world.clinic(people=("doctor",))
    before = await scrape(world)

    await clinic.doctor.rest("GET", ME)
    await world.http.get(ME)
    await clinic.doctor.rest("GET", f"/api/v1/protected/patients/{uuid7()}")
    await clinic.doctor.rest("GET", "/api/v1/protected/patients/Ada%20Ray")
    await world.http.get(f"/nowhere/{uuid7()}")
    await world.http.request("BREW", "/healthz")
    more = await grown(world, before)

    name = "odontograph_http_requests_total"
    assert more[f"{name}{{method=GET,route={ME},status=200}}"] == 1
    assert more[f"{name}{{method=GET,route={ME},status=401}}"] == 1
    patients = [n for n in more if "/api/v1/protected/patients/" in n and n.startswith(name)]
    assert all("/api/v1/protected/patients/:id," in n for n in patients)
    assert len(patients) == 2
    assert more[f"{name}{{method=GET,route=unmatched,status=404}}"] == 1
    assert more[f"{name}{{method=OTHER,route=/healthz,status=405}}"] == 1
    assert more[f"odontograph_http_request_seconds_count{{method=GET,route={ME}}}"] == 2


async def test_operations_are_counted_by_kind_and_code(world: World) -> None:
    clinic = await world.clinic(people=("doctor", "patient"))
    before = await scrape(world)

    await clinic.doctor.data("{ viewer { accountId } }")
    await clinic.patient.refused('mutation { registerPatient(input: {firstName: "A", lastName: "B"}) { id } }')
    await clinic.doctor.ask("{ nonsense }")
    await clinic.doctor.ask("not graphql at all {")
    await clinic.doctor.rest("GET", ME)
    more = await grown(world, before)

    name = "odontograph_graphql_operations_total"
    assert {n: v for n, v in more.items() if n.startswith(name)} == {
        f"{name}{{code=OK,kind=query,transport=http}}": 1,
        f"{name}{{code=FORBIDDEN,kind=mutation,transport=http}}": 1,
        f"{name}{{code=INVALID,kind=query,transport=http}}": 1,
        f"{name}{{code=INVALID,kind=invalid,transport=http}}": 1,
        f"{name}{{code=OK,kind=query,transport=rest}}": 1,
    }


async def test_streams_followers_pools_and_jobs_are_seen(world: World) -> None:
    clinic = await world.clinic()
    patient = await clinic.patient_row()
    before = await scrape(world)
    async with served(world.app) as address:
        url = f"http://{address}/api/v1/protected/sse/clinic-events"
        async with following(url, clinic.doctor) as stream:
            await happens(world, clinic.doctor, patient, 2)
            await stream.frames(2)
            during = await scrape(world)

    assert during["odontograph_streams{transport=sse}"] == before.get("odontograph_streams{transport=sse}", 0) + 1
    assert during["odontograph_hub_followers{}"] == before["odontograph_hub_followers{}"] + 1
    assert during["odontograph_hub_lag_events{}"] == 0
    assert during["odontograph_stream_events_total{}"] == before["odontograph_stream_events_total{}"] + 2
    assert during["odontograph_pool_connections{pool=read,state=open}"] >= 1
    assert during["odontograph_pool_connections{pool=command,state=open}"] >= 1
    assert during["odontograph_bus_up{}"] == 1
    assert during["odontograph_identities{}"] >= 1
    for state in ("due", "later", "running", "failed"):
        assert f"odontograph_jobs{{state={state}}}" in during


async def test_no_label_names_anybody(world: World) -> None:
    clinic = await world.clinic(name="Secretive Smiles")
    await clinic.admin.rest("GET", f"/api/v1/protected/patients/{await clinic.patient_row(first_name='Marker')}")

    text = (await world.http.get("/metrics")).text

    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", text)
    for word in ("Secretive", "Marker", clinic.admin.email, "example"):
        assert word not in text


@pytest.mark.parametrize(
    "address, headers, status",
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("192.0.2.1", {}, 404),
        ("127.0.0.1", {"x-forwarded-for": "192.0.2.1"}, 404),
        ("127.0.0.1", {"forwarded": "for=192.0.2.1"}, 404),
        ("127.0.0.1", {"via": "1.1 proxy"}, 404),
    ],
)
async def test_without_a_token_only_this_machine_may_look(
    world: World, address: str, headers: dict[str, str], status: int
) -> None:
    transport = httpx.ASGITransport(app=world.app, client=(address, 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        assert (await client.get("/metrics", headers=headers)).status_code == status


@pytest.mark.parametrize(
    "shown, status", [({}, 404), ({"authorization": "Bearer wrong"}, 404), ({"authorization": "Bearer t0ken"}, 200)]
)
async def test_with_a_token_whoever_shows_it_may_look(world: World, shown: dict[str, str], status: int) -> None:
    process: Any = world.app.state.process
    before = process.settings
    process.settings = dataclasses.replace(before, metrics_token="t0ken")
    try:
        answer = await world.http.get("/metrics", headers=shown)
    finally:
        process.settings = before
    assert answer.status_code == status
