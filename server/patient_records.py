"""The address of a patient's whole record as a ZIP, written while it is read: a page of rows is all that is held."""

from __future__ import annotations

import html
import zipfile
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

import orjson
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from core.errors import NotFound
from engine.door import Request as Operation
from operation import entering
from operation.context import Context
from operation.inputs import camel
from operation.operation import require
from resolvers.patient_record import Record, begin, export_patient_record, index, names, pages
from rest_compat.router import ByHand
from server.graphql_gate import RequestInfo

if TYPE_CHECKING:
    from server.app import Process

PATH = "/api/v1/protected/patients/:id/record.zip"


class _Sink:
    """What a ZIP is written to: nowhere to go back to, so it is written from front to end."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def take(self) -> bytes:
        """What was written since."""
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


async def archive(ctx: Context, record: Record) -> AsyncIterator[bytes]:
    """The ZIP: a JSON list for each part, the names of what these mention, and an index for programs and for people.
    One that is broken off has no directory: no program takes it for whole."""
    sink = _Sink()
    with zipfile.ZipFile(cast("Any", sink), "w", zipfile.ZIP_DEFLATED) as file:
        for part in record.parts:
            with file.open(f"{camel(part.name)}.json", "w") as out:
                out.write(b"[")
                comma = b"\n"
                async for page in pages(ctx, record, part):
                    for row in page:
                        out.write(comma + orjson.dumps(row, default=str))
                        comma = b",\n"
                    yield sink.take()
                out.write(b"\n]\n")
        file.writestr("names.json", orjson.dumps(await names(ctx, record), option=orjson.OPT_INDENT_2))
        listed = index(ctx, record)
        file.writestr("index.json", orjson.dumps(listed, option=orjson.OPT_INDENT_2))
        file.writestr("index.html", _page(ctx, record, listed))
    yield sink.take()


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>
<h1>{title}</h1>
<p>{clinic}. Record number {number}. Written on {at} ({zone}).</p>
<p>{times} Names of people and rooms that rows mention by id are in <a href="names.json">names.json</a>.</p>
<table border="1" cellpadding="4"><tr><th>Part</th><th>Rows</th><th>What it is</th><th>Left out</th></tr>
{rows}
</table>
<p>{absent}</p>
</body></html>
"""


def _page(ctx: Context, record: Record, listed: dict[str, Any]) -> str:
    """The index for people. Whatever stands in it may be anybody's text."""
    rows = "\n".join(
        f'<tr><td><a href="{part["name"]}.json">{part["name"]}</a></td><td>{part["rows"]}</td>'
        f"<td>{html.escape(part['about'])}</td><td>{html.escape(', '.join(part['leftOut']) or 'nothing')}</td></tr>"
        for part in listed["parts"]
    )
    absent = ", ".join(listed["leftOut"])
    return _PAGE.format(
        title=html.escape(f"Record of {record.patient.first_name} {record.patient.last_name}"),
        clinic=html.escape(ctx.clinic.name),
        number=html.escape(record.patient.mrn),
        at=f"{record.at.astimezone(ZoneInfo(ctx.clinic.timezone)):%Y-%m-%d %H:%M}",
        zone=html.escape(ctx.clinic.timezone),
        times=html.escape(listed["times"]),
        rows=rows,
        absent=html.escape(f"Not yours to see, and so not in it: {absent}." if absent else "Nothing is left out."),
    )


class RecordStream:
    """The handler."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def __call__(self, request: Request) -> Response:
        """The stream. Raises Problems before its first byte."""
        identity = await self._process.authenticator.authenticate(request)
        require(export_patient_record.guard.verdict(identity.actor))
        headers = {"Content-Disposition": 'attachment; filename="record.zip"', "Cache-Control": "no-store"}
        if request.method == "HEAD":
            return Response(media_type="application/zip", headers=headers)
        info = RequestInfo("http", request, Operation("", None, {}), "query")
        ctx = self._process.context(identity, info)
        await entering.record(ctx, export_patient_record.name, identity.actor.clinic_id)
        record = await begin(ctx, _id(request.path_params["id"]))
        return StreamingResponse(archive(ctx, record), media_type="application/zip", headers=headers)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("No such patient.") from None


def endpoints(process: Process | None) -> list[ByHand]:
    """The endpoint in the tree of REST; without a process it can be listed, not asked."""
    return [
        ByHand(
            "odontox",
            "GET",
            PATH,
            RecordStream(cast("Process", process)),
            operation="exportPatientRecord",
            guard=export_patient_record.guard.describe(),
            summary="Everything the clinic has on one patient as a ZIP of JSON files and an index; noted in the log.",
            section="patients",
        )
    ]
