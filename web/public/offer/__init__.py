"""Pages for anyone: the offer: list, week, map, one activity."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

from web.public.offer import feeds, listing, page

_OFFERS: Final = "/<slug:municipality>/aanbod"
_OFFER: Final = f"{_OFFERS}/<int:offer>"


def add_to(public: Blueprint) -> None:
    """Give these pages their addresses."""
    public.add_url_rule(_OFFERS, view_func=listing.offers)
    public.add_url_rule(f"{_OFFERS}.json", view_func=feeds.offers_json)
    public.add_url_rule(_OFFER, view_func=page.offer)
    public.add_url_rule(f"{_OFFER}.json", view_func=feeds.offer_json)
    public.add_url_rule(f"{_OFFER}.ics", view_func=feeds.offer_calendar)
