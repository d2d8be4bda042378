"""Whom the pages are for: gaps, reasons and what would help most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

REASONS: Final[Mapping[str, For]] = {}
