"""Whom the pages are for: how places are given, and the draw recomputed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import Audience, For

PUBLIC_FAIRNESS: Final[Mapping[str, For]] = {
    "public.how_places": Audience.ANYONE,
    "public.recompute": Audience.ANYONE,
    "public.draw_list": Audience.ANYONE,
}
