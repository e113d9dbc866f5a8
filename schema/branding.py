"""How a clinic shows itself, in GraphQL. Pictures are uploaded over REST: GraphQL has no form of bytes."""

from __future__ import annotations

from uuid import UUID

from models import files as m
from resolvers import branding as ops
from schema.fields import computed, model_type, one, root


def logo_url(id: UUID, logo_id: UUID | None) -> str | None:  # noqa: A002
    """Where the logo is served, from the root of this API."""
    return ops.url_of(id, m.BrandingSlot.LOGO, logo_id)


def favicon_url(id: UUID, favicon_id: UUID | None) -> str | None:  # noqa: A002
    """Where the icon is served, from the root of this API."""
    return ops.url_of(id, m.BrandingSlot.FAVICON, favicon_id)


@model_type(m.StoredFile)
class StoredFile:
    """What is known of a file in the store."""

    columns = "id owner_type owner_id content_type size sha256 uploaded_by_id row_version created_at updated_at"


@model_type(m.ClinicBranding)
class ClinicBranding:
    """How a clinic looks where it shows itself; there is none before its first change."""

    columns = "id primary_color accent_color row_version created_at updated_at"
    logo_url = computed(logo_url, needs=("id", "logo_id"))
    favicon_url = computed(favicon_url, needs=("id", "favicon_id"))
    logo = one(m.StoredFile, "logo_id")
    favicon = one(m.StoredFile, "favicon_id")


root("clinicBranding", ops.clinic_branding)
root("updateBranding", ops.update_branding)
root("removeBranding", ops.remove_branding)
