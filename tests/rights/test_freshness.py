"""A change of rights or of the clinic reaches sessions that run on other processes, within a second."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from core.settings import Settings
from operation.context import Identity
from permissions import Module, Permission, Scope
from server.app import Process
from tests.world import ClinicWorld, World

#: A cached identity counts while the platform stream was confirmed less than a second ago.
SECOND = 1.0


@contextlib.asynccontextmanager
async def another_process(world: World, redis_url: str | None) -> AsyncIterator[Process]:
    """A second process over the same database: caches, bus and watch of its own (the pools are the process's only
    part that Python shares here)."""
    process = Process.make(
        Settings(
            environment="test",
            database_url=world.app_url,
            redis_url=redis_url,
            secret_key=b"a secret key for tests, 32 bytes long",
        )
    )
    await process.bus.start()
    await process.watch.start()
    try:
        yield process
    finally:
        await process.watch.stop()
        await process.bus.stop()


async def known(process: Process, token: str) -> Identity:
    """An identity that the process has cached."""
    for _ in range(50):
        first = await process.authenticator.identify(token)
        if await process.authenticator.identify(token) is first:
            return first
        await asyncio.sleep(0.05)
    raise AssertionError("never cached")


async def set_template(clinic: ClinicWorld) -> None:
    query = """mutation($p: JSON!) { setPermissionTemplate(role: DOCTOR, permissions: $p) { role } }"""
    await clinic.admin.data(query, {"p": {"patients.edit": False}})


async def set_override(clinic: ClinicWorld) -> None:
    query = """mutation($id: UUID!, $p: JSON!) { setPermissionOverrides(membershipId: $id, overrides: $p) { role } }"""
    await clinic.admin.data(query, {"id": str(clinic.doctor.membership_id), "p": {"patients.edit": False}})


async def reset_template(clinic: ClinicWorld) -> None:
    await clinic.admin.data("mutation { resetPermissionTemplate(role: DOCTOR) { role } }")


async def switch_module(clinic: ClinicWorld) -> None:
    await clinic.admin.data("mutation { setClinicModule(module: LAB, enabled: false) { module } }")


async def rename(clinic: ClinicWorld) -> None:
    query = "mutation($input: UpdateClinicInput!) { updateClinic(input: $input) { name } }"
    await clinic.admin.data(query, {"input": {"name": "Renamed", "timezone": "Asia/Tokyo", "currency": "JPY"}})


def cannot_edit(identity: Identity) -> bool:
    return identity.actor.scope(Permission.PATIENTS_EDIT) is None


def may_approve_again(identity: Identity) -> bool:
    return identity.actor.scope(Permission.CLINICAL_TREATMENT_PLANS_APPROVE) is Scope.ALL


def has_no_lab(identity: Identity) -> bool:
    return Module.LAB not in identity.actor.modules


def is_in_tokyo(identity: Identity) -> bool:
    clinic = identity.clinic
    return clinic is not None and (clinic.name, clinic.timezone, clinic.currency) == ("Renamed", "Asia/Tokyo", "JPY")


CHANGES: list[tuple[Callable[[ClinicWorld], Awaitable[None]], Callable[[Identity], bool]]] = [
    (set_template, cannot_edit),
    (set_override, cannot_edit),
    (reset_template, may_approve_again),
    (switch_module, has_no_lab),
    (rename, is_in_tokyo),
]


@pytest.mark.parametrize("bus", ["with Valkey", "without Valkey"])
@pytest.mark.parametrize(("change", "seen"), CHANGES, ids=lambda value: getattr(value, "__name__", ""))
async def test_a_running_session_on_another_process_sees_it_within_a_second(
    world: World, bus: str, change: Callable[[ClinicWorld], Awaitable[None]], seen: Callable[[Identity], bool]
) -> None:
    clinic = await world.clinic(plan="pro", people=("admin", "doctor"))
    await clinic.row("role_template", role="doctor", store={"clinical.treatment_plans.approve": False})
    redis_url = world.redis_url if bus == "with Valkey" else None
    async with (
        another_process(world, redis_url) as one,
        another_process(world, redis_url) as two,
    ):
        before = [await known(process, clinic.doctor.token) for process in (one, two)]
        assert [seen(identity) for identity in before] == [False, False]

        await change(clinic)
        await asyncio.sleep(SECOND)

        after = [await process.authenticator.identify(clinic.doctor.token) for process in (one, two)]
        assert [seen(identity) for identity in after] == [True, True]


async def test_the_process_that_changed_it_sees_it_too(world: World) -> None:
    clinic = await world.clinic(plan="pro", people=("admin", "doctor"))
    held = "{ viewer { permissions { key } timezone } }"
    await clinic.doctor.data(held)

    await set_template(clinic)
    await rename(clinic)

    await asyncio.sleep(SECOND)
    viewer = (await clinic.doctor.data(held))["viewer"]
    assert viewer["timezone"] == "Asia/Tokyo"
    assert "patients.edit" not in {p["key"] for p in viewer["permissions"]}


async def test_only_those_concerned_are_looked_up_again(world: World) -> None:
    ours, theirs = await world.clinic(people=("admin", "doctor")), await world.clinic(people=("doctor",))
    async with another_process(world, world.redis_url) as process:
        stranger = await known(process, theirs.doctor.token)
        await known(process, ours.doctor.token)

        await set_override(ours)
        await asyncio.sleep(SECOND)
        await process.watch.look()

        assert await process.authenticator.identify(theirs.doctor.token) is stranger
