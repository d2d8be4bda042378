"""A form sent once more, or one that is not ours: done once, or not at all."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from models import Child, Contact, Group, Message, Place, Proposal, WaitingEntry, Wish
from models.database import reading
from models.enums import Phase, PlaceStatus, WaitingStatus
from tests.hard_knocks.forms_found import addresses, open_rules
from tests.hard_knocks.ground import ANYONE, Ground
from tests.hard_knocks.knocking import Knocks
from tests.hard_knocks.seeding import FAMILY
from tests.web.families.people import open_wishes
from tests.web.family_asking.wizard import ASK, count, form_of, walk
from tests.web.family_entering.homes import come_in, home_of, new_home, publish_offers
from tests.web.site import Site
from tests.web.summer import put_summer


def test_a_request_sent_twice_is_one_request(site: Site) -> None:
    open_wishes(site)
    browser = site.browser()
    walk(site, browser)
    body = form_of(browser.get(f"{ASK}/nakijken").text).found
    before = cookie = browser.client.get_cookie("zomerwijzer")
    assert cookie is not None
    for _ in range(3):  # a double click sends the cookie as it was before the first
        assert before is not None
        browser.client.set_cookie("zomerwijzer", before.value)
        assert browser.client.post(f"{ASK}/nakijken", data=body).location == f"{ASK}/klaar"
    assert [count(site, model) for model in (Child, Contact, Wish)] == [1, 1, 1]
    assert count(site, Message) == 1


def test_an_idea_sent_twice_is_one_idea(site: Site) -> None:
    open_wishes(site)
    browser = site.browser()
    for _ in range(2):
        assert browser.post("/gent/idee", words="Een boomhut").status_code == 302
    assert count(site, Proposal) == 1
    site.clock.wait(minutes=1)  # somebody else may want the same
    browser.post("/gent/idee", words="Een boomhut")
    assert count(site, Proposal) == 2


def test_what_is_stopped_twice_is_stopped_once(site: Site) -> None:
    open_wishes(site)
    home = new_home(site, names=("Noor", "Sam"))
    browser = come_in(site, home)
    with reading(site.engine)() as session:
        first = session.scalars(
            select(Wish.id).where(Wish.child_id == home.children[0]).order_by(Wish.rank)
        ).first()
    path = f"/gent/mijn/wens/{first}/stop"
    assert [browser.post(path).status_code for _ in range(2)] == [302, 404]
    assert count(site, Wish) == 3
    assert [browser.post("/gent/mijn/alles-stop").status_code for _ in range(2)] == [302, 302]
    with reading(site.engine)() as session:
        stopped = session.scalars(select(Child.withdrawn_at)).all()
    assert set(stopped) == {site.clock.at}
    wiped = [browser.post("/gent/mijn/gegevens/wissen") for _ in range(2)]
    assert [each.location for each in wiped] == ["/gent/", "/gent/mijn"]
    assert count(site, Child) == 0


def test_a_place_given_back_or_taken_twice_is_so_once(site: Site) -> None:
    summer = put_summer(site.engine, site.town, at=site.clock.at, phase=Phase.PUBLISHED)
    publish_offers(site, summer.season)
    with reading(site.engine)() as session:
        place, child, group = session.execute(
            select(Place.id, Place.child_id, Place.group_id)
            .where(Place.season_id == summer.season, Place.status == PlaceStatus.HELD)
            .order_by(Place.id)
        ).first() or (0, 0, 0)
    browser = come_in(site, home_of(site, child))
    path = f"/gent/mijn/plaats/{place}/teruggeven"
    before = held(site, group)
    assert [browser.post(path).status_code for _ in range(2)] == [302, 404]
    assert held(site, group) == (before[0] - 1, before[1] - 1)
    page = browser.get(f"/gent/mijn/kind/{child}/kan-nog").text
    free = re.findall(rf'action="(/gent/mijn/kind/{child}/groep/(\d+))"', page)
    assert free
    path, number = free[0]
    before = held(site, int(number))
    statuses = [browser.post(path).status_code for _ in range(2)]
    assert statuses in ([302, 302], [302, 409])
    after = held(site, int(number))
    assert (after[0], after[0] - before[0] in {0, 1}) == (after[1], True)
    with reading(site.engine)() as session:
        twice = session.scalar(
            select(func.count()).where(
                WaitingEntry.child_id == child,
                WaitingEntry.group_id == int(number),
                WaitingEntry.status == WaitingStatus.WAITING,
            )
        )
    assert (twice or 0) <= 1


def held(site: Site, group: int) -> tuple[int, int]:
    """How many children a group says it holds, and how many places there are."""
    with reading(site.engine)() as session:
        said = session.get_one(Group, group).children_held
        places = session.scalar(
            select(func.count()).where(Place.group_id == group, Place.status == PlaceStatus.HELD)
        )
        return said, places or 0


@pytest.mark.parametrize("token", ["", "odd", "of another browser"])
def test_forms_that_are_not_ours_do_nothing(asking: Ground, token: str) -> None:
    knocks = Knocks(asking)
    other = asking.walkers[ANYONE].token
    given = {"": "", "odd": "IjEyMyI.x.y", "of another browser": other}[token]
    where = addresses(asking)
    for endpoint, rule in open_rules(asking).items():
        if "POST" in (rule.methods or ()):
            answer = knocks.send(
                FAMILY,
                "POST",
                where[endpoint],
                environ_overrides={"HTTP_X_CSRFTOKEN": ""},
                data={"csrf_token": given, "email": "a@voorbeeld.example", "when": "altijd"},
            )
            assert answer.status_code == 400, endpoint
            assert "Dat konden we niet lezen" in answer.text
    assert knocks.changes == 0
    assert knocks.sent > 25
