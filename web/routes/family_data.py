"""Whom the pages are for: what is kept about a family."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

FAMILY_DATA: Final[Mapping[str, For]] = {}
