"""Finding somebody among 50,000 patients, as the application login: plans, and times to read (`pytest -s`)."""

from __future__ import annotations

import datetime as dt
import json
import random
import statistics
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from core.ids import uuid7
from core.paging import Page
from core.pool import PLANNING
from core.rows import Statement
from core.text import fold
from models.patients import Patient
from operation.context import Context, RequestInfo
from operation.operation import OPERATIONS
from resolvers.patients import search_text
from tests.world import ClinicWorld, World

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

NUMBER, OTHERS = 50_000, 20_000
COLUMNS = ("id", "mrn", "first_name", "last_name", "email", "status", "birth_date", "created_at", "last_name_key")

FIRST = (
    "Mila Emma Noah Léa Jörg Zoë Łukasz Aisha Wei José Åsa Dmitri Yuki Omar Ngozi Priya Björn Chloé Mateus 明".split()
)
LAST = (
    "Novák Müller García Øvergaard Nguyen Kowalski Öztürk Smith Haddad Okafor Rossi Ivanova Sato Fernández 李".split()
)
MIDDLE = [a + b + c for a in ("ba", "ke", "lo", "mi", "tu") for b in ("ran", "sel", "vik", "dor") for c in "aeiou"]


def _rows(clinic: UUID, number: int) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    pick = random.Random(7)
    now = dt.datetime.now(dt.UTC)
    for index in range(1, number + 1):
        first, last = pick.choice(FIRST), f"{pick.choice(LAST)}-{pick.choice(MIDDLE)}".title()
        mrn, email = f"P{index:06d}", f"{fold(first)}.{index}@mail.example" if index % 3 else None
        patient, at = uuid7(), now - dt.timedelta(minutes=index)
        yield (
            (
                patient, clinic, 1, at, at, mrn, first, last, fold(f"{last} {first}"), email, email,
                dt.date(1940, 1, 1) + dt.timedelta(days=pick.randrange(30_000)),
                "archived" if index % 20 == 0 else "active",
                index % 5 == 0, search_text(first, last, email, mrn),
            ),
            (uuid7(), clinic, 1, at, at, patient, f"+4930{pick.randrange(10**6, 10**8)}", "mobile", True),
        )  # fmt: skip


PATIENT = (
    "id clinic_id row_version created_at updated_at mrn first_name last_name last_name_key email email_lower birth_date"
    " status portal_access search_text"
).split()
PHONE = "id clinic_id row_version created_at updated_at patient_id phone_number label is_primary".split()


@pytest.fixture(scope="module")
async def crowded(world: World) -> AsyncIterator[ClinicWorld]:
    """A clinic with 50,000 patients, beside one with 20,000."""
    clinic, other = await world.clinic(), await world.clinic()
    async with world.owner.acquire() as connection:
        rows = [*_rows(clinic.id, NUMBER), *_rows(other.id, OTHERS)]
        await connection.copy_records_to_table("patient", records=[p for p, _ in rows], columns=PATIENT)
        # A connection that has seen the table small checks foreign keys by reading all of it, for every row.
        await connection.execute("ANALYZE patient")
        await connection.copy_records_to_table("phone_number", records=[n for _, n in rows], columns=PHONE)
        await connection.execute("ANALYZE phone_number")
    yield clinic
    async with world.owner.acquire() as connection:
        await connection.execute("DELETE FROM phone_number WHERE clinic_id = ANY($1)", [clinic.id, other.id])
        await connection.execute("DELETE FROM patient WHERE clinic_id = ANY($1)", [clinic.id, other.id])


async def _page(clinic: ClinicWorld, **arguments: Any) -> Page[Patient]:
    process = clinic.world.app.state.process
    identity = await process.authenticator.identify(clinic.receptionist.token)
    context = Context(identity, RequestInfo("speed"), process.runtime)
    page = await OPERATIONS["list_patients"](context, **arguments)
    windowed: Page[Patient] = page.windowed(None, None, 1, None)
    return windowed


def _literal(value: Any) -> str:
    if isinstance(value, list):
        return "ARRAY[" + ", ".join(map(_literal, value)) + "]::text[]"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


class Watcher:
    """A session of the application login in one clinic, with the settings of the read pool."""

    def __init__(self, connection: asyncpg.Connection[Any]) -> None:
        self.connection = connection

    async def scans(self, statement: Statement) -> list[str]:
        """How tables are read in the generic plan: `Seq Scan patient`, `Index Scan ix_…`."""
        await self.connection.execute(f"PREPARE watched AS {statement.sql}")
        try:
            values = ", ".join(map(_literal, statement.values))
            plan = await self.connection.fetchval(f"EXPLAIN (FORMAT JSON) EXECUTE watched({values})")
        finally:
            await self.connection.execute("DEALLOCATE watched")
        return list(_scans(json.loads(plan)[0]["Plan"]))

    async def milliseconds(self, statement: Statement, times: int = 7) -> float:
        prepared = await self.connection.prepare(statement.sql)
        taken = []
        for _ in range(times):
            began = time.perf_counter()
            await prepared.fetch(*statement.values)
            taken.append((time.perf_counter() - began) * 1000)
        return statistics.median(taken)


def _scans(node: dict[str, Any]) -> Iterator[str]:
    if "Scan" in node["Node Type"]:
        yield f"{node['Node Type']} {node.get('Index Name') or node.get('Relation Name') or node.get('Function Name')}"
    for child in node.get("Plans", ()):
        yield from _scans(child)


@pytest.fixture(scope="module")
async def watcher(world: World, crowded: ClinicWorld) -> AsyncIterator[Watcher]:
    connection = await asyncpg.connect(world.app_url, server_settings=PLANNING)
    await connection.execute("SELECT set_config('app.clinic', $1, false)", str(crowded.id))
    yield Watcher(connection)
    await connection.close()


QUESTIONS: dict[str, dict[str, Any]] = {
    "first page": {},
    "newest": {"order": "newest"},
    "by number": {"order": "number"},
    "rare name": {"search": "Kowalski-Mivike"},
    "two words": {"search": "jorg overgaard"},
    "frequent name": {"search": "müller"},
    "one letter": {"search": "m"},
    "two letters": {"search": "ka"},
    "two characters": {"search": "李明"},
    "one character": {"search": "李"},
    "phone": {"search": "030 12345"},
    "e-mail": {"search": "zoe.4711@mail"},
    "number": {"search": "P004711"},
    "nobody": {"search": "qqqqq"},
    "born": {"born_from": dt.date(1980, 5, 1), "born_to": dt.date(1980, 5, 31)},
    "archived": {"status": ["archived"]},
    "with portal": {"has_portal": True},
    "registered": {"created_from": dt.datetime.now(dt.UTC).date() - dt.timedelta(days=7), "created_to": None},
}


@pytest.mark.parametrize("question", QUESTIONS)
async def test_no_list_reads_all_patients(crowded: ClinicWorld, watcher: Watcher, question: str) -> None:
    from models.patients import PatientStatus
    from resolvers.patients import PatientOrder

    # given
    arguments = dict(QUESTIONS[question])
    if "order" in arguments:
        arguments["order"] = PatientOrder(arguments["order"])
    if "status" in arguments:
        arguments["status"] = [PatientStatus(s) for s in arguments["status"]]
    page = await _page(crowded, **arguments)
    listing, count = page.rows.select(COLUMNS), page.rows.count()

    # when
    scans = [*await watcher.scans(listing), *await watcher.scans(count)]
    times = await watcher.milliseconds(listing), await watcher.milliseconds(count)

    # then
    print(f"{question:15} list {times[0]:7.1f} ms  count {times[1]:7.1f} ms  {sorted(set(scans))}")
    assert not [scan for scan in scans if scan.startswith("Seq Scan")], scans


async def test_the_search_itself_reads_its_index(crowded: ClinicWorld, watcher: Watcher) -> None:
    async def full_reads() -> int:
        await watcher.connection.execute("SELECT pg_stat_force_next_flush()")
        sql = "SELECT sum(seq_scan) FROM pg_stat_user_tables WHERE relname IN ('patient', 'phone_number')"
        return int(await crowded.world.value(sql))

    # given
    before = await full_reads()

    # when
    for question in ("rare name", "two words", "frequent name", "two characters", "one character", "phone", "nobody"):
        page = await _page(crowded, **QUESTIONS[question])
        await watcher.milliseconds(page.rows.select(COLUMNS), times=1)

    # then
    assert await full_reads() == before
