"""A superadmin inside a named clinic: who may name one, what it opens, what it leaves behind, and when it ends."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.requests import HTTPConnection

from core.errors import Forbidden
from core.ids import uuid7
from operation.context import Context, RequestInfo
from resolvers import feed
from schema.subscriptions import deliveries
from server.stating import stated
from tests.events.happenings import until
from tests.world import ROLES, ClinicWorld, Person, World

REASON = "Ticket 12: cannot see her patients"
PATIENTS = "{ patients { nodes { id lastName } } }"


def naming(clinic: object, reason: str | None = REASON) -> dict[str, str]:
    headers = {"x-clinic-id": str(clinic)}
    return headers if reason is None else {**headers, "x-reason": reason}


async def inside(world: World, root: Person, clinic: ClinicWorld) -> Context:
    """A context of the superadmin in the clinic, as a transport makes it."""
    headers = [(b"authorization", f"Bearer {root.token}".encode())]
    headers += [(name.encode(), value.encode()) for name, value in naming(clinic.id).items()]
    process = world.app.state.process
    connection = HTTPConnection({"type": "http", "method": "POST", "path": "/", "headers": headers})
    return Context(await process.authenticator.authenticate(connection), RequestInfo(uuid7().hex), process.runtime)


# --- who ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
async def test_nobody_of_a_clinic_names_one_be_it_there_or_not(world: World, role: str) -> None:
    clinic, other = await world.clinic(people=(role,)), await world.clinic(people=())
    person = clinic.people[role]

    answers = [
        await person.post("{ viewer { role } }", None, **naming(id_)) for id_ in (other.id, uuid7(), clinic.id, "no-id")
    ]

    assert [a.status_code for a in answers] == [403] * 4
    bodies = [a.json()["errors"] for a in answers]
    assert bodies == [[{"message": "You may not name a clinic.", "extensions": {"code": "FORBIDDEN"}}]] * 4


async def test_nobody_at_all_names_none(world: World) -> None:
    clinic = await world.clinic(people=())
    body = {"query": "{ clinic { name } }"}
    answer = await world.http.post("/graphql", json=body, headers=naming(clinic.id))
    assert [e["extensions"]["code"] for e in answer.json()["errors"]] == ["UNAUTHENTICATED"]


@pytest.mark.parametrize("exists", [True, False])
async def test_second_factor_and_reason_come_first(world: World, exists: bool) -> None:
    clinic = (await world.clinic(people=())).id if exists else uuid7()
    single, silent = await world.superadmin(), await world.superadmin(second_factor=True)

    no_factor = (await single.post(PATIENTS, None, **naming(clinic))).json()
    no_reason = (await silent.post(PATIENTS, None, **naming(clinic, None))).json()

    assert no_factor["errors"][0]["extensions"] == {"code": "FORBIDDEN", "reason": "SECOND_FACTOR_REQUIRED"}
    assert no_reason["errors"][0]["extensions"] == {"code": "FORBIDDEN", "reason": "REASON_REQUIRED"}


async def test_a_superadmin_who_is_a_member_too_acts_as_one(world: World) -> None:
    clinic, other = await world.clinic(people=()), await world.clinic(people=())
    root = await world.superadmin(second_factor=True, clinic_id=clinic.id)
    await clinic.row(
        "membership", account_id=root.account_id, role="receptionist", username="x", username_lower="x",
        display_name="X", status="active", overrides={},
    )  # fmt: skip

    assert await root.refused("{ clinics { total } }", None, **{"x-reason": REASON}) == "FORBIDDEN"
    assert (await root.post(PATIENTS, None, **naming(other.id))).status_code == 403


@pytest.mark.parametrize(
    ("id_", "status"), [("1", 422), ("g" * 36, 422), ("01900000-0000-7000-8000-ffffffffffff", 404)]
)
async def test_what_is_no_clinic(world: World, id_: str, status: int) -> None:
    root = await world.superadmin(second_factor=True)
    answer = await root.rest("GET", "/api/v1/protected/patients", headers=naming(id_))
    assert answer.status_code == status


# --- what -----------------------------------------------------------------------------------------------------------


async def test_inside_every_key_of_the_clinic_that_is_on_and_of_no_other(world: World) -> None:
    clinic, other = await world.clinic(plan="pro", people=()), await world.clinic(people=())
    await clinic.patient_row(last_name="Theirs")
    await other.patient_row(last_name="Elsewhere")
    root = await world.superadmin(second_factor=True)

    inside_it = await root.data(PATIENTS, None, **naming(clinic.id))
    outside = await root.ask(PATIENTS, None, **{"x-reason": REASON})

    assert [p["lastName"] for p in inside_it["patients"]["nodes"]] == ["Theirs"]
    assert [e["extensions"]["code"] for e in outside["errors"]] == ["FORBIDDEN"]
    assert outside["data"] is None


async def test_reads_are_told_to_the_clinic_and_to_the_platform(world: World) -> None:
    clinic = await world.clinic(people=("admin", "receptionist"))
    patient = await clinic.patient_row()
    root = await world.superadmin(second_factor=True)

    await root.data("{ rooms { id } patients { nodes { id } } }", None, **naming(clinic.id))
    await world.app.state.process.recorder.flush()

    text = "{ accessLog { nodes { operation role platformName reason byPlatform subjectIds } } }"
    assert (await clinic.admin.data(text))["accessLog"]["nodes"] == [
        {"operation": "list_patients", "role": "superadmin", "platformName": "Root", "reason": REASON,
         "byPlatform": True, "subjectIds": [str(patient)]},
    ]  # fmt: skip
    found = await world.fetch(
        "SELECT operation, clinic_id, reason FROM platform_access WHERE account_id = $1 ORDER BY operation",
        root.account_id,
    )
    assert [tuple(r) for r in found] == [("list_patients", clinic.id, REASON), ("list_rooms", clinic.id, REASON)]


async def test_what_is_changed_has_name_and_reason_in_the_clinics_log_for_its_auditors(world: World) -> None:
    clinic = await world.clinic(people=("admin", "receptionist"))
    root = await world.superadmin(second_factor=True)
    register = 'mutation { registerPatient(input: {firstName: "A", lastName: "B"}) { id } }'

    await root.data(register, None, **naming(clinic.id))

    event = (await clinic.events())[0]
    assert (event["type"], event["actor_account_id"], event["actor_membership_id"], event["impersonator_id"]) == (
        "patient.registered", root.account_id, None, None,
    )  # fmt: skip
    assert (event["platform_name"], event["reason"]) == ("Root", REASON)
    text = "{ auditLogs { nodes { type platformName reason } } }"
    assert (await clinic.admin.data(text))["auditLogs"]["nodes"] == [
        {"type": "patient.registered", "platformName": "Root", "reason": REASON}
    ]
    patient = event["subject_id"]
    timeline = "query ($id: UUID!) { patientTimeline(patientId: $id) { nodes { type reason platformName } } }"
    told = await clinic.receptionist.ask(timeline, {"id": str(patient)})
    assert told["data"]["patientTimeline"]["nodes"] == [
        {"type": "patient.registered", "reason": None, "platformName": None}
    ]
    assert {e["extensions"]["field"] for e in told["errors"]} == {
        "patientTimeline.nodes.reason", "patientTimeline.nodes.platformName",
    }  # fmt: skip


async def test_members_leave_neither_name_nor_reason(world: World) -> None:
    clinic = await world.clinic(people=("receptionist",))
    register = 'mutation { registerPatient(input: {firstName: "A", lastName: "B"}) { id } }'

    await clinic.receptionist.data(register, None, **{"x-reason": REASON})

    event = (await clinic.events())[0]
    assert (event["platform_name"], event["reason"]) == (None, None)


async def test_nothing_is_read_that_cannot_be_recorded(world: World) -> None:
    clinic = await world.clinic(people=())
    await clinic.patient_row(last_name="Unseen")
    root = await world.superadmin(second_factor=True)
    await root.data("{ clinic { name } }", None, **naming(clinic.id))
    async with world.owner.acquire() as owner, owner.transaction():
        await owner.execute("LOCK TABLE platform_access IN ACCESS EXCLUSIVE MODE")
        answer = await root.ask(PATIENTS, None, **naming(clinic.id))

    assert [e["extensions"]["code"] for e in answer["errors"]] == ["UNAVAILABLE"]
    assert "Unseen" not in str(answer)


# --- when it ends ---------------------------------------------------------------------------------------------------


async def test_a_session_that_loses_its_second_factor_is_out_at_once(world: World) -> None:
    clinic = await world.clinic(people=())
    root = await world.superadmin(second_factor=True)
    await root.data("{ clinic { name } }", None, **naming(clinic.id))

    await world.owner.execute("UPDATE session SET second_factor = false WHERE id = $1", root.session_id)
    await world.owner.execute(
        "SELECT door_platform_emit($1, 'session.changed', $2, NULL, $3)", uuid7(), root.account_id, root.session_id
    )
    await world.app.state.process.watch.look()

    answer = (await root.post("{ clinic { name } }", None, **naming(clinic.id))).json()
    assert answer["errors"][0]["extensions"]["reason"] == "SECOND_FACTOR_REQUIRED"


async def test_a_stream_inside_is_recorded_and_ends_when_the_clinic_is_deleted(world: World) -> None:
    clinic = await world.clinic(people=())
    root = await world.superadmin(second_factor=True)
    ctx = await inside(world, root, clinic)
    stream = deliveries(feed.clinic_events, ctx, None)
    waiting: asyncio.Task[Any] = asyncio.create_task(anext(stream))  # type: ignore[arg-type]
    hub = world.app.state.process.hub
    await until(lambda: bool(hub._accounts.get(root.account_id)))

    name = await world.value("SELECT name FROM clinic WHERE id = $1", clinic.id)
    gone = "mutation ($id: UUID!, $name: String!) { deleteClinic(id: $id, input: {confirmName: $name}) { name } }"
    await root.data(gone, {"id": str(clinic.id), "name": name}, **{"x-reason": REASON})

    with pytest.raises(Forbidden):
        await asyncio.wait_for(_ended(waiting, stream), 5)
    found = await world.fetch(
        "SELECT operation FROM platform_access WHERE account_id = $1 ORDER BY id", root.account_id
    )
    assert [r["operation"] for r in found] == ["clinic_events", "delete_clinic"]


async def _ended(waiting: Any, stream: Any) -> None:
    """Read on until the stream raises what ended it; the deletion itself may be told before."""
    await waiting
    await anext(stream)


async def test_a_reason_alone_enters_no_clinic(world: World) -> None:
    root = await world.superadmin(second_factor=True)
    process = world.app.state.process
    found = await process.authenticator.identify(root.token)
    connection = HTTPConnection({"type": "http", "headers": [(b"x-reason", REASON.encode())]})
    known = stated(connection, found)
    assert known is not None
    assert (known.clinic_id, known.reason) == (None, REASON)
    entered = await process.authenticator.by_hash(known)
    assert entered is not None
    assert (entered.clinic, entered.actor.platform, entered.actor.reason) == (None, True, REASON)
