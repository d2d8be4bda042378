"""Whom the pages are for: dates, texts, people, audit and retention."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

SETTINGS: Final[Mapping[str, For]] = {}
