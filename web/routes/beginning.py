"""Whom the pages are for: the first start of an empty installation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import Audience, For

BEGINNING: Final[Mapping[str, For]] = {
    "staff.begin": Audience.ANYONE,  # who has the address that `serve` showed, until an account is
}
