"""The bar with which somebody undoes their last change in a part, or does it again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from flask import abort, flash, g, redirect, request, url_for
from flask_babel import gettext
from werkzeug.routing import BuildError
from werkzeug.wrappers import Response

from models import SeasonChange
from scheduler.rights.refusal import Refusal
from scheduler.season.change_texts import said_of
from scheduler.season.changing import Kept, redo, undo, undoable
from web import signed_in
from web.clock import now
from web.database import reading, take_back, writing
from web.forms import whole_number
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.languages import said_in
from web.routes.audience import MAKERS
from web.staff.here import me

PAGES: Final[Mapping[str, str]] = {
    "offers": "staff.offers",
    "sites": "staff.locations",
    "blocks": "staff.blocks",
    "tutors": "staff.tutors",
    "import": "staff.exchange",
    "board": "staff.pins",
}
"""Part → the page to go back to."""


class Step(NamedTuple):
    """A change that can be undone or done again, and what it is called."""

    change: int
    what: str


def undo_steps(part: str) -> tuple[Step | None, Step | None]:
    """What who is signed in can undo, and do again, in a part of the season of this page."""
    who, season = signed_in.person(), g.get("season")
    if who is None or season is None or not who.roles_at(season.municipality_id) & MAKERS:
        return None, None
    done, undone = undoable(reading(), season_id=season.id, account_id=who.id, part=part)
    return _step(done, part), _step(undone, part)


def undo_change(municipality: str, season: str) -> Response:  # noqa: ARG001  (the guard)
    """Undo a change, and go back to its part."""
    return _do(undo, lambda what: gettext("Ongedaan gemaakt: %(what)s.", what=what))


def redo_change(municipality: str, season: str) -> Response:  # noqa: ARG001  (idem)
    """Do again what was undone, and go back to its part."""
    return _do(redo, lambda what: gettext("Opnieuw gedaan: %(what)s.", what=what))


def _do(verb: Callable[..., SeasonChange], sentence: Callable[[str], str]) -> Response:
    part = request.form.get("part", "")
    number = whole_number(request.form.get("change"))
    if part not in PAGES or number is None:
        abort(404)
    try:
        done = verb(
            writing(), actor=me().actor, season_id=this_season().id, change_id=number, now=now()
        )
        flash(sentence(said_of(done.what, done.part).said(said_in())))
    except Refusal as refusal:
        take_back()
        said = refusal.sentence(said_in())
        flash(said[:1].upper() + said[1:])
    return redirect(_page(part), code=303)


def _page(part: str) -> str:
    where: dict[str, Any] = {
        "municipality": this_municipality().slug,
        "season": this_season().slug,
    }
    try:
        return url_for(PAGES[part], **where)
    except BuildError:  # a page that has no address of its own without more
        return url_for("staff.glance", **where)


def _step(found: Kept | None, part: str) -> Step | None:
    return None if found is None else Step(found.id, said_of(found.what, part).said(said_in()))
