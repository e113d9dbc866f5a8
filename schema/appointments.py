"""Appointments in GraphQL."""

from __future__ import annotations

import datetime as dt

from models import appointments as m
from models.catalogs import Procedure
from models.identity import Membership
from models.patients import Patient
from models.schedules import AppointmentType, Room
from models.staff import Employee
from resolvers import (
    appointment_edit,
    appointment_export,
    appointment_links,
    appointment_live,
    appointment_status,
    appointment_summary,
    appointments,
    booking,
    calendar,
    series,
    visit_plan,
)
from schema.fields import computed, many, model_type, one, root, sql


def stage(status: str, arrived_at: dt.datetime | None) -> m.AppointmentStage:
    """Where the visit stands as a front desk says it: the status, and of the confirmed who has come."""
    return m.stage_of(status, arrived_at)


@model_type(m.Appointment)
class Appointment:
    """A visit of a patient, planned or past."""

    columns = (
        "id starts_at ends_at status notes patient_id doctor_id type_id room_id assistant_id receptionist_id priority"
        " source is_new_patient color_override confirmed_at arrived_at seated_at dismissed_at reminder_sent_at"
        " cancel_reason removed_at series_id planned_at row_version created_at updated_at"
    )
    stage = computed(stage, needs=("status", "arrived_at"))
    duration_minutes = sql(
        "extract(epoch FROM {ends_at} - {starts_at}) / 60", int, doc="From start to end, to the nearest minute."
    )
    patient = one(Patient, "patient_id")
    doctor = one(Employee, "doctor_id", face="EmployeeFace")
    type = one(AppointmentType, "type_id", face="AppointmentTypeFace")
    room = one(Room, "room_id", face="RoomFace")
    assistant = one(Employee, "assistant_id", face="EmployeeFace")
    receptionist = one(Employee, "receptionist_id", face="EmployeeFace")
    plan_items = many(
        m.AppointmentPlanItem,
        "appointment_id",
        order=(m.AppointmentPlanItem.place.asc(), m.AppointmentPlanItem.id.asc()),
        doc="What is planned for it.",
    )
    changes = many(
        m.AppointmentChange,
        "appointment_id",
        order=(m.AppointmentChange.created_at.asc(), m.AppointmentChange.id.asc()),
        doc="Its statuses so far, the first one first.",
    )


@model_type(m.AppointmentPlanItem)
class AppointmentPlanItem:
    """A line of what is planned for a visit."""

    columns = "id appointment_id patient_id procedure_id place qty note"
    procedure = one(Procedure, "procedure_id", face="ProcedureFace")


@model_type(m.AppointmentSeries)
class AppointmentSeries:
    """Visits of one patient at the same time of day, every so many days: `appointments(seriesId:)`."""

    columns = "id patient_id doctor_id every_days row_version created_at updated_at"


@model_type(m.AppointmentChange)
class AppointmentChange:
    """One step in the life of an appointment."""

    columns = "id appointment_id patient_id doctor_id from_status to_status starts_at membership_id created_at"
    member = one(Membership, "membership_id", face="StaffFace", doc="Who did it, if it was a member.")


root("appointments", appointments.list_appointments)
root("appointment", appointments.get_appointment)
root("bookAppointment", booking.book_appointment)
root("scheduleAppointment", appointment_edit.schedule_appointment)
root("updateAppointment", appointment_edit.update_appointment)
root("rescheduleAppointment", appointment_edit.reschedule_appointment)
root("removeAppointment", appointment_edit.remove_appointment)
root("recordAppointmentReminder", appointment_edit.record_appointment_reminder)
root("setAppointmentPlan", visit_plan.set_appointment_plan)
root("checkAppointmentTime", appointment_edit.check_appointment_time)

root("changeAppointmentStatus", appointment_status.change_appointment_status)
root("confirmAppointment", appointment_status.confirm_appointment)
root("checkInAppointment", appointment_status.check_in_appointment)
root("startAppointment", appointment_status.start_appointment)
root("completeAppointment", appointment_status.complete_appointment)
root("cancelAppointment", appointment_status.cancel_appointment)

root("appointmentLink", appointment_links.appointment_link)
root("respondToAppointment", appointment_links.respond_to_appointment)
root("sendAppointmentSummary", appointment_summary.send_appointment_summary)
root("exportAppointments", appointment_export.export_appointments)

root("appointmentCalendar", calendar.appointment_calendar)
root("appointmentDays", calendar.appointment_days)
root("overdueAppointments", calendar.overdue_appointments)

root("appointmentChanged", appointment_live.appointment_changed)
root("todayBoard", appointment_live.today_board)

root("appointmentSeries", series.get_appointment_series)
root("bookAppointmentSeries", series.book_appointment_series)
root("cancelAppointmentSeries", series.cancel_appointment_series)
