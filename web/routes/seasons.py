"""Whom the pages are for: making seasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

SEASONS: Final[Mapping[str, For]] = {}
