"""What a place can have, in words."""

from __future__ import annotations

from collections.abc import Iterable

from data import references
from web.languages import said_in


def feature_choices() -> list[tuple[str, str]]:
    """Every feature by code, with its name, what places need first."""
    codes = references.feature_codes()
    ordered = [*references.needs(), *references.room_features()]
    return [(code, feature_name(code)) for code in ordered if code in codes]


def feature_name(code: str) -> str:
    """What a feature is called in the language of the reader."""
    found = references.room_features().get(code) or references.needs().get(code)
    if found is None:
        return code
    return found.en if said_in() == "en" else found.nl


def feature_names(codes: Iterable[str]) -> list[str]:
    """The same for several, in the order of all features."""
    wanted = set(codes)
    return [name for code, name in feature_choices() if code in wanted]
