"""What fits comes first, the order can be changed without scripts, and children go together."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from data.references import needs
from models import (
    AvailabilityWindow,
    Block,
    BlockSession,
    Child,
    ChildContact,
    Contact,
    Link,
    Location,
    OfferBlock,
    Season,
    Wish,
)
from models.database import reading, writing
from tests.web.families.people import number_of
from tests.web.family_asking.wizard import (
    ASK,
    asked,
    count,
    drafts,
    errors_in,
    form_of,
    one,
    publish,
    rows,
    send,
    walk,
)
from tests.web.site import Site
from web.family.asking.naming import NEEDS, NEEDS_TOGETHER

FOLDED = "activiteit past minder goed"


def add_block(site: Site, offer: int, first: date, label: str = "Week 2") -> int:
    """One more block of an offer, in the afternoon."""
    with writing(site.engine).begin() as session:
        season = session.scalars(
            select(Season).where(Season.municipality_id == site.town.gent)
        ).one()
        home: dict[str, Any] = {"municipality_id": site.town.gent, "season_id": season.id}
        block = Block(**home, code=label, label=label)
        session.add(block)
        session.flush()
        session.add(BlockSession(**home, block_id=block.id, day=first, start_min=780, end_min=960))
        session.add(OfferBlock(**home, offer_id=offer, block_id=block.id))
        return block.id


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({}, ""),
        ({"kind": {"birth_year": "2012"}}, "Dit is voor een andere leeftijd."),
        (
            {"wanneer": {"when": "aangeduid", "free": ["2027-08-02-vm"]}},
            "Dit is op dagen waarop je kind niet vrij is.",
        ),
        ({"wanneer": {"when": "aangeduid", "free": ["2027-07-05-vm"]}}, ""),
        (
            {"waar": {"postcode": "8400", "max_travel_min": "30"}},
            "Dit is verder dan je aangaf.",
        ),
        ({"waar": {"postcode": "9000", "max_travel_min": "60"}}, ""),
    ],
)
def test_what_does_not_fit_is_folded_with_the_reason(
    open_site: Site, told: dict[str, Any], reason: str
) -> None:
    publish(open_site, "O2", age_from=4, age_to=12)
    first = publish(open_site, "O1", age_from=4, age_to=12)
    browser = open_site.browser()
    walk(open_site, browser, upto="wensen", **told)
    page = browser.get(f"{ASK}/wensen").text
    assert page.count('class="offer"') == 2
    assert ("passen minder goed" in page) is bool(reason)
    if reason:
        assert page.count(reason) == 2
    assert send(browser, "wensen", offers=[str(first)]).status_code == 302


def test_a_need_that_is_told_already_counts_too(open_site: Site) -> None:
    browser = open_site.browser()
    walk(open_site, browser, hulp={"needs": ["step_free"]})
    assert "Wat je kind helpt, is daar nog niet." in browser.get(f"{ASK}/wensen").text
    with writing(open_site.engine).begin() as session:
        site = session.get_one(Location, number_of(open_site, Location, code="L1"))
        site.features = ("step_free",)
    assert "Wat je kind helpt" not in browser.get(f"{ASK}/wensen").text


def test_wishes_are_moved_with_buttons_alone(open_site: Site) -> None:
    first = publish(open_site, "O1")
    second = publish(open_site, "O2")
    add_block(open_site, first, date(2027, 7, 12))
    browser = open_site.browser()
    walk(open_site, browser, upto="volgorde", wensen={"offers": [str(first), str(second)]})

    def order() -> list[tuple[int, int]]:
        kept = drafts(open_site)[0]["steps"]["wishes"]["rows"]
        return [(row["rank"], row["offer"]) for row in kept]

    assert order() == [(1, first), (2, second)]
    for move, expected, spot in (
        ("down-0", [second, first], 2),
        ("up-1", [first, second], 1),
        ("up-0", [first, second], 1),
        ("again-0", [first, first, second], 2),
        ("away-2", [first, first], 2),
        ("down-99", [first, first], 1),
    ):
        answer = send(browser, "volgorde", move=move)
        assert (answer.status_code, answer.location) == (302, f"{ASK}/volgorde#wens-{spot}"), move
        assert f'id="wens-{spot}"' in browser.get(f"{ASK}/volgorde").text
        assert order() == list(enumerate(expected, start=1)), move
    same = send(browser, "volgorde", max_places="1")
    assert errors_in(same.text)[0][0] == "block_1"
    block = form_of(browser.get(f"{ASK}/volgorde").text)
    assert block.found.getlist("block_0") == [""]
    week = str(number_of(open_site, Block, code="Week 2"))
    assert send(browser, "volgorde", max_places="1", block_1=week).status_code == 302
    assert send(browser, "wensen", offers=[str(second), str(first)]).status_code == 302
    assert order() == [(1, first), (2, first), (3, second)]


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"max_places": ""}, "max_places"),
        ({"max_places": "0"}, "max_places"),
        ({"max_places": "nul"}, "max_places"),
        ({"max_places": "1", "rank_0": "0"}, "rank_0"),
        ({"max_places": "1", "rank_0": "eerst"}, "rank_0"),
        ({"max_places": "1", "block_0": "99999"}, "block_0"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(
    open_site: Site, fields: dict[str, str], wrong: str
) -> None:
    browser = open_site.browser()
    walk(open_site, browser, upto="volgorde")
    answer = send(browser, "volgorde", **fields)
    assert answer.status_code == 422
    assert [field for field, _said in errors_in(answer.text)] == [wrong]


@pytest.mark.parametrize(
    ("path", "fields", "wrong"),
    [
        ("kind", {"first_name": "  "}, "first_name"),
        ("kind", {"birth_year": "2099"}, "birth_year"),
        ("kind", {"birth_year": "²018"}, "birth_year"),
        ("bereiken", {"email": "geen mail"}, "email"),
        ("bereiken", {"channel": "phone", "phone": "12"}, "phone"),
        ("bereiken", {"channel": "letter", "address": " "}, "address"),
        ("waar", {"postcode": "0000"}, "postcode"),
        ("waar", {"max_travel_min": "ver"}, "max_travel_min"),
        ("wanneer", {"when": "aangeduid", "free": ["2020-01-01-vm"]}, "free"),
        ("hulp", {"name_1": "Oma"}, "phone_1"),
        ("samen", {"code_1": "ABCDEFGH"}, "code_1"),
    ],
)
def test_a_wrong_answer_stays_and_leads_to_its_field(
    open_site: Site, path: str, fields: dict[str, Any], wrong: str
) -> None:
    browser = open_site.browser()
    walk(open_site, browser, upto=path)
    base = {"bereiken": {"role": "parent", "channel": "mail"}, "kind": {
        "first_name": "Noor", "birth_year": "2018"}}.get(path, {})  # fmt: skip
    answer = send(browser, path, **{**base, **fields})
    assert answer.status_code == 422
    assert [field for field, _said in errors_in(answer.text)] == [wrong]
    assert f'id="{wrong}"' in answer.text
    typed = form_of(answer.text).found
    for name, value in fields.items():
        if name != "free":
            assert typed.get(name, "") == value


def test_a_second_child_reuses_contact_place_and_days(open_site: Site) -> None:
    browser = open_site.browser()
    more: dict[str, Any] = {
        "waar": {"postcode": "9000", "travel_mode": "foot", "max_travel_min": "20"},
        "wanneer": {"when": "aangeduid", "free": ["2027-07-05-vm", "2027-07-05-nm"]},
    }
    asked(open_site, browser, **more)
    noor = one(open_site, Child)
    assert browser.post(f"{ASK}/nog-een-kind").location == f"{ASK}/kind"
    assert send(browser, "kind", first_name="Sam", birth_year="2020").location == f"{ASK}/waar"
    assert browser.get(f"{ASK}/bereiken").location == f"{ASK}/nakijken"
    place = browser.get(f"{ASK}/waar").text
    assert "Zoals bij je vorige vraag" in place
    assert form_of(browser.get(f"{ASK}/wanneer").text).found.getlist("free") == [
        "2027-07-05-vm",
        "2027-07-05-nm",
    ]
    walk(open_site, browser, skip=("kind", "bereiken", "waar", "wanneer"), samen={
        f"sibling_{noor.id}": "samen"})  # fmt: skip
    assert "Samen met Noor?" in browser.get(f"{ASK}/samen").text
    assert "Noor: samen of niet" in browser.get(f"{ASK}/nakijken").text
    assert send(browser, "nakijken").location == f"{ASK}/klaar"
    sam = rows(open_site, Child)[-1]
    assert (sam.first_name, sam.lat, sam.max_travel_min) == ("Sam", noor.lat, 20)
    assert count(open_site, Contact) == 1
    assert {row.contact_id for row in rows(open_site, ChildContact)} == {one(open_site, Contact).id}
    link = one(open_site, Link)
    assert (link.strict, link.agreed_at is not None) == (True, True)
    windows = [(w.first_day, w.last_day) for w in rows(open_site, AvailabilityWindow)]
    assert windows[0] == windows[1]


def test_a_friend_is_named_by_a_code_and_has_to_agree(open_site: Site) -> None:
    asked(open_site, open_site.browser())
    code = one(open_site, Child).link_code
    asked(
        open_site,
        open_site.browser(),
        kind={"first_name": "Lou"},
        samen={"code_1": code.lower(), "strict_1": "liefst"},
    )
    link = one(open_site, Link)
    assert (link.strict, link.agreed_at) == (False, None)
    assert count(open_site, Contact) == 2


def test_a_friend_who_withdrew_meanwhile_stops_all_of_it(open_site: Site) -> None:
    asked(open_site, open_site.browser())
    friend = one(open_site, Child)
    browser = open_site.browser()
    walk(open_site, browser, samen={"code_1": friend.link_code})
    with writing(open_site.engine).begin() as session:
        session.get_one(Child, friend.id).withdrawn_at = open_site.clock.at
    answer = send(browser, "nakijken")
    assert answer.status_code == 422
    assert "De code van een vriend werkt niet meer." in answer.text
    assert [count(open_site, model) for model in (Child, Contact, Wish)] == [1, 1, 1]
    assert send(browser, "samen", code_1="").status_code == 302
    assert send(browser, "nakijken").status_code == 302


def test_nobody_continues_with_the_contact_of_another_family(open_site: Site) -> None:
    asked(open_site, open_site.browser())
    other = open_site.browser()
    assert other.post(f"{ASK}/nog-een-kind").location == f"{ASK}/kind"
    assert drafts(open_site)[1:] == []
    other.post(f"{ASK}/nog-een-kind", contact=str(one(open_site, Contact).id))
    send(other, "kind", first_name="Sam", birth_year="2020")
    with reading(open_site.engine)() as session:
        from models import RequestDraft  # noqa: PLC0415

        last = session.scalars(select(RequestDraft).order_by(RequestDraft.id.desc())).first()
        assert last is not None
        assert last.contact_id is None


def test_every_need_is_named_in_the_same_words(open_site: Site) -> None:
    with open_site.app.test_request_context():
        assert {code: str(name) for code, name in NEEDS.items()} == {
            code: need.nl for code, need in needs().items()
        }


def test_needs_that_go_together_stand_in_the_order_of_the_paper() -> None:
    together = [code for _name, codes in NEEDS_TOGETHER for code in codes]
    assert together == list(NEEDS)[: len(together)]


def test_what_is_ticked_does_not_lie_folded(open_site: Site) -> None:
    browser = open_site.browser()
    walk(open_site, browser, upto="samen", hulp={"needs": ["food", "small_group"]})
    page = browser.get(f"{ASK}/hulp").text
    assert [name for name, _rest in folded(page)] == [
        "Toegang en verzorging",
        "Begeleiding",
        "Zien, horen en begrijpen",
        "Rust en duidelijkheid",
    ]
    assert form_of(page).found.getlist("needs") == ["food", "small_group"]


def test_week_and_place_show_where_they_are_chosen_wrong_or_there_twice(open_site: Site) -> None:
    first, second = publish(open_site, "O1"), publish(open_site, "O2")
    add_block(open_site, first, date(2027, 7, 12))
    browser = open_site.browser()
    walk(open_site, browser, upto="volgorde", wensen={"offers": [str(first), str(second)]})

    def closed() -> int:
        return len(folded(browser.get(f"{ASK}/volgorde").text))

    assert closed() == 2
    wrong = send(browser, "volgorde", max_places="1", block_0="99999")
    assert len(folded(wrong.text)) == 1
    week = str(number_of(open_site, Block, code="Week 2"))
    assert send(browser, "volgorde", move="down-0", block_0=week).status_code == 302
    assert closed() == 1
    assert send(browser, "volgorde", move="down-0", block_1="").status_code == 302
    assert closed() == 2
    assert send(browser, "volgorde", move="again-0").status_code == 302
    assert closed() == 1


def folded(page: str) -> list[tuple[str, str]]:
    """What lies folded in the form: each summary, and what comes first in it."""
    form = page.partition("novalidate")[2].partition("</form>")[0]
    found = re.findall(r"<details[^>]*class=\"[^\"]*\">\s*<summary>([^<]+)(.)", form)
    return [(name, rest) for name, rest in found]
