"""Whom the pages are for: who helps with what, and neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

PUBLIC_HELPING: Final[Mapping[str, For]] = {}
