"""Whom the pages are for: the calendar of blocks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

BLOCKS: Final[Mapping[str, For]] = {}
