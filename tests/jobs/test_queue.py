"""Jobs are part of the command that wants them, run at least once, with the rights they declare and no others."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from procrastinate.schema import SchemaManager

from core.errors import Unavailable
from core.ids import uuid7
from core.tokens import new_token, token_hash
from models.patients import Patient
from operation import jobs
from operation.context import Context
from operation.jobs import Hopeless, job
from operation.operation import own_transaction
from permissions import ActorKind, Permission
from server.worker import Worker, adopt, sweep
from tests.jobs.conftest import Office
from tests.world import World


@pytest.fixture
def seen() -> Iterator[list[Any]]:
    """What the jobs of these tests noted; they are known only while a test runs."""
    notes: list[Any] = []

    @job("test_look", grants=(Permission.PATIENTS_VIEW,))
    async def look(ctx: Context, *, patient_id: UUID) -> None:
        async with own_transaction(ctx):
            found = await ctx.first(ctx.rows(Patient).where(Patient.id == patient_id))
        notes.append((ctx.actor, found.id if found else None, ctx.clinic.name))

    @job("test_blind")
    async def blind(ctx: Context, *, patient_id: UUID) -> None:
        async with own_transaction(ctx):
            notes.append(await ctx.first(ctx.rows(Patient).where(Patient.id == patient_id)))

    @job("test_break", waits=(10, 20))
    async def fail(ctx: Context, *, patient_id: UUID) -> None:
        notes.append(jobs.attempt(ctx))
        raise Unavailable(f"nobody may read this: {patient_id}")

    @job("test_hopeless", waits=(10, 20))
    async def hopeless(ctx: Context, *, patient_id: UUID) -> None:
        raise Hopeless("There is no such place.")

    yield notes
    for name in [n for n in jobs.JOBS if n.startswith("test_")]:
        del jobs.JOBS[name]


async def test_a_job_exists_when_its_command_commits(world: World, office: Office, seen: list[Any]) -> None:
    clinic = await world.clinic()
    patient = uuid4()
    ctx = await office.context(clinic.admin)

    async with own_transaction(ctx):
        await ctx.enqueue("test_look", patient_id=patient)
        assert await office.jobs() == []

    (row,) = await office.jobs()
    assert (row["task_name"], row["status"]) == ("test_look", "todo")
    assert row["args"] == (
        f'{{"clinic": "{clinic.id}", "account": "{clinic.admin.account_id}", "patient_id": "{patient}"}}'
    )


async def test_a_job_is_rolled_back_with_its_command(world: World, office: Office, seen: list[Any]) -> None:
    clinic = await world.clinic()
    ctx = await office.context(clinic.admin)

    async def change_of_mind() -> None:
        async with own_transaction(ctx):
            await ctx.enqueue("test_look", patient_id=uuid4())
            raise LookupError

    with pytest.raises(LookupError):
        await change_of_mind()

    assert await office.jobs() == []


@pytest.mark.parametrize(
    "name, ids",
    [
        ("test_unknown", {"patient_id": uuid4()}),
        ("test_look", {"patient_id": "Ada Ray"}),
        ("test_look", {"patient_id": None}),
        ("test_look", {}),
        ("test_look", {"patient_id": uuid4(), "other_id": uuid4()}),
    ],
)
async def test_a_job_takes_its_ids_and_nothing_else(
    world: World, office: Office, seen: list[Any], name: str, ids: dict[str, Any]
) -> None:
    clinic = await world.clinic(people=("admin",))
    ctx = await office.context(clinic.admin)

    async with own_transaction(ctx):
        with pytest.raises(TypeError):
            await ctx.enqueue(name, **ids)

    assert await office.jobs() == []


async def test_a_job_acts_for_its_clinic_on_behalf_of_whoever_asked(
    world: World, office: Office, seen: list[Any]
) -> None:
    clinic, other = await world.clinic(name="Here"), await world.clinic(people=())
    mine, foreign = await clinic.patient_row(), await other.patient_row()
    ctx = await office.context(clinic.receptionist)
    async with own_transaction(ctx):
        await ctx.enqueue("test_look", patient_id=mine)
        await ctx.enqueue("test_look", patient_id=foreign)
        await ctx.enqueue("test_blind", patient_id=mine)

    await office.work()

    looks = [note for note in seen if note is not None]
    assert sorted((found, name) for _, found, name in looks if found) == [(mine, "Here")]
    assert {found for _, found, _ in looks} == {mine, None}
    # Without the key a job sees no row.
    assert seen.count(None) == 1
    actor = looks[0][0]
    assert actor.kind is ActorKind.JOB
    assert (actor.clinic_id, actor.account_id) == (clinic.id, clinic.receptionist.account_id)
    assert actor.membership_id == clinic.receptionist.membership_id
    assert actor.role is None
    assert set(actor.grants) == {Permission.PATIENTS_VIEW}
    # What is done is not kept.
    assert await office.jobs() == []


async def test_the_clinic_is_looked_up_when_the_job_runs(world: World, office: Office, seen: list[Any]) -> None:
    clinic = await world.clinic("pro", people=("admin",))
    ctx = await office.context(clinic.admin)
    async with own_transaction(ctx):
        await ctx.enqueue("test_look", patient_id=uuid4())
    await world.owner.execute("UPDATE clinic SET name = 'Renamed', plan = 'enterprise' WHERE id = $1", clinic.id)

    await office.work()

    ((actor, _, name),) = seen
    assert (actor.plan, name) == ("enterprise", "Renamed")


async def test_a_job_waits_for_its_time(world: World, office: Office, seen: list[Any]) -> None:
    clinic = await world.clinic(people=("admin",))
    ctx = await office.context(clinic.admin)
    async with own_transaction(ctx):
        await ctx.enqueue("test_look", at=dt.datetime.now(dt.UTC) + dt.timedelta(hours=1), patient_id=uuid4())

    await office.work()
    assert seen == []

    await office.hurry()
    await office.work()
    assert len(seen) == 1


async def test_a_failing_job_is_tried_again_later_and_then_shown(world: World, office: Office, seen: list[Any]) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    patient = uuid4()
    ctx = await office.context(clinic.doctor)
    async with own_transaction(ctx):
        await ctx.enqueue("test_break", patient_id=patient)

    await office.work()
    (row,) = await office.jobs()
    wait = (row["scheduled_at"] - dt.datetime.now(dt.UTC)).total_seconds()
    assert (row["status"], row["attempts"]) == ("todo", 1)
    assert 5 < wait <= 11.5

    for _ in range(2):
        await office.hurry()
        await office.work()
    (row,) = await office.jobs()
    assert row["status"] == "failed"
    assert [(a.number, a.last) for a in seen] == [(1, False), (2, False), (3, True)]

    query = "{ failedJobs { total nodes { job subjectIds attempts error retriedAt } } }"
    shown = (await clinic.admin.data(query))["failedJobs"]
    assert shown == {
        "total": 1,
        "nodes": [
            {
                "job": "test_break",
                "subjectIds": {"patient_id": str(patient)},
                "attempts": 3,
                # The kind alone: a message may quote what the job was about.
                "error": "Unavailable",
                "retriedAt": None,
            }
        ],
    }
    assert (await other.admin.data(query))["failedJobs"]["nodes"] == []
    for role in ("manager", "doctor", "receptionist", "patient"):
        assert await clinic.people[role].refused(query) == "FORBIDDEN"
    assert await clinic.event_types() == ["failed_job.recorded"]


async def test_a_hopeless_job_is_given_up_at_once(world: World, office: Office, seen: list[Any]) -> None:
    clinic = await world.clinic(people=("admin",))
    ctx = await office.context(clinic.admin)
    async with own_transaction(ctx):
        await ctx.enqueue("test_hopeless", patient_id=uuid4())

    await office.work()

    (node,) = (await clinic.admin.data("{ failedJobs { nodes { attempts error } } }"))["failedJobs"]["nodes"]
    assert node == {"attempts": 1, "error": "There is no such place."}


async def test_a_job_of_a_clinic_that_is_gone_is_given_up(world: World, office: Office, seen: list[Any]) -> None:
    clinic = await world.clinic(people=("admin",))
    ctx = await office.context(clinic.admin)
    async with own_transaction(ctx):
        await ctx.enqueue("test_look", patient_id=uuid4())
    await world.owner.execute(
        "UPDATE procrastinate_jobs SET args = args || $1::text::jsonb", f'{{"clinic": "{uuid7()}"}}'
    )

    await office.work()

    assert [row["status"] for row in await office.jobs()] == ["failed"]
    assert seen == []


async def test_an_admin_has_a_failed_job_run_again_once(world: World, office: Office, seen: list[Any]) -> None:
    clinic, other = await world.clinic(), await world.clinic()
    patient = await clinic.patient_row()
    failed = await clinic.row(
        "failed_job", number=10**12 + int(uuid7()) % 10**6, job="test_look",
        subject_ids={"patient_id": str(patient)}, attempts=5, error="OSError",
    )  # fmt: skip
    mutation = "mutation($id: UUID!) { retryJob(id: $id) { job retriedAt } }"

    assert await other.admin.refused(mutation, {"id": str(failed)}) == "NOT_FOUND"
    assert await clinic.manager.refused(mutation, {"id": str(failed)}) == "FORBIDDEN"
    assert await office.jobs() == []
    answer = (await clinic.admin.data(mutation, {"id": str(failed)}))["retryJob"]
    assert await clinic.admin.refused(mutation, {"id": str(failed)}) == "CONFLICT"
    await office.work()

    assert answer["retriedAt"] is not None
    assert [(actor.account_id, found) for actor, found, _ in seen] == [(clinic.admin.account_id, patient)]
    assert (await clinic.admin.data("{ failedJobs { total } }"))["failedJobs"]["total"] == 0
    assert (await clinic.admin.data("{ failedJobs(includeRetried: true) { total } }"))["failedJobs"]["total"] == 1
    assert await clinic.event_types() == ["failed_job.retried"]


async def test_a_job_whose_worker_is_gone_is_adopted(world: World, office: Office, seen: list[Any]) -> None:
    clinic = await world.clinic(people=("admin",))
    ctx = await office.context(clinic.admin)
    async with own_transaction(ctx):
        await ctx.enqueue("test_look", patient_id=uuid4())
        await ctx.enqueue("test_look", patient_id=uuid4())
    dead, alive = await world.fetch(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour'), (now()) RETURNING id"
    )
    first, second = await office.jobs()
    for job_row, owner in ((first, dead), (second, alive)):
        await world.owner.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = $2 WHERE id = $1", job_row["id"], owner["id"]
        )

    worker = Worker(office.process)
    async with worker.app.open_async():
        adopted = await adopt(worker.app)

    assert adopted == 1
    assert [row["status"] for row in await office.jobs()] == ["todo", "doing"]


async def test_a_job_that_kills_its_worker_every_time_is_given_up(
    world: World, office: Office, seen: list[Any]
) -> None:
    clinic = await world.clinic(people=("admin",))
    ctx = await office.context(clinic.admin)
    async with own_transaction(ctx):
        await ctx.enqueue("test_look", patient_id=uuid4())
    await world.owner.execute("UPDATE procrastinate_jobs SET attempts = 5")

    await office.work()

    assert seen == []
    (node,) = (await clinic.admin.data("{ failedJobs { nodes { error attempts } } }"))["failedJobs"]["nodes"]
    assert node == {"error": "The worker did not survive it.", "attempts": 6}


async def test_what_is_over_is_swept(world: World) -> None:
    account, _ = await world.account()
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(days=31)
    recently = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    old, _ = await world.session(account, None, expires_at=long_ago)
    recent, _ = await world.session(account, None, expires_at=recently)
    live, _ = await world.session(account, None)
    for session, until in ((old, long_ago), (recent, recently), (live, dt.datetime.now(dt.UTC) + dt.timedelta(days=1))):
        for table in ("refresh_token", "stream_ticket"):
            await world.insert(table, session_id=session, token_hash=token_hash(new_token()), expires_at=until)

    await sweep()

    left = await world.fetch("SELECT id FROM session WHERE account_id = $1 ORDER BY id", account)
    assert [r["id"] for r in left] == sorted([recent, live])
    for table in ("refresh_token", "stream_ticket"):
        kept = await world.fetch(f"SELECT session_id FROM {table} WHERE session_id = ANY($1)", [old, recent, live])
        assert [r["session_id"] for r in kept] == [live]


def test_the_migrated_queue_is_that_of_the_locked_package() -> None:
    migration = importlib.import_module("migrations.models.1_20261123000100_queue")

    assert migration.PROCRASTINATE.strip() == SchemaManager.get_schema().strip()


async def test_jobs_of_a_deleted_clinic_are_done_when_it_is_restored(
    world: World, office: Office, seen: list[Any]
) -> None:
    """What fell due meanwhile was wanted, and not done; what had failed before stays where the admin sees it."""
    clinic = await world.clinic(name="Here")
    root = await world.superadmin(second_factor=True)
    patient = await clinic.patient_row()
    ctx = await office.context(clinic.receptionist)
    async with own_transaction(ctx):
        await ctx.enqueue("test_hopeless", patient_id=patient)
    await office.work()
    async with own_transaction(ctx):
        await ctx.enqueue("test_look", patient_id=patient)
    why = {"x-reason": "Contract ended in May"}
    gone = 'mutation ($id: UUID!) { deleteClinic(id: $id, input: {confirmName: "Here"}) { name } }'
    await root.data(gone, {"id": str(clinic.id)}, **why)
    await office.work()
    assert [(j["task_name"], j["status"]) for j in await office.jobs()] == [
        ("test_hopeless", "failed"), ("test_look", "failed"),
    ]  # fmt: skip

    await root.data("mutation ($id: UUID!) { restoreClinic(id: $id) { status } }", {"id": str(clinic.id)}, **why)
    await office.work()

    assert [(found, name) for _, found, name in seen] == [(patient, "Here")]
    assert [(j["task_name"], j["status"]) for j in await office.jobs()] == [("test_hopeless", "failed")]
