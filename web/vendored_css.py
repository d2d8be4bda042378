"""GOV.UK Frontend's stylesheet without its font and crest, for both directions of writing."""

from __future__ import annotations

import re
from typing import Final

_OWN_FONT: Final = "var(--sans)"
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)  # about the font, and where a map is
_FONT_FACE: Final = re.compile(r"@font-face\{[^}]*\}")
_CREST: Final = re.compile(
    r"(?:background|background-image|mask|-webkit-mask)[a-z-]*:[^;}]*url\([^)]*\)[^;}]*;?"
)
_PICTURE: Final = re.compile(r"url\((?!['\"]?data:)")
_FONT: Final = re.compile(r'"?GDS Transport"?,\s*arial,\s*sans-serif')
_SIDES: Final = {"left": "start", "right": "end"}
_PART: Final = re.compile(
    r"(?P<before>[{;])(?P<part>margin|padding|border)-(?P<side>left|right)(?P<more>-color|-width)?:"
)
_PLACE: Final = re.compile(r"(?P<before>[{;])(?P<side>left|right):")
_ALIGN: Final = re.compile(r"text-align:(?P<side>left|right)\b")
_FLOAT: Final = re.compile(r"(?P<what>float|clear):(?P<side>left|right)\b(?P<must>!important)?")


class UnexpectedStyle(ValueError):
    """The stylesheet holds something that this step would have to take out, and did not."""


def made_our_own(css: str) -> str:
    """The stylesheet for our theme.

    Its font and its crest belong to the government of the United Kingdom, so they go. What it
    says about left and right, it says about the start and the end of a line afterwards, so
    that one stylesheet serves Dutch and Arabic alike.

    Raises:
        UnexpectedStyle: it still names a picture, or a font of theirs.
    """
    css = _COMMENT.sub("", css)
    css = _FONT_FACE.sub("", css)
    css = _CREST.sub("", css)
    css = _FONT.sub(_OWN_FONT, css)
    css = _PART.sub(_logical_part, css)
    css = _PLACE.sub(lambda m: f"{m['before']}inset-inline-{_SIDES[m['side']]}:", css)
    css = _ALIGN.sub(lambda m: f"text-align:{_SIDES[m['side']]}", css)
    css = _FLOAT.sub(_logical_float, css)
    if _PICTURE.search(css) or "GDS" in css:
        raise UnexpectedStyle("a font or picture of GOV.UK is left in the stylesheet")
    return css.strip()


def _logical_part(match: re.Match[str]) -> str:
    return f"{match['before']}{match['part']}-inline-{_SIDES[match['side']]}{match['more'] or ''}:"


def _logical_float(match: re.Match[str]) -> str:
    """Both ways to say it: phones from before 2023 know only the old one."""
    must = match["must"] or ""
    old = f"{match['what']}:{match['side']}{must}"
    return f"{old};{match['what']}:inline-{_SIDES[match['side']]}{must}"
