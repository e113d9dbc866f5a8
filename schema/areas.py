"""Every area of the schema; importing this declares them all."""

from __future__ import annotations

import schema.appointments
import schema.branding
import schema.catalogs
import schema.clinics
import schema.feed
import schema.jobs
import schema.messaging
import schema.mobile
import schema.notifications
import schema.patients
import schema.platform
import schema.reports
import schema.rights
import schema.schedules
import schema.service
import schema.sessions
import schema.staff
import schema.tasks
import schema.waitlist  # noqa: F401
