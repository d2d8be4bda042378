"""How a question is asked, saved, and leads to the next one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from models import Season
from scheduler.drafts.answers import Step, read
from scheduler.drafts.refusals import DraftGone, StepChanged
from scheduler.drafts.saving import begin, find_draft, save_steps
from web import limits
from web.clock import now
from web.database import read_anew, reading, take_back, writing
from web.family.asking.keeping import Asking, asking_in, keep, open_season
from web.family.asking.order import FIRST, after, before, endpoint_at, steps_for
from web.family.asking.question import Question, Saved
from web.guarding import municipality as this_municipality

BEGINNING: Final = "120 per hour"
"""By address: in a library, many families share one."""
SENDING: Final = "120 per hour"
"""The same."""
CHECK: Final = "nakijken"

Answer = str | tuple[str, int] | Response


def view_of(kind: type[Question]) -> Callable[..., Answer]:
    """The view of a question."""

    def view(municipality: str) -> Answer:
        season = open_season()
        if season is None:
            return redirect(url_for("family.ask", municipality=municipality))
        asking = asking_in(season)
        if asking.is_away:
            return come_in_first(municipality)
        away = _elsewhere(kind, asking)
        if away:
            return redirect(url_for(away, municipality=municipality))
        form = kind.made(asking)
        if not form.is_submitted():
            return _page(form)
        saved = form.saved() if form.validate() else None
        if saved is not None and _keep(form, season, saved):
            return redirect(_next(form))
        return _page(form), 422

    return view


def come_in_first(municipality: str) -> Response:
    """To where the family comes in that began this change; what it filled in waits there."""
    flash(gettext("Kom eerst binnen met je link of code. Wat je wijzigde, is bewaard."))
    return redirect(url_for("family.way_in", municipality=municipality))


def _elsewhere(kind: type[Question], asking: Asking) -> str:
    """The endpoint where this family has to be first; "": here."""
    if asking.answers.sent:
        return "family.asked"
    if not asking.has_begun:
        return "" if kind.step is FIRST else "family.ask"
    if kind.step not in steps_for(asking):
        return "family.ask_check"
    missing = asking.missing(before=kind.step)
    return "" if missing is None else endpoint_at(missing)


def _keep(form: Question, season: Season, saved: Saved) -> bool:
    """Save the page. Where it cannot be saved, the form says why."""
    asking = form.asking
    if not asking.has_begun:
        limits.count(BEGINNING, "asking")
        begun = begin(writing(), season=season, now=now(), answers=saved)
        keep(begun.key, begun.code)
        return True
    try:
        save_steps(
            writing(),
            season_id=season.id,
            key=asking.key,
            watched=form.saves,
            expected=str(form.version.data or ""),
            answers=saved,
            now=now(),
        )
    except StepChanged:
        take_back()
        read_anew()
        row = find_draft(reading(), season_id=season.id, key=asking.key, now=now())
        if row is not None:
            form.version.data = read(row.answers).count(*form.saves)
        form.form_errors.append(
            gettext("Dit is intussen in een ander venster gewijzigd. Kijk het na en ga verder.")
        )
        return False
    except DraftGone:
        take_back()
        form.form_errors.append(
            gettext("Wat je invulde is er niet meer. Begin opnieuw, of gebruik je code.")
        )
        return False
    return True


def _page(form: Question) -> str:
    steps = steps_for(form.asking)
    back = "family.ask_check" if _returns(form) else before(form.step, form.asking)
    return render_template(
        f"family/asking/{form.step.value}.html",
        form=form,
        asking=form.asking,
        back=_address(back),
        number=steps.index(form.step) + 1,
        total=len(steps),
        **form.shown(),
    )


def _next(form: Question) -> str:
    if form.stays():
        return _address(endpoint_at(form.step), returns=_returns(form), spot=form.spot())
    if _returns(form) and form.step is not Step.WISHES:
        return _address("family.ask_check")
    # Who chose other wishes looks at their order too, before the check.
    return _address(after(form.step, form.asking), returns=_returns(form))


def _returns(form: Question) -> bool:
    """Whether the family came from its check of the answers, and goes back there."""
    return request.args.get("terug") == CHECK or form.asking.change is not None


def _address(endpoint: str, *, returns: bool = False, spot: str | None = None) -> str:
    slug = this_municipality().slug
    if returns:
        return url_for(endpoint, municipality=slug, terug=CHECK, _anchor=spot)
    return url_for(endpoint, municipality=slug, _anchor=spot)
