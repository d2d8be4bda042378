"""Whom the pages are for: the board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

BOARD: Final[Mapping[str, For]] = {}
