"""Whom the pages are for: how it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import Audience, For

FAMILY_LOOKING_BACK: Final[Mapping[str, For]] = {
    "family.look_back": Audience.FAMILY,
}
