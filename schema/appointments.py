"""Appointments in GraphQL."""

from __future__ import annotations

from models import appointments as m
from models.identity import Membership
from models.patients import Patient
from models.schedules import AppointmentType, Room
from models.staff import Employee
from resolvers import appointments, booking
from schema.fields import many, model_type, one, root, sql


@model_type(m.Appointment)
class Appointment:
    """A visit of a patient, planned or past."""

    columns = "id starts_at ends_at status notes patient_id doctor_id type_id room_id row_version created_at updated_at"
    duration_minutes = sql(
        "extract(epoch FROM {ends_at} - {starts_at}) / 60", int, doc="From start to end, to the nearest minute."
    )
    patient = one(Patient, "patient_id")
    doctor = one(Employee, "doctor_id", face="EmployeeFace")
    type = one(AppointmentType, "type_id", face="AppointmentTypeFace")
    room = one(Room, "room_id", face="RoomFace")
    changes = many(
        m.AppointmentChange,
        "appointment_id",
        order=(m.AppointmentChange.created_at.asc(), m.AppointmentChange.id.asc()),
        doc="Its statuses so far, the first one first.",
    )


@model_type(m.AppointmentChange)
class AppointmentChange:
    """One step in the life of an appointment."""

    columns = "id appointment_id patient_id doctor_id from_status to_status membership_id created_at"
    member = one(Membership, "membership_id", face="StaffFace", doc="Who did it, if it was a member.")


root("appointments", appointments.list_appointments)
root("appointment", appointments.get_appointment)
root("bookAppointment", booking.book_appointment)
