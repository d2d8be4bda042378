from __future__ import annotations

from typing import Any

import pytest

from models import Block, Location, Offer
from models.database import writing
from models.enums import OfferKind, OfferStatus
from tests.web.offers.filled import (
    FACTS,
    LIST,
    NEW,
    add,
    blocks_of,
    errors,
    everything,
    filled,
    give_to,
    make_known,
    numbers,
    organiser,
    row,
    verbs,
)
from tests.web.site import Site
from tests.web.summer import put_summer


def test_an_offer_is_added_with_a_code_of_its_own(summer: Site) -> None:
    browser = summer.browser("planner")
    made = row(summer, add(browser))
    assert (made.title, made.code, made.status) == (
        "Zingen in het park",
        "ZIHP1",
        OfferStatus.DRAFT,
    )
    assert (made.goals, made.lead_goals, made.organiser_id) == (("LO-MUV", "SPEL"), None, None)
    assert (made.step_free, made.price_cents, made.before_hours) == (None, None, None)
    assert row(summer, add(browser)).code == "ZIHP2"
    assert verbs(summer) == ["add_offer", "add_offer"]


def test_everything_that_is_filled_in_is_kept_and_shown_again(summer: Site) -> None:
    browser = summer.browser("coordinator")
    blocks, locations = numbers(summer, Block), numbers(summer, Location)
    number = add(
        browser,
        code="zing",
        kind="tutoring",
        age_from="6",
        age_to="9",
        lead_choice="some",
        lead_goals=["LO-MUV"],
        language="nl",
        room_features=["stage", "quiet_space"],
        blocks=[str(blocks[1]), str(blocks[0])],
        locations=[str(locations[0])],
        organiser_id=str(organiser(summer, "Zon")),
        funder="Vlaamse overheid",
        edition="derde zomer",
        group_cents="80",
        activity_nl="We zingen en we dansen.",
        bring_nl="Een drinkbus",
        activity_en="We sing and we dance.",
        **FACTS,
    )
    made = row(summer, number)
    assert (made.code, made.kind, made.age_from, made.age_to) == ("zing", OfferKind.TUTORING, 6, 9)
    assert (made.lead_goals, made.language) == (("LO-MUV",), "nl")
    assert made.room_features == ("stage", "quiet_space")
    assert (made.price_cents, made.group_cents, made.step_free) == (1250, 8000, True)
    assert (made.before_hours, made.after_hours) == ("", "tot 17.30 uur")
    assert made.spoken_languages == ("nl", "tr")
    assert made.texts == {
        "activity": {"nl": "We zingen en we dansen.", "en": "We sing and we dance."},
        "bring": {"nl": "Een drinkbus"},
    }
    assert blocks_of(summer, number) == sorted(blocks[:2])
    page = browser.get(f"{LIST}/{number}").text
    for shown in (
        'value="12,50"',
        "We sing and we dance.",
        'value="derde zomer"',
        f'name="locations" type="checkbox" value="{locations[0]}" checked',
    ):
        assert shown in page


def test_all_blocks_are_chosen_by_one_box(summer: Site) -> None:
    number = add(summer.browser("planner"), all_blocks="y")
    assert blocks_of(summer, number) == numbers(summer, Block)


def test_a_saved_form_changes_exactly_what_was_changed(summer: Site) -> None:
    browser = summer.browser("planner")
    number = add(browser, **FACTS)
    answer = browser.post(
        f"{LIST}/{number}", **filled(**FACTS, version="1", title="Zingen", lead_choice="none")
    )
    assert (answer.status_code, answer.location) == (302, f"{LIST}/{number}")
    made = row(summer, number)
    assert (made.title, made.lead_goals, made.version) == ("Zingen", (), 2)
    assert "Bewaard." in browser.get(f"{LIST}/{number}").text


def test_texts_in_languages_that_the_form_does_not_show_stay(summer: Site) -> None:
    number = add(summer.browser("planner"))
    with writing(summer.engine).begin() as session:
        session.get_one(Offer, number).texts = {"activity": {"tr": "Oyun"}, "other": {"nl": "x"}}
    answer = summer.browser("planner").post(
        f"{LIST}/{number}", **filled(version="2", activity_nl="Spel")
    )
    assert answer.status_code == 302
    assert row(summer, number).texts == {
        "activity": {"tr": "Oyun", "nl": "Spel"},
        "bring": {},
        "other": {"nl": "x"},
    }


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": " "}, [("title", "Geef de activiteit een titel.")]),
        ({"kind": None}, [("kind", "Kies wat voor aanbod het is.")]),
        ({"goals": []}, [("goals", "Kies minstens één doel.")]),
        ({"min_size": ""}, [("min_size", "Vul een getal in.")]),
        ({"max_size": "veel"}, [("max_size", "Vul een getal in van 1 tot 1000.")]),
        ({"min_size": "13"}, [("max_size", "Dit is lager dan het eerste getal.")]),
        ({"age_from": "9", "age_to": "8"}, [("age_to", "Dit is lager dan het eerste getal.")]),
        (
            {"price_cents": "12,345"},
            [("price_cents", "Vul een bedrag in euro in, zoals 12 of 12,50.")],
        ),
        ({"group_cents": "-1"}, [("group_cents", "Vul een bedrag in euro in, zoals 12 of 12,50.")]),
        ({"code": "O001"}, [("code", "Dat kan niet: deze code is er al.")]),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_kept_in_the_form(
    summer: Site, changes: dict[str, Any], said: list[tuple[str, str]]
) -> None:
    before = everything(summer)
    fields = {name: value for name, value in filled(**changes).items() if value is not None}
    answer = summer.browser("planner").post(NEW, **fields, funder="Een fonds")
    assert (answer.status_code, errors(answer.text)) == (422, said)
    assert 'value="Een fonds"' in answer.text
    assert everything(summer) == before


def test_who_comes_second_hears_so_and_loses_nothing(summer: Site) -> None:
    browser = summer.browser("planner")
    number = add(browser)
    browser.post(f"{LIST}/{number}", **filled(version="1", title="Eerst"))
    answer = browser.post(f"{LIST}/{number}", **filled(version="1", title="Daarna"))
    assert answer.status_code == 422
    assert "Planner heeft dit intussen gewijzigd" in answer.text
    assert 'value="Daarna"' in answer.text
    assert row(summer, number).title == "Eerst"


def test_a_published_offer_keeps_its_facts(summer: Site) -> None:
    browser = summer.browser("planner")
    number = numbers(summer, Offer)[0]
    make_known(summer, number)
    version = row(summer, number).version
    assert browser.post(f"{LIST}/{number}/publiceren", version=str(version)).status_code == 302
    answer = browser.post(f"{LIST}/{number}", **filled(version=str(version + 1), code="X"))
    assert answer.status_code == 422
    assert "wat gezinnen moeten weten, kan niet leeg worden" in answer.text


@pytest.mark.parametrize("field", ["blocks", "locations"])
def test_rows_of_another_municipality_cannot_be_chosen(summer: Site, field: str) -> None:
    put_summer(summer.engine, summer.town, at=summer.clock.at, municipality="aalst")
    model = {"blocks": Block, "locations": Location}[field]
    theirs = str(numbers(summer, model, town="aalst")[0])
    before = everything(summer)
    answer = summer.browser("planner").post(NEW, **filled(**{field: [theirs]}))
    assert answer.status_code == 422
    assert "Dat is er niet (meer)." in answer.text
    assert everything(summer) == before


def test_offers_of_another_municipality_are_not_there(summer: Site) -> None:
    put_summer(summer.engine, summer.town, at=summer.clock.at, municipality="aalst")
    theirs = numbers(summer, Offer, town="aalst")[0]
    before = everything(summer)
    browser = summer.browser("coordinator")
    here = f"{LIST}/{theirs}"
    assert [browser.get(path).status_code for path in (here, f"{here}/verwijderen")] == [404, 404]
    for way in ("", "/kopie", "/publiceren", "/intrekken", "/verwijderen"):
        assert browser.post(here + way, **filled(version="1")).status_code == 404
    assert everything(summer) == before


@pytest.mark.parametrize("who", ["reader", "desk"])
def test_who_makes_no_offers_reads_them(summer: Site, who: str) -> None:
    number = numbers(summer, Offer)[0]
    browser = summer.browser(who)
    page = browser.get(f"{LIST}/{number}")
    assert page.status_code == 200
    assert "Nog niet bekend" in page.text
    assert "<textarea" not in page.text
    assert browser.get(NEW).status_code == 403
    before = everything(summer)
    for way in ("", "/kopie", "/publiceren", "/intrekken", "/verwijderen"):
        assert browser.post(f"{LIST}/{number}{way}", **filled(version="1")).status_code == 403
    assert browser.post(LIST, action="publish", rows=str(number)).status_code == 403
    assert everything(summer) == before


def test_an_organiser_sees_and_changes_only_its_own(summer: Site) -> None:
    mine, theirs, towns = numbers(summer, Offer)[:3]
    give_to(summer, mine, "Maan")
    give_to(summer, theirs, "Zon")
    browser = summer.browser("organiser")
    page = browser.get(LIST).text
    assert [f"/aanbod/{each}" in page for each in (mine, theirs, towns)] == [True, False, False]
    assert [browser.get(f"{LIST}/{each}").status_code for each in (mine, theirs, towns)] == [
        200,
        404,
        404,
    ]
    assert browser.post(f"{LIST}/{theirs}/publiceren", version="1").status_code == 404
    maan = str(organiser(summer, "Maan"))
    assert row(summer, add(browser, organiser_id=maan)).organiser_id == int(maan)


@pytest.mark.parametrize("whose", ["", "Zon"])
def test_an_organiser_cannot_give_an_offer_away(summer: Site, whose: str) -> None:
    mine = numbers(summer, Offer)[0]
    give_to(summer, mine, "Maan")
    other = "" if not whose else str(organiser(summer, whose))
    before = everything(summer)
    browser = summer.browser("organiser")
    version = str(row(summer, mine).version)
    for path in (f"{LIST}/{mine}", NEW):
        answer = browser.post(path, **filled(version=version, organiser_id=other, code="X"))
        assert answer.status_code == 422
        assert "Dat mag je niet doen." in answer.text
    assert everything(summer) == before
