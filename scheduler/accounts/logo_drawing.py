"""Draws a logo anew from what somebody sent: only pixels come through, never the file itself.

What was sent is looked at by its content, whatever its name says. Nothing that a picture may
carry beside its pixels (where and by whom it was made, colour profiles, hidden text) is kept.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps

from models.logo import HIGHEST, WIDEST
from scheduler.accounts.refusals import LogoIsDrawing, LogoTooLarge, LogoTooSmall, NotAnImage

MOST_SENT: Final = 200_000
"""Bytes of a file that is sent."""

MOST_KEPT: Final = 30_000
"""Bytes of what is drawn: it is part of every page."""

_MOST_PIXELS: Final = 16_000_000
"""Of a picture before it is made smaller: a small file may unfold into a huge one."""

_LEAST_SIDE: Final = 16
_FORMATS: Final = ("PNG", "JPEG", "WEBP")
_COLOURS: Final = (256, 64, 16)
_SMALLER: Final = (1.0, 0.75, 0.5)
_BROKEN: Final = (OSError, ValueError, SyntaxError, EOFError, IndexError, struct.error)
"""What Pillow says of files that are not what they seem."""

_HUGE: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning)
"""What it says of far more pixels still; the warning only where warnings are errors."""


@dataclass(frozen=True, slots=True)
class DrawnLogo:
    """A PNG of at most `MOST_KEPT` bytes; `width` and `height` in pixels."""

    content: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        """Its fingerprint."""
        return sha256(self.content).hexdigest()


def drawn_logo(sent: bytes) -> DrawnLogo:
    """The logo in a file. The same file gives the same logo.

    Raises:
        LogoTooLarge: the file, or the picture in it, is too large to look at.
        LogoIsDrawing: it is an SVG, which can carry code.
        NotAnImage: it is no PNG, JPEG or WebP, or a broken one.
        LogoTooSmall: nobody would see what it is.
    """
    if len(sent) > MOST_SENT:
        raise LogoTooLarge("image")
    if _is_svg(sent):
        raise LogoIsDrawing("image")
    pixels = _pixels(sent)
    if min(pixels.size) < _LEAST_SIDE:
        raise LogoTooSmall("image")
    content, (width, height) = next(
        (drawn for drawn in _tries(pixels) if len(drawn[0]) <= MOST_KEPT), (b"", (0, 0))
    )
    if not content:
        raise LogoTooLarge("image")
    return DrawnLogo(content, width, height)


def _is_svg(sent: bytes) -> bool:
    """Whether it reads as an SVG, packed or not, to say so in the answer; no SVG passes anyway."""
    begin = sent[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return begin.startswith((b"\x1f\x8b", b"<svg")) or (
        begin.startswith((b"<?xml", b"<!doctype", b"<!--")) and b"<svg" in sent.lower()
    )


def _pixels(sent: bytes) -> Image.Image:
    """The pixels of the first picture in a file, upright, at most as large as they are kept."""
    try:
        with Image.open(BytesIO(sent), formats=_FORMATS) as found:
            # Asked before anything is unpacked.
            if found.width * found.height > _MOST_PIXELS:
                raise LogoTooLarge("image")
            upright = ImageOps.exif_transpose(found).convert("RGBA")
    except _HUGE as error:
        raise LogoTooLarge("image") from error
    except _BROKEN as error:
        raise NotAnImage("image") from error
    clean = Image.new("RGBA", upright.size)
    clean.paste(upright)
    clean.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
    return clean


def _tries(pixels: Image.Image) -> Iterator[tuple[bytes, tuple[int, int]]]:
    """The logo as PNG, each time with less in it: all colours, fewer colours, fewer pixels."""
    is_solid = pixels.getchannel("A").getextrema() == (255, 255)
    yield _png(pixels.convert("RGB") if is_solid else pixels), pixels.size
    for part in _SMALLER:
        size = (max(1, int(pixels.width * part)), max(1, int(pixels.height * part)))
        smaller = pixels.resize(size, Image.Resampling.LANCZOS)
        for colours in _COLOURS:
            yield _png(smaller.quantize(colours, method=Image.Quantize.FASTOCTREE)), size


def _png(pixels: Image.Image) -> bytes:
    kept = BytesIO()
    pixels.save(kept, "PNG", optimize=True)
    return kept.getvalue()
