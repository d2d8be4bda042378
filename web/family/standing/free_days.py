"""When a child is free, by mornings and afternoons of a week, until wishes close."""

from __future__ import annotations

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import AvailabilityWindow
from models.enums import Phase
from scheduler.rights.refusal import Refusal
from scheduler.season.asking import change_request
from web.database import reading, writing
from web.family.own import by_me, my_child
from web.family.standing.changing import changed_request
from web.forms import Form, checkboxes_field, radio_field, version_field, version_of
from web.guarding import season as this_season
from web.half_days import Half, by_week, half_days_of, of_weeks, only_weeks, weeks_of, windows_of

_Answer = str | tuple[str, int] | Response
_ALWAYS, _TICKED, _AS_IT_IS = "altijd", "aangeduid", "zoals-nu"


class FreeForm(Form):
    """Always, or in the parts of weeks that are ticked."""

    version = version_field()
    when = radio_field(_("Wanneer is je kind vrij?"), missing=_("Kies wanneer je kind vrij is."))
    free = checkboxes_field(_("Vrij in"))


def free_days(municipality: str, child: int) -> _Answer:
    """Tick the mornings and afternoons of each week."""
    row, season = my_child(child), this_season()
    if season.phase is not Phase.WISHES_OPEN or row.withdrawn_at is not None:
        abort(404)
    weeks = weeks_of(season.first_day, season.last_day)
    kept = (
        reading()
        .scalars(
            select(AvailabilityWindow)
            .where(AvailabilityWindow.child_id == row.id)
            .order_by(AvailabilityWindow.id)
        )
        .all()
    )
    finer = bool(kept) and not only_weeks(kept, weeks)
    ticked = by_week(half_days_of(kept, season.first_day, season.last_day), weeks)
    form = FreeForm(
        data={
            "version": str(row.version),
            "when": _AS_IT_IS if finer else _TICKED if kept else _ALWAYS,
            "free": sorted(ticked),
        }
    )
    form.free.choices = [(week.word(half), "") for week in weeks for half in Half]
    form.when.choices = [
        (_ALWAYS, _("Altijd, de hele zomer")),
        (_TICKED, _("Alleen wanneer hieronder aangeduid")),
        *([(_AS_IT_IS, _("Zoals het nu staat, fijner dan weken"))] if finer else []),
    ]
    if form.validate_on_submit():
        chosen = windows_of(of_weeks(set(form.free.data or ()), weeks))
        if form.when.data == _TICKED and not chosen:
            form.free.errors = [gettext("Duid minstens één week aan, of kies altijd.")]
        else:
            changes: dict[str, Any] = {"windows": chosen if form.when.data == _TICKED else ()}
            if form.when.data == _AS_IT_IS:
                changes = {}
            try:
                change_request(
                    writing(),
                    child_id=row.id,
                    expected=version_of(form.version),
                    child=changed_request(row, **changes),
                    **by_me(),
                )
            except Refusal as refusal:
                form.refuse(refusal)
            else:
                flash(gettext("Bewaard: wanneer je kind vrij is."))
                return redirect(url_for("family.standing", municipality=municipality))
    page = render_template(
        "family/standing/free.html",
        child=row,
        form=form,
        weeks=weeks,
        halves=list(Half),
        ticked=set(form.free.data or ()),
    )
    return (page, 422) if form.is_submitted() else page
