"""`Idempotency-Key`: the same request once, read again under today's rights; anything else a conflict."""

from __future__ import annotations

import asyncio
import dataclasses
import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
import strawberry
from strawberry import Maybe
from strawberry.types.maybe import Some

from core.errors import Conflict, Invalid
from core.ids import uuid7
from models.clinics import ClinicStatus
from models.patients import Patient
from operation.context import Context
from operation.idempotency import Reread, actor_digest, body_hash, rebuilt
from operation.operation import Operation, command
from permissions import Actor, ActorKind, session
from tests.inside import context, declared, identity, ids
from tests.operation.test_operation import make_patient
from tests.world import ClinicWorld, Person, World

REGISTER = "mutation($input: RegisterPatientInput!) { registerPatient(input: $input) { id mrn } }"
ANN = {"input": {"firstName": "Ann", "lastName": "Ray"}}
EVE = {"input": {"firstName": "Eve", "lastName": "Ray"}}


async def register(person: Person, variables: dict[str, Any], key: str) -> dict[str, Any]:
    return await person.ask(REGISTER, variables, **{"idempotency-key": key})


async def mrns(clinic: ClinicWorld) -> list[str]:
    rows = await clinic.world.fetch("SELECT mrn FROM patient WHERE clinic_id = $1 ORDER BY mrn", clinic.id)
    return [r["mrn"] for r in rows]


async def test_the_same_key_and_body_give_the_same_row_once(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    first = await register(clinic.admin, ANN, "k1")
    again = await register(clinic.admin, ANN, "k1")

    assert first == again
    assert first["data"]["registerPatient"]["mrn"] == "P000001"
    assert await mrns(clinic) == ["P000001"]
    assert await clinic.event_types() == ["patient.registered"]


async def test_without_a_key_the_same_body_is_done_again(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    await clinic.admin.data(REGISTER, ANN)
    await clinic.admin.data(REGISTER, ANN)

    assert await mrns(clinic) == ["P000001", "P000002"]


async def test_another_body_under_the_key_is_a_conflict_and_changes_nothing(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    await register(clinic.admin, ANN, "k1")

    answer = await register(clinic.admin, EVE, "k1")

    assert answer["errors"][0]["extensions"]["code"] == "CONFLICT"
    assert answer["errors"][0]["message"] == "This Idempotency-Key was used with another request."
    assert await mrns(clinic) == ["P000001"]
    assert await clinic.event_types() == ["patient.registered"]


async def test_another_person_with_the_key_is_another_request(world: World) -> None:
    clinic = await world.clinic(people=("admin", "receptionist"))

    await register(clinic.admin, ANN, "k1")
    await register(clinic.receptionist, ANN, "k1")

    assert await mrns(clinic) == ["P000001", "P000002"]


async def test_another_clinic_with_the_key_is_another_request(world: World) -> None:
    first, second = await world.clinic(people=("admin",)), await world.clinic(people=("admin",))

    await register(first.admin, ANN, "k1")
    await register(second.admin, EVE, "k1")

    assert await mrns(first) == ["P000001"]
    assert await mrns(second) == ["P000001"]


async def test_two_at_once_make_one_row_and_get_the_same_answer(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    answers = await asyncio.gather(*(register(clinic.admin, ANN, "k1") for _ in range(6)))

    assert all(answer == answers[0] for answer in answers)
    assert await mrns(clinic) == ["P000001"]
    assert [e["seq"] for e in await clinic.events()] == [1]


async def test_a_failed_command_does_not_use_the_key_up(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    taken = {"input": {"firstName": "Ann", "lastName": "Ray", "mrn": "TAKEN"}}
    blocking = await clinic.patient_row(mrn="TAKEN")

    failed = await register(clinic.admin, taken, "k1")
    await world.owner.execute("DELETE FROM patient WHERE id = $1", blocking)
    succeeded = await register(clinic.admin, taken, "k1")

    assert failed["errors"][0]["extensions"]["code"] == "CONFLICT"
    assert succeeded["data"]["registerPatient"]["mrn"] == "TAKEN"
    assert await mrns(clinic) == ["TAKEN"]


async def test_an_expired_key_is_free_again(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    await register(clinic.admin, ANN, "k1")
    await world.owner.execute("UPDATE idempotency_record SET expires_at = now() WHERE clinic_id = $1", clinic.id)

    answer = await register(clinic.admin, EVE, "k1")

    assert answer["data"]["registerPatient"]["mrn"] == "P000002"
    assert await world.value("SELECT count(*) FROM idempotency_record WHERE clinic_id = $1", clinic.id) == 1


async def test_a_replay_asks_for_the_right_again(world: World) -> None:
    clinic = await world.clinic(people=("admin", "receptionist"))
    await register(clinic.receptionist, ANN, "k1")
    await take_away(clinic.receptionist, "patients.create")

    answer = await register(clinic.receptionist, ANN, "k1")

    assert answer["data"] is None
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_replay_reads_under_todays_rights(world: World) -> None:
    clinic = await world.clinic(people=("admin", "doctor"))

    async def row_thing(ctx: Context) -> Patient:
        return await make_patient(ctx)

    with declared(command(session()), row_thing) as operation:
        made = await operation(await context(clinic.doctor, idempotency_key="k1"))
        await change_membership(clinic.doctor, role="patient")
        ctx = await context(clinic.doctor, idempotency_key="k1")
        again = await operation(ctx)

    assert again == Reread(made.id)
    assert await ids(ctx, ctx.rows(Patient).where(Patient.id == again.id)) == set()


async def take_away(person: Person, *keys: str) -> None:
    """Personal overrides that take keys away."""
    await change_membership(person, overrides="{" + ", ".join(f'"{key}": false' for key in keys) + "}")


async def change_membership(person: Person, **values: str) -> None:
    """Change a membership behind the application's back, with the notice that makes every process look again."""
    before = await identity(person)
    for name, value in values.items():
        await person.world.owner.execute(
            f"UPDATE membership SET {name} = $2 WHERE id = $1", person.membership_id, value
        )
    await person.world.owner.fetchval(
        "SELECT door_platform_emit($1, 'membership.overrides_changed', $2, $3, NULL)",
        uuid7(), person.account_id, person.clinic_id,
    )  # fmt: skip
    for _ in range(100):
        if (await identity(person)).actor != before.actor:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("nobody noticed")


@pytest.mark.parametrize("key", ["", "x" * 201, "a\tb", "a\u200bb"])
async def test_a_malformed_key_is_invalid(world: World, key: str) -> None:
    clinic = await world.clinic(people=("admin",))

    with pytest.raises(Invalid) as problem:
        await _register_directly(await context(clinic.admin, idempotency_key=key))

    assert [f.path for f in problem.value.fields] == ["Idempotency-Key"]
    assert await mrns(clinic) == []


async def _register_directly(ctx: Context) -> Any:
    from operation.operation import OPERATIONS
    from resolvers.patients import RegisterPatientInput

    kind: Any = RegisterPatientInput
    absent = {f.name: None for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING}
    made = kind(**{**absent, "first_name": "Ann", "last_name": "Ray"})
    return await OPERATIONS["register_patient"](ctx, input=made)


async def test_only_hashes_of_key_and_body_are_kept(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    await register(clinic.admin, {"input": {"firstName": "Canary", "lastName": "Canary"}}, "canary-key")

    (kept,) = await world.fetch("SELECT * FROM idempotency_record WHERE clinic_id = $1", clinic.id)

    assert "anary" not in str(dict(kept)).replace(str(kept["id"]), "")
    assert kept["result"] is None
    assert kept["result_id"] == await world.value("SELECT id FROM patient WHERE clinic_id = $1", clinic.id)
    assert kept["expires_at"] - kept["created_at"] == dt.timedelta(hours=24)


# --- plain results --------------------


@strawberry.type
class Inner:
    day: dt.date
    status: ClinicStatus


@strawberry.type
class Outcome:
    id: UUID
    at: dt.datetime
    amount: Decimal
    count: int
    inner: Inner | None
    more: list[Inner]


OUTCOME = Outcome(
    id=UUID(int=5), at=dt.datetime(2026, 3, 29, 1, tzinfo=dt.UTC), amount=Decimal("1.500"), count=3,
    inner=Inner(day=dt.date(2026, 3, 29), status=ClinicStatus.ACTIVE),
    more=[Inner(day=dt.date(2026, 3, 30), status=ClinicStatus.SUSPENDED)],
)  # fmt: skip

PLAIN: list[tuple[Any, Any]] = [
    (int, 5), (bool, True), (str, "P000001"), (str, "5"), (str, '"'), (str, "null"), (str | None, None),
    (list[str], ["a", "b"]), (dict[str, int], {"a": 1}), (Outcome, OUTCOME), (Outcome | None, OUTCOME),
    (list[Inner], OUTCOME.more), (UUID, UUID(int=7)), (dt.datetime | None, OUTCOME.at),
    (ClinicStatus, ClinicStatus.ACTIVE),
]  # fmt: skip


@pytest.mark.parametrize(("returns", "result"), PLAIN, ids=lambda value: str(value)[:30])
async def test_a_plain_result_comes_back_as_it_was(world: World, returns: Any, result: Any) -> None:
    clinic = await world.clinic(people=("admin",))

    async def plain_thing(ctx: Context) -> Any:
        await make_patient(ctx)
        return result

    plain_thing.__annotations__["return"] = returns
    with declared(command(session()), plain_thing) as operation:
        first = await operation(await context(clinic.admin, idempotency_key="k1"))
        again = await operation(await context(clinic.admin, idempotency_key="k1"))

    assert first == again == result
    assert type(again) is type(result)
    assert len(await mrns(clinic)) == 1


async def test_a_row_comes_back_as_its_id_to_be_read_again(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    async def row_thing(ctx: Context) -> Patient:
        return await make_patient(ctx)

    with declared(command(session()), row_thing) as operation:
        first = await operation(await context(clinic.admin, idempotency_key="k1"))
        again = await operation(await context(clinic.admin, idempotency_key="k1"))

    assert again == Reread(first.id)


# --- what is the same request --------------------


@strawberry.input
class Change:
    name: Maybe[str | None]
    tags: list[str] = strawberry.field(default_factory=list)


async def test_inputs_with_absent_members_can_be_replayed(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    async def changing_thing(ctx: Context, *, input: Change) -> int:  # noqa: A002
        await make_patient(ctx)
        return 1

    with declared(command(session()), changing_thing) as operation:
        await _twice(operation, clinic.admin, Change(name=Some("x")), Change(name=Some("x")))
        assert len(await mrns(clinic)) == 1
        with pytest.raises(Conflict):
            await operation(await context(clinic.admin, idempotency_key="k1"), input=Change(name=Some(None)))


async def _twice(operation: Operation, person: Person, *inputs: Any) -> None:
    for value in inputs:
        await operation(await context(person, idempotency_key="k1"), input=value)


def test_bodies_differ_in_any_value_and_in_nothing_else() -> None:
    bodies: list[dict[str, Any]] = [
        {"input": Change(name=None)}, {"input": Change(name=Some(None))}, {"input": Change(name=Some("None"))},
        {"input": Change(name=Some("x"))}, {"input": Change(name=Some("x"), tags=["a"])},
        {"a": 1}, {"a": "1"}, {"a": None}, {"a": True}, {"a": Decimal("1.0")}, {"b": 1}, {"a": 1, "b": 1}, {},
    ]  # fmt: skip

    assert len({body_hash("x", body) for body in bodies}) == len(bodies)
    assert body_hash("x", {}) != body_hash("y", {})
    assert body_hash("x", {"a": 1, "b": 2}) == body_hash("x", {"b": 2, "a": 1})
    assert body_hash("x", {"a": {3, 1, 2}}) == body_hash("x", {"a": {1, 2, 3}})
    assert body_hash("x", {"input": Change(name=Some("x"))}) == body_hash("x", {"input": Change(name=Some("x"))})


def test_a_key_belongs_to_whoever_really_acts() -> None:
    account, root = uuid7(), uuid7()
    actors = [
        Actor(ActorKind.USER, account_id=account),
        Actor(ActorKind.USER, account_id=account, impersonator_id=root),
        Actor(ActorKind.USER, account_id=account, membership_id=uuid7()),
        Actor(ActorKind.API_KEY, session_id=uuid7()),
        Actor(ActorKind.API_KEY, session_id=uuid7()),
        Actor(ActorKind.JOB, account_id=account),
    ]

    digests = [actor_digest(actor) for actor in actors]

    assert len(set(digests)) == len(actors)
    assert {len(digest) for digest in digests} == {64}
    assert actor_digest(Actor(ActorKind.USER, account_id=account, session_id=uuid7())) == digests[0]


def test_nothing_stays_nothing_when_rebuilt() -> None:
    assert rebuilt(Outcome, None) is None
    assert rebuilt(None, {"a": 1}) == {"a": 1}
