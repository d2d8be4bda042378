"""How it was for a child: a few questions, none of which has to be answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response
from wtforms import HiddenField

from models import Child
from models.enums import Answer, Question
from scheduler.rights.refusal import Refusal
from scheduler.season import looking_back as verbs
from web.clock import now
from web.database import reading, writing
from web.family.own import by_me, my_child, my_children
from web.forms import Form, radio_field, whole_number
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season

_SAID: Final[Mapping[Answer, Any]] = {
    Answer.VERY_NICE: _("Heel fijn"),
    Answer.NICE: _("Fijn"),
    Answer.SO_SO: _("Gaat wel"),
    Answer.NOT_NICE: _("Niet fijn"),
    Answer.YES: _("Ja"),
    Answer.PERHAPS: _("Misschien"),
    Answer.SOMEWHAT: _("Een beetje"),
    Answer.NO: _("Nee"),
}


def _choices(question: Question) -> list[tuple[str, Any]]:
    return [(answer.value, _SAID[answer]) for answer in verbs.ANSWERS[question]]


class TellingForm(Form):
    """The questions, for one child. No box for words: words tell whose they are."""

    child = HiddenField()
    how_was_it = radio_field(_("Hoe was het voor je kind?"), _choices(Question.HOW_WAS_IT))
    come_again = radio_field(_("Zou je kind nog eens willen komen?"), _choices(Question.COME_AGAIN))
    getting_there = radio_field(_("Kon je kind er vlot geraken?"), _choices(Question.GETTING_THERE))
    knew_enough = radio_field(_("Wist je vooraf genoeg?"), _choices(Question.KNEW_ENOUGH))

    def answers(self) -> dict[Question, Answer]:
        """What was answered."""
        return {
            question: Answer(self[question.value].data)
            for question in Question
            if self[question.value].data
        }


def look_back(municipality: str) -> str | tuple[str, int] | Response:  # noqa: ARG001  (the guard)
    """Ask for a child of which the groups are over, and count what is told."""
    form = TellingForm()
    if not form.is_submitted():
        several = to_tell_of(my_children())
        asked = whole_number(request.args.get("kind")) or 1
        chosen = several[asked - 1] if asked <= len(several) else None
        form.child.data = "" if chosen is None else str(chosen.id)
        return _page(form, chosen, several)
    number = whole_number(form.child.data)
    if number is None:
        abort(404)
    child = my_child(number)
    if not form.validate():
        return _page(form, child), 422
    answers = form.answers()
    if not answers:
        form.form_errors.append(gettext("Kies een antwoord, of stop gerust."))
        return _page(form, child), 422
    try:
        verbs.look_back(writing(), **by_me(), child_id=child.id, answers=answers)
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(form, child), 422
    flash(gettext("Dank je wel. Je antwoord is meegeteld, zonder naam."))
    others = [each for each in to_tell_of(my_children()) if each.id != child.id]
    leads_to = "family.look_back" if others else "family.standing"
    return redirect(url_for(leads_to, municipality=this_municipality().slug))


def to_tell_of(children: Sequence[Child]) -> list[Child]:
    """The children of whom something can be told now."""
    found = verbs.with_something_to_tell(
        reading(), season=this_season(), children=[child.id for child in children], now=now()
    )
    return [child for child in children if child.id in found]


def _page(form: TellingForm, child: Child | None, several: Sequence[Child] = ()) -> str:
    return render_template(
        "family/looking_back/telling.html", form=form, child=child, several=several
    )
