"""The fonts of letters: shipped with packages, so that every machine prints alike."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

_PACKAGES: Final = ("fontpkg_noto_sans", "fontpkg_noto_sans_arabic")

MISSING: Final = "?"
"""What stands for a character that no font of ours can draw."""

_KEPT: Final = frozenset(("\u200c", "\u200d", "\u2066", "\u2067", "\u2068", "\u2069"))
"""Without a shape of their own: joiners, which Persian needs, and what keeps a number whole."""


@cache
def font_folders() -> tuple[str, ...]:
    """The folders with Noto Sans (Latin, Greek, Cyrillic) and Noto Sans Arabic.

    Raises:
        FileNotFoundError: a package is there without its fonts.
        ModuleNotFoundError: a package is not there.
    """
    folders = [Path(str(resources.files(package))) / "files" for package in _PACKAGES]
    for folder in folders:
        if not any(folder.glob("*.ttf")):
            raise FileNotFoundError(f"the fonts of {folder.parent.name} are not there")
    return tuple(map(str, folders))


def drawable(text: str) -> str:
    """The text with every character that cannot be drawn as `MISSING`.

    Such a character would keep the whole letter from being an accessible PDF. Control
    characters and other invisible ones fall away; what is spaced stays spaced.
    """
    return "".join(map(_drawn, unicodedata.normalize("NFC", text)))


def _drawn(character: str) -> str:
    if character.isspace():
        return " "
    if character in _KEPT:
        return character
    if unicodedata.category(character).startswith("C"):
        return ""
    return character if ord(character) in _covered() else MISSING


@cache
def _covered() -> frozenset[int]:
    """The code points that one of the upright fonts draws."""
    found: set[int] = set()
    for folder in font_folders():
        for path in Path(folder).glob("*.ttf"):
            if "Italic" not in path.name:
                found |= _code_points(path.read_bytes())
    return frozenset(found)


def _code_points(font: bytes) -> set[int]:
    """What a TrueType font's table of characters (`cmap`, format 4 or 12) maps to a glyph."""
    (tables,) = struct.unpack_from(">H", font, 4)
    places = {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0]
        for at in range(12, 12 + 16 * tables, 16)
    }
    cmap = places[b"cmap"]
    (count,) = struct.unpack_from(">H", font, cmap + 2)
    found: set[int] = set()
    for index in range(count):
        (offset,) = struct.unpack_from(">I", font, cmap + 8 + 8 * index)
        at = cmap + offset
        (kind,) = struct.unpack_from(">H", font, at)
        if kind == 12:
            found |= _long_ranges(font, at)
        elif kind == 4:
            found |= _short_ranges(font, at)
    return found


def _long_ranges(font: bytes, at: int) -> set[int]:
    (groups,) = struct.unpack_from(">I", font, at + 12)
    found: set[int] = set()
    for index in range(groups):
        first, last = struct.unpack_from(">II", font, at + 16 + 12 * index)
        found.update(range(first, last + 1))
    return found


def _short_ranges(font: bytes, at: int) -> set[int]:
    (double,) = struct.unpack_from(">H", font, at + 6)
    ends = struct.unpack_from(f">{double // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{double // 2}H", font, at + 16 + double)
    found: set[int] = set()
    for first, last in zip(starts, ends, strict=True):
        found.update(range(first, last + 1))
    return found - {0xFFFF}
