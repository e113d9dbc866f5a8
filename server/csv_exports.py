"""The addresses of tables as CSV, sent while they are read: a page of rows is all that is ever held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from core.errors import invalid
from core.rows import Rows
from engine.door import Request as Operation
from operation import entering
from operation.context import Context
from operation.inputs import Day
from operation.operation import Operation as Verb
from operation.operation import require
from resolvers import appointment_export, patient_export
from resolvers.exports import Table, lines
from rest_compat.jsonschema import SCALARS
from rest_compat.router import ByHand, Parameter
from server.graphql_gate import RequestInfo

if TYPE_CHECKING:
    from server.app import Process


@dataclass(frozen=True, slots=True)
class CsvAddress:
    """Where a table is sent from: it does what the operation does, without its bound."""

    dialect: str
    path: str
    filename: str
    #: The root field, and the function behind it, whose guard is the address's.
    root: str
    operation: Verb
    table: Table
    #: The rows that a query string asks for, after the export was noted. Raises Problems.
    begin: Callable[[Context, QueryParams], Awaitable[Rows[Any]]]
    summary: str
    section: str
    parameters: tuple[Parameter, ...]


async def _appointments(ctx: Context, query: QueryParams) -> Rows[Any]:
    first, last = (_day(query.get(name), name) for name in ("startDate", "endDate"))
    doctor = _id(query["doctorId"], "doctorId") if query.get("doctorId") else None
    return await appointment_export.begin(ctx, first, last, doctor, path="endDate")


async def _patients(ctx: Context, query: QueryParams) -> Rows[Any]:
    first, last = (_day(query[n], n) if query.get(n) else None for n in ("created_from", "created_to"))
    return await patient_export.begin(ctx, None, first, last, path="created_to")


ADDRESSES = (
    CsvAddress(
        "odontox",
        "/api/v1/protected/appointments/export.csv",
        "appointments.csv",
        "exportAppointments",
        appointment_export.export_appointments,
        appointment_export.VISITS,
        _appointments,
        "The appointments from `startDate` to `endDate` (of `doctorId`) as CSV; noted in the audit log.",
        "appointments",
        (
            Parameter("startDate", SCALARS["Date"], required=True),
            Parameter("endDate", SCALARS["Date"], required=True),
            Parameter("doctorId", SCALARS["UUID"]),
        ),
    ),
    CsvAddress(
        "dcms",
        "/api/v1/patients/export.csv",
        "patients.csv",
        "exportPatients",
        patient_export.export_patients,
        patient_export.PATIENTS,
        _patients,
        "The patients registered from `created_from` to `created_to` (all) as CSV; noted in the audit log.",
        "patients",
        (Parameter("created_from", SCALARS["Date"]), Parameter("created_to", SCALARS["Date"])),
    ),
)


class CsvStream:
    """The handler of one address."""

    def __init__(self, process: Process, address: CsvAddress) -> None:
        self._process, self._address = process, address

    async def __call__(self, request: Request) -> Response:
        """The stream. Raises Problems before its first byte."""
        address = self._address
        identity = await self._process.authenticator.authenticate(request)
        require(address.operation.guard.verdict(identity.actor))
        headers = {
            "Content-Disposition": f'attachment; filename="{address.filename}"',
            "Cache-Control": "no-store",
        }
        if request.method == "HEAD":
            return Response(media_type="text/csv", headers=headers)
        info = RequestInfo("http", request, Operation("", None, {}), "query")
        ctx = self._process.context(identity, info)
        await entering.record(ctx, address.operation.name, identity.actor.clinic_id)
        rows = await address.begin(ctx, request.query_params)
        return StreamingResponse(lines(ctx, address.table, rows), media_type="text/csv", headers=headers)


def _day(text: str | None, name: str) -> dt.date:
    try:
        return Day().clean(dt.date.fromisoformat(text or ""))
    except ValueError:
        raise invalid(name, "Must be a date, such as 2026-01-31.") from None


def _id(text: str, name: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise invalid(name, "Must be a UUID.") from None


def endpoints(process: Process | None) -> list[ByHand]:
    """The endpoints in the tree of REST; without a process they can be listed, not asked."""
    return [
        ByHand(
            address.dialect,
            "GET",
            address.path,
            CsvStream(cast("Process", process), address),
            operation=address.root,
            guard=address.operation.guard.describe(),
            summary=address.summary,
            section=address.section,
            media_type="text/csv",
            parameters=address.parameters,
        )
        for address in ADDRESSES
    ]
