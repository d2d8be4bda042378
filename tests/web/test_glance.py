from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from models import (
    Child,
    Location,
    Message,
    Municipality,
    Offer,
    Organiser,
    PhaseChange,
    Room,
    Season,
    Tutor,
    Wish,
)
from models.database import writing
from models.enums import Channel, Phase
from tests.web.site import Site
from tests.web.town import MADE_AT, OTHER

WORK = "/werk/gent/zomer-2027/"
NOTHING = "Niets op dit moment. Geniet van je koffie."
LATE = "De stap “Een plaats vragen” had al gezet moeten zijn."
FACTS = (
    "1 activiteit kan nog niet gepubliceerd worden: er ontbreekt iets wat gezinnen moeten weten."
)
TUTORS = (
    "Van 1 begeleider die een groep kan leiden, is dat nog niet bevestigd.",
    "Van 1 begeleider is het uittreksel nog niet nagekeken.",
)


def figures(site: Site, who: str, path: str = WORK) -> dict[str, int]:
    page = site.browser(who).get(path).text
    return {what: int(number) for number, what in re.findall(r"<b>(\d+)</b> ([^<]+)</li>", page)}


def attention(site: Site, who: str = "planner", path: str = WORK) -> list[str]:
    page = site.browser(who).get(path).text
    found = re.search(r'<ul class="attention">(.*?)</ul>', page, re.DOTALL)
    lines = [] if found is None else re.findall(r"<li>(.*?)</li>", found[1])
    return [re.sub(r"</?a[^>]*>", "", line) for line in lines]


def test_the_counts_are_of_this_season_alone(any_site: Site) -> None:
    with writing(any_site.engine).begin() as session:
        home: dict[str, Any] = {
            "municipality_id": any_site.town.gent,
            "season_id": any_site.town.season,
        }
        place = session.scalars(
            select(Location.id).where(Location.season_id == any_site.town.season)
        ).one()
        offer = session.scalars(
            select(Offer.id).where(Offer.season_id == any_site.town.season, Offer.code == "O1")
        ).one()
        session.add_all(
            Room(**home, code=f"R{number}", location_id=place, capacity=12) for number in range(3)
        )
        children = [
            Child(
                **home,
                ref=ref,
                birth_year=2018,
                asked_at=at,
                withdrawn_at=MADE_AT if ref == "gone" else None,
            )
            for ref, at in (("asked", MADE_AT), ("draft", None), ("gone", MADE_AT))
        ]
        session.add_all(children)
        session.flush()
        session.add_all(
            Wish(**home, child_id=child.id, rank=1, offer_id=offer) for child in children
        )
    assert figures(any_site, "reader") == {
        "activiteit gepubliceerd": 1,
        "activiteit in voorbereiding": 1,
        "locatie": 1,
        "lokalen": 3,
        "begeleider": 1,
        "kind vraagt iets": 1,
        "wens": 1,
        "groepen": 0,
        "plaatsen gegeven": 0,
    }
    assert figures(any_site, OTHER, "/werk/aalst/zomer-2027/")["kinderen vragen iets"] == 0


def test_an_organiser_sees_only_what_is_theirs(site: Site) -> None:
    assert figures(site, "organiser") == {
        "activiteiten gepubliceerd": 0,
        "activiteiten in voorbereiding": 0,
        "groepen": 0,
        "plaatsen gegeven": 0,
    }
    assert attention(site, "organiser") == []
    with writing(site.engine).begin() as session:
        maan = session.scalars(select(Organiser.id).where(Organiser.name == "Maan")).one()
        session.execute(
            update(Offer)
            .where(Offer.season_id == site.town.season, Offer.code == "O2")
            .values(organiser_id=maan)
        )
    assert figures(site, "organiser")["activiteit in voorbereiding"] == 1
    assert attention(site, "organiser") == [FACTS]


def test_what_is_not_in_order_asks_for_attention(any_site: Site) -> None:
    assert attention(any_site) == [FACTS, *TUTORS]


def test_nothing_asks_for_attention_once_all_is_in_order(site: Site) -> None:
    with writing(site.engine).begin() as session:
        session.execute(
            update(Tutor).values(roles_confirmed_on=MADE_AT.date(), record_check_on=MADE_AT.date())
        )
        session.execute(
            update(Offer).values(
                step_free=True,
                price_cents=0,
                spoken_languages=("nl",),
                getting_there="",
                before_hours="",
                after_hours="",
            )
        )
    page = site.browser("planner").get(WORK)
    assert NOTHING in page.text
    assert attention(site) == []


def test_a_date_that_passed_without_anything_happening_is_told(site: Site) -> None:
    site.clock.wait(days=20, seconds=1)
    (first, *_) = attention(site)
    assert first.startswith(LATE)
    assert "Had moeten gebeuren op zondag 21 maart" in site.browser("planner").get(WORK).text


def test_wishes_without_a_last_day_are_told(site: Site) -> None:
    with writing(site.engine).begin() as session:
        session.execute(update(Season).values(phase=Phase.WISHES_OPEN))
        session.execute(
            update(PhaseChange)
            .where(PhaseChange.phase == Phase.CLOSED)
            .values(due_at=None, happened_at=MADE_AT - timedelta(days=300))
        )
    assert "Gezinnen kunnen een plaats vragen, maar er is geen einddatum." in attention(site)


def test_messages_that_cannot_be_sent_are_told_to_their_municipality(site: Site) -> None:
    with writing(site.engine).begin() as session:
        session.add(
            Message(
                municipality_id=site.town.gent,
                kind="new_password",
                channel=Channel.MAIL,
                dedup_key="one",
                mail_id="one",
                language="nl",
                recipient_name="",
                recipient_address="a@b.example",
                subject="x",
                body_text="x",
                created_at=MADE_AT,
                not_before=MADE_AT,
                dead_at=MADE_AT,
            )
        )
    told = "1 bericht kon niet verstuurd worden."
    assert told in attention(site)
    assert told not in attention(site, OTHER, "/werk/aalst/zomer-2027/")


@pytest.mark.parametrize(
    ("phase", "shown"),
    [
        (Phase.DRAFT, "We maken het aanbod voor de volgende zomer klaar."),
        (Phase.OFFER_PUBLISHED, "Zomer 2027 Gent"),
        (Phase.WISHES_OPEN, "bij het loket of met het formulier op papier."),
        (Phase.RUNNING, "De zomer is bezig"),
        (Phase.ARCHIVED, "We maken het aanbod voor de volgende zomer klaar."),
    ],
)
def test_families_read_where_the_season_stands(site: Site, phase: Phase, shown: str) -> None:
    with writing(site.engine).begin() as session:
        session.execute(update(Season).values(phase=phase))
    page = site.browser().get("/gent/").text
    assert shown in page
    if phase in {Phase.DRAFT, Phase.ARCHIVED}:
        assert "Zomer 2027 Gent" not in page


def test_the_three_ways_name_whom_to_call(site: Site) -> None:
    page = site.browser().get("/gent/").text
    assert '<a href="tel:090000000"><bdi>09 000 00 00</bdi></a>' in page
    with writing(site.engine).begin() as session:
        session.execute(
            update(Municipality).values(contact_name="", contact_phone="", contact_email="")
        )
    assert "Kom langs bij het loket van je gemeente." in site.browser().get("/gent/").text


def test_what_people_write_is_shown_as_text(site: Site) -> None:
    with writing(site.engine).begin() as session:
        session.execute(update(Municipality).values(contact_name="<script>x</script>"))
        session.execute(update(Season).values(name="<b>Zomer</b>"))
    page = site.browser("coordinator").get("/gent/").text
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "&lt;b&gt;Zomer&lt;/b&gt;" in page


def test_a_municipality_without_season_says_so(site: Site) -> None:
    with writing(site.engine).begin() as session:
        for table in ("offer", "phase_change", "tutor", "location", "season"):
            session.connection().exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608
    browser = site.browser("reader")
    assert browser.get("/werk/").location == "/werk/gent/"
    assert "Er is nog geen seizoen." in browser.get("/werk/gent/").text
    assert "We maken het aanbod" in browser.get("/gent/").text
