from __future__ import annotations

from models import Offer
from models.enums import OfferStatus
from tests.web.offers.filled import (
    FACTS,
    LIST,
    add,
    blocks_of,
    errors,
    everything,
    is_published,
    make_known,
    numbers,
    row,
    verbs,
)
from tests.web.site import Site


def test_publishing_says_what_is_missing_with_the_way_to_each_field(summer: Site) -> None:
    browser = summer.browser("planner")
    number = add(browser, kind="tutoring", goals=["SPEL"])
    answer = browser.post(f"{LIST}/{number}/publiceren", version="1")
    assert answer.status_code == 422
    assert errors(answer.text) == [
        ("step_free", "zonder trappen of niet"),
        ("price_cents", "de prijs"),
        ("spoken_languages", "de talen"),
        ("getting_there", "hoe je er komt"),
        ("before_hours", "opvang vooraf"),
        ("after_hours", "opvang achteraf"),
        ("goals", "een doel om aan te werken"),
        ("blocks", "wanneer het doorgaat"),
    ]
    for field, _ in errors(answer.text):
        assert f'id="{field}"' in answer.text
    assert not is_published(summer, number)


def test_an_offer_is_published_withdrawn_and_published_again(summer: Site) -> None:
    browser = summer.browser("planner")
    number = add(browser, all_blocks="y", **FACTS)
    here = f"{LIST}/{number}"
    assert browser.post(f"{here}/publiceren", version="1").location == here
    assert "Gezinnen zien deze activiteit nu." in browser.get(here).text
    assert is_published(summer, number)
    assert browser.post(f"{here}/intrekken", version="2").location == here
    assert row(summer, number).status is OfferStatus.WITHDRAWN
    assert browser.post(f"{here}/publiceren", version="3").location == here
    assert is_published(summer, number)
    assert verbs(summer)[1:] == ["publish_offer", "withdraw_offer", "publish_offer"]


def test_who_publishes_an_old_version_hears_so(summer: Site) -> None:
    browser = summer.browser("planner")
    number = add(browser, all_blocks="y", **FACTS)
    answer = browser.post(f"{LIST}/{number}/publiceren", version="7")
    assert answer.status_code == 422
    assert "heeft dit intussen gewijzigd" in answer.text
    assert not is_published(summer, number)


def test_a_copy_has_everything_but_title_and_code(summer: Site) -> None:
    browser = summer.browser("planner")
    number = add(browser, all_blocks="y", bring_nl="Een hoed", **FACTS)
    answer = browser.post(f"{LIST}/{number}/kopie", version="1")
    copy = int(answer.location.rsplit("/", 1)[1])
    made, first = row(summer, copy), row(summer, number)
    assert (made.title, made.code) == ("Zingen in het park (kopie)", "ZIHP2")
    assert (made.texts, made.price_cents) == (first.texts, first.price_cents)
    assert blocks_of(summer, copy) == blocks_of(summer, number)
    assert made.status is OfferStatus.DRAFT


def test_removing_takes_two_steps(summer: Site) -> None:
    browser = summer.browser("planner")
    number = add(browser)
    page = browser.get(f"{LIST}/{number}/verwijderen").text
    assert "Zingen in het park verwijderen?" in page
    assert number in numbers(summer, Offer)
    answer = browser.post(f"{LIST}/{number}/verwijderen", version="1")
    assert (answer.status_code, answer.location) == (302, LIST)
    assert "Zingen in het park is verwijderd." in browser.get(LIST).text
    assert number not in numbers(summer, Offer)


def test_what_is_wished_already_is_not_removed(summer: Site) -> None:
    number = numbers(summer, Offer)[0]
    before = everything(summer)
    answer = summer.browser("planner").post(
        f"{LIST}/{number}/verwijderen", version=str(row(summer, number).version)
    )
    assert answer.status_code == 422
    assert "trek het dan in" in answer.text
    assert everything(summer) == before


def test_a_change_can_be_undone_from_the_list(summer: Site) -> None:
    browser = summer.browser("planner")
    number = numbers(summer, Offer)[0]
    make_known(summer, number)
    browser.post(f"{LIST}/{number}/publiceren", version=str(row(summer, number).version))
    assert "Ongedaan maken: aanbod publiceren" in browser.get(LIST).text
