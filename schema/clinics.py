"""Clinics in GraphQL."""

from __future__ import annotations

import datetime as dt

from models import clinics as m
from models.files import ClinicBranding
from models.identity import Membership
from resolvers import clinics as ops
from resolvers import viewer
from schema.fields import computed, model_type, one, root


def settings_updated_at(settings_updated_at: dt.datetime | None, created_at: dt.datetime) -> dt.datetime:
    """When the settings were last saved; before the first time, when the clinic was made."""
    return settings_updated_at or created_at


def slot_options() -> list[int]:
    """Lengths of a slot, in minutes, that a calendar can show."""
    return list(m.SLOT_OPTIONS)


def day_keys() -> list[str]:
    """Weekdays as business hours name them, Monday first."""
    return list(m.DAY_KEYS)


@model_type(m.Clinic)
class Clinic:
    """The caller's clinic."""

    columns = (
        "id name plan status timezone currency country time_format default_slot_minutes snap_minutes buffer_minutes"
        " open_requests business_hours email phone website address document_settings dcms_sign_in settings_updated_by"
        " row_version created_at updated_at"
    )
    settings_updated_at = computed(settings_updated_at, needs=("settings_updated_at", "created_at"))
    slot_options = computed(slot_options, needs=())
    day_keys = computed(day_keys, needs=())
    branding = one(ClinicBranding, "id", doc="How it looks where it shows itself; null before the first change.")


@model_type(m.ClinicModule)
class ModuleSwitch:
    """An optional module that was switched on or off by hand."""

    columns = "id module enabled row_version updated_at"


@model_type(Membership)
class Member:
    """Somebody's place in the clinic: what they are called there and as what they sign in."""

    columns = "id account_id role username display_name status row_version created_at updated_at"


root("clinic", ops.get_own_clinic)
root("clinicById", ops.get_clinic)
root("updateClinic", ops.update_clinic)
root("clinicModules", ops.clinic_modules)
root("setClinicModule", ops.set_clinic_module)
root("members", ops.list_members)
root("subscriptionPlans", ops.subscription_plans)
root("clinicContext", ops.clinic_context)
root("home", viewer.home)
