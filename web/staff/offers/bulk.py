"""Changing several offers together: each wholly or not at all, with what was done and why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from flask import render_template, request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Offer
from scheduler.rights.refusal import Refusal
from scheduler.season.changing import remembered
from scheduler.season.offer_drafts import drafts_of
from scheduler.season.offers import (
    OfferDraft,
    edit_offer,
    publish_offer,
    remove_offer,
    withdraw_offer,
)
from web.database import reading, writing
from web.forms import Form, cents_of, numbers_of, select_field, whole_number
from web.guarding import season as this_season
from web.languages import said_in
from web.staff.offers.acting import by
from web.staff.offers.numbers import amount_field, count_field
from web.staff.offers.options import BlockTimes, Pairs, block_options
from web.staff.offers.whose import whose

ACTIONS: Final = (
    ("publish", _("Publiceren")),
    ("withdraw", _("Intrekken")),
    ("add_block", _("Een blok toevoegen")),
    ("drop_block", _("Een blok weghalen")),
    ("organiser", _("Organisator instellen")),
    ("price", _("Prijs instellen")),
    ("ages", _("Leeftijden instellen")),
    ("remove", _("Verwijderen")),
)
_VERBS: Final[Mapping[str, Callable[..., object]]] = {
    "publish": publish_offer,
    "withdraw": withdraw_offer,
    "remove": remove_offer,
}


class BulkForm(Form):
    """What to do with the rows that were chosen in the list."""

    action = select_field(_("Doe dit met de gekozen activiteiten"))
    block = select_field(_("Welk blok?"))
    organiser = select_field(_("Welke organisator?"))
    price = amount_field(_("Welke prijs (euro)?"))
    age_from = count_field(_("Vanaf (jaar)"), 0, 120, may_be_empty=True)
    age_to = count_field(_("Tot en met (jaar)"), 0, 120, may_be_empty=True)

    def offer_to_choose(self, blocks: Sequence[BlockTimes], organisers: Pairs) -> None:
        """Fill in what there is to choose from."""
        self.action.choices = [("", gettext("Kies")), *ACTIONS]
        self.block.choices = [("", gettext("Kies")), *block_options(blocks)]
        self.organiser.choices = organisers
        for field in (self.block, self.organiser):
            field.validate_choice = False  # the verb knows what is there

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether it is said what to do, and with what."""
        fine = bool(super().validate(extra_validators))
        needed = {
            "": (self.action, gettext("Kies wat je wil doen.")),
            "add_block": (self.block, gettext("Kies een blok.")),
            "drop_block": (self.block, gettext("Kies een blok.")),
            "price": (self.price, gettext("Vul een prijs in. Gratis is 0.")),
        }
        field, sentence = needed.get(str(self.action.data or ""), (None, ""))
        if field is not None and not str(field.data or "").strip():
            field.errors = [*field.errors, sentence]
            return False
        return fine

    def chosen(self) -> tuple[int, ...]:
        """The numbers of the rows."""
        return numbers_of(request.form.getlist("rows"))

    def change(self, draft: OfferDraft) -> OfferDraft:
        """An offer with what this form changes."""
        block = whole_number(self.block.data) or 0
        match self.action.data:
            case "add_block":
                return replace(draft, blocks=tuple(dict.fromkeys((*draft.blocks, block))))
            case "drop_block":
                return replace(draft, blocks=tuple(each for each in draft.blocks if each != block))
            case "organiser":
                return replace(draft, organiser_id=whole_number(self.organiser.data))
            case "price":
                return replace(draft, price_cents=cents_of(self.price.data))
            case _:
                return replace(
                    draft,
                    age_from=whole_number(self.age_from.data),
                    age_to=whole_number(self.age_to.data),
                )


class Done(NamedTuple):
    """An offer, and why nothing was done with it; "": it was done."""

    number: int
    title: str
    why_not: str


def do_in_bulk(form: BulkForm) -> str | Response:
    """Do it, one offer after the other; removing asks once whether that is meant.

    What is not here, or not theirs to see, is left out without a word.
    """
    found = (
        reading()
        .scalars(
            select(Offer)
            .where(*whose().seen(), Offer.id.in_(form.chosen()))
            .order_by(Offer.title, Offer.id)
        )
        .all()
    )
    if form.action.data == "remove" and not request.form.get("sure"):
        return render_template("staff/offers/remove.html", form=form, offers=found, together=True)
    drafts = drafts_of(reading(), this_season().id, [offer.id for offer in found])
    verb = f"{form.action.data}_offer" if form.action.data in _VERBS else "edit_offer"
    with remembered(writing(), part="offers", what=verb, **by()):
        done = [Done(each.id, each.title, _one(form, each, drafts[each.id])) for each in found]
    return render_template(
        "staff/offers/done.html", done=done, action=dict(ACTIONS)[str(form.action.data)]
    )


def _one(form: BulkForm, offer: Offer, draft: OfferDraft) -> str:
    """Do it with one offer: "", or why not; then nothing of it was done."""
    expected = whole_number(request.form.get(f"version-{offer.id}")) or 0
    one = {"offer_id": offer.id, "expected": expected}
    try:
        with writing().begin_nested():
            if form.action.data in _VERBS:
                _VERBS[str(form.action.data)](writing(), **one, **by())
            else:
                edit_offer(writing(), offer=form.change(draft), **one, **by())
    except Refusal as refusal:
        sentence = refusal.sentence(said_in())
        return sentence[:1].upper() + sentence[1:]
    return ""
