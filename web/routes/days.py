"""Whom the pages are for: the day itself: lists and attendance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

DAYS: Final[Mapping[str, For]] = {}
