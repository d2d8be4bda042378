"""Pages of staff: gaps, reasons and what would help most."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

from web.staff.reasons import advice, advice_run, gaps, why, why_child, why_offers, why_tutors

_SEASON: Final = "/werk/<slug:municipality>/<season>"
_WHY: Final = f"{_SEASON}/versies/<int:version>/waarom"
_ADVICE: Final = f"{_SEASON}/advies"


def add_to(staff: Blueprint) -> None:
    """Give these pages their addresses."""
    staff.add_url_rule(f"{_SEASON}/wat-ontbreekt", view_func=gaps.gaps)
    staff.add_url_rule(f"{_SEASON}/wat-ontbreekt.csv", view_func=gaps.gaps_csv)
    staff.add_url_rule(f"{_WHY}/", view_func=why.why)
    staff.add_url_rule(f"{_WHY}/kind/<int:child>", view_func=why_child.why_child)
    staff.add_url_rule(f"{_WHY}/groepen/", view_func=why_offers.why_offers)
    staff.add_url_rule(f"{_WHY}/groepen/<int:offer>", view_func=why_offers.why_offer)
    staff.add_url_rule(f"{_WHY}/begeleiders/", view_func=why_tutors.why_tutors)
    staff.add_url_rule(f"{_WHY}/begeleiders/<int:tutor>", view_func=why_tutors.why_tutor)
    staff.add_url_rule(f"{_ADVICE}/", view_func=advice.advice)
    staff.add_url_rule(f"{_ADVICE}/nieuw", view_func=advice.start_advice, methods=["GET", "POST"])
    staff.add_url_rule(f"{_ADVICE}/<int:run>", view_func=advice_run.advice_run)
    staff.add_url_rule(
        f"{_ADVICE}/<int:run>/stoppen", view_func=advice_run.stop_advice, methods=["POST"]
    )
