"""The data everybody is measured on: made once per size by `data.sql`, kept between runs, the same on every machine."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg

from server import provision
from server.provision import Database

HERE = Path(__file__).parent
ROOT = HERE.parent

#: A Monday. "Today" is this day for everybody; the data reach as far before as after it.
TODAY = "2026-06-01"

CLINIC, ACCOUNT, MEMBERSHIP, EMPLOYEE, TYPE, ROOM, PATIENT = 1, 2, 3, 5, 6, 7, 8
DOCTORS, TYPES, ROOMS, RECEPTIONIST = 8, 8, 5, 9
#: The members of each clinic that only listen to events.
FRONT_DESK = range(11, 21)


@dataclass(frozen=True, slots=True)
class Size:
    """How many rows there are; `scale` 10 means ten times the patients and ten times the years, not longer days."""

    scale: int = 1
    clinics: int = 10

    @property
    def patients(self) -> int:
        """Per clinic."""
        return 2_000 * self.scale

    @property
    def weeks(self) -> int:
        """Working weeks on either side of today, a hundred appointments each and per clinic."""
        return 50 * self.scale

    @property
    def notifications(self) -> int:
        """Per clinic."""
        return 5_000 * self.scale

    @property
    def database(self) -> str:
        return f"odontograph_bench_x{self.scale}"

    def describe(self) -> str:
        """The totals, in words."""
        return (
            f"{self.clinics} clinics, {self.patients * self.clinics:,} patients, "
            f"{self.weeks * 200 * self.clinics:,} appointments, {self.notifications * self.clinics:,} notifications"
        )


def row_id(kind: int, clinic: int, number: int) -> UUID:
    """The id of a row, as `bench.id` in `data.sql` makes it."""
    return UUID(f"01900000-0000-7{kind:03x}-8{clinic:03x}-{number:012x}")


def token(clinic: int, member: int) -> str:
    """The access token of a member's session."""
    return f"bench-token-of-clinic-{clinic}-member-{member}"


def prepare(admin_url: str, size: Size, say: Callable[[str], None]) -> Database:
    """A migrated and filled database of this size, made anew when migrations or data have changed."""
    wanted = _fingerprint(size)
    database = provision.describe(admin_url, size.database)
    if _loaded(database, admin_url) != wanted:
        say(f"loading {size.describe()}")
        provision.drop(admin_url, size.database)
        database = provision.provision(admin_url, size.database)
        code = "import asyncio, sys; from models import migrate; asyncio.run(migrate.upgrade(sys.argv[1]))"
        subprocess.run([sys.executable, "-c", code, database.owner_url], cwd=ROOT, check=True)
        fill(database, size, checked=size.scale == 1)  # on ten times the data as on the same ten times smaller
        with psycopg.connect(database.admin_url, autocommit=True) as server:
            server.execute("VACUUM (ANALYZE)")
            server.execute(f"COMMENT ON SCHEMA bench IS '{wanted}'".encode())
    with psycopg.connect(database.owner_url, autocommit=True) as owner:
        owner.execute((HERE / "peers" / "functions.sql").read_bytes())
    tidy(database)
    _forget_events(database)
    return database


def _forget_events(database: Database) -> None:
    """Start every run with an empty log: nobody may be connected, for numbers begin anew."""
    with psycopg.connect(database.admin_url, autocommit=True) as server:
        server.execute("TRUNCATE event, event_head")


def fill(database: Database, size: Size, *, checked: bool) -> None:
    """Fill a migrated, empty database; `checked` looks at every foreign key, which takes most of the time."""
    values = {
        "clinics": size.clinics,
        "patients": size.patients,
        "weeks": size.weeks,
        "notifications": size.notifications,
        "today": TODAY,
    }
    text = re.sub(r"(?<!:):([a-z]+)", lambda m: str(values[m[1]]), (HERE / "data.sql").read_text())
    with psycopg.connect(database.admin_url) as server:
        if not checked:
            server.execute("SET session_replication_role = replica")
        server.execute(f"SET ROLE {provision.OWNER}".encode())
        server.execute(text.encode())


def _fingerprint(size: Size) -> str:
    digest = hashlib.sha256(f"{size} {TODAY}".encode())
    for path in (HERE / "data.sql", *sorted((ROOT / "migrations" / "models").glob("*.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _loaded(database: Database, admin_url: str) -> str | None:
    with psycopg.connect(admin_url, autocommit=True) as server:
        if not provision.exists(server, database.name):
            return None
    with psycopg.connect(database.admin_url, autocommit=True) as inside:
        row = inside.execute("SELECT obj_description(to_regnamespace('bench')::oid, 'pg_namespace')").fetchone()
    return str(row[0]) if row else None


def tidy(database: Database) -> None:
    """Take away what bookings and reading left behind, so that nobody meets more rows than the one before."""
    with psycopg.connect(database.admin_url, autocommit=True) as server:
        server.execute("SET session_replication_role = replica")  # no foreign key looks for rows that go as well
        server.execute("DELETE FROM appointment_change")
        server.execute("DELETE FROM appointment WHERE starts_at >= '2100-01-01'")
        server.execute("TRUNCATE access_record")
        server.execute("VACUUM (ANALYZE) appointment, appointment_change, event, event_head")
