"""Clinics: the clinic itself, its modules, role templates, mobile switches and running numbers."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any
from uuid import UUID

from core.predicates import Column
from models.base import Base, ClinicModel, PlatformModel
from models.columns import boolean, choice, created, foreign_id, integer, json, long_text, moment, text
from models.visibility import Nobody, see
from permissions import CLINIC_ROLES, Module, Plan, Role, role


class ClinicStatus(StrEnum):
    """A suspended clinic is read-only; its data can still be exported. A deleted one is nobody's any more, and its rows
    wait to be erased."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    DELETED = "deleted"


#: Weekday keys of business hours, Monday first.
DAY_KEYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SLOT_OPTIONS = (5, 10, 15, 20, 30, 45, 60)
#: Minutes between the beginnings of offered times.
SNAP_OPTIONS = (15, 30)
#: Minutes at most that are kept free before and after a visit.
MOST_BUFFER = 120
#: Visits at most that a clinic lets a patient ask for at a time.
MOST_REQUESTS = 20


class Clinic(Base):
    """A dental clinic: the tenant. Its own row is the only one its members ever see."""

    clinic_column = "id"
    rights = "SELECT, UPDATE"
    visibility = (see(role(*CLINIC_ROLES)),)
    constraints = (
        "CONSTRAINT ck_clinic_slot CHECK (default_slot_minutes BETWEEN 5 AND 480)",
        "CONSTRAINT ck_clinic_name CHECK (length(name) > 0)",
        f"CONSTRAINT ck_clinic_snap CHECK (snap_minutes IN {SNAP_OPTIONS})",
        "CONSTRAINT ck_clinic_trial CHECK (trial_ends_at IS NULL OR plan = 'pro_trial')",
        f"CONSTRAINT ck_clinic_buffer CHECK (buffer_minutes BETWEEN 0 AND {MOST_BUFFER})",
        f"CONSTRAINT ck_clinic_requests CHECK (open_requests BETWEEN 0 AND {MOST_REQUESTS})",
    )

    name: Column[str] = text(128, doc="Name of the clinic.")
    plan: Column[Plan] = choice(Plan, default=Plan.PRO)
    status: Column[ClinicStatus] = choice(ClinicStatus, default=ClinicStatus.ACTIVE)
    trial_ends_at: Column[dt.datetime | None] = moment(doc="When a trial is over; only a trial has one.")
    timezone: Column[str] = text(64, default="UTC", doc="IANA time zone; days, slots and reports follow it.")
    currency: Column[str] = text(3, default="USD", doc="ISO 4217 code of the clinic's money.")
    country: Column[str] = text(2, default="US", doc="ISO 3166 code; phone numbers without a prefix are read in it.")
    time_format: Column[str] = text(3, default="24h", doc="`12h` or `24h`.")
    default_slot_minutes: Column[int] = integer(default=30)
    snap_minutes: Column[int] = integer(default=30, doc="Offered times begin at multiples of it: 15 or 30.")
    buffer_minutes: Column[int] = integer(default=0, doc="Kept free around visits when times are offered.")
    open_requests: Column[int] = integer(
        default=3, doc="Visits to come that a patient may have asked for without an answer; 0: nobody asks online."
    )
    business_hours: Column[Any] = json(doc="Weekday (mon..sun) to a list of {start, end} as HH:MM.")
    email: Column[str | None] = text(254, null=True)  # type: ignore[assignment]
    phone: Column[str | None] = text(32, null=True)  # type: ignore[assignment]
    website: Column[str | None] = text(200, null=True)  # type: ignore[assignment]
    address: Column[str | None] = long_text()
    document_settings: Column[Any] = json(doc="How documents are printed; free-form, owned by the front end.")
    dcms_sign_in: Column[bool] = boolean(doc="Long-lived DCMS sign-in (one factor) is accepted for this clinic.")
    settings_updated_at: Column[dt.datetime | None] = moment()
    settings_updated_by: Column[UUID] = foreign_id(null=True)
    row_version: Column[int] = integer(default=1)
    created_at: Column[dt.datetime] = created()
    updated_at: Column[dt.datetime] = created()

    class Meta:
        table = "clinic"


class ClinicModule(ClinicModel):
    """An optional module switched on or off for a clinic; without a row the plan decides."""

    rights = "SELECT, INSERT, UPDATE, DELETE"
    visibility = (see(role(*CLINIC_ROLES)),)
    unique = (("clinic_id", "module"),)

    module: Column[Module] = choice(Module)
    enabled: Column[bool] = boolean()

    class Meta:
        table = "clinic_module"


class ClinicDeletion(PlatformModel):
    """A clinic that was deleted: by whom, why, when and what it held. Outlives the clinic's rows.

    Nothing in it is a person's but who did it: it is kept as evidence."""

    indexes = ("erase_after",)

    clinic_id: Column[UUID] = foreign_id()
    clinic_name: Column[str] = text(128)
    plan: Column[Plan] = choice(Plan)
    clinic_since: Column[dt.datetime] = moment(null=False)  # type: ignore[assignment]
    deleted_by: Column[UUID] = foreign_id()
    deleted_by_name: Column[str] = text(120)
    reason: Column[str] = text(200)
    request_id: Column[str] = text(64)
    counts: Column[Any] = json(doc="How many rows of what it held when it was deleted.")
    erase_after: Column[dt.datetime] = moment(null=False)  # type: ignore[assignment]
    restored_at: Column[dt.datetime | None] = moment()
    erased_at: Column[dt.datetime | None] = moment()

    class Meta:
        table = "clinic_deletion"


class RoleTemplate(ClinicModel):
    """What the clinic's admin changed of a role's plan defaults: `{"patients.edit": false, …}`."""

    visibility = (see(role(Role.ADMIN)),)
    unique = (("clinic_id", "role"),)

    role: Column[Role] = choice(Role)
    store: Column[Any] = json()

    class Meta:
        table = "role_template"


class MobileScreen(StrEnum):
    """What the mobile app is made of."""

    DASHBOARD = "dashboard"
    APPOINTMENTS = "appointments"
    PATIENTS = "patients"
    FINANCE = "finance"
    CHAT = "chat"
    LAB_WORK = "lab_work"
    INVENTORY = "inventory"


class MobileSwitch(ClinicModel):
    """A screen of the mobile app switched for a role by hand; without a row it is on for whoever has the rights."""

    visibility = (see(role(Role.ADMIN)),)
    unique = (("clinic_id", "role", "screen"),)

    role: Column[Role] = choice(Role)
    screen: Column[MobileScreen] = choice(MobileScreen)
    enabled: Column[bool] = boolean()

    class Meta:
        table = "mobile_switch"


class Counter(ClinicModel):
    """Gap-free running numbers of a clinic (register numbers, later invoices): one locked row each."""

    visibility = (Nobody("only commands draw numbers"),)
    unique = (("clinic_id", "name"),)

    name: Column[str] = text(32)
    value: Column[int] = integer(default=0)

    class Meta:
        table = "counter"
