"""Whom the pages are for: families, as the desk enters and looks them up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

FAMILIES: Final[Mapping[str, For]] = {}
