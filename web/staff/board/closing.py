"""Closing a group, after one question; undoing and redoing."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scheduler.board.moves import CloseGroup
from scheduler.board.moving import move_on_board
from scheduler.board.undoing import redo_on_board, undo_on_board
from scheduler.board.versions_held import stamp_of
from scheduler.rights.refusal import Refusal
from web.database import reading, take_back, writing
from web.forms import whole_number
from web.guarding import season as this_season
from web.languages import said_in
from web.staff.board.here import by_me, this_version
from web.staff.board.moves import said_with_link
from web.staff.board.reading import blocks_of, cards_of

Answer = str | Response | tuple[str, int]


def board_close(municipality: str, season: str, version: int, group: int) -> Answer:  # noqa: ARG001  (the guard looked them up)
    """The question, and what it answers."""
    shown = this_version(version)
    card = next(iter(cards_of(reading(), this_season(), shown.id, (group,))), None)
    if card is None:
        abort(404)
    error = ""
    if request.method == "POST":
        try:
            moved = move_on_board(
                writing(),
                **by_me(),
                version_id=shown.id,
                expected=_stamp(),
                move=CloseGroup(card.id),
            )
        except Refusal as refusal:
            take_back()
            error = refusal.sentence(said_in())
        else:
            flash(said_with_link(moved))
            return _to_board()
    page = render_template(
        "staff/board/close.html",
        version=shown,
        card=card,
        block=blocks_of(reading(), this_season()).get(card.block_id),
        frozen=shown.published_at is not None,
        stamp=stamp_of(reading(), this_season(), shown.id),
        error=error,
    )
    return (page, 422) if error else page


def board_undo(municipality: str, season: str, version: int) -> Response:  # noqa: ARG001  (idem)
    """Undo the last move."""
    return _swap(version, undo_on_board, gettext("Teruggedraaid."))


def board_redo(municipality: str, season: str, version: int) -> Response:  # noqa: ARG001  (idem)
    """Do again what was undone."""
    return _swap(version, redo_on_board, gettext("Opnieuw gedaan."))


def _swap(version: int, verb: Callable[..., int], done: str) -> Response:
    shown = this_version(version)
    try:
        verb(writing(), **by_me(), version_id=shown.id, expected=_stamp())
    except Refusal as refusal:
        take_back()
        done = refusal.sentence(said_in())
    flash(done)
    return _to_board()


def _stamp() -> int:
    return whole_number(request.form.get("stempel")) or 0


def _to_board() -> Response:
    arguments = {k: v for k, v in (request.view_args or {}).items() if k != "group"}
    return redirect(url_for("staff.board", **arguments))
