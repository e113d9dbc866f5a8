"""The event log in GraphQL."""

from __future__ import annotations

from models import log as m
from models.identity import Membership
from resolvers import feed
from schema.fields import model_type, one, root


@model_type(Membership, face=True)
class StaffFace:
    """What any member of the clinic may know of a colleague."""

    columns = "id display_name role"


@model_type(m.Event)
class Event:
    """One thing that happened. `changed` names fields, never their values."""

    columns = (
        "id seq type at subject_type subject_id patient_id membership_id actor_kind actor_account_id"
        " actor_membership_id impersonator_id changed"
    )
    actor = one(Membership, "actor_membership_id", face="StaffFace", doc="The member who did it, if it was one.")


root("clinicEvents", feed.clinic_events)
