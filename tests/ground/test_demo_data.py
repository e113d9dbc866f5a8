"""The demo's rows are such as the operations would have left, whatever day and hour it is loaded; the same twice."""

from __future__ import annotations

import datetime as dt
import io
import re
import uuid
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from itertools import pairwise
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import asyncpg
import pytest

from core.passwords import verify
from models.appointments import FREE, TRANSITIONS, Appointment, AppointmentChange, AppointmentSeries
from models.appointments import AppointmentStatus as S
from models.base import REGISTRY, PlatformView
from models.identity import Account, Membership
from models.log import EVENT_TYPES, PlatformEventHead
from models.patients import Guardian, Patient, PhoneNumber
from models.staff import Employee
from permissions import CLINIC_ROLES, Role
from resolvers.patients import search_text
from server import provision
from server.demo import BRIGHT, CLINICS, HARBOUR, PASSWORD, SIGN_INS, THAMES, load
from server.demo.make import shelves
from server.demo.people import PASSWORD_HASH
from server.demo.progress import progress
from server.provision import Database
from tests.conftest import Servers

SMALL = 0.03
BERLIN = ZoneInfo("Europe/Berlin")
#: Weekdays and days off, at noon, at night, just before and after midnight, when clocks change, on a holiday, three
#: weeks before a Christmas on a Monday.
MOMENTS = [
    dt.datetime(2026, 11, 25, 12, 50, tzinfo=BERLIN),
    dt.datetime(2026, 11, 28, 9, 1, tzinfo=BERLIN),
    dt.datetime(2026, 11, 29, 3, 33, tzinfo=BERLIN),
    dt.datetime(2026, 11, 30, 22, 10, tzinfo=BERLIN),
    dt.datetime(2026, 12, 25, 15, 0, tzinfo=BERLIN),
    dt.datetime(2027, 3, 28, 3, 5, tzinfo=BERLIN),
    dt.datetime(2026, 12, 31, 18, 59, tzinfo=BERLIN),
    dt.datetime(2028, 12, 5, 10, 0, tzinfo=BERLIN),
]
Made = dict[type[Any], list[dict[str, Any]]]


def made(now: dt.datetime, scale: float = SMALL) -> dict[UUID | None, Made]:
    """All rows by clinic and model, as they would be loaded."""
    return {
        shelf.clinic_id: {
            model: [dict(zip(table.names, record, strict=True)) for record in table.records()]
            for model, table in shelf.tables.items()
        }
        for shelf in shelves(now, scale)
    }


@pytest.fixture(scope="module", params=MOMENTS, ids=[f"{moment:%a-%H%M}" for moment in MOMENTS])
def moment(request: pytest.FixtureRequest) -> tuple[dt.datetime, dict[UUID | None, Made]]:
    now: dt.datetime = request.param
    return now, made(now)


def clinics(moment: tuple[dt.datetime, dict[UUID | None, Made]]) -> Iterator[tuple[ZoneInfo, dt.datetime, Made]]:
    now, found = moment
    for clinic in CLINICS:
        yield ZoneInfo(clinic.timezone), now, found[clinic.id]


def test_the_board_lives_at_any_time(moment: tuple[dt.datetime, dict[UUID | None, Made]]) -> None:
    for zone, now, rows in clinics(moment):
        day = now.astimezone(zone).date()
        today = [v for v in rows[Appointment] if v["starts_at"].astimezone(zone).date() == day]
        stages = Counter("arrived" if v["status"] == "confirmed" and v["arrived_at"] else v["status"] for v in today)
        assert stages["in_progress"] >= 1
        assert stages["arrived"] >= 1
        assert sum(stages.values()) >= 4


@pytest.mark.parametrize("minute", [0, 14, 15, 1410, 1425, 1439])
def test_whoever_signs_in_has_a_visit_today_even_around_midnight(minute: int) -> None:
    now = MOMENTS[0].replace(hour=minute // 60, minute=minute % 60)
    rows = made(now)[BRIGHT]
    today = {v["patient_id"] for v in rows[Appointment] if v["starts_at"].astimezone(BERLIN).date() == now.date()}
    account = next(m["account_id"] for m in rows[Membership] if m["username"] == "patient")
    [patient] = [p["id"] for p in rows[Patient] if p["account_id"] == account]
    children = {g["patient_id"] for g in rows[Guardian]}
    assert patient in today
    assert children & today


def test_nothing_noted_lies_ahead(moment: tuple[dt.datetime, dict[UUID | None, Made]]) -> None:
    planned = {"starts_at", "ends_at", "due_at", "sort_at", "expires_at"}
    for _, now, rows in clinics(moment):
        for model, found in rows.items():
            for row in found:
                late = {n: v for n, v in row.items() if isinstance(v, dt.datetime) and v > now and n not in planned}
                assert late == {}, model


def test_every_visit_has_lived_by_the_rules(moment: tuple[dt.datetime, dict[UUID | None, Made]]) -> None:
    for _, now, rows in clinics(moment):
        registered = {p["id"]: p["created_at"] for p in rows[Patient]}
        history: dict[UUID, list[dict[str, Any]]] = {}
        for change in rows[AppointmentChange]:
            history.setdefault(change["appointment_id"], []).append(change)
        for visit in rows[Appointment]:
            steps = history[visit["id"]]
            assert steps[0]["from_status"] is None
            assert (steps[-1]["to_status"], steps[0]["created_at"]) == (visit["status"], visit["created_at"])
            assert registered[visit["patient_id"]] <= visit["created_at"] <= visit["updated_at"]
            for one, then in pairwise(steps):
                assert one["to_status"] == then["from_status"]
                assert S(then["to_status"]) in TRANSITIONS[S(then["from_status"])]
                assert one["created_at"] <= then["created_at"]
            came = [visit[name] for name in ("arrived_at", "seated_at", "dismissed_at") if visit[name] is not None]
            assert came == sorted(came)
            assert visit["starts_at"] < now or visit["status"] not in ("completed", "no_show", "in_progress")


def test_nobody_is_promised_twice(moment: tuple[dt.datetime, dict[UUID | None, Made]]) -> None:
    for _, _, rows in clinics(moment):
        for who in ("doctor_id", "room_id"):
            taken: dict[UUID, list[tuple[dt.datetime, dt.datetime]]] = {}
            for visit in rows[Appointment]:
                if visit["status"] not in FREE:
                    taken.setdefault(visit[who], []).append((visit["starts_at"], visit["ends_at"]))
            assert all(a[1] <= b[0] for spans in taken.values() for a, b in pairwise(sorted(spans)))


def test_nothing_is_there_twice(moment: tuple[dt.datetime, dict[UUID | None, Made]]) -> None:
    """As the database would say, which is asked at one moment only."""
    _, found = moment
    for rows in found.values():
        for model, those in rows.items():
            for columns in model.unique:
                keys = Counter(tuple(row[name] for name in columns) for row in those)
                assert [key for key, times in keys.items() if times > 1 and None not in key] == [], model


def test_the_same_moment_makes_the_same_rows() -> None:
    hours = dt.timedelta(), dt.timedelta(minutes=9), dt.timedelta(hours=6)
    once, again, later = (made(MOMENTS[0] + after) for after in hours)
    assert once == again  # a quarter of an hour is one moment
    assert once != later
    for clinic in CLINICS:
        # By another hour of the day, today is another; what is over is not.
        start = dt.datetime.combine(MOMENTS[0].date(), dt.time(), ZoneInfo(clinic.timezone))
        for rows in (Appointment, AppointmentSeries, PhoneNumber):
            one, other = (
                [row for row in found[clinic.id][rows] if row.get("starts_at", start) <= start]
                for found in (once, later)
            )
            assert one == other


def test_everybody_is_made_up() -> None:
    found = made(MOMENTS[0])
    fiction = re.compile(r"\+493023125\d{3}|\+447700900\d{3}|\+44207946\d{4}|\+1\d{3}55501\d\d")
    for rows in found.values():
        assert all(fiction.fullmatch(row["phone_number"]) for row in rows.get(PhoneNumber, ()))
        for model in (Account, Patient):
            assert all(row["email"] is None or row["email"].endswith(".example") for row in rows.get(model, ()))


async def test_everybody_signs_in_with_the_password() -> None:
    assert await verify(PASSWORD_HASH, PASSWORD)


def test_three_plans_zones_and_currencies_with_every_role() -> None:
    assert [(c.id, c.plan.value, c.timezone, c.currency) for c in CLINICS] == [
        (BRIGHT, "pro_plus", "Europe/Berlin", "EUR"),
        (HARBOUR, "pro", "America/New_York", "USD"),
        (THAMES, "pro_trial", "Europe/London", "GBP"),
    ]
    found = made(MOMENTS[0])
    for clinic in CLINICS:
        assert {row["role"] for row in found[clinic.id][Membership]} == {role.value for role in CLINIC_ROLES}
    staff = {m["account_id"] for c in CLINICS for m in found[c.id][Membership] if m["role"] != Role.PATIENT}
    assert (len(staff), sum(len(found[c.id][Employee]) for c in CLINICS)) == (12, 13)
    assert len({identifier for _, identifier, *_ in SIGN_INS}) == len(SIGN_INS) == 19


def test_records_are_numbered_searched_and_doubled() -> None:
    found = made(MOMENTS[0])
    for clinic in CLINICS:
        patients = sorted(found[clinic.id][Patient], key=lambda row: row["created_at"])
        assert [p["mrn"] for p in patients] == [f"P{n:06d}" for n in range(1, len(patients) + 1)]
        for p in patients:
            assert p["search_text"] == search_text(p["first_name"], p["last_name"], p["email"], p["mrn"])
        numbers = {n["patient_id"]: n["phone_number"] for n in found[clinic.id][PhoneNumber] if n["is_primary"]}
        for first, again, gender, _ in clinic.twice:
            pair = [p for p in patients if (p["first_name"], p["last_name"]) in (first, again)]
            assert {p["gender"] for p in pair} <= {gender, "other"}
            assert (len(pair), len({p["birth_date"] for p in pair}), len({numbers[p["id"]] for p in pair})) == (2, 1, 1)


# --- loaded ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
async def loaded(servers: Servers) -> AsyncIterator[tuple[Database, asyncpg.Connection[Any]]]:
    database = servers.clone(f"odontograph_demo_{uuid.uuid4().hex[:8]}")
    await load.seed(database, scale=SMALL)
    connection = await asyncpg.connect(database.owner_url)
    yield database, connection
    await connection.close()
    provision.drop(servers.admin_url, database.name)


async def digest(connection: Any) -> dict[str, str]:
    """Of every table's rows."""
    return {
        model.table: await connection.fetchval(
            f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t.id), '')) FROM \"{model.table}\" t"
        )
        for model in REGISTRY.values()
        if model is not PlatformEventHead and not issubclass(model, PlatformView)
    }


async def test_the_log_has_no_gaps_and_is_dealt_with(loaded: tuple[Database, Any]) -> None:
    _, owner = loaded
    for clinic in CLINICS:
        log = await owner.fetch("SELECT seq, at FROM event WHERE clinic_id = $1 ORDER BY seq", clinic.id)
        numbers, times = ([row[name] for row in log] for name in ("seq", "at"))
        assert times == sorted(times)
        assert numbers == list(range(1, len(numbers) + 1))
        for query in ("SELECT seq FROM event_head", "SELECT seq FROM follower_position"):
            assert await owner.fetchval(f"{query} WHERE clinic_id = $1", clinic.id) == numbers[-1]
    lost = "SELECT count(*) FROM notification n WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.id = n.event_id)"
    assert await owner.fetchval(lost) == 0
    assert {r["type"] for r in await owner.fetch("SELECT DISTINCT type FROM event")} <= EVENT_TYPES.keys()


async def test_a_second_start_loads_nothing_and_another_version_all_of_it(
    fresh_database: Callable[..., Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    database, now = fresh_database(), MOMENTS[1]
    lines = await load.seed(database, scale=SMALL, now=now)
    owner = await asyncpg.connect(database.owner_url)
    first = await digest(owner)
    await owner.execute("UPDATE patient SET city = 'Elsewhere'")
    changed = await digest(owner)

    again = await load.seed(database, scale=SMALL, now=now + dt.timedelta(days=3))
    assert await digest(owner) == changed != first
    hint = "Its calendar is around 2026-11-28, when it was loaded: `make clean demo` makes one around today."
    assert again == [*lines, hint]

    monkeypatch.setattr(load, "version", lambda: "another")
    assert await load.seed(database, scale=SMALL, now=now) == lines
    assert await digest(owner) == first
    await owner.close()


async def test_a_database_with_other_clinics_is_left_alone(fresh_database: Callable[..., Database]) -> None:
    database = fresh_database()
    owner = await asyncpg.connect(database.owner_url)
    names, values = "id, name, created_at, updated_at", "gen_random_uuid(), 'Real', now(), now()"
    await owner.execute(
        f"INSERT INTO clinic ({names}, plan, status, timezone, currency, country, time_format, default_slot_minutes,"
        " snap_minutes, buffer_minutes, business_hours, document_settings, dcms_sign_in, row_version)"
        f" VALUES ({values}, 'pro', 'active', 'UTC', 'USD', 'US', '24h', 30, 30, 0, '{{}}', '{{}}', false, 1)"
    )
    await load.seed(database, scale=SMALL)
    assert [r["name"] for r in await owner.fetch("SELECT name FROM clinic")] == ["Real"]
    assert await owner.fetchval("SELECT count(*) FROM patient") == 0
    await owner.close()


DECLARED = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint
 WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT tablename::text, indexname, indexdef, true FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), tgenabled = 'O' FROM pg_trigger
 WHERE NOT tgisinternal
ORDER BY 1, 2, 3
"""


@pytest.mark.slow
async def test_the_whole_demo_has_its_size_and_leaves_every_declaration_as_it_was(
    fresh_database: Callable[..., Database],
) -> None:
    database = fresh_database()
    owner = await asyncpg.connect(database.owner_url)
    before = [tuple(r) for r in await owner.fetch(DECLARED)]
    screen = io.StringIO()
    await load.seed(database, screen=screen)
    assert [tuple(r) for r in await owner.fetch(DECLARED)] == before

    shown = re.sub(r"\[ *[\d.]+ s\] ", "", screen.getvalue()).splitlines()
    total = shown[1].rpartition(" of ")[2]
    quarters = [f"Loading: {n} % of {total}" for n in (25, 50, 75, 100)]
    assert shown == ["Making up people and visits", *quarters, "Tidying up"]
    assert await owner.fetchval("SELECT count(*) FROM patient") == 2000
    assert 25_000 <= await owner.fetchval("SELECT count(*) FROM appointment") <= 40_000
    assert 360 <= (await owner.fetchval("SELECT now() - min(starts_at) FROM appointment")).days <= 366
    assert 38 <= (await owner.fetchval("SELECT max(starts_at) - now() FROM appointment")).days <= 43
    unknown = "SELECT count(*) FROM pg_class WHERE relname IN ('patient', 'appointment', 'event') AND reltuples < 1000"
    assert await owner.fetchval(unknown) == 0
    await at_rest(owner)
    await owner.close()


async def at_rest(owner: Any) -> None:
    """Triggers that did not see the rows come would have changed none: they see them now, and leave each as it is."""
    first = await digest(owner)
    seen = "SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgname = 'follow_merge'"
    tables = [row["name"] for row in await owner.fetch(seen)]
    assert {"appointment", "appointment_change"} <= set(tables)
    for table in tables:
        await owner.execute(f'UPDATE "{table}" SET patient_id = patient_id')
    assert await digest(owner) == first


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    screen = Terminal()
    with progress(screen) as bar:
        bar.step("Making up people and visits")
        bar.rows(2500)
        assert list(bar.counted("time_block", range(2500))) == list(range(2500))
    assert "2500/2500" in screen.getvalue()
    assert "Loading time blocks" in screen.getvalue()
