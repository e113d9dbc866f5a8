"""Devices for push messages: a person's own, while the session lives, each token once."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

from core.ids import uuid7
from core.tokens import token_hash
from server.worker import sweep
from tests.patients.test_rest_odontox import data, error
from tests.world import Person, World

REGISTER = "mutation($input: RegisterDeviceInput!) { registerDevice(input: $input) { id platform name registeredAt } }"
REMOVE = "mutation($id: UUID!) { unregisterDevice(id: $id) }"
MINE = "{ myDevices { id platform name } }"


def device(token: str, **values: Any) -> dict[str, Any]:
    return {"input": {"platform": "IOS", "token": token, "name": "Phone", **values}}


async def register(person: Person, token: str, **values: Any) -> str:
    return str((await person.data(REGISTER, device(token, **values)))["registerDevice"]["id"])


async def mine(person: Person) -> list[str]:
    return [found["id"] for found in (await person.data(MINE))["myDevices"]]


async def rows(world: World, *people: Person) -> list[Any]:
    return await world.fetch(
        "SELECT * FROM user_device WHERE account_id = ANY($1) ORDER BY registered_at", [p.account_id for p in people]
    )


async def test_a_device_is_registered_once_however_often_the_app_starts(world: World) -> None:
    clinic = await world.clinic(people=("patient",))
    token = f"push-{uuid7().hex}"

    first = await register(clinic.patient, token)
    again = await register(clinic.patient, token, platform="ANDROID", name="Other name")

    assert first == again
    (row,) = await rows(world, clinic.patient)
    assert (row["token"], row["token_hash"]) == (token, token_hash(token))
    assert (row["session_id"], row["platform"], row["name"]) == (clinic.patient.session_id, "android", "Other name")
    assert (await clinic.patient.data(MINE)) == {
        "myDevices": [{"id": first, "platform": "ANDROID", "name": "Other name"}]
    }


async def test_a_token_belongs_to_whoever_used_the_device_last(world: World) -> None:
    clinic = await world.clinic(people=("doctor", "receptionist"))
    token = f"push-{uuid7().hex}"
    before = await register(clinic.doctor, token)

    after = await register(clinic.receptionist, token)

    assert after != before
    assert (await mine(clinic.doctor), await mine(clinic.receptionist)) == ([], [after])
    assert await clinic.doctor.refused(REMOVE, {"id": after}) == "NOT_FOUND"
    assert len(await rows(world, clinic.doctor, clinic.receptionist)) == 1


async def test_one_removes_ones_own_and_no_other(world: World) -> None:
    clinic, other = await world.clinic(people=("doctor", "admin")), await world.clinic(people=("admin",))
    own = await register(clinic.doctor, f"push-{uuid7().hex}")

    for person in (clinic.admin, other.admin, await world.superadmin()):
        assert await person.refused(REMOVE, {"id": own}) == "NOT_FOUND"
        assert await mine(person) == []
    assert await clinic.doctor.data(REMOVE, {"id": own}) == {"unregisterDevice": True}
    assert await clinic.doctor.refused(REMOVE, {"id": own}) == "NOT_FOUND"
    assert await rows(world, clinic.doctor) == []


async def test_signing_out_takes_the_device_away(world: World) -> None:
    clinic = await world.clinic(people=("doctor",))
    await register(clinic.doctor, f"push-{uuid7().hex}")
    session, token = await world.session(clinic.doctor.account_id, clinic.id)
    elsewhere = Person(
        world, clinic.doctor.account_id, clinic.doctor.membership_id, clinic.id, "doctor", clinic.doctor.email, token,
        session,
    )  # fmt: skip
    kept = await register(elsewhere, f"push-{uuid7().hex}")

    await clinic.doctor.data("mutation { signOut { ended } }")

    assert await mine(elsewhere) == [kept]
    await sweep()
    assert [str(row["id"]) for row in await rows(world, clinic.doctor)] == [kept]


async def test_of_many_devices_the_newest_are_kept(world: World) -> None:
    clinic = await world.clinic(people=("doctor", "admin"))
    theirs = await register(clinic.admin, f"push-{uuid7().hex}")
    made = [await register(clinic.doctor, f"push-{uuid7().hex}") for _ in range(22)]

    assert await mine(clinic.doctor) == made[:1:-1]
    assert await mine(clinic.admin) == [theirs]


async def test_two_who_register_one_token_at_once_end_with_one(world: World) -> None:
    clinic = await world.clinic(people=("doctor", "receptionist"))
    token = f"push-{uuid7().hex}"
    people = [clinic.doctor, clinic.receptionist]

    await asyncio.gather(*(register(person, token) for person in people * 5))

    (row,) = await rows(world, *people)
    assert [len(await mine(person)) for person in people] == [row["account_id"] == p.account_id for p in people]


async def test_nobody_registers_under_anothers_name(world: World) -> None:
    clinic = await world.clinic(people=("doctor", "admin"))
    session, token = await world.session(
        clinic.doctor.account_id, clinic.id, kind="impersonation", impersonator_id=clinic.admin.account_id
    )
    spy = Person(world, clinic.doctor.account_id, None, clinic.id, "doctor", "x", token, session)

    assert await spy.refused(REGISTER, device("push-of-somebody-else")) == "FORBIDDEN"
    assert await rows(world, clinic.doctor) == []


async def test_bad_tokens_are_refused(world: World) -> None:
    clinic = await world.clinic(people=("doctor",))
    for token in ("short", "with a space", "x" * 4097, "", "\x00" * 9):
        assert await clinic.doctor.refused(REGISTER, device(token)) == "INVALID"
    assert await rows(world, clinic.doctor) == []


async def test_over_rest(world: World) -> None:
    clinic = await world.clinic(people=("patient",))
    body = {"platform": "web", "token": f"push-{uuid7().hex}"}

    answer = await clinic.patient.rest("POST", "/api/v1/protected/user-devices", json=body)

    assert answer.status_code == 201
    found = data(answer, 201)
    (row,) = await rows(world, clinic.patient)
    assert (UUID(found["id"]), found["platform"], found["name"]) == (row["id"], "WEB", None)
    assert body["token"] not in answer.text
    error(await world.http.post("/api/v1/protected/user-devices", json=body), 401, "UNAUTHENTICATED")
    error(
        await clinic.patient.rest("POST", "/api/v1/protected/user-devices", json={**body, "platform": "fax"}),
        422,
        "INVALID",
    )
