"""Whom the pages are for: the offer: list, week, map, one activity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import Audience, For

PUBLIC_OFFER: Final[Mapping[str, For]] = {
    "public.offers": Audience.ANYONE,
    "public.offers_json": Audience.ANYONE,
    "public.offer": Audience.ANYONE,
    "public.offer_json": Audience.ANYONE,
    "public.offer_calendar": Audience.ANYONE,
}
