from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select, update

from models import Offer, Organiser
from models.database import writing
from models.enums import Phase, StaffRole
from tests.web.addresses import address, names_of, rules_of
from tests.web.site import Site
from tests.web.summer import put_summer
from tests.web.town import BOTH, EVERYBODY, OTHER
from web.guarding import RouteWithoutAudience, guard
from web.routes import ROUTES, Audience

ANONYMOUS = None
NOT_HERE = "no-such-thing"

PATHS = {
    "static": "/static/theme.css",
    "public.healthz": "/healthz",
    "public.start": "/",
    "public.home": "/gent/",
    "public.privacy": "/gent/privacy",
    "public.accessibility": "/gent/toegankelijkheid",
    "public.speak": "/taal",
    "public.offers": "/gent/aanbod",
    "public.offers_json": "/gent/aanbod.json",
    "public.how_places": "/gent/hoe-plaatsen-gegeven-worden",
    "public.recompute": "/gent/loting",
    "public.for_schools": "/gent/voor-scholen",
    "public.who_helps": "/gent/wie-helpt",
    "public.idea": "/gent/idee",
    "staff.sign_in": "/aanmelden",
    "staff.one_time_code": "/aanmelden/code",
    "staff.oidc_start": "/aanmelden/oidc",
    "staff.oidc_back": "/aanmelden/oidc/terug",
    "staff.oidc_link": "/aanmelden/koppelen",
    "staff.forgotten": "/wachtwoord",
    "staff.new_password": f"/wachtwoord/{NOT_HERE}",
    "staff.invitation": f"/uitnodiging/{NOT_HERE}",
    "staff.sign_out": "/afmelden",
    "staff.account": "/account",
    "staff.codes_on": "/account/code",
    "staff.codes_off": "/account/code/uit",
    "staff.start": "/werk/",
    "staff.seasons": "/werk/gent/",
    "staff.glance": "/werk/gent/zomer-2027/",
    "staff.people": "/werk/gent/mensen",
}

OPEN = {
    "static": 200,
    "public.healthz": 200,
    "public.start": 200,
    "public.home": 200,
    "public.privacy": 200,
    "public.accessibility": 200,
    "public.speak": 405,
    "public.offers": 200,
    "public.offers_json": 200,
    "public.offer": 404,  # the first of that summer is a draft
    "public.offer_json": 404,
    "public.offer_calendar": 404,
    "public.how_places": 200,
    "public.recompute": 200,
    "public.draw_list": 200,
    "public.for_schools": 200,
    "public.sheet_pdf": 404,  # every activity of that summer is a draft
    "public.poster_pdf": 200,
    "public.offers_calendar": 200,
    "public.embed": 200,
    "public.who_helps": 200,
    "public.idea": 200,
    "family.way_in": 200,
    "family.new_link": 200,
    "family.link": 404,  # no such link
    "family.calendar_feed": 404,
    "tutor.way_in": 200,
    "tutor.link": 404,
    "tutor.calendar_feed": 404,
    "public.logo": 404,  # there is none
    "family.ask": 200,
    "family.paper": 200,
    "family.paper_pdf": 200,
    **dict.fromkeys(
        (
            *("family.ask_resume", "family.ask_child", "family.ask_contact", "family.ask_place"),
            *("family.ask_free", "family.ask_wishes", "family.ask_order", "family.ask_help"),
            *("family.ask_together", "family.ask_check", "family.asked"),
        ),
        302,  # wishes are not open
    ),
    "staff.forgotten": 200,
    "staff.new_password": 404,  # no such link
    "staff.invitation": 404,
    "staff.begin": 404,  # somebody has begun
    "staff.oidc_start": 404,  # no provider is set
    "staff.oidc_back": 404,
    "staff.oidc_link": 302,  # nothing to link
}
"""What a GET of a route for anyone answers, to everybody alike."""

OTHERWISE: dict[str, int] = {
    "staff.new_season_look": 302,  # nothing was sent
    "staff.board_targets": 404,  # nothing is lifted
    "staff.board_move": 404,
}
"""What a GET of a season's page answers to who may see it, where it is not 200 (or, where it
only takes forms, 405)."""


def expected(endpoint: str, who: str | None) -> int:  # noqa: PLR0911  (one way out each)
    """What `routes.py` promises to somebody for a GET in Gent."""
    audience = ROUTES[endpoint]
    if endpoint == "staff.sign_in":
        return 200 if who is ANONYMOUS else 302
    if endpoint in OPEN:
        return OPEN[endpoint]
    if audience in {Audience.HALFWAY, Audience.FAMILY, Audience.TUTOR}:
        return 302
    if endpoint == "staff.sign_out":
        return 405
    if who is ANONYMOUS:
        return 302
    if audience is Audience.SIGNED_IN:
        # Who has one municipality goes straight on; who has no codes cannot turn them off.
        return {"staff.start": 200 if who == BOTH else 302, "staff.codes_off": 302}.get(
            endpoint, 200
        )
    if who == OTHER:
        return 404
    role = StaffRole.READER if who == BOTH else StaffRole(who)
    return OTHERWISE.get(endpoint, 200) if role in audience else 403


def test_the_table_names_every_route_and_no_other(site: Site) -> None:
    endpoints = {rule.endpoint for rule in site.app.url_map.iter_rules()}
    assert endpoints == set(ROUTES)
    assert set(PATHS) <= endpoints


def test_every_address_of_the_test_leads_to_its_route(site: Site) -> None:
    adapter = site.app.url_map.bind("localhost")
    found = {
        endpoint: adapter.match(path, method="POST" if OPEN.get(endpoint) == 405 else None)[0]
        for endpoint, path in PATHS.items()
        if endpoint != "staff.sign_out"
    }
    assert found == {endpoint: endpoint for endpoint in PATHS if endpoint != "staff.sign_out"}


@pytest.mark.parametrize("who", [ANONYMOUS, *map(str, EVERYBODY)])
def test_every_route_answers_everybody_as_the_table_says(site: Site, who: str | None) -> None:
    assert answers(site, who, asking(site)) == promised(site, who)


def test_it_is_the_same_on_every_database(any_site: Site) -> None:
    assert answers(any_site, BOTH, asking(any_site)) == promised(any_site, BOTH)


def asking(site: Site) -> dict[str, str]:
    """An address for every route that answers a GET, in a summer that is published.

    The offer and the group that they name are of the organiser that `organiser` works for.
    """
    summer = put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.PUBLISHED)
    names = names_of(site.engine, municipality="gent", season_id=summer.season)
    with writing(site.engine).begin() as session:
        maan = select(Organiser.id).where(Organiser.name == "Maan").scalar_subquery()
        session.execute(update(Offer).where(Offer.id == names["offer"]).values(organiser_id=maan))
    found = dict(PATHS)
    for endpoint, rule in rules_of(site.app).items():
        if endpoint not in found and "GET" in (rule.methods or ()):
            found[endpoint] = address(site.app, rule, names)
    return found


def promised(site: Site, who: str | None) -> dict[str, int]:
    """What each of them is to answer."""
    rules = rules_of(site.app)
    return {
        endpoint: expected(endpoint, who)
        for endpoint in rules
        if endpoint in PATHS or "GET" in (rules[endpoint].methods or ())
    }


def answers(site: Site, who: str | None, paths: dict[str, str]) -> dict[str, int]:
    """How each route answers a GET."""
    browser = site.browser(who)
    found = {}
    for endpoint, path in paths.items():
        response = browser.get(path)
        found[endpoint] = response.status_code
        response.close()
    return found


def test_who_is_not_signed_in_is_sent_to_sign_in_and_then_back(site: Site) -> None:
    browser = site.browser()
    answer = browser.get("/werk/gent/mensen?x=1")
    assert (answer.status_code, answer.location) == (302, "/aanmelden")
    assert browser.sign_in("coordinator").location == "/werk/gent/mensen?x=1"


def test_a_route_without_audience_is_not_served(site: Site) -> None:
    app = Flask("another")
    app.add_url_rule("/open", "public.forgotten_in_the_table", lambda: "")
    with pytest.raises(RouteWithoutAudience, match=r"public\.forgotten_in_the_table"):
        guard(app)


@pytest.mark.parametrize("path", ["/werk/aalst/", "/werk/aalst/zomer-2027/", "/werk/aalst/mensen"])
def test_another_municipality_looks_like_one_that_is_not_there(site: Site, path: str) -> None:
    browser = site.browser("coordinator")
    other = browser.get(path)
    none = browser.get(path.replace("aalst", "nergens"))
    assert (other.status_code, none.status_code) == (404, 404)
    assert _without_chance(other.text) == _without_chance(none.text).replace("nergens", "aalst")


def test_a_season_of_another_municipality_is_not_found_by_its_name(site: Site) -> None:
    assert "Zomer 2027 Gent" in site.browser("coordinator").get("/werk/gent/zomer-2027/").text
    assert site.browser("coordinator").get("/werk/gent/zomer-2026/").status_code == 404


def _without_chance(page: str) -> str:
    return re.sub(r'(nonce|value)="[^"]{16,}"', r'\1=""', page)
