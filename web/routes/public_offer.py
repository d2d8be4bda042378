"""Whom the pages are for: the offer: list, week, map, one activity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

PUBLIC_OFFER: Final[Mapping[str, For]] = {}
