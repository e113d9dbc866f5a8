"""One family of errors. Every way in maps them in one place of its own.

A `Problem` is an answer to the caller, never an accident: its message is written for the caller and names
nothing internal. Anything else that is raised is an accident and leaves the process as INTERNAL.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Code(StrEnum):
    """What went wrong, in the words every dialect maps from."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    PLAN_REQUIRED = "PLAN_REQUIRED"
    MODULE_DISABLED = "MODULE_DISABLED"
    CLINIC_SUSPENDED = "CLINIC_SUSPENDED"
    NOT_FOUND = "NOT_FOUND"
    CONFLICT = "CONFLICT"
    INVALID = "INVALID"
    LIMIT_REACHED = "LIMIT_REACHED"
    RATE_LIMITED = "RATE_LIMITED"
    UNAVAILABLE = "UNAVAILABLE"
    INTERNAL = "INTERNAL"


#: HTTP status of each code in REST. `/graphql` answers 200 for verdicts (see `server/graphql`).
STATUS: dict[Code, int] = {
    Code.UNAUTHENTICATED: 401,
    Code.FORBIDDEN: 403,
    Code.PLAN_REQUIRED: 402,
    Code.MODULE_DISABLED: 403,
    Code.CLINIC_SUSPENDED: 403,
    Code.NOT_FOUND: 404,
    Code.CONFLICT: 409,
    Code.INVALID: 422,
    Code.LIMIT_REACHED: 409,
    Code.RATE_LIMITED: 429,
    Code.UNAVAILABLE: 503,
    Code.INTERNAL: 500,
}


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one value of the input; `path` is dotted, as the caller spelled it (camelCase)."""

    path: str
    message: str


class Problem(Exception):  # noqa: N818  (an answer, not an accident)
    """An answer that is not the one hoped for.

    `fields` names the offending inputs, `details` is printed under `extensions` (JSON values only).
    """

    code: Code = Code.INTERNAL

    def __init__(
        self,
        message: str,
        *,
        fields: tuple[FieldProblem, ...] = (),
        retry_after: int | None = None,
        **details: Any,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.fields = fields
        self.retry_after = retry_after
        self.details = details

    def extensions(self) -> dict[str, Any]:
        """`{"code": …, "fields": [{"path", "message"}], …}`: what GraphQL prints under `extensions`."""
        answer: dict[str, Any] = {"code": self.code.value, **self.details}
        if self.fields:
            answer["fields"] = [{"path": f.path, "message": f.message} for f in self.fields]
        if self.retry_after is not None:
            answer["retryAfter"] = self.retry_after
        return answer


class Unauthenticated(Problem):
    code = Code.UNAUTHENTICATED


class Forbidden(Problem):
    code = Code.FORBIDDEN


class PlanRequired(Problem):
    """Only when the plan alone is missing; `plan` names the one that would do. Never shown to patients."""

    code = Code.PLAN_REQUIRED


class ModuleDisabled(Problem):
    code = Code.MODULE_DISABLED


class ClinicSuspended(Problem):
    code = Code.CLINIC_SUSPENDED


class NotFound(Problem):
    code = Code.NOT_FOUND


class Conflict(Problem):
    code = Code.CONFLICT


class Invalid(Problem):
    code = Code.INVALID


class LimitReached(Problem):
    code = Code.LIMIT_REACHED


class RateLimited(Problem):
    code = Code.RATE_LIMITED


class Unavailable(Problem):
    code = Code.UNAVAILABLE


def invalid(path: str, message: str) -> Invalid:
    """An `Invalid` about one field, the commonest case."""
    return Invalid(message, fields=(FieldProblem(path, message),))
