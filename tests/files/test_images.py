"""What comes out of a picture that somebody sent, and what is not taken for one."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from core.images import Format, NoPictureError, redrawn
from tests.files.pictures import SVG, claiming, icon_around, picture

LOGO = (Format.PNG, Format.JPEG, Format.WEBP)
ICON = (Format.PNG, Format.ICO)


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize(
    ("kind", "formats", "becomes"),
    [("PNG", LOGO, "PNG"), ("JPEG", LOGO, "JPEG"), ("WEBP", LOGO, "WEBP"), ("PNG", ICON, "PNG"), ("ICO", ICON, "PNG")],
)
def test_a_picture_is_known_by_its_bytes_and_drawn_anew(kind: str, formats: tuple[Format, ...], becomes: str) -> None:
    made = redrawn(picture(kind, (32, 32)), formats, most_side=64)

    image = opened(made.content)
    assert (image.format, image.size) == (becomes, (32, 32))
    assert (made.content_type, made.width, made.height) == (f"image/{becomes.lower()}", 32, 32)
    red, green, blue = image.convert("RGB").getpixel((3, 3))  # type: ignore[misc]
    assert abs(red - 200) + abs(green - 30) + abs(blue - 30) < 20


def test_what_can_be_seen_through_stays_so() -> None:
    made = redrawn(picture(color=(1, 2, 3, 0)), LOGO, most_side=64)
    assert opened(made.content).getpixel((0, 0)) == (1, 2, 3, 0)


def test_metadata_and_bytes_behind_the_end_are_gone_and_the_picture_stands_upright() -> None:
    notes, exif = PngInfo(), Image.Exif()
    notes.add_text("Author", "Marker")
    exif[0x010F], exif[0x0112] = "Marker", 6
    for sent in (
        picture("PNG", pnginfo=notes) + b"Marker",
        picture("JPEG", exif=exif) + b"Marker",
        picture("WEBP", exif=exif),
    ):
        assert b"Marker" in sent
        made = redrawn(sent, LOGO, most_side=64)
        assert b"Marker" not in made.content
        assert not opened(made.content).getexif()
        assert (made.width, made.height) == ((8, 6) if sent.startswith(b"\x89PNG") else (6, 8))


def test_of_an_animation_the_first_moment_is_left() -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), color) for color in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], duration=100)
    made = redrawn(out.getvalue(), LOGO, most_side=64)
    assert getattr(opened(made.content), "n_frames", 1) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"", b"GIF89a", SVG, b"<html><script>alert(1)</script>", b"\x89PNG\r\n\x1a\n", picture("GIF"), picture("TIFF"),
        picture("BMP"), picture()[:40], picture("JPEG")[:100], b"%!PS-Adobe-3.0 EPSF-3.0\n", b"\0" * 1000,
        icon_around(b""), picture("PNG").replace(b"IHDR", b"XXXX"),
    ],
)  # fmt: skip
def test_what_is_no_picture_of_these_kinds_is_refused(content: bytes) -> None:
    for formats in (LOGO, ICON):
        with pytest.raises(NoPictureError, match="Is not a picture"):
            redrawn(content, formats, most_side=64)


def test_a_kind_is_taken_only_where_it_is_meant() -> None:
    with pytest.raises(NoPictureError):
        redrawn(picture("ICO", (16, 16)), LOGO, most_side=64)
    with pytest.raises(NoPictureError):
        redrawn(picture("JPEG"), ICON, most_side=64)


@pytest.mark.parametrize("size", [(65, 1), (1, 65), (30_000, 30_000), (2_000_000_000, 1)])
def test_what_claims_to_be_large_is_refused_before_it_is_decoded(size: tuple[int, int]) -> None:
    with pytest.raises(NoPictureError):
        redrawn(claiming(*size), LOGO, most_side=64)


def test_an_icon_is_as_large_as_the_picture_in_it_and_not_as_its_list_says() -> None:
    with pytest.raises(NoPictureError, match="at most 256 × 256"):
        redrawn(icon_around(claiming(7_000, 7_000)), ICON, most_side=512)
