"""`GET /api/v1/protected/appointments/export.csv`: the visits of some days, sent while they are read."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, cast
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from core.errors import invalid
from engine.door import Request as Operation
from operation.inputs import Day
from operation.operation import require
from resolvers.appointment_export import begin, export_appointments, lines
from rest_compat.router import ByHand
from server.graphql_gate import RequestInfo

if TYPE_CHECKING:
    from server.app import Process

PATH = "/api/v1/protected/appointments/export.csv"
_HEADERS = {"Content-Disposition": 'attachment; filename="appointments.csv"', "Cache-Control": "no-store"}


class AppointmentsCsv:
    """The endpoint. It does what `exportAppointments` does, without its bound."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def __call__(self, request: Request) -> Response:
        """The stream. Raises Problems before its first byte."""
        identity = await self._process.authenticator.authenticate(request)
        require(export_appointments.guard.verdict(identity.actor))
        if request.method == "HEAD":
            return Response(media_type="text/csv", headers=_HEADERS)
        query = request.query_params
        first, last = (_day(query.get(name), name) for name in ("startDate", "endDate"))
        doctor = _id(query["doctorId"]) if query.get("doctorId") else None
        info = RequestInfo("http", request, Operation("", None, {}), "query")
        ctx = self._process.context(identity, info)
        rows = await begin(ctx, first, last, doctor, path="endDate")
        return StreamingResponse(lines(ctx, rows), media_type="text/csv", headers=_HEADERS)


def _day(text: str | None, name: str) -> dt.date:
    try:
        return Day().clean(dt.date.fromisoformat(text or ""))
    except ValueError:
        raise invalid(name, "Must be a date, such as 2026-01-31.") from None


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise invalid("doctorId", "Must be a UUID.") from None


def endpoint(process: Process | None) -> ByHand:
    """The endpoint in the tree of REST; without a process it can be listed, not asked."""
    return ByHand(
        "odontox",
        "GET",
        PATH,
        AppointmentsCsv(cast("Process", process)),
        operation="exportAppointments",
        guard=export_appointments.guard.describe(),
        summary="The appointments from `startDate` to `endDate` (of `doctorId`) as CSV; noted in the audit log.",
        section="appointments",
    )
