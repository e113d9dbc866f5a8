"""Pictures that somebody sent: found out by what is in them, bounded before they are decoded, and written anew.

What comes out has been drawn by us from the pixels: no metadata (places, names, serial numbers), no second picture, no
bytes behind the end, nothing that only looks like a picture. SVG is a document with scripts and is not read at all.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

#: Bounds of a picture in an icon file.
MOST_ICON_SIDE = 256
_ICO = b"\0\0\1\0"
_PNG = b"\x89PNG\r\n\x1a\n"


class Format(StrEnum):
    """What is read, by the name that the decoder has for it."""

    PNG = "PNG"
    JPEG = "JPEG"
    WEBP = "WEBP"
    ICO = "ICO"


#: What a format is written as, and how. A browser takes a PNG wherever it takes an icon file.
_WRITTEN: Mapping[Format, tuple[str, str, Mapping[str, Any]]] = {
    Format.PNG: ("PNG", "image/png", {"optimize": True}),
    Format.JPEG: ("JPEG", "image/jpeg", {"quality": 90, "optimize": True}),
    Format.WEBP: ("WEBP", "image/webp", {"quality": 90, "method": 4}),
    Format.ICO: ("PNG", "image/png", {"optimize": True}),
}


class NoPictureError(ValueError):
    """The bytes are not a picture that is taken; the message is for whoever sent them."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is stored; sizes in pixels."""

    content: bytes
    content_type: str
    width: int
    height: int


def redrawn(content: bytes, formats: Collection[Format], *, most_side: int) -> Picture:
    """The picture in these bytes, drawn anew; of an animation its first moment. Takes as long as decoding does: not on
    the event loop.

    Raises NoPictureError for bytes that none of `formats` explains, and for more than `most_side` pixels either way.
    """
    from PIL import Image, ImageOps  # for whoever takes a picture

    told = f"Is not a picture of a kind that is taken: {', '.join(sorted(f.value for f in formats))}."
    try:
        if Format.ICO in formats and content.startswith(_ICO):
            # Opening an icon file decodes it.
            _check_icon(content)
        with Image.open(io.BytesIO(content), formats=[f.value for f in formats]) as opened:
            kind = Format(opened.format or "")
            _check_size(opened.size, most_side)
            image = _plain(ImageOps.exif_transpose(opened), kind)
    except NoPictureError:
        raise
    except Exception:  # noqa: BLE001  (decoders that are fed nonsense raise whatever they stumble over)
        raise NoPictureError(told) from None
    name, content_type, options = _WRITTEN[kind]
    out = io.BytesIO()
    image.save(out, name, **options)
    return Picture(out.getvalue(), content_type, image.width, image.height)


def _check_size(size: tuple[int, int], most_side: int) -> None:
    """Known from the header: nothing was decoded yet."""
    if max(size) > most_side or min(size) < 1:
        raise NoPictureError(f"Must have at most {most_side} × {most_side} pixels.")


def _check_icon(content: bytes) -> None:
    """An icon file names sizes in a list and has pictures with sizes of their own: only those count when decoding."""
    (number,) = struct.unpack_from("<H", content, 4)
    for entry in range(number):
        length, start = struct.unpack_from("<II", content, 6 + 16 * entry + 8)
        picture = content[start : start + length]
        if picture.startswith(_PNG):
            width, height = struct.unpack_from(">II", picture, 16)
        else:
            width, height = struct.unpack_from("<ii", picture, 4)
            # Colours and mask stand above each other.
            height = abs(height) // 2
        _check_size((width, height), MOST_ICON_SIDE)


def _plain(image: Image, kind: Format) -> Image:
    """The pixels alone, without what else the file said."""
    from PIL import Image as Images

    alpha = image.has_transparency_data and kind is not Format.JPEG
    drawn = image.convert("RGBA" if alpha else "RGB")
    bare = Images.new(drawn.mode, drawn.size)
    bare.paste(drawn)
    return bare
