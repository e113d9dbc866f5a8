"""Every area of the schema; importing this declares them all."""

from __future__ import annotations

import schema.clinics
import schema.feed
import schema.jobs
import schema.messaging
import schema.patients
import schema.rights
import schema.service
import schema.sessions  # noqa: F401
