"""Whom the pages are for: asking for a place, one question a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

FAMILY_ASKING: Final[Mapping[str, For]] = {}
