"""Adding an offer: an empty one, or one like another."""

from __future__ import annotations

from flask import abort, flash, redirect
from flask_babel import gettext
from werkzeug.wrappers import Response

from scheduler.rights.refusal import Refusal
from scheduler.season.changing import remembered
from scheduler.season.offer_drafts import copy_of, drafts_of, free_code
from scheduler.season.offers import add_offer
from web.database import reading, writing
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.staff.offers.acting import by
from web.staff.offers.form import OfferForm, offer_form
from web.staff.offers.options import blocks_here
from web.staff.offers.page import address_of, form_page
from web.staff.offers.whose import own_offer_here, whose
from web.wording import About

_Answer = str | tuple[str, int] | Response


def new_offer(municipality: str, season: str) -> _Answer:  # noqa: ARG001  (the guard looked them up)
    """An empty form; nothing about families is filled in beforehand."""
    mine = whose()
    if not mine.edits_some:
        abort(403)
    form = offer_form(
        this_municipality().languages,
        max_groups="1",
        leads="1",
        assistants="0",
        lead_choice="all",
        edition=str(this_season().year),
    )
    form.offer_to_choose(blocks_here(), mine)
    if not form.is_submitted():
        return form_page(form, None)
    if form.validate() and form.words_are_fine():
        try:
            number = _add(form)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("Toegevoegd. Gezinnen zien het pas als je het publiceert."))
            return redirect(address_of(number))
    return form_page(form, None), 422


def _add(form: OfferForm) -> int:
    code = free_code(reading(), this_season().id, str(form.title.data))
    filled = form.draft(code, {}, [block.id for block in blocks_here()])
    with remembered(writing(), part="offers", what="add_offer", **by()):
        number = add_offer(writing(), offer=filled, **by())
    form.keep(About("offer", number))
    return number


def copy_offer(municipality: str, season: str, offer: int) -> Response:  # noqa: ARG001  (idem)
    """Another one like it, in preparation."""
    found = own_offer_here(offer)
    draft = drafts_of(reading(), this_season().id, [found.id])[found.id]
    with remembered(writing(), part="offers", what="copy_offer", **by()):
        number = add_offer(writing(), offer=copy_of(reading(), this_season().id, draft), **by())
    flash(gettext("Dit is de kopie. Geef ze een eigen titel."))
    return redirect(address_of(number))
