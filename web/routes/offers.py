"""Whom the pages are for: offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

OFFERS: Final[Mapping[str, For]] = {}
