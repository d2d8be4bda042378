"""Every page for anyone and for families, each with somebody who may see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final, NamedTuple

from sqlalchemy import select

from models import Wish
from models.database import reading
from models.enums import Phase
from tests.web.addresses import address, names_of, rules_of
from tests.web.family_asking.wizard import ASK, PAGES, least, send
from tests.web.family_entering.homes import (
    Home,
    come_in,
    held_place,
    home_of,
    new_home,
    publish_offers,
    waiting_child,
)
from tests.web.public_offer.published import set_phase
from tests.web.site import Browser, Site
from tests.web.summer import SLUG, Summer, put_summer
from web.routes import ROUTES, Audience

COOKIE: Final = "zomerwijzer"
VIEWS_OF_OFFERS: Final = ("?beeld=week", "?beeld=kaart")
WISHES: Final = 5
NO_PAGES: Final = frozenset(
    {
        *("public.healthz", "public.embed", "public.logo"),  # the second is inside others' pages
        *("public.offers_json", "public.offer_json", "public.draw_list"),
        *("public.offers_calendar", "public.offer_calendar", "family.calendar_feed"),
        *("public.sheet_pdf", "public.poster_pdf", "family.paper_pdf"),
        "family.end_together",  # only for friends; a form as small as that of family.stop_all
    }
)
"""Routes for anyone and for families that answer a GET with something else than a page."""


class View(NamedTuple):
    """A page, and the session (a cookie's value) in which somebody sees it."""

    name: str
    path: str
    cookie: str


def first_views(site: Site, *, pupils: int = 40) -> Iterator[View]:
    """A whole summer, and each page that anyone or a family can open in it.

    The summer goes on meanwhile: look at a view before the next one is taken.
    """
    summer = put_summer(
        site.engine, site.town, at=site.clock.at, phase=Phase.PUBLISHED, pupils=pupils
    )
    publish_offers(site, summer.season)
    set_phase(site, summer, Phase.WISHES_OPEN)
    yield from _of_asking(site)
    asking = new_home(site, names=("Noor", "Sam"), slug=SLUG)
    seen: set[str] = set()
    yield from _of_home(site, summer, asking, site.browser(), seen)
    yield from _of_home(site, summer, asking, come_in(site, asking), seen)
    set_phase(site, summer, Phase.PUBLISHED)
    place, child = held_place(site, summer.season)
    placed = home_of(site, child)
    yield from _of_home(site, summer, placed, come_in(site, placed), seen, place=place)
    group, waiting = waiting_child(site, summer.season)
    left = home_of(site, waiting)
    yield from _of_home(site, summer, left, come_in(site, left), seen, group=group)
    missing = _wanted(site) - seen - NO_PAGES
    assert missing == set(), f"nobody sees {missing}"


def _wanted(site: Site) -> set[str]:
    """The routes of anyone and of families that answer a GET, but for the questions."""
    return {
        endpoint
        for endpoint, rule in rules_of(site.app).items()
        if ROUTES[endpoint] in {Audience.ANYONE, Audience.FAMILY}
        and endpoint.partition(".")[0] in {"public", "family"}
        and "GET" in (rule.methods or ())
        and not _is_question(endpoint)
    }


def _is_question(endpoint: str) -> bool:
    return endpoint.startswith("family.ask_") or endpoint == "family.asked"


def _of_asking(site: Site) -> Iterator[View]:
    """Every question, with what was answered before it, and the receipt: five wishes."""
    browser = site.browser()
    yield _seen(browser, "family.ask_resume", f"{ASK}/verder")
    for page, after in pairwise((*PAGES, "klaar")):
        yield _seen(browser, f"family.ask ({page})", f"{ASK}/{page}")
        fields = least(site).get(page, {})
        if page == "wensen":
            offered = re.findall(r'name="offers" value="(\d+)"', browser.get(f"{ASK}/{page}").text)
            fields = {"offers": offered[:WISHES]}
        answer = send(browser, page, **fields)
        assert (answer.status_code, answer.location) == (302, f"{ASK}/{after}"), page
    yield _seen(browser, "family.asked", f"{ASK}/klaar")


def _of_home(
    site: Site, summer: Summer, home: Home, browser: Browser, seen: set[str], **names: int
) -> Iterator[View]:
    """What opens in a browser that was not `seen` yet, by the numbers of a family's own rows."""
    with reading(site.engine)() as session:
        wish = session.scalar(select(Wish.id).where(Wish.child_id == home.children[0]))
    known: dict[str, Any] = {
        **names_of(site.engine, municipality=home.place, season_id=summer.season),
        "child": home.children[0],
        "wish": wish,
        "token": home.link.rpartition("/")[2],
        **names,
    }
    rules = rules_of(site.app)
    for endpoint in sorted(_wanted(site) - seen - NO_PAGES):
        path = address(site.app, rules[endpoint], known)
        if browser.get(path).status_code == 200:
            seen.add(endpoint)
            more = VIEWS_OF_OFFERS if endpoint == "public.offers" else ()
            for query in ("", *more):
                yield _seen(browser, f"{endpoint}{query}", f"{path}{query}")


def _seen(browser: Browser, name: str, path: str) -> View:
    answer = browser.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/html"), (name, answer.location)
    cookie = browser.client.get_cookie(COOKIE)
    assert cookie is not None
    return View(name, path, cookie.value)
