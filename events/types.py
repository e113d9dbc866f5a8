"""Every kind of event, declared once: `entity.past_tense`, whose visibility it takes, who owns it."""

from __future__ import annotations

import re

from models.appointments import Appointment
from models.base import ClinicModel
from models.catalogs import Procedure
from models.clinics import Clinic, ClinicModule, MobileSwitch, RoleTemplate
from models.identity import Membership
from models.jobs import FailedJob
from models.log import EVENT_TYPES, EventType
from models.notifications import Notification, NotificationSetting
from models.patients import Allergy, Guardian, MedicalHistory, Patient, PortalInvitation
from models.schedules import AppointmentType, Holiday, Room, ScheduleException, TimeBlock
from models.staff import Employee, EmployeeHome, EmployeePhone, EmployeePosition, Position
from models.tasks import Task
from models.visibility import Parent, See
from models.waitlist import WaitlistEntry
from permissions import Own

#: The event's own column for each kind of owner it can carry.
OWNER_COLUMNS = {Own.PATIENT: "patient_id", Own.MEMBERSHIP: "membership_id", Own.EMPLOYEE: "employee_id"}


def declare(
    name: str, subject: type[ClinicModel], *, timeline: bool = False, quiet: bool = False, **owners: str
) -> EventType:
    """Declare a type. `owners` maps a kind of own id (`patient`, `membership`, `employee`) to the event column holding
    it. It is copied from the subject's column of that name, or else from the one its visibility means by that kind (the
    first, where it means several).

    Raises TypeError for a subject whose visibility an event cannot take (through a parent: such a type names the parent
    as its subject; or by predicates alone), and for an owner that is not who the subject's visibility means. Who sees
    some of the subjects by a predicate hears of none of them.
    """
    if not re.fullmatch(r"[a-z_]+\.[a-z_]+", name) or name in EVENT_TYPES:
        raise TypeError(f"{name} is declared twice, or is not like entity.past_tense")
    lines = subject.visibility
    predicates = all(isinstance(line, See) and line.where is not None for line in lines)
    if predicates or any(isinstance(line, Parent) for line in lines):
        raise TypeError(f"{name}: {subject.__name__} has a visibility that no event can carry; name its parent")
    kinds = {Own(own): column for own, column in owners.items()}
    sources = {own: _source(name, subject, own, column) for own, column in kinds.items()}
    kind = EventType(name, subject, kinds, timeline, sources, quiet)
    EVENT_TYPES[name] = kind
    return kind


def _source(name: str, subject: type[ClinicModel], own: Own, column: str) -> str:
    """The subject's column that says whose it is, by that kind of own id."""
    lines = [line for line in subject.visibility if isinstance(line, See) and own in line.own.values()]
    meant = [c for line in lines for c, kind in line.own.items() if kind is own]
    source = column if column in subject.columns else meant[0] if meant else "id"
    elsewhere = any(line.own.get(source) is not own for line in lines)
    if OWNER_COLUMNS.get(own) != column or elsewhere:
        raise TypeError(f"{name}: {column} is not whom {subject.__name__} shows its rows to as {own}")
    return source


def _patient(name: str) -> EventType:
    return declare(name, Patient, timeline=True, patient="patient_id")


PATIENT_REGISTERED = _patient("patient.registered")
PATIENT_UPDATED = _patient("patient.updated")
PATIENT_ARCHIVED = _patient("patient.archived")
PATIENT_RESTORED = _patient("patient.restored")
PATIENT_ERASED = _patient("patient.erased")
PATIENT_LINKED = _patient("patient.account_linked")
PATIENT_UNLINKED = _patient("patient.account_unlinked")
PATIENT_PORTAL_CHANGED = _patient("patient.portal_access_changed")
#: Of both records each: the one that was kept, and the duplicate.
PATIENT_MERGED = _patient("patient.merged")
PATIENT_MERGE_UNDONE = _patient("patient.merge_undone")
PHONE_NUMBER_ADDED = _patient("patient.phone_number_added")
PHONE_NUMBER_CHANGED = _patient("patient.phone_number_changed")
PHONE_NUMBER_REMOVED = _patient("patient.phone_number_removed")

MEDICAL_HISTORY_UPDATED = declare("medical_history.updated", MedicalHistory, timeline=True, patient="patient_id")
ALLERGY_RECORDED = declare("allergy.recorded", Allergy, timeline=True, patient="patient_id")
ALLERGY_CHANGED = declare("allergy.changed", Allergy, timeline=True, patient="patient_id")
ALLERGY_REMOVED = declare("allergy.removed", Allergy, timeline=True, patient="patient_id")
GUARDIAN_ADDED = declare("guardian.added", Guardian, timeline=True, patient="patient_id")
GUARDIAN_ENDED = declare("guardian.ended", Guardian, timeline=True, patient="patient_id")
PORTAL_INVITED = declare("portal_invitation.queued", PortalInvitation, timeline=True, patient="patient_id")


def _appointment(name: str) -> EventType:
    return declare(name, Appointment, timeline=True, patient="patient_id", employee="employee_id")


APPOINTMENT_BOOKED = _appointment("appointment.booked")
APPOINTMENT_SCHEDULED = _appointment("appointment.scheduled")
APPOINTMENT_CONFIRMED = _appointment("appointment.confirmed")
APPOINTMENT_CHECKED_IN = _appointment("appointment.checked_in")
APPOINTMENT_STARTED = _appointment("appointment.started")
APPOINTMENT_COMPLETED = _appointment("appointment.completed")
APPOINTMENT_CANCELLED = _appointment("appointment.cancelled")
APPOINTMENT_MISSED = _appointment("appointment.missed")
APPOINTMENT_RESCHEDULED = _appointment("appointment.rescheduled")
#: Left the schedule of the doctor it names; what says where it went names the new one.
APPOINTMENT_REASSIGNED = _appointment("appointment.reassigned")
APPOINTMENT_UPDATED = _appointment("appointment.updated")
APPOINTMENT_REMOVED = _appointment("appointment.removed")
APPOINTMENT_REMINDED = _appointment("appointment.reminder_sent")
APPOINTMENT_PLANNED = _appointment("appointment.planned")
APPOINTMENT_SUMMARY_QUEUED = _appointment("appointment.summary_queued")

WAITLIST_JOINED = declare(
    "waitlist_entry.added", WaitlistEntry, timeline=True, patient="patient_id", employee="employee_id"
)
WAITLIST_CHANGED = declare(
    "waitlist_entry.changed", WaitlistEntry, timeline=True, patient="patient_id", employee="employee_id"
)

# The owner of a task's events is the assignee.
TASK_CREATED = declare("task.created", Task, employee="employee_id")
TASK_UPDATED = declare("task.updated", Task, employee="employee_id")
TASK_ASSIGNED = declare("task.assigned", Task, employee="employee_id")
TASK_STARTED = declare("task.started", Task, employee="employee_id")
TASK_COMPLETED = declare("task.completed", Task, employee="employee_id")
TASK_CANCELLED = declare("task.cancelled", Task, employee="employee_id")

ROOM_ADDED = declare("room.added", Room)
ROOM_CHANGED = declare("room.changed", Room)
ROOM_CLOSED = declare("room.closed", Room)
APPOINTMENT_TYPE_ADDED = declare("appointment_type.added", AppointmentType)
APPOINTMENT_TYPE_CHANGED = declare("appointment_type.changed", AppointmentType)
APPOINTMENT_TYPE_CLOSED = declare("appointment_type.closed", AppointmentType)


def _employee(name: str, subject: type[ClinicModel] = Employee) -> EventType:
    return declare(name, subject, employee="employee_id")


EMPLOYEE_ADDED = _employee("employee.added")
EMPLOYEE_CHANGED = _employee("employee.changed")
EMPLOYEE_ARCHIVED = _employee("employee.archived")
EMPLOYEE_RESTORED = _employee("employee.restored")
EMPLOYEE_LINKED = _employee("employee.account_linked")
EMPLOYEE_UNLINKED = _employee("employee.account_unlinked")
EMPLOYEE_HOME_CHANGED = _employee("employee_home.changed", EmployeeHome)
EMPLOYEE_PHONE_ADDED = _employee("employee_phone.added", EmployeePhone)
EMPLOYEE_PHONE_CHANGED = _employee("employee_phone.changed", EmployeePhone)
EMPLOYEE_PHONE_REMOVED = _employee("employee_phone.removed", EmployeePhone)
POSITION_ADDED = declare("position.added", Position)
POSITION_CHANGED = declare("position.changed", Position)
POSITION_ASSIGNED = declare("employee_position.assigned", EmployeePosition)
POSITION_MADE_PRIMARY = declare("employee_position.made_primary", EmployeePosition)
POSITION_UNASSIGNED = declare("employee_position.unassigned", EmployeePosition)

WORKING_HOURS_CHANGED = declare("employee.working_hours_changed", Employee, employee="employee_id")
SCHEDULE_EXCEPTION_SET = declare("schedule_exception.set", ScheduleException, employee="employee_id")
SCHEDULE_EXCEPTION_REMOVED = declare("schedule_exception.removed", ScheduleException, employee="employee_id")
TIME_BLOCKED = declare("time_block.added", TimeBlock, employee="employee_id")
TIME_BLOCK_CHANGED = declare("time_block.changed", TimeBlock, employee="employee_id")
TIME_UNBLOCKED = declare("time_block.removed", TimeBlock, employee="employee_id")
HOLIDAY_SET = declare("holiday.set", Holiday)
HOLIDAY_REMOVED = declare("holiday.removed", Holiday)

PROCEDURE_ADDED = declare("procedure.added", Procedure)
PROCEDURE_CHANGED = declare("procedure.changed", Procedure)

CLINIC_MODULE_CHANGED = declare("clinic_module.changed", ClinicModule)
ROLE_TEMPLATE_CHANGED = declare("role_template.changed", RoleTemplate)
ROLE_TEMPLATE_RESET = declare("role_template.reset", RoleTemplate)
MOBILE_SWITCH_CHANGED = declare("mobile_switch.changed", MobileSwitch)
MEMBERSHIP_OVERRIDES_CHANGED = declare("membership.overrides_changed", Membership, membership="membership_id")
CLINIC_UPDATED = declare("clinic.updated", Clinic)  # type: ignore[arg-type]
CLINIC_BRANDING_CHANGED = declare("clinic.branding_changed", Clinic)  # type: ignore[arg-type]
#: The plan, the end of a trial, or whether the clinic is suspended.
SUBSCRIPTION_CHANGED = declare("clinic.subscription_changed", Clinic)  # type: ignore[arg-type]
#: The last event of a clinic's log, unless it is restored.
CLINIC_DELETED = declare("clinic.deleted", Clinic)  # type: ignore[arg-type]
CLINIC_RESTORED = declare("clinic.restored", Clinic)  # type: ignore[arg-type]
APPOINTMENTS_EXPORTED = declare("clinic.appointments_exported", Clinic)  # type: ignore[arg-type]
PATIENT_RECORD_EXPORTED = _patient("patient.record_exported")
PATIENTS_EXPORTED = declare("clinic.patients_exported", Clinic)  # type: ignore[arg-type]

JOB_FAILED = declare("failed_job.recorded", FailedJob)
JOB_RETRIED = declare("failed_job.retried", FailedJob)

NOTIFICATION_RECEIVED = declare("notification.received", Notification, quiet=True, membership="membership_id")
NOTIFICATION_READ = declare("notification.read", Notification, quiet=True, membership="membership_id")
NOTIFICATION_REMOVED = declare("notification.removed", Notification, quiet=True, membership="membership_id")
NOTIFICATION_SETTING_CHANGED = declare("notification_setting.changed", NotificationSetting)
