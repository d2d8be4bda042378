"""A season like an earlier one."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Season
from scheduler.rights.refusal import Refusal
from scheduler.season.copying import copy_season
from web.clock import now
from web.database import reading, writing
from web.forms import Form, select_field, text_field, whole_number
from web.guarding import municipality as this_municipality
from web.staff.here import me
from web.staff.seasons.naming import coming_summer, free_slug
from web.words import day


class CopySeasonForm(Form):
    """Which season, and for which summer."""

    source = select_field(_("Welke zomer?"))
    year = text_field(_("Voor de zomer van"), _("Vul een jaar in."), longest=4)
    season_name = text_field(
        _("Naam"), _("Vul een naam in."), longest=80, hint=_("Zoals gezinnen hem lezen.")
    )


def new_season_copy(municipality: str) -> str | tuple[str, int] | Response:  # noqa: ARG001
    """Ask which season is copied to which summer, and do it."""
    here = this_municipality()
    there = (
        reading()
        .scalars(
            select(Season)
            .where(Season.municipality_id == here.id)
            .order_by(Season.first_day.desc(), Season.id.desc())
        )
        .all()
    )
    if not there:
        return redirect(url_for("staff.new_season", municipality=here.slug))
    year = max(coming_summer(reading(), here.id, now()), there[0].year + 1)
    form = CopySeasonForm(
        data={"year": str(year), "season_name": gettext("Zomer %(year)s", year=year)}
    )
    form.source.choices = [(str(season.id), season.name) for season in there]
    if not form.is_submitted():
        return render_template("staff/seasons/copy.html", form=form)
    if form.validate():
        source = next(each for each in there if str(each.id) == form.source.data)
        to = whole_number(form.year.data)
        if to is None or not source.year < to <= source.year + 50:
            form.year.errors = [gettext("Kies een jaar na %(year)s.", year=source.year)]
        else:
            try:
                return _copy(form, source, to)
            except Refusal as refusal:
                form.refuse(refusal)
    return render_template("staff/seasons/copy.html", form=form), 422


def _copy(form: CopySeasonForm, source: Season, year: int) -> Response:
    here, name = this_municipality(), str(form.season_name.data)
    slug = free_slug(writing(), here.id, name)
    copied = copy_season(
        writing(),
        actor=me().actor,
        season_id=source.id,
        year=year,
        slug=slug,
        name=name,
        now=now(),
    )
    flash(gettext("%(season)s is gemaakt, naar %(source)s.", season=name, source=source.name))
    if copied.left_out:
        flash(_left_out(copied.left_out))
    return redirect(url_for("staff.glance", municipality=here.slug, season=slug))


def _left_out(left_out: tuple[tuple[str, date], ...]) -> str:
    days = sorted({when for _code, when in left_out})
    return str(
        ngettext(
            "%(num)d moment ging niet mee: het valt nu op een vrije dag of buiten de zomer"
            " (%(days)s).",
            "%(num)d momenten gingen niet mee: ze vallen nu op een vrije dag of buiten de zomer"
            " (%(days)s).",
            len(left_out),
            days=", ".join(day(each) for each in days),
        )
    )
