"""Whom the pages are for: locations and their rooms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

SITES: Final[Mapping[str, For]] = {}
