"""Whom the pages are for: how places are given, and the draw recomputed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

PUBLIC_FAIRNESS: Final[Mapping[str, For]] = {}
