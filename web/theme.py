"""The colours of a municipality: its own accent, deep enough to be read."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

DEFAULT: Final = "#a8431a"
_PAPER: Final = (0xFD, 0xEE, 0xDE)
"""The darkest background that accent text stands on."""

_ENOUGH: Final = 4.6
"""Contrast (WCAG 2.2, AA asks 4.5): a little more, since mixing rounds."""

_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_Rgb = tuple[int, int, int]


class Theme(NamedTuple):
    """`accent`: links, buttons and marks. `deep`: the same, pressed or under a pointer."""

    accent: str
    deep: str


def theme_of(colour: str) -> Theme:
    """The theme of an accent colour; a colour too light to read is made darker, in its own hue."""
    rgb = _rgb(colour if _COLOUR.fullmatch(colour) else DEFAULT)
    while contrast(rgb, _PAPER) < _ENOUGH:
        rgb = _darker(rgb, 0.94)
    return Theme(_hex(rgb), _hex(_darker(rgb, 0.72)))


def readable(colour: str) -> float:
    """How well a colour is read on the darkest of our papers: 4.5 is enough, 21 the most."""
    return contrast(_rgb(colour), _PAPER)


def contrast(one: _Rgb, other: _Rgb) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(rgb: _Rgb) -> float:
    parts = [
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in rgb
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _darker(rgb: _Rgb, part: float) -> _Rgb:
    red, green, blue = rgb
    return int(red * part), int(green * part), int(blue * part)


def _rgb(colour: str) -> _Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(rgb: _Rgb) -> str:
    return "#" + "".join(f"{part:02x}" for part in rgb)
