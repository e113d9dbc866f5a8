"""Plans are shared by whoever gets the same verdicts, and by nobody else: many callers with rights made at random meet
in one executor, and each is answered as by one that has seen nobody before."""

from __future__ import annotations

import dataclasses
from random import Random

import pytest

from core.ids import uuid7
from engine.documents import Bounds
from engine.execute import SchemaExecutor
from operation.context import Context
from permissions import Actor, Permission, resolve
from schema.build import build
from tests.engine import operations as made_up
from tests.engine.differing import differ, run
from tests.engine.populated import Populated, populated_clinic
from tests.inside import context
from tests.world import World

SCHEMA = build()
BOUNDS = Bounds(introspection=True)
CHUNKS = 4
#: Operations of one chunk, and callers who ask for each.
EACH, CALLERS = 15, 8


@pytest.fixture(scope="module")
async def clinics(world: World) -> tuple[Populated, Populated]:
    """Two clinics on two plans; operations are about the first."""
    return await populated_clinic(world, "pro_plus"), await populated_clinic(world, "pro")


def changed(random: Random, actor: Actor) -> Actor:
    """The same person with other rights: overrides, an API key's few, modules that are off, somebody behind them."""
    if actor.role is None or actor.plan is None:
        return actor
    keys = random.sample(list(Permission), random.choice((0, 20, 100)))
    overrides = {key.value: random.choice((True, False, "own")) for key in keys}
    grants = resolve(actor.role, actor.plan, overrides=overrides)
    if random.random() < 0.2:
        grants = grants.only(random.sample(list(Permission), 60))
    modules = sorted(actor.modules)
    if random.random() < 0.2:
        modules = random.sample(modules, len(modules) // 2)
    behind = uuid7() if random.random() < 0.1 else None
    return dataclasses.replace(actor, grants=grants, modules=frozenset(modules), impersonator_id=behind)


@pytest.mark.parametrize("chunk", range(CHUNKS))
async def test_a_plan_is_nobodys(clinics: tuple[Populated, Populated], chunk: int) -> None:
    shared, random = SchemaExecutor(SCHEMA, BOUNDS), Random(chunk)
    people = [person for clinic in clinics for person in clinic.people.values()]
    operations = [made_up.operation(Random(f"{chunk} {n}"), SCHEMA, clinics[0].values()) for n in range(EACH)]

    for asked in operations:
        for person in random.choices(people, k=CALLERS):
            ctx = await context(person)
            identity = dataclasses.replace(ctx.identity, actor=changed(random, ctx.actor))
            executors = (shared, SchemaExecutor(SCHEMA, BOUNDS), SchemaExecutor(SCHEMA, BOUNDS, engine=False))
            mine, *others = [await run(e, Context(identity, ctx.request, ctx.runtime), asked) for e in executors]
            for other in others:
                found = differ(mine.answer, other.answer)
                assert found is None, (person.role, found, asked.text, asked.variables)
                assert mine.read == other.read

    assert EACH < len(shared.plans) < EACH * CALLERS
