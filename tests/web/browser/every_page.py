"""Every page for anyone and for families, each with somebody who sees it filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from flask import Flask
from sqlalchemy import select, update
from werkzeug.routing import Rule

from data import references
from models import Child, Link, Municipality, Offer, Wish
from models.base import Base
from models.database import reading, writing
from models.enums import LinkKind, OfferStatus, Phase
from tests.web.addresses import address, names_of
from tests.web.families.people import open_wishes
from tests.web.family_asking.wizard import asked, publish, walk
from tests.web.family_entering.homes import (
    come_in,
    held_place,
    home_of,
    new_home,
    refused_child,
    waiting_child,
)
from tests.web.public_offer.published import FACTS
from tests.web.site import Browser, Site
from tests.web.summer import put_summer
from web.routes import ROUTES, Audience

A_FILE: Final = re.compile(r"\.\w+$|/<path:filename>$|/healthz$")
"""How an address ends of what is no page: a file, a feed, what machines ask."""

Cookies = tuple[tuple[str, str], ...]


class Seen(NamedTuple):
    """A page, and the cookies of a browser in which it is filled in."""

    path: str
    cookies: Cookies = ()


def pages_of(app: Flask) -> dict[str, list[Rule]]:
    """Endpoint → its rules, of every page for anyone and for families."""
    found: dict[str, list[Rule]] = {}
    for rule in app.url_map.iter_rules():
        whose = ROUTES[rule.endpoint] in {Audience.ANYONE, Audience.FAMILY}
        is_page = "GET" in (rule.methods or ()) and not A_FILE.search(rule.rule)
        if whose and is_page and rule.endpoint.startswith(("public.", "family.")):
            found.setdefault(rule.endpoint, []).append(rule)
    return found


def endpoint_of(app: Flask, path: str) -> str:
    """Which page an address leads to."""
    return str(app.url_map.bind("localhost").match(path.partition("?")[0])[0])


def put_every_page(site: Site) -> list[Seen]:
    """Two towns: in Gent one asks, in Aalst the places are known. Every page at least once."""
    open_wishes(site)
    for code in ("O1", "O2"):
        publish(site, code, age_from=4 if code == "O1" else 14, age_to=18)
    summer = put_summer(
        site.engine, site.town, at=site.clock.at, municipality="aalst", phase=Phase.PUBLISHED
    )
    with writing(site.engine).begin() as session:
        session.execute(
            update(Municipality)
            .where(Municipality.id == site.town.aalst)
            .values(
                contact_name="Loket Zomer",
                contact_phone="053 00 00 00",
                contact_email="zomer@aalst.example",
                desk_hours="maandag tot vrijdag, 9 tot 12 uur",
            )
        )
        session.execute(
            update(Offer)
            .where(Offer.season_id == summer.season)
            .values(status=OfferStatus.PUBLISHED, published_at=site.clock.at, **FACTS)
        )
        session.execute(
            update(Child).where(Child.season_id == summer.season).values(first_name="Noor")
        )
    return [*_of_anyone(site, summer.season), *_of_asking(site), *_of_families(site, summer.season)]


def _of_anyone(site: Site, season_id: int) -> Iterator[Seen]:
    names = names_of(site.engine, municipality="aalst", season_id=season_id)
    for endpoint, rules in pages_of(site.app).items():
        if ROUTES[endpoint] is Audience.ANYONE and not endpoint.startswith("family.ask"):
            yield from (Seen(address(site.app, rule, names)) for rule in rules)
    for more in (
        "/gent/", "/gent/aanbod?leeftijd=8&nodig=step_free", "/gent/aanbod?zoek=bestaat-niet",
        "/aalst/aanbod?beeld=week", "/aalst/aanbod?beeld=kaart", "/gent/loting?code=ABCD",
    ):  # fmt: skip
        yield Seen(more)


def _of_asking(site: Site) -> Iterator[Seen]:
    on_the_way, done = site.browser(), site.browser()
    walk(site, on_the_way)
    asked(site, done)
    for endpoint, rules in pages_of(site.app).items():
        if endpoint.startswith("family.ask") and ROUTES[endpoint] is Audience.ANYONE:
            path = address(site.app, rules[0], {"municipality": "gent"})
            yield Seen(path, _cookies(done if endpoint == "family.asked" else on_the_way))
    yield Seen("/aalst/vragen")  # not open


def _of_families(site: Site, season_id: int) -> Iterator[Seen]:
    asking, friend = new_home(site, names=("Noor", "Sam")), new_home(site, email="")
    first, second = asking.children
    place, holder = held_place(site, season_id)
    _refusal, without = refused_child(site, season_id)
    group, waiting = waiting_child(site, season_id)
    with writing(site.engine).begin() as session:
        wish = session.scalars(select(Wish.id).where(Wish.child_id == first)).first()
        child = session.get_one(Child, second)
        link = Link(
            municipality_id=child.municipality_id,
            season_id=child.season_id,
            child_a_id=friend.children[0],
            child_b_id=second,
            kind=LinkKind.SAME_GROUP,
            strict=False,
        )
        session.add(link)
        session.flush()
        link_id = link.id
    mine = {
        "municipality": "gent", "child": second, "wish": wish, "contact": asking.contact,
    }  # fmt: skip
    theirs = {"municipality": "aalst", "place": place, "group": group, "child": waiting}
    yield Seen(asking.path)
    browsers = {
        "gent": _cookies(come_in(site, asking)),
        "aalst": _cookies(come_in(site, home_of(site, waiting))),
        "holder": _cookies(come_in(site, home_of(site, holder))),
        "without": _cookies(come_in(site, home_of(site, without))),
    }
    late = {"family.possible", "family.leave_list"}
    for endpoint, rules in pages_of(site.app).items():
        if ROUTES[endpoint] is not Audience.FAMILY:
            continue
        if endpoint == "family.give_back":
            yield Seen(address(site.app, rules[0], theirs), browsers["holder"])
        elif endpoint in late:
            yield Seen(address(site.app, rules[0], theirs), browsers["aalst"])
        else:
            which = f"?number={link_id}" if endpoint == "family.end_together" else ""
            yield Seen(address(site.app, rules[0], mine) + which, browsers["gent"])
    for who in ("aalst", "holder", "without"):
        yield Seen("/aalst/mijn/overzicht", browsers[who])


def _cookies(browser: Browser) -> Cookies:
    found = browser.client.get_cookie(browser.client.application.config["SESSION_COOKIE_NAME"])
    assert found is not None
    return ((found.key, found.value),)


def written_by_people(site: Site) -> re.Pattern[str]:
    """Matches what no page translates: a text that stands in the database, a language's name."""
    found = {each.name for each in references.languages().values()} | {"Zomerwijzer", "PDF"}
    with reading(site.engine)() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)):
                for value in row:
                    found.update(_texts(value))
    longest_first = sorted(filter(None, found), key=len, reverse=True)
    written = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<!\w)(?:\d+ k?m|{written})(?!\w)")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (" ".join(line.split()) for line in value.splitlines())
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
