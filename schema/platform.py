"""The platform's console in GraphQL."""

from __future__ import annotations

from models import platform as m
from resolvers import platform as ops
from schema.fields import model_type, root


@model_type(m.PlatformClinic)
class PlatformClinic:
    """A clinic as the platform knows it."""

    columns = (
        "id name plan status trial_ends_at timezone currency country member_count staff_count row_version created_at"
    )


@model_type(m.PlatformAssignment)
class PlatformAssignment:
    """Somebody's place in a clinic. Of patients there is no name and no address."""

    columns = "id account_id clinic_id clinic_name role status display_name email created_at"


@model_type(m.PlatformDeletion)
class PlatformDeletion:
    """A clinic that was deleted."""

    columns = (
        "id clinic_id clinic_name plan clinic_since created_at deleted_by deleted_by_name reason request_id counts"
        " erase_after restored_at erased_at"
    )


root("clinics", ops.list_clinics)
root("clinicAssignments", ops.list_assignments)
root("clinicDeletions", ops.list_deletions)
root("changeSubscription", ops.change_subscription)
root("deleteClinic", ops.delete_clinic)
root("restoreClinic", ops.restore_clinic)
