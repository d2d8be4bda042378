from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from models import Block, Offer
from models.enums import OfferStatus
from tests.web.offers.filled import (
    LIST,
    add,
    blocks_of,
    errors,
    everything,
    give_to,
    is_published,
    make_known,
    numbers,
    organiser,
    row,
    verbs,
)
from tests.web.site import Browser, Site
from tests.web.summer import put_summer


def send(site: Site, browser: Browser, offers: list[int], **fields: Any) -> TestResponse:
    """Choose rows in the list and do something with them."""
    versions = {f"version-{each}": str(row(site, each).version) for each in offers}
    sent: dict[str, Any] = {"rows": [str(each) for each in offers], **(versions | fields)}
    return browser.post(LIST, **sent)


def test_each_row_is_done_wholly_or_not_at_all_and_told_so(summer: Site) -> None:
    ready, unready, changed = numbers(summer, Offer)[:3]
    make_known(summer, ready, changed)
    chosen = [ready, unready, changed]
    old = {f"version-{changed}": "77"}
    answer = send(summer, summer.browser("planner"), chosen, action="publish", **old)
    assert answer.status_code == 200
    assert "1 activiteit is gewijzigd." in answer.text
    assert "Bij 2 activiteiten is niets veranderd." in answer.text
    assert f"{row(summer, unready).title} kan nog niet gepubliceerd worden" in answer.text
    assert "heeft dit intussen gewijzigd" in answer.text
    assert [is_published(summer, each) for each in (ready, unready, changed)] == [
        True,
        False,
        False,
    ]
    assert verbs(summer) == ["publish_offer"]


def test_offers_are_withdrawn_together(summer: Site) -> None:
    chosen = numbers(summer, Offer)[:2]
    make_known(summer, *chosen)
    browser = summer.browser("planner")
    send(summer, browser, chosen, action="publish")
    send(summer, browser, chosen, action="withdraw")
    assert {row(summer, each).status for each in chosen} == {OfferStatus.WITHDRAWN}


def test_a_block_is_added_and_taken_away(summer: Site) -> None:
    chosen = numbers(summer, Offer)[:2]
    browser = summer.browser("planner")
    before = [blocks_of(summer, each) for each in chosen]
    free = next(each for each in numbers(summer, Block) if not any(each in b for b in before))
    send(summer, browser, chosen, action="add_block", block=str(free))
    assert [blocks_of(summer, each) for each in chosen] == [sorted([*b, free]) for b in before]
    send(summer, browser, chosen, action="drop_block", block=str(free))
    assert [blocks_of(summer, each) for each in chosen] == before


def test_organiser_price_and_ages_are_set(summer: Site) -> None:
    chosen = numbers(summer, Offer)[:2]
    browser = summer.browser("coordinator")
    zon = organiser(summer, "Zon")
    send(summer, browser, chosen, action="organiser", organiser=str(zon))
    send(summer, browser, chosen, action="price", price="2,50")
    send(summer, browser, chosen, action="ages", age_from="8", age_to="")
    found = [row(summer, each) for each in chosen]
    assert {(f.organiser_id, f.price_cents, f.age_from, f.age_to) for f in found} == {
        (zon, 250, 8, None)
    }
    send(summer, browser, chosen, action="organiser", organiser="")
    assert {row(summer, each).organiser_id for each in chosen} == {None}


def test_ages_in_the_wrong_order_are_refused_row_by_row(summer: Site) -> None:
    chosen = numbers(summer, Offer)[:2]
    before = everything(summer)
    answer = send(
        summer, summer.browser("planner"), chosen, action="ages", age_from="9", age_to="3"
    )
    assert "Dat kan niet: de jongste leeftijd is hoger dan de oudste." in answer.text
    assert everything(summer) == before


def test_removing_together_asks_first(summer: Site) -> None:
    browser = summer.browser("planner")
    chosen = [add(browser), add(browser)]
    before = everything(summer)
    page = send(summer, browser, chosen, action="remove")
    assert (page.status_code, "2 activiteiten verwijderen?" in page.text) == (200, True)
    assert everything(summer) == before
    done = send(summer, browser, chosen, action="remove", sure="y")
    left = set(numbers(summer, Offer)) & set(chosen)
    assert (done.status_code, left) == (200, set())


def test_what_is_wished_already_stays_and_is_told(summer: Site) -> None:
    chosen = numbers(summer, Offer)[:2]
    before = everything(summer)
    answer = send(summer, summer.browser("planner"), chosen, action="remove", sure="y")
    assert "Bij 2 activiteiten is niets veranderd." in answer.text
    assert everything(summer) == before


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"action": ""}, [("action", "Kies wat je wil doen.")]),
        ({"action": "add_block", "block": ""}, [("block", "Kies een blok.")]),
        ({"action": "price", "price": ""}, [("price", "Vul een prijs in. Gratis is 0.")]),
        ({"action": "ages", "age_from": "x"}, [("age_from", "Vul een getal in van 0 tot 120.")]),
    ],
)
def test_what_is_not_said_is_asked(
    summer: Site, fields: dict[str, str], said: list[tuple[str, str]]
) -> None:
    before = everything(summer)
    answer = send(summer, summer.browser("planner"), numbers(summer, Offer)[:1], **fields)
    assert (answer.status_code, errors(answer.text)) == (422, said)
    assert everything(summer) == before


def test_without_rows_nothing_is_done(summer: Site) -> None:
    browser = summer.browser("planner")
    answer = browser.post(f"{LIST}?zoek=a", action="publish")
    assert (answer.status_code, answer.location) == (302, f"{LIST}?zoek=a")
    assert "Kies eerst een of meer activiteiten" in browser.get(LIST).text


def test_what_is_not_theirs_is_left_alone(summer: Site) -> None:
    put_summer(summer.engine, summer.town, at=summer.clock.at, municipality="aalst")
    mine, other = numbers(summer, Offer)[:2]
    theirs = numbers(summer, Offer, town="aalst")[0]
    give_to(summer, mine, "Maan")
    answer = send(
        summer, summer.browser("organiser"), [mine, other, theirs], action="price", price="3"
    )
    assert "1 activiteit is gewijzigd." in answer.text
    prices = [row(summer, each).price_cents == 300 for each in (mine, other, theirs)]
    assert prices[0]
    assert verbs(summer).count("edit_offer") == 1


def test_a_block_of_another_municipality_is_not_there(summer: Site) -> None:
    put_summer(summer.engine, summer.town, at=summer.clock.at, municipality="aalst")
    theirs = numbers(summer, Block, town="aalst")[0]
    before = everything(summer)
    answer = send(
        summer,
        summer.browser("planner"),
        numbers(summer, Offer)[:1],
        action="add_block",
        block=str(theirs),
    )
    assert "Dat is er niet (meer)." in answer.text
    assert everything(summer) == before
