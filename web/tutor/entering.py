"""The way in by a link of a tutor, and the way out."""

from __future__ import annotations

from typing import Final

from flask import flash, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scheduler.season.tutor_ways_in import (
    claim_tutor_link,
    send_new_tutor_link,
    tutor_link_is_good,
)
from web.by_link.entering import Answer, LinkPages
from web.by_link.trying import TUTORS
from web.forms import Form
from web.guarding import municipality as this_municipality
from web.tutor_in import enter_tutor, leave_tutor, tutor_in

_PAGES: Final = LinkPages(
    tries=TUTORS,
    home="tutor.groups",
    templates="tutor",
    is_good=tutor_link_is_good,
    claim=claim_tutor_link,
    send_new=send_new_tutor_link,
    enter=enter_tutor,
)


def way_in(municipality: str) -> Answer:
    """Ask for a link by mail; who is in already goes on."""
    who = tutor_in() if request.method != "POST" else None
    if who is not None and who.municipality_id == this_municipality().id:
        return redirect(url_for("tutor.groups", municipality=municipality))
    return _PAGES.ask("way_in")


def link(municipality: str, token: str) -> Answer:  # noqa: ARG001  (the guard looked it up)
    """One button, which uses the link up; for a link that is over, one that asks for another."""
    return _PAGES.open(token)


def link_again(municipality: str, token: str) -> Answer:  # noqa: ARG001  (the guard looked it up)
    """Mail a new link to whom an older one was for; the answer is the same for any link."""
    return _PAGES.ask_again(token)


def leave(municipality: str) -> Response:
    """Nothing of the tutor stays in this browser."""
    if Form().validate_on_submit():
        leave_tutor()
        flash(gettext("Je bent weg. Op dit toestel staat niets meer van jou."))
    return redirect(url_for("tutor.way_in", municipality=municipality))
