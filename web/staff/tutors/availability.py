"""When a tutor is free, as staff says it."""

from __future__ import annotations

from flask import flash, redirect
from flask_babel import gettext
from werkzeug.wrappers import Response

from scheduler.rights.refusal import Refusal
from scheduler.season.availability import WindowDraft, set_tutor_windows
from web.database import writing
from web.forms import version_of
from web.guarding import season as this_season
from web.staff.tutors.doing import step
from web.staff.tutors.finding import this_tutor, tutor_page
from web.staff.tutors.painting import AvailabilityForm, Painting

_Answer = str | tuple[str, int] | Response


def tutor_availability(municipality: str, season: str, tutor: int) -> _Answer:  # noqa: ARG001
    """The page to paint on, and what is painted."""
    row = this_tutor(tutor)
    painting = Painting(AvailabilityForm, row, this_season())
    if painting.form.is_submitted():
        drafts = painting.drafts()
        if drafts is not None and _saved(painting.form, row.id, drafts):
            flash(gettext("Bewaard."))
            return redirect(tutor_page(tutor))
    page = painting.page("staff/tutors/availability.html")
    return (page, 422) if painting.form.is_submitted() else page


def _saved(form: AvailabilityForm, tutor_id: int, drafts: tuple[WindowDraft, ...]) -> bool:
    try:
        with step("set_tutor_windows") as by:
            set_tutor_windows(
                writing(),
                tutor_id=tutor_id,
                expected=version_of(form.version),
                windows=drafts,
                **by,
            )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True
