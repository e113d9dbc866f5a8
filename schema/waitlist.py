"""The waiting list in GraphQL."""

from __future__ import annotations

from models import waitlist as m
from models.appointments import Appointment
from models.patients import Patient
from models.schedules import AppointmentType
from models.staff import Employee
from resolvers import waitlist
from schema.fields import model_type, one, root


@model_type(m.WaitlistEntry)
class WaitlistEntry:
    """A patient who wants a visit, or an earlier one, as soon as there is a time."""

    columns = (
        "id patient_id doctor_id type_id earliest_date latest_date day_part priority status notes appointment_id"
        " row_version created_at updated_at"
    )
    patient = one(Patient, "patient_id")
    doctor = one(Employee, "doctor_id", face="EmployeeFace")
    type = one(AppointmentType, "type_id", face="AppointmentTypeFace")
    appointment = one(Appointment, "appointment_id")


root("waitlist", waitlist.list_waitlist)
root("addToWaitlist", waitlist.add_to_waitlist)
root("updateWaitlistEntry", waitlist.update_waitlist_entry)
root("bookFromWaitlist", waitlist.book_from_waitlist)
