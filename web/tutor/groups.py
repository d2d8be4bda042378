"""The tutor's groups: what is to be done where and when, and giving one back in two steps."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scheduler.outbox.hours import BRUSSELS
from scheduler.rights.refusal import Refusal
from scheduler.season.own_groups import accept_group, hand_back_group
from web.clock import now
from web.database import writing
from web.forms import Form
from web.guarding import season as this_season
from web.staff.naming import need_names
from web.tutor.attendance import LATEST_DAYS
from web.tutor.own import (
    PLACES_KNOWN,
    ROLES,
    by_me,
    group_that_stands,
    myself,
    own_group,
    own_groups,
)

_Answer = str | tuple[str, int] | Response


def groups(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """All of them, in the order of the summer."""
    return render_template(
        "tutor/groups.html",
        me=myself(),
        form=Form(),
        groups=own_groups(),
        is_known=this_season().phase in PLACES_KNOWN,
        roles=ROLES,
        needs=need_names(),
        today=now().astimezone(BRUSSELS).date(),
    )


def group(municipality: str, group: int) -> str:  # noqa: ARG001  (the guard looked it up)
    """One of them, every day of it, to read or to print."""
    today = now().astimezone(BRUSSELS).date()
    return render_template(
        "tutor/group.html",
        group=group_that_stands(group),
        roles=ROLES,
        needs=need_names(),
        today=today,
        since=today - timedelta(days=LATEST_DAYS),
    )


def accept(municipality: str, group: int) -> Response:
    """Yes, also after giving it back."""
    own_group(group)
    form = Form()
    if form.validate_on_submit():
        try:
            accept_group(writing(), group_id=group, **by_me())
        except Refusal as refusal:
            form.refuse(refusal)
            flash(form.form_errors[0])
        else:
            flash(gettext("Dank je wel. De gemeente ziet dat je deze groep doet."))
    return redirect(url_for("tutor.groups", municipality=municipality))


def hand_back(municipality: str, group: int) -> _Answer:
    """Ask whether it is meant, and give it back. No reason is asked."""
    form, mine = Form(), group_that_stands(group)
    if form.validate_on_submit():
        try:
            hand_back_group(writing(), group_id=group, **by_me())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(gettext("De groep is teruggegeven. De gemeente zoekt verder."))
            return redirect(url_for("tutor.groups", municipality=municipality))
    page = render_template("tutor/hand_back.html", form=form, group=mine, roles=ROLES)
    return (page, 422) if form.is_submitted() else page
