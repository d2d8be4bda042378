"""Versions that get a name: kept from a run, copied, or called something else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from scheduler.rights.refusal import Refusal
from scheduler.season.versions import copy_version, keep_plan, rename_version
from web.clock import now
from web.database import reading, writing
from web.forms import Form, text_field
from web.guarding import season as this_season
from web.staff.here import me
from web.staff.runs.addresses import address
from web.staff.runs.finding import find_run, has_plan
from web.staff.runs.words import when_said
from web.staff.versions.finding import find_version

_Answer = Response | tuple[str, int]


class NameForm(Form):
    """The name of a version."""

    name = text_field(
        _("Naam van de versie"),
        _("Geef de versie een naam."),
        longest=80,
        hint=_("Alleen jullie zien die naam."),
    )


def version_keep(municipality: str, season: str, run: int) -> _Answer:  # noqa: ARG001
    """Keep what a run found as a version."""
    found = find_run(reading(), season_id=this_season().id, run_id=run)
    if not has_plan(found):
        return redirect(address("staff.run", run=run))
    form = NameForm(data={"name": gettext("Plan van %(when)s", when=when_said(found.queued_at))})

    def keep(name: str) -> int:
        return keep_plan(writing(), run_id=run, name=name, **_by())

    return _named(
        form,
        keep,
        title=gettext("Bewaar als versie"),
        done=gettext("Het plan is bewaard als versie. Gezinnen zien er nog niets van."),
        back=address("staff.run", run=run),
    )


def version_copy(municipality: str, season: str, version: int) -> _Answer:  # noqa: ARG001
    """Copy a version, to change the copy."""
    found = find_version(reading(), season_id=this_season().id, version_id=version)
    form = NameForm(data={"name": gettext("Kopie van %(name)s", name=found.name)[:80]})

    def copy(name: str) -> int:
        return copy_version(writing(), version_id=version, name=name, **_by())

    return _named(
        form,
        copy,
        title=gettext("Maak een kopie om aan te werken"),
        done=gettext("De kopie is klaar. Verander erin wat je wil: de andere versie blijft."),
        back=address("staff.version", version=version),
    )


def version_rename(municipality: str, season: str, version: int) -> _Answer:  # noqa: ARG001
    """Call a version something else."""
    found = find_version(reading(), season_id=this_season().id, version_id=version)
    form = NameForm(data={"name": found.name})

    def rename(name: str) -> int:
        rename_version(writing(), version_id=version, name=name, **_by())
        return version

    return _named(
        form,
        rename,
        title=gettext("Geef een andere naam"),
        done=gettext("De versie heeft een andere naam."),
        back=address("staff.version", version=version),
    )


def _by() -> dict[str, Any]:
    return {"actor": me().actor, "season_id": this_season().id, "now": now()}


def _named(
    form: NameForm, verb: Callable[[str], int], *, title: str, done: str, back: str
) -> _Answer:
    """Ask for a name, or do with it what was asked."""
    if form.validate_on_submit():
        try:
            number = verb(form.name.data or "")
        except Refusal as refused:
            form.refuse(refused)
        else:
            flash(done)
            return redirect(address("staff.version", version=number))
    page = render_template("staff/versions/name.html", form=form, heading=title, back=back)
    return page, 422 if form.is_submitted() else 200
