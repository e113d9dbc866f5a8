"""How PostgreSQL runs what the engine sends: as the application's login, behind row-level security, by generic plans,
over clinics so large that it has a choice.

Statements and plans are committed (`plans/*.txt`). After a change, `UPDATE_PLANS=1` on PostgreSQL 15 writes them anew:
read the difference. Another PostgreSQL may join in another way, and has to read the same indexes.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

import asyncpg
import psycopg
import pytest

from bench import data, work
from core import db
from core.settings import Settings
from engine.door import Answer, Request
from models.backend import transaction
from operation.context import Context, RequestInfo
from server import provision
from server.app import Process, create_app
from server.provision import Database
from tests.conftest import Servers
from tests.engine import explaining
from tests.engine.explaining import Explained, Sent, complaints, explained

#: Connections are opened for the process here, to a database of its own.
pytestmark = [pytest.mark.usefixtures("without_world"), pytest.mark.slow]

#: The PostgreSQL whose plans are committed.
COMMITTED = 15


@dataclass(frozen=True, slots=True)
class Busy(data.Size):
    """Three clinics with 2,000 patients, 20,000 visits and 5,000 notifications each."""

    clinics: int = 3

    @property
    def weeks(self) -> int:
        return 100


SIZE = Busy()
CLINIC = 2
#: Of each clinic.
EVENTS = 5_000

# What the benchmark leaves empty.
_CHANGES = """
INSERT INTO appointment_change (id, clinic_id, row_version, created_at, updated_at, appointment_id, patient_id,
                                doctor_id, to_status, membership_id)
SELECT bench.id(92, 0, row_number() OVER ()), clinic_id, 1, created_at, created_at, id, patient_id, doctor_id, status,
       doctor_id
  FROM appointment
"""
_EVENTS = """
INSERT INTO event (id, clinic_id, row_version, created_at, updated_at, seq, type, at, subject_type, subject_id,
                   patient_id, actor_kind, actor_account_id, request_id, changed)
SELECT bench.id(90, c, n), bench.id(1, c, 0), 1, at, at, n, 'patient.updated', at, 'Patient', patient, patient, 'user',
       bench.id(2, c, 1 + n %% 10), 'bench', '{email}'
  FROM generate_series(1, %(clinics)s) c, generate_series(1, %(events)s) n,
       LATERAL (SELECT timestamptz '2026-01-01' + n * interval '7 minutes' AS at,
                       bench.id(8, c, 1 + n * 7919 %% %(patients)s) AS patient) AS happened;
"""
_HEADS = """
INSERT INTO event_head (id, clinic_id, row_version, created_at, updated_at, seq)
SELECT bench.id(91, c, 0), bench.id(1, c, 0), 1, now(), now(), %(events)s FROM generate_series(1, %(clinics)s) c
"""
#: Member 1 sees the own schedule only.
_OWN_SCHEDULE = """
UPDATE membership SET overrides = '{"appointments.view_all_doctors": false}' WHERE id IN (
  SELECT bench.id(3, c, 1) FROM generate_series(1, %(clinics)s) c)
"""


# --- what is asked ------------------------------------------------------------------------------------------------

DOCTOR, DOCTOR_OF_ALL, ADMIN = 1, 2, 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A document of one member of the clinic."""

    text: str
    variables: dict[str, Any]
    member: int = data.RECEPTIONIST


def _bench(name: str, member: int = data.RECEPTIONIST) -> Asked:
    what = next(one for one in work.asked(name, SIZE, seed=3) if one.clinic == CLINIC)
    return Asked(work.document("odontograph", name), what.variables, member)


def _id(kind: int, number: int) -> str:
    return str(data.row_id(kind, CLINIC, number))


PHONES = "phoneNumbers { phoneNumber label isPrimary }"
HAPPENED = "nodes { type at subjectId changed } total"
DOCUMENTS = {
    "Q1": _bench("Q1"),
    "Q2": _bench("Q2"),
    "Q3": _bench("Q3"),
    "M1": _bench("M1"),
    "own_week": _bench("Q2", DOCTOR),
    "patients": Asked("{ patients(page: 3, limit: 25) { nodes { id mrn fullName } total } }", {}),
    "patients_found": Asked(
        "query($q: String!) { patients(search: $q, first: 25) { nodes { id mrn fullName birthDate } total } }",
        {"q": "novak 030"},
    ),
    "phone_numbers": Asked(f"{{ patients(first: 50) {{ nodes {{ id {PHONES} }} }} }}", {}),
    "all_notifications": Asked("{ notifications(first: 20) { nodes { id kind patient { mrn } } total } }", {}, ADMIN),
    "own_notifications": Asked("{ notifications(first: 20) { nodes { id kind patient { mrn } } total } }", {}),
    "visit": Asked(
        "query($id: UUID!) { appointment(id: $id) { startsAt changes { toStatus member { displayName } } } }",
        {"id": _id(10, 77)},
        DOCTOR_OF_ALL,
    ),
    "audit_log": Asked(f"{{ auditLogs(first: 25) {{ {HAPPENED} }} }}", {}, ADMIN),
    "patient_timeline": Asked(
        f'query($id: UUID!) {{ activity(entityType: "patient", entityId: $id, first: 25) {{ {HAPPENED} }} }}',
        {"id": _id(data.PATIENT, 7)},
        DOCTOR_OF_ALL,
    ),
    "following_events": Asked(
        "subscription($after: BigInt) { clinicEvents(after: $after) { seq type node { subjectId changed } } }",
        {"after": EVENTS - 3},
    ),
}


@pytest.fixture(scope="module")
def filled(servers: Servers, without_world: None) -> Any:
    """The database of these clinics, its statistics as of this moment."""
    name = f"odontograph_plans_{uuid.uuid4().hex[:12]}"
    database = servers.clone(name)
    try:
        data.fill(database, SIZE, checked=False)
        values = {"clinics": SIZE.clinics, "patients": SIZE.patients, "events": EVENTS}
        with psycopg.connect(database.admin_url, autocommit=True) as admin:
            admin.execute("SET session_replication_role = replica")
            for sql in (_CHANGES, _EVENTS, _HEADS, _OWN_SCHEDULE):
                admin.execute((sql % values).encode())
            # A sample that holds every row: the same numbers each time.
            admin.execute("SET default_statistics_target = 1000")
            admin.execute("VACUUM (ANALYZE)")
        yield database
    finally:
        provision.drop(servers.admin_url, name)


@pytest.fixture(scope="module")
async def process(filled: Database) -> AsyncIterator[Process]:
    """The application over it."""
    app = create_app(
        Settings(environment="test", database_url=filled.app_url, secret_key=b"a secret key for tests, 32 bytes long")
    )
    async with app.router.lifespan_context(app):
        yield app.state.process


@pytest.fixture(scope="module")
async def sent(process: Process) -> dict[str, list[Sent]]:
    """What is sent for each document by a process that knows the caller, each statement once."""
    return {name: await _sent(process, asked) for name, asked in DOCUMENTS.items()}


async def _sent(process: Process, asked: Asked) -> list[Sent]:
    token = data.token(CLINIC, asked.member)
    await process.authenticator.identify(token)
    ctx = Context(await process.authenticator.identify(token), RequestInfo("plans"), process.runtime)
    request = Request(asked.text, variables=asked.variables)
    with db.count_statements() as counted:
        if process.executor.kind(request) == "subscription":
            answers = await process.executor.subscribe(ctx, request)
            assert not isinstance(answers, Answer), answers.errors
            async with aclosing(answers) as stream:  # type: ignore[type-var]
                answer: Answer = await anext(stream)
        else:
            answer = await process.executor.run(ctx, request, allow=frozenset({"query", "mutation"}))
    assert (answer.executed, answer.errors) == (True, [])
    return list(dict.fromkeys(explaining.sent(counted.statements)))


async def plans_of(statements: list[Sent]) -> list[Explained]:
    """Plans by the pools that such statements go through: their login, their settings."""
    clinic, found = data.row_id(data.CLINIC, CLINIC, 0), []
    for statement in statements:
        async with transaction(clinic) if statement.command else db.read(clinic) as connection:
            found.append(Explained(statement.sql, await explained(connection, statement.sql)))
    return found


async def major() -> int:
    async with db.read(None) as connection:
        return int(await connection.fetchval("SHOW server_version_num")) // 10_000


# --- the plans ----------------------------------------------------------------------------------------------------


async def test_documents_are_run_as_committed(sent: dict[str, list[Sent]]) -> None:
    await _sessions_are_the_applications()
    exactly = await major() == COMMITTED
    wrong: list[str] = []
    for name, statements in sent.items():
        found = await plans_of(statements)
        if os.environ.get("UPDATE_PLANS") and exactly:
            explaining.write(name, found)
        committed = explaining.read(name)
        assert [one.sql for one in found] == [one.sql for one in committed], name
        for one, other in zip(found, committed, strict=True):
            if complained := complaints(one.plan, other.plan, exactly=exactly):
                wrong.append("\n".join([f"{name}: {', '.join(complained)}", one.sql, one.plan]))
    assert not wrong, "\n\n".join(wrong)


async def _sessions_are_the_applications() -> None:
    """No superuser, no owner: row-level security is in these plans."""
    clinic = data.row_id(data.CLINIC, CLINIC, 0)
    sql = "SELECT current_user, current_setting('plan_cache_mode'), row_security_active('appointment') AS walled"
    for opened in (transaction(clinic), db.read(clinic)):
        async with opened as connection:
            assert tuple((await connection.fetch(sql))[0]) == (provision.APP, "force_generic_plan", True)


def test_every_committed_file_is_of_a_document() -> None:
    assert {path.stem for path in explaining.FOLDER.glob("*.txt")} == set(DOCUMENTS)


# --- and that they are watched ------------------------------------------------------------------------------------

#: An index, a document that needs it, and what is complained of without.
NEEDED = (
    ("ix_appointment_starts_at_id", "Q2", "instead of ['ix_appointment_starts_at_id'"),
    ("ix_patient_last_name_key_id", "patients", "instead of ['ix_patient_last_name_key_id']"),
    ("ix_notification_created_at_id", "all_notifications", "instead of ['ix_notification_created_at_id"),
    ("uq_phone_number_patient_id_phone_number", "phone_numbers", "instead of ['uq_phone_number_patient_id"),
    ("ix_event_patient_id_seq", "patient_timeline", "instead of ['ix_event_patient_id_seq']"),
)


async def test_a_missing_index_is_complained_of(filled: Database, sent: dict[str, list[Sent]]) -> None:
    connection = await asyncpg.connect(filled.admin_url)
    try:
        for index, name, complaint in NEEDED:
            found = await _complaints_without(connection, index, sent[name], explaining.read(name))
            assert any(complaint in line for line in found), (index, found)
        plan = await explained(connection, "SELECT count(*) FROM appointment WHERE notes LIKE '%mornings%'")
        assert complaints(plan, plan, exactly=True) == ["reads all of appointment"]
    finally:
        await connection.close()


async def _complaints_without(
    connection: asyncpg.Connection[Any], index: str, statements: list[Sent], committed: list[Explained]
) -> list[str]:
    """What is said of these statements when there is no such index; undone in the end, and nobody else sees it."""
    clinic = data.row_id(data.CLINIC, CLINIC, 0)
    transaction = connection.transaction()
    await transaction.start()
    try:
        sql = (
            "SELECT conrelid::regclass::text FROM pg_constraint WHERE conindid = $1::regclass AND contype IN ('p', 'u')"
        )
        table = await connection.fetchval(sql, index)
        drop = f"ALTER TABLE {table} DROP CONSTRAINT {index} CASCADE" if table else f"DROP INDEX {index}"
        await connection.execute(drop)
        await connection.execute(f"SET LOCAL ROLE {provision.APP}; SET LOCAL plan_cache_mode = force_generic_plan")
        await connection.execute(f"SELECT set_config('app.clinic', '{clinic}', true)")
        found: list[str] = []
        for one, other in zip(statements, committed, strict=True):
            found += complaints(await explained(connection, one.sql), other.plan, exactly=False)
        return found
    finally:
        await transaction.rollback()


PLAN = """Limit
  ->  Index Scan Backward using ix_a on appointment t
        Filter: (clinic_id = $1)"""


@pytest.mark.parametrize(
    ("change", "exactly", "expected"),
    [
        (lambda plan: plan, True, []),
        (lambda plan: plan.replace("ix_a", "ix_b"), False, ["reads ['ix_b'] instead of ['ix_a']"]),
        (lambda plan: plan.replace("Limit", "Sort"), False, []),
        (lambda plan: plan.replace("Limit", "Sort"), True, ["is another plan"]),
        (
            lambda plan: plan.replace("Index Scan Backward using ix_a", "Seq Scan"),
            False,
            ["reads all of appointment", "reads [] instead of ['ix_a']"],
        ),
        (lambda plan: f"{plan}\n  ->  Seq Scan on room j1", False, []),
        (lambda plan: f"{plan}\n  ->  Seq Scan on patient j1", False, ["reads all of patient"]),
        (
            lambda plan: f"{plan}\n  ->  Bitmap Index Scan on ix_c\n  ->  Index Only Scan using ix_a on appointment",
            False,
            ["reads ['ix_a', 'ix_c'] instead of ['ix_a']"],
        ),
    ],
)
def test_what_is_complained_of(change: Callable[[str], str], exactly: bool, expected: list[str]) -> None:
    assert complaints(change(PLAN), PLAN, exactly=exactly) == expected


def test_a_row_is_found_by_its_id_whichever_of_two_indexes_is_read() -> None:
    one, other = PLAN.replace("ix_a", "appointment_pkey"), PLAN.replace("ix_a", "uq_appointment_clinic_id")

    assert complaints(one, other, exactly=False) == []
    assert complaints(one, other, exactly=True) == ["is another plan"]
    assert complaints(one, PLAN, exactly=False) == ["reads ['appointment by id'] instead of ['ix_a']"]


def test_what_is_written_reads_back() -> None:
    plans = [
        Explained("SELECT 1 FROM a WHERE b ORDER BY c", PLAN),
        Explained("SELECT 2 FROM (SELECT 1) x LEFT JOIN y ON z", "Result\n  ->  Result"),
    ]
    text = explaining.written(plans)

    assert explaining.parsed(text) == plans
    assert "\n  WHERE b\n" in text
