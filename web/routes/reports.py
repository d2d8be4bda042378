"""Whom the pages are for: reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

REPORTS: Final[Mapping[str, For]] = {}
