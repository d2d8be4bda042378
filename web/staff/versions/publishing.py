"""Publishing a version, and removing one that was never published: both are asked twice."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask_babel import gettext
from werkzeug.wrappers import Response

from scheduler.rights.refusal import Refusal
from scheduler.season.foreseen import foresee
from scheduler.season.publishing import publish_version
from scheduler.season.versions import remove_version
from web.clock import now
from web.database import reading, writing
from web.forms import Form
from web.guarding import season as this_season
from web.staff.here import me
from web.staff.runs.addresses import address
from web.staff.runs.allowed import may
from web.staff.runs.words import when_said
from web.staff.settings.inviting import base_url
from web.staff.versions.finding import current_version, find_version
from web.staff.versions.one import PLANS
from web.staff.versions.words import ways

_Answer = Response | tuple[str, int]


class SureForm(Form):
    """Nothing to fill in: sending it is the answer."""


def version_publish(municipality: str, season: str, version: int) -> _Answer:  # noqa: ARG001
    """Say exactly what publishing does; sent, it is done."""
    here, form = this_season(), SureForm()
    found = find_version(reading(), season_id=here.id, version_id=version)
    if form.validate_on_submit():
        try:
            publish_version(
                writing(),
                actor=me().actor,
                season_id=here.id,
                version_id=version,
                now=now(),
                base_url=base_url(),
            )
        except Refusal as refused:
            form.refuse(refused)
        else:
            flash(gettext("De versie is gepubliceerd. De berichten aan gezinnen staan klaar."))
            return redirect(address("staff.version", version=version))
    foreseen = foresee(reading(), season=here, version_id=version, now=now())
    page = render_template(
        "staff/versions/publish.html",
        form=form,
        version=found,
        in_phase=here.phase in PLANS,
        current=current_version(reading(), season_id=here.id),
        foreseen=foreseen,
        ways=ways(foreseen.heard),
        first_mail=when_said(foreseen.first_mail),
        at_once=foreseen.first_mail <= now(),
        may=may,
    )
    return page, 422 if form.is_submitted() else 200


def version_remove(municipality: str, season: str, version: int) -> _Answer:  # noqa: ARG001
    """Ask whether it may go; sent, it is gone."""
    here, form = this_season(), SureForm()
    found = find_version(reading(), season_id=here.id, version_id=version)
    if form.validate_on_submit():
        try:
            remove_version(
                writing(), actor=me().actor, season_id=here.id, version_id=version, now=now()
            )
        except Refusal as refused:
            form.refuse(refused)
        else:
            flash(gettext("De versie is weg."))
            return redirect(address("staff.versions"))
    page = render_template("staff/versions/remove.html", form=form, version=found)
    return page, 422 if form.is_submitted() else 200
