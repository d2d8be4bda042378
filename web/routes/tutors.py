"""Whom the pages are for: tutors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import For

TUTORS: Final[Mapping[str, For]] = {}
