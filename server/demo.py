"""The demo: clinics with believable people, written as the owner into an empty database, the same every time."""

from __future__ import annotations

import datetime as dt
import json
import random
from typing import Any
from uuid import UUID

import asyncpg

from core.passwords import hash_now
from core.text import fold
from resolvers.patients import search_text
from server.demo_calendar import Calendar, Worker, fill
from server.provision import Database

#: Everybody's password in the demo.
PASSWORD = "odontograph-demo"

BRIGHT = UUID("01900000-0000-7000-8000-00000000000a")
HARBOUR = UUID("01900000-0000-7000-8000-00000000000b")

#: (label, identifier, password, clinic)
SIGN_INS: tuple[tuple[str, str, str, str], ...] = (
    ("Admin", "admin@bright.example", PASSWORD, "Bright Smile Dental"),
    ("Manager", "manager@bright.example", PASSWORD, "Bright Smile Dental"),
    ("Doctor", "doctor@bright.example", PASSWORD, "Bright Smile Dental"),
    ("Receptionist", "reception@bright.example", PASSWORD, "Bright Smile Dental"),
    ("Patient", "patient@bright.example", PASSWORD, "Bright Smile Dental"),
    ("Guardian", "guardian@bright.example", PASSWORD, "Bright Smile Dental"),
    ("Admin of a second clinic", "admin@harbour.example", PASSWORD, "Harbour Dental"),
    ("Superadmin", "root@odontograph.example", PASSWORD, "(the platform)"),
)


class _Maker:
    """Rows with ids and times that are the same at every run."""

    def __init__(self) -> None:
        self._random = random.Random(20260101)  # noqa: S311  (believable, not secret)
        self._count = 0
        self.tables: dict[str, list[dict[str, Any]]] = {}
        self.now = dt.datetime.now(dt.UTC)

    def id(self) -> UUID:
        self._count += 1
        return UUID(int=0x01900000_0000_7000_8000_000000100000 + self._count)

    def row(self, table: str, **values: Any) -> dict[str, Any]:
        values.setdefault("id", self.id())
        values.setdefault("created_at", self.now)
        self.tables.setdefault(table, []).append(values)
        return values

    def clinic_row(self, table: str, clinic: UUID, **values: Any) -> dict[str, Any]:
        values.setdefault("updated_at", self.now)
        return self.row(table, clinic_id=clinic, row_version=1, **values)


async def seed(database: Database) -> list[str]:
    """Fill an empty database; returns the lines to show (sign-ins). Does nothing when there is a clinic already."""
    connection = await asyncpg.connect(database.owner_url)
    try:
        if not await connection.fetchval("SELECT EXISTS (SELECT 1 FROM clinic)"):
            async with connection.transaction():
                for table, rows in _tables().items():
                    await _copy(connection, table, rows)
    finally:
        await connection.close()
    width = max(len(label) for label, *_ in SIGN_INS)
    lines = ["Sign in as (password of all: " + PASSWORD + ")"]
    return lines + [f"  {label:<{width}}  {who:<28} {clinic}" for label, who, _, clinic in SIGN_INS]


async def _copy(connection: Any, table: str, rows: list[dict[str, Any]]) -> None:
    names = list(rows[0])
    records = [tuple(json.dumps(v) if isinstance(v, dict) else v for v in row.values()) for row in rows]
    await connection.copy_records_to_table(table, records=records, columns=names)


def _tables() -> dict[str, list[dict[str, Any]]]:
    make = _Maker()
    _clinic(make, BRIGHT, "Bright Smile Dental", "pro_plus", "Europe/Berlin", "EUR", "DE")
    _clinic(make, HARBOUR, "Harbour Dental", "pro", "America/New_York", "USD", "US")
    password = hash_now(PASSWORD)
    people = {
        "admin@bright.example": ("Dr. Amara Okafor", BRIGHT, "admin"),
        "manager@bright.example": ("Jonas Weber", BRIGHT, "manager"),
        "doctor@bright.example": ("Dr. Sofía Martínez", BRIGHT, "doctor"),
        "reception@bright.example": ("Lena Fischer", BRIGHT, "receptionist"),
        "patient@bright.example": ("Mila Novák", BRIGHT, "patient"),
        "guardian@bright.example": ("Tomáš Novák", BRIGHT, "patient"),
        "admin@harbour.example": ("Dr. Grace Lee", HARBOUR, "admin"),
        "root@odontograph.example": ("Platform", None, None),
    }
    accounts: dict[str, UUID] = {}
    members: dict[str, UUID] = {}
    for email, (name, clinic, role) in people.items():
        account = make.row(
            "account", email=email, email_lower=email, display_name=name, password_hash=password,
            is_superadmin=role is None, disabled_at=None, last_clinic_id=None,
        )  # fmt: skip
        accounts[email] = account["id"]
        if clinic is not None:
            username = email.split("@")[0]
            member = make.clinic_row(
                "membership", clinic, account_id=account["id"], role=role, username=username, username_lower=username,
                display_name=name, status="active", overrides={},
            )  # fmt: skip
            members[email] = member["id"]
    _patients(make, BRIGHT, 400, accounts["patient@bright.example"], accounts["guardian@bright.example"])
    _patients(make, HARBOUR, 60, None, None)
    _calendars(make, people, members)
    return make.tables


def _calendars(make: _Maker, people: dict[str, Any], members: dict[str, UUID]) -> None:
    def worker(kind: str, email: str) -> Worker:
        return Worker(people[email][0], kind, members[email])

    bright = (
        worker("doctor", "doctor@bright.example"),
        worker("doctor", "admin@bright.example"),
        Worker("Dr. Ben Adler", "doctor", specialty="Oral surgery"),
        worker("receptionist", "reception@bright.example"),
    )
    harbour = (worker("doctor", "admin@harbour.example"), Worker("Olivia Chen", "hygienist"))
    for clinic, zone, workers in ((BRIGHT, "Europe/Berlin", bright), (HARBOUR, "America/New_York", harbour)):
        patients = [row["id"] for row in make.tables["patient"] if row["clinic_id"] == clinic]
        # The demo's patient is the first one, the guardian's child the second.
        signed_in = [members[e] for e in ("patient@bright.example", "guardian@bright.example")]
        portal = dict(zip(patients, signed_in, strict=False)) if clinic == BRIGHT else {}
        fill(make, Calendar(clinic, zone, workers, patients, portal))


def _clinic(make: _Maker, id_: UUID, name: str, plan: str, zone: str, currency: str, country: str) -> None:
    weekday = [{"start": "08:30", "end": "12:30"}, {"start": "13:30", "end": "18:00"}]
    make.row(
        "clinic", id=id_, name=name, plan=plan, status="active", timezone=zone, currency=currency, country=country,
        time_format="24h", default_slot_minutes=30,
        business_hours=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), weekday), email=None, phone=None,
        website=None, address=None, document_settings={}, dcms_sign_in=True, settings_updated_at=None,
        settings_updated_by=None, row_version=1, updated_at=make.now,
    )  # fmt: skip


_FIRST = (
    "Mila Emma Noah Léa Jörg Zoë Łukasz Aisha Wei José Åsa Dmitri Yuki 李 Omar Ngozi Priya Björn Chloé Mateus".split()
)
_LAST = (
    "Novák Müller García Øvergaard Nguyen Kowalski O’Brien 明 Öztürk Smith Haddad Okafor Rossi Ivanova Sato Fernández"
).split()


def _patients(make: _Maker, clinic: UUID, number: int, account: UUID | None, guardian: UUID | None) -> None:
    pick = make._random
    for index in range(1, number + 1):
        first, last = ("Mila", "Novák") if index == 1 else (pick.choice(_FIRST), pick.choice(_LAST))
        mrn = f"P{index:06d}"
        email = f"patient{index}@mail.example" if pick.random() < 0.7 else None
        born = dt.date(1940, 1, 1) + dt.timedelta(days=pick.randrange(30_000))
        mine = account if index == 1 else None
        patient = make.clinic_row(
            "patient", clinic, mrn=mrn, first_name=first, last_name=last,
            last_name_key=fold(f"{last} {first}"), gender=pick.choice(("male", "female", "other")), birth_date=born,
            email=email, email_lower=email, address=None, city=None, postal_code=None, country=None, occupation=None,
            insurance_provider=None, insurance_number=None, emergency_contact_name=None, emergency_contact_phone=None,
            referral_source=None, status="active", archived_at=None, erased_at=None, last_seen_at=make.now,
            portal_access=mine is not None, account_id=mine, search_text=search_text(first, last, email, mrn),
        )  # fmt: skip
        make.clinic_row(
            "phone_number", clinic, patient_id=patient["id"], phone_number=f"+4930{pick.randrange(10**6, 10**8)}",
            label="mobile", is_primary=True,
        )  # fmt: skip
        if index == 2 and guardian is not None:
            make.clinic_row(
                "guardian", clinic, patient_id=patient["id"], account_id=guardian, name="Tomáš Novák",
                relation="father", since_date=dt.date(2020, 1, 1), until_date=None,
            )  # fmt: skip
        if pick.random() < 0.4:
            make.clinic_row(
                "medical_history", clinic, patient_id=patient["id"], blood_type=pick.choice(("A+", "0+", "B-")),
                smoking=None, alcohol=None, medications=pick.choice(([], ["Metformin"], ["Ramipril", "ASS 100"])),
                conditions=pick.choice(([], ["Hypertension"], ["Diabetes"])), oral_habits=[], family_history=None,
                notes=None, completed_at=None,
            )  # fmt: skip
    make.clinic_row("counter", clinic, name="mrn", value=number)
