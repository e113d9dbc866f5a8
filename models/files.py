"""Files: what is known of bytes in the store (`integrations/storage`), and what shows a clinic to the world."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any
from uuid import UUID

from core.predicates import Column, Predicate
from models.base import ClinicModel
from models.columns import big_integer, choice, foreign_id, moment, optional_reference, text
from models.visibility import see
from permissions import Permission

P = Permission


class FileOwner(StrEnum):
    """What a file belongs to, which decides who sees it: each has a line in the visibility of `StoredFile`."""

    BRANDING = "branding"


def _of(owner: FileOwner) -> Any:
    def where(table: type[StoredFile]) -> Predicate:
        return table.owner_type == owner

    return where


class StoredFile(ClinicModel):
    """A file in the store. Its record is written when its bytes are there, and goes after them; the bytes never change.

    They lie under the clinic's id and the file's own: no name that somebody gave is ever part of a path.
    """

    visibility = (see(P.SETTINGS_BRANDING_VIEW, where=_of(FileOwner.BRANDING)),)
    rights = "SELECT, INSERT, UPDATE, DELETE"
    indexes = ("clinic_id, owner_type, owner_id",)
    constraints = (
        "CONSTRAINT ck_stored_file_size CHECK (size > 0)",
        "CONSTRAINT ck_stored_file_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$')",
    )

    owner_type: Column[FileOwner] = choice(FileOwner)
    owner_id: Column[UUID] = foreign_id(doc="The row it belongs to: of branding, the clinic itself.")
    content_type: Column[str] = text(100, doc="As found in the bytes; what somebody said they are does not count.")
    size: Column[int] = big_integer(doc="In bytes.")
    sha256: Column[str] = text(64, doc="Of the bytes, in hexadecimal.")
    uploaded_by_id: Column[UUID | None] = optional_reference("Membership", doc="Whose upload it was, if a member's.")
    removed_at: Column[dt.datetime | None] = moment(doc="Since when nothing shows it; its bytes are on their way out.")

    class Meta:
        table = "stored_file"


class BrandingSlot(StrEnum):
    """A picture by which a clinic shows itself."""

    LOGO = "logo"
    FAVICON = "favicon"


class ClinicBranding(ClinicModel):
    """How a clinic looks where it shows itself. Its id is the clinic's: there is one, made by the first change."""

    visibility = (see(P.SETTINGS_BRANDING_VIEW),)
    constraints = (
        "CONSTRAINT ck_clinic_branding_clinic CHECK (id = clinic_id)",
        "CONSTRAINT ck_clinic_branding_primary_color CHECK (primary_color ~ '^#[0-9a-f]{6}$')",
        "CONSTRAINT ck_clinic_branding_accent_color CHECK (accent_color ~ '^#[0-9a-f]{6}$')",
    )

    logo_id: Column[UUID | None] = optional_reference("StoredFile")
    favicon_id: Column[UUID | None] = optional_reference("StoredFile")
    primary_color: Column[str | None] = text(7, null=True, doc="Like `#1a2b3c`.")  # type: ignore[assignment]
    accent_color: Column[str | None] = text(7, null=True, doc="Like `#1a2b3c`.")  # type: ignore[assignment]

    class Meta:
        table = "clinic_branding"
