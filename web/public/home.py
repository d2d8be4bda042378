"""The home of a municipality, and the list of municipalities."""

from __future__ import annotations

from flask import render_template
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Municipality
from web.database import reading
from web.guarding import municipality as this_municipality
from web.season_calendar import public_season, steps


def healthz() -> Response:
    """Whether this process serves and the database answers; for machines, without any detail."""
    reading().execute(select(1))
    return Response("ok\n", mimetype="text/plain")


def start() -> str:
    """Which municipalities are here."""
    places = reading().scalars(select(Municipality).order_by(Municipality.name)).all()
    return render_template("public/start.html", places=places)


def home(municipality: str) -> str:  # noqa: ARG001  (the guard looked it up)
    """What this is, where the season stands, and three ways in."""
    season = public_season(reading(), this_municipality())
    return render_template(
        "public/home.html",
        season=season,
        steps=() if season is None else steps(reading(), season),
    )
