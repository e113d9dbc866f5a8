"""Which store of files the settings mean."""

from __future__ import annotations

from core.settings import Settings
from integrations.storage import Place, Store


def place_of(given: Settings) -> Place | None:
    """Where files are stored; None where nobody said where."""
    if given.storage_url is None:
        return None
    return Place(
        given.storage_url,
        given.storage_endpoint,
        given.storage_region,
        given.storage_access_key,
        given.storage_secret_key,
    )


def store_of(given: Settings) -> Store | None:
    """The store itself, not yet looked at."""
    place = place_of(given)
    return Store(place) if place is not None else None
