from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from models import Block, BlockSession, Offer
from models.database import reading, writing
from models.enums import OfferKind, Phase
from tests.web.offers.filled import (
    LIST,
    blocks_of,
    give_to,
    make_known,
    numbers,
    organiser,
    row,
)
from tests.web.queries import counted
from tests.web.site import Site
from tests.web.summer import put_summer

ROW = re.compile(r'<th scope="row"[^>]*><a class="govuk-link" href="[^"]*/aanbod/(\d+)"')


def listed(site: Site, query: str = "", *, who: str = "planner") -> list[int]:
    """The offers in the list, in its order."""
    page = site.browser(who).get(f"{LIST}{query}")
    assert page.status_code == 200
    return [int(number) for number in ROW.findall(page.text)]


def by_title(site: Site, offers: list[int]) -> list[int]:
    return sorted(offers, key=lambda each: row(site, each).title.lower())


def test_all_offers_are_listed_by_title_with_what_is_missing(summer: Site) -> None:
    everything = numbers(summer, Offer)
    assert listed(summer) == by_title(summer, everything)
    page = summer.browser("planner").get(LIST).text
    assert page.count("en nog ") >= 1
    assert f"/aanbod/{everything[0]}#step_free" in page


@pytest.mark.parametrize("who", ["coordinator", "reader", "desk"])
def test_who_works_here_sees_the_list(summer: Site, who: str) -> None:
    assert listed(summer, who=who) == by_title(summer, numbers(summer, Offer))


def test_only_who_makes_offers_can_choose_rows(summer: Site) -> None:
    page = summer.browser("reader").get(LIST).text
    assert ('name="rows"' in page, "Nieuwe activiteit" in page) == (False, False)


def test_the_list_is_searched_and_sorted(summer: Site) -> None:
    offers = numbers(summer, Offer)
    first = row(summer, offers[0])
    assert listed(summer, f"?zoek={first.code}") == [first.id]
    assert listed(summer, "?zoek=no+such+offer") == []
    assert listed(summer, "?sorteer=-titel") == by_title(summer, offers)[::-1]
    sizes = [row(summer, each).max_size for each in listed(summer, "?sorteer=-groep")]
    assert sizes == sorted(sizes, reverse=True)


def test_filters_stand_in_the_address(summer: Site) -> None:
    offers = numbers(summer, Offer)
    one = offers[0]
    give_to(summer, one, "Zon")
    make_known(summer, one)
    browser = summer.browser("planner")
    browser.post(f"{LIST}/{one}/publiceren", version=str(row(summer, one).version))
    zon = organiser(summer, "Zon")
    rest = by_title(summer, [each for each in offers if each != one])
    assert listed(summer, "?status=published") == [one]
    assert listed(summer, f"?organisator={zon}") == [one]
    assert listed(summer, "?organisator=gemeente") == rest
    assert listed(summer, "?feiten=volledig") == [one]
    assert listed(summer, "?feiten=ontbreken") == rest
    assert listed(summer, "?status=nonsense&feiten=x&blok=abc&week=2028") == by_title(
        summer, offers
    )
    for kind in ("programme", "tutoring"):
        of_kind = [each for each in offers if row(summer, each).kind.value == kind]
        assert listed(summer, f"?soort={kind}") == by_title(summer, of_kind)
    goal = row(summer, one).goals[0]
    with_goal = [each for each in offers if goal in row(summer, each).goals]
    assert listed(summer, f"?doel={goal}") == by_title(summer, with_goal)


def test_a_tutoring_offer_without_a_goal_to_learn_misses_something(summer: Site) -> None:
    one = numbers(summer, Offer)[0]
    make_known(summer, one)
    with writing(summer.engine).begin() as session:
        found = session.get_one(Offer, one)
        found.kind, found.goals = OfferKind.TUTORING, ("SPEL", "SPORT")
    assert one in listed(summer, "?feiten=ontbreken")
    assert listed(summer, "?feiten=volledig") == []


def test_blocks_and_weeks_filter(summer: Site) -> None:
    offers, block = numbers(summer, Offer), numbers(summer, Block)[0]
    in_block = [each for each in offers if block in blocks_of(summer, each)]
    assert listed(summer, f"?blok={block}") == by_title(summer, in_block)
    with reading(summer.engine)() as session:
        days = dict(session.execute(select(BlockSession.day, BlockSession.block_id)).all())
        sessions = session.execute(select(BlockSession.block_id, BlockSession.day)).all()
    monday = min(day for day in days if day.year == 2028 and day.weekday() == 0)
    running = {b for b, day in sessions if 0 <= (day - monday).days < 7}
    in_week = [each for each in offers if running & set(blocks_of(summer, each))]
    assert listed(summer, f"?week={monday}") == by_title(summer, in_week)


def test_a_season_without_offers_says_what_comes_next(summer: Site) -> None:
    browser = summer.browser("organiser")
    assert "begin met één activiteit" in browser.get(LIST).text
    assert "Niets gevonden." in summer.browser("planner").get(f"{LIST}?zoek=xyzzy").text


def test_the_list_asks_the_same_of_the_database_however_much_there_is(site: Site) -> None:
    asked = []
    for town, who, pupils in (
        ("gent", "coordinator", 40),
        ("aalst", "of another municipality", 80),
    ):
        put_summer(
            site.engine,
            site.town,
            at=site.clock.at,
            municipality=town,
            phase=Phase.WISHES_OPEN,
            pupils=pupils,
        )
        browser = site.browser(who)
        with counted(site) as said:
            page = browser.get(f"/werk/{town}/zomer-2028/aanbod")
        asked.append(len([each for each in said if each.startswith("SELECT")]))
        assert page.status_code == 200
    # Four find out who asks and where; two are of the bar to undo.
    assert (asked[0], asked[0] - 6 <= 8) == (asked[1], True)
