"""Withdrawing and erasing, in two steps, at any time, without a reason (R3, R16)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from models import Child
from scheduler.season import erasing, withdrawing
from web.clock import now
from web.database import writing
from web.forms import Form
from web.guarding import season as this_season
from web.staff.families import about_child
from web.staff.families.opening import (
    closed_page,
    family_page,
    is_closed,
    this_child,
    this_contact,
)
from web.staff.here import me

_Answer = str | tuple[str, int] | Response


def withdraw_wish(municipality: str, season: str, child: int, wish: int) -> _Answer:  # noqa: ARG001
    """One wish."""
    row = this_child(child)
    found = next((each for each in about_child.wishes_of(row) if each.number == wish), None)
    if found is None:
        abort(404)
    return _in_two_steps(
        row,
        what="wish",
        about=found,
        verb=withdrawing.withdraw_wish,
        told=gettext("De wens is ingetrokken."),
        named={"child_id": row.id, "wish_id": wish},
    )


def withdraw_child(municipality: str, season: str, child: int) -> _Answer:  # noqa: ARG001
    """All that was asked for one child."""
    row = this_child(child)
    return _in_two_steps(
        row,
        what="child",
        about=row,
        verb=withdrawing.withdraw_child,
        told=gettext("De vraag is ingetrokken."),
        named={"child_id": row.id},
    )


def withdraw_family(municipality: str, season: str, child: int, contact: int) -> _Answer:  # noqa: ARG001
    """All that was asked for all children of a contact."""
    row = this_child(child)
    known = this_contact(row, contact)
    return _in_two_steps(
        row,
        what="family",
        about=known,
        verb=withdrawing.withdraw_family,
        told=gettext("Alle vragen van dit gezin zijn ingetrokken."),
        named={"contact_id": known.id},
    )


def erase_family(municipality: str, season: str, child: int, contact: int) -> _Answer:
    """All that is kept about a contact and its children."""
    row = this_child(child)
    known = this_contact(row, contact)
    return _in_two_steps(
        row,
        what="erase",
        about=known,
        verb=erasing.erase_family,
        told=gettext("De gegevens van dit gezin zijn gewist."),
        named={"contact_id": known.id},
        after=url_for("staff.families", municipality=municipality, season=season),
    )


def _in_two_steps(  # noqa: PLR0913  (each by name)
    child: Child,
    *,
    what: str,
    about: Any,
    verb: Callable[..., None],
    told: str,
    named: dict[str, int],
    after: str = "",
) -> _Answer:
    """Show what it means, with a button; then do it."""
    if is_closed(child):
        return closed_page(child)
    form, back = Form(), family_page(child.id)
    if form.validate_on_submit():
        verb(writing(), actor=me().actor, season_id=this_season().id, now=now(), **named)
        flash(told)
        return redirect(after or back)
    page = render_template(
        "staff/families/withdraw.html",
        form=form,
        what=what,
        about=about,
        back=back,
        until=this_season().year,
    )
    return (page, 422) if form.is_submitted() else page
