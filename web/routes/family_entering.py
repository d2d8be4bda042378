"""Whom the pages are for: the way in, by link or code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

FAMILY_ENTERING: Final[Mapping[str, For]] = {}
