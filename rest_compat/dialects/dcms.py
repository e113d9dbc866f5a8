"""DCMS: snake_case, integer enums, minor units, everything 200 or an `{"error": {"code", "message"}}`.

What a missing row answers here is 400, not 404; what the framework of the original answered in plain text has the JSON
envelope at the same status. Order: route, token, path and query, body, role, the operation's own checks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from core.errors import Code, FieldProblem
from rest_compat.codecs import (
    BLANK_IS_ABSENT,
    BLANK_IS_NULL,
    CLEARABLE,
    DATE,
    INSTANT,
    INTEGER,
    MINOR_UNITS,
    NULL,
    OFFSET_INSTANT,
    UUID_TEXT,
    Codec,
    CodecTable,
    constant,
    enum_codec,
    numbers_codec,
    output_only,
    words_codec,
)
from rest_compat.dialects.base import (
    Dialect,
    Failure,
    Reason,
    Rejection,
    Reply,
    Success,
    headers_of,
    message_of,
    renamed,
)
from rest_compat.directive import Address, Envelope

# -- numbers of the wire -----------------------------------------------------------------------------------------
# One table per enum, and nowhere else. Names on the left are those of the GraphQL schema.

ROLE_NUMBERS = {"PATIENT": 0, "ADMIN": 1, "MANAGER": 2, "DOCTOR": 3, "RECEPTIONIST": 4, "SUPERADMIN": 1}
ROLES = {0: "PATIENT", 1: "ADMIN", 2: "MANAGER", 3: "DOCTOR", 4: "RECEPTIONIST"}
GENDER = {"MALE": 0, "FEMALE": 1, "OTHER": 2}
PATIENT_STATUS = {"ACTIVE": 0, "ARCHIVED": 3, "ERASED": 3}
#: 1 and 2 once told how long ago somebody was last seen.
PATIENT_STATUSES = {0: "ACTIVE", 1: "ACTIVE", 2: "ACTIVE", 3: "ARCHIVED"}
EMPLOYEE_STATUS = {"INACTIVE": 0, "ACTIVE": 1, "ON_LEAVE": 2, "TRAINING": 3, "INTERN": 4}
SESSION_KIND = {"WEB": 1, "MOBILE": 1, "DCMS": 1, "DCMS_PATIENT": 2, "IMPERSONATION": 1}
DIRECTION = {"RECEIVED": 0, "SENT": 1}
#: Where a visit stands: several stages share a number. A number given by a client means the name in the second table,
#: or, where it only narrows a list, all those in the third.
APPOINTMENT_STAGE = {
    "REQUESTED": 0,
    "SCHEDULED": 0,
    "CANCELLED": 1,
    "CONFIRMED": 2,
    "NO_SHOW": 3,
    "ARRIVED": 4,
    "IN_PROGRESS": 4,
    "COMPLETED": 5,
}
APPOINTMENT_STAGES = {0: "SCHEDULED", 1: "CANCELLED", 2: "CONFIRMED", 3: "NO_SHOW", 4: "ARRIVED", 5: "COMPLETED"}
STAGES_OF_NUMBER = {n: [stage for stage, one in APPOINTMENT_STAGE.items() if one == n] for n in APPOINTMENT_STAGES}
APPOINTMENT_PRIORITY = {"NORMAL": 0, "ASAP": 1}
TASK_STATUS = {"OPEN": 0, "IN_PROGRESS": 1, "DONE": 2, "CANCELLED": 3}
TASK_PRIORITY = {"NORMAL": 0, "HIGH": 1, "URGENT": 2}
POSITION_CATEGORY = {"CLINICAL": 0, "SUPPORT": 1, "ADMINISTRATIVE": 2}
CONTACT_TYPE = {"NEW": 0, "PATIENT": 1, "EMPLOYEE": 2}
TOOTH_SYSTEM = {"UNIVERSAL": 0, "FDI": 1, "PALMER": 2}
TOOTH_ARCH = {"UPPER": 0, "LOWER": 1}
DENTITION = {"PERMANENT": 0, "PRIMARY": 1}
TREATMENT_SCOPE = {"NONE": 0, "TOOTH": 1, "TEETH": 2, "UPPER_ARCH": 3, "LOWER_ARCH": 4, "FULL_MOUTH": 5}


def _role_names(value: Any, scene: Any) -> list[str]:
    """Sign-in answers a list with one lower-case name; `/users` answers the number."""
    return [str(value).lower()]


def _plan(items: Any, scene: Any) -> dict[str, Any]:
    """The items, answered as `{service_id, display_name, qty}`, and `Cleaning + Filling ×2`."""
    named = (f"{i['display_name']} ×{i['qty']}" if i["qty"] > 1 else i["display_name"] for i in items)
    return {"planned_items": items, "planned_summary": " + ".join(named) or "(no planned items)"}


def _capitals(value: Any, scene: Any) -> Any:
    """Words that are written in capitals, whatever the case they come in."""
    return value.upper() if isinstance(value, str) else value


TEXT = {"type": "string"}
PLAN: Mapping[str, Mapping[str, Any]] = {
    "planned_items": {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "service_id": {"type": "string", "format": "uuid"},
                "display_name": TEXT,
                "qty": {"type": "integer"},
            },
            "required": ["service_id", "display_name", "qty"],
        },
    },
    "planned_summary": TEXT,
}
CODECS = CodecTable(
    by_type={
        "UUID": UUID_TEXT,
        "Date": DATE,
        "DateTime": INSTANT,
        "Money": MINOR_UNITS,
        "Int": INTEGER,
        "Role": enum_codec("Role", ROLE_NUMBERS, ROLES),
        # Nobody asked there whether the gender is known.
        "Gender": enum_codec("Gender", GENDER, missing=GENDER["OTHER"]),
        "PatientStatus": enum_codec("PatientStatus", PATIENT_STATUS, PATIENT_STATUSES),
        "EmployeeKind": Codec("EmployeeKind", into=_capitals),
        "EmployeeStatus": enum_codec("EmployeeStatus", EMPLOYEE_STATUS),
        "SessionKind": enum_codec("SessionKind", SESSION_KIND, {1: "DCMS", 2: "DCMS_PATIENT"}),
        "Direction": enum_codec("Direction", DIRECTION),
        "AppointmentStage": enum_codec("AppointmentStage", APPOINTMENT_STAGE, APPOINTMENT_STAGES),
        "AppointmentSource": Codec("AppointmentSource", into=_capitals),
        "AppointmentPriority": enum_codec("AppointmentPriority", APPOINTMENT_PRIORITY),
        "TaskStatus": enum_codec("TaskStatus", TASK_STATUS),
        "TaskPriority": enum_codec("TaskPriority", TASK_PRIORITY),
        "PositionCategory": enum_codec("PositionCategory", POSITION_CATEGORY),
        "ContactType": enum_codec("ContactType", CONTACT_TYPE),
        "ToothSystem": enum_codec("ToothSystem", TOOTH_SYSTEM),
        "ToothArch": enum_codec("ToothArch", TOOTH_ARCH),
        "Dentition": enum_codec("Dentition", DENTITION),
        "TreatmentScope": enum_codec("TreatmentScope", TREATMENT_SCOPE),
    },
    by_name={
        "clearable": CLEARABLE,
        "blankIsAbsent": BLANK_IS_ABSENT,
        "blankIsNull": BLANK_IS_NULL,
        "minorUnits": MINOR_UNITS,
        "const": constant,
        "null": NULL,
        "offsetInstant": OFFSET_INSTANT,
        "directionWord": words_codec("directionWord", {"RECEIVED": "Receive", "SENT": "Send"}),
        "stagesOfNumber": numbers_codec("stagesOfNumber", STAGES_OF_NUMBER),
        "roleNames": Codec("roleNames", _role_names, output_only, {"type": "array", "items": TEXT}),
        "plan": Codec("plan", _plan, output_only, members=PLAN),
    },
)

# -- errors ------------------------------------------------------------------------------------------------------

#: Status and code of every error of ours; the original has no 404, 402 or 409.
_ERRORS: Mapping[Code, tuple[int, str]] = MappingProxyType(
    {
        Code.UNAUTHENTICATED: (401, "SESSION_EXPIRED"),
        Code.FORBIDDEN: (403, "FORBIDDEN"),
        Code.PLAN_REQUIRED: (403, "FORBIDDEN"),
        Code.MODULE_DISABLED: (403, "FORBIDDEN"),
        Code.CLINIC_SUSPENDED: (403, "FORBIDDEN"),
        Code.NOT_FOUND: (400, "NOT_FOUND"),
        Code.CONFLICT: (400, "CONFLICT"),
        Code.INVALID: (400, "VALIDATION_ERROR"),
        Code.LIMIT_REACHED: (400, "CONFLICT"),
        Code.RATE_LIMITED: (429, "RATE_LIMITED"),
        Code.UNAVAILABLE: (503, "UNAVAILABLE"),
        Code.INTERNAL: (500, "INTERNAL"),
    }
)
#: An operation may name a finer reason under `extensions.reason`; these have a code of their own here.
REASONS = frozenset({"INVALID_CREDENTIALS", "NO_EMPLOYEE_PROFILE"})
_CODES = {
    Reason.ROUTE: "NOT_FOUND",
    Reason.METHOD: "METHOD_NOT_ALLOWED",
    Reason.MEDIA_TYPE: "UNSUPPORTED_MEDIA_TYPE",
    Reason.SIZE: "PAYLOAD_TOO_LARGE",
}
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@lru_cache(maxsize=4096)
def _snake(name: str) -> str:
    return _CAPITAL.sub("_", name).lower()


class Dcms(Dialect):
    """The dialect of the DCMS tree under `/api/v1`."""

    name = "dcms"
    title = "DCMS"
    codecs = CODECS
    refuses_unknown = False
    null_is_absent = True
    demands_body = True
    lenient_text = False
    statuses: Mapping[Reason, int] = MappingProxyType(
        {
            Reason.ROUTE: 404,
            Reason.METHOD: 405,
            Reason.PATH: 400,
            Reason.QUERY: 400,
            Reason.HEADER: 400,
            Reason.SYNTAX: 400,
            Reason.MEDIA_TYPE: 415,
            Reason.SIZE: 413,
            Reason.VALUES: 422,
        }
    )
    options_status = 200
    credentials = ("bearer",)

    def wire_name(self, name: str) -> str:
        return _snake(name)

    def check(self, address: Address) -> None:
        if address.status != 200:
            raise ValueError("DCMS answers every success with 200")

    def success(self, address: Address, success: Success) -> Reply:
        data = success.data
        if address.envelope is Envelope.RAW:
            return Reply(address.status, data)
        if address.envelope is Envelope.OK:
            data = {"ok": True, **data} if isinstance(data, dict) and address.at else {"ok": True}
        return Reply(address.status, {"data": data})

    def failure(self, failure: Failure, address: Address | None = None) -> Reply:
        status, usual = _ERRORS[failure.code]
        reason = failure.details.get("reason")
        code = reason if reason in REASONS else renamed(failure.code, usual, address)
        return Reply(status, _error(code, message_of(failure), failure.fields), headers_of(failure))

    def rejection(self, rejection: Rejection) -> Reply:
        code = _CODES.get(rejection.reason, "VALIDATION_ERROR")
        body = _error(code, rejection.message, rejection.fields)
        return Reply(self.statuses[rejection.reason], body, rejection.headers)

    def success_schema(self, address: Address, data: dict[str, Any], connection: bool) -> dict[str, Any]:
        if address.envelope is Envelope.RAW:
            return data
        if address.envelope is Envelope.OK:
            ok = {"type": "object", "required": ["ok"], "properties": {"ok": {"const": True}}}
            data = {"allOf": [ok, data]} if address.at else ok
        return {"type": "object", "required": ["data"], "properties": {"data": data}}

    def error_schema(self) -> dict[str, Any]:
        error = {
            "type": "object",
            "required": ["code", "message"],
            "properties": {"code": TEXT, "message": TEXT},
        }
        return {"type": "object", "required": ["error"], "properties": {"error": error}}

    def error_statuses(self, *, open_to_all: bool, writes: bool, takes_input: bool) -> tuple[int, ...]:
        statuses = {400, 429, 500, 503}
        # What changes something and is open to all asks for a secret of its own: a password, a token.
        statuses |= {401, 403} if writes or not open_to_all else set()
        statuses |= {413, 415, 422} if takes_input else set()
        return tuple(sorted(statuses))


def _error(code: str, message: str, fields: tuple[FieldProblem, ...]) -> dict[str, Any]:
    """There is no place for fields, so the message names them."""
    if fields:
        message = "; ".join(f"{f.path}: {f.message}" if f.path else f.message for f in fields)
    return {"error": {"code": code, "message": message}}


DCMS = Dcms()
