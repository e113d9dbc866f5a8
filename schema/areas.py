"""Every area of the schema; importing this declares them all."""

from __future__ import annotations

import schema.feed
import schema.patients
import schema.sessions  # noqa: F401
