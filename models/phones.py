"""What every table of phone numbers has in common, whoever the numbers are of."""

from __future__ import annotations

from core.predicates import Column
from models.base import ClinicModel
from models.columns import boolean, text

#: As `core.phones.international` makes them.
INTERNATIONAL = "CHECK (phone_number ~ '^[+][0-9]{1,15}$')"


class Phone(ClinicModel):
    """A phone number in international form, with what it is called; of one person's, one at most is the primary one."""

    rights = "SELECT, INSERT, UPDATE, DELETE"

    phone_number: Column[str] = text(16)
    label: Column[str] = text(64)
    is_primary: Column[bool] = boolean()

    class Meta:
        abstract = True


def one_primary(table: str, owner: str) -> str:
    """The index that admits one primary row of an owner at any moment."""
    return f'CREATE UNIQUE INDEX "uq_{table}_primary" ON "{table}" (clinic_id, {owner}) WHERE is_primary;'
