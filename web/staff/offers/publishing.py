"""Publishing an offer, withdrawing it, removing it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scheduler.rights.refusal import Refusal
from scheduler.season.changing import remembered
from scheduler.season.offer_drafts import drafts_of
from scheduler.season.offers import publish_offer, remove_offer, withdraw_offer
from scheduler.season.refusals import FactsMissing
from web.database import reading, writing
from web.forms import Form, version_field, version_of
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.staff.offers.acting import by
from web.staff.offers.page import address_of, form_of, form_page
from web.staff.offers.whose import own_offer_here

_Answer = str | tuple[str, int] | Response


class VersionForm(Form):
    """A button, and the version of the row on whose page it stood."""

    version = version_field()


def publish(municipality: str, season: str, offer: int) -> _Answer:  # noqa: ARG001  (the guard looked them up)
    """Let families see it; where something is missing, the page says what, with the way there."""
    return _do(offer, "publish_offer")


def withdraw(municipality: str, season: str, offer: int) -> _Answer:  # noqa: ARG001  (idem)
    """Take it away from what families can ask."""
    return _do(offer, "withdraw_offer")


def _do(number: int, verb: str) -> _Answer:
    found = own_offer_here(number)
    expected = version_of(VersionForm().version)
    try:
        with remembered(writing(), part="offers", what=verb, **by()):
            if verb == "publish_offer":
                publish_offer(writing(), offer_id=found.id, expected=expected, **by())
            else:
                withdraw_offer(writing(), offer_id=found.id, expected=expected, **by())
    except Refusal as refusal:
        draft = drafts_of(reading(), this_season().id, [found.id])[found.id]
        form = form_of(found, draft, sent=False)
        form.refuse(refusal)
        facts = refusal if isinstance(refusal, FactsMissing) else None
        return form_page(form, found, facts), 422
    flash(
        gettext("Gezinnen zien deze activiteit nu.")
        if verb == "publish_offer"
        else gettext("Ingetrokken. Gezinnen zien deze activiteit niet meer.")
    )
    return redirect(address_of(found.id))


def remove(municipality: str, season: str, offer: int) -> _Answer:  # noqa: ARG001  (idem)
    """Ask whether it may go; then it goes."""
    found = own_offer_here(offer)
    form = VersionForm()
    if request.method == "GET":
        form.version.data = str(found.version)
        return render_template("staff/offers/remove.html", form=form, offers=[found])
    try:
        with remembered(writing(), part="offers", what="remove_offer", **by()):
            remove_offer(writing(), offer_id=found.id, expected=version_of(form.version), **by())
    except Refusal as refusal:
        form.refuse(refusal)
        return render_template("staff/offers/remove.html", form=form, offers=[found]), 422
    flash(gettext("%(title)s is verwijderd.", title=found.title))
    return redirect(
        url_for("staff.offers", municipality=this_municipality().slug, season=this_season().slug)
    )
