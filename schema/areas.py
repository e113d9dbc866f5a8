"""Every area of the schema; importing this declares them all."""

from __future__ import annotations

import schema.patients  # noqa: F401
