"""Whom the pages are for: where things stand, and stopping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

FAMILY_STANDING: Final[Mapping[str, For]] = {}
