"""Sending a tutor their own link by mail, and taking it away."""

from __future__ import annotations

from flask import current_app, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from scheduler.configuration.settings import Configuration
from scheduler.season import inviting
from web.database import writing
from web.staff.tutors.doing import by_me
from web.staff.tutors.finding import this_tutor
from web.words import day


def base_url() -> str:
    """Where people reach this site."""
    configuration: Configuration = current_app.extensions["zomerwijzer-configuration"]
    return configuration.base_url


def send_tutor_link(municipality: str, season: str, tutor: int) -> Response:
    """Queue the mail; an earlier link stops working."""
    row = this_tutor(tutor)
    until = inviting.invite_tutor(
        writing(),
        tutor_id=row.id,
        base_url=base_url(),
        **by_me(),
    )
    flash(
        gettext(
            "De mail met de link staat klaar. De link werkt tot en met %(day)s.", day=day(until)
        )
    )
    return redirect(url_for("staff.tutor", municipality=municipality, season=season, tutor=tutor))


def revoke_tutor_links(municipality: str, season: str, tutor: int) -> Response:
    """Let a tutor in no longer, until a link is sent again."""
    row = this_tutor(tutor)
    inviting.revoke_tutor_links(writing(), tutor_id=row.id, **by_me())
    flash(gettext("De link en de kalender van deze begeleider werken niet meer."))
    return redirect(url_for("staff.tutor", municipality=municipality, season=season, tutor=tutor))
