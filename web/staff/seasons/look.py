"""A look at what was sent, before it becomes a season."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from flask import flash, redirect, render_template, session, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from data.dataset import BadDataset, Dataset, read_dataset
from scheduler.rights.refusal import Refusal
from scheduler.season.seasons import import_season
from web.clock import now
from web.database import reading, writing
from web.forms import Form, text_field
from web.guarding import municipality as this_municipality
from web.staff.here import me
from web.staff.seasons.faults import faults
from web.staff.seasons.files import KEY, kept, uploads
from web.staff.seasons.naming import free_slug

COUNTED: Final[Mapping[str, Any]] = {
    "offers": _("Aanbod"),
    "blocks": _("Blokken"),
    "sessions": _("Momenten"),
    "locations": _("Locaties"),
    "rooms": _("Lokalen"),
    "tutors": _("Begeleiders"),
    "pupils": _("Kinderen"),
    "wishes": _("Wensen"),
    "availability": _("Tijden van mensen en lokalen"),
    "links": _("Kinderen die samen willen"),
    "pins": _("Vastgezette keuzes"),
    "travel": _("Gemeten reistijden"),
}
"""Each table that is counted, and what it holds."""


class LookForm(Form):
    """What the season will be called."""

    season_name = text_field(_("Naam van het seizoen"), _("Vul een naam in."), longest=80)


def new_season_look(municipality: str) -> str | tuple[str, int] | Response:  # noqa: ARG001
    """Show what the files hold and what looks odd, and keep it when somebody says so."""
    path = kept()
    dataset = None if path is None else _read(path)
    if dataset is None:
        flash(gettext("Het bestand is er niet meer. Kies het opnieuw."))
        return redirect(url_for("staff.new_season_files", municipality=this_municipality().slug))
    form = LookForm(data={"season_name": dataset.season.name})
    if form.is_submitted() and form.validate():
        try:
            return _keep(dataset, str(form.season_name.data).strip())
        except Refusal as refusal:
            form.refuse(refusal)
    page = render_template(
        "staff/seasons/look.html",
        form=form,
        dataset=dataset,
        counts=[(text, len(getattr(dataset, name))) for name, text in COUNTED.items()],
        faults=faults(dataset.warnings),
    )
    return (page, 422) if form.is_submitted() else page


def new_season_forget(municipality: str) -> Response:  # noqa: ARG001  (the guard looked it up)
    """Throw the files away; nothing was made of them."""
    uploads().forget()
    session.pop(KEY, None)
    flash(gettext("Het bestand is weggegooid. Er is niets gemaakt."))
    return redirect(url_for("staff.new_season", municipality=this_municipality().slug))


def _read(path: Path) -> Dataset | None:
    try:
        return read_dataset(path)
    except BadDataset:
        return None


def _keep(dataset: Dataset, name: str) -> Response:
    here = this_municipality()
    slug = free_slug(reading(), here.id, name)
    import_season(
        writing(),
        actor=me().actor,
        municipality_id=here.id,
        slug=slug,
        dataset=replace(dataset, season=replace(dataset.season, name=name)),
        now=now(),
    )
    uploads().forget()
    session.pop(KEY, None)
    flash(gettext("%(season)s is gemaakt. Niemand buiten je collega’s ziet het al.", season=name))
    return redirect(url_for("staff.glance", municipality=here.slug, season=slug))
