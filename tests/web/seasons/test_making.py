from __future__ import annotations

import re
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Block, Child, Contact, Offer, Season
from models.enums import DrawPolicy, OfferStatus, Phase
from tests.web.site import Site
from tests.web.town import OTHER

BASE = "/werk/gent/seizoen-maken"
EMPTY = {
    "season_name": "Zomer 2029",
    "first_day": "2029-07-02",
    "last_day": "2029-08-24",
    "budget": "12500,50",
    "policy": "draw",
}


def seasons(site: Site) -> list[str]:
    with Session(site.engine) as session:
        return list(session.scalars(select(Season.slug).order_by(Season.id)))


def test_the_four_ways_are_shown_to_coordinators(site: Site) -> None:
    page = site.browser("coordinator").get(BASE).text
    assert re.findall(r'class="card__link" href="([^"]+)"', page) == [
        f"{BASE}/leeg",
        f"{BASE}/kopie",
        f"{BASE}/bestand",
        f"{BASE}/voorbeeld",
    ]
    assert "Maak een seizoen" in site.browser("coordinator").get("/werk/gent/").text
    assert "Maak een seizoen" not in site.browser("planner").get("/werk/gent/").text


@pytest.mark.parametrize("way", ["leeg", "kopie", "bestand", "voorbeeld"])
def test_nobody_else_makes_a_season(site: Site, way: str) -> None:
    before = seasons(site)
    assert site.browser("planner").post(f"{BASE}/{way}", **EMPTY).status_code == 403
    assert site.browser(OTHER).post(f"{BASE}/{way}", **EMPTY).status_code == 404
    assert seasons(site) == before


def test_an_empty_season_needs_a_name_and_two_days(site: Site) -> None:
    browser = site.browser("coordinator")
    page = browser.get(f"{BASE}/leeg").text
    # 2027 has a season already, so the next summer is the first without.
    assert 'value="Zomer 2028"' in page
    answer = browser.post(f"{BASE}/leeg", **EMPTY)
    assert answer.location == "/werk/gent/zomer-2029/"
    with Session(site.engine) as session:
        made = session.scalars(select(Season).where(Season.slug == "zomer-2029")).one()
        assert (made.first_day, made.last_day) == (date(2029, 7, 2), date(2029, 8, 24))
        assert (made.budget_cents, made.policy, made.phase) == (
            1_250_050,
            DrawPolicy.DRAW,
            Phase.DRAFT,
        )
        assert made.nis_codes == ("44021",)
        assert made.municipality_id == site.town.gent
    assert "Zomer 2029" in browser.get("/werk/gent/zomer-2029/").text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("season_name", "", "Vul een naam in."),
        ("first_day", "2029-06-30", "Kies een dag in juli of augustus."),
        ("last_day", "morgen", "Kies een dag in juli of augustus."),
        ("last_day", "2029-07-01", "De laatste dag komt na de eerste"),
        ("last_day", "2030-08-01", "De laatste dag komt na de eerste"),
        ("budget", "veel", "Schrijf een bedrag"),
        ("policy", "", "Kies hoe we de plaatsen verdelen."),
        ("policy", "first_come", "Not a valid choice"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(site: Site, field: str, value: str, said: str) -> None:
    before = seasons(site)
    answer = site.browser("coordinator").post(f"{BASE}/leeg", **EMPTY | {field: value})
    assert answer.status_code == 422
    if field != "policy" or not value:
        assert said in answer.text
    assert f'value="{EMPTY["budget"]}"' in answer.text or field == "budget"
    assert seasons(site) == before


def test_names_in_addresses_stay_short_readable_and_apart(site: Site) -> None:
    browser = site.browser("coordinator")
    for name in ("Zomer 2027", "Zomer 2027!", "Mensen", "☀", "É" * 80):
        answer = browser.post(f"{BASE}/leeg", **EMPTY | {"season_name": name})
        assert answer.status_code == 302, answer.text
        assert browser.get(answer.location).status_code == 200
    assert seasons(site)[2:] == ["zomer-2027-2", "zomer-2027-3", "zomer-mensen", "zomer", "e" * 60]


def test_a_season_is_copied_without_people(site: Site) -> None:
    browser = site.browser("coordinator")
    page = browser.get(f"{BASE}/kopie").text
    assert "Zomer 2027 Gent" in page
    assert "Aalst" not in page
    answer = browser.post(
        f"{BASE}/kopie", source=str(site.town.season), year="2028", season_name="Zomer 2028"
    )
    assert answer.location == "/werk/gent/zomer-2028/"
    with Session(site.engine) as session:
        made = session.scalars(select(Season).where(Season.slug == "zomer-2028")).one()
        offers = session.scalars(select(Offer.status).where(Offer.season_id == made.id)).all()
        assert list(offers) == [OfferStatus.DRAFT] * 2


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("year", "2027", "Kies een jaar na 2027."),
        ("year", "9999", "Kies een jaar na 2027."),
        ("year", "mei", "Kies een jaar na 2027."),
        ("source", "987654321", ""),
    ],
)
def test_what_cannot_be_copied_is_not(site: Site, field: str, value: str, said: str) -> None:
    fields = {"source": str(site.town.season), "year": "2028", "season_name": "x", field: value}
    before = seasons(site)
    answer = site.browser("coordinator").post(f"{BASE}/kopie", **fields)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert seasons(site) == before


def test_another_municipalitys_season_cannot_be_copied(site: Site) -> None:
    with Session(site.engine) as session:
        theirs = session.scalars(
            select(Season.id).where(Season.municipality_id == site.town.aalst)
        ).one()
    before = seasons(site)
    answer = site.browser("coordinator").post(
        f"{BASE}/kopie", source=str(theirs), year="2028", season_name="x"
    )
    assert answer.status_code == 422
    assert seasons(site) == before


def test_the_example_is_a_whole_fictional_summer(site: Site) -> None:
    browser = site.browser("coordinator")
    answer = browser.post(f"{BASE}/voorbeeld", pupils="40")
    assert answer.location == "/werk/gent/voorbeeld-2028/"
    with Session(site.engine) as session:
        made = session.scalars(select(Season).where(Season.slug == "voorbeeld-2028")).one()
        assert (made.name, made.year) == ("Voorbeeld, verzonnen: zomer 2028", 2028)
        assert made.nis_codes == ("44021",)
        children = select(func.count()).select_from(Child).where(Child.season_id == made.id)
        blocks = select(func.count()).select_from(Block).where(Block.season_id == made.id)
        assert session.scalar(children) == 40
        assert (session.scalar(blocks) or 0) > 0
        assert session.scalar(select(func.count()).select_from(Contact)) == 40
        shown = select(func.count()).where(
            Offer.season_id == made.id, Offer.status == OfferStatus.DRAFT
        )
        assert session.scalar(shown) == 1
    assert site.browser("coordinator").post(f"{BASE}/voorbeeld", pupils="9").status_code == 422
