"""Whom the pages are for: planning runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

RUNS: Final[Mapping[str, For]] = {}
