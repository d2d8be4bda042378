"""Whom the pages are for: import with a preview, export and undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

EXCHANGE: Final[Mapping[str, For]] = {}
