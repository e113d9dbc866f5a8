"""Commands: all or nothing, what they say happened exactly when it did, and answers instead of accidents."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any
from uuid import UUID

import asyncpg
import pytest

from core.errors import ClinicSuspended, Code, Conflict, Forbidden, Invalid, NotFound, Problem, Unauthenticated
from core.ids import uuid7
from core.rows import Rows
from core.text import fold
from events import types as events
from models.backend import RETRYABLE
from models.identity import Membership
from models.log import EVENT_TYPES
from models.patients import MedicalHistory, Patient
from operation.context import Context
from operation.inputs import Text
from operation.operation import (
    OPERATIONS,
    Operation,
    Refused,
    action,
    command,
    own_transaction,
    query,
    result_model,
)
from permissions import Permission, key, public, session
from tests.inside import context, declared
from tests.world import ClinicWorld, World

P = Permission
ANYONE = session()


async def make_patient(ctx: Context, **values: Any) -> Patient:
    """Write a patient and say so."""
    mrn = values.pop("mrn", uuid7().hex[-12:])
    patient = await ctx.add(
        Patient, **{"mrn": mrn, "first_name": "Ada", "last_name": "Ray", "last_name_key": "ray ada",
                    "search_text": fold(f"ada ray {mrn}"), **values}
    )  # fmt: skip
    ctx.emit(events.PATIENT_REGISTERED, patient)
    return patient


async def patients(clinic: ClinicWorld) -> int:
    return int(await clinic.world.value("SELECT count(*) FROM patient WHERE clinic_id = $1", clinic.id))


async def run(operation: Operation, ctx: Context, **values: Any) -> Any:
    return await operation(ctx, **values)


async def in_command(person: Any, work: Any) -> Any:
    """Run `work(ctx)` in a command of the person."""
    outcome: list[Any] = []

    async def scratch_work(ctx: Context) -> int:
        outcome.append(await work(ctx))
        return 1

    with declared(command(ANYONE), scratch_work) as operation:
        await run(operation, await context(person))
    return outcome[0]


# --- declarations --------------------


def test_an_operation_says_what_it_does() -> None:
    async def silent(ctx: Context) -> None: ...

    with pytest.raises(TypeError, match="needs a docstring"):
        command(ANYONE)(silent)
    assert "silent" not in OPERATIONS


def test_parameters_are_named_by_their_callers() -> None:
    async def positional(ctx: Context, name: str) -> None:
        """Takes a name."""

    with pytest.raises(TypeError, match="name must be keyword-only"):
        command(ANYONE)(positional)
    assert "positional" not in OPERATIONS


def test_two_operations_of_one_name_stop_the_import() -> None:
    async def sign_out(ctx: Context) -> None:
        """Another one."""

    before = OPERATIONS["sign_out"]
    with pytest.raises(TypeError, match="two operations named sign_out"):
        command(ANYONE)(sign_out)
    assert OPERATIONS["sign_out"] is before


def test_the_model_of_a_result_is_found_through_its_wrappings() -> None:
    assert result_model(Patient) is Patient
    assert result_model(Rows[Patient] | None) is Patient
    assert result_model(dict[str, int]) is None
    assert result_model(None) is None


# --- refusals --------------------


async def test_a_refused_caller_runs_nothing(world: World) -> None:
    clinic = await world.clinic(people=("admin", "patient"))
    ran: list[str] = []

    async def forbidden_thing(ctx: Context, *, name: Annotated[str, Text(1, 3)]) -> Patient:
        ran.append("ran")
        return await make_patient(ctx)

    with declared(command(key(P.PATIENTS_CREATE)), forbidden_thing) as operation, pytest.raises(Forbidden):
        # The value is bad too: whoever is refused learns nothing of that.
        await run(operation, await context(clinic.patient), name="far too long")

    assert ran == []
    assert await patients(clinic) == 1
    assert await clinic.event_types() == []


async def test_nobody_signed_in_is_told_to_sign_in(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    ctx = await context(clinic.admin)
    from operation.context import ANONYMOUS_IDENTITY, RequestInfo

    nobody = Context(ANONYMOUS_IDENTITY, RequestInfo("r"), ctx.runtime)
    with pytest.raises(Unauthenticated):
        await OPERATIONS["list_patients"](nobody)


async def test_bad_values_open_no_transaction(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    async def careful_thing(ctx: Context, *, name: Annotated[str, Text(1, 3)]) -> Patient:
        return await make_patient(ctx)

    with declared(command(ANYONE), careful_thing) as operation, pytest.raises(Invalid) as problem:
        await run(operation, await context(clinic.admin), name="")

    assert [f.path for f in problem.value.fields] == ["name"]
    assert await patients(clinic) == 0


async def test_a_suspended_clinic_is_read_only(world: World) -> None:
    clinic = await world.clinic(people=("admin",), status="suspended")

    async def changing_thing(ctx: Context) -> Patient:
        return await make_patient(ctx)

    async def reading_thing(ctx: Context) -> int:
        return 1

    async def leaving_thing(ctx: Context) -> int:
        return 2

    ctx = await context(clinic.admin)
    for decorator in (command, action):
        with declared(decorator(ANYONE), changing_thing) as operation, pytest.raises(ClinicSuspended):
            await run(operation, ctx)
    with declared(query(ANYONE), reading_thing) as operation:
        assert await run(operation, ctx) == 1
    with declared(command(ANYONE, while_suspended=True), leaving_thing) as operation:
        assert await run(operation, ctx) == 2
    assert await patients(clinic) == 0


async def test_a_query_writes_nothing(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    async def sneaky_query(ctx: Context) -> int:
        await make_patient(ctx)
        return 1

    with declared(query(ANYONE), sneaky_query) as operation, pytest.raises(RuntimeError, match="Only a command"):
        await run(operation, await context(clinic.admin))
    assert await patients(clinic) == 0


# --- all or nothing --------------------


async def test_a_command_stores_its_row_and_its_events_in_order(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    async def two_events(ctx: Context) -> Patient:
        patient = await make_patient(ctx)
        ctx.emit(events.PATIENT_UPDATED, patient, changed=("last_name", "email"))
        return patient

    ctx = await context(clinic.admin)
    with declared(command(ANYONE), two_events) as operation:
        patient = await run(operation, ctx)

    stored = await clinic.events()
    assert [(e["seq"], e["type"], e["subject_id"], e["patient_id"], e["changed"]) for e in stored] == [
        (1, "patient.registered", patient.id, patient.id, []),
        (2, "patient.updated", patient.id, patient.id, ["email", "last_name"]),
    ]
    assert {e["actor_account_id"] for e in stored} == {clinic.admin.account_id}
    assert {e["actor_membership_id"] for e in stored} == {clinic.admin.membership_id}
    assert {e["request_id"] for e in stored} == {ctx.request.id}


@pytest.mark.parametrize("problem", [Conflict("No."), RuntimeError("accident"), asyncio.CancelledError()])
async def test_a_command_that_fails_leaves_nothing_behind(world: World, problem: BaseException) -> None:
    clinic = await world.clinic(people=("admin",))

    async def failing_thing(ctx: Context) -> Patient:
        await make_patient(ctx)
        ctx.emit_platform("session.revoked", account=ctx.actor.account_id)
        raise problem

    before = await world.value("SELECT seq FROM platform_event_head")
    with declared(command(ANYONE), failing_thing) as operation, pytest.raises(type(problem)):
        await run(operation, await context(clinic.admin))

    assert await patients(clinic) == 0
    assert await clinic.event_types() == []
    assert await world.value("SELECT count(*) FROM event_head WHERE clinic_id = $1", clinic.id) == 0
    assert await world.value("SELECT seq FROM platform_event_head") == before


async def test_a_failed_command_leaves_no_gap_in_the_numbers(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    async def flaky_thing(ctx: Context, *, works: bool) -> Patient:
        patient = await make_patient(ctx)
        if not works:
            raise Conflict("No.")
        return patient

    ctx = await context(clinic.admin)
    with declared(command(ANYONE), flaky_thing) as operation:
        for works in (True, False, True, False, False, True):
            try:
                await run(operation, ctx, works=works)
            except Conflict:
                assert not works

    assert [e["seq"] for e in await clinic.events()] == [1, 2, 3]


async def test_a_result_its_caller_may_not_see_undoes_everything(world: World) -> None:
    clinic = await world.clinic(people=("admin", "patient"))

    async def blind_thing(ctx: Context) -> Patient:
        return await make_patient(ctx)

    with declared(command(ANYONE), blind_thing) as operation, pytest.raises(NotFound, match="No such patient"):
        await run(operation, await context(clinic.patient))

    assert await patients(clinic) == 1
    assert await clinic.event_types() == []


async def test_a_command_returns_no_description_of_rows(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    async def describing_thing(ctx: Context) -> Rows[Patient]:
        await make_patient(ctx)
        return ctx.rows(Patient)

    with (
        declared(command(ANYONE), describing_thing) as operation,
        pytest.raises(TypeError, match="the row it is about"),
    ):
        await run(operation, await context(clinic.admin))
    assert await patients(clinic) == 0


async def test_events_of_a_part_that_failed_are_forgotten_with_it(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    async def patient_thing(ctx: Context) -> Patient:
        patient = await make_patient(ctx, mrn="FIRST")
        for mrn in ("FIRST", "SECOND"):
            try:
                async with ctx.savepoint():
                    ctx.emit_platform("session.revoked", account=ctx.actor.account_id)
                    await make_patient(ctx, mrn=mrn)
                    if mrn == "SECOND":
                        raise Conflict("No.")
            except (Conflict, asyncpg.UniqueViolationError):
                pass
        async with ctx.savepoint():
            await make_patient(ctx, mrn="THIRD")
        return patient

    before = await world.value("SELECT seq FROM platform_event_head")
    with declared(command(ANYONE), patient_thing) as operation:
        await run(operation, await context(clinic.admin))

    rows = await world.fetch("SELECT mrn FROM patient WHERE clinic_id = $1 ORDER BY mrn", clinic.id)
    assert [r["mrn"] for r in rows] == ["FIRST", "THIRD"]
    assert await clinic.event_types() == ["patient.registered", "patient.registered"]
    assert await world.value("SELECT seq FROM platform_event_head") == before


async def test_an_event_is_of_its_own_kind_and_about_its_own_subject(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    async def confused_thing(ctx: Context) -> Patient:
        patient = await make_patient(ctx)
        ctx.emit(events.CLINIC_UPDATED, patient)
        return patient

    with declared(command(ANYONE), confused_thing) as operation, pytest.raises(TypeError, match="is about Clinic"):
        await run(operation, await context(clinic.admin))


@pytest.mark.parametrize("changed", [("last_name, email",), ("Ray Ada",), ("o'neill",), ("",), ("LastName",)])
async def test_what_changed_is_named_never_quoted(world: World, changed: tuple[str, ...]) -> None:
    clinic = await world.clinic(people=("admin",))

    async def leaking_thing(ctx: Context) -> Patient:
        patient = await make_patient(ctx)
        ctx.emit(events.PATIENT_UPDATED, patient, changed=changed)
        return patient

    with declared(command(ANYONE), leaking_thing) as operation, pytest.raises(TypeError, match="names of fields"):
        await run(operation, await context(clinic.admin))
    assert await clinic.event_types() == []


# --- what the database refuses --------------------


async def test_a_number_taken_already_is_a_conflict_that_names_the_field(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    await clinic.patient_row(mrn="TAKEN")

    async def numbered_thing(ctx: Context, *, mrn: str) -> Patient:
        return await make_patient(ctx, mrn=mrn)

    with declared(command(ANYONE), numbered_thing) as operation, pytest.raises(Conflict) as caught:
        await run(operation, await context(clinic.admin), mrn="TAKEN")

    assert [(f.path, f.message) for f in caught.value.fields] == [("mrn", "This mrn is already in use.")]
    assert "TAKEN" not in repr(caught.value.extensions()) + caught.value.message
    assert await patients(clinic) == 1


async def test_an_action_answers_for_constraints_too(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    await clinic.patient_row(mrn="TAKEN")

    async def numbered_action(ctx: Context, *, mrn: str) -> int:
        async with own_transaction(ctx):
            await make_patient(ctx, mrn=mrn)
        return 1

    with declared(action(ANYONE), numbered_action) as operation, pytest.raises(Conflict, match="already in use"):
        await run(operation, await context(clinic.admin), mrn="TAKEN")


async def test_a_missing_value_is_our_mistake_not_the_callers(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    with pytest.raises(asyncpg.NotNullViolationError):
        await in_command(
            clinic.admin,
            lambda ctx: ctx.db.execute("INSERT INTO patient (id, clinic_id) VALUES ($1, $2)", uuid7(), clinic.id),
        )


async def test_a_row_that_others_hold_is_a_conflict_not_an_accident(world: World) -> None:
    clinic = await world.clinic(people=("admin",))
    row_id = await clinic.patient_row()

    async with world.owner.acquire() as connection, connection.transaction():
        await connection.execute("SELECT 1 FROM patient WHERE id = $1 FOR UPDATE", row_id)
        with pytest.raises(Conflict, match="Somebody else"):
            await in_command(clinic.admin, lambda ctx: _impatient(ctx, row_id))


async def _impatient(ctx: Context, row_id: UUID) -> None:
    await ctx.db.execute("SET LOCAL lock_timeout = '100ms'")
    await ctx.load(Patient, row_id)


@pytest.mark.parametrize("failures", [1, 2])
@pytest.mark.parametrize("problem", RETRYABLE)
async def test_a_deadlock_runs_the_command_again(world: World, problem: type[Exception], failures: int) -> None:
    clinic = await world.clinic(people=("admin",))
    tries: list[int] = []

    async def crossing_thing(ctx: Context) -> Patient:
        patient = await make_patient(ctx)
        tries.append(1)
        if len(tries) <= failures:
            raise problem("crossing")
        return patient

    with declared(command(ANYONE), crossing_thing) as operation:
        await run(operation, await context(clinic.admin))

    assert len(tries) == failures + 1
    assert await patients(clinic) == 1
    assert [e["seq"] for e in await clinic.events()] == [1]


async def test_a_command_that_never_gets_through_is_a_conflict(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    async def unlucky_thing(ctx: Context) -> Patient:
        raise asyncpg.SerializationError("crossing")

    with declared(command(ANYONE), unlucky_thing) as operation, pytest.raises(Conflict, match="try again"):
        await run(operation, await context(clinic.admin))


async def test_two_commands_that_cross_both_get_through(world: World) -> None:
    """A real deadlock: each holds what the other wants."""
    clinic = await world.clinic(people=("admin",))
    first, second = await clinic.patient_row(), await clinic.patient_row()
    both_hold = asyncio.Barrier(2)
    met: set[str] = set()

    async def crossing_loads(ctx: Context, *, name: str, order: list[UUID]) -> Patient:
        await ctx.load(Patient, order[0])
        if name not in met:
            met.add(name)
            await both_hold.wait()
        patient = await ctx.load(Patient, order[1])
        await ctx.change(patient, occupation=name)
        return patient

    with declared(command(ANYONE), crossing_loads) as operation:
        done = await asyncio.gather(
            run(operation, await context(clinic.admin), name="a", order=[first, second]),
            run(operation, await context(clinic.admin), name="b", order=[second, first]),
        )

    assert [p.occupation for p in done] == ["a", "b"]


# --- what a refusal keeps --------------------


@pytest.mark.parametrize("decorator", [command, action])
async def test_a_refusal_keeps_what_it_names_and_nothing_else(world: World, decorator: Any) -> None:
    clinic = await world.clinic(people=("admin",))

    async def keep(ctx: Context) -> None:
        await make_patient(ctx, mrn="KEPT")

    async def refusing_thing(ctx: Context) -> Patient:
        if ctx.in_command:
            await make_patient(ctx, mrn="LOST")
        raise Refused(Forbidden("No."), keep)

    with declared(decorator(ANYONE), refusing_thing) as operation, pytest.raises(Forbidden, match=r"^No\.$"):
        await run(operation, await context(clinic.admin))

    rows = await world.fetch("SELECT mrn FROM patient WHERE clinic_id = $1", clinic.id)
    assert [r["mrn"] for r in rows] == ["KEPT"]
    assert await clinic.event_types() == ["patient.registered"]


async def test_transactions_do_not_nest(world: World) -> None:
    clinic = await world.clinic(people=("admin",))

    async def nesting(ctx: Context) -> None:
        async with own_transaction(ctx):
            pass

    with pytest.raises(RuntimeError, match="savepoint"):
        await in_command(clinic.admin, nesting)


async def test_an_event_outside_any_clinic_is_refused(world: World) -> None:
    root = await world.superadmin()

    async def homeless(ctx: Context) -> int:
        ctx.emit(EVENT_TYPES["patient.registered"], Patient(id=uuid7()))
        return 1

    with declared(command(public()), homeless) as operation, pytest.raises(RuntimeError, match="belongs to a clinic"):
        await run(operation, await context(root))


def test_every_problem_speaks_one_of_the_codes() -> None:
    def below(kind: type[Problem]) -> set[type[Problem]]:
        return {kind, *(k for child in kind.__subclasses__() for k in below(child))}

    for kind in below(Problem) - {Problem, Refused}:
        assert isinstance(kind.code, Code)
        assert kind.code is not Code.INTERNAL, kind
    assert Membership.table
    assert MedicalHistory.table
