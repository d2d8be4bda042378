"""What is drawn from what somebody sent as a logo: only pixels, small, whatever was sent."""

from __future__ import annotations

import gzip
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from scheduler.accounts.logo_drawing import MOST_KEPT, MOST_SENT, drawn_logo
from scheduler.accounts.refusals import LogoIsDrawing, LogoTooLarge, LogoTooSmall, NotAnImage
from scheduler.rights.refusal import Refusal


def sent(image: Image.Image, kind: str = "PNG", **how: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **how)
    return file.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def plain(size: tuple[int, int] = (300, 120), colour: Any = (10, 110, 80)) -> Image.Image:
    return Image.new("RGB", size, colour)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_each_kind_becomes_a_png_of_the_same_picture(kind: str) -> None:
    drawn = drawn_logo(sent(plain(), kind))
    assert drawn.content[:8] == b"\x89PNG\r\n\x1a\n"
    assert (opened(drawn.content).size, drawn.width, drawn.height) == ((300, 120), 300, 120)
    red, green, blue = opened(drawn.content).convert("RGB").getpixel((150, 60))  # type: ignore[misc]  # a pixel of RGB
    assert (abs(red - 10) < 4, abs(green - 110) < 4, abs(blue - 80) < 4) == (True, True, True)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_every_way_to_write_colours_is_read(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert drawn_logo(sent(Image.new(mode, (40, 30)), kind)).width == 40


@pytest.mark.parametrize(
    ("size", "shown"), [((1200, 240), (400, 80)), ((500, 1500), (53, 160)), ((20, 20), (20, 20))]
)
def test_a_large_logo_is_made_to_fit_and_a_small_one_left(
    size: tuple[int, int], shown: tuple[int, int]
) -> None:
    drawn = drawn_logo(sent(plain(size)))
    assert (drawn.width, drawn.height) == shown


def test_what_is_see_through_stays_so() -> None:
    drawn = drawn_logo(sent(Image.new("RGBA", (60, 40), (200, 0, 0, 90)), "WEBP", lossless=True))
    assert opened(drawn.content).convert("RGBA").getpixel((30, 20)) == (200, 0, 0, 90)


def test_a_busy_picture_is_drawn_with_less_until_it_is_small() -> None:
    noise = [Image.effect_noise((400, 160), 120) for _band in range(3)]
    photo = sent(Image.merge("RGB", noise), "JPEG", quality=85)
    drawn = drawn_logo(photo)
    assert len(sent(opened(photo))) > MOST_KEPT
    assert (len(drawn.content) <= MOST_KEPT, drawn.width >= 200) == (True, True)


def test_nothing_but_pixels_comes_through() -> None:
    said = PngInfo()
    said.add_text("Author", "Jan Peeters")
    with_text = sent(plain(), pnginfo=said)
    camera = Image.Exif()
    camera[0x010E] = "Jan Peeters"
    with_place = sent(plain(), "JPEG", exif=camera)
    hidden = sent(plain()) + b"<script>Jan Peeters</script>"
    for file in (with_text, with_place, hidden):
        assert b"Peeters" in file
        drawn = drawn_logo(file)
        assert b"Peeters" not in drawn.content
        assert opened(drawn.content).info == {}


def test_a_photo_on_its_side_is_drawn_upright() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    drawn = drawn_logo(sent(plain((300, 100)), "JPEG", exif=turned))
    assert (drawn.width, drawn.height) == (53, 160)


def test_the_same_file_gives_the_same_logo() -> None:
    assert drawn_logo(sent(plain())) == drawn_logo(sent(plain()))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SMALL_BUT_HUGE = sent(Image.new("1", (9000, 9000)))


@pytest.mark.parametrize(
    ("file", "refusal"),
    [
        (b"", NotAnImage),
        (b"dag", NotAnImage),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 60, NotAnImage),
        (sent(plain())[:120], NotAnImage),
        (sent(plain(), "GIF"), NotAnImage),
        (sent(plain(), "BMP"), NotAnImage),
        (b"%PDF-1.7", NotAnImage),
        (b"<html><svg></svg></html>", NotAnImage),
        (SVG, LogoIsDrawing),
        (b'\xef\xbb\xbf<?xml version="1.0"?><!-- x -->' + SVG, LogoIsDrawing),
        (gzip.compress(SVG), LogoIsDrawing),
        (b"0" * (MOST_SENT + 1), LogoTooLarge),
        (SMALL_BUT_HUGE, LogoTooLarge),
        (sent(Image.new("1", (14_000, 14_000))), LogoTooLarge),
        (sent(plain((15, 200))), LogoTooSmall),
        (sent(plain((9000, 20))), LogoTooSmall),
    ],
)
def test_what_is_no_logo_is_refused(file: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        drawn_logo(file)


def test_a_huge_picture_in_a_small_file_is_small() -> None:
    assert len(SMALL_BUT_HUGE) < MOST_SENT
