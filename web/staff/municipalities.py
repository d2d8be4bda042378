"""Where somebody works, and which seasons there are."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Municipality, Season
from web.database import reading
from web.guarding import municipality as this_municipality
from web.season_calendar import NAMES, public_season
from web.staff.here import me


def start() -> str | Response:
    """The choice of a municipality; who has one goes straight to its season."""
    places = (
        reading()
        .scalars(
            select(Municipality)
            .where(Municipality.id.in_(me().roles.keys()))
            .order_by(Municipality.name)
        )
        .all()
    )
    if len(places) == 1:
        season = public_season(reading(), places[0])
        if season is None:
            return redirect(url_for("staff.seasons", municipality=places[0].slug))
        return redirect(url_for("staff.glance", municipality=places[0].slug, season=season.slug))
    return render_template("staff/start.html", places=places)


def seasons(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """All seasons of a municipality, the newest first."""
    found = (
        reading()
        .scalars(
            select(Season)
            .where(Season.municipality_id == this_municipality().id)
            .order_by(Season.first_day.desc(), Season.id.desc())
        )
        .all()
    )
    return render_template("staff/seasons.html", seasons=found, names=NAMES)
