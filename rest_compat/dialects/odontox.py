"""OdontoX: `{"success": true, "data": …, "meta": …}` and `{"success": false, "error": {"code", "message", "fields"}}`.

Names and values travel as GraphQL spells them. A connection becomes the array of its nodes, with `meta` for the page;
what the caller may not see inside an answer is null and named in `meta.refused`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from core.errors import STATUS, FieldProblem
from rest_compat.codecs import DATE, NULL, UUID_TEXT, CodecTable, constant
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

_CODES = {
    Reason.ROUTE: "NOT_FOUND",
    Reason.METHOD: "METHOD_NOT_ALLOWED",
    Reason.MEDIA_TYPE: "UNSUPPORTED_MEDIA_TYPE",
    Reason.SIZE: "PAYLOAD_TOO_LARGE",
}

_PAGE_META: dict[str, Any] = {
    "total": {"type": "integer"},
    "page": {"type": "integer"},
    "limit": {"type": "integer"},
    "totalPages": {"type": "integer"},
    "hasNextPage": {"type": "boolean"},
    "nextCursor": {"type": ["string", "null"]},
}
_REFUSED = {"type": "array", "items": {"type": "string"}, "description": "Dotted paths the caller may not see."}
_SCREEN_META: dict[str, Any] = {
    "cached": {"type": "boolean"},
    "fetchedAt": {"type": "string", "format": "date-time"},
    "expiresAt": {"type": "string", "format": "date-time"},
}


class OdontoX(Dialect):
    """The dialect of `/api/v1/protected` and the marketing and sign-in paths beside it."""

    name = "odontox"
    title = "OdontoX"
    codecs = CodecTable(by_type={"UUID": UUID_TEXT, "Date": DATE}, by_name={"const": constant, "null": NULL})
    refuses_unknown = True
    null_is_absent = False
    demands_body = False
    lenient_text = True
    statuses: Mapping[Reason, int] = MappingProxyType(
        {
            Reason.ROUTE: 404,
            Reason.METHOD: 405,
            Reason.PATH: 422,
            Reason.QUERY: 422,
            Reason.HEADER: 422,
            Reason.SYNTAX: 400,
            Reason.MEDIA_TYPE: 415,
            Reason.SIZE: 413,
            Reason.VALUES: 422,
        }
    )
    options_status = 204
    credentials = ("bearer", "cookie")

    def check(self, address: Address) -> None:
        if address.envelope is not Envelope.DATA:
            raise ValueError(f"envelope {address.envelope} does not exist in {self.title}")

    def success(self, address: Address, success: Success) -> Reply:
        body: dict[str, Any] = {"success": True, "data": success.data}
        if success.meta:
            body["meta"] = dict(success.meta)
        return Reply(address.status, body)

    def failure(self, failure: Failure, address: Address | None = None) -> Reply:
        error = _error(renamed(failure.code, failure.code, address), message_of(failure), failure.fields)
        if failure.details:
            error["error"]["details"] = dict(failure.details)
        return Reply(STATUS[failure.code], error, headers_of(failure))

    def rejection(self, rejection: Rejection) -> Reply:
        code = _CODES.get(rejection.reason, "INVALID")
        body = _error(code, rejection.message, rejection.fields)
        return Reply(self.statuses[rejection.reason], body, rejection.headers)

    def success_schema(self, address: Address, data: dict[str, Any], connection: bool) -> dict[str, Any]:
        meta: dict[str, Any] = {"refused": _REFUSED}
        if connection:
            meta |= _PAGE_META
        if address.ttl is not None:
            meta |= _SCREEN_META
        return {
            "type": "object",
            "required": ["success", "data"],
            "properties": {
                "success": {"const": True},
                "data": data,
                "meta": {"type": "object", "properties": meta},
            },
        }

    def error_schema(self) -> dict[str, Any]:
        field = {
            "type": "object",
            "required": ["path", "message"],
            "properties": {"path": {"type": "string"}, "message": {"type": "string"}},
        }
        error = {
            "type": "object",
            "required": ["code", "message", "fields"],
            "properties": {
                "code": {"type": "string"},
                "message": {"type": "string"},
                "fields": {"type": "array", "items": field},
                "details": {"type": "object"},
            },
        }
        return {
            "type": "object",
            "required": ["success", "error"],
            "properties": {"success": {"const": False}, "error": error},
        }

    def error_statuses(self, *, open_to_all: bool, writes: bool, takes_input: bool) -> tuple[int, ...]:
        # A read may meet a CONFLICT too: free times of somebody who cannot be booked, a link to a visit that is over.
        statuses = {404, 409, 429, 500, 503}
        # What changes something and is open to all asks for a secret of its own: a password, a token.
        statuses |= {401, 402, 403} if not open_to_all else {401, 403} if writes else set()
        statuses |= {400, 413, 415, 422} if takes_input else {422}
        return tuple(sorted(statuses))


def _error(code: str, message: str, fields: tuple[FieldProblem, ...]) -> dict[str, Any]:
    listed = [{"path": f.path, "message": f.message} for f in fields]
    return {"success": False, "error": {"code": code, "message": message, "fields": listed}}


ODONTOX = OdontoX()
