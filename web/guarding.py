"""Lets a request through to its view, or not, as `routes.py` says."""

from __future__ import annotations

from typing import Final

from flask import Flask, abort, flash, g, redirect, request, session, url_for
from flask_babel import gettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from models import Logo, Municipality, Season
from models.enums import StaffRole
from web import signed_in
from web.database import reading
from web.family_in import family_in
from web.routes import ROUTES, Audience
from web.tutor_in import tutor_in


class RouteWithoutAudience(LookupError):
    """A route that `routes.py` does not name, or a name there without a route."""


def guard(app: Flask) -> None:
    """Ask for every request whether it may go on.

    Call it when all routes are there.

    Raises:
        RouteWithoutAudience: routes and table differ.
    """
    differ = {rule.endpoint for rule in app.url_map.iter_rules()} ^ ROUTES.keys()
    if differ:
        raise RouteWithoutAudience(", ".join(sorted(differ)))
    app.before_request(_let_through)


def _let_through() -> Response | None:
    if request.endpoint is None or request.endpoint == "static":
        return None  # no such address, or nothing that needs the database
    audience = ROUTES[request.endpoint]
    if audience is Audience.HALFWAY and signed_in.halfway() is None:
        return redirect(url_for("staff.sign_in"))
    if not isinstance(audience, Audience) or audience is Audience.SIGNED_IN:
        who = signed_in.person()
        if who is None:
            return _to_sign_in()
        if not isinstance(audience, Audience):
            _require_role(audience, who)
            return None
    slug = (request.view_args or {}).get("municipality")
    if slug is not None:
        g.municipality = _municipality(slug)
    return _BY_LINK[audience]() if audience in _BY_LINK else None


def _let_family_through() -> Response | None:
    """Only the family's own municipality is there for it; who is not in is shown the way in."""
    who = family_in()
    if who is None or who.municipality_id != g.municipality.id:
        return redirect(url_for("family.way_in", municipality=g.municipality.slug))
    g.season = reading().get_one(Season, who.season_id)
    return None


def _let_tutor_through() -> Response | None:
    """The same for a tutor."""
    who = tutor_in()
    if who is None or who.municipality_id != g.municipality.id:
        return redirect(url_for("tutor.way_in", municipality=g.municipality.slug))
    g.season = reading().get_one(Season, who.season_id)
    return None


_BY_LINK: Final = {
    Audience.FAMILY: _let_family_through,
    Audience.TUTOR: _let_tutor_through,
}


def municipality() -> Municipality:
    """The municipality that the address names."""
    found: Municipality = g.municipality
    return found


def season() -> Season:
    """The season that the address names."""
    found: Season = g.season
    return found


def _require_role(allowed: frozenset[StaffRole], who: signed_in.Person) -> None:
    slug = (request.view_args or {})["municipality"]
    found = _municipality(slug)
    roles = who.roles_at(found.id)
    if not roles:
        abort(404)  # who is of another municipality cannot tell what there is
    if not roles & allowed:
        abort(403)
    g.municipality = found
    named = (request.view_args or {}).get("season")
    if named is not None:
        g.season = _season(found, named)


def _municipality(slug: str) -> Municipality:
    """It, and its logo without the picture itself, which every page shows."""
    found = (
        reading()
        .execute(
            select(Municipality, Logo)
            .outerjoin(Logo, Logo.municipality_id == Municipality.id)
            .where(Municipality.slug == slug)
        )
        .one_or_none()
    )
    if found is None:
        abort(404)
    place: Municipality
    place, g.logo = found
    return place


def _season(place: Municipality, slug: str) -> Season:
    found = (
        reading()
        .scalars(select(Season).where(Season.municipality_id == place.id, Season.slug == slug))
        .one_or_none()
    )
    if found is None:
        abort(404)
    return found


def _to_sign_in() -> Response:
    if g.get("session_over", False):
        flash(gettext("Je was een tijd weg, of je meldde je af. Meld je opnieuw aan."))
    if request.method == "GET":
        session["next"] = request.full_path.rstrip("?")
    return redirect(url_for("staff.sign_in"))
