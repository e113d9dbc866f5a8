"""Failed jobs in GraphQL."""

from __future__ import annotations

from models.jobs import FailedJob as Model
from resolvers import jobs, mail  # noqa: F401  (declares its jobs)
from schema.fields import model_type, root


@model_type(Model)
class FailedJob:
    """A job that failed after its last attempt. Ids and the kind of the last error; never anybody's data."""

    columns = "id job subject_ids attempts error created_at retried_at row_version"


root("failedJobs", jobs.failed_jobs)
root("retryJob", jobs.retry_job)
