"""Whom the pages are for: versions of the plan, and publishing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

VERSIONS: Final[Mapping[str, For]] = {}
