"""Whom the pages are for: the form on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import Audience, For

FAMILY_PAPER: Final[Mapping[str, For]] = {
    "family.paper": Audience.ANYONE,
    "family.paper_pdf": Audience.ANYONE,
}
