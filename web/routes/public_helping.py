"""Whom the pages are for: who helps with what, and ideas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import Audience, For

PUBLIC_HELPING: Final[Mapping[str, For]] = {
    "public.who_helps": Audience.ANYONE,
    "public.idea": Audience.ANYONE,
}
