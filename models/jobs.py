"""Jobs that could not be done: the dead letters of a clinic, for its admin."""

from __future__ import annotations

import datetime as dt
from typing import Any

from core.predicates import Column
from models.base import ClinicModel
from models.columns import big_integer, integer, json, moment, text
from models.visibility import see
from permissions import Role, role


class FailedJob(ClinicModel):
    """A job after its last attempt. It holds ids and the kind of its last error, never a text of it."""

    visibility = (see(role(Role.ADMIN)),)
    unique = (("clinic_id", "number"),)
    indexes = ("clinic_id, created_at, id",)

    number: Column[int] = big_integer(doc="Of the job in the queue.")
    job: Column[str] = text(128, doc="What was to be done, like `send_mail`.")
    subject_ids: Column[Any] = json(doc="The ids it was given, by name.")
    attempts: Column[int] = integer()
    error: Column[str] = text(200, doc="Kind of the last error.")
    retried_at: Column[dt.datetime | None] = moment(doc="When somebody had it run again.")

    class Meta:
        table = "failed_job"
