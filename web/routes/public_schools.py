"""Whom the pages are for: sheets, posters and feeds for schools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from web.routes.audience import Audience, For

PUBLIC_SCHOOLS: Final[Mapping[str, For]] = {
    "public.for_schools": Audience.ANYONE,
    "public.sheet_pdf": Audience.ANYONE,
    "public.poster_pdf": Audience.ANYONE,
    "public.offers_calendar": Audience.ANYONE,
    "public.embed": Audience.ANYONE,
}
