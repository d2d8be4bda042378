"""A fictional season, to try everything with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from data.dataset import Dataset, read_dataset
from data.sample import sample_tables
from data.write_tables import write_tables
from models import Season
from scheduler.rights.refusal import Refusal
from scheduler.season.example import fill_example
from scheduler.season.seasons import import_season
from web.clock import now
from web.database import reading, writing
from web.forms import Form, radio_field
from web.guarding import municipality as this_municipality
from web.staff.here import me
from web.staff.seasons.naming import coming_summer, free_slug

_SEED = 2027
_SIZES = (
    ("40", _("Klein: 40 kinderen. Een planning is er in een paar tellen.")),
    ("150", _("Gewoon: 150 kinderen, zoals een kleine gemeente.")),
    ("600", _("Groot: 600 kinderen. Een planning duurt enkele minuten.")),
)


class SampleForm(Form):
    """How large."""

    pupils = radio_field(_("Hoe groot?"), _SIZES, missing=_("Kies hoe groot het voorbeeld is."))


def new_season_sample(municipality: str) -> str | tuple[str, int] | Response:  # noqa: ARG001
    """Ask how large, and make it."""
    form = SampleForm(data={"pupils": "150"})
    if not form.is_submitted():
        return render_template("staff/seasons/sample.html", form=form)
    if form.validate():
        here = this_municipality()
        year = coming_summer(reading(), here.id, now())
        dataset = _dataset(int(form.pupils.data), year, here.nis)
        name = gettext("Voorbeeld, verzonnen: zomer %(year)s", year=year)
        slug = free_slug(reading(), here.id, gettext("voorbeeld %(year)s", year=year))
        try:
            number = import_season(
                writing(),
                actor=me().actor,
                municipality_id=here.id,
                slug=slug,
                dataset=replace(dataset, season=replace(dataset.season, name=name)),
                now=now(),
            )
            fill_example(writing(), writing().get_one(Season, number), now=now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(
                gettext("Het voorbeeld staat klaar. Alle kinderen en begeleiders zijn verzonnen.")
            )
            return redirect(url_for("staff.glance", municipality=here.slug, season=slug))
    return render_template("staff/seasons/sample.html", form=form), 422


def _dataset(pupils: int, year: int, nis: str | None) -> Dataset:
    with TemporaryDirectory() as parent:
        folder = Path(parent, "season")
        write_tables(
            sample_tables(pupils, _SEED, nis=None if nis is None else [nis], year=year), folder
        )
        return read_dataset(folder)
