"""Which media type an HTTP caller of `/graphql` gets, from its `Accept` header (RFC 9110 §12.5.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Media(StrEnum):
    """The three forms an answer can take."""

    RESPONSE = "application/graphql-response+json"
    JSON = "application/json"
    STREAM = "text/event-stream"


@dataclass(frozen=True, slots=True)
class Choice:
    """`media` is the form of an ordinary answer; None when only something we do not speak is accepted.

    `stream` says that `text/event-stream` is accepted by name (or as `text/*`), not merely by `*/*`: a caller that
    never asked for a stream must not be handed one that does not end.
    """

    media: Media | None
    stream: bool


_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\Z")
_RANGE = re.compile(r"[a-z0-9!#$&^_.+*-]+/[a-z0-9!#$&^_.+*-]+\Z")
#: A header longer than this is parsed but not remembered: the cache must not hold what strangers make up.
_CACHED_LENGTH = 256


def choose(accept: str | None) -> Choice:
    """The best form for an `Accept` header; a missing or empty one means `application/json`.

    Quality decides, then how exactly the caller named the type, then our own preference: the newer media type when
    it is named, `application/json` when a wildcard leaves the choice to us.
    """
    if accept is None or not accept.strip():
        return Choice(Media.JSON, stream=False)
    return _choose_cached(accept) if len(accept) <= _CACHED_LENGTH else _choose(accept)


def _choose(accept: str) -> Choice:
    ranges = _ranges(accept)
    best: tuple[float, int, int] | None = None
    chosen: Media | None = None
    for media in Media:
        quality, exactness = _quality(ranges, media)
        if quality == 0 or (media is Media.STREAM and exactness == 0):
            continue
        rank = (quality, exactness, _preference(media, exactness))
        if best is None or rank > best:
            best, chosen = rank, media
    quality, exactness = _quality(ranges, Media.STREAM)
    return Choice(chosen, stream=quality > 0 and exactness > 0)


_choose_cached = lru_cache(maxsize=256)(_choose)


def _preference(media: Media, exactness: int) -> int:
    if media is Media.STREAM:
        return 0
    return 2 if (media is Media.RESPONSE) == (exactness == 2) else 1


def _quality(ranges: dict[str, float], media: Media) -> tuple[float, int]:
    """`(quality, exactness)`: the most exact range that covers the type wins, whatever its quality."""
    family = media.value.partition("/")[0]
    for exactness, name in ((2, media.value), (1, f"{family}/*"), (0, "*/*")):
        if name in ranges:
            return ranges[name], exactness
    return 0.0, 0


def _ranges(accept: str) -> dict[str, float]:
    """Media range → quality; members that do not parse, or ask for another charset, are left out."""
    found: dict[str, float] = {}
    for member in accept.split(","):
        name, *parameters = (part.strip().lower() for part in member.split(";"))
        if not _RANGE.match(name):
            continue
        quality = _member_quality(parameters)
        if quality is not None:
            found[name] = max(quality, found.get(name, 0.0))
    return found


def _member_quality(parameters: list[str]) -> float | None:
    quality = 1.0
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        value = value.strip().strip('"')
        if key.strip() == "charset" and value not in ("utf-8", "utf8"):
            return None
        if key.strip() == "q":
            if not _QUALITY.match(value):
                return None
            quality = float(value)
    return quality


def is_json(content_type: str | None) -> bool:
    """Whether a request body is declared as JSON in UTF-8. Forms, multipart and text/plain are not: a browser sends
    those across origins without asking first."""
    if content_type == "application/json":
        return True
    name, *parameters = (part.strip().lower() for part in (content_type or "").split(";"))
    if name != Media.JSON:
        return False
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip() == "charset" and value.strip().strip('"') not in ("utf-8", "utf8"):
            return False
    return True
