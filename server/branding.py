"""The clinic's pictures as bytes: their upload as multipart, and their place for the world to see.

GraphQL and its stored operations have no form of bytes; so these two call their operations by hand, with the same
guards, and answer in their dialect.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import orjson
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from core.errors import NotFound, invalid
from core.http import Incoming
from engine.door import Request as Operation
from models.files import BrandingSlot
from operation.context import ANONYMOUS_IDENTITY, Context, Identity
from operation.operation import require
from resolvers import branding, files
from rest_compat.dialects.base import Reason, Rejection
from rest_compat.router import ByHand
from server.graphql_gate import RequestInfo

if TYPE_CHECKING:
    from server.app import Process

#: What multipart adds to the file: boundaries, headers, the other fields.
_AROUND = 16 * 1024
#: Seconds for which a picture is shown without asking again: under an address that names the file it is for ever.
_KEPT, _FOREVER = "public, max-age=300", "public, max-age=31536000, immutable"


class Upload:
    """`POST …/clinics/:id/branding`: a file, and for what (`type`), or a file field that is called so."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def __call__(self, request: Request) -> Response:
        """What was stored. Raises Problems and Rejections; nothing is read of somebody who may not."""
        identity = await self._process.authenticator.authenticate(request)
        require(branding.upload_branding.guard.verdict(identity.actor))
        slot, content = await _form(request)
        ctx = _context(self._process, identity, request, "mutation")
        made = await branding.upload_branding(
            ctx, slot=slot, content=content, clinic_id=_id(request.path_params["id"], "No such clinic.")
        )
        told = {
            "type": made.slot.value,
            "url": made.url,
            "contentType": made.content_type,
            "size": made.size,
            "width": made.width,
            "height": made.height,
        }
        return Response(orjson.dumps({"success": True, "data": told}), media_type="application/json")


class Show:
    """`GET …/branding/:clinicId/:type`: the picture; 404 whatever is missing."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def __call__(self, request: Request) -> Response:
        """The bytes, or that they are known already. Raises Problems."""
        missing = "There is no such picture."
        clinic_id = _id(request.path_params["clinicId"], missing)
        slot = request.path_params["type"]
        if slot not in set(BrandingSlot):
            raise NotFound(missing)
        ctx = _context(self._process, ANONYMOUS_IDENTITY, request, "query")
        shown: branding.ShownPicture | None = await branding.branding_picture(
            ctx, clinic_id=clinic_id, slot=BrandingSlot(slot)
        )
        if shown is None:
            raise NotFound(missing)
        headers = {
            "ETag": f'"{shown.sha256}"',
            "Cache-Control": _FOREVER if request.query_params.get("v") == str(shown.id) else _KEPT,
            "Content-Disposition": "inline",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "X-Content-Type-Options": "nosniff",
        }
        if _known(request.headers.get("if-none-match"), shown.sha256):
            return Response(status_code=304, headers=headers)
        if request.method == "HEAD":
            return Response(media_type=shown.content_type, headers=headers | {"Content-Length": str(shown.size)})
        content = await files.read(ctx, clinic_id, shown.id)
        if content is None:
            raise NotFound(missing)
        return Response(content, media_type=shown.content_type, headers=headers)


async def _form(request: Request) -> tuple[BrandingSlot, bytes]:
    """The slot and the bytes of an upload, never more than are taken. Raises Rejection and Invalid."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise Rejection(Reason.MEDIA_TYPE, "Send the picture as multipart/form-data.")
    body = await Incoming(request.scope, request.receive).read(branding.MOST_BYTES + _AROUND)
    if body is None:
        raise Rejection(Reason.SIZE, f"A picture may have at most {branding.MOST_BYTES // 1024} KB.")

    async def whole() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    try:
        async with Request(request.scope, whole).form(max_files=1, max_fields=4, max_part_size=1024) as form:
            found = [(name, value) for name, value in form.multi_items() if isinstance(value, UploadFile)]
            if not found:
                raise invalid("file", "Is required.")
            ((name, file),) = found
            wanted = str(form.get("type") or name).lower()
            if wanted not in set(BrandingSlot):
                raise invalid("type", f"Must be one of {', '.join(BrandingSlot)}.")
            return BrandingSlot(wanted), await file.read()
    except (HTTPException, MultiPartException):
        raise Rejection(Reason.SYNTAX, "The body is not multipart/form-data with one file.") from None


def _context(process: Process, identity: Identity, request: Request, kind: Any) -> Context:
    return process.context(identity, RequestInfo("http", request, Operation("", None, {}), kind))


def _id(text: str, missing: str) -> UUID:
    """An id of the path; what is none names nothing."""
    try:
        return UUID(text)
    except ValueError:
        raise NotFound(missing) from None


def _known(condition: str | None, sha256: str) -> bool:
    """Whether If-None-Match names these bytes."""
    given = [part.strip().removeprefix("W/") for part in (condition or "").split(",")]
    return "*" in given or f'"{sha256}"' in given


_FORM = {
    "type": "object",
    "required": ["file", "type"],
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "type": {"type": "string", "enum": [slot.value for slot in BrandingSlot]},
    },
}


def endpoints(process: Process | None) -> list[ByHand]:
    """The endpoints in the tree of REST; without a process they can be listed, not asked."""
    running = cast("Process", process)
    upload, show = branding.upload_branding, branding.branding_picture
    return [
        ByHand(
            "odontox",
            "POST",
            "/api/v1/protected/clinics/:id/branding",
            Upload(running),
            operation=upload.name,
            guard=upload.guard.describe(),
            summary=upload.doc.partition("\n")[0],
            section="branding",
            form=_FORM,
        ),
        ByHand(
            "odontox",
            "GET",
            "/api/v1/branding/:clinicId/:type",
            Show(running),
            operation=show.name,
            guard=show.guard.describe(),
            summary=show.doc.partition("\n")[0],
            section="branding",
        ),
    ]
