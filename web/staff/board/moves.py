"""Moves on the board: what is allowed, as data for dragging and as a form for everybody."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from markupsafe import Markup
from werkzeug.wrappers import Response

from scheduler.board.moving import Moved, move_on_board
from scheduler.board.versions_held import stamp_of
from scheduler.rights.refusal import Refusal
from scheduler.season.refusals import NotHere
from web.database import reading, take_back, writing
from web.forms import whole_number
from web.guarding import season as this_season
from web.languages import said_in
from web.staff.board.asking import asked, columns_for
from web.staff.board.here import by_me, this_version
from web.staff.board.lifted import Lifted, lifted
from web.staff.board.reading import offers_to_open, on_board
from web.staff.board.redrawn import redrawn
from web.staff.board.spoken import Words

Answer = str | Response | tuple[str | Response, int]
NAMED = 3
"""Of so many wishes that are passed over the children are named."""


def board_targets(municipality: str, season: str, version: int) -> Response:  # noqa: ARG001  (the guard looked them up)
    """Where what was picked up may go, and why not elsewhere."""
    found, shown = this_season(), this_version(version)
    thing = _from(request.args)
    table, targets = thing.targets(reading(), found, shown)
    there = on_board(reading(), found, shown.id)
    words = Words.of(thing, there, columns_for(asked(), found, there))
    goals = [
        {"target": goal.target, "host": goal.host, "label": goal.label, "note": goal.note}
        | {"full": goal.full}
        for goal in words.goals(targets)
    ]
    return jsonify(
        thing=words.thing(table),
        targets=goals,
        refused=words.refused(targets),
        otherwise=targets.otherwise.said(said_in()),
    )


def board_move(municipality: str, season: str, version: int) -> Answer:  # noqa: ARG001  (the guard looked them up)
    """The form with every target; sent, it makes the move."""
    if request.method == "GET":
        return _page(version, _from(request.args), "")
    thing, shown = _from(request.form), this_version(version)
    target = request.form.get("naar", "")
    by_script = request.headers.get("X-Requested-With") == "fetch"
    if not target:
        return _page(version, thing, gettext("Kies waar het naartoe gaat.")), 422
    try:
        moved = move_on_board(
            writing(),
            **by_me(),
            version_id=shown.id,
            expected=whole_number(request.form.get("stempel")) or 0,
            move=thing.move_to(target),
        )
    except NotHere:
        abort(404)
    except Refusal as error:
        take_back()
        sentence = error.sentence(said_in())
        if by_script:
            return jsonify(said=sentence), 409
        return _page(version, thing, sentence), 422
    if by_script:
        more = why_passed_over(moved)
        return jsonify(said=said(moved), **more, **redrawn(writing(), this_season(), shown, moved))
    flash(said_with_link(moved))
    return redirect(url_for("staff.board", **(request.view_args or {})))


def said(moved: Moved) -> str:
    """What people hear of a move."""
    notes = " ".join(each.said(said_in()) for each in moved.notes)
    return f"{gettext('Gedaan, en vastgezet.')} {notes} {_passed_over(moved)}".strip()


def said_with_link(moved: Moved) -> str:
    """The same, and where more can be read about it."""
    more = why_passed_over(moved)
    if not more:
        return said(moved)
    return Markup('{said} <a class="govuk-link" href="{link}">{why}</a>').format(
        said=said(moved), **more
    )


def why_passed_over(moved: Moved) -> dict[str, str]:
    """`link` and `why`, its words: to the one child that is passed over, or to all wishes."""
    children = {each.child_id for each in moved.passed_over}
    if not children:
        return {}
    arguments = {k: v for k, v in (request.view_args or {}).items() if k != "group"}
    if len(children) == 1:
        link = url_for("staff.why_child", child=children.pop(), **arguments)
    else:
        link = url_for("staff.why", **arguments)
    return {"link": link, "why": gettext("Bekijk waarom")}


def _passed_over(moved: Moved) -> str:
    """A calm sentence about what the draw said otherwise; names of at most `NAMED`."""
    if not moved.passed_over:
        return ""
    names = [f"{each.first_name} ({each.offer})" for each in moved.passed_over]
    shown = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
    told: str = ngettext(
        "Volgens de loting ging %(num)d wens hier voor: %(names)s.",
        "Volgens de loting gingen %(num)d wensen hier voor: %(names)s.",
        len(names),
        names=shown,
    )
    return told


def _from(given: Any) -> Lifted:
    return lifted(given.get("soort"), given.get("id"), given.get("van"))


def _page(version: int, thing: Lifted, error: str) -> str:
    found, shown = this_season(), this_version(version)
    table, targets = thing.targets(reading(), found, shown)
    there = on_board(reading(), found, shown.id)
    words = Words.of(thing, there, columns_for(asked(), found, there))
    return render_template(
        "staff/board/move.html",
        version=shown,
        thing=thing,
        name=words.thing(table),
        goals=words.goals(targets),
        refused=words.refused_in_words(targets),
        otherwise=targets.otherwise.said(said_in()),
        frozen=shown.published_at is not None,
        stamp=stamp_of(reading(), found, shown.id),
        error=error,
    )


def board_new(municipality: str, season: str, version: int) -> str:  # noqa: ARG001  (idem)
    """What a new group can be of."""
    found, shown = this_season(), this_version(version)
    return render_template(
        "staff/board/new.html",
        version=shown,
        offers=offers_to_open(reading(), found),
        frozen=shown.published_at is not None,
    )
