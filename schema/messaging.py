"""Messages in GraphQL."""

from __future__ import annotations

from models import messaging as m
from schema.fields import model_type


@model_type(m.Sms)
class Sms:
    """A text message of a patient's phone number, as recorded."""

    columns = "id patient_id phone_number_id direction sent_at subject sms_text note created_at"
