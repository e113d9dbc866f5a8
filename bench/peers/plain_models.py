"""Tortoise models of the tables that the plain peer reads: what one writes by hand over an existing schema."""

from __future__ import annotations

from tortoise import fields
from tortoise.models import Model


class Patient(Model):
    id = fields.UUIDField(primary_key=True)
    clinic_id = fields.UUIDField()
    mrn = fields.CharField(max_length=32)
    first_name = fields.CharField(max_length=120)
    last_name = fields.CharField(max_length=120)
    email = fields.CharField(max_length=254, null=True)
    birth_date = fields.DateField(null=True)

    class Meta:
        table = "patient"


class PhoneNumber(Model):
    id = fields.UUIDField(primary_key=True)
    clinic_id = fields.UUIDField()
    patient_id = fields.UUIDField()
    phone_number = fields.CharField(max_length=16)
    label = fields.CharField(max_length=64)
    is_primary = fields.BooleanField()

    class Meta:
        table = "phone_number"


class Employee(Model):
    id = fields.UUIDField(primary_key=True)
    clinic_id = fields.UUIDField()
    display_name = fields.CharField(max_length=120)

    class Meta:
        table = "employee"


class AppointmentType(Model):
    id = fields.UUIDField(primary_key=True)
    clinic_id = fields.UUIDField()
    name = fields.CharField(max_length=120)
    color = fields.CharField(max_length=7, null=True)

    class Meta:
        table = "appointment_type"


class Room(Model):
    id = fields.UUIDField(primary_key=True)
    clinic_id = fields.UUIDField()
    name = fields.CharField(max_length=80)

    class Meta:
        table = "room"


class Appointment(Model):
    id = fields.UUIDField(primary_key=True)
    clinic_id = fields.UUIDField()
    patient_id = fields.UUIDField()
    doctor_id = fields.UUIDField(null=True)
    type_id = fields.UUIDField(null=True)
    room_id = fields.UUIDField(null=True)
    starts_at = fields.DatetimeField()
    ends_at = fields.DatetimeField()
    status = fields.CharField(max_length=32)

    class Meta:
        table = "appointment"


class Notification(Model):
    id = fields.UUIDField(primary_key=True)
    clinic_id = fields.UUIDField()
    membership_id = fields.UUIDField()
    kind = fields.CharField(max_length=64)
    created_at = fields.DatetimeField()
    patient_id = fields.UUIDField(null=True)
    read_at = fields.DatetimeField(null=True)

    class Meta:
        table = "notification"
