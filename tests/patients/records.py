"""What the tests of this area look at in the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from tests.world import ClinicWorld

TABLES = (
    "patient", "phone_number", "medical_history", "allergy", "guardian", "portal_invitation", "outgoing_mail", "sms",
    "event", "counter",
)  # fmt: skip


async def state(clinic: ClinicWorld) -> dict[str, str | None]:
    """A digest of everything the clinic has stored in this area, events included."""
    return {
        table: await clinic.world.value(
            f"SELECT md5(string_agg(t::text, '|' ORDER BY t.id)) FROM {table} t WHERE clinic_id = $1", clinic.id
        )
        for table in TABLES
    }


@asynccontextmanager
async def unchanged(*clinics: ClinicWorld) -> AsyncIterator[None]:
    """Whatever happens inside leaves no trace: nothing changed, nothing emitted, nothing of the platform either."""
    sql = "SELECT count(*) FROM platform_event WHERE clinic_id = $1"
    before = [(await state(c), await c.world.value(sql, c.id)) for c in clinics]
    yield
    assert [(await state(c), await c.world.value(sql, c.id)) for c in clinics] == before


async def patient(clinic: ClinicWorld, patient_id: UUID | str) -> Any:
    """The stored row."""
    rows = await clinic.world.fetch("SELECT * FROM patient WHERE id = $1", UUID(str(patient_id)))
    return rows[0]


async def of_patient(clinic: ClinicWorld, table: str, patient_id: UUID | str) -> list[Any]:
    """The stored rows about a patient, oldest first."""
    return await clinic.world.fetch(
        f"SELECT * FROM {table} WHERE patient_id = $1 ORDER BY created_at, id", UUID(str(patient_id))
    )


async def platform_accounts(clinic: ClinicWorld) -> list[UUID]:
    """Accounts that every process was told to forget, in order."""
    rows = await clinic.world.fetch(
        "SELECT account_id FROM platform_event WHERE clinic_id = $1 ORDER BY seq", clinic.id
    )
    return [r["account_id"] for r in rows]


async def phone(clinic: ClinicWorld, patient_id: UUID, number: str, *, primary: bool = False, **values: Any) -> UUID:
    """A phone number written directly."""
    row = {"patient_id": patient_id, "phone_number": number, "label": "mobile", "is_primary": primary, **values}
    return await clinic.row("phone_number", **row)


async def portal_account(clinic: ClinicWorld, name: str = "guardian") -> Any:
    """A patient-role member of the clinic without a patient of its own."""
    person = await clinic.world.person(clinic, "patient", name)
    await clinic.world.owner.execute(
        "DELETE FROM patient WHERE id = $1", person.patient_id or await _own(clinic, person)
    )
    return person


async def _own(clinic: ClinicWorld, person: Any) -> UUID:
    return UUID(str(await clinic.world.value("SELECT id FROM patient WHERE account_id = $1", person.account_id)))
