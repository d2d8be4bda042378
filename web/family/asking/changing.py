"""A family changes what it asked, until wishes close: the same pages, on what is asked now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from flask import flash, g, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from models import Child, Season
from scheduler.drafts.answers import Answers
from scheduler.drafts.changing import begin_change, begun_changes, send_change
from scheduler.drafts.refusals import DraftGone
from scheduler.rights import NotHere
from scheduler.rights.refusal import Refusal
from scheduler.season.refusals import BadValue, ChangedMeanwhile, NoSuchCode
from web import limits
from web.clock import now
from web.database import read_anew, reading, take_back, writing
from web.family.asking.keeping import Asking, asking_in, keep, let_go, open_season
from web.family.asking.paging import BEGINNING, SENDING
from web.family.asking.told import answers_told
from web.family.own import my_child
from web.family_in import this_family
from web.forms import Form, version_field, version_of
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season

_Answer = str | tuple[str, int] | Response


class ChangeForm(Form):
    """The button that sends, on this version of the request."""

    version = version_field()


class Difference(NamedTuple):
    """What an answer says now and no longer, and what it is to say."""

    name: str
    before: Sequence[str]
    after: Sequence[str]


def change(municipality: str, child: int) -> _Answer:
    """Begin to change a request, or go on with it; after closing, what can still be done."""
    row, season, form = my_child(child), this_season(), Form()
    if not _is_open(row, season):
        return render_template(
            "family/asking/change_closed.html", child=row, phase=season.phase.value
        )
    if form.validate_on_submit():
        limits.count(BEGINNING, "asking")
        key = begin_change(
            writing(),
            season=season,
            contact_id=this_family().contact_id,
            child=row,
            now=now(),
        )
        let_go()
        keep(key, "")
        return redirect(url_for("family.ask_check", municipality=municipality))
    begun = begun_changes(reading(), contact_id=this_family().contact_id, now=now())
    page = render_template(
        "family/asking/change.html", form=form, child=row, until=begun.get(row.id)
    )
    return (page, 422) if form.is_submitted() else page


def check_change(asking: Asking) -> _Answer:
    """What changes, all answers, and the button that sends them."""
    form = ChangeForm(data={"version": str(_version(asking))})
    if form.is_submitted() and form.validate():
        limits.count(SENDING, "asked")
        answer = _sent(form, asking)
        if answer is not None:
            return answer
        _forget()
        asking = asking_in(asking.season)
        if asking.change is None:
            return redirect(url_for("family.standing", municipality=this_municipality().slug))
        form.version.data = str(_version(asking))
    page = render_template(
        "family/asking/change_check.html",
        form=form,
        asking=asking,
        told=answers_told(asking),
        differences=differences(asking),
    )
    return (page, 422) if form.is_submitted() else page


def differences(asking: Asking) -> tuple[Difference, ...]:
    """Line by line, what is asked now and what is to be asked."""
    if asking.change is None:
        return ()
    asked_now = replace(asking, answers=Answers(asking.change.now))
    found = []
    for before, after in zip(answers_told(asked_now), answers_told(asking), strict=True):
        gone = [line for line in before.lines if line not in after.lines]
        new = [line for line in after.lines if line not in before.lines]
        if gone or new:
            found.append(Difference(after.name, gone, new))
    return tuple(found)


def _sent(form: ChangeForm, asking: Asking) -> Response | None:
    """Send; None where something was refused: nothing was sent then, and the form says why."""
    standing = url_for("family.standing", municipality=this_municipality().slug)
    try:
        send_change(
            writing(),
            season=asking.season,
            key=asking.key,
            contact_id=this_family().contact_id,
            expected=version_of(form.version),
            now=now(),
        )
    except DraftGone:
        take_back()
        return redirect(standing)
    except Refusal as refusal:
        take_back()
        why = _why(refusal)
        if why:
            form.form_errors.append(why)
        else:
            form.refuse(refusal)
        return None
    let_go()
    flash(gettext("Je vraag is gewijzigd."))
    return redirect(standing)


def _why(refusal: Refusal) -> str:
    """What to do about it; "": what the refusal itself says."""
    said = ""
    if isinstance(refusal, ChangedMeanwhile):
        said = gettext(
            "Iemand anders wijzigde deze vraag net. Kijk na wat nu verandert, en stuur weer."
        )
    elif isinstance(refusal, NoSuchCode):
        said = gettext("De code van een vriend werkt niet meer. Wijzig dat antwoord en stuur weer.")
    elif isinstance(refusal, NotHere | BadValue):
        said = gettext("Een activiteit is er niet meer. Wijzig je keuze en stuur weer.")
    return str(said)


def _version(asking: Asking) -> int:
    return 0 if asking.change is None else asking.change.child.version


def _forget() -> None:
    """Read anew what this request read before."""
    read_anew()
    for name in ("asking_choice", "asking_siblings"):
        g.pop(name, None)


def _is_open(child: Child, season: Season) -> bool:
    found = open_season()
    return found is not None and found.id == season.id and child.withdrawn_at is None
