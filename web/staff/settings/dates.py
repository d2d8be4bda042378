"""On which moments a season goes from step to step by itself."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext
from govuk_frontend_wtf.wtforms_widgets import GovTextInput
from sqlalchemy import select
from werkzeug.wrappers import Response
from wtforms import StringField

from models import PhaseChange, Season
from models.enums import Phase
from scheduler.configuration.settings import Configuration
from scheduler.rights.refusal import Refusal
from scheduler.season.phases import MOVES, set_phase_dates
from scheduler.season.phases_allowed import is_before
from scheduler.season.refusals import BadValue
from web.clock import now
from web.database import reading, writing
from web.forms import Form, version_field, version_of
from web.guarding import municipality as this_municipality
from web.guarding import season as this_season
from web.season_calendar import NAMES
from web.staff.here import me

DATED: Final = tuple(phase for phase in Phase if phase in MOVES or phase is Phase.PUBLISHED)
"""The phases that can have a date, in order."""

_NINE: Final = time(9)


class DatesForm(Form):
    """A day and a time for each phase that is still to come; their fields are added."""

    version = version_field()


for _phase in DATED:
    setattr(DatesForm, f"{_phase.value}_day", StringField(widget=GovTextInput()))
    setattr(DatesForm, f"{_phase.value}_time", StringField(widget=GovTextInput()))


def season_dates(municipality: str, season: str) -> str | tuple[str, int] | Response:  # noqa: ARG001
    """Show the dates, and save them."""
    found = this_season()
    coming = [phase for phase in DATED if is_before(found.phase, phase)]
    there = _data(found)
    form = DatesForm(data=there)
    for phase in coming:
        form[f"{phase.value}_day"].label.text = gettext("Dag")
        form[f"{phase.value}_time"].label.text = gettext("Uur")
    if not form.is_submitted():
        return _page(form, found, coming)
    if form.validate():
        # A date that stays as it is may have passed without anything happening.
        dates = {phase: _moment(form, phase) for phase in coming if _is_other(form, phase, there)}
        if not form.errors:
            try:
                return _save(form, found, dates)
            except BadValue as bad:
                form.refuse(bad)
                form[f"{bad.field}_day"].errors = [
                    gettext("Kies een moment na nu, en na dat van de stap ervoor.")
                ]
                form.form_errors.clear()
            except Refusal as refusal:
                form.refuse(refusal)
    return _page(form, found, coming), 422


def _save(form: DatesForm, found: Season, dates: dict[Phase, datetime | None]) -> Response:
    set_phase_dates(
        writing(),
        actor=me().actor,
        season_id=found.id,
        expected=version_of(form.version),
        dates=dates,
        now=now(),
    )
    flash(gettext("De datums zijn bewaard."))
    return redirect(
        url_for("staff.season_settings", municipality=this_municipality().slug, season=found.slug)
    )


def _is_other(form: DatesForm, phase: Phase, there: dict[str, str]) -> bool:
    names = (f"{phase.value}_day", f"{phase.value}_time")
    return any(str(form[name].data or "") != there.get(name, "") for name in names)


def _moment(form: DatesForm, phase: Phase) -> datetime | None:
    """The moment that was filled in; None: none. What is no moment is told at its field."""
    day, clock = form[f"{phase.value}_day"], form[f"{phase.value}_time"]
    said = str(day.data or "").strip()
    if not said:
        return None
    at = str(clock.data or "").strip()
    try:
        return datetime.combine(
            date.fromisoformat(said), time.fromisoformat(at) if at else _NINE, _zone()
        )
    except ValueError:
        day.errors = [gettext("Kies een dag, en een uur zoals 09:00.")]
        return None


def _data(found: Season) -> dict[str, str]:
    data = {"version": str(found.version)}
    for change in reading().scalars(select(PhaseChange).where(PhaseChange.season_id == found.id)):
        if change.due_at is not None:
            local = change.due_at.astimezone(_zone())
            data[f"{change.phase.value}_day"] = local.date().isoformat()
            data[f"{change.phase.value}_time"] = f"{local:%H:%M}"
    return data


def _zone() -> ZoneInfo:
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    return ZoneInfo(configuration.timezone)


def _page(form: DatesForm, found: Season, coming: list[Phase]) -> str:
    return render_template(
        "staff/settings/dates.html", form=form, season=found, coming=coming, names=NAMES
    )
