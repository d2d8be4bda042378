from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select, update

from data import references
from models import BlockSession, Group, Offer, OfferBlock, Organiser, PhaseChange
from models.database import reading, writing
from models.enums import OfferStatus, Phase
from tests.web.public_offer.published import change, offers_of, put_published, set_phase
from tests.web.queries import counted
from tests.web.site import Site
from tests.web.summer import Summer, put_summer
from web.public.offer.goals import PLAIN, plain_goals
from web.routes import ROUTES

LD = re.compile(r'<script type="application/ld\+json" nonce="([^"]+)">(.*?)</script>', re.DOTALL)


@pytest.fixture
def summer(site: Site) -> Summer:
    return put_published(site)


def first_of(site: Site, summer: Summer) -> Offer:
    return offers_of(site, summer)[0]


def page_of(site: Site, number: int, end: str = "", **headers: str) -> Any:
    return site.browser().get(f"/gent/aanbod/{number}{end}", **headers)


def sessions_of(site: Site, offer: int) -> list[BlockSession]:
    with reading(site.engine)() as session:
        return list(
            session.scalars(
                select(BlockSession)
                .join(OfferBlock, OfferBlock.block_id == BlockSession.block_id)
                .where(OfferBlock.offer_id == offer)
                .order_by(BlockSession.day, BlockSession.start_min)
            )
        )


def test_one_activity_says_all_a_family_wants_to_know(site: Site, summer: Summer) -> None:
    offer = first_of(site, summer)
    with writing(site.engine).begin() as session:
        organiser = session.scalars(select(Organiser).where(Organiser.name == "Zon")).one()
        organiser.phone = "09 111 11 11"
        number = organiser.id
    change(
        site, summer, offer.id, organiser_id=number, goals=("LO-NED", "SPEL"), age_from=6, age_to=9
    )
    page = page_of(site, offer.id).text
    for said in (
        offer.title,
        "6 tot en met 9 jaar",
        "10,00",
        "Je kan er binnen zonder trappen",
        "We bouwen hutten.",
        "Nederlands: praten, lezen en schrijven",
        "Spelen en ontspannen",
        "Vanaf 7.30 uur, gratis",
        "Geen opvang achteraf",
        "Bus 3, halte Kerk.",
        "Nederlands en Frans",
        "Een lunch",
        "<dd><bdi>Zon</bdi></dd>",
        "Vlaamse overheid",
        "Derde zomer",
        'href="tel:091111111"',
        "09 000 00 00",
        "Het zomeraanbod is niet-formeel en vrijwillig.",
    ):
        assert said in page, said
    change(site, summer, offer.id, step_free=False, organiser_id=None)
    page = page_of(site, offer.id).text
    assert ("Er zijn trappen" in page, "<dd><bdi>Gent</bdi></dd>" in page) == (True, True)


def test_texts_are_in_the_language_of_the_reader_where_there_is_one(
    site: Site, summer: Summer
) -> None:
    page = page_of(site, first_of(site, summer).id, Accept_Language="en").text
    assert (
        '<div class="own-words" lang="en" dir="auto"><p class="govuk-body">We build huts.</p></div>'
        in page
    )
    assert '<dd class="own-words" lang="nl" dir="auto">Een lunch</dd>' in page


def test_only_what_is_published_here_can_be_seen(site: Site, summer: Summer) -> None:
    offer = first_of(site, summer)
    other = put_summer(
        site.engine, site.town, at=site.clock.at, municipality="aalst", phase=Phase.OFFER_PUBLISHED
    )
    change(site, summer, offer.id, status=OfferStatus.DRAFT)
    wrong = [offer.id, offers_of(site, other)[0].id, 987654321]
    answers = [page_of(site, n, end).status_code for n in wrong for end in ("", ".json", ".ics")]
    assert answers == [404] * 9


CALM = {
    Phase.OFFER_PUBLISHED: "Later kan je een plaats vragen. De dag is nog niet bekend.",
    Phase.WISHES_OPEN: "Je kan nu vragen. Vroeg of laat maakt geen verschil.",
    Phase.CLOSED: "Vragen is afgesloten. We verdelen nu de plaatsen.",
    Phase.PLANNED: "Vragen is afgesloten. We verdelen nu de plaatsen.",
    Phase.PUBLISHED: "De plaatsen zijn verdeeld.",
    Phase.RUNNING: "De plaatsen zijn verdeeld.",
}
DATED = {
    Phase.OFFER_PUBLISHED: "Een plaats vragen kan vanaf zondag 21 mei.",
    Phase.WISHES_OPEN: "Je kan vragen tot maandag 22 mei. Vroeg of laat maakt geen verschil.",
    Phase.CLOSED: "Vragen is afgesloten. Je hoort vanaf dinsdag 23 mei of je een plaats hebt.",
}


@pytest.mark.parametrize("phase", CALM)
def test_one_can_ask_only_while_wishes_are_open(site: Site, summer: Summer, phase: Phase) -> None:
    offer = first_of(site, summer)
    set_phase(site, summer, phase)
    page = page_of(site, offer.id).text
    assert CALM[phase] in page
    assert ("Vraag een plaats</a>" in page) == (
        phase is Phase.WISHES_OPEN and "family.ask" in ROUTES
    )


@pytest.mark.parametrize("phase", DATED)
def test_the_day_is_said_where_it_is_known(site: Site, summer: Summer, phase: Phase) -> None:
    offer = first_of(site, summer)
    set_phase(site, summer, phase)
    with writing(site.engine).begin() as session:
        start = datetime(2028, 5, 21, 9, tzinfo=UTC)
        for later, each in enumerate((Phase.WISHES_OPEN, Phase.CLOSED, Phase.PUBLISHED)):
            session.add(
                PhaseChange(
                    municipality_id=site.town.gent,
                    season_id=summer.season,
                    phase=each,
                    due_at=start + timedelta(days=later),
                )
            )
    assert DATED[phase] in page_of(site, offer.id).text


def test_search_engines_read_an_event_and_never_a_school(site: Site, summer: Summer) -> None:
    offer = first_of(site, summer)
    change(site, summer, offer.id, title="Hut </script><b>", age_from=6, age_to=None)
    answer = page_of(site, offer.id)
    found = LD.search(answer.text)
    assert found is not None
    assert found[1] in answer.headers["Content-Security-Policy"]
    data = json.loads(found[2])
    assert (data["@type"], data["name"], data["typicalAgeRange"]) == (
        "Event",
        "Hut </script><b>",
        "6-",
    )
    assert data["description"].endswith("Niet-formeel aanbod, vrijwillig")
    assert data["funder"]["name"] == "Vlaamse overheid"
    assert (data["offers"]["price"], data["isAccessibleForFree"]) == ("10.00", False)
    assert "School" not in found[2]
    moments = sessions_of(site, offer.id)
    assert data["startDate"][:10] == moments[0].day.isoformat()
    assert data["endDate"][:10] == moments[-1].day.isoformat()
    assert {each["eventStatus"] for each in data["subEvent"]} == {
        "https://schema.org/EventScheduled"
    }


def test_the_feed_is_what_uitdatabank_reads(site: Site, summer: Summer) -> None:
    offer = first_of(site, summer)
    answer = page_of(site, offer.id, ".json")
    data = answer.json
    moments = sessions_of(site, offer.id)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert data["terms"][0] == {
        "id": "0.57.0.0.0",
        "label": "Kamp of vakantie",
        "domain": "eventtype",
    }
    assert (data["calendarType"], len(data["subEvent"])) == ("multiple", len(moments))
    assert data["subEvent"][0] == {
        "id": 0,
        "startDate": f"{moments[0].day}T{moments[0].start_min // 60:02}:00:00+02:00",
        "endDate": f"{moments[0].day}T{moments[0].end_min // 60:02}:00:00+02:00",
        "status": {"type": "Available"},
    }
    assert data["typicalAgeRange"] == f"{offer.age_from}-{offer.age_to}"
    assert data["priceInfo"][0]["price"] == 10
    assert data["description"]["en"] == "We build huts.\n\nNon-formal offer, voluntary"
    everything: Any = site.browser().get("/gent/aanbod.json").json
    assert [each["@id"] for each in everything["member"]] == [
        f"http://localhost/gent/aanbod/{each.id}" for each in offers_of(site, summer)
    ]
    one: Any = site.browser().get("/gent/aanbod.json?zoek=bestaat-niet").json
    assert (one["totalItems"], one["member"]) == (0, [])


def test_a_calendar_file_has_the_days_of_a_block_or_of_all(site: Site, summer: Summer) -> None:
    offer = first_of(site, summer)
    moments = sessions_of(site, offer.id)
    answer = page_of(site, offer.id, ".ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    events = Calendar.from_ical(answer.data).walk("VEVENT")
    days = sorted(each.decoded("dtstart").date() for each in events)
    assert days == [each.day for each in moments]
    assert {str(each["summary"]) for each in events} == {offer.title}
    assert len({str(each["uid"]) for each in events}) == len(moments)
    assert "Niet-formeel aanbod, vrijwillig" in str(events[0]["description"])
    block = moments[0].block_id
    one = Calendar.from_ical(page_of(site, offer.id, f".ics?blok={block}").data).walk("VEVENT")
    assert len(one) == len([each for each in moments if each.block_id == block])
    wrong = [page_of(site, offer.id, f".ics?blok={each}").status_code for each in ("0", "x", "")]
    assert wrong == [404, 404, 404]


def test_once_places_are_known_only_what_goes_on_can_be_joined(site: Site) -> None:
    summer = put_published(site, phase=Phase.PUBLISHED)
    with reading(site.engine)() as session:
        groups = session.execute(
            select(Group.offer_id, Group.block_id).where(Group.season_id == summer.season)
        ).all()
        offered = session.execute(
            select(OfferBlock.offer_id, OfferBlock.block_id).where(
                OfferBlock.season_id == summer.season
            )
        ).all()
    offer, block = groups[0]
    mine = {each for of, each in groups if of == offer}
    other = {each for of, each in offered if of == offer} - mine
    page = page_of(site, offer).text
    assert page.count('class="block block--off"') == len(other)
    assert page_of(site, offer, f".ics?blok={block}").status_code == 200
    assert [page_of(site, offer, f".ics?blok={each}").status_code for each in other] == [404] * len(
        other
    )
    with writing(site.engine).begin() as session:
        session.execute(
            update(Group).where(Group.offer_id == offer).values(cancelled_at=site.clock.at)
        )
    data = page_of(site, offer, ".json").json
    assert data["status"] == {"type": "Unavailable"}
    assert {each["status"]["type"] for each in data["subEvent"]} == {"Unavailable"}
    assert "Gaat dit jaar niet door" in site.browser().get("/gent/aanbod").text


def test_one_activity_takes_a_bounded_number_of_queries(site: Site, summer: Summer) -> None:
    with counted(site) as said:
        page_of(site, first_of(site, summer).id)
    assert len(said) <= 12


def test_no_feed_counts_children(site: Site) -> None:
    summer = put_published(site, phase=Phase.WISHES_OPEN)
    text = site.browser().get("/gent/aanbod.json").text
    assert not re.search(r"capacity|attendee|wish|seats|places", text, re.IGNORECASE)
    assert summer.season > 0


def test_every_goal_has_plain_words() -> None:
    assert frozenset().union(*(goal.codes for goal in PLAIN.values())) == set(references.goals())
    assert plain_goals(("SC06", "SPEL", "onbekend")) == ("spel", "rekenen", "techniek")
