"""What a school can hang up or pass on. It has no task, and nothing is counted for a school."""

from __future__ import annotations

from flask import render_template, url_for

from web.guarding import municipality as this_municipality
from web.public.offer.seen import seen_here
from web.public.offer.telling import base_url


def for_schools(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """A sheet, a poster, a calendar and a list, for whoever wants them."""
    return render_template(
        "public/schools/page.html",
        has_offers=bool(seen_here().offers),
        calendar=_whole("public.offers_calendar"),
        embed=_whole("public.embed"),
    )


def _whole(endpoint: str) -> str:
    return f"{base_url()}{url_for(endpoint, municipality=this_municipality().slug)}"
