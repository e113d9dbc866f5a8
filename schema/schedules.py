"""What visits are planned with, in GraphQL: rooms, kinds of appointments, hours, and what is free of them."""

from __future__ import annotations

from models import schedules as m
from models.staff import Employee
from resolvers import schedules, slots, working_hours
from schema.fields import model_type, one, root


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


@model_type(m.Holiday)
class Holiday:
    """A day on which the clinic is closed, or open at other hours than usual."""

    columns = "id day name hours row_version created_at updated_at"


@model_type(m.ScheduleException)
class ScheduleException:
    """A day on which somebody works at other hours than usual, or not at all."""

    columns = "id employee_id day hours reason row_version created_at updated_at"
    employee = one(Employee, "employee_id", face="EmployeeFace")


@model_type(m.TimeBlock)
class TimeBlock:
    """Time that cannot be booked."""

    columns = "id employee_id room_id starts_at ends_at reason row_version created_at updated_at"
    employee = one(Employee, "employee_id", face="EmployeeFace")
    room = one(m.Room, "room_id", face="RoomFace")


root("rooms", schedules.list_rooms)
root("room", schedules.get_room)
root("addRoom", schedules.add_room)
root("updateRoom", schedules.update_room)
root("removeRoom", schedules.remove_room)
root("appointmentTypes", schedules.list_appointment_types)
root("appointmentType", schedules.get_appointment_type)
root("addAppointmentType", schedules.add_appointment_type)
root("updateAppointmentType", schedules.update_appointment_type)
root("removeAppointmentType", schedules.remove_appointment_type)
root("setClinicHours", working_hours.set_clinic_hours)
root("doctorSchedules", working_hours.doctor_schedules, type="EmployeeFace")
root("setWorkingHours", working_hours.set_working_hours)
root("scheduleExceptions", working_hours.schedule_exceptions)
root("setScheduleException", working_hours.set_schedule_exception)
root("removeScheduleException", working_hours.remove_schedule_exception)
root("timeBlocks", working_hours.time_blocks)
root("blockTime", working_hours.block_time)
root("updateTimeBlock", working_hours.update_time_block)
root("removeTimeBlock", working_hours.remove_time_block)
root("holidays", working_hours.list_holidays)
root("setHoliday", working_hours.set_holiday)
root("removeHoliday", working_hours.remove_holiday)
root("freeSlots", slots.free_slots)
