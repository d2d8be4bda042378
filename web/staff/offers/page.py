"""The page of one offer: its form for who may change it, what it says for who may look."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from models import Offer
from scheduler.rights.refusal import Refusal
from scheduler.season.changing import remembered
from scheduler.season.offer_drafts import drafts_of
from scheduler.season.offers import OfferDraft, edit_offer, missing_facts
from scheduler.season.refusals import FactsMissing
from web.database import reading, writing
from web.forms import version_of
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.staff.offers.acting import by
from web.staff.offers.facts import FACTS
from web.staff.offers.form import TEXTS, OfferForm, filled_in, offer_form
from web.staff.offers.options import (
    KINDS,
    STATUSES,
    block_groups,
    blocks_here,
    feature_options,
    goal_groups,
    goal_name,
    language_name,
    location_options,
    organiser_options,
)
from web.staff.offers.whose import offer_here, whose
from web.wording import About

_Answer = str | tuple[str, int] | Response


def offer(municipality: str, season: str, offer: int) -> _Answer:  # noqa: ARG001  (the guard looked them up)
    """Look at an offer, or save it as it was filled in."""
    found = offer_here(offer)
    draft = drafts_of(reading(), this_season().id, [found.id])[found.id]
    if not whose().edits(found.organiser_id):
        if request.method != "GET":
            abort(403)
        return _read_only(found, draft)
    form = form_of(found, draft)
    if not form.is_submitted():
        return form_page(form, found)
    if form.validate() and form.words_are_fine():
        try:
            save(form, found, draft)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("Bewaard."))
            return redirect(address_of(found.id))
    return form_page(form, found), 422


def form_of(found: Offer, draft: OfferDraft, *, sent: bool = True) -> OfferForm:
    """The form, filled in with the offer as it is; `sent`: or as it was sent with this request."""
    form = offer_form(
        this_municipality().languages, sent=sent, **filled_in(draft, version=found.version)
    )
    form.offer_to_choose(blocks_here(), whose())
    form.about = About("offer", found.id)
    return form


def save(form: OfferForm, found: Offer, draft: OfferDraft) -> None:
    """Save what was filled in, with the words that were kept, as one change to undo.

    Raises:
        Refusal: as `edit_offer`.
    """
    filled = form.draft(draft.code, draft.texts, [block.id for block in blocks_here()])
    with remembered(writing(), part="offers", what="edit_offer", **by()):
        edit_offer(
            writing(), offer_id=found.id, expected=version_of(form.version), offer=filled, **by()
        )
    form.keep(About("offer", found.id))


def form_page(form: OfferForm, found: Offer | None, refused: FactsMissing | None = None) -> str:
    """The page with the form; of an offer that is yet to be made where there is none."""
    blocks = blocks_here()
    chosen = form.blocks.data or ()
    missing: tuple[str, ...] = ()
    if found is not None:
        draft = drafts_of(reading(), this_season().id, [found.id])[found.id]
        missing = missing_facts(found, has_blocks=bool(draft.blocks))
    return render_template(
        "staff/offers/offer.html",
        form=form,
        offer=found,
        refused=refused,
        missing=[FACTS[fact] for fact in missing],
        goals=goal_groups(),
        blocks=block_groups(blocks),
        has_all_blocks=bool(blocks) and len(set(chosen)) == len(blocks),
        text_keys=TEXTS,
        statuses=STATUSES,
    )


def address_of(number: int) -> str:
    """Where the page of an offer of this season is."""
    return url_for(
        "staff.offer",
        municipality=this_municipality().slug,
        season=this_season().slug,
        offer=number,
    )


def _read_only(found: Offer, draft: OfferDraft) -> str:
    sites, features = dict(location_options()), dict(feature_options())
    blocks: dict[str, Any] = {
        value: name for group in block_groups(blocks_here()) for value, name in group.options
    }
    organisers = dict(organiser_options())
    return render_template(
        "staff/offers/look.html",
        offer=found,
        draft=draft,
        kind=KINDS[found.kind.value],
        statuses=STATUSES,
        goals=[goal_name(code) for code in draft.goals],
        blocks=[blocks[str(number)] for number in draft.blocks if str(number) in blocks],
        sites=[sites[str(number)] for number in draft.locations if str(number) in sites],
        features=[features.get(code, code) for code in draft.room_features],
        organiser=organisers.get("" if found.organiser_id is None else str(found.organiser_id)),
        spoken=[language_name(code) for code in draft.spoken_languages or ()],
        tutors_speak=language_name(draft.language) if draft.language else "",
        text_keys=TEXTS,
        language_name=language_name,
    )
