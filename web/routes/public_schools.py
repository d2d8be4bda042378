"""Whom the pages are for: sheets, posters and feeds for schools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

PUBLIC_SCHOOLS: Final[Mapping[str, For]] = {}
