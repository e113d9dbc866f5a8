"""Notifications in GraphQL: what one is told, what one wants to be told, and on which devices."""

from __future__ import annotations

from models import notifications as m
from models.patients import Patient
from resolvers import devices, notification_choices, notifications
from schema.fields import model_type, one, root


@model_type(m.Notification)
class Notification:
    """Something that happened, told to one member."""

    columns = "id membership_id kind subject_type subject_id patient_id read_at row_version created_at updated_at"
    patient = one(Patient, "patient_id")


root("notifications", notifications.list_notifications)
root("unreadNotifications", notifications.unread_notifications)
root("notificationReceived", notifications.notification_received)
root("markNotificationRead", notifications.mark_notification_read)
root("markAllNotificationsRead", notifications.mark_all_notifications_read)
root("deleteNotification", notifications.delete_notification)
root("deleteReadNotifications", notifications.delete_read_notifications)
root("notificationPreferences", notification_choices.notification_preferences)
root("setNotificationPreferences", notification_choices.set_notification_preferences)
root("notificationMatrix", notification_choices.notification_matrix)
root("setNotificationMatrix", notification_choices.set_notification_matrix)
root("registerDevice", devices.register_device)
root("unregisterDevice", devices.unregister_device)
root("myDevices", devices.my_devices)
