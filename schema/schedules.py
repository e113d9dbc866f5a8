"""Rooms and kinds of appointments in GraphQL."""

from __future__ import annotations

from models import schedules as m
from resolvers import schedules
from schema.fields import model_type, root


@model_type(m.Room)
class Room:
    """An operatory or another room that visits take place in."""

    columns = "id name color active row_version created_at updated_at"


@model_type(m.Room, face=True)
class RoomFace:
    """What any member of the clinic may know of a room."""

    columns = "id name color"


@model_type(m.AppointmentType)
class AppointmentType:
    """A kind of visit, with its usual length."""

    columns = "id name color duration_minutes active row_version created_at updated_at"


@model_type(m.AppointmentType, face=True)
class AppointmentTypeFace:
    """What any member of the clinic may know of a kind of visit."""

    columns = "id name color duration_minutes"


root("rooms", schedules.list_rooms)
root("appointmentTypes", schedules.list_appointment_types)
