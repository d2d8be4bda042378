"""Whom the pages are for: the first start of an empty installation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

BEGINNING: Final[Mapping[str, For]] = {}
