"""Pages of staff: offers, and the check of words in every text."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

from web.staff.offers import adding, checking, listing, page, publishing

_BOTH: Final = ["GET", "POST"]
_SEASON: Final = "/werk/<slug:municipality>/<season>"
_OFFERS: Final = f"{_SEASON}/aanbod"
_OFFER: Final = f"{_OFFERS}/<int:offer>"


def add_to(staff: Blueprint) -> None:
    """Give these pages their addresses."""
    staff.add_url_rule(_OFFERS, "offers", listing.offers, methods=_BOTH)
    staff.add_url_rule(f"{_OFFERS}/nieuw", "new_offer", adding.new_offer, methods=_BOTH)
    staff.add_url_rule(_OFFER, "offer", page.offer, methods=_BOTH)
    for word, endpoint, view in (
        ("kopie", "copy_offer", adding.copy_offer),
        ("publiceren", "publish_offer", publishing.publish),
        ("intrekken", "withdraw_offer", publishing.withdraw),
    ):
        staff.add_url_rule(f"{_OFFER}/{word}", endpoint, view, methods=["POST"])
    staff.add_url_rule(f"{_OFFER}/verwijderen", "remove_offer", publishing.remove, methods=_BOTH)
    staff.add_url_rule(
        f"{_SEASON}/woorden", "check_wording", checking.check_wording, methods=["POST"]
    )
