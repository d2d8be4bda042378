"""When the tutor is free, as they say it themselves."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from scheduler.rights.refusal import Refusal
from scheduler.season.availability import WindowDraft, set_tutor_windows
from web.database import writing
from web.forms import radio_field, version_of
from web.guarding import season as this_season
from web.staff.tutors.painting import AvailabilityForm, Painting
from web.tutor.own import by_me, myself

_Answer = str | tuple[str, int] | Response


class OwnAvailabilityForm(AvailabilityForm):
    """The same, asked of the tutor."""

    when = radio_field(_("Wanneer kan je?"), missing=_("Kies een van de twee."))


def free(municipality: str) -> _Answer:
    """The page to paint on, and what is painted."""
    row = myself()
    painting = Painting(OwnAvailabilityForm, row, this_season())
    if painting.form.is_submitted():
        drafts = painting.drafts()
        if drafts is not None and _saved(painting.form, row.id, drafts):
            flash(gettext("Bewaard. De gemeente houdt er rekening mee."))
            return redirect(url_for("tutor.free", municipality=municipality))
    page = painting.page("tutor/free.html")
    return (page, 422) if painting.form.is_submitted() else page


def _saved(form: AvailabilityForm, tutor_id: int, drafts: tuple[WindowDraft, ...]) -> bool:
    try:
        set_tutor_windows(
            writing(),
            tutor_id=tutor_id,
            expected=version_of(form.version),
            windows=drafts,
            **by_me(),
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    return True
