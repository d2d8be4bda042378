"""The offer for other programs, by address."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, jsonify, request

from web.forms import whole_number
from web.guarding import municipality as this_municipality
from web.public.offer.calendar_file import calendar_file
from web.public.offer.filters import wanted
from web.public.offer.seen import one_here, seen_here
from web.public.offer.uitdatabank import uitdatabank


def offers_json(municipality: str) -> Response:  # noqa: ARG001  (the guard looked it up)
    """The activities that the address looks for, as UiTdatabank writes them."""
    here, seen = this_municipality(), seen_here()
    looked = wanted(seen.places)
    found = [uitdatabank(each, here) for each in seen.offers if looked.fits(each)]
    return _for_all(
        jsonify({"@type": "PagedCollection", "totalItems": len(found), "member": found})
    )


def offer_json(municipality: str, offer: int) -> Response:  # noqa: ARG001  (idem)
    """One activity, as UiTdatabank writes it."""
    _season, shown = one_here(offer)
    return _for_all(
        jsonify({"@context": "/contexts/event", **uitdatabank(shown, this_municipality())})
    )


def offer_calendar(municipality: str, offer: int) -> Response:  # noqa: ARG001  (idem)
    """The days of an activity for somebody's own calendar; `?blok=` for one block only."""
    _season, shown = one_here(offer)
    wished = request.args.get("blok")
    blocks = [each for each in shown.going_on if wished is None or each.id == whole_number(wished)]
    if wished is not None and not blocks:
        abort(404)
    answer = Response(
        calendar_file(shown, this_municipality(), blocks),
        content_type="text/calendar; charset=utf-8",
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="zomer-{shown.id}.ics"'
    return answer


def _for_all(answer: Any) -> Response:
    """Pages of others may read it too."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    made: Response = answer
    return made
