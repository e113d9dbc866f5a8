"""How a clinic shows itself: its logo, its icon, its colours; told to anybody who knows the clinic's id."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

import strawberry

from core.errors import Conflict, NotFound, invalid
from core.images import Format, NoPictureError, Picture, redrawn
from core.limits import network
from core.rows import Rows
from events import types as events
from models.clinics import Clinic, ClinicStatus
from models.files import BrandingSlot, ClinicBranding, FileOwner, StoredFile
from operation import handwritten
from operation.context import Context, Identity
from operation.inputs import given, input  # noqa: A004
from operation.operation import action, command, own_transaction, query
from permissions import ANONYMOUS, Permission, key, public
from resolvers import files
from resolvers.clinics import check_active

EDIT = key(Permission.SETTINGS_BRANDING_EDIT)

#: Pictures that one clinic uploads in a minute, and pictures and pages that one address asks for.
MOST_UPLOADS, MOST_LOOKS = 20, 600


@dataclass(frozen=True, slots=True)
class Rule:
    """What is taken for a slot."""

    formats: tuple[Format, ...]
    most_bytes: int
    most_side: int


RULES: Mapping[BrandingSlot, Rule] = {
    BrandingSlot.LOGO: Rule((Format.PNG, Format.JPEG, Format.WEBP), 2 * 1024 * 1024, 2048),
    BrandingSlot.FAVICON: Rule((Format.PNG, Format.ICO), 1024 * 1024, 512),
}
#: The largest of them, for whoever reads a request.
MOST_BYTES = max(rule.most_bytes for rule in RULES.values())

_COLUMNS = {BrandingSlot.LOGO: "logo_id", BrandingSlot.FAVICON: "favicon_id"}


def url_of(clinic_id: UUID | str, slot: BrandingSlot, file_id: UUID | str | None) -> str | None:
    """Where a picture is served, from the root of this API; another picture has another address."""
    return f"/api/v1/branding/{clinic_id}/{slot.value}?v={file_id}" if file_id is not None else None


# --- changing ------------------------------------------------------------------------------------------------------


@strawberry.type(description="A picture as it was stored: drawn anew, without what else was in the upload.")
class UploadedPicture:
    slot: BrandingSlot
    url: str
    content_type: str
    size: int
    width: int
    height: int


@action(EDIT)
async def upload_branding(
    ctx: Context, *, slot: BrandingSlot, content: bytes, clinic_id: UUID | None = None
) -> UploadedPicture:
    """Replace the clinic's logo (PNG, JPEG or WebP, 2 MB, 2048 pixels a side) or icon (PNG or ICO, 1 MB, 512 pixels).

    What it is is found in the bytes, whatever they were called; it is drawn anew and carries no metadata. SVG is not
    taken. INVALID for anything else, NOT_FOUND for another clinic than the active one, UNAVAILABLE while the store is.
    """
    check_active(ctx, clinic_id)
    await ctx.runtime.services["limiter"].hit("branding-upload", str(ctx.clinic.id), most=MOST_UPLOADS)
    picture = await _picture(RULES[slot], content)
    stored = await files.put(ctx, picture.content, picture.content_type)
    async with own_transaction(ctx):
        clinic, branding = await _locked(ctx)
        file = await files.record(ctx, stored, FileOwner.BRANDING, ctx.clinic.id)
        await _fill(ctx, clinic, branding, slot, file.id)
    return UploadedPicture(
        slot=slot,
        url=url_of(ctx.clinic.id, slot, stored.id) or "",
        content_type=picture.content_type,
        size=len(picture.content),
        width=picture.width,
        height=picture.height,
    )


async def _picture(rule: Rule, content: bytes) -> Picture:
    """The upload as a picture. Raises Invalid."""
    if len(content) > rule.most_bytes:
        raise invalid("file", f"Must have at most {rule.most_bytes // 1024} KB.")
    try:
        picture = await asyncio.to_thread(redrawn, content, rule.formats, most_side=rule.most_side)
    except NoPictureError as problem:
        raise invalid("file", str(problem)) from None
    if len(picture.content) > 2 * rule.most_bytes:
        raise invalid("file", "Is too large once it is unpacked; use fewer pixels.")
    return picture


@command(EDIT)
async def remove_branding(
    ctx: Context, *, slot: BrandingSlot, clinic_id: UUID | None = None, expected_version: int | None = None
) -> Clinic:
    """Take the clinic's logo or icon away. NOT_FOUND when there is none, or for another clinic than the active one;
    CONFLICT when the branding is not at `expectedVersion`."""
    check_active(ctx, clinic_id)
    clinic, branding = await _locked(ctx, expected_version)
    if getattr(branding, _COLUMNS[slot]) is None:
        raise NotFound("There is no such picture.")
    await _fill(ctx, clinic, branding, slot, None)
    return clinic


@dataclass(frozen=True, slots=True)
class Color:
    """A colour as the web writes it."""

    def clean(self, value: str) -> str:
        color = value.strip().lower()
        if len(color) != 7 or color[0] != "#" or not set(color[1:]) <= set("0123456789abcdef"):
            raise ValueError("Must be a colour like #1a2b3c.")
        return color


@input
class UpdateBrandingInput:
    """What to change; members that are not given stay as they are, null clears."""

    primary_color: strawberry.Maybe[Annotated[str, Color()] | None]
    accent_color: strawberry.Maybe[Annotated[str, Color()] | None]


@command(EDIT)
async def update_branding(
    ctx: Context,
    *,
    input: UpdateBrandingInput,  # noqa: A002
    expected_version: int | None = None,
) -> Clinic:
    """Change the colours by which the clinic shows itself. CONFLICT when the branding is not at `expectedVersion`."""
    clinic, branding = await _locked(ctx, expected_version)
    if changed := await ctx.change(branding, **given(input)):
        ctx.emit(events.CLINIC_BRANDING_CHANGED, clinic, changed)
    return clinic


async def _locked(ctx: Context, expected_version: int | None = None) -> tuple[Clinic, ClinicBranding]:
    """The clinic, locked so that changes of its branding follow one another, and its branding, made if need be."""
    clinic = await ctx.first(ctx.clinic_rows(Clinic), for_update=True)
    assert clinic is not None  # noqa: S101  (the caller is in it)
    branding = await ctx.first(ctx.clinic_rows(ClinicBranding))
    version = branding.row_version if branding is not None else 0
    if expected_version not in (None, version):
        raise Conflict("The clinic branding was changed meanwhile.", currentVersion=version)
    return clinic, branding or await ctx.add(ClinicBranding, id=ctx.clinic.id)


async def _fill(ctx: Context, clinic: Clinic, branding: ClinicBranding, slot: BrandingSlot, file: UUID | None) -> None:
    column = _COLUMNS[slot]
    before: UUID | None = getattr(branding, column)
    changed = await ctx.change(branding, **{column: file})
    if before is not None:
        await files.discard(ctx, before)
    ctx.emit(events.CLINIC_BRANDING_CHANGED, clinic, changed)


# --- for anybody ---------------------------------------------------------------------------------------------------


@strawberry.type(description="How a clinic shows itself to anybody who knows its id.")
class PublicBranding:
    name: str
    logo_url: str | None = strawberry.field(description="From the root of this API.")
    favicon_url: str | None = strawberry.field(description="From the root of this API.")
    primary_color: str | None
    accent_color: str | None


@query(public())
async def clinic_branding(ctx: Context, *, clinic_id: UUID) -> PublicBranding | None:
    """A clinic's name, colours and pictures, for pages that carry its looks; null for an id that names no clinic.

    A suspended clinic keeps its looks: its people still sign in, to read and to export.
    """
    text = """SELECT c.name, b.logo_id, b.favicon_id, b.primary_color, b.accent_color
                FROM clinics c LEFT JOIN brandings b ON b.id = c.id"""
    visitor = await _visitor(ctx, clinic_id)
    parts: dict[str, Any] = {"clinics": _living(visitor), "brandings": visitor.clinic_rows(ClinicBranding)}
    found = await handwritten.fetch(visitor, text, **parts)
    if not found:
        return None
    row = found[0]
    return PublicBranding(
        name=row["name"],
        logo_url=url_of(clinic_id, BrandingSlot.LOGO, row["logo_id"]),
        favicon_url=url_of(clinic_id, BrandingSlot.FAVICON, row["favicon_id"]),
        primary_color=row["primary_color"],
        accent_color=row["accent_color"],
    )


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """What is known of a picture that is shown now."""

    id: UUID
    content_type: str
    size: int
    sha256: str


@query(public())
async def branding_picture(ctx: Context, *, clinic_id: UUID, slot: BrandingSlot) -> ShownPicture | None:
    """The clinic's logo or icon; null where there is none, be there such a clinic or not."""
    visitor = await _visitor(ctx, clinic_id)
    text = f"""SELECT f.id, f.content_type, f.size, f.sha256
                 FROM clinics c JOIN brandings b ON b.id = c.id JOIN pictures f ON f.id = b.{_COLUMNS[slot]}"""  # noqa: S608  (a name of ours)
    pictures = visitor.clinic_rows(StoredFile).where(
        StoredFile.owner_type == FileOwner.BRANDING, StoredFile.removed_at.is_null()
    )
    brandings = visitor.clinic_rows(ClinicBranding)
    found = await handwritten.fetch(visitor, text, clinics=_living(visitor), brandings=brandings, pictures=pictures)
    return ShownPicture(**found[0]) if found else None


def _living(visitor: Context) -> Rows[Clinic]:
    """The clinic, unless it was deleted: then it shows itself to nobody any more."""
    return visitor.clinic_rows(Clinic).where(Clinic.status != ClinicStatus.DELETED)


async def _visitor(ctx: Context, clinic_id: UUID) -> Context:
    """The surroundings of somebody who knows the clinic's id and has no right at all. Counts the look."""
    await ctx.runtime.services["limiter"].hit("branding", network(ctx.request.address), most=MOST_LOOKS)
    actor = dataclasses.replace(ANONYMOUS, clinic_id=clinic_id)
    return Context(Identity(actor), ctx.request, ctx.runtime)
