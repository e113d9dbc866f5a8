"""Notifications in GraphQL."""

from __future__ import annotations

from models import notifications as m
from models.patients import Patient
from resolvers import notifications
from schema.fields import model_type, one, root


@model_type(m.Notification)
class Notification:
    """Something that happened, told to one member."""

    columns = "id membership_id kind subject_type subject_id patient_id read_at row_version created_at updated_at"
    patient = one(Patient, "patient_id")


root("notifications", notifications.list_notifications)
root("unreadNotifications", notifications.unread_notifications)
