"""What a planner confirmed of a tutor, with the day; of the extract its date only (R19)."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import flash, redirect, render_template
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from models import Tutor
from scheduler.outbox.hours import BRUSSELS
from scheduler.rights.refusal import Refusal
from scheduler.season import tutors
from web.clock import now
from web.database import writing
from web.forms import Form, optional_text, version_field, version_of
from web.staff.naming import goal_names
from web.staff.tutors.doing import step
from web.staff.tutors.finding import ROLES, this_tutor, tutor_page

_Answer = str | tuple[str, int] | Response
_DATES = ("roles_confirmed_on", "goals_confirmed_on", "record_check_on")


class ConfirmForm(Form):
    """Three days; leave one empty for what is not confirmed (any more)."""

    version = version_field()
    roles_confirmed_on = optional_text(_("Rollen bevestigd op"), longest=10)
    goals_confirmed_on = optional_text(_("Doelen bevestigd op"), longest=10)
    record_check_on = optional_text(
        _("Uittreksel 596.2 gezien op"),
        longest=10,
        hint=_("Bewaar alleen de dag. Het uittreksel zelf bewaar je niet."),
    )


def confirm_tutor(municipality: str, season: str, tutor: int) -> _Answer:  # noqa: ARG001
    """The page; what has no day yet gets today proposed."""
    row = this_tutor(tutor)
    today = now().astimezone(BRUSSELS).date()
    proposed: dict[str, Any] = {name: (getattr(row, name) or today).isoformat() for name in _DATES}
    form = ConfirmForm(data={"version": str(row.version), **proposed})
    if form.is_submitted():
        days = _days(form) if form.validate() else None
        if days is not None and _saved(form, row, days):
            flash(gettext("Bewaard."))
            return redirect(tutor_page(tutor))
    page = render_template(
        "staff/tutors/confirm.html",
        form=form,
        tutor=row,
        today=today,
        roles=ROLES,
        goals=goal_names(),
    )
    return (page, 422) if form.is_submitted() else page


def _days(form: ConfirmForm) -> dict[str, date | None] | None:
    found: dict[str, date | None] = {}
    today = now().astimezone(BRUSSELS).date()
    for name in _DATES:
        typed = str(form[name].data or "").strip()
        try:
            found[name] = date.fromisoformat(typed) if typed else None
        except ValueError:
            form[name].errors = [gettext("Dit is geen dag. Schrijf bijvoorbeeld 2027-06-30.")]
            continue
        if (found[name] or today) > today:
            form[name].errors = [gettext("Deze dag moet nog komen.")]
    return None if form.errors else found


def _saved(form: ConfirmForm, row: Tutor, days: dict[str, date | None]) -> bool:
    try:
        with step("confirm_tutor") as by:
            tutors.confirm_tutor(
                writing(),
                tutor_id=row.id,
                expected=version_of(form.version),
                roles_on=days["roles_confirmed_on"],
                goals_on=days["goals_confirmed_on"],
                record_check_on=days["record_check_on"],
                **by,
            )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True
