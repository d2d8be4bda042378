"""When a tutor is free: always, or the half days that are ticked."""

from __future__ import annotations

from typing import Any, Final

from flask import flash, redirect, render_template
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import AvailabilityWindow
from scheduler.rights.refusal import Refusal
from scheduler.season.availability import WindowDraft, set_tutor_windows
from web.database import reading, writing
from web.forms import Form, checkboxes_field, radio_field, version_field, version_of
from web.guarding import season as this_season
from web.half_days import Half, Week, half_days_of, of_days, only_half_days, weeks_of, windows_of
from web.staff.tutors.doing import step
from web.staff.tutors.finding import this_tutor, tutor_page

ALWAYS: Final = "altijd"
TICKED: Final = "aangeduid"
_Answer = str | tuple[str, int] | Response


class AvailabilityForm(Form):
    """A choice, and the half days that go with it."""

    version = version_field()
    when = radio_field(_("Wanneer kan deze begeleider?"), missing=_("Kies een van de twee."))
    free = checkboxes_field(_("Vrij op"))

    def __init__(self, **filled: Any) -> None:
        super().__init__(**filled)
        self.when.choices = [
            (ALWAYS, _("Altijd, de hele zomer")),
            (TICKED, _("Alleen wanneer hieronder aangeduid")),
        ]


def tutor_availability(municipality: str, season: str, tutor: int) -> _Answer:  # noqa: ARG001
    """The page to paint on, and what is painted."""
    row, here = this_tutor(tutor), this_season()
    weeks = weeks_of(here.first_day, here.last_day)
    windows = (
        reading()
        .scalars(select(AvailabilityWindow).where(AvailabilityWindow.tutor_id == row.id))
        .all()
    )
    ticked = {cell.word for cell in half_days_of(windows, here.first_day, here.last_day)}
    form = AvailabilityForm(
        data={
            "version": str(row.version),
            "when": TICKED if windows else ALWAYS,
            "free": sorted(ticked),
        }
    )
    form.free.choices = [
        (cell.word, "") for week in weeks for half in Half for cell in week.half_days(half)
    ]
    if form.is_submitted():
        drafts = _drafts(form, weeks) if form.validate() else None
        if drafts is not None and _saved(form, row.id, drafts):
            flash(gettext("Bewaard."))
            return redirect(tutor_page(tutor))
    page = render_template(
        "staff/tutors/availability.html",
        form=form,
        tutor=row,
        weeks=weeks,
        halves=tuple(Half),
        ticked=set(form.free.data or ()),
        finer=not only_half_days(windows, here.first_day, here.last_day),
    )
    return (page, 422) if form.is_submitted() else page


def _drafts(form: AvailabilityForm, weeks: tuple[Week, ...]) -> tuple[WindowDraft, ...] | None:
    if form.when.data == ALWAYS:
        return ()
    drafts = windows_of(of_days(set(form.free.data or ()), weeks))
    if not drafts:
        form.free.errors = [gettext("Duid minstens één halve dag aan, of kies altijd.")]
        return None
    return drafts


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
