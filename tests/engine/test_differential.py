"""The engine and the reference executor answer alike: bytes, errors, and whose records they say were read.

Several thousand operations made from the schema, every stored document, the payloads of every mutation and of every
subscription, for everybody and on two plans. A failure is made small before it is shown.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random
from typing import Any

import pytest

from engine.documents import Bounds
from engine.door import Answer, OperationKind, Request
from engine.execute import Prepared, SchemaExecutor
from models.base import Base
from operation.context import Context
from operation.operation import OPERATIONS, Operation
from rest_compat.documents import Endpoint, load_all
from schema.build import build, operation_of
from schema.subscriptions import payload_of
from tests.engine import operations as made_up
from tests.engine.differing import differ, run
from tests.engine.operations import Operation as Asked
from tests.engine.populated import Populated, populated_clinic, stored_events
from tests.engine.reducing import reduced
from tests.engine.values import Draw, Inputs, Slot
from tests.inside import context
from tests.world import World

SCHEMA = build()
BOUNDS = Bounds(introspection=True)
PLANS = ("pro", "pro_plus")
CHUNKS = 10
#: Random operations of one chunk; with chunks and plans some three thousand in a run.
EACH = 150


@cache
def engine() -> SchemaExecutor:
    return SchemaExecutor(SCHEMA, BOUNDS, debug=True)


@cache
def reference() -> SchemaExecutor:
    return SchemaExecutor(SCHEMA, BOUNDS, engine=False)


@pytest.fixture(scope="module", params=PLANS)
async def made(world: World, request: pytest.FixtureRequest) -> Populated:
    return await populated_clinic(world, request.param)


async def difference(made: Populated, name: str, asked: Asked, ran: Counter[str] | None = None) -> str | None:
    """How the two executors differ on an operation of one of the people."""
    person = made.people[name]
    one = await run(engine(), await context(person), asked)
    other = await run(reference(), await context(person), asked)
    if ran is not None:
        ran.update((one.answer.extensions or {}).get("engine", {}).values())
    if found := differ(one.answer, other.answer):
        return found
    return None if one.read == other.read else f"read: {one.read ^ other.read}"


async def shown(made: Populated, name: str, asked: Asked, found: str) -> str:
    """The failure with a small operation that still fails."""

    async def fails(smaller: Asked) -> bool:
        return await difference(made, name, smaller) is not None

    small = await reduced(SCHEMA, asked, fails, 200)
    return f"{name}: {found}\n{small.text}\n{small.variables}"


@pytest.mark.parametrize("chunk", range(CHUNKS))
async def test_operations_made_at_random_are_answered_alike(made: Populated, chunk: int) -> None:
    values, people = made.values(), list(made.people)
    ran: Counter[str] = Counter()

    for number in range(EACH):
        asked = made_up.operation(Random(f"{chunk} {number}"), SCHEMA, values)
        name = people[(number + chunk) % len(people)]
        if found := await difference(made, name, asked, ran):
            pytest.fail(await shown(made, name, asked, found))

    assert ran["engine"] > sum(ran.values()) * 0.8, ran


#: Documents that once differed in what they said was read: a page that selects nothing, a root that stumbles beside
#: another.
NOTHING_OF_A_PAGE = "query($off: Boolean!) { patients { total pageInfo @skip(if: $off) { hasNextPage } } }"
STUMBLES = """query($id: UUID!, $first: Int = 2) {
  patient(id: $id) { portalInvitations(first: $first) { id } } appointmentTypes { id } }"""


async def test_what_a_page_leaves_out_is_read_by_neither(made: Populated) -> None:
    for off in (True, False):
        assert await difference(made, "admin", Asked(NOTHING_OF_A_PAGE, {"off": off})) is None


async def test_a_root_that_stumbles_beside_another_is_noted_under_its_own_name(made: Populated) -> None:
    given = {"id": str(made.ids["Patient"][0]), "first": None}
    assert await difference(made, "limited", Asked(STUMBLES, given)) is None


# --- stored documents ---------------------------------------------------------------------------------------------


def stored() -> list[Endpoint]:
    return [endpoint for documents in load_all(SCHEMA) for endpoint in documents.endpoints]


def variables(endpoint: Endpoint, made: Populated, seed: str) -> dict[str, Any]:
    """Plausible values for what a stored document takes."""
    assert SCHEMA.query_type is not None
    field = SCHEMA.query_type.fields.get(endpoint.roots[0])
    inputs = Inputs(Draw(Random(seed)), made.values())
    landing = str(getattr(field, "type", "")).rstrip("!")
    return {
        slot.variable: inputs.value(slot.type, Slot(endpoint.roots[0], landing, slot.variable))
        for slot in endpoint.plan.slots
        if slot.required or Random(f"{seed}{slot.variable}").random() < 0.5
    }


async def test_every_stored_query_is_answered_alike_for_everybody(made: Populated) -> None:
    for endpoint in stored():
        if endpoint.kind != "query":
            continue
        for name in made.people:
            asked = Asked(endpoint.text, variables(endpoint, made, f"{endpoint.operation}{name}"))
            if found := await difference(made, name, asked):
                pytest.fail(await shown(made, name, asked, found))


#: Roots of stored documents that the engine leaves to the reference executor, and why. This list only shrinks.
LEFT = {
    "getStaffPermissions.permissionReport": "PermissionReport.permissions is a function of its own",
    "setStaffPermissions.setPermissionOverrides": "PermissionReport.permissions is a function of its own",
}


async def test_stored_documents_are_planned_but_for_a_few_with_reasons(made: Populated) -> None:
    left: dict[str, str] = {}
    ctx = await context(made.people["admin"])
    for endpoint in stored():
        asked = Request(endpoint.text, endpoint.operation, variables(endpoint, made, endpoint.operation))
        prepared = engine().prepare(ctx, asked, frozenset({"query", "mutation"}))
        assert isinstance(prepared, Prepared), (endpoint.operation, prepared)
        left |= {f"{endpoint.operation}.{key}": why for key, why in prepared.plan.left.items()}

    assert left == LEFT
    assert len(LEFT) <= len(stored()) // 5


# --- mutations and subscriptions --------------------


def returning_rows() -> dict[str, Operation]:
    """Mutations that answer a row, by root field."""
    assert SCHEMA.mutation_type is not None
    found = {name: operation_of(field) for name, field in SCHEMA.mutation_type.fields.items()}
    return {
        name: operation
        for name, operation in found.items()
        if operation is not None and isinstance(operation.returns, type) and issubclass(operation.returns, Base)
    }


@pytest.mark.parametrize("seed", range(3))
async def test_payloads_of_mutations_are_answered_alike(
    made: Populated, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command itself is replaced by one that changes nothing and returns a row there is; asked for without values,
    since what it is given plays no part in the payload."""
    payloads = made_up.payloads(Random(seed), SCHEMA, made.values())
    allowed: frozenset[OperationKind] = frozenset({"mutation"})
    answered = 0
    for name, operation in returning_rows().items():
        model = operation.returns

        async def same(ctx: Context, *, model: Any = model, **values: Any) -> Any:
            return await ctx.first(ctx.rows(model).order(model.id))

        monkeypatch.setitem(OPERATIONS[operation.name].__dict__, "function", same)
        asked = _asked(name, payloads[name], made, seed)
        for who in ("admin", "limited", "receptionist"):
            answers = []
            for executor in (engine(), reference()):
                ctx = await context(made.people[who])
                answers.append(await executor.run(ctx, Request(asked.text, variables=asked.variables), allow=allowed))
            assert differ(*answers) is None, (who, asked, differ(*answers))
            answered += bool(answers[0].data and answers[0].data.get(name))
    assert answered > len(returning_rows())


def _asked(name: str, payload: Any, made: Populated, seed: int) -> Asked:
    """A mutation with the values that it cannot do without."""
    assert SCHEMA.mutation_type is not None
    field = SCHEMA.mutation_type.fields[name]
    inputs = Inputs(Draw(Random(f"{name}{seed}")), made.values())
    needed = {a: one for a, one in field.args.items() if str(one.type).endswith("!") and one.default_value is not None}
    landing = str(field.type).rstrip("!")
    given = {f"own_{a}": inputs.value(one.type, Slot(name, landing, a)) for a, one in needed.items()}
    call = f"{name}({', '.join(f'{a}: $own_{a}' for a in needed)})" if needed else name
    text = payload.document("mutation", call, *(f"$own_{a}: {one.type}" for a, one in needed.items()))
    return Asked(text, {**payload.variables, **given})


async def test_payloads_of_subscriptions_are_answered_alike(made: Populated) -> None:
    """What a stream tells of one event, made by the plan and by the reference executor."""
    told = 0
    for seed in range(60):
        asked = made_up.subscription(Random(seed), SCHEMA, made.values())
        for name in ("admin", "limited", "patient"):
            told += await _told_alike(made, name, asked)
    assert told > 60


async def _told_alike(made: Populated, name: str, asked: Asked) -> int:
    executor = engine()
    ctx = await context(made.people[name])
    prepared = executor.prepare(ctx, Request(asked.text, variables=asked.variables), frozenset({"subscription"}))
    if isinstance(prepared, Answer) or not prepared.plan.walk.roots or prepared.plan.walk.refused_roots:
        return 0
    root = executor.subscribed(prepared)
    told = 0
    for event in (await stored_events(made))[:3]:
        values = {k: v for k, v in root.arguments.values(prepared.given).items() if k != "after"}
        try:
            mine = await executor.delivered(ctx, prepared, root, values, event)
        except Exception as error:  # noqa: BLE001  (a bad value ends either stream)
            with pytest.raises(type(error)):
                await payload_of(root.operation, ctx, event, values)
            continue
        other = await executor.delivered_by_reference(ctx, prepared, root, values, event)
        if mine.left:
            continue
        assert (mine.answer is None) == (other is None), asked
        if mine.answer is not None and other is not None:
            assert differ(mine.answer, other) is None, (name, asked, differ(mine.answer, other))
            told += 1
    return told
